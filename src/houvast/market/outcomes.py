"""Outcomes by group: from tables of counts to the long table that a run writes.

Every outcome is a ratio of two sums of counts (or, for vacancies, a count) of a group:
a row of the table of people, of the table of work, or of the table by position; see
:mod:`houvast.market.groups`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.groups import EVERYBODY, PERSON_GROUPINGS, WORK_GROUPINGS, Groups
from houvast.market.kernels import observe as seen
from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, N_POSITIONS, SELF_EMPLOYED, UNEMPLOYED
from houvast.market.kernels.stocks import (
    WORK_FLEXIBLE,
    WORK_PERMANENT,
    WORK_SELF_EMPLOYED,
    WORK_UNEMPLOYED,
)
from houvast.market.kernels.vacancies import Advertised
from houvast.market.review_outcomes import add_reviews
from houvast.market.yearly import ReviewCounts
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.outcomes import OUTCOMES
from houvast.vocabulary.words import CONTRACT, GROUPINGS

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

OUTCOME_CODE = {outcome.key: code for code, outcome in enumerate(OUTCOMES)}
GROUPING_CODE = {grouping.key: code for code, grouping in enumerate(GROUPINGS)}
KIND_OF = seen.kind_of_position()
IS_OF_KIND = np.eye(seen.N_KINDS, dtype=np.int64)[KIND_OF]
"""(position, kind)"""


class Counts(NamedTuple):
    """Counts of one moment, or of several along the first axis: by row of people, row of work, contract or position."""

    by_person: IntArray
    by_work: IntArray
    by_position: IntArray


class StockCounts(NamedTuple):
    """People by (row of people, position) and by (row of work, kind of work)."""

    by_person: IntArray
    by_work: IntArray


class Quarter(NamedTuple):
    """The stock a quarter began with and the moves since.

    The moves are those of :class:`houvast.market.kernels.observe.QuarterTables`.
    """

    stock: StockCounts
    by_person: IntArray
    by_work: IntArray
    by_position: IntArray


@dataclass
class History:
    """Tables of counts, in the order of time."""

    months: list[int] = field(default_factory=list)
    stocks: list[StockCounts] = field(default_factory=list)
    long_term: list[tuple[IntArray, ...]] = field(default_factory=list)
    vacancies: list[Advertised] = field(default_factory=list)
    tallies: list[IntArray] = field(default_factory=list)
    quarter_months: list[int] = field(default_factory=list)
    quarters: list[Quarter] = field(default_factory=list)
    chains: list[Counts] = field(default_factory=list)
    cohort_months: list[int] = field(default_factory=list)
    cohorts: list[Counts] = field(default_factory=list)
    review_months: list[int] = field(default_factory=list)
    reviews: list[ReviewCounts] = field(default_factory=list)

    def copied(self) -> History:
        """Return a history that goes on by itself; the tables so far are shared, for nobody writes to them."""
        return History(**{each.name: list(getattr(self, each.name)) for each in fields(self)})


@dataclass(frozen=True)
class Outcomes:
    """The long table of outcomes; all of shape (n_rows,).

    Attributes
    ----------
    month : ndarray of int32
        Month stamp: the month counted, the last of a quarter, the first of a cohort.
    outcome, group_by, group : ndarray of int16
        Places in ``OUTCOMES``, ``GROUPINGS`` and the classification of the grouping.
    value : ndarray of float64
        In the unit of the outcome; NaN where nobody is in the group.
    count : ndarray of float64
        People (posts, chains) the value rests on, at full scale.
    """

    month: npt.NDArray[np.int32]
    outcome: npt.NDArray[np.int16]
    group_by: npt.NDArray[np.int16]
    group: npt.NDArray[np.int16]
    value: FloatArray
    count: FloatArray


class Rows:
    """Collects rows, one block per outcome and grouping."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._blocks: list[tuple[npt.NDArray[np.generic], ...]] = []

    def add(self, outcome: str, grouping: str, months: list[int], value: FloatArray, count: FloatArray) -> None:
        """Add a block; ``value`` and ``count`` have shape (months, groups)."""
        n_months, n_groups = value.shape
        size = n_months * n_groups
        self._blocks.append(
            (
                np.repeat(np.array(months, np.int32), n_groups),
                np.full(size, OUTCOME_CODE[outcome], np.int16),
                np.full(size, GROUPING_CODE[grouping], np.int16),
                np.tile(np.arange(n_groups, dtype=np.int16), n_months),
                value.reshape(-1),
                count.reshape(-1) / self.scale,
            )
        )

    def ratio(
        self,
        outcome: str,
        grouping: str,
        months: list[int],
        part: IntArray,
        whole: IntArray,
        people: IntArray | None = None,
    ) -> None:
        """Add part / whole, resting on people (by default: on whole)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(whole > 0, part / whole, np.nan)
        count = whole if people is None else people
        self.add(outcome, grouping, months, value, count.astype(np.float64))

    def table(self) -> Outcomes:
        """Return all rows as one table."""
        columns = zip(*self._blocks, strict=True)
        return Outcomes(*(np.concatenate(column) for column in columns))


def outcomes_of(history: History, groups: Groups, scale: float) -> Outcomes:
    """Return every outcome of a history by every grouping it is defined for.

    Parameters
    ----------
    history : History
        Tables of counts. [persons at the scale of the run]
    groups : Groups
        Where each group stands in the tables.
    scale : float
        People simulated per person counted.

    Returns
    -------
    Outcomes
        One row per month, outcome and group.
    """
    rows = Rows(scale)
    _add_stocks(rows, groups, history)
    _add_quarters(rows, groups, history)
    _add_cohorts(rows, groups, history)
    add_reviews(rows, groups, history.review_months, history.reviews)
    return rows.table()


def _add_stocks(rows: Rows, groups: Groups, history: History) -> None:
    months = history.months
    by_person = _joined([stock.by_person for stock in history.stocks], [pair[0] for pair in history.long_term])
    by_work = _joined([stock.by_work for stock in history.stocks], [pair[1] for pair in history.long_term])
    open_posts = _open_posts(history)
    for grouping in PERSON_GROUPINGS:
        count = by_person[:, groups.rows[grouping]]
        employed = count[:, :, :FIRST_OUT_OF_WORK].sum(axis=-1)
        people = count[:, :, :N_POSITIONS].sum(axis=-1)
        rows.ratio("employment_rate", grouping, months, employed, people)
        _add_unemployment(rows, grouping, months, employed, count[:, :, UNEMPLOYED], count[:, :, -1])
        flexible = count[:, :, 1:SELF_EMPLOYED].sum(axis=-1)
        self_employed = count[:, :, SELF_EMPLOYED:FIRST_OUT_OF_WORK].sum(axis=-1)
        _add_forms(rows, grouping, months, count[:, :, 0], flexible, self_employed)
        if grouping in ("all", "region"):
            _add_vacancies(rows, grouping, months, open_posts[grouping], count[:, :, UNEMPLOYED])
    for grouping in WORK_GROUPINGS:
        count = by_work[:, groups.rows[grouping]]
        employed = count[:, :, :WORK_UNEMPLOYED].sum(axis=-1)
        unemployed = count[:, :, WORK_UNEMPLOYED]
        _add_unemployment(rows, grouping, months, employed, unemployed, count[:, :, -1])
        forms = (WORK_PERMANENT, WORK_FLEXIBLE, WORK_SELF_EMPLOYED)
        _add_forms(rows, grouping, months, *(count[:, :, form] for form in forms))
        _add_vacancies(rows, grouping, months, open_posts[grouping], unemployed)


def _joined(stocks: list[IntArray], long_term: list[IntArray]) -> IntArray:
    """Stack tables over months, with long spells of unemployment as the last column."""
    return np.concatenate([np.stack(stocks), np.stack(long_term)], axis=2)


def _add_unemployment(
    rows: Rows,
    grouping: str,
    months: list[int],
    employed: IntArray,
    unemployed: IntArray,
    long_term: IntArray,
) -> None:
    rows.ratio("unemployment_rate", grouping, months, unemployed, unemployed + employed)
    rows.ratio("long_term_unemployment_share", grouping, months, long_term, unemployed)


def _add_forms(
    rows: Rows,
    grouping: str,
    months: list[int],
    permanent: IntArray,
    flexible: IntArray,
    self_employed: IntArray,
) -> None:
    employed = permanent + flexible + self_employed
    rows.ratio("permanent_share", grouping, months, permanent, employed)
    rows.ratio("flexible_share", grouping, months, flexible, employed)
    rows.ratio("self_employed_share", grouping, months, self_employed, employed)


def _open_posts(history: History) -> dict[str, IntArray]:
    """Return advertised posts by grouping, of shape (months, groups)."""
    sectors, occupations, regions = (np.stack(counts) for counts in zip(*history.vacancies, strict=True))
    everything = sectors.sum(axis=1, keepdims=True)
    return {"all": everything, "sector": sectors, "occupation": occupations, "region": regions}


def _add_vacancies(rows: Rows, grouping: str, months: list[int], count: IntArray, unemployed: IntArray) -> None:
    rows.ratio("tension", grouping, months, count, unemployed)
    rows.add("vacancies", grouping, months, count / rows.scale, count.astype(np.float64))


# Columns of the quarterly counts that outcomes are ratios of.
(
    WAS_EMPLOYED,
    LEFT_WORK,
    WAS_UNEMPLOYED,
    FOUND_WORK,
    STAYED_EMPLOYEE,
    CHANGED_EMPLOYER,
    WAS_FLEXIBLE,
    CONVERTED_HERE,
) = range(8)


def _add_quarters(rows: Rows, groups: Groups, history: History) -> None:
    if not history.quarters:
        return
    months = history.quarter_months
    ratios = (
        ("separation_rate", LEFT_WORK, WAS_EMPLOYED),
        ("job_finding_rate", FOUND_WORK, WAS_UNEMPLOYED),
        ("job_to_job_rate", CHANGED_EMPLOYER, STAYED_EMPLOYEE),
        ("conversion_rate", CONVERTED_HERE, WAS_FLEXIBLE),
    )
    _add_ratios(rows, groups, months, _moves(history.quarters), ratios)
    chains = (("chain_length", 1, 0), ("chain_ended_by_unemployed_share", 2, 0))
    _add_ratios(rows, groups, months, _stacked(history.chains), chains)


def _stacked(counts: Sequence[Counts]) -> Counts:
    """Lay the counts of several moments along a first axis."""
    return Counts(*(np.stack(table) for table in zip(*counts, strict=True)))


def _moves(quarters: Sequence[Quarter]) -> Counts:
    """Sum the stock and moves of quarters, along the first axis, to the counts that outcomes are ratios of."""
    stocks, *moves = zip(*quarters, strict=True)
    people, work = (np.stack(table) for table in zip(*stocks, strict=True))
    by_person, by_work, by_position = (np.stack(table) for table in moves)
    n_quarters, forms, kinds = len(quarters), np.arange(len(CONTRACT)), KIND_OF[: len(CONTRACT)]
    by_form = np.zeros((n_quarters, len(CONTRACT), seen.N_KINDS, seen.N_KINDS, 2), np.int64)
    by_form[:, forms, kinds] = np.einsum("nk,qfno->qfko", IS_OF_KIND, by_position[:, : len(CONTRACT)])
    kinds_of_forms = np.zeros((n_quarters, len(CONTRACT), seen.N_KINDS), np.int64)
    kinds_of_forms[:, forms, kinds] = people[:, EVERYBODY, : len(CONTRACT)]
    return Counts(_columns(people @ IS_OF_KIND, by_person), _columns(work, by_work), _columns(kinds_of_forms, by_form))


def _columns(stock: IntArray, moves: IntArray) -> IntArray:
    """Return, along the last axis, the counts that outcomes are ratios of.

    ``stock`` has shape (quarters, groups, kinds): people by kind at the start; ``moves`` holds those
    who moved by kind before, kind now and whether at another employer. Who is not among
    the moves stayed where the stock has them.
    """
    moved = moves.reshape(*moves.shape[:2], seen.N_KINDS, seen.N_KINDS, 2)
    permanent, flexible = seen.KIND_PERMANENT, seen.KIND_FLEXIBLE
    work = slice(permanent, seen.KIND_SELF_EMPLOYED + 1)
    employee = slice(permanent, flexible + 1)
    no_employee = slice(seen.KIND_SELF_EMPLOYED, seen.KIND_INACTIVE + 1)
    out = slice(seen.KIND_UNEMPLOYED, seen.KIND_INACTIVE + 1)
    jobless = seen.KIND_UNEMPLOYED
    return np.stack(
        [
            stock[..., work].sum(axis=-1),
            moved[..., work, out, :].sum(axis=(-3, -2, -1)),
            stock[..., jobless],
            moved[..., jobless, work, :].sum(axis=(-2, -1)),
            stock[..., employee].sum(axis=-1) - moved[..., employee, no_employee, :].sum(axis=(-3, -2, -1)),
            moved[..., employee, employee, 1].sum(axis=(-2, -1)),
            stock[..., flexible] - moved[..., flexible, no_employee, :].sum(axis=(-2, -1)),
            moved[..., flexible, permanent, 0],
        ],
        axis=-1,
    )


def _add_cohorts(rows: Rows, groups: Groups, history: History) -> None:
    if not history.cohorts:
        return
    kept = Counts(*(_kept(table) for table in _stacked(history.cohorts)))
    ratios = (
        ("job_security", seen.N_YEAR, seen.COHORT_EMPLOYEES),
        ("work_security", seen.COHORT_MONTHS_IN_WORK, seen.N_YEAR + 1, seen.COHORT_ACTIVE),
        ("occupation_change_rate", seen.COHORT_CHANGED_OCCUPATION, seen.COHORT_STILL_EMPLOYED),
    )
    _add_ratios(rows, groups, history.cohort_months, kept, ratios)
    ends = [month + MONTHS_PER_YEAR for month in history.cohort_months]
    _add_ratios(rows, groups, ends, kept, (("mean_tenure_months", seen.TENURE_MONTHS, seen.EMPLOYEES),))


def _kept(table: IntArray) -> IntArray:
    """Append to the yearly table: jobs kept, and months that could be worked."""
    jobs_kept = table[..., seen.COHORT_EMPLOYEES] - table[..., seen.COHORT_JOBS_LOST]
    possible = table[..., seen.COHORT_ACTIVE] * MONTHS_PER_YEAR
    return np.concatenate([table, np.stack([jobs_kept, possible], axis=-1)], axis=-1)


def _add_ratios(
    rows: Rows,
    groups: Groups,
    months: list[int],
    counts: Counts,
    ratios: tuple[tuple[str, *tuple[int, ...]], ...],
) -> None:
    tables = {grouping: counts.by_person[:, groups.rows[grouping]] for grouping in PERSON_GROUPINGS}
    tables |= {grouping: counts.by_work[:, groups.rows[grouping]] for grouping in WORK_GROUPINGS}
    tables["contract"] = counts.by_position[:, : len(CONTRACT)]
    for outcome, *columns in ratios:
        for grouping, table in tables.items():
            rows.ratio(outcome, grouping, months, *(table[:, :, column] for column in columns))
