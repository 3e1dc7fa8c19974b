"""Load a future: the files that come with Houvast, or a folder of one's own; all faults told at once.

A folder of one's own needs only the files it changes. What it lacks is taken from the files in `given`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from houvast.facts.fields import Names
from houvast.facts.located import Faults
from houvast.facts.sheets import Sheet, read_sheet
from houvast.futures.balance import Balance, balance_of
from houvast.futures.checks import check_future
from houvast.futures.parts import Axis, Course, Development, Lever, Parameter, PolicyQuestion, Scenario, Source, Theme
from houvast.futures.points import CORNERS, Point
from houvast.vocabulary.errors import HouvastError, Place, problem

GIVEN = Path(__file__).with_name("given")
SCHEMA = Path(__file__).with_name("schema.json")
SCENARIO_FILES = "scenario_*.yaml"
KINDS = ("sources", "method", "developments", "axes", "levers", "comparison", "questions", "balance")
_Part = TypeVar("_Part")


@dataclass(frozen=True)
class Futures:
    """Everything about a future. Made by `load_futures`; never changed afterwards.

    Parameters
    ----------
    folder
        Where it comes from, for messages and provenance.
    content_hash
        sha256 over all files.
    method
        Numbers of the method itself, such as the limit for correlated axes.
    corners
        Keys of the four scenarios in the corners, in the order of `points.CORNERS`.
    """

    folder: str
    content_hash: str
    sources: Mapping[str, Source]
    method: Mapping[str, float]
    developments: Mapping[str, Development]
    axes: Mapping[str, Axis]
    levers: Mapping[str, Lever]
    scenarios: Mapping[str, Scenario]
    corners: tuple[str, ...]
    comparison: Mapping[str, Theme]
    questions: Mapping[str, PolicyQuestion]
    balance: Balance


def load_futures(folder: Path | str | None = None) -> Futures:
    """Load and check a future.

    Parameters
    ----------
    folder
        A folder of one's own, as `houvast futures new` makes it; None for the one that comes with Houvast.

    Raises
    ------
    HouvastError
        With every fault of the folder, each with file, line and key.
    """
    if folder is None:
        return _given_futures()
    path = Path(folder)
    if not path.is_dir():
        raise HouvastError(problem("files.missing", where=str(folder)))
    return _loaded(str(folder), future_files(path))


@cache
def _given_futures() -> Futures:
    """Return the future that comes with Houvast, read once: nobody edits it while a program runs."""
    return _loaded(GIVEN.name, future_files(None))


def _loaded(folder: str, files: Mapping[str, Path]) -> Futures:
    return _load(folder, tuple(files.items()), _hash(files))


def future_files(folder: Path | None) -> dict[str, Path]:
    """Return the files of a future by name: its own, else those that come with Houvast."""
    found = {}
    for place in (GIVEN, *([folder] if folder is not None else [])):
        found.update({f"{kind}.yaml": place / f"{kind}.yaml" for kind in KINDS if (place / f"{kind}.yaml").is_file()})
        found.update({file.name: file for file in place.glob(SCENARIO_FILES) if file.is_file()})
    return dict(sorted(found.items()))


def _hash(files: Mapping[str, Path]) -> str:
    digest = hashlib.sha256()
    for name, path in files.items():
        try:
            content = path.read_bytes().replace(b"\r\n", b"\n")
        except OSError:
            content = b""  # told when the file is read
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


@lru_cache(maxsize=32)
def _load(folder: str, files: tuple[tuple[str, Path], ...], content_hash: str) -> Futures:
    faults = Faults()
    sheets = {name: read_sheet(path, name, SCHEMA, faults, _kind(name)) for name, path in files}
    known = {name: sheet for name, sheet in sheets.items() if sheet is not None}
    if not faults.problems:
        # A file of the wrong form is told alone: what others miss of it would mislead.
        check_future(known, faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    return _built(folder, content_hash, known)


def _kind(name: str) -> str:
    return "scenario" if name.startswith("scenario_") else name.removesuffix(".yaml")


def _built(folder: str, content_hash: str, sheets: Mapping[str, Sheet]) -> Futures:
    def parts(kind: str, build: Callable[[str, Any], _Part]) -> dict[str, _Part]:
        return {key: build(key, value) for key, value in sheets[f"{kind}.yaml"].value.items()}

    scenarios = _scenarios([sheet.value for name, sheet in sheets.items() if _kind(name) == "scenario"])
    at_corner = {scenario.at: key for key, scenario in scenarios.items() if not scenario.based_on}
    return Futures(
        folder=folder,
        content_hash=content_hash,
        sources=parts("sources", lambda key, value: Source(key, **value)),
        method={key: float(value["value"]) for key, value in sheets["method.yaml"].value.items()},
        developments=parts("developments", _development),
        axes=parts("axes", _axis),
        levers=_levers(sheets["levers.yaml"].value),
        scenarios=scenarios,
        corners=tuple(at_corner[Point(*corner)] for corner in CORNERS),
        comparison=parts("comparison", _theme),
        questions=parts("questions", _question),
        balance=balance_of(sheets["balance.yaml"].value),
    )


def _development(key: str, value: Mapping[str, Any]) -> Development:
    return Development(
        key,
        value["destep"],
        Names(**value["name"]),
        Names(**value["description"]),
        value["source"],
        value["place"],
        value["year"],
        value.get("selected", False),
    )


def _axis(key: str, value: Mapping[str, Any]) -> Axis:
    named = {name: Names(**value[name]) for name in ("name", "description", "low", "high")}
    return Axis(key, development=value["development"], **named)


def _levers(rows: Mapping[str, Any]) -> dict[str, Lever]:
    return {
        key: Lever(
            key,
            Names(**value["name"]),
            row,
            Names(**content["name"]),
            tuple(value["paths"]),
            value["merge"],
            value["signs"],
        )
        for row, content in rows.items()
        for key, value in content["levers"].items()
    }


def _scenarios(values: list[Mapping[str, Any]]) -> dict[str, Scenario]:
    by_key = {value["key"]: value for value in values}
    return {key: _scenario(by_key[key], _at(by_key, key)) for key in sorted(by_key)}


def _at(by_key: Mapping[str, Mapping[str, Any]], key: str) -> Point:
    value = by_key[key]
    return _at(by_key, value["based_on"]) if "based_on" in value else Point(*map(float, value["at"]))


def _scenario(value: Mapping[str, Any], at: Point) -> Scenario:
    return Scenario(
        key=value["key"],
        name=Names(**value["name"]),
        motto=Names(**value["motto"]) if "motto" in value else None,
        narrative=Names(**value["narrative"]),
        source=value["source"],
        at=at,
        parameters={key: _parameter(each) for key, each in value.get("parameters", {}).items()},
        based_on=value.get("based_on", ""),
    )


def _parameter(value: Mapping[str, Any]) -> Parameter:
    path = {int(year): float(number) for year, number in value["path"].items()}
    low, high = map(float, value["range"])
    course = Course(tuple(path), tuple(path.values()))
    return Parameter(course, low, high, value["status"], value["place"], Names(**value["reason"]))


def _theme(key: str, value: Mapping[str, Any]) -> Theme:
    words = {scenario: Names(**names) for scenario, names in value["scenarios"].items()}
    return Theme(key, Names(**value["name"]), words)


def _question(key: str, value: Mapping[str, Any]) -> PolicyQuestion:
    return PolicyQuestion(
        key,
        value["scenario"],
        Names(**value["question"]),
        tuple(value["outcomes"]),
        tuple(value["measures"]),
        value["source"],
        value["place"],
    )


def place_of_axes(futures: Futures) -> Place:
    """Return where the axes stand, for messages about them."""
    return Place(future_files(None if futures.folder == GIVEN.name else Path(futures.folder))["axes.yaml"].name)
