"""The steps of a month: each hands the state and its parameters to one kernel file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from houvast.market.kernels import (
    contracts,
    demand,
    demography,
    hiring,
    matching,
    risks,
    search,
    separations,
    vacancies,
)
from houvast.market.kernels.jobs import keep_books
from houvast.market.loop import Loop, Step

if TYPE_CHECKING:
    from houvast.market.model import Market
    from houvast.market.state import Events

PEOPLE_PER_RARE_EVENT = 32
"""Of rare events there are fewer than one for so many people: in small runs too few to share."""


def grow_older(market: Market) -> None:
    """Step 1: people leave, retire, get diplomas; newcomers enter."""
    rows = market.rows
    keys = market.keys
    parameters = market.parameters.demography
    who = (keys["entry"], keys["entry_training"], keys["entry_rest"])
    arrivals = market.arrivals()
    market.crew.share(
        market.n_slots,
        demography.find_turns,
        market.chunk_size,
        market.month,
        rows.persons,
        market.stocks,
        parameters,
        market.ends,
        market.buffers,
    )
    market.crew.share(
        market.n_slots,
        demography.settle,
        market.chunk_size,
        market.month,
        who,
        keys["diploma"],
        rows.persons,
        rows.trace,
        market.cohort_month,
        arrivals,
        parameters,
        market.parameters.review.income,
        market.stocks,
        market.cells,
        market.ends,
        market.buffers,
    )
    _keep_books(market, market.ends)
    market.make_room(len(arrivals.age_months))
    demography.enter(
        market.month,
        who,
        market.rows.persons,
        arrivals,
        parameters,
        market.parameters.review,
        market.stocks,
        market.cells,
        market.buffers,
    )


def _keep_books(market: Market, events: Events) -> None:
    keep_books(market.chunk_size, market.rows.employers, market.vacated, events, market.buffers)


def plan_demand(market: Market) -> None:
    """Step 2: employers set the posts they want."""
    rows = market.rows
    key, wanted = market.keys["shock"], market.demand_of_month()
    market.crew.share(
        len(rows.employers), demand.plan_posts, market.month, key, rows.employers, market.plans.lays_off, wanted
    )
    market.basic_jobs.keep_out_of_demand(market.plans)


def face_risks(market: Market) -> None:
    """Step 3: what happens to whom is drawn; the steps that follow carry it out."""
    rows = market.rows
    keys, parameters = market.keys, market.parameters
    draws = (keys["risks"], keys["risks_kind"], keys["terms"])
    feedback = parameters.review.feedback
    rates = (parameters.demography, parameters.separations, parameters.seeking, parameters.contracts, feedback)
    market.crew.share(
        market.n_slots,
        risks.decide,
        market.chunk_size,
        market.month,
        draws,
        rows.persons,
        rows.employers,
        market.plans.lays_off,
        market.stocks,
        rates,
        market.ends,
        market.seekers,
        market.changes,
        market.buffers,
    )


def end_jobs(market: Market) -> None:
    """Step 4: jobs end, against one's will or not; terms run out; people die."""
    rows = market.rows
    keys = market.keys
    rates = market.parameters.separations
    draws = (keys["separations_next"], keys["separations_hours"])
    hours = market.hours_of_month()
    market.crew.share(
        market.n_slots,
        separations.settle,
        market.chunk_size,
        market.month,
        draws,
        rows.persons,
        rows.trace,
        market.cohort_month,
        rates,
        market.parameters.unemployment,
        market.parameters.review.income,
        hours,
        market.stocks,
        market.cells,
        market.ends,
        market.buffers,
    )
    _keep_books(market, market.ends)


def open_vacancies(market: Market) -> None:
    """Step 5: posts are withdrawn, opened again, newly opened, and sorted for search."""
    posting = market.posting_of_month()
    keys = (market.keys["vacancies"], market.keys["vacancies_new"], market.keys["vacancies_work"])
    tally = market.buffers.tally[0]
    vacancies.tidy(market.rows.employers, market.rows.vacancies, market.listing, tally)
    market.make_room_for_vacancies()
    rows, listing = market.rows, market.listing  # longer ones perhaps
    vacancies.reopen_vacated(
        market.month,
        keys[0],
        rows.persons,
        rows.employers,
        rows.vacancies,
        listing,
        market.vacated,
        posting,
        market.stocks,
        market.cells,
        market.chains,
        tally,
    )
    vacancies.open_new(market.month, keys, rows.employers, rows.vacancies, listing, posting, tally)
    vacancies.sort_by_cell(
        market.cells.n_regions, market.cell_start, market.open_by_occupation, rows.vacancies, listing
    )


def seek_work(market: Market) -> None:
    """Step 6: people who look for work find a vacancy that considers them."""
    rows = market.rows
    keys = market.keys
    rates = market.search_of_month()
    choices = (keys["choice"], keys["screening"], keys["offer"])
    market.crew.share(
        market.n_slots,
        search.choose,
        market.chunk_size,
        market.month,
        choices,
        market.cells.n_regions,
        market.cell_start,
        rows.persons,
        rows.vacancies,
        market.listing,
        rates,
        market.seekers,
        market.applications,
        market.buffers.vacancy,
    )


def match(market: Market) -> None:
    """Step 7: each vacancy takes at most one of those it considers."""
    rows = market.rows
    matching.match(
        market.chunk_size,
        market.month,
        market.keys["matching"],
        rows.vacancies,
        market.applications,
        market.buffers.vacancy,
    )


def hire(market: Market) -> None:
    """Step 8: winners take their posts; some of the others are unemployed now; basic jobs are given."""
    rows = market.rows
    hours = market.hours_of_month()
    market.crew.share(
        market.n_slots,
        hiring.settle,
        market.chunk_size,
        market.month,
        market.keys["hiring_hours"],
        rows.persons,
        rows.vacancies,
        market.parameters.hiring,
        market.parameters.review.income,
        hours,
        market.stocks,
        market.cells,
        market.chains,
        market.seekers,
        market.applications,
        market.buffers.vacancy,
    )
    hiring.keep_books(
        market.chunk_size,
        rows.employers,
        rows.vacancies,
        market.vacated,
        market.applications,
        market.buffers.vacancy,
        market.buffers,
    )
    market.basic_jobs.offer(market)


def change_contracts(market: Market) -> None:
    """Step 9: another contract with the same employer, or a business of one's own."""
    rows = market.rows
    hours = market.hours_of_month()
    market.crew.share(
        market.n_slots // PEOPLE_PER_RARE_EVENT,
        contracts.settle,
        market.chunk_size,
        market.month,
        market.keys["contracts_hours"],
        rows.persons,
        market.parameters.contracts,
        market.parameters.review.income,
        hours,
        market.stocks,
        market.cells,
        market.changes,
    )
    _keep_books(market, market.changes)


def review(market: Market) -> None:
    """Step 10, for a twelfth of the people: learning, career paradox, quality and health, income, care."""
    market.yearly.review(market)


def observe(market: Market) -> None:
    """Last step: count people, moves and cohorts by group."""
    market.measures.observe(market)


def month_of_steps() -> Loop:
    """Return the month as a loop of steps."""
    return Loop(
        [
            Step("demography", "demography", "people grow older, retire, arrive", grow_older),
            Step("demand", "demand", "employers set the posts they want", plan_demand),
            Step("risks", "risks", "what happens to whom is drawn", face_risks),
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
