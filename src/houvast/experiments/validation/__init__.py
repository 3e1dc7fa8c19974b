"""Somebody's published series held against a simulated one."""
