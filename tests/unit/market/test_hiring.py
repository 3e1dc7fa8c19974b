"""Hiring: the post is taken, the one left behind carries the chain on, the books agree."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    ADVERTISED_FILLED,
    CHAINS_STARTED,
    FIRST_OUT_OF_WORK,
    NONE,
    PERMANENT,
    SELF_EMPLOYED,
    TEMPORARY,
    UNABLE,
    UNEMPLOYED,
    VACANCIES_FILLED,
)

pytestmark = pytest.mark.kernel

CARE = 12
MONTH = ("demand", "separations", "vacancies", "search", "matching", "hiring")
CHAINS, HIRES, BY_UNEMPLOYED = range(3)
PERMANENT_ONLY = [1, 0, 0, 0, 0, 0, 0, 0]
SURE = {"own_occupation_share": 1.0, "flexible_offer_prob_above_policy": 0.0, "flexible_offer_prob_below_policy": 0.0}


def chains(market):
    """Return chains ended, hires in them, and ended by an unemployed person; the three tables agree."""
    sums = [table.sum(axis=(0, 1)).tolist() for table in market.chains]
    assert sums[0] == sums[1] == sums[2]
    return sums[0]


def test_an_unemployed_person_ends_a_chain(make_market, do, hand):
    """One open post, one seeker: hired on the terms of the vacancy; a chain of one hire ends."""
    seeker = hand.people(1, position=UNEMPLOYED, benefit_end=hand.start + 9, occupation=2, hours_wanted=24, sector=3)
    market = make_market(hand.together(seeker, hand.people(1)), employers={"base_posts": 2}, **SURE)
    rank = market.vacancies.wage_rank[0]

    do(market, *MONTH)

    persons = market.persons
    assert persons.position[0] == PERMANENT
    assert (persons.employer[0], persons.sector[0], persons.occupation[0]) == (0, 1, 2)
    assert (persons.hours[0], persons.wage_rank[0]) == (32, rank)
    assert (persons.job_start[0], persons.spell_start[0]) == (hand.start, hand.start)
    assert (persons.contract_end[0], persons.benefit_end[0]) == (NONE, NONE)
    assert (market.employers.headcount[0], market.plans.open_posts[0]) == (2, 0)
    assert chains(market) == [1, 1, 1]
    assert market.buffers.tally[0][VACANCIES_FILLED] == 1


def test_a_fixed_term_begins_at_hiring(make_market, do, hand):
    """A temporary post ends nine months from now, as the facts of the polder say."""
    stock = hand.people(1, position=TEMPORARY)
    market = make_market(
        hand.together(hand.people(1, position=UNEMPLOYED), stock),
        employers={"base_posts": 2, "flexible_policy": 1.0},
        own_occupation_share=1.0,
        flexible_offer_prob_above_policy=1.0,
        flexible_offer_prob_below_policy=1.0,
    )

    do(market, *MONTH)

    assert market.persons.position[0] == TEMPORARY
    assert market.persons.contract_end[0] == hand.start + 9
    assert (market.employers.headcount[0], market.employers.flexible_headcount[0]) == (2, 2)


def test_a_chain_goes_on_with_the_post_left_behind(make_market, do, hand):
    """Employer 0 hires from employer 1, which hires an unemployed person: one chain of two hires.

    Hand calculation: the first post has depth 0; the one left behind is reopened with the same chain at depth 1.
    """
    worker = hand.people(1, employer=1, wage_rank=0, occupation=2)
    market = make_market(
        hand.together(worker, hand.people(1, occupation=3)),
        n_employers=2,
        employers={"base_posts": [2, 1]},
        on_the_job_search_prob_per_month=PERMANENT_ONLY,
        **SURE,
    )
    market.vacancies.occupation[0] = 2
    market.vacancies.wage_rank[0] = 200
    chain = market.vacancies.chain[0]

    do(market, *MONTH)

    assert market.persons.employer[0] == 0
    assert market.employers.headcount.tolist() == [2, 0]
    assert market.persons.spell_start[0] == hand.start - 120  # still the same spell of work
    assert chains(market) == [0, 0, 0]
    assert market.vacated.employer[: market.vacated.in_use[0]].tolist() == [1]

    do(market, "demand", "vacancies")

    place = market.listing.in_use[0] - 1
    vacancy = {
        name: int(getattr(market.vacancies, name)[place]) for name in ("employer", "occupation", "chain", "depth")
    }
    assert vacancy == {"employer": 1, "occupation": 2, "chain": chain, "depth": 1}
    assert market.buffers.tally[0][CHAINS_STARTED] == 0

    market.persons.position[1] = UNEMPLOYED  # the other employee is let go, to make a seeker
    market.persons.employer[1], market.persons.occupation[1] = NONE, 2
    market.employers.headcount[0] -= 1
    market._expect_anew()
    do(market, "search", "matching", "hiring")

    assert market.persons.employer[1] == 1
    assert chains(market) == [1, 2, 1]


def test_a_chain_ends_when_the_post_left_behind_is_not_wanted(make_market, do, hand):
    """Employer 1 wants nobody any more: the chain of one hire ends, with somebody from work."""
    worker = hand.people(1, employer=1, wage_rank=0)
    market = make_market(
        hand.together(worker, hand.people(1)),
        n_employers=2,
        employers={"base_posts": [2, 0]},
        on_the_job_search_prob_per_month=PERMANENT_ONLY,
        **SURE,
    )
    market.vacancies.wage_rank[0] = 200

    do(market, *MONTH)
    do(market, "demand", "vacancies")

    assert market.listing.in_use[0] == 0
    assert chains(market) == [1, 1, 0]


@pytest.mark.parametrize(("position", "by_unemployed"), [(SELF_EMPLOYED, 0), (CARE, 0), (UNEMPLOYED, 1)])
def test_who_leaves_no_post_ends_the_chain(make_market, do, hand, position, by_unemployed):
    """The self-employed and people from outside the labour force end a chain too, but not as unemployed."""
    market = make_market(
        hand.together(hand.people(1, position=position, wage_rank=0), hand.people(1, occupation=3)),
        employers={"base_posts": 2},
        on_the_job_search_prob_per_month=[1, 0, 0, 0, 0, 0, 1, 1],
        inactive_search_prob_per_month=1.0,
        **SURE,
    )
    market.vacancies.occupation[0] = 2
    market.vacancies.wage_rank[0] = 255
    market.persons.wage_rank[2:] = 255  # bystanders have nothing to gain

    do(market, *MONTH)

    assert market.persons.position[0] == PERMANENT
    assert chains(market) == [1, 1, by_unemployed]


def test_as_many_are_hired_as_there_are_posts(make_market, do, hand):
    """Fifty seekers, five posts: five at most are hired; the books of employer and person agree."""
    market = make_market(
        hand.together(hand.people(50, position=UNEMPLOYED), hand.people(1)), employers={"base_posts": 6}, **SURE
    )

    do(market, *MONTH)

    hired = (market.persons.position[:50] == PERMANENT).sum()
    assert 1 <= hired <= 5
    assert market.employers.headcount[0] == 1 + hired
    assert market.plans.open_posts[0] == 5 - hired
    assert market.buffers.tally[0][VACANCIES_FILLED] == hired
    assert market.buffers.tally[0][ADVERTISED_FILLED] <= hired


@pytest.mark.parametrize(("keeps", "position"), [(1.0, UNEMPLOYED), (0.0, CARE)])
def test_who_started_to_look_in_vain_may_become_unemployed(make_market, do, hand, keeps, position):
    """No post for somebody who started to look: unemployed with the probability of going on, else as before."""
    market = make_market(
        hand.together(hand.people(1, position=CARE), hand.people(1)),
        inactive_search_prob_per_month=1.0,
        keeps_seeking_prob=keeps,
    )

    do(market, *MONTH)

    assert market.persons.position[0] == position
    assert (market.persons.spell_start[0] == hand.start) == (position == UNEMPLOYED)


@pytest.mark.parametrize(("months", "began_before"), [(3, True), (12, True), (13, False)])
def test_a_search_that_is_taken_up_again_soon_goes_on(make_market, do, hand, months, began_before):
    """Who stopped looking at most so many months ago has looked since the first beginning; who stopped longer ago anew.

    Then nothing is kept of the search that was given up.
    """
    stopped, first = hand.start - months, hand.start - months - 20
    market = make_market(
        hand.together(hand.people(1, position=CARE, spell_start=stopped, search_start=first), hand.people(1)),
        inactive_search_prob_per_month=1.0,
        keeps_seeking_prob=1.0,
        search_interruption_months=12,
    )

    do(market, *MONTH)

    assert market.persons.position[0] == UNEMPLOYED
    assert market.persons.spell_start[0] == (first if began_before else hand.start)
    assert market.persons.search_start[0] == NONE


def test_who_gives_up_leaves_the_labour_force(make_market, do, hand):
    """Giving up leads to inactivity for a reason of the person's age."""
    reasons = np.tile(np.eye(5)[CARE - FIRST_OUT_OF_WORK - 1], (6, 1))
    market = make_market(
        hand.together(hand.people(3, position=UNEMPLOYED, spell_start=hand.start - 7), hand.people(1)),
        giving_up_prob_per_month=1.0,
        inactive_reason_share=reasons,
    )

    do(market, *MONTH)

    assert market.persons.position[:3].tolist() == [CARE] * 3
    assert market.persons.spell_start[:3].tolist() == [hand.start] * 3
    assert market.persons.search_start[:3].tolist() == [hand.start - 7] * 3


def test_who_looked_for_work_is_not_unable_to(make_market, do, hand):
    """Of reasons that hold for half each, the one that goes with being able to work is left, or the only one."""
    care, unable = CARE - FIRST_OUT_OF_WORK - 1, UNABLE - FIRST_OUT_OF_WORK - 1
    reasons = np.zeros((6, 5))
    reasons[:, [care, unable]] = 0.5
    reasons[-1] = np.eye(5)[unable]
    ages = np.array([40] * 50 + [70] * 5) * 12
    market = make_market(
        hand.together(hand.people(55, position=UNEMPLOYED, age_months=ages), hand.people(1)),
        giving_up_prob_per_month=1.0,
        giving_up_age_factor=1.0,
        inactive_reason_share=reasons,
    )

    do(market, *MONTH)

    assert market.persons.position[:55].tolist() == [CARE] * 50 + [UNABLE] * 5
