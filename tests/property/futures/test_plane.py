"""What always holds in the plane of scenarios."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.futures.folder import load_futures
from houvast.futures.points import CORNERS, Point
from houvast.futures.scenarios import courses_at, described, find_place, scenario_changes, scenario_of
from houvast.vocabulary.errors import HouvastError

FUTURES = load_futures()
COORDINATE = st.floats(-1, 1, allow_nan=False)


def values_at(point) -> np.ndarray:
    """Return all levers in 2030 and 2040 at a point, as one row."""
    courses = courses_at(find_place(point, FUTURES)[1], FUTURES)
    return np.array([course.at((2030, 2040)) for course in courses.values()]).ravel()


@pytest.mark.parametrize(("corner", "key"), list(zip(CORNERS, "ABCD", strict=True)))
def test_a_corner_is_exactly_its_scenario(corner, key):
    """The same changes whether asked by name or by point, with the numbers of the file."""
    assert scenario_changes(corner, FUTURES) == scenario_changes(key, FUTURES)
    own = FUTURES.scenarios[key].parameters
    in_file = [own[lever].course.at((2030, 2040)) for lever in FUTURES.levers]
    assert values_at(corner).tolist() == np.ravel(in_file).tolist()


@given(COORDINATE, COORDINATE, COORDINATE, st.floats(0, 1))
def test_the_plane_is_straight_along_each_axis(a, b, other, share):
    """Between two points on a line along an axis every lever lies on the straight line between its ends."""
    between = a + share * (b - a)
    for points in (
        [(a, other), (b, other), (between, other)],
        [(other, a), (other, b), (other, between)],
    ):
        first, last, middle = (values_at(point) for point in points)
        assert middle == pytest.approx(first + share * (last - first), abs=1e-9)


@given(COORDINATE, COORDINATE)
def test_every_point_lies_within_the_corners(technology, collective):
    """Weights are shares of one, and no lever leaves what the four scenarios span."""
    weights = Point(technology, collective).weights()
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    corners = np.stack([values_at(corner) for corner in CORNERS])
    found = values_at((technology, collective))
    assert (found >= corners.min(axis=0) - 1e-9).all()
    assert (found <= corners.max(axis=0) + 1e-9).all()


def test_the_centre_is_the_mean_of_the_four():
    """A quarter of each."""
    assert values_at((0, 0)) == pytest.approx(np.mean([values_at(key) for key in "ABCD"], axis=0))
    assert described((0, 0), FUTURES).startswith("0,0: 25% A")


@given(COORDINATE, COORDINATE)
def test_a_point_belongs_to_the_quadrant_it_lies_in(technology, collective):
    """The scenario with the same signs; none on a line between quadrants."""
    expected = None
    if technology and collective:
        expected = dict(zip(CORNERS, "ABCD", strict=True))[np.sign(technology), np.sign(collective)]
    assert scenario_of((technology, collective), FUTURES) == expected


@given(st.floats() | st.integers(-9, 9), st.floats() | st.integers(-9, 9))
def test_a_point_outside_the_plane_is_an_error(technology, collective):
    """Nothing is extrapolated beyond a corner; what is no number is outside as well."""
    if abs(technology) <= 1 and abs(collective) <= 1:
        return
    with pytest.raises(HouvastError) as caught:
        scenario_changes((technology, collective), FUTURES)
    assert caught.value.codes == ("futures.point_outside",)


@given(COORDINATE, COORDINATE)
def test_a_point_as_text_is_the_same_point(technology, collective):
    """`T,C` as it is typed on the command line."""
    text = f"{technology!r},{collective!r}"
    assert scenario_changes(text, FUTURES) == scenario_changes((technology, collective), FUTURES)


@given(COORDINATE, COORDINATE)
def test_no_change_lies_where_nothing_changes(technology, collective):
    """A lever that stays as it is today gives no change; no path is changed twice."""
    changes = scenario_changes((technology, collective), FUTURES)
    assert len({change.path for change in changes}) == len(changes)
    neutral = {"scale": 1, "add": 0}
    assert all(any(value != neutral[change.merge] for _, value in change.knots) for change in changes)
