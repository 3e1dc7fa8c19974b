"""Periods as people write them: a month, a quarter or a year."""

from __future__ import annotations

import re
from typing import NamedTuple

from houvast.vocabulary.months import FIRST_YEAR, MONTHS_PER_QUARTER, MONTHS_PER_YEAR, month_label, month_stamp

_FORM = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])|-?[Qq]([1-4]))?", re.ASCII)
_MONTH, _QUARTER = 2, 3
_LAST_YEAR = 2500
"""Beyond this a month no longer fits the columns of people."""


class Period(NamedTuple):
    """A run of whole months."""

    label: str
    first_month: int
    """Month stamp."""
    last_month: int
    """Month stamp; the month itself is part of the period."""

    @property
    def months(self) -> int:
        """Length [months]."""
        return self.last_month - self.first_month + 1

    @property
    def middle(self) -> float:
        """Middle of the period as a month stamp, halves included: a month lies at its own stamp."""
        return (self.first_month + self.last_month) / 2

    def holds(self, first_month: int, last_month: int) -> bool:
        """Whether all months between two, both included, are of the period."""
        return self.first_month <= first_month and last_month <= self.last_month

    def is_within(self, first_month: int, last_month: int) -> bool:
        """Whether the whole period lies between two months, both included."""
        return first_month <= self.first_month and self.last_month <= last_month

    def text(self, _language: str = "en") -> str:
        """Return the period as it is written."""
        return self.label


def read_period(text: str) -> Period | None:
    """Read `2024-03`, `2024Q1` or `2024`.

    Parameters
    ----------
    text
        What somebody wrote.

    Returns
    -------
    Period or None
        None when it is none of the three, or before 1900.

    Examples
    --------
    >>> read_period("2024Q1").months
    3
    """
    match = _FORM.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        return None
    january = month_stamp(f"{match[1]}-01")
    if match[_MONTH]:
        month = january + int(match[_MONTH]) - 1
        return Period(month_label(month), month, month)
    if match[_QUARTER]:
        first = january + (int(match[_QUARTER]) - 1) * MONTHS_PER_QUARTER
        return Period(f"{match[1]}Q{match[_QUARTER]}", first, first + MONTHS_PER_QUARTER - 1)
    return Period(match[1], january, january + MONTHS_PER_YEAR - 1)
