"""What a week costs once demand is known: a small linear programme, and the pool of its dual solutions.

The dual of a week has one price per department, p with 0 <= p <= the dearest hour that is always to be had. All other
dual values follow from p, so any such p gives a lower bound on the cost of any week in any scenario under any first
stage:

    Q >= p (demand - supply) - sum_d (p_d - overtime_d)+ overtime limit_d - sum_d (p_d - on-call_d)+ on-call limit_d
         - sum_e (productivity p_to - p_from - moved)+ trained_e - max_d (p_d - travel)+ pool.

So prices found once are kept, and most rounds of the method need no programme at all: the best price of the pool for
every week and scenario is one matrix product (the idea of stochastic decomposition; Higle and Sen 1991).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from houvast.flex.demand import FloatArray
from houvast.flex.mix.plan import FirstStage, Hours, MixProblem

ROUNDING_DECIMALS = 9
MOST_PRICES = 400
"""Prices kept; those least used of late go first."""
FORGETTING = 0.7
"""What an earlier use still counts after each round."""


@dataclass(frozen=True)
class Slopes:
    """The bound of a week as a line in the first stage: constant, and slopes in supply and limits."""

    constant: float
    supply: FloatArray
    permanent: FloatArray
    trained: FloatArray
    pool: float
    on_call_minimum: FloatArray


class WeekCosts:
    """Hourly costs of the second stage, any price on insecurity included."""

    def __init__(self, problem: MixProblem) -> None:
        prices, rules = problem.prices, problem.rules
        self.overtime = prices.overtime + problem.charge("overtime")
        self.moved = prices.moved_eur_per_hour + problem.charge("moved")
        self.on_call = prices.on_call + problem.charge("on_call")
        self.agency = prices.agency + problem.charge("agency")
        self.short = prices.short + problem.charge("short")
        self.ceiling = np.minimum(self.short, self.agency) if problem.allows("agency") else self.short
        self.overtime_share = rules.overtime_share if problem.allows("overtime") else 0.0
        self.on_call_share = rules.on_call_share if problem.allows("on_call") else 0.0
        self.on_call_band = rules.on_call_band_share if problem.allows("on_call") else 0.0
        self.origin = np.array([link.origin for link in problem.links], dtype=int)
        self.target = np.array([link.target for link in problem.links], dtype=int)
        self.productivity = np.array([link.productivity for link in problem.links])

    def limits(self, prices: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """What one more hour of each limit saves under dual prices [n, d]: overtime, on-call, trained, pool."""
        overtime = np.maximum(prices - self.overtime, 0)
        on_call = np.maximum(prices - self.on_call, 0)
        trained = np.maximum(self.productivity * prices[:, self.target] - prices[:, self.origin] - self.moved, 0)
        return overtime, on_call, trained, prices.max(1)

    def on_call_limit(self, first: FirstStage) -> FloatArray:
        """On-call hours above any paid minimum, per department."""
        return self.on_call_share * first.permanent + self.on_call_band * first.on_call_minimum


class PricePool:
    """Dual prices found so far [n_prices, n_departments], each feasible for every week, scenario and first stage."""

    def __init__(self, n_departments: int) -> None:
        self.prices = np.zeros((1, n_departments))
        self._uses = np.zeros(1)

    def add(self, found: FloatArray) -> int:
        """Add prices that are new; return how many were."""
        known = {row.tobytes() for row in self.prices}
        fresh, uses = np.unique(np.round(found, ROUNDING_DECIMALS) + 0.0, axis=0, return_counts=True)
        is_new = np.array([row.tobytes() not in known for row in fresh])
        self.prices = np.vstack([self.prices, fresh[is_new]])
        self._uses = np.concatenate([self._uses, uses[is_new]])
        kept = np.sort(np.argsort(-self._uses, kind="stable")[:MOST_PRICES])
        self.prices, self._uses = self.prices[kept], self._uses[kept]
        return int(is_new.sum())

    def best(self, costs: WeekCosts, first: FirstStage, demand: FloatArray) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """The best price of the pool per scenario and week, and the bound it gives.

        Returns
        -------
        tuple of arrays
            Place in the pool [n_scenarios, n_weeks] and bound [EUR, same shape].
        """
        prices = np.clip(self.prices, 0, costs.ceiling)
        overtime, on_call, trained, pool = costs.limits(prices)
        saved = (
            overtime @ (costs.overtime_share * first.permanent)
            + on_call @ costs.on_call_limit(first)
            + trained @ first.trained
            + pool * first.pool
        )
        supply = first.supply()
        n, w = demand.shape[:2]
        places, bounds = np.zeros((n, w), dtype=np.int64), np.zeros((n, w))
        values = np.empty((len(demand), len(prices)))
        for week in range(demand.shape[1]):
            missing = demand[:, week] - supply[week]
            # Department by department: for so few columns a product of matrices waits longer than it works.
            values[:] = -saved
            for department in range(prices.shape[1]):
                values += missing[:, department, None] * prices[:, department]
            places[:, week] = values.argmax(1)
            bounds[:, week] = values[np.arange(len(values)), places[:, week]]
        self._uses *= FORGETTING
        self._uses += np.bincount(places.ravel(), minlength=len(prices))
        return places, bounds


def slopes_of(costs: WeekCosts, prices: FloatArray, demand: FloatArray) -> Slopes:
    """The mean bound over the scenarios of one week as a line in the first stage.

    Parameters
    ----------
    costs
        Hourly costs.
    prices
        Dual prices, one row per scenario [n_scenarios, n_departments].
    demand
        Demand of that week [n_scenarios, n_departments].
    """
    prices = np.clip(prices, 0, costs.ceiling)
    overtime, on_call, trained, pool = (each.mean(0) for each in costs.limits(prices))
    permanent = -costs.overtime_share * overtime - costs.on_call_share * on_call
    return Slopes(
        float((prices * demand).sum(1).mean()),
        -prices.mean(0),
        permanent,
        -trained,
        -float(pool),
        -costs.on_call_band * on_call,
    )


class WeekProgramme:
    """The linear programme of one week, warm-started from the last one solved.

    Columns: overtime, pool, on-call, agency, short, idle (each [d]), then moved hours [links]. Rows: balance per
    department, then the pool.
    """

    def __init__(self, problem: MixProblem, costs: WeekCosts) -> None:
        import highspy

        d, e = len(problem.departments), len(problem.links)
        self._d, self._e = d, e
        infinity = highspy.kHighsInf
        solver: Any = highspy.Highs()  # its types lack the calls that take arrays
        self._solver = solver
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        for _ in range(d):
            solver.addRow(0.0, 0.0, 0, np.empty(0, np.int32), np.empty(0))
        solver.addRow(-infinity, 0.0, 0, np.empty(0, np.int32), np.empty(0))
        agency_limit = infinity if problem.allows("agency") else 0.0
        kinds = (
            (costs.overtime, 1.0, 0.0, False),
            (np.zeros(d), 1.0, infinity, True),
            (costs.on_call, 1.0, 0.0, False),
            (costs.agency, 1.0, agency_limit, False),
            (costs.short, 1.0, infinity, False),
            (np.zeros(d), -1.0, infinity, False),
        )
        for cost, sign, limit, is_pool in kinds:
            for k in range(d):
                rows = np.array([k, d] if is_pool else [k], dtype=np.int32)
                solver.addCol(float(cost[k]), 0.0, limit, len(rows), rows, np.array([sign, 1.0][: len(rows)]))
        for link in problem.links:
            rows = np.array([link.origin, link.target], dtype=np.int32)
            solver.addCol(costs.moved, 0.0, 0.0, 2, rows, np.array([-1.0, link.productivity]))
        self._rows = np.arange(d, dtype=np.int32)
        self._costs = costs

    def set_limits(self, first: FirstStage) -> None:
        """Set what the first stage allows in every week."""
        d, e = self._d, self._e
        overtime = self._costs.overtime_share * first.permanent
        columns = np.concatenate([np.arange(d), np.arange(2 * d, 3 * d), np.arange(6 * d, 6 * d + e)]).astype(np.int32)
        limits = np.maximum(np.concatenate([overtime, self._costs.on_call_limit(first), first.trained]), 0)
        self._solver.changeColsBounds(len(columns), columns, np.zeros(len(columns)), limits)
        self._solver.changeRowBounds(d, -1e30, max(float(first.pool), 0.0))

    def solve(self, missing: FloatArray) -> tuple[float, FloatArray, FloatArray]:
        """Solve a week in which so many hours lack [d]: cost, dual prices [d], hours by column."""
        self._solver.changeRowsBounds(self._d, self._rows, missing, missing)
        self._solver.run()
        solution = self._solver.getSolution()
        value = self._solver.getInfo().objective_function_value
        return value, np.array(solution.row_dual[: self._d]), np.array(solution.col_value)


def solve_weeks(problem: MixProblem, costs: WeekCosts, first: FirstStage) -> tuple[FloatArray, FloatArray, Hours]:
    """Solve every week of every scenario exactly.

    Returns
    -------
    tuple
        Costs [n_scenarios, n_weeks], dual prices [n_scenarios, n_weeks, d] and expected hours.
    """
    n, w, d = problem.demand.shape
    programme = WeekProgramme(problem, costs)
    programme.set_limits(first)
    values, prices = np.empty((n, w)), np.empty((n, w, d))
    columns = np.zeros((w, 6 * d + len(problem.links)))
    supply = first.supply()
    for week in range(w):
        missing = np.ascontiguousarray(problem.demand[:, week] - supply[week])
        for scenario in np.argsort(missing.sum(1)):
            value, price, hours = programme.solve(missing[scenario])
            values[scenario, week], prices[scenario, week] = value, price
            columns[week] += hours
    columns /= n
    overtime, pool, on_call, agency, short, idle = (columns[:, k * d : (k + 1) * d] for k in range(6))
    return values, prices, Hours(overtime, columns[:, 6 * d :], pool, on_call, agency, short, idle)
