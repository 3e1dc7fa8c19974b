"""Search: who looks for work, where, and for which vacancy.

In words
    The unemployed look every month, until some give up. People in work look when
    their contract, tenure and age make it likely. Some people outside the labour
    force start to look. Each looks in an occupation near the own one, mostly in the
    own region, and applies for one post there; posts that employers fill through people
    they know are found sooner than advertised ones. People in work only apply for
    something better paid or more secure, or, some of them, for other reasons. The
    employer screens: long spells out of work, age and a level of education that does not
    fit lower the chance of being considered.

Equations
    weight of a post: w when it is filled through the network, 1 when it is advertised;
    weight of occupation p for somebody from o: A(o, p) * vacancy rate(p), with
    A = (1 - k) * A_diploma + k * A_skills and k the degree of skills-based hiring;
    P(considered) = screening(spell) * screening(age) * fit(education, p), with fit at most 1.

Order
    Sixth in the month. ``risks`` finds who looks; ``choose`` finds the vacancy, reads
    only and may run on many threads.

Parameters
    ``on_the_job_search_prob_per_month`` and factors, ``inactive_search_prob_per_month``,
    ``giving_up_prob_per_month``, ``giving_up_with_ww_factor``, ``skills_based_hiring_share``, ``own_region_share``,
    ``network_finding_weight``, ``moves_for_other_reasons_share``,
    ``screening_*``, ``mobility_skills``, ``mobility_diploma``, ``regulated_occupation``.

Reference
    R. M. del Rio-Chanona et al. (2021), J. R. Soc. Interface 18: 20200898.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import AHEAD, inline, prefetch
from houvast.market.kernels._threads import shared
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    GIVES_UP,
    N_POSITIONS,
    NONE,
    NOTHING,
    SEEKS,
    SEEKS_LONG,
    SEEKS_ONCE,
    STARTS_SEEKING,
    UNEMPLOYED,
)
from houvast.market.kernels.feedback import Feedback, consideration
from houvast.market.kernels.jobs import place_by_guide, place_in
from houvast.market.kernels.random_bits import (
    high_draw,
    low_draw,
    uniform_of,
    word_of,
)


class Seeking(NamedTuple):
    """Who looks for work: parameters of a month, looked up and put in arrays."""

    tenure_band_of_months: npt.NDArray[np.uint8]
    spell_band_of_months: npt.NDArray[np.uint8]
    on_the_job_prob: npt.NDArray[np.float64]
    """(contract, tenure band, age band)"""
    start_prob: npt.NDArray[np.float64]
    """(inactive reason, age band, education)"""
    give_up_prob: npt.NDArray[np.float64]
    """(spell band, age band)"""
    give_up_with_ww: float
    """Factor on giving up while WW lasts, which obliges people to look for work."""
    keeps_seeking_prob: npt.NDArray[np.float64]
    """By age band: whether somebody from outside the labour force goes on who is not hired at once."""
    long_term_months: int
    """Spell from which unemployment is called long."""


class Search(NamedTuple):
    """Where people look and who is considered: parameters of a month, looked up and put in arrays."""

    age_band_of_months: npt.NDArray[np.uint8]
    spell_band_of_months: npt.NDArray[np.uint8]
    occupation_weight: npt.NDArray[np.float64]
    """(occupation of origin, occupation) cumulative."""
    occupation_guide: npt.NDArray[np.uint8]
    """(occupation of origin, 64): where to begin looking in the row of weights."""
    own_region_share: float
    network_weight: float
    """How much more easily a post is found that employers fill through people they know."""
    region: npt.NDArray[np.float64]
    """Cumulative, for those who look elsewhere."""
    screening_by_spell: npt.NDArray[np.float64]
    """By spell band for the unemployed; then the employed; then the inactive by reason."""
    screening_by_age: npt.NDArray[np.float64]
    fit: npt.NDArray[np.float64]
    """(education, occupation)"""
    value: npt.NDArray[np.float64]
    """(occupation, wage rank): wage in EUR per hour."""
    contract_value: npt.NDArray[np.float64]
    """By contract: what a euro of wage is worth under that form."""
    other_reasons_share: float
    """Share of people in work whom pay and security do not hold back from an offer."""
    feedback: Feedback


@inline
def looks_on_the_job(position, tenure, age_band, effort, draw, seeking):
    """Return whether a person in work looks for other work, given one draw, and what is left of the draw."""
    edge = effort * seeking.on_the_job_prob[position, seeking.tenure_band_of_months[tenure], age_band]
    return draw < edge, draw - edge


@inline
def looks_out_of_work(person, position, month, age_band, draw, persons, seeking):
    """Return whether and how a person out of work looks for work, given what is left of one draw."""
    if position == UNEMPLOYED:
        spell_months = month - persons.spell_start[person]
        prob = seeking.give_up_prob[seeking.spell_band_of_months[spell_months], age_band]
        if month < persons.benefit_end[person]:
            prob *= seeking.give_up_with_ww
        if draw < prob:
            return GIVES_UP
        return SEEKS_LONG if spell_months >= seeking.long_term_months else SEEKS
    edge = seeking.start_prob[position - FIRST_OUT_OF_WORK - 1, age_band, persons.education[person]]
    if draw >= edge:
        return NOTHING
    return STARTS_SEEKING if draw < edge * seeking.keeps_seeking_prob[age_band] else SEEKS_ONCE


@shared
def choose(
    thread,
    n_threads,
    chunk_size,
    month,
    keys,
    n_regions,
    cell_start,
    persons,
    vacancies,
    listing,
    search,
    seekers,
    applications,
    vacancy_of,
):
    """List the applications of the seekers of every ``n_threads``-th chunk: one each, where one is considered.

    In rounds, so that each can ask for the rows that the next one reads.
    """
    for chunk in range(thread, len(seekers.chunk_count), n_threads):
        first = chunk * chunk_size
        last = first + seekers.chunk_count[chunk]
        end = first
        for seeker in range(first - AHEAD, last):
            if seeker + AHEAD < last:
                prefetch(persons.position, seekers.person[seeker + AHEAD])
            if seeker < first:
                continue
            person = seekers.person[seeker]
            place = place_of_choice(person, month, keys, n_regions, cell_start, persons, search)
            if place != NONE:
                prefetch(listing.order, place)
                applications.person[end] = person
                vacancy_of[end] = place
                end += 1
        for application in range(first, end):
            vacancy_of[application] = listing.order[vacancy_of[application]]
            prefetch(vacancies.winner, vacancy_of[application])
        kept = first
        for application in range(first, end):
            person, vacancy = applications.person[application], vacancy_of[application]
            wanted = persons.position[person] >= FIRST_OUT_OF_WORK
            if not wanted and persons.employer[person] != vacancies.employer[vacancy]:
                other_reasons = uniform_of(month, person, keys[2]) < search.other_reasons_share
                wanted = other_reasons or better(person, vacancy, persons, vacancies, search)
            if wanted:
                applications.person[kept] = person
                vacancy_of[kept] = vacancy
                kept += 1
        applications.chunk_count[chunk] = kept - first


@inline
def place_of_choice(person, month, keys, n_regions, cell_start, persons, search):
    """Return the place, in the vacancies sorted by cell, of the one that a person is considered for, or none."""
    other = word_of(month, person, keys[1])
    # Whom no employer would consider for any occupation needs no vacancy: most seekers stop here.
    chance = considered(person, month, persons, search)
    if low_draw(other) >= chance:
        return NONE
    weight = search.occupation_weight[persons.occupation[person]]
    if weight[len(weight) - 1] == 0.0:
        return NONE
    word = word_of(month, person, keys[0])
    guide = search.occupation_guide[persons.occupation[person]]
    occupation = place_by_guide(weight, guide, high_draw(word))
    if low_draw(other) >= chance * search.fit[persons.education[person], occupation]:
        return NONE
    region = np.int64(persons.region[person])
    draw = high_draw(other)
    if draw >= search.own_region_share:
        rest = (draw - search.own_region_share) / (1.0 - search.own_region_share)
        region = place_in(search.region, rest)
    return place_in_region(occupation, region, low_draw(word), n_regions, cell_start, search.network_weight)


@inline
def place_in_region(occupation, region, draw, n_regions, cell_start, network_weight):
    """Return the place of a vacancy in an occupation and region, or none; posts in the network weigh more.

    Where the region has none, any other region counts, and one kind of post comes after the other there: small
    runs would otherwise find empty cells that the country does not have.
    """
    cell = (occupation * n_regions + region) * 2
    hidden = cell_start[cell]
    advertised = cell_start[cell + 1]
    end = cell_start[cell + 2]
    if hidden == end:
        first = cell_start[occupation * n_regions * 2]
        n_open = cell_start[(occupation + 1) * n_regions * 2] - first
        return first + np.int64(draw * n_open) if n_open > 0 else NONE
    n_hidden = advertised - hidden
    weight = network_weight * n_hidden + (end - advertised)
    if weight == 0.0:
        return NONE
    target = draw * weight
    if target < network_weight * n_hidden:
        return hidden + np.int64(target / network_weight)
    return advertised + np.int64(target - network_weight * n_hidden)


@inline
def considered(person, month, persons, search):
    """Return the probability that an employer considers a person whose education fits."""
    position = persons.position[person]
    age_band = search.age_band_of_months[month - persons.birth_month[person]]
    if position == UNEMPLOYED:
        row = np.int64(search.spell_band_of_months[month - persons.spell_start[person]])
    else:  # people in work share the row before those of the inactive
        row = len(search.screening_by_spell) - N_POSITIONS + np.int64(max(position, UNEMPLOYED))
    chance = search.screening_by_spell[row] * search.screening_by_age[age_band]
    return chance * consideration(person, month, persons, search.feedback)


@inline
def better(person, vacancy, persons, vacancies, search):
    """Return whether a vacancy pays more than the present job, security included."""
    own = search.value[persons.occupation[person], persons.wage_rank[person]]
    own *= search.contract_value[persons.position[person]]
    offer = search.value[vacancies.occupation[vacancy], vacancies.wage_rank[vacancy]]
    offer *= search.contract_value[vacancies.contract[vacancy]]
    return offer > own
