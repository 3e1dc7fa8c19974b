"""Separations: jobs end, against one's will or not.

In words
    A job can end because the employer dismisses, because there is less work, because
    a fixed term ends without a new contract, or because the person stops working for
    study, care, health or early retirement. Flexible, short and young jobs end more
    often. Whoever loses a job seeks another or leaves the labour force.

Equations
    P(dismissed) = base(contract) * age * tenure * education factors;
    P(laid off) as planned by the employer (see ``demand``);
    P(quits) = base(contract) * age * tenure * sex factors;
    at the end of a term: converted, else renewed while the ketenregeling allows, else over.
    One draw decides: the probabilities lie side by side on [0, 1).

Order
    Third in the month. ``decide`` only reads; ``settle`` writes, in person order.

Method
    Thinning: a 16-bit draw against the largest possible probability of the position
    picks the few for whom an event is possible; only they are looked at.

Parameters
    ``dismissal_prob_per_month`` and its factors, ``quit_prob_per_month``,
    ``contract_term_months``, ``term_conversion_prob``, ``term_renewal_prob``,
    ``ketenregeling_months``, ``lost_job_to_inactivity_share``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.codes import (
    DISMISSED,
    FIRST_OUT_OF_WORK,
    JOBS_LOST,
    LAID_OFF,
    NOBODY,
    NONE,
    NOTHING,
    PERMANENT,
    QUITS,
    SELF_EMPLOYED,
    TERM_CONVERTED,
    TERM_ENDED,
    TERM_RENEWED,
    UNEMPLOYED,
)
from houvast.market.kernels.income import accrue, grant_ww
from houvast.market.kernels.jobs import agree_hours, leave_post, stop_working
from houvast.market.kernels.random_bits import (
    LANE_MEMBERS,
    LANE_STEPS,
    lane_of,
    lanes_of,
    uniform_of,
)
from houvast.market.kernels.stocks import count


class Separations(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    age_band_of_months: npt.NDArray[np.uint8]
    tenure_band_of_months: npt.NDArray[np.uint8]
    dismissal_prob: npt.NDArray[np.float64]
    """(contract, age band, tenure band, education)"""
    quit_prob: npt.NDArray[np.float64]
    """(contract, age band, tenure band, sex)"""
    bound: npt.NDArray[np.uint32]
    """(contract, person cell): largest total probability, rounded up to 16-bit steps."""
    largest_bound: npt.NDArray[np.uint32]
    """By contract: the largest of its bounds, read before the cell is."""
    term_months: npt.NDArray[np.int64]
    """By contract; 0 where there is no term."""
    conversion_at_end: npt.NDArray[np.float64]
    renewal_at_end: npt.NDArray[np.float64]
    chain_rule_months: int
    to_inactivity_share: npt.NDArray[np.float64]
    """By age band."""
    inactive_position: npt.NDArray[np.float64]
    """(age band, inactive reason) cumulative."""


@kernel
def decide(first, step, chunk_size, month, keys, persons, stocks, plans, separations, buffers):
    """Decide whose job ends in chunks first, first + step, ...; nothing changes yet."""
    n_slots = len(persons.position)
    for chunk in range(first, len(buffers.chunk_count), step):
        start = chunk * chunk_size
        place = start
        stop = min(start + chunk_size, n_slots)
        position = persons.position[start:stop]
        contract_end = persons.contract_end[start:stop]
        word = lanes_of(month, start, keys[0])
        for offset in range(len(position)):
            if offset & LANE_MEMBERS == 0:
                word = lanes_of(month, start + offset, keys[0])
            contract = position[offset]
            if contract >= FIRST_OUT_OF_WORK:
                continue
            kind = NOTHING
            person = start + offset
            if contract_end[offset] == month:
                kind = end_of_term(person, contract, month, keys[2], persons, separations)
            lane = lane_of(word, offset)
            if kind == NOTHING and lane < separations.largest_bound[contract]:
                bound = separations.bound[contract, stocks.cell[person]]
                if lane < bound:
                    draw = uniform_of(month, person, keys[1]) * (bound / LANE_STEPS)
                    kind = end_of_job(person, contract, month, draw, persons, plans, separations)
            if kind != NOTHING:
                buffers.person[place] = person
                buffers.kind[place] = kind
                place += 1
        buffers.chunk_count[chunk] = place - start


@inline
def end_of_term(person, contract, month, key, persons, separations):
    """Return what happens when a fixed term runs out: conversion, renewal or the end."""
    draw = uniform_of(month, person, key)
    conversion = separations.conversion_at_end[contract]
    if draw < conversion:
        return TERM_CONVERTED
    term = separations.term_months[contract]
    allowed = month + term - persons.job_start[person] <= separations.chain_rule_months
    if allowed and draw < conversion + separations.renewal_at_end[contract]:
        return TERM_RENEWED
    return TERM_ENDED


@inline
def end_of_job(person, contract, month, draw, persons, plans, separations):
    """Return how the job of a person ends this month, given one draw; or nothing."""
    age_band = separations.age_band_of_months[month - persons.birth_month[person]]
    tenure = month - persons.job_start[person]
    tenure_band = separations.tenure_band_of_months[tenure]
    education = persons.education[person]
    edge = separations.dismissal_prob[contract, age_band, tenure_band, education]
    if draw < edge:
        return DISMISSED
    edge += separations.quit_prob[contract, age_band, tenure_band, persons.sex[person]]
    if draw < edge:
        return QUITS
    if contract < SELF_EMPLOYED:
        employer = persons.employer[person]
        if contract == PERMANENT:
            edge += np.float64(plans.layoff_prob_permanent[employer])
        else:
            edge += np.float64(plans.layoff_prob_flexible[employer])
        if draw < edge:
            return LAID_OFF
    return NOTHING


@kernel
def settle(
    n_events,
    month,
    keys,
    persons,
    employers,
    trace,
    cohort_month,
    vacated,
    separations,
    ww,
    income,
    hours,
    stocks,
    cells,
    buffers,
):
    """Carry out what :func:`decide` found, in order of person number."""
    for event in range(n_events):
        person = buffers.person[event]
        kind = buffers.kind[event]
        if kind == TERM_RENEWED:
            contract = persons.position[person]
            persons.contract_end[person] = month + separations.term_months[contract]
            continue
        accrue(person, month, persons, income)
        count(person, -1, persons, stocks, cells)
        if kind == TERM_CONVERTED:
            persons.position[person] = PERMANENT
            persons.contract_end[person] = NONE
            employers.flexible_headcount[persons.employer[person]] -= 1
            agree_hours(person, month, keys[1], persons, hours)
        else:
            if kind != QUITS:
                note_lost_job(person, persons, trace, cohort_month, buffers)
            position = position_after(person, kind, month, keys[0], persons, separations)
            if position == UNEMPLOYED and persons.position[person] < SELF_EMPLOYED:
                grant_ww(person, month, persons, ww)
            keeps_post = kind != LAID_OFF
            leave_post(person, persons, employers, vacated, buffers.tally, NONE, 0, keeps_post)
            stop_working(person, persons, month, position, trace, cohort_month)
        count(person, 1, persons, stocks, cells)


@inline
def note_lost_job(person, persons, trace, cohort_month, buffers):
    """Note that an employee loses the job of the start of the year against the own will."""
    if persons.position[person] < SELF_EMPLOYED:
        buffers.tally[JOBS_LOST] += 1
        if trace.cohort_position[person] != NOBODY and persons.job_start[person] <= cohort_month:
            trace.cohort_job_lost[person] = 1


@inline
def position_after(person, kind, month, key, persons, separations):
    """Return where somebody goes whose job ends: into unemployment or out of the labour force.

    The draw below the share that does not seek is stretched to decide on the reason.
    """
    age_band = separations.age_band_of_months[month - persons.birth_month[person]]
    draw = uniform_of(month, person, key)
    if kind == QUITS:
        return inactive_position(age_band, draw, separations)
    share = separations.to_inactivity_share[age_band]
    if draw < share:
        return inactive_position(age_band, draw / share, separations)
    return UNEMPLOYED


@inline
def inactive_position(age_band, draw, separations):
    """Return the reason of inactivity of somebody of this age band who leaves work."""
    cumulative = separations.inactive_position[age_band]
    reason = 0
    while reason < len(cumulative) - 1 and cumulative[reason] <= draw:
        reason += 1
    return UNEMPLOYED + 1 + reason
