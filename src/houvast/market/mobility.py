"""Where people look: from two mobility matrices to the weights of this month.

In words
    The matrix by diploma says where people with an occupation went, the matrix by
    skills where their skills would be of use. The degree of skills-based hiring mixes
    them. Nobody without the diploma gets into a regulated occupation. Vacancies decide
    how strongly each occupation pulls.

Equations
    A = (1 - k) * A_diploma + k * A_skills, rows summing to 1 without the diagonal;
    weight(o, p) = (1 - r) * A(o, p) * vacancy rate(p), weight(o, o) = r * vacancy rate(o),
    with r the weight of the own occupation.

Reference
    R. M. del Rio-Chanona et al. (2021), J. R. Soc. Interface 18: 20200898.
"""

from __future__ import annotations

from copy import copy

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.market.kernels.jobs import GUIDE_STEPS, add_up, fill_guide
from houvast.market.start import Start

FloatArray = npt.NDArray[np.float64]


class Mobility:
    """Mobility between occupations under the facts of a month."""

    def __init__(self, facts: Facts, month: int, start: Start) -> None:
        self._size = np.maximum(start.employees.sum(axis=0), 1.0)
        diploma = _rows_to_one(facts.array("mobility_diploma", month))
        reachable = facts.array("regulated_occupation", month) < 1.0
        coverage = facts.array("mobility_skills", month) * self._size
        skills = _rows_to_one(coverage * reachable)
        self._matrices = (diploma, skills)
        self._shares = (np.nan, np.nan)
        self._weights = np.zeros_like(diploma)
        self._guide = np.zeros((len(diploma), GUIDE_STEPS), np.uint8)

    def apart(self) -> Mobility:
        """Return the same mobility with room of its own for the weights of a month."""
        found = copy(self)
        found._weights, found._guide = self._weights.copy(), self._guide.copy()
        return found

    def weights(
        self, skills_share: float, own_share: float, open_by_occupation: npt.NDArray[np.int64]
    ) -> tuple[FloatArray, npt.NDArray[np.uint8]]:
        """Return the cumulative weight of each occupation for each origin, with its guide table.

        Parameters
        ----------
        skills_share : float
            k, the degree of skills-based hiring. [share]
        own_share : float
            r, the weight of the own occupation. [share]
        open_by_occupation : ndarray of int64, shape (n_occupations,)
            Open vacancies. [vacancies]

        Returns
        -------
        weights : ndarray of float64, shape (n_occupations, n_occupations)
            Cumulative over the last axis; all zero where no occupation has a vacancy. The same array every time.
        guide : ndarray of uint8, shape (n_occupations, GUIDE_STEPS)
            See :func:`houvast.market.kernels.jobs.place_by_guide`.
        """
        moves = self._moves(skills_share, own_share)
        add_up(moves, open_by_occupation / self._size, self._weights)
        fill_guide(self._weights, self._guide)
        return self._weights, self._guide

    def _moves(self, skills_share: float, own_share: float) -> FloatArray:
        """Return the matrix of moves, which changes only when its shares do."""
        if (skills_share, own_share) != self._shares:
            diploma, skills = self._matrices
            self._moves_now = (1.0 - skills_share) * diploma + skills_share * skills
            self._moves_now *= 1.0 - own_share
            np.fill_diagonal(self._moves_now, own_share)
            self._shares = (skills_share, own_share)
        return self._moves_now


def guide_of(weights: FloatArray) -> npt.NDArray[np.uint8]:
    """Return, for each row of cumulative weights, the place of every 64th part of its total."""
    guide = np.zeros((len(weights), GUIDE_STEPS), np.uint8)
    fill_guide(weights, guide)
    return guide


def _rows_to_one(matrix: FloatArray) -> FloatArray:
    """Return a copy without its diagonal, whose rows sum to one where they are not empty."""
    rows = np.array(matrix, dtype=np.float64)
    np.fill_diagonal(rows, 0.0)
    totals = rows.sum(axis=1, keepdims=True)
    return rows / np.where(totals > 0.0, totals, 1.0)
