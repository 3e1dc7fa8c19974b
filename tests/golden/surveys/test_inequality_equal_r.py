"""Inequality and Oaxaca: equal to nonlinear contrasts of totals, differentiated by R (inequality.R beside this)."""

import json
from pathlib import Path

import polars as pl
import pytest

from tests.golden.surveys.r_reference import close, estimated

HERE = Path(__file__).parent
R = json.loads((HERE / "inequality.json").read_text())
DESIGN = {"weights": "w", "clusters": ["c"], "strata": ["s"], "nest": True, "lonely_psu": "adjust"}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inequality")
    frame = pl.read_csv(HERE / "nested.csv", null_values="NA").filter(pl.col("y").is_not_null())
    frame.with_columns((pl.col("k") > 2).cast(pl.Int8).alias("f")).write_csv(folder / "data.csv")
    asked = [
        {"statistic": "theil", "variables": ["y"]},
        {"statistic": "ge0", "variables": ["y"]},
        {"statistic": "theil", "variables": ["y"], "by": ["g"]},
        {"statistic": "ge0", "variables": ["y"], "by": ["g"]},
        {"statistic": "variance_share", "variables": ["y"], "by": ["g"]},
        {"statistic": "oaxaca", "variables": ["y", "x"], "by": ["f"], "first": "1"},
    ]
    theil, ge0, theil_by, ge0_by, share, oaxaca = estimated(folder, folder / "data.csv", DESIGN, asked)["results"]
    told = {"theil": theil["estimates"][0], "ge0": ge0["estimates"][0], "variance_share": share["estimates"][0]}
    for name, result in (("theil", theil_by), ("ge0", ge0_by)):
        told |= {f"{name}_{each['part']}": each for each in result["estimates"] if "part" in each}
    return told | {each["part"]: each for each in oaxaca["estimates"]}


@pytest.mark.parametrize("name", R)
def test_equal_to_r(found, name):
    # The parts between groups are 60 times smaller than the terms R subtracts to get them.
    tolerance = 1e-9 if name.endswith("between") else 1e-10
    close(found[name]["estimate"], R[name]["est"], tolerance)
    close(found[name]["se"], R[name]["se"], tolerance)


def test_parts_add_up(found):
    for name in ("theil", "ge0"):
        parts = found[f"{name}_between"]["estimate"] + found[f"{name}_within"]["estimate"]
        assert parts == pytest.approx(found[name]["estimate"], rel=1e-12)
    threefold = sum(found[part]["estimate"] for part in ("endowments", "coefficients", "interaction"))
    assert threefold == pytest.approx(found["difference"]["estimate"], rel=1e-12)
    for reference in ("first", "second"):
        twofold = found[f"explained_by_{reference}"]["estimate"] + found[f"unexplained_by_{reference}"]["estimate"]
        assert twofold == pytest.approx(found["difference"]["estimate"], rel=1e-12)
