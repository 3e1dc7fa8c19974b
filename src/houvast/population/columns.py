"""The columns of people and employers, each declared once.

A population is two sets of equally long one-dimensional arrays: one slot per
person and one slot per employer. The declarations below are the single place
where a column gets its type, unit, meaning and missing value; the reference
page (``docs/reference/columns.md``) and the validator are made from them.

Codes are places in a list: of the vocabulary (sex, education, position) or of
the classifications that the facts bring along (region, occupation, sector).
Dates are month stamps: months since January 1900.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.vocabulary import months
from houvast.vocabulary.words import NO_POSITION

NO_EMPLOYER: Final = -1
"""`Persons.employer` of everyone who is not an employee."""

NO_MONTH: Final = months.NO_MONTH
"""Any month stamp that does not apply."""

WAGE_RANKS: Final = 256
"""Number of places in the wage distribution of an occupation."""


FULL_SCORE: Final = 255
"""A score of 1 as a byte."""


class Column(NamedTuple):
    """One declared column.

    Parameters
    ----------
    name : str
        Name of the column, equal to the field of the NamedTuple.
    dtype : np.dtype
        Type of one value.
    unit : str
        Unit, or the name of the list that a code points into.
    meaning : str
        What the value says, in one sentence.
    missing : int, optional
        The value that stands for "does not apply"; None when every slot has one.
    """

    name: str
    dtype: np.dtype
    unit: str
    meaning: str
    missing: int | None = None


class Persons(NamedTuple):
    """People aged 15 to 74, one slot each; every field is a one-dimensional array."""

    birth_month: npt.NDArray[np.int16]
    sex: npt.NDArray[np.uint8]
    education: npt.NDArray[np.uint8]
    region: npt.NDArray[np.uint8]
    position: npt.NDArray[np.uint8]
    occupation: npt.NDArray[np.uint8]
    sector: npt.NDArray[np.uint8]
    employer: npt.NDArray[np.int32]
    hours: npt.NDArray[np.uint8]
    hours_wanted: npt.NDArray[np.uint8]
    wage_rank: npt.NDArray[np.uint8]
    job_start: npt.NDArray[np.int16]
    spell_start: npt.NDArray[np.int16]
    search_start: npt.NDArray[np.int16]
    contract_end: npt.NDArray[np.int16]
    benefit_end: npt.NDArray[np.int16]
    experience_months: npt.NDArray[np.uint16]
    skill_currency: npt.NDArray[np.uint8]
    proactivity: npt.NDArray[np.uint8]
    strain: npt.NDArray[np.uint8]
    care_load: npt.NDArray[np.uint8]
    review_flags: npt.NDArray[np.uint8]
    position_before: npt.NDArray[np.uint8]
    income_since: npt.NDArray[np.int16]
    income_now: npt.NDArray[np.float32]
    income_before: npt.NDArray[np.float32]


class Employers(NamedTuple):
    """Employers with staff, one slot each; every field is a one-dimensional array."""

    sector: npt.NDArray[np.uint8]
    region: npt.NDArray[np.uint8]
    base_posts: npt.NDArray[np.float32]
    headcount: npt.NDArray[np.int32]
    flexible_headcount: npt.NDArray[np.int32]
    shock: npt.NDArray[np.float32]
    flexible_policy: npt.NDArray[np.float32]


_U8: Final = np.dtype(np.uint8)
_I16: Final = np.dtype(np.int16)
_U16: Final = np.dtype(np.uint16)
_I32: Final = np.dtype(np.int32)
_F32: Final = np.dtype(np.float32)

PERSON_COLUMNS: Final[tuple[Column, ...]] = (
    Column("birth_month", _I16, "month stamp", "Month of birth."),
    Column("sex", _U8, "code of sex", "Sex as registered."),
    Column("education", _U8, "code of education", "Highest level of education attained."),
    Column("region", _U8, "code of region", "Region where the person lives."),
    Column(
        "position",
        _U8,
        "code of position",
        "Labour status and, for people in work, the contract form of the main job.",
        NO_POSITION,
    ),
    Column(
        "occupation",
        _U8,
        "code of occupation",
        "Present occupation; out of work the last one, or the one trained for.",
    ),
    Column(
        "sector",
        _U8,
        "code of sector",
        "Sector of the present job; out of work of the last job, or the expected one.",
    ),
    Column(
        "employer",
        _I32,
        "index of employer",
        "Employer of an employee; the self-employed and people out of work have none.",
        NO_EMPLOYER,
    ),
    Column("hours", _U8, "hours per week", "Usual weekly hours; 0 out of work."),
    Column("hours_wanted", _U8, "hours per week", "Weekly hours the person would choose."),
    Column(
        "wage_rank",
        _U8,
        "256ths",
        "Place in the wage distribution of the occupation: quantile (rank + 0.5) / 256.",
    ),
    Column("job_start", _I16, "month stamp", "Month in which the present job began.", NO_MONTH),
    Column(
        "spell_start",
        _I16,
        "month stamp",
        "Month in which the present labour status (in work, unemployed, inactive) began; a search for work "
        "that is taken up again soon began when it first did.",
    ),
    Column(
        "search_start",
        _I16,
        "month stamp",
        "Month in which the search for work began that somebody has given up.",
        NO_MONTH,
    ),
    Column("contract_end", _I16, "month stamp", "Month in which a fixed term ends.", NO_MONTH),
    Column("benefit_end", _I16, "month stamp", "Month in which the WW-uitkering ends.", NO_MONTH),
    Column(
        "experience_months",
        _U16,
        "months",
        "Months in work before the present spell of employment.",
    ),
    Column("skill_currency", _U8, "255ths", "How up to date the skills are: 255 is fully."),
    Column("proactivity", _U8, "255ths", "How much somebody does for the own career: 255 is most."),
    Column("strain", _U8, "255ths", "Mental strain: 255 is most."),
    Column("care_load", _U8, "hours per week", "Hours of care for others; 0 without care duties."),
    Column("review_flags", _U8, "bits", "What the last yearly review found; the bits of `Flag`."),
    Column("position_before", _U8, "code of position", "Position at the last yearly review.", NO_POSITION),
    Column("income_since", _I16, "month stamp", "First month whose income is not yet in `income_now`."),
    Column("income_now", _F32, "EUR", "Personal income since the last yearly review."),
    Column("income_before", _F32, "EUR", "Personal income in the twelve months before that."),
)

EMPLOYER_COLUMNS: Final[tuple[Column, ...]] = (
    Column("sector", _U8, "code of sector", "Sector of the employer."),
    Column("region", _U8, "code of region", "Region of the employer."),
    Column(
        "base_posts",
        _F32,
        "posts",
        "Posts wanted at the start, filled and open: the target at demand index 1.",
    ),
    Column("headcount", _I32, "persons", "Employees, all contract forms together."),
    Column("flexible_headcount", _I32, "persons", "Employees on a contract that is not permanent."),
    Column("shock", _F32, "share", "Lasting deviation of demand from the sector; 0 at the start."),
    Column("flexible_policy", _F32, "share", "Share of posts wanted on a flexible contract."),
)


def empty_persons(n_slots: int) -> Persons:
    """Allocate the columns of people; the content is not yet meaningful.

    Parameters
    ----------
    n_slots : int
        Number of slots. [persons]

    Returns
    -------
    Persons
        Columns of shape (n_slots,), zero everywhere.
    """
    return Persons(*(np.zeros(n_slots, column.dtype) for column in PERSON_COLUMNS))


def empty_employers(n_slots: int) -> Employers:
    """Allocate the columns of employers; the content is not yet meaningful.

    Parameters
    ----------
    n_slots : int
        Number of slots. [employers]

    Returns
    -------
    Employers
        Columns of shape (n_slots,), zero everywhere.
    """
    return Employers(*(np.zeros(n_slots, column.dtype) for column in EMPLOYER_COLUMNS))
