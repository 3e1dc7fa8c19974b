"""Lonely primary units, nested clusters and two stages, on an artificial sample; numbers computed with R survey 4.1-1.

`nested.csv` was made by a formula: six strata with units numbered from 1 in each, two strata with one unit, one unit
with one row. `nested.R` beside it is the script that gave `nested.json`.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from houvast.vocabulary.errors import HouvastError
from tests.golden.surveys.r_reference import close, column, estimated

HERE = Path(__file__).parent
R = json.loads((HERE / "nested.json").read_text())
STATISTICS = [
    {"statistic": "mean", "variables": ["y", "x"]},
    {"statistic": "total", "variables": ["y"]},
    {"statistic": "ratio", "variables": ["y", "x"]},
    {"statistic": "mean", "variables": ["x"], "by": ["g"]},
    {"statistic": "total", "variables": ["y"], "by": ["g"]},
    {"statistic": "mean", "variables": ["y"], "where": 'g == "a" and x > 6'},
    {"statistic": "quantile", "variables": ["y"], "probabilities": [0.25, 0.5]},
]
DESIGNS = {
    "one": {"weights": "w", "clusters": ["c"], "strata": ["s"], "nest": True},
    "fpc": {"weights": "w", "clusters": ["c"], "strata": ["s"], "fpc": ["N1"], "nest": True},
    "two": {"clusters": ["c", "k"], "strata": ["s"], "fpc": ["N1", "N2"], "nest": True},
}


@pytest.mark.parametrize("name", R)
def test_equal_to_r(tmp_path, name):
    kind, rule = name.split("_")
    r = R[name]
    told = estimated(tmp_path, HERE / "nested.csv", {**DESIGNS[kind], "lonely_psu": rule}, STATISTICS)
    assert told["design"]["df"] == r["df"][0]
    mean, total, ratio, by, by_total, domain, quantiles = told["results"]
    close(column(mean, "estimate"), r["mean"])
    close(column(mean, "se"), r["mean_se"])
    close(column(total, "estimate"), r["total"])
    close(column(total, "se"), r["total_se"])
    close(column(ratio, "se"), r["ratio_se"])
    close(column(by, "se"), r["by_se"])
    assert np.allclose(by["covariance"], r["by_vcov"], rtol=1e-10, atol=1e-12)
    close(column(by_total, "se"), r["by_total_se"])
    close(column(domain, "estimate"), r["domain"])
    close(column(domain, "se"), r["domain_se"])
    assert domain["estimates"][0]["df"] == r["domain_df"][0]
    close(column(quantiles, "estimate"), r["quantile"]["est"])
    close(column(quantiles, "se"), r["quantile"]["se"])


@pytest.mark.parametrize("kind", DESIGNS)
def test_a_lonely_unit_is_a_fault_unless_a_rule_is_chosen(tmp_path, kind):
    with pytest.raises(HouvastError) as fault:
        estimated(tmp_path, HERE / "nested.csv", DESIGNS[kind], STATISTICS)
    assert set(fault.value.codes) == {"surveys.lonely_psu"}


def test_domains_of_two_stages(tmp_path):
    """Quantiles, intervals and design effects of domains; `domains.R` gave the numbers."""
    r = json.loads((HERE / "domains.json").read_text())
    asked = [
        {"statistic": "quantile", "variables": ["y"], "where": 'g == "a"', "probabilities": [0.3, 0.6]},
        {"statistic": "proportion", "variables": ["g"], "levels": ["a"], "where": "x > 5"},
        {"statistic": "mean", "variables": ["x"], "by": ["g"]},
        {"statistic": "total", "variables": ["x"], "by": ["g"]},
        {"statistic": "total", "variables": ["y"], "deff": "with"},
        {"statistic": "ratio", "variables": ["y", "x"], "by": ["g"]},
        {"statistic": "variance", "variables": ["x"], "by": ["g"]},
    ]
    told = estimated(tmp_path, HERE / "nested.csv", {**DESIGNS["two"], "lonely_psu": "adjust"}, asked)["results"]
    quantiles, share, mean, total, whole, ratio, variance = told
    close(column(quantiles, "estimate"), r["quantile"]["est"])
    close(column(quantiles, "se"), r["quantile"]["se"])
    close([each["ci"][0] for each in quantiles["estimates"]], r["quantile"]["low"])
    close([each["ci"][1] for each in quantiles["estimates"]], r["quantile"]["high"])
    close(share["estimates"][0]["estimate"], r["share"])
    close(share["estimates"][0]["ci"], r["share_ci"])
    close(mean["estimates"][1]["deff"], r["mean_deff"])
    close(total["estimates"][1]["deff"], r["total_deff"])
    close(whole["estimates"][0]["deff"], r["total_deff_replace"])
    close(ratio["estimates"][1]["ci"], r["ratio_ci"])
    close(variance["estimates"][1]["estimate"], r["variance"])
    close(variance["estimates"][1]["se"], r["variance_se"])
