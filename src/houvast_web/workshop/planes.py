"""The plane that a workshop makes: axes and corners as they are filled in, and the future that is saved from them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from houvast.experiments.worlds import NO_PACKAGE, world_of
from houvast.futures.folder import Futures, future_files, load_futures
from houvast.futures.parts import Lever
from houvast.futures.plane import (
    CORNER_KEYS,
    KNOTS,
    OwnAxis,
    OwnCorner,
    OwnPath,
    OwnPlane,
    Span,
    kept_folder,
    name_of,
    plane_files,
    spans,
    write_files,
)
from houvast.futures.points import CORNERS
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.policy_desk.service import facts
from houvast_web.workshop.models import Workshop
from houvast_web.workshop.packed import unpack
from houvast_web.workshop.service import given

FIELDS = ("first", "last", "low", "high", "reason")
"""Per lever: the value in the two years of `KNOTS`, the range of the last, and why."""


class LeverRow(NamedTuple):
    """A lever in the form of a corner."""

    lever: Lever
    name: str
    span: Span
    is_moved: bool


class CornerShown(NamedTuple):
    """A corner as the page of a workshop tells it."""

    key: str
    name: str
    where: str
    n_paths: int
    column: int
    row: int


def axes_of(workshop: Workshop) -> list[dict[str, str]]:
    """Return the axes chosen so far."""
    found: list[dict[str, str]] = workshop.plane.get("axes", [])
    return found


def corner_of(workshop: Workshop, key: str) -> dict[str, Any]:
    """Return a corner as far as it is filled in."""
    found: dict[str, Any] = workshop.plane.get("corners", {}).get(key, {})
    return found


def keep_axes(workshop: Workshop, axes: list[dict[str, str]]) -> None:
    """Keep the axes; corners stay."""
    workshop.plane = {**workshop.plane, "axes": axes}
    workshop.save(update_fields=["plane"])


def keep_corner(workshop: Workshop, key: str, corner: Mapping[str, Any]) -> None:
    """Keep a corner."""
    workshop.plane = {**workshop.plane, "corners": {**workshop.plane.get("corners", {}), key: dict(corner)}}
    workshop.save(update_fields=["plane"])


def corners_shown(workshop: Workshop) -> list[CornerShown]:
    """Return the four corners with their place, the upper ones first."""
    axes = axes_of(workshop)
    found = []
    for key, (first, second) in zip(CORNER_KEYS, CORNERS, strict=True):
        ends = [axis["high"] if at > 0 else axis["low"] for axis, at in zip(axes, (first, second), strict=False)]
        corner = corner_of(workshop, key)
        column, row = (2 if first > 0 else 1), (1 if second > 0 else 2)
        found.append(
            CornerShown(key, corner.get("name", ""), ", ".join(ends), len(corner.get("paths", {})), column, row)
        )
    return sorted(found, key=lambda each: (each.row, each.column))


def lever_rows(workshop: Workshop, key: str, language: str) -> list[tuple[str, list[LeverRow]]]:
    """Return all levers by row of the comparison, with their bounds."""
    futures, bounds = given(), spans(given())
    paths = corner_of(workshop, key).get("paths", {})
    rows: dict[str, list[LeverRow]] = {}
    for lever in futures.levers.values():
        shown = LeverRow(lever, lever.name.text(language), bounds[lever.key], lever.key in paths)
        rows.setdefault(lever.row_name.text(language), []).append(shown)
    return list(rows.items())


def from_given(key: str, language: str) -> dict[str, Any]:
    """Return the paths of one of the four given futures, to begin from."""
    futures = given()
    paths = {}
    for lever, parameter in futures.scenarios[key].parameters.items():
        values = [float(each) for each in parameter.course.at(KNOTS)]
        if any(value != futures.levers[lever].neutral for value in values):
            paths[lever] = {"values": values, "low": parameter.low, "high": parameter.high,
                            "reason": parameter.reason.text(language)}  # fmt: skip
    return paths


def plane_of(workshop: Workshop) -> OwnPlane:
    """Return the plane of a workshop.

    Raises
    ------
    HouvastError
        `workshop.unfinished` with what is missing.
    """
    missing = []
    axes = [OwnAxis(**each) for each in axes_of(workshop)]
    if len(axes) < len(KNOTS):
        missing.append(_("two axes"))
    corners = []
    for key in CORNER_KEYS:
        corner = corner_of(workshop, key)
        if not corner.get("name"):
            missing.append(_("the name of corner %(key)s") % {"key": key})
            continue
        paths = {
            lever: OwnPath((each["values"][0], each["values"][1]), each["low"], each["high"], each["reason"])
            for lever, each in corner["paths"].items()
        }
        corners.append(OwnCorner(corner["name"], corner["narrative"], paths))
    if missing:
        raise HouvastError(problem("workshop.unfinished", missing=", ".join(missing)))
    return OwnPlane(workshop.name, workshop.created_at.year, (axes[0], axes[1]), (*corners,))  # type: ignore[arg-type]


def made_from(workshop: Workshop) -> tuple[str, dict[str, str]]:
    """Return the files of the plane of a workshop and their name, after trying whether the market takes them.

    Raises
    ------
    HouvastError
        `workshop.unfinished`, what is wrong with the plane, or what the facts say of its numbers.
    """
    files = plane_files(plane_of(workshop), given())
    return _tried(files), files


def read_from(file: BinaryIO) -> tuple[str, dict[str, str]]:
    """Return the files of a packed future and their name, completed by those that come with Houvast.

    Raises
    ------
    HouvastError
        What is wrong with the zip or with the future, with file, line and key.
    """
    sent = unpack(file)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "future"
        write_files(folder, sent)
        load_futures(folder)
        files = {name: path.read_text(encoding="utf-8") for name, path in future_files(folder).items()}
    return _tried(files), files


def _tried(files: Mapping[str, str]) -> str:
    """Lay every scenario over the facts once, so that what is kept can be explored; return the name."""
    name = name_of(files)
    folder = kept_folder(name)
    is_new = not folder.exists()
    write_files(folder, files)
    try:
        futures: Futures = load_futures(folder)
        for scenario in futures.scenarios:
            world_of(f"{name}:{scenario}", NO_PACKAGE, facts())
    except HouvastError:
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return name
