"""A number that nobody reads is a number that nobody checks: every Dutch fact is used, or waits for a named part.

Used means: read by building the population, living through a year, telling it as a report, holding it against its
targets, or by the reference model.
"""

import pytest

from houvast.experiments.baseline.check import check_baseline
from houvast.experiments.runs import run_settings
from houvast.experiments.settings import check_settings
from houvast.facts.loader import load_facts
from houvast.market.reference import constants_of
from houvast.population.build import build_population
from houvast.reports.build import make_report

SCALE = 0.001
YEARS = 1

WAITING = {
    "calibration and validation: flows and stocks to hold a run against": """
        monthly_transition_prob exit_by_contract_share_per_quarter permanent_to_flexible_share_per_quarter
        employer_change_by_contract_share_per_quarter employer_change_by_tenure_share_per_quarter
        occupation_change_by_age_share_per_year occupation_change_by_education_share_per_year
        occupation_change_share_per_quarter occupation_change_to_other_class_share same_job_after_year_share
        other_job_after_year_share vacancies_filled_thousand_per_quarter vacancies_created_thousand_per_quarter
        uwv_tension_ratio firm_closure_share_per_year mean_hours mean_hours_by_age mean_hours_by_education
        mean_hours_by_sex mean_hours_by_hours_band fulltime_share gross_participation_rate
        available_not_searching_thousand searching_not_available_thousand inactive_thousand
        employees_by_occupation_thousand employed_by_occupation_class_thousand job_openings_to_2028_thousand
        employment_growth_forecast_share_per_year
    """,
    "income and wages: benefits paid, wages that grow, public cost": """
        ww_stock_thousand ww_new_thousand_per_month ww_ended_thousand_per_month
        ww_back_at_work_within_year_share ww_ended_by_maximum_duration_share wage_growth_share_per_year
        collective_wage_growth_2022_share_per_year working_poor_share wealth_under_half_month_share
        zzp_disability_insured_share zzp_any_disability_provision_share mean_wage_by_sector_eur_per_hour
    """,
    "policies: measures and what is known of their effect": """
        ww_premium_low_share ww_premium_high_share transition_payment_months_per_year
        guidance_employment_effect_share guidance_ww_effect_share guidance_effect_months
        guidance_trial_share
        stap_grants_thousand_per_year stap_mean_grant_eur stap_budget_million_eur_per_year liv_eur_per_hour
        older_worker_subsidy_eur_per_hour parental_leave_weeks parental_leave_replacement_share
        parental_leave_users_thousand_per_year basic_job_persons
        training_employment_effect_share job_search_help_employment_effect_share
        wage_subsidy_employment_effect_share public_employment_employment_effect_share
    """,
    "quality, health, care and hours: steps 9, 11 and 13 of the month": """
        burnout_aged_18_34_share burnout_zzp_share emotionally_heavy_by_sector_share fast_work_share
        works_from_home_share works_from_home_by_education_share weekend_work_share night_work_share
        learning_share_aged_25_64 learning_by_firm_size_share satisfied_with_work_share unwanted_behaviour_share
        absence_due_to_work_share insecure_work_share underused_more_hours_after_quarter_share
        other_employed_more_hours_after_quarter_share
    """,
    "futures: technology that comes faster or slower": """
        llm_exposure_alpha_by_occupation llm_exposure_beta_by_occupation ai_applicability_by_occupation
        ai_use_share ai_use_share_by_size ai_use_share_by_size_2025 ai_use_share_by_sector
        productivity_growth_share_per_year gdp_growth_share_per_year hours_worked_growth_share_per_year
        automatable_jobs_task_based_share high_automation_risk_share
    """,
}


@pytest.fixture(scope="module")
def facts():
    """The Dutch facts, after everything that reads them has done so."""
    facts = load_facts("netherlands")
    result = run_settings(check_settings(SCALE, YEARS, 1, "baseline", 1), facts)
    make_report(result, facts, "en")
    check_baseline(build_population(facts, SCALE, seed=1), facts, seed=1, threads=1, months=12)
    constants_of(facts)
    return facts


def waiting():
    """Return the names of all facts that wait."""
    return [name for names in WAITING.values() for name in names.split()]


def test_every_fact_is_read_or_waits_for_a_named_part(facts):
    """No fact is there for nothing: whoever adds one uses it, or says what it is for."""
    assert sorted(set(facts.names()) - facts.read_names() - set(waiting())) == []


def test_no_fact_waits_that_is_read(facts):
    """Once a part reads a fact, it leaves the list; and a fact that is gone does too."""
    assert sorted(facts.read_names() & set(waiting())) == []
    assert sorted(set(waiting()) - set(facts.names())) == []
    assert len(waiting()) == len(set(waiting()))
