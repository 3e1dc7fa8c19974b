"""Vacancies: opened where posts are missing, opened again when somebody leaves, withdrawn, sorted."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    CHAINS_STARTED,
    NONE,
    ON_CALL,
    PERMANENT,
    POSTS_VACATED,
    TEMPORARY,
    VACANCIES_OPENED,
    VACANCIES_WITHDRAWN,
)
from houvast.market.kernels.vacancies import sort_by_cell
from houvast.market.state import new_vacancies

pytestmark = pytest.mark.kernel


def in_use(market, name):
    """Return a column of the vacancies in use."""
    return getattr(market.vacancies, name)[: market.vacancies.in_use[0]]


def test_missing_posts_are_opened_at_the_posting_speed(make_market, do, hand):
    """Four posts short at full speed are four vacancies, each the start of a chain of its own."""
    market = make_market(hand.people(6), posting_speed_per_month=1.0)
    market.plans.target[0] = 10

    do(market, "vacancies")

    assert in_use(market, "employer").tolist() == [0] * 4
    assert in_use(market, "opened").tolist() == [hand.start] * 4
    assert in_use(market, "depth").tolist() == [0] * 4
    assert len(set(in_use(market, "chain").tolist())) == 4
    assert market.plans.open_posts[0] == 4
    assert market.buffers.tally[0][[VACANCIES_OPENED, CHAINS_STARTED]].tolist() == [4, 4]


def test_posts_open_at_the_start_are_those_wanted_and_not_filled(make_market, hand):
    """Before the first month every missing post is a vacancy, whatever the posting speed."""
    market = make_market(hand.people(6), employers={"base_posts": 9})

    assert in_use(market, "employer").tolist() == [0] * 3
    assert in_use(market, "opened").tolist() == [hand.start - 1] * 3


def test_half_of_three_posts_is_one_or_two(make_market, do, hand):
    """A fraction of a post is rounded by a draw: three hundred employers three short post about 450."""
    market = make_market(hand.people(1), n_employers=301, posting_speed_per_month=0.5)
    market.plans.target[1:] = 3

    do(market, "vacancies")

    opened = np.bincount(in_use(market, "employer"), minlength=301)[1:]
    assert set(opened.tolist()) == {1, 2}
    assert abs(opened.sum() - 450) < 4 * np.sqrt(300 / 4)


def test_a_new_post_is_in_an_occupation_of_the_sector(make_market, do, hand):
    """Posts are opened in occupations that the sector has, mostly where it is short."""
    persons = hand.people(20, occupation=[2, 3] * 10)
    market = make_market(persons, posting_speed_per_month=1.0)
    market.plans.target[0] = 60
    market.wanted = np.zeros_like(market.wanted)
    market.wanted[1, 2:4] = [10, 30]

    do(market, "vacancies")

    opened = np.bincount(in_use(market, "occupation"), minlength=6)
    assert opened[[0, 1, 4, 5]].tolist() == [0, 0, 0, 0]
    assert opened[3] > opened[2]


def test_a_post_left_behind_is_opened_again_when_wanted(make_market, do, hand):
    """A dismissed worker leaves a post: it is opened in the same occupation and starts a chain."""
    market = make_market(hand.people(3, occupation=[2, 3, 4]), dismissal_prob_per_month=1.0)

    do(market, "demand", "separations", "vacancies")

    assert sorted(in_use(market, "occupation").tolist()) == [2, 3, 4]
    assert market.buffers.tally[0][[POSTS_VACATED, VACANCIES_OPENED, CHAINS_STARTED]].tolist() == [3, 3, 3]
    assert market.vacated.in_use[0] == 0


def test_a_post_left_behind_is_not_opened_when_the_target_has_sunk(make_market, do, hand):
    """An employer that wants one of three opens one of the three posts left behind."""
    market = make_market(hand.people(3), employers={"base_posts": 1}, dismissal_prob_per_month=1.0)

    do(market, "demand", "separations", "vacancies")

    assert in_use(market, "employer").tolist() == [0]


def test_posts_above_target_are_withdrawn(make_market, do, hand):
    """Six people and four open posts, seven and a half wanted: withdrawn until fewer than one and a half too many."""
    market = make_market(hand.people(6), employers={"base_posts": 10})
    market.plans.target[0] = 7.5 - 1 / 8

    do(market, "vacancies")

    assert in_use(market, "employer").tolist() == [0, 0]
    assert market.plans.open_posts[0] == 2
    assert market.buffers.tally[0][VACANCIES_WITHDRAWN] == 2


def test_half_a_post_too_many_is_left_open(make_market, do, hand):
    """Opening and withdrawing leave a band of a post between them, so that no post goes on and off."""
    market = make_market(hand.people(6), employers={"base_posts": 10}, posting_speed_per_month=1.0)
    for target in (9.6, 10.4, 9.51):
        market.plans.target[0] = target
        do(market, "vacancies")
        assert market.plans.open_posts[0] == 4


@pytest.mark.parametrize(("policy", "flexible"), [(1.0, True), (0.0, False)])
def test_the_contract_offered_follows_the_policy(make_market, do, hand, policy, flexible):
    """Below the wanted flexible share every offer is flexible, at or above it none (probabilities one and zero)."""
    persons = hand.people(6, position=[TEMPORARY, ON_CALL, *[PERMANENT] * 4])
    market = make_market(
        persons,
        employers={"flexible_policy": policy},
        posting_speed_per_month=1.0,
        flexible_offer_prob_below_policy=1.0,
        flexible_offer_prob_above_policy=0.0,
        offer_weight_by_contract=[1, 0, 1, 0, 0, 0, 0, 0],
    )
    market.plans.target[0] = 26

    do(market, "vacancies")

    assert in_use(market, "contract").tolist() == [TEMPORARY if flexible else PERMANENT] * 20


def test_flexible_offers_resemble_the_flexible_stock_of_the_sector(make_market, do, hand):
    """Two in three flexible workers on call and equal weights: about two in three offers are on call."""
    persons = hand.people(300, position=[TEMPORARY, ON_CALL, ON_CALL] * 100)
    market = make_market(
        persons,
        employers={"flexible_policy": 1.0},
        posting_speed_per_month=1.0,
        flexible_offer_prob_below_policy=1.0,
        flexible_offer_prob_above_policy=1.0,
        offer_weight_by_contract=1.0,
    )
    market.plans.target[0] = 1200

    do(market, "vacancies")

    on_call = (in_use(market, "contract") == ON_CALL).sum()
    assert abs(on_call - 600) < 4 * np.sqrt(900 * 2 / 9)


def test_advertised_is_a_share_of_posts(make_market, do, hand):
    """Some posts are filled without a vacancy anybody reads: a share by contract."""
    market = make_market(
        hand.people(6),
        posting_speed_per_month=1.0,
        flexible_offer_prob_above_policy=0.0,
        advertised_share_by_contract=0.25,
    )
    market.plans.target[0] = 1006

    do(market, "vacancies")

    advertised = in_use(market, "advertised").sum()
    assert abs(advertised - 250) < 4 * np.sqrt(1000 * 0.25 * 0.75)


def test_sorting_by_cell_is_a_stable_sort():
    """Vacancies stand by occupation and region, in table order within a cell, as numpy's stable sort has them."""
    random = np.random.default_rng(1)
    n, n_occupations, n_regions = 200, 6, 2
    vacancies = new_vacancies(n + 50)
    vacancies.in_use[0] = n
    vacancies.occupation[:n] = random.integers(0, n_occupations, n)
    vacancies.region[:n] = random.integers(0, n_regions, n)
    starts = np.zeros(n_occupations * n_regions + 1, np.int64)
    by_occupation = np.zeros(n_occupations, np.int64)

    sort_by_cell(n_regions, starts, by_occupation, vacancies)

    cell = vacancies.occupation[:n].astype(int) * n_regions + vacancies.region[:n]
    assert vacancies.order[:n].tolist() == np.argsort(cell, kind="stable").tolist()
    expected = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=len(starts) - 1))])
    assert starts.tolist() == expected.tolist()
    assert by_occupation.tolist() == np.bincount(vacancies.occupation[:n], minlength=6).tolist()


def test_a_market_without_vacancies_has_empty_cells(make_market, do, hand):
    """Where nobody is wanted, no vacancy is opened and every cell is empty."""
    market = make_market(hand.people(6))

    do(market, "vacancies")

    assert market.vacancies.in_use[0] == 0
    assert not market.cell_start.any()
    assert market.vacancies.next_chain[0] == 0
    assert NONE not in in_use(market, "employer")
