"""The world of a run: which future is laid over the facts, and which package of measures over that.

A future is written as a letter or as a point in the plane of two axes; a package as measures joined by `+`.
The order is fixed: facts, then what the future changes, then what the package changes. The baseline with the empty
package changes nothing: it is the facts themselves, and its runs are the runs of before there were futures.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import HouvastError, Problem

if TYPE_CHECKING:
    from houvast.facts.overlay import Change
    from houvast.futures.points import Point
    from houvast.policies.packages import Package

BASELINE = "baseline"
"""The world of the facts, without a future laid over it."""
NO_PACKAGE = "none"
"""The empty package of measures."""

SCENARIOS: tuple[str, ...] = (BASELINE, "A", "B", "C", "D")
"""The futures that come with Houvast, by name."""
BETWEEN_NUMBERS = ","

MOST_FUTURES_LAID = 8
_FUTURES_LAID: OrderedDict[tuple[str, bool, tuple[Change, ...]], Facts] = OrderedDict()


@dataclass(frozen=True)
class World:
    """A future and a package, and the facts with both laid over them.

    Parameters
    ----------
    scenario
        The future as it is written: `baseline`, a letter, or a point as `T,C`.
    package
        Name of the package.
    facts
        What the run reads: the facts with all changes.
    changes
        Changes of the future first, then those of the package.
    package_hash
        Hash of what the package holds; empty for the empty package.
    left_out
        Paths that the future changes and these facts cannot, because they know other groups: the sectors of another
        country.
    warnings
        What somebody should hear of the package: measures without effect, numbers kept within bounds.
    """

    scenario: str
    package: str
    facts: Facts
    changes: tuple[Change, ...] = ()
    package_hash: str = ""
    left_out: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def point(self) -> Point | None:
        """Place in the plane; None for the baseline, which lies outside it."""
        return point_of(self.scenario)

    @cached_property
    def described(self) -> dict[str, Any]:
        """What a manifest says of the world."""
        return {
            "point": None if self.point is None else list(self.point),
            "package_hash": self.package_hash,
            "changes": [_described(change) for change in self.changes],
            "left_out": list(self.left_out),
            "warnings": [warning.text() for warning in self.warnings],
        }


def world_of(scenario: str, package: str, facts: Facts) -> World:
    """Lay a future and a package over facts.

    Parameters
    ----------
    scenario, package
        As `read_scenario` and `read_package` return them.
    facts
        The facts of today; they stay as they are.

    Raises
    ------
    HouvastError
        A path that no fact has, a value out of bounds, measures that cannot go together.
    """
    changes: tuple[Change, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    laid, package_hash = facts, ""
    if scenario != BASELINE:
        from houvast.futures.scenarios import scenario_changes

        changes, left_out = _that_fit(facts, scenario_changes(scenario))
        laid = _under_future(facts, changes)
    if package != NO_PACKAGE:
        measures = package_named(package)
        laid, of_package, warnings = measures.laid_over(laid)
        package_hash = measures.content_hash
        changes = (*changes, *of_package)
    return World(scenario, package, laid, changes, package_hash, left_out, warnings)


def _under_future(facts: Facts, changes: tuple[Change, ...]) -> Facts:
    """Lay a future over facts, or find it again: whoever tries measures stays in one future for a while."""
    from houvast.facts.overlay import overlay

    name = (facts.content_hash, facts.reaches_back, changes)
    laid = _FUTURES_LAID.get(name)  # other threads may forget it meanwhile
    if laid is None:
        while len(_FUTURES_LAID) >= MOST_FUTURES_LAID:
            _FUTURES_LAID.popitem(last=False)
        laid = _FUTURES_LAID[name] = overlay(facts, changes)
    return facts if laid is facts else laid.apart()


def _that_fit(facts: Facts, changes: Sequence[Change]) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Part the changes of a future from those of groups that these facts do not know."""
    from houvast.facts.overlay import cells_of

    fit, left_out = [], []
    for change in changes:
        try:
            cells_of(facts, change.path)
        except HouvastError as fault:
            if fault.codes == ("overlay.unknown_group",):
                left_out.append(change.path)
                continue
        fit.append(change)
    return tuple(fit), tuple(left_out)


def package_named(text: str) -> Package:
    """Return the package that a text names, as `houvast.policies` reads it."""
    from houvast.policies.packages import read_package

    return read_package(text)


def read_package_name(text: str) -> str:
    """Return the one name of a package, or tell what is wrong with it.

    Raises
    ------
    HouvastError
        As `houvast.policies.packages.read_package`.
    """
    return NO_PACKAGE if text.strip() == NO_PACKAGE else package_named(text).name


def read_scenario(text: str) -> str:
    """Return the one name of a future: a letter for a corner, two numbers for any other point.

    Parameters
    ----------
    text
        `baseline`, `A` to `D`, two numbers from -1 to 1 (how technology-driven, how collective), or any of these after
        a folder of one's own, as `houvast.futures.scenarios.scenario_changes` reads it.

    Raises
    ------
    HouvastError
        `futures.point` for an unknown name, `futures.point_outside` for a point outside the plane.

    Examples
    --------
    >>> read_scenario("1,-1"), read_scenario("0.50, 0")
    ('A', '0.5,0')
    """
    written = text.strip()
    if written == BASELINE:
        return BASELINE
    from houvast.futures.points import CORNERS, Point
    from houvast.futures.scenarios import find_place

    futures, place = find_place(written)
    folder = written[: written.rindex(":") + 1] if ":" in written else ""
    if place.scenario is not None:
        return folder + place.scenario.key
    if place.point is None:
        return BASELINE
    point = Point(*(each + 0.0 for each in place.point))  # there is no place -0
    return folder + dict(zip(CORNERS, futures.corners, strict=True)).get((*point,), point.text())


def point_of(scenario: str) -> Point | None:
    """Return the place of a future in the plane, or None for the baseline."""
    if scenario == BASELINE:
        return None
    from houvast.futures.scenarios import find_place

    return find_place(scenario)[1].point


def split_scenarios(text: str) -> list[str]:
    """Split a list of futures at its commas, those inside a point excepted.

    Examples
    --------
    >>> split_scenarios("A,0.5,-0.3,D")
    ['A', '0.5,-0.3', 'D']
    """
    found: list[str] = []
    half = False
    for part in (each.strip() for each in text.split(BETWEEN_NUMBERS)):
        if _is_number(part) and half:
            found[-1] += BETWEEN_NUMBERS + part
        else:
            found.append(part)
        half = _is_number(part) and not half
    return found


def read_all(texts: Sequence[str], read: Any, problems: list[Problem]) -> tuple[str, ...]:
    """Read several names, noting the faults of all; a name that cannot be read is left out."""
    names = []
    for text in texts:
        try:
            names.append(read(text))
        except HouvastError as fault:
            problems.extend(fault.problems)
    return tuple(names)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text


def _described(change: Change) -> dict[str, Any]:
    return {
        "path": change.path,
        "merge": change.merge,
        "origin": change.origin,
        "knots": [[day.isoformat(), value] for day, value in change.knots],
        "until": None if change.until is None else change.until.isoformat(),
    }
