"""The start: shares of the population that later years are measured against."""

import numpy as np
import pytest

from houvast.market.kernels.codes import SELF_EMPLOYED, UNEMPLOYED
from houvast.market.model import Market


@pytest.fixture(scope="module")
def market(polder_facts, polder_population):
    return Market(polder_population, polder_facts, threads=1, burn_in_months=0)


def test_employees_are_counted_by_sector_and_occupation(market, polder_population):
    """The yardstick of demand is who is employed where."""
    people = polder_population.persons
    employee = people.position < SELF_EMPLOYED
    expected = np.zeros((4, 6))
    np.add.at(expected, (people.sector[employee], people.occupation[employee]), 1)

    assert market.start.employees.tolist() == expected.tolist()


def test_participation_times_people_is_the_labour_force(market, polder_population):
    """Participation by cell gives back everybody in work or searching."""
    people = market.stocks.by_person.sum(axis=(0, 2))

    assert people @ market.start.participation == pytest.approx(
        (polder_population.persons.position <= UNEMPLOYED).sum()
    )


def test_education_of_an_occupation_is_a_share(market):
    """Shares of education sum to one in every occupation."""
    assert market.start.education_share.sum(axis=0) == pytest.approx(np.ones(6))


def test_newcomers_of_fifteen_have_the_lowest_level(market):
    """Nobody enters at fifteen with a diploma; older newcomers resemble people of their age."""
    assert market.start.education_cumulative[0].tolist() == [1, 1, 1]
    assert (np.diff(market.start.education_cumulative, axis=1) >= 0).all()


def test_nobody_is_trained_for_a_week_of_no_hours(market):
    """Hours that newcomers want are hours that people want: at least one."""
    assert (market.start.hours_cumulative[..., 0] == 0).all()
    assert (market.start.hours_cumulative[..., -1] > 0).all()
