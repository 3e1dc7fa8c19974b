"""The calendar of a demand table: Dutch public holidays, school holidays by region, and events of the employer.

Public holidays come from the package `holidays`. School holidays are the three the ministry fixes (Christmas, May,
summer); spring and autumn breaks are advice that schools depart from, so who feels them gives them as events. The
table of school holidays ends; a year outside it has none, and `covers` says so.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from houvast.flex.demand import Step
from houvast.flex.tables import read_day, read_table

REGIONS = ("noord", "midden", "zuid")
COUNTRIES = ("netherlands", "none")
LONGEST_EVENT_DAYS = 366


@dataclass(frozen=True)
class Event:
    """Something of the employer on some days: a fair, a promotion, a stop; the same name returns every time."""

    name: str
    first: date
    last: date
    departments: frozenset[str] = frozenset()
    """The departments that feel it; empty for all."""


@dataclass(frozen=True)
class Calendar:
    """What a day can be, besides a day of the week and of the year.

    Parameters
    ----------
    country
        "netherlands", or "none" for demand from elsewhere.
    region
        School holiday region: noord, midden or zuid.
    events
        Events of the employer.
    """

    country: str = "netherlands"
    region: str = "midden"
    events: tuple[Event, ...] = ()

    def columns(
        self, days: Sequence[date], step: Step, department: str
    ) -> tuple[tuple[str, str, npt.NDArray[np.float64]], ...]:
        """Return the columns the calendar adds for a department: part, name and share of each period.

        A period longer than a day holds the share of its days, so that a week with Easter Monday counts one seventh.
        Columns that are zero in every period are left out.
        """
        found = []
        lengths = period_lengths(days, step)
        for part, name, marked in self._marked(days, step, department):
            share = np.array(
                [
                    sum(start + timedelta(k) in marked for k in range(n)) / n
                    for start, n in zip(days, lengths, strict=True)
                ]
            )
            if share.any():
                found.append((part, name, share))
        return tuple(found)

    def covers(self, days: Sequence[date]) -> bool:
        """Whether the table of school holidays reaches over all these days."""
        if self.country == "none":
            return True
        known = [holiday[2] for holiday in _school_holidays()]
        return bool(min(known) <= days[0] and days[-1] <= max(known))

    def _marked(self, days: Sequence[date], step: Step, department: str) -> list[tuple[str, str, frozenset[date]]]:
        marked: list[tuple[str, str, frozenset[date]]] = []
        if self.country == "netherlands":
            years = range(days[0].year, days[-1].year + 2)
            by_name: dict[str, set[date]] = {}
            for day, name in _public_holidays(years.start, years.stop).items():
                by_name.setdefault(name, set()).add(day)
            if step == "day":
                marked += [("holidays", name, frozenset(on)) for name, on in sorted(by_name.items())]
            else:
                marked.append(("holidays", "feestdagen", frozenset().union(*by_name.values())))
            for kind in ("kerst", "mei", "zomer"):
                marked.append(("school_holidays", kind, _school_days(kind, self.region)))
        for name in sorted({event.name for event in self.events}):
            own = [each for each in self.events if each.name == name]
            felt = [each for each in own if not each.departments or department in each.departments]
            on = {each.first + timedelta(k) for each in felt for k in range((each.last - each.first).days + 1)}
            marked.append(("events", name, frozenset(on)))
        return marked


def period_lengths(days: Sequence[date], step: Step) -> list[int]:
    """Number of days in every period."""
    if step == "day":
        return [1] * len(days)
    if step == "week":
        return [7] * len(days)
    return [((day.replace(day=28) + timedelta(4)).replace(day=1) - day).days for day in days]


def read_events(path: Path, departments: Sequence[str]) -> tuple[Event, ...]:
    """Read events: `event,first,last`, perhaps `department`.

    Raises
    ------
    HouvastError
        Every fault of the table with its row and column.
    """
    table = read_table(
        path, {"gebeurtenis": "event", "naam": "event", "van": "first", "tot": "last", "afdeling": "department"}
    )
    table.require(["event", "first", "last"])
    events = []
    for row in table.rows:
        name = table.text(row, "event")
        first, last = (read_day(table.text(row, column)) for column in ("first", "last"))
        for column, day in (("first", first), ("last", last)):
            if day is None and row.cells[column]:
                table.fault("flex.bad_date", row, column, found=row.cells[column])
        department = row.cells.get("department", "")
        if department and department not in departments:
            table.fault("flex.unknown_department", row, "department", found=department, expected=departments)
        if first and last and not timedelta(0) <= last - first <= timedelta(LONGEST_EVENT_DAYS):
            table.fault("flex.dates_reversed", row, "last", found=last, expected=first)
        if first and last:
            events.append(Event(name, first, last, frozenset(filter(None, [department]))))
    table.finish()
    return tuple(events)


@cache
def _public_holidays(first_year: int, last_year: int) -> dict[date, str]:
    import holidays

    listed = holidays.country_holidays("NL", years=range(first_year, last_year), language="nl")
    return {day: str(name) for day, name in listed.items()}


@cache
def _school_holidays() -> tuple[tuple[str, str, date, date], ...]:
    text = (files("houvast.flex") / "school_holidays.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(
        (row["kind"], row["region"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) for row in rows
    )


@cache
def _school_days(kind: str, region: str) -> frozenset[date]:
    return frozenset(
        first + timedelta(k)
        for each, where, first, last in _school_holidays()
        if each == kind and where in ("all", region)
        for k in range((last - first).days + 1)
    )
