"""Packages read from a line of text."""

from datetime import date
from pathlib import Path

import pytest

from houvast.facts.loader import load_facts
from houvast.facts.overlay import Change, overlay
from houvast.policies.packages import Package, read_package
from houvast.vocabulary.errors import HouvastError

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "write-a-measure.md"


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


@pytest.fixture
def own_file(tmp_path):
    """The measure of the how-to page, as somebody would save it."""
    path = tmp_path / "my_measure.yaml"
    path.write_text(PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    return path


def codes_of(text):
    with pytest.raises(HouvastError) as raised:
        read_package(text)
    assert raised.value.text("nl") != raised.value.text("en")
    return raised.value.codes


def test_the_empty_package_changes_nothing(facts):
    """`none` has no changes, no hash and lays nothing over the facts."""
    package = read_package("none")

    assert package == Package()
    assert (package.name, package.content_hash, package.changes(facts)) == ("none", "", ())
    assert overlay(facts, package.changes(facts)) is facts


def test_order_does_not_count(facts):
    """Name, hash and values of a package are the same whichever measure comes first, and commas do as well."""
    one, other = read_package("T3:pace=0.5+W3+K1"), read_package("K1, W3 ,T3:pace=0.5")

    assert one.name == other.name == "W3+K1+T3:pace=0.5"
    assert one.content_hash == other.content_hash
    assert read_package(one.name) == one
    laid = [overlay(facts, each.changes(facts)).content_hash for each in (one, other)]
    assert laid[0] == laid[1]
    assert (read_package("W3") + read_package("K1+T3:pace=0.5")).content_hash == one.content_hash


def test_a_lever_as_given_is_not_in_the_name():
    """A lever set to what it is anyhow gives the same package."""
    assert read_package("T3:pace=1") == read_package("T3")
    assert read_package("T3:pace=2").content_hash != read_package("T3").content_hash


def test_all_faults_are_told_at_once():
    """Unknown measures and levers, bounds, conflicts: one round, in two languages."""
    assert codes_of("W3:reach=9+W4+K8:x=1+W33+T3:pace") == (
        "policies.lever_bounds",
        "policies.lever_unknown",
        "policies.file_unknown",
        "policies.lever_text",
        "policies.conflict",
    )
    with pytest.raises(HouvastError, match="Did you mean reach"):
        read_package("W3:reech=0.1")
    assert codes_of("W3+W3") == ("policies.measure_twice",)
    assert codes_of("") == codes_of("W3++T3") == ("policies.package_text",)
    assert codes_of("T3:pace=1:pace=2") == ("policies.lever_twice",)
    assert codes_of("T3:pace=nan") == ("policies.lever_bounds",)


def test_a_line_comes_in_during_the_lag(facts):
    """Half of the full number halfway through the phase-in; nothing before it begins."""
    laid = overlay(facts, read_package("T1").changes(facts))  # starts after 6 months, all of it 60 months later
    share = "internal_moves_share"

    assert laid.number(share, "2026-06") == facts.number(share, "2026-06") == 0
    full = laid.number(share, "2031-07")
    assert laid.number(share, "2029-01") == pytest.approx(full / 2, abs=full / 50)
    assert laid.number(share, "2040-01") == full > 0


def test_the_lag_follows_the_levers(facts):
    """Skills recognised at half the pace take twice as long."""
    dates = [read_package(text).changes(facts)[0].knots[1][0] for text in ("T3", "T3:pace=0.5")]

    assert dates == [date(2031, 7, 1), date(2036, 7, 1)]


def test_a_gap_is_closed_as_it_is_that_year(facts):
    """A sum that names facts follows them: where a future closes a gap itself, a measure has less to close."""
    name = "training_prob_per_year_by_contract"
    closing = Change(f"{name}.agency", "add", ((date(2026, 1, 1), 0.0), (date(2036, 1, 1), 0.2)), "scenario")
    world = overlay(facts, [closing])
    laid = overlay(world, read_package("T7:closing=1").changes(world))

    for month in ("2031-01", "2036-01", "2040-01"):
        permanent, *_, agency = laid.array(name, month)[:5]
        assert agency == pytest.approx(permanent)


def test_money_follows_wages(facts):
    """An amount in euros of a year grows with the fact it names, also when that fact is changed by another measure."""
    floor = "income_floor_eur_per_month"
    growth = facts.number("real_wage_growth_share_per_year", "2030-01")
    alone = overlay(facts, read_package("K8").changes(facts))
    beside = overlay(facts, read_package("K8+K9").changes(facts))

    assert alone.number(floor, "2034-01") == pytest.approx(1000 * (1 + growth) ** 10)
    assert beside.number(floor, "2034-01") > alone.number(floor, "2034-01")


def test_no_effect_is_said_loudly(facts):
    """A measure at nothing, one that only watches, and one of which the world has everything already."""
    none = read_package("W3:reach=0:months=12+W9").warnings(facts)
    assert [each.code for each in none] == ["policies.no_effect", "policies.only_watches"]
    assert none[0].text("nl").startswith("LET OP: W3")

    full = facts.with_value("income_floor_eur_per_month", 5000).with_value("giving_up_prob_per_month", [0] * 5)
    still = full.with_value("starts_business_prob_per_month", [0] * 14).with_value("search_support_inactive_factor", 0)
    assert [each.code for each in read_package("K8").warnings(still)] == ["policies.no_effect"]
    assert read_package("W3").warnings(facts) == ()


def test_effect_turns_a_measure_round_or_off(facts):
    """At -1 every change goes the other way, at 0 nothing changes."""
    paths = ("training_access_factor", "training_flexible_factor")
    there = overlay(facts, read_package("K1").changes(facts))
    back = overlay(facts, read_package("K1:effect=-1").changes(facts))

    assert overlay(facts, read_package("K1:effect=0").changes(facts)) is facts
    for path in paths:
        assert there.number(path, "2035-01") * back.number(path, "2035-01") == pytest.approx(1)
        assert there.number(path, "2035-01") > 1
    less = overlay(facts, read_package("W3:effect=-1").changes(facts))
    assert less.number("guidance_share", "2035-01") == 0  # there was less to take away than would be added
    world = facts.with_value("income_floor_eur_per_month", 800)
    lower = overlay(world, read_package("K8:effect=-1").changes(world))
    assert lower.number("income_floor_eur_per_month", "2035-01") == 600


def test_a_file_of_ones_own_works_beside_the_others(facts, own_file):
    """Its path stands in the name, so that the name gives the package again."""
    package = read_package(f"W3+{own_file}:closing=1")

    assert package.name == f"W3+{own_file.as_posix()}:closing=1"
    assert read_package(package.name) == package
    laid = overlay(facts, package.changes(facts)).value("training_prob_per_year_by_contract", "2035-01")
    assert laid[4] == pytest.approx(laid[0])


def test_a_file_that_clashes_is_refused(own_file):
    """A key of one's own may not be that of a given measure."""
    own_file.write_text(own_file.read_text().replace("key: Mine", "key: W3"))

    assert codes_of(str(own_file)) == ("policies.clash_with_given",)


def test_two_that_join_differently_are_refused_with_both_places(facts, own_file):
    """The message names file and line of both."""
    text = own_file.read_text().replace("training_prob_per_year_by_contract.agency\n    merge: add", "guidance_share")
    own_file.write_text(text)

    with pytest.raises(HouvastError) as raised:
        read_package(f"{own_file}:closing=0+W3").changes(facts)
    assert "policies.phase_in" in raised.value.codes  # a replace cannot come in gradually

    own_file.write_text(text.replace("phase_in_months: 24", "phase_in_months: 0"))
    with pytest.raises(HouvastError) as raised:
        (read_package(str(own_file)) + read_package("W3")).changes(facts)
    said = raised.value.text("en")
    assert raised.value.codes == ("policies.collision",)
    assert "my_measure.yaml, line" in said
    assert "W3.yaml, line" in said


def test_requires_must_be_there_and_may_not_go_round(own_file):
    """A measure that needs another is refused without it; one that needs itself is a circle."""
    needs = 'requires:\n  - measure: {}\n    reason: {{nl: "anders niets.", en: "else nothing."}}\n'
    plain = own_file.read_text()

    own_file.write_text(plain + needs.format("W3"))
    assert codes_of(str(own_file)) == ("policies.requires",)
    assert len(read_package(f"{own_file}+W3").measures) == 2
    own_file.write_text(plain + needs.format("Mine"))
    assert codes_of(str(own_file)) == ("policies.cycle",)
    own_file.write_text(plain + needs.format("W33"))
    assert codes_of(str(own_file)) == ("policies.measure_unknown",)


def test_measures_of_ones_own_may_need_each_other_but_not_in_a_circle(own_file, tmp_path):
    """Two files in one package know each other."""
    needs = 'requires:\n  - measure: {}\n    reason: {{nl: "anders niets.", en: "else nothing."}}\n'
    plain, second = own_file.read_text(), tmp_path / "second.yaml"
    own_file.write_text(plain + needs.format("Other"))
    second.write_text(plain.replace("key: Mine", "key: Other"))
    assert [each.key for each in read_package(f"{own_file}+{second}").measures] == ["Mine", "Other"]

    second.write_text(plain.replace("key: Mine", "key: Other") + needs.format("Mine"))
    assert codes_of(f"{own_file}+{second}") == ("policies.cycle",)
