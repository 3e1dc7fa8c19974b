"""The polder is small, whole, and says that it is invented."""

import numpy as np
import pytest

import polder
from houvast.facts.loader import load_facts

START = "2024-01"


@pytest.fixture(scope="module")
def facts():
    return load_facts(polder.facts_folder())


def test_the_polder_is_tiny(facts):
    """A few hundred people, four sectors, six occupations, two regions."""
    assert facts.number("population_thousand", START) == 0.6
    sizes = [len(facts.classification(name)) for name in ("sector", "occupation", "occupation_major", "region")]
    assert sizes == [4, 6, 3, 2]


def test_every_number_says_it_is_invented(facts):
    """Nobody can mistake a number of the polder for a figure about a country."""
    shared = {"market", "fitted", "drivers", "reference"}
    own = [name for name in facts.names() if facts.entry(name).subject not in shared]
    values = [dated for name in own for dated in facts.entry(name).values]

    assert {dated.source for dated in values} == {("polder",)}
    assert {dated.status for dated in values} == {"assumed"}
    assert {dated.would_be_measured_by for dated in values} == {"nothing: invented for tests"}


def test_its_margins_agree(facts):
    """All ways to count its people give the same number."""
    population, employed = facts.number("population_thousand", START), facts.number("employed_thousand", START)
    for name in ("sex", "age", "education", "region"):
        assert np.sum(facts.array(f"population_by_{name}_thousand", START)) == pytest.approx(population)
    for name in ("contract", "sector_and_major", "occupation", "occupation_class"):
        assert np.sum(facts.array(f"employed_by_{name}_thousand", START)) == pytest.approx(employed)
    unemployed = facts.number("unemployed_thousand", START)
    for name in ("education", "age"):
        assert np.sum(facts.array(f"unemployed_by_{name}_thousand", START)) == pytest.approx(unemployed)
    assert employed + unemployed + facts.number("inactive_thousand", START) == pytest.approx(population)
