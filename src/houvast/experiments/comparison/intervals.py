"""Means over seeds and how far they can be trusted.

A seed is one draw from all the luck that could have been; the mean over n seeds has the interval

    mean +- t(0.975, n - 1) * s / sqrt(n)

with s the standard deviation over the seeds and t the quantile of Student's distribution (Student, 1908, Biometrika
6(1)). It says how much of a figure is luck, and nothing about parameters that may be off.

An effect is the mean over seeds of the difference between two runs *with the same seed*. What the two have in common
falls away before the spread is taken, which is why so few seeds suffice (common random numbers; Law, Simulation
Modeling and Analysis, chapter on variance reduction).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

FloatArray = npt.NDArray[np.float64]

CONFIDENCE = 0.95
"""Of such intervals, nineteen in twenty hold the mean over all seeds: the convention of the field."""


class Interval(NamedTuple):
    """Means with the ends of their intervals; NaN where there is nothing to say."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray


def interval(values: FloatArray) -> Interval:
    """Return mean and interval over seeds.

    Parameters
    ----------
    values
        Shape (seeds, rows), in any one unit; NaN where a seed has no figure.

    Returns
    -------
    Interval
        Each of shape (rows,). The mean is NaN without any figure; the ends are NaN with fewer than two.
    """
    is_there = np.isfinite(values)
    n = is_there.sum(axis=0)
    total = np.where(is_there, values, 0.0).sum(axis=0)
    mean = np.divide(total, n, out=np.full(len(n), np.nan), where=n > 0)
    squares = np.where(is_there, values - mean, 0.0) ** 2
    freedom = n - 1
    variance = np.divide(squares.sum(axis=0), freedom, out=np.full(len(n), np.nan), where=freedom > 0)
    half = quantiles(len(values))[n] * np.sqrt(np.divide(variance, n, out=np.full(len(n), np.nan), where=n > 0))
    return Interval(mean, mean - half, mean + half)


def quantiles(most: int) -> FloatArray:
    """Return Student's quantile for 0 to `most` figures; NaN below two, where there is no spread."""
    found = np.full(most + 1, np.nan)
    freedom = np.arange(1, most)
    found[2:] = stats.t.ppf((1 + CONFIDENCE) / 2, freedom)
    return found


def within(found: Interval, lowest: FloatArray, highest: FloatArray) -> Interval:
    """Return intervals that do not reach beyond what the unit allows: a share stays between 0 and 1."""
    return Interval(found.mean, np.maximum(found.low, lowest), np.minimum(found.high, highest))
