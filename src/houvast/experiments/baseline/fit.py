"""Fitting the baseline by history matching: the parameters that published figures do not rule out.

Method
    In waves. A wave runs the model at many points of parameter space (a Latin hypercube first, then
    points the emulator cannot rule out). A ridge regression of every figure on the logarithms of the
    knobs, over the runs near the best, emulates the model. A point is implausible when for some figure

        |published - emulated| / sqrt(observation + discrepancy + emulator) > 3,

    with a variance for what the figure leaves open (tolerance as two standard deviations), for what
    the model cannot know (a quarter of the tolerance) and for the error of the emulator, the noise of
    seeds included. Runs that are not implausible themselves survive. The best of them are run again,
    larger and with several seeds; the one with the least squares gives the central values. The whole
    set says what the published figures leave undetermined.

Reference
    I. Vernon, M. Goldstein and R. Bower (2010), Galaxy formation: a Bayesian uncertainty analysis,
    Bayesian Analysis 5(4): 619-669; for agent-based models: JASSS 25(2)1.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from houvast.experiments.baseline.knobs import KNOBS, turned, with_values
from houvast.experiments.baseline.simulated import simulate_targets
from houvast.experiments.baseline.targets import Part, read_targets
from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.market.model import Market
from houvast.population.build import Population, build_population
from houvast.vocabulary.errors import HouvastError, problem
from houvast.vocabulary.months import month_stamp

FloatArray = npt.NDArray[np.float64]
Progress = Callable[[str, float], None]

IMPLAUSIBLE = 3.0
"""Three standard deviations: by Pukelsheim's rule at least 95% of any distribution with one peak."""

FIRST_RANGE = 0.25
"""Half width of the first wave in logarithms: a factor 0.8 to 1.3."""

SHRINK = 0.6
"""Later waves look this much closer around the points that survive."""

CANDIDATES_PER_RUN = 100
RUNS_PER_KNOB = 6
"""Runs the emulator rests on, per knob: enough for a line and its error."""

FINALISTS = 12
FINAL_SEEDS = (1, 2, 3)
"""The best points are run again, larger and with several seeds: the best of many runs is partly lucky."""

RIDGE = 0.1
PULL = 1.0


START = "2024-01"


class Settings(NamedTuple):
    """How a fit is done."""

    facts: str = "netherlands"
    scale: float = 0.02
    waves: int = 4
    runs: int = 160
    """Runs of the model per wave."""
    seed: int = 1
    processes: int = 2
    final_scale: float = 0.05
    """Scale at which the best points are run again."""


class Fit(NamedTuple):
    """The runs of all waves and those that survive."""

    logs: FloatArray
    """(survivors, knobs): logarithm of each factor, best first."""
    misfit: FloatArray
    """(survivors,): largest distance to a fitted figure, in standard deviations."""
    simulated: FloatArray
    """(survivors, parts)"""
    parts: tuple[Part, ...]
    n_runs: int


def fit_baseline(settings: Settings, progress: Progress | None = None) -> Fit:
    """Run the waves and return the points that the published figures do not rule out.

    Parameters
    ----------
    settings : Settings
        Scale, number of waves and of runs, seed.
    progress : callable, optional
        Called with the name of the wave and the part done.

    Returns
    -------
    Fit
        Survivors, best first; reproducible for the same settings and any number of processes.

    Raises
    ------
    HouvastError
        `baseline.no_survivors`, when every point that was run is ruled out.
    """
    parts = read_targets(load_facts(settings.facts), month_stamp(START))
    fitted = np.array([part.role != "held_out" for part in parts])
    logs, results = np.empty((0, len(KNOBS))), np.empty((0, len(parts)))
    with ProcessPoolExecutor(settings.processes, initializer=_prepare, initargs=(settings,)) as pool:
        for wave in range(settings.waves):
            points = _points_of_wave(wave, settings, logs, results, parts, fitted)
            rows = []
            for done, row in enumerate(pool.map(_run, points, chunksize=1), start=1):
                rows.append(row)
                if progress is not None:
                    progress(f"{wave + 1}/{settings.waves}", done / len(points))
            logs, results = np.vstack([logs, points]), np.vstack([results, rows])
        misfit = _distance(results, parts)[:, fitted].max(axis=1)
        order = np.argsort(misfit, kind="stable")
        order = order[misfit[order] < IMPLAUSIBLE]
        if not len(order):
            raise HouvastError(problem("baseline.no_survivors", found=len(logs)))
        finalists = order[:FINALISTS]
        again = [(logs[point], seed, settings.final_scale) for point in finalists for seed in FINAL_SEEDS]
        repeats = np.array(list(pool.map(_run_at, again))).reshape(len(finalists), len(FINAL_SEEDS), -1)
    results[finalists] = repeats.mean(axis=1)
    distance = _distance(results[finalists], parts)[:, fitted]
    misfit[finalists] = distance.max(axis=1)
    order[:FINALISTS] = finalists[np.argsort(np.square(distance).sum(axis=1), kind="stable")]
    return Fit(logs[order], misfit[order], results[order], parts, len(logs))


_WORKER: dict[str, tuple[Facts, Settings]] = {}


def _prepare(settings: Settings) -> None:
    _WORKER["model"] = load_facts(settings.facts), settings


@cache
def _population(scale: float) -> Population:
    facts, settings = _WORKER["model"]
    return build_population(facts, scale, settings.seed)


def _run(logs: FloatArray) -> FloatArray:
    return _run_at((logs, 1, _WORKER["model"][1].scale))


def _run_at(asked: tuple[FloatArray, int, float]) -> FloatArray:
    logs, seed, scale = asked
    facts, population = _WORKER["model"][0], _population(scale)
    overlay = with_values(facts, turned(facts, population.start_month, logs))
    market = Market(population, overlay, seed=seed, threads=1)
    simulated = simulate_targets(market)
    return np.array([simulated[part.key] for part in read_targets(facts, population.start_month)])


def _standard_deviation(parts: tuple[Part, ...]) -> FloatArray:
    tolerance = np.array([part.tolerance for part in parts])
    return np.asarray(np.hypot(tolerance / 2.0, tolerance / (2.0 + 2.0)))


def _distance(results: FloatArray, parts: tuple[Part, ...]) -> FloatArray:
    """Return the distance of results (runs, parts) to the published figures, in standard deviations."""
    published = np.array([part.published for part in parts])
    return np.asarray(np.abs(results - published) / _standard_deviation(parts))


def _points_of_wave(
    wave: int,
    settings: Settings,
    logs: FloatArray,
    results: FloatArray,
    parts: tuple[Part, ...],
    fitted: npt.NDArray[np.bool_],
) -> FloatArray:
    """Return the points to run: a Latin hypercube first, then what the emulator cannot rule out."""
    rng = np.random.default_rng([settings.seed, wave])
    if wave == 0:
        cube = qmc.LatinHypercube(len(KNOBS), rng=rng).random(settings.runs)
        points = FIRST_RANGE * (2.0 * cube - 1.0)
        points[0] = 0.0
        return np.asarray(points)
    used = tuple(part for part, use in zip(parts, fitted, strict=True) if use)
    distance = _distance(results[:, fitted], used)
    best = logs[np.argmin(np.square(distance).sum(axis=1))]
    emulator = _Emulator(logs, results[:, fitted], best)
    centre = _most_plausible(emulator, used, best)
    width = FIRST_RANGE * SHRINK**wave
    candidates = centre + width * rng.standard_normal((CANDIDATES_PER_RUN * settings.runs, len(KNOBS)))
    candidates[0] = centre
    worst = emulator.implausibility(candidates, used).max(axis=1)
    return np.asarray(candidates[np.argsort(worst, kind="stable")[: settings.runs]])


def _most_plausible(emulator: _Emulator, parts: tuple[Part, ...], best: FloatArray) -> FloatArray:
    """Return the point with the smallest emulated misfit, pulled back to the best run so far.

    The pull keeps knobs that no figure speaks about where they were.
    """
    published = np.array([part.published for part in parts])
    scale = _standard_deviation(parts)
    slope = emulator.slope / scale[:, None]
    misfit = (published - emulator.mean(best[None])[0]) / scale
    normal = slope.T @ slope + PULL * np.eye(len(best))
    return np.asarray(best + np.clip(np.linalg.solve(normal, slope.T @ misfit), -FIRST_RANGE, FIRST_RANGE))


class _Emulator:
    """Ridge regression of every figure on the knobs, over the runs nearest to the best one."""

    def __init__(self, logs: FloatArray, results: FloatArray, best: FloatArray) -> None:
        near = np.argsort(np.square(logs - best).sum(axis=1), kind="stable")
        kept = near[: RUNS_PER_KNOB * len(KNOBS)]
        self._centre = logs[kept].mean(axis=0)
        design = self._design(logs[kept])
        penalty = RIDGE * np.eye(design.shape[1])
        penalty[0, 0] = 0.0
        self._weights = np.linalg.solve(design.T @ design + penalty, design.T @ results[kept])
        residual = results[kept] - design @ self._weights
        freedom = max(len(kept) - len(KNOBS), 1)
        self._variance = np.square(residual).sum(axis=0) / freedom

    def _design(self, logs: FloatArray) -> FloatArray:
        return np.hstack([np.ones((len(logs), 1)), logs - self._centre])

    def mean(self, logs: FloatArray) -> FloatArray:
        """Return emulated figures (points, figures)."""
        return np.asarray(self._design(logs) @ self._weights)

    @property
    def slope(self) -> FloatArray:
        """Return the derivative (figures, knobs), the same everywhere."""
        return np.asarray(self._weights[1:].T)

    def implausibility(self, logs: FloatArray, parts: tuple[Part, ...]) -> FloatArray:
        """Return the implausibility (points, figures)."""
        published = np.array([part.published for part in parts])
        variance = np.square(_standard_deviation(parts)) + self._variance
        return np.asarray(np.abs(self.mean(logs) - published) / np.sqrt(variance))
