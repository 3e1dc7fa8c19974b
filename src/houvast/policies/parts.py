"""What a measure is made of. Made by `building.measure_of`; never changed afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from houvast.facts.fields import Names
from houvast.policies.expressions import Expression
from houvast.vocabulary.errors import Place

EFFECT = "effect"
"""Lever of every measure, for tests: 1 as written, 0 not at all, -1 the opposite of each of its changes."""
EFFECT_LOW, EFFECT_HIGH = -1.0, 1.0
MEASURE_ORDER = ("W", "K", "T")
"""The series of the given measures, in the order of their seeds."""


@dataclass(frozen=True)
class Lever:
    """What a measure leaves to choose: its bounds, what it is when nobody chooses, and what the ends mean."""

    key: str
    name: Names
    unit: str
    low: float
    high: float
    default: float
    at_low: Names
    at_high: Names


@dataclass(frozen=True)
class Parameter:
    """A number a measure rests on and that nobody chooses: with range, status, source and reason."""

    key: str
    name: Names
    unit: str
    value: float
    low: float
    high: float
    status: str
    source: str
    reason: str


@dataclass(frozen=True)
class Index:
    """Money of a year that grows with a fact from that year on."""

    euros_of: int
    follows: str


@dataclass(frozen=True)
class Rule:
    """One line of `changes`: which fact a measure moves, how, when and why.

    Parameters
    ----------
    path, merge
        As in `houvast.facts.overlay.Change`.
    begins, until
        First and last day; None is open.
    value
        In the unit of the fact, or a factor for `scale`.
    index
        For an amount of money that follows wages; None for none.
    place
        File, line and key.
    """

    path: str
    merge: str
    begins: date
    until: date | None
    value: Expression
    index: Index | None
    reason: Names
    place: Place


@dataclass(frozen=True)
class Lag:
    """How long it takes before anything happens, and from then until all of it does [months]."""

    starts_after_months: Expression
    phase_in_months: Expression
    reason: Names
    place: Place


@dataclass(frozen=True)
class Capacity:
    """What must be there to carry a measure out (counsellors, places), and how much of it."""

    what: Names
    needed: Expression
    unit: str
    reason: Names
    place: Place


@dataclass(frozen=True)
class Cost:
    """Who pays what [EUR per year], as a sum over levers, parameters, facts and quantities of a run."""

    payer: str
    what: Names
    eur_per_year: Expression
    place: Place


@dataclass(frozen=True)
class Relation:
    """Another measure this one needs or excludes, and why."""

    measure: str
    reason: Names
    place: Place


@dataclass(frozen=True)
class Evidence:
    """What is known of the effect or of the situation: grade, what it says, source and the facts that hold it."""

    grade: str
    of: str
    says: Names
    source: str
    facts: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Watch:
    """An outcome that must stay within bounds in every group, or whose groups may not differ more than a gap."""

    outcome: str
    group_by: str
    at_least: float | None
    at_most: float | None
    largest_gap: float | None
    reason: Names
    place: Place


@dataclass(frozen=True)
class Measure:
    """One policy as data.

    Parameters
    ----------
    key
        `W3`.
    file
        Where it comes from: a name in the folder of measures, or the path somebody gave.
    own
        Whether somebody brought it along.
    content
        The whole file as canonical text, for the hash.
    structural
        The function that makes changes data cannot say, if any.
    places
        Where the levers, parameters and outcomes stand, by `levers.reach` and so on.
    """

    key: str
    file: str
    own: bool
    content: str
    name: Names
    summary: Names
    mechanism: Names
    seed: str
    recommendation: Names | None
    rules: tuple[Rule, ...]
    structural: str
    places: Mapping[str, Place]
    watches: tuple[Watch, ...]
    levers: Mapping[str, Lever]
    parameters: Mapping[str, Parameter]
    lag: Lag
    capacity: tuple[Capacity, ...]
    costs: tuple[Cost, ...]
    acts_on: Mapping[str, str]
    conflicts_with: tuple[Relation, ...]
    requires: tuple[Relation, ...]
    evidence: tuple[Evidence, ...]

    def defaults(self) -> dict[str, float]:
        """Return what every lever is when nobody chooses, the effect included."""
        return {key: lever.default for key, lever in self.levers.items()} | {EFFECT: EFFECT_HIGH}

    def bounds(self, lever: str) -> tuple[float, float]:
        """Return the lowest and highest number of a lever, the effect included."""
        if lever == EFFECT:
            return EFFECT_LOW, EFFECT_HIGH
        return self.levers[lever].low, self.levers[lever].high
