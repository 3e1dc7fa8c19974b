"""What the surviving set says: how far each knob may turn, and which knobs make up for each other.

A knob that survives over a wide span is one the published figures say little about. Two knobs that
survive together only when both turn are known as a pair and not one by one.

The waves of the fit look at other places, so the set stands in groups along one line. How the groups
lie says where the fit looked; how knobs go together *within* a group says what makes up for what.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.experiments.baseline.knobs import KNOBS, Knob, turned
from houvast.experiments.baseline.store import read_ensemble
from houvast.facts.lookup import Facts

FloatArray = npt.NDArray[np.float64]

LOW_PERCENT, MIDDLE_PERCENT, HIGH_PERCENT = 10.0, 50.0, 90.0
GAP_SHARE = 0.07
"""Draws further apart than this part of the line they stand on belong to other groups."""

MISFIT = "misfit"


class Survivors(NamedTuple):
    """The surviving set, best first."""

    logs: FloatArray
    """(draws, knobs): logarithm of the factor on the central values."""
    misfit: FloatArray
    """(draws,): largest distance to a fitted figure, in standard deviations."""


class Span(NamedTuple):
    """How far a knob may turn: factors on the central value."""

    knob: Knob
    low: float
    middle: float
    high: float

    @property
    def width(self) -> float:
        """Return the span as a logarithm of a factor."""
        return float(np.log(self.high / self.low))


class Pair(NamedTuple):
    """Two knobs that survive together."""

    first: Knob
    second: Knob
    correlation: float


def read_survivors(folder: Path | None = None) -> Survivors:
    """Return the surviving set of a fit.

    Parameters
    ----------
    folder : Path, optional
        Where ``ensemble.csv`` is; by default the fit that comes with Houvast.

    Raises
    ------
    HouvastError
        ``files.missing``.
    """
    table = read_ensemble(folder)
    factors = table.select(knob.key for knob in KNOBS).to_numpy().astype(np.float64)
    return Survivors(np.log(factors), table[MISFIT].to_numpy())


def spans(survivors: Survivors) -> tuple[Span, ...]:
    """Return the span of every knob over the middle four fifths of the set, the widest first."""
    low, middle, high = np.exp(np.percentile(survivors.logs, [LOW_PERCENT, MIDDLE_PERCENT, HIGH_PERCENT], axis=0))
    found = (Span(knob, *map(float, each)) for knob, *each in zip(KNOBS, low, middle, high, strict=True))
    return tuple(sorted(found, key=lambda span: -span.width))


def places_on_line(survivors: Survivors) -> tuple[FloatArray, float]:
    """Return where each draw stands on the line along which the set is longest, and the part of the spread it holds.

    Returns
    -------
    ndarray of float64, shape (draws,)
        First principal component of the logarithms; the sign is that of the best draw, made negative.
    float
        Part of the total variance along it. [share]
    """
    centred = survivors.logs - survivors.logs.mean(axis=0)
    _, lengths, directions = np.linalg.svd(centred, full_matrices=False)
    place = centred @ directions[0]
    return (-place if place[0] > 0.0 else place), float(lengths[0] ** 2 / np.square(lengths).sum())


def groups(survivors: Survivors) -> npt.NDArray[np.int64]:
    """Return the group of each draw, of shape (draws,): a gap on the line parts two groups."""
    place, _ = places_on_line(survivors)
    order = np.argsort(place, kind="stable")
    jumps = np.diff(place[order]) > GAP_SHARE * np.ptp(place)
    group = np.empty(len(place), np.int64)
    group[order] = np.concatenate([[0], np.cumsum(jumps)])
    return group


def pairs(survivors: Survivors) -> tuple[Pair, ...]:
    """Return every two knobs with their correlation within groups, the strongest first."""
    group = groups(survivors)
    within = survivors.logs.copy()
    for one in np.unique(group):
        within[group == one] -= within[group == one].mean(axis=0)
    with np.errstate(invalid="ignore"):
        correlation: FloatArray = np.nan_to_num(np.asarray(np.corrcoef(within, rowvar=False)))
    found = [Pair(KNOBS[a], KNOBS[b], float(correlation[a, b])) for a, b in combinations(range(len(KNOBS)), 2)]
    return tuple(sorted(found, key=lambda pair: -abs(pair.correlation)))


def along_line(survivors: Survivors, n_draws: int) -> npt.NDArray[np.int64]:
    """Return places of draws spread evenly over the line, from one end of the set to the other."""
    place, _ = places_on_line(survivors)
    wanted = np.linspace(place.min(), place.max(), n_draws)
    nearest = [int(np.abs(place - each).argmin()) for each in wanted]
    return np.unique(nearest)


def turned_to(facts: Facts, month: int, survivors: Survivors, draw: int) -> dict[str, FloatArray]:
    """Return the values of all fitted facts under one draw of the set."""
    return turned(facts, month, survivors.logs[draw])


def name_of(knob: Knob, facts: Facts, language: str) -> str:
    """Return what a knob turns, in words: the name of the fact and the groups."""
    entry = facts.entry(knob.fact)
    name = entry.name.text(language)
    if not knob.groups:
        return name
    classification = facts.classification(entry.by[0])
    words = dict(zip(classification.keys, classification.names(language), strict=True))
    kind = _KIND_OF.get(knob.groups)
    told = kind[language] if kind else ", ".join(words[group] for group in knob.groups)
    return f"{name} ({told})"


_KIND_OF = {
    ("temporary_with_prospect", "temporary", "on_call", "agency", "payroll"): {"nl": "flexibel", "en": "flexible"},
    ("self_employed_without_staff", "self_employed_with_staff"): {"nl": "zelfstandig", "en": "self-employed"},
}
