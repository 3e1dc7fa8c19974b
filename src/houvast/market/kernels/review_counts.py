"""What the yearly review counts: a row of numbers per person, added to three tables.

In words
    Every person adds a short row of whole numbers (who counts, who has what, what it
    costs) to the table of who they are, of their work and of their position. Wages are
    counted in narrow steps of their logarithm, so that every percentile of every group
    can be read afterwards without keeping people apart.

Order
    Within the review; each thread has its own tables, which are added.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import woven
from houvast.market.kernels.cells import work_cell
from houvast.market.kernels.codes import NOBODY, SELF_EMPLOYED, UNEMPLOYED

# Columns of what is counted.
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
    GRIPS_LACKING,
    EMPLOYEES,
    BURNT_OUT,
    HIGH_STRAIN,
    ABSENT_DAYS,
    LEARNERS,
    ADULTS,
    ADULT_LEARNERS,
    PEOPLE,
    COST_WW,
    COST_ASSISTANCE,
    COST_TRAINING,
    COST_GUIDANCE,
    COST_LEAVE,
    COST_BASIC_JOBS,
) = range(25)
N_REVIEW = 25
N_COUNTS = COST_WW
"""Columns before the costs."""
COSTS = (COST_WW, COST_ASSISTANCE, COST_TRAINING, COST_GUIDANCE, COST_LEAVE, COST_BASIC_JOBS)
"""Euros a year; assistance with the income floor. Basic jobs are added month by month, see ``market.basic_jobs``."""

ROW_LENGTH = 32
"""Room for one person's row: a whole number of cache lines, so that threads do not share one."""

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
    """Counts since the year began, a table per thread."""

    by_person: npt.NDArray[np.int64]
    """(thread, person cell, column)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell, column before the costs)"""
    by_position: npt.NDArray[np.int64]
    """(thread, position, column before the costs)"""
    wage_by_person: npt.NDArray[np.int32]
    """(thread, person cell, step)"""
    wage_by_work: npt.NDArray[np.int32]
    """(thread, work cell, step)"""
    wage_by_position: npt.NDArray[np.int32]
    """(thread, contract, step)"""
    one_person: npt.NDArray[np.int64]
    """(thread, column): room for the row of one person."""


@woven
def add_row(person, thread, position, before, persons, stocks, cells, tables):
    """Add the row of one person to the tables; costs are counted by who people are only.

    The income of the year counts with the position that the year began with.
    """
    add = tables.one_person[thread]
    of_person = tables.by_person[thread, stocks.cell[person]]
    for column in range(N_REVIEW):
        of_person[column] += add[column]
    if position <= UNEMPLOYED:
        work = work_cell(persons.sector[person], persons.occupation[person], cells)
        of_work = tables.by_work[thread, work]
        for column in range(N_COUNTS):
            of_work[column] += add[column]
    if before != NOBODY:
        tables.by_position[thread, before, ACTIVE_BEFORE] += add[ACTIVE_BEFORE]
        tables.by_position[thread, before, INCOME_SECURE] += add[INCOME_SECURE]
    of_position = tables.by_position[thread, position]
    for column in range(ACTIVE, N_COUNTS):
        of_position[column] += add[column]


@woven
def count_wage(person, thread, position, persons, scale, stocks, cells, tables):
    """Count the hourly wage of somebody in work, of employees only; return its logarithm."""
    logarithm = scale.log_wage[persons.occupation[person], persons.wage_rank[person]] + scale.log_factor[position]
    if position < SELF_EMPLOYED:
        step = np.int64((logarithm - scale.log_lowest) * scale.steps_per_log)
        place = min(max(step, 0), N_WAGE_STEPS - 1)
        work = work_cell(persons.sector[person], persons.occupation[person], cells)
        tables.wage_by_person[thread, stocks.cell[person], place] += 1
        tables.wage_by_work[thread, work, place] += 1
        tables.wage_by_position[thread, position, place] += 1
    return logarithm
