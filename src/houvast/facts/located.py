"""Read YAML so that every value keeps its file and line, and nothing is guessed.

The ordinary loader turns `NO` into False, `15_24` into a number and lets a key be given twice. Here a scalar
stays the text that stands in the file until a reader asks for a number, a key may be given once, and each
value knows where it stands. Faults are collected, not raised, so that all of them can be shown at once.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from houvast.vocabulary.errors import Both, Place, Problem, problem

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_NOT_FINITE = re.compile(r"[-+]?\.?(nan|inf|infinity)", re.IGNORECASE)
_FLAGS = {"true": True, "false": False}
_NULLS = ("", "~", "null")


@dataclass
class Faults:
    """The faults found so far, in the order of file and line when told."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, where: Place, **values: object) -> None:
        """Note a fault of the catalogue at a place."""
        self.problems.append(problem(code, where=where, **values))

    def in_order(self) -> tuple[Problem, ...]:
        """Return all faults, sorted by file and line."""
        return tuple(sorted(self.problems, key=_file_and_line))


def _file_and_line(fault: Problem) -> tuple[str, int]:
    where = fault["where"]
    return (where.file, where.line or 0) if isinstance(where, Place) else (str(where), 0)


@dataclass(frozen=True)
class Located:
    """A YAML value with its place: text, a list or a mapping of located values."""

    value: "str | list[Located] | dict[str, Located]"
    place: Place
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        """Whether nothing is given here."""
        return isinstance(self.value, str) and not self.quoted and self.value.lower() in _NULLS

    @property
    def mapping(self) -> "dict[str, Located] | None":
        """The value when it is a mapping, else None."""
        return self.value if isinstance(self.value, dict) else None

    @property
    def items(self) -> "list[Located] | None":
        """The value when it is a list, else None."""
        return self.value if isinstance(self.value, list) else None

    @property
    def text(self) -> str | None:
        """The value when it is text that says something, else None."""
        return self.value if isinstance(self.value, str) and not self.is_null else None

    @property
    def flag(self) -> bool | None:
        """The value when it is `true` or `false`, else None."""
        return _FLAGS.get(self.value) if isinstance(self.value, str) else None

    def shown(self) -> object:
        """Return what stands here, short enough for a message."""
        if isinstance(self.value, dict):
            return Both("een lijst van sleutels", "a list of keys")
        if isinstance(self.value, list):
            return Both(f"een lijst van {len(self.value)}", f"a list of {len(self.value)}")
        return None if self.is_null else self.value


def read_number(text: str, place: Place, faults: Faults) -> float | None:
    """Return the finite number written as `text`, or note a fault and return None."""
    written = text.strip()
    if _NUMBER.fullmatch(written) and math.isfinite(float(written)):
        return float(written)
    code = "facts.not_finite" if _NOT_FINITE.fullmatch(written) or _NUMBER.fullmatch(written) else "facts.not_a_number"
    faults.add(code, place, found=text or None)
    return None


def read_text(path: Path, name: str, faults: Faults) -> str | None:
    """Return the text of a file (UTF-8), or note a fault under its `name` and return None."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.add("files.missing", Place(name))
    except (OSError, UnicodeDecodeError) as reason:
        faults.add("files.unreadable", Place(name), found=str(reason))
    return None


def read_yaml(path: Path, name: str, faults: Faults) -> Located | None:
    """Return the contents of a YAML file, or None when it cannot be read at all.

    Parameters
    ----------
    path
        The file.
    name
        What the file is called in messages.
    faults
        Collects what is wrong.
    """
    text = read_text(path, name, faults)
    if text is None:
        return None
    try:
        return _Builder(name, faults, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as reason:
        line = reason.problem_mark.line + 1 if reason.problem_mark else None
        faults.add("facts.not_yaml", Place(name, line), found=reason.problem)
    except (yaml.YAMLError, RecursionError) as reason:
        faults.add("facts.not_yaml", Place(name), found=str(reason).splitlines()[0])
    return None


@dataclass
class _Builder:
    """Builds located values from the events of the YAML parser; faster than nodes, and sees every key."""

    name: str
    faults: Faults
    events: Iterator[yaml.Event]

    def document(self) -> Located | None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                first = next(self.events)
                root = self._value(first, self._place(first))
                self._note_second_document()
                return root
        self.faults.add(
            "facts.not_yaml",
            Place(self.name),
            found=Both("het bestand is leeg", "the file is empty"),
        )
        return None

    def _note_second_document(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                found = Both("een tweede document na ---", "a second document after ---")
                self.faults.add("facts.not_yaml", self._place(event), found=found)

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1 if mark else None)

    def _value(self, event: yaml.Event, place: Place) -> Located:
        if isinstance(event, yaml.ScalarEvent):
            return Located(event.value, place, quoted=bool(event.style))
        if isinstance(event, yaml.MappingStartEvent):
            return Located(self._mapping(), place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Located(self._list(), place)
        self.faults.add("facts.alias", place)
        return Located("", place)

    def _mapping(self) -> dict[str, Located]:
        found: dict[str, Located] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            key = self._value(event, place).text or ""
            value = self._value(next(self.events), place)
            if key in found:
                self.faults.add("facts.duplicate_key", place, found=key, first=found[key].place.line)
            else:
                found[key] = value
        return found

    def _list(self) -> list[Located]:
        found: list[Located] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self._value(event, self._place(event)))
        return found
