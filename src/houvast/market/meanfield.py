"""Mean field: the labour market in expectation, without people and without chance.

In words
    Each occupation holds a number of employed, unemployed and vacancies, which need not be whole. In a step some
    of the employed lose their job and some posts open a vacancy, whatever the demand, and more of either when the
    occupation holds more or fewer posts than wanted. The unemployed each apply once, where the network and the
    vacancies lead them; applications meet vacancies like balls urns. Everything follows from the old state: those
    who have just lost their job, and posts that have just opened, wait one step.

Equations
    With e employed, u unemployed, v vacancies and d the posts wanted, per occupation i::

        separated  = delta_u e + (1 - delta_u) min(e, gamma max(0, e + v - d))
        opened     = delta_v e + (1 - delta_v) min(e, gamma max(0, d - e - v))
        s_ij       = u_i A_ij v_j / sum_k A_ik v_k                   applications from i to j
        p_j        = theta_j (1 - exp(-1/theta_j)),  theta_j = v_j / sum_i s_ij
        e' = e - separated + hired,  u' = u + separated - left,  v' = v + opened - hired

    where hired sums ``s_ij p_j`` over i and left sums it over j. Of the unemployed of every duration the same
    part finds work; who has just lost a job counts as duration 0.

Use
    Oracle for the person engine, first guess for a fit, and preview: a run costs milliseconds. `solve` is pure.

Reference
    R.M. del Rio-Chanona, P. Mealy, M. Beguerisse-Díaz, F. Lafond, J.D. Farmer (2021), Occupational mobility and
    automation: a data-driven network model, J. R. Soc. Interface 18: 20200898.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class Parameters(NamedTuple):
    """What moves the market, per step."""

    separation_prob_per_step: float
    """delta_u: an employed person loses the job, whatever the demand. [probability]"""
    opening_prob_per_step: float
    """delta_v: a filled post opens a vacancy, whatever the demand. [probability]"""
    adjustment_share_per_step: float
    """gamma: part of the gap between posts held and posts wanted that is closed. [share]"""
    long_term_steps: int
    """Duration from which an unemployed person counts as long-term unemployed. [steps]"""


class States(NamedTuple):
    """The market at every step, as arrays of shape (steps, occupations) [persons, vacancies]."""

    employed: FloatArray
    unemployed: FloatArray
    vacancies: FloatArray
    long_term_unemployed: FloatArray
    """Those unemployed at the start never count: how long they have been is not known."""


class Network(Protocol):
    """Where the unemployed of an occupation can apply."""

    def match(self, unemployed: FloatArray, vacancies: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return how many are hired by each occupation, and how many leave unemployment from each."""
        ...


class CompleteNetwork:
    """Every occupation can be reached from every other and from itself, in proportion to its vacancies."""

    def match(self, unemployed: FloatArray, vacancies: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Match applications with vacancies; all urns are equally full.

        Parameters
        ----------
        unemployed, vacancies : ndarray of shape (occupations,)
            The old state. [persons, vacancies]

        Returns
        -------
        hired, left : ndarray of shape (occupations,)
            Hired by each occupation, out of unemployment from each. Their sums are equal. [persons]
        """
        n_unemployed, n_vacancies = unemployed.sum(), vacancies.sum()
        if n_unemployed == 0 or n_vacancies == 0:
            return np.zeros_like(vacancies), np.zeros_like(unemployed)
        filled_share = -np.expm1(-n_unemployed / n_vacancies)
        hired_share = filled_share * n_vacancies / n_unemployed
        return vacancies * filled_share, unemployed * hired_share


class WeightedNetwork:
    """Occupations reached along weighted edges.

    Parameters
    ----------
    weights : sparse array or ndarray of shape (occupations, occupations)
        A: row = origin, column = target. Only ratios within a row matter. [weight]
    """

    def __init__(self, weights: sp.csr_array | FloatArray) -> None:
        self.weights = weights
        self._to_targets = weights.T

    def match(self, unemployed: FloatArray, vacancies: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Match applications with vacancies along the edges.

        Parameters
        ----------
        unemployed, vacancies : ndarray of shape (occupations,)
            The old state. [persons, vacancies]

        Returns
        -------
        hired, left : ndarray of shape (occupations,)
            Hired by each occupation, out of unemployment from each. Their sums are equal. [persons]
        """
        # Whoever reaches no vacancy does not apply, and an occupation without vacancies hires nobody.
        per_weight = _ratio(unemployed, self.weights @ vacancies)
        applications = vacancies * (self._to_targets @ per_weight)
        hired = vacancies * -np.expm1(-_ratio(applications, vacancies))
        hired_share = _ratio(hired, applications)
        return hired, per_weight * (self.weights @ (vacancies * hired_share))


def solve(employment: FloatArray, target_demand_path: FloatArray, network: Network, parameters: Parameters) -> States:
    """Follow the market from its start along a path of wanted posts.

    Parameters
    ----------
    employment : ndarray of shape (occupations,)
        Employed at step 0; the unemployed and vacancies of step 0 are delta_u and delta_v times as many. [persons]
    target_demand_path : ndarray of shape (steps, occupations)
        Posts wanted. Row t leads to the state of step t; row 0 is not used. [posts]
    network : Network
        Where the unemployed can apply.
    parameters : Parameters
        What moves the market.

    Returns
    -------
    States
        The state at every step, that of the start included.

    References
    ----------
    del Rio-Chanona et al. (2021), see above.
    """
    shape = target_demand_path.shape
    states = States(*(np.zeros(shape) for _ in States._fields))
    states.employed[0] = employment
    states.unemployed[0] = parameters.separation_prob_per_step * employment
    states.vacancies[0] = parameters.opening_prob_per_step * employment
    short_spells = np.zeros((parameters.long_term_steps, shape[1]))
    for step in range(1, shape[0]):
        _advance(step, target_demand_path[step], network, parameters, states, short_spells)
    return states


def event_shares(
    employed: FloatArray, vacancies: FloatArray, target_demand: FloatArray, parameters: Parameters
) -> tuple[FloatArray, FloatArray]:
    """Return which part of the employed lose their job, and which part of their posts open a vacancy.

    Parameters
    ----------
    employed, vacancies, target_demand : ndarray of shape (occupations,)
        The old state and the posts wanted. [persons, vacancies, posts]
    parameters : Parameters
        What moves the market.

    Returns
    -------
    separated, opened : ndarray of shape (occupations,)
        Shares of the employed. [share]
    """
    surplus = employed + vacancies - target_demand
    gap_share = parameters.adjustment_share_per_step * _ratio(np.abs(surplus), employed)
    directed = np.minimum(1, gap_share)
    separation, opening = parameters.separation_prob_per_step, parameters.opening_prob_per_step
    separated = separation + (1 - separation) * np.where(surplus > 0, directed, 0)
    opened = opening + (1 - opening) * np.where(surplus < 0, directed, 0)
    return separated, opened


def _advance(
    step: int,
    target_demand: FloatArray,
    network: Network,
    parameters: Parameters,
    states: States,
    short_spells: FloatArray,
) -> None:
    """Write the state of `step` from that of the step before; move the short spells on, in place."""
    employed, unemployed, vacancies, long_term = (column[step - 1] for column in states)
    separated_share, opened_share = event_shares(employed, vacancies, target_demand, parameters)
    separated, opened = separated_share * employed, opened_share * employed
    hired, left = network.match(unemployed, vacancies)
    staying_share = np.maximum(0, 1 - _ratio(left, unemployed))
    states.long_term_unemployed[step] = (long_term + short_spells[-1]) * staying_share
    short_spells[1:] = short_spells[:-1] * staying_share
    short_spells[0] = separated
    # Rounding could leave an empty occupation a hair below nothing.
    states.employed[step] = np.maximum(0, employed - separated + hired)
    states.unemployed[step] = np.maximum(0, unemployed + separated - left)
    states.vacancies[step] = np.maximum(0, vacancies + opened - hired)


def _ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide, with nothing where there is nothing to divide by."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
