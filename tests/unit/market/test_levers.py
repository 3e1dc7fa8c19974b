"""Levers: neutral at their values of today, and in the direction that they are named for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from houvast.facts.overlay import Change, overlay
from houvast.market.demand_path import DemandPath
from houvast.market.levers import flexible_offer, layoff_caps, screening, start_of_search
from houvast.market.model import Market
from houvast.market.parameters import read_parameters
from houvast.market.review_parameters import shifted
from houvast.market.wages import LEVEL_MONTH, real_wage_level, wage_table

MONTH = LEVEL_MONTH
OFFER = "flexible_offer_prob_above_policy"


@pytest.fixture(scope="module")
def market(polder_facts, polder_population):
    return Market(polder_population, polder_facts, threads=1, burn_in_months=0)


def test_levers_of_today_change_nothing(polder_facts):
    """At their values of today the levers give the facts back, bit for bit."""
    facts = polder_facts
    start = np.full((5, 6, 3), 0.1)
    spells = facts.array("screening_by_spell", MONTH)
    others = [facts.number(name, MONTH) for name in ("screening_employed", "screening_inactive")]

    assert flexible_offer(facts, OFFER, MONTH) == facts.number(OFFER, MONTH)
    assert layoff_caps(facts, MONTH) == tuple(facts.number(f"layoff_cap_{form}", MONTH) for form in FORMS)
    assert (start_of_search(facts, MONTH, start) == start).all()
    employed, inactive = others
    assert (screening(facts, MONTH) == [*spells, employed, *([inactive] * 5)]).all()


FORMS = ("flexible", "permanent")


@pytest.mark.parametrize(("factor", "expected"), [(0.5, 0.4), (1.0, 0.8), (2.0, 0.9)])
def test_what_employers_want_moves_what_they_offer(polder_facts, factor, expected):
    """Half the wish halves the flexible offers; twice the wish halves the permanent ones."""
    facts = polder_facts.with_value(OFFER, 0.8).with_value("flexible_policy_factor", factor)

    assert flexible_offer(facts, OFFER, MONTH) == pytest.approx(expected)


def test_moves_inside_the_firm_and_pools_prevent_lay_offs(polder_facts):
    """Moves come before lay-offs of everybody, pools keep flexible people only."""
    facts = polder_facts.with_value("internal_moves_share", 0.5).with_value("pool_share", 0.2)
    flexible, permanent = layoff_caps(facts, MONTH)

    assert flexible == pytest.approx(0.4 * polder_facts.number("layoff_cap_flexible", MONTH))
    assert permanent == pytest.approx(0.5 * polder_facts.number("layoff_cap_permanent", MONTH))


def test_obligation_is_for_who_cares_or_has_other_reasons(polder_facts):
    """Students, the retired and the unable are not obliged to search."""
    facts = polder_facts.with_value("forced_work_share", 0.12)

    assert start_of_search(facts, MONTH, np.zeros((5, 1, 1)))[:, 0, 0] == pytest.approx([0, 0, 0, 0.01, 0.01])


def test_more_open_employers_and_a_subsidy_help_the_vulnerable_only(polder_facts):
    """Twice the employers: twice the chance of the long-term unemployed; never more than the newly unemployed have.

    Of the inactive the unable are helped; who learns, cares or is retired is not.
    """
    facts = polder_facts.with_value("screening_by_spell", [0.8, 0.5, 0.3, 0.1, 0.1])
    usual = screening(facts, MONTH)
    opened = screening(facts.with_value("vulnerable_hiring_share", 0.4), MONTH)
    wide = screening(facts.with_value("vulnerable_hiring_share", 0.8).with_value("screening_inactive", 0.5), MONTH)
    paid = screening(facts.with_value("employer_hiring_subsidy_eur_per_hour", 3.0), MONTH)

    assert (opened[:3] == usual[:3]).all()
    assert opened[3:5] == pytest.approx([0.2, 0.2])
    assert wide[6:] == pytest.approx([0.5, 0.5, 0.8, 0.5, 0.5])
    assert (paid[3:5] > usual[3:5]).all()
    assert (paid[:3] == usual[:3]).all()


def test_shifts_on_log_odds_stay_shares():
    """No shift gives the share back; large ones end near one and nil."""
    share = np.array([0.1, 0.5, 0.9])

    assert shifted(share, 0.0) == pytest.approx(share)
    assert (shifted(share, 9.0) > 0.99).all()
    assert (shifted(share, -9.0) < 0.01).all()


def test_wages_spread_around_the_median(polder_facts):
    """A larger factor moves wages away from the median and leaves the median where it is."""
    usual = wage_table(polder_facts.with_value("minimum_wage_eur_per_hour", 0.0), MONTH)
    wide = wage_table(
        polder_facts.with_value("minimum_wage_eur_per_hour", 0.0).with_value("wage_dispersion_factor", 1.5), MONTH
    )
    median = polder_facts.array("hourly_wage_quartiles_eur_per_hour", MONTH)[1]

    assert np.log(wide / median) == pytest.approx(1.5 * np.log(usual / median))


@pytest.mark.parametrize(("years", "level"), [(-3, 1.0), (0, 1.0), (1, 1.02), (10, 1.02**10)])
def test_real_wages_grow_by_the_year_from_2024(polder_facts, years, level):
    """Two per cent a year, taken together; before 2024 the level is one."""
    facts = polder_facts.with_value("real_wage_growth_share_per_year", 0.02)

    assert real_wage_level(facts, MONTH + 12 * years) == pytest.approx(level)


def path(market, **values):
    """Return posts wanted in the first month under changed facts."""
    facts = market.facts
    for name, value in values.items():
        shape = facts.entry(name).first.value.shape
        facts = facts.with_value(name, np.broadcast_to(np.float64(value), shape))
    demand = DemandPath(facts, market.first_month, market.start)
    people = market.stocks.by_person.sum(axis=(0, 2))
    demand.begin(people)
    return demand.of_month(market.first_month, people)


def test_the_task_view_of_today_is_the_demand_of_today(market):
    """With no augmenting technology and no work abroad, demand is what it is without them, bit for bit."""
    assert (path(market) == path(market, new_tasks_per_augmentation=0.9)).all()


def test_total_demand_follows_its_index(market):
    """Ten per cent less demand in all is ten per cent less everywhere."""
    assert path(market, labour_demand_index=0.9) == pytest.approx(0.9 * path(market))


def test_new_tasks_come_where_technology_augments(market):
    """Exposed occupations gain against others; the total is closed as before."""
    usual, changed = path(market), path(market, augmenting_adoption_share=0.5)
    exposure = market.facts.array("exposure_by_occupation", MONTH)
    ratio = changed.sum(axis=0) / usual.sum(axis=0)

    assert changed.sum() == pytest.approx(usual.sum())
    assert ratio[exposure.argmax()] > 1 > ratio[exposure.argmin()]


def test_work_from_abroad_takes_what_can_be_done_at_a_distance(market):
    """Occupations with much telework lose against others."""
    usual, changed = path(market), path(market, work_abroad_share=0.3)
    telework = market.facts.array("telework_share_by_occupation", MONTH)
    ratio = changed.sum(axis=0) / usual.sum(axis=0)

    assert ratio[telework.argmax()] < 1 < ratio[telework.argmin()]


def test_who_cuts_assistance_makes_nobody_less_poor(polder_facts, market):
    """The line below which an income is too low stays the same when assistance is halved or wages fall."""
    month = MONTH + 60
    usual = read_parameters(polder_facts, month, market.cells).review.income
    halved = Change("social_assistance_eur_per_month", "scale", ((date(2025, 1, 1), 0.5),), "test")
    poorer = read_parameters(overlay(polder_facts, [halved]), month, market.cells).review.income
    falling = polder_facts.with_value("real_wage_growth_share_per_year", -0.01)

    assert read_parameters(falling, month, market.cells).review.income.minimum_eur == usual.minimum_eur
    assert poorer.assistance_eur == usual.assistance_eur / 2
    assert poorer.minimum_eur == usual.minimum_eur
