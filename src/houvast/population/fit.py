"""Published against built, margin by margin.

Numbers of people are scaled back to real persons. `published` is the figure as the facts give it, `asked` the
same after all margins were made to agree in their totals; a population can only meet what was asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.population.columns import Employers, Persons
from houvast.population.counts import THOUSAND
from houvast.population.published import Published
from houvast.population.raking import FloatTable
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import (
    AGE,
    AGE_BAND_START_YEARS,
    CONTRACT,
    EDUCATION,
    FIRST_INACTIVE,
    FIRST_SELF_EMPLOYED,
    HOURS_BAND,
    HOURS_BAND_START_HOURS,
    INACTIVE_REASON,
    POSITION_UNEMPLOYED,
    SEX,
)

THOUSAND_PERSONS, HOURS_PER_WEEK, YEARS, SHARE = "thousand_persons", "hours_per_week", "years", "share"
_CODES = 256


@dataclass(frozen=True)
class MarginFit:
    """One margin: published, asked and built, group by group.

    Parameters
    ----------
    name : str
        Name of the fact.
    by : tuple of str
        Classifications, outermost first; empty for a single number.
    unit : str
        Key of the unit.
    published, asked, built : ndarray
        Flattened over the groups.
    """

    name: str
    by: tuple[str, ...]
    unit: str
    published: FloatTable
    asked: FloatTable
    built: FloatTable

    @property
    def largest_error(self) -> float:
        """Largest difference between built and asked, in the unit of the margin."""
        return float(np.abs(self.built - self.asked).max())

    @property
    def largest_error_share(self) -> float:
        """Largest difference between built and asked as a share of the group asked.

        Groups below a thousandth of the whole are left out: one person too many is no finding there.
        """
        whole = np.abs(self.asked).sum()
        counts = np.abs(self.asked) > whole / THOUSAND
        return float((np.abs(self.built - self.asked)[counts] / np.abs(self.asked)[counts]).max(initial=0.0))

    @property
    def largest_error_to_published(self) -> float:
        """Largest difference between built and published, in the unit of the margin."""
        return float(np.abs(self.built - self.published).max())


@dataclass(frozen=True)
class FitReport:
    """All margins of a population; iterate over `margins` or look one up by name."""

    margins: tuple[MarginFit, ...]
    n_persons: int
    n_employers: int

    def __getitem__(self, name: str) -> MarginFit:
        return {margin.name: margin for margin in self.margins}[name]


def fit_report(
    persons: Persons,
    employers: Employers,
    published: Published,
    major_given_job: FloatTable,
    facts: Facts,
    scale: float,
    month: int,
) -> FitReport:
    """Compare a population with the published margins.

    Parameters
    ----------
    persons, employers
        The population.
    published : Published
        What was asked. [thousand persons]
    major_given_job : ndarray of shape (n_sectors, n_occupations, n_majors)
        Chance of each major group given sector and occupation.
    facts : Facts
        What was published.
    scale : float
        Simulated persons per real person.
    month : int
        Month stamp.

    Returns
    -------
    FitReport
        One entry per margin.
    """
    built = _Built(persons, scale, month)
    made = [
        *_people_margins(built, published, facts),
        *_work_margins(built, published, facts, major_given_job),
        *_mean_margins(built, facts),
    ]
    return FitReport(tuple(made), len(persons.sex), len(employers.sector))


class _Built:
    """Sums over the people of a population, in thousand real persons."""

    def __init__(self, persons: Persons, scale: float, month: int) -> None:
        self.persons = persons
        self.month = month
        self.thousand = 1 / (THOUSAND * scale)
        age_years = (month - persons.birth_month) // MONTHS_PER_YEAR
        starts = np.array(AGE_BAND_START_YEARS[1:], np.int16)
        self.age = np.searchsorted(starts, age_years, side="right").astype(np.uint8)
        self.is_employed = persons.position < len(CONTRACT)
        self.hours_band = _band_table()[persons.hours]

    def count(
        self, codes: npt.NDArray[np.uint8], n_codes: int, mask: npt.NDArray[np.bool_] | None = None
    ) -> FloatTable:
        chosen = codes if mask is None else codes[mask]
        return np.asarray(np.bincount(chosen, minlength=n_codes) * self.thousand, np.float64)

    def cross(
        self,
        rows: npt.NDArray[np.uint8],
        columns: npt.NDArray[np.uint8],
        shape: tuple[int, int],
        mask: npt.NDArray[np.bool_],
    ) -> FloatTable:
        cell = rows[mask].astype(np.uint16) * np.uint16(shape[1]) + columns[mask]
        counts = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
        return np.asarray(counts * self.thousand, np.float64)


def _band_table() -> npt.NDArray[np.uint8]:
    """Return the hours band of every possible number of hours; 0 hours fall in the first."""
    band = np.searchsorted(HOURS_BAND_START_HOURS, np.arange(_CODES), side="right") - 1
    return np.maximum(band, 0).astype(np.uint8)


class _Maker:
    """Makes entries for margins in thousand persons, with the figure as published beside the one asked."""

    def __init__(self, facts: Facts, month: int) -> None:
        self._facts = facts
        self._month = month

    def __call__(
        self, name: str, asked: FloatTable | float, built: FloatTable | float, level: float = 1.0
    ) -> MarginFit:
        published = self._facts.array(name, self._month) * level
        return MarginFit(
            name, self._facts.entry(name).by, THOUSAND_PERSONS, np.ravel(published), np.ravel(asked), np.ravel(built)
        )


def _people_margins(built: _Built, published: Published, facts: Facts) -> list[MarginFit]:
    make, persons = _Maker(facts, built.month), built.persons
    unemployed = persons.position == POSITION_UNEMPLOYED
    inactive = persons.position >= FIRST_INACTIVE
    n_regions = len(published.population_by_region)
    by_reason = built.cross(
        built.age, persons.position - np.uint8(FIRST_INACTIVE), (len(AGE), len(INACTIVE_REASON)), inactive
    )
    inactive_by_age = published.population_by_age - published.employed_by_age - published.unemployed_by_age
    asked_reasons = published.inactive_reason_share * np.maximum(inactive_by_age, 0)[:, None]
    reasons = MarginFit(
        "inactive_reason_share",
        facts.entry("inactive_reason_share").by,
        THOUSAND_PERSONS,
        asked_reasons.ravel(),
        asked_reasons.ravel(),
        by_reason.ravel(),
    )
    n_unemployed = built.count(persons.education, len(EDUCATION), unemployed)
    return [
        make("population_thousand", published.population, len(persons.sex) * built.thousand),
        make("population_by_sex_thousand", published.population_by_sex, built.count(persons.sex, len(SEX))),
        make("population_by_age_thousand", published.population_by_age, built.count(built.age, len(AGE))),
        make(
            "population_by_education_thousand",
            published.population_by_education,
            built.count(persons.education, len(EDUCATION)),
        ),
        make("population_by_region_thousand", published.population_by_region, built.count(persons.region, n_regions)),
        make("unemployed_thousand", published.unemployed, unemployed.sum() * built.thousand),
        make("unemployed_by_age_thousand", published.unemployed_by_age, built.count(built.age, len(AGE), unemployed)),
        make("unemployed_by_education_thousand", published.unemployed_by_education, n_unemployed),
        reasons,
    ]


def _work_margins(built: _Built, published: Published, facts: Facts, major_given_job: FloatTable) -> list[MarginFit]:
    make, persons, employed = _Maker(facts, built.month), built.persons, built.is_employed
    level, n_contracts = published.employed, len(CONTRACT)
    n_sectors, n_occupations, _ = major_given_job.shape
    jobs = built.cross(persons.sector, persons.occupation, (n_sectors, n_occupations), employed)
    by_contract = published.employed_by_contract[:, None]

    def crossed(codes: npt.NDArray[np.uint8], n_codes: int) -> FloatTable:
        return built.cross(persons.position, codes, (n_contracts, n_codes), employed)

    return [
        make("employed_thousand", published.employed, employed.sum() * built.thousand),
        make("employed_by_sex_share", published.employed_by_sex, built.count(persons.sex, len(SEX), employed), level),
        make("employed_by_age_share", published.employed_by_age, built.count(built.age, len(AGE), employed), level),
        make(
            "employed_by_education_share",
            published.employed_by_education,
            built.count(persons.education, len(EDUCATION), employed),
            level,
        ),
        make(
            "employed_by_contract_thousand",
            published.employed_by_contract,
            built.count(persons.position, n_contracts, employed),
        ),
        make(
            "employed_by_hours_band_share",
            published.employed_by_hours_band,
            built.count(built.hours_band, len(HOURS_BAND), employed),
            level,
        ),
        make("employed_by_occupation_thousand", published.employed_by_occupation, jobs.sum(axis=0)),
        make(
            "employed_by_sector_and_major_thousand",
            published.employed_by_sector_and_major,
            np.einsum("so,som->sm", jobs, major_given_job),
        ),
        _pattern(
            make,
            "employed_by_contract_and_age_share",
            published.contract_and_age,
            crossed(built.age, len(AGE)),
            by_contract,
        ),
        _pattern(
            make,
            "employed_by_contract_and_education_share",
            published.contract_and_education,
            crossed(persons.education, len(EDUCATION)),
            by_contract,
        ),
        _pattern(
            make,
            "hours_band_by_contract_share",
            published.contract_and_hours_band,
            crossed(built.hours_band, len(HOURS_BAND)),
            by_contract,
        ),
    ]


def _pattern(make: _Maker, name: str, asked: FloatTable, built: FloatTable, by_contract: FloatTable) -> MarginFit:
    """Return the fit of shares within each contract form, in thousand persons."""
    found = make(name, asked, built)
    published = found.published.reshape(asked.shape) * by_contract
    return MarginFit(name, found.by, found.unit, published.ravel(), found.asked, found.built)


def _mean_margins(built: _Built, facts: Facts) -> list[MarginFit]:
    persons, month = built.persons, built.month
    tenure_years = (month - persons.job_start.astype(np.float32)) / MONTHS_PER_YEAR
    zzp, with_staff = FIRST_SELF_EMPLOYED, FIRST_SELF_EMPLOYED + 1
    groups = facts.classification("worker_group").keys
    members: dict[str, Callable[[], npt.NDArray[np.bool_]]] = {
        "employee": lambda: persons.position < FIRST_SELF_EMPLOYED,
        "zzp": lambda: persons.position == zzp,
        "with_staff": lambda: persons.position == with_staff,
    }
    tenure = [_mean(tenure_years[members[key]()]) for key in groups]
    hours = [_mean(persons.hours[persons.position == form].astype(np.float32)) for form in range(len(CONTRACT))]
    unemployed = persons.position == POSITION_UNEMPLOYED
    long_term = _mean((month - persons.spell_start[unemployed] >= MONTHS_PER_YEAR).astype(np.float32))
    wants_more = built.is_employed & (persons.hours_wanted > persons.hours)
    wants_fewer = built.is_employed & (persons.hours_wanted < persons.hours)
    plain = [
        ("mean_hours_by_contract", HOURS_PER_WEEK, hours),
        ("mean_tenure_years", YEARS, tenure),
        ("long_term_unemployed_share", SHARE, [long_term]),
        ("underused_part_timers_thousand", THOUSAND_PERSONS, [wants_more.sum() * built.thousand]),
        ("wants_fewer_hours_thousand", THOUSAND_PERSONS, [wants_fewer.sum() * built.thousand]),
    ]
    return [_as_published(name, unit, values, facts, month) for name, unit, values in plain]


def _as_published(name: str, unit: str, values: list[float], facts: Facts, month: int) -> MarginFit:
    published = np.ravel(facts.array(name, month))
    # A group nobody belongs to, at a tiny scale, cannot differ.
    found = np.array(values, np.float64)
    return MarginFit(
        name, facts.entry(name).by, unit, published, published, np.where(np.isnan(found), published, found)
    )


def _mean(values: npt.NDArray[np.floating]) -> float:
    return float(values.mean(dtype=np.float64)) if len(values) else float("nan")


def fit_to_json(fit: FitReport) -> dict[str, Any]:
    """Return a fit report as plain lists and numbers, to be written as JSON."""
    margins = [
        {
            "name": margin.name,
            "by": list(margin.by),
            "unit": margin.unit,
            "published": margin.published.tolist(),
            "asked": margin.asked.tolist(),
            "built": margin.built.tolist(),
        }
        for margin in fit.margins
    ]
    return {"n_persons": fit.n_persons, "n_employers": fit.n_employers, "margins": margins}


def fit_from_json(read: dict[str, Any]) -> FitReport:
    """Return the fit report that `fit_to_json` wrote."""
    margins = tuple(
        MarginFit(
            each["name"],
            tuple(each["by"]),
            each["unit"],
            *(np.array(each[key], np.float64) for key in ("published", "asked", "built")),
        )
        for each in read["margins"]
    )
    return FitReport(margins, int(read["n_persons"]), int(read["n_employers"]))
