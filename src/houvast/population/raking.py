"""Raking: fit a table to margins by iterative proportional fitting.

Each margin in turn multiplies the cells so that their sums over the other axes equal what is asked:

    x <- x * target(i) / sum of x over the axes that i does not name

until every margin holds. Whatever association between two axes no margin speaks about stays as the seed has
it; a cell that is zero in the seed stays zero. Among all tables that meet the margins the result is the one
nearest to the seed in relative entropy (Deming and Stephan 1940; Csiszar 1975).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatTable = npt.NDArray[np.float64]

# Numerical settings, not facts: a margin that is off by less than this share of the total holds.
TOLERANCE_SHARE = 1e-7
MAX_ROUNDS = 4000


class Margin(NamedTuple):
    """What the sums over some axes of a table should be.

    Parameters
    ----------
    name : str
        For reports.
    axes : tuple of int
        The axes that the margin keeps, ascending.
    target : ndarray
        The sums asked; its axes are `axes` in order.
    groups : tuple of int, optional
        When the margin knows the last of its axes only by group: the group of each place on that axis.
    """

    name: str
    axes: tuple[int, ...]
    target: FloatTable
    groups: tuple[int, ...] | None = None


class Raked(NamedTuple):
    """A fitted table.

    Parameters
    ----------
    table : ndarray
        The fitted table, same shape as the seed.
    rounds : int
        Rounds over all margins that were needed.
    largest_error : float
        Largest difference between a margin and what was asked, in the unit of the table.
    """

    table: FloatTable
    rounds: int
    largest_error: float


def margin_of(table: FloatTable, axes: tuple[int, ...]) -> FloatTable:
    """Return the sums of `table` over all axes that are not in `axes`."""
    others = tuple(axis for axis in range(table.ndim) if axis not in axes)
    return np.asarray(table.sum(axis=others))


def rake(
    seed: FloatTable,
    margins: Sequence[Margin],
    max_rounds: int = MAX_ROUNDS,
    tolerance_share: float = TOLERANCE_SHARE,
) -> Raked:
    """Fit `seed` to `margins`.

    Margins that contradict each other cannot all be met; the margin named last then holds exactly and
    `largest_error` tells by how much the others are off.

    Parameters
    ----------
    seed : ndarray
        Non-negative table that carries the associations to keep.
    margins : sequence of Margin
        What is asked, with equal totals.
    max_rounds : int
        Give up after this many rounds.
    tolerance_share : float
        Stop when no margin is further off than this share of the total.

    Returns
    -------
    Raked
        The fitted table, the rounds used and the largest error left.
    """
    table = seed.astype(np.float64, copy=True)
    total = float(margins[0].target.sum())
    largest_error = np.inf
    for round_number in range(1, max_rounds + 1):
        errors_before = [_fit(table, margin) for margin in margins]
        # The last margin holds exactly after a round, the others as far as the next round finds them.
        if max(errors_before) <= tolerance_share * total:
            return Raked(table, round_number, max(errors_before))
        largest_error = max(errors_before)
    return Raked(table, max_rounds, largest_error)


def rake_pair(seed: FloatTable, rows: FloatTable, columns: FloatTable) -> FloatTable:
    """Fit a two-way table to its row and column sums, keeping the odds ratios of `seed`.

    How the seed was normalised (by row, by column, over all) makes no difference to the result.

    Parameters
    ----------
    seed : ndarray of shape (n_rows, n_columns)
        Association to keep.
    rows : ndarray of shape (n_rows,)
        Row sums asked.
    columns : ndarray of shape (n_columns,)
        Column sums asked; rescaled to the total of `rows`.

    Returns
    -------
    ndarray of shape (n_rows, n_columns)
        The fitted table.
    """
    scaled = columns * (rows.sum() / columns.sum())
    return rake(seed, [Margin("columns", (1,), scaled), Margin("rows", (0,), rows)]).table


def _fit(table: FloatTable, margin: Margin) -> float:
    """Multiply `table` in place so that `margin` holds; return the largest error found before."""
    sums = margin_of(table, margin.axes)
    if margin.groups is not None:
        grouping = np.eye(margin.target.shape[-1])[list(margin.groups)]
        sums = sums @ grouping
    factor = np.divide(margin.target, sums, out=np.zeros_like(sums), where=sums > 0)
    if margin.groups is not None:
        factor = factor[..., list(margin.groups)]
    kept = [size if axis in margin.axes else 1 for axis, size in enumerate(table.shape)]
    table *= factor.reshape(kept)
    return float(np.abs(sums - margin.target).max())
