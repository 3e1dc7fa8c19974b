"""Which units speak of the same thing, and how one becomes the other.

A share per quarter is not a share per month times three: who left and came back in between is not counted. So a share
of a period fits that period only, written with it or without (as a plain share or a percentage). Amounts of money and
numbers of people per period do add up.
"""

from __future__ import annotations

from typing import NamedTuple

from houvast.vocabulary.months import MONTHS_PER_QUARTER, MONTHS_PER_YEAR
from houvast.vocabulary.units import UNIT_BY_KEY

PERCENT = "%"
THOUSAND, MILLION, PER_HUNDRED = 1e3, 1e6, 1e-2
QUARTER, YEAR = 1 / MONTHS_PER_QUARTER, 1 / MONTHS_PER_YEAR
"""Amounts per quarter and per year, as amounts per month."""


class Measure(NamedTuple):
    """What a unit measures, and how many of the smallest unit of that measure it is."""

    measured: str
    size: float


_FRACTIONS = {
    "share": Measure("fraction", 1),
    "probability": Measure("fraction", 1),
    PERCENT: Measure("fraction", PER_HUNDRED),
}
_MEASURES: dict[str, Measure] = {
    **_FRACTIONS,
    **{
        f"{name}_per_{period}": Measure(f"fraction per {period}", 1)
        for name in ("share", "probability")
        for period in ("month", "quarter", "year")
    },
    "persons": Measure("people", 1),
    "thousand_persons": Measure("people", THOUSAND),
    "million_persons": Measure("people", MILLION),
    "thousand_persons_per_month": Measure("people per month", THOUSAND),
    "thousand_persons_per_quarter": Measure("people per month", THOUSAND * QUARTER),
    "thousand_persons_per_year": Measure("people per month", THOUSAND * YEAR),
    "vacancies": Measure("vacancies", 1),
    "thousand_vacancies": Measure("vacancies", THOUSAND),
    "ratio": Measure("ratio", 1),
    "per_hundred_unemployed": Measure("ratio", PER_HUNDRED),
    "eur": Measure("money", 1),
    "million_eur": Measure("money", MILLION),
    "eur_per_month": Measure("money per month", 1),
    "eur_per_year": Measure("money per month", YEAR),
    "million_eur_per_year": Measure("money per month", MILLION * YEAR),
    "months": Measure("time", 1),
    "years": Measure("time", MONTHS_PER_YEAR),
}
KNOWN_UNITS = (PERCENT, *UNIT_BY_KEY)


def factor(unit: str, other: str) -> float | None:
    """Return what a number in `unit` must be multiplied by to be one in `other`.

    Parameters
    ----------
    unit, other
        Keys of `houvast.vocabulary.units`, or `%`.

    Returns
    -------
    float or None
        None when they measure different things.

    Examples
    --------
    >>> factor("share", "%")
    100.0
    """
    first, second = _measure(unit), _measure(other)
    plain = _FRACTIONS.keys()
    if (unit in plain or other in plain) and first.measured.startswith("fraction"):
        is_same = second.measured.startswith("fraction")
    else:
        is_same = first.measured == second.measured
    return first.size / second.size if is_same else None


def fitting(unit: str) -> tuple[str, ...]:
    """Return the units a number in `unit` can be turned into, that unit first."""
    return (unit, *(other for other in KNOWN_UNITS if other != unit and factor(unit, other) is not None))


def bounds(unit: str) -> tuple[float, float]:
    """Return the smallest and largest number that makes sense in a unit."""
    if unit == PERCENT:
        return 0.0, 1 / PER_HUNDRED
    return UNIT_BY_KEY[unit].minimum, UNIT_BY_KEY[unit].maximum


def _measure(unit: str) -> Measure:
    return _MEASURES.get(unit, Measure(unit, 1))
