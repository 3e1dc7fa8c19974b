"""What the market makes of the law, against the law: cases with their article, in YAML beside this file."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from houvast.facts.loader import load_facts
from houvast.market.bands import age_band_of_months
from houvast.market.kernels.cells import Cells
from houvast.market.kernels.codes import REACHES_AOW_AGE
from houvast.market.parameters import read_parameters
from houvast.vocabulary.months import month_stamp
from houvast.vocabulary.words import AGE, EDUCATION

HERE = Path(__file__).parent


def cases(name):
    """Return the cases of a file; every one says where it comes from."""
    content = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    assert all(case["source"] for case in content["cases"])
    return content["cases"]


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


def parameters(facts, month):
    """Return what the market reads from the facts at a month."""
    regions, occupations = (len(facts.classification(name).keys) for name in ("region", "occupation"))
    cells = Cells(len(EDUCATION), len(AGE), regions, occupations, age_band_of_months())
    return read_parameters(facts, month_stamp(month), cells)


@pytest.mark.parametrize("case", cases("ww_months.yaml"), ids=lambda case: f"{case['worked_months']} months of work")
def test_ww_lasts_as_long_as_the_law_says(facts, case):
    """Months of WW by months of work."""
    table = parameters(facts, "2024-01").unemployment.months_of_experience

    assert table[case["worked_months"]] == case["ww_months"]


@pytest.mark.parametrize("case", cases("aow_age.yaml"), ids=lambda case: case["month"])
def test_the_aow_age_is_that_of_the_year(facts, case):
    """One age in months, the one in force, is that at which people may retire."""
    turns = parameters(facts, case["month"]).demography.turn_at_age

    assert np.flatnonzero(turns == REACHES_AOW_AGE).tolist() == [12 * case["age_years"] + case["age_months"]]
