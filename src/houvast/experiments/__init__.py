"""Experiments: what is run, under which name, and how its result is stored and read."""
