"""Moves to other work: what fits, what stands in the way, and why.

A move is near when the skills are alike enough; it is proposed when no guard stands in the way. The guards: no more
than so many job zones up, pay not far below today's, no licence one does not have. Overlap of skills alone would
send a bank teller to the trading floor. What is near but not proposed is shown too, with its reason. The order is by
coverage: how much of the essential skills one has. Nothing here ranks people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from houvast.skills.language import Language
from houvast.skills.moves.context import Context
from houvast.skills.moves.coverage import Floats, Pairs, from_skills, skills_of
from houvast.skills.moves.outlook import Demand, DemandOutlook
from houvast.vocabulary.errors import HouvastError, problem

Band = Literal["strong", "fair"]


@dataclass(frozen=True)
class Terms:
    """When a move is near, and what guards it. The defaults follow Nesta, Mapping Career Causeways (2020-2021).

    Parameters
    ----------
    least_cosine, strong_cosine
        Likeness of skills from which a move is near, and from which the match is strong.
    max_zone
        Job zones up at most.
    least_pay_ratio
        Median hourly wage of the new group against today's, at least.
    """

    least_cosine: float = 0.3
    strong_cosine: float = 0.4
    max_zone: float = 1.0
    least_pay_ratio: float = 0.75


ROUNDING = 0.25
"""Zones of an occupation are means; a quarter above the limit is still within it."""


class Origin(NamedTuple):
    """Where somebody comes from: skills, and the occupations held (places in the language), the present one first."""

    sure: Floats
    perhaps: Floats
    occupations: tuple[int, ...]


class Guard(NamedTuple):
    """One guard: its name, the figure it looks at, the limit, and whether it lets through (None: not known)."""

    name: Literal["zone", "pay", "licence"]
    found: float | str | None
    limit: float | None
    passes: bool | None


@dataclass(frozen=True)
class Move:
    """A move to one occupation.

    Parameters
    ----------
    place
        Row of the occupation in the language.
    cosine, band
        Likeness of skills, 0 to 1, and how strong the match is.
    coverage, coverage_back
        Lowest and highest share of its essential skills one has; and of the present work's, seen from there.
    guards
        All guards, passed or not.
    exposure
        Lowest and highest share of occupations that are less exposed to technology, over the measures.
    demand
        Future -> demand.
    to_growth
        Futures in which the present work shrinks and this grows.
    missing
        Columns of the essential skills one lacks, those one may have left out.
    """

    place: int
    cosine: float
    band: Band
    coverage: tuple[float, float]
    coverage_back: tuple[float, float] | None
    guards: tuple[Guard, ...]
    exposure: tuple[float, float] | None
    demand: Mapping[str, Demand]
    to_growth: tuple[str, ...]
    missing: tuple[int, ...]

    @property
    def is_proposed(self) -> bool:
        """Whether no guard stands in the way."""
        return all(guard.passes is not False for guard in self.guards)


@dataclass(frozen=True)
class Moves:
    """Near moves: those proposed and those held back by a guard, each by coverage."""

    proposed: tuple[Move, ...]
    held_back: tuple[Move, ...]
    exposure_now: tuple[float, float] | None
    demand_now: Mapping[str, Demand]


def origin_of(language: Language, occupation: int) -> Origin:
    """Return the origin of somebody of whom only the occupation is known."""
    return Origin(*skills_of(language, occupation), (occupation,))


def find_moves(
    language: Language,
    context: Context,
    origin: Origin,
    terms: Terms | None = None,
    outlook: DemandOutlook | None = None,
) -> Moves:
    """Find the near moves from an origin.

    Parameters
    ----------
    language, context
        The language and what else is known of its occupations.
    origin
        From `origin_of`, or from a profile.
    terms
        When a move is near and what guards it.
    outlook
        Demand per future.

    Raises
    ------
    HouvastError
        `skills.profile_empty` when the origin has no skill at all.
    """
    terms = terms or Terms()
    if not (origin.sure.any() or origin.perhaps.any()):
        raise HouvastError(problem("skills.profile_empty", where="profile"))
    pairs = from_skills(language, origin.sure, origin.perhaps)
    near = np.flatnonzero(pairs.cosine[0] >= terms.least_cosine)
    found = [
        _move(language, context, origin, int(place), pairs, terms, outlook)
        for place in near
        if place not in origin.occupations
    ]
    found.sort(key=lambda move: (-sum(move.coverage), -move.cosine))
    now = origin.occupations[0] if origin.occupations else None
    return Moves(
        tuple(move for move in found if move.is_proposed),
        tuple(move for move in found if not move.is_proposed),
        None if now is None else context.exposure_range(now),
        {} if now is None or outlook is None else outlook.of(context.group[now]),
    )


def move_to(
    language: Language,
    context: Context,
    origin: Origin,
    place: int,
    terms: Terms | None = None,
    outlook: DemandOutlook | None = None,
) -> Move:
    """Return the move to one occupation, near or not."""
    pairs = from_skills(language, origin.sure, origin.perhaps)
    return _move(language, context, origin, place, pairs, terms or Terms(), outlook)


def _move(
    language: Language,
    context: Context,
    origin: Origin,
    place: int,
    pairs: Pairs,
    terms: Terms,
    outlook: DemandOutlook | None,
) -> Move:
    wanted = language.essential[[place]].indices
    missing = wanted[(origin.sure[wanted] == 0) & (origin.perhaps[wanted] == 0)]
    now = origin.occupations[0] if origin.occupations else None
    demand = {} if outlook is None else outlook.of(context.group[place])
    before = {} if outlook is None or now is None else outlook.of(context.group[now])
    cosine = float(pairs.cosine[0, place])
    return Move(
        place,
        cosine,
        "strong" if cosine >= terms.strong_cosine else "fair",
        (float(pairs.coverage_low[0, place]), float(pairs.coverage_high[0, place])),
        None if now is None else _coverage_between(language, place, now),
        _guards(context, origin.occupations, place, terms),
        context.exposure_range(place),
        demand,
        tuple(
            name
            for name, there in demand.items()
            if there.direction == "grows" and name in before and before[name].direction == "shrinks"
        ),
        tuple(int(each) for each in missing),
    )


def _coverage_between(language: Language, origin: int, target: int) -> tuple[float, float]:
    sure, perhaps = skills_of(language, origin)
    wanted = language.essential[[target]].indices
    count = max(len(wanted), 1)
    return float(sure[wanted].sum() / count), float(np.maximum(sure, perhaps)[wanted].sum() / count)


def _guards(context: Context, held: tuple[int, ...], place: int, terms: Terms) -> tuple[Guard, ...]:
    """The zone counts from the highest somebody reached, pay from the present work, a licence from any."""
    zones = [context.zone[each] for each in held if np.isfinite(context.zone[each])]
    up = float(context.zone[place] - max(zones)) if zones and np.isfinite(context.zone[place]) else None
    pay = float(context.pay[place] / context.pay[held[0]]) if held else float("nan")
    law = context.law[place]
    has_licence = any(context.law[each] == law and context.group[each] == context.group[place] for each in held)
    return (
        Guard("zone", up, terms.max_zone, None if up is None else up <= terms.max_zone + ROUNDING),
        Guard(
            "pay",
            pay if np.isfinite(pay) else None,
            terms.least_pay_ratio,
            pay >= terms.least_pay_ratio if np.isfinite(pay) else None,
        ),
        Guard("licence", law or None, None, not law or has_licence),
    )
