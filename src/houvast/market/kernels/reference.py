"""Reference: a step of the published occupation model, person by person.

In words
    Whoever works may lose the job, and the post may open a vacancy. Whoever is unemployed at the start of the step
    applies to one vacancy; a vacancy takes one of its applicants, each with the same chance. Jobs lost and
    vacancies opened in this step take part from the next step on.

Equations
    P(separated) and P(opened) by occupation: see ``houvast.market.meanfield.event_shares``;
    P(applies to occupation j from i) = A_ij v_j / sum_k A_ik v_k, then any vacancy of j with the same chance;
    expected hires in j: v_j (1 - (1 - 1/v_j)^s_j), for large v_j the urn-ball form of the mean field.

Order
    `weigh_targets`, `fill_urns`, `live`, `hire`. In `live` everyone is visited once and changes only themselves,
    so the order of persons does not matter; a vacancy goes to the applicant with the highest draw.

Reference
    R.M. del Rio-Chanona et al. (2021), J. R. Soc. Interface 18: 20200898, sections 2.2 to 2.4.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.random_bits import high_draw, low_draw, uniform_of, word_of

EMPLOYED = -1
"""In place of the step in which a spell of unemployment began."""

SINCE_BEFORE = -2
"""Unemployed since before the start: never counted as long-term unemployed."""

NOBODY = -1
NO_VACANCY = -1


class People(NamedTuple):
    """Everyone in the labour force."""

    occupation: npt.NDArray[np.int32]
    """Present, or that of the last job."""
    spell_start: npt.NDArray[np.int32]
    """Step in which unemployment began, EMPLOYED or SINCE_BEFORE."""


class Reach(NamedTuple):
    """Where each occupation can apply: rows of targets. Occupations may share a row."""

    row_of: npt.NDArray[np.int64]
    row_start: npt.NDArray[np.int64]
    """Length rows + 1."""
    target: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]
    cumulative: npt.NDArray[np.float64]
    """Weight times vacancies, running sum within the row; written anew each step."""


class Urns(NamedTuple):
    """One place per vacancy, those of an occupation side by side."""

    occupation: npt.NDArray[np.int32]
    winner: npt.NDArray[np.int64]
    priority: npt.NDArray[np.uint64]


class Tally(NamedTuple):
    """What happened in a step, by occupation [persons, vacancies]."""

    separated: npt.NDArray[np.int64]
    opened: npt.NDArray[np.int64]
    hired: npt.NDArray[np.int64]
    left: npt.NDArray[np.int64]
    """Out of unemployment, by last occupation."""
    long_term: npt.NDArray[np.int64]
    """Long-term unemployed after the step."""


@kernel
def weigh_targets(reach, vacancies):
    """Set the running sums of weight times vacancies."""
    for row in range(len(reach.row_start) - 1):
        total = 0.0
        for edge in range(reach.row_start[row], reach.row_start[row + 1]):
            total += reach.weight[edge] * vacancies[reach.target[edge]]
            reach.cumulative[edge] = total


@kernel
def fill_urns(vacancies, urns):
    """Write out the vacancies of each occupation, without applicants."""
    place = 0
    for occupation in range(len(vacancies)):
        for _ in range(vacancies[occupation]):
            urns.occupation[place] = occupation
            urns.winner[place] = NOBODY
            place += 1


@kernel
def live(step, long_term_steps, keys, people, separation_prob, opening_prob, reach, vacancies, first_urn, urns, tally):
    """Visit everyone once: jobs end, posts open vacancies, the unemployed apply."""
    for person in range(len(people.occupation)):
        occupation = people.occupation[person]
        start = people.spell_start[person]
        if start == EMPLOYED:
            word = word_of(step, person, keys[0])
            if low_draw(word) < opening_prob[occupation]:
                tally.opened[occupation] += 1
            if high_draw(word) < separation_prob[occupation]:
                tally.separated[occupation] += 1
                people.spell_start[person] = step
        else:
            if is_long_term(step, start, long_term_steps):
                tally.long_term[occupation] += 1
            draw = uniform_of(step, person, keys[1])
            urn = chosen_urn(draw, occupation, reach, vacancies, first_urn)
            if urn != NO_VACANCY:
                number = word_of(step, person, keys[2])
                if urns.winner[urn] == NOBODY or number > urns.priority[urn]:
                    urns.winner[urn] = person
                    urns.priority[urn] = number


@kernel
def hire(step, long_term_steps, n_urns, people, urns, tally):
    """Give each vacancy that was applied to its winner."""
    for urn in range(n_urns):
        person = urns.winner[urn]
        if person != NOBODY:
            origin = people.occupation[person]
            if is_long_term(step, people.spell_start[person], long_term_steps):
                tally.long_term[origin] -= 1
            tally.left[origin] += 1
            tally.hired[urns.occupation[urn]] += 1
            people.occupation[person] = urns.occupation[urn]
            people.spell_start[person] = EMPLOYED


@inline
def is_long_term(step, start, long_term_steps):
    """Return whether a spell that began in step ``start`` counts as long in ``step``."""
    return start >= 0 and step - start >= long_term_steps


@inline
def chosen_urn(draw, occupation, reach, vacancies, first_urn):
    """Return the vacancy an unemployed person applies to, by one draw; none if none can be reached."""
    row = reach.row_of[occupation]
    first = reach.row_start[row]
    last = reach.row_start[row + 1] - 1
    if last < first or reach.cumulative[last] <= 0:
        return NO_VACANCY
    mark = draw * reach.cumulative[last]
    edge = first_above(mark, first, last, reach.cumulative)
    below = 0.0
    if edge > first:
        below = reach.cumulative[edge - 1]
    # What is left of the draw within the edge is itself a draw, and picks one of the vacancies there.
    share = (mark - below) / (reach.cumulative[edge] - below)
    target = reach.target[edge]
    return first_urn[target] + min(int(share * vacancies[target]), vacancies[target] - 1)


@inline
def first_above(mark, first, last, cumulative):
    """Return the first place from ``first`` to ``last`` whose running sum exceeds ``mark``."""
    while first < last:
        middle = (first + last) // 2
        if cumulative[middle] > mark:
            last = middle
        else:
            first = middle + 1
    return first
