"""What is made of a comparison: direction, winners, explanations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.experiments.comparison.compare import compare
from houvast.experiments.comparison.direction import BETTER_WHEN_HIGHER, BETTER_WHEN_LOWER, verdict
from houvast.experiments.comparison.explanation import explain_unemployment
from houvast.experiments.comparison.winners import winners
from houvast.vocabulary.words import OUTCOME_BY_KEY

rates = st.floats(0.001, 0.9)


def test_directions_are_of_outcomes_that_exist():
    """Each outcome with a direction is in the vocabulary, and has one direction."""
    assert set(OUTCOME_BY_KEY) >= BETTER_WHEN_HIGHER | BETTER_WHEN_LOWER
    assert not BETTER_WHEN_HIGHER & BETTER_WHEN_LOWER


@pytest.mark.parametrize(
    ("outcome", "figures", "said"),
    [
        ("work_security", (0.02, 0.01, 0.03), "better"),
        ("unemployment_rate", (0.02, 0.01, 0.03), "worse"),
        ("self_employed_share", (0.02, 0.01, 0.03), "more"),
        ("work_security", (0.02, -0.01, 0.05), "unclear"),
        ("work_security", (0.02, None, None), "unclear"),
        ("work_security", (0.0, 0.0, 0.0), "unclear"),
    ],
)
def test_an_effect_is_called_by_its_direction_only_beyond_doubt(outcome, figures, said):
    """An interval that holds zero, or no interval, says nothing."""
    assert verdict(outcome, *figures) == said


@given(rates, rates, rates, rates)
def test_the_parts_of_an_explanation_add_up(s0, s1, f0, f1):
    """Leaving and finding work together explain exactly the change of s / (s + f)."""
    before, after = s0 / (s0 + f0), s1 / (s1 + f1)
    found = explain_unemployment(after - before, (s0, s1), (f0, f1))
    assert found.rest == pytest.approx(0, abs=1e-12)


def test_more_people_leaving_work_explains_more_unemployment():
    """With finding unchanged, all of the change comes through leaving."""
    found = explain_unemployment(0.01, (0.02, 0.03), (0.4, 0.4))
    assert found.leaving > 0
    assert found.finding == 0


def test_winners_have_a_clear_effect_and_enough_people(worlds, polder):
    """Every group named is of another package than the reference, and its interval leaves out zero."""
    found = compare("baseline", "none,hiring", 3, 1.0, 2, polder, jobs=1)
    for each in winners(found, "work_security", 20):
        assert each.package == "hiring"
        assert each.persons >= 20
        assert each.low > 0 or each.high < 0
        assert each.wins == (each.effect > 0)
