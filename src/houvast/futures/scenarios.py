"""From a point in the plane to the changes it lays over the facts.

Equations
    value(lever, year; T, C) = sum over corners k of w_k * value_k(lever, year),
    w_k = (1 + T T_k) / 2 * (1 + C C_k) / 2, with T_k and C_k 1 or -1;

so at a corner exactly that corner, at the centre the mean of the four, and in between a straight line along each axis.
The values are factors (1 is today) or additions (0 is today), so the mean of the four is not today.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np

from houvast.facts.overlay import Change
from houvast.futures.folder import Futures, load_futures
from houvast.futures.parts import Course, Lever, Scenario
from houvast.futures.plane import load_kept
from houvast.futures.points import CORNERS, Point, read_point
from houvast.vocabulary.errors import HouvastError, nearest, problem

BASELINE = "baseline"
ORIGIN = "scenario"
"""What a change says about where it comes from."""

PointLike = str | tuple[float, float] | Point


class Place(NamedTuple):
    """A place asked for: a named scenario, a bare point in the plane, or the baseline (neither)."""

    scenario: Scenario | None
    point: Point | None


def scenario_changes(point: PointLike, futures: Futures | None = None) -> tuple[Change, ...]:
    """Return the changes that a future lays over the facts.

    Parameters
    ----------
    point
        `"baseline"`; a scenario (`"A"` to `"D"`, or one of one's own); two numbers in [-1, 1], technology and
        collective, as a tuple or as text (`"0.5,-0.2"`); or any of these after a folder (`"my-future:E"`).
    futures
        The futures to take it from; those that come with Houvast when left out.

    Returns
    -------
    tuple of Change
        By path one change with a knot per year of its course. Nothing for what stays as it is.

    Raises
    ------
    HouvastError
        `futures.point` or `futures.point_outside`, or what is wrong with the folder.
    """
    futures, place = find_place(point, futures)
    return tuple(
        Change(
            path=path,
            merge=lever.merge,
            knots=tuple(
                (date(year, 1, 1), float(value)) for year, value in zip(course.years, course.values, strict=True)
            ),
            origin=ORIGIN,
        )
        for lever, course in ((futures.levers[key], course) for key, course in courses_at(place, futures).items())
        if any(value != lever.neutral for value in course.values)
        for path in lever.paths
    )


def scenario_of(point: PointLike, futures: Futures | None = None) -> str | None:
    """Return the key of the scenario in whose quadrant a point lies.

    Returns
    -------
    str or None
        For a named scenario its own key, for the baseline `"baseline"`; None for a point on a line between quadrants.
    """
    futures, place = find_place(point, futures)
    if place.scenario is not None:
        return place.scenario.key
    if place.point is None:
        return BASELINE
    if 0 in place.point:
        return None
    signs = Point(*np.sign(place.point))
    return futures.corners[CORNERS.index(signs)]


def described(point: PointLike, futures: Futures | None = None, language: str = "en") -> str:
    """Return where a point lies, in a sentence: the shares of the corners, or the name of the scenario."""
    futures, place = find_place(point, futures)
    if place.scenario is not None:
        return f"{place.scenario.key}: {place.scenario.name.text(language)}"
    if place.point is None:
        return {"nl": "vandaag, zonder scenario", "en": "today, without a scenario"}[language]
    shares = sorted(zip(place.point.weights(), futures.corners, strict=True), key=lambda each: -each[0])
    percent = 100
    named = ", ".join(
        f"{share * percent:.0f}% {key} ({futures.scenarios[key].name.text(language)})" for share, key in shares if share
    )
    return f"{place.point.text()}: {named}"


def find_place(point: PointLike, futures: Futures | None = None) -> tuple[Futures, Place]:
    """Return the futures and the place in them that is meant; the errors are those of `scenario_changes`."""
    if isinstance(point, str):
        folder, colon, rest = point.rpartition(":")
        if colon and futures is None and folder:
            return find_place(rest, load_kept(folder))
        futures = futures or load_futures()
        return futures, _read(point, futures)
    futures = futures or load_futures()
    return futures, Place(None, _inside(Point(*map(float, point))))


def _read(text: str, futures: Futures) -> Place:
    text = text.strip()
    if text == BASELINE:
        return Place(None, None)
    if text in futures.scenarios:
        return Place(futures.scenarios[text], futures.scenarios[text].at)
    point = read_point(text)
    if point is None:
        names = (*futures.scenarios, BASELINE)
        raise HouvastError(
            problem(
                "futures.point", found=text or None, known=tuple(futures.scenarios), suggestion=nearest(text, names)
            )
        )
    return Place(None, _inside(point))


def _inside(point: Point) -> Point:
    if not point.in_plane:
        raise HouvastError(problem("futures.point_outside", found=point.text()))
    return point


def courses_at(place: Place, futures: Futures) -> Mapping[str, Course]:
    """Return the course of every lever at a place, by lever; empty for the baseline."""
    if place.point is None:
        return {}
    found = {key: _mixed(lever, place.point, futures) for key, lever in futures.levers.items()}
    scenario = place.scenario
    own: dict[str, Course] = {}
    while scenario is not None:
        # What a scenario says itself goes before what it rests on.
        own = {key: each.course for key, each in scenario.parameters.items()} | own
        scenario = futures.scenarios.get(scenario.based_on)
    return found | own


def _mixed(lever: Lever, point: Point, futures: Futures) -> Course:
    corners = [futures.scenarios[key].parameters[lever.key].course for key in futures.corners]
    years = tuple(sorted({year for course in corners for year in course.years}))
    # Added up corner by corner: the order in which a matrix product adds depends on the processor. Where all corners
    # are alike so is every point, to the last bit: weights may come to a little less than one.
    values = np.stack([course.at(years) for course in corners])
    mixed = sum(weight * each for weight, each in zip(point.weights(), values, strict=True))
    values = np.where((values == values[0]).all(axis=0), values[0], mixed)
    return Course(years, tuple(map(float, values)))
