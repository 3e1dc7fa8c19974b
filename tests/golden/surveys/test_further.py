"""Quantile rules, averaged lonely strata in domains, replicates without a scale; `further.R` gave the numbers."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.golden.surveys.r_reference import close, column, estimated

HERE = Path(__file__).parent
R = json.loads((HERE / "further.json").read_text())
AVERAGED = {"weights": "w", "clusters": ["c"], "strata": ["s"], "nest": True, "lonely_psu": "average"}
INTERVALS = {"beta": "beta", "xlogit": "logit", "asin": "asin"}


def equal_quantiles(result, r):
    for name in ("estimate", "se"):
        close(column(result, name), r["est" if name == "estimate" else name])
    for place, name in enumerate(("low", "high")):
        close([each["ci"][place] for each in result["estimates"]], r[name])


@pytest.mark.parametrize("name", ["hf2", "hf3", "hf4", "hf5", "hf6", "hf9", *INTERVALS])
def test_quantiles(tmp_path, name):
    asked = {"statistic": "quantile", "variables": ["y"], "probabilities": [0.271, 0.5, 0.77]}
    asked |= {"interval": INTERVALS[name]} if name in INTERVALS else {"rule": name}
    equal_quantiles(estimated(tmp_path, HERE / "nested.csv", AVERAGED, [asked])["results"][0], R[name])


def test_other_strata_of_the_domain_stand_for_lonely_ones(tmp_path):
    asked = [
        {"statistic": "mean", "variables": ["y"], "where": "s > 3"},
        {"statistic": "total", "variables": ["y"], "by": ["g"], "where": "s > 3"},
    ]
    mean, totals = estimated(tmp_path, HERE / "nested.csv", AVERAGED, asked)["results"]
    for result, name in ((mean, "average_mean"), (totals, "average_by")):
        close(column(result, "estimate"), R[name]["est"])
        close(column(result, "se"), R[name]["se"])


@pytest.mark.parametrize("kind", ["BRR", "Fay", "JKn"])
def test_replicates_whose_scale_follows_from_their_type(tmp_path, kind):
    r = R[kind]
    frame = pl.read_csv(HERE / "nested.csv", null_values="NA")
    frame = frame.filter((pl.col("c").max().over("s") > 1) & (pl.col("c") < 3))
    columns = {f"r{place}": list(weights) for place, weights in enumerate(zip(*r["weights"], strict=True))}
    frame.with_columns(**{name: pl.Series(weights, dtype=pl.Float64) for name, weights in columns.items()}).write_csv(
        tmp_path / "d.csv"
    )
    replicates = {"columns": "r*", "type": kind}
    replicates |= {"Fay": {"rho": 0.3}, "JKn": {"rscales": r["rscales"]}}.get(kind, {})
    asked = [
        {"statistic": "variance", "variables": ["x"]},
        {"statistic": "quantile", "variables": ["y"], "probabilities": [0.5]},
        {"statistic": "mean", "variables": ["x"], "by": ["g"]},
        {"statistic": "ratio", "variables": ["y", "x"], "where": "x > 5"},
    ]
    told = estimated(tmp_path, tmp_path / "d.csv", {"weights": "w", "replicates": replicates}, asked)
    assert told["design"]["df"] == r["df"]
    variance, quantile, by, ratio = told["results"]
    equal_quantiles(quantile, {name: [value] for name, value in r["quantile"].items()})
    for result, name in ((variance, "var"), (by, "by"), (ratio, "sub")):
        close(column(result, "estimate"), r[name]["est"])
        close(column(result, "se"), r[name]["se"])
