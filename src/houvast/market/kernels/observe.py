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

from houvast.market.kernels._compile import AHEAD, inline, kernel, prefetch
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
                    by_person[stocks.cell[person]] += 1
                    by_work[work] += 1


@kernel
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


@kernel
def measure_cohort(thread, step, chunk_size, n_chunks, month, persons, trace, stocks, cells, tables):
    """Measure the cohort of a year before, and tenure; then let the next cohort begin."""
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
            trace.cohort_position[person] = now
            trace.cohort_sector[person] = persons.sector[person]
            trace.cohort_occupation[person] = persons.occupation[person]
            trace.cohort_cell[person] = stocks.cell[person]
            trace.cohort_months_in_work[person] = 0
            trace.cohort_job_lost[person] = 0


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
