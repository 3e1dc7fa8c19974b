"""Whether people and employers agree: types, lengths, codes, and who works where.

Every fault is found before any is told. Slots outside the population (position 255) are not looked at.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from houvast.population.columns import (
    EMPLOYER_COLUMNS,
    NO_EMPLOYER,
    NO_MONTH,
    PERSON_COLUMNS,
    Column,
    Employers,
    Persons,
)
from houvast.vocabulary.errors import HouvastError, Problem, problem
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import (
    CONTRACT,
    EDUCATION,
    FIRST_AGE_YEARS,
    FIRST_SELF_EMPLOYED,
    LAST_AGE_YEARS,
    NO_POSITION,
    POSITION,
    SEX,
)

_PERMANENT = 0
_VOCABULARY_SIZES = {"sex": len(SEX), "education": len(EDUCATION), "position": len(POSITION)}


def validate(
    persons: Persons,
    employers: Employers,
    sizes: Mapping[str, int] | None = None,
    month: int | None = None,
) -> None:
    """Check that the columns are whole and agree with each other.

    Parameters
    ----------
    persons, employers
        The columns.
    sizes : mapping of str to int, optional
        Number of groups of `region`, `sector` and `occupation`; a classification that is left out is not checked.
    month : int, optional
        Month stamp at which everyone should be 15 to 74 years old and every spell should have begun.

    Raises
    ------
    HouvastError
        `population.column_type`, `population.column_length`, `population.out_of_range` and
        `population.disagreement`, all faults at once.
    """
    faults = [*_shape_faults(persons, PERSON_COLUMNS, "persons")]
    faults += _shape_faults(employers, EMPLOYER_COLUMNS, "employers")
    if not faults:
        faults += _code_faults(persons, employers, {**_VOCABULARY_SIZES, **(sizes or {})})
        faults += _number_faults(employers)
    if not faults:
        faults += _agreement_faults(persons, employers)
        faults += [] if month is None else _month_faults(persons, month)
    if faults:
        raise HouvastError(faults)


def _shape_faults(columns: Persons | Employers, declared: tuple[Column, ...], entity: str) -> Iterator[Problem]:
    arrays: tuple[npt.NDArray[np.generic], ...] = tuple(columns)
    n_slots = len(arrays[0])
    for column, values in zip(declared, arrays, strict=True):
        where = f"{entity}.{column.name}"
        if values.dtype != column.dtype:
            yield problem("population.column_type", where=where, expected=str(column.dtype), found=str(values.dtype))
        if values.shape != (n_slots,):
            yield problem("population.column_length", where=where, expected=n_slots, found=values.shape)


def _code_faults(persons: Persons, employers: Employers, sizes: Mapping[str, int]) -> list[Problem]:
    inside = persons.position != NO_POSITION
    faults: list[Problem] = []
    for name, size in sizes.items():
        faults += _outside(f"persons.{name}", getattr(persons, name), 0, size - 1, inside)
        if name in Employers._fields:
            faults += _outside(f"employers.{name}", getattr(employers, name), 0, size - 1)
    last = len(employers.sector) - 1
    return faults + _outside("persons.employer", persons.employer, NO_EMPLOYER, last, inside)


def _number_faults(employers: Employers) -> list[Problem]:
    limit = float(np.finfo(np.float32).max)
    return [
        *_outside("employers.base_posts", employers.base_posts, 0, limit),
        *_outside("employers.shock", employers.shock, -limit, limit),
        *_outside("employers.flexible_policy", employers.flexible_policy, 0, 1),
        *_outside("employers.headcount", employers.headcount, 0, np.iinfo(np.int32).max),
    ]


def _outside(
    where: str,
    values: npt.NDArray[np.generic],
    lowest: float,
    highest: float,
    inside: npt.NDArray[np.bool_] | None = None,
) -> list[Problem]:
    """Return a fault when values that matter lie outside the bounds, or are no number at all."""
    numbers = np.asarray(values)
    wrong = ~((numbers >= lowest) & (numbers <= highest))
    if inside is not None:
        wrong &= inside
    if not wrong.any():
        return []
    bounds = f"{lowest:.6g}...{highest:.6g}"
    found, slot = int(wrong.sum()), int(wrong.argmax())
    return [problem("population.out_of_range", where=where, expected=bounds, found=found, slot=slot)]


def _agreement_faults(persons: Persons, employers: Employers) -> list[Problem]:
    """Return what people and employers disagree on."""
    is_employee = persons.position < FIRST_SELF_EMPLOYED
    is_employed = persons.position < len(CONTRACT)
    inside = persons.position != NO_POSITION
    has_employer = persons.employer != NO_EMPLOYER
    employee_jobs = persons.employer[is_employee & has_employer]
    flexible_jobs = persons.employer[is_employee & has_employer & (persons.position != _PERMANENT)]
    n_employers = len(employers.sector)
    headcount = np.bincount(employee_jobs, minlength=n_employers)
    flexible = np.bincount(flexible_jobs, minlength=n_employers)
    own_sector = persons.sector[is_employee & has_employer]
    wrong = {
        "employees without an employer": (is_employee & ~has_employer).sum(),
        "others with an employer": (inside & ~is_employee & has_employer).sum(),
        "employers.headcount": (headcount != employers.headcount).sum(),
        "employers.flexible_headcount": (flexible != employers.flexible_headcount).sum(),
        "employees in the sector of their employer": (own_sector != employers.sector[employee_jobs]).sum(),
        "hours of people in work": (inside & (is_employed != (persons.hours > 0))).sum(),
        "job_start of people in work": (inside & (is_employed != (persons.job_start != NO_MONTH))).sum(),
    }
    return [
        problem("population.disagreement", where=where, expected=0, found=int(found))
        for where, found in wrong.items()
        if found
    ]


def _month_faults(persons: Persons, month: int) -> list[Problem]:
    """Return faults in ages and in spells that begin after `month` or before age 15."""
    inside = persons.position != NO_POSITION
    first_month = persons.birth_month.astype(np.int32) + FIRST_AGE_YEARS * MONTHS_PER_YEAR
    age_months = month - persons.birth_month
    youngest, oldest = FIRST_AGE_YEARS * MONTHS_PER_YEAR, (LAST_AGE_YEARS + 1) * MONTHS_PER_YEAR - 1
    has_job = inside & (persons.job_start != NO_MONTH)
    has_end = inside & (persons.contract_end != NO_MONTH)
    has_benefit = inside & (persons.benefit_end != NO_MONTH)
    longest = oldest - youngest
    latest = np.iinfo(np.int16).max
    return [
        *_outside("age (months)", age_months, youngest, oldest, inside),
        *_outside("job_start", persons.job_start - first_month, 0, longest, has_job),
        *_outside("job_start", persons.job_start, 0, month, has_job),
        *_outside("spell_start", persons.spell_start - first_month, 0, longest, inside),
        *_outside("spell_start", persons.spell_start, 0, month, inside),
        *_outside("search_start", persons.search_start, 0, month, inside & (persons.search_start != NO_MONTH)),
        *_outside("contract_end", persons.contract_end, month + 1, latest, has_end),
        *_outside("benefit_end", persons.benefit_end, month + 1, latest, has_benefit),
    ]
