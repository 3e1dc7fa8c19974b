"""The four scenarios move their levers in the direction of the published comparison; no scenario sets an outcome."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from houvast.facts.loader import load_facts
from houvast.facts.overlay import change_problems, overlay, overlay_and_clips
from houvast.futures.folder import load_futures
from houvast.futures.parts import PART_FROM, SIGNS
from houvast.futures.scenarios import scenario_changes
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY

FUTURES = load_futures()

# The lever that stands for each row of the comparison, and the signs of the row for A, B, C and D. Where a row is a
# lack (protection, freedom) the lever counts the other way round and so do the signs here.
ROWS = {
    "labour_saving_technology": ("++", "+", "-", "--"),
    "augmenting_technology": ("0", "++", "+", "0"),  # D is below today, but nothing is less than none
    "new_tasks": ("0", "++", "+", "-"),
    "real_wage_growth": ("++", "+", "0", "-"),
    "total_demand": ("-", "+", "0", "--"),
    "conversion_at_end": ("--", "0", "++", "--"),
    "wished_flexible": ("++", "0", "--", "++"),
    "starting_for_oneself": ("++", "0", "-", "++"),
    "layoffs_permanent": ("++", "-", "--", "++"),
    "ww_level": ("--", "++", "++", "--"),
    "assistance_level": ("--", "++", "++", "--"),
    "wage_spread": ("++", "-", "--", "+"),
    "skills_hiring_share": ("++", "++", "+", "-"),
    "guidance_reach": ("--", "++", "++", "--"),
    "forced_work": ("0", "+", "+", "++"),
    "work_intensity": ("++", "-", "-", "++"),
    "autonomy_high": ("+", "+", "-", "-"),
    "autonomy_others": ("-", "+", "-", "-"),
    "say_over_times": ("-", "+", "-", "-"),
    "support": ("-", "+", "+", "--"),
    "horizon_high": ("++", "+", "-", "--"),
    "horizon_others": ("-", "+", "-", "--"),
    "recognised_posts": ("0", "+", "+", "0"),
    "work_abroad": ("++", "0", "0", "+"),  # C is below today, but nothing is less than none
}

# Directions read in the text of the scenarios, from the lowest to the highest in 2040.
ORDERS = {
    "layoffs_permanent": "CB AD",
    "conversion_at_end": "DABC",
    "training_flexible": "DACB",
    "training_low": "ADCB",
    "wage_spread": "CBDA",
    "shared_pools": "A CB",
    "paradox": "BCAD",
    "ww_duration": "DA B",
    "skills_hiring_share": "DCAB",
}


def last(lever: str, scenario: str) -> float:
    """Return the value of a lever in 2040."""
    return FUTURES.scenarios[scenario].parameters[lever].course.last


@pytest.mark.parametrize("lever", ROWS)
def test_a_lever_goes_the_way_of_its_row(lever):
    """Sign by sign as in the comparison of the four scenarios, and a stronger sign never goes less far."""
    neutral = FUTURES.levers[lever].neutral
    signs = dict(zip("ABCD", ROWS[lever], strict=True))
    ends = {scenario: last(lever, scenario) for scenario in signs}

    for scenario, sign in signs.items():
        assert (ends[scenario] > neutral) - (ends[scenario] < neutral) == (SIGNS[sign] > 0) - (SIGNS[sign] < 0)
    by_sign = sorted(signs, key=lambda each: SIGNS[signs[each]])
    for weak, strong in pairwise(by_sign):
        assert SIGNS[signs[weak]] == SIGNS[signs[strong]] or ends[weak] < ends[strong]


@pytest.mark.parametrize("lever", ORDERS)
def test_scenarios_stand_in_the_order_of_their_stories(lever):
    """C protects permanent jobs most and D least, B trains flexible workers most, A spreads wages most, and so on."""
    order = ORDERS[lever].replace(" ", "")
    ends = [last(lever, scenario) for scenario in order]
    assert ends == sorted(ends)
    assert ends[0] < ends[-1]


def test_every_row_of_the_comparison_has_levers():
    """Twenty rows, each with at least one parameter that every corner sets."""
    assert len({lever.row for lever in FUTURES.levers.values()}) == 20
    for scenario in FUTURES.corners:
        assert set(FUTURES.scenarios[scenario].parameters) == set(FUTURES.levers)


def test_no_lever_is_an_outcome():
    """What a run measures is never set."""
    touched = {path.partition(".")[0] for lever in FUTURES.levers.values() for path in lever.paths}
    assert touched & set(OUTCOME_BY_KEY) == set()


def test_every_number_is_an_assumption_with_range_and_reason():
    """Nothing looks measured that is not: each path is assumed, within a range, with a reason in two languages."""
    for scenario in FUTURES.corners:
        for parameter in FUTURES.scenarios[scenario].parameters.values():
            assert parameter.status == "assumed"
            assert parameter.low <= parameter.course.last <= parameter.high
            assert parameter.reason.nl != parameter.reason.en
            assert parameter.place


@pytest.fixture(scope="module")
def facts():
    """The Dutch facts."""
    return load_facts("netherlands")


@pytest.mark.parametrize("point", ["A", "B", "C", "D", "0,0", "0.5,-0.5", "-1,0.3"])
def test_every_shipped_change_lays_over_the_facts(facts, point):
    """Each path exists, no two changes collide, and nothing leaves the bounds of its unit."""
    changes = scenario_changes(point)
    assert change_problems(facts, changes) == []
    laid, clips = overlay_and_clips(facts, changes)
    assert [str(clip) for clip in clips] == []
    assert laid.content_hash != facts.content_hash


@pytest.mark.parametrize("point", ["A", "B", "C", "D"])
def test_a_scenario_begins_with_today(facts, point):
    """Until the first of January 2027 nothing is different yet; in 2040 every path has arrived."""
    changes = scenario_changes(point)
    laid = overlay(facts, changes)
    for change in changes:
        name = change.fact
        for day in (date(2024, 1, 1), date(2025, 7, 1), PART_FROM):
            np.testing.assert_array_equal(laid.array(name, day), facts.array(name, day))
        moved = laid.array(name, date(2040, 1, 1)) != facts.array(name, date(2040, 1, 1))
        base = facts.array(name, date(2040, 1, 1))
        assert moved.any() or (change.merge == "scale" and not base.any())


def test_the_baseline_changes_nothing(facts):
    """No scenario, no change: the same facts, bit for bit."""
    assert scenario_changes("baseline") == ()
    assert overlay(facts, scenario_changes("baseline")) is facts
