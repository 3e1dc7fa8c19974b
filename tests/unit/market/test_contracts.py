"""Contracts: another form with the same employer, or a business of one's own."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    AGENCY,
    NONE,
    ON_CALL,
    PERMANENT,
    POSTS_VACATED,
    SELF_EMPLOYED,
    TEMPORARY,
    UNEMPLOYED,
)

pytestmark = pytest.mark.kernel

CARE = 12


def test_conversion_makes_a_permanent_worker(make_market, do, hand):
    """Same employer, same start of the job, no end any more; one flexible worker fewer."""
    persons = hand.people(
        3, position=[TEMPORARY, AGENCY, PERMANENT], contract_end=[hand.start + 3, hand.start + 2, NONE]
    )
    market = make_market(persons, conversion_prob_per_month=[0, 1, 1, 1, 1, 1, 0, 0])

    do(market, "contracts")

    assert market.persons.position[:3].tolist() == [PERMANENT] * 3
    assert market.persons.contract_end[:3].tolist() == [NONE] * 3
    assert market.persons.employer[:3].tolist() == [0] * 3
    assert market.persons.job_start[:3].tolist() == [hand.start - 120] * 3
    assert (market.employers.headcount[0], market.employers.flexible_headcount[0]) == (3, 0)


def test_conversion_goes_by_tenure(make_market, do, hand):
    """A factor of zero in the first half year keeps newcomers temporary."""
    persons = hand.people(2, position=TEMPORARY, job_start=hand.start - np.array([3, 8]))
    market = make_market(
        persons, conversion_prob_per_month=[0, 1, 1, 1, 1, 1, 0, 0], conversion_tenure_factor=[0, 1, 1, 1]
    )

    do(market, "contracts")

    assert market.persons.position[:2].tolist() == [TEMPORARY, PERMANENT]


def test_on_call_work_gets_fixed_hours(make_market, do, hand):
    """Only on-call workers get fixed hours: a temporary contract of nine months, still flexible."""
    market = make_market(hand.people(3, position=[ON_CALL, AGENCY, PERMANENT]), fixed_hours_prob_per_month=1.0)

    do(market, "contracts")

    assert market.persons.position[:3].tolist() == [TEMPORARY, AGENCY, PERMANENT]
    assert market.persons.contract_end[0] == hand.start + 9
    assert market.employers.flexible_headcount[0] == 2


def test_a_business_of_ones_own_leaves_a_post_behind(make_market, do, hand):
    """An employee who starts one leaves the employer and stays in the same spell of work."""
    persons = hand.people(2, position=[PERMANENT, TEMPORARY], contract_end=[NONE, hand.start + 3])
    market = make_market(persons, starts_business_prob_per_month=[1, 1, 1, 1, 1, 1, *[0] * 8])

    do(market, "contracts")

    assert market.persons.position[:2].tolist() == [SELF_EMPLOYED] * 2
    for name in ("employer", "contract_end"):
        assert getattr(market.persons, name)[:2].tolist() == [NONE] * 2
    assert market.persons.job_start[:2].tolist() == [hand.start] * 2
    assert market.persons.spell_start[:2].tolist() == [hand.start - 120] * 2
    assert (market.employers.headcount[0], market.employers.flexible_headcount[0]) == (0, 0)
    assert market.buffers.tally[0][POSTS_VACATED] == 2


def test_people_out_of_work_start_businesses(make_market, do, hand):
    """A new spell of work begins, at the hours of other businesses, and WW ends."""
    persons = hand.people(2, position=[UNEMPLOYED, CARE], hours_wanted=20, benefit_end=hand.start + 8)
    market = make_market(persons, starts_business_prob_per_month=[*[0] * 8, *[1] * 6])

    do(market, "contracts")

    assert market.persons.position[:2].tolist() == [SELF_EMPLOYED] * 2
    assert market.persons.spell_start[:2].tolist() == [hand.start] * 2
    assert market.persons.hours[:2].tolist() == [32] * 2
    assert market.persons.benefit_end[:2].tolist() == [NONE] * 2


def test_changes_lie_side_by_side(make_market, do, hand):
    """On-call workers with 20% business, 30% conversion, 40% fixed hours: about that many of each."""
    market = make_market(
        hand.people(1000, position=ON_CALL),
        starts_business_prob_per_month=[0, 0, 0, 0.2, *[0] * 10],
        conversion_prob_per_month=[0, 0, 0, 0.3, 0, 0, 0, 0],
        fixed_hours_prob_per_month=0.4,
    )

    do(market, "contracts")

    position = market.persons.position[:1000]
    for code, share in ((SELF_EMPLOYED, 0.2), (PERMANENT, 0.3), (TEMPORARY, 0.4), (ON_CALL, 0.1)):
        assert abs((position == code).sum() - 1000 * share) < 4 * np.sqrt(1000 * share * (1 - share))
