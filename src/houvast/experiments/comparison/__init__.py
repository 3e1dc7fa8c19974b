"""Futures and packages side by side: the same people and the same luck in every cell."""
