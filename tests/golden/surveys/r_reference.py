"""Runs an estimation from files, as a user does, and finds an estimate in what comes out."""

from __future__ import annotations

import json

import numpy as np

from houvast.surveys.estimation import estimate_files

CLOSE = 1e-10
RULES = ("math", "school", "hf1", "hf7", "hf8")

DESIGNS = {
    "apisrs_fpc": ("apisrs.csv", {"fpc": "fpc"}),
    "apistrat_fpc": ("apistrat.csv", {"strata": "stype", "weights": "pw", "fpc": "fpc"}),
    "apistrat_nofpc": ("apistrat.csv", {"strata": "stype", "weights": "pw"}),
    "apiclus1_fpc": ("apiclus1.csv", {"clusters": "dnum", "weights": "pw", "fpc": "fpc"}),
    "apiclus1_nofpc": ("apiclus1.csv", {"clusters": ["dnum"], "weights": "pw"}),
    "apiclus2_fpc2": ("apiclus2.csv", {"clusters": ["dnum", "snum"], "fpc": ["fpc1", "fpc2"]}),
    "apiclus2_onestage": ("apiclus2.csv", {"clusters": "dnum", "weights": "pw"}),
}
"""The seven designs of ref_api_designs.json, as DESIGN.yaml says them."""


def estimated(folder, data, design, statistics):
    """Results of a list of entries."""
    (folder / "design.yaml").write_text(json.dumps(design))
    (folder / "statistics.yaml").write_text(json.dumps(statistics))
    return estimate_files(data, folder / "design.yaml", folder / "statistics.yaml")


def column(result, name):
    """One figure of every estimate of an entry."""
    return np.array([np.nan if each[name] is None else each[name] for each in result["estimates"]], dtype=float)


def reference(folder, name):
    """A file with results of R."""
    return json.loads((folder / "survey-reference" / f"ref_{name}.json").read_text())


def close(found, expected, tolerance=CLOSE):
    """Equal within a relative tolerance; what R gives as null is null here."""
    expected = np.array(expected, dtype=float)
    np.testing.assert_allclose(np.asarray(found, dtype=float), expected, rtol=tolerance, atol=0)
