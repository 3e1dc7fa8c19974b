"""The preview: read between its points, added up, stated with its error, and held against exact runs."""

import gzip
import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.experiments.exploration.running import make_run
from houvast.experiments.exploration.state import YEARS, Exploration
from houvast.experiments.exploration.surface import (
    GIVEN,
    TILES,
    between,
    given_surface,
    has_moved_levers,
    measures_of,
    pack_surface,
    read_surface,
)
from houvast.experiments.exploration.yearly import index_of
from houvast.experiments.worlds import NO_PACKAGE
from houvast.facts.loader import load_facts
from houvast.futures.points import CORNERS, Point
from houvast.policies.folder import given_measures
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.outcomes import OUTCOMES

AXIS = np.linspace(-1, 1, 5)
numbers = st.floats(-1, 1)
FRESH = (Exploration("0.35,-0.55"), Exploration("-0.7,0.15", "W3+K1"), Exploration("0.2,0.85", "T3+T7+W2"))
"""Worlds and packages that are not among the runs held back."""


@given(numbers, numbers, st.lists(numbers, min_size=4, max_size=4))
def test_what_is_bilinear_is_read_exactly(t, c, k):
    values = np.array([[k[0] + k[1] * x + k[2] * y + k[3] * x * y for y in AXIS] for x in AXIS])
    assert between(AXIS, values, Point(t, c)) == pytest.approx(k[0] + k[1] * t + k[2] * c + k[3] * t * c, abs=1e-12)


@given(numbers, numbers)
def test_nothing_read_lies_outside_what_was_computed(t, c):
    values = np.arange(25.0).reshape(5, 5)
    assert 0 <= between(AXIS, values, Point(t, c)) <= 24


def test_the_preview_that_comes_along_is_small_and_whole():
    assert (files("houvast.experiments.exploration") / GIVEN).stat().st_size < 1_000_000
    surface = given_surface()
    assert set(surface.outcomes) == {each.key for each in OUTCOMES}
    assert set(surface.effects) == set(given_measures())
    assert all(len(each) == YEARS for each in surface.baseline.values())
    assert surface.about["years"] == YEARS
    assert surface.about["seeds"] >= 2
    assert set(surface.errors) == set(surface.outcomes)
    assert all(0 < surface.errors[key]["world"] < 0.05 for key in TILES)


def test_a_measure_that_only_watches_changes_nothing_in_the_preview():
    assert not any(np.any(each) for each in given_surface().effects["W9"].values())


def test_at_a_point_of_the_grid_the_preview_is_the_computed_difference():
    surface = given_surface()
    for corner in CORNERS:
        at = tuple(int(np.argmin(np.abs(surface.axis - each))) for each in corner)
        told = surface.difference(Exploration(Point(*corner).text()), "work_security")
        assert np.allclose(told, surface.world["work_security"][at])


def test_measures_add_up_and_levers_are_told():
    surface = given_surface()
    both, first, second = (surface.difference(Exploration("A", each), "grip_work") for each in ("W5+W6", "W5", "W6"))
    alone = surface.difference(Exploration("A"), "grip_work")
    assert np.allclose(both - alone, (first - alone) + (second - alone))
    assert measures_of(Exploration("A", "W5+W6")) == ("W5", "W6")
    assert has_moved_levers(Exploration("A", "T3:pace=0.5"))
    assert not has_moved_levers(Exploration("A", "T3"))


def test_a_preview_survives_its_file(tmp_path):
    path = tmp_path / "surface.json.gz"
    path.write_bytes(pack_surface(given_surface()))
    again = read_surface(path)
    assert pack_surface(again) == path.read_bytes()
    assert again.about == given_surface().about


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no gzip",
        gzip.compress(b"no json"),
        gzip.compress(b"[]"),
        gzip.compress(json.dumps({"format": 0}).encode()),
        gzip.compress(json.dumps({"format": 1, "about": {}}).encode()),
    ],
    ids=["empty", "no gzip", "no json", "a list", "another format", "no runs"],
)
def test_a_file_that_is_no_preview_is_told(tmp_path, content):
    path = tmp_path / "surface.json.gz"
    path.write_bytes(content)
    with pytest.raises(HouvastError) as told:
        read_surface(path)
    assert told.value.codes == ("exploration.surface_broken",)
    assert "houvast surface build" in told.value.text("nl")


def test_the_preview_belongs_to_this_model_and_these_facts():
    """Whoever changes a file of the model or a fact makes the preview anew: `make surface`, some minutes."""
    assert given_surface().is_of(load_facts("netherlands").content_hash)


@pytest.mark.slow
def test_the_preview_keeps_to_its_stated_error():
    """At fresh points with fresh packages most figures lie within the error that 95 of 100 held to before."""
    surface, facts = given_surface(), load_facts("netherlands")

    def years(exploration):
        made = make_run(exploration.settings(), facts).yearly
        rows = index_of(made.layout, facts).with_row_index().filter(group_by="all")
        return {key: made.value[rows.filter(outcome=key)["index"]] for key in surface.outcomes}

    base = years(Exploration("baseline"))
    is_within = []
    for fresh in FRESH:
        exact = years(fresh)
        kind = "world" if fresh.package == NO_PACKAGE else "package"
        for key in surface.outcomes:
            gap = np.abs(base[key] + surface.difference(fresh, key)[-len(base[key]) :] - exact[key])
            is_within.extend(gap[np.isfinite(gap)] <= surface.errors[key][kind])
    assert len(is_within) > 1000
    assert np.mean(is_within) > 0.85
