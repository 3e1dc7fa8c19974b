"""What is published about the reference model, and what its equations say when written out naively."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest

from houvast.market.reference import (
    Course,
    Edges,
    Occupations,
    changes_of,
    mean_rates,
    run_meanfield,
    windows_of,
)

DELTA_U, DELTA_V = 0.016 + 1e-8, 0.012 + 1e-8


def percentages(rates):
    return [round(100 * float(rate), 2) for rate in rates]


@pytest.mark.parametrize("employment", [[1.0], [10.0, 2000.0, 0.5]], ids=["one", "three"])
def test_no_shock_on_the_complete_network(constants, employment):
    """Unemployment 4.10%, vacancies 1.72%, long-term unemployment 1.01%, whatever the occupations."""
    size = len(employment)
    jobs = Occupations(tuple(map(str, range(size))), np.array(employment), np.zeros(size))
    course = Course()
    states = run_meanfield(jobs, None, course, constants)

    assert percentages(mean_rates(states, windows_of(course, constants).steady)) == [4.10, 1.72, 1.01]


def test_observed_network_without_shock(constants, shared_data):
    """On the observed network of the United States, with its own loops: 4.86% and 1.81%, as the authors' code gives."""
    jobs, edges = observed(shared_data, lambda rank: 0 * rank)
    course = Course(n_steps=101)
    states = run_meanfield(jobs, edges, course, constants)
    unemployed, _, long_term = percentages(mean_rates(states, windows_of(course, constants).steady))

    assert (unemployed, long_term) == (4.86, 1.81)


def test_the_network_makes_the_difference(constants, shared_data):
    """A shock on the low paid raises unemployment by points on the network, by hundredths on the complete one."""
    jobs, edges = observed(shared_data, lambda rank: 0.9 * (1 - rank))
    course = Course(n_steps=332)
    steady, transition = windows_of(course, constants)
    rises = []
    for network in (edges, None):
        states = run_meanfield(jobs, network, course, constants)
        rise = mean_rates(states, transition).unemployment_rate - mean_rates(states, steady).unemployment_rate
        rises.append(100 * rise)

    assert rises[0] > 1.5
    assert 0 < rises[1] < 0.1


def observed(shared_data, auto_prob_of_rank):
    """Read the observed network and a shock by rank of the mean wage."""
    with (shared_data / "mobility" / "occ_names_bls_minor_major.csv").open() as file:
        rows = list(csv.DictReader(file))
    keys = tuple(row["OCC_CODE"] for row in rows)
    wages = np.array([float(row["A_MEAN"]) for row in rows])
    rank = wages.argsort(kind="stable").argsort() / (len(rows) - 1)
    jobs = Occupations(keys, np.array([float(row["TOT_EMP"]) for row in rows]), auto_prob_of_rank(rank))
    place = {key: number for number, key in enumerate(keys)}
    with (shared_data / "mobility" / "asec_to_bls_mobility_edgelist.csv").open() as file:
        lines = list(csv.DictReader(file))
    source, target = (np.array([place[line[column]] for line in lines]) for column in ("OCC_source", "OCC_target"))
    weight = np.array([float(line["transition_prob_BLS_ASECnorm_corr"]) for line in lines])
    return jobs, Edges(source, target, weight)


@pytest.mark.parametrize("network", ["complete", "own loops in the file", "own loops added"])
def test_equal_to_the_equations_written_out(constants, network):
    """Per occupation, the changes agree with the published equations in plain loops, without any of our arrays."""
    size = 5
    employment = [120.0, 40.0, 300.0, 15.0, 80.0]
    auto_prob = [0.9, 0.1, 0.5, 0.0, 0.7]
    weights = [[1.0 + ((3 * i + 5 * j) % 7) for j in range(size)] for i in range(size)]
    if network == "complete":
        edges, weights = None, [[1 / size] * size for _ in range(size)]
    else:
        if network == "own loops added":
            for place in range(size):
                weights[place][place] = 0.0
        edges = edges_of(weights)
        if network == "own loops added":
            weights = with_own_loops(weights, 0.5502916755953751)
    jobs = Occupations(tuple("abcde"), np.array(employment), np.array(auto_prob))
    course = Course(n_steps=332)
    found = changes_of(run_meanfield(jobs, edges, course, constants), windows_of(course, constants))
    u_change, ltu_change = written_out(employment, auto_prob, weights, 332)

    assert found.u_change_pct == pytest.approx(u_change, abs=1e-8)
    assert found.ltu_change_pct == pytest.approx(ltu_change, abs=1e-8)


def edges_of(weights):
    size = len(weights)
    pairs = [(i, j) for i in range(size) for j in range(size) if weights[i][j] > 0]
    source, target = (np.array(column) for column in zip(*pairs, strict=True))
    return Edges(source, target, np.array([weights[i][j] for i, j in pairs]))


def with_own_loops(weights, share):
    rows = []
    for place, row in enumerate(weights):
        others = [(1 - share) * weight / sum(row) for weight in row]
        others[place] = share
        rows.append(others)
    return rows


def written_out(employment, auto_prob, weights, n_steps):
    """Follow the published model in plain loops, every spell of unemployment apart."""
    places = range(len(employment))
    e, u = list(employment), [DELTA_U * each for each in employment]
    v = [DELTA_V * each for each in employment]
    start = [each + DELTA_U * each for each in employment]
    left_over = [d * (1 - p) for d, p in zip(start, auto_prob, strict=True)]
    end = [d * sum(start) / sum(left_over) for d in left_over]
    half = 30 * 52 / 6.75 / 2
    growth = -math.log(1 / 0.9999 - 1) / half
    history, spells = [(e[:], u[:], [0.0 for _ in places])], [[] for _ in places]
    for t in range(1, n_steps):
        reached = 0 if t < 100 else 1 / (1 + math.exp(-growth * (t - 100 - half)))
        wanted = [a + (b - a) * reached for a, b in zip(start, end, strict=True)]
        lost, opened = [], []
        for i in places:
            gap = e[i] + v[i] - wanted[i]
            lost.append(DELTA_U * e[i] + (1 - DELTA_U) * min(e[i], 10 * DELTA_U * max(0, gap)))
            opened.append(DELTA_V * e[i] + (1 - DELTA_V) * min(e[i], 10 * DELTA_U * max(0, -gap)))
        sent = [
            [u[i] * weights[i][j] * v[j] / sum(weights[i][k] * v[k] for k in places) for j in places] for i in places
        ]
        tightness = [v[j] / sum(sent[i][j] for i in places) for j in places]
        success = [each * (1 - math.exp(-1 / each)) for each in tightness]
        hired = [sum(sent[i][j] for i in places) * success[j] for j in places]
        left = [sum(sent[i][j] * success[j] for j in places) for i in places]
        for i in places:
            spells[i] = [lost[i]] + [number * (1 - left[i] / u[i]) for number in spells[i]]
            e[i] += hired[i] - lost[i]
            u[i] += lost[i] - left[i]
            v[i] += opened[i] - hired[i]
        history.append((e[:], u[:], [sum(spells[i][3:]) for i in places]))
    return [[change(history, i, column) for i in places] for column in (1, 2)]


def change(history, place, column):
    def rate(first, end):
        part = sum(history[t][column][place] for t in range(first, end))
        return part / sum(history[t][0][place] + history[t][1][place] for t in range(first, end))

    return 100 * (rate(100, 331) - rate(25, 75)) / rate(25, 75)
