"""Hiring: the winner takes the post; the post left behind goes on in the chain.

In words
    Every filled vacancy gives somebody a job: with this contract, wage and hours.
    Who comes from another employer leaves a post there; it carries the chain on. A
    chain ends with somebody who leaves no post behind, or with a post that is not
    filled again. Seekers from outside the labour force who found nothing are now
    unemployed, if they go on; a search that was given up not long ago goes on from its
    first beginning.

Order
    Eighth in the month. What a hire means for the person may be done on many threads; the
    books of employers are kept by one, in order of person number.

Parameters
    ``contract_term_months``, ``search_interruption_months``.

Reference
    Vacancy chains: H. C. White (1970), Chains of Opportunity, chapter 2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import AHEAD, inline, kernel, prefetch
from houvast.market.kernels._threads import shared
from houvast.market.kernels.cells import end_chain, work_cell
from houvast.market.kernels.codes import (
    ADVERTISED_FILLED,
    FIRST_OUT_OF_WORK,
    IS_HIRED,
    NONE,
    NOTHING,
    PERMANENT,
    SEEKS_LONG,
    STARTS_SEEKING,
    UNEMPLOYED,
    VACANCIES_FILLED,
)
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import agree_hours, leave_books, leave_post, take_post
from houvast.market.kernels.stocks import count_in, count_out

LARGEST_DEPTH = 255
"""Depth is kept in one byte."""


class Hiring(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    term_months: npt.NDArray[np.int64]
    """By contract; 0 where there is no term."""
    interruption_months: int
    """Who looks for work again within so many months goes on with the search that was given up."""
    long_term_months: int
    """Spell from which unemployment is called long."""


@shared
def settle(
    thread,
    n_threads,
    chunk_size,
    month,
    key,
    persons,
    vacancies,
    hiring,
    income,
    hours,
    stocks,
    cells,
    chains,
    seekers,
    applications,
    vacancy_of,
):
    """Carry out what the month brought the seekers of every ``n_threads``-th chunk.

    What it means for employers is left to :func:`keep_books`.
    """
    for chunk in range(thread, len(seekers.chunk_count), n_threads):
        first = chunk * chunk_size
        last = first + applications.chunk_count[chunk]
        for application in range(first - AHEAD, last):
            if application + AHEAD < last:
                prefetch(vacancies.winner, vacancy_of[application + AHEAD])
                prefetch(persons.position, applications.person[application + AHEAD])
                prefetch(stocks.hazard, applications.person[application + AHEAD])
            if application < first:
                continue
            place = vacancy_of[application]
            applications.effect[application] = 0
            applications.kind[application] = NOTHING
            if vacancies.winner[place] == application:
                applications.kind[application] = IS_HIRED
                if persons.employer[applications.person[application]] == NONE:
                    end_chain_with(
                        thread, applications.person[application], place, persons, vacancies, stocks, cells, chains
                    )
                hire(
                    thread,
                    chunk,
                    application,
                    place,
                    month,
                    key,
                    persons,
                    vacancies,
                    hiring,
                    income,
                    hours,
                    stocks,
                    cells,
                    applications,
                )
        for seeker in range(first, first + seekers.chunk_count[chunk]):
            person = seekers.person[seeker]
            if seekers.kind[seeker] == STARTS_SEEKING and persons.position[person] >= FIRST_OUT_OF_WORK:
                keep_on(thread, chunk, person, month, persons, hiring, income, stocks, cells)
                if month - persons.spell_start[person] >= hiring.long_term_months:
                    seekers.kind[seeker] = SEEKS_LONG


@inline
def end_chain_with(thread, person, place, persons, vacancies, stocks, cells, chains):
    """Count the chain that ends with somebody who leaves no post behind."""
    work = work_cell(vacancies.sector[place], vacancies.occupation[place], cells)
    length = min(np.int64(vacancies.depth[place]) + 1, LARGEST_DEPTH)
    unemployed = persons.position[person] == UNEMPLOYED
    end_chain(thread, stocks.cell[person], work, np.int64(vacancies.contract[place]), length, unemployed, chains)


@inline
def hire(
    thread, chunk, event, place, month, key, persons, vacancies, hiring, income, hours, stocks, cells, applications
):
    """Give the winner of a vacancy the post."""
    person = applications.person[event]
    contract = np.int64(vacancies.contract[place])
    accrue(person, month, persons, income)
    count_out(thread, chunk, person, persons, stocks, cells)
    leave_post(event, person, persons, applications, True)
    take_post(person, vacancies.employer[place], contract, persons, month)
    agree_hours(person, month, key, persons, hours)
    persons.occupation[person] = vacancies.occupation[place]
    persons.sector[person] = vacancies.sector[place]
    persons.wage_rank[person] = vacancies.wage_rank[place]
    term = hiring.term_months[contract]
    persons.contract_end[person] = month + term if term > 0 else NONE
    count_in(thread, person, month, persons, stocks, cells)


@inline
def keep_on(thread, chunk, person, month, persons, hiring, income, stocks, cells):
    """Count somebody from outside the labour force who was not hired at once among the unemployed.

    A search that was given up not long ago goes on; see ``Hiring.interruption_months``.
    """
    accrue(person, month, persons, income)
    count_out(thread, chunk, person, persons, stocks, cells)
    began = persons.search_start[person]
    again = began != NONE and month - persons.spell_start[person] <= hiring.interruption_months
    persons.position[person] = UNEMPLOYED
    persons.spell_start[person] = began if again else month
    persons.search_start[person] = NONE
    count_in(thread, person, month, persons, stocks, cells)


@kernel
def keep_books(chunk_size, employers, vacancies, vacated, applications, vacancy_of, buffers):
    """Enter all hires of the month in the books of employers, in order of person number."""
    tally = buffers.tally[0]
    for chunk in range(len(applications.chunk_count)):
        first = chunk * chunk_size
        last = first + applications.chunk_count[chunk]
        for event in range(first, last):
            prefetch(vacancies.winner, vacancy_of[event])
        for event in range(first, last):
            if applications.kind[event] == IS_HIRED:
                prefetch(employers.headcount, vacancies.employer[vacancy_of[event]])
                if applications.effect[event] > 0:
                    prefetch(employers.headcount, applications.employer[event])
        for event in range(first, last):
            if applications.kind[event] != IS_HIRED:
                continue
            place = vacancy_of[event]
            employer = vacancies.employer[place]
            depth = min(np.int64(vacancies.depth[place]) + 1, LARGEST_DEPTH)
            effect = applications.effect[event]
            leave_books(event, effect, vacancies.chain[place], depth, employers, vacated, applications, buffers)
            employers.headcount[employer] += 1
            if vacancies.contract[place] != PERMANENT:
                employers.flexible_headcount[employer] += 1
            employers.open_posts[employer] -= 1
            tally[VACANCIES_FILLED] += 1
            tally[ADVERTISED_FILLED] += vacancies.advertised[place]
            vacancies.employer[place] = NONE
            vacancies.advertised[place] = 0
