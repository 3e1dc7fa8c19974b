"""Separations: who loses a job, who stops, what happens at the end of a term, who gets WW."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    AGENCY,
    FIRST_OUT_OF_WORK,
    JOBS_LOST,
    NOBODY,
    NONE,
    PERMANENT,
    SELF_EMPLOYED,
    TEMPORARY,
    TEMPORARY_WITH_PROSPECT,
    UNEMPLOYED,
)

pytestmark = pytest.mark.kernel

YEAR = 12
CARE = 12
"""Position: inactive, care."""
STUDY = 9
"""Position: inactive, education."""


def only(place, size):
    """Return a row of shares in which one group has everything."""
    return np.eye(size)[place]


def test_dismissal_ends_everything_that_goes_with_the_job(make_market, do, hand):
    """With a probability of one every employee becomes unemployed; the employer keeps the post."""
    market = make_market(hand.people(3, position=[PERMANENT, TEMPORARY, AGENCY]), dismissal_prob_per_month=1.0)

    do(market, "separations")

    persons = market.persons
    assert persons.position[:3].tolist() == [UNEMPLOYED] * 3
    assert persons.spell_start[:3].tolist() == [hand.start] * 3
    for name in ("employer", "job_start", "contract_end"):
        assert getattr(persons, name)[:3].tolist() == [NONE] * 3
    assert persons.hours[:3].tolist() == [0] * 3
    assert persons.experience_months[:3].tolist() == [120] * 3
    assert (market.employers.headcount[0], market.employers.flexible_headcount[0]) == (0, 0)
    assert market.vacated.in_use[0] == 3
    assert market.buffers.tally[0][JOBS_LOST] == 3


def test_dismissal_and_its_factors_multiply(make_market, do, hand):
    """Contract, age, tenure and education each multiply: a zero anywhere spares that group."""
    persons = hand.people(
        4,
        age_months=[20 * YEAR, 40 * YEAR, 40 * YEAR, 40 * YEAR],
        education=[0, 2, 0, 0],
        job_start=hand.start - np.array([1, 1, 1, 100]),
    )
    market = make_market(
        persons,
        dismissal_prob_per_month=1.0,
        dismissal_age_factor=[0, 1, 1, 1, 1, 1],
        dismissal_education_factor=[1, 1, 0],
        dismissal_tenure_factor=[1, 1, 1, 0],
    )

    do(market, "separations")

    assert (market.persons.position[:4] == UNEMPLOYED).tolist() == [False, False, True, False]


def test_a_lost_job_counts_for_the_cohort_that_had_it(make_market, do, hand):
    """Job security looks at jobs held at the start of the year: a job begun since is not counted."""
    market = make_market(hand.people(2), dismissal_prob_per_month=1.0)
    market.month += 3
    market.persons.job_start[1] = market.cohort_month + 1

    do(market, "separations")

    assert market.trace.cohort_job_lost[:2].tolist() == [1, 0]


def test_the_self_employed_lose_work_without_ww(make_market, do, hand):
    """A business that ends against one's will leads to unemployment, without WW and without a lost job."""
    business = hand.people(1, position=SELF_EMPLOYED, experience_months=240)
    market = make_market(business, dismissal_prob_per_month=[0, 0, 0, 0, 0, 0, 1, 1])

    do(market, "separations")

    assert market.persons.position[0] == UNEMPLOYED
    assert market.persons.benefit_end[0] == NONE
    assert market.buffers.tally[0][JOBS_LOST] == 0
    assert market.trace.cohort_job_lost[0] == 0


def test_who_does_not_seek_after_losing_a_job_gets_no_ww(make_market, do, hand):
    """A share of one leaves the labour force for a reason of their age; the job was lost all the same."""
    reasons = np.tile(only(CARE - FIRST_OUT_OF_WORK - 1, 5), (6, 1))
    market = make_market(
        hand.people(2, experience_months=240),
        dismissal_prob_per_month=1.0,
        lost_job_to_inactivity_share=1.0,
        inactive_reason_share=reasons,
    )

    do(market, "separations")

    assert market.persons.position[:2].tolist() == [CARE] * 2
    assert market.persons.benefit_end[:2].tolist() == [NONE] * 2
    assert market.trace.cohort_job_lost[:2].tolist() == [1, 1]


def test_a_quit_is_no_lost_job(make_market, do, hand):
    """Who stops working leaves the labour force, keeps no claim, and lost nothing."""
    reasons = np.tile(only(STUDY - FIRST_OUT_OF_WORK - 1, 5), (6, 1))
    market = make_market(
        hand.people(2, experience_months=240, sex=[0, 1]),
        quit_prob_per_month=1.0,
        quit_sex_factor=[1, 0],
        inactive_reason_share=reasons,
    )

    do(market, "separations")

    assert market.persons.position[:2].tolist() == [STUDY, PERMANENT]
    assert market.persons.benefit_end[0] == NONE
    assert market.buffers.tally[0][JOBS_LOST] == 0
    assert market.trace.cohort_job_lost[0] == 0
    assert market.vacated.in_use[0] == 1


@pytest.mark.parametrize(
    ("conversion", "renewal", "job_months", "position", "ends_in"),
    [
        (1, 0, 9, PERMANENT, NONE),
        (0, 1, 9, TEMPORARY, 9),
        (0, 1, 27, TEMPORARY, 9),
        (0, 1, 28, UNEMPLOYED, NONE),
        (0, 0, 9, UNEMPLOYED, NONE),
        (0.5, 0.5, 28, None, None),
    ],
    ids=["converted", "renewed", "just within the chain rule", "beyond the chain rule", "over", "either way"],
)
def test_the_end_of_a_term(make_market, do, hand, conversion, renewal, job_months, position, ends_in):
    """A term of 9 months ends: permanent, renewed while the job stays within 36 months in all, or over.

    Source: Burgerlijk Wetboek 7:668a (36 months), terms of the polder; hand calculation.
    """
    persons = hand.people(
        1, position=TEMPORARY, job_start=hand.start - job_months, contract_end=hand.start, experience_months=240
    )
    market = make_market(persons, term_conversion_prob=conversion, term_renewal_prob=renewal)

    do(market, "separations")

    if position is None:  # beyond the chain rule a renewal is no way out
        assert market.persons.position[0] in (PERMANENT, UNEMPLOYED)
        return
    end = ends_in if ends_in == NONE else hand.start + ends_in
    assert (market.persons.position[0], market.persons.contract_end[0]) == (position, end)
    assert market.employers.headcount[0] == (position < FIRST_OUT_OF_WORK)
    assert market.employers.flexible_headcount[0] == (position == TEMPORARY)
    assert market.trace.cohort_job_lost[0] == (position == UNEMPLOYED)


def test_a_term_ends_in_its_month_only(make_market, do, hand):
    """A term that ends next month goes on this month."""
    persons = hand.people(1, position=TEMPORARY_WITH_PROSPECT, contract_end=hand.start + 1)
    market = make_market(persons)

    do(market, "separations")
    assert market.persons.position[0] == TEMPORARY_WITH_PROSPECT
    do(market, "separations")
    assert market.persons.position[0] == UNEMPLOYED


def test_conversions_and_renewals_share_one_draw(make_market, do, hand):
    """Of a thousand terms with 30% conversion and 50% renewal, that many convert, renew and end."""
    market = make_market(
        hand.people(1000, position=TEMPORARY, job_start=hand.start - 9, contract_end=hand.start),
        term_conversion_prob=0.3,
        term_renewal_prob=0.5,
    )

    do(market, "separations")

    position = market.persons.position[:1000]
    found = [(position == code).sum() for code in (PERMANENT, TEMPORARY, UNEMPLOYED)]
    for count, share in zip(found, (0.3, 0.5, 0.2), strict=True):
        assert abs(count - 1000 * share) < 4 * np.sqrt(1000 * share * (1 - share))


def test_a_probability_between_zero_and_one_is_met(make_market, do, hand):
    """Thinning changes nothing: with 3% dismissals and 2% quits, four thousand people give that many of each."""
    market = make_market(hand.people(4000), dismissal_prob_per_month=0.03, quit_prob_per_month=0.02)

    do(market, "separations")

    position = market.persons.position[:4000]
    lost, stopped = (position == UNEMPLOYED).sum(), ((position > UNEMPLOYED) & (position != NOBODY)).sum()
    assert abs(lost - 120) < 4 * np.sqrt(120)
    assert abs(stopped - 80) < 4 * np.sqrt(80)
