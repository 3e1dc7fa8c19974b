"""Who wins and who loses by a package: groups whose paired effect is clear of chance."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from houvast.experiments.comparison.direction import verdict
from houvast.experiments.comparison.results import Comparison

ALL = "all"


class Winner(NamedTuple):
    """A group with a clear effect in one future."""

    scenario: str
    package: str
    outcome: str
    group_by: str
    group: str
    effect: float
    low: float
    high: float
    persons: float
    """People behind it at full scale."""
    wins: bool


def winners(comparison: Comparison, outcome: str, fewest: float = 0.0) -> tuple[Winner, ...]:
    """Return the groups that clearly gain or lose in the last year, the largest effect first.

    Parameters
    ----------
    comparison
        With at least two seeds.
    outcome
        An outcome with a direction.
    fewest
        Leave out groups with fewer people behind them [persons, full scale].
    """
    years = comparison.years.filter(pl.col("outcome") == outcome)
    last = years.filter(pl.col("year") == comparison.last_year, pl.col("group_by") != ALL, pl.col("count") >= fewest)
    found = []
    for row in last.filter(pl.col("package") != comparison.reference).iter_rows(named=True):
        said = verdict(outcome, row["effect"], row["effect_low"], row["effect_high"])
        if said in ("better", "worse"):
            ends = (row["effect"], row["effect_low"], row["effect_high"], row["count"])
            names = (row["scenario"], row["package"], outcome, row["group_by"], row["group"])
            found.append(Winner(*names, *ends, said == "better"))
    return tuple(sorted(found, key=lambda each: -abs(each.effect)))
