"""What the population looks like at the start: the yardstick of the years that follow.

Newcomers resemble people of their age at the start; demand is measured against the
posts at the start; participation at the start turns the population of later years
into a potential supply of labour.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels.cells import Cells
from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, SELF_EMPLOYED, UNEMPLOYED
from houvast.population.columns import Persons
from houvast.vocabulary.words import SEX

LONGEST_WEEK_HOURS = 100

TRACE = 1e-9
"""Stands for nothing where a share of nothing is asked."""

FloatArray = npt.NDArray[np.float64]


class Start(NamedTuple):
    """Shares and counts at the first month; the last axis of ``*_cumulative`` adds up."""

    sex_cumulative: FloatArray
    region_cumulative: FloatArray
    education_cumulative: FloatArray
    """(age band, education)"""
    occupation_cumulative: FloatArray
    """(age band, education, occupation)"""
    sector_cumulative: FloatArray
    """(occupation, sector)"""
    hours_cumulative: FloatArray
    """(age band, sex, hours)"""
    agreed_hours_cumulative: FloatArray
    """(contract, age band, sex, hours)"""
    participation: FloatArray
    """(person cell,): share in work or seeking."""
    employees: FloatArray
    """(sector, occupation)"""
    flexible_forms: FloatArray
    """(sector, flexible contract form)"""
    education_share: FloatArray
    """(education, occupation) among people in work."""


def describe(persons: Persons, month: int, cells: Cells, n_sectors: int) -> Start:
    """Count the population at the start.

    Parameters
    ----------
    persons : Persons
        Everybody at the first month.
    month : int
        Month stamp of the first month.
    cells : Cells
        Sizes of the groupings.
    n_sectors : int
        Number of sectors.

    Returns
    -------
    Start
        Shares and counts. [persons at the scale of the run]
    """
    age = cells.age_band_of_months[month - persons.birth_month.astype(np.int32)]
    at_work = persons.position < FIRST_OUT_OF_WORK
    employee = persons.position < SELF_EMPLOYED
    flexible = employee & (persons.position > 0)
    sizes = (cells.n_age, cells.n_education, cells.n_occupations, n_sectors, cells.n_regions)
    n_age, n_education, n_occupations, n_sectors, n_regions = sizes
    occupations = _count((n_age, n_education, n_occupations), age, persons.education, persons.occupation, only=at_work)
    whole = occupations.sum(axis=0, keepdims=True)
    occupations = occupations + whole / max(whole.sum(), 1.0)
    hours = _count((n_age, len(SEX), LONGEST_WEEK_HOURS), age, persons.sex, persons.hours_wanted, only=at_work)
    hours = hours + hours.sum(axis=(0, 1)) / max(hours.sum(), 1.0)
    sectors = _count((n_occupations, n_sectors), persons.occupation, persons.sector, only=at_work)
    sectors = sectors + sectors.sum(axis=0) / max(sectors.sum(), 1.0)
    forms = _count((n_sectors, SELF_EMPLOYED), persons.sector, persons.position, only=flexible)
    forms = forms[:, 1:] + forms[:, 1:].sum(axis=0) / max(forms.sum(), 1.0)
    return Start(
        sex_cumulative=np.cumsum(_count((len(SEX),), persons.sex)),
        region_cumulative=np.cumsum(_count((n_regions,), persons.region)),
        education_cumulative=_education(age, persons, n_age, n_education),
        occupation_cumulative=np.cumsum(occupations, axis=-1),
        sector_cumulative=np.cumsum(sectors, axis=-1),
        hours_cumulative=np.cumsum(hours, axis=-1),
        agreed_hours_cumulative=_agreed_hours(persons, age, at_work, cells),
        participation=_participation(persons, age, cells),
        employees=_count((n_sectors, n_occupations), persons.sector, persons.occupation, only=employee),
        flexible_forms=forms,
        education_share=occupations.sum(axis=0) / np.maximum(occupations.sum(axis=(0, 1)), TRACE),
    )


def _count(
    sizes: tuple[int, ...], *codes: npt.NDArray[np.generic], only: npt.NDArray[np.bool_] | None = None
) -> FloatArray:
    """Count people by one or more codes, among ``only`` those people."""
    chosen = codes if only is None else tuple(code[only] for code in codes)
    place = chosen[0].astype(np.int64)
    for size, code in zip(sizes[1:], chosen[1:], strict=True):
        place *= size
        place += code.astype(np.int64)
    return np.bincount(place, minlength=int(np.prod(sizes))).reshape(sizes).astype(np.float64)


def _education(age: npt.NDArray[np.uint8], persons: Persons, n_age: int, n_education: int) -> FloatArray:
    """Return cumulative education by age band; newcomers of fifteen have the lowest level."""
    count = _count((n_age, n_education), age, persons.education)
    count = count + count.sum(axis=0) / max(count.sum(), 1.0)
    count[0] = np.eye(n_education)[0]
    return np.cumsum(count, axis=-1)


def _agreed_hours(
    persons: Persons, age: npt.NDArray[np.uint8], at_work: npt.NDArray[np.bool_], cells: Cells
) -> FloatArray:
    """Return cumulative hours of jobs by contract, age and sex; thin groups lean on their contract."""
    sizes = (FIRST_OUT_OF_WORK, cells.n_age, len(SEX), LONGEST_WEEK_HOURS)
    count = _count(sizes, persons.position, age, persons.sex, persons.hours, only=at_work)
    of_contract = count.sum(axis=(1, 2), keepdims=True)
    everybody = of_contract.sum(axis=0, keepdims=True) / max(count.sum(), 1.0)
    of_contract = (of_contract + everybody) / (of_contract.sum(axis=-1, keepdims=True) + 1.0)
    return np.asarray(np.cumsum(count + of_contract, axis=-1))


def _participation(persons: Persons, age: npt.NDArray[np.uint8], cells: Cells) -> FloatArray:
    sizes = (len(SEX), cells.n_education, cells.n_age, cells.n_regions)
    codes = (persons.sex, persons.education, age, persons.region)
    everybody = _count(sizes, *codes)
    active = _count(sizes, *codes, only=persons.position <= UNEMPLOYED)
    return (active / np.maximum(everybody, 1.0)).reshape(-1)
