"""The preview under the hand: outcomes over the plane and effects of measures, computed beforehand.

    preview(point, package) = baseline + world(point) + sum over measures of effect(measure, point),

where world() is read between the points of a grid and effect() between the four corners, both bilinear. Measures are
taken one by one, with their levers as given; what they do to each other, and what lies between the points, is the error
of the preview. It is measured on runs that were held back, and stated per outcome.

The surface holds differences with the baseline, so that it can be laid over the baseline of any seed: what a person
sees while dragging and after letting go shares its luck.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from houvast.experiments.exploration.state import Exploration, short_model
from houvast.experiments.worlds import NO_PACKAGE, package_named
from houvast.futures.points import CORNERS, Point
from houvast.policies.parts import EFFECT
from houvast.vocabulary.errors import HouvastError, problem
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY
from houvast.vocabulary.units import UNIT_BY_KEY

FloatArray = npt.NDArray[np.float64]

FORMAT = 1
GIVEN = "surface.json.gz"
GROUPINGS = ("contract", "age", "education", "sex", "sector")
"""Groupings of which the preview knows the last year."""
TILES = (
    "job_security",
    "work_security",
    "income_security",
    "combination_security",
    "grip_money",
    "grip_work",
    "grip_life",
)
"""The four securities and the three grips."""
GROUP_OUTCOMES = (*TILES, "unemployment_rate", "employment_rate", "permanent_share", "low_income_share")
ERROR_PERCENT = 95.0
"""The stated error is not exceeded by so many in a hundred of the runs held back."""


@dataclass(frozen=True)
class Surface:
    """A precomputed preview.

    Parameters
    ----------
    about
        Model, facts, futures and measures it was made with; scale, seeds, years, start, when, number of runs.
    axis
        Shape (n,): places of the grid along each axis, from -1 to 1.
    baseline
        By outcome, shape (years,): mean over the seeds [unit of the outcome].
    world
        By outcome, shape (n, n, years): difference with the baseline; technology first, then collective.
    effects
        By measure and outcome, shape (4, years): difference with the same corner without it.
    groups
        By outcome and `grouping.group`: `baseline` (a number), `world` (n, n) and `effects` by measure (4,), last year.
    noise
        By outcome: standard deviation over seeds of a level, of a difference with the baseline and of an effect of a
        measure, for one run; and of a difference by `grouping.group`.
    errors
        By outcome: for the world alone and with measures, the error not exceeded in 95 of 100 held-out figures.
    """

    about: Mapping[str, Any]
    axis: FloatArray
    baseline: Mapping[str, FloatArray]
    world: Mapping[str, FloatArray]
    effects: Mapping[str, Mapping[str, FloatArray]]
    groups: Mapping[str, Mapping[str, Any]]
    noise: Mapping[str, Mapping[str, Any]]
    errors: Mapping[str, Mapping[str, float]]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes it knows."""
        return tuple(self.baseline)

    def is_of(self, facts_hash: str) -> bool:
        """Whether it was made with the model and the facts in force; if not, it is a preview of an earlier model."""
        return bool(self.about["model"] == short_model() and self.about["facts_hash"] == facts_hash)

    def preview(self, exploration: Exploration, outcome: str) -> FloatArray:
        """Return the preview of an outcome by year, over the mean baseline; shape (years,) [unit of the outcome]."""
        return within_unit(outcome, self.baseline[outcome] + self.difference(exploration, outcome))

    def difference(self, exploration: Exploration, outcome: str) -> FloatArray:
        """Return the difference with the baseline, shape (years,) [unit of the outcome]."""
        point = exploration.point
        found = np.zeros_like(self.baseline[outcome])
        if point is not None:
            found = found + between(self.axis, self.world[outcome], point)
        for measure in measures_of(exploration):
            # Outside the plane, in the world of today, an effect is taken as at the centre.
            weights = (point or Point(0.0, 0.0)).weights()
            found = found + weights @ self.effects[measure][outcome]
        return found


def measures_of(exploration: Exploration) -> tuple[str, ...]:
    """Return the keys of the measures of an exploration."""
    if exploration.package == NO_PACKAGE:
        return ()
    return tuple(each.measure.key for each in package_named(exploration.package).chosen)


def has_moved_levers(exploration: Exploration) -> bool:
    """Whether a lever stands elsewhere than as given, which the preview does not know of."""
    if exploration.package == NO_PACKAGE:
        return False
    return any(
        value != each.measure.defaults()[lever]
        for each in package_named(exploration.package).chosen
        for lever, value in each.levers.items()
        if lever != EFFECT
    )


def between(axis: FloatArray, values: FloatArray, point: Point) -> FloatArray:
    """Return values between the points of a grid, bilinear.

    Parameters
    ----------
    axis
        Shape (n,), rising.
    values
        Shape (n, n, ...): technology first, then collective.
    point
        Within the grid.
    """
    (i, s), (j, t) = (_cell(axis, each) for each in point)
    found = (1 - s) * (1 - t) * values[i, j] + s * (1 - t) * values[i + 1, j]
    return np.asarray(found + (1 - s) * t * values[i, j + 1] + s * t * values[i + 1, j + 1])


def _cell(axis: FloatArray, at: float) -> tuple[int, float]:
    place = int(np.clip(np.searchsorted(axis, at, side="right") - 1, 0, len(axis) - 2))
    return place, float((at - axis[place]) / (axis[place + 1] - axis[place]))


def within_unit(outcome: str, values: FloatArray) -> FloatArray:
    """Keep values within the bounds of the unit of an outcome: a share stays between 0 and 1."""
    unit = UNIT_BY_KEY[OUTCOME_BY_KEY[outcome].unit]
    return np.clip(values, unit.minimum, unit.maximum)


def grid_points(axis: Sequence[float]) -> list[Point]:
    """Return the points of a grid, technology outside."""
    return [Point(float(technology), float(collective)) for technology in axis for collective in axis]


def corner_points() -> list[Point]:
    """Return the four corners, in the order of the effects."""
    return [Point(*corner) for corner in CORNERS]


@cache
def given_surface() -> Surface:
    """Return the preview that comes with Houvast."""
    return read_surface(Path(str(files("houvast.experiments.exploration") / GIVEN)))


def read_surface(path: Path) -> Surface:
    """Read a preview.

    Raises
    ------
    HouvastError
        `files.missing`, or `exploration.surface_broken` for anything but a preview of this form.
    """
    if not path.is_file():
        raise HouvastError(problem("files.missing", where=str(path)))
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        if content["format"] != FORMAT:
            raise ValueError(content["format"])
        return _surface(content)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise HouvastError(
            problem("exploration.surface_broken", where=str(path), found=f"{type(fault).__name__}: {fault}")
        ) from fault


def _surface(content: Mapping[str, Any]) -> Surface:
    return Surface(
        content["about"],
        _array(content["axis"]),
        {key: _array(each) for key, each in content["baseline"].items()},
        {key: _array(each) for key, each in content["world"].items()},
        {key: {name: _array(each) for name, each in of.items()} for key, of in content["effects"].items()},
        content["groups"],
        content["noise"],
        content["errors"],
    )


def _array(values: object) -> FloatArray:
    return np.array(values, dtype=np.float64)  # None becomes NaN


def pack_surface(surface: Surface) -> bytes:
    """Return a preview as its file: compressed JSON, numbers rounded to a tenth of their luck; the same every time."""
    content = {
        "format": FORMAT,
        "about": dict(surface.about),
        "axis": surface.axis.tolist(),
        "baseline": {key: _rounded(each, _places(surface, key)) for key, each in surface.baseline.items()},
        "world": {key: _rounded(each, _places(surface, key)) for key, each in surface.world.items()},
        "effects": {
            measure: {key: _rounded(each, _places(surface, key)) for key, each in of.items()}
            for measure, of in surface.effects.items()
        },
        "groups": surface.groups,
        "noise": surface.noise,
        "errors": surface.errors,
    }
    text = json.dumps(content, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _places(surface: Surface, outcome: str) -> int:
    return places_of(float(surface.noise[outcome]["difference"]))


def places_of(noise: float) -> int:
    """Return the decimals that show a tenth of the luck in a figure."""
    return int(np.clip(1 - np.floor(np.log10(noise)), -12, 12)) if noise > 0 else 6


def _rounded(values: FloatArray, places: int) -> Any:
    plain = np.round(values, places).astype(object)
    plain[~np.isfinite(values)] = None
    return plain.tolist()
