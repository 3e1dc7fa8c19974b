"""Policies as code: measures as files, packages of measures, and the changes they lay over the facts.

A measure is a YAML file that says what it moves, how far, when, at whose cost and on what evidence
(`measures.load_measures`). A package is a set of measures (`packages.read_package`). Neither touches a fact: a package
returns changes, and `houvast.facts.overlay` lays them over a copy.
"""
