"""Parameters: bands of months, bounds of what may happen, facts put in arrays."""

import numpy as np
import pytest

from houvast.market.bands import age_band_of_months, band_of_months, spell_band_of_months
from houvast.market.kernels.codes import PERMANENT, SELF_EMPLOYED, UNEMPLOYED
from houvast.market.kernels.random_bits import LANE_STEPS
from houvast.market.model import Market
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.words import TENURE_BAND_START_MONTHS

YEAR, LONGEST_TENURE = 12, 100
TINY = 1e-6
"""Of a step of 1 / 65536: sums in another order."""
CHANCES = (
    "mortality_prob_per_year",
    "dismissal_prob_per_month",
    "quit_prob_per_month",
    "layoff_cap_flexible",
    "layoff_cap_permanent",
    "on_the_job_search_prob_per_month",
    "inactive_search_prob_per_month",
    "conversion_prob_per_month",
    "fixed_hours_prob_per_month",
    "starts_business_prob_per_month",
)


@pytest.fixture(scope="module")
def parameters(polder_facts, polder_population):
    return Market(polder_population, polder_facts, threads=1, burn_in_months=0).parameters


@pytest.mark.parametrize(
    ("years", "months", "band"), [(15, 0, 0), (24, 11, 0), (25, 0, 1), (64, 11, 4), (65, 0, 5), (74, 11, 5)]
)
def test_age_bands_change_on_a_birthday(years, months, band):
    """Ages from 15 to 24 are the first band; the 25th birthday starts the second."""
    assert age_band_of_months()[12 * years + months] == band


def test_long_term_begins_at_twelve_months():
    """Spells of 0-2, 3-5, 6-11, 12-23 and 24 or more months."""
    assert [spell_band_of_months()[month] for month in (0, 2, 3, 5, 6, 11, 12, 23, 24, 500)] == [
        0, 0, 1, 1, 2, 2, 3, 3, 4, 4,
    ]  # fmt: skip


def test_a_band_may_start_later_than_zero():
    """What lies before the first band counts as the first."""
    assert band_of_months((5, 10))[[0, 4, 5, 9, 10]].tolist() == [0, 0, 0, 0, 1]


def chance_of_anything(parameters, position, tenure_months):
    """Return the probability that anything happens in a month to people of each (sex, education, age band).

    Added up plainly from the parameters of each process, for somebody strained and proactive whose employer lays off
    as many as it may.
    """
    sex, education, age = np.ix_(range(2), range(3), range(6))
    chance = parameters.demography.death_prob[age] + parameters.contracts.business_prob[position, age]
    if position == UNEMPLOYED:
        return np.ones((2, 3, 6))
    if position > UNEMPLOYED:
        return chance + parameters.seeking.start_prob[position - UNEMPLOYED - 1, age, education]
    band = band_of_months(TENURE_BAND_START_MONTHS)[tenure_months]
    separations, contracts, demand = parameters.separations, parameters.contracts, parameters.demand
    chance = chance + separations.dismissal_prob[position, age, band, education]
    feedback = parameters.review.feedback
    chance = chance + separations.quit_prob[position, age, band, sex] * max(feedback.quit_factor)
    chance = chance + parameters.seeking.on_the_job_prob[position, band, age] * feedback.search_factor.max()
    chance = chance + contracts.conversion_prob[position, band] + contracts.fixed_hours_prob[position]
    if position < SELF_EMPLOYED:
        chance = chance + (demand.cap_permanent if position == PERMANENT else demand.cap_flexible)
    return chance


@pytest.fixture(scope="module", params=["polder", "lively", "everything", "nothing"])
def rates(request, hand_made, polder_facts, polder_population):
    """Parameters of the polder, and of a polder where more, all or nothing happens."""
    facts = polder_facts
    if request.param != "polder":
        value = {"lively": 0.1, "everything": 1.0, "nothing": 0.0}[request.param]
        facts = hand_made.overlaid(facts, **dict.fromkeys(CHANCES, value))
    return Market(polder_population, facts, threads=1, burn_in_months=0).parameters


def test_no_probability_exceeds_its_bound_within_a_year(rates):
    """Thinning is exact only when the first draw lets through at least what the second decides on.

    In any position, at any tenure and in any cell, now and in each of the twelve months to come.
    """
    band_of_tenure = band_of_months(TENURE_BAND_START_MONTHS)
    steps = rates.bound.reshape(14, 4, 2, 3, 6, 2).astype(int) + 1
    for position in range(14):
        chances = [chance_of_anything(rates, position, tenure) for tenure in range(LONGEST_TENURE + YEAR + 1)]
        least = np.stack(chances).clip(max=1.0) * LANE_STEPS
        for tenure in range(LONGEST_TENURE + 1):
            band = band_of_tenure[tenure] if position < UNEMPLOYED else 0
            within_year = least[tenure : tenure + YEAR + 1].max(axis=0)
            assert (steps[position, band] >= within_year[..., None] - TINY).all()


def test_no_bound_is_higher_than_it_need_be(rates):
    """It is the largest probability within a year of any tenure of its band, rounded up to whole steps.

    A 16-bit draw passes up to and including the bound, so that a bound of 0 is one step.
    """
    starts = [*TENURE_BAND_START_MONTHS, LONGEST_TENURE]
    for position in range(14):
        for band in range(4):
            tenures = range(starts[band], starts[band + 1] + YEAR)
            largest = np.max([chance_of_anything(rates, position, tenure) for tenure in tenures], axis=0)
            expected = np.ceil(largest.clip(max=1.0) * LANE_STEPS - TINY).clip(1)
            found = rates.bound.reshape(14, 4, 2, 3, 6, 2)[position, band].astype(int) + 1
            if position < UNEMPLOYED or band == 0:
                assert (abs(found - expected[..., None]) <= 1).all()


def test_whoever_is_unemployed_is_always_looked_at(rates):
    """Every draw passes the bound of the unemployed, who look for work each month."""
    assert (rates.bound[UNEMPLOYED] == LANE_STEPS - 1).all()
    assert (rates.bound.dtype, rates.bound.shape) == (np.uint16, (14, 4, 72))


def test_ww_lasts_as_the_rule_says(parameters):
    """Nothing below the required months of work, then three to twenty-four, never fewer for more work."""
    months = parameters.unemployment.months_of_experience

    assert months[:6].tolist() == [0] * 6
    assert (months[6], months[144], months.max()) == (3, 11, 24)
    assert (np.diff(months) >= 0).all()


def test_a_missing_fact_is_named(polder_facts, polder_population):
    """Facts without a parameter the market needs are refused, by name."""
    entries = {name: entry for name, entry in polder_facts._entries.items() if name != "posting_speed_per_month"}
    partial = polder_facts.__class__(**{**vars(polder_facts), "_entries": entries, "_read": set()})

    with pytest.raises(HouvastError, match="posting_speed_per_month"):
        Market(polder_population, partial, threads=1)
