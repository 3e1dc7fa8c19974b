"""The picture on the start page: what each of the four futures does to work security, year by year.

The numbers come from a comparison (`houvast compare`) and are kept in `picture.json` with its model, facts, scale and
seeds; `make picture` renews them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from houvast.futures.folder import load_futures
from houvast.futures.parts import Scenario
from houvast.futures.scenarios import BASELINE
from houvast.vocabulary.words import OUTCOME_BY_KEY

OUTCOME = "work_security"
PERCENT = 100
WIDTH, HEIGHT, MARGIN = 240, 96, 6
"""Size of a small chart in its own units."""
STEP_PERCENT = 1
"""The vertical axis of the small charts ends on whole percents."""


class YearFigure(NamedTuple):
    """One year: mean over seeds with its interval, in percent."""

    year: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Quadrant:
    """One future in its corner of the plane."""

    key: str
    name: str
    motto: str
    technology: str
    collective: str
    column: int
    row: int
    figures: tuple[YearFigure, ...]
    differences: tuple[float, ...]
    line: str
    band: str
    dots: tuple[tuple[float, float], ...]

    @property
    def last(self) -> YearFigure:
        """The last year."""
        return self.figures[-1]

    @property
    def last_difference(self) -> float:
        """Percentage points between this future and the path without one, in the last year."""
        return self.differences[-1]

    @property
    def last_dot(self) -> tuple[float, float]:
        """Place of the last year in the small chart."""
        return self.dots[-1]


@dataclass(frozen=True)
class Picture:
    """Four futures beside the path without one."""

    quadrants: tuple[Quadrant, ...]
    outcome: str
    meaning: str
    years: tuple[int, ...]
    baseline: tuple[YearFigure, ...]
    baseline_line: str
    lowest_percent: int
    highest_percent: int
    axis_names: dict[str, str]
    axis_ends: dict[str, tuple[str, str]]
    manifest: dict[str, Any]

    @property
    def highest(self) -> Quadrant:
        """The future with the most work security in the last year."""
        return max(self.quadrants, key=lambda each: each.last.mean)

    @property
    def lowest(self) -> Quadrant:
        """The future with the least work security in the last year."""
        return min(self.quadrants, key=lambda each: each.last.mean)

    def moving(self) -> dict[str, Any]:
        """Return what the page needs to move through the years by itself."""
        return {
            each.key: [
                {"year": figure.year, "mean": figure.mean, "difference": difference, "x": x, "y": y}
                for figure, difference, (x, y) in zip(each.figures, each.differences, each.dots, strict=True)
            ]
            for each in self.quadrants
        }


def kept_numbers() -> dict[str, Any]:
    """Return the numbers that come with Houvast."""
    text = (files("houvast_web.shell") / "picture.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@cache
def picture(language: str) -> Picture:
    """Return the picture in a language.

    Parameters
    ----------
    language
        `nl` or `en`.
    """
    kept = kept_numbers()
    series = {key: tuple(_in_percent(row) for row in rows) for key, rows in kept["series"].items()}
    lowest, highest = _axis(series.values())
    futures = load_futures()
    outcome = OUTCOME_BY_KEY[kept["outcome"]]
    return Picture(
        quadrants=tuple(
            _quadrant(futures.scenarios[key], series[key], series[BASELINE], (lowest, highest), language)
            for key in futures.corners
        ),
        outcome=outcome.name(language),
        meaning=outcome.meaning(language),
        years=tuple(figure.year for figure in series[BASELINE]),
        baseline=series[BASELINE],
        baseline_line=_path(_dots(series[BASELINE], (lowest, highest))),
        lowest_percent=lowest,
        highest_percent=highest,
        axis_names={key: axis.name.text(language) for key, axis in futures.axes.items()},
        axis_ends={key: (axis.low.text(language), axis.high.text(language)) for key, axis in futures.axes.items()},
        manifest=kept["manifest"],
    )


def _in_percent(row: Sequence[float]) -> YearFigure:
    year, mean, low, high = row
    return YearFigure(int(year), mean * PERCENT, low * PERCENT, high * PERCENT)


def _axis(all_series: Any) -> tuple[int, int]:
    """Whole percents around everything drawn, the same for all charts."""
    ends = [end for series in all_series for figure in series for end in (figure.low, figure.high)]
    return int(min(ends) // STEP_PERCENT), int(-(-max(ends) // STEP_PERCENT))


def _quadrant(
    scenario: Scenario,
    figures: tuple[YearFigure, ...],
    baseline: tuple[YearFigure, ...],
    axis: tuple[int, int],
    language: str,
) -> Quadrant:
    ends = load_futures().axes
    technology, collective = scenario.at
    dots = _dots(figures, axis)
    return Quadrant(
        key=scenario.key,
        name=scenario.name.text(language),
        motto=scenario.motto.text(language) if scenario.motto else "",
        technology=(ends["technology"].high if technology > 0 else ends["technology"].low).text(language),
        collective=(ends["collective"].high if collective > 0 else ends["collective"].low).text(language),
        column=2 if technology > 0 else 1,
        row=1 if collective > 0 else 2,
        figures=figures,
        differences=tuple(each.mean - today.mean for each, today in zip(figures, baseline, strict=True)),
        line=_path(dots),
        band=_path(
            (
                *_dots([YearFigure(each.year, each.high, 0, 0) for each in figures], axis),
                *reversed(_dots([YearFigure(each.year, each.low, 0, 0) for each in figures], axis)),
            )
        )
        + "Z",
        dots=dots,
    )


def _dots(figures: Sequence[YearFigure], axis: tuple[int, int]) -> tuple[tuple[float, float], ...]:
    """Places of the yearly means in a small chart, in its own units."""
    lowest, highest = axis
    step = (WIDTH - 2 * MARGIN) / (len(figures) - 1)
    tall = (HEIGHT - 2 * MARGIN) / (highest - lowest)
    return tuple(
        (round(MARGIN + place * step, 1), round(MARGIN + (highest - figure.mean) * tall, 1))
        for place, figure in enumerate(figures)
    )


def _path(dots: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in dots)
