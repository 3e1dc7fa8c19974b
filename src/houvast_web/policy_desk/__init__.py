"""The policy desk: the futures, measures, and what they do."""
