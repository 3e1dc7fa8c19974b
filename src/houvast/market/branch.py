"""Branches: a market that goes on, from where another one stands, under facts that are the same up to there.

In words
    Two runs with the same people and the same luck are the same run until a fact has another value. So the months
    until then need be lived through once. A branch is a copy of all that changes from month to month; what both
    only read they share. Neither notices the other.

    Facts note what was asked of them and until when, so it can be known whether others would have said the same:
    ``market.facts.agrees_with(facts)``.
"""

from __future__ import annotations

from copy import copy
from typing import Any

import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.market.crew import Crew
from houvast.market.kernels.cells import Chains
from houvast.market.kernels.stocks import FirstChanges, added_up
from houvast.market.measures import Measures
from houvast.market.model import Market
from houvast.market.month import month_of_steps
from houvast.market.state import Listing, Notes, Plans, Rows, Trace, Vacancies, Vacated, columns_of, copy_of_rows
from houvast.population.columns import Employers, Persons


def branch(market: Market, facts: Facts | None = None, threads: int | None = None) -> Market:
    """Return a market that stands where another one stands, and goes on by itself.

    Parameters
    ----------
    market : Market
        Between two months; it stays as it is.
    facts : Facts, optional
        What the branch goes on under; by default the same facts.
    threads : int, optional
        Number of threads of the branch; by default one per processor.

    Returns
    -------
    Market
        Its outcomes are those of a market that lived all its months under ``facts``, bit for bit.

    Raises
    ------
    ValueError
        When these facts would have said something else in the months lived through.
    """
    if facts is not None and not market.facts.agrees_with(facts):
        message = "these facts are others in the months that the market has lived through"
        raise ValueError(message)
    twin = copy(market)
    twin.facts = (facts or market.facts).having_read(market.facts)
    twin.crew = Crew(threads)
    twin.loop = month_of_steps()
    n_threads = twin.crew.n_threads
    _copy_tables(market, twin)
    _copy_counts(market, twin, n_threads)
    twin.demand_path = market.demand_path.under(twin.facts)
    twin.mobility = market.mobility.apart()
    twin.yearly = market.yearly.for_threads(n_threads)
    twin.basic_jobs = copy(market.basic_jobs)
    twin.measures = Measures(twin)
    twin.measures.go_on_from(market.measures)
    return twin


def _copy_tables(market: Market, twin: Market) -> None:
    """Copy the rows of people, employers and vacancies, and see the columns of the copies."""
    rows = twin.rows = Rows(*(copy_of_rows(table) for table in market.rows))
    twin.persons, twin.notes = columns_of(rows.persons, Persons), columns_of(rows.persons, Notes)
    twin.trace = columns_of(rows.trace, Trace)
    twin.employers = columns_of(rows.employers, Employers)
    wishes = {name: rows.employers[name] for name in Plans._fields if name != "lays_off"}
    twin.plans = Plans(**wishes, lays_off=market.plans.lays_off.copy())
    twin.vacancies = columns_of(rows.vacancies, Vacancies)
    twin.listing = Listing._make(_copies(market.listing))
    twin.vacated = Vacated._make(_copies(market.vacated))


def _copy_counts(market: Market, twin: Market, n_threads: int) -> None:
    """Copy what is counted and noted; counts by thread are added up, the first thread goes on with them."""
    stocks, changes = market.stocks, market.stocks.first_changes
    *lists, chunk_size = changes
    twin.stocks = stocks._replace(
        **twin.notes._asdict(),
        by_person=added_up(stocks.by_person, n_threads),
        by_work=added_up(stocks.by_work, n_threads),
        bound=stocks.bound.copy(),
        hazard=stocks.hazard.copy(),
        due=stocks.due.copy(),
        first_changes=FirstChanges._make([*_copies(lists), chunk_size]),
    )
    twin.chains = Chains(*(added_up(table, n_threads) for table in market.chains))
    for name in ("newcomers_due", "short_of", "cell_start", "open_by_occupation", "occupation_weights"):
        setattr(twin, name, getattr(market, name).copy())
    twin.make_buffers(market.n_slots)
    before, free = market.buffers, int(market.buffers.free_count[0])
    twin.buffers.free_count[0] = free
    twin.buffers.free_slot[:free] = before.free_slot[:free]


def _copies(columns: Any) -> list[npt.NDArray[Any]]:
    return [column.copy() for column in columns]
