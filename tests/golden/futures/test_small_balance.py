"""A cross-impact balance small enough to work out on paper."""

from __future__ import annotations

import pytest

from houvast.facts.fields import Names
from houvast.futures.balance import Balance, Element, Influence, check_balanced
from houvast.vocabulary.errors import HouvastError

NAME = Names("x", "x")

# Two states each. Paper: theta(y, u) = points of the states the others are in.
#   jobs (many, few) -> trust (high +2, low -2) for many; (high -1, low +1) for few
#   trust (high, low) -> jobs (many +1) for high; (many -2, few +2) for low
# (many, high): jobs 1 against 0, trust 2 against -2: consistent, 1.  (few, low): jobs 2 against -2, trust 1 against -1:
# consistent, 2.  (many, low): jobs -2 against 2: -4.  (few, high): trust -1 against 1: -2.
POINTS = [
    ("jobs", "many", "trust", "high", 2),
    ("jobs", "many", "trust", "low", -2),
    ("jobs", "few", "trust", "high", -1),
    ("jobs", "few", "trust", "low", 1),
    ("trust", "high", "jobs", "many", 1),
    ("trust", "low", "jobs", "many", -2),
    ("trust", "low", "jobs", "few", 2),
]


@pytest.fixture
def balance() -> Balance:
    """The matrix above."""
    elements = (
        Element("jobs", NAME, {"many": NAME, "few": NAME}),
        Element("trust", NAME, {"high": NAME, "low": NAME}),
    )
    return Balance(elements, tuple(Influence(*each, NAME) for each in POINTS), {"S": {"jobs": "many", "trust": "low"}})


@pytest.mark.parametrize(
    ("jobs", "trust", "expected"), [("many", "high", 1), ("few", "low", 2), ("many", "low", -4), ("few", "high", -2)]
)
def test_consistency_is_that_of_the_sum_on_paper(balance, jobs, trust, expected):
    """The smallest distance between a state and the best other state of its element."""
    assert balance.consistency(balance.codes({"jobs": jobs, "trust": trust})) == expected


def test_the_consistent_ones_come_most_consistent_first(balance):
    """Few jobs and low trust (2), then many jobs and high trust (1)."""
    found = [balance.combination(codes) for codes in balance.consistent(4)]
    assert found == [{"jobs": "few", "trust": "low"}, {"jobs": "many", "trust": "high"}]


def test_a_comment_says_what_speaks_for_and_against(balance):
    """Many jobs with low trust: trust speaks against many jobs, and few would fit better."""
    jobs, trust = balance.comments({"jobs": "many", "trust": "low"})
    assert (jobs.slack, jobs.rival, [each.points for each in jobs.con], jobs.pro) == (-4, "few", [-2], ())
    assert (trust.slack, [each.points for each in trust.con]) == (-4, [-2])


def test_too_many_combinations_are_refused(balance):
    """What would take too long is told before it starts."""
    with pytest.raises(HouvastError) as caught:
        balance.consistent(3)
    assert caught.value.codes == ("futures.combinations",)
    assert "4" in caught.value.text("nl")


def test_an_unknown_scenario_is_told_with_the_nearest(balance):
    """Only scenarios that have a combination can be commented on."""
    assert check_balanced(balance, None) == ("S",)
    with pytest.raises(HouvastError, match="Did you mean S"):
        check_balanced(balance, "s")
