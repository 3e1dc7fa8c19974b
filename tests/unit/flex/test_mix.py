"""The mix: equal to the extensive form, never less secure along the line, Shapley adds up, people whole, rules kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from houvast.flex.links.network import Link
from houvast.flex.mix.benders import solve_mix
from houvast.flex.mix.contributions import shapley, weigh_measures
from houvast.flex.mix.front import make_front
from houvast.flex.mix.people import solve_in_people
from houvast.flex.mix.plan import MEASURES, MixProblem, Prices, Rules, component_hours
from houvast.flex.mix.security import security_of
from houvast.flex.mix.terms import flex_rules, insecurity, make_rules

TODAY = date(2026, 1, 1)


def small_problem(n_departments=3, n_weeks=6, n_scenarios=4, seed=3, **changes):
    """A year so short that the extensive form is quick."""
    rng = np.random.default_rng(seed)
    wave = 1 + 0.3 * np.sin(2 * np.pi * np.arange(n_weeks)[:, None] / n_weeks + np.arange(n_departments))
    demand = 100 * wave * rng.gamma(20, 1 / 20, (n_scenarios, n_weeks, n_departments))
    wage = np.linspace(20, 26, n_departments)
    prices = Prices(wage, wage * 1.4, wage * 1.1, wage * 1.25, wage * 1.6, wage * 4, 28.0, 1.0, 20.0)
    rules = Rules(0.2, 0.1, 0.08, 0.1, 0.0, 0.3, 16, 48.0, 36.0)
    links = tuple(Link(k, (k + 1) % n_departments, 0.9) for k in range(n_departments))
    names = tuple(f"d{k}" for k in range(n_departments))
    return replace(MixProblem(names, demand, links, prices, rules), **changes)


class Extensive:
    """The whole programme at once, written down independently: every week of every scenario a block of its own."""

    def __init__(self, problem):
        self.problem = problem
        self.costs, self.rows, self.low, self.high = [], [], [], []
        self.upper = []

    def column(self, cost, upper=np.inf):
        """Add a column and return its place."""
        self.costs.append(cost)
        self.upper.append(upper)
        return len(self.costs) - 1

    def row(self, terms, low, high):
        """Add a row: {column: value}."""
        self.rows.append(terms)
        self.low.append(low)
        self.high.append(high)

    def solve(self):
        """Return the least cost."""
        p, r, price = self.problem, self.problem.rules, self.problem.prices
        n, w, d = p.demand.shape

        def charge(name):
            return p.security_price_eur * p.insecurity.get(name, 0.0)

        f = [self.column(0) for _ in range(d)]
        y = [[self.column(price.wage[k]) for k in range(d)] for _ in range(w)]
        m = [[self.column(0, np.inf if p.allows("temporary") else 0) for _ in range(d)] for _ in range(-(-w // 13))]
        for week in range(w):
            for k in range(d):
                self.costs[m[week // 13][k]] += price.temporary[k] + charge("temporary")
        trained = max(price.training_eur_per_year + charge("cross_trained") * w, 0)
        c = [self.column(trained, np.inf if p.allows("links") else 0) for _ in p.links]
        pool = self.column((price.pool_eur_per_hour + charge("pool")) * w, np.inf if p.allows("pool") else 0)
        b = [
            self.column((price.on_call[k] + charge("on_call")) * w, np.inf if r.on_call_band_share > 0 else 0)
            for k in range(d)
        ]
        swing = r.swing_share if p.allows("annualised") else 0.0
        for k in range(d):
            self.row({**{y[week][k]: 1 for week in range(w)}, f[k]: -w}, 0, 0)
            for week in range(w):
                self.row({y[week][k]: 1, f[k]: -(1 - swing)}, 0, np.inf)
                self.row({y[week][k]: 1, f[k]: -(1 + swing)}, -np.inf, 0)
                away = self.column(charge("swing"))
                self.row({away: 1, y[week][k]: -1, f[k]: 1}, 0, np.inf)
                self.row({away: 1, y[week][k]: 1, f[k]: -1}, 0, np.inf)
                if week:
                    self.row({y[week][k]: 1, y[week - 1][k]: -1, f[k]: -r.change_share}, -np.inf, 0)
                    self.row({y[week][k]: 1, y[week - 1][k]: -1, f[k]: r.change_share}, 0, np.inf)
            leaving = {c[e]: 1 for e, link in enumerate(p.links) if link.origin == k}
            self.row({**leaving, f[k]: -r.trainable_share}, -np.inf, 0)
        for s in range(n):
            for week in range(w):
                self._week(s, week, f, y, m, c, pool, b, charge)
        matrix = np.zeros((len(self.rows), len(self.costs)))
        for place, terms in enumerate(self.rows):
            for column, value in terms.items():
                matrix[place, column] += value
        low, high = np.array(self.low), np.array(self.high)
        above, below = np.isfinite(high), np.isfinite(low)
        upper = np.vstack([matrix[above], -matrix[below]])
        limits = np.concatenate([high[above], -low[below]])
        bounds = [(0, None if np.isinf(each) else each) for each in self.upper]
        answer = linprog(self.costs, A_ub=upper, b_ub=limits, bounds=bounds, method="highs")
        assert answer.status == 0
        return answer.fun

    def _week(self, s, week, f, y, m, c, pool, b, charge):
        p, r, price = self.problem, self.problem.rules, self.problem.prices
        n, _, d = p.demand.shape
        used = []
        moved = [self.column((price.moved_eur_per_hour + charge("moved")) / n) for _ in p.links]
        for e in range(len(p.links)):
            self.row({moved[e]: 1, c[e]: -1}, -np.inf, 0)
        for k in range(d):
            over = self.column((price.overtime[k] + charge("overtime")) / n, np.inf if p.allows("overtime") else 0)
            call = self.column((price.on_call[k] + charge("on_call")) / n, np.inf if p.allows("on_call") else 0)
            hired = self.column((price.agency[k] + charge("agency")) / n, np.inf if p.allows("agency") else 0)
            short = self.column((price.short[k] + charge("short")) / n)
            idle, shared = self.column(0), self.column(0)
            used.append(shared)
            self.row({over: 1, f[k]: -r.overtime_share}, -np.inf, 0)
            self.row({call: 1, f[k]: -r.on_call_share, b[k]: -r.on_call_band_share}, -np.inf, 0)
            terms = {
                y[week][k]: 1,
                m[week // 13][k]: 1,
                b[k]: 1,
                over: 1,
                call: 1,
                hired: 1,
                short: 1,
                idle: -1,
                shared: 1,
            }
            for e, link in enumerate(p.links):
                if link.target == k:
                    terms[moved[e]] = link.productivity
                if link.origin == k:
                    terms[moved[e]] = -1
            self.row(terms, p.demand[s, week, k], p.demand[s, week, k])
        self.row({**dict.fromkeys(used, 1), pool: -1}, -np.inf, 0)


CASES = {
    "all measures": {},
    "fixed hours only": {"measures": frozenset({"agency"})},
    "no agency": {"measures": frozenset(MEASURES) - {"agency"}},
    "security priced": {"security_price_eur": 20.0, "insecurity": insecurity(TODAY)},
    "the bill": {"rules": Rules(0.2, 0.1, 0.08, 0.0, 0.3, 0.3, 16, 48.0, 36.0)},
}


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES.keys())
def test_equal_to_the_extensive_form(changes):
    """On a small case the method finds the optimum of the whole programme, to a millionth."""
    problem = small_problem(**changes)
    mix = solve_mix(problem, gap_share=1e-7)
    assert mix.objective_eur == pytest.approx(Extensive(problem).solve(), rel=1e-6)
    assert mix.gap_share <= 1e-7


def test_the_bound_is_a_bound():
    """A loose gap gives an answer not below the optimum, and a bound not above it."""
    problem = small_problem()
    best = Extensive(problem).solve()
    loose = solve_mix(problem, gap_share=0.01)
    assert loose.bound_eur <= best * (1 + 1e-9) <= loose.objective_eur * (1 + 2e-9)


def test_security_never_falls_as_cost_rises():
    """Along the line every dearer mix is more secure."""
    front = make_front(small_problem(), TODAY)
    costs = [point.mix.cost_eur for point in front.points]
    security = [point.security.index for point in front.points]
    assert len(costs) >= 3
    assert costs == sorted(costs)
    assert security == sorted(security)
    assert front.named["cheapest"] is front.points[0]
    assert front.named["most_secure"] is front.points[-1]


def test_measures_overlap_and_their_shapley_values_add_up():
    """Last in is not more than first in here, and the Shapley values sum to what all save together."""
    found = weigh_measures(small_problem(), ["annualised", "links", "pool"])
    assert sum(each.shapley_eur for each in found.measures) == pytest.approx(found.total_eur)
    assert found.total_eur > 0
    first, last = (sum(getattr(each, name) for each in found.measures) for name in ("first_in_eur", "last_in_eur"))
    assert last < found.total_eur < first


@given(st.lists(st.floats(-100, 100), min_size=8, max_size=8))
def test_shapley_sums_to_the_total(costs):
    """Whatever the cost of every set."""
    players = ["a", "b", "c"]
    sets = [frozenset(p for k, p in enumerate(players) if n >> k & 1) for n in range(8)]
    cost = dict(zip(sets, costs, strict=True))
    values = shapley(players, cost)
    assert sum(values.values()) == pytest.approx(cost[frozenset()] - cost[frozenset(players)], abs=1e-9)


def test_a_measure_that_changes_nothing_shows_no_difference():
    """A pool at the price of gold is never used, and is marked as such."""
    problem = small_problem()
    dear = replace(problem, prices=replace(problem.prices, pool_eur_per_hour=10_000.0))
    found = weigh_measures(dear, ["pool"])
    assert not found.measures[0].is_shown


def test_small_departments_get_whole_people():
    """Contract hours are whole people times their hours, and cost no less than the mix in hours."""
    problem = small_problem()
    hours = np.full(3, 24.0)
    mix, names = solve_in_people(problem, hours, 8.0)
    people = mix.first.permanent / hours
    assert names == problem.departments
    assert people == pytest.approx(np.round(people), abs=1e-6)
    assert mix.objective_eur >= solve_mix(problem, 1e-6).objective_eur * (1 - 1e-6)
    assert mix.gap_share <= 0.001


def test_planned_hours_keep_within_the_rules():
    """Annual hours add up, weeks stay in the band, steps are small, the average week is legal with overtime."""
    problem = small_problem(n_weeks=20, rules=Rules(0.25, 0.1, 0.2, 0.1, 0.0, 0.3, 16, 48.0, 36.0))
    first = solve_mix(problem, 1e-5).first
    assert first.planned.sum(0) == pytest.approx(20 * first.permanent, rel=1e-6)
    assert (first.planned <= 1.25 * first.permanent + 1e-6).all()
    assert (np.abs(np.diff(first.planned, axis=0)) <= 0.1 * first.permanent + 1e-6).all()
    average = np.array([first.planned[w : w + 16].mean(0) for w in range(5)]) + 0.2 * first.permanent
    assert (average * 36 / np.maximum(first.permanent, 1e-9) <= 48 + 1e-6).all()


def test_the_bill_asks_a_paid_minimum_for_on_call_work():
    """Today's rules know no minimum; with the bill on-call hours stay within its band."""
    today, bill = (make_rules(36.0, {}, TODAY, with_bill) for with_bill in (False, True))
    assert today.on_call_band_share == 0
    assert bill.on_call_share == 0
    assert bill.on_call_band_share == flex_rules().number("bill_on_call_band_share", TODAY)
    mix = solve_mix(small_problem(rules=replace(bill, swing_share=0.0)))
    assert (mix.hours.on_call <= 0.3 * mix.first.on_call_minimum + 1e-6).all()


def test_security_counts_the_hours_there_are():
    """The parts follow from the hours: shares of agency and permanent hours, groups that work at all."""
    problem = small_problem()
    mix = solve_mix(problem)
    found, hours = security_of(problem, mix, TODAY), component_hours(problem, mix)
    worked = mix.first.planned.sum() + sum(hours[k] for k in ("pool", "overtime", "temporary", "on_call", "agency"))
    assert found.parts["agency_share"] == pytest.approx(hours["agency"] / worked)
    assert found.index == pytest.approx(np.mean(list(found.securities.values())))
    assert "permanent" in [group.name for group in found.groups]
