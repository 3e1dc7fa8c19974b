"""Solve a mix: a master programme over the year's decisions, tightened by what weeks turn out to cost.

Benders decomposition with one cut per week and round. Cuts are taken half way between the master's point and the best
point known (in-out separation; Ben-Ameur and Neto 2007), for the master alone jumps about. Most rounds take their
cuts from the pool of prices (`houvast.flex.mix.recourse`); all weekly programmes are solved only when the pool has
nothing more to say, and those rounds give the upper bound, so the printed gap is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.mix.plan import WEEKS_PER_QUARTER, FirstStage, Hours, Mix, MixProblem
from houvast.flex.mix.recourse import PricePool, Slopes, WeekCosts, slopes_of, solve_weeks

GAP_SHARE = 0.0002
WHOLE_GAP_SHARE = 0.001
"""Closeness asked of a mix in whole people."""
MOST_ROUNDS = 400
POOL_GAP_PART = 0.3
"""Programmes are solved again once the pool alone closes the gap to this part of what is asked."""
IN_OUT_SHARE = 0.5

Progress = Callable[[str, int, int], None]


class Master:
    """The programme of the year's decisions, with the cuts found so far.

    Columns: permanent [d], planned [w, d], swing up and down [w, d] when it is priced, temporary [q, d], trained
    [links], pool, on-call minimum [d], week costs [w].
    """

    def __init__(self, problem: MixProblem) -> None:
        import highspy

        self._problem = problem
        self._d, self._w, self._q, self._e = (
            len(problem.departments), problem.n_weeks, problem.n_quarters, len(problem.links)
        )  # fmt: skip
        self._infinity = highspy.kHighsInf
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._n_columns = 0
        self._make_columns()
        self._make_rows()

    def _add_columns(self, costs: FloatArray, highest: float | FloatArray) -> int:
        """Add columns without rows and return the place of the first."""
        first = self._n_columns
        n = len(costs)
        none = np.empty(0, np.int32)
        highest = np.broadcast_to(np.asarray(highest, dtype=float), n).copy()
        self._solver.addCols(n, costs.astype(float), np.zeros(n), highest, 0, none, none, np.empty(0))
        self._n_columns += n
        return first

    def _make_columns(self) -> None:
        problem, d, w = self._problem, self._d, self._w
        prices, infinity = problem.prices, self._infinity

        def most(measure: str) -> float:
            return infinity if problem.allows(measure) else 0.0

        self.permanent = self._add_columns(np.zeros(d), infinity)
        self.planned = self._add_columns(np.tile(prices.wage, w), infinity)
        swing = problem.charge("swing") if problem.allows("annualised") else 0.0
        self.swing = self._add_columns(np.full(w * d, swing), infinity) if swing > 0 else -1
        weeks = np.bincount(np.arange(w) // WEEKS_PER_QUARTER, minlength=self._q)
        temporary = prices.temporary + problem.charge("temporary")
        self.temporary = self._add_columns(np.outer(weeks, temporary).ravel(), most("temporary"))
        trained = prices.training_eur_per_year + problem.charge("cross_trained") * w
        self.trained = self._add_columns(np.full(self._e, max(trained, 0.0)), most("links"))
        pool = (prices.pool_eur_per_hour + problem.charge("pool")) * w
        self.pool = self._add_columns(np.array([pool]), most("pool"))
        has_minimum = problem.allows("on_call") and problem.rules.on_call_band_share > 0
        minimum = (prices.on_call + problem.charge("on_call")) * w
        self.on_call_minimum = self._add_columns(minimum, infinity if has_minimum else 0.0)
        self.week_cost = self._add_columns(np.ones(w), infinity)

    def add_row(self, low: float, high: float, columns: list[int], values: list[float]) -> None:
        """Add a row."""
        self._solver.addRow(low, high, len(columns), np.array(columns, dtype=np.int32), np.array(values, dtype=float))

    def _make_rows(self) -> None:
        problem, d, w = self._problem, self._d, self._w
        rules, infinity = problem.rules, self._infinity
        overtime = rules.overtime_share if problem.allows("overtime") else 0.0
        swing = rules.swing_share if problem.allows("annualised") else 0.0
        legal = rules.average_hours / rules.contract_hours - overtime
        for k in range(d):
            f, y = self.permanent + k, [self.planned + week * d + k for week in range(w)]
            if swing == 0:
                for column in y:
                    self.add_row(0.0, 0.0, [column, f], [1.0, -1.0])
                continue
            self.add_row(0.0, 0.0, [*y, f], [*[1.0] * w, -float(w)])
            for week, column in enumerate(y):
                self.add_row(0.0, infinity, [column, f], [1.0, swing - 1])
                self.add_row(-infinity, 0.0, [column, f], [1.0, -1 - swing])
                if week and rules.change_share < 2 * swing:
                    self.add_row(-infinity, 0.0, [column, y[week - 1], f], [1.0, -1.0, -rules.change_share])
                    self.add_row(0.0, infinity, [column, y[week - 1], f], [1.0, -1.0, rules.change_share])
                if self.swing >= 0:
                    s = self.swing + week * d + k
                    self.add_row(0.0, infinity, [s, column, f], [1.0, -1.0, 1.0])
                    self.add_row(0.0, infinity, [s, column, f], [1.0, 1.0, -1.0])
            n = rules.average_weeks
            if 1 + swing > legal and w >= n:
                for week in range(w - n + 1):
                    self.add_row(-infinity, 0.0, [*y[week : week + n], f], [*[1.0] * n, -n * legal])
        for k in range(d):
            leaving = [self.trained + place for place, link in enumerate(problem.links) if link.origin == k]
            if leaving:
                values = [*[1.0] * len(leaving), -rules.trainable_share]
                self.add_row(-infinity, 0.0, [*leaving, self.permanent + k], values)

    def add_cut(self, week: int, cut: Slopes) -> None:
        """Add a cut: the cost of a week lies on or above this line."""
        d = self._d
        quarter = week // WEEKS_PER_QUARTER
        columns = np.concatenate(
            [
                [self.week_cost + week],
                self.permanent + np.arange(d),
                self.planned + week * d + np.arange(d),
                self.temporary + quarter * d + np.arange(d),
                self.trained + np.arange(self._e),
                [self.pool],
                self.on_call_minimum + np.arange(d),
            ]
        ).astype(np.int32)
        slopes = np.concatenate(
            [cut.permanent, cut.supply, cut.supply, cut.trained, [cut.pool], cut.on_call_minimum + cut.supply]
        )
        values = np.concatenate([[1.0], -slopes])
        kept = values != 0
        self._solver.addRow(cut.constant, self._infinity, int(kept.sum()), columns[kept], values[kept])

    def make_whole(self, columns: list[tuple[int, float]]) -> None:
        """Let columns take only whole multiples of an amount: people with so many hours."""
        import highspy

        for column, amount in columns:
            people = self._add_columns(np.zeros(1), self._infinity)
            self._solver.changeColIntegrality(people, highspy.HighsVarType.kInteger)
            self.add_row(0.0, 0.0, [column, people], [1.0, -amount])
        self._solver.setOptionValue("mip_rel_gap", WHOLE_GAP_SHARE / 3)

    def solve(self) -> tuple[float, FirstStage, FloatArray]:
        """Solve and return the bound, the decisions and the week costs the cuts allow."""
        self._solver.run()
        values = np.array(self._solver.getSolution().col_value)
        info = self._solver.getInfo()
        bound = info.mip_dual_bound if info.mip_node_count >= 0 else info.objective_function_value
        d, w = self._d, self._w
        first = FirstStage(
            values[self.permanent : self.permanent + d],
            values[self.planned : self.planned + w * d].reshape(w, d),
            values[self.temporary : self.temporary + self._q * d].reshape(self._q, d),
            values[self.trained : self.trained + self._e],
            float(values[self.pool]),
            values[self.on_call_minimum : self.on_call_minimum + d],
        )
        return float(bound), first, values[self.week_cost : self.week_cost + w]


def yearly_cost(problem: MixProblem, first: FirstStage, with_security: bool) -> float:
    """Cost of the first stage a year, with or without the price on insecure hours."""
    prices, w = problem.prices, problem.n_weeks

    def charge(component: str) -> float:
        return problem.charge(component) if with_security else 0.0

    weeks = np.bincount(np.arange(w) // WEEKS_PER_QUARTER, minlength=problem.n_quarters)
    training = prices.training_eur_per_year + charge("cross_trained") * w
    training = max(training, 0.0) if with_security else training
    swing = charge("swing") * float(np.abs(first.planned - first.permanent).sum())
    return (
        float((first.planned * prices.wage).sum())
        + swing
        + float(weeks @ (first.temporary @ (prices.temporary + charge("temporary"))))
        + training * float(first.trained.sum())
        + (prices.pool_eur_per_hour + charge("pool")) * w * first.pool
        + float(((prices.on_call + charge("on_call")) * first.on_call_minimum).sum()) * w
    )


def first_guess(problem: MixProblem) -> FirstStage:
    """Fixed weekly hours at the mean demand, and nothing else: allowed under any rules."""
    permanent = problem.demand.mean((0, 1))
    d = len(permanent)
    return FirstStage(
        permanent,
        np.tile(permanent, (problem.n_weeks, 1)),
        np.zeros((problem.n_quarters, d)),
        np.zeros(len(problem.links)),
        0.0,
        np.zeros(d),
    )


def solve_mix(
    problem: MixProblem,
    gap_share: float = GAP_SHARE,
    pool: PricePool | None = None,
    start: FirstStage | None = None,
    progress: Progress | None = None,
) -> Mix:
    """Find the mix with the least expected cost, insecurity priced as the problem says.

    Parameters
    ----------
    problem
        Demand, prices, rules, measures.
    gap_share
        Stop when the answer is proven to be within this share of the best.
    pool
        Dual prices found earlier for the same departments and links; it grows.
    start
        Decisions to start from; must be allowed.
    progress
        Told the round, and the gap in millionths.

    Returns
    -------
    Mix
        With its proven gap; a gap larger than asked means that the most rounds were made.
    """
    return tighten(problem, Master(problem), pool or PricePool(len(problem.departments)), start, gap_share, progress)


def tighten(
    problem: MixProblem,
    master: Master,
    pool: PricePool,
    start: FirstStage | None,
    gap_share: float,
    progress: Progress | None,
    in_out: float = IN_OUT_SHARE,
) -> Mix:
    """Go on from the cuts of a master until the gap is closed.

    Parameters
    ----------
    problem, pool, start, gap_share, progress
        As in `solve_mix`.
    master
        The programme of the year's decisions; it gains cuts.
    in_out
        Where cuts are taken: 0 at the best point, 1 at the point of the master.

    Returns
    -------
    Mix
        The best found, with its proven bound.
    """
    costs = WeekCosts(problem)
    n_scenarios = len(problem.demand)
    best = _evaluated(problem, costs, start or first_guess(problem), pool, master)
    programmes, bound = problem.demand[:, :, 0].size, -np.inf
    for rounds in range(1, MOST_ROUNDS + 1):
        found, proposed, _ = master.solve()
        bound = max(bound, found)
        if progress is not None:
            progress("gap", rounds, int(1e6 * replace(best, bound_eur=bound).gap_share))
        if best.objective_eur - bound <= gap_share * abs(best.objective_eur):
            break
        tried = best.first.toward(proposed, in_out)
        places, bounds = pool.best(costs, tried, problem.demand)
        pooled = yearly_cost(problem, tried, with_security=True) + float(bounds.sum()) / n_scenarios
        for week in range(problem.n_weeks):
            master.add_cut(week, slopes_of(costs, pool.prices[places[:, week]], problem.demand[:, week]))
        allowed = POOL_GAP_PART * gap_share * abs(best.objective_eur)
        if pooled - bound > max(allowed, (best.objective_eur - bound) * IN_OUT_SHARE):
            continue
        candidate = _evaluated(problem, costs, tried, pool, master)
        programmes += problem.demand[:, :, 0].size
        if candidate.objective_eur < best.objective_eur:
            best = candidate
    return replace(best, bound_eur=min(bound, best.objective_eur), rounds=rounds, programmes=programmes)


def _evaluated(problem: MixProblem, costs: WeekCosts, first: FirstStage, pool: PricePool, master: Master) -> Mix:
    """Solve all weeks at a point: its exact objective, new prices for the pool, cuts for the master."""
    values, prices, hours = solve_weeks(problem, costs, first)
    pool.add(np.clip(prices, 0, costs.ceiling).reshape(-1, prices.shape[2]))
    for week in range(problem.n_weeks):
        master.add_cut(week, slopes_of(costs, prices[:, week], problem.demand[:, week]))
    objective = yearly_cost(problem, first, with_security=True) + float(values.sum()) / len(problem.demand)
    plain = _plain_cost(problem, first, hours)
    return Mix(first, hours, plain, objective, -np.inf)


def _plain_cost(problem: MixProblem, first: FirstStage, hours: Hours) -> float:
    prices = problem.prices
    return (
        yearly_cost(problem, first, with_security=False)
        + float((hours.overtime * prices.overtime).sum())
        + float(hours.moved.sum()) * prices.moved_eur_per_hour
        + float((hours.on_call * prices.on_call).sum())
        + float((hours.agency * prices.agency).sum())
        + float((hours.short * prices.short).sum())
    )
