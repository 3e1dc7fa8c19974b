"""Demography: people grow older, learn for a diploma, retire, die, arrive.

In words
    Every month some people turn 75 and leave the population, some die, some reach
    the AOW age and retire, some young people get their first or last diploma. New
    fifteen-year-olds and migrants take the free slots. Those who retire or die
    leave their post behind.

Equation
    Deaths and retirement are independent draws per person and month:
    P(dies) = mortality(age band) / 12; P(retires at the AOW age) = share(position).

Order
    First in the month. ``decide`` only reads and may run on many threads;
    ``settle`` and ``enter`` write, in order of person number.

Parameters
    ``mortality_prob_per_year``, ``net_migration_thousand_per_year``,
    ``aow_age_months``, ``retirement_at_aow_age_prob``,
    ``education_share_young_entrants``, ``diploma_age_months``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.codes import (
    DIES,
    ENTRIES,
    EXITS,
    FIRST_DIPLOMA,
    FIRST_OUT_OF_WORK,
    IN_EDUCATION,
    LAST_DIPLOMA,
    LEAVES_BY_AGE,
    NOBODY,
    NONE,
    NOTHING,
    OTHER_INACTIVE,
    REACHES_AOW_AGE,
    RETIRED,
    UNEMPLOYED,
)
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import leave_post, place_in, stop_working
from houvast.market.kernels.random_bits import (
    BYTE_MASK,
    LANE_MEMBERS,
    LANE_STEPS,
    high_draw,
    lane_of,
    lanes_of,
    low_draw,
    random_word,
    uniform_of,
    word_of,
)
from houvast.market.kernels.review import begin_life
from houvast.market.kernels.stocks import count, place_in_cell


class Demography(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    last_age_months: int
    last_diploma_months: int
    turn_at_age: npt.NDArray[np.uint8]
    """Kind of event that comes with an age in months; nothing at most ages."""
    age_band_of_months: npt.NDArray[np.uint8]
    death_prob: npt.NDArray[np.float64]
    """By age band, per month."""
    death_bound: float
    """The largest of them, rounded up to a 16-bit step."""
    retirement_prob: npt.NDArray[np.float64]
    """By position."""
    diploma_share: npt.NDArray[np.float64]
    """Cumulative shares of final education."""


class Arrivals(NamedTuple):
    """What newcomers look like; cumulative shares, drawn by :func:`enter`."""

    age_months: npt.NDArray[np.int64]
    """Age of each newcomer of this month."""
    sex: npt.NDArray[np.float64]
    region: npt.NDArray[np.float64]
    education: npt.NDArray[np.float64]
    """(age band, education)"""
    occupation: npt.NDArray[np.float64]
    """(age band, education, occupation)"""
    sector: npt.NDArray[np.float64]
    """(occupation, sector)"""
    hours: npt.NDArray[np.float64]
    """(age band, sex, weekly hours)"""


@kernel
def decide(first, step, chunk_size, month, keys, persons, demography, buffers):
    """Decide who dies or has a turning age in chunks first, first + step, ...; nothing changes yet."""
    n_slots = len(persons.position)
    bound = np.uint64(demography.death_bound * LANE_STEPS)
    for chunk in range(first, len(buffers.chunk_count), step):
        start = chunk * chunk_size
        place = start
        stop = min(start + chunk_size, n_slots)
        position = persons.position[start:stop]
        birth_month = persons.birth_month[start:stop]
        word = lanes_of(month, start, keys[0])
        for offset in range(len(position)):
            if offset & LANE_MEMBERS == 0:
                word = lanes_of(month, start + offset, keys[0])
            if position[offset] == NOBODY:
                continue
            person = start + offset
            age = month - birth_month[offset]
            kind = demography.turn_at_age[age]
            if lane_of(word, offset) < bound and kind != LEAVES_BY_AGE:
                draw = uniform_of(month, person, keys[1]) * demography.death_bound
                if draw < demography.death_prob[demography.age_band_of_months[age]]:
                    kind = DIES
            if kind != NOTHING:
                buffers.person[place] = person
                buffers.kind[place] = kind
                place += 1
        buffers.chunk_count[chunk] = place - start


@kernel
def settle(
    n_events,
    month,
    keys,
    diploma_key,
    persons,
    employers,
    trace,
    cohort_month,
    vacated,
    arrivals,
    demography,
    income,
    stocks,
    cells,
    buffers,
):
    """Carry out what :func:`decide` found, in order of person number.

    ``keys`` are those of who someone is, what someone is trained for, and the rest.
    """
    for event in range(n_events):
        person = buffers.person[event]
        kind = buffers.kind[event]
        accrue(person, month, persons, income)
        count(person, -1, persons, stocks, cells)
        if kind in (DIES, LEAVES_BY_AGE):
            leave_post(person, persons, employers, vacated, buffers.tally, NONE, 0, True)
            persons.position[person] = NOBODY
            trace.cohort_position[person] = NOBODY
            trace.quarter_position[person] = NOBODY
            buffers.free_slot[buffers.free_count[0]] = person
            buffers.free_count[0] += 1
            buffers.tally[EXITS] += 1
            continue
        if kind in (FIRST_DIPLOMA, LAST_DIPLOMA):
            graduate(person, kind, month, diploma_key, keys[1], persons, arrivals, demography)
        elif kind == REACHES_AOW_AGE and persons.position[person] != RETIRED:
            draw = uniform_of(month, person, keys[2])
            if draw < demography.retirement_prob[persons.position[person]]:
                leave_post(person, persons, employers, vacated, buffers.tally, NONE, 0, True)
                stop_working(person, persons, month, RETIRED, trace, cohort_month)
                persons.benefit_end[person] = NONE
        place_in_cell(person, month, persons, stocks, cells)
        count(person, 1, persons, stocks, cells)


@inline
def graduate(person, kind, month, key, training_key, persons, arrivals, demography):
    """Give a diploma to who is due one; who then stops learning looks for work.

    The final level is a draw that belongs to the person (slot and month of birth),
    so first and last diploma agree without being stored.
    """
    draw = uniform_of(persons.birth_month[person], person, key)
    final = place_in(demography.diploma_share, draw)
    level = final if kind == LAST_DIPLOMA else min(final, 1)
    gained = level > persons.education[person]
    if gained:
        persons.education[person] = level
    finished = kind == LAST_DIPLOMA or final <= 1
    if not finished or persons.position[person] < FIRST_OUT_OF_WORK:
        return
    if gained:
        train_for(person, month, training_key, persons, arrivals, demography)
    if persons.position[person] == IN_EDUCATION:
        persons.position[person] = UNEMPLOYED
        persons.spell_start[person] = month


@inline
def train_for(person, month, key, persons, arrivals, demography):
    """Draw the occupation, sector and hours somebody of this age and education aims at."""
    band = demography.age_band_of_months[month - persons.birth_month[person]]
    word = word_of(month, person, key)
    education = persons.education[person]
    occupation = place_in(arrivals.occupation[band, education], low_draw(word))
    persons.occupation[person] = occupation
    persons.sector[person] = place_in(arrivals.sector[occupation], high_draw(word))
    spread = high_draw(random_word(word, key))
    persons.hours_wanted[person] = place_in(arrivals.hours[band, persons.sex[person]], spread)


@kernel
def enter(month, keys, persons, arrivals, demography, review, stocks, cells, buffers):
    """Let the newcomers of this month take free slots, the last freed first."""
    for newcomer in range(len(arrivals.age_months)):
        age = arrivals.age_months[newcomer]
        buffers.free_count[0] -= 1
        person = buffers.free_slot[buffers.free_count[0]]
        band = demography.age_band_of_months[age]
        word = word_of(month, person, keys[0])
        other_word = word_of(month, person, keys[2])
        persons.birth_month[person] = month - age
        persons.sex[person] = place_in(arrivals.sex, low_draw(word))
        persons.region[person] = place_in(arrivals.region, high_draw(word))
        persons.education[person] = place_in(arrivals.education[band], high_draw(other_word))
        young = age < demography.last_diploma_months
        persons.position[person] = IN_EDUCATION if young else OTHER_INACTIVE
        persons.wage_rank[person] = np.uint8(other_word & BYTE_MASK)
        persons.employer[person] = NONE
        persons.hours[person] = 0
        persons.job_start[person] = NONE
        persons.spell_start[person] = month
        persons.contract_end[person] = NONE
        persons.benefit_end[person] = NONE
        persons.experience_months[person] = 0
        train_for(person, month, keys[1], persons, arrivals, demography)
        begin_life(person, month, review, persons)
        place_in_cell(person, month, persons, stocks, cells)
        count(person, 1, persons, stocks, cells)
        buffers.tally[ENTRIES] += 1
