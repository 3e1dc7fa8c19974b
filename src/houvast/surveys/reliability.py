"""How far a scale measures one thing, and how far people in a team agree.

alpha with Feldt's interval (1965); omega from a one-factor model fitted by maximum likelihood (McDonald 1999); the
reliability of a difference; ICC(1), ICC(2) and rwg(j) (James, Demaree & Wolf 1984) before answers are averaged by team.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from houvast.surveys.design import FloatArray, IntArray
from houvast.surveys.intervals import LEVEL, Interval

RELIABLE_TEAM_MEAN = 0.5
"""Below this ICC(2) a team mean says little; a convention, not verified in a source (assumed; range 0.5 to 0.7)."""
SMALLEST_UNIQUE = 0.005
"""Lowest share of an item's variance left to itself in the factor model; it keeps the fit from leaving the possible."""
CONVERGED, MOST_STEPS = 1e-13, 200
SINGULAR = 1e-8
"""Items that nearly repeat each other leave nothing to fit."""
FEWEST_FOR_A_FACTOR = 3


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha.

    Parameters
    ----------
    value, interval
        Raw alpha and Feldt's interval.
    standardised
        Alpha of the correlations.
    if_dropped
        Alpha without each item, shape (k,).
    item_rest
        Correlation of each item with the sum of the others, shape (k,); a negative one was probably not reversed.
    n
        Rows.
    """

    value: float
    interval: Interval
    standardised: float
    if_dropped: FloatArray
    item_rest: FloatArray
    n: int


def covariances(answers: FloatArray, pairwise: bool = False) -> FloatArray:
    """Covariances of items, shape (k, k): of complete rows, or of every pair by the rows that have both.

    Parameters
    ----------
    answers
        NaN where not answered, shape (n, k).
    pairwise
        Use every pair; else complete rows only.
    """
    if not pairwise:
        complete = answers[~np.isnan(answers).any(axis=1)]
        return np.atleast_2d(np.cov(complete, rowvar=False))
    k = answers.shape[1]
    found = np.empty((k, k))
    for first in range(k):
        for second in range(first, k):
            pair = answers[:, [first, second]]
            pair = pair[~np.isnan(pair).any(axis=1)]
            found[first, second] = found[second, first] = np.cov(pair, rowvar=False)[0, 1]
    return found


def alpha(answers: FloatArray, pairwise: bool = False, level: float = LEVEL) -> Alpha:
    """Cronbach's alpha of a scale.

    Parameters
    ----------
    answers
        Reversed where needed, NaN where not answered, shape (n, k).
    pairwise
        See `covariances`; the two differ, so a report says which.
    level
        Coverage of the interval.
    """
    cov = covariances(answers, pairwise)
    k = len(cov)
    n = len(answers) if pairwise else int((~np.isnan(answers).any(axis=1)).sum())
    value = _alpha(cov)
    scale = np.sqrt(np.diag(cov))
    dropped = np.array([_alpha(np.delete(np.delete(cov, i, 0), i, 1)) if k > 2 else np.nan for i in range(k)])
    rest = cov.sum(axis=0) - np.diag(cov)
    rest_variance = cov.sum() - 2 * cov.sum(axis=0) + np.diag(cov)
    with np.errstate(invalid="ignore", divide="ignore"):
        item_rest = rest / (scale * np.sqrt(rest_variance))
        standardised = _alpha(cov / np.outer(scale, scale))
    return Alpha(value, _feldt(value, n, k, level), standardised, dropped, item_rest, n)


def _alpha(cov: FloatArray) -> float:
    k, whole = len(cov), cov.sum()
    if k < 2 or whole <= 0:
        return float("nan")
    return float(k / (k - 1) * (1 - np.trace(cov) / whole))


def _feldt(value: float, n: int, k: int, level: float) -> Interval:
    if not np.isfinite(value) or n <= 1:
        return (None, None)
    tail = (1 - level) / 2
    rows, cells = n - 1, (n - 1) * (k - 1)
    low = 1 - (1 - value) * stats.f.ppf(1 - tail, rows, cells)
    return float(low), float(1 - (1 - value) * stats.f.ppf(tail, rows, cells))


def omega(answers: FloatArray) -> float:
    """McDonald's omega: of complete rows, from one factor fitted by maximum likelihood; NaN when it has no sense.

    Parameters
    ----------
    answers
        Shape (n, k).
    """
    cov = covariances(answers)
    if len(cov) < FEWEST_FOR_A_FACTOR or not np.isfinite(cov).all():
        return float("nan")
    roots = np.linalg.eigvalsh(cov)
    if roots[0] <= SINGULAR * roots[-1]:
        return float("nan")
    try:
        loadings, unique = one_factor(cov)
    except np.linalg.LinAlgError:
        return float("nan")
    return float(loadings.sum() ** 2 / (loadings.sum() ** 2 + unique.sum()))


def one_factor(cov: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Loadings and unique variances of one factor, maximum likelihood; each of shape (k,).

    Newton steps in the unique variances with the expected second derivatives (Joreskog 1967); a step that would leave
    the possible is cut off at its edge.
    """
    scale = np.sqrt(np.diag(cov))
    correlations = cov / np.outer(scale, scale)
    unique = np.clip(1 / np.diag(np.linalg.inv(correlations)), SMALLEST_UNIQUE, 1.0)
    for _ in range(MOST_STEPS):
        loadings = _loadings(correlations, unique)
        inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(unique))
        slope = np.diag(inverse) - np.diag(inverse @ correlations @ inverse)
        along = inverse @ loadings
        curvature = (inverse - np.outer(along, along) / (loadings @ along)) ** 2
        moved = np.clip(unique - np.linalg.solve(curvature, slope), SMALLEST_UNIQUE, 1.0)
        step, unique = np.abs(moved - unique).max(), moved
        if step < CONVERGED:
            break
    loadings = _loadings(correlations, unique)
    return loadings * scale * np.sign(loadings.sum()), unique * scale**2


def _loadings(correlations: FloatArray, unique: FloatArray) -> FloatArray:
    root = np.sqrt(unique)
    values, vectors = np.linalg.eigh(correlations / np.outer(root, root))
    return np.asarray(root * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 1e-12)))


def omega_interval(answers: FloatArray, seed: int = 1, n_samples: int = 400, level: float = LEVEL) -> Interval:
    """Percentile interval of omega from resampled respondents; the same for the same seed."""
    complete = answers[~np.isnan(answers).any(axis=1)]
    luck = np.random.default_rng(seed)
    found = [omega(complete[luck.integers(0, len(complete), len(complete))]) for _ in range(n_samples)]
    known = np.array([each for each in found if np.isfinite(each)])
    if len(known) < n_samples / 2:
        return (None, None)
    low, high = np.quantile(known, [(1 - level) / 2, 1 - (1 - level) / 2])
    return float(low), float(high)


def difference_reliability(first: float, second: float, correlation: float) -> float:
    """Reliability of a difference of two scores from their own reliabilities and correlation.

    Examples
    --------
    >>> difference_reliability(0.8, 0.8, 0.6)
    0.5000000000000001
    """
    return ((first + second) / 2 - correlation) / (1 - correlation) if correlation < 1 else float("nan")


@dataclass(frozen=True)
class Agreement:
    """Whether answers may be averaged by team: ICC(1), ICC(2), mean rwg(j), teams and rows."""

    icc1: float
    icc2: float
    rwg: float
    n_teams: int
    n: int

    @property
    def is_reliable(self) -> bool:
        """Whether team means can be told apart."""
        return self.icc2 >= RELIABLE_TEAM_MEAN


def agreement(answers: FloatArray, team: IntArray, n_answers: int) -> Agreement:
    """ICC and rwg(j) of a scale within teams.

    Parameters
    ----------
    answers
        Items, shape (n, k), NaN where not answered; the scale is their mean.
    team
        Team of each row, shape (n,).
    n_answers
        Answers an item offers; agreement is held against all of them being equally likely.
    """
    rows = ~np.isnan(answers).any(axis=1)
    items, teams = answers[rows], np.unique(team[rows], return_inverse=True)[1]
    score, sizes = items.mean(axis=1), np.bincount(teams).astype(float)
    means = np.bincount(teams, score) / sizes
    n, k = len(score), len(sizes)
    with np.errstate(invalid="ignore", divide="ignore"):
        between = (sizes * (means - score.mean()) ** 2).sum() / (k - 1)
        within = ((score - means[teams]) ** 2).sum() / (n - k)
        size = (n - (sizes**2).sum() / n) / (k - 1)
        icc1 = (between - within) / (between + (size - 1) * within)
        icc2 = (between - within) / between
    return Agreement(float(icc1), float(icc2), _rwg(items, teams, n_answers), k, n)


def _rwg(items: FloatArray, teams: IntArray, n_answers: int) -> float:
    """Mean over teams of two and more of the agreement within the team, cut off at 0 and 1."""
    expected = (n_answers**2 - 1) / 12
    found = []
    for each in range(int(teams.max()) + 1):
        own = items[teams == each]
        if len(own) > 1:
            share = 1 - own.var(axis=0, ddof=1).mean() / expected
            j = items.shape[1]
            below = j * share + (1 - share)
            found.append(np.clip(j * share / below, 0, 1) if below > 0 else 0.0)
    return float(np.mean(found)) if found else float("nan")
