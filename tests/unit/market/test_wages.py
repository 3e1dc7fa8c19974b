"""Wages: the table by occupation and rank goes through the published quartiles and stops at the minimum."""

import numpy as np
import pytest

from houvast.facts.loader import load_facts
from houvast.market.wages import minimum_wage, wage_table
from houvast.vocabulary.months import month_stamp

MONTH = 1488
RANKS = 256


@pytest.fixture(scope="module", params=["polder", "netherlands"])
def facts(request, polder_facts):
    return polder_facts if request.param == "polder" else load_facts("netherlands")


@pytest.mark.parametrize("percentile", [25, 50, 75])
def test_published_quartiles_lie_between_two_ranks(facts, percentile):
    """A quartile lies between the wages of the two ranks on either side of it, in every occupation."""
    table = wage_table(facts.with_value("minimum_wage_eur_per_hour", 0.0), MONTH)
    published = facts.array(f"wage_p{percentile}_by_occupation_eur_per_hour", MONTH)
    place = RANKS * percentile // 100

    assert (table[:, place - 1] <= published + 1e-9).all()
    assert (table[:, place] >= published - 1e-9).all()


def test_wages_rise_with_rank_and_never_fall_below_the_minimum(facts):
    """A higher rank never earns less; nobody earns less than the minimum wage."""
    table = wage_table(facts, MONTH)

    assert table.shape == (len(facts.classification("occupation").keys), RANKS)
    assert (np.diff(table, axis=1) >= 0).all()
    assert table.min() >= facts.number("minimum_wage_eur_per_hour", MONTH)


def test_a_minimum_above_all_wages_makes_them_equal(polder_facts):
    """The floor is a floor: at 100 euros an hour everybody earns that."""
    assert (wage_table(polder_facts.with_value("minimum_wage_eur_per_hour", 100.0), MONTH) == 100).all()


def test_the_minimum_keeps_its_distance_to_wages():
    """Indexed by law with contract wages, the minimum of every later date is that of January 2024 again."""
    facts = load_facts("netherlands")

    for month in ("2024-07", "2025-01", "2025-07", "2026-01", "2038-01"):
        assert minimum_wage(facts, month_stamp(month)) == pytest.approx(13.27, rel=1e-3)


def test_a_higher_minimum_stays_higher(polder_facts):
    """What is not indexation counts: ten percent more is ten percent more, at every date."""
    month = month_stamp("2030-01")
    least = polder_facts.number("minimum_wage_eur_per_hour", month)
    more = polder_facts.with_value("minimum_wage_eur_per_hour", 1.1 * least)

    assert minimum_wage(more, month) == pytest.approx(1.1 * minimum_wage(polder_facts, month))
