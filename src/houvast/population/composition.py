"""Who does what: the joint tables that the published margins imply.

Three tables, fitted one after the other; each takes over the sums it shares with the one before:

1. people: age x sex x education x standing (employed, unemployed, five reasons to be inactive);
2. work: age x sex x education x contract x sector x occupation of the employed, raked jointly;
3. hours: age x sex x education x contract x hours band of the employed.

Hours stand apart because no margin ties them to sector or occupation: given age, sex, education and
contract the joint table would make them independent of both, so leaving them out loses nothing and keeps
the largest table at 657 thousand cells for the Netherlands instead of 3.3 million.

Sector and occupation meet in a fourth, small table: sector x occupation x ISCO major group. Its seed is the
occupation's spread over major groups, weighted by the sectors where it is at home; its margins are the published
table of sector by major group and the size of each occupation.
"""

from typing import NamedTuple

import numpy as np

from houvast.population.published import Published
from houvast.population.raking import FloatTable, Margin, margin_of, rake, rake_pair
from houvast.vocabulary.words import AGE, CONTRACT, EDUCATION, HOURS_BAND, INACTIVE_REASON, SEX

EMPLOYED, UNEMPLOYED, FIRST_REASON = 0, 1, 2
"""Places on the standing axis of the people table."""

N_STANDINGS = FIRST_REASON + len(INACTIVE_REASON)

# The largest table meets its margins to one person in a million: a setting, not a fact.
WORK_TOLERANCE_SHARE = 1e-6
WORK_ROUNDS = 400
# The table of jobs gives it margins, so it has to be better still.
JOBS_TOLERANCE_SHARE = 1e-8

# Axes shared by the tables; people end with standing, hours with the hours band.
AGE_AXIS, SEX_AXIS, EDUCATION_AXIS, CONTRACT_AXIS, SECTOR_AXIS, OCCUPATION_AXIS = range(6)
STANDING_AXIS = CONTRACT_AXIS
HOURS_AXIS = SECTOR_AXIS


class Composition(NamedTuple):
    """The fitted tables, in thousand persons.

    Parameters
    ----------
    people : ndarray of shape (n_ages, n_sexes, n_educations, n_standings)
        Everyone.
    work : ndarray of shape (n_ages, n_sexes, n_educations, n_contracts, n_sectors, n_occupations)
        The employed.
    hours : ndarray of shape (n_ages, n_sexes, n_educations, n_contracts, n_hours_bands)
        The employed.
    major_given_job : ndarray of shape (n_sectors, n_occupations, n_majors)
        Chance that a job in this sector and occupation is in the major group.
    rounds : tuple of int
        Raking rounds the tables took.
    """

    people: FloatTable
    work: FloatTable
    hours: FloatTable
    major_given_job: FloatTable
    rounds: tuple[int, ...]


def fit_composition(published: Published) -> Composition:
    """Rake the joint tables to the published margins.

    Parameters
    ----------
    published : Published
        Margins that agree in their totals. [thousand persons]

    Returns
    -------
    Composition
        Tables that meet the margins. [thousand persons]
    """
    people, people_rounds = _fit_people(published)
    jobs = _fit_jobs(published)
    work, work_rounds = _fit_work(published, people[..., EMPLOYED], jobs.sum(axis=2))
    hours, hours_rounds = _fit_hours(published, margin_of(work, (AGE_AXIS, SEX_AXIS, EDUCATION_AXIS, CONTRACT_AXIS)))
    per_job = jobs.sum(axis=2, keepdims=True)
    major_given_job = np.divide(jobs, per_job, out=np.zeros_like(jobs), where=per_job > 0)
    return Composition(people, work, hours, major_given_job, (people_rounds, work_rounds, hours_rounds))


def _fit_people(published: Published) -> tuple[FloatTable, int]:
    """Rake everyone by age, sex, education and standing; split the inactive by reason given age."""
    by_age = _by_status(published.population_by_age, published.employed_by_age, published.unemployed_by_age)
    by_education = _by_status(
        published.population_by_education, published.employed_by_education, published.unemployed_by_education
    )
    # Unemployment by sex is not asked of the facts: the same rate for men and women.
    unemployed_by_sex = published.employed_by_sex * (published.unemployed / published.employed)
    by_sex = _by_status(published.population_by_sex, published.employed_by_sex, unemployed_by_sex)
    n_statuses = by_age.shape[1]
    seed = np.repeat(published.education_by_age[:, None, :, None], len(SEX), axis=1).repeat(n_statuses, axis=3)
    margins = [
        Margin("age x education", (AGE_AXIS, EDUCATION_AXIS), published.education_by_age),
        Margin("sex x status", (SEX_AXIS, STANDING_AXIS), by_sex),
        Margin("education x status", (EDUCATION_AXIS, STANDING_AXIS), by_education),
        Margin("age x status", (AGE_AXIS, STANDING_AXIS), by_age),
    ]
    raked = rake(seed, margins)
    reasons = raked.table[..., FIRST_REASON, None] * published.inactive_reason_share[:, None, None, :]
    return np.concatenate([raked.table[..., :FIRST_REASON], reasons], axis=STANDING_AXIS), raked.rounds


def _by_status(population: FloatTable, employed: FloatTable, unemployed: FloatTable) -> FloatTable:
    inactive = np.maximum(population - employed - unemployed, 0)
    return np.stack([employed, unemployed, inactive], axis=1)


def _fit_jobs(published: Published) -> FloatTable:
    """Rake sector x occupation x major group to the sectors' major groups and the sizes of occupations."""
    by_occupation = published.employed_by_occupation
    spread = by_occupation[:, None] * published.occupation_major_share
    seed = spread * published.sector_affinity.T[..., None]
    margins = [
        Margin("sector x major group", (0, 2), published.employed_by_sector_and_major),
        Margin("occupation", (1,), by_occupation),
    ]
    return rake(seed, margins, tolerance_share=JOBS_TOLERANCE_SHARE).table


def _fit_work(published: Published, employed: FloatTable, jobs: FloatTable) -> tuple[FloatTable, int]:
    """Rake the employed by all six axes together."""
    by_education, by_occupation = margin_of(employed, (EDUCATION_AXIS,)), jobs.sum(axis=0)
    education_given_occupation = published.occupation_major_share @ published.education_by_major_share
    education_and_occupation = rake_pair(education_given_occupation.T, by_education, by_occupation)
    margins = [
        Margin("sex x sector", (SEX_AXIS, SECTOR_AXIS), published.sex_and_sector),
        Margin("sex x occupation", (SEX_AXIS, OCCUPATION_AXIS), published.sex_and_occupation),
        Margin("contract x sector", (CONTRACT_AXIS, SECTOR_AXIS), published.contract_and_sector),
        Margin("education x occupation", (EDUCATION_AXIS, OCCUPATION_AXIS), education_and_occupation),
        Margin("sex x contract", (SEX_AXIS, CONTRACT_AXIS), published.contract_and_sex.T),
        Margin("education x contract", (EDUCATION_AXIS, CONTRACT_AXIS), published.contract_and_education.T),
        Margin("age x contract", (AGE_AXIS, CONTRACT_AXIS), published.contract_and_age.T),
        Margin("sector x occupation", (SECTOR_AXIS, OCCUPATION_AXIS), jobs),
        Margin("age x sex x education", (AGE_AXIS, SEX_AXIS, EDUCATION_AXIS), employed),
    ]
    shape = (len(AGE), len(SEX), len(EDUCATION), len(CONTRACT), *jobs.shape)
    seed = np.broadcast_to(jobs, shape)
    raked = rake(seed, margins, WORK_ROUNDS, WORK_TOLERANCE_SHARE)
    return raked.table, raked.rounds


def _fit_hours(published: Published, employed: FloatTable) -> tuple[FloatTable, int]:
    """Rake the hours bands of the employed, given who works under which contract."""
    seed = np.repeat(employed[..., None], len(HOURS_BAND), axis=HOURS_AXIS)
    # Full-time shares by age and sex say something about the last band only: the others are one group there.
    fulltime = tuple(int(band == len(HOURS_BAND) - 1) for band in range(len(HOURS_BAND)))
    margins = [
        Margin("sex x full-time", (SEX_AXIS, HOURS_AXIS), published.fulltime_by_sex, fulltime),
        Margin("age x full-time", (AGE_AXIS, HOURS_AXIS), published.fulltime_by_age, fulltime),
        Margin("contract x hours band", (CONTRACT_AXIS, HOURS_AXIS), published.contract_and_hours_band),
        Margin("employed", (AGE_AXIS, SEX_AXIS, EDUCATION_AXIS, CONTRACT_AXIS), employed),
    ]
    raked = rake(seed, margins)
    return raked.table, raked.rounds
