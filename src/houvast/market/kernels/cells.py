"""Cells: the groups that people, work and chains are counted in.

In words
    Counting everybody by seven groupings would touch seven tables per person. Two
    cells suffice: who someone is (sex, education, age band, region) and what work
    someone does (sector, occupation). All groupings are sums over one of them or
    over the contract form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline


class Cells(NamedTuple):
    """Sizes of the groupings and the age band of an age."""

    n_education: int
    n_age: int
    n_regions: int
    n_occupations: int
    age_band_of_months: npt.NDArray[np.uint8]


class Chains(NamedTuple):
    """Sums over chains that ended, by thread; last axis: chains, hires in them, ended by an unemployed."""

    by_person: npt.NDArray[np.int64]
    """(thread, person cell, 3)"""
    by_work: npt.NDArray[np.int64]
    """(thread, work cell, 3)"""
    by_contract: npt.NDArray[np.int64]
    """(thread, contract, 3)"""


@inline
def person_cell(person, month, persons, cells):
    """Return the cell of who a person is."""
    age_band = cells.age_band_of_months[month - persons.birth_month[person]]
    cell = np.int64(persons.sex[person]) * cells.n_education + persons.education[person]
    cell = cell * cells.n_age + age_band
    return cell * cells.n_regions + persons.region[person]


@inline
def work_cell(sector, occupation, cells):
    """Return the cell of a kind of work."""
    return np.int64(sector) * cells.n_occupations + occupation


@inline
def end_chain(thread, cell, work, contract, length, unemployed, chains):
    """Count a chain of ``length`` hires that ended with a person of this cell, in this work."""
    chains.by_person[thread, cell, 0] += 1
    chains.by_person[thread, cell, 1] += length
    chains.by_work[thread, work, 0] += 1
    chains.by_work[thread, work, 1] += length
    chains.by_contract[thread, contract, 0] += 1
    chains.by_contract[thread, contract, 1] += length
    if unemployed:
        chains.by_person[thread, cell, 2] += 1
        chains.by_work[thread, work, 2] += 1
        chains.by_contract[thread, contract, 2] += 1
