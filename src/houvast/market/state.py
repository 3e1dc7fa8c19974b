"""The state of the market: what changes from month to month.

People and employers are the columns of :mod:`houvast.population.columns`. Beside
them stand, each a NamedTuple of one-dimensional arrays:

``Trace``      what was true of a person at the start of the year;
``Plans``      what an employer wants this month;
``Vacancies``  open posts as objects, with the chain they belong to;
``Vacated``    posts left behind that wait for a decision;
``Events``     who has something happen this month;
``Buffers``    room that is allocated once.

Columns of people, of employers and of vacancies are not one block of memory each: all columns of one person
stand together in one row, so that an event touches one line of the processor's cache instead of twenty. What
is looked at for everybody, every month, stays a block of its own (``Stocks.hazard`` and ``Stocks.due``).
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import rows_for_kernels
from houvast.market.kernels.codes import N_TALLIES, NONE
from houvast.market.kernels.stocks import FirstChanges
from houvast.vocabulary.words import NO_POSITION

PEOPLE_PER_WORD = 4
"""One random word serves the lanes of four neighbours; chunks keep them together."""

Table = npt.NDArray[np.void]
"""Rows of columns; kernels read ``table.column[place]``."""

CACHE_LINE_BYTES = 64
"""What a processor fetches from memory at once."""


def in_rows(columns: dict[str, npt.NDArray[Any]], n_rows: int) -> Table:
    """Return a table with copies of columns that stand together in memory, one row per place.

    Parameters
    ----------
    columns : dict of str to ndarray, all of the same length, at most ``n_rows``
        What each place holds.
    n_rows : int
        Length of the table; the rows added hold zeros.

    Returns
    -------
    structured ndarray, shape (n_rows,)
        A row fills a whole cache line, or half, a quarter, ... of one, or several.
    """
    table = empty_rows({name: column.dtype for name, column in columns.items()}, n_rows)
    for name, column in columns.items():
        table[name][: len(column)] = column
    return table


def empty_rows(dtypes: dict[str, np.dtype[Any]], n_rows: int) -> Table:
    """Return a table of zeros whose rows begin where cache lines do; see :func:`in_rows`."""
    widest_first = sorted(dtypes, key=lambda name: -dtypes[name].itemsize)
    offsets = np.cumsum([0, *(dtypes[name].itemsize for name in widest_first)])
    row_bytes = 1 << (int(offsets[-1]) - 1).bit_length()
    if row_bytes > CACHE_LINE_BYTES:
        row_bytes = -(-int(offsets[-1]) // CACHE_LINE_BYTES) * CACHE_LINE_BYTES
    row = np.dtype(
        {
            "names": widest_first,
            "formats": [dtypes[name] for name in widest_first],
            "offsets": offsets[:-1].tolist(),
            "itemsize": row_bytes,
        }
    )
    return _room_of_rows(n_rows, row)


def copy_of_rows(table: Table) -> Table:
    """Return a copy of a table whose rows begin where cache lines do too."""
    found = _room_of_rows(len(table), table.dtype)
    found.view(np.uint8)[:] = table.view(np.uint8)
    return found


def _room_of_rows(n_rows: int, row: np.dtype[Any]) -> Table:
    room = np.zeros(n_rows * row.itemsize + CACHE_LINE_BYTES, np.uint8)
    first = -room.ctypes.data % CACHE_LINE_BYTES
    table: Table = rows_for_kernels(room[first : first + n_rows * row.itemsize].view(row))
    return table


Columns = TypeVar("Columns", bound=tuple[Any, ...])


def columns_of(table: Table, kind: type[Columns]) -> Columns:
    """Return the columns of a table that a NamedTuple ``kind`` names, as views."""
    return kind(*(table[name] for name in kind._fields))  # type: ignore[attr-defined]


class Rows(NamedTuple):
    """The tables of people, employers and vacancies as kernels take them: ``persons.position[person]``.

    One table instead of twenty-five columns: what a kernel needs to know of it is where it begins, and every
    column of a row lies at a fixed distance from there.
    """

    persons: Table
    """The columns of ``Persons`` and ``Notes``."""
    trace: Table
    employers: Table
    """The columns of ``Employers``, and of ``Plans`` all but the last."""
    vacancies: Table


class Trace(NamedTuple):
    """What each person's position was when the running twelve months began.

    All of shape (n_slots,). A cohort position of 255 means: not followed.
    """

    cohort_position: npt.NDArray[np.uint8]
    cohort_sector: npt.NDArray[np.uint8]
    cohort_occupation: npt.NDArray[np.uint8]
    cohort_months_in_work: npt.NDArray[np.uint8]
    cohort_job_lost: npt.NDArray[np.uint8]
    cohort_cell: npt.NDArray[np.uint16]


class Notes(NamedTuple):
    """The columns of :class:`houvast.market.kernels.stocks.Stocks` that stand in the rows of people."""

    cell: npt.NDArray[np.uint16]
    turn_month: npt.NDArray[np.int16]
    noted: npt.NDArray[np.uint8]


class Plans(NamedTuple):
    """What each employer wants this month; all of shape (n_employers,)."""

    target: npt.NDArray[np.float32]
    """Posts wanted. [posts]"""
    open_posts: npt.NDArray[np.int32]
    """Vacancies open. [posts]"""
    layoff_prob_flexible: npt.NDArray[np.float32]
    layoff_prob_permanent: npt.NDArray[np.float32]
    lays_off: npt.NDArray[np.uint8]
    """Whether one of the two is above 0; few employers lay off, so this is asked first."""


class Vacancies(NamedTuple):
    """Open posts; the first ``in_use[0]`` places of the listing are in use."""

    employer: npt.NDArray[np.int32]
    sector: npt.NDArray[np.uint8]
    occupation: npt.NDArray[np.uint8]
    region: npt.NDArray[np.uint8]
    contract: npt.NDArray[np.uint8]
    wage_rank: npt.NDArray[np.uint8]
    advertised: npt.NDArray[np.uint8]
    opened: npt.NDArray[np.int16]
    chain: npt.NDArray[np.int32]
    depth: npt.NDArray[np.uint8]
    winner: npt.NDArray[np.int32]
    """Place in the list of applications of the one that is taken, -1 for none."""
    priority: npt.NDArray[np.uint64]


class Listing(NamedTuple):
    """Which vacancies there are."""

    order: npt.NDArray[np.int32]
    """Vacancies sorted by occupation and region."""
    in_use: npt.NDArray[np.int64]
    next_chain: npt.NDArray[np.int64]


class Vacated(NamedTuple):
    """Posts left behind this month; the first ``in_use[0]`` places are in use."""

    employer: npt.NDArray[np.int32]
    occupation: npt.NDArray[np.uint8]
    chain: npt.NDArray[np.int32]
    depth: npt.NDArray[np.uint8]
    person: npt.NDArray[np.int32]
    """Who left the post."""
    in_use: npt.NDArray[np.int64]


class Events(NamedTuple):
    """Who has something happen this month, in order of person number.

    Each chunk of people has a stretch of places of its own, as long as the chunk; its first
    ``chunk_count`` places are in use.
    """

    person: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    """What happens, one of the kinds of ``kernels.codes``."""
    effect: npt.NDArray[np.uint8]
    """What that means for the books of the employer."""
    employer: npt.NDArray[np.int32]
    """Whose books those are."""
    occupation: npt.NDArray[np.uint8]
    """Of the post that is left."""
    chunk_count: npt.NDArray[np.int64]


class Buffers(NamedTuple):
    """Room that the steps use and slots that nobody uses."""

    vacancy: npt.NDArray[np.int32]
    """Vacancy that an application is for, by place in the list of applications."""
    free_slot: npt.NDArray[np.int32]
    free_count: npt.NDArray[np.int64]
    tally: npt.NDArray[np.int64]
    """(thread, place in the tally): counts of the month."""
    word: npt.NDArray[np.uint64]
    """(thread, people of a chunk / 4): random words of the chunk at hand."""
    lane: npt.NDArray[np.uint16]
    """(thread, people of a chunk): the same memory as four draws a word."""
    picked: npt.NDArray[np.int32]
    """(thread, people of a chunk): those of the chunk that are looked at."""


VACANCY_DTYPES = {
    "employer": np.int32,
    "opened": np.int16,
    "chain": np.int32,
    "winner": np.int32,
    "priority": np.uint64,
}
"""Of the columns that are wider than a byte."""


def new_trace(position: npt.NDArray[np.uint8]) -> Trace:
    """Return the trace of people nobody has followed yet."""
    n_slots = len(position)
    wide = {"cohort_cell": np.uint16}
    trace = Trace._make(np.zeros(n_slots, wide.get(name, np.uint8)) for name in Trace._fields)
    trace.cohort_position[:] = NO_POSITION
    return trace


def new_notes(n_slots: int) -> Notes:
    """Return notes of people of whom nothing is noted."""
    return Notes(np.zeros(n_slots, np.uint16), np.zeros(n_slots, np.int16), np.zeros(n_slots, np.uint8))


def new_first_changes(n_slots: int, n_chunks: int, chunk_size: int) -> FirstChanges:
    """Return an empty list of first changes of ``n_slots`` people in chunks."""
    dtypes = (np.int32, np.uint8, np.uint8, np.uint8, np.uint16)
    columns = [np.zeros(n_slots, dtype) for dtype in dtypes]
    return FirstChanges._make([*columns, np.zeros(n_chunks, np.int64), chunk_size])


def new_plans(n_employers: int) -> Plans:
    """Return empty plans for ``n_employers`` employers."""
    return Plans(
        np.zeros(n_employers, np.float32),
        np.zeros(n_employers, np.int32),
        np.zeros(n_employers, np.float32),
        np.zeros(n_employers, np.float32),
        np.zeros(n_employers, np.uint8),
    )


def new_vacancies(capacity: int) -> tuple[Table, Listing]:
    """Return an empty table of vacancies with room for ``capacity``, and their listing."""
    dtypes = {name: np.dtype(VACANCY_DTYPES.get(name, np.uint8)) for name in Vacancies._fields}
    rows = empty_rows(dtypes, capacity)
    for name in ("employer", "chain", "winner"):
        rows[name] = NONE
    return rows, Listing(np.zeros(capacity, np.int32), np.zeros(1, np.int64), np.zeros(1, np.int64))


def new_vacated(capacity: int) -> Vacated:
    """Return an empty list of vacated posts with room for ``capacity``."""
    return Vacated(
        np.zeros(capacity, np.int32),
        np.zeros(capacity, np.uint8),
        np.zeros(capacity, np.int32),
        np.zeros(capacity, np.uint8),
        np.zeros(capacity, np.int32),
        np.zeros(1, np.int64),
    )


def new_events(n_slots: int, n_chunks: int) -> Events:
    """Return an empty list of events of ``n_slots`` people in ``n_chunks`` chunks."""
    dtypes = (np.int32, np.uint8, np.uint8, np.int32, np.uint8)
    return Events._make([*(np.zeros(n_slots, dtype) for dtype in dtypes), np.zeros(n_chunks, np.int64)])


def new_buffers(n_slots: int, n_threads: int, chunk_size: int) -> Buffers:
    """Return room for ``n_slots`` people, looked at by ``n_threads`` threads in chunks."""
    word = np.zeros((n_threads, chunk_size // PEOPLE_PER_WORD), np.uint64)
    return Buffers(
        vacancy=np.zeros(n_slots, np.int32),
        free_slot=np.zeros(n_slots, np.int32),
        free_count=np.zeros(1, np.int64),
        tally=np.zeros((n_threads, N_TALLIES), np.int64),
        word=word,
        lane=word.view(np.uint16),
        picked=np.zeros((n_threads, chunk_size), np.int32),
    )
