"""Parameters of a month: facts looked up once and put in the arrays that kernels read.

Kernels never see the facts. Here every figure gets its name, is combined with the
factors that belong to it, and becomes an array of 64-bit floats. What depends on the
population at the start (who holds which occupation, how many hours) is counted once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.facts.lookup import Facts
from houvast.market.bands import LONGEST_MONTHS, age_band_of_months, band_of_months, spell_band_of_months
from houvast.market.basic_jobs import BasicJobRates, read_basic_jobs
from houvast.market.bounds import bound_of_risks
from houvast.market.draws import keys_of
from houvast.market.kernels.cells import Cells
from houvast.market.kernels.codes import (
    FIRST_DIPLOMA,
    LAST_DIPLOMA,
    LEAVES_BY_AGE,
    NOTHING,
    PERMANENT,
    REACHES_AGE_BAND,
    REACHES_AOW_AGE,
    SELF_EMPLOYED,
)
from houvast.market.kernels.contracts import Contracts
from houvast.market.kernels.demography import Demography
from houvast.market.kernels.hiring import Hiring
from houvast.market.kernels.income import Unemployment
from houvast.market.kernels.review import Review
from houvast.market.kernels.search import Seeking
from houvast.market.kernels.separations import Separations
from houvast.market.levers import flexible_offer, layoff_caps, screening, start_of_search
from houvast.market.review_parameters import read_review
from houvast.market.wages import wage_table
from houvast.population.spells import ww_duration_months
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import (
    AGE_BAND_START_YEARS,
    CONTRACT,
    INACTIVE_REASON,
    LAST_AGE_YEARS,
    LONG_TERM_MONTHS,
    TENURE_BAND_START_MONTHS,
)

FloatArray = npt.NDArray[np.float64]

PROBABILITY_ONE = 1.0

UNSEEDED = keys_of(0)


class SearchRates(NamedTuple):
    """The part of :class:`houvast.market.kernels.search.Search` that follows from facts."""

    own_region_share: float
    network_weight: float
    screening_by_spell: FloatArray
    screening_by_age: FloatArray
    education_fit_floor: float
    skills_based_hiring_share: float
    own_occupation_share: float
    value: FloatArray
    contract_value: FloatArray
    other_reasons_share: float


class PostingRates(NamedTuple):
    """The part of :class:`houvast.market.kernels.vacancies.Posting` that follows from facts."""

    speed: float
    flexible_below: float
    flexible_above: float
    offer_weight: FloatArray
    advertised_share: FloatArray


class DemandRates(NamedTuple):
    """The part of :class:`houvast.market.kernels.demand.Demand` that follows from facts."""

    shock_persistence: float
    shock_spread: float
    layoff_speed: float
    tolerance: float
    cap_flexible: float
    cap_permanent: float
    season_amplitude: float
    season_peak_month: float
    posts_per_post: float
    """All posts wanted, open ones without a vacancy included, per post of the start."""


class Parameters(NamedTuple):
    """All parameters that hold from one month until the facts change."""

    bound: npt.NDArray[np.uint16]
    """See :func:`bound_of_risks`."""
    demography: Demography
    demand: DemandRates
    separations: Separations
    unemployment: Unemployment
    posting: PostingRates
    seeking: Seeking
    search: SearchRates
    hiring: Hiring
    contracts: Contracts
    review: Review
    unmet_hours_prob: float
    """Probability that somebody who gets fewer hours than wanted keeps the wish."""
    basic_jobs: BasicJobRates
    newcomers_per_month: FloatArray
    """By age band: fifteen-year-olds in the first, migrants on balance in all. [persons]"""


def read_parameters(facts: Facts, month: int, cells: Cells, keys: Mapping[str, np.uint64] = UNSEEDED) -> Parameters:
    """Look up every parameter of the market at a month.

    Parameters
    ----------
    facts : Facts
        The facts, with scenario and measures already laid over them.
    month : int
        Month stamp.
    cells : Cells
        Sizes of the groupings.
    keys : mapping of str to np.uint64
        Keys of the draws of the run; by default those of seed 0.

    Returns
    -------
    Parameters
        Arrays of float64, probabilities per month.

    Raises
    ------
    HouvastError
        When a fact is missing or has no value at this month.
    """
    terms = _terms(facts, month)
    demography = _demography(facts, month)
    demand = _demand(facts, month)
    separations = _separations(facts, month, terms)
    seeking = _seeking(facts, month)
    contracts = _contracts(facts, month, terms)
    search = _search(facts, month)
    review = read_review(facts, month, separations, search.value, keys)
    return Parameters(
        bound=bound_of_risks(cells, demography, separations, seeking, contracts, review.feedback),
        demography=demography,
        demand=demand,
        separations=separations,
        unemployment=Unemployment(ww_duration_months(np.arange(LONGEST_MONTHS, dtype=np.uint16), facts, month)),
        posting=_posting(facts, month),
        seeking=seeking,
        search=search,
        hiring=Hiring(terms, round(facts.number("search_interruption_months", month)), LONG_TERM_MONTHS),
        contracts=contracts,
        review=review,
        unmet_hours_prob=facts.number("unmet_hours_prob", month),
        basic_jobs=read_basic_jobs(facts, month),
        newcomers_per_month=_newcomers(facts, month, cells),
    )


def _terms(facts: Facts, month: int) -> npt.NDArray[np.int64]:
    months = facts.array("contract_term_months", month)
    return np.nan_to_num(months).round().astype(np.int64)


def _demography(facts: Facts, month: int) -> Demography:
    yearly = facts.array("mortality_prob_per_year", month)
    death_prob = 1.0 - (1.0 - yearly) ** (1.0 / MONTHS_PER_YEAR)
    share = facts.array("education_share_young_entrants", month)
    last_diploma = round(facts.number("last_diploma_age_months", month))
    return Demography(
        last_age_months=(LAST_AGE_YEARS + 1) * MONTHS_PER_YEAR,
        last_diploma_months=last_diploma,
        turn_at_age=(turns := _turn_at_age(facts, month, last_diploma)),
        next_turn_age=_next_turn_age(turns),
        age_band_of_months=age_band_of_months(),
        death_prob=death_prob,
        retirement_prob=facts.array("retirement_at_aow_age_prob", month),
        diploma_share=np.cumsum(share),
    )


def _turn_at_age(facts: Facts, month: int, last_diploma: int) -> npt.NDArray[np.uint8]:
    """Return the kind of event that comes with each age in months."""
    turns = np.full(LONGEST_MONTHS, NOTHING, np.uint8)
    turns[[MONTHS_PER_YEAR * years for years in AGE_BAND_START_YEARS[1:]]] = REACHES_AGE_BAND
    turns[round(facts.number("first_diploma_age_months", month))] = FIRST_DIPLOMA
    turns[last_diploma] = LAST_DIPLOMA
    turns[round(facts.number("aow_age_months", month))] = REACHES_AOW_AGE
    turns[(LAST_AGE_YEARS + 1) * MONTHS_PER_YEAR :] = LEAVES_BY_AGE
    return turns


def _next_turn_age(turn_at_age: npt.NDArray[np.uint8]) -> npt.NDArray[np.int16]:
    """Return, for each age in months, the first later age with which something comes."""
    turns = np.flatnonzero(turn_at_age)
    ages = np.arange(LONGEST_MONTHS)
    return np.asarray(turns[np.searchsorted(turns, ages, "right").clip(max=len(turns) - 1)], np.int16)


def _newcomers(facts: Facts, month: int, cells: Cells) -> FloatArray:
    thousand = 1000.0
    newcomers = facts.array("net_migration_thousand_per_year", month).copy()
    newcomers[0] += facts.number("reaching_age_15_thousand_per_year", month)
    if len(newcomers) != cells.n_age:
        message = f"net migration is given for {len(newcomers)} age bands, not {cells.n_age}"
        raise ValueError(message)
    return newcomers.clip(0.0) * thousand / MONTHS_PER_YEAR


def _demand(facts: Facts, month: int) -> DemandRates:
    number = facts.number
    cap_flexible, cap_permanent = layoff_caps(facts, month)
    return DemandRates(
        shock_persistence=number("shock_persistence_per_month", month),
        shock_spread=number("shock_spread_per_month", month),
        layoff_speed=number("layoff_speed_per_month", month),
        tolerance=number("layoff_tolerance_share", month),
        cap_flexible=cap_flexible,
        cap_permanent=cap_permanent,
        season_amplitude=number("season_amplitude_share", month),
        season_peak_month=number("season_peak_month", month),
        posts_per_post=_posts_per_post(facts, month),
    )


def _posts_per_post(facts: Facts, month: int) -> float:
    """Return how many posts employers want for every filled or advertised post."""
    vacancies = facts.number("open_vacancies_thousand", month)
    employees = float(facts.array("employed_by_contract_thousand", month)[:SELF_EMPLOYED].sum())
    hidden = vacancies * facts.number("unadvertised_posts_per_vacancy", month)
    return 1.0 + hidden / (employees + vacancies)


def _separations(facts: Facts, month: int, terms: npt.NDArray[np.int64]) -> Separations:
    array = facts.array
    dismissal = np.einsum(
        "c,a,t,e->cate",
        array("dismissal_prob_per_month", month),
        array("dismissal_age_factor", month),
        array("dismissal_tenure_factor", month),
        array("dismissal_education_factor", month),
    ).clip(0.0, PROBABILITY_ONE)
    quits = np.einsum(
        "c,a,t,s->cats",
        array("quit_prob_per_month", month),
        array("quit_age_factor", month),
        array("quit_tenure_factor", month),
        array("quit_sex_factor", month),
    ).clip(0.0, PROBABILITY_ONE)
    cap_flexible, cap_permanent = layoff_caps(facts, month)
    caps = np.full(len(CONTRACT), cap_flexible)
    caps[0] = cap_permanent
    caps[SELF_EMPLOYED:] = 0.0
    return Separations(
        age_band_of_months=age_band_of_months(),
        tenure_band_of_months=band_of_months(TENURE_BAND_START_MONTHS),
        dismissal_prob=dismissal,
        quit_prob=quits,
        layoff_cap=caps,
        term_months=terms,
        conversion_at_end=array("term_conversion_prob", month),
        renewal_at_end=array("term_renewal_prob", month),
        chain_rule_months=round(facts.number("ketenregeling_months", month)),
        to_inactivity_share=array("lost_job_to_inactivity_share", month),
        reason_of_leaver=_reasons(array("inactive_reason_share", month)),
        reason_of_who_gives_up=_reasons(array("inactive_reason_share", month), without="inactive_unable"),
    )


def _reasons(shares: FloatArray, without: str = "") -> FloatArray:
    """Return cumulative reasons of those who leave the labour force, by age band: the shares of the inactive.

    Somebody between 55 and 64 who stops may well call it retirement. Left out is a reason that does not apply, where
    there are others: who looks for work is able to work.
    """
    applies = shares * np.array([word.key != without for word in INACTIVE_REASON])
    found = np.where(applies.sum(axis=1, keepdims=True) > 0.0, applies, shares)
    return np.cumsum(found / found.sum(axis=1, keepdims=True), axis=1)


def _posting(facts: Facts, month: int) -> PostingRates:
    return PostingRates(
        speed=facts.number("posting_speed_per_month", month),
        flexible_below=flexible_offer(facts, "flexible_offer_prob_below_policy", month),
        flexible_above=flexible_offer(facts, "flexible_offer_prob_above_policy", month),
        offer_weight=facts.array("offer_weight_by_contract", month),
        advertised_share=facts.array("advertised_share_by_contract", month),
    )


def _seeking(facts: Facts, month: int) -> Seeking:
    array = facts.array
    on_the_job = np.einsum(
        "c,t,a->cta",
        array("on_the_job_search_prob_per_month", month),
        array("on_the_job_search_tenure_factor", month),
        array("on_the_job_search_age_factor", month),
    ).clip(0.0, PROBABILITY_ONE)
    alone = np.einsum(
        "r,a,e->rae",
        array("inactive_search_prob_per_month", month),
        array("inactive_search_age_factor", month),
        array("inactive_search_education_factor", month),
    ).clip(0.0, PROBABILITY_ONE)
    start = start_of_search(facts, month, alone)
    give_up = np.outer(array("giving_up_prob_per_month", month), array("giving_up_age_factor", month)).clip(
        0.0, PROBABILITY_ONE
    )
    return Seeking(
        tenure_band_of_months=band_of_months(TENURE_BAND_START_MONTHS),
        spell_band_of_months=spell_band_of_months(),
        on_the_job_prob=on_the_job,
        start_prob=start,
        give_up_prob=give_up,
        give_up_with_ww=facts.number("giving_up_with_ww_factor", month),
        keeps_seeking_prob=array("keeps_seeking_prob", month),
        long_term_months=LONG_TERM_MONTHS,
    )


def _search(facts: Facts, month: int) -> SearchRates:
    array = facts.array
    return SearchRates(
        own_region_share=facts.number("own_region_share", month),
        network_weight=facts.number("network_finding_weight", month),
        screening_by_spell=screening(facts, month),
        screening_by_age=array("screening_age_factor", month),
        education_fit_floor=facts.number("education_fit_floor", month),
        skills_based_hiring_share=facts.number("skills_based_hiring_share", month),
        own_occupation_share=facts.number("own_occupation_share", month),
        value=wage_table(facts, month),
        contract_value=_contract_value(facts, month),
        other_reasons_share=facts.number("moves_for_other_reasons_share", month),
    )


def _contract_value(facts: Facts, month: int) -> FloatArray:
    gap = np.nan_to_num(facts.array("corrected_wage_gap_by_contract_share", month))
    return facts.array("contract_value", month) * (1.0 - gap)


def _contracts(facts: Facts, month: int, terms: npt.NDArray[np.int64]) -> Contracts:
    array = facts.array
    conversion = np.outer(array("conversion_prob_per_month", month), array("conversion_tenure_factor", month))
    conversion[[PERMANENT, *range(SELF_EMPLOYED, len(CONTRACT))]] = 0.0
    fixed_hours = np.zeros(len(CONTRACT))
    on_call = [word.key for word in CONTRACT].index("on_call")
    fixed_hours[on_call] = facts.number("fixed_hours_prob_per_month", month)
    business = np.outer(array("starts_business_prob_per_month", month), array("starts_business_age_factor", month))
    return Contracts(
        tenure_band_of_months=band_of_months(TENURE_BAND_START_MONTHS),
        conversion_prob=conversion,
        fixed_hours_prob=fixed_hours,
        business_prob=business,
        term_months=terms,
    )
