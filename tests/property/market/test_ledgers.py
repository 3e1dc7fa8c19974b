"""The books of the market close every month, whatever the facts: nobody is lost, every post is accounted for.

Each example is the polder with hazards, shares, probabilities and factors drawn at will, extremes included.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.market.groups import EVERYBODY
from houvast.market.kernels._compile import JIT
from houvast.market.kernels.codes import (
    CHAINS_STARTED,
    ENTRIES,
    EXITS,
    FIRST_OUT_OF_WORK,
    N_POSITIONS,
    NOBODY,
    NONE,
    PERMANENT,
    SELF_EMPLOYED,
    VACANCIES_FILLED,
    VACANCIES_OPENED,
    VACANCIES_WITHDRAWN,
)
from houvast.market.kernels.stocks import total
from houvast.market.model import Market
from houvast.market.outcomes import OUTCOME_CODE
from houvast.population.validation import validate
from houvast.vocabulary.outcomes import OUTCOMES
from houvast.vocabulary.words import UNIT_BY_KEY

pytestmark = pytest.mark.kernel

YEAR = 12
EXAMPLES, MOST_MONTHS = (15, 30) if JIT else (2, 4)
"""Plain Python is a thousand times slower."""

SIZES = {"region": 2, "sector": 4, "occupation": 6}

NEVER = {
    # Groups for which a fact is zero by its meaning: nobody is converted from permanent or hired as self-employed.
    "term_conversion_prob": (0, 6, 7),
    "conversion_prob_per_month": (0, 6, 7),
    "offer_weight_by_contract": (6, 7),
}
PROBABILITIES = (
    "retirement_at_aow_age_prob",
    "dismissal_prob_per_month",
    "quit_prob_per_month",
    "lost_job_to_inactivity_share",
    "term_conversion_prob",
    "term_renewal_prob",
    "shock_persistence_per_month",
    "shock_spread_per_month",
    "season_amplitude_share",
    "layoff_speed_per_month",
    "layoff_tolerance_share",
    "layoff_cap_flexible",
    "layoff_cap_permanent",
    "posting_speed_per_month",
    "flexible_offer_prob_below_policy",
    "flexible_offer_prob_above_policy",
    "advertised_share_by_contract",
    "on_the_job_search_prob_per_month",
    "moves_for_other_reasons_share",
    "inactive_search_prob_per_month",
    "giving_up_prob_per_month",
    "keeps_seeking_prob",
    "skills_based_hiring_share",
    "own_occupation_share",
    "own_region_share",
    "screening_by_spell",
    "screening_employed",
    "screening_inactive",
    "conversion_prob_per_month",
    "fixed_hours_prob_per_month",
    "starts_business_prob_per_month",
)
LARGEST = {
    "mortality_prob_per_year": 0.5,  # somebody must be left
    "dismissal_age_factor": 20.0,
    "dismissal_tenure_factor": 20.0,
    "quit_age_factor": 20.0,
    "screening_age_factor": 20.0,
    "conversion_tenure_factor": 20.0,
    "unadvertised_posts_per_vacancy": 10.0,
    "offer_weight_by_contract": 100.0,
    "contract_value": 10.0,
    "network_finding_weight": 20.0,
    "reaching_age_15_thousand_per_year": 0.3,
    "net_migration_thousand_per_year": 0.1,
}


@st.composite
def lives(draw):
    """Draw what differs from the polder (numbers of 0 to 1 by fact), a seed, a burn-in and a number of months."""
    number = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1, width=32))
    some = st.lists(number, min_size=1, max_size=4)
    changed = draw(st.dictionaries(st.sampled_from([*PROBABILITIES, *LARGEST]), some, max_size=12))
    seed = draw(st.integers(0, 2**32))
    burn_in = draw(st.sampled_from([1, YEAR]) if JIT else st.just(1))
    return SimpleNamespace(changed=changed, seed=seed, burn_in=burn_in, months=draw(st.integers(1, MOST_MONTHS)))


def changed_facts(facts, changed):
    """Return facts with the drawn numbers in every group, within the bounds of each unit."""
    for name, numbers in changed.items():
        entry = facts.entry(name)
        value = np.resize(numbers, entry.first.value.shape).astype(float) * LARGEST.get(name, 1.0)
        if name in NEVER:
            value[list(NEVER[name])] = 0.0
        unit = UNIT_BY_KEY[entry.unit]
        facts = facts.with_value(name, value.clip(unit.minimum, unit.maximum))
    return facts


def books(market):
    """Return a copy of what the ledgers are about."""
    in_use = int(market.listing.in_use[0])
    is_open = market.vacancies.employer[:in_use] != NONE
    vacated = int(market.vacated.in_use[0])
    chains = market.vacated.chain[:vacated]
    return SimpleNamespace(
        month=market.month,
        persons=SimpleNamespace(**{name: column.copy() for name, column in market.persons._asdict().items()}),
        tally=market.buffers.tally.sum(axis=0),
        open_by_employer=market.vacancies.employer[:in_use][is_open].copy(),
        chains=np.concatenate([market.vacancies.chain[:in_use][is_open], chains[chains != NONE]]),
        n_vacated_chains=int((chains != NONE).sum()),
        n_chains=int(market.listing.next_chain[0]),
        chain_tables=chains_so_far(market),
    )


def chains_so_far(market):
    """Return chains, hires in them and those ended by an unemployed, counted by person, by sector and by contract."""
    rows = market.measures.groups.rows
    past = [
        (each.by_person[EVERYBODY], each.by_work[rows["sector"]].sum(axis=0), each.by_position.sum(axis=0))
        for each in market.measures.history.chains
    ]
    now = [table.sum(axis=(0, 1)) for table in market.chains]
    return [sum(tables) for tables in zip(now, *past, strict=True)]


def months_of(life, country):
    """Live through a drawn life; give the market with the books before and after each month."""
    facts = changed_facts(country.facts, life.changed)
    market = Market(country.population, facts, life.seed, threads=1, burn_in_months=life.burn_in)
    before = books(market)
    for _ in range(life.months):
        market.step()
        after = books(market)
        yield market, before, after
        before = after


def over_lives(test):
    """Try a test on drawn lives."""
    return settings(max_examples=EXAMPLES)(given(life=lives())(test))


@over_lives
def test_people_are_those_before_plus_who_came_minus_who_left(life, country):
    """Population(t) = population(t - 1) + entries - exits; everybody stands in one known position and is 15 to 74."""
    for market, before, after in months_of(life, country):
        n_before, n_after = ((book.persons.position != NOBODY).sum() for book in (before, after))
        assert n_after == n_before + after.tally[ENTRIES] - after.tally[EXITS]
        position = after.persons.position
        assert ((position < N_POSITIONS) | (position == NOBODY)).all()
        age = (market.month - after.persons.birth_month.astype(int))[position != NOBODY]
        assert 15 * YEAR <= age.min() <= age.max() < 75 * YEAR


@over_lives
def test_every_slot_holds_a_person_or_is_free(life, country):
    """Free slots and people together are all slots; no slot is free twice."""
    for market, _, _ in months_of(life, country):
        free = market.buffers.free_slot[: market.buffers.free_count[0]]
        assert sorted(free.tolist()) == np.flatnonzero(market.persons.position == NOBODY).tolist()


@over_lives
def test_person_and_employer_agree_on_the_job(life, country):
    """Headcounts equal a recount of employees; columns are whole; who has no employer works for none."""
    for market, _, _ in months_of(life, country):
        validate(market.persons, market.employers, SIZES)
        persons = market.persons
        employee = persons.position < SELF_EMPLOYED
        flexible = employee & (persons.position != PERMANENT)
        n = len(market.employers.headcount)
        assert market.employers.headcount.tolist() == np.bincount(persons.employer[employee], minlength=n).tolist()
        recount = np.bincount(persons.employer[flexible], minlength=n)
        assert market.employers.flexible_headcount.tolist() == recount.tolist()
        assert (persons.employer[~employee & (persons.position != NOBODY)] == NONE).all()


@over_lives
def test_vacancies_are_those_before_plus_opened_minus_filled_minus_withdrawn(life, country):
    """Open(t) = open(t - 1) + opened - filled - withdrawn; employers count theirs as the table does."""
    for market, before, after in months_of(life, country):
        change = after.tally[VACANCIES_OPENED] - after.tally[VACANCIES_FILLED] - after.tally[VACANCIES_WITHDRAWN]
        assert len(after.open_by_employer) == len(before.open_by_employer) + change
        recount = np.bincount(after.open_by_employer, minlength=len(market.plans.open_posts))
        assert market.plans.open_posts.tolist() == recount.tolist()


@over_lives
def test_every_vacancy_is_filled_by_one_person(life, country):
    """As many people start a job with an employer as vacancies are filled, but for who starts a business at once."""
    for market, _, after in months_of(life, country):
        new = after.persons.job_start == market.month
        hired = (new & (after.persons.position < SELF_EMPLOYED)).sum()
        business = (
            new & (after.persons.position >= SELF_EMPLOYED) & (after.persons.position < FIRST_OUT_OF_WORK)
        ).sum()
        assert hired <= after.tally[VACANCIES_FILLED] <= hired + business


@over_lives
def test_a_chain_is_in_one_place_at_a_time(life, country):
    """Chains started are those that go on, ended, or stopped with a post that nobody wants; the tables agree."""
    for _, before, after in months_of(life, country):
        assert len(set(after.chains.tolist())) == len(after.chains)
        assert after.n_chains - before.n_chains == after.tally[CHAINS_STARTED]
        for table in after.chain_tables[1:]:
            assert table.tolist() == after.chain_tables[0].tolist()
        chains, hires, by_unemployed = after.chain_tables[0] - before.chain_tables[0]
        stopped = after.tally[CHAINS_STARTED] - chains - (len(after.chains) - len(before.chains))
        assert 0 <= stopped <= after.tally[VACANCIES_WITHDRAWN] + before.n_vacated_chains
        assert hires >= chains >= by_unemployed >= 0


@over_lives
def test_dates_belong_to_positions(life, country):
    """A term ends for fixed-term contracts only, WW runs for people out of work only, jobs begin at work only."""
    for market, _, after in months_of(life, country):
        persons = after.persons
        inside = persons.position != NOBODY
        at_work = persons.position < FIRST_OUT_OF_WORK
        fixed_term = (persons.position < SELF_EMPLOYED) & (persons.position != PERMANENT)
        assert (persons.contract_end[inside & ~fixed_term] == NONE).all()
        ends = persons.contract_end[fixed_term]
        assert ((ends > market.month) | (ends == NONE)).all()
        assert (persons.benefit_end[at_work] == NONE).all()
        assert ((persons.job_start != NONE) == at_work)[inside].all()
        assert ((persons.hours > 0) == at_work)[inside].all()
        youngest = 15 * YEAR - life.burn_in
        assert ((persons.job_start - persons.birth_month)[at_work] >= youngest).all()
        for stamp in (persons.job_start[at_work], persons.spell_start[inside]):
            assert stamp.max() <= market.month
        assert (persons.spell_start <= persons.job_start)[at_work].all()


@over_lives
def test_stocks_follow_from_flows(life, country):
    """Work, unemployment and inactivity change by exactly who moved between them, came and left; counts agree."""

    def status(persons):
        edges = (FIRST_OUT_OF_WORK, FIRST_OUT_OF_WORK + 1, N_POSITIONS)
        return np.searchsorted(edges, persons.position, side="right")

    for market, before, after in months_of(life, country):
        n = len(before.persons.position)
        old, new = status(before.persons), status(after.persons)
        replaced = before.persons.birth_month != after.persons.birth_month[:n]
        flows = np.zeros((4, 4), int)
        np.add.at(flows, (old[~replaced], new[:n][~replaced]), 1)
        np.add.at(flows, (old[replaced], np.full(replaced.sum(), 3)), 1)
        np.add.at(flows, (np.full(replaced.sum(), 3), new[:n][replaced]), 1)
        np.add.at(flows, (np.full(len(new) - n, 3), new[n:]), 1)
        stocks = [np.bincount(one, minlength=4)[:3] for one in (old, new)]
        assert (stocks[1] == stocks[0] + flows[:, :3].sum(axis=0) - flows[:3].sum(axis=1)).all()
        assert flows[3, 0] == 0 or after.tally[ENTRIES] > 0
        counted = market.stocks.by_person.sum(axis=(0, 1))
        recounted = np.bincount(after.persons.position, minlength=256)[:N_POSITIONS]
        assert counted.tolist() == recounted.tolist()
        assert total(market.stocks.by_person).min() >= 0
        assert total(market.stocks.by_work).min() >= 0


@over_lives
def test_the_year_of_a_cohort_has_twelve_months(life, country):
    """Nobody is counted as working more months than have passed since the cohort began."""
    for market, _, _ in months_of(life, country):
        passed = market.month - market.cohort_month
        assert passed < YEAR
        followed = market.trace.cohort_position != NOBODY
        assert market.trace.cohort_months_in_work[followed].max(initial=0) <= passed


@over_lives
def test_outcomes_are_numbers_within_the_bounds_of_their_unit(life, country):
    """A value is missing exactly where nobody is in the group, and else a share is a share."""
    market = [market for market, _, _ in months_of(life, country)][-1]

    outcomes = market.outcomes()

    vacancies = outcomes.outcome == OUTCOME_CODE["vacancies"]
    missing = np.isnan(outcomes.value)
    assert (missing == ((outcomes.count == 0) & ~vacancies)).all()
    assert (outcomes.count >= 0).all()
    for code, outcome in enumerate(OUTCOMES):
        value = outcomes.value[(outcomes.outcome == code) & ~missing]
        unit = UNIT_BY_KEY[outcome.unit]
        assert ((value >= unit.minimum) & (value <= unit.maximum)).all(), outcome.key
