"""The good-work monitor: three grips, who lacks how many, for whom, since when, and beside whom.

Every comparison uses the influences of the two sides together, so that a group and the average it is part of, or two
years of one panel, are compared with their covariance.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from houvast.facts.located import Faults
from houvast.surveys import linearised
from houvast.surveys.codebook import ANSWERED_SHARE, Codebook, Item
from houvast.surveys.data import Data, TextArray
from houvast.surveys.design import BoolArray, Design, FloatArray
from houvast.surveys.estimate import joint_covariance
from houvast.surveys.intervals import Interval, logit, symmetric
from houvast.surveys.linearised import Linearised, side_by_side
from houvast.surveys.reliability import alpha
from houvast.surveys.variance import standard_errors
from houvast.vocabulary.errors import Place
from houvast.vocabulary.words import GRIPS

SIGNIFICANT = 0.05
"""A group is better or worse than the average when p is below this (CBS, Monitor Brede Welvaart)."""
REGISTER_SHARE = 0.05
"""Register figures have no sampling error: a difference above 5% counts (the same source)."""
CLEAR_ERRORS = 3
"""A correlation counts as negative from so many standard errors below 0: chance alone gives one in 700."""
N_GRIPS = len(GRIPS)
TWO = 2


@dataclass(frozen=True)
class Measure:
    """One figure per person: a score of 0 to 100, or 1 for whom something holds.

    Parameters
    ----------
    key
        `score:work`, `lacking:work`, `lacking_2`, or the column of an item.
    values
        NaN for who did not answer, shape (n,).
    is_share
        Values are 0 and 1.
    higher_is_better
        Which way is good.
    weight
        Column with the weights of a part of the sample.
    is_register
        Compared by size, not by chance.
    """

    key: str
    values: FloatArray
    is_share: bool
    higher_is_better: bool
    weight: str | None = None
    is_register: bool = False


@dataclass(frozen=True)
class Figure:
    """An estimate of a measure in a group.

    Parameters
    ----------
    measure, grouping, group
        Of what, by which column, in which of its values (empty for everyone).
    value, se, interval, n
        The estimate and the answers behind it; None where too few answered, their number too.
    p_value
        Of the difference with the average (or with the other of two groups), or None.
    verdict
        "better", "worse", "same", or "" where nothing is compared or shown.
    """

    measure: str
    grouping: str
    group: str
    value: float | None
    se: float | None
    interval: Interval
    n: int | None
    p_value: float | None = None
    verdict: str = ""


def measures_of(codebook: Codebook, data: Data, faults: Faults) -> list[Measure]:
    """Scores of items and grips, who lacks which grip, and how many.

    Parameters
    ----------
    codebook
        What the columns mean.
    data
        The answers.
    faults
        Collects what is wrong.
    """
    measures, lacks = [], []
    for grip in codebook.grips:
        items = codebook.of_grip(grip)
        scores = np.stack([item.score(data.numbers(item.column, faults)) for item in items], axis=1)
        score = scale_score(scores)
        with np.errstate(invalid="ignore"):
            lacking = np.where(np.isnan(score), np.nan, (score < codebook.lacking_below[grip]).astype(float))
        lacks.append(lacking)
        weight = items[0].weight
        measures.append(Measure(f"score:{grip}", score, False, True, weight))
        measures.append(Measure(f"lacking:{grip}", lacking, True, False, weight))
        measures += [_of_item(item, scores[:, place]) for place, item in enumerate(items)]
        _check_direction(grip, items, scores, data, faults)
    weights = {codebook.of_grip(grip)[0].weight for grip in codebook.grips}
    if len(codebook.grips) == N_GRIPS and len(weights) == 1:
        count = np.sum(lacks, axis=0)
        for number in range(N_GRIPS + 1):
            holds = np.where(np.isnan(count), np.nan, (count == number).astype(float))
            measures.append(Measure(f"lacking_{number}", holds, True, number == 0, codebook.items[0].weight))
    return measures


def _check_direction(grip: str, items: tuple[Item, ...], scores: FloatArray, data: Data, faults: Faults) -> None:
    """An item that clearly runs against the others of its grip was given the wrong direction."""
    n_complete = int((~np.isnan(scores).any(axis=1)).sum())
    if len(items) <= TWO or n_complete <= len(items):
        return
    against = alpha(scores).item_rest < -CLEAR_ERRORS / np.sqrt(n_complete)
    for item, is_against in zip(items, against, strict=True):
        if is_against:
            faults.add("surveys.not_reversed", Place(data.name, None, item.column), found=item.column, scale=grip)


def scale_score(answers: FloatArray) -> FloatArray:
    """Mean of the answered items, NaN for who answered fewer than two thirds; shape (n,)."""
    enough = (~np.isnan(answers)).sum(axis=1) >= ANSWERED_SHARE * answers.shape[1] - 1e-9
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.where(enough, np.nanmean(answers, axis=1), np.nan)


def _of_item(item: Item, score: FloatArray) -> Measure:
    return Measure(item.column, score, False, True, item.weight, item.is_register)


@dataclass(frozen=True)
class Survey:
    """A measure with the design its weights belong to, ready to estimate."""

    design: Design
    values: FloatArray
    answered: BoolArray

    def means(self, rows: list[BoolArray]) -> tuple[FloatArray, FloatArray, list[int]]:
        """Means in several sets of rows, their covariance, and the rows behind each."""
        inside = [each & self.answered for each in rows]
        column = np.where(self.answered, self.values, 0.0)[:, None]

        def together(weights: FloatArray) -> Linearised:
            return side_by_side([linearised.mean(np.where(each, weights, 0.0), column) for each in inside])

        values, cov = joint_covariance(self.design, together, self.design.weights)
        return values, cov, [int(each.sum()) for each in inside]


def survey_of(measure: Measure, design: Design, data: Data, faults: Faults) -> tuple[Survey, BoolArray]:
    """Take the part of the sample a measure was asked of; also which rows that are, shape (n,)."""
    if measure.weight is None:
        return Survey(design, measure.values, ~np.isnan(measure.values)), np.ones(data.n_rows, dtype=bool)
    weights = np.nan_to_num(data.numbers(measure.weight, faults))
    asked = weights > 0
    values = measure.values[asked]
    return Survey(design.of_rows(asked, weights), values, ~np.isnan(values)), asked


def figures_by(
    measure: Measure, survey: Survey, labels: TextArray | None, grouping: str, minimum_n: int, adjust: str = "none"
) -> list[Figure]:
    """A measure for everyone, or in every group with its verdict.

    Parameters
    ----------
    measure, survey
        What to estimate.
    labels
        Group of every row, None where unknown, shape (n,); None for everyone.
    grouping
        Name of the column of groups.
    minimum_n
        Fewer answers than this are not shown.
    adjust
        `none`, `holm` or `bh`: how to correct for testing many groups.

    Returns
    -------
    list of Figure
    """
    everyone = np.ones(len(survey.values), dtype=bool)
    names = [""] if labels is None else sorted({label for label in labels if label is not None})
    # As in the dashboards of CBS: two groups are compared with each other, more with the average.
    rows = [everyone] if labels is None else [np.asarray(labels == name, dtype=bool) for name in names]
    counts = [int((each & survey.answered).sum()) for each in rows]
    shown = shown_groups(counts, minimum_n)
    told = [each for each, is_shown in zip(rows, shown, strict=True) if is_shown]
    if not told:
        return [Figure(measure.key, grouping, name, None, None, (None, None), None) for name in names]
    values, cov, _ = survey.means([*told, everyone])
    errors = standard_errors(np.diag(cov), values)
    df = survey.design.df()
    in_pair = len(names) == TWO and len(told) == TWO
    p_values = _p_values(values, cov, len(told), in_pair, df) if labels is not None else [None]
    adjusted = adjusted_p(p_values, adjust)
    figures, place = [], 0
    for name, n, is_shown in zip(names, counts, shown, strict=True):
        if not is_shown:
            figures.append(Figure(measure.key, grouping, name, None, None, (None, None), None))
            continue
        value, se, p_value = float(values[place]), float(errors[place]), adjusted[place]
        if labels is not None and measure.is_share and value in (0.0, 1.0):
            # What holds for all or for nobody in a group says it of each person in it.
            figures.append(Figure(measure.key, grouping, name, None, None, (None, None), None))
            place += 1
            continue
        against = values[1 - place] if in_pair else values[-1]
        verdict = _verdict(measure, value, float(against), p_value)
        bounds = (logit if measure.is_share else symmetric)(value, se, df)
        figures.append(Figure(measure.key, grouping, name, value, se, bounds, n, p_value, verdict))
        place += 1
    return figures


def shown_groups(counts: list[int], minimum_n: int) -> list[bool]:
    """Which groups of one grouping can stand beside their total: what is hidden together must be large enough too."""
    hidden = {index for index, n in enumerate(counts) if n < minimum_n}
    while hidden and len(hidden) < len(counts):
        together = sum(counts[index] for index in hidden)
        if together == 0 or (together >= minimum_n and len([i for i in hidden if counts[i]]) > 1):
            break
        hidden.add(min((index for index in range(len(counts)) if index not in hidden), key=counts.__getitem__))
    return [index not in hidden for index in range(len(counts))]


def adjusted_p(p_values: Sequence[float | None], adjust: str) -> list[float | None]:
    """Correct p-values for their number: Holm, or Benjamini and Hochberg; None stays None."""
    known = np.array([p for p in p_values if p is not None])
    if adjust == "none" or not len(known):
        return list(p_values)
    if adjust == "bh":
        corrected = stats.false_discovery_control(known, method="bh")
    else:
        order = np.argsort(known)
        steps = np.maximum.accumulate(known[order] * np.arange(len(known), 0, -1))
        corrected = np.empty_like(known)
        corrected[order] = np.minimum(steps, 1)
    again = iter(corrected.tolist())
    return [None if p is None else next(again) for p in p_values]


def _p_values(values: FloatArray, cov: FloatArray, n_groups: int, in_pair: bool, df: int) -> list[float | None]:
    """Of each group against the average, or of two groups against each other."""
    found: list[float | None] = []
    for place in range(n_groups):
        other = 1 - place if in_pair else len(values) - 1
        variance = cov[place, place] + cov[other, other] - 2 * cov[place, other]
        scale = cov[place, place] + cov[other, other]
        if n_groups == 1 or variance <= 1e-12 * scale or df < 1:
            found.append(None)
        else:
            found.append(float(2 * stats.t.sf(abs(values[place] - values[other]) / np.sqrt(variance), df)))
    return found


def _verdict(measure: Measure, value: float, against: float, p_value: float | None) -> str:
    if measure.is_register:
        differs = abs(value - against) > REGISTER_SHARE * abs(against)
    elif p_value is None:
        return ""
    else:
        differs = p_value < SIGNIFICANT
    if not differs:
        return "same"
    return "better" if (value > against) == measure.higher_is_better else "worse"
