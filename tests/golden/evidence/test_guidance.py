"""The trial of personal guidance by UWV, done over: the sign, the size after a year, and the fading.

Source: SEO (2021, 2022), facts `guidance_employment_effect_share` and `guidance_effect_months`.
"""

from __future__ import annotations

import pytest

from houvast.experiments.evidence.guidance import ARMS, HORIZONS_MONTHS, guidance_trial
from houvast.facts.loader import load_facts

pytestmark = pytest.mark.slow
SCALE, SEEDS = 0.01, (1, 2, 3, 4)


@pytest.fixture(scope="module")
def trial():
    """The trial at one percent, four seeds."""
    return guidance_trial(load_facts("netherlands"), SCALE, SEEDS)


def test_two_points_more_at_work_after_a_year(trial):
    """What UWV found lies in the interval over people, which at this scale is the wider of the two."""
    published = load_facts("netherlands").number("guidance_employment_effect_share", "2024-01")
    year = trial.row(12)
    assert year.effect.value > 0.0
    assert abs(year.effect.value - published) <= year.over_people


def test_it_comes_early_and_fades(trial):
    """Clear after three months, and smaller after two years."""
    early, late = trial.row(3), trial.row(24)
    assert early.effect.value > early.over_people
    assert late.effect.value < early.effect.value


def test_guidance_of_some_costs_others(trial):
    """More hires of the guided, fewer of people in work or not seeking: the posts are the same."""
    assert trial.hires["guided"].sign == 1
    assert trial.hires["not_unemployed"].value < 0.0


def test_four_in_five_are_drawn(trial):
    """The lots fall as the trial's did, and everybody is followed to the end but for the few who died."""
    first, last = trial.row(HORIZONS_MONTHS[0]), trial.row(HORIZONS_MONTHS[-1])
    assert len(ARMS) == 2
    assert 0.98 * first.people < last.people <= first.people


def test_nobody_guided_is_no_effect():
    """With a factor of one and no push to proactivity the arms differ by luck only."""
    facts = load_facts("netherlands").with_value("guidance_search_factor", 1.0)
    idle = guidance_trial(facts.with_value("proactivity_guidance_shift", 0.0), SCALE, (1, 2))
    assert all(each.control_elsewhere.value == each.guided_elsewhere.value == 0.0 for each in idle.rows)
    assert all(abs(each.effect.value) < 2 * each.over_people for each in idle.rows)
