"""Problems, their sentences, and the catalogue they come from."""

import pickle
from string import Formatter

import pytest

from houvast.vocabulary.errors import Both, HouvastError, Place, nearest, problem
from houvast.vocabulary.messages import MESSAGES


def names_in(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", MESSAGES)
def test_dutch_and_english_say_the_same(code):
    """Each code has a sentence in both languages, with the same values in it."""
    nl, en = MESSAGES[code]["nl"], MESSAGES[code]["en"]

    assert set(MESSAGES[code]) == {"nl", "en"}
    assert nl != en
    assert names_in(nl) == names_in(en)


def test_a_problem_speaks_both_languages():
    """Places, phrases and suggestions are said in the language asked."""
    found = problem(
        "facts.wrong_form", where=Place("a.yaml", 3), name="x", expected=Both("één getal", "one number"), found=None
    )

    assert found.text("nl") == "a.yaml, regel 3: voor x werd één getal verwacht; gevonden: niets."
    assert found.text("en") == "a.yaml, line 3: for x, expected one number; found: nothing."
    assert found.where == "a.yaml, line 3"


def test_a_suggestion_is_made_only_when_there_is_one():
    """`{did_you_mean}` leaves no trace without a suggestion."""
    known = {"where": "f.yaml", "found": "shar"}

    assert problem("facts.unknown_unit", **known, suggestion="share").text().endswith("Did you mean share?")
    assert problem("facts.unknown_unit", **known, suggestion="").text().endswith("glossary.")


@pytest.mark.parametrize("values", [{}, {"where": "f.yaml"}])
def test_a_sentence_without_its_values_is_a_mistake_in_the_program(values):
    """A forgotten value is found where the problem is made, not where it is read."""
    with pytest.raises(KeyError, match=r"facts.unknown_unit"):
        problem("facts.unknown_unit", **values)


def test_an_unknown_code_is_a_mistake_in_the_program():
    """Only codes of the catalogue exist."""
    with pytest.raises(KeyError):
        problem("facts.no_such_code")


def test_an_error_tells_all_its_problems():
    """One line a problem, and the codes in order; it survives a trip to another process."""
    first, second = problem("months.not_a_month", found="x"), problem("files.missing", where="y")
    error = HouvastError([first, second])

    assert error.codes == ("months.not_a_month", "files.missing")
    assert str(error) == f"{first.text('en')}\n{second.text('en')}"
    assert pickle.loads(pickle.dumps(error)).problems == error.problems  # noqa: S301 -- our own bytes
    assert HouvastError(first).problems == (first,)


def test_values_are_shown_as_people_write_them():
    """Lists with commas, numbers without tails."""
    shown = problem("months.not_a_month", found=[0.1, 3.0, "a"])

    assert "found: 0.1, 3, a." in shown.text()


@pytest.mark.parametrize(
    ("name", "expected"), [("permanant", "permanent"), ("PERMANENT", "permanent"), ("xyz", ""), ("", "")]
)
def test_nearest(name, expected):
    """The most alike name is suggested, whatever the case; nothing when none is alike."""
    assert nearest(name, ["permanent", "temporary"]) == expected
