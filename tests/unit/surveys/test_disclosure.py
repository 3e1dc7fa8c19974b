"""Nobody learns of a small group: tables proved by linear programmes, sequences of requests by brute force."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from houvast.surveys.disclosure import THRESHOLD, Table, audit, protect
from houvast.surveys.releases import ReleaseLedger, ReportTree
from houvast.vocabulary.errors import HouvastError

AGES = ("15-24", "25-34", "35-44", "45-54", "55+")


def company(seed):
    """Respondents of a simulated company: 20 departments of 40 to 159 people by age."""
    luck = np.random.default_rng(seed)
    shares = luck.dirichlet([3, 8, 9, 8, 4])
    counts = np.array([luck.multinomial(int(luck.integers(40, 160) * 0.7), shares) for _ in range(20)])
    return Table(counts, (tuple(f"d{number}" for number in range(20)), AGES), (False, True))


def reader_knows(shown, hidden, row_sums, column_sums, cell):
    """What a reader of the release can work out of a cell: a linear programme of its own, over the whole table."""
    n_rows, n_columns = shown.shape
    matrix, sums = [], []
    for row in range(n_rows):
        line = np.zeros(shown.shape)
        line[row] = 1
        matrix.append(line.ravel())
        sums.append(row_sums[row])
    for column in range(n_columns):
        line = np.zeros(shown.shape)
        line[:, column] = 1
        matrix.append(line.ravel())
        sums.append(column_sums[column])
    bounds = [
        (0, None) if is_hidden else (value, value)
        for value, is_hidden in zip(shown.ravel(), hidden.ravel(), strict=True)
    ]
    goal = np.zeros(shown.size)
    goal[np.ravel_multi_index(cell, shown.shape)] = 1
    low = optimize.linprog(goal, A_eq=np.array(matrix), b_eq=sums, bounds=bounds).fun
    return low, -optimize.linprog(-goal, A_eq=np.array(matrix), b_eq=sums, bounds=bounds).fun


def test_twenty_companies():
    """No hidden cell can be computed, small ones may be as large as the threshold, under 40% is hidden."""
    shares = []
    for seed in range(20):
        table = company(seed)
        found = protect(table)
        counts, hidden = found.table.counts, found.hidden
        assert counts.sum() == table.counts.sum()
        assert ((counts == 0) | (counts >= THRESHOLD) | hidden).all()
        assert found.hidden_share < 0.4
        assert min(counts.sum(axis=0).min(), counts.sum(axis=1).min()) >= THRESHOLD
        bounds = audit(counts, hidden)
        if len(bounds):
            assert (bounds[:, 1] - bounds[:, 0]).min() >= 1
            assert (bounds[found.small[hidden], 1] >= THRESHOLD).all()
        shares.append(found.hidden_share)
    assert max(shares) < 0.4
    assert max(shares) > 0, "coarsening alone would prove nothing"


def test_a_table_without_small_groups_stays_as_it_is():
    table = Table(np.full((3, 4), 12), (("a", "b", "c"), ("w", "x", "y", "z")), (False, True))
    found = protect(table)
    assert found.table is table
    assert not found.hidden.any()


def test_the_audit_agrees_with_a_reader():
    found = protect(company(3))
    counts, hidden = found.table.counts, found.hidden
    shown = np.where(hidden, 0, counts)
    bounds = audit(counts, hidden)
    for place, cell in enumerate(np.argwhere(hidden)[:6]):
        known = reader_knows(shown, hidden, counts.sum(axis=1), counts.sum(axis=0), tuple(cell))
        np.testing.assert_allclose(bounds[place], known, atol=1e-6)


def test_hiding_small_cells_alone_gives_them_away():
    counts = np.array([[3, 20, 30, 40], [25, 40, 20, 30], [30, 20, 40, 20], [20, 30, 20, 40]])
    alone = counts < THRESHOLD
    low, high = audit(counts, alone)[0]
    assert (low, high) == (3, 3)
    table = Table(counts, (("a", "b", "c", "d"), ("w", "x", "y", "z")), (False, False))
    found = protect(table)
    assert found.hidden.sum() == 4
    assert (np.diff(audit(found.table.counts, found.hidden), axis=1) >= 1).all()


def test_three_classifications():
    luck = np.random.default_rng(8)
    counts = luck.integers(4, 60, (4, 3, 2))
    found = protect(Table(counts, (("a", "b", "c", "d"), ("x", "y", "z"), ("f", "m")), (False, True, False)))
    assert found.hidden_share < 0.4
    assert (np.diff(audit(found.table.counts, found.hidden), axis=1) >= 1).all()


def test_fewer_people_than_the_threshold_show_nothing():
    with pytest.raises(HouvastError) as fault:
        protect(Table(np.array([[2, 3], [1, 1]]), (("a", "b"), ("x", "y")), (False, False)))
    assert fault.value.codes == ("surveys.too_few",)


@st.composite
def companies(draw):
    """A random report tree with at most eight smallest groups, and a random sequence of requests."""
    parent, leaves = {"all": None}, []
    for number in range(draw(st.integers(1, 4))):
        parent[f"u{number}"] = "all"
        inner = draw(st.integers(0, 2))
        for each in range(inner):
            parent[f"u{number}t{each}"] = f"u{number}"
            leaves.append(f"u{number}t{each}")
        leaves.append(f"u{number}")  # people of the unit who are in no team
    sizes = {leaf: draw(st.integers(0, 25)) for leaf in leaves}
    requests = draw(st.lists(st.sampled_from(list(parent)), min_size=1, max_size=15))
    return parent, leaves, sizes, requests


@given(companies())
@settings(max_examples=150)
def test_no_sequence_of_requests_shows_a_small_group(made):
    """Brute force: every set of people whose total follows from the released totals has the threshold or nobody."""
    parent, leaves, sizes, requests = made

    def inside(leaf, group):
        return leaf == group or group in tree.above(leaf)

    tree = ReportTree(parent)
    respondents = {group: sum(sizes[leaf] for leaf in leaves if inside(leaf, group)) for group in parent}
    ledger = ReleaseLedger(tree, respondents)
    for group in requests:
        ledger.request(group)
    if not ledger.released:
        return
    released = np.array([[inside(leaf, group) for leaf in leaves] for group in ledger.released], dtype=float)
    rank = np.linalg.matrix_rank(released)
    for chosen in product([0.0, 1.0], repeat=len(leaves)):
        if any(chosen) and np.linalg.matrix_rank(np.vstack([released, chosen])) == rank:
            people = sum(size for size, is_in in zip((sizes[leaf] for leaf in leaves), chosen, strict=True) if is_in)
            assert people == 0 or people >= THRESHOLD


def test_reasons_are_kept_and_a_round_before_counts():
    tree = ReportTree({"all": None, "a": "all", "b": "all"})
    ledger = ReleaseLedger(tree, {"all": 45, "a": 40, "b": 5}, changed={"all": 3})
    assert not ledger.request("b")
    assert not ledger.request("all"), "three joined or left since the last round: the difference would show them"
    assert ledger.request("a")
    assert dict(ledger.refused) == {"b": "small", "all": "few_changed"}
    again = ReleaseLedger(tree, {"all": 45, "a": 40, "b": 5})
    assert again.request("all")
    assert not again.request("a"), "all without a would be b"
    assert not again.open_text("a")
    assert again.open_text("all")


@pytest.mark.parametrize("parent", [{}, {"a": "b", "b": "a"}, {"a": None, "b": None}, {"all": None, "x": "gone"}])
def test_a_tree_has_one_whole(parent):
    with pytest.raises(HouvastError) as fault:
        ReportTree(parent)
    assert fault.value.codes == ("surveys.report_tree",)


def test_there_are_no_other_groups_to_ask_for():
    ledger = ReleaseLedger(ReportTree({"all": None, "north": "all"}), {"all": 50, "north": 30})
    with pytest.raises(HouvastError) as fault:
        ledger.request("nort")
    assert "north" in fault.value.text("en")
