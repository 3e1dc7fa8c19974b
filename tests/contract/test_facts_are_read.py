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
        employees_by_occupation_thousand employed_by_occupation_class_thousand employee_jobs_by_sector_thousand
        job_openings_to_2028_thousand employment_growth_forecast_share_per_year
    """,
    "income and wages: benefits paid, wages that grow, public cost": """
        ww_stock_thousand ww_new_thousand_per_month ww_ended_thousand_per_month ww_back_at_work_within_year_share
        ww_ended_by_maximum_duration_share ww_replacement_share_first_months ww_replacement_share_later
        ww_first_months ww_max_daily_wage_eur social_assistance_eur_per_month aow_eur_per_month
        wage_growth_share_per_year collective_wage_growth_2022_share_per_year working_poor_share
        wealth_under_half_month_share zzp_disability_insured_share zzp_any_disability_provision_share
        hourly_wage_quartiles_eur_per_hour mean_wage_eur_per_hour mean_wage_by_sector_eur_per_hour
    """,
    "policies: measures and what is known of their effect": """
        ww_premium_low_share ww_premium_high_share transition_payment_months_per_year
        guidance_employment_effect_share guidance_ww_effect_share guidance_effect_months
        stap_grants_thousand_per_year stap_mean_grant_eur stap_budget_million_eur_per_year liv_eur_per_hour
        older_worker_subsidy_eur_per_hour parental_leave_weeks parental_leave_replacement_share
        parental_leave_users_thousand_per_year basic_job_persons basic_job_cost_eur_per_year
        training_employment_effect_share job_search_help_employment_effect_share
        wage_subsidy_employment_effect_share public_employment_employment_effect_share
    """,
    "quality, health, care and hours: steps 9, 11 and 13 of the month": """
        burnout_aged_18_34_share burnout_zzp_share high_strain_by_sex_share high_strain_by_sector_share
        emotionally_heavy_by_sector_share fast_work_share works_from_home_share works_from_home_by_education_share
        weekend_work_share night_work_share learning_share_aged_25_64 learning_by_firm_size_share
        satisfied_with_work_share unwanted_behaviour_share absence_due_to_work_share insecure_work_share
        sickness_absence_by_sector_share underused_more_hours_after_quarter_share
        other_employed_more_hours_after_quarter_share
    """,
    "futures: technology that comes faster or slower": """
        telework_share_by_occupation llm_exposure_alpha_by_occupation llm_exposure_beta_by_occupation
        ai_applicability_by_occupation ai_use_share ai_use_share_by_size ai_use_share_by_size_2025
        ai_use_share_by_sector productivity_growth_share_per_year gdp_growth_share_per_year
        hours_worked_growth_share_per_year automatable_jobs_task_based_share high_automation_risk_share
    """,
    "drivers: levers of scenarios and measures, and the rest of the month": """
        labour_demand_index augmenting_adoption_share new_tasks_per_augmentation work_abroad_share
        flexible_policy_factor internal_moves_share pool_share income_floor_eur_per_month
        insured_share_by_contract wage_dispersion_factor real_wage_growth_share_per_year
        self_employed_income_spread_share benefit_reach_share social_minimum_factor income_kept_share
        wage_floor_of_median_share low_income_line_eur_per_month self_employed_income_factor
        training_prob_per_year_by_contract training_prob_per_year_without_work training_education_factor
        training_age_factor training_access_factor training_flexible_factor training_recent_share
        initial_education_share training_public_cost_eur skill_decay_share_per_year skill_decay_per_adoption
        skill_decay_out_of_work_share_per_year training_gain_share skill_search_weight skill_neutral_score
        retraining_prob_per_year retraining_drop_out_share retraining_cost_eur guidance_share
        guidance_search_factor guidance_months guidance_cost_eur_per_person proactivity_neutral_score
        proactivity_shift proactivity_education_shift proactivity_adjustment_share_per_year
        proactivity_training_weight proactivity_search_weight proactivity_guidance_shift
        proactivity_support_shift paradox_strength expected_loss_neutral_prob_per_year
        search_support_inactive_factor work_intensity_shift autonomy_shift_by_education support_shift
        low_autonomy_education_factor low_autonomy_contract_factor support_contract_factor
        strain_persistence_share_per_year strain_base_score strain_demands_score strain_low_autonomy_score
        strain_high_strain_score strain_support_score strain_insecurity_score strain_care_score
        strain_out_of_work_score strain_spread_score strain_burnout_score strain_quit_factor
        strain_absence_factor sickness_exit_prob_per_year health_screening_weight
        say_over_times_share_by_contract leave_share leave_weeks_per_year leave_public_share
        right_to_hours_share care_start_prob_per_year care_end_prob_per_year care_hours_per_week
        care_wanted_hours_per_care_hour hours_tolerance_hours_per_week forced_work_share basic_jobs_thousand
        employer_hiring_subsidy_eur_per_hour hiring_subsidy_elasticity vulnerable_hiring_share
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
