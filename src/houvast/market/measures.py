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
from houvast.market.kernels.stocks import Stocks, total
from houvast.market.kernels.vacancies import Advertised, count_advertised
from houvast.market.outcomes import Counts, History, Outcomes, Quarter, StockCounts, outcomes_of
from houvast.vocabulary.months import MONTHS_PER_QUARTER, MONTHS_PER_YEAR

if TYPE_CHECKING:
    from houvast.market.model import Market

Table = npt.NDArray[np.integer]


class Measures:
    """The tables of counts of a running market, and their history."""

    def __init__(self, market: Market) -> None:
        threads = market.crew.n_threads
        n_cells = market.chains.by_person.shape[1]
        n_work = market.chains.by_work.shape[1]
        self.groups = market.groups
        self._long_term = LongTermTables(*(np.zeros((threads, size, 1), np.int64) for size in (n_cells, n_work)))
        sizes = (market.n_sectors, market.cells.n_occupations, market.cells.n_regions)
        self._advertised = Advertised(*(np.zeros((threads, size), np.int64) for size in sizes))
        self._quarter = _quarter_tables(threads, n_cells, n_work)
        self._year = _year_tables(threads, n_cells, n_work)
        self.history = History()

    def begin(self, market: Market) -> None:
        """Let the first quarter and the first cohort begin."""
        self._measure_quarter(market)
        self._measure_cohort(market)
        self._stock_of_quarter = self._stock(market.stocks)

    def go_on_from(self, before: Measures) -> None:
        """Take over what another market measured up to now."""
        self.history = before.history.copied()
        self._stock_of_quarter = before._stock_of_quarter

    def observe(self, market: Market) -> None:
        """Count the month that just passed, and the quarter or year it closes."""
        self._count_month(market)
        history = self.history
        history.months.append(market.month)
        history.stocks.append(self._stock(market.stocks))
        people, work = self._long_term
        history.long_term.append((self.groups.of_people(people), self.groups.of_work(work)))
        history.vacancies.append(Advertised(*(total(table) for table in self._advertised)))
        history.tallies.append(total(market.buffers.tally))
        lived = market.month - market.first_month + 1
        if lived % MONTHS_PER_QUARTER == 0:
            self._measure_quarter(market)
            history.quarter_months.append(market.month)
            history.quarters.append(Quarter(self._stock_of_quarter, *self._by_group(*self._quarter[:-1])))
            self._stock_of_quarter = history.stocks[-1]
            history.chains.append(self._by_group(*market.chains))
            for table in market.chains:
                table[:] = 0
        if lived % MONTHS_PER_YEAR == 0:
            history.cohort_months.append(market.cohort_month)
            self._measure_cohort(market)
            history.review_months.append(market.month)
            history.reviews.append(market.yearly.close(self.groups))
            history.cohorts.append(self._by_group(*self._year))

    def outcomes(self, market: Market) -> Outcomes:
        """Return everything measured so far as outcomes by group."""
        return outcomes_of(self.history, self.groups, market.scale)

    def _stock(self, stocks: Stocks) -> StockCounts:
        return StockCounts(self.groups.of_people(stocks.by_person), self.groups.of_work(stocks.by_work))

    def _by_group(self, by_person: Table, by_work: Table, by_position: Table) -> Counts:
        return Counts(self.groups.of_people(by_person), self.groups.of_work(by_work), total(by_position))

    def _count_month(self, market: Market) -> None:
        """Count what the stocks do not show: long spells of unemployment, and vacancies anybody can read."""
        n_vacancies, n_seekers = int(market.listing.in_use[0]), int(market.seekers.chunk_count.sum())
        for table in (*self._long_term, *self._advertised):
            table[:] = 0  # also of threads that have no share in a month with few of them
        market.crew.share(
            n_seekers,
            count_long_spells,
            market.chunk_size,
            market.seekers,
            market.rows.persons,
            market.stocks,
            market.cells,
            self._long_term,
        )
        market.crew.share(n_vacancies, count_advertised, n_vacancies, market.rows.vacancies, self._advertised)

    def _measure_quarter(self, market: Market) -> None:
        before = market.month - MONTHS_PER_QUARTER
        market.crew.share(
            market.n_slots,
            measure_quarter,
            market.chunk_size,
            before,
            market.rows.persons,
            market.stocks,
            market.cells,
            self._quarter,
        )

    def _measure_cohort(self, market: Market) -> None:
        market.crew.share(
            market.n_slots,
            measure_cohort,
            market.chunk_size,
            market.n_chunks,
            market.month,
            market.rows.persons,
            market.rows.trace,
            market.stocks,
            market.cells,
            self._year,
        )
        market.cohort_month = market.month


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
    )
