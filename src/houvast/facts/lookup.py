"""Look facts up by name and month; the only way the rest of Houvast gets at a number.

A value holds from its date until the next one. Before its first date a fact has no value, and asking for one
is an error: a silent zero would look like a finding. Who wants an earlier month all the same asks for facts that
reach back, and hears which ones did.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from houvast.facts.bounds import outside_unit
from houvast.facts.classifications import Classification, of_folder
from houvast.facts.entries import DatedValue, Entry, FloatArray
from houvast.facts.fields import Names
from houvast.facts.sources import Source
from houvast.vocabulary.errors import HouvastError, nearest, problem
from houvast.vocabulary.months import month_label, month_stamp
from houvast.vocabulary.words import UNIT_BY_KEY

When = str | int | date

DAYS_REMEMBERED = 4096
"""A run asks for the same few months some two hundred facts at a time."""


@dataclass(frozen=True)
class Facts:
    """The facts of one folder. Made by `loader.load_facts`; never changed afterwards.

    Parameters
    ----------
    folder
        Where they come from, for messages and provenance.
    content_hash
        sha256 of all files; another number anywhere gives another hash.
    reaches_back
        Whether a fact that is asked before its first date gives its first value.
    """

    folder: str
    content_hash: str
    _entries: Mapping[str, Entry]
    _classifications: Mapping[str, Classification]
    sources: Mapping[str, Source]
    subjects: Mapping[str, Names]
    _read: dict[str, date] = field(default_factory=dict, compare=False, repr=False)
    """By fact that was asked for: the latest day it was asked for."""
    reaches_back: bool = False

    def names(self) -> tuple[str, ...]:
        """Return the names of all facts, in the order of the files."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        """Return whether there is a fact of this name."""
        return name in self._entries

    def read_names(self) -> frozenset[str]:
        """Return the names of the facts whose value was asked for so far."""
        return frozenset(self._read)

    def reaching_back(self) -> "Facts":
        """Return the same facts, in which a fact asked before its first date gives its first value.

        For runs that start earlier than the facts do. What was not held is not hidden: see `not_held_at`.

        Returns
        -------
        Facts
            With the same `content_hash`, for the figures are the same, and nothing read yet.
        """
        return replace(self, _read={}, reaches_back=True)

    def not_held_at(self, when: When, names: Iterable[str] | None = None) -> dict[str, date]:
        """Return the facts that have no value yet at `when`, with the date from which they have one.

        Parameters
        ----------
        when
            As in `dated`.
        names
            The facts asked about; left out: those whose value was asked for so far.

        Returns
        -------
        dict of str to date
            In the order of `names`, or sorted by name when it is left out.
        """
        day = first_day(when)
        asked = sorted(self._read) if names is None else names
        first = {name: self.entry(name).first.valid_from for name in asked}
        return {name: begins for name, begins in first.items() if begins > day}

    def names_asked_by(self, work: Callable[["Facts"], object]) -> frozenset[str]:
        """Return the names of the facts whose value `work` asks for when it is given these facts."""
        apart = self.apart()
        work(apart)
        self._note(apart._read)
        return frozenset(apart._read)

    def apart(self) -> "Facts":
        """Return the same facts, of which nothing is read yet."""
        return replace(self, _read={})

    def having_read(self, other: "Facts") -> "Facts":
        """Return the same facts, of which all is read that was read of these and of `other`."""
        found = replace(self, _read=dict(self._read))
        found._note(other._read)
        return found

    def agrees_with(self, other: "Facts") -> bool:
        """Return whether `other` has the same values, from the same dates, for all that was asked of these so far."""
        return all(_same_until(day, self.entry(name), other.entry(name)) for name, day in self._read.items())

    def _note(self, read: Mapping[str, date]) -> None:
        for name, day in read.items():
            if day > self._read.get(name, date.min):
                self._read[name] = day

    def change_between(self, names: Iterable[str], earlier: When, later: When) -> bool:
        """Return whether one of the facts gets another value after `earlier`, up to and including `later`."""
        first, last = first_day(earlier), first_day(later)
        self._note(dict.fromkeys(names, last))
        return any(first < value.valid_from <= last for name in names for value in self.entry(name).values)

    def entry(self, name: str) -> Entry:
        """Return all that is known about a fact: names, unit, classifications, dated values with sources.

        Raises
        ------
        HouvastError
            `facts.unknown_fact`, with the nearest known name.
        """
        if name not in self._entries:
            suggestion = nearest(name, self._entries)
            raise HouvastError(problem("facts.unknown_fact", where=self.folder, found=name, suggestion=suggestion))
        return self._entries[name]

    def dated(self, name: str, when: When) -> DatedValue:
        """Return the value of a fact that holds at `when`, with its source, status and range.

        Parameters
        ----------
        name
            The fact.
        when
            A month (`"2024-01"`, or a month stamp; its first day counts) or a day (`"2024-01-15"`, or a date).

        Raises
        ------
        HouvastError
            `facts.unknown_fact`, or `facts.before_first_date` unless these facts reach back.
        """
        entry = self.entry(name)
        day = first_day(when)
        found = entry.at(day)
        if found is None and self.reaches_back:
            found = entry.first
        if found is None:
            first = entry.first.valid_from.isoformat()
            raise HouvastError(problem("facts.before_first_date", name=name, expected=first, found=day.isoformat()))
        if day > self._read.get(name, date.min):
            self._read[name] = day
        return found

    def value(self, name: str, when: When) -> float | FloatArray:
        """Return the value of a fact at `when`, in the unit of the fact.

        Parameters
        ----------
        name, when
            As in `dated`.

        Returns
        -------
        float or ndarray of float64
            A single number for a fact by nothing; else one axis per classification, in its order,
            read-only; NaN only where the fact allows missing values.
        """
        found = self.dated(name, when).value
        return float(found) if found.ndim == 0 else found

    def number(self, name: str, when: When) -> float:
        """Return the value of a fact that is a single number.

        Raises
        ------
        HouvastError
            `facts.wrong_shape` when the fact is given by group.
        """
        found = self.dated(name, when).value
        _check_shape(name, found, ())
        return float(found)

    def array(self, name: str, when: When) -> FloatArray:
        """Return the value of a fact as an array (0-d for a single number), read-only."""
        return self.dated(name, when).value

    def range(self, name: str, when: When) -> tuple[FloatArray, FloatArray] | None:
        """Return the lowest and highest value to trust, in the shape of the value; None when not given."""
        found = self.dated(name, when)
        return None if found.low is None or found.high is None else (found.low, found.high)

    def classification(self, name: str) -> Classification:
        """Return a classification: of the folder (sector, occupation, region) or of the vocabulary.

        Raises
        ------
        HouvastError
            `facts.unknown_classification`.
        """
        if name not in self._classifications:
            suggestion = nearest(name, self._classifications)
            raise HouvastError(
                problem(
                    "facts.unknown_classification",
                    where=self.folder,
                    found=name,
                    expected=of_folder(self._classifications),
                    suggestion=suggestion,
                )
            )
        return self._classifications[name]

    def with_value(self, name: str, value: ArrayLike) -> "Facts":
        """Return a copy in which a fact has one value at all dates, for tests and property runs.

        Parameters
        ----------
        name
            The fact.
        value
            In the shape of the fact and within the bounds of its unit.

        Returns
        -------
        Facts
            With another `content_hash`, and nothing read yet.

        Raises
        ------
        HouvastError
            `facts.unknown_fact`, `facts.wrong_shape`, `facts.not_finite`, `facts.below_unit`
            or `facts.outside_unit`.
        """
        entry = self.entry(name)
        new = np.array(value, dtype=np.float64)
        _check_shape(name, new, entry.first.value.shape)
        _check_bounds(entry, new)
        new.setflags(write=False)
        dated = replace(entry.first, value=new, low=None, high=None, note="with_value")
        digest = hashlib.sha256(f"{self.content_hash} {name} {new.shape} ".encode() + new.tobytes())
        entries = dict(self._entries) | {name: replace(entry, values=(dated,))}
        return replace(self, _entries=entries, content_hash=digest.hexdigest(), _read={})

    def with_entries(self, changed: Mapping[str, Entry]) -> "Facts":
        """Return a copy in which some facts have other dated values; see `overlay.overlay`.

        Parameters
        ----------
        changed
            The facts by name, their values checked by whoever made them.

        Returns
        -------
        Facts
            With another `content_hash`, made of the old one and the new values and dates, and nothing read yet;
            these facts themselves when nothing is changed.
        """
        if not changed:
            return self
        digest = hashlib.sha256(self.content_hash.encode())
        for name in sorted(changed):
            for dated in changed[name].values:
                digest.update(f" {name} {dated.valid_from.isoformat()} {dated.value.shape} ".encode())
                digest.update(dated.value.tobytes())
        entries = dict(self._entries) | dict(changed)
        return replace(self, _entries=entries, content_hash=digest.hexdigest(), _read={})


def _same_until(day: date, one: Entry, other: Entry) -> bool:
    """Return whether two facts have the same values up to and including a day."""
    if one is other:
        return True
    held, also_held = ([each for each in entry.values if each.valid_from <= day] for entry in (one, other))
    return len(held) == len(also_held) and all(
        a is b or (a.valid_from == b.valid_from and np.array_equal(a.value, b.value, equal_nan=True))
        for a, b in zip(held, also_held, strict=True)
    )


@lru_cache(maxsize=DAYS_REMEMBERED)
def first_day(when: When) -> date:
    """Return the day meant by a month, a month stamp or a day."""
    if isinstance(when, date):
        return when
    text = month_label(when) if isinstance(when, int | np.integer) else when
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.fromisoformat(f"{month_label(month_stamp(text))}-01")


def _check_shape(name: str, value: FloatArray, expected: tuple[int, ...]) -> None:
    if value.shape != expected:
        raise HouvastError(problem("facts.wrong_shape", where=name, expected=str(expected), found=str(value.shape)))


def _check_bounds(entry: Entry, value: FloatArray) -> None:
    unit = UNIT_BY_KEY[entry.unit]
    unknown = np.isinf(value) if entry.allow_missing else ~np.isfinite(value)
    if unknown.any():
        raise HouvastError(problem("facts.not_finite", where=entry.key, found=float(value[unknown].flat[0])))
    outside = value[(value < unit.minimum) | (value > unit.maximum)]
    if outside.size:
        raise HouvastError(outside_unit(unit, entry.key, float(outside.flat[0]), entry.key))
