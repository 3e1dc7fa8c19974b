"""Demand given from outside: a CSV with `period,sector,index`, read and checked.

A period is a month, a quarter or a year. What becomes of it stands at `houvast.market.demand_path.given_by_month`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from houvast.experiments.periods import Period, read_period
from houvast.facts.csv_rows import Row, in_order_of_lines, read_number, read_rows
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem
from houvast.vocabulary.months import month_label

ALL_SECTORS = "all"
COLUMNS = ("period", "sector", "index")


class Point(NamedTuple):
    """The index of one sector in one period."""

    sector: str
    period: Period
    level: float


class DemandSeries(NamedTuple):
    """A demand file: its points, and the hash that stands for it in the name of a run."""

    name: str
    sha256: str
    points: tuple[Point, ...]

    def described(self) -> dict[str, str]:
        """Return the name of the file and the last month it speaks of, for a manifest."""
        last_month = max(point.period.last_month for point in self.points)
        return {"name": self.name, "last_month": month_label(last_month)}

    def lines(self) -> dict[str, tuple[tuple[float, float], ...]]:
        """Return the middles of the periods, as month stamps, with their index, by sector."""
        found: dict[str, tuple[tuple[float, float], ...]] = {}
        for point in sorted(self.points, key=lambda point: point.period.middle):
            found[point.sector] = (*found.get(point.sector, ()), (point.period.middle, point.level))
        return found


def read_demand(path: Path, facts: Facts, start_month: int) -> DemandSeries:
    """Read a demand file, or tell everything that is wrong with it.

    Parameters
    ----------
    path
        CSV with `period,sector,index`; other columns are left alone.
    facts
        For the keys of the sectors.
    start_month
        Month stamp of the first month of the run.

    Returns
    -------
    DemandSeries

    Raises
    ------
    HouvastError
        What is wrong with the file (`csv.*`, `files.*`), `periods.form`, `demand.sector`, `demand.index`,
        `demand.twice`, `demand.mixed` or `demand.starts_late`: all at once, with line and column.
    """
    problems: list[Problem] = []
    rows = read_rows(path, COLUMNS, problems) or []
    points = [_point(path, row, facts, problems) for row in rows]
    _check_overlap(path, rows, points, problems)
    known = tuple(point for point in points if point is not None)
    if not problems:
        problems += _late_sectors(path, known, start_month)
    if problems:
        raise HouvastError(in_order_of_lines(problems))
    return DemandSeries(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), known)


def _point(path: Path, row: Row, facts: Facts, problems: list[Problem]) -> Point | None:
    """Read a row; None when its period or sector is not known."""
    period = checked_period(path, row, problems)
    sectors = (ALL_SECTORS, *facts.classification("sector").keys)
    sector = row.cells["sector"]
    if sector not in sectors:
        where = Place(str(path), row.line, "sector")
        problems.append(
            problem("demand.sector", where=where, found=sector, known=sectors, suggestion=nearest(sector, sectors))
        )
    level = read_number(path, row, "index", _is_index, problems)
    return None if period is None or sector not in sectors else Point(sector, period, level)


def checked_period(path: Path, row: Row, problems: list[Problem]) -> Period | None:
    """Read the column `period` of a row, or note the fault."""
    period = read_period(row.cells["period"])
    if period is None:
        place = Place(str(path), row.line, "period")
        problems.append(problem("periods.form", where=place, found=row.cells["period"] or None))
    return period


def _is_index(value: float, place: Place) -> Problem | None:
    return None if value > 0 else problem("demand.index", where=place, found=value)


def _late_sectors(path: Path, points: tuple[Point, ...], start_month: int) -> list[Problem]:
    """Return a fault for each sector whose path begins after the first month of the run."""
    first: dict[str, Period] = {}
    for point in sorted(points, key=lambda point: point.period.first_month):
        first.setdefault(point.sector, point.period)
    return [
        problem("demand.starts_late", where=str(path), sector=sector, found=period, start=month_label(start_month))
        for sector, period in first.items()
        if period.first_month > start_month
    ]


def _check_overlap(path: Path, rows: list[Row], points: list[Point | None], problems: list[Problem]) -> None:
    """Note periods of a sector that are given twice, and sectors given by month here and by year there."""
    first: dict[tuple[str, int], tuple[Row, Period]] = {}
    lengths: dict[str, tuple[Row, Period]] = {}
    for row, point in zip(rows, points, strict=True):
        if point is None:
            continue
        where = Place(str(path), row.line, "period")
        earlier, kind = first.get((point.sector, point.period.first_month)), lengths.get(point.sector)
        if kind is not None and kind[1].months != point.period.months:
            problems.append(
                problem("demand.mixed", where=where, sector=point.sector, found=point.period, other=kind[1])
            )
        elif earlier is not None:
            problems.append(
                problem("demand.twice", where=where, sector=point.sector, found=point.period, first=earlier[0].line)
            )
        first.setdefault((point.sector, point.period.first_month), (row, point.period))
        lengths.setdefault(point.sector, (row, point.period))
