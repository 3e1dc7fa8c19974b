"""Draws of demand that keep what departments have in common.

From a history every period is taken whole, once: that is what resampling whole periods comes to, without its noise.
From assumed means and spreads, normal scores with the same correlation between every two departments are laid on each
cut normal distribution.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from houvast.flex.demand import FloatArray
from houvast.flex.links.network import Departments
from houvast.vocabulary.errors import HouvastError, problem

FEWEST_DRAWS, MOST_DRAWS = 100, 2_000_000
LEAST_EIGENVALUE = -1e-12


def draw_demand(departments: Departments, n_draws: int, correlation: float, seed: int) -> FloatArray:
    """Draw demand for departments with assumed means and spreads.

    Parameters
    ----------
    departments
        Means, standard deviations and cuts.
    n_draws
        Number of draws.
    correlation
        Correlation of the normal scores of every two departments; not below -1 / (n - 1).
    seed
        Same seed, same draws.

    Returns
    -------
    array
        Demand [n_draws, n_departments], 0 or more.

    Raises
    ------
    HouvastError
        `flex.correlation` or `flex.draws` outside what is possible.
    """
    n = len(departments.names)
    if not FEWEST_DRAWS <= n_draws <= MOST_DRAWS:
        raise HouvastError(problem("flex.draws", low=FEWEST_DRAWS, high=MOST_DRAWS, found=n_draws))
    if not -1 / (n - 1) + LEAST_EIGENVALUE <= correlation <= 1:
        raise HouvastError(problem("flex.correlation", low=-1 / (n - 1), found=correlation))
    shared = np.full((n, n), correlation) + (1 - correlation) * np.eye(n)
    values, vectors = np.linalg.eigh(shared)
    root = vectors * np.sqrt(np.maximum(values, 0))
    scores = np.random.default_rng(seed).standard_normal((n_draws, n))
    if correlation != 0:
        scores = scores @ root.T
    for column, cut in enumerate(departments.cut_sd):
        if np.isfinite(cut):
            below = norm.cdf(-cut)
            scores[:, column] = norm.ppf(below + norm.cdf(scores[:, column]) * (1 - 2 * below))
    return np.maximum(departments.mean + departments.sd * scores, 0)
