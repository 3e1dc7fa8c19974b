"""The 114 occupation groups of the Dutch baseline."""

import numpy as np
import pytest

EMPLOYED_BY_CLASS_2024Q4 = {
    "01": 738, "02": 262, "03": 1040, "04": 1850, "05": 556,
    "06": 345, "07": 1383, "08": 555, "09": 156, "10": 1434,
}  # fmt: skip


def test_tree_has_13_classes_41_segments_114_groups(dutch):
    """ROA-CBS 2014; every group lies in a segment and a class that exist, in order of code."""
    occupation = dutch.classification("occupation")
    assert len(occupation) == 114
    assert list(occupation.keys) == sorted(occupation.keys)
    assert set(occupation.extras["segment"]) == set(dutch.classification("occupation_segment").keys)
    assert set(occupation.extras["class"]) == set(dutch.classification("occupation_class").keys)
    assert len(dutch.classification("occupation_segment")) == 41
    assert len(dutch.classification("occupation_class")) == 13


def test_every_isco_unit_lies_in_one_group(dutch):
    """588 units, residual codes included, each named once."""
    units = [unit for row in dutch.classification("occupation").extras["isco_units"] for unit in row.split()]
    assert len(units) == len(set(units)) == 588
    assert {len(unit) for unit in units} == {4}


def test_employed_by_class_are_the_published_ones(dutch, value):
    """CBS 85276NED 2024Q4 (9809 thousand), scaled to the mean of 2024."""
    classes = np.array(dutch.classification("occupation").extras["class"])
    employed = value("employed_by_occupation_thousand")
    published = dict(zip(dutch.classification("occupation_class").keys, value("employed_by_occupation_class_thousand"),
                         strict=True))  # fmt: skip
    assert sum(published.values()) == pytest.approx(9809, abs=0.2)
    for key, count in EMPLOYED_BY_CLASS_2024Q4.items():
        assert published[key] == count
        assert employed[classes == key].sum() == pytest.approx(count * 9798 / 9809, abs=0.5)


def test_majors_agree_with_the_sectors(value):
    """The occupations' ISCO majors are the column totals of the sector table, so both can be raked together."""
    from_occupations = value("employed_by_occupation_thousand") @ value("occupation_major_share")
    from_sectors = value("employed_by_sector_and_major_thousand").sum(axis=0)
    np.testing.assert_allclose(from_occupations, from_sectors, atol=1.0)


def test_education_by_major_agrees_with_the_employed(value):
    """Weighted by the majors, the education of the employed comes back."""
    majors = value("employed_by_occupation_thousand") @ value("occupation_major_share")
    whole = majors @ value("education_by_major_share") / majors.sum()
    np.testing.assert_allclose(whole, value("employed_by_education_share"), atol=0.001)


def test_wage_quartiles_are_in_order(value):
    """p25 < p50 < p75 in every group."""
    p25, p50, p75 = (value(f"wage_{quartile}_by_occupation_eur_per_hour") for quartile in ("p25", "p50", "p75"))
    assert ((p25 < p50) & (p50 < p75)).all()


@pytest.mark.parametrize(
    ("measure", "mean"),
    [("llm_exposure_beta", 0.35), ("llm_exposure_alpha", 0.18), ("ai_applicability", 0.20)],
)
def test_mean_exposure_of_dutch_employees(value, measure, mean):
    """Weighted by employees, the three measures have the means of their first publication for the Netherlands."""
    exposure = value(f"{measure}_by_occupation")
    weighted = np.average(exposure, weights=value("employees_by_occupation_thousand"))
    assert weighted == pytest.approx(mean, abs=0.005)


def test_exposure_lies_within_its_spread(value):
    """The mean of the measures lies between the lowest and the highest."""
    low, mean, high = (value(f"{name}_by_occupation") for name in ("exposure_low", "exposure", "exposure_high"))
    assert ((low <= mean) & (mean <= high)).all()
