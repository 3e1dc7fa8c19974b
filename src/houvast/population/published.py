"""The published margins a population is fitted to, read from the facts and made to agree.

Published tables come from several years and several counts, so their totals differ a little. Each margin is
taken as a *shape* and rescaled to one total (persons, employed, unemployed). What differs more than that is
a contradiction and is refused, with all contradictions told at once.
"""

from dataclasses import dataclass

import numpy as np

from houvast.facts.lookup import Facts
from houvast.population.raking import FloatTable, rake_pair
from houvast.vocabulary.errors import Both, HouvastError, Problem, problem
from houvast.vocabulary.months import month_label
from houvast.vocabulary.words import AGE, CONTRACT, EDUCATION, FIRST_SELF_EMPLOYED, SEX, keys_of

# How far a margin may be from its total before it is called a contradiction: survey years differ by a few
# percent, a slip of a digit by much more. A setting of the reader, not a fact.
TOTAL_TOLERANCE_SHARE = 0.1
# Shares that are printed in whole percents may miss one by half a percent per group.
SHARE_SUM_TOLERANCE = 0.02

_ZZP = keys_of(CONTRACT).index("self_employed_without_staff")
_MEN = keys_of(SEX).index("men")


@dataclass(frozen=True)
class Published:
    """Margins in thousand persons, agreeing in their totals; axes named in the field names."""

    population: float
    population_by_sex: FloatTable
    population_by_age: FloatTable
    population_by_education: FloatTable
    population_by_region: FloatTable
    employed: float
    employed_by_sex: FloatTable
    employed_by_age: FloatTable
    employed_by_education: FloatTable
    employed_by_contract: FloatTable
    employed_by_hours_band: FloatTable
    employed_by_sector_and_major: FloatTable
    employed_by_occupation: FloatTable
    unemployed: float
    unemployed_by_age: FloatTable
    unemployed_by_education: FloatTable
    inactive_reason_share: FloatTable
    education_by_age: FloatTable
    contract_and_age: FloatTable
    contract_and_education: FloatTable
    contract_and_sex: FloatTable
    contract_and_sector: FloatTable
    contract_and_hours_band: FloatTable
    sex_and_sector: FloatTable
    sex_and_occupation: FloatTable
    fulltime_by_age: FloatTable
    fulltime_by_sex: FloatTable
    occupation_major_share: FloatTable
    education_by_major_share: FloatTable
    sector_affinity: FloatTable

    @property
    def employed_by_sector(self) -> FloatTable:
        """Employed by sector, in thousand persons."""
        return np.asarray(self.employed_by_sector_and_major.sum(axis=1))


def read_published(facts: Facts, start_month: int) -> Published:
    """Read all margins at `start_month`.

    Parameters
    ----------
    facts : Facts
        The content: the Netherlands, or an invented labour market.
    start_month : int
        Month stamp.

    Returns
    -------
    Published
        Margins that agree in their totals.

    Raises
    ------
    HouvastError
        `population.shares_off`, `population.total_off` or `population.more_than_all`, all at once; or a fault of
        the facts themselves (an unknown name, a month before the first value).
    """
    reader = _Reader(facts, month_label(start_month))
    published = _read(reader)
    faults = reader.faults + _group_faults(published)
    if faults:
        raise HouvastError(faults)
    return published


class _Reader:
    """Reads one margin at a time and collects what contradicts."""

    def __init__(self, facts: Facts, month: str) -> None:
        self.facts = facts
        self.month = month
        self.faults: list[Problem] = []

    def array(self, name: str) -> FloatTable:
        return np.asarray(self.facts.array(name, self.month), np.float64)

    def number(self, name: str) -> float:
        return self.facts.number(name, self.month)

    def scaled(self, name: str, total: float) -> FloatTable:
        """Return persons rescaled to `total`."""
        value = self.array(name)
        if not abs(value.sum() - total) <= TOTAL_TOLERANCE_SHARE * total:
            self.faults.append(
                problem("population.total_off", where=name, expected=round(total, 1), found=round(value.sum(), 1))
            )
        return value * (total / value.sum()) if value.sum() > 0 else value

    def shares(self, name: str) -> FloatTable:
        """Return shares that sum to one along the last axis."""
        value = self.array(name)
        sums = value.sum(axis=-1, keepdims=True)
        for found in sums[np.abs(sums - 1) > SHARE_SUM_TOLERANCE]:
            self.faults.append(problem("population.shares_off", where=name, found=round(float(found), 4)))
        return np.asarray(np.divide(value, sums, out=np.zeros_like(value), where=sums > 0))


def _read(reader: _Reader) -> Published:
    population = reader.number("population_thousand")
    employed = reader.number("employed_thousand")
    unemployed = reader.number("unemployed_thousand")
    by_contract = reader.scaled("employed_by_contract_thousand", employed)
    by_age = reader.shares("employed_by_age_share") * employed
    by_sex = reader.shares("employed_by_sex_share") * employed
    by_education = reader.shares("employed_by_education_share") * employed
    sector_and_major = reader.scaled("employed_by_sector_and_major_thousand", employed)
    by_sector = sector_and_major.sum(axis=1)
    by_occupation = reader.scaled("employed_by_occupation_thousand", employed)
    by_hours_band = reader.shares("employed_by_hours_band_share") * employed
    population_by_age = reader.scaled("population_by_age_thousand", population)
    population_by_education = reader.scaled("population_by_education_thousand", population)
    return Published(
        population=population,
        population_by_sex=reader.scaled("population_by_sex_thousand", population),
        population_by_age=population_by_age,
        population_by_education=population_by_education,
        population_by_region=reader.scaled("population_by_region_thousand", population),
        employed=employed,
        employed_by_sex=by_sex,
        employed_by_age=by_age,
        employed_by_education=by_education,
        employed_by_contract=by_contract,
        employed_by_hours_band=by_hours_band,
        employed_by_sector_and_major=sector_and_major,
        employed_by_occupation=by_occupation,
        unemployed=unemployed,
        unemployed_by_age=reader.scaled("unemployed_by_age_thousand", unemployed),
        unemployed_by_education=reader.scaled("unemployed_by_education_thousand", unemployed),
        inactive_reason_share=reader.shares("inactive_reason_share"),
        education_by_age=rake_pair(
            _at_least_a_trace(reader.shares("education_by_age_share")), population_by_age, population_by_education
        ),
        contract_and_age=rake_pair(reader.shares("employed_by_contract_and_age_share"), by_contract, by_age),
        contract_and_education=rake_pair(
            reader.shares("employed_by_contract_and_education_share"), by_contract, by_education
        ),
        contract_and_sex=_contract_and_sex(reader.number("zzp_men_share"), by_contract, by_sex),
        contract_and_sector=_contract_and_sector(reader, by_contract, by_sector),
        contract_and_hours_band=rake_pair(reader.shares("hours_band_by_contract_share"), by_contract, by_hours_band),
        sex_and_sector=_by_sex(reader.array("women_share_by_sector"), by_sex, by_sector),
        sex_and_occupation=_by_sex(_women_share_by_occupation(reader), by_sex, by_occupation),
        fulltime_by_age=_fulltime(reader.array("fulltime_share_by_age"), by_age, by_hours_band),
        fulltime_by_sex=_fulltime(reader.array("fulltime_share_by_sex"), by_sex, by_hours_band),
        occupation_major_share=reader.shares("occupation_major_share"),
        education_by_major_share=_at_least_a_trace(reader.shares("education_by_major_share")),
        sector_affinity=reader.array("sector_affinity_by_occupation"),
    )


def _at_least_a_trace(shares: FloatTable) -> FloatTable:
    """Keep a zero that is only a rounded share from forbidding a combination."""
    return np.asarray(np.maximum(shares, SHARE_SUM_TOLERANCE / shares.shape[-1] ** 2))


def _contract_and_sex(zzp_men_share: float, by_contract: FloatTable, by_sex: FloatTable) -> FloatTable:
    """Spread men and women over contracts: published for zzp, the same rest for every other form."""
    rest_men = (by_sex[_MEN] - zzp_men_share * by_contract[_ZZP]) / max(by_sex.sum() - by_contract[_ZZP], 1)
    men_share = np.full(len(CONTRACT), min(max(rest_men, 0.0), 1.0))
    men_share[_ZZP] = zzp_men_share
    return rake_pair(np.stack([men_share, 1 - men_share], axis=1), by_contract, by_sex)


def _contract_and_sector(reader: _Reader, by_contract: FloatTable, by_sector: FloatTable) -> FloatTable:
    """Spread contract forms over sectors, from the shares of flexible and self-employed per sector."""
    flexible = reader.array("flexible_share_by_sector")
    self_employed = reader.array("self_employed_share_by_sector")
    is_permanent = np.arange(len(CONTRACT)) == 0
    is_self_employed = np.arange(len(CONTRACT)) >= FIRST_SELF_EMPLOYED
    permanent = np.maximum(1 - flexible - self_employed, 0)
    is_flexible = ~is_permanent & ~is_self_employed
    kinds = [(is_permanent, permanent), (is_flexible, flexible), (is_self_employed, self_employed)]
    seed = np.zeros((len(CONTRACT), len(by_sector)))
    for members, share in kinds:
        within = by_contract[members] / max(by_contract[members].sum(), 1)
        seed[members] = within[:, None] * share
    return rake_pair(_at_least_a_trace(seed), by_contract, by_sector)


def _by_sex(women_share: FloatTable, by_sex: FloatTable, by_group: FloatTable) -> FloatTable:
    """Spread men and women over groups, from the share of women per group."""
    seed = np.stack([1 - women_share, women_share])
    return rake_pair(_at_least_a_trace(seed), by_sex, by_group)


def _women_share_by_occupation(reader: _Reader) -> FloatTable:
    """Return the share of women per occupation: that of its class."""
    by_class = reader.array("women_share_by_occupation_class")
    classes = reader.facts.classification("occupation_class")
    of_occupation = reader.facts.classification("occupation").extras["class"]
    return by_class[[classes.index(key) for key in of_occupation]]


def _fulltime(share: FloatTable, employed: FloatTable, by_hours_band: FloatTable) -> FloatTable:
    """Return full-time and part-time workers per group, with the total of the hours bands."""
    fulltime = by_hours_band[-1]
    table = np.stack([1 - share, share], axis=1)
    return rake_pair(table, employed, np.array([employed.sum() - fulltime, fulltime]))


def _group_faults(published: Published) -> list[Problem]:
    """Return a fault for every group in which the labour force is larger than the population."""
    nobody = np.zeros_like(published.employed_by_sex)
    parts = (
        (published.population_by_sex, published.employed_by_sex, nobody),
        (published.population_by_age, published.employed_by_age, published.unemployed_by_age),
        (
            published.population_by_education,
            published.employed_by_education,
            published.unemployed_by_education,
        ),
    )
    return [
        problem(
            "population.more_than_all",
            where=Both(words[group].nl, words[group].en),
            expected=round(float(population[group]), 1),
            found=round(float((employed + unemployed)[group]), 1),
        )
        for words, (population, employed, unemployed) in zip((SEX, AGE, EDUCATION), parts, strict=True)
        for group in np.flatnonzero(employed + unemployed > population)
    ]
