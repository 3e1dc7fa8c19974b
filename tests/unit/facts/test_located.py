"""YAML that keeps its places and guesses nothing."""

import pytest

from houvast.facts.located import Faults, read_number, read_yaml
from houvast.vocabulary.errors import Place


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "x.yaml"
        path.write_text(text, encoding="utf-8")
        faults = Faults()
        return read_yaml(path, "x.yaml", faults), faults

    return read_text


@pytest.mark.parametrize("key", ["N", "NO", "on", "15_24", "012", "<12", "1e3", "2024-01-01"])
def test_keys_stay_the_text_they_are(read, key):
    """Codes of sectors, ages and dates are never read as false, a number or a date."""
    root, faults = read(f"{key}: 1\n")

    assert list(root.mapping) == [key]
    assert faults.problems == []


def test_each_value_knows_its_line(read):
    """Lines count from one, in block and flow style; the line of a value is that of its key."""
    root, _ = read("a:\n  b: {c: 1,\n    d: 2}\n  e:\n    - 3\n    - 4\n")
    inner = root.mapping["a"].mapping

    assert inner["b"].mapping["c"].place == Place("x.yaml", 2)
    assert inner["b"].mapping["d"].place == Place("x.yaml", 3)
    assert inner["e"].place == Place("x.yaml", 4)
    assert [each.place.line for each in inner["e"].items] == [5, 6]


def test_a_quoted_word_is_text_and_nothing_is_null(read):
    """Null is what nothing stands behind, `~` or `null`; in quotes they are text."""
    root, _ = read('a:\nb: ~\nc: null\nd: ""\ne: "~"\n')

    assert [value.is_null for value in root.mapping.values()] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("-0.5", -0.5), ("+.5", 0.5), ("5.", 5), ("1e-3", 0.001), (" 7 ", 7), ("1.5E2", 150)],
)
def test_numbers_are_read(text, number):
    """The ordinary ways to write a number."""
    faults = Faults()

    assert read_number(text, Place("x"), faults) == number
    assert faults.problems == []


@pytest.mark.parametrize("text", ["", "1_000", "1,5", "0x10", "one", "1 2", "1:30", "nan", "inf", "-.inf", "1e999"])
def test_other_texts_are_no_numbers(text):
    """What another reader might take for a number is a fault."""
    faults = Faults()

    assert read_number(text, Place("x"), faults) is None
    assert len(faults.problems) == 1
