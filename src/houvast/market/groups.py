"""Groupings as rows: where each group stands in the tables that a history keeps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from houvast.market.kernels.cells import Cells
from houvast.market.kernels.margins import sum_people, sum_work
from houvast.vocabulary.words import SEX

IntArray = npt.NDArray[np.int64]

PERSON_GROUPINGS = ("all", "sex", "age", "education", "region")
WORK_GROUPINGS = ("sector", "occupation")

EVERYBODY = 0
"""Row of the table of people that holds all of them."""


class Groups:
    """The groups of all groupings of people and of work, each a row.

    Parameters
    ----------
    cells : Cells
        Sizes of the groupings.
    n_sectors : int
        Number of sectors.

    Attributes
    ----------
    rows : dict of str to slice
        By grouping: its rows in the table of people, or of work.
    """

    def __init__(self, cells: Cells, n_sectors: int) -> None:
        self._cells = cells
        people = (1, len(SEX), cells.n_age, cells.n_education, cells.n_regions)
        work = (n_sectors, cells.n_occupations)
        self._n_rows = (sum(people), sum(work))
        self.rows = {**_slices(PERSON_GROUPINGS, people), **_slices(WORK_GROUPINGS, work)}

    def of_people(self, table: npt.NDArray[np.integer]) -> IntArray:
        """Sum counts by (thread, person cell, column) to (row, column)."""
        sums = np.zeros((self._n_rows[0], table.shape[2]), np.int64)
        sum_people(table, self._cells.n_education, self._cells.n_age, self._cells.n_regions, sums)
        return sums

    def of_work(self, table: npt.NDArray[np.integer]) -> IntArray:
        """Sum counts by (thread, work cell, column) to (row, column)."""
        sums = np.zeros((self._n_rows[1], table.shape[2]), np.int64)
        sum_work(table, self._cells.n_occupations, sums)
        return sums


def _slices(names: Iterable[str], sizes: Iterable[int]) -> dict[str, slice]:
    ends = list(accumulate(sizes))
    return {name: slice(start, end) for name, start, end in zip(names, [0, *ends], ends, strict=False)}
