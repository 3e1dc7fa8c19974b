"""Step one: how much flexibility is needed, where it comes from, and how far it can be foreseen.

Need is hours a week above base contract hours, in a middling week (P50) and a busy one (P90). Where the employer
gives no contract hours, base is the newsvendor quantile: the level at which an hour more costs what it saves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from houvast.flex.calendar import Calendar
from houvast.flex.decomposition import Decomposition, decompose
from houvast.flex.demand import FloatArray
from houvast.flex.forecast import Forecast, make_forecast
from houvast.flex.mix.terms import Staff, flex_rules
from houvast.flex.scenarios import Scenarios, make_scenarios
from houvast.flex.workload import Conversion, Workload

CAPACITY_SHARE = 0.99
"""A period this close to capacity is one in which more may have been asked than was counted."""
FLAT_RUNS, FLAT_SHARE = 3, 0.02
"""A highest value that returns this often, and in this share of the periods, looks like a ceiling."""
SCENARIOS = 400
WRONG_SHOWN = 10


@dataclass(frozen=True)
class Censored:
    """Periods in which a department worked at its capacity: what was counted may be less than what was asked."""

    department: str
    days: tuple[date, ...]
    capacity: float
    is_given: bool


@dataclass(frozen=True)
class Miss:
    """A held-out period outside its interval: what came, what was expected."""

    department: str
    day: date
    actual: float
    low: float
    high: float


@dataclass(frozen=True)
class Need:
    """The diagnosis of need.

    Parameters
    ----------
    workload
        Demand in hours and in its own unit.
    decompositions
        Per department.
    forecast
        At the step of the file, with its test.
    scenarios
        Coming years by week; None for monthly demand.
    base_hours
        Base contract hours per week [n_departments].
    base_is_given
        Whether the employer gave them.
    p50_hours, p90_hours
        Need above base per coming week [n_weeks, n_departments]; empty for monthly demand.
    censored
        Departments with periods at capacity.
    misses
        The held-out periods most outside their interval.
    calendar_covers
        Whether school holidays are known over the whole history.
    """

    workload: Workload
    decompositions: tuple[Decomposition, ...]
    forecast: Forecast
    scenarios: Scenarios | None
    base_hours: FloatArray
    base_is_given: bool
    p50_hours: FloatArray
    p90_hours: FloatArray
    censored: tuple[Censored, ...]
    misses: tuple[Miss, ...]
    calendar_covers: bool


def diagnose_need(workload: Workload, calendar: Calendar, staff: Staff | None, when: date, seed: int = 1) -> Need:
    """Diagnose the need for flexibility.

    Parameters
    ----------
    workload
        Hours of work.
    calendar
        Holidays and events.
    staff
        Contract hours and capacities, where the employer gives them.
    when
        Date of the prices behind a base that is not given.
    seed
        Of the scenarios.
    """
    hours = workload.hours
    weekly = hours.step != "month"
    scenarios = make_scenarios(hours, calendar, SCENARIOS, seed) if weekly else None
    base, is_given = _base_hours(scenarios, staff, when)
    above = np.maximum(scenarios.hours - base, 0) if scenarios else np.empty((1, 0, len(hours.departments)))
    p50, p90 = np.quantile(above, 0.5, axis=0), np.quantile(above, 0.9, axis=0)
    are_arrivals = workload.conversion is not Conversion.HOURS or bool(
        np.all(workload.counts.values == np.round(workload.counts.values))
    )
    forecast = make_forecast(workload.counts, calendar)
    return Need(
        workload,
        decompose(workload.counts, hours, calendar, are_arrivals),
        forecast,
        scenarios,
        base,
        is_given,
        p50,
        p90,
        _censored(workload, staff),
        _misses(forecast, workload.counts.departments),
        calendar.covers(workload.counts.days),
    )


def _base_hours(scenarios: Scenarios | None, staff: Staff | None, when: date) -> tuple[FloatArray, bool]:
    if staff is not None:
        given = staff.of("contract_hours_per_week")
        if not np.isnan(given).any():
            return given, True
    if scenarios is None:
        return np.full(len(staff.departments) if staff else 0, math.nan), False
    short = flex_rules().number("agency_wage_ratio", when)
    # A permanent hour costs 1 in every week; a lacking one costs an agency hour in that week.
    return np.quantile(scenarios.hours, (short - 1) / short, axis=(0, 1)), False


def _censored(workload: Workload, staff: Staff | None) -> tuple[Censored, ...]:
    """Departments that worked at capacity: given, or seen in a highest value that returns again and again."""
    found = []
    given = staff.of("capacity") if staff else np.full(len(workload.counts.departments), math.nan)
    for place, name in enumerate(workload.counts.departments):
        values, is_given = workload.counts.values[:, place], not math.isnan(given[place])
        top = float(given[place]) if is_given else float(values.max())
        at_top = values >= CAPACITY_SHARE * top if is_given else values == top
        least = 1 if is_given else max(FLAT_RUNS, FLAT_SHARE * len(values))
        if top > 0 and least <= at_top.sum() < len(values):
            days = tuple(day for day, full in zip(workload.counts.days, at_top, strict=True) if full)
            found.append(Censored(name, days, top, is_given))
    return tuple(found)


def _misses(forecast: Forecast, departments: tuple[str, ...]) -> tuple[Miss, ...]:
    test = forecast.backtest
    if test is None:
        return ()
    outside = np.maximum(test.actual - test.high, test.low - test.actual) / np.maximum(test.high - test.low, 1e-9)
    order = np.argsort(-outside, axis=None)[:WRONG_SHOWN]
    found = []
    for place in order:
        t, k = divmod(int(place), outside.shape[1])
        if outside[t, k] > 0:
            found.append(
                Miss(
                    departments[k],
                    test.days[t],
                    float(test.actual[t, k]),
                    float(test.low[t, k]),
                    float(test.high[t, k]),
                )
            )
    return tuple(found)
