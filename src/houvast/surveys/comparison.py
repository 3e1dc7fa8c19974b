"""Over time and beside others: trends that stop at a break, a standardised benchmark, gaps between groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from houvast.surveys import linearised
from houvast.surveys.data import TextArray
from houvast.surveys.design import BoolArray, FloatArray, IntArray
from houvast.surveys.estimate import joint_covariance
from houvast.surveys.intervals import NO_INTERVAL, Interval, symmetric
from houvast.surveys.linearised import Linearised
from houvast.surveys.monitor import Measure, Survey

FEWEST_PERIODS = 3


@dataclass(frozen=True)
class Trend:
    """The course of a measure between two breaks.

    Parameters
    ----------
    measure
        Of what.
    periods
        Those compared with each other.
    slope, se, p_value
        Change per period and its error; None with fewer than three periods.
    """

    measure: str
    periods: tuple[str, ...]
    slope: float | None
    se: float | None
    p_value: float | None


@dataclass(frozen=True)
class Comparison:
    """A company beside others of the same composition.

    Parameters
    ----------
    measure
        Of what.
    own, others, standardised
        Mean of the company, of the others as they are, and of the others weighted to the company's composition.
    difference, se, interval, p_value
        Company minus standardised.
    covered_share
        Part of the company for whom there are comparable others.
    n_own, n_others
        Answers behind it.
    """

    measure: str
    own: float
    others: float
    standardised: float
    difference: float
    se: float
    interval: Interval
    p_value: float | None
    covered_share: float
    n_own: int
    n_others: int


def trends(measure: Measure, survey: Survey, periods: TextArray, breaks: tuple[str, ...]) -> list[Trend]:
    """A trend per stretch without a break; no line is drawn through one.

    Parameters
    ----------
    measure, survey
        What to follow.
    periods
        Period of every row, shape (n,).
    breaks
        First periods of a new series.
    """
    stretches: list[list[str]] = []
    for period in sorted({each for each in periods if each is not None}):
        if not stretches or period in breaks:
            stretches.append([])
        stretches[-1].append(period)
    return [_trend(measure, survey, periods, stretch) for stretch in stretches]


def _trend(measure: Measure, survey: Survey, periods: TextArray, stretch: list[str]) -> Trend:
    rows = [np.asarray(periods == period, dtype=bool) for period in stretch]
    if len(stretch) < FEWEST_PERIODS or not all((each & survey.answered).any() for each in rows):
        return Trend(measure.key, tuple(stretch), None, None, None)
    values, cov, _ = survey.means(rows)
    place = _places(stretch)
    coefficients = (place - place.mean()) / ((place - place.mean()) ** 2).sum()
    slope, se = float(coefficients @ values), float(np.sqrt(coefficients @ cov @ coefficients))
    p_value = float(2 * stats.t.sf(abs(slope) / se, survey.design.df())) if se > 0 else None
    return Trend(measure.key, tuple(stretch), slope, se, p_value)


def _places(stretch: list[str]) -> FloatArray:
    """Years as they are; other periods by their order."""
    if all(period.isdigit() for period in stretch):
        return np.array([float(period) for period in stretch])
    return np.arange(len(stretch), dtype=float)


def standardised(weights: FloatArray, y: FloatArray, is_own: BoolArray, cell: IntArray, n_cells: int) -> Linearised:
    """Means of the company, of the others, and of the others with the company's composition; direct standardisation.

    Parameters
    ----------
    weights, y
        Shape (n,).
    is_own
        Rows of the company, shape (n,).
    cell
        Cell of the composition (age by sex, say) of each row, shape (n,).
    n_cells
        Number of cells; those without others count neither for the company nor for the others.

    Returns
    -------
    Linearised
        Company, others, standardised others.
    """
    own, others = np.where(is_own, weights, 0.0), np.where(is_own, 0.0, weights)
    own_n, other_n = np.bincount(cell, own, n_cells), np.bincount(cell, others, n_cells)
    comparable = (other_n > 0)[cell]
    own = np.where(comparable, own, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.nan_to_num(np.bincount(cell, others * y, n_cells) / other_n)
        share = np.nan_to_num(own_n / other_n) * (other_n > 0)
    company, rest = linearised.mean(own, y[:, None]), linearised.mean(others, y[:, None])
    # The composition moves with the company's rows, the means of the cells with the others' rows.
    n_own = own.sum()
    value = own @ means[cell] / n_own
    influence = own * (means[cell] - value) / n_own + others * (y - means[cell]) * share[cell] / n_own
    return Linearised(
        np.array([company.values[0], rest.values[0], value]),
        np.concatenate([company.influence, rest.influence, influence[:, None]], axis=1),
    )


def compare(measure: Measure, survey: Survey, is_own: BoolArray, cell: IntArray, minimum_n: int) -> Comparison | None:
    """A company beside others of its composition; None when either side is too small."""
    n_own, n_others = int((is_own & survey.answered).sum()), int((~is_own & survey.answered).sum())
    if min(n_own, n_others) < minimum_n:
        return None
    y = np.where(survey.answered, survey.values, 0.0)
    weights = np.where(survey.answered, survey.design.weights, 0.0)
    n_cells = int(cell.max()) + 1
    comparable = np.bincount(cell, np.where(is_own, 0.0, weights), n_cells)[cell] > 0
    if not (is_own & comparable & survey.answered).any():
        return None
    values, cov = joint_covariance(survey.design, lambda w: standardised(w, y, is_own, cell, n_cells), weights)
    difference = float(values[0] - values[2])
    se = float(np.sqrt(max(cov[0, 0] + cov[2, 2] - 2 * cov[0, 2], 0)))
    df = survey.design.df()
    p_value = float(2 * stats.t.sf(abs(difference) / se, df)) if se > 0 else None
    covered = float(weights[is_own & comparable].sum() / weights[is_own].sum())
    bounds = symmetric(difference, se, df)
    own, others, same = (float(value) for value in values)
    return Comparison(measure.key, own, others, same, difference, se, bounds, p_value, covered, n_own, n_others)


@dataclass(frozen=True)
class Gap:
    """How far groups lie apart: the share of the variance between them, and the best against the worst group."""

    measure: str
    grouping: str
    between_share: float
    between_interval: Interval
    best: str
    worst: str
    difference: float
    interval: Interval


def gap(measure: Measure, survey: Survey, labels: TextArray, grouping: str, shown: tuple[str, ...]) -> Gap | None:
    """The gap between the groups that may be shown; None with fewer than two."""
    if len(shown) <= 1:
        return None
    number = {name: index for index, name in enumerate(shown)}
    group = np.array([number.get(label, -1) for label in labels], dtype=np.intp)
    inside = (group >= 0) & survey.answered
    values, cov, _ = survey.means([group == index for index in range(len(shown))])
    best, worst = int(np.argmax(values)), int(np.argmin(values))
    if not measure.higher_is_better:
        best, worst = worst, best
    df = survey.design.df()
    se = float(np.sqrt(max(cov[best, best] + cov[worst, worst] - 2 * cov[best, worst], 0)))
    difference = float(values[best] - values[worst])
    y, safe = np.where(inside, survey.values, 0.0), np.where(group >= 0, group, 0)
    weights = np.where(inside, survey.design.weights, 0.0)
    share, share_cov = joint_covariance(
        survey.design, lambda w: linearised.variance_share(w, y, safe, len(shown)), weights
    )
    bounds = symmetric(float(share[0]), float(np.sqrt(share_cov[0, 0])), df) if share_cov[0, 0] > 0 else NO_INTERVAL
    return Gap(
        measure.key,
        grouping,
        float(share[0]),
        bounds,
        shown[best],
        shown[worst],
        difference,
        symmetric(difference, se, df),
    )
