"""A forecast whose interval is tested: made again at many moments of the past, with only what was known then.

At every origin the regression of `houvast.flex.regression` is fitted on what came before (older periods weigh less),
what it missed in the same period of other years returns in part, and the level is moved part of the way to the last
quarter. How much returns is what served best at the origins before: peaks that come back every year in a week of their
own are beyond the harmonics, and chance does not come back. The 80% interval is split-conformal: it spans the middle
80% of the standardised errors of all earlier origins, in proportion to the spread to be expected from the mean, and is
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
RETURN_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""How much of what the regression missed in the same period of other years may return."""
USUAL_RETURN = 2
"""Place of the share that is used until another has served better."""
BETTER_RATIO = 0.98
"""Another share must beat the usual one by this much."""
YEARS_REMEMBERED = 3
LEAST_YEARS_FOR_HARMONICS = 3
NORMAL_EDGE = 1.2816
"""Where the middle 80% of a normal distribution ends; used until there are errors to go by."""
CORRECTION_STEP = 0.2
"""How far the nominal share moves for every miss too many or too few (adaptive conformal inference)."""
SURE_VALUES = 100
"""With many departments a block of values says more: with this many the nominal share moves half of the miss."""
WIDEST_SHARE, NARROWEST_SHARE = 0.99, 0.5
LEAST_TESTED_SHARE = 0.25
"""With less than this share of a year to hold out nothing is said of coverage."""
FEW_ERRORS = 40
"""With fewer earlier errors of its own a department borrows those of all."""


@dataclass(frozen=True)
class Backtest:
    """What the forecast would have said over the held-out last year, or as much of it as follows a first year.

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
    """Forecasts at one origin, one per share of `RETURN_SHARES`, and the dispersion of the fit before it.

    Parameters
    ----------
    means
        Expected demand [n_shares, n_periods].
    dispersion
        Of the regression.
    residuals
        Standardised [n_shares, n_known_periods].
    beta
        Coefficients of the regression.
    """

    means: FloatArray
    dispersion: float
    residuals: FloatArray
    beta: FloatArray


@dataclass(frozen=True)
class _Tried:
    """One department, forecast at every origin: middle, spread and standardised error of every period after the first.

    `share` is the place in `RETURN_SHARES` of the share that served best in the end.
    """

    middle: FloatArray
    spread: FloatArray
    errors: FloatArray
    share: int


def make_forecast(demand: Demand, calendar: Calendar) -> Forecast:
    """Forecast the coming year, and test the method on the last one where history allows.

    Parameters
    ----------
    demand
        Demand per period; a year and a quarter or more for a test, two years to hold out a whole one.
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
    residuals = np.column_stack([each.residuals[past.share] for each, past in zip(made, tried, strict=True)])
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
    fitted = expected(columns[:end], beta, lengths[:end])
    freedom = max(origin - columns.shape[1] - 1, 1)
    missed = (counts[:origin] - fitted[:origin]) / np.sqrt(fitted[:origin])
    dispersion = float(np.sqrt((missed**2).sum() / freedom)) or 1.0
    returning = _returning(counts[:origin], fitted, PERIODS_PER_YEAR[step])
    means = fitted * (1 + np.multiply.outer(RETURN_SHARES, returning - 1))
    lately = slice(max(origin - QUARTER[step], 0), origin)
    level = (counts[lately].sum() + 1) / (means[:, lately].sum(1) + 1)
    known = means[:, :origin]
    return _Made(
        means[:, origin:] * level[:, None] ** LEVEL_SHARE, dispersion, (counts[:origin] - known) / np.sqrt(known), beta
    )


def _returning(counts: FloatArray, fitted: FloatArray, year: int) -> FloatArray:
    """Demand over fit in the same period of other years, as far as known; 1 where no other year is."""
    asked, expected_then = np.ones(len(fitted)), np.ones(len(fitted))
    known = np.arange(len(counts))
    for years in (each for k in range(1, YEARS_REMEMBERED + 1) for each in (k, -k)):
        there = known + years * year
        inside = (there >= 0) & (there < len(fitted))
        asked[there[inside]] += counts[inside]
        expected_then[there[inside]] += fitted[: len(counts)][inside]
    ratio: FloatArray = asked / expected_then
    return ratio


def _errors_of(blocks: Blocks, counts: FloatArray, lengths: FloatArray, origins: range, step: Step) -> _Tried:
    """Forecast one department at every origin, each time with the share of return that served best before."""
    n = len(counts)
    first = origins.start
    middle, spread = np.empty(max(n - first, 0)), np.empty(max(n - first, 0))
    missed = np.zeros(len(RETURN_SHARES))
    share, beta = USUAL_RETURN, None
    for origin in origins:
        end = min(origin + HORIZON[step], n)
        made = _forecast_at(blocks.columns, counts, lengths, origin, end, step, beta)
        beta = made.beta
        middle[origin - first : end - first] = made.means[share]
        spread[origin - first : end - first] = made.dispersion * np.sqrt(made.means[share])
        missed += np.abs(counts[origin:end] - made.means).sum(1)
        best = int(missed.argmin())
        share = best if missed[best] < BETTER_RATIO * missed[USUAL_RETURN] else USUAL_RETURN
    return _Tried(middle, spread, (counts[first:] - middle) / spread, share)


def _edges(own: FloatArray, shared: FloatArray, nominal: float = INTERVAL_SHARE) -> tuple[float, float]:
    """The middle of earlier errors, widened a little for their small number (split conformal)."""
    errors = own if len(own) >= FEW_ERRORS else shared
    if len(errors) == 0:
        return -NORMAL_EDGE, NORMAL_EDGE
    share = min(1.0, (1 + nominal) / 2 * (len(errors) + 1) / len(errors))
    return float(np.quantile(errors, 1 - share)), float(np.quantile(errors, share))


def _backtest(demand: Demand, tried: Sequence[_Tried], origins: range, year: int) -> tuple[Backtest | None, float]:
    """Test the method on the last year; also the nominal share at which it ended."""
    n, first = len(demand.days), origins.start
    start = max(n - year, year, first)
    shape = (n - first, len(demand.departments))
    middle, low, high = np.empty(shape), np.empty(shape), np.empty(shape)
    nominal = INTERVAL_SHARE
    for origin in origins:
        known = origin - first
        block = slice(known, min(known + origins.step, n - first))
        shared = np.concatenate([each.errors[:known] for each in tried])
        for column, each in enumerate(tried):
            edges = _edges(each.errors[:known], shared, nominal)
            middle[block, column] = each.middle[block]
            low[block, column] = np.maximum(each.middle[block] + edges[0] * each.spread[block], 0)
            high[block, column] = np.maximum(each.middle[block] + edges[1] * each.spread[block], 0)
        actual = demand.values[first:][block]
        covered = float(((low[block] <= actual) & (actual <= high[block])).mean())
        step = max(CORRECTION_STEP, actual.size / (actual.size + SURE_VALUES))
        nominal = min(max(nominal + step * (INTERVAL_SHARE - covered), NARROWEST_SHARE), WIDEST_SHARE)
    if n - start < LEAST_TESTED_SHARE * year:
        return None, nominal
    tested = slice(start - first, None)
    middle, low, high = middle[tested], low[tested], high[tested]
    naive = demand.values[start - year : n - year]
    return Backtest(demand.days[start:], demand.values[start:], middle, low, high, naive), nominal


def _coming_interval(
    made: Sequence[_Made], tried: Sequence[_Tried], nominal: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    shared = np.concatenate([each.errors for each in tried]) if tried else np.empty(0)
    ends = []
    for each, past in zip(made, tried, strict=True):
        edges, mean = _edges(past.errors, shared, nominal), each.means[past.share]
        spread = each.dispersion * np.sqrt(mean)
        ends.append((np.maximum(mean + edges[0] * spread, 0), mean, np.maximum(mean + edges[1] * spread, 0)))
    low, middle, high = (np.column_stack([end[k] for end in ends]) for k in range(3))
    return low, middle, high
