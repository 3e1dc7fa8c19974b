"""Explain a number as a tree: value, formula, what moves it, and for each of these fact, source and place in the code.

Nothing in the tree is written by hand but the formulas in `explained.yaml`: the facts come from the parameters that a
process names in its opening text, their values and sources from the facts folder, what the future and the measures do
to them from the changes that were laid, and the reasons for that from their own files.
"""

from __future__ import annotations

import ast
import fnmatch
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl
import yaml

from houvast.experiments.comparison.explanation import FlowExplanation, explain_unemployment
from houvast.experiments.exploration.answer import Answer
from houvast.experiments.worlds import NO_PACKAGE, package_named, world_of
from houvast.facts.entries import DatedValue
from houvast.facts.fields import Names
from houvast.facts.lookup import Facts
from houvast.facts.overlay import Change, cells_of
from houvast.futures.parts import Lever
from houvast.policies.parts import Measure, Rule

SCENARIO = "scenario"
MOST_FACTS = 40


@dataclass(frozen=True)
class Source:
    """Where a fact or an assumption comes from."""

    text: str
    url: str = ""
    place: str = ""


@dataclass(frozen=True)
class Input:
    """A fact behind a number.

    Parameters
    ----------
    fact, name, unit
        Its key, name and unit.
    before, after
        Lowest and highest value over its groups, today and in the year asked, with all that was laid over it.
    low, high
        The range to trust of today's value; None where none is given.
    status
        As in the facts.
    sources
        Of today's value.
    """

    fact: str
    name: Names
    unit: str
    before: tuple[float, float]
    after: tuple[float, float]
    low: float | None
    high: float | None
    status: str
    sources: tuple[Source, ...]

    @property
    def is_moved(self) -> bool:
        """Whether the world or the measures move it."""
        return not np.allclose(self.before, self.after, rtol=1e-12, atol=0.0)


@dataclass(frozen=True)
class Cause:
    """A change of a fact: by whom, how, and why.

    Parameters
    ----------
    origin
        `scenario`, or the key of a measure.
    path, name
        What is changed.
    merge, number
        How, in the year asked: times a factor, plus an amount, or set to a value.
    reason
        In words.
    low, high, status
        Range and status of the assumption; None and an empty text where it has none.
    source
        Where it comes from.
    acts_here
        Whether the number that is explained is moved by a process that reads this fact.
    """

    origin: str
    path: str
    name: Names
    merge: str
    number: float
    reason: Names
    low: float | None
    high: float | None
    status: str
    source: Source
    acts_here: bool


@dataclass(frozen=True)
class Explanation:
    """A number, explained.

    Parameters
    ----------
    outcome, group_by, group, year
        Which number; the year counts from 0.
    value, today
        Value in the world with the package, and in the baseline; NaN where there is none.
    formula
        In words.
    code
        File and function that count it.
    processes
        By process: its file and its facts.
    causes
        What the world and the package change, that what acts on this number first.
    flows
        For unemployment: the effect of the world and the package shared out over leaving and finding work.
    """

    outcome: str
    group_by: str
    group: str
    year: int
    value: float
    today: float
    formula: Names
    code: str
    processes: Mapping[str, tuple[str, tuple[Input, ...]]]
    causes: tuple[Cause, ...]
    flows: FlowExplanation | None


def explain(
    answer: Answer, facts: Facts, outcome: str, group_by: str = "all", group: str = "all", year: int | None = None
) -> Explanation:
    """Explain one number of an answer.

    Parameters
    ----------
    answer, facts
        Where the number comes from.
    outcome, group_by, group, year
        Which number; the last year when none is named.
    """
    at = answer.comparison.last_year if year is None else year
    day = date(int(answer.comparison.manifest["start"][:4]) + at, 1, 1)
    world = world_of(answer.exploration.world, answer.exploration.package, facts)
    told = _told()[outcome]
    processes = {
        name: (f"houvast/market/kernels/{name}.py", tuple(_inputs(name, facts, world.facts, day)))
        for name in told["processes"]
    }
    here = {each.fact for _, inputs in processes.values() for each in inputs}
    causes = _causes(answer, facts, world.changes, day, here)
    mine, base = (_value(answer, cell, outcome, group_by, group, at) for cell in _ends(answer))
    flows = _flows(answer, at) if outcome == "unemployment_rate" and group_by == "all" else None
    return Explanation(
        outcome,
        group_by,
        group,
        at,
        mine,
        base,
        Names(told["nl"], told["en"]),
        str(told["code"]),
        processes,
        tuple(sorted(causes, key=lambda each: not each.acts_here)),
        flows,
    )


def causes_of(answer: Answer, facts: Facts, year: int | None = None) -> tuple[Cause, ...]:
    """Return everything in which the world and the package of an answer differ from the base path."""
    return explain(answer, facts, answer.exploration.outcome, year=year).causes


@cache
def _told() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(
        (files("houvast.experiments.exploration") / "explained.yaml").read_text(encoding="utf-8")
    )
    return found


@cache
def parameters_named(process: str) -> tuple[str, ...]:
    """Return what the opening text of a process names as its parameters: facts, or patterns of facts."""
    text = (files("houvast.market.kernels") / f"{process}.py").read_text(encoding="utf-8")
    opening = ast.get_docstring(ast.parse(text)) or ""
    found = re.search(r"^Parameters\n(.*?)(?=^\w|\Z)", opening, re.DOTALL | re.MULTILINE)
    return tuple(re.findall(r"``([\w*/]+)``", found[1])) if found else ()


def _inputs(process: str, facts: Facts, laid: Facts, day: date) -> Iterator[Input]:
    names = [name for pattern in parameters_named(process) for name in fnmatch.filter(facts.names(), pattern)]
    for name in list(dict.fromkeys(names))[:MOST_FACTS]:
        entry = facts.entry(name)
        today = entry.at(date(2024, 1, 1)) or entry.first
        then = laid.entry(name).at(day) or laid.entry(name).first
        yield Input(
            name,
            entry.name,
            entry.unit,
            _span(today.value),
            _span(then.value),
            None if today.low is None else float(np.nanmin(today.low)),
            None if today.high is None else float(np.nanmax(today.high)),
            today.status,
            tuple(_sources(facts, today)),
        )


def _sources(facts: Facts, value: DatedValue) -> Iterator[Source]:
    for key in value.source:
        known = facts.sources.get(key)
        text = key if known is None else f"{known.publisher}, {known.title}"
        yield Source(text, "" if known is None else known.url, value.place.text())


def _span(value: Any) -> tuple[float, float]:
    return float(np.nanmin(value)), float(np.nanmax(value))


def _causes(answer: Answer, facts: Facts, changes: Sequence[Change], day: date, here: set[str]) -> Iterator[Cause]:
    futures = answer.exploration.futures
    lever_of = {path: lever for lever in futures.levers.values() for path in lever.paths}
    rules: dict[tuple[str, str], tuple[Measure, Rule]] = {}
    if answer.exploration.package != NO_PACKAGE:
        for chosen in package_named(answer.exploration.package).chosen:
            for rule in chosen.measure.rules:
                rules[chosen.measure.key, rule.path] = (chosen.measure, rule)
    for change in changes:
        if not change.holds(max(day, change.begins)):
            continue
        name = _name(facts, change.path)
        number = change.number(max(day, change.begins))
        if change.origin == SCENARIO:
            yield _of_world(answer, lever_of.get(change.path), change, name, number, change.fact in here)
            continue
        found = rules.get((change.origin, change.path))
        reason = found[1].reason if found else Names("zie de maatregel", "see the measure")
        place = found[1].place.text() if found else ""
        graded = found[0].evidence[0].source if found and found[0].evidence else ""
        yield Cause(
            change.origin,
            change.path,
            name,
            change.merge,
            number,
            reason,
            None,
            None,
            "assumed",
            Source(graded, "", place),
            change.fact in here,
        )


def _of_world(answer: Answer, lever: Lever | None, change: Change, name: Names, number: float, here: bool) -> Cause:
    """Tell a change of a future: at a corner with its own reason, elsewhere with that of the nearest corner."""
    futures = answer.exploration.futures
    point = answer.exploration.point
    if lever is None or point is None:
        return Cause(
            SCENARIO, change.path, name, change.merge, number, Names("", ""), None, None, "assumed", Source(""), here
        )
    weights = point.weights()
    parameters = [futures.scenarios[corner].parameters[lever.key] for corner in futures.corners]
    nearest = parameters[int(np.argmax(weights))]
    low, high = (float(weights @ [getattr(each, end) for each in parameters]) for end in ("low", "high"))
    scenario = futures.scenarios[futures.corners[int(np.argmax(weights))]]
    source = futures.sources.get(scenario.source)
    return Cause(
        SCENARIO,
        change.path,
        name,
        change.merge,
        number,
        nearest.reason,
        low,
        high,
        nearest.status,
        Source(source.text() if source else "", "", nearest.place),
        here,
    )


def _name(facts: Facts, path: str) -> Names:
    fact, _, groups = path.partition(".")
    names = facts.entry(fact).name
    cells_of(facts, path)
    return Names(f"{names.nl} ({groups})", f"{names.en} ({groups})") if groups else names


def _ends(answer: Answer) -> tuple[tuple[str, str], tuple[str, str]]:
    here = (answer.exploration.world, answer.exploration.package)
    return here, ("baseline", NO_PACKAGE)


def _value(answer: Answer, cell: tuple[str, str], outcome: str, group_by: str, group: str, year: int) -> float:
    rows = answer.comparison.years.filter(
        pl.col("scenario") == cell[0],
        pl.col("package") == cell[1],
        pl.col("outcome") == outcome,
        pl.col("group_by") == group_by,
        pl.col("group") == group,
        pl.col("year") == year,
    )
    return float(rows["mean"][0]) if rows.height else float("nan")


def _flows(answer: Answer, year: int) -> FlowExplanation | None:
    keys = ("unemployment_rate", "separation_rate", "job_finding_rate")
    (u1, s1, f1), (u0, s0, f0) = (
        [_value(answer, cell, key, "all", "all", year) for key in keys] for cell in _ends(answer)
    )
    if not np.isfinite([u0, u1, s0, s1, f0, f1]).all():
        return None
    return explain_unemployment(u1 - u0, (s0, s1), (f0, f1))
