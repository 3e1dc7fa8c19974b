"""A whole run, on the polder."""

from __future__ import annotations

import pytest

from houvast.experiments.identity import content_hash
from houvast.experiments.provenance import facts_behind
from houvast.experiments.results import COLUMNS, outcome_faults
from houvast.experiments.runs import run
from houvast.experiments.settings import check_settings
from houvast.facts.loader import load_facts
from polder import facts_folder


@pytest.fixture(scope="module")
def facts():
    """The facts of the polder."""
    return load_facts(facts_folder())


@pytest.fixture(scope="module")
def first(facts):
    """One year of the polder."""
    return run(scale=1.0, years=1, facts=facts, threads=1)


def test_a_run_gives_a_faultless_table(first):
    """What a run makes can be read: every value within the bounds of its unit, no row twice."""
    assert list(first.outcomes.columns) == list(COLUMNS)
    assert [fault.text() for fault in outcome_faults(first.outcomes, "outcomes")] == []


def test_a_run_can_be_repeated_bit_for_bit(first, facts):
    """The same settings give the same outcomes, whatever the number of threads."""
    second = run(scale=1.0, years=1, facts=facts, threads=2)
    assert second.outcomes.equals(first.outcomes)
    assert second.manifest["content_hash"] == first.manifest["content_hash"]


def test_a_finished_run_is_read_instead_of_made(facts, tmp_path):
    """The second time the stored result is read; --again makes it once more."""
    made = run(scale=1.0, years=1, facts=facts, threads=1, folder=tmp_path / "result")
    marked = made.folder / "manifest.json"
    before = marked.stat().st_mtime_ns
    run(scale=1.0, years=1, facts=facts, threads=1, folder=made.folder)
    assert marked.stat().st_mtime_ns == before
    run(scale=1.0, years=1, facts=facts, threads=1, folder=made.folder, again=True)
    assert marked.stat().st_mtime_ns > before


def test_the_manifest_tells_what_went_in_and_what_it_cost(first):
    """Versions, seed, people, time per step: everything to repeat and to judge a run."""
    assert first.manifest["persons"] > 0
    assert first.manifest["timing"]["ns_per_person_month"] > 0
    assert first.manifest["timing"]["peak_bytes"] > 0
    assert "matching" in first.manifest["timing"]["steps"]


def test_facts_read_while_building_a_population_count_though_it_came_from_the_cache(facts):
    """The manifest names the facts behind the population, cached or not."""
    assert "population_by_age_thousand" in facts_behind(load_facts(facts_folder()))


def test_the_baseline_without_measures_is_the_run_itself(first, facts):
    """Named or not, today's world with the empty package is the same run: same bits, same name, nothing changed."""
    named = run(scale=1.0, years=1, facts=facts, threads=1, scenario="baseline", package="none")
    assert named.outcomes.equals(first.outcomes)
    assert named.manifest["content_hash"] == first.manifest["content_hash"]
    assert named.manifest["content_hash"] == content_hash(check_settings(1.0, 1), facts.content_hash)
    assert (named.manifest["point"], named.manifest["package_hash"], named.manifest["changes"]) == (None, "", [])


def test_a_future_and_a_package_are_told_in_the_manifest(first, facts):
    """A run says where its future lies, what its package holds, and everything both change; its name is its own."""
    made = run(scale=1.0, years=1, facts=facts, threads=1, scenario="1,1", package="T3,W3")
    manifest = made.manifest
    assert (manifest["scenario"], manifest["package"]) == ("B", "W3+T3")
    assert manifest["point"] == [1, 1]
    assert manifest["package_hash"]
    assert {change["origin"] for change in manifest["changes"]} == {"scenario", "W3", "T3"}
    assert manifest["content_hash"] != first.manifest["content_hash"]
    assert manifest["population_hash"] == first.manifest["population_hash"]
