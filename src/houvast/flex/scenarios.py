"""Coming years of demand, week by week, for all departments at once.

The middle is the forecast; around it whole weeks of the past are laid again, all departments together and four weeks
in a row, so that what departments share and what lasts stays in. Departments are never drawn apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from houvast.flex.calendar import Calendar
from houvast.flex.demand import Demand, FloatArray
from houvast.flex.forecast import Forecast, make_forecast
from houvast.vocabulary.errors import HouvastError, problem

WEEKS_PER_YEAR = 52
WEEKS_IN_A_ROW = 4
LEAST_WEEKS = 26
MOST_SCENARIOS = 2_000


@dataclass(frozen=True)
class Scenarios:
    """Coming years: the Mondays, and hours [n_scenarios, n_weeks, n_departments]."""

    weeks: tuple[date, ...]
    hours: FloatArray
    forecast: Forecast


def weekly_hours(hours: Demand) -> Demand:
    """Demand per week.

    Raises
    ------
    HouvastError
        `flex.monthly_for_weeks` for monthly demand, `flex.too_short` for a history too short to say anything of a year.
    """
    if hours.step == "month":
        raise HouvastError(problem("flex.monthly_for_weeks"))
    weekly = hours.weekly()
    if len(weekly.days) < LEAST_WEEKS:
        raise HouvastError(problem("flex.too_short", least=LEAST_WEEKS, found=len(weekly.days)))
    return weekly


def make_scenarios(hours: Demand, calendar: Calendar, n_scenarios: int, seed: int) -> Scenarios:
    """Make coming years from the past.

    Parameters
    ----------
    hours
        Hours of work per day or week.
    calendar
        Holidays and events, those to come included.
    n_scenarios
        Number of years.
    seed
        Same seed, same years.

    Raises
    ------
    HouvastError
        See `weekly_hours`; `flex.scenarios` outside what is possible.
    """
    if not 1 <= n_scenarios <= MOST_SCENARIOS:
        raise HouvastError(problem("flex.scenarios", most=MOST_SCENARIOS, found=n_scenarios))
    weekly = weekly_hours(hours)
    forecast = make_forecast(weekly, calendar)
    n_known = len(weekly.days)
    rng = np.random.default_rng(seed)
    starts = rng.integers(0, n_known - WEEKS_IN_A_ROW + 1, (n_scenarios, WEEKS_PER_YEAR // WEEKS_IN_A_ROW))
    places = (starts[:, :, None] + np.arange(WEEKS_IN_A_ROW)).reshape(n_scenarios, -1)
    spread = forecast.residuals[places] * np.sqrt(forecast.middle)
    return Scenarios(forecast.days, np.maximum(forecast.middle + spread, 0), forecast)
