"""A market made by hand: a few people, a few employers, and nothing that happens unless a test asks for it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

import polder
from houvast.facts.loader import load_facts
from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, PERMANENT, SELF_EMPLOYED
from houvast.market.model import Market
from houvast.population.build import Population, build_population
from houvast.population.columns import NO_EMPLOYER, NO_MONTH, empty_employers, empty_persons
from houvast.vocabulary.months import month_stamp

START = month_stamp("2024-01")
SCALE = 1.0
SEED = 1
LONG_AGO_MONTHS = 120

# Everything that makes something happen to people or posts.
HAZARDS = (
    "mortality_prob_per_year",
    "net_migration_thousand_per_year",
    "reaching_age_15_thousand_per_year",
    "retirement_at_aow_age_prob",
    "dismissal_prob_per_month",
    "quit_prob_per_month",
    "lost_job_to_inactivity_share",
    "term_conversion_prob",
    "term_renewal_prob",
    "shock_spread_per_month",
    "season_amplitude_share",
    "layoff_tolerance_share",
    "layoff_cap_flexible",
    "layoff_cap_permanent",
    "unadvertised_posts_per_vacancy",
    "posting_speed_per_month",
    "on_the_job_search_prob_per_month",
    "moves_for_other_reasons_share",
    "inactive_search_prob_per_month",
    "giving_up_prob_per_month",
    "conversion_prob_per_month",
    "fixed_hours_prob_per_month",
    "starts_business_prob_per_month",
    "demand_growth_by_sector_share_per_year",
    "real_wage_growth_share_per_year",
    "retraining_prob_per_year",
    "care_start_prob_per_year",
    "care_end_prob_per_year",
    "skill_search_weight",
    "proactivity_search_weight",
    "health_screening_weight",
    "guidance_share",
)
FACTORS = (
    "dismissal_age_factor",
    "dismissal_tenure_factor",
    "dismissal_education_factor",
    "quit_age_factor",
    "quit_tenure_factor",
    "quit_sex_factor",
    "on_the_job_search_tenure_factor",
    "on_the_job_search_age_factor",
    "inactive_search_age_factor",
    "giving_up_age_factor",
    "conversion_tenure_factor",
    "starts_business_age_factor",
    "screening_age_factor",
)


def overlaid(facts, **values):
    """Return facts in which each named one has this value in every group."""
    for name, value in values.items():
        shape = facts.entry(name).first.value.shape
        facts = facts.with_value(name, np.broadcast_to(np.asarray(value, np.float64), shape))
    return facts


def people(n, **columns):
    """Return ``n`` employees of employer 0, aged 40, long in a permanent job; ``columns`` say what is different.

    ``age_months`` is the age in the first month lived through; each value is one for all or one per person.
    """
    persons = empty_persons(n)
    age_months = columns.pop("age_months", 40 * 12)
    persons.birth_month[:] = START - np.asarray(age_months)
    persons.position[:] = columns.pop("position", PERMANENT)
    at_work = persons.position < FIRST_OUT_OF_WORK
    usual = {
        "education": 1,
        "occupation": 2,
        "sector": 1,
        "employer": np.where(persons.position < SELF_EMPLOYED, 0, NO_EMPLOYER),
        "hours": np.where(at_work, 32, 0),
        "hours_wanted": 32,
        "wage_rank": 128,
        "job_start": np.where(at_work, START - LONG_AGO_MONTHS, NO_MONTH),
        "spell_start": START - LONG_AGO_MONTHS,
        "search_start": NO_MONTH,
        "contract_end": NO_MONTH,
        "benefit_end": NO_MONTH,
    }
    for name, value in {**usual, **columns}.items():
        getattr(persons, name)[:] = value
    return persons


def bystanders(persons, n_occupations):
    """Return one self-employed person in each occupation, of all levels of education, so that none is unknown.

    Where there are no employees at all, one more works for the first employer.
    """
    every = np.arange(n_occupations)
    others = people(n_occupations, position=SELF_EMPLOYED, occupation=every, education=every % 3)
    return others if (persons.position < SELF_EMPLOYED).any() else together(others, people(1))


def employers_of(persons, n, **columns):
    """Return ``n`` employers in sector 1 and region 0, with the people they have and want no others."""
    employers = empty_employers(n)
    employees = persons.position < SELF_EMPLOYED
    flexible = employees & (persons.position != PERMANENT)
    employers.headcount[:] = np.bincount(persons.employer[employees], minlength=n)
    employers.flexible_headcount[:] = np.bincount(persons.employer[flexible], minlength=n)
    employers.sector[:] = 1
    employers.base_posts[:] = employers.headcount
    for name, value in columns.items():
        getattr(employers, name)[:] = value
    return employers


def together(*groups):
    """Return several groups of people as one."""
    return type(groups[0])(*(np.concatenate(columns) for columns in zip(*groups, strict=True)))


@pytest.fixture(scope="session")
def polder_facts():
    return load_facts(polder.facts_folder())


@pytest.fixture(scope="session")
def polder_population(polder_facts):
    """Six hundred people."""
    return build_population(polder_facts, 1.0, seed=1)


@pytest.fixture(scope="session")
def quiet_facts(polder_facts):
    """The polder, where nothing happens: all hazards zero, all factors one, everybody considered."""
    nothing = dict.fromkeys(HAZARDS, 0.0) | dict.fromkeys(FACTORS, 1.0)
    everybody = {"screening_by_spell": 1.0, "screening_employed": 1.0, "screening_inactive": 1.0}
    rest = {
        "education_fit_floor": 1.0,
        "own_region_share": 1.0,
        "own_occupation_share": 1.0,
        "contract_value": 1.0,
        "corrected_wage_gap_by_contract_share": 0.0,
        "shock_persistence_per_month": 1.0,
        "strain_quit_factor": 1.0,
    }
    return overlaid(polder_facts, **nothing, **everybody, **rest)


@pytest.fixture
def make_market(quiet_facts):
    """Return a market of these people, plus bystanders, under the quiet facts with some of them changed.

    Employer 0 wants ``n_open`` posts more than it has people.
    """

    def make(persons, n_employers=1, employers=None, n_open=0, seed=SEED, **facts):
        others = bystanders(persons, len(quiet_facts.classification("occupation").keys))
        everybody = together(persons, others)
        firms = employers_of(everybody, n_employers, **(employers or {}))
        firms.base_posts[0] += n_open
        population = Population(everybody, firms, SCALE, SEED, START, None)
        return Market(population, overlaid(quiet_facts, **facts), seed=seed, threads=1, burn_in_months=0)

    return make


@pytest.fixture
def do():
    """Return a function that moves a market one month on and carries out only the named steps.

    The steps that carry out what was drawn need the draw: where it is not named it comes at its place in the month.
    """

    def carry_out(market, *names):
        market.month += 1
        market.buffers.tally[:] = 0
        steps = {step.name: step for step in market.loop.steps}
        if not {"separations", "search", "contracts"}.isdisjoint(names) and "risks" not in names:
            order = list(steps)
            place = sum(order.index(name) < order.index("risks") for name in names)
            names = (*names[:place], "risks", *names[place:])
        for name in names:
            steps[name].run(market)

    return carry_out


@pytest.fixture(scope="session")
def hand_made():
    """Return the building blocks of a market made by hand, for fixtures of a whole module."""
    return SimpleNamespace(people=people, together=together, overlaid=overlaid, employers=employers_of, start=START)


@pytest.fixture
def hand(hand_made):
    """Return the building blocks of a market made by hand."""
    return hand_made
