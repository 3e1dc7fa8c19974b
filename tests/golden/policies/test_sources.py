"""Figures in measures against the publications they come from."""

import pytest

from houvast.facts.loader import load_facts
from houvast.facts.overlay import overlay
from houvast.policies.folder import given_measures
from houvast.policies.packages import read_package


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


def test_guidance_carries_the_uwv_trial(facts):
    """SEO (2021, 2022): lots drawn at inflow, +2.0 points in work after 12 months, nothing left after 24."""
    (trial, *_), facts_named = given_measures()["W3"].evidence, set()
    for each in given_measures()["W3"].evidence:
        facts_named |= set(each.facts)

    assert (trial.grade, trial.of, trial.source) == ("statistic", "effect", "seo-2021")
    assert {"guidance_employment_effect_share", "guidance_effect_months"} <= facts_named
    assert facts.number("guidance_employment_effect_share", "2026-01") == 0.02
    assert facts.number("guidance_effect_months", "2026-01") == 24


def test_the_wage_benefit_is_that_of_2020(facts):
    """LIV in 2020 was 51 cents an hour; in 2020 wages the measure gives just that."""
    growth = facts.number("real_wage_growth_share_per_year", "2026-01")
    found = overlay(facts, read_package("K3").changes(facts)).number("employer_hiring_subsidy_eur_per_hour", "2027-01")

    assert found == pytest.approx(0.51 * (1 + growth) ** 7)


def test_one_in_five_firms_hires_from_vulnerable_groups(facts):
    """TNO (2019): about 20% of firms; T8 adds to that."""
    share = "vulnerable_hiring_share"

    assert facts.number(share, "2026-01") == 0.2
    assert overlay(facts, read_package("T8").changes(facts)).number(share, "2040-01") == pytest.approx(0.4)


def test_the_premium_gap_is_five_points(facts):
    """Werkgeverslijn (2024): 2.64% for permanent and 7.64% for flexible contracts; W1 doubles the gap."""
    low, high = (facts.number(f"ww_premium_{name}_share", "2024-01") for name in ("low", "high"))

    assert high - low == pytest.approx(0.05)
    assert given_measures()["W1"].levers["premium_gap"].default == 2
