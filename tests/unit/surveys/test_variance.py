"""The two variance routines agree; influences are the derivatives they claim to be; domains are never cut out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.surveys import linearised
from houvast.surveys.comparison import standardised
from houvast.surveys.design import Design, LonelyPsu, Replicates, make_stages
from houvast.surveys.domains import domain_ratios
from houvast.surveys.estimate import joint_covariance
from houvast.surveys.variance import covariance, domain_variances


@st.composite
def designs(draw):
    """A two-stage design with lonely units, and luck to make values with."""
    n = draw(st.integers(8, 40))
    luck = np.random.default_rng(draw(st.integers(0, 10**6)))
    strata, clusters = luck.integers(0, 3, n), luck.integers(0, 4, n)
    element = draw(st.booleans())
    units = [np.arange(n)] if element else [clusters, np.arange(n)]
    sizes = [np.full(n, float(3 * n)), np.full(n, float(2 * n))][: len(units)] if draw(st.booleans()) else []
    rule = draw(st.sampled_from([LonelyPsu.ADJUST, LonelyPsu.CERTAINTY]))
    stages = make_stages(units, [strata], sizes, nest=True)
    return Design(luck.uniform(1, 5, n), stages, rule), luck


@given(designs(), st.integers(1, 5))
@settings(max_examples=60)
def test_domain_variances_are_the_diagonal_of_the_covariance(made, n_domains):
    design, luck = made
    domain = luck.integers(0, n_domains, design.n_rows)
    influence = luck.normal(size=(design.n_rows, 2))
    compact = domain_variances(design, influence, domain, n_domains)
    for k in range(2):
        dense = np.where(domain[:, None] == np.arange(n_domains), influence[:, k : k + 1], 0)
        np.testing.assert_allclose(compact[k], np.diag(covariance(design, dense)), rtol=1e-10, atol=1e-12)


@given(designs())
@settings(max_examples=40)
def test_a_table_says_what_single_domains_say(made):
    design, luck = made
    y = luck.normal(10, 2, (design.n_rows, 2))
    y[luck.random(y.shape) < 0.2] = np.nan
    domain = luck.integers(-1, 3, design.n_rows)
    table = domain_ratios(design, y, domain, 3)
    for k in range(2):
        for d in range(3):
            rows = (domain == d) & ~np.isnan(y[:, k])
            assert table.n[k, d] == rows.sum()
            if rows.any():
                weights = np.where(rows, design.weights, 0.0)
                part = linearised.mean(weights, np.nan_to_num(y[:, k : k + 1]))
                assert table.values[k, d] == pytest.approx(part.values[0], rel=1e-12)
                variance = covariance(design, part.influence)[0, 0]
                assert table.se[k, d] ** 2 == pytest.approx(variance, rel=1e-9, abs=1e-10)


def test_filtering_a_domain_would_say_something_else():
    """Four units drawn in a stratum, two of them in the domain: filtered, the sample would seem to be of two."""
    design = Design(np.ones(4), make_stages([np.arange(4)], [], []))
    inside = np.array([1.0, 1.0, 0.0, 0.0])
    part = linearised.total(inside, np.array([[3.0], [5.0], [7.0], [9.0]]))
    # By hand: totals 3, 5, 0, 0 around 2: squares 1, 9, 4, 4 times 4/3.
    assert covariance(design, part.influence)[0, 0] == pytest.approx(4 / 3 * 18)


def test_a_replicate_without_anybody_in_a_domain_is_left_out():
    """As R survey does: it discards such replicates, and the other ones all say the same here."""
    replicates = np.array([[0.0, 2, 2], [2.0, 0, 2], [2.0, 2, 0]])
    design = Design(np.ones(3), (), replicates=Replicates(replicates, 2 / 3, np.ones(3), False, 2))
    y = np.array([[4.0], [6.0], [9.0]])
    inside = np.array([1.0, 0.0, 0.0])
    with np.errstate(invalid="ignore"):
        values, cov = joint_covariance(design, lambda w: linearised.mean(w, y), inside)
    assert (values[0], cov[0, 0]) == (4, 0)
    values, cov = joint_covariance(design, lambda w: linearised.mean(w, y), np.ones(3))
    # By hand: jackknife means 7.5, 6.5, 5 around 19/3.
    assert cov[0, 0] == pytest.approx(2 / 3 * np.sum((np.array([7.5, 6.5, 5]) - 19 / 3) ** 2))


def _statistics(luck, n):
    y = np.round(np.exp(luck.normal(2, 0.6, n)), 1)
    group, flag = luck.integers(0, 4, n), luck.integers(0, 2, n)
    flag[:6] = [0, 0, 0, 1, 1, 1]
    x = np.column_stack([np.ones(n), luck.normal(size=n)])
    cell = luck.integers(0, 3, n)
    return {
        "ratio": lambda w: linearised.ratio(w, y[:, None], x[:, 1] + 5),
        "variance": lambda w: linearised.variance(w, y[:, None]),
        "gini": lambda w: linearised.gini(w, y),
        "theil": lambda w: linearised.theil(w, y),
        "ge0": lambda w: linearised.ge0(w, y),
        "theil parts": lambda w: linearised.between_and_within(w, y, group, 4, 1),
        "ge0 parts": lambda w: linearised.between_and_within(w, y, group, 4, 0),
        "variance share": lambda w: linearised.variance_share(w, y, group, 4),
        "oaxaca": lambda w: linearised.oaxaca(w, y, x, flag),
        "standardised": lambda w: standardised(w, y, flag == 1, cell, 3),
    }


@pytest.mark.parametrize("name", _statistics(np.random.default_rng(0), 30))
@pytest.mark.parametrize("seed", [1, 2])
def test_influences_are_weighted_derivatives(name, seed):
    """Against differences: the estimate with a weight a little larger and a little smaller."""
    luck = np.random.default_rng(seed)
    n = 30
    statistic = _statistics(luck, n)[name]
    weights = luck.uniform(0.5, 3, n)
    found = statistic(weights)
    step = 1e-5
    for row in range(n):
        more, less = weights.copy(), weights.copy()
        more[row] += step
        less[row] -= step
        slope = weights[row] * (statistic(more).values - statistic(less).values) / (2 * step)
        np.testing.assert_allclose(found.influence[row], slope, rtol=1e-5, atol=1e-7)


def test_gini_by_hand():
    """Two people, one has everything of 4: half the square under the diagonal."""
    assert linearised.gini(np.ones(2), np.array([0.0, 4.0])).values[0] == pytest.approx(0.5)
    assert linearised.gini(np.ones(5), np.full(5, 3.0)).values[0] == pytest.approx(0, abs=1e-15)
