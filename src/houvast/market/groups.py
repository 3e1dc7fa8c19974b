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
    cells, n_sectors
        As given.
    n_cells, n_people_rows : int
        Number of person cells, and of rows in the table of people.
    rows : dict of str to slice
        By grouping: its rows in the table of people, or of work.
    """

    def __init__(self, cells: Cells, n_sectors: int) -> None:
        self.cells = cells
        self.n_sectors = n_sectors
        self.n_cells = len(SEX) * cells.n_education * cells.n_age * cells.n_regions
        people = (1, len(SEX), cells.n_age, cells.n_education, cells.n_regions)
        work = (n_sectors, cells.n_occupations)
        self.n_people_rows, self._n_work_rows = sum(people), sum(work)
        self.rows = {**_slices(PERSON_GROUPINGS, people), **_slices(WORK_GROUPINGS, work)}

    def of_people(self, table: npt.NDArray[np.integer]) -> IntArray:
        """Sum counts by (thread, person cell, column) to (row, column)."""
        sums = np.zeros((self.n_people_rows, table.shape[2]), np.int64)
        sum_people(table, self.cells.n_education, self.cells.n_age, self.cells.n_regions, sums)
        return sums

    def of_cells(self) -> npt.NDArray[np.int16]:
        """Return the rows of people that each person cell counts in, but that of everybody; (person cell, 4)."""
        counts_in = self.of_people(np.eye(self.n_cells, dtype=np.int64)[None])[EVERYBODY + 1 :]
        rows = np.nonzero(counts_in.T)[1].reshape(self.n_cells, -1)
        return np.asarray(rows + EVERYBODY + 1, np.int16)

    def of_work(self, table: npt.NDArray[np.integer]) -> IntArray:
        """Sum counts by (thread, work cell, column) to (row, column)."""
        sums = np.zeros((self._n_work_rows, table.shape[2]), np.int64)
        sum_work(table, self.cells.n_occupations, sums)
        return sums


def _slices(names: Iterable[str], sizes: Iterable[int]) -> dict[str, slice]:
    ends = list(accumulate(sizes))
    return {name: slice(start, end) for name, start, end in zip(names, [0, *ends], ends, strict=False)}
