"""What a path of a lever means in the figures of the facts: the level today and at the end of the path."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from houvast.facts.lookup import Facts
from houvast.futures.folder import Futures
from houvast.futures.parts import CHANGES_FROM, Course, Lever


class Level(NamedTuple):
    """A single number of the facts, today and in the last year of a path [unit of the fact]."""

    today: float
    then: float


def levels_of(facts: Facts, futures: Futures, courses: Mapping[str, Course]) -> dict[str, Level]:
    """Return the levels of the levers that stand for single numbers; those by group have none."""
    found = {key: _level(facts, futures.levers[key], course) for key, course in courses.items()}
    return {key: level for key, level in found.items() if level is not None}


def _level(facts: Facts, lever: Lever, course: Course) -> Level | None:
    name = lever.paths[0]
    if len(lever.paths) > 1 or name not in facts or facts.entry(name).by:
        return None
    today = facts.number(name, CHANGES_FROM)
    last = facts.number(name, date(course.years[-1], 1, 1))
    return Level(today, last * course.last if lever.merge == "scale" else last + course.last)
