"""What holds for any occupations: conservation, scale, order, and persons that follow the equations."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.facts.loader import load_facts
from houvast.market.reference import Course, Edges, Occupations, constants_of, run_meanfield, series_of
from houvast.market.reference_people import run_people, start_of, whole_numbers

SHORT = Course(n_steps=60, shock_start=30, shock_years=2)


@cache
def constants():
    return constants_of(load_facts())


@st.composite
def markets(draw):
    """Some occupations, and a network or none."""
    size = draw(st.integers(1, 6))
    employment = draw(st.lists(st.floats(1, 1e6), min_size=size, max_size=size))
    auto_prob = draw(st.lists(st.floats(0, 0.99), min_size=size, max_size=size))
    jobs = Occupations(tuple(map(str, range(size))), np.array(employment), np.array(auto_prob))
    if draw(st.booleans()):
        return jobs, None
    weights = np.array(draw(st.lists(st.floats(0, 10), min_size=size * size, max_size=size * size)))
    source, target = np.divmod(np.arange(size * size), size)
    return jobs, Edges(source, target, weights + (source == target))


@settings(max_examples=50)
@given(markets())
def test_people_are_conserved_and_nothing_is_negative(market):
    """At every step as many people as at the start; no stock below nothing; the long-term are among the unemployed."""
    states = run_meanfield(*market, SHORT, constants())
    people = (states.employed + states.unemployed).sum(axis=1)

    assert people == pytest.approx(np.full(60, people[0]))
    assert all((column >= 0).all() for column in states)
    assert (states.long_term_unemployed <= states.unemployed * (1 + 1e-9)).all()


@settings(max_examples=25)
@given(markets(), st.floats(1e-6, 1e6))
def test_rates_do_not_depend_on_the_unit(market, factor):
    """Counting in thousands gives the same rates as counting heads."""
    jobs, edges = market
    larger = jobs._replace(employment=factor * jobs.employment)
    rates, same = (series_of(run_meanfield(each, edges, SHORT, constants())) for each in (jobs, larger))

    assert np.array(rates) == pytest.approx(np.array(same), rel=1e-6)


@settings(max_examples=25)
@given(markets(), st.randoms(use_true_random=False))
def test_the_order_of_occupations_does_not_matter(market, random):
    """Occupations in another order give the same numbers in that order."""
    jobs, edges = market
    order = list(range(len(jobs.keys)))
    random.shuffle(order)
    place = np.argsort(order)
    moved = Occupations(tuple(jobs.keys[each] for each in order), jobs.employment[order], jobs.auto_prob[order])
    moved_edges = edges and Edges(place[edges.source], place[edges.target], edges.weight)
    states = run_meanfield(jobs, edges, SHORT, constants())
    others = run_meanfield(moved, moved_edges, SHORT, constants())

    assert others.unemployed == pytest.approx(states.unemployed[:, order], rel=1e-6, abs=1e-9)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_whole_numbers_keep_the_total(expected):
    """Each is less than one off, and the sum is the rounded sum."""
    numbers = np.array(expected)
    whole = whole_numbers(numbers)

    assert whole.sum() == np.rint(numbers.sum())
    assert (np.abs(whole - numbers) <= 1).all()


@pytest.mark.kernel
@settings(max_examples=10)
@given(markets(), st.integers(0, 2**63 - 1))
def test_persons_are_conserved(market, seed):
    """Every step holds the people of the start; vacancies are what was opened and not filled."""
    jobs, edges = market
    scale = min(1, 200 / jobs.employment.sum())
    states = run_people(jobs, edges, SHORT, constants(), scale, seed)
    start = start_of(jobs.employment, scale, constants().parameters)

    assert ((states.employed + states.unemployed).sum(axis=1) == start.employed.sum() + start.unemployed.sum()).all()
    assert all((column >= 0).all() for column in states)
    assert (states.long_term_unemployed <= states.unemployed).all()
    assert not states.long_term_unemployed[:4].any()


@pytest.mark.kernel
def test_the_same_seed_gives_the_same_run():
    """Bit for bit; another seed gives another run."""
    jobs, edges = ten_occupations(1000)
    runs = [run_people(jobs, edges, SHORT, constants(), seed=seed) for seed in (5, 5, 6)]

    assert all((one == two).all() for one, two in zip(runs[0], runs[1], strict=True))
    assert (runs[0].unemployed != runs[2].unemployed).any()


@pytest.mark.parametrize("with_network", [False, True], ids=["complete", "network"])
def test_persons_approach_the_equations_as_one_over_the_root_of_their_number(with_network):
    """Ten times the people, a root of ten less distance, for the three rates at once."""
    distances = []
    for n_people in (1e4, 1e5):
        jobs, edges = ten_occupations(n_people)
        edges = edges if with_network else None
        exact = np.array(series_of(run_meanfield(jobs, edges, Course(), constants())))
        runs = [np.array(series_of(run_people(jobs, edges, Course(), constants(), seed=seed))) for seed in range(4)]
        distances.append(np.sqrt(np.mean([(run - exact) ** 2 for run in runs], axis=(0, 2))))
    powers = np.log10(distances[1] / distances[0])

    assert powers == pytest.approx(np.full(3, -0.5), abs=0.12)


def ten_occupations(n_people):
    """Ten occupations in a circle, with a shock from all automated to none."""
    size = 10
    share = np.array([20, 5, 10, 15, 8, 12, 10, 6, 9, 5]) / 100
    jobs = Occupations(tuple(map(str, range(size))), n_people * share, np.linspace(0.9, 0, size))
    steps = [
        (origin, (origin + by) % size, weight) for origin in range(size) for by, weight in ((1, 3), (2, 1), (9, 2))
    ]
    source, target, weight = (np.array(column) for column in zip(*steps, strict=True))
    return jobs, Edges(source, target, weight.astype(float))
