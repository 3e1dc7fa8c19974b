"""Demand per future: the outlook that `houvast outlook` writes, per group of occupations.

A figure is the mean over the draws of the model with its lowest and highest. A group grows in a future when even the
lowest draw ends above the first year, and shrinks when even the highest ends below it; else the future leaves it open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import polars as pl

from houvast.skills.files import handed_files, read_table
from houvast.vocabulary.errors import HouvastError, Problem, problem

Direction = Literal["grows", "shrinks", "open"]
COLUMNS = (
    "occupation",
    "scenario",
    "year",
    "employment_index",
    "employment_index_low",
    "employment_index_high",
    "openings",
    "tension",
)
BASE_INDEX = 100.0


class Demand(NamedTuple):
    """Demand for a group of occupations in one future: index of employment in the last year, first year 100."""

    employment_index: float
    low: float
    high: float
    years: int
    openings_now: float
    """Vacancies open on an average day of the first year."""
    tension_now: float
    """Vacancies per unemployed person in the first year."""

    @property
    def direction(self) -> Direction:
        """Whether the group grows, shrinks, or is left open."""
        if self.low > BASE_INDEX:
            return "grows"
        return "shrinks" if self.high < BASE_INDEX else "open"


@dataclass(frozen=True)
class DemandOutlook:
    """Demand per group of BRC 2014 and future."""

    by_group: Mapping[str, Mapping[str, Demand]]

    def of(self, group: str) -> Mapping[str, Demand]:
        """Return the futures of a group; empty for an unknown one."""
        return self.by_group.get(group, {})


def read_demand(path: Path) -> DemandOutlook:
    """Read an outlook as CSV or Parquet.

    Raises
    ------
    HouvastError
        `skills.outlook` for a table without its columns, and what is wrong with the file.
    """
    table = _table(path)
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise HouvastError(problem("skills.outlook", where=str(path), missing=missing))
    figures = [pl.col(name).cast(pl.Float64, strict=False) for name in COLUMNS[3:]]
    table = table.select("occupation", "scenario", pl.col("year").cast(pl.Int64, strict=False), *figures).drop_nulls(
        ["year", "employment_index"]
    )
    found: dict[str, dict[str, Demand]] = {}
    for (occupation, scenario), rows in table.sort("year").group_by("occupation", "scenario", maintain_order=True):
        first, last = rows.row(0, named=True), rows.row(-1, named=True)
        found.setdefault(str(occupation), {})[str(scenario)] = Demand(
            last["employment_index"],
            _or(last["employment_index_low"], last["employment_index"]),
            _or(last["employment_index_high"], last["employment_index"]),
            last["year"] - first["year"],
            _or(first["openings"], float("nan")),
            _or(first["tension"], float("nan")),
        )
    return DemandOutlook(found)


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _table(path: Path) -> pl.DataFrame:
    if path.suffix.lower() == ".parquet":
        if not path.exists():
            raise HouvastError(problem("files.missing", where=str(path)))
        try:
            return pl.read_parquet(path)
        except (OSError, pl.exceptions.PolarsError) as fault:
            raise HouvastError(
                problem("files.unreadable", where=str(path), found=str(fault).splitlines()[0])
            ) from fault
    problems: list[Problem] = []
    table = read_table(handed_files(path)[0], problems)
    if table is None:
        raise HouvastError(problems)
    return table
