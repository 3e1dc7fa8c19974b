"""The yearly review of a running market: its tables, its turn in the month and its history."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.groups import EVERYBODY, Groups
from houvast.market.kernels.codes import N_POSITIONS
from houvast.market.kernels.jobs import keep_books
from houvast.market.kernels.review import PART_OF_BLOCK, begin_incomes, review, settle
from houvast.market.kernels.review_counts import N_AMOUNTS, N_BIT_COLUMNS, N_BITS, N_WAGE_STEPS, ReviewTables
from houvast.market.kernels.stocks import added_up
from houvast.vocabulary.words import CONTRACT

if TYPE_CHECKING:
    from houvast.market.model import Market

IntArray = npt.NDArray[np.int64]

PURPOSES = ("review", "job_quality")


class ReviewCounts(NamedTuple):
    """What a year of reviews counted, over all threads.

    By person: rows of :class:`houvast.market.groups.Groups`, all columns of ``review_counts``; otherwise the columns
    of one bit. Wages by step of their logarithm.
    """

    by_person: IntArray
    by_work: IntArray
    by_position: IntArray
    wage_by_person: IntArray
    wage_by_work: IntArray
    wage_by_position: IntArray


class Yearly:
    """The tables of the yearly review of one market."""

    def __init__(self, threads: int, groups: Groups) -> None:
        cells = groups.cells
        sizes = (groups.n_cells, groups.n_sectors, cells.n_occupations, N_POSITIONS)
        bits = [np.zeros((threads, size, N_BIT_COLUMNS), np.int32) for size in sizes]
        amounts = np.zeros((threads, groups.n_cells, N_AMOUNTS), np.int64)
        wage_sizes = (groups.n_people_rows, groups.n_sectors, cells.n_occupations, len(CONTRACT))
        wages = [np.zeros((threads, size, N_WAGE_STEPS), np.int32) for size in wage_sizes]
        self.tables = ReviewTables._make([*bits, amounts, *wages, groups.of_cells()])
        self._part_count = np.zeros(0, np.int64)

    @property
    def counts(self) -> tuple[npt.NDArray[Any], ...]:
        """The tables that hold counts."""
        return self.tables[:-1]

    def for_threads(self, threads: int) -> Yearly:
        """Return a copy for so many threads; the first goes on with what all of these counted."""
        found = copy(self)
        counts = [added_up(table, threads) for table in self.counts]
        found.tables = ReviewTables._make([*counts, self.tables.groups_of_cell])
        return found

    def begin(self, market: Market) -> None:
        """Take the year before the first month as lived in the position of the start."""
        month, income = market.month + 1, market.parameters.review.income
        market.crew.share(market.n_slots, begin_incomes, month, market.rows.persons, income)

    def review(self, market: Market) -> None:
        """Review the people whose turn it is this month, and carry out what they decide."""
        n_parts = -(-market.n_slots // PART_OF_BLOCK)
        if len(self._part_count) != n_parts:
            self._part_count = np.zeros(n_parts, np.int64)
        # The events of this step use the room of the step before, which is done with it.
        events = market.changes._replace(chunk_count=self._part_count)
        keys = tuple(market.keys[purpose] for purpose in PURPOSES)
        rates = market.parameters.review
        market.crew.share(
            market.n_slots,
            review,
            market.month,
            keys,
            market.rows.persons,
            rates,
            market.stocks,
            self.tables,
            events,
        )
        settle(
            market.month,
            market.keys["retraining"],
            market.chunk_size,
            market.rows.persons,
            market.rows.trace,
            market.cohort_month,
            rates.learning,
            market.occupation_weights,
            market.stocks,
            market.cells,
            events,
        )
        keep_books(PART_OF_BLOCK, market.rows.employers, market.vacated, events, market.buffers)

    def forget(self) -> None:
        """Count from nothing."""
        for table in self.counts:
            table[:] = 0

    def close(self, groups: Groups) -> ReviewCounts:
        """Return what was counted since the year began, and begin the next."""
        tables = self.tables
        wages = _whole(tables.wage_by_group)
        wages[EVERYBODY] = wages[groups.rows["sex"]].sum(axis=0)
        bits = groups.of_people(tables.by_person)[:, :N_BITS]
        counts = ReviewCounts(
            by_person=np.concatenate([bits, groups.of_people(tables.amounts)], axis=1),
            by_work=np.concatenate([_whole(tables.by_sector), _whole(tables.by_occupation)])[:, :N_BITS],
            by_position=_whole(tables.by_position)[:, :N_BITS],
            wage_by_person=wages,
            wage_by_work=np.concatenate([_whole(tables.wage_by_sector), _whole(tables.wage_by_occupation)]),
            wage_by_position=_whole(tables.wage_by_position),
        )
        self.forget()
        return counts


def _whole(table: npt.NDArray[np.int32]) -> IntArray:
    """Return the sum over threads."""
    return np.asarray(table.sum(axis=0, dtype=np.int64))
