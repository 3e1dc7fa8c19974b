"""Percentiles and inequality from counts in narrow steps, against the same worked out person by person."""

from __future__ import annotations

import numpy as np
import pytest

from houvast.market.kernels.review_counts import HIGHEST_WAGE, LOWEST_WAGE, N_WAGE_STEPS
from houvast.market.review_outcomes import WAGE_EDGES, gini, percentile

STEP = WAGE_EDGES[1] / WAGE_EDGES[0] - 1.0


def counted(wages):
    """Count wages in the steps of the review, also cumulative."""
    table = np.histogram(np.clip(wages, LOWEST_WAGE, HIGHEST_WAGE), bins=WAGE_EDGES)[0]
    return table, np.cumsum(table)


def gini_of_people(wages):
    """Return the mean absolute difference of all pairs over twice the mean."""
    wages = np.asarray(wages, np.float64)
    return np.abs(wages[:, None] - wages).mean() / (2 * wages.mean())


@pytest.mark.parametrize("part", [0.1, 0.25, 0.5, 0.75, 0.9])
@pytest.mark.parametrize("spread", [0.2, 0.35])
def test_percentiles_agree_with_numpy_within_a_step(part, spread):
    """Of ten thousand wages every percentile is off by less than a step."""
    wages = np.exp(np.random.default_rng(1).normal(np.log(25), spread, 10000))

    assert percentile(*counted(wages), part) == pytest.approx(np.quantile(wages, part), rel=STEP)


@pytest.mark.parametrize("spread", [0.1, 0.2, 0.35])
def test_the_gini_agrees_with_all_pairs(spread):
    """Counting in steps costs less than a thousandth of the coefficient."""
    wages = np.exp(np.random.default_rng(2).normal(np.log(25), spread, 2000))

    assert gini(*counted(wages)) == pytest.approx(gini_of_people(wages), abs=1e-3)


def test_the_gini_of_a_normal_logarithm_is_known():
    """For wages whose logarithm is normal with spread s the coefficient is erf(s / 2)."""
    wages = np.exp(np.random.default_rng(3).normal(np.log(25), 0.4, 200000))

    assert gini(*counted(wages)) == pytest.approx(0.2227, abs=0.002)  # erf(0.2)


def test_the_gini_by_hand():
    """One earns 10, one earns 30: half the mean difference over the mean is a quarter."""
    table = np.zeros(N_WAGE_STEPS)
    table[np.searchsorted(WAGE_EDGES, [10.0, 30.0]) - 1] = 1

    assert gini(table, np.cumsum(table, axis=-1)) == pytest.approx(0.25, abs=0.01)


def test_equal_wages_have_no_inequality_and_nobody_has_no_wage():
    """All in one step: 0. No people: not a number."""
    table = np.zeros((2, N_WAGE_STEPS))
    table[0, 40] = 7

    assert gini(table, np.cumsum(table, axis=-1))[0] == pytest.approx(0.0)
    assert np.isnan(gini(table, np.cumsum(table, axis=-1))[1])
    assert np.isnan(percentile(table, np.cumsum(table, axis=-1), 0.5)[1])
    assert WAGE_EDGES[40] <= percentile(table, np.cumsum(table, axis=-1), 0.5)[0] <= WAGE_EDGES[41]


def test_groups_keep_their_place():
    """Percentiles go along the last axis only."""
    table = np.zeros((2, 3, N_WAGE_STEPS))
    table[1, 2, 100] = 5

    assert percentile(table, np.cumsum(table, axis=-1), 0.5).shape == (2, 3)
    assert np.isfinite(percentile(table, np.cumsum(table, axis=-1), 0.5)).sum() == 1
    assert LOWEST_WAGE < percentile(table, np.cumsum(table, axis=-1), 0.5)[1, 2] < HIGHEST_WAGE
