"""The yearly review: the same for any number of threads and any size of chunks; income adds up in any order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.facts.loader import load_facts
from houvast.market import crew
from houvast.market.bands import age_band_of_months
from houvast.market.groups import EVERYBODY, PERSON_GROUPINGS, Groups
from houvast.market.kernels import review_counts as counted
from houvast.market.kernels.cells import Cells
from houvast.market.kernels.codes import UNEMPLOYED
from houvast.market.kernels.income import accrue, income_between
from houvast.market.model import Market
from houvast.population.build import build_population
from houvast.population.columns import PERSON_COLUMNS
from houvast.vocabulary.words import AGE, EDUCATION

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


@pytest.fixture(scope="module")
def rows(netherlands):
    """Where each grouping stands in the counts."""
    facts = netherlands[1]
    sizes = [len(facts.classification(name).keys) for name in ("region", "occupation", "sector")]
    return Groups(Cells(len(EDUCATION), len(AGE), *sizes[:2], age_band_of_months()), sizes[2]).rows


def test_work_counts_people_in_work_and_unemployed(usual, rows):
    """Workers by sector, and by occupation, are all workers."""
    counts = usual[0]

    for grouping in ("sector", "occupation"):
        work = counts.by_work[rows[grouping]]
        assert work[:, counted.WORKERS].sum() == counts.by_person[EVERYBODY, counted.WORKERS] > 0


def test_groups_add_up(usual, rows):
    """Counts by who people are, by position and wages by both come to the same totals."""
    counts = usual[0]
    bits = counts.by_person[:, : counted.N_BITS]

    for grouping in PERSON_GROUPINGS:
        assert bits[rows[grouping]].sum(axis=0).tolist() == counts.by_position.sum(axis=0).tolist()
    wages = counts.wage_by_person[EVERYBODY].sum()
    assert wages == counts.wage_by_position.sum() == counts.wage_by_work[rows["sector"]].sum() > 0


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
