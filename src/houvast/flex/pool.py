"""A labour pool of several employers: do their peaks oppose, what does it save, who pays what, who should stay out.

Every employer has hours above its base in each week. Alone it hires permanent flexible hours of its own or agency
hours; in the pool it shares permanent hours. The pool buys p hours a week at its price, and agency hours for what is
left:

    cost = min over p of  pool price * p * weeks + sum over weeks of the dearest agency hours left.

What each pays follows from the dual prices of that programme (Owen 1975): the price of a pool hour in each week,
times the hours used. With one price for a permanent hour no group of members can then do better by itself, so the
division is stable; where members pay different prices outside, all groups are checked and the answer is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack, vstack
from scipy.sparse import eye as identity

from houvast.flex.demand import Demand, FloatArray
from houvast.flex.tables import read_table
from houvast.vocabulary.errors import HouvastError, nearest, problem

WORST_SHARE = 0.1
"""Opposition is judged in the busiest tenth of an employer's weeks."""
MOST_CHECKED = 8
"""All groups of so many members are checked for stability."""
MOST_MEMBERS = 200
SAME_PEAK_RATIO = 1.5
"""Peaks that coincide this many times as often as chance would have it are the same peaks."""
SMALL_GAIN_EUR = 0.5


@dataclass(frozen=True)
class Agreement:
    """What an employer pays under its collective agreement, per hour, and its base hours per week."""

    employer: str
    own_eur_per_hour: float
    agency_eur_per_hour: float
    travel_eur_per_hour: float
    base_hours_per_week: float


@dataclass(frozen=True)
class Member:
    """What the pool means for one employer, per year of the history."""

    employer: str
    alone_eur: float
    pays_eur: float
    pool_hours: float
    peak_overlap_ratio: float
    """How often its worst weeks are worst weeks of the others together, against chance (1)."""
    should_join: bool
    reason: str

    @property
    def gains_eur(self) -> float:
        """What joining saves."""
        return self.alone_eur - self.pays_eur


@dataclass(frozen=True)
class Pool:
    """The pool as a whole.

    Parameters
    ----------
    members
        Every employer that was weighed.
    hours_per_week
        Permanent hours a week in the pool.
    jobs
        Whole permanent jobs these make.
    spread_ratio
        Sum of the spreads of the employers over the spread of their sum: 1 when all move together, the square root of
        their number when they are equal and independent.
    variation_of_sum, median_variation
        Coefficient of variation of the sum, and of the middle employer.
    overlap
        How often the worst weeks of two employers coincide, against chance [n, n].
    is_stable
        Whether no group of members can do better by itself; None where there are too many groups to check.
    """

    members: tuple[Member, ...]
    hours_per_week: float
    jobs: int
    spread_ratio: float
    variation_of_sum: float
    median_variation: float
    overlap: FloatArray
    is_stable: bool | None


def by_employer(demand: Demand) -> Demand:
    """Demand summed over the departments of each employer.

    Raises
    ------
    HouvastError
        `flex.no_employers` when the table names none or one.
    """
    names = tuple(dict.fromkeys(demand.employers))
    if len(names) < 2:
        raise HouvastError(problem("flex.no_employers", found=len(names)))
    if len(names) > MOST_MEMBERS:
        raise HouvastError(problem("flex.too_many", where="employers", most=MOST_MEMBERS, found=len(names)))
    sums = [demand.values[:, [e == name for e in demand.employers]].sum(1) for name in names]
    return Demand(demand.step, demand.days, names, np.column_stack(sums), names)


def read_agreements(path: Path, employers: Sequence[str]) -> tuple[Agreement, ...]:
    """Read `employer,own_eur_per_hour,agency_eur_per_hour,travel_eur_per_hour,base_hours_per_week`.

    Raises
    ------
    HouvastError
        Every fault with its row and column, and every employer without a row.
    """
    table = read_table(path, {"werkgever": "employer"})
    columns = ("own_eur_per_hour", "agency_eur_per_hour", "travel_eur_per_hour", "base_hours_per_week")
    table.require(["employer", *columns])
    found: dict[str, Agreement] = {}
    for row in table.rows:
        name = table.text(row, "employer")
        if name in found:
            table.fault("flex.twice", row, "employer", found=name)
        elif name and name not in employers:
            near = nearest(name, employers)
            table.fault("flex.unknown_department", row, "employer", found=name, expected=employers[:8], suggestion=near)
        found[name] = Agreement(name, *(table.number(row, column, 0, 1e7) for column in columns))
    for name in employers:
        if name not in found:
            table.fault("flex.department_missing", None, "employer", found=name)
    table.finish()
    return tuple(found[name] for name in employers)


def peak_overlap(values: FloatArray) -> FloatArray:
    """How often the busiest weeks of two employers coincide [n, n]: 0 never, 1 as chance."""
    n_worst = max(round(WORST_SHARE * len(values)), 1)
    worst = np.zeros(values.shape, dtype=bool)
    for column in range(values.shape[1]):
        worst[np.argsort(-values[:, column], kind="stable")[:n_worst], column] = True
    together = worst.astype(float).T @ worst.astype(float) / n_worst
    overlap: FloatArray = together / (n_worst / len(values))
    return overlap


def spread_summary(values: FloatArray) -> tuple[float, float, float]:
    """Sum of spreads over spread of the sum, coefficient of variation of the sum, median one of the columns."""
    sds, total = values.std(0, ddof=1), values.sum(1)
    sd_of_sum = float(total.std(ddof=1))
    ratio = float(sds.sum()) / sd_of_sum if sd_of_sum > 0 else math.inf
    variation = sds / np.maximum(values.mean(0), 1e-12)
    return ratio, sd_of_sum / max(float(total.mean()), 1e-12), float(np.median(variation))


def make_pool(demand: Demand, agreements: Sequence[Agreement], pool_eur_per_hour: float, hours_per_job: float) -> Pool:
    """Weigh a pool of all employers in the table.

    Parameters
    ----------
    demand
        Hours of work per week (or other period) and employer.
    agreements
        One per employer, in the same order.
    pool_eur_per_hour
        Price of a permanent pool hour, whether it is used or not.
    hours_per_job
        Hours a week of one permanent job in the pool.
    """
    need = np.maximum(demand.values - np.array([each.base_hours_per_week for each in agreements]), 0)
    alone = np.array([_cost(need[:, [k]], [each], each.own_eur_per_hour)[0] for k, each in enumerate(agreements)])
    _, payments, hours, used = _cost(need, agreements, pool_eur_per_hour)
    overlap = peak_overlap(demand.values)
    members = [_member(k, agreements[k], alone[k], payments[k], used[k], demand.values) for k in range(len(agreements))]
    ratio, of_sum, median = spread_summary(demand.values)
    stable = _is_stable(need, agreements, pool_eur_per_hour, payments) if len(agreements) <= MOST_CHECKED else None
    return Pool(tuple(members), hours, int(hours // hours_per_job), ratio, of_sum, median, overlap, stable)


def _cost(
    need: FloatArray, agreements: Sequence[Agreement], price: float
) -> tuple[float, FloatArray, float, FloatArray]:
    """Least cost of covering need: cost, what each pays by dual prices, permanent hours, hours used by each.

    Columns: permanent hours, then hours used and agency hours of each employer in each week. Rows: need of each
    employer in each week, then in each week no more used than there are.
    """
    w, n = need.shape
    travel = np.array([each.travel_eur_per_hour if n > 1 else 0.0 for each in agreements])
    agency = np.array([each.agency_eur_per_hour for each in agreements])
    costs = np.concatenate([[price * w], np.tile(travel, w), np.tile(agency, w)])
    cells = identity(w * n, format="csr")
    covered = hstack([csr_array((w * n, 1)), cells, cells])
    week_of = csr_array((np.ones(w * n), (np.repeat(np.arange(w), n), np.arange(w * n))), shape=(w, w * n))
    shared = hstack([csr_array(-np.ones((w, 1))), week_of, csr_array((w, w * n))])
    upper = vstack([-covered, shared]).tocsr()
    limits = np.concatenate([-need.ravel(), np.zeros(w)])
    answer = linprog(costs, A_ub=upper, b_ub=limits, method="highs")
    prices = -answer.ineqlin.marginals[: w * n].reshape(w, n)
    used = answer.x[1 : 1 + w * n].reshape(w, n).sum(0)
    return float(answer.fun), (prices * need).sum(0), float(answer.x[0]), used


def _member(place: int, agreement: Agreement, alone: float, pays: float, used: float, values: FloatArray) -> Member:
    others = np.delete(values, place, axis=1).sum(1)
    overlap = float(peak_overlap(np.column_stack([values[:, place], others]))[0, 1])
    if alone - pays <= SMALL_GAIN_EUR:
        reason = "no_gain"
    elif overlap > SAME_PEAK_RATIO:
        reason = "same_peaks"
    else:
        reason = "opposed" if overlap < 1 else "gain"
    return Member(agreement.employer, alone, pays, used, overlap, reason not in ("no_gain", "same_peaks"), reason)


def _is_stable(need: FloatArray, agreements: Sequence[Agreement], price: float, payments: FloatArray) -> bool:
    """Whether every group of members pays no more together than it would cost by itself."""
    n = len(agreements)
    for size in range(1, n):
        for group in map(list, combinations(range(n), size)):
            own = agreements[group[0]].own_eur_per_hour if size == 1 else price
            cost = _cost(need[:, group], [agreements[k] for k in group], own)[0]
            if payments[group].sum() > cost + SMALL_GAIN_EUR:
                return False
    return True
