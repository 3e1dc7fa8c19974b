"""Vacancies: opened where posts are missing, opened again when somebody leaves, withdrawn, sorted."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    CHAINS_STARTED,
    N_TALLIES,
    NONE,
    ON_CALL,
    PERMANENT,
    POSTS_VACATED,
    TEMPORARY,
    UNEMPLOYED,
    VACANCIES_FILLED,
    VACANCIES_OPENED,
    VACANCIES_WITHDRAWN,
)
from houvast.market.kernels.vacancies import sort_by_cell, tidy
from houvast.market.state import in_rows, new_plans, new_vacancies
from houvast.population.columns import empty_employers

pytestmark = pytest.mark.kernel


def in_use(market, name):
    """Return a column of the vacancies in use."""
    return getattr(market.vacancies, name)[: market.listing.in_use[0]]


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


@pytest.mark.parametrize("gone", [[], [0], [9], [0, 9], [3, 4, 9, 8], range(10)], ids=str)
def test_the_last_of_the_table_takes_a_gap(gone):
    """Filled vacancies leave the table; those that stay keep all that is known of them, and stand without gaps."""
    n, gone = 10, list(gone)
    vacancies, listing = new_vacancies(n + 5)
    described = [name for name in vacancies.dtype.names if name != "priority"]
    for number, name in enumerate(described):
        vacancies[name][:n] = 10 * np.arange(n) % 97 + number
    vacancies["employer"][:n] = np.arange(n)
    vacancies["employer"][gone] = NONE
    listing.in_use[0] = n
    kept = [place for place in range(n) if place not in gone]
    rows = {tuple(int(vacancies[name][place]) for name in described) for place in kept}
    tally = np.zeros(N_TALLIES, np.int64)

    tidy(employers_who_want(n), vacancies, listing, tally)

    in_use = int(listing.in_use[0])
    assert in_use == len(kept)
    assert {tuple(int(vacancies[name][place]) for name in described) for place in range(in_use)} == rows
    before_gap = min(gone, default=n)
    assert vacancies["employer"][:before_gap].tolist() == list(range(before_gap))
    assert not tally.any()


def employers_who_want(n):
    """Return the rows of ``n`` employers without people, each with one open post that is wanted."""
    employers, plans = empty_employers(n), new_plans(n)
    plans.target[:] = 1
    plans.open_posts[:] = 1
    return in_rows({**employers._asdict(), **plans._asdict()}, n)


def test_a_filled_vacancy_is_not_read_by_anybody(make_market, do, hand):
    """A post that was filled this month stays in the table until it is tidied, but is advertised no more."""
    market = make_market(
        hand.together(hand.people(30, position=UNEMPLOYED), hand.people(1)),
        n_open=10,
        own_occupation_share=1.0,
        advertised_share_by_contract=1.0,
    )
    assert in_use(market, "advertised").all()

    do(market, "demand", "separations", "vacancies", "search", "matching", "hiring")

    filled = in_use(market, "employer") == NONE
    assert filled.any()
    assert not in_use(market, "advertised")[filled].any()
    assert market.buffers.tally[0][VACANCIES_FILLED] == filled.sum()


def test_sorting_by_cell_is_a_stable_sort():
    """Vacancies stand by occupation, region and channel, in table order within a cell, as numpy's stable sort has it.

    Posts that are not advertised come before those that are.
    """
    random = np.random.default_rng(1)
    n, n_occupations, n_regions = 200, 6, 2
    vacancies, listing = new_vacancies(n + 50)
    listing.in_use[0] = n
    vacancies["occupation"][:n] = random.integers(0, n_occupations, n)
    vacancies["region"][:n] = random.integers(0, n_regions, n)
    vacancies["advertised"][:n] = random.integers(0, 2, n)
    starts = np.zeros(n_occupations * n_regions * 2 + 1, np.int64)
    by_occupation = np.zeros(n_occupations, np.int64)

    sort_by_cell(n_regions, starts, by_occupation, vacancies, listing)

    cell = vacancies["occupation"][:n].astype(int) * n_regions + vacancies["region"][:n]
    cell = cell * 2 + vacancies["advertised"][:n]
    assert listing.order[:n].tolist() == np.argsort(cell, kind="stable").tolist()
    expected = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=len(starts) - 1))])
    assert starts.tolist() == expected.tolist()
    assert by_occupation.tolist() == np.bincount(vacancies["occupation"][:n], minlength=6).tolist()


def test_a_market_without_vacancies_has_empty_cells(make_market, do, hand):
    """Where nobody is wanted, no vacancy is opened and every cell is empty."""
    market = make_market(hand.people(6))

    do(market, "vacancies")

    assert market.listing.in_use[0] == 0
    assert not market.cell_start.any()
    assert market.listing.next_chain[0] == 0
    assert NONE not in in_use(market, "employer")
