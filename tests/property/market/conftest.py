"""The polder as content."""

import pytest

import polder
from houvast.facts.loader import load_facts
from houvast.population.build import build_population


class Country:
    """Facts and people, with a name short enough to be printed beside a failing example."""

    def __init__(self, facts, population):
        self.facts, self.population = facts, population


@pytest.fixture(scope="session")
def country():
    """Six hundred people of the polder."""
    facts = load_facts(polder.facts_folder())
    return Country(facts, build_population(facts, 1.0, seed=1))
