"""Separations: jobs end, against one's will or not.

In words
    A job can end because the employer dismisses, because there is less work, because
    a fixed term ends without a new contract, or because the person stops working for
    study, care, health or early retirement. Flexible, short and young jobs end more
    often. Whoever loses a job seeks another or leaves the labour force; so do some of
    the unemployed, after a while, for any reason but that they are unable to work.

Equations
    P(dismissed) = base(contract) * age * tenure * education factors;
    P(laid off) as planned by the employer (see ``demand``);
    P(quits) = base(contract) * age * tenure * sex factors;
    at the end of a term: converted, else renewed while the ketenregeling allows, else over.

Order
    Fourth in the month. ``risks`` decides, ``settle`` carries out.

Parameters
    ``dismissal_prob_per_month`` and its factors, ``quit_prob_per_month``,
    ``contract_term_months``, ``term_conversion_prob``, ``term_renewal_prob``,
    ``ketenregeling_months``, ``lost_job_to_inactivity_share``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import AHEAD, inline, prefetch
from houvast.market.kernels._threads import shared
from houvast.market.kernels.codes import (
    DIES,
    DISMISSED,
    GIVES_UP,
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
from houvast.market.kernels.demography import leave_population
from houvast.market.kernels.feedback import quit_effect
from houvast.market.kernels.income import accrue, grant_ww
from houvast.market.kernels.jobs import agree_hours, leave_post, note_for_books, stop_working
from houvast.market.kernels.random_bits import uniform_of
from houvast.market.kernels.stocks import count_in, count_out, expect

CERTAIN = 1.0
"""A draw that no probability lies above."""


class Separations(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    age_band_of_months: npt.NDArray[np.uint8]
    tenure_band_of_months: npt.NDArray[np.uint8]
    dismissal_prob: npt.NDArray[np.float64]
    """(contract, age band, tenure band, education)"""
    quit_prob: npt.NDArray[np.float64]
    """(contract, age band, tenure band, sex)"""
    layoff_cap: npt.NDArray[np.float64]
    """By contract: the largest probability of being laid off in a month; 0 for the self-employed."""
    term_months: npt.NDArray[np.int64]
    """By contract; 0 where there is no term."""
    conversion_at_end: npt.NDArray[np.float64]
    renewal_at_end: npt.NDArray[np.float64]
    chain_rule_months: int
    to_inactivity_share: npt.NDArray[np.float64]
    """By age band."""
    reason_of_leaver: npt.NDArray[np.float64]
    """(age band, inactive reason) cumulative: of who goes from work out of the labour force."""
    reason_of_who_gives_up: npt.NDArray[np.float64]
    """The same, of who stops looking for work."""


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
def end_of_job(person, contract, tenure, age_band, draw, persons, employers, lays_off, separations, feedback):
    """Return how the job of a person ends this month, given one draw, and what is left of the draw if it does not.

    For being laid off the largest probability is set aside, so that only few have to ask their employer; who
    falls there and is not laid off has nothing happen.
    """
    tenure_band = separations.tenure_band_of_months[tenure]
    edge = separations.dismissal_prob[contract, age_band, tenure_band, persons.education[person]]
    if draw < edge:
        return DISMISSED, draw
    quits = separations.quit_prob[contract, age_band, tenure_band, persons.sex[person]]
    edge += quits * quit_effect(person, persons, feedback)
    if draw < edge:
        return QUITS, draw
    draw -= edge
    if draw < separations.layoff_cap[contract]:
        employer = persons.employer[person]
        if lays_off[employer]:
            prob = employers.layoff_prob_flexible[employer]
            if contract == PERMANENT:
                prob = employers.layoff_prob_permanent[employer]
            if draw < np.float64(prob):
                return LAID_OFF, draw
        return NOTHING, CERTAIN
    return NOTHING, draw - separations.layoff_cap[contract]


@shared
def settle(
    thread,
    n_threads,
    chunk_size,
    month,
    keys,
    persons,
    trace,
    cohort_month,
    separations,
    ww,
    income,
    hours,
    stocks,
    cells,
    ends,
    buffers,
):
    """Carry out the ends of jobs, terms and lives for the people of every ``n_threads``-th chunk.

    What it means for employers is noted for :func:`houvast.market.kernels.jobs.keep_books`.
    """
    tally = buffers.tally[thread]
    for chunk in range(thread, len(ends.chunk_count), n_threads):
        first = chunk * chunk_size
        last = first + ends.chunk_count[chunk]
        for event in range(first - AHEAD, last):
            if event + AHEAD < last:
                ahead = ends.person[event + AHEAD]
                prefetch(persons.position, ahead)
                prefetch(stocks.hazard, ahead)
                prefetch(trace.cohort_position, ahead)
            if event < first:
                continue
            person = ends.person[event]
            kind = ends.kind[event]
            ends.effect[event] = 0
            if kind == TERM_RENEWED:
                contract = persons.position[person]
                persons.contract_end[person] = month + separations.term_months[contract]
                expect(person, month, persons, stocks)
                continue
            accrue(person, month, persons, income)
            count_out(thread, chunk, person, persons, stocks, cells)
            if kind == DIES:
                leave_population(event, person, persons, trace, stocks, ends, tally)
                continue
            if kind == GIVES_UP:
                give_up(person, month, keys[0], persons, separations)
            elif kind == TERM_CONVERTED:
                note_for_books(event, person, 0, persons, ends)
                persons.position[person] = PERMANENT
                persons.contract_end[person] = NONE
                agree_hours(person, month, keys[1], persons, hours)
            else:
                if kind != QUITS:
                    note_lost_job(person, persons, trace, cohort_month, tally)
                position = position_after(person, kind, month, keys[0], persons, separations)
                if position == UNEMPLOYED and persons.position[person] < SELF_EMPLOYED:
                    grant_ww(person, month, persons, ww)
                leave_post(event, person, persons, ends, kind != LAID_OFF)
                stop_working(person, persons, month, position, trace, cohort_month)
            count_in(thread, person, month, persons, stocks, cells)


@inline
def give_up(person, month, key, persons, separations):
    """Let an unemployed person stop looking for work."""
    age_band = separations.age_band_of_months[month - persons.birth_month[person]]
    persons.position[person] = inactive_position(
        age_band, uniform_of(month, person, key), separations.reason_of_who_gives_up
    )
    persons.search_start[person] = persons.spell_start[person]
    persons.spell_start[person] = month
    persons.benefit_end[person] = NONE


@inline
def note_lost_job(person, persons, trace, cohort_month, tally):
    """Note that an employee loses the job of the start of the year against the own will."""
    if persons.position[person] < SELF_EMPLOYED:
        tally[JOBS_LOST] += 1
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
        return inactive_position(age_band, draw, separations.reason_of_leaver)
    share = separations.to_inactivity_share[age_band]
    if draw < share:
        return inactive_position(age_band, draw / share, separations.reason_of_leaver)
    return UNEMPLOYED


@inline
def inactive_position(age_band, draw, reason):
    """Return the reason of inactivity of somebody of this age band who leaves work."""
    cumulative = reason[age_band]
    place = 0
    while place < len(cumulative) - 1 and cumulative[place] <= draw:
        place += 1
    return UNEMPLOYED + 1 + place
