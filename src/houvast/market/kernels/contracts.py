"""Contracts: another form with the same employer, or a business of one's own.

In words
    Temporary work becomes permanent, an on-call worker gets fixed hours, an agency
    worker is taken on by the hirer, an employee starts a business, somebody out of
    work starts one. The way back, from own business to employee, goes through search.

Equations
    P(converted) = base(contract) * factor(tenure); P(starts a business) by position
    and age. One draw decides: the probabilities lie side by side on [0, 1).

Order
    Eighth in the month. ``decide`` only reads; ``settle`` writes, in person order.

Parameters
    ``conversion_prob_per_month``, ``conversion_tenure_factor``,
    ``fixed_hours_prob_per_month``, ``starts_business_prob_per_month``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.codes import (
    CONVERTED,
    FIXED_HOURS,
    NOBODY,
    NONE,
    NOTHING,
    PERMANENT,
    SELF_EMPLOYED,
    STARTS_BUSINESS,
    TEMPORARY,
)
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import agree_hours, leave_post, take_post
from houvast.market.kernels.random_bits import (
    LANE_MEMBERS,
    LANE_STEPS,
    lane_of,
    lanes_of,
    uniform_of,
)
from houvast.market.kernels.stocks import count


class Contracts(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    age_band_of_months: npt.NDArray[np.uint8]
    tenure_band_of_months: npt.NDArray[np.uint8]
    conversion_prob: npt.NDArray[np.float64]
    """(contract, tenure band)"""
    fixed_hours_prob: npt.NDArray[np.float64]
    """By contract; 0 for all but on-call."""
    business_prob: npt.NDArray[np.float64]
    """(position, age band)"""
    bound: npt.NDArray[np.uint32]
    """(position, person cell): largest total probability, rounded up to 16-bit steps."""
    largest_bound: npt.NDArray[np.uint32]
    """By position: the largest of its bounds, read before the cell is."""
    term_months: npt.NDArray[np.int64]
    """By contract; 0 where there is no term."""


@kernel
def decide(first, step, chunk_size, month, keys, persons, stocks, contracts, buffers):
    """Decide whose contract changes in chunks first, first + step, ...; nothing changes yet."""
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
            if lane >= contracts.largest_bound[position]:
                continue
            person = start + offset
            bound = contracts.bound[position, stocks.cell[person]]
            if lane >= bound:
                continue
            draw = uniform_of(month, person, keys[1]) * (bound / LANE_STEPS)
            kind = kind_of_change(person, position, month, draw, persons, contracts)
            if kind != NOTHING:
                buffers.person[place] = person
                buffers.kind[place] = kind
                place += 1
        buffers.chunk_count[chunk] = place - start


@inline
def kind_of_change(person, position, month, draw, persons, contracts):
    """Return how the contract of a person changes this month, given one draw; or nothing."""
    age_band = contracts.age_band_of_months[month - persons.birth_month[person]]
    edge = contracts.business_prob[position, age_band]
    if draw < edge:
        return STARTS_BUSINESS
    if position < SELF_EMPLOYED:
        tenure_band = contracts.tenure_band_of_months[month - persons.job_start[person]]
        edge += contracts.conversion_prob[position, tenure_band]
        if draw < edge:
            return CONVERTED
        edge += contracts.fixed_hours_prob[position]
        if draw < edge:
            return FIXED_HOURS
    return NOTHING


@kernel
def settle(n_events, month, key, persons, employers, vacated, contracts, income, hours, stocks, cells, buffers):
    """Carry out what :func:`decide` found, in order of person number."""
    for event in range(n_events):
        person = buffers.person[event]
        kind = buffers.kind[event]
        accrue(person, month, persons, income)
        count(person, -1, persons, stocks, cells)
        if kind == CONVERTED:
            persons.position[person] = PERMANENT
            persons.contract_end[person] = NONE
            employers.flexible_headcount[persons.employer[person]] -= 1
        elif kind == FIXED_HOURS:
            persons.position[person] = TEMPORARY
            persons.contract_end[person] = month + contracts.term_months[TEMPORARY]
        else:
            leave_post(person, persons, employers, vacated, buffers.tally, NONE, 0, True)
            persons.contract_end[person] = NONE
            take_post(person, NONE, SELF_EMPLOYED, persons, employers, month)
        agree_hours(person, month, key, persons, hours)
        count(person, 1, persons, stocks, cells)
