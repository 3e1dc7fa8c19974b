"""Hiring: the winner takes the post; the post left behind goes on in the chain.

In words
    Every filled vacancy gives somebody a job: with this contract, wage and hours.
    Who comes from another employer leaves a post there; it carries the chain on. A
    chain ends with somebody who leaves no post behind, or with a post that is not
    filled again. Seekers from outside the labour force who found nothing are now
    unemployed or stay where they were.

Order
    Seventh in the month. One thread, in the order of person number.

Parameters
    ``contract_term_months``, ``keeps_seeking_prob``.

Reference
    Vacancy chains: H. C. White (1970), Chains of Opportunity, chapter 2.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import kernel
from houvast.market.kernels.cells import end_chain, work_cell
from houvast.market.kernels.codes import (
    ADVERTISED_FILLED,
    GIVES_UP,
    HIRED,
    NONE,
    STARTS_SEEKING,
    UNEMPLOYED,
    VACANCIES_FILLED,
)
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import agree_hours, leave_post, take_post
from houvast.market.kernels.random_bits import uniform_of
from houvast.market.kernels.separations import inactive_position
from houvast.market.kernels.stocks import count

LARGEST_DEPTH = 255
"""Depth is kept in one byte."""


class Hiring(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    term_months: npt.NDArray[np.int64]
    """By contract; 0 where there is no term."""
    keeps_seeking_prob: npt.NDArray[np.float64]
    """By age band."""


@kernel
def hire(
    n_seekers,
    month,
    key,
    persons,
    employers,
    plans,
    vacancies,
    vacated,
    hiring,
    income,
    hours,
    stocks,
    cells,
    chains,
    buffers,
):
    """Carry out all matches of the month, in order of person number.

    That order reads the columns of people from front to back; the other order, that of
    the table of vacancies, would jump through them.
    """
    for seeker in range(n_seekers):
        place = buffers.vacancy[seeker]
        if place == NONE or vacancies.winner[place] != seeker:
            continue
        person = buffers.person[seeker]
        employer = vacancies.employer[place]
        contract = np.int64(vacancies.contract[place])
        chain = vacancies.chain[place]
        depth = min(np.int64(vacancies.depth[place]) + 1, LARGEST_DEPTH)
        if persons.employer[person] == NONE:
            unemployed = persons.position[person] == UNEMPLOYED
            work = work_cell(employers.sector[employer], vacancies.occupation[place], cells)
            end_chain(stocks.cell[person], work, contract, depth, unemployed, chains)
        accrue(person, month, persons, income)
        count(person, -1, persons, stocks, cells)
        leave_post(person, persons, employers, vacated, buffers.tally, chain, depth, True)
        take_post(person, employer, contract, persons, employers, month)
        agree_hours(person, month, key, persons, hours)
        persons.occupation[person] = vacancies.occupation[place]
        persons.sector[person] = employers.sector[employer]
        persons.wage_rank[person] = vacancies.wage_rank[place]
        count(person, 1, persons, stocks, cells)
        term = hiring.term_months[contract]
        persons.contract_end[person] = month + term if term > 0 else NONE
        plans.open_posts[employer] -= 1
        vacancies.employer[place] = NONE
        buffers.vacancy[seeker] = HIRED
        buffers.tally[VACANCIES_FILLED] += 1
        buffers.tally[ADVERTISED_FILLED] += vacancies.advertised[place]


@kernel
def settle_seekers(n_seekers, month, key, persons, hiring, separations, income, stocks, cells, buffers):
    """Decide what becomes of seekers who were not hired, in order of person number."""
    for seeker in range(n_seekers):
        if buffers.vacancy[seeker] == HIRED:
            continue
        kind = buffers.kind[seeker]
        if kind not in (STARTS_SEEKING, GIVES_UP):
            continue
        person = buffers.person[seeker]
        age_band = separations.age_band_of_months[month - persons.birth_month[person]]
        draw = uniform_of(month, person, key)
        position = np.int64(persons.position[person])
        if kind == STARTS_SEEKING and draw < hiring.keeps_seeking_prob[age_band]:
            position = np.int64(UNEMPLOYED)
        elif kind == GIVES_UP:
            position = np.int64(inactive_position(age_band, draw, separations))
        if position != persons.position[person]:
            accrue(person, month, persons, income)
            count(person, -1, persons, stocks, cells)
            persons.position[person] = position
            persons.spell_start[person] = month
            if position > UNEMPLOYED:
                persons.benefit_end[person] = NONE
            count(person, 1, persons, stocks, cells)
