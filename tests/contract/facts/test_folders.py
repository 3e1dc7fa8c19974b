"""What every facts folder of this repository keeps to."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

import polder
from houvast.facts.entries import dutch_of_measured_by
from houvast.facts.loader import load_facts
from houvast.vocabulary.words import STATUSES, UNIT_BY_KEY, keys_of

FOLDERS = {
    "netherlands": "netherlands",
    "polder": polder.facts_folder(),
    "good": Path(__file__).parent / "good",
}
loaded = cache(load_facts)
NAME_ALONE = re.compile(r"CBS (\d{5}(NED|ned)?|AI-monitor)|Rijksoverheid, bedragen minimumloon")


@pytest.fixture(params=FOLDERS)
def facts(request):
    return loaded(FOLDERS[request.param])


def test_each_number_has_unit_source_and_status(facts):
    """No number stands in a folder without unit, source and status."""
    for name in facts.names():
        entry = facts.entry(name)
        assert entry.unit in UNIT_BY_KEY, name
        for dated in entry.values:
            assert dated.source, name
            assert set(dated.source) <= set(facts.sources), name
            assert dated.status in keys_of(STATUSES), name


def test_assumed_numbers_say_their_range_and_what_would_measure_them(facts):
    """An assumed number has a range around it and names its measurement; a calibrated one has a range."""
    for name in facts.names():
        for dated in facts.entry(name).values:
            if dated.status in ("assumed", "calibrated"):
                given = ~np.isnan(dated.value)
                assert (dated.low[given] <= dated.value[given]).all(), name
                assert (dated.value[given] <= dated.high[given]).all(), name
            if dated.status == "assumed":
                assert dated.would_be_measured_by, name


def test_what_would_measure_a_number_is_said_in_dutch_too():
    """Every text of the facts that come with Houvast has its Dutch, but for the bare name of a table; no more."""
    texts = {
        dated.would_be_measured_by
        for folder in ("netherlands", str(files("houvast.flex") / "rules"))
        for name in loaded(folder).names()
        for dated in loaded(folder).entry(name).values
    } - {""}
    known = dutch_of_measured_by()

    assert {text for text in texts - known.keys() if not NAME_ALONE.fullmatch(text)} == set()
    assert known.keys() - texts == set()
    assert loaded("netherlands").dated("hours_heaping_weight", "2024-01").measured_by("nl") == (
        "CBS 85275NED naar uren, per uur"
    )


def test_what_is_only_remembered_is_assumed(facts):
    """A figure from own knowledge never poses as measured, so it can never be a target."""
    remembered = [
        dated.status
        for name in facts.names()
        for dated in facts.entry(name).values
        if dated.confidence == "own_knowledge"
    ]

    assert set(remembered) <= {"assumed"}


def test_each_fact_is_named_in_both_languages(facts):
    """Names exist in Dutch and English, for facts and for the groups they are given by."""
    for name in facts.names():
        entry = facts.entry(name)
        assert entry.name.nl, name
        assert entry.name.en, name
        for classification in map(facts.classification, entry.by):
            assert all(classification.nl), classification.name
            assert all(classification.en), classification.name


def test_the_two_markets_have_the_same_facts():
    """The polder has every fact of the Netherlands, with the same unit and the same classifications.

    Targets of the calibration are left out: they are published about one country.
    """

    def form(facts):
        names = (name for name in facts.names() if not name.startswith("target"))
        return {name: (facts.entry(name).unit, facts.entry(name).by) for name in names}

    assert form(loaded(FOLDERS["polder"])) == form(loaded(FOLDERS["netherlands"]))
