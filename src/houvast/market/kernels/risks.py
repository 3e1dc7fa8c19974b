"""Risks: the one thing that happens to a person this month, if anything does.

In words
    In a month a person may die, lose or leave a job, look for other work, or get another
    contract. These are competing risks: one of them happens, or none. Terms that run out
    come at their date and go before the rest. What is decided here is carried out later in
    the month, each by its own process: ``separations``, ``search``, ``contracts``.

Equation
    The probabilities lie side by side on [0, 1) and one draw decides. They come from the
    processes; here they are only put next to each other.

Method
    Thinning. Every person has a bound: the largest probability, for people of this position
    and kind, that anything happens at all. A 16-bit draw against it picks those who are
    looked at; given that somebody is picked, a second draw is even below the bound. So the
    many to whom nothing happens cost four bytes of memory and a quarter of a random word.

Order
    Third in the month, after employers have made their plans. Only reads the state and may
    run on many threads.

Reference
    Thinning: P. Lewis and G. Shedler (1979), Naval Research Logistics Quarterly 26(3).
"""

from __future__ import annotations

import numpy as np

from houvast.market.kernels._compile import AHEAD, inline, prefetch
from houvast.market.kernels._threads import shared
from houvast.market.kernels.codes import (
    DIES,
    FIRST_CONTRACT_KIND,
    FIRST_OUT_OF_WORK,
    FIRST_SEARCH_KIND,
    NOBODY,
    NONE,
    NOTHING,
    SEEKS_ON_THE_JOB,
    STARTS_BUSINESS,
)
from houvast.market.kernels.contracts import change_of_contract
from houvast.market.kernels.feedback import search_effort
from houvast.market.kernels.random_bits import LANE_MEMBERS, LANE_STEPS, lanes_of, uniform_of
from houvast.market.kernels.search import looks_on_the_job, looks_out_of_work
from houvast.market.kernels.separations import end_of_job, end_of_term


@shared
def decide(
    thread,
    n_threads,
    chunk_size,
    month,
    keys,
    persons,
    employers,
    lays_off,
    stocks,
    rates,
    ends,
    seekers,
    changes,
    buffers,
):
    """Decide what happens to the people of every ``n_threads``-th chunk; nothing changes yet.

    ``keys`` are those of who is picked, of what happens, and of terms; ``rates`` the parameters of
    demography, separations, search, contracts and feedback. What happens goes to the list of the process that
    carries it out.
    """
    word = buffers.word[thread]
    lane = buffers.lane[thread]
    picked = buffers.picked[thread]
    n_slots = len(stocks.hazard)
    for chunk in range(thread, len(ends.chunk_count), n_threads):
        start = chunk * chunk_size
        stop = min(start + chunk_size, n_slots)
        for place in range((stop - start + LANE_MEMBERS) // (LANE_MEMBERS + 1)):
            word[place] = lanes_of(month, start + place * (LANE_MEMBERS + 1), keys[0])
        hazard = stocks.hazard[start:stop]
        due = stocks.due[start:stop]
        n_picked = 0
        for offset in range(len(hazard)):
            picked[n_picked] = offset
            n_picked += (lane[offset] <= hazard[offset]) | (due[offset] <= month)
        n_ends, n_seekers, n_changes = start, start, start
        for pick in range(-AHEAD, n_picked):
            if pick + AHEAD < n_picked:
                prefetch(persons.position, start + picked[pick + AHEAD])
            if pick < 0:
                continue
            offset = picked[pick]
            person = start + offset
            at_risk = lane[offset] <= hazard[offset]
            kind = what_happens(person, at_risk, hazard[offset], month, keys, persons, employers, lays_off, rates)
            if kind == NOTHING:
                continue
            if kind < FIRST_SEARCH_KIND:
                ends.person[n_ends] = person
                ends.kind[n_ends] = kind
                n_ends += 1
            elif kind < FIRST_CONTRACT_KIND:
                seekers.person[n_seekers] = person
                seekers.kind[n_seekers] = kind
                n_seekers += 1
            else:
                changes.person[n_changes] = person
                changes.kind[n_changes] = kind
                n_changes += 1
        ends.chunk_count[chunk] = n_ends - start
        seekers.chunk_count[chunk] = n_seekers - start
        changes.chunk_count[chunk] = n_changes - start


@inline
def what_happens(person, at_risk, hazard, month, keys, persons, employers, lays_off, rates):
    """Return the one thing that happens to a person this month, or nothing."""
    demography, separations, seeking, contracts, feedback = rates
    position = persons.position[person]
    if position == NOBODY:
        return NOTHING
    if position < FIRST_OUT_OF_WORK:
        end = persons.contract_end[person]
        if end != NONE and end <= month:
            return end_of_term(person, position, month, keys[2], persons, separations)
    if not at_risk:
        return NOTHING
    draw = uniform_of(month, person, keys[1]) * ((np.float64(hazard) + 1.0) / LANE_STEPS)
    age_band = demography.age_band_of_months[month - persons.birth_month[person]]
    edge = demography.death_prob[age_band]
    if draw < edge:
        return DIES
    draw -= edge
    if position < FIRST_OUT_OF_WORK:
        tenure = month - persons.job_start[person]
        kind, draw = end_of_job(
            person, position, tenure, age_band, draw, persons, employers, lays_off, separations, feedback
        )
        if kind != NOTHING:
            return kind
        effort = search_effort(person, persons, feedback)
        looks, draw = looks_on_the_job(position, tenure, age_band, effort, draw, seeking)
        if looks:
            return SEEKS_ON_THE_JOB
        return change_of_contract(position, tenure, age_band, draw, contracts)
    edge = contracts.business_prob[position, age_band]
    if draw < edge:
        return STARTS_BUSINESS
    return looks_out_of_work(person, position, month, age_band, draw - edge, persons, seeking)
