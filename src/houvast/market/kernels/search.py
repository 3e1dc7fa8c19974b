"""Search: who looks for work, where, and for which vacancy.

In words
    The unemployed look every month, until some give up. People in work look when
    their contract, tenure and age make it likely. Some people outside the labour
    force start to look. Each looks in an occupation near the own one, mostly in the
    own region, and applies for one vacancy there. People in work only apply for
    something better. The employer screens: long spells out of work, age and a level
    of education that does not fit lower the chance of being considered.

Equations
    weight of occupation p for somebody from o: A(o, p) * vacancy rate(p), with
    A = (1 - k) * A_diploma + k * A_skills and k the degree of skills-based hiring;
    P(considered) = screening(spell) * screening(age) * fit(education, p), with fit at most 1.

Order
    Fifth in the month. ``decide`` finds who looks; ``choose`` finds the vacancy.
    Both only read and may run on many threads.

Parameters
    ``on_the_job_search_prob_per_month`` and factors, ``inactive_search_prob_per_month``,
    ``giving_up_prob_per_month``, ``skills_based_hiring_share``, ``own_region_share``,
    ``screening_*``, ``mobility_skills``, ``mobility_diploma``, ``regulated_occupation``.

Reference
    R. M. del Rio-Chanona et al. (2021), J. R. Soc. Interface 18: 20200898.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    GIVES_UP,
    NOBODY,
    NONE,
    NOTHING,
    SEEKS,
    SEEKS_ON_THE_JOB,
    STARTS_SEEKING,
    UNEMPLOYED,
)
from houvast.market.kernels.jobs import place_by_guide, place_in
from houvast.market.kernels.random_bits import (
    LANE_MEMBERS,
    LANE_STEPS,
    high_draw,
    lane_of,
    lanes_of,
    low_draw,
    uniform_of,
    word_of,
)


class Search(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    age_band_of_months: npt.NDArray[np.uint8]
    tenure_band_of_months: npt.NDArray[np.uint8]
    spell_band_of_months: npt.NDArray[np.uint8]
    on_the_job_prob: npt.NDArray[np.float64]
    """(contract, tenure band, age band)"""
    start_prob: npt.NDArray[np.float64]
    """(inactive reason, age band, education)"""
    give_up_prob: npt.NDArray[np.float64]
    """(spell band, age band)"""
    bound: npt.NDArray[np.uint32]
    """(position, person cell): largest probability of looking, rounded up to 16-bit steps."""
    largest_bound: npt.NDArray[np.uint32]
    """By position: the largest of its bounds, read before the cell is."""
    occupation_weight: npt.NDArray[np.float64]
    """(occupation of origin, occupation) cumulative."""
    occupation_guide: npt.NDArray[np.uint8]
    """(occupation of origin, 256): where to begin looking in the row of weights."""
    own_region_share: float
    region: npt.NDArray[np.float64]
    """Cumulative, for those who look elsewhere."""
    screening_by_spell: npt.NDArray[np.float64]
    """By spell band for the unemployed; then the employed; then the inactive."""
    screening_by_age: npt.NDArray[np.float64]
    fit: npt.NDArray[np.float64]
    """(education, occupation)"""
    value: npt.NDArray[np.float64]
    """(occupation, wage rank): wage in EUR per hour."""
    contract_value: npt.NDArray[np.float64]
    """By contract: what a euro of wage is worth under that form."""


@kernel
def decide(first, step, chunk_size, month, keys, persons, stocks, search, buffers):
    """Find who looks for work in chunks first, first + step, ...; nothing changes yet."""
    n_slots = len(persons.position)
    for chunk in range(first, len(buffers.chunk_count), step):
        start = chunk * chunk_size
        place = start
        position_of = persons.position[start : min(start + chunk_size, n_slots)]
        word = lanes_of(month, start, keys[0])
        for offset in range(len(position_of)):
            if offset & LANE_MEMBERS == 0:
                word = lanes_of(month, start + offset, keys[0])
            position = position_of[offset]
            if position == NOBODY:
                continue
            lane = lane_of(word, offset)
            if lane >= search.largest_bound[position]:
                continue
            person = start + offset
            bound = search.bound[position, stocks.cell[person]]
            if lane >= bound:
                continue
            draw = uniform_of(month, person, keys[1]) * (bound / LANE_STEPS)
            kind = kind_of_search(person, position, month, draw, persons, search)
            if kind != NOTHING:
                buffers.person[place] = person
                buffers.kind[place] = kind
                place += 1
        buffers.chunk_count[chunk] = place - start


@inline
def kind_of_search(person, position, month, draw, persons, search):
    """Return whether and how a person looks for work this month, given one draw."""
    age_band = search.age_band_of_months[month - persons.birth_month[person]]
    if position < FIRST_OUT_OF_WORK:
        tenure_band = search.tenure_band_of_months[month - persons.job_start[person]]
        if draw < search.on_the_job_prob[position, tenure_band, age_band]:
            return SEEKS_ON_THE_JOB
        return NOTHING
    if position == UNEMPLOYED:
        spell_band = search.spell_band_of_months[month - persons.spell_start[person]]
        if draw < search.give_up_prob[spell_band, age_band]:
            return GIVES_UP
        return SEEKS
    if draw < search.start_prob[position - FIRST_OUT_OF_WORK - 1, age_band, persons.education[person]]:
        return STARTS_SEEKING
    return NOTHING


@kernel
def choose(first, last, month, keys, n_regions, cell_start, persons, vacancies, search, buffers):
    """Find the vacancy that seekers ``first`` to ``last`` are considered for, or none."""
    for seeker in range(first, last):
        buffers.vacancy[seeker] = NONE
        if buffers.kind[seeker] == GIVES_UP:
            continue
        person = buffers.person[seeker]
        other = word_of(month, person, keys[1])
        # Whom no employer would consider for any occupation needs no vacancy: most seekers stop here.
        chance = considered(person, month, persons, search)
        if low_draw(other) >= chance:
            continue
        weight = search.occupation_weight[persons.occupation[person]]
        if weight[len(weight) - 1] == 0.0:
            continue
        word = word_of(month, person, keys[0])
        guide = search.occupation_guide[persons.occupation[person]]
        occupation = place_by_guide(weight, guide, high_draw(word))
        if low_draw(other) >= chance * search.fit[persons.education[person], occupation]:
            continue
        region = np.int64(persons.region[person])
        draw = high_draw(other)
        if draw >= search.own_region_share:
            rest = (draw - search.own_region_share) / (1.0 - search.own_region_share)
            region = place_in(search.region, rest)
        first_open, n_open = open_in(occupation, region, n_regions, cell_start)
        if n_open == 0:
            continue
        vacancy = vacancies.order[first_open + np.int64(low_draw(word) * n_open)]
        if persons.position[person] < FIRST_OUT_OF_WORK:
            if not better(person, vacancy, persons, vacancies, search):
                continue
        buffers.vacancy[seeker] = vacancy


@inline
def open_in(occupation, region, n_regions, cell_start):
    """Return first place and number of vacancies in an occupation and region.

    Where the region has none, the whole country counts: small runs would otherwise find
    empty cells that the country does not have.
    """
    cell = occupation * n_regions + region
    n_open = cell_start[cell + 1] - cell_start[cell]
    if n_open > 0:
        return cell_start[cell], n_open
    first = cell_start[occupation * n_regions]
    return first, cell_start[(occupation + 1) * n_regions] - first


@inline
def considered(person, month, persons, search):
    """Return the probability that an employer considers a person whose education fits."""
    position = persons.position[person]
    age_band = search.age_band_of_months[month - persons.birth_month[person]]
    row = np.int64(len(search.screening_by_spell) - 1)
    if position < FIRST_OUT_OF_WORK:
        row -= 1
    elif position == UNEMPLOYED:
        row = np.int64(search.spell_band_of_months[month - persons.spell_start[person]])
    return search.screening_by_spell[row] * search.screening_by_age[age_band]


@inline
def better(person, vacancy, persons, vacancies, search):
    """Return whether a vacancy pays more than the present job, security included."""
    own = search.value[persons.occupation[person], persons.wage_rank[person]]
    own *= search.contract_value[persons.position[person]]
    offer = search.value[vacancies.occupation[vacancy], vacancies.wage_rank[vacancy]]
    offer *= search.contract_value[vacancies.contract[vacancy]]
    return offer > own and persons.employer[person] != vacancies.employer[vacancy]
