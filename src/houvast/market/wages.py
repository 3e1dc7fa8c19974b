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
from houvast.vocabulary.months import MONTHS_PER_YEAR, month_stamp

UPPER_QUARTILE = 3.0 / 4.0

LEVEL_MONTH = month_stamp("2024-01")
"""Wages are in prices of this month."""


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
        Gross hourly wage, never below the minimum wage, in prices of 2024. [EUR per hour]
    """
    low, median, high = (facts.array(f"wage_p{point}_by_occupation_eur_per_hour", month) for point in (25, 50, 75))
    scores = ndtri((np.arange(WAGE_RANKS) + 1.0 / 2.0) / WAGE_RANKS)
    quartile_score = ndtri(UPPER_QUARTILE)
    spread_below = np.log(median / low) / quartile_score
    spread_above = np.log(high / median) / quartile_score
    spread = np.where(scores < 0.0, spread_below[:, None], spread_above[:, None])
    wages = median[:, None] * np.exp(spread * scores)
    factor = facts.number("wage_dispersion_factor", month)
    if factor != 1.0:
        middle = float(facts.array("hourly_wage_quartiles_eur_per_hour", month)[1])
        wages = middle * (wages / middle) ** factor
    return np.asarray(np.maximum(wages, minimum_wage(facts, month)) * real_wage_level(facts, month), np.float64)


def minimum_wage(facts: Facts, month: int) -> float:
    """Return the minimum wage at the level of wages of 2024.

    The law raises it every half year with contract wages. The published amounts hold that rise and the wages of
    the model do not, so it is taken out; what is left follows real wages, and what a scenario or measure makes of it.

    Parameters
    ----------
    facts : Facts
        With the amounts by date, and what they rose by through indexation.
    month : int
        Month stamp.

    Returns
    -------
    float
        [EUR per hour]
    """
    return facts.number("minimum_wage_eur_per_hour", month) / facts.number("minimum_wage_indexation", month)


def real_wage_level(facts: Facts, month: int) -> float:
    """Return real wages against 2024, the growth of every year since then taken together.

    Parameters
    ----------
    facts : Facts
        With real wage growth by year.
    month : int
        Month stamp; before 2024 the level is 1.

    Returns
    -------
    float
        The minimum wage and benefits are linked to it. [ratio]
    """
    level = 1.0
    for january in range(LEVEL_MONTH + MONTHS_PER_YEAR, month + 1, MONTHS_PER_YEAR):
        level *= 1.0 + facts.number("real_wage_growth_share_per_year", january)
    return level
