"""A future as plain lists and mappings, ready for JSON and other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from houvast.futures.balance import Balance
from houvast.futures.folder import Futures
from houvast.futures.scenarios import Place, courses_at, described, scenario_of


def plain(value: object) -> Any:
    """Return dataclasses, tuples and mappings as mappings and lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def plain_place(futures: Futures, place: Place) -> dict[str, Any]:
    """Return a scenario or a point: where it lies, what it says and every parameter by year."""
    scenario = place.scenario
    asked = place.point if scenario is None else scenario.key
    levers = {
        key: {
            **plain(futures.levers[key]),
            "path": dict(zip(course.years, course.values, strict=True)),
            **({} if scenario is None or key not in scenario.parameters else _given(scenario.parameters[key])),
        }
        for key, course in courses_at(place, futures).items()
    }
    where = asked if asked is not None else "baseline"
    return {
        "scenario": None if scenario is None else {**plain(scenario), "parameters": sorted(scenario.parameters)},
        "point": None if place.point is None else list(place.point),
        "quadrant": scenario_of(where, futures),
        "described": {language: described(where, futures, language) for language in ("nl", "en")},
        "parameters": levers,
        "questions": questions_of(futures, place),
        "content_hash": futures.content_hash,
    }


def _given(parameter: Any) -> dict[str, Any]:
    return {name: value for name, value in plain(parameter).items() if name != "course"}


def questions_of(futures: Futures, place: Place) -> dict[str, Any]:
    """Return the policy questions of a scenario."""
    key = "" if place.scenario is None else place.scenario.key
    return {name: plain(each) for name, each in futures.questions.items() if each.scenario == key}


def plain_balance(balance: Balance, most_combinations: int) -> dict[str, Any]:
    """Return the consistent combinations, and for each scenario its consistency and comments."""
    consistent = balance.consistent(most_combinations)
    return {
        "n_combinations": balance.n_combinations,
        "consistent": [
            {"states": balance.combination(codes), "consistency": int(balance.consistency(codes))}
            for codes in consistent
        ],
        "scenarios": {
            key: {
                "states": dict(states),
                "consistency": int(balance.consistency(balance.codes(states))),
                "comments": [plain(each) for each in balance.comments(states)],
            }
            for key, states in balance.scenarios.items()
        },
    }
