"""Demand as an employer knows it: per department and per hour, day, week or month, long or wide, checked in full.

What is counted (arrivals, orders, hours) is the employer's; `houvast.flex.workload` turns it into hours of work. Hourly
tables are summed to days. Clocks go forward and back: the hour that does not exist may lack, the hour that exists twice
may stand there twice.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from houvast.flex.tables import LARGEST_NUMBER, Row, Table, read_day, read_table

FloatArray = npt.NDArray[np.float64]
Step = Literal["day", "week", "month"]
COLUMN_NAMES = {
    "datum": "date", "dag": "date", "day": "date", "week": "date", "weeknummer": "date", "maand": "date",
    "month": "date", "period": "date", "periode": "date", "tijd": "date", "time": "date", "datetime": "date",
    "tijdstip": "date", "afdeling": "department", "unit": "department", "team": "department", "waarde": "value",
    "aantal": "value", "count": "value", "vraag": "value", "demand": "value", "uren": "value", "hours": "value",
    "werkgever": "employer", "organisatie": "employer", "organisation": "employer",
}  # fmt: skip
"""Other names of the columns of a demand table, in lower case."""
CLOCK = ZoneInfo("Europe/Amsterdam")
DAYS_PER_WEEK = 7
HOURS_PER_DAY = 24
USUAL_SHARE = 0.5
"""A weekday or an hour that holds demand in more than half of the weeks is one that is worked."""
MOST_DEPARTMENTS = 1_000


@dataclass(frozen=True)
class Demand:
    """Demand on a grid of periods.

    Parameters
    ----------
    step
        Length of a period: day, week (its Monday) or month (its first day).
    days
        First day of every period, in order, none lacking.
    departments
        Names of the departments; with more employers `employer / department`.
    values
        Demand [n_periods, n_departments], in the unit of the file.
    employers
        Employer of each department; empty where the table names none.
    hourly
        Demand by hour of the day [n_periods, 24, n_departments] where the table is hourly.
    """

    step: Step
    days: tuple[date, ...]
    departments: tuple[str, ...]
    values: FloatArray
    employers: tuple[str, ...] = ()
    hourly: FloatArray | None = None

    def weekly(self) -> Demand:
        """Sum days to whole ISO weeks; weeks that are not whole at either end are left out.

        A month is no number of weeks, so a monthly table stays monthly.
        """
        if self.step != "day":
            return self
        first = -self.days[0].weekday() % DAYS_PER_WEEK
        n_weeks = max(len(self.days) - first, 0) // DAYS_PER_WEEK
        whole = self.values[first : first + n_weeks * DAYS_PER_WEEK].reshape(
            n_weeks, DAYS_PER_WEEK, len(self.departments)
        )
        return Demand("week", self.days[first::DAYS_PER_WEEK][:n_weeks], self.departments, whole.sum(1), self.employers)

    def with_values(self, values: FloatArray) -> Demand:
        """Return the same grid with other values."""
        return Demand(self.step, self.days, self.departments, values, self.employers)


def read_demand(path: Path) -> Demand:
    """Read a demand table, long (`date,department,value`, perhaps `employer`) or wide (a column per department).

    Parameters
    ----------
    path
        CSV or XLSX. A date is a day, an ISO week (2024-W05), a month (2024-05) or a day with an hour.

    Returns
    -------
    Demand
        Complete: every department has every period from the first to the last.

    Raises
    ------
    HouvastError
        Every fault of the table, each with row and column: see `houvast.flex.tables`, and `flex.bad_date`,
        `flex.duplicate`, `flex.negative`, `flex.period_missing`, `flex.mixed_steps`.
    """
    table = read_table(path, COLUMN_NAMES)
    table.require(["date"])
    if len(table.columns) > MOST_DEPARTMENTS:
        table.fault("flex.too_many", None, most=MOST_DEPARTMENTS, found=len(table.columns))
        table.finish()
    is_long = "value" in table.columns
    cells = _long_cells(table) if is_long else _wide_cells(table)
    moments = _moments(table, cells)
    values = _values(table, cells, moments)
    table.finish()
    rows = {(cell.department, moments[cell.row.line].date()): (cell.row, cell.column) for cell in cells}
    return _on_grid(table, values, rows, has_employers="employer" in table.columns)


@dataclass(frozen=True)
class _Cell:
    """One value of a table: its row, its column, the department it belongs to."""

    row: Row
    column: str
    department: tuple[str, str]


def _long_cells(table: Table) -> list[_Cell]:
    has_employer, has_department = "employer" in table.columns, "department" in table.columns
    cells = []
    for row in table.rows:
        employer = table.text(row, "employer") if has_employer else ""
        department = table.text(row, "department") if has_department else ("" if has_employer else "all")
        cells.append(_Cell(row, "value", (employer, department)))
    return cells


def _wide_cells(table: Table) -> list[_Cell]:
    columns = [column for column in table.columns if column not in ("date", "department", "employer")]
    if not columns or "department" in table.columns or "employer" in table.columns:
        table.require(["date", "department", "value"])
    return [_Cell(row, column, ("", column)) for row in table.rows for column in columns]


def _moments(table: Table, cells: list[_Cell]) -> dict[int, datetime]:
    """The moment of each row by line; rows of different kinds in one table are a fault."""
    kinds: Counter[str] = Counter()
    moments: dict[int, datetime] = {}
    kind_of: dict[int, tuple[Row, str]] = {}
    for row in {cell.row.line: cell.row for cell in cells}.values():
        text = table.text(row, "date")
        if not text:
            continue
        day_text, hour = _split_hour(text)
        day = read_day(day_text)
        if day is None or hour is None or not 1900 <= day.year <= 2200:
            table.fault("flex.bad_date", row, "date", found=text)
            continue
        kind = _kind(text, day_text)
        kinds[kind] += 1
        kind_of[row.line] = (row, kind)
        moments[row.line] = datetime(day.year, day.month, day.day, hour if hour >= 0 else 0)  # noqa: DTZ001
    if len(kinds) > 1:
        usual = kinds.most_common(1)[0][0]
        for row, kind in kind_of.values():
            if kind != usual:
                table.fault("flex.mixed_steps", row, "date", found=row.cells["date"])
    return moments


def _split_hour(text: str) -> tuple[str, int | None]:
    """A date and its hour: -1 where there is none, None where it is no hour of a day."""
    found = re.fullmatch(r"(\S+?)[T ](\d{1,2})(?::(\d{2})(?::00)?)?", text)
    if found is None:
        return text, -1
    hour, minute = int(found[2]), int(found[3] or 0)
    return found[1], hour if hour < HOURS_PER_DAY and minute == 0 else None


def _kind(text: str, day_text: str) -> str:
    if text != day_text:
        return "hour"
    if "w" in text.lower():
        return "week"
    return "month" if re.fullmatch(r"\d{4}-\d{2}", text) else "day"


def _values(
    table: Table, cells: list[_Cell], moments: dict[int, datetime]
) -> dict[tuple[str, str], dict[datetime, float]]:
    """The values by department and moment; what is negative or stands there twice is a fault."""
    values: dict[tuple[str, str], dict[datetime, float]] = defaultdict(dict)
    first_seen: dict[tuple[tuple[str, str], datetime], int] = {}
    for cell in cells:
        found = cell.row.cells.get(cell.column, "")
        value = table.number(cell.row, cell.column, high=LARGEST_NUMBER)
        if value < 0:
            table.fault("flex.negative", cell.row, cell.column, found=found)
        moment = moments.get(cell.row.line)
        if moment is None or math.isnan(value):
            continue
        earlier = first_seen.setdefault((cell.department, moment), cell.row.line)
        if earlier != cell.row.line:
            if not _exists_twice(moment):
                table.fault("flex.duplicate", cell.row, cell.column, found=cell.row.cells["date"], earlier=earlier)
            value += values[cell.department][moment]
        values[cell.department][moment] = value
    return values


def _exists_twice(moment: datetime) -> bool:
    """Whether the clock shows this hour twice, on the night it goes back."""
    local = moment.replace(tzinfo=CLOCK)
    return local.utcoffset() != local.replace(fold=1).utcoffset() and local.replace(fold=0).dst() != timedelta(0)


def _does_not_exist(moment: datetime) -> bool:
    """Whether the clock skips this hour, on the night it goes forward."""
    local = moment.replace(tzinfo=CLOCK)
    return local.astimezone(ZoneInfo("UTC")).astimezone(CLOCK).replace(tzinfo=None) != moment


def _on_grid(
    table: Table,
    values: dict[tuple[str, str], dict[datetime, float]],
    rows: dict[tuple[tuple[str, str], date], tuple[Row, str]],
    has_employers: bool,
) -> Demand:
    """Lay the values on a grid of periods; what lacks is a fault."""
    keys = list(values)
    moments = sorted({moment for by_moment in values.values() for moment in by_moment})
    is_hourly = any(moment.hour for moment in moments)
    days = sorted({moment.date() for moment in moments})
    step = _step(days)
    grid = _grid(days, step)
    n_hours = HOURS_PER_DAY if is_hourly else 1
    filled = np.full((len(grid), n_hours, len(keys)), np.nan)
    place_of = {day: place for place, day in enumerate(grid)}
    for column, key in enumerate(keys):
        for moment, value in values[key].items():
            place = place_of.get(moment.date())
            if place is None:
                table.fault("flex.off_grid", *rows[key, moment.date()], found=moment.date(), step=step)
            else:
                filled[place, moment.hour, column] = value
    for column, key in enumerate(keys):
        for missed in _missing(grid, filled[:, :, column], step):
            before = next((day for day in reversed(grid[: missed.place]) if (key, day) in rows), None)
            row, written_in = rows[key, before or min(day for name, day in rows if name == key)]
            name = " / ".join(filter(None, key))
            code = "flex.period_missing" if before else "flex.first_missing"
            table.fault(code, row, written_in, department=name, found=missed.text)
    table.finish()
    hours = np.nan_to_num(filled)
    names = tuple(" / ".join(filter(None, key)) for key in keys)
    employers = tuple(key[0] for key in keys) if has_employers else ()
    return Demand(step, tuple(grid), names, hours.sum(1), employers, hours if is_hourly else None)


def _step(days: list[date]) -> Step:
    gaps = {(later - earlier).days for earlier, later in pairwise(days)}
    if gaps and min(gaps) >= 28 and all(day.day == 1 for day in days):
        return "month"
    return "week" if gaps and all(gap % DAYS_PER_WEEK == 0 for gap in gaps) else "day"


def _grid(days: list[date], step: Step) -> list[date]:
    if step == "month":
        months = range(days[0].year * 12 + days[0].month - 1, days[-1].year * 12 + days[-1].month)
        return [date(month // 12, month % 12 + 1, 1) for month in months]
    stride = DAYS_PER_WEEK if step == "week" else 1
    return [days[0] + timedelta(days=stride * place) for place in range((days[-1] - days[0]).days // stride + 1)]


class _Missed(NamedTuple):
    """A run of periods that lack: the place of the first in the grid, and how to name them."""

    place: int
    text: str


def _missing(grid: list[date], filled: FloatArray, step: Step) -> list[_Missed]:
    """The periods that lack, in runs; a weekday or an hour that is hardly ever worked is no fault but a zero.

    That is judged between the first and the last period there is, so who begins late or stops early is told.
    """
    present = ~np.isnan(filled)
    there = np.flatnonzero(present.any(1))
    span = range(int(there[0]), int(there[-1]) + 1)
    slots: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, day in enumerate(grid):
        for hour in range(filled.shape[1]):
            slots[(day.weekday() if step == "day" else 0, hour)].append(place)
    missing: dict[int, list[int]] = defaultdict(list)
    shares = {
        slot: present[[k for k in places if k in span] or places, slot[1]].mean() for slot, places in slots.items()
    }
    usual = {slot for slot, share in shares.items() if share > (USUAL_SHARE if step == "day" else 0)}
    for slot in usual or slots:
        hour = slot[1]
        for place in slots[slot]:
            day = grid[place]
            if not present[place, hour] and not _does_not_exist(datetime(day.year, day.month, day.day, hour)):  # noqa: DTZ001
                missing[place].append(hour)
    runs: list[list[int]] = []
    for place in sorted(missing):
        if runs and runs[-1][-1] == place - 1 and filled.shape[1] == 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [_Missed(run[0], _run_text(grid, run, missing[run[0]], filled.shape[1] > 1, step)) for run in runs]


def _run_text(grid: list[date], run: list[int], hours: list[int], is_hourly: bool, step: Step) -> str:
    """Name periods that lack: one, a first and a last, or the hours of a day."""
    if is_hourly:
        at = ", ".join(f"{hour:02}:00" for hour in hours) if len(hours) < HOURS_PER_DAY else ""
        return f"{grid[run[0]].isoformat()} {at}".strip()
    ends = [grid[place] for place in sorted({run[0], run[-1]})]
    return " - ".join(_period_text(day, step) for day in ends)


def _period_text(day: date, step: Step) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}" if step == "week" else day.isoformat()
