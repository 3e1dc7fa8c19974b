"""Lay changes over facts: a copy in which some facts have other values from a date on.

Futures and measures both say what they do as changes. A change names a fact (or some of its groups), how its numbers
join what is there, and the numbers on dates: a straight line in between, the last one ever after, nothing before the
first. The facts themselves are never touched, and what nothing changes stays the same bit for bit.

Changes laid together are one layer, and the order in which they are given does not count. Where two of them meet in
the same group at the same time they must therefore join alike, and in a way that has no order: scale, add or max.
A later layer sees the values the earlier one left.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from houvast.facts.bounds import outside_unit
from houvast.facts.entries import DatedValue, Entry, FloatArray
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import HouvastError, Problem, nearest, problem
from houvast.vocabulary.units import UNIT_BY_KEY

REPLACE, SCALE, ADD, MAX = "replace", "scale", "add", "max"
MERGES = (REPLACE, SCALE, ADD, MAX)
"""How the number of a change joins the value that is there: takes its place, multiplies it, adds to it, raises it."""
ORDERLESS = (SCALE, ADD, MAX)
"""The ways of joining that give the same whatever comes first."""
CLIPPED = (SCALE, ADD)
"""The ways of joining after which a share or chance is kept between 0 and 1; the others must stay there themselves."""
LAST_YEAR = 2041
"""A line that still slopes is followed to 1 January of this year."""
EVERY_GROUP = "*"
"""In a path: all groups of one classification."""
_A_DAY = timedelta(days=1)

Cells = tuple[int | slice, ...]


@dataclass(frozen=True)
class Change:
    """What one origin does to one fact, or to some of its groups.

    Parameters
    ----------
    path
        `"fact"` (all groups), or `"fact.key"`, `"fact.key1.key2"`: keys in the order of the fact's classifications,
        `*` for all of one; keys left out at the end mean all.
    merge
        One of `MERGES`.
    knots
        Dates and numbers, dates rising [unit of the fact; a factor for `scale`]. A straight line in between.
    origin
        Who changes it (`"scenario"`, `"W3"`), for messages and provenance.
    until
        Last day on which the change holds; None for ever.
    """

    path: str
    merge: str
    knots: tuple[tuple[date, float], ...]
    origin: str
    until: date | None = None

    @property
    def fact(self) -> str:
        """The name of the fact."""
        return self.path.partition(".")[0]

    @property
    def begins(self) -> date:
        """The first day on which the change holds."""
        return self.knots[0][0]

    def holds(self, day: date) -> bool:
        """Return whether the change holds on a day."""
        return self.begins <= day and (self.until is None or day <= self.until)

    def number(self, day: date) -> float:
        """Return the number on a day from the first on [unit of the fact; a factor for `scale`]."""
        return float(self.numbers([day])[0])

    def numbers(self, days: Sequence[date]) -> FloatArray:
        """Return what `number` does, of several days."""
        known, numbers = zip(*self.knots, strict=True)
        return np.asarray(np.interp(_ordinals(days), _ordinals(known), numbers))

    def meets(self, other: "Change") -> bool:
        """Return whether there are days on which both hold."""
        begins = max(self.begins, other.begins)
        return self.holds(begins) and other.holds(begins)

    def dates(self) -> set[date]:
        """Return the days on which the number may be another: knots, 1 January while it slopes, the day after."""
        found = {day for day, _ in self.knots}
        sloping = range(self.begins.year + 1, min(self.knots[-1][0].year, LAST_YEAR) + 1)
        found |= {date(year, 1, 1) for year in sloping}
        if self.until is None:
            return found
        return {day for day in found if day <= self.until} | {self.until + _A_DAY}


def overlay(facts: Facts, changes: Sequence[Change]) -> Facts:
    """Return a copy of facts with one layer of changes laid over them.

    Parameters
    ----------
    facts
        Never touched.
    changes
        In any order. None at all, or changes that leave every value as it is, give `facts` itself.

    Returns
    -------
    Facts
        With another `content_hash`, and nothing read yet. A changed value is `assumed`, has no range, and its note
        names the origins.

    Raises
    ------
    HouvastError
        `overlay.unknown_fact`, `overlay.unknown_group`, `overlay.too_many_keys`, `overlay.merge`, `overlay.no_knots`,
        `overlay.knots_order`, `overlay.until`, `overlay.not_finite`, `overlay.conflict`, `facts.below_unit` or
        `facts.outside_unit`: all of them at once.
    """
    return overlay_and_clips(facts, changes)[0]


def overlay_and_clips(facts: Facts, changes: Sequence[Change]) -> tuple[Facts, tuple[Problem, ...]]:
    """Return what `overlay` does, and what had to be kept within its bounds.

    Returns
    -------
    Facts
        As of `overlay`.
    tuple of Problem
        `overlay.clipped` for every fact of which a share or chance would have left the bounds of its unit.
    """
    problems = change_problems(facts, changes)
    if problems:
        raise HouvastError(problems)
    by_fact: dict[str, list[Change]] = {}
    for each in sorted(changes, key=_in_order):
        by_fact.setdefault(each.fact, []).append(each)
    layers = [_Layer(facts, facts.entry(name), of_fact) for name, of_fact in by_fact.items()]
    laid = {layer.entry.key: layer.laid() for layer in layers}
    outside = [fault for layer in layers for fault in layer.outside_problems()]
    if outside:
        raise HouvastError(outside)
    changed = {name: entry for name, entry in laid.items() if entry is not facts.entry(name)}
    return facts.with_entries(changed), tuple(clip for layer in layers for clip in layer.clip_problems())


def change_problems(facts: Facts, changes: Sequence[Change]) -> list[Problem]:
    """Return what is wrong with changes before any value is computed: their form, their paths, two that collide."""
    problems = [fault for each in changes for fault in _own_problems(facts, each)]
    if not problems:
        problems.extend(_collisions(facts, changes))
    return problems


def cells_of(facts: Facts, path: str) -> Cells:
    """Return the groups a path means, as an index into the value of its fact.

    Raises
    ------
    HouvastError
        `overlay.unknown_fact`, `overlay.too_many_keys` or `overlay.unknown_group`, with the nearest name.
    """
    fault = path_problem(facts, path, path)
    if fault is not None:
        raise HouvastError(fault)
    return _cells(facts, path)


def _own_problems(facts: Facts, change: Change) -> list[Problem]:
    where = f"{change.origin}: {change.path}"
    found = []
    if change.merge not in MERGES:
        suggestion = nearest(change.merge, MERGES)
        values = {"found": change.merge, "expected": MERGES, "suggestion": suggestion}
        found.append(problem("overlay.merge", where=where, **values))
    if not change.knots:
        found.append(problem("overlay.no_knots", where=where))
    else:
        found.extend(_knot_problems(change, where))
    fault = path_problem(facts, change.path, where)
    return found if fault is None else [*found, fault]


def _knot_problems(change: Change, where: str) -> list[Problem]:
    found = []
    days = [day for day, _ in change.knots]
    if any(later <= earlier for earlier, later in pairwise(days)):
        found.append(problem("overlay.knots_order", where=where, found=[day.isoformat() for day in days]))
    if not all(np.isfinite(number) for _, number in change.knots):
        found.append(problem("overlay.not_finite", where=where))
    if change.until is not None and change.until < days[0]:
        ends = {"found": change.until.isoformat(), "expected": days[0].isoformat()}
        found.append(problem("overlay.until", where=where, **ends))
    return found


def path_problem(facts: Facts, path: str, where: str) -> Problem | None:
    """Return what is wrong with a path, told at `where`, or None."""
    name, *keys = path.split(".")
    if name not in facts:
        return problem("overlay.unknown_fact", where=where, found=name, suggestion=nearest(name, facts.names()))
    by = facts.entry(name).by
    if len(keys) > len(by):
        return problem("overlay.too_many_keys", where=where, name=name, found=len(keys), expected=by or None)
    for key, classification in zip(keys, by, strict=False):
        known = facts.classification(classification).keys
        if key not in (*known, EVERY_GROUP):
            values = {"found": key, "classification": classification, "suggestion": nearest(key, known)}
            return problem("overlay.unknown_group", where=where, **values)
    return None


def _cells(facts: Facts, path: str) -> Cells:
    name, *keys = path.split(".")
    chosen = zip(keys, facts.entry(name).by, strict=False)
    return tuple(
        slice(None) if key == EVERY_GROUP else facts.classification(classification).index(key)
        for key, classification in chosen
    )


def colliding(facts: Facts, changes: Sequence[Change]) -> list[tuple[Change, Change]]:
    """Return the pairs of changes that meet in a group and would depend on an order, the paths of all being right."""
    found = []
    for place, one in enumerate(changes):
        for other in changes[place + 1 :]:
            alike = one.merge == other.merge and one.merge in ORDERLESS
            if alike or one.fact != other.fact or not one.meets(other):
                continue
            if _share_a_cell(_cells(facts, one.path), _cells(facts, other.path)):
                found.append((one, other))
    return found


def _collisions(facts: Facts, changes: Sequence[Change]) -> list[Problem]:
    found = []
    for pair in colliding(facts, changes):
        first, second = sorted(pair, key=_in_order)
        values = {"first": first.origin, "second": second.origin, "expected": ORDERLESS}
        merges = {"first_merge": first.merge, "second_merge": second.merge}
        found.append(problem("overlay.conflict", where=first.path, **values, **merges))
    return found


def _share_a_cell(one: Cells, other: Cells) -> bool:
    every = slice(None)
    return all(a == b or every in (a, b) for a, b in zip(one, other, strict=False))


def _in_order(change: Change) -> tuple[object, ...]:
    """Sort key: sums and products are then taken in one order, whatever order the changes came in."""
    return (change.path, change.merge, change.origin, change.knots, change.until or date.max)


@dataclass
class _Layer:
    """The changes of one fact, laid over it; what leaves the bounds is kept by origin."""

    facts: Facts
    entry: Entry
    changes: Sequence[Change]
    outside: dict[str, float] = field(default_factory=dict)
    clipped: dict[str, float] = field(default_factory=dict)

    def laid(self) -> Entry:
        """Return the fact with the changes laid over it; the entry itself when they leave every value as it is."""
        first = self.entry.first.valid_from
        own = {dated.valid_from for dated in self.entry.values}
        days = sorted(own | {max(first, day) for each in self.changes for day in each.dates()})
        bases = [self.entry.at(day) or self.entry.first for day in days]
        before = np.array([base.value for base in bases])
        values = before.copy()
        for each in self.changes:
            last = len(days) if each.until is None else bisect_right(days, each.until)
            holds = slice(bisect_left(days, each.begins), last)
            numbers = each.numbers(days[holds])
            _join(values[(holds, *_cells(self.facts, each.path))], each.merge, numbers)
        self._keep_within_unit(days, values)
        values.setflags(write=False)
        is_changed = ~_same(values, before)
        is_new = np.append(True, ~_same(values[1:], values[:-1]))
        found = [
            self._dated(bases[place], day, values[place, ...] if is_changed[place] else None)
            for place, day in enumerate(days)
            if is_new[place] or day in own
        ]
        same = len(found) == len(own) and all(a is b for a, b in zip(found, self.entry.values, strict=True))
        return self.entry if same else replace(self.entry, values=tuple(found))

    def _dated(self, base: DatedValue, day: date, changed: FloatArray | None) -> DatedValue:
        """Return the value from a day on: the object that is there when no change moves it."""
        if changed is None:
            return base if base.valid_from == day else replace(base, valid_from=day)
        note = f"changed by {self._origins(day)}"
        return replace(base, valid_from=day, value=changed, status="assumed", low=None, high=None, note=note)

    def _holding(self, day: date) -> list[Change]:
        return [each for each in self.changes if each.holds(day)]

    def _origins(self, day: date) -> str:
        return ", ".join(sorted({each.origin for each in self._holding(day)}))

    def _keep_within_unit(self, days: Sequence[date], values: FloatArray) -> None:
        """Clip a share or chance that was scaled or added to; note any other value outside the bounds of its unit."""
        unit = UNIT_BY_KEY[self.entry.unit]
        leaves = (values < unit.minimum) | (values > unit.maximum)
        for place in np.flatnonzero(leaves.any(axis=tuple(range(1, leaves.ndim)))).tolist():
            day, value = days[place], values[place, ...]
            joined = [each.merge in CLIPPED for each in self._holding(day)]
            kept = self.clipped if np.isfinite(unit.maximum) and all(joined) else self.outside
            kept.setdefault(self._origins(day), float(value[leaves[place]].flat[0]))
            np.clip(value, unit.minimum, unit.maximum, out=value)

    def outside_problems(self) -> list[Problem]:
        """Return the values that may not be, one for each combination of origins."""
        unit, name = UNIT_BY_KEY[self.entry.unit], self.entry.key
        return [outside_unit(unit, name, found, origins) for origins, found in self.outside.items()]

    def clip_problems(self) -> list[Problem]:
        """Return the values that were kept within bounds, one for each combination of origins."""
        unit, name = UNIT_BY_KEY[self.entry.unit], self.entry.key
        ends = {"low": unit.minimum, "high": unit.maximum}
        return [
            problem("overlay.clipped", where=f"{origins}: {name}", found=found, **ends)
            for origins, found in self.clipped.items()
        ]


def _ordinals(days: Sequence[date]) -> list[int]:
    return [day.toordinal() for day in days]


def _same(one: FloatArray, other: FloatArray) -> NDArray[np.bool_]:
    """Return, by the first axis, whether two values of a fact are the same, missing ones included."""
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    return np.asarray(same.all(axis=tuple(range(1, same.ndim))))


def _join(value: FloatArray, merge: str, numbers: FloatArray) -> None:
    """Join numbers, one for each place of the first axis, to what is there."""
    each = numbers.reshape(-1, *([1] * (value.ndim - 1)))
    if merge == REPLACE:
        value[...] = each
    elif merge == SCALE:
        value *= each
    elif merge == ADD:
        value += each
    else:
        np.maximum(value, each, out=value)
