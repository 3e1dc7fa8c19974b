"""Demand: shocks of employers, targets, and whom a surplus hits."""

import numpy as np
import pytest

from houvast.market.kernels.codes import PERMANENT, TEMPORARY

pytestmark = pytest.mark.kernel


def posts(hand, n_permanent, n_flexible):
    """Return the people of one employer."""
    return hand.people(n_permanent + n_flexible, position=[PERMANENT] * n_permanent + [TEMPORARY] * n_flexible)


def test_a_shock_lasts_in_part_and_moves_the_target(make_market, do, hand):
    """With persistence 0.5 and no new shock, 0.4 becomes 0.2 and ten posts become twelve."""
    market = make_market(hand.people(10), employers={"shock": 0.4}, shock_persistence_per_month=0.5)

    do(market, "demand")

    assert market.employers.shock[0] == pytest.approx(0.2)
    assert market.plans.target[0] == pytest.approx(12)


def test_new_shocks_have_the_spread_that_the_facts_give(make_market, do, hand):
    """Over two thousand employers the mean is zero and the spread 0.1, within four standard errors; then it adds up."""
    market = make_market(hand.people(1), n_employers=2000, shock_spread_per_month=0.1)

    do(market, "demand")

    shock = market.employers.shock.astype(float)
    assert abs(shock.mean()) < 4 * 0.1 / np.sqrt(2000)
    assert shock.std() == pytest.approx(0.1, rel=4 / np.sqrt(2 * 2000))
    first = shock.copy()
    do(market, "demand")
    assert market.employers.shock.std() == pytest.approx(0.1 * np.sqrt(2), rel=0.1)
    assert abs(np.corrcoef(market.employers.shock - first, first)[0, 1]) < 4 / np.sqrt(2000)


def test_a_target_is_never_negative(make_market, do, hand):
    """A shock stops at minus one: then an employer wants nobody."""
    market = make_market(hand.people(4), employers={"shock": -3.0})

    do(market, "demand")

    assert market.plans.target[0] == 0


@pytest.mark.parametrize(
    ("wanted", "speed", "caps", "expected"),
    [
        (5, 0.2, (1, 1), (0.9 / 4, 0)),
        (5, 0.2, (0.1, 1), (0.1, 0.5 / 6)),
        (5, 0.2, (0.1, 0.05), (0.1, 0.05)),
        (0, 1, (1, 1), (1, 5.5 / 6)),
        (10, 1, (1, 1), (0, 0)),
        (9.5, 1, (1, 1), (0, 0)),
    ],
    ids=["flexible alone", "then permanent", "both at the cap", "wants nobody", "no surplus", "half a post"],
)
def test_a_surplus_hits_the_flexible_first(make_market, do, hand, wanted, speed, caps, expected):
    """Six permanent and four flexible: speed times the surplus beyond half a post (hand calculation)."""
    market = make_market(
        posts(hand, 6, 4),
        employers={"base_posts": wanted},
        layoff_speed_per_month=speed,
        layoff_cap_flexible=caps[0],
        layoff_cap_permanent=caps[1],
    )

    do(market, "demand")

    plans = market.plans
    found = plans.layoff_prob_flexible[0], plans.layoff_prob_permanent[0]
    assert found == pytest.approx(expected, abs=1e-6)
    assert plans.lays_off[0] == (sum(expected) > 0)


def test_an_employer_that_is_short_again_lays_nobody_off(make_market, do, hand):
    """What was planned one month does not outlast the surplus."""
    market = make_market(
        posts(hand, 6, 4), employers={"base_posts": 5}, layoff_speed_per_month=1, layoff_cap_flexible=1
    )
    do(market, "demand")
    assert market.plans.lays_off.tolist() == [1]
    market.employers.base_posts[0] = 20

    do(market, "demand")

    assert market.plans.lays_off.tolist() == [0]
    assert (market.plans.layoff_prob_flexible[0], market.plans.layoff_prob_permanent[0]) == (0, 0)


def test_a_tolerated_surplus_stays(make_market, do, hand):
    """A tolerance of 20% on ten people allows two too many."""
    market = make_market(
        posts(hand, 6, 4),
        employers={"base_posts": 8},
        layoff_speed_per_month=1,
        layoff_tolerance_share=0.2,
        layoff_cap_flexible=1,
        layoff_cap_permanent=1,
    )

    do(market, "demand")

    assert (market.plans.layoff_prob_flexible[0], market.plans.layoff_prob_permanent[0]) == (0, 0)


def test_who_is_laid_off_leaves_no_post_behind(make_market, do, hand):
    """Lay-offs at a cap of one empty the flexible shell in a month; those posts are gone."""
    market = make_market(
        posts(hand, 6, 4), employers={"base_posts": 5}, layoff_speed_per_month=1, layoff_cap_flexible=1
    )

    do(market, "demand", "separations")

    assert (market.employers.headcount[0], market.employers.flexible_headcount[0]) == (6, 0)
    assert market.vacated.in_use[0] == 0
