import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from houvast.population.rounding import chosen, dealt, round_groups, round_table, spread_choice, systematic_round

seeds = st.integers(0, 2**32 - 1)
expectations = hnp.arrays(np.float64, st.integers(1, 40), elements=st.floats(0.001, 50))
tables = hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=3, max_side=5), elements=st.floats(0.01, 30))


@given(expectations, seeds)
def test_systematic_rounding_is_less_than_one_off(expected, seed):
    """Every cell is less than one person from its expectation and the total is exact."""
    total = round(expected.sum())
    counts = systematic_round(expected, total, np.random.default_rng(seed))
    assert counts.sum() == total
    assert counts.min() >= 0
    assert np.abs(counts - expected * total / expected.sum()).max() < 1 + 1e-5


@given(expectations, seeds, st.data())
def test_any_run_of_neighbours_is_less_than_one_off(expected, seed, data):
    """Sums over neighbouring cells are as close as single cells."""
    total = round(expected.sum())
    first = data.draw(st.integers(0, len(expected) - 1))
    last = data.draw(st.integers(first, len(expected)))
    counts = systematic_round(expected, total, np.random.default_rng(seed))
    wanted = expected[first:last].sum() * total / expected.sum()
    assert abs(counts[first:last].sum() - wanted) < 1 + 1e-5


@given(tables, seeds)
def test_single_margins_are_within_one_person(expected, seed):
    """Sums along every axis of a rounded table are less than one person off, and nobody is lost."""
    total = round(expected.sum())
    counts = round_table(expected, total, np.random.default_rng(seed))
    assert counts.sum() == total
    assert counts.min() >= 0
    for axis in range(expected.ndim):
        others = tuple(other for other in range(expected.ndim) if other != axis)
        wanted = expected.sum(axis=others) * total / expected.sum()
        assert np.abs(counts.sum(axis=others) - wanted).max() < 1 + 1e-5


@given(tables, seeds)
def test_group_totals_hold_exactly(expected, seed):
    """Rounding within groups keeps every group, also those that are empty."""
    totals = np.floor(expected.sum(axis=tuple(range(1, expected.ndim)))).astype(np.int64)
    totals[0] = 0
    exact = tuple(range(1, expected.ndim))
    counts = round_groups(expected, totals, np.random.default_rng(seed), exact_axes=exact)
    assert counts.min() >= 0
    np.testing.assert_array_equal(counts.sum(axis=tuple(range(1, expected.ndim))), totals)


@given(st.integers(1, 200), st.integers(0, 250), seeds)
def test_spread_choice_takes_different_people_from_the_mask(n_persons, n_chosen, seed):
    """Nobody is taken twice, and never more than there are."""
    rng = np.random.default_rng(seed)
    mask = rng.random(n_persons) < 0.5
    picked = spread_choice(mask, n_chosen, rng)
    assert len(set(picked)) == len(picked) == min(n_chosen, mask.sum())
    assert mask[picked].all()


@given(hnp.arrays(np.float64, st.integers(1, 60), elements=st.floats(0, 5)), st.integers(0, 70), seeds)
def test_chosen_takes_exactly_the_number_asked(weights, n_chosen, seed):
    """Only people with a weight are chosen, and as many as asked if there are so many."""
    mask = chosen(weights, n_chosen, np.random.default_rng(seed))
    assert mask.sum() == min(n_chosen, (weights > 0).sum())
    assert (weights[mask] > 0).all()


@given(expectations, st.integers(0, 300), seeds)
def test_dealt_codes_follow_the_shares(shares, n_persons, seed):
    """Each code is dealt as often as its share says, less than one off."""
    codes = dealt(shares, n_persons, np.random.default_rng(seed))
    found = np.bincount(codes, minlength=len(shares))
    assert np.abs(found - shares / shares.sum() * n_persons).max() < 1 + 1e-5
