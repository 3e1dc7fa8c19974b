"""Income: wages by occupation and contract, benefits by rule, added up over the months.

In words
    The wage of a person is a place (rank) in the wage distribution of the
    occupation, less the gap that goes with the contract form. The self-employed
    have good and bad years. Who becomes unemployed after enough work gets a
    WW-uitkering: the months follow from the work history, the amount from the last
    wage; then assistance for those it reaches, or the income floor. From the AOW
    age on there is AOW. Nobody is looked at while nothing happens: income is added
    up just before anything changes, and once a year.

Equations
    wage(o, rank) = median(o) * exp(sigma(o) * z(rank)) with sigma from the quartiles,
    not below the minimum wage, times (1 - gap(contract));
    months of WW = years of work for the first ten, half a month for each further
    year, between the least and the most the law gives;
    income secure = income of 12 months >= kept share * income of the 12 before, and
    not below the social minimum.

Order
    WW is granted when a job is lost (step 3) and ends at work, retirement or its term.
    :func:`accrue` comes before every change of position, work, wage or hours.

Parameters
    ``wage_p25/p50/p75_by_occupation_eur_per_hour``,
    ``corrected_wage_gap_by_contract_share``, ``ww_*``, ``minimum_wage_eur_per_hour``,
    ``social_assistance_eur_per_month``, ``benefit_reach_share``, ``aow_*``,
    ``income_floor_eur_per_month``, ``self_employed_income_*``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    IN_EDUCATION,
    RETIRED,
    SELF_EMPLOYED,
    UNABLE,
    UNEMPLOYED,
)
from houvast.market.kernels.random_bits import BYTE_MASK, lane_of, word_of

REVIEW_BLOCK = 2048
"""People of one block are reviewed in the same month, whatever the chunks or threads."""

MONTHS_PER_YEAR = 12

REACH_LANE = 0


class Unemployment(NamedTuple):
    """The rules of the WW-uitkering (Werkloosheidswet)."""

    months_of_experience: npt.NDArray[np.int16]
    """Months of WW by months of work, 0 where there is no right yet."""


@inline
def grant_ww(person, month, persons, ww):
    """Give somebody who loses a job the months of WW that the work history earns."""
    spell = month - persons.spell_start[person]
    experience = np.int64(persons.experience_months[person]) + spell
    last = len(ww.months_of_experience) - 1
    months = ww.months_of_experience[min(experience, last)]
    if months > 0:
        persons.benefit_end[person] = month + months


class Income(NamedTuple):
    """What a month in each position pays."""

    wage: npt.NDArray[np.float64]
    """(occupation, wage rank): EUR per hour."""
    month_hours: npt.NDArray[np.float64]
    """By contract: hours a month per hour a week, less the gap of the contract form."""
    swing: npt.NDArray[np.float64]
    """(256,): factor on a year of own business, in equal steps of luck."""
    ww_first_share: float
    ww_later_share: float
    ww_first_months: int
    ww_most_eur: float
    """Highest monthly wage that WW is a share of."""
    assistance_eur: float
    """Per month."""
    reach_steps: float
    """Share of those entitled who get assistance, in 16-bit steps."""
    floor_eur: float
    """Per month, for everybody without work who is not learning or retired."""
    aow_eur: float
    """Per month."""
    aow_age_months: int
    kept_share: float
    minimum_eur: float
    """Social minimum per year."""
    swing_key: np.uint64
    reach_key: np.uint64


@inline
def review_year(person, month):
    """Return the number of the year, from one review of a person to the next, that a month lies in."""
    turn = np.int64(person) // REVIEW_BLOCK % MONTHS_PER_YEAR
    return (np.int64(month) - 1 - turn) // MONTHS_PER_YEAR


@inline
def pay_of_month(person, contract, month, persons, income):
    """Return what a month of work under a contract pays, in EUR."""
    pay = income.wage[persons.occupation[person], persons.wage_rank[person]] * income.month_hours[contract]
    pay *= persons.hours[person]
    if contract >= SELF_EMPLOYED:
        luck = word_of(review_year(person, month), person, income.swing_key) & BYTE_MASK
        pay *= income.swing[luck]
    return pay


@inline
def ww_base(person, persons, income):
    """Return the monthly wage that WW is a share of: that of the last job, at the hours wanted, in EUR."""
    wage = income.wage[persons.occupation[person], persons.wage_rank[person]]
    return min(wage * income.month_hours[0] * persons.hours_wanted[person], income.ww_most_eur)


@inline
def assistance_of_month(person, position, persons, income):
    """Return what a month without work or WW gives: assistance for those it reaches, or the floor, in EUR."""
    if position in (IN_EDUCATION, RETIRED):
        return 0.0
    amount = 0.0
    if position in (UNEMPLOYED, UNABLE):
        word = word_of(persons.spell_start[person], person, income.reach_key)
        if lane_of(word, REACH_LANE) < income.reach_steps:
            amount = income.assistance_eur
    return max(amount, income.floor_eur)


@inline
def ww_of_month(person, month, persons, income):
    """Return the WW of an unemployed person in a month; 0 without a right to it, in EUR."""
    if persons.position[person] != UNEMPLOYED or month >= persons.benefit_end[person]:
        return 0.0
    early = month < np.int64(persons.spell_start[person]) + income.ww_first_months
    return ww_base(person, persons, income) * (income.ww_first_share if early else income.ww_later_share)


@inline
def benefits_between(person, position, first, last, persons, income):
    """Return what somebody without work gets in the months ``first`` to ``last`` - 1, in EUR."""
    ww_end = max(min(last, np.int64(persons.benefit_end[person])), first)
    paid = 0.0
    if position != UNEMPLOYED:
        ww_end = first
    elif ww_end > first:
        higher = min(max(np.int64(persons.spell_start[person]) + income.ww_first_months - first, 0), ww_end - first)
        shares = higher * income.ww_first_share + (ww_end - first - higher) * income.ww_later_share
        paid = ww_base(person, persons, income) * shares
    if ww_end < last:
        paid += (last - ww_end) * assistance_of_month(person, position, persons, income)
    return paid


@inline
def income_between(person, first, last, persons, income):
    """Return the income of the months ``first`` to ``last`` - 1 in the present position, in EUR."""
    position = persons.position[person]
    pension = np.int64(persons.birth_month[person]) + income.aow_age_months
    total = max(last - max(first, pension), 0) * income.aow_eur
    if position < FIRST_OUT_OF_WORK:
        return total + (last - first) * pay_of_month(person, position, first, persons, income)
    until = max(min(last, pension), first)
    return total + benefits_between(person, position, first, until, persons, income)


@inline
def accrue(person, month, persons, income):
    """Add the income of all months before ``month`` that are not yet added up.

    Called just before the position, work, wage or hours of a person change in ``month``:
    that month itself already counts as lived in what comes after.
    """
    since = np.int64(persons.income_since[person])
    if since < month:
        persons.income_now[person] += income_between(person, since, np.int64(month), persons, income)
        persons.income_since[person] = month


@inline
def close_year(person, month, persons, income):
    """Add up the year that ends with ``month``; return whether its income was secure, and begin the next."""
    accrue(person, month + 1, persons, income)
    year = persons.income_now[person]
    secure = year >= income.kept_share * persons.income_before[person] and year >= income.minimum_eur
    persons.income_before[person] = year
    persons.income_now[person] = 0.0
    return secure
