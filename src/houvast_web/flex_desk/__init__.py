"""The employer desk: how much flexibility, who can provide it, and which mix keeps people secure."""
