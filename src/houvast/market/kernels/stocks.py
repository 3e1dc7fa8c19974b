"""Stocks: how many people are in each position, kept up to date event by event.

In words
    Few people change position in a month, so the counts are kept rather than taken:
    whoever changes is counted out before and in after. Two tables hold them, by who
    someone is (sex, education, age band, region) and by the work someone does or did
    (sector, occupation). Every grouping is a sum over one of the two.

    Counting out and in are also the moments at which two other things are noted: where
    somebody was before the first change of a quarter, and how likely it is from now on
    that something happens (``hazard``) or when it surely does (``due``). Those two
    columns are all that is looked at for everybody, every month.

Order
    Within every step that changes people; the tables are whole numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels._threads import shared, stretch
from houvast.market.kernels.cells import person_cell, work_cell
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    NOBODY,
    NONE,
    PERMANENT,
    SELF_EMPLOYED,
    UNEMPLOYED,
)

# Columns of the table by work.
(WORK_PERMANENT, WORK_FLEXIBLE, WORK_SELF_EMPLOYED, WORK_UNEMPLOYED) = range(4)
N_WORK_STOCKS = 4

NEVER = 32767
"""Month stamp of what will not happen: the last one that a column can hold."""

# Whether the first change of a quarter has been noted; of who left, nothing more is to be noted.
(NOT_NOTED, NOTED, LEFT) = range(3)


class FirstChanges(NamedTuple):
    """Where people were before their first change of the quarter; each chunk of people has its own stretch."""

    person: npt.NDArray[np.int32]
    position: npt.NDArray[np.uint8]
    sector: npt.NDArray[np.uint8]
    occupation: npt.NDArray[np.uint8]
    cell: npt.NDArray[np.uint16]
    chunk_count: npt.NDArray[np.int64]
    chunk_size: int


class Stocks(NamedTuple):
    """Running counts of people, and what is noted of each person who is counted.

    Every thread adds to counts of its own, so that none waits for another; see :func:`total`.
    """

    cell: npt.NDArray[np.uint16]
    """(n_slots,): person cell."""
    by_person: npt.NDArray[np.int64]
    """(thread, person cell, position)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell, permanent | flexible | self-employed | unemployed)"""
    bound: npt.NDArray[np.uint16]
    """(position, tenure band, person cell): largest probability in a month that something happens, see ``hazard``.

    It holds for this tenure and any reached within a year. Out of work only the first band is used.
    """
    tenure_band_of_months: npt.NDArray[np.uint8]
    hazard: npt.NDArray[np.uint16]
    """(n_slots,): something may happen when a 16-bit draw is at most this."""
    due: npt.NDArray[np.int16]
    """(n_slots,): month in which something happens at its time: an age, the end of a term."""
    turn_month: npt.NDArray[np.int16]
    """(n_slots,): month in which the next age that matters is reached."""
    noted: npt.NDArray[np.uint8]
    """(n_slots,): whether ``first_changes`` holds the person."""
    first_changes: FirstChanges


def total(table: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the sum over the counts of all threads, the first axis; a copy, of the same type."""
    whole: npt.NDArray[Any] = table[0].copy()
    for part in table[1:]:
        whole += part
    return whole


def added_up(table: npt.NDArray[Any], n_threads: int) -> npt.NDArray[Any]:
    """Return a table of counts for so many threads: the first has what all threads of ``table`` counted."""
    found: npt.NDArray[Any] = np.zeros((n_threads, *table.shape[1:]), table.dtype)
    found[0] = total(table)
    return found


@inline
def work_column(position):
    """Return the column of a position in the table by work, for people up to unemployed."""
    if position == PERMANENT:
        return WORK_PERMANENT
    if position < SELF_EMPLOYED:
        return WORK_FLEXIBLE
    if position < FIRST_OUT_OF_WORK:
        return WORK_SELF_EMPLOYED
    return WORK_UNEMPLOYED


@inline
def add_to_stocks(thread, person, step, persons, stocks, cells):
    """Add ``step`` to the stocks in which a person is counted at present."""
    position = persons.position[person]
    stocks.by_person[thread, stocks.cell[person], position] += step
    if position <= UNEMPLOYED:
        work = work_cell(persons.sector[person], persons.occupation[person], cells)
        stocks.by_work[thread, work, work_column(position)] += step


@inline
def count_out(thread, chunk, person, persons, stocks, cells):
    """Count a person of a chunk out, before a change."""
    if stocks.noted[person] == NOT_NOTED:
        changes = stocks.first_changes
        place = chunk * changes.chunk_size + changes.chunk_count[chunk]
        changes.person[place] = person
        changes.position[place] = persons.position[person]
        changes.sector[place] = persons.sector[person]
        changes.occupation[place] = persons.occupation[person]
        changes.cell[place] = stocks.cell[person]
        changes.chunk_count[chunk] += 1
        stocks.noted[person] = NOTED
    add_to_stocks(thread, person, -1, persons, stocks, cells)


@inline
def count_in(thread, person, month, persons, stocks, cells):
    """Count a person in, after a change."""
    add_to_stocks(thread, person, 1, persons, stocks, cells)
    expect(person, month, persons, stocks)


@inline
def leave_stocks(person, stocks):
    """Expect nothing more of a person who was counted out for good."""
    stocks.noted[person] = LEFT
    stocks.hazard[person] = 0
    stocks.due[person] = NEVER


@inline
def expect(person, month, persons, stocks):
    """Note how likely it is that something happens to a person, and when something surely does."""
    position = persons.position[person]
    tenure_band = np.int64(0)
    if position < FIRST_OUT_OF_WORK:
        tenure_band = np.int64(stocks.tenure_band_of_months[month - persons.job_start[person]])
    stocks.hazard[person] = stocks.bound[position, tenure_band, stocks.cell[person]]
    due = stocks.turn_month[person]
    end = persons.contract_end[person]
    if end != NONE and end < due:
        due = end
    stocks.due[person] = due


@inline
def place_in_cell(person, month, persons, stocks, cells, next_turn_age):
    """Set the cell of a person who is not counted at the moment, and the next age that matters."""
    stocks.cell[person] = person_cell(person, month, persons, cells)
    birth_month = persons.birth_month[person]
    stocks.turn_month[person] = birth_month + next_turn_age[month - birth_month]


@kernel
def count_everybody(month, persons, stocks, cells, next_turn_age):
    """Place everybody in a cell and count them, from nothing."""
    stocks.by_person[:] = 0
    stocks.by_work[:] = 0
    for person in range(len(persons.position)):
        if persons.position[person] == NOBODY:
            stocks.due[person] = NEVER
        else:
            place_in_cell(person, month, persons, stocks, cells, next_turn_age)
            count_in(0, person, month, persons, stocks, cells)


@shared
def expect_anew(thread, n_threads, month, persons, stocks, next_turn_age):
    """Note again what may happen to one thread's part of the people, when probabilities or ages have changed."""
    first, last = stretch(len(persons), thread, n_threads)
    for person in range(first, last):
        if persons.position[person] != NOBODY:
            birth_month = persons.birth_month[person]
            stocks.turn_month[person] = birth_month + next_turn_age[month - birth_month]
            expect(person, month, persons, stocks)
