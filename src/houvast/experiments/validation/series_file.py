"""A file with published series: `series,period,value,unit`, read and checked in full before anything runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from houvast.experiments.demand_file import checked_period
from houvast.experiments.periods import Period
from houvast.experiments.validation.unit_fit import KNOWN_UNITS, bounds, factor, fitting
from houvast.facts.csv_rows import Row, in_order_of_lines, read_number, read_rows
from houvast.vocabulary.errors import Place, Problem, nearest, problem
from houvast.vocabulary.months import month_label

COLUMNS = ("series", "period", "value", "unit")
_NAME = re.compile(r"(?P<series>[^:=]+)(?::(?P<group_by>[^:=]+)=(?P<group>[^:=]+))?")
_TARGET = re.compile(r"\d\d_\w+", re.ASCII)


class Catalogue(NamedTuple):
    """What a series may be called."""

    outcomes: Mapping[str, str]
    """Unit by name of outcome."""
    targets: Mapping[str, str]
    """Unit by key of baseline target; empty where they cannot be had."""
    groups: Mapping[str, tuple[str, ...]]
    """Keys of the groups by grouping, without `all`."""
    from_result: bool = False
    """Whether the figures come from a stored result, which holds outcomes only."""

    @property
    def units(self) -> dict[str, str]:
        """Unit by name, without groups."""
        return {**self.outcomes, **self.targets}


class Window(NamedTuple):
    """The months a series may speak of, both included."""

    first_month: int
    last_month: int


class Observation(NamedTuple):
    """A published figure: one line of the file."""

    line: int
    series: str
    period: Period
    value: float
    unit: str
    """Unit of the figure."""
    simulated_unit: str
    """Unit of the model for this series."""


def read_series(path: Path, catalogue: Catalogue, window: Window, problems: list[Problem]) -> list[Observation]:
    """Read a file with published series.

    Parameters
    ----------
    path
        CSV with `series,period,value,unit`; other columns are left alone.
    catalogue
        The series that can be simulated.
    window
        The months of the run.
    problems
        Gets every fault found, with line and column.

    Returns
    -------
    list of Observation
        In the order of the file; not to be used when there are problems.
    """
    found: list[Problem] = []
    rows = read_rows(path, COLUMNS, found) or []
    observations = []
    first: dict[tuple[str, Period], int] = {}
    for row in rows:
        read = _observation(path, row, catalogue, window, found)
        if read is None:
            continue
        observations.append(read)
        line = first.setdefault((read.series, read.period), read.line)
        if line != read.line:
            place = Place(str(path), read.line)
            found.append(
                problem("validate.twice", where=place, series=read.series, period=read.period.label, first=line)
            )
    problems += in_order_of_lines(found)
    return observations


def _observation(
    path: Path, row: Row, catalogue: Catalogue, window: Window, problems: list[Problem]
) -> Observation | None:
    """Read a line; None when its series or period is not known."""
    simulated_unit = _unit_of_series(path, row, catalogue, problems)
    period = checked_period(path, row, problems)
    if period is not None and not period.is_within(*window):
        first, last = (month_label(month) for month in window)
        place = Place(str(path), row.line, "period")
        problems.append(problem("validate.outside", where=place, found=period, first=first, last=last))
    unit = row.cells["unit"]
    is_known = _check_unit(path, row, simulated_unit, problems)

    def within_unit(value: float, place: Place) -> Problem | None:
        low, high = bounds(unit) if is_known else (value, value)
        if low <= value <= high:
            return None
        return problem("validate.bounds", where=place, unit=unit, low=low, high=high, found=value)

    value = read_number(path, row, "value", within_unit, problems)
    if simulated_unit is None or period is None:
        return None
    return Observation(row.line, _plain(row.cells["series"]), period, value, unit, simulated_unit)


def _plain(series: str) -> str:
    """Return the name of a series; that of everybody is the name of the outcome alone."""
    return series.removesuffix(":all=all")


def _unit_of_series(path: Path, row: Row, catalogue: Catalogue, problems: list[Problem]) -> str | None:
    """Return the unit of the model for a series, or note what is wrong with its name."""
    text, place = row.cells["series"], Place(str(path), row.line, "series")
    match = _NAME.fullmatch(text)
    if match is None:
        problems.append(problem("validate.name", where=place, found=text or None))
        return None
    name, grouping, group = match["series"], match["group_by"], match["group"]
    unit = catalogue.units.get(name)
    if unit is None:
        problems.append(_unknown_series(place, name, catalogue))
    if grouping is None or (grouping, group) == ("all", "all"):
        return unit
    fault = _group_fault(place, name, grouping, group, catalogue)
    if fault is not None:
        problems.append(fault)
    return unit


def _unknown_series(place: Place, name: str, catalogue: Catalogue) -> Problem:
    if catalogue.from_result and _TARGET.fullmatch(name):
        return problem("validate.needs_run", where=place, found=name)
    known = catalogue.units
    return problem("validate.series", where=place, found=name, known=tuple(known), suggestion=nearest(name, known))


def _group_fault(place: Place, name: str, grouping: str, group: str, catalogue: Catalogue) -> Problem | None:
    if name in catalogue.targets:
        return problem("validate.no_groups", where=place, found=name)
    if grouping not in catalogue.groups:
        known = tuple(catalogue.groups)
        return problem(
            "validate.grouping", where=place, found=grouping, known=known, suggestion=nearest(grouping, known)
        )
    known = catalogue.groups[grouping]
    if group in known:
        return None
    return problem(
        "validate.group",
        where=place,
        found=group,
        grouping=grouping,
        known=known,
        suggestion=nearest(group, known),
    )


def _check_unit(path: Path, row: Row, simulated_unit: str | None, problems: list[Problem]) -> bool:
    """Note a unit that is not known or does not fit the series; tell whether it is known."""
    unit, place = row.cells["unit"], Place(str(path), row.line, "unit")
    if not unit:
        problems.append(problem("csv.empty_cell", where=place))
    elif unit not in KNOWN_UNITS:
        known = KNOWN_UNITS if simulated_unit is None else fitting(simulated_unit)
        problems.append(
            problem("validate.unit", where=place, found=unit, known=known, suggestion=nearest(unit, KNOWN_UNITS))
        )
    elif simulated_unit is not None and factor(simulated_unit, unit) is None:
        series = row.cells["series"]
        problems.append(
            problem("validate.unit_misfit", where=place, found=unit, series=series, known=fitting(simulated_unit))
        )
    return unit in KNOWN_UNITS
