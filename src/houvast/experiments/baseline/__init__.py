"""The baseline: published targets, how they are simulated, checked and fitted."""
