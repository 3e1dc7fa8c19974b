"""Links: two exact methods agree, bounds hold, joint histories are taken whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.flex.links.draws import draw_demand
from houvast.flex.links.network import Departments, Link
from houvast.flex.links.served import served, served_alone, served_by_programme, served_fully_linked
from houvast.flex.links.values import best_chain, links_of, weigh_links
from houvast.vocabulary.errors import HouvastError

numbers = st.integers(0, 30).map(float)


@st.composite
def networks(draw, n=4):
    """Draw capacities, a few draws of demand and some links."""
    capacity = np.array(draw(st.lists(numbers, min_size=n, max_size=n)))
    demand = np.array(draw(st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=1, max_size=4)))
    pairs = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] != p[1])))
    return capacity, demand, [Link(*pair) for pair in sorted(pairs)]


@given(networks())
@settings(max_examples=60)
def test_the_smallest_cut_is_the_best_programme(network):
    """Max-flow min-cut: enumeration and linear programme serve the same."""
    capacity, demand, links = network
    assert served([links], demand, capacity)[0] == pytest.approx(served_by_programme(links, demand, capacity), abs=1e-6)


@given(networks(), st.floats(0.1, 1))
@settings(max_examples=40)
def test_no_network_beats_full_flexibility(network, productivity):
    """Between none and full at the same productivity, whatever the links."""
    capacity, demand, links = network
    links = [link._replace(productivity=productivity) for link in links]
    found = served_by_programme(links, demand, capacity)
    assert (found >= served_alone(demand, capacity) - 1e-6).all()
    assert (found <= served_fully_linked(demand, capacity, productivity) + 1e-6).all()


def test_full_flexibility_is_every_link():
    """The closed form equals the programme with every link there is."""
    rng = np.random.default_rng(2)
    demand, capacity = rng.uniform(0, 20, (50, 5)), rng.uniform(0, 20, 5)
    every = [Link(a, b, 0.7) for a in range(5) for b in range(5) if a != b]
    assert served_by_programme(every, demand, capacity) == pytest.approx(
        served_fully_linked(demand, capacity, 0.7), abs=1e-6
    )


def test_more_departments_than_can_be_enumerated_are_solved_too():
    """Thirteen departments go by programme; the chain still lies between none and full."""
    n = 13
    assumed = Departments(
        tuple(map(str, range(n))), np.full(n, 10.0), np.full(n, 10.0), np.full(n, 3.0), np.full(n, 2.0)
    )
    demand = draw_demand(assumed, 200, 0.0, 1)
    worth = weigh_links(links_of(range(n)), demand, assumed.capacity)
    assert worth.none.mean < worth.expected_served.mean < worth.full.mean
    assert 0.5 < worth.share_of_full <= 1


def test_the_best_chain_joins_opposite_peaks():
    """Two pairs of departments whose peaks oppose: the chain of most use is found among all orders."""
    week = np.arange(52)
    wave = 5 * np.sin(2 * np.pi * week / 52)
    demand = np.column_stack([10 + wave, 10 - wave, 10 + wave, 10 - wave])
    chain = best_chain(demand, np.full(4, 10.0), 1.0)
    assert chain.is_best
    assert chain.share_of_full == pytest.approx(1.0)
    assert chain.gain.mean > chain.sum_of_first_in - 1e-9


def test_the_value_of_a_link_is_a_paired_difference():
    """Dropping the only link loses exactly what it alone gained, with the same error."""
    demand = np.random.default_rng(1).uniform(0, 20, (500, 3))
    only = weigh_links([Link(0, 1)], demand, np.full(3, 10.0)).links[0]
    assert only.drop_one == pytest.approx(only.first_in)


@pytest.mark.parametrize(("correlation", "draws"), [(-0.5, 1000), (1.1, 1000), (0.0, 10)])
def test_impossible_draws_are_refused(correlation, draws):
    assumed = Departments(("a", "b", "c"), np.ones(3), np.ones(3), np.ones(3), np.full(3, 2.0))
    if correlation == -0.5:
        assert draw_demand(assumed, draws, correlation, 1).shape == (draws, 3)
        correlation = -0.51
    with pytest.raises(HouvastError):
        draw_demand(assumed, draws, correlation, 1)


def test_drawn_demand_has_the_correlation_and_the_cut_asked_for():
    assumed = Departments(("a", "b"), np.ones(2), np.full(2, 100.0), np.full(2, 40.0), np.full(2, 2.0))
    demand = draw_demand(assumed, 40_000, 0.6, 1)
    assert demand.min() >= 20
    assert demand.max() <= 180
    assert np.corrcoef(demand.T)[0, 1] == pytest.approx(0.58, abs=0.03)
