"""Everything Houvast leaves to the library svy; no other module knows it.

svy is exact (its weights equal those of R survey to 1e-11) but young, and renames things between versions. It is
pinned, and spoken to here only: fitting weights to known totals, and reading files of SPSS and Stata.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from houvast.surveys.design import FloatArray, IntArray

CLOSE = 1e-12
"""Relative distance to a margin at which raking stops."""
MOST_ROUNDS = 1000
WEIGHT, FITTED = "weight", "fitted_weight"


def read_stata_or_spss(path: Path) -> pl.DataFrame:
    """Read a `.sav`, `.zsav` or `.dta` file; codes stay codes."""
    import svy

    read = svy.read_dta if path.suffix.lower() == ".dta" else svy.read_sav
    frame: pl.DataFrame = read(path)
    return frame


def raked(start_weights: FloatArray, groups: list[IntArray], totals: list[FloatArray]) -> FloatArray:
    """Fit weights to several margins by iterative proportional fitting.

    Parameters
    ----------
    start_weights
        Shape (n,).
    groups
        Per margin the group of every row, shape (n,).
    totals
        Per margin the total of every group.

    Returns
    -------
    ndarray
        Shape (n,).

    Raises
    ------
    ArithmeticError
        The margins contradict each other, or a group of them has no rows.
    """
    import svy

    names = [f"margin_{number}" for number in range(len(groups))]
    sample = _sample(start_weights, dict(zip(names, groups, strict=True)))
    margins = {name: _levels(totals[index]) for index, name in enumerate(names)}
    try:
        fitted = sample.weighting.rake(controls=margins, tol=CLOSE, max_iter=MOST_ROUNDS, wgt_name=FITTED)
    except svy.SvyError as fault:
        raise ArithmeticError(str(fault)) from fault
    return np.asarray(fitted.data[FITTED].to_numpy(), dtype=float)


def calibrated(
    start_weights: FloatArray,
    groups: list[IntArray],
    totals: list[FloatArray],
    columns: list[FloatArray],
    sums: list[float],
) -> FloatArray:
    """Fit weights linearly (GREG) to margins and to sums of numeric columns.

    Parameters
    ----------
    start_weights, groups, totals
        As for `raked`.
    columns
        Numeric columns, each of shape (n,).
    sums
        Their known sums.

    Returns
    -------
    ndarray
        Shape (n,).

    Raises
    ------
    ArithmeticError
        The totals cannot be met.
    """
    import svy

    names = [f"margin_{number}" for number in range(len(groups))]
    numeric = [f"number_{number}" for number in range(len(columns))]
    sample = _sample(start_weights, dict(zip([*names, *numeric], [*groups, *columns], strict=True)))
    controls: dict[object, object] = {svy.Cat(name): _levels(totals[index]) for index, name in enumerate(names)}
    controls |= dict(zip(numeric, sums, strict=True))
    try:
        fitted = sample.weighting.calibrate(controls=controls, wgt_name=FITTED)
    except svy.SvyError as fault:
        raise ArithmeticError(str(fault)) from fault
    return np.asarray(fitted.data[FITTED].to_numpy(), dtype=float)


def _sample(start_weights: FloatArray, columns: dict[str, FloatArray | IntArray]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    import svy

    shown = {name: values.astype(str) if values.dtype.kind in "iu" else values for name, values in columns.items()}
    return svy.Sample(pl.DataFrame({WEIGHT: start_weights} | shown), svy.Design(wgt=WEIGHT))


def _levels(totals: FloatArray) -> dict[str, float]:
    return {str(level): float(total) for level, total in enumerate(totals)}
