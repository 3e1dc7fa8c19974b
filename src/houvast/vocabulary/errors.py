"""Faults told clearly: what was wrong, where, what was expected, what was found, what to do.

A `Problem` is a stable code and the values that belong in its sentence; the sentences stand, per code, in
Dutch and English in `messages.MESSAGES`. A `HouvastError` carries all problems of one input at once, so
that nobody has to mend a file ten times. The command line prints `text(language)`; the web translates by code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from string import Formatter
from typing import Protocol, runtime_checkable

from houvast.vocabulary.messages import MESSAGES

_LINE = {"nl": "regel", "en": "line"}
_DID_YOU_MEAN = {"nl": " Bedoelde u {}?", "en": " Did you mean {}?"}
_NONE = {"nl": "niets", "en": "nothing"}
_COMPUTED = {"did_you_mean"}


@runtime_checkable
class Translatable(Protocol):
    """Anything that can say itself in Dutch and in English."""

    def text(self, language: str = "en") -> str:
        """Say it in `language`."""
        ...


@dataclass(frozen=True)
class Place:
    """Where a fault is: a file, if known a line, and if known the key or cell.

    Examples
    --------
    >>> Place("contracts.yaml", 14, "unit").text("nl")
    'contracts.yaml, regel 14, unit'
    """

    file: str
    line: int | None = None
    key: str | None = None

    def text(self, language: str = "en") -> str:
        """Return the place in words."""
        line = None if self.line is None else f"{_LINE[language]} {self.line}"
        return ", ".join(part for part in (self.file, line, self.key) if part)


@dataclass(frozen=True)
class Both:
    """A value that is itself a phrase, in both languages."""

    nl: str
    en: str

    def text(self, language: str = "en") -> str:
        """Return the phrase in `language`."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Problem:
    """One fault: a stable code and the values that fill its sentence. Make it with `problem`."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    def __getitem__(self, name: str) -> object:
        return dict(self.values)[name]

    @property
    def where(self) -> str:
        """The place of the fault in English, or an empty text."""
        return _say(dict(self.values).get("where", ""), "en")

    def text(self, language: str = "en") -> str:
        """Return the sentence in `language` (`nl` or `en`)."""
        said = {name: _say(value, language) for name, value in self.values}
        suggestion = said.get("suggestion", "")
        said["did_you_mean"] = _DID_YOU_MEAN[language].format(suggestion) if suggestion else ""
        return str(MESSAGES[self.code][language].format_map(said))

    def __str__(self) -> str:
        return self.text("en")


class HouvastError(Exception):
    """Bad input, told kindly: one or more problems, all at once.

    Parameters
    ----------
    problems
        One `Problem` or several.
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the problems, in order."""
        return tuple(each.code for each in self.problems)

    def text(self, language: str = "en") -> str:
        """Return all sentences in `language`, one a line."""
        return "\n".join(each.text(language) for each in self.problems)

    def __str__(self) -> str:
        return self.text("en")


def problem(code: str, **values: object) -> Problem:
    """Make a `Problem`.

    Parameters
    ----------
    code
        A key of `messages.MESSAGES`.
    **values
        What the sentence names: `where` (text or `Place`), `expected`, `found`, ... A list is said with
        commas. `suggestion` fills `{did_you_mean}`; leave it out or empty when nothing is near.

    Raises
    ------
    KeyError
        The code is not in the catalogue, or its sentence names a value that is not given: a mistake in
        the program, found by the first test that meets it.
    """
    template = MESSAGES[code]
    for language in template:
        for _, name, _, _ in Formatter().parse(template[language]):
            if name and name not in values and name not in _COMPUTED:
                missing = f"{code}: the sentence needs {name!r}"
                raise KeyError(missing)
    return Problem(code, tuple((name, _frozen(value)) for name, value in values.items()))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like `name`, or an empty text when none is near.

    Examples
    --------
    >>> nearest("permanant", ["permanent", "temporary"])
    'permanent'
    """
    by_lower_case = {each.lower(): each for each in known}
    found = get_close_matches(str(name).lower(), by_lower_case, n=1)
    return by_lower_case[found[0]] if found else ""


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list | set | frozenset) else value


def _say(value: object, language: str) -> str:
    if value is None:
        return _NONE[language]
    if isinstance(value, Translatable):
        return value.text(language)
    if isinstance(value, tuple):
        return ", ".join(_say(each, language) for each in value)
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value)
