"""Departments with capacity, and the links between them, as handed over and checked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from houvast.flex.demand import Demand, FloatArray
from houvast.flex.tables import LARGEST_NUMBER, read_table
from houvast.vocabulary.errors import HouvastError, nearest, problem

MOST_LINKED = 200
"""Most departments in one network."""
DEPARTMENT_COLUMNS = {"afdeling": "department", "capaciteit": "capacity", "gemiddelde": "mean"}
LINK_COLUMNS = {"van": "from", "naar": "to", "productiviteit": "productivity"}


class Link(NamedTuple):
    """Hours of department `origin` can serve `target`; an hour moved serves `productivity` hours of demand."""

    origin: int
    target: int
    productivity: float = 1.0


@dataclass(frozen=True)
class Departments:
    """Departments as assumed: capacity and a normal demand, cut at `cut_sd` standard deviations either side."""

    names: tuple[str, ...]
    capacity: FloatArray
    mean: FloatArray
    sd: FloatArray
    cut_sd: FloatArray


def read_departments(path: Path) -> Departments:
    """Read `department,capacity,mean,sd,cut_sd`; an empty `cut_sd` cuts nowhere but at zero.

    Raises
    ------
    HouvastError
        Every fault of the table with its row and column.
    """
    table = read_table(path, DEPARTMENT_COLUMNS)
    table.require(["department", "capacity", "mean", "sd"])
    names: list[str] = []
    rows = []
    for row in table.rows:
        name = table.text(row, "department")
        if name in names:
            table.fault("flex.twice", row, "department", found=name)
        names.append(name)
        numbers = [table.number(row, column, low=0, high=LARGEST_NUMBER) for column in ("capacity", "mean", "sd")]
        cut = (
            table.number(row, "cut_sd", low=0.01, high=10, default=math.inf) if "cut_sd" in table.columns else math.inf
        )
        rows.append([*numbers, cut])
    if len(names) > MOST_LINKED:
        table.fault("flex.too_many", None, most=MOST_LINKED, found=len(names))
    table.finish()
    capacity, mean, sd, cut_sd = np.array(rows, dtype=float).T
    return Departments(tuple(names), capacity, mean, sd, cut_sd)


def read_links(path: Path, departments: Sequence[str]) -> tuple[Link, ...]:
    """Read `from,to,productivity`; an empty productivity is 1.

    Raises
    ------
    HouvastError
        Every fault of the table with its row and column; `flex.unknown_department` names the nearest known one.
    """
    table = read_table(path, LINK_COLUMNS)
    table.require(["from", "to"])
    place_of = {name: place for place, name in enumerate(departments)}
    links: list[Link] = []
    for row in table.rows:
        ends = [table.text(row, column) for column in ("from", "to")]
        for column, name in zip(("from", "to"), ends, strict=True):
            if name and name not in place_of:
                near = nearest(name, departments)
                table.fault(
                    "flex.unknown_department", row, column, found=name, expected=_few(departments), suggestion=near
                )
        eta = table.number(row, "productivity", 0, 1, default=1.0) if "productivity" in table.columns else 1.0
        if ends[0] and ends[0] == ends[1]:
            table.fault("flex.link_to_itself", row, "to", found=ends[1])
        if all(name in place_of for name in ends):
            link = Link(place_of[ends[0]], place_of[ends[1]], eta)
            if any(link[:2] == other[:2] for other in links):
                table.fault("flex.twice", row, "to", found=" - ".join(ends))
            links.append(link)
    table.finish()
    return tuple(links)


def read_capacity(path: Path, departments: Sequence[str]) -> FloatArray:
    """Read `department,capacity` for every department.

    Raises
    ------
    HouvastError
        Every fault of the table, and `flex.department_missing` for one without capacity.
    """
    table = read_table(path, DEPARTMENT_COLUMNS)
    table.require(["department", "capacity"])
    found: dict[str, float] = {}
    for row in table.rows:
        name = table.text(row, "department")
        if name in found:
            table.fault("flex.twice", row, "department", found=name)
        elif name not in departments:
            near = nearest(name, departments)
            table.fault(
                "flex.unknown_department", row, "department", found=name, expected=_few(departments), suggestion=near
            )
        found[name] = table.number(row, "capacity", low=0, high=LARGEST_NUMBER)
    for name in departments:
        if name not in found:
            table.fault("flex.department_missing", None, "capacity", found=name)
    table.finish()
    return np.array([found[name] for name in departments])


def mean_capacity(demand: Demand) -> FloatArray:
    """Capacity equal to the mean demand of each department."""
    mean: FloatArray = demand.values.mean(0)
    return mean


def check_linked(n_departments: int) -> None:
    """Refuse a network that is too large or too small.

    Raises
    ------
    HouvastError
        `flex.too_many` or `flex.too_few`.
    """
    if n_departments > MOST_LINKED:
        raise HouvastError(problem("flex.too_many", where="departments", most=MOST_LINKED, found=n_departments))
    if n_departments < 2:
        raise HouvastError(problem("flex.too_few", where="departments", least=2, found=n_departments))


def _few(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[:8]) + (("...",) if len(names) > 8 else ())
