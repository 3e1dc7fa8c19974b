"""A plane of one's own: its files, its bounds, its name."""

import math

import pytest
from hypothesis import given, settings, strategies

from houvast.experiments.exploration.state import Exploration, open_link
from houvast.futures.folder import load_futures
from houvast.futures.plane import (
    KEPT_IN,
    NAME,
    OwnAxis,
    OwnCorner,
    OwnPath,
    OwnPlane,
    check_plane,
    kept_folder,
    name_of,
    plane_files,
    spans,
    write_files,
)
from houvast.futures.scenarios import scenario_changes
from houvast.vocabulary.errors import HouvastError


def _plane(paths=None, first="technology_pace", second="orientation", name="Snel"):
    corners = [OwnCorner(name, "Zo is het.", paths or {}), *(OwnCorner(each, "Zo is het.") for each in "BCD")]
    return OwnPlane(
        "Regio", 2026, (OwnAxis(first, "x", "weinig", "veel"), OwnAxis(second, "y", "alleen", "samen")), (*corners,)
    )


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A folder in which futures are kept."""
    monkeypatch.setenv(KEPT_IN, str(tmp_path))
    return tmp_path


def test_a_plane_without_paths_is_today_everywhere(kept):
    files = plane_files(_plane(), load_futures())
    name = name_of(files)
    write_files(kept_folder(name), files)
    for place in ("A", "B", "C", "D", "0.3,-0.7"):
        assert scenario_changes(f"{name}:{place}") == ()


def test_bounds_hold_today_and_every_number_of_the_four():
    futures = load_futures()
    for key, span in spans(futures).items():
        assert span.low <= futures.levers[key].neutral <= span.high
        for corner in futures.corners:
            parameter = futures.scenarios[corner].parameters[key]
            assert span.low <= min(parameter.low, *parameter.course.values)
            assert max(parameter.high, *parameter.course.values) <= span.high


@pytest.mark.parametrize(
    ("plane", "code"),
    [
        (_plane(first="nonsense"), "futures.unknown"),
        (_plane(second="technology_pace"), "futures.axes_same"),
        (_plane({"nonsense": OwnPath((1, 1), 1, 1, "")}), "futures.unknown"),
        (_plane({"total_demand": OwnPath((1, 99), 0.9, 1, "")}), "futures.own_bounds"),
        (_plane({"total_demand": OwnPath((1, math.nan), 0.9, 1, "")}), "futures.own_bounds"),
        (_plane({"total_demand": OwnPath((1, 0.8), 0.9, 1, "")}), "futures.range"),
    ],
)
def test_what_is_wrong_with_a_plane_is_told(plane, code):
    assert code in [each.code for each in check_plane(plane, load_futures())]
    with pytest.raises(HouvastError):
        plane_files(plane, load_futures())


@settings(max_examples=4, deadline=None)
@given(strategies.text(strategies.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_as_it_was(tmp_path_factory, text):
    """Whatever a corner is called, its files can be read and give the same name."""
    folder = tmp_path_factory.mktemp("planes") / "plane"
    write_files(folder, plane_files(_plane(name=text), load_futures()))
    assert load_futures(folder).scenarios["A"].name.nl == text


def test_the_name_is_that_of_the_contents():
    one, two = (plane_files(_plane(name=name), load_futures()) for name in ("Snel", "Traag"))
    assert NAME.fullmatch(name_of(one))
    assert name_of(one) == name_of(plane_files(_plane(), load_futures()))
    assert name_of(one) != name_of(two)


def test_a_link_keeps_the_plane_and_an_unknown_one_is_noted(kept):
    files = plane_files(_plane(), load_futures())
    name = name_of(files)
    write_files(kept_folder(name), files)
    asked, notes = open_link({"u": name, "t": "0.5", "c": "-0.25"})
    assert (asked.world, asked.own, notes) == (f"{name}:0.5,-0.25", name, ())
    assert asked.corners == tuple(f"{name}:{key}" for key in "ABCD")
    assert f"u={name}" in asked.query()
    gone, notes = open_link({"u": "future-" + "0" * 32, "t": "0.5", "c": "-0.25"})
    assert gone == Exploration(world="0.5,-0.25")
    assert [each.code for each in notes] == ["exploration.own_gone"]
