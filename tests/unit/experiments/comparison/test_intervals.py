"""Means over seeds and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from houvast.experiments.comparison.intervals import CONFIDENCE, interval, within
from houvast.experiments.comparison.pairing import seeds_saved

figures = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12)


@given(figures)
def test_the_interval_is_that_of_student(values):
    """The ends equal those of an independent implementation of Student's interval."""
    found = interval(np.array(values)[:, None])
    spread = stats.sem(values)
    if spread > 0:
        low, high = stats.t.interval(CONFIDENCE, len(values) - 1, loc=np.mean(values), scale=spread)
        assert found.low[0] == pytest.approx(low, rel=1e-9, abs=1e-6)
        assert found.high[0] == pytest.approx(high, rel=1e-9, abs=1e-6)


@given(figures, st.randoms())
def test_the_mean_lies_within_its_interval(values, random):
    """Low, mean and high stand in this order, whatever the figures."""
    found = interval(np.array(values)[:, None])
    assert found.low[0] <= found.mean[0] <= found.high[0]


def test_equal_figures_have_no_spread():
    """Without any spread the interval is the mean itself: a difference of nothing is exactly nothing."""
    assert [each[0] for each in interval(np.zeros((4, 1)))] == [0, 0, 0]


def test_one_figure_has_no_interval_and_no_figure_no_mean():
    """One seed says nothing about luck; none says nothing at all."""
    found = interval(np.array([[1.0, np.nan], [np.nan, np.nan]]))
    assert found.mean[0] == 1
    assert np.isnan([found.low[0], found.high[0], found.mean[1], found.low[1]]).all()


def test_a_share_stays_within_its_bounds():
    """An interval does not reach beyond what the unit allows."""
    found = within(interval(np.array([[0.0], [0.1]])), np.array([0.0]), np.array([1.0]))
    assert found.low[0] == 0
    assert found.high[0] <= 1


def test_shared_luck_needs_fewer_seeds_in_proportion_to_the_variances():
    """Worked out by hand: variances 4 and 4 apart, 0.5 together, so sixteen times fewer."""
    luck = np.array([[-2.0], [0.0], [2.0]])
    own = np.array([[0.0], [0.0], [0.0]])
    assert seeds_saved(luck + own, luck) == float("inf")
    x, r = np.array([[0.0], [2.0], [4.0]]), np.array([[1.0], [2.0], [3.0]])
    assert seeds_saved(x, r) == pytest.approx((4 + 1) / 1)
