"""Protection of small groups in a table of counts: coarsen first, hide cells, prove that hidden cells stay hidden.

A reader sees every cell that is shown and all margins, and knows that counts are not negative. What that leaves of a
hidden cell is an interval, found exactly by two linear programmes. A table passes when no hidden cell is fixed and
every cell below the threshold may, for all the reader knows, be as large as the threshold.

Sources: Willenborg & De Waal (2001) for primary and secondary suppression; the threshold of 10 is that of the design.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from houvast.surveys.design import BoolArray, FloatArray
from houvast.vocabulary.errors import HouvastError, problem

Counts = npt.NDArray[np.int64]

THRESHOLD = 10
OPEN_TEXT_THRESHOLD = 25
HIDDEN_SHARE = 0.4
"""A table with more of its cells hidden than this is coarsened."""
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Table:
    """Counts by one or more classifications.

    Parameters
    ----------
    counts
        Respondents per cell, one axis per classification.
    names
        Names of the categories, per axis.
    ordered
        Per axis: whether only neighbours may be merged (ages) or any two (departments).
    """

    counts: Counts
    names: tuple[tuple[str, ...], ...]
    ordered: tuple[bool, ...]

    def merged(self, axis: int, first: int, second: int) -> Table:
        """The table with two categories of an axis as one."""
        low, high = sorted((first, second))
        moved = np.moveaxis(self.counts, axis, 0)
        together = np.delete(moved, high, axis=0)
        together[low] = moved[low] + moved[high]
        own = list(self.names[axis])
        own[low] = f"{own[low]} + {own[high]}"
        del own[high]
        names = (*self.names[:axis], tuple(own), *self.names[axis + 1 :])
        return Table(np.moveaxis(together, 0, axis), names, self.ordered)


@dataclass(frozen=True)
class Protected:
    """A table with what must stay hidden.

    Parameters
    ----------
    table
        The table, coarsened where needed.
    hidden
        Cells not shown, the shape of the counts.
    small
        Cells hidden because they are below the threshold; the others guard them.
    """

    table: Table
    hidden: BoolArray
    small: BoolArray

    @property
    def hidden_share(self) -> float:
        """Part of the cells with people in them that is hidden."""
        filled = max(int(np.count_nonzero(self.table.counts)), 1)
        return int(np.count_nonzero(self.hidden & (self.table.counts > 0))) / filled


def protect(table: Table, threshold: int = THRESHOLD, hidden_share: float = HIDDEN_SHARE) -> Protected:
    """Coarsen a table and hide cells until no small cell can be known from what is left.

    Parameters
    ----------
    table
        Counts of respondents; all margins will be shown.
    threshold
        Smallest group that may be shown.
    hidden_share
        Coarsen further rather than hide more than this share of the cells.

    Returns
    -------
    Protected

    Raises
    ------
    HouvastError
        `surveys.too_few` when everybody together is fewer than the threshold.
    """
    total = int(table.counts.sum())
    if total < threshold:
        raise HouvastError(problem("surveys.too_few", found=total, expected=threshold))
    while True:
        small_margin = _small_margin(table, threshold)
        if small_margin is None:
            found = _hidden(table, threshold, hidden_share)
            if found is not None:
                return found
        step = _merge_at(table, small_margin)
        if step is None:
            # One cell is left, and it is the total.
            return Protected(table, np.zeros_like(table.counts, dtype=bool), np.zeros_like(table.counts, dtype=bool))
        table = table.merged(*step)


def audit(counts: Counts, hidden: BoolArray) -> FloatArray:
    """What a reader can say of each hidden cell: lowest and highest possible count.

    Parameters
    ----------
    counts
        The true counts.
    hidden
        Cells not shown; all margins are.

    Returns
    -------
    ndarray
        Shape (number of hidden cells, 2), in the order of `numpy.argwhere(hidden)`.
    """
    cells = np.argwhere(hidden)
    matrix, sums = _equations(counts, hidden, cells)
    bounds = np.empty((len(cells), 2))
    for place in range(len(cells)):
        goal = np.zeros(len(cells))
        for side, sign in enumerate((1.0, -1.0)):
            goal[place] = sign
            solved = optimize.linprog(goal, A_eq=matrix, b_eq=sums, bounds=(0, None), method="highs")
            bounds[place, side] = sign * solved.fun if solved.status == 0 else (0.0, np.inf)[side]
    return bounds


def is_safe(counts: Counts, hidden: BoolArray, threshold: int) -> BoolArray:
    """Which hidden cells are safe, in the order of `numpy.argwhere(hidden)`."""
    bounds = audit(counts, hidden)
    own = counts[hidden]
    width = bounds[:, 1] - bounds[:, 0]
    enough = (own >= threshold) | (bounds[:, 1] >= threshold - TOLERANCE)
    return np.asarray((width >= 1 - TOLERANCE) & enough)


def _equations(counts: Counts, hidden: BoolArray, cells: npt.NDArray[np.intp]) -> tuple[sparse.csr_array, FloatArray]:
    """Margins as equations of the hidden cells: every line through the table, along every axis."""
    number = np.full(counts.shape, -1, dtype=np.intp)
    number[tuple(cells.T)] = np.arange(len(cells))
    rows: list[int] = []
    columns: list[int] = []
    sums: list[float] = []
    for axis in range(counts.ndim):
        lines = np.moveaxis(number, axis, -1).reshape(-1, counts.shape[axis])
        values = np.moveaxis(np.where(hidden, counts, 0), axis, -1).reshape(-1, counts.shape[axis])
        for line, value in zip(lines, values, strict=True):
            inside = line[line >= 0]
            if len(inside):
                rows += [len(sums)] * len(inside)
                columns += inside.tolist()
                sums.append(float(value.sum()))
    matrix = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(sums), len(cells)))
    return matrix, np.array(sums)


def _hidden(table: Table, threshold: int, hidden_share: float) -> Protected | None:
    """Hide small cells and, beside them, what would give them away; None when that would hide too much."""
    counts = table.counts
    small = (counts > 0) & (counts < threshold)
    hidden = small.copy()
    while hidden.any():
        if _guard_lines(counts, hidden, threshold):
            continue
        if Protected(table, hidden, small).hidden_share >= hidden_share:
            return None
        unsafe = np.argwhere(hidden)[~is_safe(counts, hidden, threshold)]
        if not len(unsafe):
            break
        if not _hide_beside(counts, hidden, tuple(unsafe[0])):
            return None
    return Protected(table, hidden, small)


def _guard_lines(counts: Counts, hidden: BoolArray, threshold: int) -> bool:
    """Hide a second cell in a line that has one hidden, or hides too few people; True when something was hidden."""
    changed = False
    for index in _lines(counts.shape):
        line, seen = counts[index], hidden[index]
        alone = np.count_nonzero(seen & (line > 0)) == 1 or 0 < line[seen].sum() < threshold
        candidates = np.flatnonzero(~seen & (line > 0))
        if seen.any() and alone and len(candidates):
            # A cell whose other lines have hidden cells already closes a ring, where another would open a new one.
            opened = [_lines_opened(hidden, index, int(place)) for place in candidates]
            hidden[index][candidates[np.lexsort((line[candidates], np.array(opened)))[0]]] = True
            changed = True
    return changed


def _lines_opened(hidden: BoolArray, index: tuple[int | slice, ...], place: int) -> int:
    """Lines through a cell of a line, other than that line, in which nothing is hidden yet."""
    cell = tuple(place if isinstance(each, slice) else each for each in index)
    own = next(axis for axis, each in enumerate(index) if isinstance(each, slice))
    through = [
        np.moveaxis(hidden, axis, -1)[(*cell[:axis], *cell[axis + 1 :])] for axis in range(hidden.ndim) if axis != own
    ]
    return sum(not line.any() for line in through)


def _hide_beside(counts: Counts, hidden: BoolArray, cell: tuple[int, ...]) -> bool:
    """Hide the smallest shown cell that shares a line with one that is not safe."""
    best: tuple[int, tuple[int, ...]] | None = None
    for axis in range(counts.ndim):
        for place in range(counts.shape[axis]):
            other = (*cell[:axis], place, *cell[axis + 1 :])
            count = int(counts[other])
            if not hidden[other] and count > 0 and (best is None or count < best[0]):
                best = (count, other)
    if best is None:
        return False
    hidden[best[1]] = True
    return True


def _lines(shape: tuple[int, ...]) -> Iterator[tuple[int | slice, ...]]:
    for axis in range(len(shape)):
        others = [range(size) if place != axis else [slice(None)] for place, size in enumerate(shape)]
        yield from product(*others)


def _small_margin(table: Table, threshold: int) -> tuple[int, int] | None:
    """Axis and category of the smallest margin below the threshold."""
    smallest: tuple[int, int, int] | None = None
    for axis, size in enumerate(table.counts.shape):
        margins = np.moveaxis(table.counts, axis, 0).reshape(size, -1).sum(axis=1)
        place = int(np.argmin(margins))
        if margins[place] < threshold and (smallest is None or margins[place] < smallest[0]):
            smallest = (int(margins[place]), axis, place)
    return None if smallest is None else smallest[1:]


def _merge_at(table: Table, small_margin: tuple[int, int] | None) -> tuple[int, int, int] | None:
    """What to merge next: the small margin, else the smallest category; ordered classifications first."""
    shape = table.counts.shape
    if small_margin is not None and shape[small_margin[0]] > 1:
        axis, place = small_margin
    else:
        axes = [axis for axis, size in enumerate(shape) if size > 1]
        if not axes:
            return None
        # A long classification bears merging best; of equal ones the ordered, whose merged classes still mean
        # something.
        axis = max(axes, key=lambda each: (table.ordered[each] and shape[each] > 2, shape[each]))
        place = int(np.argmin(_margins(table.counts, axis)))
    margins = _margins(table.counts, axis)
    others = [other for other in range(shape[axis]) if other != place]
    if table.ordered[axis]:
        others = [other for other in others if abs(other - place) == 1]
    return axis, place, min(others, key=margins.__getitem__)


def _margins(counts: Counts, axis: int) -> Counts:
    return np.asarray(np.moveaxis(counts, axis, 0).reshape(counts.shape[axis], -1).sum(axis=1))
