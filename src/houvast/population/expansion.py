"""From counts to columns: one slot per person, in the order of the tables.

The employed come first, in the order age, sex, education, contract, sector, occupation; then everyone else by
standing, age, sex and education. Neighbours are alike in this order, which lets later steps deal out hours,
ages and wages evenly. `mixed` ends it: a seeded permutation, so that employers are filled with a fair mix of
people. `grouped` then puts people in one position together, oldest first: whoever walks through them meets long
stretches of the same, which processors foresee, and reads less from memory that nothing happens to.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from houvast.population.columns import NO_EMPLOYER, NO_MONTH, WAGE_RANKS, Persons, empty_persons
from houvast.population.composition import (
    CONTRACT_AXIS,
    EMPLOYED,
    SEX_AXIS,
    STANDING_AXIS,
    UNEMPLOYED,
)
from houvast.population.counts import Counts
from houvast.population.raking import FloatTable
from houvast.population.rounding import IntTable, dealt
from houvast.population.seeds import stream
from houvast.vocabulary.words import POSITION_UNEMPLOYED

_WORD_BITS = 32
_RANK_SHIFT = _WORD_BITS - (WAGE_RANKS - 1).bit_length()
# 2**32 divided by the golden ratio: its multiples fill the circle most evenly (Weyl; Knuth, TAOCP 3, 6.4).
_GOLDEN_STEP = np.uint32(2654435769)


@dataclass
class Draft:
    """A population in the making, in the order of the tables.

    Parameters
    ----------
    persons : Persons
        Columns, filled step by step.
    age_band : ndarray of shape (n_persons,)
        Code of the age band.
    n_employed : int
        The first so many slots are in work.
    start_month : int
        Month stamp.
    seed : int
        Seed of the population.
    """

    persons: Persons
    age_band: npt.NDArray[np.uint8]
    n_employed: int
    start_month: int
    seed: int

    @property
    def employed(self) -> slice:
        """The slots of people in work."""
        return slice(0, self.n_employed)

    @property
    def others(self) -> slice:
        """The slots of people out of work."""
        return slice(self.n_employed, len(self.age_band))

    @property
    def age_months(self) -> npt.NDArray[np.int16]:
        """Age in months at the start, once the months of birth are filled."""
        return np.asarray(self.start_month - self.persons.birth_month, np.int16)


def expand(counts: Counts, start_month: int, seed: int) -> Draft:
    """Write one slot per person with sex, education, age band, position, sector, occupation and wage rank.

    Parameters
    ----------
    counts : Counts
        Whole persons per cell.
    start_month : int
        Month stamp.
    seed : int
        Seed of the population.

    Returns
    -------
    Draft
        Columns in the order of the tables; what is not yet known is zero or "does not apply".
    """
    n_persons, n_employed = int(counts.people.sum()), int(counts.work.sum())
    persons = empty_persons(n_persons)
    for column in (persons.job_start, persons.search_start, persons.contract_end, persons.benefit_end):
        column.fill(NO_MONTH)
    persons.employer.fill(NO_EMPLOYER)
    draft = Draft(persons, np.empty(n_persons, np.uint8), n_employed, start_month, seed)
    _expand_employed(draft, counts.work)
    _expand_others(draft, counts)
    _deal_wage_ranks(draft)
    return draft


def _expand_employed(draft: Draft, work: IntTable) -> None:
    age, sex, education, contract, sector, occupation = range(work.ndim)
    slots, persons = draft.employed, draft.persons
    columns = {
        age: draft.age_band,
        sex: persons.sex,
        education: persons.education,
        contract: persons.position,
        sector: persons.sector,
        occupation: persons.occupation,
    }
    for axis, column in columns.items():
        column[slots] = _codes(work, axis)


def _expand_others(draft: Draft, counts: Counts) -> None:
    """Write the unemployed and inactive; give them the jobs that the employed like them have."""
    others = np.moveaxis(np.delete(counts.people, EMPLOYED, axis=STANDING_AXIS), STANDING_AXIS, 0)
    standing, age, sex, education = range(others.ndim)
    slots, persons = draft.others, draft.persons
    draft.age_band[slots] = _codes(others, age)
    persons.sex[slots] = _codes(others, sex)
    persons.education[slots] = _codes(others, education)
    # Standing 1 is unemployed and the reasons follow, as in the vocabulary of positions.
    persons.position[slots] = _codes(others, standing) + np.uint8(POSITION_UNEMPLOYED + 1 - UNEMPLOYED)
    rng = stream(draft.seed, "jobs of people out of work")
    jobs = counts.work.sum(axis=CONTRACT_AXIS).astype(np.float64)
    n_occupations = jobs.shape[-1]
    first = draft.n_employed
    for cell in np.ndindex(others.shape):
        n_persons = int(others[cell])
        if n_persons == 0:
            continue
        job = dealt(_likely_jobs(jobs, cell[1:]), n_persons, rng)
        persons.sector[first : first + n_persons] = job // n_occupations
        persons.occupation[first : first + n_persons] = job % n_occupations
        first += n_persons


def _likely_jobs(jobs: FloatTable, cell: tuple[int, ...]) -> FloatTable:
    """Return the jobs of the employed of the same age, sex and education; of all ages if there are none."""
    alike = jobs[cell]
    if not alike.any():
        alike = jobs[:, cell[SEX_AXIS], cell[-1]].sum(axis=0)
    if not alike.any():
        alike = jobs.sum(axis=tuple(range(len(cell))))
    return np.ravel(alike)


def _codes(counts: IntTable, axis: int) -> npt.NDArray[np.uint8]:
    """Return the code on `axis` of every person in the order of the table."""
    shape = [1] * counts.ndim
    shape[axis] = counts.shape[axis]
    codes = np.broadcast_to(np.arange(counts.shape[axis], dtype=np.uint8).reshape(shape), counts.shape)
    return np.repeat(codes.ravel(), counts.ravel())


def _deal_wage_ranks(draft: Draft) -> None:
    """Walk each occupation in golden steps: any stretch of people alike covers all ranks evenly."""
    occupation = draft.persons.occupation
    order = np.argsort(occupation, kind="stable").astype(np.uint32)
    ends = np.cumsum(np.bincount(occupation))
    starts = stream(draft.seed, "wage ranks").integers(1 << _WORD_BITS, size=len(ends), dtype=np.uint32)
    for start, first, end in zip(starts, np.concatenate([[0], ends[:-1]]), ends, strict=True):
        steps = np.arange(end - first, dtype=np.uint32) * _GOLDEN_STEP + start
        draft.persons.wage_rank[order[first:end]] = (steps >> np.uint32(_RANK_SHIFT)).astype(np.uint8)


def deal_regions(draft: Draft, shares: FloatTable) -> None:
    """Deal the region where people live, in the published proportions and independent of all else."""
    rng = stream(draft.seed, "regions")
    draft.persons.region[:] = dealt(shares, len(draft.age_band), rng)


def mixed(draft: Draft) -> Persons:
    """Return the columns in a seeded random order, one column at a time to save memory.

    Parameters
    ----------
    draft : Draft
        Columns in the order of the tables.

    Returns
    -------
    Persons
        The same arrays, mixed in place.
    """
    order = np.arange(len(draft.age_band), dtype=np.uint32)
    stream(draft.seed, "order of persons").shuffle(order)
    for column in draft.persons:
        column[:] = column[order]
    return draft.persons


def grouped(persons: Persons) -> Persons:
    """Return the columns ordered by position and month of birth, one column at a time to save memory.

    Parameters
    ----------
    persons : Persons
        Columns in any order.

    Returns
    -------
    Persons
        The same arrays, ordered in place; people alike in both stay in their order.
    """
    order = np.lexsort((persons.birth_month, persons.position)).astype(np.uint32)
    for column in persons:
        column[:] = column[order]
    return persons
