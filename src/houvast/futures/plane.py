"""A plane of one's own: two axes and four corners with parameter paths, written as the files of a future.

What somebody who makes a plane need not know is filled in: a lever that is left out stays as it is today, bounds are
the widest of the four futures that come with Houvast, and what those four say of themselves (signs, themes, questions)
is left out, because it is not said of these. The files are complete, so that a plane stays what it was when the files
that come with Houvast change.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from houvast.futures.folder import Futures, future_files, load_futures
from houvast.futures.parts import CHANGES_FROM, PART_FROM
from houvast.futures.points import CORNERS
from houvast.vocabulary.errors import HouvastError, Problem, nearest, problem

KEPT_IN = "HOUVAST_FUTURES"
"""Variable that names the folder in which futures are found by name; without it a name is a folder like any other."""
NAME = re.compile(r"future-[0-9a-f]{32}")
HASH_LETTERS = 32
CORNER_KEYS = ("A", "B", "C", "D")
AXIS_KEYS = ("technology", "collective")
"""What the files call the first and the second axis, whatever they are about."""
KNOTS = (2030, 2040)
"""Years of which a path gives the value; before the first it runs straight from today."""
OWN_SOURCE = "own-plane"


class Span(NamedTuple):
    """Lowest and highest value that a lever may get."""

    low: float
    high: float


@dataclass(frozen=True)
class OwnAxis:
    """An axis: the development it rests on, and what its ends are called."""

    development: str
    name: str
    low: str
    high: str


@dataclass(frozen=True)
class OwnPath:
    """Where a lever goes: its value in the years of `KNOTS`, how far the last could be otherwise, and why."""

    values: tuple[float, float]
    low: float
    high: float
    reason: str


@dataclass(frozen=True)
class OwnCorner:
    """A corner: its name, its story, and the levers that move."""

    name: str
    narrative: str
    paths: Mapping[str, OwnPath] = field(default_factory=dict)


@dataclass(frozen=True)
class OwnPlane:
    """Two axes and the four corners in the order of `points.CORNERS`, made by `title` in `year`."""

    title: str
    year: int
    axes: tuple[OwnAxis, OwnAxis]
    corners: tuple[OwnCorner, OwnCorner, OwnCorner, OwnCorner]


def spans(futures: Futures) -> dict[str, Span]:
    """Return the bounds of every lever: the widest of the ranges and paths of the corners, and today."""
    found = {}
    for key, lever in futures.levers.items():
        given = [futures.scenarios[corner].parameters[key] for corner in futures.corners]
        numbers = [lever.neutral, *(each.low for each in given), *(each.high for each in given)]
        numbers += [value for each in given for value in each.course.values]
        found[key] = Span(min(numbers), max(numbers))
    return found


def check_plane(plane: OwnPlane, futures: Futures) -> tuple[Problem, ...]:
    """Return everything that is wrong with a plane, each with the corner and the lever."""
    faults = [
        problem("futures.unknown", where=axis.name, found=axis.development, known=tuple(futures.developments),
                suggestion=nearest(axis.development, futures.developments))
        for axis in plane.axes if axis.development not in futures.developments
    ]  # fmt: skip
    if plane.axes[0].development == plane.axes[1].development:
        faults.append(problem("futures.axes_same", where=plane.axes[1].name, found=plane.axes[1].development))
    for key, corner in zip(CORNER_KEYS, plane.corners, strict=True):
        for lever, path in corner.paths.items():
            faults += _faults_of(f"{key}, {lever}", lever, path, futures)
    return tuple(faults)


def _faults_of(where: str, lever: str, path: OwnPath, futures: Futures) -> list[Problem]:
    if lever not in futures.levers:
        known = tuple(futures.levers)
        return [problem("futures.unknown", where=where, found=lever, known=known, suggestion=nearest(lever, known))]
    span = spans(futures)[lever]
    faults = [
        problem("futures.own_bounds", where=where, found=each, low=span.low, high=span.high)
        for each in (*path.values, path.low, path.high)
        if not (math.isfinite(each) and span.low <= each <= span.high)
    ]
    if not faults and not path.low <= path.values[-1] <= path.high:
        faults.append(problem("futures.range", where=where, found=path.values[-1], low=path.low, high=path.high))
    return faults


def plane_files(plane: OwnPlane, futures: Futures) -> dict[str, str]:
    """Return the files of a plane, by name.

    Parameters
    ----------
    plane
        What somebody made.
    futures
        Developments, levers and bounds; usually those that come with Houvast.

    Raises
    ------
    HouvastError
        As `check_plane` tells it.
    """
    faults = check_plane(plane, futures)
    if faults:
        raise HouvastError(faults)
    files = {name: path.read_text(encoding="utf-8") for name, path in future_files(None).items()}
    values = _read(files)
    files["sources.yaml"] = _written(values["sources.yaml"] | {OWN_SOURCE: _source(plane)})
    files["axes.yaml"] = _written(dict(zip(AXIS_KEYS, map(_axis, plane.axes), strict=True)))
    files["levers.yaml"] = _written(_without_signs(values["levers.yaml"]))
    files["comparison.yaml"] = _written(
        {key: {**theme, "scenarios": {}} for key, theme in values["comparison.yaml"].items()}
    )
    files["questions.yaml"] = _written({})
    files["balance.yaml"] = _written({**values["balance.yaml"], "scenarios": {}})
    for key, corner, at in zip(CORNER_KEYS, plane.corners, CORNERS, strict=True):
        files[f"scenario_{key.lower()}.yaml"] = _written(_scenario(key, corner, at, futures))
    return files


def _read(files: Mapping[str, str]) -> dict[str, Any]:
    return {name: yaml.safe_load(text) for name, text in files.items()}


class _Plain(yaml.SafeDumper):
    """Writes every value out: files of facts and futures take no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name is that of the dumper
        return True


def _written(value: Any) -> str:
    return str(yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120))


def _twice(text: str) -> dict[str, str]:
    """A text of one's own stands under both languages: nobody translates it."""
    return {"nl": text, "en": text}


def _source(plane: OwnPlane) -> dict[str, Any]:
    return {"publisher": "workshop", "title": plane.title, "year": plane.year}


def _axis(axis: OwnAxis) -> dict[str, Any]:
    named = {"name": axis.name, "description": axis.name, "low": axis.low, "high": axis.high}
    return {**{key: _twice(text) for key, text in named.items()}, "development": axis.development}


def _without_signs(rows: Mapping[str, Any]) -> dict[str, Any]:
    return {
        row: {**content, "levers": {key: {**lever, "signs": {}} for key, lever in content["levers"].items()}}
        for row, content in rows.items()
    }


def _scenario(key: str, corner: OwnCorner, at: tuple[float, float], futures: Futures) -> dict[str, Any]:
    unmoved = {"nl": "blijft zoals vandaag", "en": "stays as it is today"}
    parameters = {}
    for lever, content in futures.levers.items():
        neutral = content.neutral
        path = corner.paths.get(lever, OwnPath((neutral, neutral), neutral, neutral, ""))
        parameters[lever] = {
            "path": {CHANGES_FROM.year: neutral, PART_FROM.year: neutral, **dict(zip(KNOTS, path.values, strict=True))},
            "range": [path.low, path.high],
            "status": "assumed",
            "place": "-",
            "reason": _twice(path.reason) if path.reason else unmoved,
        }
    return {
        "key": key,
        "at": list(at),
        "name": _twice(corner.name),
        "narrative": _twice(corner.narrative),
        "source": OWN_SOURCE,
        "parameters": parameters,
    }


def name_of(files: Mapping[str, str]) -> str:
    """Return the name of a future from all that is in it: who knows the name was given the future."""
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        content = text.encode()
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return f"future-{digest.hexdigest()[:HASH_LETTERS]}"


def kept_folder(name: str) -> Path:
    """Return where a future lies that is written as `name:place`: by name where futures are kept, else as a folder."""
    root = os.environ.get(KEPT_IN)
    return Path(root) / name if root and NAME.fullmatch(name) else Path(name)


def load_kept(name: str) -> Futures:
    """Load a future by the name before the colon.

    Raises
    ------
    HouvastError
        As `load_futures`.
    """
    return load_futures(kept_folder(name))


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write a future where futures are kept: all of it or nothing; one that is there already stays as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as gathering:
        inside = Path(gathering) / folder.name
        inside.mkdir()
        for name, text in files.items():
            (inside / name).write_bytes(text.encode())
        if not folder.exists():
            inside.rename(folder)
