"""Intervals around an estimate, and quantiles with theirs.

Means and differences get a t interval, shares a logit interval: a share of 3% has no room for a symmetric one.
Quantile rules and their intervals follow R survey: "math" is the inverse of the distribution function, "school"
averages at a step, hf1 to hf9 are the rules of Hyndman & Fan (1996) with weights; an interval is Woodruff's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from scipy import stats

from houvast.surveys.design import FloatArray

Interval = tuple[float | None, float | None]
QuantileRule = Callable[[FloatArray, FloatArray, FloatArray, float], float]
"""Quantile from sorted values, their weights, the cumulated weights and a share."""
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


def _on_step(reached: FloatArray, share: float) -> tuple[int, bool]:
    """Where the distribution function reaches a share, and whether it does so exactly before its last step."""
    # A share that falls on a step must not be moved off it by rounding in the sums.
    target = share * reached[-1]
    tolerance = reached[-1] * 1e-13
    at = min(int(np.searchsorted(reached, target - tolerance)), len(reached) - 1)
    return at, abs(reached[at] - target) <= tolerance and at + 1 < len(reached)


def _math(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:  # noqa: ARG001
    return float(sorted_y[_on_step(reached, share)[0]])


def _school(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:  # noqa: ARG001
    at, is_exact = _on_step(reached, share)
    return float((sorted_y[at] + sorted_y[at + 1]) / 2) if is_exact else float(sorted_y[at])


def _hf3(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:  # noqa: ARG001
    """Steps are those of different values; on one with an odd number the next value counts."""
    is_last = np.append(sorted_y[1:] != sorted_y[:-1], np.True_)
    values = sorted_y[is_last]
    at, is_exact = _on_step(reached[is_last], share)
    return float(values[at + 1] if is_exact and at % 2 == 0 else values[at])


def _continuous(places: Callable[[FloatArray, FloatArray], FloatArray]) -> QuantileRule:
    """A rule that draws straight lines between the places of the sorted values."""

    def rule(sorted_y: FloatArray, own: FloatArray, reached: FloatArray, share: float) -> float:
        return float(np.interp(share, places(own, reached), sorted_y))

    return rule


QUANTILE_RULES: dict[str, QuantileRule] = {
    "math": _math,
    "school": _school,
    "hf1": _math,
    "hf2": _school,
    "hf3": _hf3,
    "hf4": _continuous(lambda own, reached: reached / reached[-1]),  # noqa: ARG005
    "hf5": _continuous(lambda own, reached: (reached - own / 2) / reached[-1]),
    "hf6": _continuous(lambda own, reached: reached / (reached[-1] + own[-1])),
    "hf7": _continuous(lambda own, reached: (reached - own) / reached[-2]),
    "hf8": _continuous(lambda own, reached: (reached - own / 3) / (reached[-1] + own[-1] / 3)),
    "hf9": _continuous(lambda own, reached: (reached - own * 3 / 8) / (reached[-1] + own[-1] / 4)),
}
