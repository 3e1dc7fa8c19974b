"""A forecast whose interval is tested: made again at many moments of the past, with only what was known then.

At every origin the regression of `houvast.flex.regression` is fitted on what came before (older periods weigh less) and
its level is moved part of the way to the last quarter. The 80% interval is split-conformal: it spans the middle 80%
of the standardised errors of all earlier origins, in proportion to the spread to be expected from the mean, and is
widened or narrowed as it turns out to miss too often or too seldom (adaptive conformal inference; Gibbs and Candes
2021). The errors of the last year are held out, so the printed coverage and the printed error against the seasonal
naive forecast (the same period of last year) are out of sample. Departments with few errors of their own share them
with the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from houvast.flex.calendar import Calendar, period_lengths
from houvast.flex.demand import Demand, FloatArray, Step
from houvast.flex.regression import DAYS_PER_YEAR, Blocks, expected, fit_poisson, make_blocks

INTERVAL_SHARE = 0.8
COVERAGE_GOAL = (0.75, 0.85)
PERIODS_PER_YEAR: dict[Step, int] = {"day": 364, "week": 52, "month": 12}
"""Periods after which the same kind of period returns; 364 days keep the weekday."""
HORIZON: dict[Step, int] = {"day": 28, "week": 4, "month": 3}
"""Periods forecast at one origin before the next."""
QUARTER: dict[Step, int] = {"day": 56, "week": 8, "month": 3}
LEVEL_SHARE = 0.7
"""How far the level moves to that of the last quarter; 0 trusts the regression only, 1 the quarter only."""
HALF_LIFE_YEARS = 2.0
LEAST_YEARS_FOR_HARMONICS = 3
NORMAL_EDGE = 1.2816
"""Where the middle 80% of a normal distribution ends; used until there are errors to go by."""
CORRECTION_STEP = 0.2
"""How far the nominal share moves for every miss too many or too few (adaptive conformal inference)."""
WIDEST_SHARE, NARROWEST_SHARE = 0.99, 0.5
FEW_ERRORS = 40
"""With fewer earlier errors of its own a department borrows those of all."""


@dataclass(frozen=True)
class Backtest:
    """What the forecast would have said over the held-out last year.

    Parameters
    ----------
    days
        The held-out periods [n_tested].
    actual, middle, low, high, naive
        Demand, forecast, its interval and the seasonal naive forecast [n_tested, n_departments].
    """

    days: tuple[date, ...]
    actual: FloatArray
    middle: FloatArray
    low: FloatArray
    high: FloatArray
    naive: FloatArray

    @property
    def coverage_share(self) -> float:
        """Share of held-out values inside their interval."""
        return float(((self.low <= self.actual) & (self.actual <= self.high)).mean())

    @property
    def coverage_share_by_department(self) -> FloatArray:
        """The same per department [n_departments]."""
        inside: FloatArray = ((self.low <= self.actual) & (self.actual <= self.high)).mean(0)
        return inside

    @property
    def error(self) -> float:
        """Mean absolute error."""
        return float(np.abs(self.actual - self.middle).mean())

    @property
    def naive_error(self) -> float:
        """Mean absolute error of the seasonal naive forecast."""
        return float(np.abs(self.actual - self.naive).mean())

    @property
    def meets_goal(self) -> bool:
        """Whether the interval covers what it promises, within the goal."""
        return COVERAGE_GOAL[0] <= self.coverage_share <= COVERAGE_GOAL[1]


@dataclass(frozen=True)
class Forecast:
    """The coming year: middle and interval [n_periods, n_departments], and the test of the method on the last year."""

    days: tuple[date, ...]
    middle: FloatArray
    low: FloatArray
    high: FloatArray
    backtest: Backtest | None
    residuals: FloatArray
    """Standardised residuals of the fit [n_known_periods, n_departments], for joint scenarios."""


@dataclass(frozen=True)
class _Made:
    """A forecast at one origin: expected demand and the dispersion of the fit before it."""

    mean: FloatArray
    dispersion: float
    residuals: FloatArray
    beta: FloatArray


def make_forecast(demand: Demand, calendar: Calendar) -> Forecast:
    """Forecast the coming year, and test the method on the last one where history allows.

    Parameters
    ----------
    demand
        Demand per period; two years or more for a test.
    calendar
        Holidays and events, also those still to come.
    """
    step, n = demand.step, len(demand.days)
    year = PERIODS_PER_YEAR[step]
    coming = _coming_days(demand.days, step, year)
    every_day = (*demand.days, *coming)
    blocks = [_forecast_blocks(every_day, step, calendar, name, n) for name in demand.departments]
    lengths = np.log(np.array(period_lengths(every_day, step), dtype=float))
    origins = range(max(n - 2 * year, min(year, n // 2) + 1), n, HORIZON[step])
    tried = [_errors_of(blocks[k], demand.values[:, k], lengths, origins, step) for k in range(len(blocks))]
    backtest, nominal = _backtest(demand, tried, origins, year)
    made = [
        _forecast_at(blocks[k].columns, demand.values[:, k], lengths, n, len(every_day), step)
        for k in range(len(blocks))
    ]
    low, middle, high = _coming_interval(made, tried, nominal)
    residuals = np.column_stack([each.residuals for each in made])
    return Forecast(coming, middle, low, high, backtest, residuals)


def _coming_days(days: Sequence[date], step: Step, n: int) -> tuple[date, ...]:
    if step == "month":
        last = days[-1].year * 12 + days[-1].month - 1
        return tuple(date((last + k) // 12, (last + k) % 12 + 1, 1) for k in range(1, n + 1))
    stride = 7 if step == "week" else 1
    return tuple(days[-1] + timedelta(days=stride * k) for k in range(1, n + 1))


def _forecast_blocks(days: Sequence[date], step: Step, calendar: Calendar, name: str, n_known: int) -> Blocks:
    """Columns for a forecast: a straight trend, and no more harmonics than the years of history can carry."""
    n_years = (days[n_known - 1] - days[0]).days / DAYS_PER_YEAR
    blocks = make_blocks(days, step, calendar, name, harmonics=3 if n_years >= LEAST_YEARS_FOR_HARMONICS else 1)
    kept = [place for place, column in enumerate(blocks.names) if column != "t2"]
    return Blocks(tuple(blocks.parts[k] for k in kept), tuple(blocks.names[k] for k in kept), blocks.columns[:, kept])


def _forecast_at(
    columns: FloatArray,
    counts: FloatArray,
    lengths: FloatArray,
    origin: int,
    end: int,
    step: Step,
    start: FloatArray | None = None,
) -> _Made:
    """Forecast periods from `origin` to `end` with what was known before `origin`."""
    age = origin - 1 - np.arange(origin)
    weights = 0.5 ** (age / (HALF_LIFE_YEARS * PERIODS_PER_YEAR[step]))
    beta = fit_poisson(columns[:origin], counts[:origin], weights, lengths[:origin], start)
    mean = expected(columns[:end], beta, lengths[:end])
    known = slice(max(origin - QUARTER[step], 0), origin)
    lately = (counts[known].sum() + 1) / (mean[known].sum() + 1)
    residuals = (counts[:origin] - mean[:origin]) / np.sqrt(mean[:origin])
    freedom = max(origin - columns.shape[1] - 1, 1)
    dispersion = float(np.sqrt((residuals**2).sum() / freedom)) or 1.0
    return _Made(mean[origin:end] * lately**LEVEL_SHARE, dispersion, residuals, beta)


def _errors_of(
    blocks: Blocks, counts: FloatArray, lengths: FloatArray, origins: range, step: Step
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Forecast, spread and standardised error of every period after the first origin, one department."""
    n = len(counts)
    first = origins.start
    middle, spread = np.empty(max(n - first, 0)), np.empty(max(n - first, 0))
    beta = None
    for origin in origins:
        end = min(origin + HORIZON[step], n)
        made = _forecast_at(blocks.columns, counts, lengths, origin, end, step, beta)
        beta = made.beta
        middle[origin - first : end - first] = made.mean
        spread[origin - first : end - first] = made.dispersion * np.sqrt(made.mean)
    return middle, spread, (counts[first:] - middle) / spread


def _edges(own: FloatArray, shared: FloatArray, nominal: float = INTERVAL_SHARE) -> tuple[float, float]:
    """The middle of earlier errors, widened a little for their small number (split conformal)."""
    errors = own if len(own) >= FEW_ERRORS else shared
    if len(errors) == 0:
        return -NORMAL_EDGE, NORMAL_EDGE
    share = min(1.0, (1 + nominal) / 2 * (len(errors) + 1) / len(errors))
    return float(np.quantile(errors, 1 - share)), float(np.quantile(errors, share))


def _backtest(
    demand: Demand, tried: Sequence[tuple[FloatArray, FloatArray, FloatArray]], origins: range, year: int
) -> tuple[Backtest | None, float]:
    """Test the method on the last year; also the nominal share at which it ended."""
    n, first = len(demand.days), origins.start
    start = n - year
    shape = (n - first, len(demand.departments))
    middle, low, high = np.empty(shape), np.empty(shape), np.empty(shape)
    nominal = INTERVAL_SHARE
    for origin in origins:
        known = origin - first
        block = slice(known, min(known + origins.step, n - first))
        shared = np.concatenate([errors[:known] for _, _, errors in tried])
        for column, (means, spreads, errors) in enumerate(tried):
            edges = _edges(errors[:known], shared, nominal)
            middle[block, column] = means[block]
            low[block, column] = np.maximum(means[block] + edges[0] * spreads[block], 0)
            high[block, column] = np.maximum(means[block] + edges[1] * spreads[block], 0)
        actual = demand.values[first:][block]
        covered = float(((low[block] <= actual) & (actual <= high[block])).mean())
        nominal = min(max(nominal + CORRECTION_STEP * (INTERVAL_SHARE - covered), NARROWEST_SHARE), WIDEST_SHARE)
    if start < max(year, first):
        return None, nominal
    tested = slice(start - first, None)
    middle, low, high = middle[tested], low[tested], high[tested]
    naive = demand.values[start - year : n - year]
    return Backtest(demand.days[start:], demand.values[start:], middle, low, high, naive), nominal


def _coming_interval(
    made: Sequence[_Made], tried: Sequence[tuple[FloatArray, FloatArray, FloatArray]], nominal: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    shared = np.concatenate([errors for _, _, errors in tried]) if tried else np.empty(0)
    ends = []
    for each, (_, _, errors) in zip(made, tried, strict=True):
        edges = _edges(errors, shared, nominal)
        spread = each.dispersion * np.sqrt(each.mean)
        ends.append(
            (np.maximum(each.mean + edges[0] * spread, 0), each.mean, np.maximum(each.mean + edges[1] * spread, 0))
        )
    low, middle, high = (np.column_stack([end[k] for end in ends]) for k in range(3))
    return low, middle, high
