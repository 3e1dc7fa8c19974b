"""The yearly review: who trains, what strains, how care changes hours, and what is counted."""

from __future__ import annotations

import numpy as np
import pytest

from houvast.market.kernels import review_counts as counted
from houvast.market.kernels.codes import IN_EDUCATION, NOBODY, PERMANENT, TEMPORARY, UNABLE, UNEMPLOYED
from houvast.vocabulary.words import Flag

N = 400
SCORE = 255


def only(value, *rows):
    """Return zeros of eight contracts, but for these."""
    by_contract = np.zeros(8)
    by_contract[list(rows)] = value
    return by_contract


@pytest.fixture
def reviewed(make_market, hand):
    """Return a function that makes a market of people alike and reviews all of them once."""

    def review(n=N, columns=None, **facts):
        columns = {"skill_currency": 128, "proactivity": 128, "strain": 77, **(columns or {})}
        market = make_market(hand.people(n, **columns), **facts)
        market.yearly.begin(market)
        market.month = market.month // 12 * 12 + 12  # the turn of the first block
        market.yearly.review(market)
        return market

    return review


def counts(market):
    """Return what was counted, over everybody: columns of one bit, then the amounts."""
    tables = market.yearly.tables
    bits = tables.by_person.sum(axis=(0, 1))[: counted.N_BITS]
    return np.concatenate([bits, tables.amounts.sum(axis=(0, 1))])


def flag(market, which):
    """Return of whom a flag is set, among the people of the test."""
    return (market.persons.review_flags[:N] & which) > 0


# -- turns -------------------------------------------------------------------------------


def test_everybody_is_reviewed_once_in_twelve_months(make_market, hand):
    """Blocks of people take turns: over a year each person closes one year."""
    market = make_market(hand.people(5000))
    market.yearly.begin(market)
    total = np.zeros(12, np.int64)
    for month in range(12):
        market.month += 1
        before = counts(market)[counted.WORKERS]
        market.yearly.review(market)
        total[month] = counts(market)[counted.WORKERS] - before

    at_work = int((market.persons.position < UNEMPLOYED).sum())
    assert total.sum() == at_work
    assert sorted(total)[-3:] == sorted([2048, 2048, at_work - 4096])


# -- learning ----------------------------------------------------------------------------


def test_training_goes_by_contract(reviewed):
    """Where only the permanent train, all of them do and nobody else."""
    facts = {"training_prob_per_year_by_contract": only(1, PERMANENT), "training_education_factor": 1.0}
    facts |= {"training_age_factor": 1.0, "proactivity_training_weight": 0.0}
    market = reviewed(columns={"position": np.arange(N) % 2 * TEMPORARY}, **facts)

    assert (flag(market, Flag.TRAINED) == (np.arange(N) % 2 == 0)).all()


@pytest.mark.parametrize(("factor", "share"), [(1.0, 0.4), (0.5, 0.2), (0.0, 0.0)])
def test_access_to_training_is_a_lever(reviewed, factor, share):
    """Half the access is half the training."""
    facts = {"training_prob_per_year_by_contract": 0.4, "training_education_factor": 1.0}
    facts |= {"training_age_factor": 1.0, "proactivity_training_weight": 0.0, "training_access_factor": factor}
    market = reviewed(**facts)

    assert flag(market, Flag.TRAINED).mean() == pytest.approx(share, abs=0.08)


def test_the_proactive_train_more(reviewed):
    """At a weight of one, a score of 0.9 against a usual 0.5 trains 1.4 times as much."""
    facts = {"training_prob_per_year_by_contract": 0.5, "training_education_factor": 1.0, "training_age_factor": 1.0}
    facts |= {"proactivity_neutral_score": 0.5, "proactivity_training_weight": 1.0}
    market = reviewed(columns={"proactivity": np.where(np.arange(N) < N // 2, 230, 26)}, **facts)

    trained = flag(market, Flag.TRAINED)
    assert trained[: N // 2].mean() == pytest.approx(0.7, abs=0.09)
    assert trained[N // 2 :].mean() == pytest.approx(0.3, abs=0.09)


def test_skills_fade_and_training_makes_up_part_of_the_lag(reviewed):
    """A tenth is lost; then half of what is missing is gained by those who train."""
    facts = {"skill_decay_share_per_year": 0.1, "skill_decay_per_adoption": 0.0, "training_gain_share": 0.5}
    facts |= {"training_education_factor": 1.0, "training_age_factor": 1.0, "proactivity_training_weight": 0.0}
    facts |= {"training_prob_per_year_by_contract": only(1, PERMANENT)}
    market = reviewed(columns={"position": np.arange(N) % 2 * TEMPORARY, "skill_currency": 200}, **facts)

    assert market.persons.skill_currency[0] == round(180 + 0.5 * (SCORE - 180))
    assert market.persons.skill_currency[1] == 180


def test_skills_fade_faster_without_work(reviewed):
    """Out of work the loss is larger by what the facts say."""
    facts = {"skill_decay_share_per_year": 0.1, "skill_decay_out_of_work_share_per_year": 0.15}
    facts |= {"skill_decay_per_adoption": 0.0, "training_prob_per_year_without_work": 0.0}
    market = reviewed(columns={"position": UNEMPLOYED, "skill_currency": 200}, **facts)

    assert (market.persons.skill_currency[:N] == 150).all()


def test_pupils_learn_and_some_working_youngsters_too(reviewed):
    """Who is inactive for education learns; of the young in work the share that the facts give."""
    facts = {"training_prob_per_year_by_contract": 0.0, "initial_education_share": [0.7, 0, 0, 0, 0, 0]}
    market = reviewed(columns={"age_months": 20 * 12}, **facts)
    pupils = reviewed(columns={"age_months": 20 * 12, "position": IN_EDUCATION}, **facts)

    assert flag(market, Flag.LEARNS).mean() == pytest.approx(0.7, abs=0.07)
    assert flag(pupils, Flag.LEARNS).all()


def test_who_retrains_has_fresh_skills_unless_dropped_out(reviewed):
    """Of the unemployed who retrain, a quarter drops out; the others are fully up to date."""
    facts = {"retraining_prob_per_year": 1.0, "retraining_drop_out_share": 0.25, "proactivity_training_weight": 0.0}
    market = reviewed(columns={"position": UNEMPLOYED}, **facts)

    assert (market.persons.skill_currency[:N] == SCORE).mean() == pytest.approx(0.75, abs=0.08)


# -- career paradox ----------------------------------------------------------------------


@pytest.mark.parametrize("strength", [0.0, 1.0])
def test_who_expects_to_lose_the_job_becomes_less_proactive(reviewed, strength):
    """Flexible people expect to lose their job and get less proactive; without the paradox all stay alike."""
    facts = {"dismissal_prob_per_month": only(0.03, TEMPORARY), "paradox_strength": strength}
    facts |= {"proactivity_support_shift": 0.0, "proactivity_education_shift": 0.0}
    market = reviewed(columns={"position": np.arange(N) % 2 * TEMPORARY}, **facts)

    permanent, flexible = market.persons.proactivity[0], market.persons.proactivity[1]
    assert (flexible < permanent) == (strength > 0)
    assert (flexible == permanent) == (strength == 0)


def test_guidance_makes_proactive(reviewed):
    """Where all new unemployed are guided their proactivity rises by a half of the shift in a year."""
    columns = {"position": UNEMPLOYED, "spell_start": 1480, "proactivity": 128}
    facts = {"guidance_months": 24.0, "proactivity_guidance_shift": 0.2, "proactivity_neutral_score": 0.5}
    facts |= {"proactivity_adjustment_share_per_year": 0.5, "proactivity_education_shift": 0.0}
    alone, guided = (reviewed(columns=columns, guidance_share=share, **facts) for share in (0.0, 1.0))

    rise = guided.persons.proactivity[:N].astype(int) - alone.persons.proactivity[:N]
    assert np.median(rise) == pytest.approx(0.5 * 0.2 * SCORE, abs=1)
    assert counts(guided)[counted.COST_GUIDANCE] > counts(alone)[counted.COST_GUIDANCE] == 0


# -- quality and health ------------------------------------------------------------------

CALM = {
    "strain_persistence_share_per_year": 0.0,
    "strain_spread_score": 0.0,
    "strain_base_score": 0.2,
    "strain_insecurity_score": 0.0,
    "strain_demands_score": 0.1,
    "strain_low_autonomy_score": 0.05,
    "strain_high_strain_score": 0.3,
    "strain_support_score": 0.0,
    "low_autonomy_contract_factor": 1.0,
    "low_autonomy_education_factor": 1.0,
}


@pytest.mark.parametrize(("demands", "autonomy", "score"), [(-9, 9, 0.2), (9, 9, 0.3), (-9, -9, 0.25), (9, -9, 0.65)])
def test_demands_without_autonomy_strain_most(reviewed, demands, autonomy, score):
    """Job demands and control: each strains a little, high demands without control much more."""
    market = reviewed(work_intensity_shift=demands, autonomy_shift_by_education=autonomy, **CALM)

    assert np.median(market.persons.strain[:N]) == pytest.approx(score * SCORE, abs=1)
    assert flag(market, Flag.HIGH_STRAIN).mean() == pytest.approx(float(demands > 0 > autonomy), abs=0.02)


def test_burn_out_counts_from_a_level_of_strain(reviewed):
    """With strain at 0.65 and complaints from 0.6 on, nearly all employees have complaints and more are absent."""
    facts = {**CALM, "work_intensity_shift": 9, "autonomy_shift_by_education": -9, "strain_burnout_score": 0.6}
    ill, well = reviewed(**facts), reviewed(**{**facts, "strain_burnout_score": 0.9})

    assert counts(ill)[counted.BURNT_OUT] >= 0.95 * counts(ill)[counted.EMPLOYEES]
    assert counts(well)[counted.BURNT_OUT] == 0
    assert counts(ill)[counted.ABSENT_DAYS] > counts(well)[counted.ABSENT_DAYS]


def test_falling_ill_ends_the_job_and_leaves_the_post(reviewed):
    """Who becomes unable to work leaves the employer; people and books agree."""
    facts = {**CALM, "work_intensity_shift": 9, "autonomy_shift_by_education": -9, "strain_burnout_score": 0.6}
    market = reviewed(sickness_exit_prob_per_year=1.0, **facts)

    ill = market.persons.position[:N] == UNABLE
    assert ill.mean() > 0.9
    assert (market.persons.employer[:N][ill] == -1).all()
    there = market.persons.position != NOBODY
    assert market.employers.headcount[0] == (there & (market.persons.employer == 0)).sum()
    assert market.vacated.in_use[0] == ill.sum()


# -- care and hours ----------------------------------------------------------------------

CARING = {"care_start_prob_per_year": 1.0, "care_hours_per_week": 10.0, "care_wanted_hours_per_care_hour": 0.4}


@pytest.mark.parametrize(("say", "hours"), [(1.0, 28), (0.0, 32)])
def test_care_takes_hours_from_those_who_can_choose(reviewed, say, hours):
    """Ten hours of care take four hours of the wish; with say over times the hours follow."""
    market = reviewed(say_over_times_share_by_contract=say, **CARING)

    assert (market.persons.care_load[:N] == 10).all()
    assert (market.persons.hours_wanted[:N] == 28).all()
    assert (market.persons.hours[:N] == hours).all()


def test_a_right_to_hours_brings_what_is_wanted(reviewed):
    """With the right for everybody all hours become those wanted."""
    market = reviewed(columns={"hours": 20, "hours_wanted": 30}, right_to_hours_share=1.0)

    assert (market.persons.hours[:N] == 30).all()


@pytest.mark.parametrize(
    ("gap", "say", "leave", "combines"),
    [(0, 1, 0, True), (0, 0, 1, True), (0, 0, 0, False), (4, 1, 1, True), (5, 1, 1, False)],
)
def test_care_and_work_combine_when_hours_fit_and_there_is_say_or_leave(reviewed, gap, say, leave, combines):
    """Hours within four of the wish, and say over times or paid leave."""
    columns = {"care_load": 8, "hours": 20 + gap, "hours_wanted": 20}
    market = reviewed(columns=columns, say_over_times_share_by_contract=float(say), leave_share=float(leave))
    total = counts(market)

    assert total[counted.CARERS] == N
    assert total[counted.CARE_FITS] == N * combines


# -- what is counted ---------------------------------------------------------------------


def test_grips_are_counted_one_by_one_and_together(reviewed):
    """Insured, well paid and secure; autonomy, support, skills used; hours that fit and say: no grip lacks."""
    facts = {"insured_share_by_contract": 1.0, "say_over_times_share_by_contract": 1.0}
    facts |= {"autonomy_shift_by_education": 20, "support_shift": 20, "skills_underused_share": 0.0}
    facts |= {"wage_floor_of_median_share": 0.01}
    market = reviewed(**facts)
    total = counts(market)

    own = market.yearly.tables.by_position[0, PERMANENT]
    assert own[counted.WORKERS] == own[counted.GRIP_MONEY] == own[counted.GRIP_WORK] == own[counted.GRIP_LIFE] == N
    assert total[counted.WORKERS] > N  # the bystanders


def test_income_counts_with_the_position_a_year_before(reviewed, do):
    """The second review counts income security under the contract that the year began with."""
    market = reviewed()
    market.yearly.forget()
    market.persons.position[0] = UNEMPLOYED
    market.month += 12
    market.yearly.review(market)
    table = market.yearly.tables.by_position[0]

    assert table[PERMANENT, counted.ACTIVE_BEFORE] == N
    assert table[PERMANENT, counted.WORKERS] == N - 1
    assert table[UNEMPLOYED, counted.ACTIVE] == 1


def test_the_unemployed_cost_ww_or_assistance(reviewed):
    """Whoever has a right to WW costs WW, the others assistance, a year of it each."""
    half = np.arange(N) < N // 2
    columns = {"position": UNEMPLOYED, "spell_start": 1400, "benefit_end": np.where(half, 1600, -1)}
    market = reviewed(columns=columns, benefit_reach_share=1.0)
    income, total = market.parameters.review.income, counts(market)
    month = min(income.wage[2, 128] * 52 / 12 * 32, income.ww_most_eur) * income.ww_later_share

    assert total[counted.COST_WW] == N // 2 * int(month * 12)
    assert total[counted.COST_ASSISTANCE] == N // 2 * int(income.assistance_eur * 12)


def test_newcomers_begin_without_a_past(make_market, hand, do):
    """A newcomer has no income, no care duties and no position of a year before."""
    market = make_market(hand.people(3), reaching_age_15_thousand_per_year=0.06)
    taken = int((market.persons.position != NOBODY).sum())
    do(market, "demography")
    new = np.flatnonzero(market.persons.birth_month > hand.start - 16 * 12)
    new = new[market.persons.position[new] != NOBODY]

    assert len(new) == (market.persons.position != NOBODY).sum() - taken > 0
    assert (market.persons.position_before[new] == NOBODY).all()
    assert (market.persons.income_before[new] == 0).all()
    assert (market.persons.income_since[new] == market.month).all()
