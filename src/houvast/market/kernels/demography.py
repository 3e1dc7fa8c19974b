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
    First in the month. ``find_turns`` only reads; it and ``settle`` may run on many
    threads; ``enter`` goes by the order in which slots came free. Who dies is decided
    by ``risks`` and carried out with the ends of jobs.

Parameters
    ``mortality_prob_per_year``, ``net_migration_thousand_per_year``,
    ``aow_age_months``, ``retirement_at_aow_age_prob``,
    ``education_share_young_entrants``, ``diploma_age_months``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import AHEAD, inline, kernel, prefetch
from houvast.market.kernels._threads import shared
from houvast.market.kernels.codes import (
    ENTRIES,
    EXITS,
    FIRST_DIPLOMA,
    FIRST_OUT_OF_WORK,
    FREES_SLOT,
    IN_EDUCATION,
    LAST_DIPLOMA,
    LEAVES_BY_AGE,
    NOBODY,
    NONE,
    OTHER_INACTIVE,
    REACHES_AOW_AGE,
    RETIRED,
    UNEMPLOYED,
)
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import leave_post, place_in, stop_working
from houvast.market.kernels.random_bits import (
    BYTE_MASK,
    high_draw,
    low_draw,
    random_word,
    uniform_of,
    word_of,
)
from houvast.market.kernels.review import begin_life
from houvast.market.kernels.stocks import count_in, count_out, leave_stocks, place_in_cell


class Demography(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    last_age_months: int
    last_diploma_months: int
    turn_at_age: npt.NDArray[np.uint8]
    """Kind of event that comes with an age in months; nothing at most ages."""
    next_turn_age: npt.NDArray[np.int16]
    """By age in months: the first later age with which something comes."""
    age_band_of_months: npt.NDArray[np.uint8]
    death_prob: npt.NDArray[np.float64]
    """By age band, per month."""
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


@shared
def find_turns(thread, n_threads, chunk_size, month, persons, stocks, demography, turns, buffers):
    """Find who reaches an age that matters in every ``n_threads``-th chunk; nothing changes yet."""
    picked = buffers.picked[thread]
    n_slots = len(stocks.due)
    for chunk in range(thread, len(turns.chunk_count), n_threads):
        start = chunk * chunk_size
        place = start
        due = stocks.due[start : min(start + chunk_size, n_slots)]
        n_picked = 0
        for offset in range(len(due)):
            picked[n_picked] = offset
            n_picked += due[offset] <= month
        for pick in range(-AHEAD, n_picked):
            if pick + AHEAD < n_picked:
                prefetch(persons.position, start + picked[pick + AHEAD])
            if pick < 0:
                continue
            person = start + picked[pick]
            if stocks.turn_month[person] <= month:
                turns.person[place] = person
                turns.kind[place] = demography.turn_at_age[month - persons.birth_month[person]]
                place += 1
        turns.chunk_count[chunk] = place - start


@shared
def settle(
    thread,
    n_threads,
    chunk_size,
    month,
    keys,
    diploma_key,
    persons,
    trace,
    cohort_month,
    arrivals,
    demography,
    income,
    stocks,
    cells,
    turns,
    buffers,
):
    """Carry out what comes with an age for the people of every ``n_threads``-th chunk.

    ``keys`` are those of who someone is, what someone is trained for, and the rest. What it means
    for employers is noted for :func:`houvast.market.kernels.jobs.keep_books`.
    """
    for chunk in range(thread, len(turns.chunk_count), n_threads):
        first = chunk * chunk_size
        last = first + turns.chunk_count[chunk]
        for event in range(first - AHEAD, last):
            if event + AHEAD < last:
                ahead = turns.person[event + AHEAD]
                prefetch(persons.position, ahead)
                prefetch(stocks.hazard, ahead)
            if event < first:
                continue
            person = turns.person[event]
            kind = turns.kind[event]
            turns.effect[event] = 0
            accrue(person, month, persons, income)
            count_out(thread, chunk, person, persons, stocks, cells)
            if kind == LEAVES_BY_AGE:
                leave_population(event, person, persons, trace, stocks, turns, buffers.tally[thread])
                continue
            if kind in (FIRST_DIPLOMA, LAST_DIPLOMA):
                graduate(person, kind, month, diploma_key, keys[1], persons, arrivals, demography)
            elif kind == REACHES_AOW_AGE and persons.position[person] != RETIRED:
                draw = uniform_of(month, person, keys[2])
                if draw < demography.retirement_prob[persons.position[person]]:
                    leave_post(event, person, persons, turns, True)
                    stop_working(person, persons, month, RETIRED, trace, cohort_month)
                    persons.benefit_end[person] = NONE
            place_in_cell(person, month, persons, stocks, cells, demography.next_turn_age)
            count_in(thread, person, month, persons, stocks, cells)


@inline
def leave_population(event, person, persons, trace, stocks, events, tally):
    """Let go of a person who was counted out, by age or death; the books get the slot back."""
    leave_post(event, person, persons, events, True)
    events.effect[event] += FREES_SLOT
    persons.position[person] = NOBODY
    trace.cohort_position[person] = NOBODY
    leave_stocks(person, stocks)
    tally[EXITS] += 1


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
        persons.search_start[person] = NONE


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
        persons.search_start[person] = NONE
        persons.contract_end[person] = NONE
        persons.benefit_end[person] = NONE
        persons.experience_months[person] = 0
        train_for(person, month, keys[1], persons, arrivals, demography)
        begin_life(person, month, review, persons)
        place_in_cell(person, month, persons, stocks, cells, demography.next_turn_age)
        count_in(0, person, month, persons, stocks, cells)
        buffers.tally[0, ENTRIES] += 1
