"""From facts to the parameters of the yearly review, in arrays of 64-bit floats.

Shares that scenarios shift are shifted on the scale of log odds, so that they stay shares. Scores from 0 to 1 become
255ths, as people carry them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit, ndtri

from houvast.facts.lookup import Facts
from houvast.market.kernels.care import Care
from houvast.market.kernels.codes import SELF_EMPLOYED
from houvast.market.kernels.feedback import Feedback
from houvast.market.kernels.income import Income
from houvast.market.kernels.learning import Learning
from houvast.market.kernels.paradox import Paradox
from houvast.market.kernels.quality import AUTONOMOUS, HIGH_DEMANDS, SUPPORTED, Quality
from houvast.market.kernels.random_bits import LANE_STEPS
from houvast.market.kernels.review import Review
from houvast.market.kernels.review_counts import HIGHEST_WAGE, LOWEST_WAGE, N_WAGE_STEPS, WageScale
from houvast.market.kernels.separations import Separations
from houvast.market.levers import technology_exposure
from houvast.market.wages import LEVEL_MONTH, real_wage_level
from houvast.population.columns import FULL_SCORE
from houvast.population.condition import training_prob
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import CONTRACT

FloatArray = npt.NDArray[np.float64]
Keys = Mapping[str, np.uint64]

WEEKS_PER_YEAR = 52
WORKING_DAYS_PER_MONTH = 21.75
"""Days of pay in a month, as the WW counts them."""

N_SCORES = FULL_SCORE + 1
N_KINDS_OF_JOB = 16
SINGLE = 0
MEDIAN = 1
ADULT_FROM_YEARS, ADULT_UNTIL_YEARS = 25, 65
SMALLEST_SHARE = 1e-6


def read_review(facts: Facts, month: int, separations: Separations, wage: FloatArray, keys: Keys) -> Review:
    """Look up the parameters of the yearly review at a month.

    Parameters
    ----------
    facts : Facts
        The facts, with scenario and measures already laid over them.
    month : int
        Month stamp.
    separations : Separations
        How jobs end, from which people expect to lose theirs.
    wage : ndarray of float64, shape (n_occupations, 256)
        Hourly wages. [EUR per hour]
    keys : mapping of str to np.uint64
        Keys of the draws.

    Returns
    -------
    Review
        One part per kernel.

    Raises
    ------
    HouvastError
        When a fact is missing or has no value at this month.
    """
    loss = expected_loss(separations)
    factor = pay_factor(facts, month)
    guidance_months = round(facts.number("guidance_months", month))
    return Review(
        income=_income(facts, month, wage, factor, keys),
        learning=_learning(facts, month),
        paradox=_paradox(facts, month, loss),
        quality=_quality(facts, month, loss),
        care=_care(facts, month),
        feedback=_feedback(facts, month, guidance_months, keys),
        wages=_wage_scale(facts, month, wage, factor),
        insured=facts.array("insured_share_by_contract", month),
        age_band_of_months=separations.age_band_of_months,
        tenure_band_of_months=separations.tenure_band_of_months,
        guidance_year_eur=facts.number("guidance_cost_eur_per_person", month) * MONTHS_PER_YEAR / guidance_months,
        adult_from=ADULT_FROM_YEARS * MONTHS_PER_YEAR,
        adult_until=ADULT_UNTIL_YEARS * MONTHS_PER_YEAR,
    )


def expected_loss(separations: Separations) -> FloatArray:
    """Return the probability that people lose their job against their will within a year.

    Parameters
    ----------
    separations : Separations
        Dismissal per month, and the ends of fixed terms.

    Returns
    -------
    ndarray of float64, shape (contracts, age bands, tenure bands, educations)
        Lay-offs for want of work, which nobody foresees, are not in it.
    """
    terms = separations.term_months
    ends = np.where(terms > 0, np.minimum(MONTHS_PER_YEAR / np.maximum(terms, 1), 1.0), 0.0)
    ends = ends * (1.0 - separations.conversion_at_end - separations.renewal_at_end).clip(0.0)
    kept = (1.0 - separations.dismissal_prob) ** MONTHS_PER_YEAR * (1.0 - ends)[:, None, None, None]
    return np.asarray(1.0 - kept)


def pay_factor(facts: Facts, month: int) -> FloatArray:
    """Return by contract what an hour pays against the wage of the place in the occupation."""
    gap = np.nan_to_num(facts.array("corrected_wage_gap_by_contract_share", month))
    return (1.0 - gap) * facts.array("self_employed_income_factor", month)


def shifted(share: FloatArray, shift: float | FloatArray) -> FloatArray:
    """Return shares shifted on the scale of log odds."""
    inside = np.asarray(share, np.float64).clip(SMALLEST_SHARE, 1.0 - SMALLEST_SHARE)
    return np.asarray(expit(logit(inside) + shift))


def _by_score(weight: float, neutral: float) -> FloatArray:
    """Return, for each score in 255ths, a factor of 1 at ``neutral`` that rises with ``weight``."""
    score = np.arange(N_SCORES) / FULL_SCORE
    return np.asarray((1.0 + weight * (score - neutral)).clip(0.0))


def _income(facts: Facts, month: int, wage: FloatArray, factor: FloatArray, keys: Keys) -> Income:
    number = facts.number
    level = real_wage_level(facts, month)
    single = float(facts.array("social_assistance_eur_per_month", month)[SINGLE]) * level
    single /= number("social_assistance_indexation", month)  # in the amounts, not in the wages of 2024
    # The line is the same purchasing power at all times: who cuts assistance does not make people less poor.
    line = float(facts.array("social_assistance_eur_per_month", LEVEL_MONTH)[SINGLE])
    spread = np.sqrt(np.log1p(number("self_employed_income_spread_share", month) ** 2))
    luck = ndtri((np.arange(N_SCORES) + 1.0 / 2.0) / N_SCORES)
    return Income(
        wage=wage,
        month_hours=factor * WEEKS_PER_YEAR / MONTHS_PER_YEAR,
        swing=np.exp(spread * luck - spread * spread / 2.0),
        ww_first_share=number("ww_replacement_share_first_months", month),
        ww_later_share=number("ww_replacement_share_later", month),
        ww_first_months=round(number("ww_first_months", month)),
        ww_most_eur=number("ww_max_daily_wage_eur", month) * WORKING_DAYS_PER_MONTH * level,
        assistance_eur=single,
        reach_steps=number("benefit_reach_share", month) * LANE_STEPS,
        floor_eur=number("income_floor_eur_per_month", month),
        aow_eur=number("aow_eur_per_month", month) * level,
        aow_age_months=round(number("aow_age_months", month)),
        kept_share=number("income_kept_share", month),
        minimum_eur=line * number("social_minimum_factor", month) * MONTHS_PER_YEAR,
        swing_key=keys["income_swing"],
        reach_key=keys["benefit_reach"],
    )


def _learning(facts: Facts, month: int) -> Learning:
    number = facts.number
    neutral = number("proactivity_neutral_score", month)
    adopted = sum(
        max(number(name, month + MONTHS_PER_YEAR) - number(name, month), 0.0)
        for name in ("automation_adoption_by_year", "augmenting_adoption_share")
    )
    change = number("skill_decay_per_adoption", month) * adopted
    exposure = np.nan_to_num(technology_exposure(facts, month))
    return Learning(
        training_prob=training_prob(facts, month),
        training_factor=_by_score(number("proactivity_training_weight", month), neutral),
        recent_steps=number("training_recent_share", month) * LANE_STEPS,
        initial_share=facts.array("initial_education_share", month),
        decay=number("skill_decay_share_per_year", month) + change * exposure,
        decay_out_of_work=number("skill_decay_out_of_work_share_per_year", month),
        gain=number("training_gain_share", month),
        retraining_prob=number("retraining_prob_per_year", month),
        drop_out_share=number("retraining_drop_out_share", month),
        training_cost_eur=number("training_public_cost_eur", month),
        retraining_cost_eur=number("retraining_cost_eur", month),
    )


def _paradox(facts: Facts, month: int, loss: FloatArray) -> Paradox:
    number = facts.number
    neutral = number("proactivity_neutral_score", month)
    usual = neutral + number("proactivity_shift", month) + facts.array("proactivity_education_shift", month)
    fear = loss - number("expected_loss_neutral_prob_per_year", month)
    return Paradox(
        target=FULL_SCORE * (usual - number("paradox_strength", month) * fear),
        target_without_work=FULL_SCORE * usual,
        guidance_shift=FULL_SCORE * number("proactivity_guidance_shift", month),
        support_shift=FULL_SCORE * number("proactivity_support_shift", month),
        adjustment=number("proactivity_adjustment_share_per_year", month),
    )


def _feedback(facts: Facts, month: int, guidance_months: int, keys: Keys) -> Feedback:
    number = facts.number
    neutral, share = number("proactivity_neutral_score", month), number("burnout_share", month)
    return Feedback(
        search_factor=_by_score(number("proactivity_search_weight", month), neutral),
        consider_factor=_by_score(number("skill_search_weight", month), number("skill_neutral_score", month)),
        burnout=FULL_SCORE * number("strain_burnout_score", month),
        quit_factor=_around_one(number("strain_quit_factor", month), share),
        screening_factor=_around_one(1.0 - number("health_screening_weight", month), share),
        guidance_share=number("guidance_share", month),
        guidance_months=guidance_months,
        guidance_factor=number("guidance_search_factor", month),
        guidance_key=keys["guidance"],
    )


def _around_one(factor: float, share: float) -> tuple[float, float]:
    """Return factors without and with something that a share of people have, 1 on average, in this ratio."""
    without = 1.0 / (1.0 + share * (factor - 1.0))
    return without, without * factor


def _quality(facts: Facts, month: int, loss: FloatArray) -> Quality:
    number = facts.number
    high, low_autonomy = number("high_strain_share", month), number("low_autonomy_share", month)
    by_sex = facts.array("high_strain_by_sex_share", month) / high
    demands = np.outer(facts.array("high_strain_by_sector_share", month), by_sex) / low_autonomy
    lacking = low_autonomy * np.outer(
        facts.array("low_autonomy_contract_factor", month), facts.array("low_autonomy_education_factor", month)
    )
    supported = number("supported_by_manager_share", month) * facts.array("support_contract_factor", month)
    return Quality(
        high_demands=shifted(demands, number("work_intensity_shift", month)),
        low_autonomy=shifted(lacking, -facts.array("autonomy_shift_by_education", month)),
        support=shifted(supported, number("support_shift", month)),
        skills_used=1.0 - number("skills_underused_share", month),
        strain=_strain_by_job(facts, month),
        strain_out_of_work=FULL_SCORE * number("strain_out_of_work_score", month),
        strain_care=FULL_SCORE * number("strain_care_score", month),
        strain_fear=FULL_SCORE * number("strain_insecurity_score", month) * loss,
        persistence=number("strain_persistence_share_per_year", month),
        spread=FULL_SCORE * number("strain_spread_score", month),
        absence=_absence(facts, month),
        exit_prob=number("sickness_exit_prob_per_year", month),
    )


def _strain_by_job(facts: Facts, month: int) -> FloatArray:
    """Return the strain that each kind of job leads to, in 255ths."""
    number = facts.number
    kinds = np.arange(N_KINDS_OF_JOB)
    demands, autonomous, supported = ((kinds & bit) > 0 for bit in (HIGH_DEMANDS, AUTONOMOUS, SUPPORTED))
    score = number("strain_base_score", month) + number("strain_demands_score", month) * demands
    score = score + number("strain_low_autonomy_score", month) * ~autonomous
    score = score + number("strain_high_strain_score", month) * (demands & ~autonomous)
    return np.asarray(FULL_SCORE * (score - number("strain_support_score", month) * supported))


def _absence(facts: Facts, month: int) -> FloatArray:
    """Return absence by sector, without and with complaints, that comes to the published share together."""
    by_sector = facts.array("sickness_absence_by_sector_share", month)
    jobs = facts.array("employee_jobs_by_sector_thousand", month)
    by_sector = by_sector * facts.number("sickness_absence_share", month) * jobs.sum() / (by_sector * jobs).sum()
    factor, share = facts.number("strain_absence_factor", month), facts.number("burnout_share", month)
    return np.outer(by_sector, _around_one(factor, share))


def _care(facts: Facts, month: int) -> Care:
    number, array = facts.number, facts.array
    hours = array("care_hours_per_week", month)
    leave = np.full(len(CONTRACT), number("leave_share", month))
    leave[SELF_EMPLOYED:] = 0.0
    return Care(
        begins=array("care_start_prob_per_year", month),
        ends=array("care_end_prob_per_year", month),
        hours=np.rint(hours).astype(np.uint8),
        wanted_less=np.rint(hours * number("care_wanted_hours_per_care_hour", month)).astype(np.int64),
        say=array("say_over_times_share_by_contract", month),
        leave=leave,
        tolerance=round(number("hours_tolerance_hours_per_week", month)),
        right_steps=number("right_to_hours_share", month) * LANE_STEPS,
        leave_cost_weeks=number("leave_weeks_per_year", month) * number("leave_public_share", month),
    )


def _wage_scale(facts: Facts, month: int, wage: FloatArray, factor: FloatArray) -> WageScale:
    median = float(facts.array("hourly_wage_quartiles_eur_per_hour", month)[MEDIAN])
    line = facts.number("wage_floor_of_median_share", month) * median * real_wage_level(facts, month)
    lowest, highest = np.log(LOWEST_WAGE), np.log(HIGHEST_WAGE)
    return WageScale(
        log_wage=np.log(wage),
        log_factor=np.log(factor),
        log_lowest=float(lowest),
        steps_per_log=float(N_WAGE_STEPS / (highest - lowest)),
        log_line=float(np.log(line)),
    )
