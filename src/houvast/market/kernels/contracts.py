"""Contracts: another form with the same employer, or a business of one's own.

In words
    Temporary work becomes permanent, an on-call worker gets fixed hours, an agency
    worker is taken on by the hirer, an employee starts a business, somebody out of
    work starts one. The way back, from own business to employee, goes through search.

Equations
    P(converted) = base(contract) * factor(tenure); P(starts a business) by position
    and age. One draw decides: the probabilities lie side by side on [0, 1).

Order
    Ninth in the month. ``risks`` decides, ``settle`` carries out.

Parameters
    ``conversion_prob_per_month``, ``conversion_tenure_factor``,
    ``fixed_hours_prob_per_month``, ``starts_business_prob_per_month``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import AHEAD, inline, prefetch
from houvast.market.kernels._threads import shared
from houvast.market.kernels.codes import (
    CONVERTED,
    FIXED_HOURS,
    NONE,
    NOTHING,
    PERMANENT,
    SELF_EMPLOYED,
    STARTS_BUSINESS,
    TEMPORARY,
)
from houvast.market.kernels.income import accrue
from houvast.market.kernels.jobs import agree_hours, leave_post, note_for_books, take_post
from houvast.market.kernels.stocks import count_in, count_out


class Contracts(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    tenure_band_of_months: npt.NDArray[np.uint8]
    conversion_prob: npt.NDArray[np.float64]
    """(contract, tenure band)"""
    fixed_hours_prob: npt.NDArray[np.float64]
    """By contract; 0 for all but on-call."""
    business_prob: npt.NDArray[np.float64]
    """(position, age band)"""
    term_months: npt.NDArray[np.int64]
    """By contract; 0 where there is no term."""


@inline
def change_of_contract(position, tenure, age_band, draw, contracts):
    """Return how the contract of a person changes this month, given one draw; or nothing.

    Called after everything else that may happen in the month, so what is left of the draw is not returned.
    """
    edge = contracts.business_prob[position, age_band]
    if draw < edge:
        return STARTS_BUSINESS
    if position < SELF_EMPLOYED:
        edge += contracts.conversion_prob[position, contracts.tenure_band_of_months[tenure]]
        if draw < edge:
            return CONVERTED
        edge += contracts.fixed_hours_prob[position]
        if draw < edge:
            return FIXED_HOURS
    return NOTHING


@shared
def settle(thread, n_threads, chunk_size, month, key, persons, contracts, income, hours, stocks, cells, changes):
    """Carry out the changes of contract for the people of every ``n_threads``-th chunk.

    What it means for employers is noted for :func:`houvast.market.kernels.jobs.keep_books`.
    """
    for chunk in range(thread, len(changes.chunk_count), n_threads):
        first = chunk * chunk_size
        last = first + changes.chunk_count[chunk]
        for event in range(first - AHEAD, last):
            if event + AHEAD < last:
                ahead = changes.person[event + AHEAD]
                prefetch(persons.position, ahead)
                prefetch(stocks.hazard, ahead)
            if event < first:
                continue
            person = changes.person[event]
            kind = changes.kind[event]
            changes.effect[event] = 0
            accrue(person, month, persons, income)
            count_out(thread, chunk, person, persons, stocks, cells)
            if kind == CONVERTED:
                note_for_books(event, person, 0, persons, changes)
                persons.position[person] = PERMANENT
                persons.contract_end[person] = NONE
            elif kind == FIXED_HOURS:
                persons.position[person] = TEMPORARY
                persons.contract_end[person] = month + contracts.term_months[TEMPORARY]
            else:
                leave_post(event, person, persons, changes, True)
                persons.contract_end[person] = NONE
                take_post(person, NONE, SELF_EMPLOYED, persons, month)
            agree_hours(person, month, key, persons, hours)
            count_in(thread, person, month, persons, stocks, cells)
