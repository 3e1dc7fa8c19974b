"""Income: added up at every change and once a year, so that nobody is looked at while nothing happens."""

from __future__ import annotations

import numpy as np
import pytest

from houvast.market.kernels.codes import IN_EDUCATION, ON_CALL, PERMANENT, SELF_EMPLOYED, UNABLE, UNEMPLOYED
from houvast.market.kernels.income import accrue, close_year, income_between, review_year

WEEKS_PER_MONTH = 52 / 12
AOW_AGE_MONTHS = 804


@pytest.fixture
def one(make_market, hand):
    """Return a function that makes a market of one person, with what it takes to work out income."""

    def make(**columns):
        facts = columns.pop("facts", {})
        market = make_market(hand.people(1, **columns), benefit_reach_share=1.0, **facts)
        return market, market.persons, market.parameters.review.income

    return make


def test_a_year_of_work_pays_wage_times_hours(one, hand):
    """Twelve months at 32 hours a week: 52 weeks of 32 times the hourly wage."""
    _, persons, income = one(hours=32)

    paid = income_between(0, hand.start, hand.start + 12, persons, income)

    assert paid == pytest.approx(52 * 32 * income.wage[2, 128])


def test_a_contract_form_pays_less_by_its_gap(one, hand):
    """Three per cent less per hour on call, where the facts say so."""
    gap = [0, 0, 0, 0.03, 0, 0, 0, 0]
    facts = {"corrected_wage_gap_by_contract_share": gap}
    _, persons, income = one(hours=20, position=ON_CALL, facts=facts)

    paid = income_between(0, hand.start, hand.start + 1, persons, income)

    assert paid == pytest.approx(WEEKS_PER_MONTH * 20 * income.wage[2, 128] * 0.97)


def test_ww_falls_after_the_first_months_and_then_assistance_follows(one, hand):
    """Of five months: two at the higher share, one at the lower, two of assistance."""
    spell = {"position": UNEMPLOYED, "spell_start": hand.start, "benefit_end": hand.start + 3, "hours_wanted": 20}
    _, persons, income = one(**spell)
    month_of_wage = WEEKS_PER_MONTH * 20 * income.wage[2, 128]

    paid = income_between(0, hand.start, hand.start + 5, persons, income)

    shares = 2 * income.ww_first_share + income.ww_later_share
    assert paid == pytest.approx(shares * month_of_wage + 2 * income.assistance_eur)


def test_ww_has_a_maximum(one, hand):
    """WW is a share of at most the maximum daily wage."""
    spell = {"position": UNEMPLOYED, "spell_start": hand.start, "benefit_end": hand.start + 3, "hours_wanted": 99}
    _, persons, income = one(**spell)

    paid = income_between(0, hand.start, hand.start + 1, persons, income._replace(ww_most_eur=1000.0))

    assert paid == pytest.approx(1000.0 * income.ww_first_share)


@pytest.mark.parametrize(("position", "expected"), [(UNEMPLOYED, 1400.0), (UNABLE, 1400.0), (IN_EDUCATION, 0.0)])
def test_the_income_floor_is_for_who_is_out_of_work_and_not_learning(one, hand, position, expected):
    """Where a floor above assistance is given, people without work get it; students do not."""
    facts = {"income_floor_eur_per_month": 1400.0, "social_assistance_eur_per_month": 1000.0}
    _, persons, income = one(position=position, facts=facts)

    assert income_between(0, hand.start, hand.start + 1, persons, income) == pytest.approx(expected)


def test_aow_comes_on_top_of_wages_from_its_age_on(one, hand):
    """Who reaches the AOW age after two months gets it for the third, whether working or not."""
    _, persons, income = one(age_months=AOW_AGE_MONTHS - 2, hours=10, facts={"aow_age_months": AOW_AGE_MONTHS})

    paid = income_between(0, hand.start, hand.start + 3, persons, income)

    assert paid == pytest.approx(3 * WEEKS_PER_MONTH * 10 * income.wage[2, 128] + income.aow_eur)


def test_no_assistance_from_the_aow_age_on(one, hand):
    """Assistance ends where AOW begins."""
    _, persons, income = one(
        age_months=AOW_AGE_MONTHS - 1, position=UNEMPLOYED, facts={"aow_age_months": AOW_AGE_MONTHS}
    )

    assert income_between(0, hand.start, hand.start + 2, persons, income) == pytest.approx(
        income.assistance_eur + income.aow_eur
    )


def test_the_self_employed_swing_by_the_year_and_keep_their_mean(one, hand):
    """Luck holds from one review to the next; over all luck the factor is one."""
    _, persons, income = one(position=SELF_EMPLOYED, facts={"self_employed_income_spread_share": 0.4})
    turn = hand.start // 12 * 12 + 12  # a review of the first block closes a year in this month
    within = {income_between(0, month, month + 1, persons, income) for month in range(turn + 1, turn + 13)}
    years = {income_between(0, month, month + 1, persons, income) for month in range(turn, turn + 360, 12)}

    assert len(within) == 1
    assert len(years) > 20
    assert income.swing.mean() == pytest.approx(1.0, abs=0.02)
    assert income.swing.std() == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize("person", [0, 2047, 2048, 25000])
def test_a_year_of_reviews_begins_after_the_month_of_the_review(person):
    """All months after one review, up to and with the next, have one number."""
    turn = person // 2048 % 12
    for month in range(1488, 1512):
        same = review_year(person, month) == review_year(person, month + 1)
        assert same == (month % 12 != turn)


def test_adding_up_at_changes_gives_the_sum_of_the_parts(one, hand):
    """Half a year of work and half a year of WW, added up at the change, is the income of the year."""
    market, persons, income = one(hours=30)
    persons.income_since[0], persons.income_now[0], persons.income_before[0] = hand.start, 0, 10000
    work = income_between(0, hand.start, hand.start + 6, persons, income)

    accrue(0, hand.start + 6, persons, income)
    persons.position[0], persons.spell_start[0], persons.benefit_end[0] = UNEMPLOYED, hand.start + 6, hand.start + 12
    ww = income_between(0, hand.start + 6, hand.start + 12, persons, income)
    close_year(0, hand.start + 11, persons, income)

    assert persons.income_before[0] == pytest.approx(work + ww, rel=1e-6)
    assert persons.income_now[0] == 0
    assert persons.income_since[0] == hand.start + 12
    assert market.month < hand.start


@pytest.mark.parametrize(
    ("before", "year", "minimum", "secure"),
    [
        (20000, 16000, 12000, True),  # exactly 80%
        (20000, 15999, 12000, False),  # one euro less
        (10000, 11999, 12000, False),  # more than before and still below the minimum
        (0, 12000, 12000, True),  # nothing before, the minimum now
        (20000, 40000, 12000, True),
    ],
)
def test_income_is_secure_by_hand(one, hand, before, year, minimum, secure):
    """Secure: at least 80% of the twelve months before, and not below the minimum."""
    _, persons, income = one()
    persons.income_since[0], persons.income_now[0], persons.income_before[0] = hand.start + 1, year, before

    assert close_year(0, hand.start, persons, income._replace(minimum_eur=float(minimum), kept_share=0.8)) == secure


def test_accruing_twice_in_a_month_adds_nothing(one, hand):
    """Several changes in one month count that month once."""
    _, persons, income = one()
    persons.income_since[0], persons.income_now[0] = hand.start, 0
    accrue(0, hand.start + 3, persons, income)
    once = float(persons.income_now[0])
    accrue(0, hand.start + 3, persons, income)

    assert persons.income_now[0] == once > 0


def test_hiring_closes_the_income_of_unemployment(make_market, hand, do):
    """Whoever is hired was paid benefits until then, and a wage from then on."""
    spell = {"position": UNEMPLOYED, "spell_start": hand.start - 3, "hours_wanted": 32, "occupation": 2}
    market = make_market(hand.people(1, **spell), n_open=1, benefit_reach_share=1.0, posting_speed_per_month=1.0)
    market.persons.income_since[0], market.persons.income_now[0] = hand.start - 2, 0
    help_eur = market.parameters.review.income.assistance_eur

    for _ in range(60):
        do(market, "demand", "risks", "separations", "vacancies", "search", "matching", "hiring")
        if market.persons.position[0] == PERMANENT or market.persons.position[0] < SELF_EMPLOYED:
            break

    months = market.month - (hand.start - 2)
    assert market.persons.position[0] < SELF_EMPLOYED
    assert market.persons.income_since[0] == market.month
    assert market.persons.income_now[0] == pytest.approx(months * help_eur, rel=1e-5)
    assert np.isfinite(market.persons.income_now).all()
