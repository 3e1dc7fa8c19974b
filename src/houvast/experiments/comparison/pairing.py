"""What common random numbers save: how many more seeds the same interval would take with luck of its own per cell.

The variance of an effect over n seeds is Var(x - r) / n when both runs of a seed share their luck, and
(Var(x) + Var(r)) / n when they do not. For intervals of equal width the numbers of seeds stand as these variances.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.experiments.comparison import store
from houvast.experiments.comparison.results import Comparison, read_ledger
from houvast.experiments.years import YEAR_KEYS, yearly_table

FloatArray = npt.NDArray[np.float64]
ALL = "all"


class Saving(NamedTuple):
    """How many times fewer seeds pairing takes for one outcome of one cell."""

    scenario: str
    package: str
    outcome: str
    times: float


def seeds_saved(values: FloatArray, reference: FloatArray) -> float:
    """Return how many times fewer seeds paired runs take for an interval of the same width.

    Parameters
    ----------
    values, reference
        Shape (seeds, years): a figure with and without the measures, a row per seed.

    Returns
    -------
    float
        (Var(x) + Var(r)) / Var(x - r), variances over seeds and summed over years; infinite when the difference does
        not vary at all.

    Examples
    --------
    >>> luck = np.array([[0.0], [1.0], [2.0]])
    >>> seeds_saved(luck + 0.5, luck)
    inf
    """
    apart = values.var(axis=0, ddof=1).sum() + reference.var(axis=0, ddof=1).sum()
    together = (values - reference).var(axis=0, ddof=1).sum()
    return float(apart / together) if together > 0 else float("inf")


def savings(comparison: Comparison, folder: Path) -> list[Saving]:
    """Measure what pairing saved in a comparison, for every outcome of everybody that a package changes.

    Parameters
    ----------
    comparison
        With at least two seeds.
    folder
        Where its runs stand.
    """
    by_run = dict(_by_run(folder, str(comparison.manifest["start"])))
    seeds = range(1, int(comparison.manifest["seeds"]) + 1)
    found = []
    for scenario in comparison.scenarios:
        reference = [by_run[scenario, comparison.reference, seed] for seed in seeds]
        for package in comparison.packages:
            if package == comparison.reference:
                continue
            runs = [by_run[scenario, package, seed] for seed in seeds]
            for outcome in sorted(set(runs[0]) & set(reference[0])):
                pair = [np.array([run[outcome] for run in each]) for each in (runs, reference)]
                if not np.array_equal(pair[0], pair[1]):
                    found.append(Saving(scenario, package, outcome, seeds_saved(*pair)))
    return found


def _by_run(folder: Path, start: str) -> Iterator[tuple[tuple[str, str, int], dict[str, FloatArray]]]:
    """Yield future, package and seed of every run with its yearly figures for everybody by outcome."""
    for run in read_ledger(folder).filter(pl.col("status") == store.FINISHED).iter_rows(named=True):
        everybody = store.read_run(folder, run["hash"]).filter(pl.col("group_by") == ALL)
        years = yearly_table(everybody, start).sort(YEAR_KEYS)
        parts = years.partition_by("outcome", as_dict=True)
        figures = {str(key[0]): part["value"].to_numpy() for key, part in parts.items()}
        yield (run["scenario"], run["package"], run["seed"]), figures
