"""Intervals around an estimate, and quantiles with theirs.

Means and differences get a t interval, shares a logit interval: a share of 3% has no room for a symmetric one.
Quantile rules and their intervals follow R survey: "math" is the inverse of the distribution function, "school"
averages at a step, hf1, hf7 and hf8 are rules 1, 7 and 8 of Hyndman & Fan (1996) with weights; an interval is
Woodruff's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from scipy import stats

from houvast.surveys.design import FloatArray

Interval = tuple[float | None, float | None]
NO_INTERVAL: Interval = (None, None)
LEVEL = 0.95


@cache
def critical(df: float, level: float = LEVEL) -> float:
    """Two-sided critical value of t; of the normal distribution for infinite df."""
    above = 1 - (1 - level) / 2
    return float(stats.norm.ppf(above) if math.isinf(df) else stats.t.ppf(above, df))


def symmetric(estimate: float, se: float, df: float, level: float = LEVEL) -> Interval:
    """Estimate plus and minus a number of standard errors; none without an error or degrees of freedom."""
    if not se > 0 or not df > 0:
        return NO_INTERVAL
    reach = critical(df, level) * se
    return estimate - reach, estimate + reach


def logit(estimate: float, se: float, df: float, level: float = LEVEL) -> Interval:
    """Interval of a share, symmetric on the scale of log odds (R: xlogit)."""
    if not se > 0 or not df > 0 or not 0 < estimate < 1:
        return NO_INTERVAL
    middle = math.log(estimate / (1 - estimate))
    reach = critical(df, level) * se / (estimate * (1 - estimate))
    return 1 / (1 + math.exp(reach - middle)), 1 / (1 + math.exp(-reach - middle))


def arcsine(estimate: float, se: float, df: float, level: float = LEVEL) -> Interval:
    """Interval of a share, symmetric on the scale of the arcsine of the root."""
    if not se > 0 or not df > 0 or not 0 < estimate < 1:
        return NO_INTERVAL
    middle = math.asin(math.sqrt(estimate))
    reach = critical(df, level) * se / (2 * math.sqrt(estimate * (1 - estimate)))
    return math.sin(middle - reach) ** 2, math.sin(middle + reach) ** 2


def beta(estimate: float, se: float, df: float, level: float = LEVEL, n_rows: int = 0) -> Interval:
    """Clopper-Pearson interval of a share at the effective sample size (Korn & Graubard 1998)."""
    if not se > 0 or not df > 0 or not 0 < estimate < 1:
        return NO_INTERVAL
    tail = (1 - level) / 2
    effective = estimate * (1 - estimate) / se**2 * (stats.t.ppf(tail, n_rows - 1) / stats.t.ppf(tail, df)) ** 2
    hits, misses = effective * estimate, effective * (1 - estimate)
    return float(stats.beta.ppf(tail, hits, misses + 1)), float(stats.beta.ppf(1 - tail, hits + 1, misses))


INTERVALS: dict[str, Callable[..., Interval]] = {"t": symmetric, "logit": logit, "asin": arcsine, "beta": beta}


def interval(kind: str, estimate: float, se: float, df: float, level: float, n_rows: int) -> Interval:
    """One of `INTERVALS`, or `normal`: the symmetric one for infinite degrees of freedom."""
    if kind == "normal":
        return symmetric(estimate, se, math.inf, level)
    if kind == "beta":
        return beta(estimate, se, df, level, n_rows)
    return INTERVALS[kind](estimate, se, df, level)


INTERVAL_KINDS = (*INTERVALS, "normal")


def quantile(weights: FloatArray, y: FloatArray, share: float, rule: str = "math") -> float:
    """Quantile of y at a share; rows of weight 0 do not count.

    Parameters
    ----------
    weights, y
        Shape (n,).
    share
        Between 0 and 1.
    rule
        One of `QUANTILE_RULES`.

    Returns
    -------
    float
    """
    counts = weights > 0
    order = np.argsort(y[counts], kind="stable")
    sorted_y, own = y[counts][order], weights[counts][order]
    reached = np.cumsum(own)
    if len(own) == 1:
        return float(sorted_y[0])
    return QUANTILE_RULES[rule](sorted_y, own, reached, share)


def _step(sorted_y: FloatArray, reached: FloatArray, share: float, is_school: bool) -> float:
    # A share that falls on a step must not be moved off it by rounding in the sums.
    target = share * reached[-1]
    tolerance = reached[-1] * 1e-13
    at = int(np.searchsorted(reached, target - tolerance))
    at = min(at, len(reached) - 1)
    on_step = abs(reached[at] - target) <= tolerance and at + 1 < len(reached)
    return float((sorted_y[at] + sorted_y[at + 1]) / 2) if is_school and on_step else float(sorted_y[at])


def _math(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:  # noqa: ARG001
    return _step(sorted_y, reached, share, is_school=False)


def _school(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:  # noqa: ARG001
    return _step(sorted_y, reached, share, is_school=True)


def _hf7(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:
    return _between(share, (reached - own) / reached[-2], sorted_y)


def _hf8(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:
    return _between(share, (reached - own / 3) / (reached[-1] + own[-1] / 3), sorted_y)


def _between(share: float, places: FloatArray, sorted_y: FloatArray) -> float:
    return float(np.interp(share, places, sorted_y))


QUANTILE_RULES: dict[str, Callable[[FloatArray, FloatArray, FloatArray, float], float]] = {
    "math": _math,
    "school": _school,
    "hf1": _math,
    "hf7": _hf7,
    "hf8": _hf8,
}
