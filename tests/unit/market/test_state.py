"""The state in rows: columns of one place stand together, aligned to the lines of the processor's cache."""

import itertools
from typing import NamedTuple

import numpy as np
import pytest

from houvast.market.kernels.codes import NOBODY
from houvast.market.kernels.stocks import NEVER
from houvast.market.model import Market
from houvast.market.state import (
    CACHE_LINE_BYTES,
    columns_of,
    in_rows,
    new_buffers,
    new_events,
    new_first_changes,
    new_vacancies,
)

pytestmark = pytest.mark.kernel

SMALL = {"a": np.uint8, "b": np.int32, "c": np.int16}
LARGE = dict.fromkeys("abcdefghi", np.uint64) | {"last": np.uint8}


def random_columns(dtypes, n):
    """Return columns of these types with values over the whole range of each."""
    random = np.random.default_rng(1)
    return {
        name: random.integers(np.iinfo(dtype).min, np.iinfo(dtype).max, n, dtype, endpoint=True)
        for name, dtype in dtypes.items()
    }


@pytest.mark.parametrize("dtypes", [{"one": np.uint8}, {"one": np.uint64}, SMALL, LARGE], ids=["1", "8", "7", "73"])
@pytest.mark.parametrize("n_rows", [20, 33])
def test_values_and_types_survive(dtypes, n_rows):
    """Each column is what it was, in order, with zeros in the rows added; and it is a copy."""
    columns = random_columns(dtypes, 20)

    rows = in_rows(columns, n_rows)

    assert set(rows.dtype.names) == set(columns)
    for name, column in columns.items():
        assert rows[name].dtype == column.dtype
        assert rows[name].shape == (n_rows,)
        np.testing.assert_array_equal(rows[name][:20], column)
        assert not rows[name][20:].any()
        assert not np.shares_memory(rows[name], column)


@pytest.mark.parametrize(
    ("dtypes", "row_bytes"),
    [({"one": np.uint8}, 1), (SMALL, 8), ({"a": np.uint64, "b": np.uint8}, 16), (LARGE, 128)],
    ids=["1", "7", "9", "73"],
)
def test_no_row_lies_across_a_cache_line_without_need(dtypes, row_bytes):
    """A row is a power of two, or whole lines, and the table begins at a line: by hand, 7 bytes are 8, 73 are 128."""
    rows = in_rows(random_columns(dtypes, 40), 40)

    views = [rows[name] for name in dtypes]
    starts = [column.ctypes.data for column in views]
    assert min(starts) % CACHE_LINE_BYTES == 0
    for column in views:
        assert column.strides == (row_bytes,)
        assert (column.ctypes.data - min(starts)) % column.itemsize == 0
    places = sorted((column.ctypes.data, column.itemsize) for column in views)
    assert all(start + size <= after for (start, size), (after, _) in itertools.pairwise(places))
    assert places[-1][0] + places[-1][1] <= min(starts) + row_bytes


def test_columns_of_a_row_do_not_touch_each_other():
    """Writing one column leaves the others as they were, to the last bit."""
    rows = in_rows(random_columns(SMALL, 30), 30)
    before = {name: rows[name].copy() for name in SMALL}

    rows["c"][:] = -1

    np.testing.assert_array_equal(rows["a"], before["a"])
    np.testing.assert_array_equal(rows["b"], before["b"])
    assert (rows["c"] == -1).all()


def test_an_empty_table_can_be_made():
    """No rows are no rows."""
    assert in_rows(random_columns(SMALL, 0), 0)["b"].shape == (0,)


class Some(NamedTuple):
    c: np.ndarray
    a: np.ndarray


def test_columns_are_views_on_the_rows():
    """What is written in a column stands in the row, and the other way round."""
    rows = in_rows(random_columns(SMALL, 10), 12)
    some = columns_of(rows, Some)

    some.a[3] = 1
    rows["c"][4] = 2

    assert (rows["a"][3], some.c[4]) == (1, 2)


def test_a_person_fills_a_cache_line(polder_facts, polder_population):
    """All there is to know of a person stands in one line of 64 bytes; an employer and a vacancy fit in a line."""
    market = Market(polder_population, polder_facts, threads=1, burn_in_months=0)

    for table, row_bytes in (
        (market.persons, 64),
        (market.notes, 64),
        (market.trace, 8),
        (market.employers, 64),
        (market.plans[:-1], 64),
    ):
        assert {column.strides for column in table} == {(row_bytes,)}
    assert market.vacancies.employer.strides == (32,)
    assert market.plans._fields[-1] == "lays_off"
    for column in (market.stocks.hazard, market.stocks.due, market.plans.lays_off):  # asked for many, far apart
        assert column.flags.c_contiguous
    assert np.shares_memory(market.stocks.cell, market.notes.cell)


def test_growth_keeps_everything(polder_facts, polder_population):
    """More slots: all that is known of people, their notes and lists stays; the slots added are free and empty."""
    market = Market(polder_population, polder_facts, threads=2, chunk_size=64)
    for _ in range(2):
        market.step()
    old = len(market.persons.position)
    tables = ("persons", "trace", "notes")
    before = {name: [column.copy() for column in getattr(market, name)] for name in tables}
    hazard, due = market.stocks.hazard.copy(), market.stocks.due.copy()
    noted = [column.copy() for column in market.stocks.first_changes[:-1]]
    free = market.buffers.free_slot[: market.buffers.free_count[0]].tolist()
    tally = market.buffers.tally.copy()

    market.make_room(len(free) + 100)

    n = len(market.persons.position)
    assert n >= old + 100
    for name in tables:
        for was, column in zip(before[name], getattr(market, name), strict=True):
            np.testing.assert_array_equal(column[:old], was)
            assert (column.dtype, len(column)) == (was.dtype, n)
    np.testing.assert_array_equal(market.stocks.hazard[:old], hazard)
    np.testing.assert_array_equal(market.stocks.due[:old], due)
    assert not market.stocks.hazard[old:].any()
    assert (market.stocks.due[old:] == NEVER).all()
    for was, column in zip(noted, market.stocks.first_changes[:-1], strict=True):
        np.testing.assert_array_equal(column[: len(was)], was)
    assert len(market.stocks.first_changes.chunk_count) == market.n_chunks == -(-n // 64)
    assert (market.persons.position[old:] == NOBODY).all()
    assert (market.trace.cohort_position[old:] == NOBODY).all()
    for name in ("cell", "turn_month", "noted"):
        assert np.shares_memory(getattr(market.stocks, name), getattr(market.notes, name))
    found = market.buffers.free_slot[: market.buffers.free_count[0]].tolist()
    assert found[-len(free) :] == free
    assert sorted(found) == sorted([*free, *range(old, n)])
    np.testing.assert_array_equal(market.buffers.tally, tally)
    for events in (market.ends, market.seekers, market.applications, market.changes):
        assert (len(events.person), len(events.chunk_count)) == (n, market.n_chunks)
    market.close()


def test_room_for_newcomers_that_is_there_is_not_made_again(polder_facts, polder_population):
    """As many newcomers as free slots need no more room."""
    market = Market(polder_population, polder_facts, threads=1, burn_in_months=0)
    persons = market.persons

    market.make_room(int(market.buffers.free_count[0]))

    assert market.persons is persons


def test_lists_have_room_for_everybody():
    """A list of events has a place for each person and a count for each chunk; each thread has room of its own."""
    events = new_events(10, 3)
    assert [len(column) for column in events] == [10] * 5 + [3]
    changes = new_first_changes(10, 3, 4)
    assert [len(column) for column in changes[:-1]] == [10] * 5 + [3]
    assert changes.chunk_size == 4
    buffers = new_buffers(10, 2, 8)
    assert (buffers.word.shape, buffers.lane.shape, buffers.picked.shape) == ((2, 2), (2, 8), (2, 8))
    assert np.shares_memory(buffers.word, buffers.lane)
    assert buffers.tally.shape[0] == 2


def test_a_new_table_of_vacancies_is_empty():
    """Nothing is in use, nobody is the winner of anything."""
    vacancies, listing = new_vacancies(5)

    assert (listing.in_use[0], listing.next_chain[0]) == (0, 0)
    for name in ("employer", "chain", "winner"):
        assert vacancies[name].tolist() == [-1] * 5
