"""Stocks: how many people are in each position, kept up to date event by event.

In words
    Few people change position in a month, so the counts are kept rather than taken:
    whoever changes is counted out before and in after. Two tables hold them, by who
    someone is (sex, education, age band, region) and by the work someone does or did
    (sector, occupation). Every grouping is a sum over one of the two.

Order
    Within every step that changes people; the tables are whole numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline, kernel
from houvast.market.kernels.cells import person_cell, work_cell
from houvast.market.kernels.codes import (
    FIRST_OUT_OF_WORK,
    NOBODY,
    PERMANENT,
    SELF_EMPLOYED,
    UNEMPLOYED,
)

# Columns of the table by work.
(WORK_PERMANENT, WORK_FLEXIBLE, WORK_SELF_EMPLOYED, WORK_UNEMPLOYED) = range(4)
N_WORK_STOCKS = 4


class Stocks(NamedTuple):
    """Running counts of people, and the cell in which each person is counted."""

    cell: npt.NDArray[np.uint16]
    """(n_slots,): person cell."""
    by_person: npt.NDArray[np.int64]
    """(person cell, position)"""
    by_work: npt.NDArray[np.int64]
    """(work cell, permanent | flexible | self-employed | unemployed)"""


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
def count(person, step, persons, stocks, cells):
    """Count a person in (``step`` 1) or out (-1), in the present position and work."""
    position = persons.position[person]
    stocks.by_person[stocks.cell[person], position] += step
    if position <= UNEMPLOYED:
        work = work_cell(persons.sector[person], persons.occupation[person], cells)
        stocks.by_work[work, work_column(position)] += step


@inline
def place_in_cell(person, month, persons, stocks, cells):
    """Set the cell of a person who is not counted at the moment."""
    stocks.cell[person] = person_cell(person, month, persons, cells)


@kernel
def count_everybody(month, persons, stocks, cells):
    """Place everybody in a cell and count them, from nothing."""
    stocks.by_person[:] = 0
    stocks.by_work[:] = 0
    for person in range(len(persons.position)):
        if persons.position[person] != NOBODY:
            place_in_cell(person, month, persons, stocks, cells)
            count(person, 1, persons, stocks, cells)
