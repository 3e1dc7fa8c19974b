"""How people are at the start beyond their job: skills, proactivity, strain and care.

Nothing is published by person, so these are the levels at which the yearly processes of the market balance:

* care: the share at which care that starts equals care that ends, by sex and age;
* skill: the level at which what training adds equals what is lost in a year;
* proactivity and strain: their usual scores. The year before the first month spreads them.
"""

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.population.columns import FULL_SCORE, Persons
from houvast.population.expansion import Draft
from houvast.population.seeds import stream
from houvast.vocabulary.words import AGE, CONTRACT, EDUCATION, NO_POSITION, POSITION

LARGEST_PERSISTENCE = 0.99
"""Strain that never fades would have no level at all."""

FloatTable = npt.NDArray[np.float64]


def deal_condition(draft: Draft, facts: Facts) -> None:
    """Fill skills, proactivity, strain and care of everybody.

    Parameters
    ----------
    draft : Draft
        People with sex, age, education and position.
    facts : Facts
        Gives the yearly processes that the levels balance.
    """
    persons, month = draft.persons, draft.start_month
    persons.position_before.fill(NO_POSITION)
    persons.income_since.fill(month)
    persons.proactivity.fill(in_bytes(facts.number("proactivity_neutral_score", month)))
    _deal_strain(persons, facts, draft)
    table = np.rint(FULL_SCORE * usual_skill(facts, month)).astype(np.uint8)
    persons.skill_currency[:] = table[persons.position, persons.education, draft.age_band]
    _deal_care(persons, draft, facts)


def in_bytes(score: float) -> int:
    """Return a score from 0 to 1 as a byte."""
    return round(FULL_SCORE * score)


def training_prob(facts: Facts, month: int) -> FloatTable:
    """Return the probability of training in a year by position, education and age band.

    Parameters
    ----------
    facts : Facts
        Levels by contract, factors and access.
    month : int
        Month stamp.

    Returns
    -------
    ndarray of float64, shape (positions, educations, age bands)
        For somebody of usual proactivity. [probability per year]
    """
    base = np.full(len(POSITION), facts.number("training_prob_per_year_without_work", month))
    base[: len(CONTRACT)] = facts.array("training_prob_per_year_by_contract", month)
    base[1 : len(CONTRACT)] *= facts.number("training_flexible_factor", month)
    base *= facts.number("training_access_factor", month)
    by_education = facts.array("training_education_factor", month)
    by_age = facts.array("training_age_factor", month)
    return np.asarray(np.einsum("p,e,a->pea", base, by_education, by_age).clip(0.0, 1.0))


def usual_skill(facts: Facts, month: int) -> FloatTable:
    """Return the skill at which training balances decay, shaped as :func:`training_prob` (score from 0 to 1)."""
    lost = np.full((len(POSITION), len(EDUCATION), len(AGE)), facts.number("skill_decay_share_per_year", month))
    lost[len(CONTRACT) :] += facts.number("skill_decay_out_of_work_share_per_year", month)
    gained = training_prob(facts, month) * facts.number("training_gain_share", month)
    return np.asarray(gained / np.maximum(lost + gained - lost * gained, np.finfo(np.float64).tiny))


def _deal_strain(persons: Persons, facts: Facts, draft: Draft) -> None:
    """Spread strain as years of luck would: normal around the usual score, as wide as luck that lasts."""
    month = draft.start_month
    kept = facts.number("strain_persistence_share_per_year", month)
    spread = facts.number("strain_spread_score", month) / np.sqrt(1.0 - min(kept, LARGEST_PERSISTENCE) ** 2)
    usual = facts.number("strain_out_of_work_score", month)
    luck = stream(draft.seed, "strain").standard_normal(len(persons.strain), np.float32)
    luck *= np.float32(FULL_SCORE * spread)
    luck += np.float32(FULL_SCORE * usual)
    persons.strain[:] = np.clip(luck, 0, FULL_SCORE, out=luck)


def _deal_care(persons: Persons, draft: Draft, facts: Facts) -> None:
    """Give people care duties, in the shares at which starts and ends balance."""
    month = draft.start_month
    begins = facts.array("care_start_prob_per_year", month)
    ends = facts.array("care_end_prob_per_year", month)
    share = (begins / np.maximum(begins + ends, np.finfo(np.float64).tiny)).astype(np.float32)
    hours = np.rint(facts.array("care_hours_per_week", month)).astype(np.uint8)
    draw = stream(draft.seed, "care").random(len(persons.sex), np.float32)
    cares = draw < share[persons.sex, draft.age_band]
    persons.care_load[:] = cares * hours[persons.sex]
