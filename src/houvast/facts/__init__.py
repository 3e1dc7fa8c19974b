"""Sourced numbers: every figure Houvast uses, with value, unit, period, source, status and range.

`loader.load_facts` reads a folder; `lookup.Facts` gives values by name and month. The folder `netherlands`
holds the Dutch baseline.
"""
