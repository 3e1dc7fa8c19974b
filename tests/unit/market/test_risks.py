"""Risks: one thing or nothing happens to a person in a month, with the probabilities of all side by side."""

import numpy as np
import pytest

from houvast.market.kernels.codes import (
    CONVERTED,
    DIES,
    DISMISSED,
    FIXED_HOURS,
    GIVES_UP,
    LAID_OFF,
    NOBODY,
    ON_CALL,
    PERMANENT,
    QUITS,
    SEEKS,
    SEEKS_LONG,
    SEEKS_ON_THE_JOB,
    SEEKS_ONCE,
    STARTS_BUSINESS,
    STARTS_SEEKING,
    TEMPORARY,
    TERM_CONVERTED,
    TERM_ENDED,
    TERM_RENEWED,
    UNEMPLOYED,
)
from houvast.market.kernels.stocks import NEVER
from houvast.market.model import Market

pytestmark = pytest.mark.kernel

CARE = 12
N = 4000
KINDS_OF_LIST = {
    "ends": {DIES, DISMISSED, LAID_OFF, QUITS, TERM_RENEWED, TERM_CONVERTED, TERM_ENDED, GIVES_UP},
    "seekers": {SEEKS, SEEKS_LONG, STARTS_SEEKING, SEEKS_ONCE, SEEKS_ON_THE_JOB},
    "changes": {CONVERTED, FIXED_HOURS, STARTS_BUSINESS},
}


def decided(market):
    """Return person and kind of all that was decided this month, by list."""
    found = {}
    for name in KINDS_OF_LIST:
        events = getattr(market, name)
        person, kind = [], []
        for chunk, count in enumerate(events.chunk_count.tolist()):
            stretch = slice(chunk * market.chunk_size, chunk * market.chunk_size + count)
            assert (events.person[stretch] // market.chunk_size == chunk).all()
            person += events.person[stretch].tolist()
            kind += events.kind[stretch].tolist()
        found[name] = (person, kind)
    return found


def kinds(market, n_people=N):
    """Return the number of people with each kind of event among the first ``n_people``."""
    counts = np.zeros(256, int)
    for person, kind in decided(market).values():
        np.add.at(counts, np.array(kind, int)[np.array(person, int) < n_people], 1)
    return counts


def assert_shares(found, expected, n=N):
    """Compare numbers of events with their probabilities, within four standard deviations; none of other kinds."""
    for kind, share in expected.items():
        assert abs(found[kind] - n * share) <= 4 * np.sqrt(n * share * (1 - share)), kind
    assert set(np.flatnonzero(found).tolist()) <= set(expected)


def test_nothing_happens_where_all_probabilities_are_zero(make_market, do, hand):
    """Bounds are at least one step, but no event comes of it."""
    market = make_market(hand.people(N, position=[PERMANENT, CARE] * (N // 2)))

    for _ in range(3):
        do(market, "risks")

        assert not kinds(market).any()


def test_risks_of_an_employee_lie_side_by_side(make_market, do, hand):
    """One thing at most, each with its own probability whatever the others are: death, ends, search, contracts."""
    market = make_market(
        hand.people(N, position=ON_CALL),
        mortality_prob_per_year=1 - 0.95**12,
        dismissal_prob_per_month=0.1,
        quit_prob_per_month=0.08,
        layoff_cap_flexible=0.3,
        on_the_job_search_prob_per_month=0.2,
        starts_business_prob_per_month=0.04,
        conversion_prob_per_month=[0, 0.06, 0.06, 0.06, 0.06, 0.06, 0, 0],
        fixed_hours_prob_per_month=0.12,
    )
    market.plans.layoff_prob_flexible[:] = 0.15
    market.plans.lays_off[:] = 1

    do(market, "risks")

    assert_shares(
        kinds(market),
        {
            DIES: 0.05,
            DISMISSED: 0.1,
            QUITS: 0.08,
            LAID_OFF: 0.15,
            SEEKS_ON_THE_JOB: 0.2,
            STARTS_BUSINESS: 0.04,
            CONVERTED: 0.06,
            FIXED_HOURS: 0.12,
        },
    )


def test_small_probabilities_are_met(make_market, do, hand):
    """The 16-bit draw only picks: probabilities far from a whole number of steps of 1 / 65536 are met over the months.

    Six in ten thousand die and three in a hundred thousand quit each month; nobody is let go who is decided upon.
    """
    die, quit_job, months = 6e-4, 3e-5, 150
    market = make_market(hand.people(N), mortality_prob_per_year=1 - (1 - die) ** 12, quit_prob_per_month=quit_job)
    found = np.zeros(256, int)
    for _ in range(months):
        do(market, "risks")
        found += kinds(market)

    assert_shares(found, {DIES: die, QUITS: quit_job}, N * months)


def test_risks_of_the_unemployed_lie_side_by_side(make_market, do, hand):
    """Who does not die, start a business or give up looks for work: always one of the four."""
    spells = hand.start - np.array([3, 30] * (N // 2))
    market = make_market(
        hand.together(hand.people(N, position=UNEMPLOYED, spell_start=spells), hand.people(1)),
        mortality_prob_per_year=1 - 0.9**12,
        starts_business_prob_per_month=0.2,
        giving_up_prob_per_month=0.3,
    )

    do(market, "risks")

    found = kinds(market)
    assert_shares(found, {DIES: 0.1, STARTS_BUSINESS: 0.2, GIVES_UP: 0.3, SEEKS: 0.2, SEEKS_LONG: 0.2})
    assert found.sum() == N


def test_risks_of_the_inactive_lie_side_by_side(make_market, do, hand):
    """Of those who look, the share that keeps on is decided by the same draw."""
    market = make_market(
        hand.together(hand.people(N, position=CARE), hand.people(1)),
        mortality_prob_per_year=1 - 0.9**12,
        starts_business_prob_per_month=0.2,
        inactive_search_prob_per_month=0.4,
        keeps_seeking_prob=0.75,
    )

    do(market, "risks")

    assert_shares(kinds(market), {DIES: 0.1, STARTS_BUSINESS: 0.2, STARTS_SEEKING: 0.3, SEEKS_ONCE: 0.1})


@pytest.mark.parametrize("months_ago", [0, 1, 40])
def test_a_term_goes_before_everything_else(make_market, do, hand, months_ago):
    """At or after the end of a term only the term decides, however likely the rest is; it is never overlooked."""
    persons = hand.people(100, position=TEMPORARY, job_start=hand.start - 50, contract_end=hand.start - months_ago)
    market = make_market(
        persons, dismissal_prob_per_month=1.0, on_the_job_search_prob_per_month=1.0, mortality_prob_per_year=1.0
    )

    do(market, "risks")

    assert_shares(kinds(market, 100), {TERM_ENDED: 1.0}, 100)


def test_before_the_end_of_a_term_other_risks_hold(make_market, do, hand):
    """A term that ends next month decides nothing this month."""
    persons = hand.people(100, position=TEMPORARY, contract_end=hand.start + 1)
    market = make_market(persons, on_the_job_search_prob_per_month=1.0)

    do(market, "risks")

    assert_shares(kinds(market, 100), {SEEKS_ON_THE_JOB: 1.0}, 100)


def test_nobody_has_an_event(make_market, do, hand):
    """An empty slot is skipped, also when its note says that something may or will happen."""
    market = make_market(hand.people(50), mortality_prob_per_year=1.0, inactive_search_prob_per_month=1.0)
    do(market, "separations")
    assert (market.persons.position == NOBODY).all()
    market.stocks.hazard[:] = 65535
    market.stocks.due[:] = 0
    market.persons.contract_end[:] = 0

    do(market, "risks")

    assert not kinds(market, len(market.persons.position)).any()


def test_deciding_changes_nothing_but_the_lists(polder_facts, polder_population):
    """Risks are drawn before anything is carried out, and drawn again they are the same."""
    market = Market(polder_population, polder_facts, threads=1)
    tables = (market.persons, market.trace, market.employers, market.plans, market.vacancies)
    before = [column.copy() for table in tables for column in table]
    step = next(step for step in market.loop.steps if step.name == "risks")
    market.month += 1

    step.run(market)
    once = decided(market)
    step.run(market)

    assert decided(market) == once
    assert sum(len(person) for person, _ in once.values()) > 0
    for old, new in zip(before, [column for table in tables for column in table], strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("chunk_size", [4, 64, 2048])
def test_a_person_has_one_event_a_month_at_most(hand_made, polder_facts, polder_population, chunk_size):
    """The lists hold different people, in order of person number, with the kinds that belong to each list."""
    lively = {"on_the_job_search_prob_per_month": 0.3, "dismissal_prob_per_month": 0.1, "mortality_prob_per_year": 0.1}
    facts = hand_made.overlaid(polder_facts, **lively)
    market = Market(polder_population, facts, threads=1, chunk_size=chunk_size)
    step = next(step for step in market.loop.steps if step.name == "risks")
    for _ in range(15):
        market.month += 1  # the rest of the month is lived through from a state that has not been looked at yet
        step.run(market)
        lists = decided(market)
        everybody = [one for person, _ in lists.values() for one in person]
        assert len(everybody) == len(set(everybody))
        assert (market.persons.position[everybody] != NOBODY).all()
        for name, (person, kind) in lists.items():
            assert person == sorted(person)
            assert set(kind) <= KINDS_OF_LIST[name]
        assert set(np.flatnonzero(market.persons.position == UNEMPLOYED).tolist()) <= set(everybody)
        market.month -= 1
        market.step()


def test_whoever_loses_a_job_looks_for_another_from_the_next_month(make_market, do, hand):
    """A month brings one thing: the dismissed are not among those who look until the month after."""
    market = make_market(hand.people(20), n_open=20, dismissal_prob_per_month=[1, 0, 0, 0, 0, 0, 0, 0])

    do(market, "separations", "vacancies", "search")
    assert (market.persons.position[:20] == UNEMPLOYED).all()
    assert decided(market)["seekers"] == ([], [])
    assert not market.applications.chunk_count.any()

    do(market, "search")
    assert decided(market)["seekers"] == (list(range(20)), [SEEKS] * 20)


def test_after_the_last_one_has_left_nothing_is_due(make_market, do, hand):
    """Who leaves the population takes all expectations along."""
    market = make_market(hand.people(5), mortality_prob_per_year=1.0)

    do(market, "separations")

    assert (market.stocks.hazard == 0).all()
    assert (market.stocks.due == NEVER).all()
