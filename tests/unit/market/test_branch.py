"""Branches: a market that goes on under other facts is the market that always lived under them."""

from datetime import date

import numpy as np
import pytest

from houvast.facts.overlay import SCALE, Change, overlay
from houvast.market import crew
from houvast.market.branch import branch
from houvast.market.model import Market

pytestmark = pytest.mark.kernel

MONTHS, BRANCHES_AFTER = 30, 7


@pytest.fixture
def changed_facts(polder_facts):
    """What is the same until the second year: fewer permanent contracts last, more people look for work."""
    second_year = date(2025, 1, 1)
    changes = [
        Change("dismissal_prob_per_month", SCALE, ((second_year, 3.0),), "test"),
        Change("inactive_search_prob_per_month", SCALE, ((second_year, 2.0),), "test"),
    ]
    return overlay(polder_facts, changes)


@pytest.fixture
def start(polder_population):
    def start(facts, months, threads=1):
        market = Market(polder_population, facts.apart(), seed=3, threads=threads)
        live(market, months)
        return market

    return start


def live(market, months):
    for _ in range(months):
        market.step()


def assert_same(market, other):
    for column, expected in zip(vars(market.outcomes()).values(), vars(other.outcomes()).values(), strict=True):
        np.testing.assert_array_equal(column, expected)
    for name in market.persons._fields:
        np.testing.assert_array_equal(getattr(market.persons, name), getattr(other.persons, name))


@pytest.mark.parametrize("threads", [(1, 1), (2, 1), (1, 3)])
def test_a_branch_is_a_market_that_always_lived_under_its_facts(
    start, polder_facts, changed_facts, threads, monkeypatch
):
    """With any number of threads before and after; the market that it comes from does not notice."""
    monkeypatch.setattr(crew, "SHORTEST_SHARED", 1)
    before, after = threads
    market = start(polder_facts, BRANCHES_AFTER, before)
    twin = branch(market, changed_facts, after)
    for _ in range(MONTHS - BRANCHES_AFTER):  # in turns, so that shared room would show
        market.step()
        twin.step()

    assert_same(twin, start(changed_facts, MONTHS))
    assert_same(market, start(polder_facts, MONTHS))
    assert (twin.persons.position != market.persons.position).any()


def test_a_branch_of_a_branch_can_be_kept_and_used_twice(start, polder_facts, changed_facts):
    """What is kept stays where it is, whoever goes on from it."""
    kept = branch(start(polder_facts, BRANCHES_AFTER), threads=1)
    first, second = branch(kept, changed_facts, 1), branch(kept, polder_facts, 1)
    live(first, MONTHS - BRANCHES_AFTER)
    live(second, MONTHS - BRANCHES_AFTER)

    assert_same(first, start(changed_facts, MONTHS))
    assert_same(second, start(polder_facts, MONTHS))
    assert kept.month == kept.first_month + BRANCHES_AFTER - 1


def test_facts_that_were_others_in_the_past_are_refused(start, polder_facts, changed_facts):
    """After the second year has begun under one set of facts, nobody can go on under the other."""
    market = start(polder_facts, 13)

    with pytest.raises(ValueError, match="others in the months"):
        branch(market, changed_facts)
