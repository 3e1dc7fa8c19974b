"""Calibrated weights and replicate weights: equal to R survey 4.1-1 within 1e-10."""

import gzip
import json

import numpy as np
import polars as pl
import pytest

from houvast.facts.located import Faults, read_yaml
from houvast.surveys.calibration import trimmed
from houvast.surveys.data import read_data
from houvast.surveys.design_file import read_design
from tests.golden.surveys.r_reference import close, column, estimated, reference

BASE = {"clusters": "dnum", "weights": "pw", "fpc": "fpc"}
STYPE = {"E": 4421, "H": 755, "M": 1018}
STYPE_API99 = {"stype": STYPE, "api99": 3914069}
CALIBRATIONS = {
    "postStratify": {"totals": {"stype": STYPE}},
    "cal_stype_api99_linear": {"totals": STYPE_API99},
    "cal_stype_api99_raking": {"method": "raking", "totals": STYPE_API99},
    "cal_stype_api99_logit_0.5_2.5": {"method": "logit", "totals": STYPE_API99, "bounds": [0.5, 2.5]},
    "calibrate_raking_margins": {"method": "raking", "totals": {"stype": STYPE, "sch.wide": {"No": 1072, "Yes": 5122}}},
}
STATISTICS = [
    {"statistic": "mean", "variables": ["api00"]},
    {"statistic": "total", "variables": ["enroll"]},
    {"statistic": "total", "variables": ["api00"]},
    {"statistic": "total", "variables": ["stype"]},
]


def weights_of(folder, data_path, design):
    (folder / "d.yaml").write_text(json.dumps(design))
    faults = Faults()
    made = read_design(read_yaml(folder / "d.yaml", "d.yaml", faults), read_data(data_path), faults)
    assert not faults.problems
    return made.weights


@pytest.mark.parametrize("name", CALIBRATIONS)
def test_calibration(shared_data, tmp_path, name):
    r = reference(shared_data, "calibration")[name]
    data = shared_data / "survey-reference" / "apiclus1.csv"
    design = {**BASE, "calibration": CALIBRATIONS[name]}
    close(weights_of(tmp_path, data, design), r["weights"])
    mean, enrolled, total, by_type = estimated(tmp_path, data, design, STATISTICS)["results"]
    for found, expected in ((mean, r["mean_api00"]), (enrolled, r["total_enroll"]), (total, r.get("total_api00"))):
        if expected is not None:
            close(column(found, "estimate"), list(expected["est"].values()))
            close(column(found, "se"), list(expected["se"].values()))
    close(column(by_type, "estimate"), list(STYPE.values()))
    assert column(by_type, "se") == pytest.approx(0, abs=0), "what was fitted has no error left"


def test_raking_by_margins_and_trimming(shared_data, tmp_path):
    """R's `rake` stops earlier than ours: its weights are 1e-11 off its own exact solution."""
    r = reference(shared_data, "calibration")
    data = shared_data / "survey-reference" / "apiclus1.csv"
    weights = weights_of(tmp_path, data, {**BASE, "calibration": CALIBRATIONS["calibrate_raking_margins"]})
    close(weights, r["rake_stype_schwide"]["weights"])
    close(trimmed(weights, 10, 60), r["trim_rake_10_60"]["weights"])
    assert trimmed(weights, 10, 60).sum() == pytest.approx(weights.sum(), rel=1e-12)


FILES = {
    "jk1_apiclus1": ("apiclus1", "JK1"),
    "jkn_apistrat": ("apistrat", "JKn"),
    "jkn_apistrat_fpc": ("apistrat", "JKn"),
    "boot_apiclus1": ("apiclus1", "bootstrap"),
    "subboot_apistrat": ("apistrat", "bootstrap"),
    "brr_scd": ("scd", "BRR"),
    "fay03_scd": ("scd", "Fay"),
}


@pytest.mark.parametrize(
    ("name", "mse"), [(name, mse) for name in FILES for mse in (False, True) if not (mse and name.endswith("scd"))]
)
def test_replicates(shared_data, tmp_path, name, mse):
    folder = shared_data / "survey-reference"
    base, kind = FILES[name]
    r = reference(shared_data, "replicates")[name]
    frame = pl.read_csv(folder / f"{base}.csv", infer_schema=False)
    with gzip.open(folder / f"repw_{name}.csv.gz") as file:
        frame = pl.concat([frame, pl.read_csv(file.read(), infer_schema=False)], how="horizontal")
    frame.with_columns(pl.lit("1").alias("one")).write_csv(tmp_path / "data.csv")
    replicates = {"columns": "V*", "type": kind, "scale": r["scale"], "rscales": r["rscales"], "mse": mse}
    design = {"weights": "one" if base == "scd" else "pw", "replicates": replicates}
    means = list(r["mean"]["est"])
    ratio = ["arrests", "alive"][::-1] if base == "scd" else ["api.stu", "enroll"]
    asked = [{"statistic": "mean", "variables": means}, {"statistic": "ratio", "variables": ratio}]
    if base != "scd":
        asked += [
            {"statistic": "total", "variables": ["enroll"]},
            {"statistic": "mean", "variables": ["api00"], "by": ["stype"]},
        ]
    told = estimated(tmp_path, tmp_path / "data.csv", design, asked)
    assert told["design"]["df"] == r["degf"]
    expected = r["mean_mse"] if mse else r["mean"]
    mean, quotient, *others = told["results"]
    close(column(mean, "estimate"), list(expected["est"].values()))
    close(column(mean, "se"), list(expected["se"].values()))
    np.testing.assert_allclose(mean["covariance"], expected["vcov"], rtol=1e-10)
    if not mse:
        close(column(quotient, "se"), r["ratio"]["se"])
        for found, key in zip(others, ("total", "by_stype"), strict=False):
            errors = r[key]["se"]
            close(column(found, "se"), list(errors.values()) if isinstance(errors, dict) else errors)
