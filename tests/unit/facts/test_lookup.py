"""Look-up of facts in a small folder."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from houvast.facts.loader import folder_hash, load_facts
from houvast.vocabulary.errors import HouvastError

GOOD = Path(__file__).parents[2] / "contract" / "facts" / "good"


@pytest.fixture
def facts():
    return load_facts(GOOD)


def codes_of(call, *arguments):
    with pytest.raises(HouvastError) as raised:
        call(*arguments)
    return raised.value.codes


def test_a_number_is_a_float(facts):
    """A fact by nothing is a plain number, and the later value holds from its date on."""
    assert facts.value("minimum_wage_eur_per_hour", "2024-12") == 13.27
    assert facts.value("minimum_wage_eur_per_hour", "2025-01") == 14.06


def test_groups_stand_in_the_order_of_the_classification(facts):
    """A fact by group is an array in the order of the keys, not of the file."""
    assert facts.classification("sector").keys == ("farm", "shop")
    np.testing.assert_array_equal(facts.value("jobs_by_sector_thousand", "2024-01"), [3, 4.5])


def test_tables_give_one_or_two_axes(facts):
    """A square table gives a matrix; a named column gives a row of numbers."""
    np.testing.assert_array_equal(facts.value("move_share", "2024-01"), [[1, 0.2], [0.3, 1]])
    np.testing.assert_array_equal(facts.value("wage_by_occupation_eur_per_hour", "2024-01"), [14, 16])


def test_missing_is_nan_where_allowed(tmp_path):
    """A blank cell of a fact that allows missing values is NaN, and only there."""
    for path in GOOD.iterdir():
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "wages.csv").write_text("occupation,p25,p50\n02,13,\n", encoding="utf-8")

    np.testing.assert_array_equal(
        load_facts(tmp_path).value("wage_by_occupation_eur_per_hour", "2024-01"), [np.nan, np.nan]
    )


def test_values_cannot_be_changed(facts):
    """Nobody changes a fact by accident."""
    with pytest.raises(ValueError, match="read-only"):
        facts.value("jobs_by_sector_thousand", "2024-01")[0] = 7


def test_range_has_the_shape_of_the_value(facts):
    """The ends of the range stand per group; a measured fact may have none."""
    low, high = facts.range("quit_share_by_sector", "2024-01")

    np.testing.assert_array_equal(low, [0, 0.1])
    np.testing.assert_array_equal(high, [0.1, 0.3])
    assert facts.range("jobs_by_sector_thousand", "2024-01") is None


def test_extra_columns_of_a_classification_are_kept(facts):
    """An occupation keeps what its table says besides its names, as text."""
    occupation = facts.classification("occupation")

    assert occupation.keys == ("01", "02")
    assert occupation.names("nl") == ("Boer", "Verkoper")
    assert occupation.extras == {"class": ("1", "2")}
    assert occupation.index("02") == 1


def test_what_was_read_is_known(facts):
    """Facts know which of them were asked for; reading about a fact is not using it."""
    facts.entry("move_share")
    facts.value("minimum_wage_eur_per_hour", "2024-01")

    assert facts.read_names() == {"minimum_wage_eur_per_hour"}


def test_unknown_names_get_a_suggestion(facts):
    """A misspelt fact or classification is answered with the nearest name, in both languages."""
    with pytest.raises(HouvastError, match="Did you mean move_share") as raised:
        facts.value("move_shares", "2024-01")
    assert "Bedoelde u move_share?" in raised.value.text("nl")
    with pytest.raises(HouvastError, match="Did you mean sector"):
        facts.classification("sectors")


def test_before_the_first_date_there_is_no_value(facts):
    """No silent zero: asking too early names the first date."""
    with pytest.raises(HouvastError, match="holds from 2024-01-01 on; asked for 2023-12-01") as raised:
        facts.value("minimum_wage_eur_per_hour", "2023-12")
    assert "geldt pas vanaf 2024-01-01" in raised.value.text("nl")


def test_a_number_is_asked_of_a_single_number_only(facts):
    """`number` refuses a fact that is given by group."""
    assert facts.number("minimum_wage_eur_per_hour", "2024-01") == 13.27
    assert codes_of(facts.number, "jobs_by_sector_thousand", "2024-01") == ("facts.wrong_shape",)


def test_with_value_leaves_the_original_alone(facts):
    """An overlay has its own value, its own hash and nothing read; the original keeps its own."""
    other = facts.with_value("jobs_by_sector_thousand", [1, 2])

    np.testing.assert_array_equal(other.value("jobs_by_sector_thousand", "2030-01"), [1, 2])
    np.testing.assert_array_equal(facts.value("jobs_by_sector_thousand", "2030-01"), [3, 4.5])
    assert other.content_hash != facts.content_hash
    assert facts.with_value("jobs_by_sector_thousand", [1, 2]).content_hash == other.content_hash
    assert facts.with_value("jobs_by_sector_thousand", [2, 1]).content_hash != other.content_hash


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([1, 2, 3], "facts.wrong_shape"),
        (1, "facts.wrong_shape"),
        ([1, np.nan], "facts.not_finite"),
        ([1, np.inf], "facts.not_finite"),
        ([1, -2], "facts.below_unit"),
    ],
)
def test_with_value_refuses_nonsense(facts, value, code):
    """An overlay is held to the shape and the unit of the fact."""
    assert codes_of(facts.with_value, "jobs_by_sector_thousand", value) == (code,)


def test_with_value_refuses_a_share_above_one(facts):
    """The upper bound of the unit holds too."""
    assert codes_of(facts.with_value, "quit_share_by_sector", [0, 1.5]) == ("facts.outside_unit",)


def test_the_hash_follows_the_contents(tmp_path):
    """Another number or another file name gives another hash; line ends of another system do not."""
    (tmp_path / "a.yaml").write_bytes(b"x: 1\ny: 2\n")
    first = folder_hash(tmp_path)

    (tmp_path / "a.yaml").write_bytes(b"x: 1\r\ny: 2\r\n")
    assert folder_hash(tmp_path) == first
    (tmp_path / "notes.md").write_text("no fact", encoding="utf-8")
    assert folder_hash(tmp_path) == first
    (tmp_path / "a.yaml").write_bytes(b"x: 1\ny: 3\n")
    assert folder_hash(tmp_path) != first
    (tmp_path / "a.yaml").write_bytes(b"x: 1\ny: 2\n")
    (tmp_path / "a.yaml").rename(tmp_path / "b.yaml")
    assert folder_hash(tmp_path) != first


def test_facts_agree_as_far_as_they_were_asked(facts):
    """Another value later on is no difference for who has not asked that far."""
    wage = "minimum_wage_eur_per_hour"
    other = facts.with_entries({wage: replace(facts.entry(wage), values=facts.entry(wage).values[:1])})
    early, late, unasked = facts.apart(), facts.apart(), facts.apart()
    early.value(wage, "2024-12")
    late.value(wage, "2025-01")
    unasked.value("jobs_by_sector_thousand", "2025-01")

    assert early.agrees_with(other)
    assert unasked.agrees_with(other)
    assert not late.agrees_with(other)
    assert not late.agrees_with(facts.with_value(wage, 12.0))


def test_to_ask_whether_a_fact_changes_is_to_read_it(facts):
    """Who was told that nothing changes before a month would be told otherwise by other facts."""
    wage = "minimum_wage_eur_per_hour"
    other = facts.with_entries({wage: replace(facts.entry(wage), values=facts.entry(wage).values[:1])})
    asked = facts.apart()

    assert asked.change_between([wage], "2024-06", "2025-01")
    assert not asked.agrees_with(other)
    assert not facts.having_read(asked).agrees_with(other)
    assert facts.having_read(asked).read_names() == {*facts.read_names(), wage}
