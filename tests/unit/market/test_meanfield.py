"""The deterministic solver: its equations, its networks, its paths of demand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.sparse as sp

from houvast.facts.loader import load_facts
from houvast.market.meanfield import CompleteNetwork, Parameters, WeightedNetwork, event_shares, solve
from houvast.market.reference import (
    Course,
    Edges,
    Occupations,
    changes_of,
    constants_of,
    mean_rates,
    run_meanfield,
    series_of,
    target_demand_path,
    weights_of,
    windows_of,
)

PARAMETERS = Parameters(0.02, 0.01, 0.2, 3)


@pytest.fixture(scope="module")
def constants():
    return constants_of(load_facts())


def occupations(employment, auto_prob):
    keys = tuple(f"{place:02}" for place in range(len(employment)))
    return Occupations(keys, np.array(employment, float), np.array(auto_prob, float))


def edges(*rows):
    source, target, weight = zip(*rows, strict=True)
    return Edges(np.array(source), np.array(target), np.array(weight, float))


def test_the_published_numbers(constants):
    """The facts hold the parameters of the publication, gamma being ten times delta_u."""
    assert constants.parameters == Parameters(0.01600001, 0.01200001, pytest.approx(0.1600001), 3)
    assert constants.steps_per_year == pytest.approx(52 / 6.75)
    assert constants.self_loop_share == 0.5502916755953751


def test_one_step_by_hand():
    """One occupation, one step: separations, openings and hires all follow from the old state."""
    states = solve(np.array([100.0]), np.array([[0.0], [90.0]]), CompleteNetwork(), PARAMETERS)
    separated = 2 + 0.98 * 0.2 * (100 + 1 - 90)
    opened = 1.0
    hired = 1 * (1 - math.exp(-2 / 1))

    assert states.employed[1] == pytest.approx([100 - separated + hired])
    assert states.unemployed[1] == pytest.approx([2 + separated - hired])
    assert states.vacancies[1] == pytest.approx([1 + opened - hired])


def test_long_term_unemployed_are_those_of_the_third_spell_and_later():
    """Who has just lost a job counts as 0; the unemployed of the start never count."""
    nobody_hires = Parameters(0.1, 0.0, 0.0, 3)
    path = np.full((6, 1), 100.0)
    states = solve(np.array([100.0]), path, CompleteNetwork(), nobody_hires)
    lost = [0, 10, 9, 8.1, 7.29, 6.561]

    assert states.long_term_unemployed[:, 0] == pytest.approx([0, 0, 0, 0, lost[1], lost[1] + lost[2]])


def test_directed_separations_stop_at_everyone():
    """The part that follows from the gap is at most all the employed, and applies to those not yet separated."""
    separated, opened = event_shares(np.array([1.0, 1.0]), np.array([90.0, 0.0]), np.array([0.0, 90.0]), PARAMETERS)

    assert separated == pytest.approx([0.02 + 0.98, 0.02])
    assert opened == pytest.approx([0.01, 0.01 + 0.99])


@pytest.mark.parametrize("form", [sp.csr_array, np.asarray], ids=["sparse", "full"])
def test_equal_weights_are_the_complete_network(form):
    """With the same weight everywhere, edges lead to what the complete network gives."""
    unemployed, vacancies = np.array([5.0, 1.0, 0.0]), np.array([1.0, 3.0, 2.0])
    hired, left = WeightedNetwork(form(np.ones((3, 3)))).match(unemployed, vacancies)
    hired_complete, left_complete = CompleteNetwork().match(unemployed, vacancies)

    assert hired == pytest.approx(hired_complete)
    assert left == pytest.approx(left_complete)


def test_an_occupation_that_reaches_no_vacancy_stays_unemployed():
    """No vacancy, no application, no division by zero."""
    hired, left = WeightedNetwork(np.eye(2)).match(np.array([4.0, 4.0]), np.array([0.0, 4.0]))

    assert hired[0] == left[0] == 0
    assert hired[1] == pytest.approx(4 * (1 - math.exp(-1)))


def test_demand_follows_a_sigmoid_with_a_constant_total(constants):
    """Until the shock the labour force of the start; in the middle half of the shock; the total stays."""
    jobs = occupations([100, 300], [0.5, 0.0])
    course = Course()
    path = target_demand_path(jobs, course, constants)
    before = jobs.employment * 1.01600001
    after = before * [0.5, 1.0] * (400 / 350)
    middle = 100 + 15 * 52 / 6.75

    assert (path[:100] == before).all()
    assert path.sum(axis=1) == pytest.approx(np.full(600, before.sum()))
    assert path[-1] == pytest.approx(after)
    assert path[int(middle)] == pytest.approx((before + after) / 2, rel=0.02)
    assert path[100] == pytest.approx(before + 0.0001 * (after - before))


def test_no_automation_is_no_shock(constants):
    """With all chances 0, or a shock of 0 years, the posts wanted never change, to the last bit."""
    never = target_demand_path(occupations([100, 300], [0, 0]), Course(), constants)
    no_time = target_demand_path(occupations([100, 300], [0.5, 0]), Course(shock_years=0), constants)

    assert (never == never[0]).all()
    assert (no_time == no_time[0]).all()


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        (Course(), ((25, 75), (100, 331))),
        (Course(n_steps=200), ((25, 75), (100, 200))),
        (Course(shock_start=50), ((25, 50), (50, 281))),
        (Course(shock_years=0), ((25, 75), (100, 600))),
        (Course(shock_years=0.01), ((25, 75), (100, 101))),
    ],
)
def test_windows(constants, course, expected):
    """Half open, cut at the shock and at the end of the run, never empty."""
    assert windows_of(course, constants) == tuple(slice(*ends) for ends in expected)


def test_own_loops_are_added_where_a_file_has_none(constants):
    """The own occupation gets the published share, the others share the rest by weight."""
    own = constants.self_loop_share
    rows = weights_of(3, edges((0, 1, 3), (0, 2, 1), (1, 0, 9), (2, 0, 1)), constants).toarray()

    assert rows[0] == pytest.approx([own, (1 - own) * 3 / 4, (1 - own) / 4])
    assert rows[1] == pytest.approx([1 - own, own, 0])


def test_own_loops_of_a_file_stand(constants):
    """A file with moves within the own occupation is only brought to rows of one."""
    rows = weights_of(2, edges((0, 0, 3), (0, 1, 1), (1, 0, 2)), constants).toarray()

    assert rows == pytest.approx(np.array([[0.75, 0.25], [1, 0]]))


def test_changes_compare_ratios_of_sums(constants):
    """The rate over a window is a ratio of sums over its steps; the change is a percentage of the first."""
    jobs = occupations([100, 300], [0.5, 0.0])
    course = Course()
    states = run_meanfield(jobs, None, course, constants)
    u, e = states.unemployed, states.employed
    before = u[25:75].sum(axis=0) / (e + u)[25:75].sum(axis=0)
    during = u[100:331].sum(axis=0) / (e + u)[100:331].sum(axis=0)

    assert changes_of(states, windows_of(course, constants)).u_change_pct == pytest.approx(100 * (during / before - 1))


def test_an_empty_occupation_changes_nothing_else(constants):
    """Without employed an occupation stays empty and has no rates; the others do as without it."""
    course = Course()
    full = run_meanfield(occupations([100, 300], [0.5, 0.0]), None, course, constants)
    states = run_meanfield(occupations([100, 0, 300], [0.5, 0.9, 0.0]), None, course, constants)

    assert not states.employed[:, 1].any()
    assert np.isnan(changes_of(states, windows_of(course, constants)).u_change_pct[1])
    assert series_of(states).unemployment_rate == pytest.approx(series_of(full).unemployment_rate)


def test_work_that_disappears_altogether_leaves_no_rubbish(constants):
    """A chance of 1 empties an occupation; rates stay finite."""
    course = Course(n_steps=3000)
    states = run_meanfield(occupations([100, 300], [1.0, 0.0]), edges_of_two(), course, constants)

    assert all(np.isfinite(rate).all() for rate in series_of(states))
    assert all(np.isfinite(rate) for rate in mean_rates(states, windows_of(course, constants).transition))
    assert states.employed[-1, 0] < 1


def edges_of_two():
    return edges((0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1))
