"""Mobility: rows that sum to one, diplomas that gate, vacancies that pull."""

import numpy as np
import pytest

from houvast.market.mobility import Mobility
from houvast.market.start import describe

MONTH = 1488
N = 6


@pytest.fixture(scope="module")
def start(polder_facts, polder_population):
    from houvast.market.model import Market

    market = Market(polder_population, polder_facts, threads=1, burn_in_months=0)
    return describe(polder_population.persons, MONTH - 1, market.cells, 4)


@pytest.fixture(scope="module")
def size(start):
    return np.maximum(start.employees.sum(axis=0), 1.0)


def shares(mobility, skills, own, open_posts):
    """Return the weights of each occupation for each origin, not cumulative."""
    return np.diff(mobility.weights(skills, own, open_posts)[0], axis=1, prepend=0.0)


@pytest.mark.parametrize("skills", [0.0, 0.3, 1.0])
def test_rows_sum_to_one_where_vacancy_rates_are_equal(polder_facts, start, size, skills):
    """With one vacancy per post everywhere, all weights of an origin add up to one: own share and moves."""
    weights = shares(Mobility(polder_facts, MONTH, start), skills, 0.55, size)

    assert weights.sum(axis=1) == pytest.approx(np.ones(N))
    assert np.diag(weights) == pytest.approx(np.full(N, 0.55))
    assert (weights >= -1e-12).all()


def test_skills_do_not_open_regulated_occupations(polder_facts, start, size):
    """Hiring on skills alone leads nobody from outside into a regulated occupation."""
    weights = shares(Mobility(polder_facts, MONTH, start), 1.0, 0.5, size)
    regulated = polder_facts.array("regulated_occupation", MONTH) == 1

    others = weights[:, regulated] * (1 - np.eye(N)[:, regulated])
    assert regulated.any()
    assert others.max() == pytest.approx(0, abs=1e-12)


def test_the_diploma_matrix_is_used_as_it_is(polder_facts, start, size):
    """Without skills-based hiring, moves follow the matrix by diploma without its diagonal."""
    matrix = np.array(polder_facts.array("mobility_diploma", MONTH))
    np.fill_diagonal(matrix, 0)
    expected = matrix / matrix.sum(axis=1, keepdims=True)

    weights = shares(Mobility(polder_facts, MONTH, start), 0.0, 0.0, size)

    assert weights == pytest.approx(expected)


def test_vacancies_pull(polder_facts, start, size):
    """Twice the vacancy rate is twice the weight; none is no weight."""
    mobility = Mobility(polder_facts, MONTH, start)
    posts = size.copy()
    before = shares(mobility, 0.2, 0.5, posts)
    posts[3] *= 2
    posts[4] = 0

    after = shares(mobility, 0.2, 0.5, posts)

    assert after[:, 3] == pytest.approx(2 * before[:, 3])
    assert after[:, 4] == pytest.approx(np.zeros(N), abs=1e-12)
    assert after[:, 2] == pytest.approx(before[:, 2])


def test_nothing_open_is_no_weight(polder_facts, start):
    """Without vacancies all weights are zero."""
    assert not Mobility(polder_facts, MONTH, start).weights(0.2, 0.5, np.zeros(N, np.int64))[0].any()
