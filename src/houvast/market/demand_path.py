"""The path of demand: posts wanted by sector and occupation, month by month.

Equations
    ln D(o, s, t) = ln D0(o, s) + growth(s) * years - (1 - passthrough(s)) * exposure(o)
                    * adoption(t) + newtasks * exposure(o) * augmentation(t)
                    - telework(o) * abroad(t) + closure(t);
    closure(t): all posts and the work of the self-employed together follow the potential supply
    of labour, that is the population of month t at the participation of the start, times an index
    of total demand. Work that the self-employed do is no post: where more people work for
    themselves, fewer posts are left.

The tasks of an occupation that technology can touch are done by it (less demand, as far as lower
prices do not bring it back), done better with it (new tasks, more demand), or done elsewhere. Exposure
says what technology can touch, not what is lost.

Why this closure: fifteen years of fixed demand under a growing population would be a
forecast of mass unemployment that nobody made. It is an assumption, and said as such.

Given demand: for the sectors of a path handed in from outside the closure does not hold. Their
posts follow the path,

    D(o, s, t) = D0(s) given(s, t) * share(o | s, t),

with the occupations within a sector shared out as above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.market.levers import technology_exposure
from houvast.market.start import TRACE, Start
from houvast.vocabulary.months import MONTHS_PER_YEAR

FloatArray = npt.NDArray[np.float64]

ALL_SECTORS = "all"

FULL_CIRCLE = 2.0 * np.pi


class DemandPath:
    """Demand by sector and occupation against the first month of the run.

    Parameters
    ----------
    facts : Facts
        Growth, technology and its passthrough.
    first_month : int
        Month stamp.
    start : Start
        The population at the start.
    given : ndarray of float64, shape (n_months, n_sectors), optional
        Demand by sector against the first month, given from outside; NaN for a sector that follows
        the closure. After its last month the last value holds. [index, 1 at the first month]
    """

    def __init__(self, facts: Facts, first_month: int, start: Start, given: FloatArray | None = None) -> None:
        self._facts = facts
        self._first_month = first_month
        self._base = start.employees
        self._participation = start.participation
        self._supply_at_start = 0.0
        self._self_employed_at_start = 0.0
        self._exposure = technology_exposure(facts, first_month)
        self._adoption_at_start = facts.number("automation_adoption_by_year", first_month)
        self._year_of_facts = -1
        self._given = given

    def under(self, facts: Facts) -> DemandPath:
        """Return the path as it goes on under other facts, the same ones up to now."""
        found = copy(self)
        found._facts = facts
        return found

    def begin(self, people_by_cell: npt.NDArray[np.int64]) -> None:
        """Take the population of the first month as the yardstick of supply."""
        self._supply_at_start = self._supply(people_by_cell)

    def begin_own_business(self, self_employed: float) -> None:
        """Take the self-employed of the first month as the yardstick of work that is no post."""
        self._self_employed_at_start = self_employed

    def of_month(
        self, month: int, people_by_cell: npt.NDArray[np.int64], self_employed: float | None = None
    ) -> FloatArray:
        """Return the posts wanted, of shape (n_sectors, n_occupations).

        ``self_employed`` is their number; left out, they do the part of the work that they did at the start.
        """
        if month // MONTHS_PER_YEAR != self._year_of_facts:
            self._year_of_facts = month // MONTHS_PER_YEAR
            self._growth = self._facts.array("demand_growth_by_sector_share_per_year", month)
            kept = 1.0 - self._facts.array("passthrough_by_sector", month)
            adoption = self._facts.number("automation_adoption_by_year", month)
            self._tasks = self._tasks_of_year(month)
            self._level = self._facts.number("labour_demand_index", month)
            replaced = np.outer(kept, self._exposure)
            self._replaced = replaced * (adoption - self._adoption_at_start)
        years = (month - self._first_month) / MONTHS_PER_YEAR
        logs = self._growth[:, None] * years
        logs = logs - self._replaced
        wanted = self._base * np.exp(logs + self._tasks)
        supply = self._level * self._supply(people_by_cell) / max(self._supply_at_start, TRACE)
        posts = supply * self._base.sum()
        if self_employed is not None:
            posts = max(posts - (self_employed - supply * self._self_employed_at_start), 0.0)
        closed = np.asarray(wanted * (posts / max(wanted.sum(), TRACE)), np.float64)
        return closed if self._given is None else self._following(self._given, month, closed)

    def _tasks_of_year(self, month: int) -> FloatArray:
        """Return log demand by occupation from new tasks and from work done abroad, in 2024 none."""
        new_tasks = self._facts.number("new_tasks_per_augmentation", month)
        augmented = self._facts.number("augmenting_adoption_share", month)
        abroad = self._facts.number("work_abroad_share", month)
        telework = np.nan_to_num(self._facts.array("telework_share_by_occupation", month))
        return np.asarray(new_tasks * augmented * np.nan_to_num(self._exposure) - abroad * telework)

    def _following(self, given: FloatArray, month: int, closed: FloatArray) -> FloatArray:
        """Return the posts wanted with those of the sectors given set to their path."""
        lived = min(month - self._first_month, len(given) - 1)
        posts = closed.sum(axis=1)
        asked = given[lived] * self._base.sum(axis=1)
        factor = np.where(np.isnan(asked) | (posts <= 0.0), 1.0, asked / np.where(posts > 0.0, posts, 1.0))
        return closed * factor[:, None]

    def index(self, wanted: FloatArray) -> FloatArray:
        """Return demand by sector against the first month, of shape (n_sectors,)."""
        base = self._base.sum(axis=1)
        return np.where(base > 0.0, wanted.sum(axis=1) / np.maximum(base, 1.0), 1.0)

    def _supply(self, people_by_cell: npt.NDArray[np.int64]) -> float:
        return float((people_by_cell * self._participation).sum())  # as any processor adds it up, unlike a product


def given_by_month(
    lines: Mapping[str, Sequence[tuple[float, float]]], sectors: Sequence[str], first_month: int, n_months: int
) -> FloatArray:
    """Return demand given from outside, by month and sector, against the first month.

    An index holds at the middle of its period. In between runs a straight line; before the first
    and after the last middle the index stays as it is. Only ratios count: each sector is divided by
    its own value in the first month, so that 100, 1 or a number of jobs are all good bases.

    Parameters
    ----------
    lines : mapping of str to sequence of (float, float)
        By sector, or ``all``: middles of periods as month stamps, in order, with their index.
    sectors : sequence of str
        Keys of the sectors, in their order.
    first_month : int
        Month stamp.
    n_months : int
        Length of the run. [months]

    Returns
    -------
    ndarray of float64, shape (n_months, n_sectors)
        Index, 1 at the first month. A sector without a line follows ``all``; NaN where there is
        none either.
    """
    months = np.arange(first_month, first_month + n_months)
    columns = []
    for sector in sectors:
        points = lines.get(sector, lines.get(ALL_SECTORS, ()))
        if not points:
            columns.append(np.full(n_months, np.nan))
            continue
        line = np.interp(months, *np.array(points, np.float64).T)
        columns.append(line / line[0])
    return np.column_stack(columns)


def season(month: int, amplitude: float, peak_month: float) -> float:
    """Return the factor of the season on demand in a month: 1 on average over a year."""
    month_of_year = month % MONTHS_PER_YEAR + 1
    return 1.0 + amplitude * float(np.cos(FULL_CIRCLE * (month_of_year - peak_month) / MONTHS_PER_YEAR))
