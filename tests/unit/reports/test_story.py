"""Years, groups and words of a result."""

from __future__ import annotations

import pytest

from houvast.reports.sections.flows import chance_over
from houvast.reports.story import Story, Yearly


@pytest.fixture
def story(result, facts):
    """The smooth result, told in English."""
    return Story(result, facts, "en")


@pytest.mark.parametrize("outcome", ["unemployment_rate", "job_finding_rate", "work_security"])
def test_a_run_of_three_years_has_three_years(story, outcome):
    """Monthly, quarterly and yearly outcomes all fall in the calendar years of the run."""
    assert [each.year for each in story.yearly(outcome)["all"]] == ["2024", "2025", "2026"]


def test_groups_keep_their_fixed_order(story):
    """Groups come in the order of their classification, not of the table."""
    assert list(story.yearly("unemployment_rate", "education")) == ["low", "middle", "high"]


def test_a_change_smaller_than_its_error_is_no_change(story):
    """Two years that differ by chance are told as about the same."""
    before, after = Yearly("2024", 0.040, 0, 1000), Yearly("2026", 0.042, 0, 1000)
    assert not story.has_moved("unemployment_rate", before, after)
    assert "about the same" in story.moved("unemployment_rate", before, after)


def test_a_change_larger_than_its_error_is_told_with_its_numbers(story):
    """The sentence holds both figures and both years."""
    before, after = Yearly("2024", 0.040, 0, 1e6), Yearly("2026", 0.052, 0, 1e6)
    assert story.moved("unemployment_rate", before, after) == "up from 4.0% in 2024 to 5.2% in 2026"


def test_an_outcome_the_run_lacks_has_no_years(story):
    """What was not measured is absent, not zero."""
    assert story.ends("burnout_share") is None


def test_a_chance_per_quarter_follows_from_one_per_month():
    """Ten per cent a month is 27.1 per cent a quarter, and back."""
    assert chance_over(0.1, 1, 3) == pytest.approx(0.271)
    assert chance_over(0.271, 3, 1) == pytest.approx(0.1)
