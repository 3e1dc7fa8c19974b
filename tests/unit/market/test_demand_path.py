"""The path of demand: starts at the base, follows supply, moves between sectors and occupations."""

import numpy as np
import pytest

from houvast.market.demand_path import season
from houvast.market.model import Market

YEAR = 12


@pytest.fixture(scope="module")
def still_polder(polder_facts):
    return polder_facts.with_value("demand_growth_by_sector_share_per_year", np.zeros(4))


@pytest.fixture
def polder_market(still_polder, polder_population):
    return Market(polder_population, still_polder, threads=1, burn_in_months=0)


def people_by_cell(market):
    """Return people by person cell."""
    return market.stocks.by_person.sum(axis=(0, 2))


def test_the_first_month_wants_what_there_is(polder_market):
    """At the start demand equals the employees of the population, sector by occupation."""
    wanted = polder_market.demand_path.of_month(polder_market.first_month, people_by_cell(polder_market))

    assert wanted == pytest.approx(polder_market.start.employees)
    assert polder_market.demand_path.index(wanted) == pytest.approx(np.ones(4))


def test_all_posts_follow_the_supply_of_labour(polder_market):
    """Twice the people in every cell are twice the posts."""
    path, cells = polder_market.demand_path, people_by_cell(polder_market)

    assert path.of_month(polder_market.first_month, 2 * cells) == pytest.approx(2 * polder_market.start.employees)


def test_growth_moves_posts_between_sectors_only(still_polder, polder_population):
    """A sector that grows takes its posts from the others: the sum is that of supply."""
    facts = still_polder.with_value("demand_growth_by_sector_share_per_year", [0.1, 0, 0, 0])
    facts = facts.with_value("automation_adoption_by_year", 0.0)
    market = Market(polder_population, facts, threads=1, burn_in_months=0)
    base = market.start.employees

    wanted = market.demand_path.of_month(market.first_month + YEAR, people_by_cell(market))

    assert wanted.sum() == pytest.approx(base.sum())
    growth = wanted.sum(axis=1) / base.sum(axis=1)
    assert growth[0] / growth[1] == pytest.approx(np.exp(0.1))
    assert growth[1:] == pytest.approx(np.full(3, growth[1]))


def test_adoption_lowers_demand_for_exposed_occupations(polder_market, still_polder):
    """Between two occupations of a sector, demand moves by (1 - passthrough) * difference in exposure * adoption."""
    month = polder_market.first_month + 10 * YEAR
    adopted = still_polder.number("automation_adoption_by_year", month)
    kept = 1 - still_polder.array("passthrough_by_sector", month)
    exposure = still_polder.array("exposure_by_occupation", month)
    base = polder_market.start.employees
    sector, (one, other) = 2, np.flatnonzero(base[2])[:2]

    wanted = polder_market.demand_path.of_month(month, people_by_cell(polder_market))

    change = np.log(wanted[sector] / np.maximum(base[sector], 1))
    assert change[one] - change[other] == pytest.approx(-kept[sector] * (exposure[one] - exposure[other]) * adopted)


def test_the_season_peaks_in_its_month_and_evens_out():
    """Over a year the factor is one on average; the peak month has the amplitude on top."""
    year = [season(month, 0.1, 7) for month in range(1488, 1488 + YEAR)]

    assert np.mean(year) == pytest.approx(1)
    assert year[6] == pytest.approx(1.1)
    assert max(year) == year[6]


def test_work_of_ones_own_is_no_post(polder_market):
    """Ten more self-employed leave ten posts fewer; with twice the supply, twice the self-employed leave twice."""
    path, cells, month = polder_market.demand_path, people_by_cell(polder_market), polder_market.first_month
    posts, own = polder_market.start.employees.sum(), polder_market._self_employed()

    assert own > 0.0
    assert path.of_month(month, cells, own).sum() == pytest.approx(posts)
    assert path.of_month(month, cells, own + 10.0).sum() == pytest.approx(posts - 10.0)
    assert path.of_month(month, 2 * cells, 2 * own).sum() == pytest.approx(2 * posts)
    assert path.of_month(month, cells, own + 2 * posts).sum() == 0.0
