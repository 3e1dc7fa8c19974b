"""How long people have held their job, and when a fixed term ends.

The months in the present job are a mixture of a short and a long exponential spell per contract form, cut off
at the start of working life b (and never before age 15):

    P(months > t | b) = share * S(t; short, b) + (1 - share) * S(t; factor * long, b)
    S(t; m, b) = (exp(-t/m) - exp(-b/m)) / (1 - exp(-b/m))

`factor` is solved for, once for employees, once for zzp and once for the self-employed with staff, so that the
mean tenure equals the published mean of that group.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from houvast.facts.lookup import Facts
from houvast.population.expansion import Draft
from houvast.population.raking import FloatTable
from houvast.population.seeds import stream
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import CONTRACT, FIRST_AGE_YEARS, LAST_AGE_YEARS, keys_of

"""Contract forms that end on an agreed month."""

CHUNK_PERSONS = 1 << 20
"""Persons worked on at a time, to keep floating-point columns of everyone out of memory."""

_ZZP = keys_of(CONTRACT).index("self_employed_without_staff")
_WITH_STAFF = keys_of(CONTRACT).index("self_employed_with_staff")
_WORKER_GROUPS = {"employee": slice(0, _ZZP), "zzp": slice(_ZZP, _WITH_STAFF), "with_staff": slice(_WITH_STAFF, None)}
_MOST_MONTHS = (LAST_AGE_YEARS + 1 - FIRST_AGE_YEARS) * MONTHS_PER_YEAR
# The factor is sought between its inverse and this: beyond it a cut-off spell is as good as uniform.
_LARGEST_LOG_FACTOR = np.log(_MOST_MONTHS)


class TenureLaw(NamedTuple):
    """Parameters of the mixture per contract form; every field has shape (n_contracts,).

    Parameters
    ----------
    short_share : ndarray
        Share in a short spell.
    short_mean_months : ndarray
        Mean of the short spell before it is cut off. [months]
    long_mean_months : ndarray
        Mean of the long spell before it is cut off. [months]
    """

    short_share: FloatTable
    short_mean_months: FloatTable
    long_mean_months: FloatTable


def truncated_spell(uniform: FloatTable, mean: FloatTable | float, bound: FloatTable) -> FloatTable:
    """Return the quantile of an exponential spell that is cut off at `bound`.

    Parameters
    ----------
    uniform : ndarray
        Places in the distribution, from 0 to 1.
    mean : ndarray or float
        Mean before cutting off. [months]
    bound : ndarray
        Longest spell possible. [months]

    Returns
    -------
    ndarray
        Spells between 0 and `bound`. [months]
    """
    reach = -np.expm1(-bound / mean)
    return np.asarray(np.minimum(-mean * np.log1p(-uniform * reach), bound))


def truncated_mean(mean: FloatTable | float, bound: FloatTable) -> FloatTable:
    """Return the mean of an exponential spell that is cut off at `bound`, in months."""
    reach = -np.expm1(-bound / mean)
    lost = np.divide(bound * np.exp(-bound / mean), reach, out=np.zeros_like(reach) + mean, where=reach > 0)
    return np.asarray(mean - lost)


def working_life_months(draft: Draft, facts: Facts, slots: slice) -> npt.NDArray[np.int16]:
    """Return months since working life began, by education; 0 for those who have yet to begin.

    Parameters
    ----------
    draft : Draft
        Months of birth and education.
    facts : Facts
        Gives `working_life_start_age_years`.
    slots : slice
        Which persons.

    Returns
    -------
    ndarray
        [months]
    """
    start_age = facts.array("working_life_start_age_years", draft.start_month) * MONTHS_PER_YEAR
    age = draft.start_month - draft.persons.birth_month[slots]
    return np.asarray(np.maximum(age - start_age.astype(np.int16)[draft.persons.education[slots]], 0), np.int16)


def deal_jobs_started(draft: Draft, facts: Facts) -> None:
    """Fill the month in which the present job began and the month in which a fixed term ends.

    Parameters
    ----------
    draft : Draft
        Its `job_start` and `contract_end` are filled for the employed.
    facts : Facts
        Gives the mixtures, the published mean tenure and the agreed length of fixed terms.
    """
    law = fit_tenure(draft, facts)
    term = facts.array("contract_term_months", draft.start_month)
    tenure_rng, term_rng = stream(draft.seed, "months in the job"), stream(draft.seed, "end of fixed terms")
    for slots in _chunks(draft.n_employed):
        contract = draft.persons.position[slots]
        bound = _longest_tenure(draft, facts, slots).astype(np.float64)
        is_short = tenure_rng.random(len(contract)) < law.short_share[contract]
        mean = np.where(is_short, law.short_mean_months[contract], law.long_mean_months[contract])
        tenure = np.rint(truncated_spell(tenure_rng.random(len(contract)), mean, bound)).astype(np.int16)
        draft.persons.job_start[slots] = np.int16(draft.start_month) - tenure
        left = np.floor(term_rng.random(len(contract)) * term[contract]).astype(np.int16) + np.int16(1)
        has_term = term[contract] > 0
        draft.persons.contract_end[slots][has_term] = np.int16(draft.start_month) + left[has_term]


def fit_tenure(draft: Draft, facts: Facts) -> TenureLaw:
    """Solve the level of the long spells so that the published means come out.

    Parameters
    ----------
    draft : Draft
        Ages, education and contract forms of the employed.
    facts : Facts
        Gives the mixtures and `mean_tenure_years`.

    Returns
    -------
    TenureLaw
        The mixture per contract form.
    """
    month = draft.start_month
    short_share = facts.array("tenure_short_share_by_contract", month)
    short_mean = facts.array("tenure_short_mean_months_by_contract", month)
    long_mean = facts.array("tenure_long_mean_months_by_contract", month).copy()
    published = facts.array("mean_tenure_years", month) * MONTHS_PER_YEAR
    groups = facts.classification("worker_group")
    persons = _persons_by_bound(draft, facts)
    bound = np.arange(persons.shape[1], dtype=np.float64)
    for key, forms in _WORKER_GROUPS.items():
        target = float(published[groups.index(key)])
        short = persons[forms] * short_share[forms, None] * truncated_mean(short_mean[forms, None], bound[None])
        missing = target * persons[forms].sum() - short.sum()
        weight = persons[forms] * (1 - short_share[forms, None])

        def off(log_factor: float, forms: slice = forms, weight: FloatTable = weight, goal: float = missing) -> float:
            means = truncated_mean(long_mean[forms, None] * np.exp(log_factor), bound[None])
            return float((weight * means).sum() - goal)

        long_mean[forms] *= np.exp(_root(off))
    return TenureLaw(short_share, short_mean, long_mean)


def _root(off: Callable[[float], float]) -> float:
    """Return where the rising function `off` is zero, or the bound nearest to it."""
    if off(-_LARGEST_LOG_FACTOR) >= 0:
        return float(-_LARGEST_LOG_FACTOR)
    if off(_LARGEST_LOG_FACTOR) <= 0:
        return float(_LARGEST_LOG_FACTOR)
    return float(brentq(off, -_LARGEST_LOG_FACTOR, _LARGEST_LOG_FACTOR))


def _longest_tenure(draft: Draft, facts: Facts, slots: slice) -> npt.NDArray[np.int16]:
    """Return the longest possible time in the job: since working life began, with a year of a student's job.

    Who is still learning may have worked since age 15.
    """
    since_15 = draft.start_month - draft.persons.birth_month[slots] - np.int16(FIRST_AGE_YEARS * MONTHS_PER_YEAR)
    working_life = working_life_months(draft, facts, slots)
    bound = np.where(working_life > 0, np.minimum(working_life + np.int16(MONTHS_PER_YEAR), since_15), since_15)
    return np.asarray(bound, np.int16)


def _persons_by_bound(draft: Draft, facts: Facts) -> FloatTable:
    """Count the employed by contract form and longest possible tenure."""
    counts = np.zeros(len(CONTRACT) * _MOST_MONTHS, np.int64)
    for slots in _chunks(draft.n_employed):
        cell = draft.persons.position[slots].astype(np.int32) * _MOST_MONTHS
        cell += _longest_tenure(draft, facts, slots)
        counts += np.bincount(cell, minlength=len(counts))
    return counts.reshape(len(CONTRACT), _MOST_MONTHS).astype(np.float64)


def _chunks(n_persons: int) -> list[slice]:
    return [slice(first, min(first + CHUNK_PERSONS, n_persons)) for first in range(0, n_persons, CHUNK_PERSONS)]
