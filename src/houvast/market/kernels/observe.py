"""Observation: what stocks do not show by themselves: long spells, moves, cohorts.

In words
    Every month long spells of unemployment are counted. Every three months positions are
    held against those of three months before, as the labour force survey does; only who
    moved is counted, the others follow from the stock. Every twelve months the cohort of
    a year before is measured: who lost the job, how many of the months were spent in paid
    work. Then a new cohort starts.

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
from houvast.market.kernels.cells import work_cell
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    N_POSITIONS,
    NOBODY,
    PERMANENT,
    SELF_EMPLOYED,
    UNEMPLOYED,
)

MONTHS_PER_YEAR = 12

# Kinds of position in the quarterly table, and its columns: before, now, other employer.
(KIND_PERMANENT, KIND_FLEXIBLE, KIND_SELF_EMPLOYED, KIND_UNEMPLOYED, KIND_INACTIVE) = range(5)
N_KINDS = 5
N_MOVES = N_KINDS * N_KINDS * 2

# Columns of the yearly table.
(
    COHORT_EMPLOYEES,
    COHORT_JOBS_LOST,
    COHORT_ACTIVE,
    COHORT_MONTHS_IN_WORK,
    COHORT_STILL_EMPLOYED,
    COHORT_CHANGED_OCCUPATION,
    EMPLOYEES,
    TENURE_MONTHS,
) = range(8)
N_COHORT = 6
N_YEAR = 8


class QuarterTables(NamedTuple):
    """Counts of moves since three months ago, and of tenure."""

    by_person: npt.NDArray[np.int32]
    """(thread, person cell before, kind before * kind now * other employer)"""
    by_work: npt.NDArray[np.int32]
    """(thread, work cell before, kind before * kind now * other employer)"""
    by_position: npt.NDArray[np.int64]
    """(thread, position before, position now, other employer)"""
    kind_of_position: npt.NDArray[np.int64]
    """By position."""


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


class LongTermTables(NamedTuple):
    """People unemployed for a year or longer."""

    by_person: npt.NDArray[np.int64]
    """(thread, person cell)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell)"""


def kind_of_position() -> npt.NDArray[np.int64]:
    """Return the kind of every position."""
    kinds = np.full(N_POSITIONS, KIND_INACTIVE, np.int64)
    kinds[PERMANENT] = KIND_PERMANENT
    kinds[PERMANENT + 1 : SELF_EMPLOYED] = KIND_FLEXIBLE
    kinds[SELF_EMPLOYED:FIRST_OUT_OF_WORK] = KIND_SELF_EMPLOYED
    kinds[UNEMPLOYED] = KIND_UNEMPLOYED
    return kinds


@kernel
def count_long_spells(thread, step, chunk_size, n_chunks, month, long_term_months, persons, stocks, cells, tables):
    """Count long spells of unemployment."""
    n_slots = len(persons.position)
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_person[:] = 0
    by_work[:] = 0
    for chunk in range(thread, n_chunks, step):
        start = chunk * chunk_size
        position = persons.position[start : min(start + chunk_size, n_slots)]
        for offset in range(len(position)):
            if position[offset] == UNEMPLOYED:
                person = start + offset
                if month - persons.spell_start[person] >= long_term_months:
                    work = work_cell(persons.sector[person], persons.occupation[person], cells)
                    by_person[stocks.cell[person]] += 1
                    by_work[work] += 1


@kernel
def measure_quarter(thread, step, chunk_size, n_chunks, quarter_month, persons, trace, cells, tables):
    """Count who moved since three months ago."""
    n_slots = len(persons.position)
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_position = tables.by_position[thread]
    by_person[:] = 0
    by_work[:] = 0
    by_position[:] = 0
    for chunk in range(thread, n_chunks, step):
        start = chunk * chunk_size
        stop = min(start + chunk_size, n_slots)
        position = persons.position[start:stop]
        position_before = trace.quarter_position[start:stop]
        job_start = persons.job_start[start:stop]
        for offset in range(len(position)):
            now = position[offset]
            before = position_before[offset]
            changed = np.int64(job_start[offset] > quarter_month)
            if (before != now or changed == 1) and before != NOBODY and now != NOBODY:
                person = start + offset
                kind_before = tables.kind_of_position[before]
                move = (kind_before * N_KINDS + tables.kind_of_position[now]) * 2 + changed
                work = work_cell(trace.quarter_sector[person], trace.quarter_occupation[person], cells)
                by_person[trace.quarter_cell[person], move] += 1
                by_work[work, move] += 1
                by_position[before, now, changed] += 1


@kernel
def measure_cohort(thread, step, chunk_size, n_chunks, month, persons, trace, stocks, cells, tables):
    """Measure the cohort of a year before, and tenure."""
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
                follow(person, position, month, persons, trace, add)
                work = work_cell(trace.cohort_sector[person], trace.cohort_occupation[person], cells)
                for column in range(N_COHORT):
                    by_person[trace.cohort_cell[person], column] += add[column]
                    by_work[work, column] += add[column]
                    by_position[position, column] += add[column]
            now = persons.position[person]
            if now < SELF_EMPLOYED:
                tenure = month - persons.job_start[person]
                work = work_cell(persons.sector[person], persons.occupation[person], cells)
                by_person[stocks.cell[person], EMPLOYEES] += 1
                by_person[stocks.cell[person], TENURE_MONTHS] += tenure
                by_work[work, EMPLOYEES] += 1
                by_work[work, TENURE_MONTHS] += tenure
                by_position[now, EMPLOYEES] += 1
                by_position[now, TENURE_MONTHS] += tenure


@inline
def follow(person, position, month, persons, trace, add):
    """Count what the year brought one person who was in work or unemployed at its start."""
    add[COHORT_ACTIVE] = 1
    add[COHORT_MONTHS_IN_WORK] = trace.cohort_months_in_work[person]
    if persons.position[person] < FIRST_OUT_OF_WORK:
        first_month = month - MONTHS_PER_YEAR + 1
        add[COHORT_MONTHS_IN_WORK] += month + 1 - max(persons.spell_start[person], first_month)
    if position < SELF_EMPLOYED:
        add[COHORT_EMPLOYEES] = 1
        add[COHORT_JOBS_LOST] = trace.cohort_job_lost[person]
    if position < FIRST_OUT_OF_WORK and persons.position[person] < FIRST_OUT_OF_WORK:
        add[COHORT_STILL_EMPLOYED] = 1
        changed = persons.occupation[person] != trace.cohort_occupation[person]
        add[COHORT_CHANGED_OCCUPATION] = changed
