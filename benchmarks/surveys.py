"""A survey table of 60,000 respondents, 40 indicators and 20 groups: our kernel beside svy, in one run.

Run with `python -m benchmarks.surveys`. The sample is made by chance: 60 strata, 3% of the answers missing; the
clustered one has about 51,000 primary units. Both give the same estimates and errors, which is checked before a time
is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from houvast.surveys.design import Design, make_stages
from houvast.surveys.domains import DomainTable, domain_ratios

N_ROWS, N_INDICATORS, N_GROUPS, N_STRATA = 60_000, 40, 20, 60
CLUSTERS_PER_STRATUM = 3000
"""Numbers to draw from; with 1,000 rows a stratum about 850 of them occur."""

MISSING_SHARE = 0.03
REPEATS = 5
GOAL_S = {"element": 0.2, "clustered": 1.5}


def make_answers(seed: int = 1) -> pl.DataFrame:
    """Answers of a made-up survey."""
    luck = np.random.default_rng(seed)
    stratum = luck.integers(0, N_STRATA, N_ROWS)
    columns: dict[str, Any] = {
        "stratum": stratum,
        "cluster": stratum * CLUSTERS_PER_STRATUM + luck.integers(0, CLUSTERS_PER_STRATUM, N_ROWS),
        "element": np.arange(N_ROWS),
        "weight": luck.uniform(50, 250, N_ROWS),
        "group": luck.integers(0, N_GROUPS, N_ROWS),
    }
    for number in range(N_INDICATORS):
        answers = luck.normal(50 + columns["group"], 15)
        columns[f"y{number}"] = np.where(luck.random(N_ROWS) < MISSING_SHARE, np.nan, answers)
    return pl.DataFrame(columns)


def ours(answers: pl.DataFrame, units: str) -> DomainTable:
    """The table by our kernel, the design included."""
    stages = make_stages([answers[units].to_numpy()], [answers["stratum"].to_numpy()], [])
    design = Design(answers["weight"].to_numpy(), stages)
    y = answers.select(pl.col("^y.*$")).to_numpy()
    return domain_ratios(design, y, answers["group"].to_numpy(), N_GROUPS)


def by_svy(answers: pl.DataFrame, units: str) -> tuple[np.ndarray, np.ndarray]:
    """The table by svy."""
    import svy

    clean = answers.with_columns(pl.col("^y.*$").fill_nan(None))
    sample = svy.Sample(clean, svy.Design(wgt="weight", stratum="stratum", psu=units))
    names = [f"y{number}" for number in range(N_INDICATORS)]
    values, errors = [], []
    for told in sample.estimation.mean(names, by="group", drop_nulls=True):
        rows = told.to_polars().sort(pl.col("group").cast(pl.Int64))
        values.append(rows["est"].to_numpy())
        errors.append(rows["se"].to_numpy())
    return np.array(values), np.array(errors)


def best_of(work: Callable[[], Any], repeats: int) -> float:
    """Shortest of several times [s]."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def main() -> None:
    """Measure and tell."""
    answers = make_answers()
    for name, units in (("element", "element"), ("clustered", "cluster")):
        table = ours(answers, units)
        values, errors = by_svy(answers, units)
        np.testing.assert_allclose(table.values, values, rtol=1e-10)
        np.testing.assert_allclose(table.se, errors, rtol=1e-10)
        own = best_of(lambda u=units: ours(answers, u), REPEATS)  # type: ignore[misc]
        theirs = best_of(lambda u=units: by_svy(answers, u), 1)  # type: ignore[misc]
        n_units = answers[units].n_unique()
        print(
            f"{name}: {n_units} primary units; ours {own:.3f} s (goal {GOAL_S[name]} s), svy {theirs:.2f} s, "
            f"{theirs / own:.0f} times as long"
        )


if __name__ == "__main__":
    main()
