"""A package of measures: read from a line of text, turned into changes over facts.

The line names measures with `+` between, each with levers after colons: `W3+T3:pace=0.5`. A measure is a key or a file
of one's own. `none` is the empty package: no changes, the baseline bit for bit. The order in which measures are named
does not count: name, hash and changes come out the same.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from houvast.facts.located import Faults
from houvast.facts.lookup import Facts
from houvast.facts.overlay import ORDERLESS, Change, colliding, overlay, overlay_and_clips
from houvast.policies.costs import Amount, Need, amounts, needs
from houvast.policies.folder import SUFFIXES, given_measures, in_order, note_own, own_measure
from houvast.policies.parts import EFFECT, Measure
from houvast.policies.resolving import Chosen, Resolved, grown, resolved
from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem

NO_PACKAGE = "none"
_BETWEEN = re.compile(r"[+,]")


class LaidPackage(NamedTuple):
    """A package laid over facts."""

    facts: Facts
    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Package:
    """A set of measures, each with its levers set. Made by `read_package` or by adding two.

    Parameters
    ----------
    chosen
        In the one order of measures.
    """

    chosen: tuple[Chosen, ...] = ()

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures, in their one order."""
        return tuple(each.measure for each in self.chosen)

    @property
    def name(self) -> str:
        """The text that `read_package` turns into this package again, with levers only where they are not as given."""
        return "+".join(_name(each) for each in self.chosen) or NO_PACKAGE

    @cached_property
    def content_hash(self) -> str:
        """sha256 over the measures and their levers; an empty text for the empty package."""
        if not self.chosen:
            return ""
        digest = hashlib.sha256()
        for each in self.chosen:
            levers = ",".join(f"{key}={float(value)!r}" for key, value in sorted(each.levers.items()))
            digest.update(f"{each.measure.key} {levers}\n{each.measure.content}\n".encode())
        return digest.hexdigest()

    def __add__(self, other: "Package") -> "Package":
        """Return the package of both; the same whichever comes first."""
        return package_of((*self.chosen, *other.chosen))

    def changes(self, facts: Facts) -> tuple[Change, ...]:
        """Return what this package lays over facts, in one layer for `overlay`.

        Parameters
        ----------
        facts
            With the future already laid over them: measures work in the world there is.

        Raises
        ------
        HouvastError
            Paths, names and sums that are wrong, and measures that move one fact in ways that do not go together: all
            of them at once, with file and line.
        """
        return tuple(change for of_measure in _resolved(self.chosen, facts) for change in of_measure)

    def warnings(self, facts: Facts) -> tuple[Problem, ...]:
        """Return what somebody should hear: measures without effect on these facts, and numbers kept within bounds."""
        return self.laid_over(facts).warnings

    def laid_over(self, facts: Facts) -> LaidPackage:
        """Return the facts with this package laid over them, what it changes, and what somebody should hear.

        Raises
        ------
        HouvastError
            As `changes`.
        """
        of_measures = _resolved(self.chosen, facts)
        found = []
        for each, of_measure in zip(self.chosen, of_measures, strict=True):
            if overlay(facts, of_measure) is facts:
                code = "policies.only_watches" if each.measure.watches else "policies.no_effect"
                found.append(problem(code, found=_name(each)))
        changes = tuple(change for of_measure in of_measures for change in of_measure)
        laid, clips = overlay_and_clips(facts, changes)
        return LaidPackage(laid, changes, (*found, *clips))

    def cost(self, facts: Facts, counted: Mapping[str, float], day: date) -> tuple[Amount, ...]:
        """Return who pays what [EUR per year]; see `costs.amounts`; `costs.quantities_of` counts."""
        return amounts(self.chosen, facts, counted, day)

    def capacity(self, facts: Facts, counted: Mapping[str, float], day: date) -> tuple[Need, ...]:
        """Return what must be there to carry the package out; see `costs.needs`."""
        return needs(self.chosen, facts, counted, day)


def read_package(text: str) -> Package:
    """Read a package.

    Parameters
    ----------
    text
        `"none"`, `"W3"`, `"W3+T3:pace=0.5"`, or the path of a file of one's own in the place of a key.

    Raises
    ------
    HouvastError
        Unknown measures and levers with the nearest name, levers out of bounds, a measure named twice, measures that
        exclude each other or lack one they need, and every fault of a file of one's own: all at once.

    Examples
    --------
    >>> read_package("T3:pace=0.5+W3").name
    'W3+T3:pace=0.5'
    """
    written = text.strip()
    if written == NO_PACKAGE:
        return Package()
    items = [each.strip() for each in _BETWEEN.split(written)]
    if not all(items) or not written:
        raise HouvastError(problem("policies.package_text", found=written or None))
    problems: list[Problem] = []
    chosen = [found for item in items if (found := _chosen(item, problems)) is not None]
    faults = Faults()
    note_own((each.measure for each in chosen if each.measure.own), faults)
    problems.extend((*faults.in_order(), *_misfits(chosen)))
    if problems:
        raise HouvastError(problems)
    return package_of(chosen)


def package_of(chosen: Sequence[Chosen]) -> Package:
    """Return a package of measures whose levers are set, in their one order.

    Raises
    ------
    HouvastError
        `policies.measure_twice`, `policies.conflict` or `policies.requires`: all of them.
    """
    problems = _misfits(chosen)
    if problems:
        raise HouvastError(problems)
    by_key = {each.measure.key: each for each in chosen}
    return Package(tuple(by_key[key] for key in in_order(by_key)))


def _misfits(chosen: Sequence[Chosen]) -> list[Problem]:
    """Return measures named twice, measures that exclude each other, and those that lack one they need."""
    by_key = {each.measure.key: each for each in chosen}
    problems = [problem("policies.measure_twice", found=key) for key in _twice(chosen)]
    told: set[frozenset[str]] = set()
    for measure in (by_key[key].measure for key in in_order(by_key)):
        for relation in measure.conflicts_with:
            pair = frozenset((measure.key, relation.measure))
            if relation.measure in by_key and pair not in told:
                told.add(pair)
                ends = {"first": measure.key, "second": relation.measure, "reason": relation.reason}
                problems.append(problem("policies.conflict", **ends))
        for relation in measure.requires:
            # One that does not exist at all is told as such.
            if relation.measure not in by_key and relation.measure in given_measures():
                ends = {"first": measure.key, "second": relation.measure, "reason": relation.reason}
                problems.append(problem("policies.requires", **ends))
    return problems


def with_levers(measure: Measure, levers: Mapping[str, float]) -> Chosen:
    """Return a measure with some levers set and the others as given; bounds are checked by `read_package`."""
    return Chosen(measure, measure.defaults() | dict(levers))


def _twice(chosen: Sequence[Chosen]) -> list[str]:
    keys = [each.measure.key for each in chosen]
    return [key for key in in_order(set(keys)) if keys.count(key) > 1]


def _chosen(item: str, problems: list[Problem]) -> Chosen | None:
    what, *settings = item.split(":")
    try:
        measure = _measure(what)
    except HouvastError as fault:
        problems.extend(fault.problems)
        return None
    levers: dict[str, float] = {}
    for setting in settings:
        _set_lever(measure, setting, levers, problems)
    return with_levers(measure, levers)


def _measure(what: str) -> Measure:
    given = given_measures()
    if what in given:
        return given[what]
    path = Path(what)
    if path.suffix in SUFFIXES and path.is_file():
        return own_measure(path)
    raise HouvastError(problem("policies.file_unknown", found=what or None, suggestion=nearest(what, given)))


def _set_lever(measure: Measure, setting: str, levers: dict[str, float], problems: list[Problem]) -> None:
    key, equals, written = (part.strip() for part in setting.partition("="))
    known = measure.defaults()
    if not equals:
        problems.append(problem("policies.lever_text", where=measure.key, found=setting or None))
    elif key not in known:
        values = {"found": key, "known": tuple(known), "suggestion": nearest(key, known)}
        problems.append(problem("policies.lever_unknown", where=measure.key, **values))
    elif key in levers:
        problems.append(problem("policies.lever_twice", where=measure.key, found=key))
    else:
        number = _number(written)
        low, high = measure.bounds(key)
        if number is None:
            problems.append(problem("policies.lever_text", where=measure.key, found=setting))
        elif not low <= number <= high:
            ends = {"low": low, "high": high, "found": number}
            problems.append(problem("policies.lever_bounds", where=measure.key, lever=key, **ends))
        else:
            levers[key] = number


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def _name(chosen: Chosen) -> str:
    measure, defaults = chosen.measure, chosen.measure.defaults()
    moved = {key: value for key, value in chosen.levers.items() if value != defaults[key]}
    levers = "".join(f":{key}={moved[key]:.12g}" for key in (*measure.levers, EFFECT) if key in moved)
    return f"{measure.file if measure.own else measure.key}{levers}"


def _resolved(chosen: Sequence[Chosen], facts: Facts) -> list[tuple[Change, ...]]:
    """Return the changes of each measure, money grown over facts with all other changes laid on."""
    found: list[list[Resolved]] = []
    problems: list[Problem] = []
    for each in chosen:
        of_measure, faults = resolved(each, facts)
        found.append(of_measure)
        problems.extend(faults)
    if not problems:
        problems.extend(_collisions(facts, [each for of_measure in found for each in of_measure]))
    if problems:
        raise HouvastError(problems)
    plain = [each.change for of_measure in found for each in of_measure if each.index is None]
    laid = overlay(facts, plain) if any(each.index for of_measure in found for each in of_measure) else facts
    return [tuple(grown(each, laid) for each in of_measure) for of_measure in found]


def _collisions(facts: Facts, found: Sequence[Resolved]) -> list[Problem]:
    place_of: dict[Change, Place] = {}
    for each in found:
        place_of.setdefault(each.change, each.place)
    return [
        problem(
            "policies.collision",
            where=place_of[first],
            other=place_of[second],
            path=first.path,
            first_merge=first.merge,
            second_merge=second.merge,
            expected=ORDERLESS,
        )
        for first, second in colliding(facts, [each.change for each in found])
    ]
