"""Rank developments by votes: how sure the order is, who sees it otherwise, and which pairs make good axes.

Equations
    score = sqrt(mean impact * mean uncertainty), each mean over those who know, so 1 to 5 like a vote;
    rank 1 for the highest score, equal scores share the mean of their ranks;
    disagreement = standard deviation of the votes / the largest possible one (half at 1, half at 5): 0 to 1.

The intervals come from resampling respondents with replacement, whole persons at a time: what another round with other
people of the same kind would have given. Mean scores alone hide that people disagree, and disagreement is uncertainty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy import stats

from houvast.futures.folder import Futures
from houvast.futures.votes import HIGHEST, LOWEST, Votes
from houvast.vocabulary.errors import HouvastError, Place, Problem, problem

FloatArray = npt.NDArray[np.float64]
Intervals = Callable[[Votes], tuple[FloatArray, FloatArray]]
"""Returns the lowest and highest rank of each development, by resampling who voted."""
MOST_REPLICATES = 1_000_000
LARGEST_SEED = 2**32 - 1
_CELLS_AT_ONCE = 1 << 22


@dataclass(frozen=True)
class Ranked:
    """One development among the others.

    Parameters
    ----------
    n_known
        How many gave both impact and uncertainty.
    rank_low, rank_high
        Interval of the rank over the resampled respondents.
    kind
        A word of `vocabulary.futures`: `key_uncertainty`, `given` (in all scenarios) or `aside`.
    """

    development: str
    n_known: int
    impact: float
    uncertainty: float
    score: float
    rank: float
    rank_low: float
    rank_high: float
    disagreement_impact: float
    disagreement_uncertainty: float
    kind: str


@dataclass(frozen=True)
class GroupView:
    """How one stakeholder group ranks: ranks and their intervals by development, and likeness to everybody's order.

    Parameters
    ----------
    group
        Its name; empty for groups too small to be shown apart, taken together.
    likeness
        Spearman correlation between its scores and those of everybody; None when it cannot be told.
    """

    group: str
    n_respondents: int
    ranks: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    likeness: float | None


@dataclass(frozen=True)
class PairOfAxes:
    """Two developments as candidate axes, and whether people who score one high score the other high."""

    first: str
    second: str
    n_known: int
    pearson: float | None
    spearman: float | None
    correlated: bool


@dataclass(frozen=True)
class Ranking:
    """The outcome of a round of votes.

    Parameters
    ----------
    few
        Whether there are too few respondents for a firm top of the list.
    unranked
        Developments for which nobody gave impact, or nobody uncertainty.
    """

    n_respondents: int
    replicates: int
    seed: int
    coverage: float
    developments: tuple[Ranked, ...]
    groups: tuple[GroupView, ...]
    pairs: tuple[PairOfAxes, ...]
    few: bool
    unranked: tuple[str, ...]


def rank(votes: Votes, futures: Futures, replicates: int | None = None, seed: int = 1) -> Ranking:
    """Rank the developments that were voted on.

    Parameters
    ----------
    votes
        What people said.
    futures
        For the numbers of the method: coverage of the intervals, limits, smallest group.
    replicates
        Resamplings; the number of the method when left out.
    seed
        Chooses the resamples; the same seed gives the same intervals.

    Returns
    -------
    Ranking
        The developments in order of rank.
    """
    method = futures.method
    times = round(method["replicates"]) if replicates is None else replicates
    tail = (1.0 - method["interval_coverage"]) / 2.0
    scores = score(votes.impact, votes.uncertainty)
    unranked = tuple(key for key, each in zip(votes.developments, scores, strict=True) if np.isnan(each))
    votes = _only(votes, np.isfinite(scores))
    scores = scores[np.isfinite(scores)]

    def intervals(of: Votes) -> tuple[FloatArray, FloatArray]:
        return _interval(bootstrap_ranks(of, times, seed), tail)

    low, high = intervals(votes)
    impact, uncertainty = mean(votes.impact), mean(votes.uncertainty)
    known = np.isfinite(votes.impact) & np.isfinite(votes.uncertainty)
    ranks = rank_of(scores)
    ranked = [
        Ranked(
            development=key,
            n_known=int(known[:, at].sum()),
            impact=float(impact[at]),
            uncertainty=float(uncertainty[at]),
            score=float(scores[at]),
            rank=float(ranks[at]),
            rank_low=float(low[at]),
            rank_high=float(high[at]),
            disagreement_impact=disagreement(votes.impact[:, at]),
            disagreement_uncertainty=disagreement(votes.uncertainty[:, at]),
            kind=kind_of(impact[at], uncertainty[at], method["high_from"]),
        )
        for at, key in enumerate(votes.developments)
    ]
    ranked.sort(key=lambda each: (each.rank, each.development))
    candidates = [each.development for each in ranked][: round(method["candidate_axes"])]
    return Ranking(
        len(votes.respondents),
        times,
        seed,
        method["interval_coverage"],
        tuple(ranked),
        _groups(votes, scores, round(method["smallest_group"]), intervals),
        tuple(correlation(votes, *pair, method["axis_correlation"]) for pair in combinations(candidates, 2)),
        len(votes.respondents) < method["few_respondents"],
        unranked,
    )


def _only(votes: Votes, kept: npt.NDArray[np.bool_]) -> Votes:
    """Return the votes on some of the developments."""
    names = tuple(key for key, keep in zip(votes.developments, kept, strict=True) if keep)
    return replace(votes, developments=names, impact=votes.impact[:, kept], uncertainty=votes.uncertainty[:, kept])


def _interval(ranks: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    """Return the ends of the intervals; a development that was in no resample can have any rank."""
    drawn = np.isfinite(ranks).any(axis=0)
    low, high = np.ones(ranks.shape[1]), np.full(ranks.shape[1], float(ranks.shape[1]))
    if drawn.any():
        low[drawn], high[drawn] = np.nanquantile(ranks[:, drawn], [tail, 1.0 - tail], axis=0)
    return low, high


def mean(scores: FloatArray) -> FloatArray:
    """Return the mean by development over those who know; NaN when nobody does."""
    counted = np.isfinite(scores).sum(axis=0)
    return np.where(counted > 0, np.nansum(scores, axis=0) / np.maximum(counted, 1), np.nan)


def score(impact: FloatArray, uncertainty: FloatArray) -> FloatArray:
    """Return the score by development: high when both impact and uncertainty are."""
    return np.sqrt(mean(impact) * mean(uncertainty))


def rank_of(scores: FloatArray) -> FloatArray:
    """Return ranks along the last axis, 1 for the highest score; NaN stays NaN."""
    # Equal votes must give equal scores, whatever the order in which they were added up.
    rounded = np.round(scores, np.finfo(np.float64).precision - 2)
    return np.asarray(stats.rankdata(-rounded, method="average", axis=-1, nan_policy="omit"), np.float64)


def disagreement(scores: FloatArray) -> float:
    """Return how far votes lie apart: 0 when all agree, 1 when half say 1 and half say 5."""
    known = scores[np.isfinite(scores)]
    return float(known.std() / ((HIGHEST - LOWEST) / 2.0)) if known.size else float("nan")


def kind_of(impact: float, uncertainty: float, high_from: float) -> str:
    """Return what a development is: a key uncertainty, a given for all scenarios, or a side issue."""
    if impact < high_from:
        return "aside"
    return "key_uncertainty" if uncertainty >= high_from else "given"


def bootstrap_ranks(votes: Votes, replicates: int, seed: int) -> FloatArray:
    """Return ranks over resampled respondents, shape (replicates, n_developments)."""
    n_people = len(votes.respondents)
    generator = np.random.default_rng(seed)
    chances = np.full(n_people, 1.0 / n_people)
    at_once = max(1, _CELLS_AT_ONCE // n_people)
    found = []
    for first in range(0, replicates, at_once):
        times = generator.multinomial(n_people, chances, size=min(at_once, replicates - first)).astype(np.float64)
        means = [_weighted_mean(times, each) for each in (votes.impact, votes.uncertainty)]
        found.append(rank_of(np.sqrt(means[0] * means[1])))
    return np.concatenate(found)


def _weighted_mean(times: FloatArray, scores: FloatArray) -> FloatArray:
    """Return the means of resampled votes, shape (replicates, n_developments)."""
    known = np.isfinite(scores).astype(np.float64)
    counted = times @ known
    total = times @ np.nan_to_num(scores)
    return np.where(counted > 0, total / np.maximum(counted, 1.0), np.nan)


def _groups(votes: Votes, all_scores: FloatArray, smallest: int, intervals: Intervals) -> tuple[GroupView, ...]:
    sizes = {group: votes.groups.count(group) for group in sorted(set(votes.groups))}
    # Votes are about people: a group that is too small is not shown by itself.
    shown = {group: group if size >= smallest else "" for group, size in sizes.items()}
    names = np.array([shown[group] for group in votes.groups])
    return tuple(
        _view(str(group), _of(votes, names == group), all_scores, intervals)
        for group in sorted(set(names), key=lambda name: (name == "", name))
        if len(set(names)) > 1 and (names == group).sum() >= min(smallest, len(names))
    )


def _of(votes: Votes, chosen: npt.NDArray[np.bool_]) -> Votes:
    """Return the votes of some of the respondents."""
    places = np.flatnonzero(chosen)
    return replace(
        votes,
        respondents=tuple(votes.respondents[place] for place in places),
        groups=tuple(votes.groups[place] for place in places),
        impact=votes.impact[places],
        uncertainty=votes.uncertainty[places],
    )


def _view(group: str, votes: Votes, all_scores: FloatArray, intervals: Intervals) -> GroupView:
    scores = score(votes.impact, votes.uncertainty)
    ranked = np.isfinite(scores)
    ranks, (low, high) = rank_of(scores), intervals(votes)
    names = {int(at): votes.developments[at] for at in np.flatnonzero(ranked)}
    known = ranked & np.isfinite(all_scores)
    return GroupView(
        group,
        len(votes.respondents),
        {name: float(ranks[at]) for at, name in names.items()},
        {name: (float(low[at]), float(high[at])) for at, name in names.items()},
        _spearman(scores[known], all_scores[known]),
    )


def correlation(votes: Votes, first: str, second: str, limit: float) -> PairOfAxes:
    """Return whether two developments move together over respondents.

    Parameters
    ----------
    votes
        What people said.
    first, second
        Developments.
    limit
        Absolute Spearman correlation from which two axes count as one.
    """
    personal = np.sqrt(votes.impact * votes.uncertainty)
    columns = [
        personal[:, votes.developments.index(key)] if key in votes.developments else np.full(len(personal), np.nan)
        for key in (first, second)
    ]
    known = np.isfinite(columns[0]) & np.isfinite(columns[1])
    x, y = columns[0][known], columns[1][known]
    spearman = _spearman(x, y)
    pearson = float(stats.pearsonr(x, y).statistic) if spearman is not None else None
    return PairOfAxes(
        first, second, int(known.sum()), pearson, spearman, spearman is not None and abs(spearman) >= limit
    )


def _spearman(x: FloatArray, y: FloatArray) -> float | None:
    """Return the rank correlation; None with fewer than three, or when one does not vary."""
    if len(x) <= 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    return float(stats.spearmanr(x, y).statistic)


def axes_tested(votes: Votes, futures: Futures) -> PairOfAxes:
    """Return whether the developments behind the two axes of a future move together in the votes."""
    first, second = (axis.development for axis in futures.axes.values())
    return correlation(votes, first, second, futures.method["axis_correlation"])


def correlated_warning(pair: PairOfAxes, futures: Futures, where: Place | str) -> Problem:
    """Return what to say about axes that move together."""
    names = {key: futures.developments[key].name for key in (pair.first, pair.second)}
    return problem(
        "futures.axes_correlated",
        where=where,
        first=names[pair.first],
        second=names[pair.second],
        found=round(pair.spearman or 0.0, 2),
        limit=futures.method["axis_correlation"],
    )


def check_draws(replicates: str | None, seed: str) -> tuple[int | None, int]:
    """Return the number of replicates (None for that of the method) and the seed, from text.

    Raises
    ------
    HouvastError
        `futures.replicates`, `futures.seed`; both when both are wrong.
    """
    problems = []
    if replicates is not None and not (replicates.isdecimal() and 1 <= int(replicates) <= MOST_REPLICATES):
        problems.append(problem("futures.replicates", found=replicates, most=MOST_REPLICATES))
    if not (seed.isdecimal() and int(seed) <= LARGEST_SEED):
        problems.append(problem("futures.seed", found=seed, largest=LARGEST_SEED))
    if problems:
        raise HouvastError(problems)
    return (None if replicates is None else int(replicates)), int(seed)
