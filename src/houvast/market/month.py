"""The steps of a month: each hands the state and its parameters to one kernel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from houvast.market.kernels import (
    contracts,
    demand,
    demography,
    hiring,
    matching,
    search,
    separations,
    vacancies,
)
from houvast.market.kernels.chunks import gather_events
from houvast.market.loop import Loop, Step

if TYPE_CHECKING:
    from houvast.market.model import Market


def grow_older(market: Market) -> None:
    """Step 1: people leave, die, retire, get diplomas; newcomers enter."""
    state, keys = market, market.keys
    parameters = market.parameters.demography

    def decide(thread: int, n_threads: int) -> None:
        demography.decide(
            thread,
            n_threads,
            state.chunk_size,
            state.month,
            (keys["demography"], keys["demography_kind"]),
            state.persons,
            parameters,
            state.buffers,
        )

    market.crew.share(decide)
    n_events = gather_events(state.buffers, state.chunk_size)
    arrivals = market.arrivals()
    who = (keys["entry"], keys["entry_training"], keys["entry_rest"])
    demography.settle(
        n_events,
        state.month,
        who,
        keys["diploma"],
        state.persons,
        state.employers,
        state.trace,
        state.cohort_month,
        state.vacated,
        arrivals,
        parameters,
        state.parameters.review.income,
        state.stocks,
        state.cells,
        state.buffers,
    )
    market.make_room(len(arrivals.age_months))
    demography.enter(
        state.month,
        who,
        market.persons,
        arrivals,
        parameters,
        market.parameters.review,
        market.stocks,
        market.cells,
        market.buffers,
    )


def plan_demand(market: Market) -> None:
    """Step 2: employers set the posts they want."""
    wanted = market.demand_of_month()

    def plan(first: int, last: int) -> None:
        demand.plan_posts(first, last, market.month, market.keys["shock"], market.employers, market.plans, wanted)

    market.crew.share_range(len(market.employers.headcount), plan)


def end_jobs(market: Market) -> None:
    """Step 3: jobs end, against one's will or not; terms run out."""
    keys = market.keys
    rates = market.parameters.separations
    draws = (keys["separations"], keys["separations_kind"], keys["terms"])

    def decide(thread: int, n_threads: int) -> None:
        separations.decide(
            thread,
            n_threads,
            market.chunk_size,
            market.month,
            draws,
            market.persons,
            market.stocks,
            market.plans,
            rates,
            market.buffers,
        )

    market.crew.share(decide)
    n_events = gather_events(market.buffers, market.chunk_size)
    separations.settle(
        n_events,
        market.month,
        (keys["separations_next"], keys["separations_hours"]),
        market.persons,
        market.employers,
        market.trace,
        market.cohort_month,
        market.vacated,
        rates,
        market.parameters.unemployment,
        market.parameters.review.income,
        market.hours_of_month(),
        market.stocks,
        market.cells,
        market.buffers,
    )


def open_vacancies(market: Market) -> None:
    """Step 4: posts are withdrawn, opened again, newly opened, and sorted for search."""
    posting = market.posting_of_month()
    keys = (market.keys["vacancies"], market.keys["vacancies_new"], market.keys["vacancies_work"])
    tally = market.buffers.tally
    vacancies.tidy(market.employers, market.plans, market.vacancies, tally)
    market.make_room_for_vacancies()
    vacancies.reopen_vacated(
        market.month,
        keys[0],
        market.persons,
        market.employers,
        market.plans,
        market.vacancies,
        market.vacated,
        posting,
        market.stocks,
        market.cells,
        market.chains,
        tally,
    )
    vacancies.open_new(market.month, keys, market.employers, market.plans, market.vacancies, posting, tally)
    vacancies.sort_by_cell(market.cells.n_regions, market.cell_start, market.open_by_occupation, market.vacancies)


def seek_work(market: Market) -> None:
    """Step 5: people look for work and find a vacancy that considers them."""
    keys = market.keys
    rates = market.search_of_month()
    draws = (keys["search"], keys["search_kind"])
    choices = (keys["choice"], keys["screening"])

    def decide(thread: int, n_threads: int) -> None:
        search.decide(
            thread,
            n_threads,
            market.chunk_size,
            market.month,
            draws,
            market.persons,
            market.stocks,
            rates,
            market.buffers,
        )

    market.crew.share(decide)
    market.n_seekers = gather_events(market.buffers, market.chunk_size)

    def choose(first: int, last: int) -> None:
        search.choose(
            first,
            last,
            market.month,
            choices,
            market.cells.n_regions,
            market.cell_start,
            market.persons,
            market.vacancies,
            rates,
            market.buffers,
        )

    market.crew.share_range(market.n_seekers, choose)


def match(market: Market) -> None:
    """Step 6: each vacancy takes at most one of those it considers."""
    matching.match(market.n_seekers, market.month, market.keys["matching"], market.vacancies, market.buffers)


def hire(market: Market) -> None:
    """Step 7: winners take their posts; the others keep seeking or stop."""
    rates = market.parameters.hiring
    hiring.hire(
        market.n_seekers,
        market.month,
        market.keys["hiring_hours"],
        market.persons,
        market.employers,
        market.plans,
        market.vacancies,
        market.vacated,
        rates,
        market.parameters.review.income,
        market.hours_of_month(),
        market.stocks,
        market.cells,
        market.chains,
        market.buffers,
    )
    hiring.settle_seekers(
        market.n_seekers,
        market.month,
        market.keys["hiring"],
        market.persons,
        rates,
        market.parameters.separations,
        market.parameters.review.income,
        market.stocks,
        market.cells,
        market.buffers,
    )


def change_contracts(market: Market) -> None:
    """Step 8: another contract with the same employer, or a business of one's own."""
    keys = market.keys
    rates = market.parameters.contracts
    draws = (keys["contracts"], keys["contracts_kind"])

    def decide(thread: int, n_threads: int) -> None:
        contracts.decide(
            thread,
            n_threads,
            market.chunk_size,
            market.month,
            draws,
            market.persons,
            market.stocks,
            rates,
            market.buffers,
        )

    market.crew.share(decide)
    n_events = gather_events(market.buffers, market.chunk_size)
    contracts.settle(
        n_events,
        market.month,
        keys["contracts_hours"],
        market.persons,
        market.employers,
        market.vacated,
        rates,
        market.parameters.review.income,
        market.hours_of_month(),
        market.stocks,
        market.cells,
        market.buffers,
    )


def review(market: Market) -> None:
    """Steps 9 to 13, for a twelfth of the people: learning, career paradox, quality, income, care."""
    market.yearly.review(market)


def observe(market: Market) -> None:
    """Step 14: count people, moves and cohorts by group."""
    market.measures.observe(market)


def month_of_steps() -> Loop:
    """Return the month as a loop of steps."""
    return Loop(
        [
            Step("demography", "demography", "people grow older, retire, die, arrive", grow_older),
            Step("demand", "demand", "employers set the posts they want", plan_demand),
            Step("separations", "separations", "jobs and fixed terms end; WW starts", end_jobs),
            Step("vacancies", "vacancies", "posts are opened, refilled, withdrawn", open_vacancies),
            Step("search", "search", "people look for work and are screened", seek_work),
            Step("matching", "matching", "each vacancy takes at most one", match),
            Step("hiring", "hiring", "winners start; chains go on or end", hire),
            Step("contracts", "contracts", "conversion, fixed hours, own business", change_contracts),
            Step("review", "review", "a twelfth: skills, strain, income, care", review),
            Step("observation", "observe", "counts by group", observe),
        ]
    )
