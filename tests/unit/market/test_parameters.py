"""Parameters: bands of months, bounds of draws, facts put in arrays."""

import numpy as np
import pytest

from houvast.market.bands import age_band_of_months, band_of_months, spell_band_of_months
from houvast.market.kernels.random_bits import LANE_STEPS
from houvast.market.model import Market
from houvast.vocabulary.errors import HouvastError


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


def test_no_probability_exceeds_its_bound(parameters):
    """Thinning is exact only when the first draw lets through at least what the second decides on.

    Proactive people look for work more and strained people stop more often: the bound holds for the most extreme.
    """
    bound = (parameters.bound.reshape(14, 4, 2, 3, 6, 2).astype(np.float64) + 1) / LANE_STEPS
    separations, seeking, feedback = parameters.separations, parameters.seeking, parameters.review.feedback
    for contract, tenure, sex, education, age in np.ndindex(8, 4, 2, 3, 6):
        total = separations.dismissal_prob[contract, age, tenure, education]
        total += separations.quit_prob[contract, age, tenure, sex] * max(feedback.quit_factor)
        total += seeking.on_the_job_prob[contract, tenure, age] * feedback.search_factor.max()
        assert (bound[contract, tenure, sex, education, age] >= min(total, 1)).all()
    assert (bound[8] == 1).all()


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
