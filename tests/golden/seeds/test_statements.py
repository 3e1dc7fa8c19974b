"""What the report on four futures says about them comes out of the model, though no future sets an outcome."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml

from houvast.experiments.comparison.compare import compare
from houvast.futures.folder import load_futures
from houvast.vocabulary.words import OUTCOMES

pytestmark = pytest.mark.slow

STATEMENTS = yaml.safe_load((Path(__file__).parent / "statements.yaml").read_text(encoding="utf-8"))["statements"]
SCALE, SEEDS = 0.005, 2
LAST_YEARS = date(2034, 1, 1)


@pytest.fixture(scope="module")
def means() -> pl.DataFrame:
    """Every outcome by future and group, averaged over the last five years and over seeds."""
    comparison = compare(scenarios="A,B,C,D", packages="none", seeds=SEEDS, scale=SCALE, years=15)
    late = comparison.table.filter(pl.col("month") >= LAST_YEARS)
    return late.group_by("scenario", "outcome", "group_by", "group").agg(pl.col("mean").mean())


def margin(means: pl.DataFrame, statement: dict[str, str]) -> float:
    """Return by how much the lowest of the futures that should have more exceeds the highest of the others."""
    here = means.filter(
        pl.col("outcome") == statement["outcome"],
        pl.col("group_by") == statement["group_by"],
        pl.col("group") == statement["group"],
    )
    value = dict(here.select("scenario", "mean").iter_rows())
    return min(value[future] for future in statement["more"]) - max(value[future] for future in statement["less"])


@pytest.mark.parametrize("statement", STATEMENTS, ids=[each["says"] for each in STATEMENTS])
def test_the_futures_differ_as_the_report_says(means, statement):
    """The order of the futures is that of the report; where the model says otherwise, the list says so."""
    holds = margin(means, statement) > 0.0
    assert holds == ("not_yet" not in statement)


def test_there_are_thirty_statements_that_hold():
    """At least thirty statements, each about an outcome that exists."""
    assert sum("not_yet" not in each for each in STATEMENTS) >= 30
    assert {each["outcome"] for each in STATEMENTS} <= {outcome.key for outcome in OUTCOMES}


def test_no_future_sets_an_outcome():
    """What a future moves are levers; none of them is an outcome."""
    moved = {path.partition(".")[0] for path in load_futures().levers}
    assert moved.isdisjoint({outcome.key for outcome in OUTCOMES})
