"""The published occupation model lived through by persons: whole jobs, whole vacancies, chance.

Every worker is a person with an occupation and, when unemployed, the step in which that began. In expectation a step
is that of `houvast.market.meanfield`; with more people the two agree better, as one over the square root of their
number. Draws are functions of seed, step, person and purpose, so that the same seed gives the same run, bit for bit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.draws import key_of
from houvast.market.kernels.reference import (
    EMPLOYED,
    SINCE_BEFORE,
    People,
    Reach,
    Tally,
    Urns,
    fill_urns,
    hire,
    live,
    weigh_targets,
)
from houvast.market.meanfield import FloatArray, IntArray, Parameters, States, event_shares
from houvast.market.reference import (
    Constants,
    Course,
    Edges,
    Occupations,
    target_demand_path,
    weights_of,
)

PURPOSES = ("reference_work", "reference_search", "reference_matching")
OnStep = Callable[[int, int], None]


class Start(NamedTuple):
    """Whole numbers at step 0, by occupation [persons, vacancies]."""

    employed: IntArray
    unemployed: IntArray
    vacancies: IntArray


def start_of(employment: FloatArray, scale: float, parameters: Parameters) -> Start:
    """Return the market at step 0 in whole numbers.

    Parameters
    ----------
    employment : ndarray of shape (occupations,)
        [persons]
    scale : float
        Persons that are simulated per person of `employment`. [share]
    parameters : Parameters
        Of the model.
    """
    employed = scale * employment
    return Start(
        whole_numbers(employed),
        whole_numbers(parameters.separation_prob_per_step * employed),
        whole_numbers(parameters.opening_prob_per_step * employed),
    )


def whole_numbers(expected: FloatArray) -> IntArray:
    """Round to whole numbers with the rounded total: the largest remainders are rounded up.

    Parameters
    ----------
    expected : ndarray of shape (n,)
        Non-negative.

    Returns
    -------
    ndarray of shape (n,)
        Less than one from what was expected.
    """
    whole = np.floor(expected).astype(np.int64)
    lacking = int(np.rint(expected.sum())) - int(whole.sum())
    largest_first = np.argsort(whole - expected, kind="stable")
    whole[largest_first[:lacking]] += 1
    return whole


def run_people(
    occupations: Occupations,
    edges: Edges | None,
    course: Course,
    constants: Constants,
    scale: float = 1,
    seed: int = 1,
    on_step: OnStep | None = None,
) -> States:
    """Live through the published model, person by person.

    Parameters
    ----------
    occupations, edges
        What the files hold; no edges is the complete network.
    course
        Length and shock.
    constants
        The published numbers.
    scale
        Persons that are simulated per person in the file. [share]
    seed
        Chooses the luck.
    on_step
        Hears the number of steps done and of all steps.

    Returns
    -------
    States
        Counts of persons and vacancies at `scale`, shape (steps, occupations).
    """
    parameters = constants.parameters
    start = start_of(occupations.employment, scale, parameters)
    path = scale * target_demand_path(occupations, course, constants)
    states = States(*(np.zeros(path.shape) for _ in States._fields))
    for column, counts in zip(states, start, strict=False):
        column[0] = counts
    engine = _Engine(start, _reach_of(len(occupations.keys), edges, constants), parameters, seed)
    for step in range(1, course.n_steps):
        if on_step is not None:
            on_step(step, course.n_steps)
        engine.advance(step, path[step], states)
    if on_step is not None:
        on_step(course.n_steps, course.n_steps)
    return states


class _Engine:
    """The people and their vacancies between two steps."""

    def __init__(self, start: Start, reach: Reach, parameters: Parameters, seed: int) -> None:
        self.people = _people_of(start)
        self.vacancies = start.vacancies.copy()
        self.reach = reach
        self.parameters = parameters
        self.keys = np.array([key_of(seed, purpose) for purpose in PURPOSES])
        self.urns = _urns(0)
        self.tally = Tally(*(np.zeros(len(start.employed), np.int64) for _ in Tally._fields))

    def advance(self, step: int, target_demand: FloatArray, states: States) -> None:
        """Live through one step and write its state."""
        employed, unemployed, vacancies = (column[step - 1] for column in states[:-1])
        separation_prob, opening_prob = event_shares(employed, vacancies, target_demand, self.parameters)
        first_urn = self._prepare()
        long_term_steps = self.parameters.long_term_steps
        live(
            step,
            long_term_steps,
            self.keys,
            self.people,
            separation_prob,
            opening_prob,
            self.reach,
            self.vacancies,
            first_urn,
            self.urns,
            self.tally,
        )
        hire(step, long_term_steps, first_urn[-1], self.people, self.urns, self.tally)
        tally = self.tally
        self.vacancies += tally.opened - tally.hired
        states.employed[step] = employed - tally.separated + tally.hired
        states.unemployed[step] = unemployed + tally.separated - tally.left
        states.vacancies[step] = self.vacancies
        states.long_term_unemployed[step] = tally.long_term

    def _prepare(self) -> IntArray:
        """Lay out the vacancies of the old state; return the place of the first of each occupation, and the end."""
        first_urn = np.concatenate(([0], np.cumsum(self.vacancies)))
        n_urns = int(first_urn[-1])
        if n_urns > len(self.urns.winner):
            self.urns = _urns(2 * n_urns)
        for counts in self.tally:
            counts.fill(0)
        weigh_targets(self.reach, self.vacancies)
        fill_urns(self.vacancies, self.urns)
        return first_urn


def _people_of(start: Start) -> People:
    """Write out the people of the start, the employed first."""
    places = np.arange(len(start.employed), dtype=np.int32)
    occupation = np.concatenate([np.repeat(places, counts) for counts in (start.employed, start.unemployed)])
    spell_start = np.full(len(occupation), EMPLOYED, np.int32)
    spell_start[start.employed.sum() :] = SINCE_BEFORE
    return People(occupation, spell_start)


def _urns(n_urns: int) -> Urns:
    return Urns(np.zeros(n_urns, np.int32), np.zeros(n_urns, np.int64), np.zeros(n_urns, np.uint64))


def _reach_of(n_occupations: int, edges: Edges | None, constants: Constants) -> Reach:
    """Return the rows of targets; on the complete network all occupations share one."""
    if edges is None:
        row_of = np.zeros(n_occupations, np.int64)
        return _reach(row_of, np.array([0, n_occupations]), np.arange(n_occupations), np.ones(n_occupations))
    weights = weights_of(n_occupations, edges, constants)
    return _reach(np.arange(n_occupations), weights.indptr, weights.indices, weights.data)


def _reach(
    row_of: npt.NDArray[np.integer],
    row_start: npt.NDArray[np.integer],
    target: npt.NDArray[np.integer],
    weight: FloatArray,
) -> Reach:
    starts = row_start.astype(np.int64)
    return Reach(row_of.astype(np.int64), starts, target.astype(np.int64), weight, np.zeros(len(weight)))
