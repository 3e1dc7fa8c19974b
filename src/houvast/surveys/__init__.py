"""Surveys: estimation from a sample, the good-work monitor, the psychological contract, protection of small groups."""
