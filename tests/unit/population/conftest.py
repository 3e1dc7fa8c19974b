"""The polder as content: six hundred people, built in a few hundredths of a second."""

import pytest

import polder
from houvast.facts.loader import load_facts
from houvast.population.build import build_population


@pytest.fixture(scope="session")
def polder_facts():
    return load_facts(polder.facts_folder())


@pytest.fixture(scope="session")
def polder_population(polder_facts):
    return build_population(polder_facts, scale=1, seed=1)


@pytest.fixture(scope="session")
def dutch_facts():
    return load_facts("netherlands")


@pytest.fixture(scope="session")
def dutch_population(dutch_facts):
    """Netherlands at one in a hundred."""
    return build_population(dutch_facts, scale=0.01, seed=1)
