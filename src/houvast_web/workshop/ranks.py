"""The ranking as the screen shows it: order, intervals, groups, and pairs that make poor axes. No single answer."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from houvast.futures.ranking import GroupView, PairOfAxes, Ranking, correlated_warning, correlation, rank
from houvast.futures.votes import Votes
from houvast.vocabulary.errors import HouvastError, problem
from houvast.vocabulary.futures import FUTURES
from houvast_web.workshop import rating
from houvast_web.workshop.models import Workshop
from houvast_web.workshop.service import given

KEPT = 32
BAR = 100.0
"""Width of the picture of an interval."""
STRONG, WEAK = 0.6, 0.25
"""Disagreement from which people are said to be divided, and below which they agree. A word for a number from 0 (all
the same) to 1 (half at either end); answers spread evenly over 1 to 5 lie at 0.71."""
_kept: OrderedDict[tuple[Any, ...], Ranking] = OrderedDict()


class Row(NamedTuple):
    """A development in the ranking; `left`, `width` and `dot` place its interval in a picture `BAR` wide."""

    key: str
    name: str
    kind: str
    is_key: bool
    rank: float
    low: float
    high: float
    left: float
    width: float
    dot: float
    divided: str
    by_group: tuple[tuple[float, float, float] | None, ...]
    """Rank in each group with the ends of its interval; None where nobody of the group knows."""


def shown(workshop: Workshop, language: str) -> dict[str, Any]:
    """Return the ranking of a workshop, or why there is none yet.

    Parameters
    ----------
    workshop
        Whose answers.
    language
        "nl" or "en".
    """
    context: dict[str, Any] = {"workshop": workshop, "counts": rating.counts(workshop), "bar": BAR}
    try:
        votes = rating.votes_of(workshop)
        ranking = ranked(votes)
    except HouvastError as fault:
        return context | {"fault": fault.text(language)}
    groups = ranking.groups
    return context | {
        "ranking": ranking,
        "rows": _rows(ranking, language),
        "groups": [(each.group, each.n_respondents, each.likeness) for each in groups],
        "rest": rating.REST,
        "coverage": round(ranking.coverage * 100),
        "pairs": [_said(pair, language) for pair in ranking.pairs if pair.correlated],
        "smallest": rating.SMALLEST_GROUP,
        "chosen": axes_said(workshop, votes, language),
    }


def ranked(votes: Votes) -> Ranking:
    """Return the ranking of answers; kept, for many look at the same one.

    Raises
    ------
    HouvastError
        `workshop.few` when too few gave both numbers of anything.
    """
    futures, votes = given(), enough(votes)
    key = (votes.groups, votes.developments, votes.impact.tobytes(), votes.uncertainty.tobytes())
    if key not in _kept:
        if not ((votes.impact > 0) & (votes.uncertainty > 0)).any():
            raise HouvastError(problem("workshop.few", found=0, least=rating.FEWEST_SHOWN))
        method = dict(futures.method) | {"smallest_group": float(rating.SMALLEST_GROUP)}
        _kept[key] = rank(votes, replace(futures, method=method))
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _kept[key]


def enough(votes: Votes) -> Votes:
    """Return answers without the developments of which too few people know: their answers would stand alone."""
    known = np.isfinite(votes.impact) & np.isfinite(votes.uncertainty)
    is_shown = known.sum(axis=0) >= rating.FEWEST_SHOWN
    impact, uncertainty = (np.where(is_shown, each, np.nan) for each in (votes.impact, votes.uncertainty))
    return replace(votes, impact=impact, uncertainty=uncertainty)


def _rows(ranking: Ranking, language: str) -> list[Row]:
    futures, n = given(), len(ranking.developments)
    kinds = {word.key: word.name(language) for word in FUTURES}
    unit = BAR / max(n - 1, 1)
    return [
        Row(
            each.development,
            futures.developments[each.development].name.text(language),
            kinds[each.kind],
            each.kind == "key_uncertainty",
            each.rank,
            each.rank_low,
            each.rank_high,
            (each.rank_low - 1) * unit,
            max((each.rank_high - each.rank_low) * unit, 1.0),
            (each.rank - 1) * unit,
            divided((each.disagreement_impact + each.disagreement_uncertainty) / 2, language),
            tuple(_in_group(group, each.development) for group in ranking.groups),
        )
        for each in ranking.developments
    ]


def _in_group(group: GroupView, key: str) -> tuple[float, float, float] | None:
    return (group.ranks[key], *group.intervals[key]) if key in group.ranks else None


def divided(disagreement: float, language: str) -> str:
    """Return how far people agree, in a word."""
    words = {"nl": ("verdeeld", "gemengd", "eensgezind"), "en": ("divided", "mixed", "agreed")}[language]
    return words[0] if disagreement >= STRONG else words[1] if disagreement >= WEAK else words[2]


def _said(pair: PairOfAxes, language: str) -> str:
    return correlated_warning(pair, given(), {"nl": "Stemmen", "en": "Votes"}[language]).text(language)


def axes_said(workshop: Workshop, votes: Votes, language: str) -> str:
    """Return a warning when the two chosen axes move together in the answers; empty when they do not."""
    axes = workshop.plane.get("axes", [])
    if len(axes) < len(("first", "second")):
        return ""
    first, second = (str(each["development"]) for each in axes)
    pair = correlation(enough(votes), first, second, given().method["axis_correlation"])
    return _said(pair, language) if pair.correlated else ""
