"""Measurements: how fast, how large, how near the limit of the machine, and how good the luck is."""
