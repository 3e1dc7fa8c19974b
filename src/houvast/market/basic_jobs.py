"""Basic jobs in a running market: the municipality that has them, who holds one, what they cost.

The municipality is one more employer, made when the first place opens, so that a market without basic jobs stays
the same bit for bit. It wants no other people than those it gives a place, and lays nobody off: fewer places mean
that places left behind are not filled again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.market.kernels.basic_jobs import find_in_need, take_places
from houvast.market.kernels.codes import NONE
from houvast.market.kernels.review_counts import COST_BASIC_JOBS, N_BITS
from houvast.market.state import Plans, new_plans
from houvast.population.columns import empty_employers
from houvast.vocabulary.months import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from houvast.market.model import Market

PEOPLE_PER_THOUSAND = 1000
PUBLIC_ADMINISTRATION = "O"
"""Section of the SBI in which municipalities are."""


class BasicJobRates(NamedTuple):
    """Parameters of a year."""

    places_thousand: float
    cost_eur_per_month: float
    """Of one place, supervision included."""


def read_basic_jobs(facts: Facts, month: int) -> BasicJobRates:
    """Look up how many places there are at a month and what one costs.

    Parameters
    ----------
    facts : Facts
        With scenario and measures already laid over them.
    month : int
        Month stamp.

    Returns
    -------
    BasicJobRates
        The cost is looked up only where there are places: not every facts folder knows it.

    Raises
    ------
    HouvastError
        When a fact is missing or has no value at this month.
    """
    places = facts.number("basic_jobs_thousand", month)
    cost = facts.number("basic_job_cost_eur_per_year", month) if places > 0.0 else 0.0
    return BasicJobRates(places, cost / MONTHS_PER_YEAR)


class BasicJobs:
    """The basic jobs of one market."""

    def __init__(self) -> None:
        self.employer = NONE
        """Number of the municipality among the employers, none while there has been no place."""
        self.holders: npt.NDArray[np.int32] = np.zeros(0, np.int32)

    def keep_out_of_demand(self, plans: Plans) -> None:
        """Let the municipality lay nobody off, whatever other employers do."""
        if self.employer != NONE:
            plans.lays_off[self.employer] = False
            plans.layoff_prob_flexible[self.employer] = plans.layoff_prob_permanent[self.employer] = 0.0

    def offer(self, market: Market) -> None:
        """Give the places that are free to those out of work longest, and count what all places cost this month."""
        rates = market.parameters.basic_jobs
        places = round(rates.places_thousand * PEOPLE_PER_THOUSAND * market.scale)
        if places == 0 and self.employer == NONE:
            return
        if self.employer == NONE:
            self._open(market)
        self.holders = self.holders[market.persons.employer[self.holders] == self.employer]
        people = _longest_without_work(market)[: max(places - len(self.holders), 0)]
        take_places(
            market.month,
            market.keys["hiring_hours"],
            market.chunk_size,
            people,
            self.employer,
            market.rows.persons,
            market.rows.employers,
            market.parameters.review.income,
            market.hours_of_month(),
            market.stocks,
            market.cells,
        )
        self.holders = np.concatenate([self.holders, people])
        cells = np.bincount(market.stocks.cell[self.holders], minlength=market.stocks.by_person.shape[1])
        market.yearly.tables.amounts[0, :, COST_BASIC_JOBS - N_BITS] += cells * round(rates.cost_eur_per_month)

    def _open(self, market: Market) -> None:
        """Add the municipality to the employers."""
        self.employer = len(market.employers.headcount)
        keys = market.facts.classification("sector").keys
        municipality = empty_employers(1)
        municipality.sector[:] = keys.index(PUBLIC_ADMINISTRATION) if PUBLIC_ADMINISTRATION in keys else len(keys) - 1
        market.found(_joined(market.employers, municipality), _joined(market.plans, new_plans(1)))


def _joined(table: Any, rows: Any) -> Any:
    """Return a table of columns with rows added."""
    return type(table)(*(np.concatenate(columns) for columns in zip(table, rows, strict=True)))


def _longest_without_work(market: Market) -> npt.NDArray[np.int32]:
    """Return the long-term unemployed who looked for work and found none this month, the longest spells first."""
    room = int(market.seekers.chunk_count.sum())
    people, lots = np.zeros(room, np.int32), np.zeros(room, np.uint64)
    n_people = find_in_need(
        market.month,
        market.keys["basic_jobs"],
        market.chunk_size,
        market.rows.persons,
        market.seekers,
        people,
        lots,
    )
    people, lots = people[:n_people], lots[:n_people]
    return people[np.lexsort((lots, market.persons.spell_start[people]))]
