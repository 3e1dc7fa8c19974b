"""The measures that come with Houvast, those somebody brings along, and whether they fit together."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from houvast.facts.located import Faults
from houvast.policies.building import read_measure
from houvast.policies.parts import MEASURE_ORDER, Measure
from houvast.vocabulary.errors import HouvastError, nearest

GIVEN = Path(__file__).with_name("measures")
SUFFIXES = (".yaml", ".yml")
_SERIES = re.compile(r"([A-Za-z_]+)(\d*)")


@cache
def given_measures() -> Mapping[str, Measure]:
    """Return the measures that come with Houvast, by key, in the order of their series and number.

    Raises
    ------
    HouvastError
        With every fault of the files; a test sees to it that there are none.
    """
    faults = Faults()
    found = [read_measure(path, path.name, faults, own=False) for path in sorted(GIVEN.glob("*.yaml"))]
    measures = {each.key: each for each in found if each is not None}
    if not faults.problems:
        note_relations(measures, faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    return {key: measures[key] for key in in_order(measures)}


def own_measure(path: Path) -> Measure:
    """Return a measure somebody brings along; whether it fits beside others is for `note_relations`.

    Raises
    ------
    HouvastError
        With every fault of the file, each with file, line and key.
    """
    faults = Faults()
    measure = read_measure(path, path.as_posix(), faults, own=True)
    if measure is None:
        raise HouvastError(faults.in_order())
    return measure


def note_own(measures: Iterable[Measure], faults: Faults) -> None:
    """Note what does not fit between measures somebody brings along, one another, and those that come with Houvast."""
    known = dict(given_measures())
    for measure in measures:
        if measure.key in given_measures():
            faults.add("policies.clash_with_given", measure.places["key"], found=measure.key)
        known[measure.key] = measure
    note_relations(known, faults)


def note_relations(measures: Mapping[str, Measure], faults: Faults) -> None:
    """Note relations to measures that do not exist, and measures that require each other in a circle."""
    for measure in measures.values():
        for relation in (*measure.conflicts_with, *measure.requires):
            if relation.measure not in measures:
                suggestion = nearest(relation.measure, measures)
                values = {"found": relation.measure, "suggestion": suggestion}
                faults.add("policies.measure_unknown", relation.place, **values)
    told: set[frozenset[str]] = set()
    for key in measures:
        circle = _circle(measures, key, (key,))
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            where = measures[key].requires[0].place
            faults.add("policies.cycle", where, found=" -> ".join(circle))


def _circle(measures: Mapping[str, Measure], start: str, path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the way from a measure over what it requires back to itself, or nothing."""
    for relation in measures[path[-1]].requires if path[-1] in measures else ():
        if relation.measure == start:
            return (*path, start)
        if relation.measure not in path:
            found = _circle(measures, start, (*path, relation.measure))
            if found:
                return found
    return ()


def in_order(keys: Iterable[str]) -> list[str]:
    """Return keys of measures in their one order: by series, then by number; others after them by name."""
    return sorted(keys, key=_place_in_order)


def _place_in_order(key: str) -> tuple[int, str, int, str]:
    match = _SERIES.fullmatch(key)
    series, number = (match[1], int(match[2] or 0)) if match else (key, 0)
    return (MEASURE_ORDER.index(series) if series in MEASURE_ORDER else len(MEASURE_ORDER), series, number, key)
