"""The regression under diagnosis and forecast: what a day is made of, and Poisson regression with a little ridge.

Expected demand is exp(X b). X holds trend, harmonics of the year, weekdays and the calendar; b maximises the Poisson
likelihood less a penalty on its square, found by Newton steps (iteratively reweighted least squares; McCullagh and
Nelder 1989, ch. 2). The penalty keeps rare holidays and short histories from running away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from houvast.flex.calendar import Calendar, period_lengths
from houvast.flex.demand import DAYS_PER_WEEK, FloatArray, Step

DAYS_PER_YEAR = 365.25
HARMONICS = 3
RIDGE = 1.0
"""Weight of the penalty, in counts: a column seen for one unit of demand is halved, one seen for a hundred is kept."""
MOST_STEPS = 50
STEP_TOLERANCE = 1e-7
LARGEST_LOG = 30.0
SMALLEST_MEAN = 1e-9


@dataclass(frozen=True)
class Blocks:
    """The columns that explain demand, part by part, in the order they are entered."""

    parts: tuple[str, ...]
    names: tuple[str, ...]
    columns: FloatArray

    def of(self, part: str) -> FloatArray:
        """Return the columns of one part."""
        return self.columns[:, [place for place, each in enumerate(self.parts) if each == part]]

    def without(self, part: str) -> Blocks:
        """Return the blocks without one part."""
        kept = [place for place, each in enumerate(self.parts) if each != part]
        return Blocks(tuple(self.parts[k] for k in kept), tuple(self.names[k] for k in kept), self.columns[:, kept])


def make_blocks(
    days: Sequence[date], step: Step, calendar: Calendar, department: str, harmonics: int = HARMONICS
) -> Blocks:
    """Make the columns for a department: trend, year, weekday, then what the calendar adds.

    Parameters
    ----------
    days
        First day of every period. Time is counted in days from the first of them.
    step
        Length of a period.
    calendar
        Holidays and events.
    department
        Decides which events count.
    harmonics
        Pairs of sine and cosine over the year.
    """
    t = np.array([(day - days[0]).days for day in days], dtype=float)
    n = t[-1] + period_lengths(days, step)[-1]
    columns: list[tuple[str, str, FloatArray]] = [("trend", "t", t / n), ("trend", "t2", (t / n) ** 2)]
    for h in range(1, harmonics + 1):
        angle = 2 * np.pi * h * t / DAYS_PER_YEAR
        columns += [("year", f"sin{h}", np.sin(angle)), ("year", f"cos{h}", np.cos(angle))]
    if step == "day":
        weekday = np.array([day.weekday() for day in days])
        columns += [("weekday", f"weekday{k}", (weekday == k).astype(float)) for k in range(1, DAYS_PER_WEEK)]
    columns += calendar.columns(days, step, department)
    return Blocks(
        tuple(part for part, _, _ in columns),
        tuple(name for _, name, _ in columns),
        np.column_stack([column for _, _, column in columns]),
    )


def fit_poisson(
    columns: FloatArray,
    counts: FloatArray,
    weights: FloatArray,
    offset: FloatArray,
    start: FloatArray | None = None,
) -> FloatArray:
    """Fit a Poisson regression with ridge.

    Parameters
    ----------
    columns
        Explaining columns [n, k], without constant.
    counts
        What is explained [n], 0 or more.
    weights
        Weight of each period [n].
    offset
        Logarithm of what each period is long [n].
    start
        Coefficients to start from, such as those of a little earlier.

    Returns
    -------
    array
        The constant and the k coefficients.
    """
    x = np.column_stack([np.ones(len(counts)), columns])
    by_column = np.ascontiguousarray(x.T)
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 0
    if start is None:
        beta = np.zeros(x.shape[1])
        beta[0] = np.log(max(float(weights @ counts), SMALLEST_MEAN) / float(weights @ np.exp(offset)))
    else:
        beta = start.copy()
    for _ in range(MOST_STEPS):
        mean = np.exp(np.clip(x @ beta + offset, -LARGEST_LOG, LARGEST_LOG))
        score = by_column @ (weights * (counts - mean)) - penalty * beta
        # Not a product of matrices: the threads of one this small wait for each other on a busy machine.
        curvature = np.einsum("pn,qn->pq", by_column * (weights * mean), by_column)
        information = curvature + np.diag(penalty + SMALLEST_MEAN)
        change = np.linalg.solve(information, score)
        change *= min(1.0, 2.0 / max(float(np.abs(change).max()), SMALLEST_MEAN))
        beta += change
        if float(np.abs(change).max()) < STEP_TOLERANCE:
            break
    return beta


def expected(columns: FloatArray, beta: FloatArray, offset: FloatArray) -> FloatArray:
    """Expected demand per period."""
    mean: FloatArray = np.exp(np.clip(beta[0] + columns @ beta[1:] + offset, -LARGEST_LOG, LARGEST_LOG))
    return mean
