"""Outcomes of the yearly review: securities, grips, health, learning, wages and cost, by calendar year of the run.

Shares are ratios of counts. Percentiles and the Gini coefficient come from counts of wages in narrow steps of their
logarithm: wages are taken as even within a step, which is off by less than half a step (2.5%).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from houvast.market.groups import PERSON_GROUPINGS, WORK_GROUPINGS, Groups
from houvast.market.kernels import review_counts as counted
from houvast.market.kernels.review_counts import HIGHEST_WAGE, LOWEST_WAGE, N_WAGE_STEPS
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import CONTRACT

if TYPE_CHECKING:
    from houvast.market.outcomes import Rows
    from houvast.market.yearly import ReviewCounts

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

GRIPS_LACKING = -1
"""Column put after those that are counted: workers without a grip, once for each that they lack."""

SHARES = (
    ("income_security", counted.INCOME_SECURE, counted.ACTIVE_BEFORE),
    ("combination_security", counted.CARE_FITS, counted.CARERS),
    ("grip_money", counted.GRIP_MONEY, counted.WORKERS),
    ("grip_work", counted.GRIP_WORK, counted.WORKERS),
    ("grip_life", counted.GRIP_LIFE, counted.WORKERS),
    ("grips_lacking", GRIPS_LACKING, counted.WORKERS),
    ("burnout_share", counted.BURNT_OUT, counted.EMPLOYEES),
    ("training_share", counted.LEARNERS, counted.WORKERS),
    ("low_income_share", counted.LOW_INCOME, counted.ACTIVE),
)
PERCENTILES = (("wage_p10", 1.0 / 10.0), ("wage_p50", 1.0 / 2.0), ("wage_p90", 9.0 / 10.0))

WAGE_EDGES = np.geomspace(LOWEST_WAGE, HIGHEST_WAGE, N_WAGE_STEPS + 1)
"""Ends of the steps in which wages are counted. [EUR per hour]"""


def add_reviews(rows: Rows, groups: Groups, months: list[int], reviews: list[ReviewCounts]) -> None:
    """Add every outcome of the yearly reviews.

    Parameters
    ----------
    rows : Rows
        Collects the rows.
    groups : Groups
        Sums cells over the groups of a grouping.
    months : list of int
        Last months of the years. [month stamps]
    reviews : list of ReviewCounts
        What each year counted.
    """
    if not reviews:
        return
    by_person = _with_grips_lacking([year.by_person for year in reviews])
    by_work = _with_grips_lacking([year.by_work for year in reviews])
    counts = {grouping: by_person[:, groups.rows[grouping]] for grouping in PERSON_GROUPINGS}
    counts |= {grouping: by_work[:, groups.rows[grouping]] for grouping in WORK_GROUPINGS}
    counts["contract"] = _with_grips_lacking([year.by_position for year in reviews])[:, : len(CONTRACT)]
    for outcome, part, whole in SHARES:
        for grouping, table in counts.items():
            rows.ratio(outcome, grouping, months, table[:, :, part], table[:, :, whole])
    for grouping in PERSON_GROUPINGS:
        people = counts[grouping][:, :, counted.PEOPLE].astype(np.float64)
        cost = counts[grouping][:, :, list(counted.COSTS)].sum(axis=-1) / MONTHS_PER_YEAR / rows.scale
        rows.add("public_cost_eur", grouping, months, np.where(people > 0.0, cost, np.nan), people)
    _add_wages(rows, groups, months, reviews)


def _with_grips_lacking(years: list[IntArray]) -> IntArray:
    """Stack counts over years and add the column of grips lacking."""
    counts = np.stack(years)
    held = counts[:, :, list(counted.GRIPS)].sum(axis=-1)
    lacking = len(counted.GRIPS) * counts[:, :, counted.WORKERS] - held
    return np.concatenate([counts, lacking[:, :, None]], axis=-1)


def _add_wages(rows: Rows, groups: Groups, months: list[int], reviews: list[ReviewCounts]) -> None:
    by_person = np.stack([year.wage_by_person for year in reviews])
    by_work = np.stack([year.wage_by_work for year in reviews])
    counts = {grouping: by_person[:, groups.rows[grouping]] for grouping in PERSON_GROUPINGS}
    counts |= {grouping: by_work[:, groups.rows[grouping]] for grouping in WORK_GROUPINGS}
    counts["contract"] = np.stack([year.wage_by_position for year in reviews])
    for grouping, table in counts.items():
        people = table.sum(axis=-1).astype(np.float64)
        total = np.cumsum(table, axis=-1, dtype=np.float64)
        for outcome, part in PERCENTILES:
            rows.add(outcome, grouping, months, percentile(table, total, part), people)
        rows.add("wage_gini", grouping, months, gini(table, total), people)


def percentile(table: npt.NDArray[np.integer], total: FloatArray, part: float) -> FloatArray:
    """Return the wage that a part of the people earn less than.

    Parameters
    ----------
    table : ndarray of int, shape (..., N_WAGE_STEPS)
        People by step of the logarithm of their wage.
    total : ndarray of float64, shape (..., N_WAGE_STEPS)
        The same, cumulative over steps.
    part : float
        Between 0 and 1. [share]

    Returns
    -------
    ndarray of float64, shape (...)
        NaN where there is nobody. [EUR per hour]
    """
    target = part * total[..., -1:]
    place = np.minimum((total < target).sum(axis=-1), N_WAGE_STEPS - 1)[..., None]
    here = np.take_along_axis(np.asarray(table, np.float64), place, axis=-1)
    before = np.take_along_axis(total, place, axis=-1) - here
    with np.errstate(divide="ignore", invalid="ignore"):
        within = (target - before) / here
    low, high = WAGE_EDGES[place], WAGE_EDGES[place + 1]
    return np.asarray((low * (high / low) ** within)[..., 0])


def gini(table: npt.NDArray[np.integer], total: FloatArray) -> FloatArray:
    """Return the Gini coefficient of wages: 0 is all equal, 1 is all with one.

    Parameters
    ----------
    table : ndarray of int, shape (..., N_WAGE_STEPS)
        People by step of the logarithm of their wage.
    total : ndarray of float64, shape (..., N_WAGE_STEPS)
        The same, cumulative over steps.

    Returns
    -------
    ndarray of float64, shape (...)
        NaN where there is nobody. [0 to 1]
    """
    people = np.asarray(table, np.float64)
    wage = np.sqrt(WAGE_EDGES[:-1] * WAGE_EDGES[1:])
    below = total - people / 2.0
    everybody = total[..., -1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        lean = 2.0 * below / everybody - 1.0
        return np.asarray((people * wage * lean).sum(axis=-1) / (people * wage).sum(axis=-1))
