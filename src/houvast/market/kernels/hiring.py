"""Hiring: the winner takes the post; the post left behind goes on in the chain.

In words
    Every filled vacancy gives somebody a job: with this contract, wage and hours.
    Who comes from another employer leaves a post there; it carries the chain on. A
    chain ends with somebody who leaves no post behind, or with a post that is not
    filled again. Seekers from outside the labour force who found nothing are now
    unemployed or stay where they were.

Order
    Eighth in the month. What a hire means for the person may be done on many threads; the
    books of employers are kept by one, in order of person number.

Parameters
    ``contract_term_months``, ``keeps_seeking_prob``.

Reference
    Vacancy chains: H. C. White (1970), Chains of Opportunity, chapter 2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel, prefetch
from houvast.market.kernels.cells import end_chain, work_cell
from houvast.market.kernels.codes import (
    ADVERTISED_FILLED,
    GIVES_UP,
    IS_HIRED,
    NONE,
    PERMANENT,
    STARTS_SEEKING,
    UNEMPLOYED,
    VACANCIES_FILLED,
)
from houvast.market.kernels.jobs import agree_hours, leave_books, leave_post, take_post
from houvast.market.kernels.random_bits import uniform_of
from houvast.market.kernels.separations import inactive_position
from houvast.market.kernels.stocks import count_in, count_out

LARGEST_DEPTH = 255
"""Depth is kept in one byte."""


class Hiring(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    term_months: npt.NDArray[np.int64]
    """By contract; 0 where there is no term."""
    keeps_seeking_prob: npt.NDArray[np.float64]
    """By age band."""


@kernel
def settle(
    thread,
    n_threads,
    chunk_size,
    month,
    keys,
    persons,
    vacancies,
    hiring,
    separations,
    hours,
    stocks,
    cells,
    chains,
    seekers,
    vacancy_of,
):
    """Carry out what the month brought the seekers of every ``n_threads``-th chunk: a job, or giving up, or nothing.

    ``keys`` are those of hours and of keeping on. What it means for employers is left to :func:`keep_books`.
    """
    for chunk in range(thread, len(seekers.chunk_count), n_threads):
        first = chunk * chunk_size
        last = first + seekers.chunk_count[chunk]
        for seeker in range(first, last):
            if vacancy_of[seeker] != NONE:
                prefetch(vacancies.winner, vacancy_of[seeker])
            if vacancy_of[seeker] != NONE or may_change(seekers.kind[seeker]):
                prefetch(persons.position, seekers.person[seeker])
                prefetch(stocks.hazard, seekers.person[seeker])
        for seeker in range(first, last):
            seekers.effect[seeker] = 0
            place = vacancy_of[seeker]
            if place != NONE and vacancies.winner[place] == seeker:
                hire(
                    thread,
                    seeker,
                    place,
                    month,
                    keys[0],
                    persons,
                    vacancies,
                    hiring,
                    hours,
                    stocks,
                    cells,
                    chains,
                    seekers,
                )
            elif may_change(seekers.kind[seeker]):
                keep_on_or_stop(thread, seeker, month, keys[1], persons, hiring, separations, stocks, cells, seekers)


@inline
def hire(thread, seeker, place, month, key, persons, vacancies, hiring, hours, stocks, cells, chains, seekers):
    """Give the winner of a vacancy the post."""
    person = seekers.person[seeker]
    contract = np.int64(vacancies.contract[place])
    if persons.employer[person] == NONE:
        unemployed = persons.position[person] == UNEMPLOYED
        work = work_cell(vacancies.sector[place], vacancies.occupation[place], cells)
        length = min(np.int64(vacancies.depth[place]) + 1, LARGEST_DEPTH)
        end_chain(thread, stocks.cell[person], work, contract, length, unemployed, chains)
    count_out(thread, person, persons, stocks, cells)
    leave_post(seeker, person, persons, seekers, True)
    take_post(person, vacancies.employer[place], contract, persons, month)
    agree_hours(person, month, key, persons, hours)
    persons.occupation[person] = vacancies.occupation[place]
    persons.sector[person] = vacancies.sector[place]
    persons.wage_rank[person] = vacancies.wage_rank[place]
    term = hiring.term_months[contract]
    persons.contract_end[person] = month + term if term > 0 else NONE
    count_in(thread, person, month, persons, stocks, cells)
    seekers.kind[seeker] = IS_HIRED


@inline
def may_change(kind):
    """Return whether a seeker of this kind who is not hired may get another position."""
    return kind in (STARTS_SEEKING, GIVES_UP)


@inline
def keep_on_or_stop(thread, seeker, month, key, persons, hiring, separations, stocks, cells, seekers):
    """Decide what becomes of a seeker from outside the labour force, or one who gives up."""
    person = seekers.person[seeker]
    age_band = separations.age_band_of_months[month - persons.birth_month[person]]
    draw = uniform_of(month, person, key)
    position = np.int64(persons.position[person])
    if seekers.kind[seeker] == GIVES_UP:
        position = np.int64(inactive_position(age_band, draw, separations))
    elif draw < hiring.keeps_seeking_prob[age_band]:
        position = np.int64(UNEMPLOYED)
    if position == persons.position[person]:
        return
    count_out(thread, person, persons, stocks, cells)
    persons.position[person] = position
    persons.spell_start[person] = month
    if position > UNEMPLOYED:
        persons.benefit_end[person] = NONE
    count_in(thread, person, month, persons, stocks, cells)


@kernel
def keep_books(chunk_size, employers, plans, vacancies, vacated, seekers, vacancy_of, buffers):
    """Enter all hires of the month in the books of employers, in order of person number."""
    tally = buffers.tally[0]
    for chunk in range(len(seekers.chunk_count)):
        first = chunk * chunk_size
        last = first + seekers.chunk_count[chunk]
        for seeker in range(first, last):
            if seekers.kind[seeker] == IS_HIRED:
                prefetch(vacancies.winner, vacancy_of[seeker])
                prefetch(employers.headcount, max(seekers.employer[seeker], 0))
        for seeker in range(first, last):
            if seekers.kind[seeker] == IS_HIRED:
                prefetch(employers.headcount, vacancies.employer[vacancy_of[seeker]])
        for seeker in range(first, last):
            if seekers.kind[seeker] != IS_HIRED:
                continue
            place = vacancy_of[seeker]
            employer = vacancies.employer[place]
            depth = min(np.int64(vacancies.depth[place]) + 1, LARGEST_DEPTH)
            effect = seekers.effect[seeker]
            leave_books(seeker, effect, vacancies.chain[place], depth, employers, vacated, seekers, buffers)
            employers.headcount[employer] += 1
            if vacancies.contract[place] != PERMANENT:
                employers.flexible_headcount[employer] += 1
            plans.open_posts[employer] -= 1
            vacancies.employer[place] = NONE
            tally[VACANCIES_FILLED] += 1
            tally[ADVERTISED_FILLED] += vacancies.advertised[place]
