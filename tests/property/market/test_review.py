"""The yearly review: the same for any number of threads and any size of chunks; income adds up in any order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.facts.loader import load_facts
from houvast.market import crew
from houvast.market.kernels import review_counts as counted
from houvast.market.kernels.codes import UNEMPLOYED
from houvast.market.kernels.income import accrue, income_between
from houvast.market.model import Market
from houvast.population.build import build_population
from houvast.population.columns import PERSON_COLUMNS

YEAR = 12
SCALE = 0.0008
NEW_COLUMNS = [column.name for column in PERSON_COLUMNS][-9:]


@pytest.fixture
def everything_shared(monkeypatch):
    """All work is shared, also what is too short to be worth it."""
    monkeypatch.setattr(crew, "SHORTEST_SHARED", 0)


def lived(population, facts, **how):
    """Return what the first year counted and how people are at its end."""
    market = Market(population, facts, seed=3, **how)
    for _ in range(YEAR):
        market.step()
    people = [getattr(market.persons, name).copy() for name in NEW_COLUMNS]
    market.close()
    return market.measures.history.reviews[0], people


@pytest.fixture(scope="module")
def netherlands():
    """Some ten thousand people: five blocks, each with a month of its own."""
    facts = load_facts("netherlands")
    return build_population(facts, SCALE, seed=1), facts


@pytest.fixture(scope="module")
def usual(netherlands):
    """The first year on one thread."""
    return lived(*netherlands, threads=1)


@pytest.mark.usefixtures("everything_shared")
@pytest.mark.parametrize("how", [{"threads": 2}, {"threads": 1, "chunk_size": 64}, {"threads": 2, "chunk_size": 256}])
def test_threads_and_chunks_change_nothing(usual, netherlands, how):
    """Every count and every new column is the same to the bit."""
    counts, people = lived(*netherlands, **how)

    assert all((one == other).all() for one, other in zip(counts, usual[0], strict=True))
    assert all((one == other).all() for one, other in zip(people, usual[1], strict=True))


def test_work_counts_people_in_work_and_unemployed(usual):
    """Workers by work cell are the workers by person cell."""
    counts = usual[0]

    assert counts.by_work[:, counted.WORKERS].sum() == counts.by_person[:, counted.WORKERS].sum() > 0


def test_groups_add_up(usual):
    """Counts by who people are, by position and wages by both come to the same totals."""
    counts = usual[0]
    n_counts = counts.by_work.shape[-1]

    assert counts.by_person[:, :n_counts].sum(axis=0).tolist() == counts.by_position.sum(axis=0).tolist()
    assert counts.wage_by_person.sum() == counts.wage_by_position.sum() == counts.wage_by_work.sum()


@settings(max_examples=40, deadline=None)
@given(
    cuts=st.lists(st.integers(min_value=1, max_value=23), max_size=8, unique=True),
    position=st.sampled_from([0, 3, UNEMPLOYED, 11]),
    benefit=st.integers(min_value=-1, max_value=30),
)
def test_income_adds_up_wherever_it_is_cut(review_market, cuts, position, benefit):
    """Adding up at any moments gives the income of the whole stretch, benefits that end on the way included."""
    persons, income = review_market.persons, review_market.parameters.review.income
    first = review_market.first_month
    persons.position[0], persons.spell_start[0], persons.job_start[0] = position, first, first
    persons.benefit_end[0] = first + benefit if benefit >= 0 else -1
    persons.hours[0], persons.hours_wanted[0] = 30, 30
    whole = income_between(0, first, first + 24, persons, income)
    persons.income_since[0], persons.income_now[0] = first, 0
    for cut in sorted(cuts):
        accrue(0, first + cut, persons, income)
    accrue(0, first + 24, persons, income)

    assert np.float64(persons.income_now[0]) == pytest.approx(whole, rel=1e-5)


@pytest.fixture(scope="module")
def review_market(country):
    """The polder in its first month."""
    return Market(country.population, country.facts, seed=1, threads=1, burn_in_months=0)
