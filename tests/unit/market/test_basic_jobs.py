"""Basic jobs: for whom they are, what they pay and cost, and nothing at all where there are none."""

import numpy as np
import pytest

from houvast.market.kernels.codes import NONE, OTHER_INACTIVE, PERMANENT, SELF_EMPLOYED, TEMPORARY, UNEMPLOYED
from houvast.market.kernels.review_counts import COST_BASIC_JOBS, N_BITS
from houvast.market.model import Market

pytestmark = pytest.mark.kernel

MONTH = ("demand", "separations", "vacancies", "search", "matching", "hiring")
COST_EUR_PER_YEAR = 24_000.0
ONE, THREE = 0.001, 0.003
"""Thousands of places."""


@pytest.fixture
def without_work(make_market, hand):
    """Return a market of three unemployed, 5, 20 and 40 months without work, and one who does not look."""

    def make(places_thousand, **facts):
        spells = np.array([5, 40, 20, 40])
        position = [UNEMPLOYED, UNEMPLOYED, UNEMPLOYED, OTHER_INACTIVE]
        persons = hand.people(4, position=position, spell_start=hand.start - spells, benefit_end=hand.start + 60)
        cost = {"basic_job_cost_eur_per_year": COST_EUR_PER_YEAR}
        return make_market(persons, basic_jobs_thousand=places_thousand, **cost, **facts)

    return make


def holders(market):
    """Return who has a basic job."""
    return sorted(market.basic_jobs.holders.tolist())


def test_a_place_goes_to_who_is_out_of_work_longest(without_work, do, hand):
    """One place: the longest spell gets it, at the lowest wage, as temporary work without an end."""
    market = without_work(ONE)
    do(market, *MONTH)

    persons = market.persons
    assert holders(market) == [1]
    assert (persons.position[1], persons.wage_rank[1], persons.contract_end[1]) == (TEMPORARY, 0, NONE)
    assert (persons.employer[1], persons.job_start[1], persons.benefit_end[1]) == (1, hand.start, NONE)
    assert persons.hours[1] > 0
    assert (persons.position[[0, 2, 3]] == [UNEMPLOYED, UNEMPLOYED, OTHER_INACTIVE]).all()
    assert (market.employers.headcount[1], market.employers.flexible_headcount[1]) == (1, 1)


def test_places_are_for_the_long_term_unemployed_only(without_work, do):
    """Three places and two who are out of work for a year or more: one place stays empty."""
    market = without_work(THREE)
    do(market, *MONTH)

    assert holders(market) == [1, 2]


def test_the_lowest_wage_is_the_minimum(without_work, do, hand, quiet_facts):
    """Who has a basic job earns the minimum wage where the occupation begins below it."""
    least = quiet_facts.number("minimum_wage_eur_per_hour", hand.start)
    market = without_work(ONE)
    do(market, *MONTH)

    wage = market.parameters.review.income.wage[market.persons.occupation[1], market.persons.wage_rank[1]]
    assert wage == pytest.approx(least)


def test_a_place_costs_every_month(without_work, do):
    """Two people in a place for three months cost a half a year's cost of one."""
    market = without_work(THREE)
    for _ in range(3):
        do(market, *MONTH)

    assert market.yearly.tables.amounts[:, :, COST_BASIC_JOBS - N_BITS].sum() == COST_EUR_PER_YEAR / 2


def test_a_place_left_behind_is_free_again_and_never_advertised(without_work, do):
    """Everybody is dismissed: the next in need gets the place, and no vacancy opens."""
    market = without_work(ONE, dismissal_prob_per_month=[0, 1, 1, 1, 1, 1, 0, 0])
    do(market, *MONTH)
    do(market, *MONTH)

    assert market.persons.position[1] == UNEMPLOYED
    assert holders(market) == [2]
    assert market.employers.headcount[1] == 1
    assert market.listing.in_use[0] == 0


def test_fewer_places_dismiss_nobody(without_work, do):
    """Where all employers lay off who is too many, the municipality keeps who it has."""
    market = without_work(THREE, layoff_cap_flexible=1.0, layoff_speed_per_month=1.0)
    do(market, *MONTH)
    market.parameters = market.parameters._replace(basic_jobs=market.parameters.basic_jobs._replace(places_thousand=0))
    for _ in range(3):
        do(market, *MONTH)

    assert holders(market) == [1, 2]
    assert market.basic_jobs.employer == 1


def test_without_places_there_is_no_municipality(polder_facts, polder_population):
    """No place, no employer, no cost: a market that never had the lever."""
    market = Market(polder_population, polder_facts, threads=1)
    for _ in range(24):
        market.step()

    assert market.basic_jobs.employer == NONE
    assert len(market.employers.headcount) == len(polder_population.employers.headcount)
    assert market.yearly.tables.amounts[:, :, COST_BASIC_JOBS - N_BITS].sum() == 0


def test_the_books_agree_with_the_people(polder_facts, polder_population):
    """After years with basic jobs the municipality counts the very people who say they work there."""
    market = Market(polder_population, polder_facts.with_value("basic_jobs_thousand", 0.02), threads=1)
    for _ in range(48):
        market.step()
    municipality, persons = market.basic_jobs.employer, market.persons

    mine = np.flatnonzero((persons.employer == municipality) & (persons.position < UNEMPLOYED))
    assert 0 < len(mine) <= 20
    assert market.employers.headcount[municipality] == len(mine)
    assert market.employers.flexible_headcount[municipality] == (persons.position[mine] != PERMANENT).sum()
    at_work = persons.position < SELF_EMPLOYED
    assert (np.bincount(persons.employer[at_work]) == market.employers.headcount).all()
