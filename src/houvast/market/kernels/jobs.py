"""Leaving a job: the bookkeeping every process shares when a post is left behind.

In words
    Whoever leaves an employer leaves a post. Unless the employer wanted it gone,
    the post waits in the list of vacated posts; ``vacancies`` decides later in the
    month whether it is filled again. The chain of vacancies travels with the post.

Order
    Every event has two sides. What it means for the person is done on many threads,
    for no two events are about the same person. What it means for employers is entered
    in their books afterwards, by one thread, in order of person number.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel, prefetch
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    FREES_SLOT,
    KEEPS_POST,
    LEAVES_BOOKS,
    NONE,
    PERMANENT,
    POSTS_VACATED,
    WAS_FLEXIBLE,
)
from houvast.market.kernels.random_bits import high_draw, low_draw, word_of


class Hours(NamedTuple):
    """The weekly hours that go with a job."""

    agreed: npt.NDArray[np.float64]
    """(contract, age band, sex, hours) cumulative, as people had them at the start."""
    guide: npt.NDArray[np.uint8]
    """(contract, age band, sex, 64): where to begin looking in the row of hours."""
    unmet_prob: float
    """Probability that somebody who gets fewer hours than wanted keeps the wish."""
    age_band_of_months: npt.NDArray[np.uint8]


@inline
def leave_post(event, person, persons, events, keeps_post):
    """Take a person from the employer, if there is one, and note it for the books; see :func:`keep_books`.

    ``keeps_post`` says whether the employer still has the post.
    """
    if persons.employer[person] == NONE:
        return
    note_for_books(event, person, LEAVES_BOOKS, persons, events)
    if keeps_post:
        events.effect[event] += KEEPS_POST
    persons.employer[person] = NONE


@inline
def note_for_books(event, person, effect, persons, events):
    """Note what an event means for the books of the present employer."""
    events.employer[event] = persons.employer[person]
    events.occupation[event] = persons.occupation[person]
    events.effect[event] += effect
    if persons.position[person] != PERMANENT:
        events.effect[event] += WAS_FLEXIBLE


@kernel
def keep_books(chunk_size, employers, vacated, events, buffers):
    """Enter in the books of employers what the events of a month mean for them, in order of person number.

    The post that a leaver's employer keeps waits in the list of vacated posts, at the start of a new chain.
    """
    for chunk in range(len(events.chunk_count)):
        first = chunk * chunk_size
        last = first + events.chunk_count[chunk]
        for event in range(first, last):
            if events.effect[event] > 0:
                prefetch(employers.headcount, max(events.employer[event], 0))
        for event in range(first, last):
            effect = events.effect[event]
            if effect > 0:
                leave_books(event, effect, NONE, 0, employers, vacated, events, buffers)


@inline
def leave_books(event, effect, chain, depth, employers, vacated, events, buffers):
    """Enter one event in the books of the employer that is left."""
    employer = events.employer[event]
    if effect & WAS_FLEXIBLE:
        employers.flexible_headcount[employer] -= 1
    if effect & LEAVES_BOOKS:
        employers.headcount[employer] -= 1
    if effect & KEEPS_POST:
        place = vacated.in_use[0]
        vacated.employer[place] = employer
        vacated.occupation[place] = events.occupation[event]
        vacated.chain[place] = chain
        vacated.depth[place] = depth
        vacated.person[place] = events.person[event]
        vacated.in_use[0] = place + 1
        buffers.tally[0, POSTS_VACATED] += 1
    if effect & FREES_SLOT:
        buffers.free_slot[buffers.free_count[0]] = events.person[event]
        buffers.free_count[0] += 1


@inline
def stop_working(person, persons, month, position, trace, cohort_month):
    """End the spell of employment of a person who goes to a position out of work.

    The months in work since the cohort started are added up here, so that nobody has to
    be looked at while nothing happens.
    """
    if persons.position[person] < FIRST_OUT_OF_WORK:
        persons.experience_months[person] += month - persons.spell_start[person]
        in_cohort = month - max(persons.spell_start[person], cohort_month + 1)
        trace.cohort_months_in_work[person] += max(in_cohort, 0)  # no cohort has begun during the burn-in
    persons.position[person] = position
    persons.spell_start[person] = month
    persons.job_start[person] = NONE
    persons.contract_end[person] = NONE
    persons.hours[person] = 0


@inline
def take_post(person, employer, contract, persons, month):
    """Give a person a post with an employer (or none, for a business of one's own)."""
    if persons.position[person] >= FIRST_OUT_OF_WORK:
        persons.spell_start[person] = month
        persons.search_start[person] = NONE
    persons.position[person] = contract
    persons.job_start[person] = month
    persons.employer[person] = employer
    persons.benefit_end[person] = NONE


@inline
def agree_hours(person, month, key, persons, hours):
    """Agree on weekly hours under the present contract, and on what stays wanted."""
    word = word_of(month, person, key)
    age_band = hours.age_band_of_months[month - persons.birth_month[person]]
    contract, sex = persons.position[person], persons.sex[person]
    guide = hours.guide[contract, age_band, sex]
    agreed = place_by_guide(hours.agreed[contract, age_band, sex], guide, high_draw(word))
    persons.hours[person] = agreed
    if persons.hours_wanted[person] <= agreed or low_draw(word) >= hours.unmet_prob:
        persons.hours_wanted[person] = agreed


GUIDE_STEPS = 64
"""Entries of a guide table per row of cumulative weights."""


@inline
def place_by_guide(cumulative, guide, draw):
    """Return what :func:`place_in` returns, starting from a guide instead of halving.

    ``guide[k]`` is the place for a draw of k / 64; the true place lies at or just after it.
    """
    place = np.int64(guide[np.int64(draw * GUIDE_STEPS)])
    target = draw * cumulative[len(cumulative) - 1]
    while place < len(cumulative) - 1 and cumulative[place] <= target:
        place += 1
    return place


@kernel
def add_up(moves, pull, weights):
    """Set ``weights`` to ``moves`` times the pull of their target, cumulative along rows."""
    for origin in range(len(moves)):
        total = 0.0
        for target in range(len(pull)):
            total += moves[origin, target] * pull[target]
            weights[origin, target] = total


@kernel
def fill_guide(weights, guide):
    """Fill ``guide`` (rows, 64) for the cumulative weights of every row."""
    for row in range(len(weights)):
        last = len(weights[row]) - 1
        place = 0
        for step in range(GUIDE_STEPS):
            target = (step / GUIDE_STEPS) * weights[row, last]
            while place < last and weights[row, place] <= target:
                place += 1
            guide[row, step] = place


@inline
def place_in(cumulative, draw):
    """Return the first place whose cumulative share exceeds ``draw`` (binary search)."""
    low = 0
    high = len(cumulative) - 1
    target = draw * cumulative[high]
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] > target:
            high = middle
        else:
            low = middle + 1
    return low
