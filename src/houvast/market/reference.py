"""Reference mode: the published occupation model of del Rio-Chanona et al. (2021), to the letter.

Occupations with employment and a chance of automation, a network along which the unemployed apply, and a slow
shift of wanted posts from occupations with a high to those with a low chance. It is solved in expectation
(`houvast.market.meanfield`) or lived through by persons (`houvast.market.reference_people`). What is published
can then be held against what Houvast computes, which is what this mode is for.

The numbers of the model are facts (`facts/model/reference.yaml`); nothing else of the facts is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from houvast.facts.lookup import Facts
from houvast.market.meanfield import (
    CompleteNetwork,
    FloatArray,
    IntArray,
    Network,
    Parameters,
    States,
    WeightedNetwork,
    solve,
)

WHEN = "2021-01"
"""Month in which the numbers of the model are looked up: that of the publication."""

PERCENT = 100

DENSE_SHARE = 0.1
"""Part of all pairs of occupations with an edge from which a full matrix is the faster form."""


class Occupations(NamedTuple):
    """The occupations of a run, in the order of the file."""

    keys: tuple[str, ...]
    employment: FloatArray
    """[persons]"""
    auto_prob: FloatArray
    """Chance of automation: part of the posts no longer wanted, before totals are kept. [probability]"""


class Edges(NamedTuple):
    """The edges of a network file, as places in the list of occupations."""

    source: IntArray
    target: IntArray
    weight: FloatArray


@dataclass(frozen=True)
class Constants:
    """The published numbers, looked up once."""

    parameters: Parameters
    steps_per_year: float
    self_loop_share: float
    sigmoid_level: float
    steady_first_step: int
    steady_end_step: int


@dataclass(frozen=True)
class Course:
    """How long a run takes and when the shock comes; the defaults are those of the publication.

    Parameters
    ----------
    n_steps
        Number of states, that of the start included. [steps]
    shock_start
        First step in which other posts are wanted than at the start. [step]
    shock_years
        Time in which wanted posts shift; 0 is no shock. [years]
    """

    n_steps: int = 600
    shock_start: int = 100
    shock_years: float = 30


class Windows(NamedTuple):
    """The two stretches of steps whose means are compared; the ends no longer count."""

    steady: slice
    transition: slice


def constants_of(facts: Facts) -> Constants:
    """Look the numbers of the published model up.

    Parameters
    ----------
    facts
        Any facts; the numbers of the model come with all of them.
    """

    def number(name: str) -> float:
        return facts.number(f"reference_{name}", WHEN)

    separation = number("separation_prob_per_step")
    parameters = Parameters(
        separation_prob_per_step=separation,
        opening_prob_per_step=number("opening_prob_per_step"),
        adjustment_share_per_step=number("adjustment_ratio") * separation,
        long_term_steps=int(number("long_term_steps")),
    )
    return Constants(
        parameters=parameters,
        steps_per_year=number("year_weeks") / number("step_weeks"),
        self_loop_share=number("self_loop_share"),
        sigmoid_level=number("sigmoid_level"),
        steady_first_step=int(number("steady_first_step")),
        steady_end_step=int(number("steady_end_step")),
    )


def target_demand_path(occupations: Occupations, course: Course, constants: Constants) -> FloatArray:
    """Return the posts wanted at every step.

    Before the shock as many as there are people, employed and unemployed; during it along a sigmoid to a
    distribution in which each occupation loses its chance of automation and the total is kept.

    Returns
    -------
    ndarray of shape (steps, occupations)
        [posts]
    """
    before = occupations.employment * (1 + constants.parameters.separation_prob_per_step)
    after = before * (1 - occupations.auto_prob)
    after *= before.sum() / after.sum()
    return before + _shock_share(course, constants)[:, None] * (after - before)


def windows_of(course: Course, constants: Constants) -> Windows:
    """Return the steps before and during the shock whose means are compared.

    The steady state ends at the latest where the shock begins. Without shock the second window runs to the end.
    """
    start = course.shock_start
    duration = course.shock_years * constants.steps_per_year
    end = max(int(start + duration), start + 1) if duration > 0 else course.n_steps
    steady = slice(constants.steady_first_step, min(constants.steady_end_step, start))
    return Windows(steady, slice(start, min(end, course.n_steps)))


def weights_of(n_occupations: int, edges: Edges, constants: Constants) -> sp.csr_array:
    """Return the weights of a network file as rows that sum to one.

    A file that holds moves within the own occupation is taken as it stands. To one that holds none the published
    share is added: the others get the rest, in proportion to their weights.

    Returns
    -------
    sparse array of shape (occupations, occupations)
        Row = origin, column = target. [share]
    """
    shape = (n_occupations, n_occupations)
    given = sp.csr_array((edges.weight, (edges.source, edges.target)), shape=shape)
    sums = given.sum(axis=1)
    per_weight = np.divide(1, sums, out=np.zeros_like(sums), where=sums > 0)
    shares = sp.diags_array(per_weight) @ given
    if self_loops_added(edges):
        own = constants.self_loop_share
        shares = own * sp.eye_array(n_occupations) + (1 - own) * shares
    rows = sp.csr_array(shares)
    rows.eliminate_zeros()
    return rows


def self_loops_added(edges: Edges | None) -> bool:
    """Whether the published share of moves within the own occupation is added: the edges hold none."""
    return edges is not None and not ((edges.source == edges.target) & (edges.weight > 0)).any()


def network_of(n_occupations: int, edges: Edges | None, constants: Constants) -> Network:
    """Return the network of the edges, or the complete one where there are none."""
    if edges is None:
        return CompleteNetwork()
    weights = weights_of(n_occupations, edges, constants)
    is_dense = weights.nnz > DENSE_SHARE * n_occupations * n_occupations
    return WeightedNetwork(weights.toarray() if is_dense else weights)


def run_meanfield(occupations: Occupations, edges: Edges | None, course: Course, constants: Constants) -> States:
    """Solve the published model in expectation.

    Parameters
    ----------
    occupations, edges
        What the files hold; no edges is the complete network.
    course
        Length and shock.
    constants
        The published numbers.

    Returns
    -------
    States
        Shape (steps, occupations).
    """
    path = target_demand_path(occupations, course, constants)
    network = network_of(len(occupations.keys), edges, constants)
    return solve(occupations.employment, path, network, constants.parameters)


class Rates(NamedTuple):
    """Rates of the whole market by step, or over a window [share]."""

    unemployment_rate: FloatArray
    """Of the labour force."""
    vacancy_rate: FloatArray
    """Of posts, filled and open."""
    long_term_unemployment_rate: FloatArray
    """Of the labour force."""


class Changes(NamedTuple):
    """Change of the mean rate of each occupation from before the shock to during it [percent]."""

    u_change_pct: FloatArray
    ltu_change_pct: FloatArray


def series_of(states: States) -> Rates:
    """Return the rates of the whole market at every step."""
    return _rates(*(column.sum(axis=1) for column in states))


def mean_rates(states: States, window: slice) -> Rates:
    """Return the rates of the whole market over a window: sums over its steps, divided."""
    return _rates(*(column[window].sum() for column in states))


def changes_of(states: States, windows: Windows) -> Changes:
    """Return by how many percent the rates of each occupation change.

    The rate over a window is the sum of (long-term) unemployed over its steps, divided by the sum of the labour
    force. NaN where there is nobody, or nobody unemployed before the shock.
    """
    before, during = (_occupation_rates(states, window) for window in windows)
    return Changes(*(PERCENT * _divide(new - old, old) for old, new in zip(before, during, strict=True)))


def _shock_share(course: Course, constants: Constants) -> FloatArray:
    """Return which part of the shock has been reached at every step."""
    steps = np.arange(course.n_steps)
    half_duration = course.shock_years * constants.steps_per_year / 2
    if half_duration == 0:
        return np.zeros(course.n_steps)
    growth = -np.log(1 / constants.sigmoid_level - 1) / half_duration
    shock_steps = np.maximum(0, steps - course.shock_start)
    share = 1 / (1 + np.exp(-growth * (shock_steps - half_duration)))
    return np.where(steps < course.shock_start, 0, share)


def _rates(employed: FloatArray, unemployed: FloatArray, vacancies: FloatArray, long_term: FloatArray) -> Rates:
    labour_force = employed + unemployed
    return Rates(unemployed / labour_force, vacancies / (employed + vacancies), long_term / labour_force)


def _occupation_rates(states: States, window: slice) -> tuple[FloatArray, FloatArray]:
    employed, unemployed, _, long_term = (column[window].sum(axis=0) for column in states)
    return _divide(unemployed, employed + unemployed), _divide(long_term, employed + unemployed)


def _divide(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide, with NaN where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
