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
    where everybody is visited each thread has its own tables and they are added.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import AHEAD, inline, prefetch
from houvast.market.kernels._threads import shared
from houvast.market.kernels.cells import work_cell
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    N_POSITIONS,
    PERMANENT,
    SEEKS_LONG,
    SELF_EMPLOYED,
    UNEMPLOYED,
)
from houvast.market.kernels.stocks import LEFT, NOT_NOTED

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


class LongTermTables(NamedTuple):
    """People unemployed for a year or longer."""

    by_person: npt.NDArray[np.int64]
    """(thread, person cell, 1)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell, 1)"""


def kind_of_position() -> npt.NDArray[np.int64]:
    """Return the kind of every position."""
    kinds = np.full(N_POSITIONS, KIND_INACTIVE, np.int64)
    kinds[PERMANENT] = KIND_PERMANENT
    kinds[PERMANENT + 1 : SELF_EMPLOYED] = KIND_FLEXIBLE
    kinds[SELF_EMPLOYED:FIRST_OUT_OF_WORK] = KIND_SELF_EMPLOYED
    kinds[UNEMPLOYED] = KIND_UNEMPLOYED
    return kinds


@shared
def count_long_spells(thread, n_threads, chunk_size, seekers, persons, stocks, cells, tables):
    """Count long spells of unemployment among the seekers who are left in every ``n_threads``-th chunk."""
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_person[:] = 0
    by_work[:] = 0
    for chunk in range(thread, len(seekers.chunk_count), n_threads):
        first = chunk * chunk_size
        for seeker in range(first, first + seekers.chunk_count[chunk]):
            if seekers.kind[seeker] == SEEKS_LONG:
                person = seekers.person[seeker]
                if persons.position[person] == UNEMPLOYED:
                    work = work_cell(persons.sector[person], persons.occupation[person], cells)
                    by_person[stocks.cell[person], 0] += 1
                    by_work[work, 0] += 1


@shared
def measure_quarter(thread, n_threads, chunk_size, quarter_month, persons, stocks, cells, tables):
    """Count who moved since three months ago in every ``n_threads``-th chunk, and forget where they were."""
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_position = tables.by_position[thread]
    by_person[:] = 0
    by_work[:] = 0
    by_position[:] = 0
    changes = stocks.first_changes
    for chunk in range(thread, len(changes.chunk_count), n_threads):
        first = chunk * chunk_size
        last = first + changes.chunk_count[chunk]
        changes.chunk_count[chunk] = 0
        for place in range(first - AHEAD, last):
            if place + AHEAD < last:
                prefetch(persons.position, changes.person[place + AHEAD])
            if place < first:
                continue
            person = changes.person[place]
            stayed = stocks.noted[person] != LEFT
            stocks.noted[person] = NOT_NOTED
            before = changes.position[place]
            now = persons.position[person]
            other = np.int64(persons.job_start[person] > quarter_month)
            if stayed and (before != now or other == 1):
                move = (tables.kind_of_position[before] * N_KINDS + tables.kind_of_position[now]) * 2 + other
                work = work_cell(changes.sector[place], changes.occupation[place], cells)
                by_person[changes.cell[place], move] += 1
                by_work[work, move] += 1
                by_position[before, now, other] += 1


@shared
def measure_cohort(thread, n_threads, chunk_size, n_chunks, month, persons, trace, stocks, cells, tables):
    """Measure the cohort of a year before, and tenure; then let the next cohort begin."""
    n_slots = len(persons.position)
    by_person = tables.by_person[thread]
    by_work = tables.by_work[thread]
    by_position = tables.by_position[thread]
    by_person[:] = 0
    by_work[:] = 0
    by_position[:] = 0
    for chunk in range(thread, n_chunks, n_threads):
        start = chunk * chunk_size
        for person in range(start, min(start + chunk_size, n_slots)):
            position = trace.cohort_position[person]
            if position <= UNEMPLOYED:
                year = year_of(person, position, month, persons, trace)
                work = work_cell(trace.cohort_sector[person], trace.cohort_occupation[person], cells)
                add_year(by_person[trace.cohort_cell[person]], year)
                add_year(by_work[work], year)
                add_year(by_position[position], year)
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
            trace.cohort_position[person] = now
            trace.cohort_sector[person] = persons.sector[person]
            trace.cohort_occupation[person] = persons.occupation[person]
            trace.cohort_cell[person] = stocks.cell[person]
            trace.cohort_months_in_work[person] = 0
            trace.cohort_job_lost[person] = 0


@inline
def year_of(person, position, month, persons, trace):
    """Return what the year brought one person who was in work or unemployed at its start.

    Months in work; and as 0 or 1: employee at the start, lost that job, in work at both ends, in another occupation.
    """
    months = np.int64(trace.cohort_months_in_work[person])
    at_work = persons.position[person] < FIRST_OUT_OF_WORK
    if at_work:
        first_month = month - MONTHS_PER_YEAR + 1
        months += month + 1 - max(persons.spell_start[person], first_month)
    employee = np.int64(position < SELF_EMPLOYED)
    still = np.int64(at_work and position < FIRST_OUT_OF_WORK)
    changed = still * np.int64(persons.occupation[person] != trace.cohort_occupation[person])
    return months, employee, employee * trace.cohort_job_lost[person], still, changed


@inline
def add_year(row, year):
    """Add the year of one person to the columns of a group."""
    months, employee, lost, still, changed = year
    row[COHORT_ACTIVE] += 1
    row[COHORT_MONTHS_IN_WORK] += months
    row[COHORT_EMPLOYEES] += employee
    row[COHORT_JOBS_LOST] += lost
    row[COHORT_STILL_EMPLOYED] += still
    row[COHORT_CHANGED_OCCUPATION] += changed
