"""Observation: counts by group, taken inside the kernels.

In words
    Every month everybody is counted by position. Every three months positions are
    held against those of three months before, as the labour force survey does. Every
    twelve months the cohort of a year before is measured: who lost the job, how many
    of the months were spent in paid work. Then a new cohort starts.

Equations
    job security  = 1 - (employees who lost this job against their will) / employees;
    work security = months in paid work / (months observed * people in work or seeking).

Order
    Last in the month. Sums of whole numbers, so the order of people does not matter:
    each thread has its own tables and they are added.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.cells import person_cell, work_cell
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    N_POSITIONS,
    NOBODY,
    PERMANENT,
    SELF_EMPLOYED,
    UNEMPLOYED,
)

# Columns of the stock table of work cells.
(WORK_PERMANENT, WORK_FLEXIBLE, WORK_SELF_EMPLOYED, WORK_UNEMPLOYED, WORK_LONG_TERM) = range(5)
N_WORK_STOCKS = 5
LONG_TERM = N_POSITIONS
"""Column after the positions: unemployed for a year or longer."""

# Kinds of position in the quarterly table, and its columns: before, now, other employer.
(KIND_PERMANENT, KIND_FLEXIBLE, KIND_SELF_EMPLOYED, KIND_UNEMPLOYED, KIND_INACTIVE, KIND_NEW) = range(6)
N_KINDS = 6
N_MOVES = N_KINDS * N_KINDS * 2

# Columns of the yearly table.
(
    COHORT_EMPLOYEES,
    COHORT_JOBS_LOST,
    COHORT_ACTIVE,
    COHORT_MONTHS_IN_WORK,
    COHORT_STILL_EMPLOYED,
    COHORT_CHANGED_OCCUPATION,
) = range(6)
N_YEAR = 6


class QuarterTables(NamedTuple):
    """Counts of moves since three months ago, and of tenure."""

    by_person: npt.NDArray[np.int64]
    """(thread, person cell, kind before * kind now * other employer)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell, kind before * kind now * other employer)"""
    by_position: npt.NDArray[np.int64]
    """(thread, position before, position now, other employer)"""
    tenure_by_person: npt.NDArray[np.int64]
    """(thread, person cell): sum over employees. [months]"""
    tenure_by_work: npt.NDArray[np.int64]
    tenure_by_position: npt.NDArray[np.int64]
    kind_of_position: npt.NDArray[np.int64]
    """(256,)"""


class YearTables(NamedTuple):
    """Sums over the cohort of a year before."""

    by_person: npt.NDArray[np.int64]
    """(thread, person cell, column)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell, column)"""
    by_position: npt.NDArray[np.int64]
    """(thread, position, column)"""
    one_person: npt.NDArray[np.int64]
    """(thread, column): room for the counts of one person."""


class StockTables(NamedTuple):
    """Counts of people at the end of a month."""

    by_person: npt.NDArray[np.int64]
    """(thread, person cell, position or long-term unemployed)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell, work stock)"""


def kind_of_position() -> npt.NDArray[np.int64]:
    """Return the kind of every position, also of nobody."""
    kinds = np.full(NOBODY + 1, KIND_INACTIVE, np.int64)
    kinds[PERMANENT] = KIND_PERMANENT
    kinds[PERMANENT + 1 : SELF_EMPLOYED] = KIND_FLEXIBLE
    kinds[SELF_EMPLOYED:FIRST_OUT_OF_WORK] = KIND_SELF_EMPLOYED
    kinds[UNEMPLOYED] = KIND_UNEMPLOYED
    kinds[NOBODY] = KIND_NEW
    return kinds


@kernel
def count_stocks(thread, step, chunk_size, n_chunks, month, long_term_months, persons, trace, cells, tables):
    """Count everybody by position and add a month in work to the cohort."""
    n_slots = len(persons.position)
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_person[:] = 0
    by_work[:] = 0
    for chunk in range(thread, n_chunks, step):
        start = chunk * chunk_size
        for person in range(start, min(start + chunk_size, n_slots)):
            position = persons.position[person]
            if position == NOBODY:
                continue
            cell = person_cell(person, month, persons, cells)
            by_person[cell, position] += 1
            if position > UNEMPLOYED:
                continue
            work = work_cell(persons.sector[person], persons.occupation[person], cells)
            if position < FIRST_OUT_OF_WORK:
                trace.cohort_months_in_work[person] += 1
                column = WORK_PERMANENT
                if position >= SELF_EMPLOYED:
                    column = WORK_SELF_EMPLOYED
                elif position != PERMANENT:
                    column = WORK_FLEXIBLE
                by_work[work, column] += 1
            else:
                by_work[work, WORK_UNEMPLOYED] += 1
                if month - persons.spell_start[person] >= long_term_months:
                    by_work[work, WORK_LONG_TERM] += 1
                    by_person[cell, LONG_TERM] += 1


@kernel
def measure_quarter(thread, step, chunk_size, n_chunks, month, quarter_month, persons, trace, cells, tables):
    """Compare positions with those of three months ago, and remember the present ones."""
    n_slots = len(persons.position)
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_position = tables.by_position[thread]
    for table in (by_person, by_work):
        table[:] = 0
    by_position[:] = 0
    tables.tenure_by_person[thread] = 0
    tables.tenure_by_work[thread] = 0
    tables.tenure_by_position[thread] = 0
    for chunk in range(thread, n_chunks, step):
        start = chunk * chunk_size
        for person in range(start, min(start + chunk_size, n_slots)):
            now = persons.position[person]
            before = trace.quarter_position[person]
            trace.quarter_position[person] = now
            if now == NOBODY or (now > UNEMPLOYED and before != NOBODY and before > UNEMPLOYED):
                continue
            changed = np.int64(persons.job_start[person] > quarter_month)
            kind_before = tables.kind_of_position[before]
            move = (kind_before * N_KINDS + tables.kind_of_position[now]) * 2 + changed
            cell = person_cell(person, month, persons, cells)
            work = work_cell(persons.sector[person], persons.occupation[person], cells)
            by_person[cell, move] += 1
            by_work[work, move] += 1
            if before != NOBODY:
                by_position[before, now, changed] += 1
            if now < SELF_EMPLOYED:
                tenure = month - persons.job_start[person]
                tables.tenure_by_person[thread, cell] += tenure
                tables.tenure_by_work[thread, work] += tenure
                tables.tenure_by_position[thread, now] += tenure


@kernel
def measure_cohort(thread, step, chunk_size, n_chunks, cohort_month, persons, trace, cells, tables):
    """Measure the cohort that started at ``cohort_month`` and start the next one."""
    n_slots = len(persons.position)
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_position = tables.by_position[thread]
    by_person[:] = 0
    by_work[:] = 0
    by_position[:] = 0
    add = tables.one_person[thread]
    for chunk in range(thread, n_chunks, step):
        start = chunk * chunk_size
        for person in range(start, min(start + chunk_size, n_slots)):
            position = trace.cohort_position[person]
            if position <= UNEMPLOYED:
                add[:] = 0
                follow(person, position, persons, trace, add)
                cell = person_cell(person, cohort_month, persons, cells)
                work = work_cell(trace.cohort_sector[person], trace.cohort_occupation[person], cells)
                for column in range(N_YEAR):
                    by_person[cell, column] += add[column]
                    by_work[work, column] += add[column]
                    by_position[position, column] += add[column]
            trace.cohort_position[person] = persons.position[person]
            trace.cohort_sector[person] = persons.sector[person]
            trace.cohort_occupation[person] = persons.occupation[person]
            trace.cohort_months_in_work[person] = 0
            trace.cohort_job_lost[person] = 0


@inline
def follow(person, position, persons, trace, add):
    """Count what the year brought one person who was in work or unemployed at its start."""
    add[COHORT_ACTIVE] = 1
    add[COHORT_MONTHS_IN_WORK] = trace.cohort_months_in_work[person]
    if position < SELF_EMPLOYED:
        add[COHORT_EMPLOYEES] = 1
        add[COHORT_JOBS_LOST] = trace.cohort_job_lost[person]
    if position < FIRST_OUT_OF_WORK and persons.position[person] < FIRST_OUT_OF_WORK:
        add[COHORT_STILL_EMPLOYED] = 1
        changed = persons.occupation[person] != trace.cohort_occupation[person]
        add[COHORT_CHANGED_OCCUPATION] = changed
