"""Weights fitted to known totals: linear, raking or bounded logit, and trimming.

Linear calibration and the raking of margins go through svy. Raking to numeric totals and the bounded logit distance,
which svy does not have, are solved here by Newton's method (Deville & Sarndal 1992).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from houvast.surveys.design import Calibration, Design, FloatArray, IntArray
from houvast.vocabulary.errors import HouvastError, problem

CLOSE = 1e-12
MOST_STEPS = 100


class Distance(StrEnum):
    """How far a fitted weight may be from where it started."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


@dataclass(frozen=True)
class Totals:
    """Known totals of the population.

    Parameters
    ----------
    groups
        Per margin the group of every row, shape (n,).
    group_totals
        Per margin the total of every group.
    columns
        Numeric columns with a known sum, each of shape (n,).
    sums
        Their sums.
    """

    groups: tuple[IntArray, ...] = ()
    group_totals: tuple[FloatArray, ...] = ()
    columns: tuple[FloatArray, ...] = ()
    sums: tuple[float, ...] = ()

    @property
    def covariates(self) -> FloatArray:
        """What the weights are fitted to, shape (n, q)."""
        parts = [
            (groups[:, None] == np.arange(len(totals))).astype(float)
            for groups, totals in zip(self.groups, self.group_totals, strict=True)
        ]
        parts += [column[:, None] for column in self.columns]
        return np.concatenate(parts, axis=1)

    @property
    def targets(self) -> FloatArray:
        """The totals of `covariates`, shape (q,)."""
        return np.concatenate([*self.group_totals, np.array(self.sums)])


def calibrate(design: Design, totals: Totals, distance: Distance, bounds: tuple[float, float] | None = None) -> Design:
    """Fit the weights of a design to known totals.

    Parameters
    ----------
    design
        A design without replicate weights.
    totals
        What to fit to.
    distance
        How.
    bounds
        Smallest and largest factor; for the logit distance.

    Returns
    -------
    Design
        With the fitted weights; its standard errors take the fit into account.

    Raises
    ------
    HouvastError
        `surveys.not_calibrated`: no weights meet the totals.
    """
    from houvast.surveys import through_svy

    start = design.weights
    groups, group_totals = list(totals.groups), list(totals.group_totals)
    try:
        if distance is Distance.LINEAR:
            weights = through_svy.calibrated(start, groups, group_totals, list(totals.columns), list(totals.sums))
        elif distance is Distance.RAKING and not totals.columns:
            weights = through_svy.raked(start, groups, group_totals)
        else:
            weights = _newton(start, totals, distance, bounds or (0.0, np.inf))
    except (ArithmeticError, np.linalg.LinAlgError) as fault:
        raise HouvastError(problem("surveys.not_calibrated", found=str(fault).splitlines()[0])) from fault
    return replace(design, weights=weights, calibration=Calibration(totals.covariates, start))


def trimmed(weights: FloatArray, low: float, high: float) -> FloatArray:
    """Cut weights off at bounds and spread what was cut evenly over the others, once; shape (n,)."""
    outside = (weights < low) | (weights > high)
    cut = np.clip(weights, low, high)
    if outside.any() and not outside.all():
        cut[~outside] += (weights - cut).sum() / np.count_nonzero(~outside)
    return np.asarray(cut)


def _newton(start: FloatArray, totals: Totals, distance: Distance, bounds: tuple[float, float]) -> FloatArray:
    """Solve for the factors g of the weights: the sum of g start x meets the targets."""
    x = totals.covariates
    scale = np.maximum(np.abs(x).max(axis=0), 1e-300)
    x, targets = x / scale, totals.targets / scale
    factor = _raking if distance is Distance.RAKING else _bounded(*bounds)
    multipliers = np.zeros(x.shape[1])
    for _ in range(MOST_STEPS):
        g, slope = factor(x @ multipliers)
        missed = targets - (g * start) @ x
        if np.abs(missed).max() <= CLOSE * np.abs(targets).max():
            return np.asarray(g * start)
        step = np.linalg.lstsq((x * (slope * start)[:, None]).T @ x, missed, rcond=1e-12)[0]
        multipliers = multipliers + step
        if not np.isfinite(multipliers).all():
            break
    not_met = "the totals are not met within the bounds"
    raise ArithmeticError(not_met)


def _raking(u: FloatArray) -> tuple[FloatArray, FloatArray]:
    with np.errstate(over="ignore"):
        g = np.exp(u)
    return g, g


def _bounded(low: float, high: float) -> Callable[[FloatArray], tuple[FloatArray, FloatArray]]:
    """Logit distance: a factor that runs from low to high and is 1, with slope 1, at 0."""
    steepness = (high - low) / ((1 - low) * (high - 1))

    def factor(u: FloatArray) -> tuple[FloatArray, FloatArray]:
        with np.errstate(over="ignore"):
            grown = np.exp(np.clip(steepness * u, -700, 700))
        below = (high - 1) + (1 - low) * grown
        g = (low * (high - 1) + high * (1 - low) * grown) / below
        slope = (g - low) * (high - g) / ((1 - low) * (high - 1))
        return g, slope

    return factor
