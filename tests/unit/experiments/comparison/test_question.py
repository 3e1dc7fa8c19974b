"""What a comparison is asked."""

from __future__ import annotations

import pytest

from houvast.experiments.comparison.question import check_question
from houvast.experiments.worlds import point_of, read_scenario, split_scenarios
from houvast.vocabulary.errors import HouvastError


def test_a_list_of_futures_may_hold_points():
    """The comma inside a point does not split it."""
    assert split_scenarios("A,0.5,-0.3, D") == ["A", "0.5,-0.3", "D"]


@pytest.mark.parametrize(("text", "name"), [("1,1", "B"), ("-1,1", "C"), (" 0.50, 0 ", "0.5,0"), ("-0,-0", "0,0")])
def test_a_future_has_one_name(text, name):
    """A corner is the same future by letter and by numbers."""
    assert read_scenario(text) == name
    assert point_of(name) is not None


def test_all_faults_are_told_at_once():
    """Nobody has to mend a command six times."""
    with pytest.raises(HouvastError) as fault:
        check_question("X,A,A,2,0", ",", 0, 2, 0, "x", 0)
    futures = {"futures.point", "futures.point_outside"}
    comparison = {"compare.twice", "compare.empty", "compare.seeds", "compare.jobs"}
    assert set(fault.value.codes) == futures | comparison | {"run.scale", "run.years", "run.start"}


def test_the_same_future_under_two_names_is_named_twice():
    """The corner and its letter are one future."""
    with pytest.raises(HouvastError) as fault:
        check_question("A,1,-1")
    assert fault.value.codes == ("compare.twice",)


def test_effects_are_measured_against_the_empty_package_wherever_it_stands(worlds):
    """The order of the packages decides nothing, as long as none is among them."""
    assert check_question("A", "hiring,none").reference == "none"
    assert check_question("A", "layoffs,hiring").reference == "layoffs"


def test_a_question_is_part_of_a_wider_one(worlds):
    """More packages or seeds go on in the same folder; another length does not."""
    narrow, wide = check_question("A", "none", 2), check_question("A,B", "none,hiring", 4)
    assert wide.holds(narrow.content())
    assert not narrow.holds(wide.content())
    assert not check_question("A,B", "none", 4, years=3).holds(narrow.content())
