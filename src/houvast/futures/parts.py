"""What a future consists of: the things that stand in its files, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from houvast.facts.fields import Names
from houvast.futures.points import Point

NEUTRAL = {"scale": 1.0, "add": 0.0}
"""What changes nothing, by merge rule."""

SIGNS = {"--": -2, "-": -1, "0": 0, "+": 1, "++": 2}

CHANGES_FROM = date(2024, 1, 1)
"""Today: the first day of the baseline, where every path begins and changes nothing."""

PART_FROM = date(2027, 1, 1)
"""Until here all futures are the baseline, for what is past is the same in all of them."""


@dataclass(frozen=True)
class Source:
    """Where a thought comes from; `seed` is its number among the five texts this project began with, if it is one."""

    key: str
    publisher: str
    title: str
    year: int
    seed: str = ""

    def text(self, language: str = "en") -> str:
        """Return publisher, title and year."""
        del language  # titles are not translated
        return f"{self.publisher}, {self.title} ({self.year})"


@dataclass(frozen=True)
class Development:
    """An external development: what the world does."""

    key: str
    destep: str
    name: Names
    description: Names
    source: str
    place: str
    year: int
    selected: bool


@dataclass(frozen=True)
class Axis:
    """A key uncertainty with two poles; -1 is low, 1 is high."""

    key: str
    name: Names
    description: Names
    development: str
    low: Names
    high: Names


@dataclass(frozen=True)
class Lever:
    """A parameter that scenarios move: one or more paths of facts that go together.

    Parameters
    ----------
    key, name
        What it is called.
    row, row_name
        The row of the comparison of the four scenarios that it belongs to.
    paths
        Facts, or cells of facts: `name` or `name.key`.
    merge
        `scale` (1 changes nothing) or `add` (0 changes nothing).
    signs
        By scenario the direction it should go: `--`, `-`, `0`, `+` or `++`.
    """

    key: str
    name: Names
    row: str
    row_name: Names
    paths: tuple[str, ...]
    merge: str
    signs: Mapping[str, str]

    @property
    def neutral(self) -> float:
        """The value that changes nothing."""
        return NEUTRAL[self.merge]


@dataclass(frozen=True)
class Course:
    """The course of a lever over the years: straight between the years given, constant after the last."""

    years: tuple[int, ...]
    values: tuple[float, ...]

    def at(self, years: tuple[int, ...]) -> np.ndarray:
        """Return the values in other years."""
        return np.interp(years, self.years, self.values)

    @property
    def last(self) -> float:
        """The value of the last year, which holds from then on."""
        return self.values[-1]


@dataclass(frozen=True)
class Parameter:
    """A lever in a scenario: its course, and why."""

    course: Course
    low: float
    high: float
    status: str
    place: str
    reason: Names


@dataclass(frozen=True)
class Scenario:
    """A future with a name: a corner of the plane, or a future of one's own.

    Parameters
    ----------
    key, name, motto, narrative
        What it is called and what it looks like.
    at
        Its point in the plane; for a scenario that rests on another that of the other.
    parameters
        By lever. In a corner all of them; elsewhere those that differ from the plane at `at`.
    based_on
        Another scenario whose parameters hold where this one has none; empty for none.
    """

    key: str
    name: Names
    motto: Names | None
    narrative: Names
    source: str
    at: Point
    parameters: Mapping[str, Parameter]
    based_on: str = ""


@dataclass(frozen=True)
class Theme:
    """A row of the comparison: one subject in the words of each scenario."""

    key: str
    name: Names
    scenarios: Mapping[str, Names]


@dataclass(frozen=True)
class PolicyQuestion:
    """What a scenario asks of policy, the outcomes that would show it and the measures that might answer it."""

    key: str
    scenario: str
    question: Names
    outcomes: tuple[str, ...]
    measures: tuple[str, ...]
    source: str
    place: str
