"""Changes laid over the facts of a small folder."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from houvast.facts.loader import load_facts
from houvast.facts.overlay import Change, cells_of, overlay, overlay_and_clips
from houvast.vocabulary.errors import HouvastError

GOOD = Path(__file__).parents[2] / "contract" / "facts" / "good"
NEW_YEAR = date(2025, 1, 1)
WAGE = "minimum_wage_eur_per_hour"
JOBS = "jobs_by_sector_thousand"
MOVES = "move_share"
QUITS = "quit_share_by_sector"


@pytest.fixture(scope="module")
def facts():
    return load_facts(GOOD)


def change(path, number, merge="replace", origin="W3", since=NEW_YEAR, until=None):
    return Change(path, merge, ((since, number),), origin, until)


def codes_of(facts, *changes):
    with pytest.raises(HouvastError) as raised:
        overlay(facts, changes)
    return raised.value.codes


def test_no_change_is_the_facts_themselves(facts):
    """Without changes nothing is copied: the same object, the same hash."""
    assert overlay(facts, ()) is facts


def test_a_change_without_effect_is_the_facts_themselves(facts):
    """Times one, plus nothing and at least less leave every bit as it is."""
    changes = (change(WAGE, 1, "scale"), change(QUITS, 0, "add"), change(JOBS, 0, "max"))

    assert overlay(facts, changes) is facts


def test_a_value_holds_from_its_date(facts):
    """Before the first date nothing has changed, and the original never changes."""
    laid = overlay(facts, [change(WAGE, 20.0)])

    assert laid.value(WAGE, "2024-12") == facts.value(WAGE, "2024-12")
    assert laid.value(WAGE, "2025-01") == laid.value(WAGE, "2040-01") == 20
    assert facts.value(WAGE, "2025-01") == 14.06
    assert laid.content_hash != facts.content_hash


def test_the_origin_stands_in_the_note(facts):
    """A changed value is assumed, names who changed it and carries no range of its own."""
    laid = overlay(facts, [change(WAGE, 0.2, "add")])
    dated = laid.dated(WAGE, "2026-01")

    assert (dated.status, dated.note, dated.low, dated.high) == ("assumed", "changed by W3", None, None)
    assert laid.dated(WAGE, "2024-06").status == facts.dated(WAGE, "2024-06").status


def test_a_line_between_knots_is_followed_each_new_year(facts):
    """Between two dates the number runs straight, one step a year; after the last it stays."""
    rising = Change(WAGE, "replace", ((date(2025, 1, 1), 10.0), (date(2029, 1, 1), 50.0)), "scenario")
    laid = overlay(facts, [rising])

    found = [laid.value(WAGE, f"{year}-06") for year in range(2025, 2032)]
    np.testing.assert_allclose(found, [10, 20, 30, 40, 50, 50, 50], atol=0.05)
    assert laid.value(WAGE, "2025-01") == 10
    assert laid.value(WAGE, "2029-01") == 50


def test_an_exact_date_is_kept(facts):
    """A date within a year counts from that day on."""
    laid = overlay(facts, [change(WAGE, 20.0, since=date(2025, 7, 1))])

    assert laid.value(WAGE, "2025-06") == 14.06
    assert laid.value(WAGE, "2025-07") == 20


def test_after_its_last_day_a_change_is_gone(facts):
    """From the day after `until` the fact is what it was, with its own status."""
    laid = overlay(facts, [change(WAGE, 20.0, until=date(2026, 12, 31))])

    assert laid.value(WAGE, "2026-12-31") == 20
    assert laid.value(WAGE, "2027-01-01") == 14.06
    assert laid.dated(WAGE, "2027-01").status == facts.dated(WAGE, "2027-01").status


def test_later_values_of_the_fact_are_changed_too(facts):
    """A factor works on each later value of the fact itself."""
    laid = overlay(facts, [change(WAGE, 2, "scale", since=date(2024, 1, 1))])

    assert laid.value(WAGE, "2024-01") == 2 * facts.value(WAGE, "2024-01")
    assert laid.value(WAGE, "2025-01") == 2 * facts.value(WAGE, "2025-01")


def test_keys_choose_groups(facts):
    """A key changes its own group only; a star stands for all groups of one classification."""
    np.testing.assert_array_equal(overlay(facts, [change(f"{JOBS}.shop", 9)]).value(JOBS, "2025-01"), [3, 9])
    both = overlay(facts, [change(f"{MOVES}.*.02", 0.5)]).value(MOVES, "2025-01")
    np.testing.assert_array_equal(both, [[1, 0.5], [0.3, 0.5]])
    row = overlay(facts, [change(f"{MOVES}.01", 0.5)]).value(MOVES, "2025-01")
    np.testing.assert_array_equal(row, [[0.5, 0.5], [0.3, 1]])
    assert cells_of(facts, f"{MOVES}.01.02") == (0, 1)


@pytest.mark.parametrize(
    ("merge", "first", "second", "expected"),
    [("scale", 2, 3, [18, 27]), ("add", 2, 3, [8, 9.5]), ("max", 2, 4, [4, 4.5])],
)
def test_alike_changes_join(facts, merge, first, second, expected):
    """Two changes on one fact multiply, add up, or the highest counts."""
    changes = [change(JOBS, first, merge, "W3"), change(JOBS, second, merge, "T3")]

    np.testing.assert_array_equal(overlay(facts, changes).value(JOBS, "2025-01"), expected)


def test_two_that_replace_collide(facts):
    """Two measures that both set a number, or join it differently, are refused, both named."""
    with pytest.raises(HouvastError, match=r"T3 \(replace\) and W3 \(replace\)") as raised:
        overlay(facts, [change(WAGE, 20, origin="W3"), change(WAGE, 21, origin="T3")])
    assert "T3 (replace) en W3 (replace)" in raised.value.text("nl")
    assert codes_of(facts, change(JOBS, 2, "add"), change(f"{JOBS}.shop", 2, "scale")) == ("overlay.conflict",)


def test_what_does_not_meet_does_not_collide(facts):
    """Other groups, or the same group in another time, are free."""
    overlay(facts, [change(f"{JOBS}.farm", 1), change(f"{JOBS}.shop", 2)])
    overlay(facts, [change(WAGE, 1, until=date(2025, 12, 31)), change(WAGE, 2, since=date(2026, 1, 1))])


def test_shares_are_kept_within_bounds_and_it_is_told(facts):
    """A share that is scaled above one stays one, and the clip is reported with its origin."""
    laid, clips = overlay_and_clips(facts, [change(QUITS, 100, "scale")])

    assert laid.value(QUITS, "2025-01").max() == 1
    assert [each.code for each in clips] == ["overlay.clipped"]
    assert "W3: quit_share_by_sector" in clips[0].text("nl")


def test_outside_the_unit_is_refused(facts):
    """A share set above one and a wage made negative are faults, told together."""
    assert sorted(codes_of(facts, change(QUITS, 2), change(WAGE, -100, "add"))) == [
        "facts.below_unit",
        "facts.outside_unit",
    ]


def test_unknown_paths_get_the_nearest_name(facts):
    """A misspelt fact or group is answered with the nearest one, in both languages; all faults at once."""
    with pytest.raises(HouvastError) as raised:
        overlay(facts, [change("minimum_wage_eur_per_hours", 1), change(f"{JOBS}.shops", 1), change(f"{WAGE}.men", 1)])
    assert raised.value.codes == ("overlay.unknown_fact", "overlay.unknown_group", "overlay.too_many_keys")
    assert f"Did you mean {WAGE}?" in raised.value.text("en")
    assert "Bedoelde u shop?" in raised.value.text("nl")


def test_malformed_changes_are_told(facts):
    """Dates that do not rise, numbers that are none, an end before the start, another merge, no date at all."""
    backwards = Change(WAGE, "replace", ((date(2026, 1, 1), 1.0), (date(2025, 1, 1), 1.0)), "W3")
    ends = change(WAGE, 1, until=date(2020, 1, 1))

    assert codes_of(facts, backwards) == ("overlay.knots_order",)
    assert codes_of(facts, change(WAGE, float("nan"))) == ("overlay.not_finite",)
    assert codes_of(facts, ends) == ("overlay.until",)
    assert codes_of(facts, change(WAGE, 1, "scael")) == ("overlay.merge",)
    assert codes_of(facts, Change(WAGE, "replace", (), "W3")) == ("overlay.no_knots",)


def test_the_rest_is_untouched(facts):
    """A fact that nothing changes is the same object in the copy."""
    laid = overlay(facts, [change(WAGE, 20)])

    assert all(laid.entry(name) is facts.entry(name) for name in facts.names() if name != WAGE)
    assert laid.read_names() == frozenset()


def test_layers_follow_each_other(facts):
    """A second layer sees what the first left."""
    laid = overlay(overlay(facts, [change(WAGE, 20)]), [change(WAGE, 2, "scale")])

    assert laid.value(WAGE, "2025-01") == 40


def test_before_the_first_value_of_a_fact_there_is_still_none(facts):
    """A change that begins earlier than the fact does holds from the first value on."""
    laid = overlay(facts, [change(WAGE, 20, since=date(2000, 1, 1))])

    assert laid.value(WAGE, "2024-01") == 20
    with pytest.raises(HouvastError, match="holds from 2024-01-01"):
        laid.value(WAGE, "2023-12")
