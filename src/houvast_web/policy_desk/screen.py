"""What stands on the left of the desk, as plain values for a template: the plane, the measures, what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from houvast.experiments.exploration.state import LARGEST_SEED, STEP, Exploration
from houvast.experiments.exploration.surface import GROUPINGS, TILES
from houvast.experiments.worlds import NO_PACKAGE, package_named
from houvast.facts.lookup import Facts
from houvast.futures.parts import PART_FROM
from houvast.futures.points import CORNERS, Point
from houvast.futures.scenarios import courses_at, find_place
from houvast.policies.describing import SEED_TITLES
from houvast.policies.folder import given_measures
from houvast.policies.parts import Lever, Measure
from houvast.reports.numbers import Notation
from houvast.vocabulary.outcomes import OUTCOMES
from houvast.vocabulary.words import GROUPINGS as GROUPING_WORDS
from houvast.vocabulary.words import STATUSES, UNIT_BY_KEY

STEPS_OF_LEVER = 100
MIDDLE = {"nl": "midden", "en": "middle"}
PLANE_PX = 100


@dataclass(frozen=True)
class Control:
    """A range input: its name, place, bounds and how its value reads."""

    key: str
    name: str
    value: float
    low: float
    high: float
    step: float
    text: str
    at_low: str
    at_high: str
    unit: str = ""
    default: float = 0.0


@dataclass(frozen=True)
class Choice:
    """A measure that can be switched on."""

    key: str
    name: str
    summary: str
    mechanism: str
    evidence: str
    is_on: bool
    levers: tuple[Control, ...]
    relations: tuple[str, ...]


def controls(asked: Exploration, facts: Facts, language: str) -> dict[str, Any]:
    """Return everything on the left of the desk.

    Parameters
    ----------
    asked
        What is explored.
    facts
        The facts of the desk.
    language
        "nl" or "en".
    """
    point = asked.point or Point(0.0, 0.0)
    return {
        "is_today": asked.point is None,
        "axes": _axes(asked, point, language),
        "corners": _corners(asked, language),
        "parting_year": None if asked.own else PART_FROM.year,
        "circle": {"x": _across(point.technology), "y": _across(-point.collective)},
        "seeds": _measures(asked, language),
        "n_chosen": 0 if asked.package == NO_PACKAGE else len(package_named(asked.package).chosen),
        "assumptions": _assumptions(asked, language),
        "outcomes": [(each.key, _capital(each.name(language)), each.key == asked.outcome) for each in _outcomes()],
        "groupings": [
            (each.key, _capital(each.name(language)), each.key == asked.group_by)
            for each in GROUPING_WORDS
            if each.key in GROUPINGS
        ],
        "seed_input": {"value": asked.seed, "most": LARGEST_SEED},
        "facts_name": facts.folder,
    }


def _axes(asked: Exploration, point: Point, language: str) -> list[Control]:
    axes = list(asked.futures.axes.values())
    return [
        Control(
            key,
            _capital(axis.name.text(language)),
            value,
            -1.0,
            1.0,
            STEP,
            in_words(value, axis.low.text(language), axis.high.text(language), language),
            axis.low.text(language),
            axis.high.text(language),
        )
        for key, value, axis in zip("tc", point, axes, strict=True)
    ]


def in_words(value: float, low: str, high: str, language: str) -> str:
    """Return a place on an axis in words: how far towards which pole."""
    if value == 0:
        return MIDDLE[language]
    return f"{Notation(language).percent(abs(value), 0)} {high if value > 0 else low}"


def _across(value: float) -> float:
    return (value + 1) / 2 * PLANE_PX


def _corners(asked: Exploration, language: str) -> list[dict[str, Any]]:
    futures = asked.futures
    return [
        {
            "key": key,
            "name": futures.scenarios[key].name.text(language),
            "motto": motto.text(language) if (motto := futures.scenarios[key].motto) else "",
            "is_here": asked.world.rpartition(":")[2] == key,
            "technology": technology,
            "collective": collective,
            "x": _across(technology),
            "y": _across(-collective),
        }
        for key, (technology, collective) in zip(futures.corners, CORNERS, strict=True)
    ]


def _measures(asked: Exploration, language: str) -> list[dict[str, Any]]:
    chosen: dict[str, Mapping[str, float]] = {}
    if asked.package != NO_PACKAGE:
        chosen = {each.measure.key: each.levers for each in package_named(asked.package).chosen}
    found = []
    for seed, title in SEED_TITLES.items():
        choices = [_choice(measure, chosen, language) for measure in given_measures().values() if measure.seed == seed]
        found.append({"title": title.text(language), "choices": choices, "n_on": sum(each.is_on for each in choices)})
    return found


def _choice(measure: Measure, chosen: Mapping[str, Mapping[str, float]], language: str) -> Choice:
    levers = chosen.get(measure.key, measure.defaults())
    evidence = measure.evidence[0] if measure.evidence else None
    excludes = {"nl": "niet samen met", "en": "not together with"}[language]
    needs = {"nl": "alleen samen met", "en": "only together with"}[language]
    relations = [f"{excludes} {each.measure}: {each.reason.text(language)}" for each in measure.conflicts_with]
    relations += [f"{needs} {each.measure}: {each.reason.text(language)}" for each in measure.requires]
    return Choice(
        measure.key,
        measure.name.text(language),
        measure.summary.text(language),
        measure.mechanism.text(language),
        "" if evidence is None else f"{evidence.says.text(language)} ({evidence.source})",
        measure.key in chosen,
        tuple(_lever(measure.key, lever, levers[key], language) for key, lever in measure.levers.items()),
        tuple(relations),
    )


def _lever(measure: str, lever: Lever, value: float, language: str) -> Control:
    unit = UNIT_BY_KEY[lever.unit].name(language) if lever.unit in UNIT_BY_KEY else lever.unit
    return Control(
        f"{measure}.{lever.key}",
        _capital(lever.name.text(language)),
        value,
        lever.low,
        lever.high,
        _step(lever),
        Notation(language).number(value, 2).rstrip("0").rstrip(",."),
        lever.at_low.text(language),
        lever.at_high.text(language),
        unit,
        lever.default,
    )


def _step(lever: Lever) -> float:
    """Return a step that reaches both ends and the default: a hundredth of the width, rounded to one digit."""
    whole = all(float(each).is_integer() for each in (lever.low, lever.high, lever.default))
    step = float(f"{(lever.high - lever.low) / STEPS_OF_LEVER:.0e}")
    return max(1.0, round(step)) if whole and lever.high - lever.low > STEPS_OF_LEVER / 10 else step


def _assumptions(asked: Exploration, language: str) -> list[dict[str, str]]:
    """Return the parameters of this world in 2040, by row of the comparison of the four futures."""
    futures, place = find_place(asked.world)
    notation = Notation(language)
    words = {word.key: word.name(language) for word in STATUSES}
    weights = place.point.weights() if place.point else None
    found = []
    for key, course in courses_at(place, futures).items():
        lever = futures.levers[key]
        if weights is None or course.last == lever.neutral:
            continue
        corners = [futures.scenarios[corner].parameters[key] for corner in futures.corners]
        low, high = (float(weights @ [getattr(each, end) for each in corners]) for end in ("low", "high"))
        way = {"scale": "\N{MULTIPLICATION SIGN}", "add": "+"}[lever.merge]
        found.append(
            {
                "name": _capital(lever.name.text(language)),
                "value": f"{way} {notation.number(course.last, 2)}",
                "range": f"{notation.number(low, 2)} – {notation.number(high, 2)}",
                "status": words.get(corners[0].status, corners[0].status),
            }
        )
    return found


def _outcomes() -> list[Any]:
    """Return the outcomes to choose from, the securities and grips first."""
    return sorted(OUTCOMES, key=lambda each: (each.key not in TILES, TILES.index(each.key) if each.key in TILES else 0))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
