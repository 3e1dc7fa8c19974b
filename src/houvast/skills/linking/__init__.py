"""Linking: from a title somebody types to occupations and skills of the language."""
