"""From expected to whole persons, with as little chance as possible.

Systematic rounding walks along the cells with one random start: cell i gets

    floor(c(i) + u) - floor(c(i - 1) + u),   c the running sum, u uniform on [0, 1)

so that every run of neighbouring cells differs less than one person from what was expected, against the
square root of the number of persons for independent draws. Sums over cells that are not neighbours can
still be off by a few; `round_table` then moves single persons along an axis until its sums are exact.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from houvast.population.raking import FloatTable, margin_of

IntTable = npt.NDArray[np.int64]

# Running sums are rounded to this grid and the start lies half-way between its points: the last bits of a
# sum may differ between machines, the whole persons made of it should not.
_GRID = 2.0**-20
# Candidates looked at per person to be moved, and at least: enough choice to find a likely cell.
_CANDIDATES_PER_MOVE = 4
_MIN_CANDIDATES = 64


def systematic_round(expected: FloatTable, totals: npt.NDArray[np.int64] | int, rng: np.random.Generator) -> IntTable:
    """Round cells to whole numbers, each row to its own total.

    Parameters
    ----------
    expected : ndarray of shape (n_cells,) or (n_rows, n_cells)
        Non-negative expectations; every row is first rescaled to its total. [persons]
    totals : int or ndarray of shape (n_rows,)
        Whole number wanted per row. [persons]
    rng : np.random.Generator
        Gives the random starts.

    Returns
    -------
    ndarray
        Whole numbers, same shape as `expected`, less than one from the rescaled expectation.
    """
    rows = np.atleast_2d(expected)
    wanted = np.atleast_1d(np.asarray(totals, np.int64))
    running = np.cumsum(rows, axis=1)
    sums = running[:, -1:]
    # A row without any expectation but with persons to place spreads them evenly.
    empty = sums[:, 0] <= 0
    if empty.any():
        running[empty] = np.arange(1, rows.shape[1] + 1)
        sums = running[:, -1:]
    running *= wanted[:, None] / sums
    running = np.round(running / _GRID) * _GRID
    running[:, -1] = wanted
    start = (np.floor(rng.random(len(rows)) / _GRID) + 1 / 2) * _GRID
    marks = np.floor(running + start[:, None]).astype(np.int64)
    return np.diff(marks, axis=1, prepend=0).reshape(expected.shape)


def round_table(
    expected: FloatTable,
    total: int,
    rng: np.random.Generator,
    targets: Mapping[int, npt.NDArray[np.int64]] | None = None,
) -> IntTable:
    """Round a table to whole persons with exact sums along every axis.

    Parameters
    ----------
    expected : ndarray
        Non-negative expectations, rescaled to `total`. [persons]
    total : int
        Whole number of persons. [persons]
    rng : np.random.Generator
        Gives the random start and the choice among equals.
    targets : mapping of int to ndarray, optional
        Whole-number sums wanted per axis; an axis that is not named gets its own rounded sums.

    Returns
    -------
    ndarray
        Whole numbers of the same shape. Sums along each axis equal their targets, unless zeros in
        `expected` make that impossible.
    """
    scaled = expected * (total / expected.sum()) if expected.sum() > 0 else expected
    counts = systematic_round(scaled.ravel(), total, rng).reshape(scaled.shape)
    for axis in range(scaled.ndim):
        target = (targets or {}).get(axis)
        if target is None:
            target = systematic_round(margin_of(scaled, (axis,)), total, rng)
        move_to_target(counts, scaled, axis, target, rng)
    return counts


def round_groups(
    expected: FloatTable,
    group_totals: IntTable,
    rng: np.random.Generator,
    exact_axes: tuple[int, ...] = (),
) -> IntTable:
    """Round a table of which the first axes are groups with known whole numbers.

    Parameters
    ----------
    expected : ndarray of shape (*groups, *cells)
        Non-negative expectations; every group is rescaled to its total. [persons]
    group_totals : ndarray of shape (*groups,)
        Persons per group. [persons]
    rng : np.random.Generator
        Gives the random starts and the choice among equals.
    exact_axes : tuple of int
        Axes of cells whose sums should be exact too.

    Returns
    -------
    ndarray
        Whole numbers of the same shape; group totals hold exactly.
    """
    rows = expected.reshape(group_totals.size, -1)
    sums = rows.sum(axis=1, keepdims=True)
    scaled = rows * np.divide(group_totals.reshape(-1, 1), sums, out=np.zeros_like(sums), where=sums > 0)
    counts = systematic_round(rows, group_totals.ravel(), rng).reshape(expected.shape)
    wanted = scaled.reshape(expected.shape)
    total = int(group_totals.sum())
    for axis in exact_axes:
        target = systematic_round(margin_of(expected, (axis,)), total, rng)
        move_to_target(counts, wanted, axis, target, rng)
    return counts


def move_to_target(
    counts: IntTable,
    expected: FloatTable,
    axis: int,
    target: npt.NDArray[np.int64],
    rng: np.random.Generator,
) -> None:
    """Move single persons along `axis`, in place, until its sums equal `target`.

    Only the value on this axis changes, so sums along all other axes stay. Persons leave cells that have
    more than expected and go where most are lacking.

    Parameters
    ----------
    counts, expected : ndarray
        Persons now and as expected, same shape. [persons]
    axis : int
        Axis whose sums should become exact.
    target : ndarray of shape (counts.shape[axis],)
        Sums wanted, with the total of `counts`. [persons]
    rng : np.random.Generator
        Chooses which cells are looked at.
    """
    by_value = np.moveaxis(counts, axis, 0)
    wanted: FloatTable = np.moveaxis(expected, axis, 0)
    rest_shape = by_value.shape[1:]
    surplus = np.asarray(counts.sum(axis=tuple(other for other in range(counts.ndim) if other != axis))) - target
    for value in np.flatnonzero(surplus > 0):
        n_moves = int(surplus[value])
        cells = np.flatnonzero(by_value[value].ravel() > 0)
        n_candidates = max(_CANDIDATES_PER_MOVE * n_moves, _MIN_CANDIDATES)
        if cells.size > n_candidates:
            cells = np.sort(rng.choice(cells, n_candidates, replace=False))
        places = np.unravel_index(cells, rest_shape)
        for cell, other in _best_moves(by_value, wanted, places, int(value), surplus, n_moves):
            place = tuple(index[cell] for index in places)
            by_value[(value, *place)] -= 1
            by_value[(other, *place)] += 1
            surplus[value] -= 1
            surplus[other] += 1


def _best_moves(
    counts: IntTable,
    expected: FloatTable,
    places: tuple[npt.NDArray[np.int64], ...],
    value: int,
    surplus: npt.NDArray[np.int64],
    n_moves: int,
) -> list[tuple[int, int]]:
    """Choose (candidate cell, new value) pairs that lessen the deviation from the expected table most."""
    lacking = np.flatnonzero(surplus < 0)
    room = {int(other): int(-surplus[other]) for other in lacking}
    cells = np.ravel_multi_index(places, counts.shape[1:])
    have = counts.reshape(len(counts), -1)[np.ix_(lacking, cells)]
    want = expected.reshape(len(counts), -1)[np.ix_(lacking, cells)]
    excess = counts[(value, *places)] - expected[(value, *places)]
    gain = np.where(want > 0, want - have + excess, -np.inf)
    left = counts[(value, *places)].copy()
    chosen: list[tuple[int, int]] = []
    for at in np.argsort(-gain, axis=None, kind="stable"):
        row, cell = divmod(int(at), gain.shape[1])
        other = int(lacking[row])
        if len(chosen) == n_moves or gain[row, cell] == -np.inf:
            break
        if room[other] and left[cell]:
            chosen.append((cell, other))
            room[other] -= 1
            left[cell] -= 1
    return chosen


def dealt(shares: FloatTable, n_persons: int, rng: np.random.Generator) -> npt.NDArray[np.uint16]:
    """Deal codes to persons like cards: exact numbers of each code, in random order.

    Parameters
    ----------
    shares : ndarray of shape (n_codes,)
        Relative frequency of each code; need not sum to one.
    n_persons : int
        How many to deal. [persons]
    rng : np.random.Generator
        Rounds and shuffles.

    Returns
    -------
    ndarray of shape (n_persons,)
        Codes 0 ... n_codes - 1.
    """
    counts = systematic_round(shares, n_persons, rng)
    codes = np.repeat(np.arange(len(shares), dtype=np.uint16), counts)
    rng.shuffle(codes)
    return codes


def chosen(weights: FloatTable, n_chosen: int, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Choose exactly `n_chosen` persons with chances in proportion to `weights` (at most one).

    Systematic sampling with unequal chances (Madow 1949). Persons whose chance would pass one are chosen
    for certain, and the chances of the others rise accordingly.

    Parameters
    ----------
    weights : ndarray of shape (n_persons,)
        Relative chances; zero means never.
    n_chosen : int
        How many to choose; fewer when fewer have a positive weight. [persons]
    rng : np.random.Generator
        Gives the random start.

    Returns
    -------
    ndarray of shape (n_persons,)
        True for the chosen.
    """
    n_wanted = min(n_chosen, int((weights > 0).sum()))
    certain = np.zeros(len(weights), np.bool_)
    while True:
        open_weights = np.where(certain, 0, weights)
        n_left = n_wanted - int(certain.sum())
        if n_left == 0:
            return certain
        chances = open_weights / open_weights.sum() * n_left
        # A chance that the grid of the rounding cannot tell from one counts as one.
        newly_certain = chances > 1 - 2 * _GRID
        if not newly_certain.any():
            return certain | (systematic_round(chances, n_left, rng) > 0)
        certain |= newly_certain


def spread_choice(mask: npt.NDArray[np.bool_], n_chosen: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Choose `n_chosen` of the persons in `mask` at even distances, with a random start.

    Parameters
    ----------
    mask : ndarray of shape (n_persons,)
        Who can be chosen.
    n_chosen : int
        How many; all of them when there are fewer. [persons]
    rng : np.random.Generator
        Gives the random start.

    Returns
    -------
    ndarray of shape (n_chosen,)
        Ascending places in `mask`.
    """
    candidates = np.flatnonzero(mask)
    n_chosen = min(n_chosen, len(candidates))
    steps = (np.arange(n_chosen) + rng.random()) * (len(candidates) / max(n_chosen, 1))
    return candidates[steps.astype(np.int64)]
