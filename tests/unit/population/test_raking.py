import numpy as np
import pytest

from houvast.population.raking import Margin, margin_of, rake, rake_pair


def test_consistent_margins_are_met():
    """Two margins with the same total both hold after raking."""
    rows, columns = np.array([30.0, 70.0]), np.array([20.0, 50.0, 30.0])
    raked = rake(np.ones((2, 3)), [Margin("rows", (0,), rows), Margin("columns", (1,), columns)])
    np.testing.assert_allclose(margin_of(raked.table, (0,)), rows)
    np.testing.assert_allclose(margin_of(raked.table, (1,)), columns)


def test_without_association_raking_gives_independence():
    """From a seed of ones the fitted table is the product of its margins."""
    rows, columns = np.array([30.0, 70.0]), np.array([20.0, 50.0, 30.0])
    np.testing.assert_allclose(rake_pair(np.ones((2, 3)), rows, columns), np.outer(rows, columns) / 100)


def test_odds_ratio_of_the_seed_is_kept():
    """Raking changes the margins of a two-by-two table, not its odds ratio."""
    seed = np.array([[4.0, 1.0], [2.0, 3.0]])
    table = rake_pair(seed, np.array([60.0, 40.0]), np.array([25.0, 75.0]))
    odds = table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0])
    assert odds == pytest.approx(6.0, rel=1e-5)


def test_how_the_seed_was_normalised_makes_no_difference():
    """Multiplying rows of the seed does not change the result."""
    seed = np.array([[0.4, 0.6], [0.9, 0.1]])
    rows, columns = np.array([60.0, 40.0]), np.array([25.0, 75.0])
    np.testing.assert_allclose(rake_pair(seed, rows, columns), rake_pair(seed * [[10], [3]], rows, columns), rtol=1e-4)


def test_a_zero_in_the_seed_stays_zero():
    """A combination that cannot be stays out of the fitted table."""
    table = rake_pair(np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([30.0, 70.0]), np.array([50.0, 50.0]))
    assert table[0, 0] == 0


def test_a_margin_known_by_group_is_met_by_group():
    """Only the sum over the first two columns is asked; within it the seed decides."""
    raked = rake(np.array([[1.0, 3.0, 1.0]]), [Margin("groups", (0, 1), np.array([[8.0, 2.0]]), groups=(0, 0, 1))])
    np.testing.assert_allclose(raked.table, [[2, 6, 2]])


def test_contradicting_margins_are_reported_not_hidden():
    """Zeros that make a margin impossible leave an error in the report."""
    raked = rake(
        np.array([[1.0, 0.0], [0.0, 1.0]]),
        [Margin("rows", (0,), np.array([30.0, 70.0])), Margin("columns", (1,), np.array([50.0, 50.0]))],
        max_rounds=20,
    )
    assert raked.largest_error > 1
