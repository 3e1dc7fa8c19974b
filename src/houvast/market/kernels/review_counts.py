"""What the yearly review counts: who has what, what it costs, and wages.

In words
    What is found of a person are bits: in work or not, secure or not, with grip or not.
    Each bit adds one to its column in the tables of who people are, of their work and of
    their position. Amounts of money and days, which few have, are added apart. Wages are
    counted in narrow steps of their logarithm, so that every percentile of every group
    can be read afterwards without keeping people apart.

Order
    Within the review; each thread has its own tables, which are added.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels.codes import NOBODY, SELF_EMPLOYED, UNEMPLOYED

# Columns of what is counted: first those of one bit each.
(
    ACTIVE_BEFORE,
    INCOME_SECURE,
    ACTIVE,
    LOW_INCOME,
    CARERS,
    CARE_FITS,
    WORKERS,
    GRIP_MONEY,
    GRIP_WORK,
    GRIP_LIFE,
    EMPLOYEES,
    BURNT_OUT,
    HIGH_STRAIN,
    LEARNERS,
    ADULTS,
    ADULT_LEARNERS,
    PEOPLE,
) = range(17)
N_BITS = 17
N_BIT_COLUMNS = 24
"""Room for the bits of a group: whole steps of a processor that adds eight at once."""

GRIPS = (GRIP_MONEY, GRIP_WORK, GRIP_LIFE)

# Then, by who people are only, the amounts.
(
    COST_WW,
    COST_ASSISTANCE,
    COST_TRAINING,
    COST_GUIDANCE,
    COST_LEAVE,
    COST_BASIC_JOBS,
    ABSENT_DAYS,
) = range(N_BITS, N_BITS + 7)
N_AMOUNTS = 7
COSTS = (COST_WW, COST_ASSISTANCE, COST_TRAINING, COST_GUIDANCE, COST_LEAVE, COST_BASIC_JOBS)
"""Euros a year; assistance with the income floor. Basic jobs are added month by month, see ``market.basic_jobs``."""

GROUPS_OF_SOMEBODY = 4
"""A sex, an age, an education and a region."""

N_WAGE_STEPS = 128
"""Steps of the logarithm of the hourly wage."""

LOWEST_WAGE, HIGHEST_WAGE = 8.0, 200.0
"""EUR per hour; what lies outside counts in the first or last step."""

DAYS = 10000.0
"""Absence is counted in ten thousandths of the working days, so that sums are of whole numbers."""


class WageScale(NamedTuple):
    """How wages are counted."""

    log_wage: npt.NDArray[np.float64]
    """(occupation, wage rank)"""
    log_factor: npt.NDArray[np.float64]
    """By contract."""
    log_lowest: float
    steps_per_log: float
    log_line: float
    """Logarithm of the hourly wage needed for a grip on money."""


class ReviewTables(NamedTuple):
    """Counts since the year began, a table per thread; bits take the first columns of a row."""

    by_person: npt.NDArray[np.int32]
    """(thread, person cell, bit)"""
    by_sector: npt.NDArray[np.int32]
    """(thread, sector, bit)"""
    by_occupation: npt.NDArray[np.int32]
    """(thread, occupation, bit)"""
    by_position: npt.NDArray[np.int32]
    """(thread, position, bit)"""
    amounts: npt.NDArray[np.int64]
    """(thread, person cell, amount)"""
    wage_by_group: npt.NDArray[np.int32]
    """(thread, row of people, step): each sex, age, education and region; the first row, everybody, stays empty.

    By cell the table would not stay near the processor from one month to the next.
    """
    wage_by_sector: npt.NDArray[np.int32]
    """(thread, sector, step)"""
    wage_by_occupation: npt.NDArray[np.int32]
    """(thread, occupation, step)"""
    wage_by_position: npt.NDArray[np.int32]
    """(thread, contract, step)"""
    groups_of_cell: npt.NDArray[np.int16]
    """(person cell, 4): its rows in the table of wages by group. No count, and the same for all threads."""


@inline
def bit(condition, column):
    """Return the bit of a column where a condition holds."""
    return np.int64(condition) << column


@inline
def add_bits(found, row):
    """Add one to the columns whose bits are found."""
    for column in range(N_BIT_COLUMNS):
        row[column] += (found >> column) & 1


@inline
def add_amount(thread, cell, column, amount, tables):
    """Add an amount, in whole units, to that of the people of a cell."""
    tables.amounts[thread, cell, column - N_BITS] += np.int64(amount)


@inline
def count_person(person, thread, position, before, found, persons, stocks, tables):
    """Count what is found of a person; the income of the year goes with the position it began with."""
    add_bits(found, tables.by_person[thread, stocks.cell[person]])
    if position <= UNEMPLOYED:
        add_bits(found, tables.by_sector[thread, persons.sector[person]])
        add_bits(found, tables.by_occupation[thread, persons.occupation[person]])
    of_year = (1 << ACTIVE_BEFORE) | (1 << INCOME_SECURE)
    if before != NOBODY:
        tables.by_position[thread, before, ACTIVE_BEFORE] += (found >> ACTIVE_BEFORE) & 1
        tables.by_position[thread, before, INCOME_SECURE] += (found >> INCOME_SECURE) & 1
    add_bits(found & ~of_year, tables.by_position[thread, position])


@inline
def count_wage(person, thread, position, persons, scale, stocks, tables):
    """Count the hourly wage of somebody in work, of employees only; return its logarithm."""
    occupation = persons.occupation[person]
    logarithm = scale.log_wage[occupation, persons.wage_rank[person]] + scale.log_factor[position]
    if position < SELF_EMPLOYED:
        step = np.int64((logarithm - scale.log_lowest) * scale.steps_per_log)
        place = min(max(step, 0), N_WAGE_STEPS - 1)
        groups = tables.groups_of_cell[stocks.cell[person]]
        for each in range(GROUPS_OF_SOMEBODY):
            tables.wage_by_group[thread, groups[each], place] += 1
        tables.wage_by_sector[thread, persons.sector[person], place] += 1
        tables.wage_by_occupation[thread, occupation, place] += 1
        tables.wage_by_position[thread, position, place] += 1
    return logarithm
