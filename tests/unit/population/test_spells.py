import numpy as np
import pytest

from houvast.population.spells import ww_duration_months
from houvast.population.tenure import truncated_mean, truncated_spell

YEARS = 12


@pytest.mark.parametrize(
    ("experience_months", "months"),
    [
        (5, 0),  # fewer than 26 weeks: no right
        (6, 3),  # the minimum
        (5 * YEARS, 5),
        (10 * YEARS, 10),
        (11 * YEARS, 10),  # half a month more, rounded down
        (14 * YEARS, 12),
        (38 * YEARS, 24),
        (50 * YEARS, 24),  # the maximum
    ],
)
def test_the_right_to_ww_follows_the_law(dutch_facts, experience_months, months):
    """A month per year for ten years, then half a month, at least 3 and at most 24 (Werkloosheidswet, article 42)."""
    experience = np.array([experience_months], np.uint16)
    assert ww_duration_months(experience, dutch_facts, 1488)[0] == months


@pytest.mark.parametrize(("mean", "bound"), [(10.0, 100.0), (100.0, 10.0), (60.0, 60.0)])
def test_the_mean_of_a_cut_off_spell_is_right(mean, bound):
    """The closed form equals the mean over evenly spaced quantiles."""
    quantiles = (np.arange(200_000) + 0.5) / 200_000
    drawn = truncated_spell(quantiles, mean, np.full_like(quantiles, bound))
    assert drawn.mean() == pytest.approx(truncated_mean(mean, np.array([bound]))[0], rel=1e-3)
    assert 0 <= drawn.min() <= drawn.max() <= bound


def test_no_room_gives_no_spell():
    """Whoever turned fifteen this month has been nowhere before."""
    assert truncated_spell(np.array([0.9]), 60.0, np.array([0.0]))[0] == 0
    assert truncated_mean(60.0, np.array([0.0]))[0] == 0
