"""Measures: calls the counting kernels at the right months and keeps their tables.

Stocks are counted every month, moves every quarter, cohorts every year. The tables are
kept as counts; :mod:`houvast.market.outcomes` turns them into outcomes by group when
somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from houvast.market.kernels.codes import N_POSITIONS
from houvast.market.kernels.observe import (
    N_MOVES,
    N_YEAR,
    LongTermTables,
    QuarterTables,
    YearTables,
    count_long_spells,
    kind_of_position,
    measure_cohort,
    measure_quarter,
)
from houvast.market.kernels.stocks import Stocks
from houvast.market.kernels.vacancies import count_advertised
from houvast.market.outcomes import Counts, History, Outcomes, Quarter, StockCounts, outcomes_of
from houvast.vocabulary.months import MONTHS_PER_QUARTER, MONTHS_PER_YEAR
from houvast.vocabulary.words import LONG_TERM_MONTHS

if TYPE_CHECKING:
    from houvast.market.model import Market

IntArray = npt.NDArray[np.int64]


class Measures:
    """The tables of counts of a running market, and their history."""

    def __init__(self, market: Market) -> None:
        threads = market.crew.n_threads
        n_cells = len(market.chains.by_person)
        n_work = len(market.chains.by_work)
        self._long_term = LongTermTables(np.zeros((threads, n_cells), np.int64), np.zeros((threads, n_work), np.int64))
        self._quarter = _quarter_tables(threads, n_cells, n_work)
        self._year = _year_tables(threads, n_cells, n_work)
        self.history = History()

    def begin(self, market: Market) -> None:
        """Let the first quarter and the first cohort begin."""
        self._measure_quarter(market)
        self._measure_cohort(market)
        self._stock_of_quarter = _copy(market.stocks)

    def observe(self, market: Market) -> None:
        """Count the month that just passed, and the quarter or year it closes."""
        self._count_long_spells(market)
        history = self.history
        history.months.append(market.month)
        history.stocks.append(_copy(market.stocks))
        history.long_term.append(tuple(table.sum(axis=0) for table in self._long_term))
        history.vacancies.append(self._open_vacancies(market))
        history.tallies.append(market.buffers.tally.copy())
        lived = market.month - market.first_month + 1
        if lived % MONTHS_PER_QUARTER == 0:
            self._measure_quarter(market)
            moves = (table.sum(axis=0) for table in self._quarter[:-1])
            history.quarter_months.append(market.month)
            history.quarters.append(Quarter(self._stock_of_quarter, *moves))
            self._stock_of_quarter = history.stocks[-1]
            history.chains.append(Counts(*(table.copy() for table in market.chains)))
            for table in market.chains:
                table[:] = 0
        if lived % MONTHS_PER_YEAR == 0:
            history.cohort_months.append(market.cohort_month)
            self._measure_cohort(market)
            history.review_months.append(market.month)
            history.reviews.append(market.yearly.close())
            history.cohorts.append(Counts(*(table.sum(axis=0) for table in self._year[:-1])))

    def outcomes(self, market: Market) -> Outcomes:
        """Return everything measured so far as outcomes by group."""
        return outcomes_of(self.history, market.cells, market.n_sectors, market.scale)

    def _count_long_spells(self, market: Market) -> None:
        def work(thread: int, n_threads: int) -> None:
            count_long_spells(
                thread,
                n_threads,
                market.chunk_size,
                market.n_chunks,
                market.month,
                LONG_TERM_MONTHS,
                market.persons,
                market.stocks,
                market.cells,
                self._long_term,
            )

        market.crew.share(work)

    def _measure_quarter(self, market: Market) -> None:
        before = market.month - MONTHS_PER_QUARTER

        def work(thread: int, n_threads: int) -> None:
            measure_quarter(
                thread,
                n_threads,
                market.chunk_size,
                market.n_chunks,
                before,
                market.persons,
                market.trace,
                market.cells,
                self._quarter,
            )

        market.crew.share(work)
        trace, persons = market.trace, market.persons
        trace.quarter_position[:] = persons.position
        trace.quarter_sector[:] = persons.sector
        trace.quarter_occupation[:] = persons.occupation
        trace.quarter_cell[:] = market.stocks.cell

    def _measure_cohort(self, market: Market) -> None:
        def work(thread: int, n_threads: int) -> None:
            measure_cohort(
                thread,
                n_threads,
                market.chunk_size,
                market.n_chunks,
                market.month,
                market.persons,
                market.trace,
                market.stocks,
                market.cells,
                self._year,
            )

        market.crew.share(work)
        trace, persons = market.trace, market.persons
        trace.cohort_position[:] = persons.position
        trace.cohort_sector[:] = persons.sector
        trace.cohort_occupation[:] = persons.occupation
        trace.cohort_cell[:] = market.stocks.cell
        trace.cohort_months_in_work[:] = 0
        trace.cohort_job_lost[:] = 0
        market.cohort_month = market.month

    def _open_vacancies(self, market: Market) -> npt.NDArray[np.int32]:
        """Return advertised open posts, of shape (sector, occupation, region) flattened."""
        size = market.n_sectors * market.cells.n_occupations * market.cells.n_regions
        table = np.zeros(size, np.int32)
        count_advertised(market.employers, market.vacancies, market.cells, table)
        return table


def _copy(stocks: Stocks) -> StockCounts:
    return StockCounts(stocks.by_person.copy(), stocks.by_work.copy())


def _quarter_tables(threads: int, n_cells: int, n_work: int) -> QuarterTables:
    return QuarterTables(
        np.zeros((threads, n_cells, N_MOVES), np.int32),
        np.zeros((threads, n_work, N_MOVES), np.int32),
        np.zeros((threads, N_POSITIONS, N_POSITIONS, 2), np.int64),
        kind_of_position(),
    )


def _year_tables(threads: int, n_cells: int, n_work: int) -> YearTables:
    return YearTables(
        np.zeros((threads, n_cells, N_YEAR), np.int64),
        np.zeros((threads, n_work, N_YEAR), np.int64),
        np.zeros((threads, N_POSITIONS, N_YEAR), np.int64),
        np.zeros((threads, N_YEAR), np.int64),
    )
