"""What the levers of scenarios and measures do to the figures that the kernels read.

Each is neutral at its value of today, bit for bit: a lever that nobody moves changes nothing.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import INACTIVE_REASON, LONG_TERM_MONTHS, SPELL_BAND_START_MONTHS

FloatArray = npt.NDArray[np.float64]

OBLIGED = ("inactive_care", "inactive_other")
"""Who can be obliged to search: not those who learn, are retired or unable."""

VULNERABLE = ("inactive_unable",)
"""Who counts as vulnerable to employers, beside the long-term unemployed: not those who learn, care or are retired."""


def flexible_offer(facts: Facts, name: str, month: int) -> float:
    """Return the probability of a flexible offer, with what employers want times a factor.

    Below 1 the factor multiplies the probability; above 1 it divides that of a permanent offer.
    """
    prob, factor = facts.number(name, month), facts.number("flexible_policy_factor", month)
    return prob * factor if factor <= 1.0 else 1.0 - (1.0 - prob) / factor


def layoff_caps(facts: Facts, month: int) -> tuple[float, float]:
    """Return the largest probability of a lay-off, flexible and permanent.

    Moves inside the firm come before a lay-off of anybody; a pool keeps flexible people in work.
    """
    leaves = 1.0 - facts.number("internal_moves_share", month)
    pooled = 1.0 - facts.number("pool_share", month)
    flexible = facts.number("layoff_cap_flexible", month) * leaves * pooled
    return flexible, facts.number("layoff_cap_permanent", month) * leaves


def technology_exposure(facts: Facts, month: int) -> FloatArray:
    """Return how far technology can touch the tasks of each occupation, as far as the measures of it agree.

    Parameters
    ----------
    facts : Facts
        With the lowest, the mean and the highest measure, and the place of the run between them.
    month : int
        Month stamp.

    Returns
    -------
    ndarray of float64, shape (occupations,)
        The mean at place 0, the lowest measure at -1, the highest at 1. [0 to 1; NaN where nothing is known]
    """
    mean, place = facts.array("exposure_by_occupation", month), facts.number("exposure_position", month)
    if place == 0.0:
        return mean
    end = facts.array(f"exposure_{'high' if place > 0.0 else 'low'}_by_occupation", month)
    return np.asarray(mean + abs(place) * (end - mean))


def start_of_search(facts: Facts, month: int, start: FloatArray) -> FloatArray:
    """Return how likely the inactive begin to search, with support and obligation.

    Parameters
    ----------
    facts : Facts
        With both levers.
    month : int
        Month stamp.
    start : ndarray of float64, shape (inactive reasons, age bands, educations)
        Of their own accord. [probability per month]

    Returns
    -------
    ndarray of float64
        In the same shape.
    """
    supported = (start * facts.number("search_support_inactive_factor", month)).clip(0.0, 1.0)
    yearly = facts.number("forced_work_share", month)
    obliged = np.array([yearly * (word.key in OBLIGED) / MONTHS_PER_YEAR for word in INACTIVE_REASON])
    return np.asarray(supported + (1.0 - supported) * obliged[:, None, None])


def screening(facts: Facts, month: int) -> FloatArray:
    """Return how likely people are considered: by spell of unemployment, from work, from inactivity by reason.

    More employers that take people in a vulnerable position, and a subsidy for it, help the
    long-term unemployed and the unable. Nobody vulnerable gets ahead of the newly unemployed.
    """
    spells = facts.array("screening_by_spell", month)
    employed, inactive = (facts.number(f"screening_{state}", month) for state in ("employed", "inactive"))
    opened = facts.number("vulnerable_hiring_share", month) / facts.number("vulnerable_hiring_usual_share", month)
    wage_part = facts.number("employer_hiring_subsidy_eur_per_hour", month) / facts.number(
        "mean_wage_eur_per_hour", month
    )
    helped = opened * (1.0 + facts.number("hiring_subsidy_elasticity", month) * wage_part)
    chances = np.array([*spells, employed, *([inactive] * len(INACTIVE_REASON))])
    vulnerable = [start >= LONG_TERM_MONTHS for start in SPELL_BAND_START_MONTHS]
    vulnerable += [False, *(word.key in VULNERABLE for word in INACTIVE_REASON)]
    best = max(float(spells[0]), inactive)
    return np.where(vulnerable, np.minimum(chances * helped, best), chances)
