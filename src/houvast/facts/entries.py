"""A fact and its dated values, with everything that says where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
import yaml
from numpy.typing import NDArray

from houvast.facts.fields import Names
from houvast.vocabulary.errors import Place

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class DatedValue:
    """What a fact is from a date on.

    Parameters
    ----------
    valid_from
        First day on which the value holds.
    value
        Shape of the classifications of the fact (0-d for a single number) [unit of the fact]; NaN where
        the fact allows missing values.
    period, source, status, confidence, would_be_measured_by, note
        As in the fact file; `source` holds keys of `sources.yaml`.
    low, high
        The range to trust, same shape as `value`; NaN where none is given, None when none is given at all.
    place
        File and line.
    """

    valid_from: date
    value: FloatArray
    source: tuple[str, ...]
    status: str
    place: Place
    period: str = ""
    confidence: str = ""
    low: FloatArray | None = None
    high: FloatArray | None = None
    would_be_measured_by: str = ""
    note: str = ""

    def measured_by(self, language: str = "en") -> str:
        """Return what would measure the number in `language`; as the fact file has it where no Dutch is known."""
        text = self.would_be_measured_by
        return dutch_of_measured_by().get(text, text) if language == "nl" else text


@dataclass(frozen=True)
class Entry:
    """A fact: its name, unit and classifications, and its values in order of date."""

    key: str
    subject: str
    name: Names
    unit: str
    by: tuple[str, ...]
    values: tuple[DatedValue, ...]
    place: Place
    description: Names | None = None
    allow_missing: bool = False

    @property
    def first(self) -> DatedValue:
        """The earliest value."""
        return self.values[0]

    @property
    def latest(self) -> DatedValue:
        """The value with the latest start date."""
        return self.values[-1]

    def at(self, day: date) -> DatedValue | None:
        """Return the value that holds on `day`: the last that began on or before it; None before the first."""
        for each in reversed(self.values):  # most ask for a late day
            if each.valid_from <= day:
                return each
        return None


@cache
def dutch_of_measured_by() -> Mapping[str, str]:
    """Return what would measure the numbers that come with Houvast, in Dutch by the English of the fact files."""
    text = (files("houvast.facts") / "would_be_measured_by.yaml").read_text(encoding="utf-8")
    dutch: Mapping[str, str] = yaml.safe_load(text)
    return dutch
