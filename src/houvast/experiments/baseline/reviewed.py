"""Targets that the yearly review measures: health, learning, and who is near the labour market or short of income.

Shares come from the counts of the first year; people near the labour market and low incomes are read off the people
themselves at the end, for no table counts them.
"""

from __future__ import annotations

import numpy as np

from houvast.market.groups import EVERYBODY
from houvast.market.kernels import review_counts as counted
from houvast.market.kernels.codes import AGENCY, ON_CALL, PERMANENT, RETIRED, SELF_EMPLOYED, UNABLE, UNEMPLOYED
from houvast.market.model import Market
from houvast.market.outcomes import History
from houvast.vocabulary.months import MONTHS_PER_YEAR

MILLION = 1000000.0
WITH_STAFF = SELF_EMPLOYED + 1
ADULT_FROM_MONTHS, ADULT_UNTIL_MONTHS = 25 * MONTHS_PER_YEAR, 65 * MONTHS_PER_YEAR


def reviewed_of(history: History) -> dict[str, float]:
    """Return the targets about health and learning, over the first year.

    Parameters
    ----------
    history : History
        With at least one year of reviews.

    Returns
    -------
    dict of str to float
        By key of the target, in its unit.
    """
    total = history.reviews[0].by_person[EVERYBODY]
    shares = {
        "36_burnout_share": (counted.BURNT_OUT, counted.EMPLOYEES),
        "37_high_strain_share": (counted.HIGH_STRAIN, counted.EMPLOYEES),
        "38_learning_aged_25_64_share": (counted.ADULT_LEARNERS, counted.ADULTS),
        "38_learning_employed_share": (counted.LEARNERS, counted.WORKERS),
    }
    values = {key: float(total[part] / total[whole]) for key, (part, whole) in shares.items()}
    absent = total[counted.ABSENT_DAYS] / counted.DAYS / total[counted.EMPLOYEES]
    return {**values, "40_sickness_absence_share": float(absent)}


def near_labour_market(market: Market, underused_million: float) -> dict[str, float]:
    """Return the targets about people who are near the labour market, now.

    Parameters
    ----------
    market : Market
        At the end of the run.
    underused_million : float
        Part-timers who want more hours. [million persons]

    Returns
    -------
    dict of str to float
        The semi-unemployed (out of the labour force only since some months, and neither retired nor
        unable) and all unused labour potential. [million persons]
    """
    persons = market.persons
    months = market.facts.number("near_labour_market_months", market.first_month)
    inactive = (persons.position > UNEMPLOYED) & (persons.position != RETIRED) & (persons.position != UNABLE)
    inactive &= persons.position < market.stocks.by_person.shape[1]
    lately = market.month - persons.spell_start.astype(np.int64) < months
    semi = float((inactive & lately).sum() / market.scale / MILLION)
    unemployed = float((persons.position == UNEMPLOYED).sum() / market.scale / MILLION)
    return {
        "17_semi_unemployed_million": semi,
        "18_unused_potential_million": unemployed + semi + underused_million,
    }


def low_incomes(market: Market) -> dict[str, float]:
    """Return the share of working adults with a low personal income, now.

    The published risk is that of households; partners are not in the model.
    """
    persons = market.persons
    age = market.month - persons.birth_month.astype(np.int64)
    adult = (age >= ADULT_FROM_MONTHS) & (age < ADULT_UNTIL_MONTHS)
    line = market.facts.number("low_income_line_eur_per_month", market.first_month) * MONTHS_PER_YEAR
    poor = persons.income_before < line
    groups = {
        "employee": persons.position < SELF_EMPLOYED,
        "with_staff": persons.position == WITH_STAFF,
        "zzp": persons.position == SELF_EMPLOYED,
    }
    return {f"39_low_income_{key}_share": float(poor[adult & group].mean()) for key, group in groups.items()}


def wage_gaps(market: Market) -> dict[str, float]:
    """Return how much less an hour pays than in a permanent contract, for the same place in the occupation."""
    factor = market.parameters.review.income.month_hours
    gap = 1.0 - factor / factor[PERMANENT]
    position = market.persons.position
    flexible = position[(position > PERMANENT) & (position < SELF_EMPLOYED)]
    return {
        "35_wage_gap_flexible_share": float(gap[flexible].mean()),
        "35_wage_gap_agency_share": float(gap[AGENCY]),
        "35_wage_gap_on_call_share": float(gap[ON_CALL]),
    }
