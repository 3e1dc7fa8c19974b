"""What a run may be asked to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.experiments.settings import LONGEST_RUN_YEARS, check_settings
from houvast.vocabulary.errors import HouvastError


def test_text_and_numbers_give_the_same_settings():
    """The command line gives text, Python gives numbers; both mean the same run."""
    assert check_settings("0.01", "15", "1", threads="2") == check_settings(0.01, 15, 1, threads=2)


@pytest.mark.parametrize("scale", ["0", "2", "-1", "nan", "inf", "abc", "", 0, True])
def test_a_scale_is_above_0_and_at_most_1(scale):
    """Anything but a number above 0 and at most 1 is no scale."""
    with pytest.raises(HouvastError) as fault:
        check_settings(scale=scale)
    assert fault.value.codes == ("run.scale",)


@pytest.mark.parametrize("years", ["0", "-1", "1000", "1.5", "abc", 2.5])
def test_years_are_a_whole_number_within_a_working_life(years):
    """A run takes 1 to 50 whole years."""
    with pytest.raises(HouvastError) as fault:
        check_settings(years=years)
    assert fault.value.codes == ("run.years",)


def test_an_unknown_scenario_brings_the_nearest_to_mind():
    """A slip of the pen gets a suggestion, in both languages."""
    with pytest.raises(HouvastError) as fault:
        check_settings(scenario="basline")
    assert "Did you mean baseline?" in fault.value.text("en")
    assert "Bedoelde u baseline?" in fault.value.text("nl")


def test_all_mistakes_are_told_at_once():
    """Five wrong options give five messages, not one at a time."""
    with pytest.raises(HouvastError) as fault:
        check_settings("abc", "0", "-1", "none", "0")
    assert set(fault.value.codes) == {"run.scale", "run.years", "run.seed", "futures.point", "run.threads"}


@given(st.floats(min_value=1e-9, max_value=1), st.integers(1, LONGEST_RUN_YEARS))
def test_whatever_is_accepted_comes_back_unchanged(scale, years):
    """Checking changes nothing."""
    settings = check_settings(str(scale), str(years))
    assert (settings.scale, settings.months) == (scale, years * 12)
