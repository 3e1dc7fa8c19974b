"""The problem of the mix and its answer, as arrays.

First stage, decided for the year: permanent hours f [d], planned hours y [w, d] (equal to f without annualised hours),
temporary hours m [quarter, d], cross-trained hours c [link], pool hours p, paid on-call minimum b [d].
Second stage, per week and scenario: overtime, moved, pool, on-call and agency hours, demand left short, hours idle.
All hours are per week. Costs are in EUR per hour, except training: EUR per year per hour a week that can be moved.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.links.network import Link

MEASURES = ("annualised", "links", "overtime", "pool", "temporary", "on_call", "agency")
"""Everything an employer can use besides fixed weekly hours."""
COMPONENTS = ("overtime", "swing", "moved", "pool", "temporary", "on_call", "agency", "short", "cross_trained")
"""Kinds of hours that bear on cost or security; cross-trained hours are hours a week that can be moved."""
WEEKS_PER_QUARTER = 13


@dataclass(frozen=True)
class Prices:
    """Cost of an hour by department [EUR per hour, n_departments], and of training."""

    wage: FloatArray
    overtime: FloatArray
    temporary: FloatArray
    on_call: FloatArray
    agency: FloatArray
    short: FloatArray
    pool_eur_per_hour: float
    moved_eur_per_hour: float
    training_eur_per_year: float
    """Per hour a week that a trained person can work elsewhere."""


@dataclass(frozen=True)
class Rules:
    """What law and agreement allow, as shares of permanent hours unless named otherwise."""

    swing_share: float
    """How far planned hours may lie from contract hours."""
    change_share: float
    """How far planned hours may move from one week to the next."""
    overtime_share: float
    on_call_share: float
    """On-call hours above any paid minimum, as a share of permanent hours; 0 where on-call needs a paid minimum."""
    on_call_band_share: float
    """On-call hours above the paid minimum, as a share of that minimum."""
    trainable_share: float
    average_weeks: int
    average_hours: float
    """Legal limit to the average working week over so many weeks, overtime included."""
    contract_hours: float
    """Contract hours per week of one person, against which the legal limit counts."""


@dataclass(frozen=True)
class MixProblem:
    """Demand, links, prices and rules of one mix.

    Parameters
    ----------
    departments
        Names.
    demand
        Hours [n_scenarios, n_weeks, n_departments]; a scenario is one whole year of all departments.
    links
        Who can be trained to help whom.
    prices, rules
        See there.
    measures
        The measures allowed, of `MEASURES`.
    security_price_eur
        EUR put on one insecure hour; 0 looks at cost only.
    insecurity
        Insecurity of an hour of each of `COMPONENTS`, from 0 (none) to 1; below 0 where it makes people more secure.
    """

    departments: tuple[str, ...]
    demand: FloatArray
    links: tuple[Link, ...]
    prices: Prices
    rules: Rules
    measures: frozenset[str] = frozenset(MEASURES)
    security_price_eur: float = 0.0
    insecurity: dict[str, float] = field(default_factory=dict)

    @property
    def n_weeks(self) -> int:
        """Number of weeks."""
        return int(self.demand.shape[1])

    @property
    def n_quarters(self) -> int:
        """Number of blocks of temporary contracts."""
        return -(-self.n_weeks // WEEKS_PER_QUARTER)

    def allows(self, measure: str) -> bool:
        """Whether a measure may be used."""
        return measure in self.measures

    def charge(self, component: str) -> float:
        """EUR added to an hour of a component for the insecurity it brings."""
        return self.security_price_eur * self.insecurity.get(component, 0.0)


@dataclass(frozen=True)
class FirstStage:
    """What is decided for the year; see the module for the letters."""

    permanent: FloatArray
    planned: FloatArray
    temporary: FloatArray
    trained: FloatArray
    pool: float
    on_call_minimum: FloatArray

    def supply(self) -> FloatArray:
        """Hours there before anything is known [n_weeks, n_departments]."""
        quarter = np.arange(len(self.planned)) // WEEKS_PER_QUARTER
        return self.planned + self.temporary[quarter] + self.on_call_minimum

    def toward(self, other: FirstStage, share: float) -> FirstStage:
        """The point this share of the way to another."""
        return FirstStage(
            self.permanent + share * (other.permanent - self.permanent),
            self.planned + share * (other.planned - self.planned),
            self.temporary + share * (other.temporary - self.temporary),
            self.trained + share * (other.trained - self.trained),
            self.pool + share * (other.pool - self.pool),
            self.on_call_minimum + share * (other.on_call_minimum - self.on_call_minimum),
        )


@dataclass(frozen=True)
class Hours:
    """Expected hours of the second stage per week [n_weeks, n_departments], moved hours per link [n_weeks, n_links]."""

    overtime: FloatArray
    moved: FloatArray
    pool: FloatArray
    on_call: FloatArray
    agency: FloatArray
    short: FloatArray
    idle: FloatArray


@dataclass(frozen=True)
class Mix:
    """An answer: the decisions, the hours they lead to, the yearly cost, and how far from the best it can be.

    Parameters
    ----------
    first
        What is decided for the year.
    hours
        Expected hours.
    cost_eur
        Expected cost a year, without any price on security.
    objective_eur
        The same with it.
    bound_eur
        No mix has a lower objective.
    rounds, programmes
        Rounds of the method and weekly programmes solved.
    """

    first: FirstStage
    hours: Hours
    cost_eur: float
    objective_eur: float
    bound_eur: float
    rounds: int = 0
    programmes: int = 0

    @property
    def gap_share(self) -> float:
        """How far the objective can be from the best, as a share of it."""
        return max(self.objective_eur - self.bound_eur, 0.0) / max(abs(self.objective_eur), 1e-9)


def component_hours(problem: MixProblem, mix: Mix) -> dict[str, float]:
    """Expected hours a year of each of `COMPONENTS`."""
    first, hours = mix.first, mix.hours
    weeks_in_quarter = np.bincount(np.arange(problem.n_weeks) // WEEKS_PER_QUARTER, minlength=problem.n_quarters)
    minimum = float(first.on_call_minimum.sum()) * problem.n_weeks
    return {
        "overtime": float(hours.overtime.sum()),
        "swing": float(np.abs(first.planned - first.permanent).sum()),
        "moved": float(hours.moved.sum()),
        "pool": float(first.pool) * problem.n_weeks,
        "temporary": float((first.temporary.sum(1) * weeks_in_quarter).sum()),
        "on_call": float(hours.on_call.sum()) + minimum,
        "agency": float(hours.agency.sum()),
        "short": float(hours.short.sum()),
        "cross_trained": float(first.trained.sum()) * problem.n_weeks,
    }
