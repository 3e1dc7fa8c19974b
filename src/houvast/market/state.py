"""The state of the market: what changes from month to month.

People and employers are the columns of :mod:`houvast.population.columns`. Beside
them stand, each a NamedTuple of one-dimensional arrays:

``Trace``      what was true of a person at the start of the quarter and of the year;
``Plans``      what an employer wants this month;
``Vacancies``  open posts as objects, with the chain they belong to;
``Vacated``    posts left behind that wait for a decision;
``Buffers``    room for the events of a month, allocated once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels.codes import N_TALLIES, NONE
from houvast.vocabulary.words import NO_POSITION


class Trace(NamedTuple):
    """What each person's position was when the running quarter and year began.

    All of shape (n_slots,). `cohort_*` refers to the first month of the running
    twelve months, `quarter_*` to the last observation of a quarter. A cohort
    position of 255 means: not followed.
    """

    cohort_position: npt.NDArray[np.uint8]
    cohort_sector: npt.NDArray[np.uint8]
    cohort_occupation: npt.NDArray[np.uint8]
    cohort_months_in_work: npt.NDArray[np.uint8]
    cohort_job_lost: npt.NDArray[np.uint8]
    quarter_position: npt.NDArray[np.uint8]
    quarter_sector: npt.NDArray[np.uint8]
    quarter_occupation: npt.NDArray[np.uint8]
    quarter_cell: npt.NDArray[np.uint16]
    cohort_cell: npt.NDArray[np.uint16]


class Plans(NamedTuple):
    """What each employer wants this month; all of shape (n_employers,)."""

    target: npt.NDArray[np.float32]
    """Posts wanted. [posts]"""
    open_posts: npt.NDArray[np.int32]
    """Vacancies open. [posts]"""
    layoff_prob_flexible: npt.NDArray[np.float32]
    layoff_prob_permanent: npt.NDArray[np.float32]


class Vacancies(NamedTuple):
    """Open posts; the first ``in_use[0]`` places are in use."""

    employer: npt.NDArray[np.int32]
    occupation: npt.NDArray[np.uint8]
    region: npt.NDArray[np.uint8]
    contract: npt.NDArray[np.uint8]
    wage_rank: npt.NDArray[np.uint8]
    advertised: npt.NDArray[np.uint8]
    opened: npt.NDArray[np.int16]
    chain: npt.NDArray[np.int32]
    depth: npt.NDArray[np.uint8]
    winner: npt.NDArray[np.int32]
    """Place in the list of seekers of the one who is hired, -1 for none."""
    priority: npt.NDArray[np.uint64]
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


class Buffers(NamedTuple):
    """Room for the events of a step and for slots that nobody uses."""

    person: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    vacancy: npt.NDArray[np.int32]
    chunk_count: npt.NDArray[np.int64]
    free_slot: npt.NDArray[np.int32]
    free_count: npt.NDArray[np.int64]
    tally: npt.NDArray[np.int64]


def new_trace(position: npt.NDArray[np.uint8]) -> Trace:
    """Return the trace of people nobody has followed yet."""
    n_slots = len(position)
    wide = {"quarter_cell": np.uint16, "cohort_cell": np.uint16}
    trace = Trace._make(np.zeros(n_slots, wide.get(name, np.uint8)) for name in Trace._fields)
    trace.cohort_position[:] = NO_POSITION
    trace.quarter_position[:] = NO_POSITION
    return trace


def new_plans(n_employers: int) -> Plans:
    """Return empty plans for ``n_employers`` employers."""
    return Plans(
        np.zeros(n_employers, np.float32),
        np.zeros(n_employers, np.int32),
        np.zeros(n_employers, np.float32),
        np.zeros(n_employers, np.float32),
    )


def new_vacancies(capacity: int) -> Vacancies:
    """Return an empty table of vacancies with room for ``capacity``."""
    return Vacancies(
        employer=np.full(capacity, NONE, np.int32),
        occupation=np.zeros(capacity, np.uint8),
        region=np.zeros(capacity, np.uint8),
        contract=np.zeros(capacity, np.uint8),
        wage_rank=np.zeros(capacity, np.uint8),
        advertised=np.zeros(capacity, np.uint8),
        opened=np.zeros(capacity, np.int16),
        chain=np.full(capacity, NONE, np.int32),
        depth=np.zeros(capacity, np.uint8),
        winner=np.full(capacity, NONE, np.int32),
        priority=np.zeros(capacity, np.uint64),
        order=np.zeros(capacity, np.int32),
        in_use=np.zeros(1, np.int64),
        next_chain=np.zeros(1, np.int64),
    )


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


def new_buffers(n_slots: int, n_chunks: int) -> Buffers:
    """Return room for events of ``n_slots`` people in ``n_chunks`` chunks."""
    return Buffers(
        person=np.zeros(n_slots, np.int32),
        kind=np.zeros(n_slots, np.uint8),
        vacancy=np.zeros(n_slots, np.int32),
        chunk_count=np.zeros(n_chunks, np.int64),
        free_slot=np.zeros(n_slots, np.int32),
        free_count=np.zeros(1, np.int64),
        tally=np.zeros(N_TALLIES, np.int64),
    )
