"""The yearly review of a running market: its tables, its turn in the month and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels.codes import N_POSITIONS
from houvast.market.kernels.income import MONTHS_PER_YEAR, REVIEW_BLOCK
from houvast.market.kernels.jobs import keep_books
from houvast.market.kernels.review import begin_incomes, review, settle
from houvast.market.kernels.review_counts import N_COUNTS, N_REVIEW, N_WAGE_STEPS, ROW_LENGTH, ReviewTables
from houvast.vocabulary.words import CONTRACT

if TYPE_CHECKING:
    from houvast.market.model import Market

IntArray = npt.NDArray[np.int64]

PURPOSES = ("review", "job_quality")


class ReviewCounts(NamedTuple):
    """What a year of reviews counted, over all threads; see ``ReviewTables``."""

    by_person: IntArray
    by_work: IntArray
    by_position: IntArray
    wage_by_person: npt.NDArray[np.int32]
    wage_by_work: npt.NDArray[np.int32]
    wage_by_position: npt.NDArray[np.int32]


class Yearly:
    """The tables of the yearly review of one market."""

    def __init__(self, threads: int, n_cells: int, n_work: int) -> None:
        sizes = ((n_cells, N_REVIEW), (n_work, N_COUNTS), (N_POSITIONS, N_COUNTS))
        counts = [np.zeros((threads, *size), np.int64) for size in sizes]
        wages = [np.zeros((threads, size, N_WAGE_STEPS), np.int32) for size in (n_cells, n_work, len(CONTRACT))]
        self.tables = ReviewTables._make([*counts, *wages, np.zeros((threads, ROW_LENGTH), np.int64)])
        self._block_count = np.zeros(0, np.int64)

    def begin(self, market: Market) -> None:
        """Take the year before the first month as lived in the position of the start."""
        month, income = market.month + 1, market.parameters.review.income

        def begin(first: int, last: int) -> None:
            begin_incomes(first, last, month, market.persons, income)

        market.crew.share_range(market.n_slots, begin)

    def review(self, market: Market) -> None:
        """Review the people whose turn it is this month, and carry out what they decide."""
        n_blocks = -(-market.n_slots // REVIEW_BLOCK)
        if len(self._block_count) != n_blocks:
            self._block_count = np.zeros(n_blocks, np.int64)
        # The events of this step use the room of the step before, which is done with it.
        events = market.changes._replace(chunk_count=self._block_count)
        keys = tuple(market.keys[purpose] for purpose in PURPOSES)
        rates = market.parameters.review

        def work(thread: int, n_threads: int) -> None:
            review(
                thread,
                n_threads,
                market.month,
                keys,
                market.persons,
                rates,
                market.stocks,
                market.cells,
                self.tables,
                events,
            )

        market.crew.share(work, market.n_slots // MONTHS_PER_YEAR)
        settle(
            market.month,
            market.keys["retraining"],
            market.chunk_size,
            market.persons,
            market.trace,
            market.cohort_month,
            rates.learning,
            market.occupation_weights,
            market.stocks,
            market.cells,
            events,
        )
        keep_books(REVIEW_BLOCK, market.employers, market.vacated, events, market.buffers)

    def forget(self) -> None:
        """Count from nothing."""
        for table in self.tables:
            table[:] = 0

    def close(self) -> ReviewCounts:
        """Return what was counted since the year began, and begin the next."""
        counts = ReviewCounts(*(table.sum(axis=0, dtype=table.dtype) for table in self.tables[:-1]))
        self.forget()
        return counts
