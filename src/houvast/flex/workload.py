"""From what is counted to hours of work: minutes per unit, a norm, or the queue in front of a desk that must answer.

Workload is not headcount. Hours worked are grossed up for breaks, leave and illness by a factor the employer gives and
sees, and a department that must be staffed has a floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from houvast.flex.demand import HOURS_PER_DAY, Demand, FloatArray
from houvast.flex.mix.terms import Staff
from houvast.vocabulary.errors import HouvastError, problem

MINUTES_PER_HOUR = 60
MOST_AGENTS = 100_000


class Conversion(StrEnum):
    """How counts become hours."""

    HOURS = "hours"
    MINUTES = "minutes"
    RATIO = "ratio"
    ERLANG = "erlang"


NEEDED = {
    Conversion.HOURS: (),
    Conversion.MINUTES: ("minutes_per_unit",),
    Conversion.RATIO: ("units_per_hour",),
    Conversion.ERLANG: ("minutes_per_unit", "target_share", "target_minutes"),
}
"""Columns of the file of departments each conversion needs."""


@dataclass(frozen=True)
class Workload:
    """Hours of work, and the demand in its own unit beside it."""

    hours: Demand
    counts: Demand
    conversion: Conversion


def to_hours(demand: Demand, conversion: Conversion, staff: Staff | None) -> Workload:
    """Turn demand into hours of work.

    Parameters
    ----------
    demand
        As handed over.
    conversion
        `hours` when the file holds hours already.
    staff
        The file of departments.

    Raises
    ------
    HouvastError
        `flex.conversion_needs` for every department and column that lacks, `flex.erlang_hourly` when a queue is asked
        of demand that is not hourly.
    """
    columns = staff or Staff(demand.departments, {})
    lacking = [
        problem("flex.conversion_needs", found=name, missing=column, conversion=str(conversion))
        for column in NEEDED[conversion]
        for name, value in zip(demand.departments, columns.of(column), strict=True)
        if np.isnan(value)
    ]
    if lacking:
        raise HouvastError(lacking)
    if conversion is Conversion.ERLANG and demand.hourly is None:
        raise HouvastError(problem("flex.erlang_hourly"))
    if conversion is Conversion.MINUTES:
        hours = demand.values * columns.of("minutes_per_unit") / MINUTES_PER_HOUR
    elif conversion is Conversion.RATIO:
        hours = demand.values / columns.of("units_per_hour")
    elif conversion is Conversion.ERLANG:
        hours = _queue_hours(demand, columns)
    else:
        hours = demand.values
    hours = np.maximum(hours, np.nan_to_num(columns.of("minimum_hours")))
    gross = columns.of("gross_per_net")
    return Workload(demand.with_values(hours * np.where(np.isnan(gross), 1.0, gross)), demand, conversion)


def _queue_hours(demand: Demand, staff: Staff) -> FloatArray:
    assert demand.hourly is not None  # noqa: S101 - checked by the caller
    hours = np.zeros_like(demand.values)
    for column in range(len(demand.departments)):
        handling = float(staff.of("minutes_per_unit")[column]) / MINUTES_PER_HOUR
        share, minutes = float(staff.of("target_share")[column]), float(staff.of("target_minutes")[column])
        counts = demand.hourly[:, :, column]
        distinct, places = np.unique(counts, return_inverse=True)
        agents = np.array([agents_needed(each, handling, share, minutes / MINUTES_PER_HOUR) for each in distinct])
        hours[:, column] = agents[places.reshape(-1, HOURS_PER_DAY)].sum(1)
    return hours


def waiting_share(agents: int, load: float) -> float:
    """Share of arrivals that wait in front of `agents` desks with `load` Erlang of work (Erlang C).

    Examples
    --------
    >>> round(waiting_share(11, 10.0), 4)
    0.6821
    """
    if load >= agents:
        return 1.0
    blocked = 1.0
    for k in range(1, agents + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked / (1 - load / agents * (1 - blocked))


def agents_needed(arrivals_per_hour: float, handling_hours: float, share: float, wait_hours: float) -> int:
    """Fewest agents that answer `share` of arrivals within `wait_hours` (Erlang C).

    Examples
    --------
    A hundred calls an hour of three minutes, 80% answered within 20 seconds:

    >>> agents_needed(100, 3 / 60, 0.8, 20 / 3600)
    8
    """
    load = arrivals_per_hour * handling_hours
    if load == 0:
        return 0
    agents = int(load) + 1
    while agents < MOST_AGENTS:
        late = waiting_share(agents, load) * np.exp(-(agents - load) * wait_hours / handling_hours)
        if 1 - late >= share:
            return agents
        agents += 1
    return agents
