"""The levels of the Dutch baseline: published totals, and margins that fit each other."""

import numpy as np
import pytest


def test_employed_are_9_798_million(value):
    """CBS 85718NED: 9.798 million employed in 2024."""
    assert value("employed_thousand") == 9798


def test_population_is_employed_unemployed_and_inactive(value):
    """13.368 million people aged 15-74; the inactive are the remainder, published as 3.2 million."""
    parts = value("employed_thousand") + value("unemployed_thousand") + value("inactive_thousand")
    assert parts == value("population_thousand") == 13340
    assert value("inactive_thousand") == pytest.approx(3200, abs=50)


@pytest.mark.parametrize("by", ["sex", "age", "education", "region"])
def test_population_margins_share_one_total(value, by):
    """Every division of the population adds up to the same people."""
    assert value(f"population_by_{by}_thousand").sum() == pytest.approx(13340, abs=0.5)


@pytest.mark.parametrize("by", ["age", "education"])
def test_unemployed_margins_share_one_total(value, by):
    """Every division of the unemployed adds up to the same people."""
    assert value(f"unemployed_by_{by}_thousand").sum() == value("unemployed_thousand")


@pytest.mark.parametrize(
    "name",
    [
        "employed_by_contract_thousand",
        "employed_by_sector_and_major_thousand",
        "employed_by_occupation_thousand",
    ],
)
def test_employed_margins_share_one_total(value, name):
    """Contract forms, sectors and occupations count the same 9.798 million people."""
    assert value(name).sum() == pytest.approx(value("employed_thousand"), abs=0.05)


def test_rates_follow_from_the_counts(value):
    """Unemployment 3.7% and net participation 73.1-73.4% are arithmetic from the counts."""
    employed, unemployed = value("employed_thousand"), value("unemployed_thousand")
    assert unemployed / (employed + unemployed) == pytest.approx(value("unemployment_rate"), abs=0.0005)
    assert 0.731 <= round(employed / value("population_thousand"), 3) <= 0.734


def test_unemployment_by_education_is_6_0_3_5_2_8(value):
    """The published rates of 2023Q1 come back from employed and unemployed by education."""
    employed = value("employed_thousand") * value("employed_by_education_share")
    unemployed = value("unemployed_by_education_thousand")
    rates = unemployed / (unemployed + employed)
    np.testing.assert_allclose(rates, value("unemployment_rate_by_education"), atol=0.004)


def test_youth_unemployment_is_8_6_percent(value, place):
    """Unemployed and employed aged 15-24 give the published rate."""
    young = place("age", "15-24")
    unemployed = value("unemployed_by_age_thousand")[young]
    employed = value("employed_thousand") * value("employed_by_age_share")[young]
    assert unemployed / (unemployed + employed) == pytest.approx(value("unemployment_rate_youth"), abs=0.002)


def test_more_people_than_workers_in_every_group(value):
    """Nobody is employed or unemployed who is not in the population, by age and by education."""
    for by in ("age", "education", "sex"):
        employed = value("employed_thousand") * value(f"employed_by_{by}_share")
        assert (employed < value(f"population_by_{by}_thousand")).all()


def test_contract_shares_are_56_27_5_16_5(value):
    """Permanent, flexible and self-employed: 5495, 2717 and 1586 thousand."""
    by_contract = value("employed_by_contract_thousand")
    groups = np.array([by_contract[0], by_contract[1:6].sum(), by_contract[6:].sum()])
    np.testing.assert_array_equal(groups, [5495, 2717, 1586])
    published = [value(f"{group}_share_of_employed") for group in ("permanent", "flexible", "self_employed")]
    np.testing.assert_allclose(groups / groups.sum(), published, atol=0.005)


def test_hours_average_32_2(value):
    """Shares of the bands times the hours within them give the published mean."""
    mean = value("employed_by_hours_band_share") @ value("mean_hours_by_hours_band")
    assert mean == pytest.approx(value("mean_hours"), abs=0.05)


def test_flexible_workers_average_25_2_hours(value):
    """The five flexible forms together work the published mean."""
    flexible = slice(1, 6)
    weight = value("employed_by_contract_thousand")[flexible]
    mean = np.average(value("mean_hours_by_contract")[flexible], weights=weight)
    assert mean == pytest.approx(25.2, abs=0.05)


def test_full_time_by_age_and_sex_give_52_percent(value):
    """Full-time shares by age and by sex, weighted by the employed, give the published whole."""
    for by in ("age", "sex"):
        whole = value(f"fulltime_share_by_{by}") @ value(f"employed_by_{by}_share")
        assert whole == pytest.approx(value("fulltime_share"), abs=0.003)


@pytest.mark.parametrize(
    ("name", "margin"),
    [
        ("employed_by_contract_and_age_share", "employed_by_age_share"),
        ("employed_by_contract_and_education_share", "employed_by_education_share"),
        ("hours_band_by_contract_share", "employed_by_hours_band_share"),
    ],
)
def test_tables_by_contract_add_up_to_their_margin(value, name, margin):
    """Weighted by the contract forms, the rows give the margin of all employed."""
    weight = value("employed_by_contract_thousand") / value("employed_thousand")
    np.testing.assert_allclose(weight @ value(name), value(margin), atol=0.006)


def test_flexible_share_by_sector_adds_up(value):
    """The sectors' flexible shares, weighted by their employed, give the flexible share of all."""
    employed = value("employed_by_sector_and_major_thousand").sum(axis=1)
    by_contract = value("employed_by_contract_thousand")
    whole = value("flexible_share_by_sector") @ employed / employed.sum()
    assert whole == pytest.approx(by_contract[1:6].sum() / by_contract.sum(), abs=0.002)


def test_vacancies_by_sector_add_up_to_424_thousand(value):
    """The sectors come from two tables; together they miss the published total by some 0.3%."""
    assert value("vacancies_by_sector_thousand").sum() == pytest.approx(value("open_vacancies_thousand"), rel=0.005)


def test_employee_jobs_add_up_to_8868_thousand(value):
    """CBS 81431ned: 8.868 million jobs in 2022, rounded per sector."""
    assert value("employee_jobs_by_sector_thousand").sum() == pytest.approx(8868, abs=5)
