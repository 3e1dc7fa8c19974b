"""Moves: from the work somebody does to other work, what speaks for and against it, and what it asks."""
