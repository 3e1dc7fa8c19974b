"""Leaving a job: the bookkeeping every process shares when a post is left behind.

In words
    Whoever leaves an employer leaves a post. Unless the employer wanted it gone,
    the post waits in the list of vacated posts; ``vacancies`` decides later in the
    month whether it is filled again. The chain of vacancies travels with the post.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    NONE,
    PERMANENT,
    POSTS_VACATED,
    SELF_EMPLOYED,
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
def leave_post(person, persons, employers, vacated, tally, chain, depth, keeps_post):
    """Take a person off the books of the employer, if there is one.

    ``keeps_post`` says whether the employer still has the post; ``chain`` and
    ``depth`` say which chain of vacancies it then continues (-1: a new one).
    """
    employer = persons.employer[person]
    if employer == NONE:
        return
    employers.headcount[employer] -= 1
    if persons.position[person] != PERMANENT:
        employers.flexible_headcount[employer] -= 1
    if keeps_post:
        place = vacated.in_use[0]
        vacated.employer[place] = employer
        vacated.occupation[place] = persons.occupation[person]
        vacated.chain[place] = chain
        vacated.depth[place] = depth
        vacated.person[place] = person
        vacated.in_use[0] = place + 1
        tally[POSTS_VACATED] += 1
    persons.employer[person] = NONE


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
def take_post(person, employer, contract, persons, employers, month):
    """Put a person on the books of an employer (or none, for a business of one's own)."""
    if persons.position[person] >= FIRST_OUT_OF_WORK:
        persons.spell_start[person] = month
    persons.position[person] = contract
    persons.job_start[person] = month
    persons.employer[person] = employer
    persons.benefit_end[person] = NONE
    if contract < SELF_EMPLOYED:
        employers.headcount[employer] += 1
        if contract != PERMANENT:
            employers.flexible_headcount[employer] += 1


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
