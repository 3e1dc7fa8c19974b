"""The same need under each future: volatility and tightness from the outlook table of the simulation.

The table (`houvast outlook`) gives per occupation, future and year the employed as an index, its range over the
draws, and tension. The coming years of demand are scaled to the index of the year; the range of the index widens
them; tension against the first year says how much harder hours are to hire.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.scenarios import Scenarios
from houvast.flex.tables import read_table
from houvast.vocabulary.errors import HouvastError, nearest, problem

COLUMNS = (
    "occupation",
    "scenario",
    "year",
    "employment_index",
    "employment_index_low",
    "employment_index_high",
    "tension",
)
BASE_INDEX = 100
RANGE_IN_SDS = 2 * 1.2816
"""Lowest to highest of a handful of draws is taken for the middle 80% of a normal distribution."""


@dataclass(frozen=True)
class FutureNeed:
    """Need in one future and year.

    Parameters
    ----------
    scenario, year
        Which future, when.
    demand_ratio
        Demand against the first year of the table.
    volatility_share
        Spread of that ratio, as a share.
    tension_ratio
        Vacancies per unemployed person against the first year; above 1 hours are harder to hire.
    p50_hours, p90_hours
        Need above base per week, mean over the year [n_departments].
    """

    scenario: str
    year: int
    demand_ratio: float
    volatility_share: float
    tension_ratio: float
    p50_hours: FloatArray
    p90_hours: FloatArray


def needs_by_future(
    path: Path, occupation: str, scenarios: Scenarios, base_hours: FloatArray, seed: int
) -> tuple[FutureNeed, ...]:
    """Work out the need in every future of an outlook table, in its last year.

    Parameters
    ----------
    path
        The table as CSV.
    occupation
        Its occupation that stands for the employer's work.
    scenarios
        Coming years of demand.
    base_hours
        Base contract hours per week [n_departments].
    seed
        Of the draws of the level.

    Raises
    ------
    HouvastError
        Every fault of the table; `flex.unknown_occupation` with the nearest known.
    """
    table = read_table(path)
    table.require(COLUMNS)
    rows = [row for row in table.rows if row.cells["occupation"] == occupation]
    if not rows:
        known = sorted({row.cells["occupation"] for row in table.rows})
        raise HouvastError(
            problem(
                "flex.unknown_occupation",
                where=str(path),
                found=occupation,
                expected=known[:8],
                suggestion=nearest(occupation, known),
            )
        )
    figures: dict[str, dict[int, list[float]]] = {}
    for row in rows:
        year = int(table.number(row, "year", 1900, 2200, default=0))
        numbers = [table.number(row, column, 0, 1e6) for column in COLUMNS[3:]]
        figures.setdefault(row.cells["scenario"], {})[year] = numbers
    table.finish()
    rng = np.random.default_rng(seed)
    luck = rng.standard_normal((len(scenarios.hours), 1, 1))
    return tuple(_need(name, by_year, scenarios, base_hours, luck) for name, by_year in sorted(figures.items()))


def _need(
    name: str, by_year: dict[int, list[float]], scenarios: Scenarios, base_hours: FloatArray, luck: FloatArray
) -> FutureNeed:
    first, last = min(by_year), max(by_year)
    index, low, high, tension = by_year[last]
    ratio = index / by_year[first][0] if by_year[first][0] > 0 else index / BASE_INDEX
    volatility = (high - low) / RANGE_IN_SDS / index if index > 0 else 0.0
    scaled = scenarios.hours * np.maximum(ratio * (1 + volatility * luck), 0)
    above = np.maximum(scaled - base_hours, 0)
    tension_ratio = tension / by_year[first][3] if by_year[first][3] > 0 else 1.0
    return FutureNeed(
        name,
        last,
        ratio,
        volatility,
        tension_ratio,
        np.quantile(above, 0.5, axis=0).mean(0),
        np.quantile(above, 0.9, axis=0).mean(0),
    )
