"""Simulated series: figures of the model, each with the months it speaks of.

Outcomes come from a result. The keys of the baseline targets are taken of the running market: stocks, hours, wages and
tenures every month, moves every quarter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from houvast.experiments.results import Result
from houvast.vocabulary.months import FIRST_YEAR, MONTHS_PER_QUARTER, MONTHS_PER_YEAR

if TYPE_CHECKING:
    from houvast.experiments.baseline.simulated import Snapshot
    from houvast.market.model import Market
    from houvast.market.outcomes import History

ALL = "all"
OF_THE_YEAR = frozenset(
    {
        "income_security",
        "combination_security",
        "grip_money",
        "grip_work",
        "grip_life",
        "grips_lacking",
        "burnout_share",
        "training_share",
        "low_income_share",
        "public_cost_eur",
        "wage_p10",
        "wage_p50",
        "wage_p90",
        "wage_gini",
    }
)
"""Counted in the yearly review, over the twelve months that end with their date."""

OF_A_QUARTER = frozenset(
    {
        "separation_rate",
        "job_finding_rate",
        "job_to_job_rate",
        "conversion_rate",
        "chain_length",
        "chain_ended_by_unemployed_share",
    }
)
"""Outcomes counted over three months, dated at the last of them."""
OF_THE_YEAR_AFTER = frozenset({"job_security", "work_security", "occupation_change_rate"})
"""Outcomes of a cohort, followed for the twelve months after its date."""


class Figure(NamedTuple):
    """A value of the model and the months it speaks of, both included."""

    first_month: int
    last_month: int
    value: float


Simulated = dict[str, list[Figure]]
"""Figures by name of series, in the order of time."""


def outcome_series(result: Result, names: set[str]) -> Simulated:
    """Return the series of a result that are asked for.

    Parameters
    ----------
    result
        A finished run.
    names
        Such as `unemployment_rate` or `unemployment_rate:age=15-24`.

    Returns
    -------
    dict of str to list of Figure
        Without the names the result has no figure of.
    """
    everybody = pl.col("group_by") == ALL
    name = pl.when(everybody).then(pl.col("outcome")).otherwise(pl.format("{}:{}={}", "outcome", "group_by", "group"))
    stamp = (pl.col("month").dt.year() - FIRST_YEAR) * MONTHS_PER_YEAR + pl.col("month").dt.month() - 1
    table = result.outcomes.filter(pl.col("outcome").is_in({each.partition(":")[0] for each in names}))
    table = table.select(name.alias("name"), "outcome", stamp.alias("stamp"), "value").sort("stamp")
    found: Simulated = {}
    for each, outcome, month, value in table.filter(pl.col("name").is_in(names)).iter_rows():
        if np.isfinite(value):
            found.setdefault(each, []).append(Figure(*months_of(outcome, month), value))
    return found


def months_of(outcome: str, month: int) -> tuple[int, int]:
    """Return the first and last month that the row of an outcome speaks of."""
    if outcome in OF_A_QUARTER:
        return month - MONTHS_PER_QUARTER + 1, month
    if outcome in OF_THE_YEAR:
        return month - MONTHS_PER_YEAR + 1, month
    if outcome in OF_THE_YEAR_AFTER:
        return month + 1, month + MONTHS_PER_YEAR
    return month, month


class TargetRecorder:
    """Watches a run and takes the figures of the baseline targets month by month.

    Attributes
    ----------
    figures : dict of str to list of Figure
        By key of the target.
    """

    def __init__(self) -> None:
        self.figures: Simulated = {}
        self._quarter_began: Snapshot | None = None

    def __call__(self, market: Market) -> None:
        """Take the figures of the month that just passed."""
        # The market brings the compiler, which reading a stored result can do without.
        from houvast.experiments.baseline import simulated as taken

        month, history = market.month, market.measures.history
        if month < market.first_month:
            self._quarter_began = taken.snapshot(market)
            return
        # A group in which nobody is has no share; such figures are left out.
        with np.errstate(divide="ignore", invalid="ignore"):
            levels = taken.levels_of(_latest_month(history), market.measures.groups, market.scale)
            self._keep({**levels, **taken.tenures_of(market), **taken.jobs_of(market)}, month, month)
            if history.quarter_months and history.quarter_months[-1] == month and self._quarter_began is not None:
                changes = taken.employer_changes(self._quarter_began, market)
                moves = {**taken.moves_of(_latest_quarter(history)), **taken.employer_changes_by_tenure(changes)}
                self._keep(moves, month - MONTHS_PER_QUARTER + 1, month)
                self._quarter_began = taken.snapshot(market)

    def _keep(self, values: dict[str, float], first_month: int, last_month: int) -> None:
        for key, value in values.items():
            if np.isfinite(value):
                self.figures.setdefault(key, []).append(Figure(first_month, last_month, value))


def _latest_month(history: History) -> History:
    return type(history)(
        months=history.months[-1:],
        stocks=history.stocks[-1:],
        long_term=history.long_term[-1:],
        vacancies=history.vacancies[-1:],
        tallies=history.tallies[-1:],
    )


def _latest_quarter(history: History) -> History:
    return type(history)(quarter_months=history.quarter_months[-1:], quarters=history.quarters[-1:])
