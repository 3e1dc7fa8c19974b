"""Wages: from the quartiles of an occupation to the wage at every rank.

The published quartiles of an occupation fix a distribution in two halves, each with
its own spread: log wages are normal on either side of the median. Ranks are the 256
places of ``Persons.wage_rank``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from houvast.facts.lookup import Facts
from houvast.population.columns import WAGE_RANKS

UPPER_QUARTILE = 3.0 / 4.0


def wage_table(facts: Facts, month: int) -> npt.NDArray[np.float64]:
    """Return the hourly wage of every rank in every occupation.

    Parameters
    ----------
    facts : Facts
        With quartiles by occupation and the minimum wage. [EUR per hour]
    month : int
        Month stamp.

    Returns
    -------
    ndarray of float64, shape (n_occupations, 256)
        Gross hourly wage, never below the minimum wage. [EUR per hour]
    """
    low, median, high = (facts.array(f"wage_p{point}_by_occupation_eur_per_hour", month) for point in (25, 50, 75))
    scores = ndtri((np.arange(WAGE_RANKS) + 1.0 / 2.0) / WAGE_RANKS)
    quartile_score = ndtri(UPPER_QUARTILE)
    spread_below = np.log(median / low) / quartile_score
    spread_above = np.log(high / median) / quartile_score
    spread = np.where(scores < 0.0, spread_below[:, None], spread_above[:, None])
    wages = median[:, None] * np.exp(spread * scores)
    least = facts.number("minimum_wage_eur_per_hour", month)
    return np.asarray(np.maximum(wages, least), np.float64)
