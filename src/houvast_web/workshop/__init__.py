"""Workshops: people rate developments together, and make a plane of futures of their own."""
