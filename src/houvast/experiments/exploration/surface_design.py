"""Which runs a preview is made of: the grid, every measure in every corner, and the runs held back."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from houvast.experiments.exploration.state import SCALE, STEP, YEARS
from houvast.experiments.exploration.surface import corner_points, grid_points
from houvast.experiments.settings import RunSettings, check_settings
from houvast.experiments.worlds import BASELINE, NO_PACKAGE, package_named, read_scenario
from houvast.futures.points import Point
from houvast.policies.folder import given_measures
from houvast.policies.packages import package_of, with_levers
from houvast.vocabulary.errors import HouvastError, Problem, problem

MOST_GRID, MOST_SEEDS, MOST_HELD_OUT = 11, 64, 500
LARGEST_TRIAL_PACKAGE = 4
TRIALS_SEED = 20_24
"""Chooses the runs that are held back; any number would do, as long as it stays the same."""


class Job(NamedTuple):
    """One run of the build."""

    scenario: str
    package: str
    seed: int


@dataclass(frozen=True)
class Design:
    """What a preview is made of.

    Parameters
    ----------
    grid
        Points per axis.
    seeds
        Lots of luck per run of the grid and the measures.
    held_out
        Runs held back to measure the error, half of them without measures; with seed 1, as the desk begins.
    scale, years
        As in `RunSettings`.
    """

    grid: int = 5
    seeds: int = 4
    held_out: int = 24
    scale: float = SCALE
    years: int = YEARS

    @property
    def axis(self) -> list[float]:
        """Places of the grid along an axis."""
        return [float(each) for each in np.round(np.linspace(-1, 1, self.grid), 6)]

    def settings(self, job: Job) -> RunSettings:
        """Return the run of a job."""
        return RunSettings(self.scale, self.years, job.seed, job.scenario, job.package)

    def jobs(self) -> list[Job]:
        """Return every run, seed by seed, those held back last."""
        worlds = [BASELINE, *(scenario_at(point) for point in grid_points(self.axis))]
        corners = [scenario_at(point) for point in corner_points()]
        found = [
            Job(scenario, package, seed)
            for seed in range(1, self.seeds + 1)
            for scenario, package in (
                *((world, NO_PACKAGE) for world in worlds),
                *((corner, package_named(measure).name) for measure in given_measures() for corner in corners),
            )
        ]
        return [*found, *self.trials()]

    def trials(self) -> list[Job]:
        """Return the runs held back: points off the grid, without measures and with one to four."""
        luck = random.Random(TRIALS_SEED)  # noqa: S311 - a choice of examples, not a secret
        found = []
        for number in range(self.held_out):
            point = Point(*(round(luck.randrange(-round(1 / STEP), round(1 / STEP) + 1) * STEP, 2) for _ in range(2)))
            found.append(Job(scenario_at(point), _some_package(luck) if number % 2 else NO_PACKAGE, 1))
        return found


def check_design(
    scale: float | str = SCALE,
    seeds: int | str = Design.seeds,
    grid: int | str = Design.grid,
    held_out: int | str = Design.held_out,
    years: int | str = YEARS,
) -> Design:
    """Turn what was asked into a design, or tell everything that is wrong with it.

    Raises
    ------
    HouvastError
        `exploration.surface_grid`, `exploration.surface_seeds`, `exploration.surface_holdouts`, `run.scale`,
        `run.years`: all at once.
    """
    problems: list[Problem] = []
    try:
        asked = check_settings(scale, years)
    except HouvastError as fault:
        problems += fault.problems
        asked = RunSettings()
    wanted = (
        ("exploration.surface_grid", grid, 3, MOST_GRID),
        ("exploration.surface_seeds", seeds, 2, MOST_SEEDS),
        ("exploration.surface_holdouts", held_out, 4, MOST_HELD_OUT),
    )
    numbers = []
    for code, written, least, most in wanted:
        text = str(written).strip()
        number = int(text) if text.isdecimal() and text.isascii() and len(text) < len(str(most)) + 1 else 0
        if not least <= number <= most or (code == "exploration.surface_grid" and number % 2 == 0):
            problems.append(problem(code, found=text, most=most))
        numbers.append(number)
    if problems:
        raise HouvastError(problems)
    n_seeds, n_grid, n_held_out = numbers[1], numbers[0], numbers[2]
    return Design(n_grid, n_seeds, n_held_out, asked.scale, asked.years)


def scenario_at(point: Point) -> str:
    """Return the name of a point."""
    return read_scenario(point.text())


def _some_package(luck: random.Random) -> str:
    size = luck.randrange(1, LARGEST_TRIAL_PACKAGE + 1)
    while True:
        chosen = luck.sample(list(given_measures().values()), size)
        try:
            return package_of([with_levers(each, {}) for each in chosen]).name
        except HouvastError:
            continue
