"""The Dutch baseline, loaded once."""

import pytest

from houvast.facts.loader import load_facts

START = "2024-01"


@pytest.fixture(scope="session")
def dutch():
    """All facts of the Netherlands."""
    return load_facts("netherlands")


@pytest.fixture(scope="session")
def value(dutch):
    """Return the look-up of a fact at the start of a run."""
    return lambda name: dutch.value(name, START)


@pytest.fixture(scope="session")
def place(dutch):
    """Return the place of a group in a classification."""
    return lambda classification, key: dutch.classification(classification).index(key)
