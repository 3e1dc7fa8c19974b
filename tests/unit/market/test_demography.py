"""Demography: who leaves, dies, retires, learns and arrives."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    ENTRIES,
    EXITS,
    IN_EDUCATION,
    NOBODY,
    NONE,
    OTHER_INACTIVE,
    PERMANENT,
    RETIRED,
    TEMPORARY,
    UNEMPLOYED,
)

pytestmark = pytest.mark.kernel

YEAR = 12
AOW_AGE = 800
"""In the polder."""


def test_who_turns_75_leaves_and_frees_a_slot(make_market, do, hand):
    """In the month of the 75th birthday a person leaves the population and the employer; a month younger stays."""
    market = make_market(hand.people(2, age_months=[75 * YEAR, 75 * YEAR - 1]))
    free = market.buffers.free_count[0]

    do(market, "demography")

    assert market.persons.position[:2].tolist() == [NOBODY, PERMANENT]
    assert market.employers.headcount[0] == 1
    assert market.buffers.tally[0][EXITS] == 1
    assert market.buffers.free_count[0] == free + 1
    assert market.buffers.free_slot[free] == 0
    assert market.vacated.employer[: market.vacated.in_use[0]].tolist() == [0]


def test_retirement_comes_in_the_month_of_the_aow_age(make_market, do, hand):
    """At the AOW age, not before and not after, people retire: their post is left behind, their WW ends."""
    ages = [AOW_AGE, AOW_AGE - 1, AOW_AGE + 1, AOW_AGE, AOW_AGE]
    positions = [PERMANENT, PERMANENT, PERMANENT, UNEMPLOYED, TEMPORARY]
    persons = hand.people(5, age_months=ages, position=positions)
    persons.benefit_end[3] = hand.start + 5
    market = make_market(persons, retirement_at_aow_age_prob=1.0)

    do(market, "demography")

    assert market.persons.position[:5].tolist() == [RETIRED, PERMANENT, PERMANENT, RETIRED, RETIRED]
    assert market.persons.spell_start[[0, 3]].tolist() == [hand.start, hand.start]
    assert market.persons.benefit_end[3] == NONE
    assert market.persons.employer[:5].tolist() == [NONE, 0, 0, NONE, NONE]
    assert market.persons.hours[:5].tolist() == [0, 32, 32, 0, 0]
    assert (market.employers.headcount[0], market.employers.flexible_headcount[0]) == (2, 0)


def test_work_before_retirement_counts_as_experience(make_market, do, hand):
    """The months of the spell of work that ends are added to those worked before."""
    persons = hand.people(1, age_months=AOW_AGE, experience_months=7, spell_start=hand.start - 30)
    market = make_market(persons, retirement_at_aow_age_prob=1.0)

    do(market, "demography")

    assert market.persons.experience_months[0] == 37


def test_a_mortality_of_one_spares_nobody_and_of_zero_everybody(make_market, do, hand):
    """The yearly probability becomes a monthly one: 1 stays 1, 0 stays 0, by age band."""
    market = make_market(
        hand.people(8, age_months=[30 * YEAR, 70 * YEAR] * 4), mortality_prob_per_year=[0, 0, 0, 0, 0, 1]
    )

    do(market, "demography")

    assert (market.persons.position[:8] == NOBODY).tolist() == [False, True] * 4


def test_a_yearly_mortality_of_half_leaves_half_after_a_year(make_market, do, hand):
    """Twelve monthly draws add up to the yearly probability, within four standard deviations."""
    market = make_market(hand.people(1000), mortality_prob_per_year=0.5)
    for _ in range(YEAR):
        do(market, "demography")

    dead = (market.persons.position[:1000] == NOBODY).sum()
    assert abs(dead - 500) < 4 * np.sqrt(250)


@pytest.mark.parametrize(
    ("age_months", "shares", "education", "position"),
    [
        (216, [0, 1, 0], 1, UNEMPLOYED),
        (216, [0, 0, 1], 1, IN_EDUCATION),
        (216, [1, 0, 0], 0, UNEMPLOYED),
        (276, [0, 0, 1], 2, UNEMPLOYED),
        (240, [0, 0, 1], 0, IN_EDUCATION),
    ],
    ids=["middle is final", "goes on for high", "low is final", "high at last", "not now"],
)
def test_a_diploma_ends_learning_when_it_is_the_last(make_market, do, hand, age_months, shares, education, position):
    """The first diploma is at most middle; who has the final level stops learning and looks for work."""
    pupil = hand.people(1, age_months=age_months, position=IN_EDUCATION, education=0)
    market = make_market(pupil, education_share_young_entrants=shares)

    do(market, "demography")

    assert (market.persons.education[0], market.persons.position[0]) == (education, position)
    assert (market.persons.spell_start[0] == hand.start) == (position == UNEMPLOYED)


def test_a_working_student_keeps_the_job_at_graduation(make_market, do, hand):
    """Somebody in work gets the diploma and stays where they are."""
    student = hand.people(1, age_months=276, position=TEMPORARY, education=0)
    market = make_market(student, education_share_young_entrants=[0, 0, 1])

    do(market, "demography")

    assert (market.persons.education[0], market.persons.position[0]) == (2, TEMPORARY)


def test_fifteen_year_olds_take_the_slots_freed_last(make_market, do, hand):
    """With one newcomer a month, the slot of who leaves this month is taken at once, by a pupil of fifteen."""
    market = make_market(hand.people(2, age_months=[75 * YEAR, 40 * YEAR]), reaching_age_15_thousand_per_year=0.012)

    do(market, "demography")

    newcomer = {name: int(getattr(market.persons, name)[0]) for name in market.persons._fields}
    assert market.buffers.tally[0][[ENTRIES, EXITS]].tolist() == [1, 1]
    assert newcomer["position"] == IN_EDUCATION
    assert hand.start - newcomer["birth_month"] == 15 * YEAR
    assert (newcomer["education"], newcomer["employer"], newcomer["hours"]) == (0, NONE, 0)
    assert (newcomer["spell_start"], newcomer["experience_months"]) == (hand.start, 0)
    stamps = [newcomer[name] for name in ("job_start", "contract_end", "benefit_end")]
    assert stamps == [NONE, NONE, NONE]


def test_half_a_newcomer_waits_for_the_next_month(make_market, do, hand):
    """Six migrants a year are one every second month."""
    market = make_market(hand.people(1), net_migration_thousand_per_year=[0, 0.006, 0, 0, 0, 0])
    arrived = []
    for _ in range(6):
        do(market, "demography")
        arrived.append(int(market.buffers.tally[0][ENTRIES]))

    assert arrived == [0, 1, 0, 1, 0, 1]
    migrants = market.persons.position == OTHER_INACTIVE
    assert migrants.sum() == 3


def test_more_newcomers_than_slots_make_more_slots(make_market, do, hand):
    """When the free slots run out the columns grow, and nobody is lost."""
    market = make_market(hand.people(10), reaching_age_15_thousand_per_year=1.2)
    before = len(market.persons.position)
    names = [market.persons.wage_rank[:10].copy(), market.persons.birth_month[:10].copy()]

    do(market, "demography")

    inside = market.persons.position != NOBODY
    assert inside.sum() == 10 + 6 + 100
    assert len(market.persons.position) > before
    assert market.persons.wage_rank[:10].tolist() == names[0].tolist()
    assert market.persons.birth_month[:10].tolist() == names[1].tolist()
    free = market.buffers.free_slot[: market.buffers.free_count[0]]
    assert sorted(free) == np.flatnonzero(~inside).tolist()
