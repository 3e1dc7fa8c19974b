"""The targets a baseline should hit: published figures with the tolerance they allow.

A target has a number (that of the list of forty in ``docs/explanation/validation.md``) and one or
more parts, each a fact ``target_<number>_<what>`` whose range is the tolerance. A target holds when
all its parts do.
"""

from __future__ import annotations

from typing import NamedTuple

from houvast.facts.lookup import Facts

PREFIX = "target_"

HELD_OUT = frozenset({5, 39})
"""Not used to choose parameters: they test the fit. Target 39 needs households, which the model does not have."""

AT_START = frozenset({1, 12, 13, 14, 15, 34})
"""Given to the population at the start and simulated from there: input, in part."""

BY_CONSTRUCTION = frozenset({35, 37, 40})
"""Read by the model much as they are: input, and they hold unless the rest of the model breaks them."""


class Part(NamedTuple):
    """One published figure of a target."""

    key: str
    number: int
    name_nl: str
    name_en: str
    unit: str
    published: float
    low: float
    high: float
    period: str
    sources: tuple[str, ...]

    @property
    def role(self) -> str:
        """Return what the figure was used for: ``start``, ``fitted`` or ``held_out``."""
        if self.number in AT_START | BY_CONSTRUCTION:
            return "start"
        return "held_out" if self.number in HELD_OUT else "fitted"

    @property
    def tolerance(self) -> float:
        """Return half the width of the band within which the target holds."""
        return (self.high - self.low) / 2.0

    def holds(self, simulated: float) -> bool:
        """Return whether a simulated value lies within the tolerance."""
        return self.low <= simulated <= self.high


def read_targets(facts: Facts, month: int) -> tuple[Part, ...]:
    """Return the parts of all targets of the facts, in order.

    Parameters
    ----------
    facts : Facts
        Facts with names ``target_<number>_<what>``.
    month : int
        Month stamp at which they are looked up.

    Returns
    -------
    tuple of Part
        Empty when these facts have no targets (an invented market has none).
    """
    return tuple(_part(facts, name, month) for name in facts.names() if name.startswith(PREFIX))


def units_of_targets(facts: Facts) -> dict[str, str]:
    """Return the unit of every published figure of the facts, by its key."""
    names = [name for name in facts.names() if name.startswith(PREFIX)]
    return {name.removeprefix(PREFIX): facts.entry(name).unit for name in names}


def _part(facts: Facts, name: str, month: int) -> Part:
    entry, dated = facts.entry(name), facts.dated(name, month)
    key = name.removeprefix(PREFIX)
    low, high = facts.range(name, month) or (dated.value, dated.value)
    return Part(
        key=key,
        number=int(key.split("_")[0]),
        name_nl=entry.name.nl,
        name_en=entry.name.en,
        unit=entry.unit,
        published=float(dated.value),
        low=float(low),
        high=float(high),
        period=dated.period or "",
        sources=tuple(dated.source),
    )
