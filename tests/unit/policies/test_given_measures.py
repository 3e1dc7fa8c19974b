"""The measures that come with Houvast."""

import ast
import re

import pytest

from houvast.facts.loader import load_facts
from houvast.facts.overlay import ORDERLESS, overlay
from houvast.policies.checks import check_measure
from houvast.policies.describing import described
from houvast.policies.folder import given_measures, in_order
from houvast.policies.packages import Package, read_package, with_levers
from houvast.vocabulary.months import MONTHS_PER_YEAR

MEASURES = given_measures()
EXPECTED = [f"{series}{number}" for series, last in (("W", 9), ("K", 9), ("T", 8)) for number in range(1, last + 1)]
OF_NATURE = {0, 1, 2, MONTHS_PER_YEAR, 52, 1000}
ONLY_ADDS_TO_NOTHING = ("W4", "K3")
"""What they bring is not there today, so there is nothing to take away."""


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


def test_all_twenty_six_are_there_in_order():
    """W1 to W9, K1 to K9 and T1 to T8, with their seed and the file named after the key."""
    assert list(MEASURES) == EXPECTED
    assert [each.file for each in MEASURES.values()] == [f"{key}.yaml" for key in EXPECTED]
    assert {key[0]: each.seed for key, each in MEASURES.items()} == {"W": "000", "K": "003", "T": "002"}
    assert in_order(["T1", "Mine", "K10", "K9", "W2"]) == ["W2", "K9", "K10", "T1", "Mine"]


@pytest.mark.parametrize("key", EXPECTED)
def test_a_measure_holds_over_the_facts_at_all_ends(facts, key):
    """Paths, names, sources and every lever at both ends."""
    assert check_measure(MEASURES[key], facts) == ()


@pytest.mark.parametrize("key", EXPECTED)
def test_a_measure_goes_the_other_way_when_turned_round(facts, key):
    """The opposite variant changes facts too, unless there is nothing to take away."""
    there, back = (Package((with_levers(MEASURES[key], {"effect": each}),)) for each in (1, -1))
    moved = overlay(facts, there.changes(facts))
    opposite = overlay(facts, back.changes(facts))

    assert (moved is facts) == (key == "W9")
    assert (opposite is facts) == (key in ("W9", *ONLY_ADDS_TO_NOTHING))
    if opposite is not facts:
        for name in {each.fact for each in back.changes(facts)}:
            change = (moved.array(name, "2040-01") - facts.array(name, "2040-01")).sum()
            reverse = (opposite.array(name, "2040-01") - facts.array(name, "2040-01")).sum()
            assert change * reverse <= 0


@pytest.mark.parametrize("drop", ["W4", "K8"])
def test_all_that_go_together_make_one_package(facts, drop):
    """Given measures join without order, so that any of them can be combined."""
    package = read_package("+".join(key for key in EXPECTED if key != drop))

    assert {each.merge for each in package.changes(facts)} <= set(ORDERLESS)
    assert [each.code for each in package.warnings(facts)] == ["policies.only_watches"]


@pytest.mark.parametrize("key", EXPECTED)
def test_sums_hold_no_figures(key):
    """Figures have a name, a range and a reason: in sums stand only 0, 1, 2, months, weeks and thousands."""
    measure = MEASURES[key]
    sums = [each.value.text for each in measure.rules]
    sums += [each.eur_per_year.text for each in measure.costs] + [each.needed.text for each in measure.capacity]
    found = {node.value for text in sums for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}

    assert found - OF_NATURE == set()


def test_no_measure_sets_an_outcome(facts):
    """Mechanism first: what a measure moves is never what it is judged by."""
    moved = {rule.path.partition(".")[0] for each in MEASURES.values() for rule in each.rules}

    assert moved & {outcome for each in MEASURES.values() for outcome in each.acts_on} == set()


def test_every_policy_fact_is_used_by_a_measure(facts):
    """What is held on rules, reach and measured effects is what the measures refer to."""
    text = "\n".join(each.content for each in MEASURES.values())
    policy = [name for name in facts.names() if facts.entry(name).subject == "policy"]

    assert [name for name in policy if not re.search(rf"\b{name}\b", text)] == []


def test_described_in_both_languages(facts):
    """Everything a screen tells of a measure is there in Dutch and in English."""
    for measure in MEASURES.values():
        dutch, english = (described(with_levers(measure, {}), facts, language) for language in ("nl", "en"))
        assert dutch["mechanism"] != english["mechanism"]
        assert [each["path"] for each in dutch["changes"]] == [each["path"] for each in english["changes"]]
        for change in english["changes"]:
            assert change["unit"]
            assert len(change["before"]) == len(change["after"]) == 2
