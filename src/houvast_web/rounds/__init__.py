"""Survey rounds in a company: agreed, invited, answered on a phone, reported to both sides at the same moment."""
