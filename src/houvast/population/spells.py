"""Since when people are in work, unemployed or inactive, what they worked before, and until when they have WW.

* In work: since the present job began, or earlier for those who came to it from another job.
* Unemployed: the published share has been so for twelve months or longer, more often at higher ages; the others
  follow an exponential that is cut off at twelve months.
* Inactive: an exponential per reason, cut off at age 15.
* Experience: a share of working life, less the present spell.
* WW: whoever came from work and has worked enough has a right of one month per year worked for the first years
  and half a month per year after that (article 42 of the Werkloosheidswet), within a minimum and a maximum.
"""

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.population.columns import NO_MONTH
from houvast.population.expansion import Draft
from houvast.population.raking import FloatTable
from houvast.population.rounding import chosen
from houvast.population.seeds import stream
from houvast.population.tenure import CHUNK_PERSONS, truncated_spell, working_life_months
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import FIRST_AGE_YEARS, FIRST_INACTIVE, POSITION_UNEMPLOYED


def deal_spells_of_employed(draft: Draft, facts: Facts) -> None:
    """Fill since when the employed are in work and what they worked before that.

    Parameters
    ----------
    draft : Draft
        Its `spell_start` and `experience_months` are filled for the employed.
    facts : Facts
        Gives how many jobs follow another and how long that one lasted.
    """
    month = draft.start_month
    from_work = facts.number("hired_from_work_share", month)
    earlier_mean = facts.number("earlier_work_mean_months", month)
    rng = stream(draft.seed, "work before this job")
    for first in range(0, draft.n_employed, CHUNK_PERSONS):
        slots = slice(first, min(first + CHUNK_PERSONS, draft.n_employed))
        job_start = draft.persons.job_start[slots]
        room = (job_start - draft.persons.birth_month[slots] - FIRST_AGE_YEARS * MONTHS_PER_YEAR).astype(np.float64)
        had_job = rng.random(len(job_start)) < from_work
        earlier = truncated_spell(rng.random(len(job_start)), earlier_mean, room)
        draft.persons.spell_start[slots] = job_start - np.where(had_job, np.rint(earlier), 0).astype(np.int16)
        _fill_experience(draft, facts, slots)


def deal_spells_of_others(draft: Draft, facts: Facts) -> None:
    """Fill since when people are out of work, their experience and the end of their WW-uitkering.

    Parameters
    ----------
    draft : Draft
        Its `spell_start`, `experience_months` and `benefit_end` are filled for people out of work.
    facts : Facts
        Gives the durations and the rules of WW.
    """
    position = draft.persons.position
    n_unemployed = int((position[draft.others] == POSITION_UNEMPLOYED).sum())
    unemployed = slice(draft.n_employed, draft.n_employed + n_unemployed)
    inactive = slice(unemployed.stop, len(position))
    draft.persons.spell_start[unemployed] = draft.start_month - _months_unemployed(draft, facts, unemployed)
    means = facts.array("inactive_mean_months_by_reason", draft.start_month)
    rng = stream(draft.seed, "months inactive")
    for first in range(inactive.start, inactive.stop, CHUNK_PERSONS):
        slots = slice(first, min(first + CHUNK_PERSONS, inactive.stop))
        mean = means[position[slots] - FIRST_INACTIVE]
        months = truncated_spell(rng.random(len(mean)), mean, _months_since_15(draft, slots))
        draft.persons.spell_start[slots] = draft.start_month - np.rint(months).astype(np.int16)
    _fill_experience(draft, facts, draft.others)
    _deal_benefits(draft, facts, unemployed)


def ww_duration_months(experience_months: npt.NDArray[np.uint16], facts: Facts, month: int) -> npt.NDArray[np.int16]:
    """Return the length of the right to WW.

    Parameters
    ----------
    experience_months : ndarray
        Months worked. [months]
    facts : Facts
        Gives months of right per year worked, minimum, maximum and the entry requirement.
    month : int
        Month stamp.

    Returns
    -------
    ndarray
        Whole months of right; 0 without enough work. [months]
    """
    years = experience_months // MONTHS_PER_YEAR
    first_years = facts.number("ww_first_years", month)
    earned = facts.number("ww_months_per_year_first_years", month) * np.minimum(years, first_years)
    earned += facts.number("ww_months_per_later_year", month) * np.maximum(years - first_years, 0)
    shortest = facts.number("ww_least_months", month)
    right = np.clip(np.floor(earned), shortest, facts.number("ww_most_months", month))
    required = facts.number("ww_required_work_months", month)
    return np.where(experience_months >= required, right, 0).astype(np.int16)


def _months_since_15(draft: Draft, slots: slice) -> FloatTable:
    age = draft.start_month - draft.persons.birth_month[slots]
    return (age - FIRST_AGE_YEARS * MONTHS_PER_YEAR).astype(np.float64)


def _months_unemployed(draft: Draft, facts: Facts, slots: slice) -> npt.NDArray[np.int16]:
    """Return how long the unemployed have been so, the published share for a year or longer."""
    month = draft.start_month
    since_15 = _months_since_15(draft, slots)
    rng = stream(draft.seed, "months unemployed")
    n_long = round(facts.number("long_term_unemployed_share", month) * len(since_15))
    weight = facts.array("long_term_relative_chance_by_age", month)[draft.age_band[slots]]
    is_long = chosen(weight * (since_15 >= MONTHS_PER_YEAR), n_long, rng)
    uniform = rng.random(len(since_15))
    extra_mean = facts.number("long_term_extra_mean_months", month)
    long = MONTHS_PER_YEAR + truncated_spell(uniform, extra_mean, np.maximum(since_15 - MONTHS_PER_YEAR, 0))
    mean = facts.number("unemployed_mean_months_within_first_year", month)
    short = truncated_spell(uniform, mean, np.full_like(since_15, MONTHS_PER_YEAR))
    short = np.minimum(short, np.minimum(since_15, MONTHS_PER_YEAR - 1))
    return np.floor(np.where(is_long, long, short)).astype(np.int16)


def _fill_experience(draft: Draft, facts: Facts, slots: slice) -> None:
    """Write the months worked before the present spell of employment."""
    persons = draft.persons
    worked_share = facts.array("worked_share_of_working_life", draft.start_month)[persons.sex[slots]]
    spell = draft.start_month - persons.spell_start[slots]
    worked = worked_share * np.maximum(working_life_months(draft, facts, slots) - spell, 0)
    persons.experience_months[slots] = np.rint(worked).astype(np.uint16)


def _deal_benefits(draft: Draft, facts: Facts, unemployed: slice) -> None:
    """Write the month in which WW ends, for those who came from work and have right left."""
    persons = draft.persons
    share = facts.array("unemployed_from_work_share", draft.start_month)[draft.age_band[unemployed]]
    rng = stream(draft.seed, "unemployed who came from work")
    came_from_work = rng.random(len(share)) < share
    right = ww_duration_months(persons.experience_months[unemployed], facts, draft.start_month)
    end = persons.spell_start[unemployed] + right
    has_right = came_from_work & (end > draft.start_month)
    persons.benefit_end[unemployed] = np.where(has_right, end, NO_MONTH).astype(np.int16)
