"""What a run reports equals a plain recount of who was where, month by month.

The recount keeps a copy of everybody after each month and knows nothing of the kernels' tables.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, NOBODY, PERMANENT, SELF_EMPLOYED, UNEMPLOYED
from houvast.market.kernels.stocks import total
from houvast.market.model import Market
from houvast.vocabulary.outcomes import OUTCOMES
from houvast.vocabulary.words import GROUPINGS

pytestmark = pytest.mark.kernel

YEAR, QUARTER = 12, 3
GROUPS = {"all": 1, "sex": 2, "education": 3, "age": 6, "region": 2, "sector": 4, "occupation": 6, "contract": 8}
LIVELY = {
    "reaching_age_15_thousand_per_year": 0.04,
    "mortality_prob_per_year": 0.05,
    "shock_spread_per_month": 0.05,
    "conversion_prob_per_month": [0, 0.05, 0.05, 0.05, 0.05, 0.05, 0, 0],
    "on_the_job_search_prob_per_month": 0.2,
}
AGAINST_THEIR_WILL = {
    # Whoever leaves a job has lost it: nobody quits, moves on, retires or starts a business.
    "quit_prob_per_month": 0.0,
    "on_the_job_search_prob_per_month": 0.0,
    "starts_business_prob_per_month": 0.0,
    "retirement_at_aow_age_prob": 0.0,
    "dismissal_prob_per_month": 0.02,
}


def snapshot(market):
    """Return a copy of everybody and of the vacancies anybody can read."""
    vacancies, in_use = market.vacancies, int(market.listing.in_use[0])
    seen = (vacancies.employer[:in_use] >= 0) & (vacancies.advertised[:in_use] > 0)
    now = SimpleNamespace(**{name: column.copy() for name, column in market.persons._asdict().items()}, n_advertised={})
    now.month = market.month
    now.age = np.searchsorted(np.array([25, 35, 45, 55, 65]) * YEAR, market.month - now.birth_month, "right")
    now.all = np.zeros(len(now.sex), int)
    now.contract = now.position
    now.at_work = now.position < FIRST_OUT_OF_WORK
    now.employee = now.position < SELF_EMPLOYED
    now.flexible = now.employee & (now.position != PERMANENT)
    employer = vacancies.employer[:in_use][seen]
    codes = {
        "all": np.zeros(seen.sum(), int),
        "sector": market.employers.sector[employer],
        "occupation": vacancies.occupation[:in_use][seen],
        "region": vacancies.region[:in_use][seen],
    }
    now.n_advertised = {name: np.bincount(code, minlength=GROUPS[name]) for name, code in codes.items()}
    return now


def run(population, facts, months):
    """Return outcomes and a copy of everybody at the start and after each month."""
    market = Market(population, facts, threads=1)
    history = [snapshot(market)]
    for _ in range(months):
        market.step()
        history.append(snapshot(market))
    return market.outcomes(), history


@pytest.fixture(scope="module")
def lively(hand_made, polder_facts, polder_population):
    return run(polder_population, hand_made.overlaid(polder_facts, **LIVELY), 2 * YEAR)


@pytest.fixture(scope="module")
def dismissing(hand_made, polder_facts, polder_population):
    return run(polder_population, hand_made.overlaid(polder_facts, **AGAINST_THEIR_WILL), YEAR)


def reported(outcomes, outcome, grouping, month):
    """Return value and count by group of one outcome in one month."""
    rows = outcomes.outcome == [word.key for word in OUTCOMES].index(outcome)
    rows &= outcomes.group_by == [word.key for word in GROUPINGS].index(grouping)
    rows &= outcomes.month == month
    assert outcomes.group[rows].tolist() == list(range(GROUPS[grouping]))
    return outcomes.value[rows], outcomes.count[rows]


def tally(people, grouping, chosen):
    """Count the chosen people by group."""
    return np.bincount(getattr(people, grouping)[chosen], minlength=GROUPS[grouping])


def assert_ratio(outcomes, outcome, grouping, month, part, whole):
    """Compare an outcome with part / whole, NaN where nobody is in the group."""
    value, count = reported(outcomes, outcome, grouping, month)
    expected = np.where(whole > 0, part / np.maximum(whole, 1), np.nan)
    np.testing.assert_allclose(value, expected)
    np.testing.assert_array_equal(count, whole)


@pytest.mark.parametrize("grouping", ["all", "sex", "age", "education", "region"])
def test_participation_is_a_share_of_everybody(lively, grouping):
    """Employment rate: people in paid work of all aged 15 to 74, after every month."""
    outcomes, history = lively
    for now in history[1:]:
        whole = tally(now, grouping, now.position != NOBODY)
        assert_ratio(outcomes, "employment_rate", grouping, now.month, tally(now, grouping, now.at_work), whole)


@pytest.mark.parametrize("grouping", ["all", "sex", "age", "education", "region", "sector", "occupation"])
def test_stocks_are_recounted(lively, grouping):
    """Unemployment, long-term unemployment and contract shares, by every grouping, after every month."""
    outcomes, history = lively
    for now in history[1:]:
        jobless = now.position == UNEMPLOYED
        at_work = tally(now, grouping, now.at_work)
        unemployed = tally(now, grouping, jobless)
        long_term = tally(now, grouping, jobless & (now.month - now.spell_start >= YEAR))
        ratios = {
            "unemployment_rate": (unemployed, unemployed + at_work),
            "long_term_unemployment_share": (long_term, unemployed),
            "permanent_share": (tally(now, grouping, now.position == PERMANENT), at_work),
            "flexible_share": (tally(now, grouping, now.flexible), at_work),
            "self_employed_share": (tally(now, grouping, now.at_work & ~now.employee), at_work),
        }
        for outcome, (part, whole) in ratios.items():
            assert_ratio(outcomes, outcome, grouping, now.month, part, whole)


@pytest.mark.parametrize("grouping", ["all", "sector", "occupation", "region"])
def test_vacancies_are_those_anybody_can_read(lively, grouping):
    """Advertised open posts by group, and their number per unemployed person."""
    outcomes, history = lively
    for now in history[1:]:
        open_posts = now.n_advertised[grouping]
        value, count = reported(outcomes, "vacancies", grouping, now.month)
        assert value.tolist() == count.tolist() == open_posts.tolist()
        jobless = tally(now, grouping, now.position == UNEMPLOYED)
        assert_ratio(outcomes, "tension", grouping, now.month, open_posts, jobless)


@pytest.mark.parametrize("grouping", ["all", "sex", "age", "education", "region", "sector", "occupation", "contract"])
def test_moves_of_a_quarter_are_recounted(lively, grouping):
    """Positions at the end of a quarter against those at its start, of the groups people were in at the start."""
    outcomes, history = lively
    for before, now in zip(history[::QUARTER], history[QUARTER::QUARTER], strict=False):
        n = len(before.position)
        here = (now.position[:n] != NOBODY) & (now.birth_month[:n] == before.birth_month)
        at_work, employee = here & now.at_work[:n], here & now.employee[:n]
        other_job = now.job_start[:n] > before.month
        stayed = before.employee & (employee | ~here)
        converted = before.flexible & here & (now.position[:n] == PERMANENT) & ~other_job
        ratios = {
            "separation_rate": (before.at_work & here & ~at_work, before.at_work),
            "job_finding_rate": ((before.position == UNEMPLOYED) & at_work, before.position == UNEMPLOYED),
            "job_to_job_rate": (before.employee & employee & other_job, stayed),
            "conversion_rate": (converted, before.flexible & stayed),
        }
        for outcome, (part, whole) in ratios.items():
            parts = [
                tally(before, grouping, some & (before.position != NOBODY))[: GROUPS[grouping]]
                for some in (part, whole)
            ]
            if grouping == "contract":
                parts = [np.bincount(before.position[some], minlength=256)[:8] for some in (part, whole)]
            assert_ratio(outcomes, outcome, grouping, now.month, *parts)


@pytest.mark.parametrize("grouping", ["all", "sex", "region", "sector", "occupation", "contract"])
def test_job_security_follows_everybody_for_a_year(dismissing, grouping):
    """Of those employed at the start and still here, who lost that job within twelve months, by where they were."""
    outcomes, history = dismissing
    start, end = history[0], history[-1]
    n = len(start.position)
    here = (end.position[:n] != NOBODY) & (end.birth_month[:n] == start.birth_month)
    lost = np.zeros(n, bool)
    for now in history[1:]:
        still = now.employee[:n] & (now.job_start[:n] < now.month)
        lost |= start.employee & ~still
    whole = start.employee & here

    whole_count = np.bincount(getattr(start, grouping)[whole], minlength=256)[: GROUPS[grouping]]
    lost_count = np.bincount(getattr(start, grouping)[whole & lost], minlength=256)[: GROUPS[grouping]]
    assert lost_count.sum() > 10
    assert_ratio(outcomes, "job_security", grouping, start.month, whole_count - lost_count, whole_count)


@pytest.mark.parametrize("grouping", ["all", "sex", "region", "sector", "occupation", "contract"])
def test_work_security_is_a_share_of_months(lively, grouping):
    """Months in paid work of the twelve, of those in work or searching at the start and still here at the end."""
    outcomes, history = lively
    for first in (0, YEAR):
        start, end = history[first], history[first + YEAR]
        n = len(start.position)
        here = (end.position[:n] != NOBODY) & (end.birth_month[:n] == start.birth_month)
        active = here & (start.position <= UNEMPLOYED)
        months = sum(now.at_work[:n].astype(int) for now in history[first + 1 : first + YEAR + 1])
        group = getattr(start, grouping)[active]
        worked = np.bincount(group, weights=months[active], minlength=256)[: GROUPS[grouping]]
        people = np.bincount(group, minlength=256)[: GROUPS[grouping]]

        value, count = reported(outcomes, "work_security", grouping, start.month)

        np.testing.assert_allclose(value, np.where(people > 0, worked / np.maximum(people * YEAR, 1), np.nan))
        assert count.tolist() == people.tolist()


def test_changes_of_occupation_are_those_between_two_dates(lively):
    """Of those in work at the start and the end of a year, who has another occupation."""
    outcomes, history = lively
    start, end = history[0], history[YEAR]
    n = len(start.position)
    both = start.at_work & end.at_work[:n] & (end.birth_month[:n] == start.birth_month)
    changed = both & (end.occupation[:n] != start.occupation)

    assert_ratio(
        outcomes, "occupation_change_rate", "all", start.month, tally(start, "all", changed), tally(start, "all", both)
    )


@pytest.mark.parametrize("grouping", ["all", "sex", "age", "education", "region", "sector", "occupation"])
def test_tenure_is_that_of_employees(lively, grouping):
    """Mean months in the present job, over employees, at the end of each year."""
    outcomes, history = lively
    for now in history[YEAR::YEAR]:
        months = np.bincount(
            getattr(now, grouping)[now.employee],
            weights=(now.month - now.job_start)[now.employee],
            minlength=GROUPS[grouping],
        )
        people = tally(now, grouping, now.employee)
        assert_ratio(outcomes, "mean_tenure_months", grouping, now.month, months, people)


def test_running_stocks_equal_a_recount(hand_made, polder_facts, polder_population):
    """The counts that are kept event by event equal those taken afresh, after every month."""
    market = Market(polder_population, hand_made.overlaid(polder_facts, **LIVELY), threads=1)
    for _ in range(YEAR):
        market.step()
        now = snapshot(market)
        inside = now.position != NOBODY
        cell = ((now.sex.astype(int) * 3 + now.education) * 6 + now.age) * 2 + now.region
        by_person = np.zeros_like(total(market.stocks.by_person))
        np.add.at(by_person, (cell[inside], now.position[inside]), 1)
        assert (total(market.stocks.by_person) == by_person).all()
        active = now.position <= UNEMPLOYED
        work = now.sector.astype(int) * 6 + now.occupation
        column = np.select([now.position == PERMANENT, now.flexible, now.at_work], [0, 1, 2], 3)
        by_work = np.zeros_like(total(market.stocks.by_work))
        np.add.at(by_work, (work[active], column[active]), 1)
        assert (total(market.stocks.by_work) == by_work).all()


def test_counts_are_given_at_full_scale(hand_made, polder_facts, polder_population):
    """At a scale of one half each person counts for two; ratios stay."""
    nobody_new = {"reaching_age_15_thousand_per_year": 0.0, "net_migration_thousand_per_year": 0.0}
    facts = hand_made.overlaid(polder_facts, **nobody_new)
    whole, _ = run(polder_population, facts, QUARTER)
    half, _ = run(polder_population.__class__(**{**vars(polder_population), "scale": 0.5}), facts, QUARTER)

    month = polder_population.start_month
    (value, count), (half_value, half_count) = (
        reported(one, "unemployment_rate", "all", month) for one in (whole, half)
    )
    assert half_value == pytest.approx(value)
    assert half_count == pytest.approx(2 * count)
    assert reported(half, "vacancies", "all", month)[0] == 2 * reported(whole, "vacancies", "all", month)[0]
