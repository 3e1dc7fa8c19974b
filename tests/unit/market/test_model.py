"""The market as a whole: what it copies, how a month goes, what the burn-in leaves alone."""

import numpy as np
import pytest

from houvast.market.kernels.codes import NOBODY
from houvast.market.model import Market

pytestmark = pytest.mark.kernel


@pytest.fixture
def market(polder_facts, polder_population):
    return Market(polder_population, polder_facts, seed=3, threads=1)


def test_a_population_serves_more_than_one_run(polder_facts, polder_population):
    """A market works on copies: the population it was given does not change."""
    before = [column.copy() for entity in (polder_population.persons, polder_population.employers) for column in entity]
    market = Market(polder_population, polder_facts, threads=1)
    for _ in range(3):
        market.step()

    after = [column for entity in (polder_population.persons, polder_population.employers) for column in entity]
    for old, new in zip(before, after, strict=True):
        np.testing.assert_array_equal(old, new)


def test_a_month_is_a_list_of_steps_that_can_be_read(market):
    """The loop prints its steps in order, with the time of each; each names a kernel file."""
    market.step()
    names = [row[0] for row in market.loop.table()]

    assert names[:3] == ["demography", "demand", "risks"]
    assert names[-1] == "observation"
    lines = str(market.loop).splitlines()
    assert [line.split()[1] for line in lines[: len(names)]] == names
    assert all(row[-1] >= 0 for row in market.loop.table())


def test_the_first_month_lived_through_is_the_start_month(market, polder_population):
    """After one step the market stands in the start month of the population."""
    assert market.month == polder_population.start_month - 1
    market.step()
    assert market.month == polder_population.start_month


def test_the_burn_in_makes_nobody_older_and_measures_nothing(market, polder_population):
    """It leaves births, people and the month as they were, and the history empty."""
    persons, people = market.persons, polder_population.persons
    n = len(people.position)

    assert (persons.birth_month[:n] == people.birth_month).all()
    assert (persons.education[:n] == people.education).all()
    assert (persons.position[:n] != NOBODY).all()
    assert (persons.position[n:] == NOBODY).all()
    assert market.measures.history.months == []
    assert not any(table.any() for table in market.chains)
    assert (persons.position[:n] != people.position).any()


def test_no_month_lies_in_the_future_after_the_burn_in(market):
    """Jobs and spells began at the latest in the month before the first; terms end later than that."""
    persons = market.persons
    inside = persons.position != NOBODY

    assert persons.job_start[inside].max() <= market.month
    assert persons.spell_start[inside].max() <= market.month
    ends = persons.contract_end[inside & (persons.contract_end >= 0)]
    assert (ends > market.month).all()


def test_threads_are_dismissed(market):
    """A closed market has no threads left and can be closed twice."""
    market.close()
    market.close()


@pytest.mark.parametrize("chunk_size", [0, -4, 1001])
def test_a_chunk_that_splits_four_neighbours_is_refused(chunk_size):
    """The lanes of one random word belong to four people of the same chunk."""
    with pytest.raises(ValueError, match="multiple of 4"):
        Market(None, None, chunk_size=chunk_size)
