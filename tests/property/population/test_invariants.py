"""What holds for any facts, scale and seed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.population.build import build_population
from houvast.population.validation import validate

REQUESTS = settings(max_examples=25)
scales = st.floats(0.002, 1)
seeds = st.integers(0, 2**64 - 1)


def shares(n_groups):
    """Shares that add up to one, none of them negligible."""
    weights = st.lists(st.floats(1, 4), min_size=n_groups, max_size=n_groups)
    return weights.map(lambda drawn: np.array(drawn) / np.sum(drawn))


def sizes(facts):
    return {name: len(facts.classification(name)) for name in ("region", "sector", "occupation")}


def check(facts, built):
    validate(built.persons, built.employers, sizes(facts), built.start_month)
    for margin in built.fit.margins:
        assert np.isfinite(margin.built).all(), margin.name


@REQUESTS
@given(scales, seeds)
def test_people_and_employers_agree_at_any_scale(polder_facts, scale, seed):
    """Codes, ages, headcounts and jobs agree, and nothing is not a number."""
    built = build_population(polder_facts, scale, seed)
    assert len(built.persons.sex) == max(round(600 * scale), 1)
    check(polder_facts, built)


@REQUESTS
@given(shares(8), st.floats(0.4, 0.6), shares(5), st.floats(0.05, 0.6), seeds)
def test_people_and_employers_agree_under_other_facts(polder_facts, contract, men, hours, long_term, seed):
    """Whatever the shares of contract, sex and hours, the population is whole and meets them."""
    employed = polder_facts.number("employed_thousand", "2024-01")
    facts = polder_facts.with_value("employed_by_contract_thousand", contract * employed)
    facts = facts.with_value("employed_by_sex_share", [men, 1 - men])
    facts = facts.with_value("employed_by_hours_band_share", hours)
    facts = facts.with_value("long_term_unemployed_share", long_term)
    built = build_population(facts, 1, seed)
    check(facts, built)
    one_person = 1 / 1000
    for name in ("employed_by_contract_thousand", "employed_by_hours_band_share", "population_by_age_thousand"):
        assert built.fit[name].largest_error < 2 * one_person, name


@REQUESTS
@given(scales, seeds)
def test_the_same_request_gives_the_same_bits(polder_facts, scale, seed):
    """Building twice gives equal columns."""
    first, second = (build_population(polder_facts, scale, seed) for _ in range(2))
    for one, other in zip((*first.persons, *first.employers), (*second.persons, *second.employers), strict=True):
        np.testing.assert_array_equal(one, other)


@REQUESTS
@given(st.lists(st.integers(0, 2**32), min_size=2, max_size=2, unique=True))
def test_another_seed_gives_another_order(polder_facts, two_seeds):
    """Two seeds differ in who stands where."""
    first, second = (build_population(polder_facts, 1, seed).persons for seed in two_seeds)
    assert (first.birth_month != second.birth_month).any()


@settings(max_examples=5)
@given(st.floats(0.0001, 0.003), seeds)
def test_the_netherlands_agree_at_any_small_scale(dutch_facts, scale, seed):
    """The Dutch content is whole at scales from thirteen hundred people."""
    check(dutch_facts, build_population(dutch_facts, scale, seed))
