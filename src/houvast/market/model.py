"""The market: people, employers and vacancies, moved forward month by month."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.market.bands import age_band_of_months
from houvast.market.basic_jobs import BasicJobs
from houvast.market.crew import Crew
from houvast.market.demand_path import DemandPath, season
from houvast.market.draws import keys_of
from houvast.market.groups import Groups
from houvast.market.kernels.cells import Cells, Chains
from houvast.market.kernels.codes import N_POSITIONS, NOBODY, NONE, SELF_EMPLOYED
from houvast.market.kernels.demand import Demand
from houvast.market.kernels.demography import Arrivals
from houvast.market.kernels.jobs import Hours
from houvast.market.kernels.search import Search
from houvast.market.kernels.stocks import (
    N_WORK_STOCKS,
    NEVER,
    WORK_SELF_EMPLOYED,
    FirstChanges,
    Stocks,
    count_everybody,
    expect_anew,
    total,
)
from houvast.market.kernels.vacancies import Posting, fall_short, open_new, posts_missing
from houvast.market.measures import Measures
from houvast.market.mobility import Mobility, guide_of
from houvast.market.month import month_of_steps
from houvast.market.outcomes import Outcomes
from houvast.market.parameters import Parameters, read_parameters
from houvast.market.start import TRACE, describe
from houvast.market.state import (
    PEOPLE_PER_WORD,
    Listing,
    Notes,
    Plans,
    Rows,
    Table,
    Trace,
    Vacancies,
    Vacated,
    columns_of,
    in_rows,
    new_buffers,
    new_events,
    new_first_changes,
    new_notes,
    new_plans,
    new_trace,
    new_vacancies,
    new_vacated,
)
from houvast.market.yearly import Yearly
from houvast.population.build import Population
from houvast.population.cache import let_go
from houvast.population.columns import Employers, Persons
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import AGE, AGE_BAND_START_YEARS, CONTRACT, EDUCATION

CHAIN_COLUMNS = 3
"""Chains, hires in them, ended by an unemployed person."""

CHUNK_SIZE = 4096
"""People per chunk; results do not depend on it, only the time does."""

LARGE_CHUNK_SIZE = 16384
MANY_PEOPLE = 4_000_000
"""From here on chunks are large: most of the room that a chunk has for its events is then never touched."""

BURN_IN_MONTHS = 12
"""A full round of the seasons."""

STEPS_OF_BURN_IN = frozenset(
    ("demand", "risks", "separations", "vacancies", "search", "matching", "hiring", "contracts", "review")
)

SPARE_SHARE = 0.02
"""Slots kept free for newcomers, as a share of people; more are made when they run out."""


class Market:
    """The labour market of one population under one set of facts.

    Parameters
    ----------
    population : Population
        People and employers at the start; copied, so it can serve other runs.
    facts : Facts
        All figures, with scenario and measures laid over them.
    seed : int
        Seed of all draws of the run.
    threads : int, optional
        Number of threads; by default one per processor. It does not change results.
    chunk_size : int, optional
        People per chunk, a multiple of four; by default it goes by the number of people. It does not change results.
    burn_in_months : int
        Months the market runs before the first, with nobody growing older, so that
        vacancies, contracts and chains are as a running market leaves them.
    demand_given : ndarray of float64, shape (n_months, n_sectors), optional
        Demand by sector against the first month that takes the place of the closure; NaN for
        a sector that keeps it. [index, 1 at the first month]

    Raises
    ------
    HouvastError
        When the facts lack a parameter or have no value at the first month.
    ValueError
        When ``chunk_size`` is not a positive multiple of four.

    Attributes
    ----------
    month : int
        Month stamp of the last month lived through.
    persons, employers, vacancies
        The state; see ``docs/reference/columns.md``.
    loop : Loop
        The steps of a month; prints as a table with the time of each.
    """

    parameters: Parameters

    def __init__(
        self,
        population: Population,
        facts: Facts,
        seed: int = 1,
        threads: int | None = None,
        chunk_size: int | None = None,
        burn_in_months: int = BURN_IN_MONTHS,
        demand_given: npt.NDArray[np.float64] | None = None,
    ) -> None:
        if chunk_size is None:
            chunk_size = CHUNK_SIZE if len(population.persons.position) < MANY_PEOPLE else LARGE_CHUNK_SIZE
        if chunk_size < 1 or chunk_size % PEOPLE_PER_WORD:
            message = f"chunk_size must be a positive multiple of {PEOPLE_PER_WORD}; found {chunk_size}"
            raise ValueError(message)
        self.facts = facts
        self.scale = population.scale
        self.chunk_size = chunk_size
        self.keys = keys_of(seed)
        self.crew = Crew(threads)
        self.loop = month_of_steps()
        self.month = population.start_month - 1
        self.first_month = population.start_month
        self.cells = _cells(facts)
        self.n_sectors = len(facts.classification("sector").keys)
        self.cohort_month = self.month
        self.start = describe(population.persons, self.month, self.cells, self.n_sectors)
        self.names_of_parameters = facts.names_asked_by(self._set_parameters)
        self.mobility = Mobility(facts, self.first_month, self.start)
        self.demand_path = DemandPath(facts, self.first_month, self.start, demand_given)
        self._set_up_state(population)
        self._set_up_counts()
        turns = self.parameters.demography.next_turn_age
        count_everybody(self.month, self.rows.persons, self.stocks, self.cells, turns)
        self.demand_path.begin(self._people_by_cell())
        self.wanted = self.demand_path.of_month(self.first_month, self._people_by_cell())
        self._open_first_vacancies()
        self._burn_in(burn_in_months)
        self.demand_path.begin_own_business(self._self_employed())
        self.measures.begin(self)

    # -- setting up ------------------------------------------------------------------

    def _set_up_state(self, population: Population) -> None:
        self.rows = Rows(*(np.zeros(0, np.void) for _ in Rows._fields))
        people = population.persons
        n_people = len(people.position)
        spare = int(n_people * SPARE_SHARE) + 1
        n_slots = n_people + spare
        self._seat(n_slots, people, new_trace(people.position), new_notes(n_people))
        let_go(people)
        self.found(population.employers, new_plans(len(population.employers.headcount)))
        self._list_vacancies(*new_vacancies(1))
        self.vacated = new_vacated(n_slots)
        self.make_buffers(n_slots)
        self.buffers.free_slot[:spare] = np.arange(n_slots - 1, n_people - 1, -1)
        self.buffers.free_count[0] = spare

    def _set_up_counts(self) -> None:
        cells, n_work = self.cells, self.n_sectors * self.cells.n_occupations
        self.groups = Groups(cells, self.n_sectors)
        n_cells = self.groups.n_cells
        sizes = (n_cells, n_work, len(CONTRACT))
        threads = self.crew.n_threads
        self.chains = Chains(*(np.zeros((threads, size, CHAIN_COLUMNS), np.int64) for size in sizes))
        n_slots = len(self.persons.position)
        self.stocks = Stocks(
            self.notes.cell,
            np.zeros((threads, n_cells, N_POSITIONS), np.int64),
            np.zeros((threads, n_work, N_WORK_STOCKS), np.int64),
            self.parameters.bound.copy(),
            self.parameters.seeking.tenure_band_of_months,
            np.zeros(n_slots, np.uint16),
            np.full(n_slots, NEVER, np.int16),
            self.notes.turn_month,
            self.notes.noted,
            new_first_changes(n_slots, self.n_chunks, self.chunk_size),
        )
        agreed = self.start.agreed_hours_cumulative
        guide = guide_of(agreed.reshape(-1, agreed.shape[-1]))
        self.hours_guide = guide.reshape(*agreed.shape[:-1], -1)
        self.short_of = np.zeros((self.n_sectors, cells.n_occupations))
        self.cell_start = np.zeros(cells.n_occupations * cells.n_regions * 2 + 1, np.int64)
        self.open_by_occupation = np.zeros(cells.n_occupations, np.int64)
        self.newcomers_due = np.zeros(cells.n_age)
        self.occupation_weights = np.zeros((cells.n_occupations, cells.n_occupations))
        self.yearly = Yearly(threads, self.groups)
        self.basic_jobs = BasicJobs()
        self.measures = Measures(self)

    def _seat(self, n_slots: int, persons: Persons, trace: Trace, notes: Notes) -> None:
        """Give people ``n_slots`` rows; those that nobody takes are free."""
        taken = len(persons.position)
        people = in_rows({**persons._asdict(), **notes._asdict()}, n_slots)
        traces = in_rows(trace._asdict(), n_slots)
        people["position"][taken:] = NOBODY
        traces["cohort_position"][taken:] = NOBODY
        self.persons, self.notes = columns_of(people, Persons), columns_of(people, Notes)
        self.trace = columns_of(traces, Trace)
        self.rows = self.rows._replace(persons=people, trace=traces)

    def found(self, employers: Employers, plans: Plans) -> None:
        """Give employers rows that hold their plans too, all but what few need and stays in a cache by itself."""
        wishes = {name: column for name, column in plans._asdict().items() if name != "lays_off"}
        table = in_rows({**employers._asdict(), **wishes}, len(employers.headcount))
        self.employers = columns_of(table, Employers)
        self.plans = plans._replace(**{name: table[name] for name in wishes})
        self.rows = self.rows._replace(employers=table)

    def _list_vacancies(self, table: Table, listing: Listing) -> None:
        self.vacancies, self.listing = columns_of(table, Vacancies), listing
        self.rows = self.rows._replace(vacancies=table)

    def make_buffers(self, n_slots: int) -> None:
        """Make the room that steps use; nothing in it outlives a month but the list of free slots."""
        self.n_chunks = -(-n_slots // self.chunk_size)
        self.buffers = new_buffers(n_slots, self.crew.n_threads, self.chunk_size)
        self.ends = new_events(n_slots, self.n_chunks)
        self.seekers = new_events(n_slots, self.n_chunks)
        # Ends have been carried out when applications are listed, so both have the same room.
        self.applications = self.ends._replace(chunk_count=np.zeros(self.n_chunks, np.int64))
        self.changes = new_events(n_slots, self.n_chunks)

    def _open_first_vacancies(self) -> None:
        """Open, before the first month, the posts that are wanted and not filled."""
        self.plans.target[:] = self.employers.base_posts * self.parameters.demand.posts_per_post
        posting = self.posting_of_month()._replace(speed=1.0)
        self.make_room_for_vacancies()
        names = ("vacancies", "vacancies_new", "vacancies_work")
        keys = tuple(self.keys[name] for name in names)
        rows = self.rows
        open_new(self.month, keys, rows.employers, rows.vacancies, self.listing, posting, self.buffers.tally[0])

    def _burn_in(self, months: int) -> None:
        """Let the market run before the first month, with the same people at the same ages.

        Everybody's history is moved back to make room for these months, and nothing is
        measured in them.
        """
        for column in (
            self.persons.job_start,
            self.persons.spell_start,
            self.persons.search_start,
            self.persons.contract_end,
            self.persons.benefit_end,
        ):
            column[column != NONE] -= months
        self.month -= months
        self.yearly.begin(self)
        parameters = self.parameters
        nobody_dies = parameters.demography._replace(death_prob=np.zeros_like(parameters.demography.death_prob))
        self.parameters = parameters._replace(demography=nobody_dies)
        for lived in range(months):
            if lived % MONTHS_PER_YEAR == 0:
                self._expect_anew()
            self.month += 1
            self.loop.run(self, only=STEPS_OF_BURN_IN)
        self.yearly.forget()
        self.parameters = parameters
        for table in self.chains:
            table[:] = 0

    # -- a month ---------------------------------------------------------------------

    def step(self) -> None:
        """Live through one month."""
        if (self.month + 1 - self.first_month) % MONTHS_PER_YEAR == 0:
            self._read_parameters()
        self.month += 1
        self.buffers.tally[:] = 0
        self.loop.run(self)

    def _read_parameters(self) -> None:
        """Look up the parameters of the month to come, and with them what may happen to everybody."""
        grows = self.facts.number("real_wage_growth_share_per_year", self.month + 1) != 0.0
        if grows or self.facts.change_between(self.names_of_parameters, self.month_of_parameters, self.month + 1):
            self._set_parameters(self.facts)
            self.stocks.bound[:] = self.parameters.bound
        self._expect_anew()

    def _set_parameters(self, facts: Facts) -> None:
        self.month_of_parameters = self.month + 1
        self.parameters = read_parameters(facts, self.month_of_parameters, self.cells, self.keys)
        self.education_fit = self._education_fit()

    def _education_fit(self) -> npt.NDArray[np.float64]:
        """Return how well each level of education fits each occupation, at most 1; (education, occupation)."""
        share = self.start.education_share
        usual = np.maximum(share.mean(axis=1, keepdims=True), TRACE)
        return np.asarray(np.maximum(np.minimum(share / usual, 1.0), self.parameters.search.education_fit_floor))

    def _expect_anew(self) -> None:
        """Note again what may happen to everybody; what is noted holds for a year."""
        turns, month = self.parameters.demography.next_turn_age, self.month
        self.crew.share(self.n_slots, expect_anew, month, self.rows.persons, self.stocks, turns)

    def outcomes(self) -> Outcomes:
        """Return everything measured so far, one row per month, outcome and group."""
        return self.measures.outcomes(self)

    def close(self) -> None:
        """Stop the threads."""
        self.crew.dismiss()

    # -- what the steps of this month need -------------------------------------------

    def demand_of_month(self) -> Demand:
        """Return the demand of this month by sector, with how employers adjust to it."""
        rates = self.parameters.demand
        month = max(self.month, self.first_month)
        own = self._self_employed() if self.month >= self.first_month else None
        self.wanted = self.demand_path.of_month(month, self._people_by_cell(), own)
        index = self.demand_path.index(self.wanted)
        factor = season(self.month, rates.season_amplitude, rates.season_peak_month)
        return Demand(
            index * factor * rates.posts_per_post,
            rates.shock_persistence,
            rates.shock_spread,
            rates.layoff_speed,
            rates.tolerance,
            rates.cap_flexible,
            rates.cap_permanent,
        )

    def posting_of_month(self) -> Posting:
        """Return what employers offer, and in which occupations each sector falls short."""
        rates = self.parameters.posting
        usual = max(self.wanted.sum(), TRACE)
        fall_short(self.stocks.by_work, self.wanted, usual, self.short_of)
        form_share = self.start.flexible_forms * rates.offer_weight[1:SELF_EMPLOYED]
        return Posting(
            rates.speed,
            rates.flexible_below,
            rates.flexible_above,
            np.cumsum(form_share, axis=1),
            rates.advertised_share,
            self.short_of,
        )

    def search_of_month(self) -> Search:
        """Return who searches, where the vacancies are, and how employers screen."""
        rates = self.parameters.search
        weights, guide = self.mobility.weights(
            rates.skills_based_hiring_share, rates.own_occupation_share, self.open_by_occupation
        )
        self.occupation_weights = weights
        return Search(
            self.cells.age_band_of_months,
            self.parameters.seeking.spell_band_of_months,
            weights,
            guide,
            rates.own_region_share,
            rates.network_weight,
            self.start.region_cumulative,
            rates.screening_by_spell,
            rates.screening_by_age,
            self.education_fit,
            rates.value,
            rates.contract_value,
            rates.other_reasons_share,
            self.parameters.review.feedback,
        )

    def hours_of_month(self) -> Hours:
        """Return the hours that go with a job."""
        return Hours(
            self.start.agreed_hours_cumulative,
            self.hours_guide,
            self.parameters.unmet_hours_prob,
            self.cells.age_band_of_months,
        )

    def arrivals(self) -> Arrivals:
        """Return the newcomers of this month; fractions of a person wait for a later one."""
        self.newcomers_due += self.parameters.newcomers_per_month * self.scale
        now = np.floor(self.newcomers_due).astype(np.int64)
        self.newcomers_due -= now
        start_age = np.array(AGE_BAND_START_YEARS) * MONTHS_PER_YEAR
        age_months = np.repeat(start_age, now)
        start = self.start
        return Arrivals(
            age_months,
            start.sex_cumulative,
            start.region_cumulative,
            start.education_cumulative,
            start.occupation_cumulative,
            start.sector_cumulative,
            start.hours_cumulative,
        )

    def make_room(self, n_newcomers: int) -> None:
        """Make more slots when there are fewer free ones than newcomers."""
        free = int(self.buffers.free_count[0])
        if free >= n_newcomers:
            return
        old = len(self.persons.position)
        n_slots = old + n_newcomers + int(old * SPARE_SHARE)
        free_slots = self.buffers.free_slot[:free].copy()
        self._seat(n_slots, self.persons, self.trace, self.notes)
        in_use = self.vacated.in_use
        self.vacated = Vacated._make(_longer(column, n_slots) for column in self.vacated)
        self.vacated = self.vacated._replace(in_use=in_use)
        tally = self.buffers.tally
        self.make_buffers(n_slots)
        self.buffers.tally[:] = tally
        stocks = self.stocks
        changes = stocks.first_changes
        longer = [_longer(column, n_slots) for column in changes if isinstance(column, np.ndarray)]
        longer[-1] = _longer(changes.chunk_count, self.n_chunks)
        self.stocks = stocks._replace(
            **self.notes._asdict(),
            hazard=_longer(stocks.hazard, n_slots),
            due=_longer(stocks.due, n_slots),
            first_changes=FirstChanges._make([*longer, changes.chunk_size]),
        )
        self.stocks.due[old:] = NEVER
        added = n_slots - old
        self.buffers.free_slot[:added] = np.arange(n_slots - 1, old - 1, -1)
        self.buffers.free_slot[added : added + free] = free_slots
        self.buffers.free_count[0] = added + free

    def make_room_for_vacancies(self) -> None:
        """Make the table of vacancies as long as this month could possibly need."""
        in_use = int(self.listing.in_use[0])
        needed = in_use + int(self.vacated.in_use[0]) + posts_missing(self.rows.employers) + 1
        if needed <= len(self.listing.order):
            return
        longer, listing = new_vacancies(needed + needed // 2)
        longer[:in_use] = self.rows.vacancies[:in_use]
        listing.in_use[:], listing.next_chain[:] = self.listing.in_use, self.listing.next_chain
        self._list_vacancies(longer, listing)

    @property
    def n_slots(self) -> int:
        """Number of places for people, those that nobody takes included."""
        return len(self.persons.position)

    def _people_by_cell(self) -> npt.NDArray[np.int64]:
        return np.asarray(total(self.stocks.by_person).sum(axis=1))

    def _self_employed(self) -> float:
        return float(self.stocks.by_work[:, :, WORK_SELF_EMPLOYED].sum())


def _cells(facts: Facts) -> Cells:
    return Cells(
        len(EDUCATION),
        len(AGE),
        len(facts.classification("region").keys),
        len(facts.classification("occupation").keys),
        age_band_of_months(),
    )


def _longer(column: npt.NDArray[Any], length: int) -> npt.NDArray[Any]:
    """Return a copy of a column with zeros up to a new length."""
    longer = np.zeros(length, column.dtype)
    longer[: len(column)] = column
    return longer
