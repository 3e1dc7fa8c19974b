"""The path of demand: posts wanted by sector and occupation, month by month.

Equations
    ln D(o, s, t) = ln D0(o, s) + growth(s) * years - (1 - passthrough(s)) * exposure(o)
                    * adoption(t) + newtasks(t);
    newtasks(t) closes the baseline: all posts together follow the potential supply of
    labour, that is the population of month t at the participation of the start.

Why this closure: fifteen years of fixed demand under a growing population would be a
forecast of mass unemployment that nobody made. It is an assumption, and said as such.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.market.start import Start
from houvast.vocabulary.months import MONTHS_PER_YEAR

FloatArray = npt.NDArray[np.float64]

FULL_CIRCLE = 2.0 * np.pi


class DemandPath:
    """Demand by sector and occupation against the first month of the run."""

    def __init__(self, facts: Facts, first_month: int, start: Start) -> None:
        self._facts = facts
        self._first_month = first_month
        self._base = start.employees
        self._participation = start.participation
        self._supply_at_start = 0.0
        self._exposure = facts.array("exposure_by_occupation", first_month)
        self._adoption_at_start = facts.number("automation_adoption_by_year", first_month)
        self._year_of_facts = -1

    def begin(self, people_by_cell: npt.NDArray[np.int64]) -> None:
        """Take the population of the first month as the yardstick of supply."""
        self._supply_at_start = self._supply(people_by_cell)

    def of_month(self, month: int, people_by_cell: npt.NDArray[np.int64]) -> FloatArray:
        """Return the posts wanted, of shape (n_sectors, n_occupations)."""
        if month // MONTHS_PER_YEAR != self._year_of_facts:
            self._year_of_facts = month // MONTHS_PER_YEAR
            self._growth = self._facts.array("demand_growth_by_sector_share_per_year", month)
            self._kept = 1.0 - self._facts.array("passthrough_by_sector", month)
            adoption = self._facts.number("automation_adoption_by_year", month)
            self._adopted = adoption - self._adoption_at_start
        years = (month - self._first_month) / MONTHS_PER_YEAR
        logs = self._growth[:, None] * years
        logs = logs - np.outer(self._kept, self._exposure) * self._adopted
        wanted = self._base * np.exp(logs)
        supply = self._supply(people_by_cell) / self._supply_at_start
        return np.asarray(wanted * (supply * self._base.sum() / wanted.sum()), np.float64)

    def index(self, wanted: FloatArray) -> FloatArray:
        """Return demand by sector against the first month, of shape (n_sectors,)."""
        base = self._base.sum(axis=1)
        return np.where(base > 0.0, wanted.sum(axis=1) / np.maximum(base, 1.0), 1.0)

    def _supply(self, people_by_cell: npt.NDArray[np.int64]) -> float:
        return float(people_by_cell @ self._participation)


def season(month: int, amplitude: float, peak_month: float) -> float:
    """Return the factor of the season on demand in a month: 1 on average over a year."""
    month_of_year = month % MONTHS_PER_YEAR + 1
    return 1.0 + amplitude * float(np.cos(FULL_CIRCLE * (month_of_year - peak_month) / MONTHS_PER_YEAR))
