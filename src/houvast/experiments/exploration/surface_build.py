"""Compute the preview: every point of the grid, every measure in every corner, and runs held back to test it on.

All runs share the luck of their seed, so differences need few seeds. Each finished run is kept as a small file under
its name: a build that is stopped goes on from there, and a build for other seeds or another grid reuses what it can.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from houvast.experiments.comparison.executor import Stop, carry_out
from houvast.experiments.exploration.running import make_run, run_key
from houvast.experiments.exploration.state import Exploration, short_model
from houvast.experiments.exploration.surface import (
    ERROR_PERCENT,
    GROUP_OUTCOMES,
    GROUPINGS,
    Surface,
    corner_points,
    grid_points,
    pack_surface,
    places_of,
)
from houvast.experiments.exploration.surface_design import Design, Job, scenario_at
from houvast.experiments.exploration.yearly import Yearly
from houvast.experiments.identity import model_version
from houvast.experiments.runs import Progress, silent
from houvast.experiments.settings import RunSettings, available_threads
from houvast.experiments.storage import write_whole
from houvast.experiments.tables import group_keys
from houvast.experiments.worlds import BASELINE, NO_PACKAGE, package_named
from houvast.facts.lookup import Facts
from houvast.futures.folder import load_futures
from houvast.policies.folder import given_measures
from houvast.population.cache import cache_folder, load_or_build
from houvast.vocabulary.words import GROUPINGS as ALL_GROUPINGS
from houvast.vocabulary.words import OUTCOMES, keys_of

FloatArray = npt.NDArray[np.float64]


def build_surface(
    design: Design,
    facts: Facts,
    jobs: int | None = None,
    folder: Path | None = None,
    progress: Progress = silent,
) -> Surface:
    """Make all runs that do not stand there and fit them together.

    Parameters
    ----------
    design, facts
        What to compute, on which facts.
    jobs
        Runs at the same time; left out: one per processor core.
    folder
        Where finished runs are kept; left out: in the cache.
    progress
        Told the runs done.
    """
    place = folder or cache_folder() / "surface"
    place.mkdir(parents=True, exist_ok=True)
    for seed in range(1, design.seeds + 1):
        load_or_build(facts, design.scale, seed, start=RunSettings.start)
        progress("population", seed, design.seeds)
    asked = list(dict.fromkeys(design.jobs()))
    found: dict[Job, _Reduced] = {}

    def work(job: Job, stop: Stop) -> tuple[Job, _Reduced]:
        settings = design.settings(job)
        path = place / f"{run_key(settings, facts.content_hash)}.npz"
        standing = _read(path)
        if standing is None:
            standing = _reduced(make_run(settings, facts, stop.heard).yearly, facts, design.years)
            write_whole(path, _packed(standing))
        return job, standing

    def on_done(done: tuple[Job, _Reduced]) -> None:
        found[done[0]] = done[1]
        progress("runs", len(found), len(asked))

    carry_out(asked, work, jobs or available_threads(), on_done)
    return _fitted(design, facts, found)


def write_surface(surface: Surface, path: Path) -> None:
    """Write a preview, whole or not at all."""
    write_whole(path, pack_surface(surface))


@dataclass(frozen=True)
class _Reduced:
    """What the preview needs of a run: outcomes of everybody by year, and of groups in the last year."""

    years: dict[str, FloatArray]
    groups: dict[str, FloatArray]
    """By `outcome.grouping`."""


def _reduced(yearly: Yearly, facts: Facts, years: int) -> _Reduced:
    outcomes, groupings = keys_of(OUTCOMES), keys_of(ALL_GROUPINGS)
    of_all: dict[str, FloatArray] = {}
    of_groups: dict[str, FloatArray] = {}
    first = 0
    for block in yearly.layout:
        rows = yearly.value[first : first + block.n_years * block.n_groups].reshape(block.n_years, block.n_groups)
        first += rows.size
        outcome, grouping = outcomes[block.outcome], groupings[block.group_by]
        if grouping == "all":
            values = np.full(years, np.nan)
            last = min(block.first_year + block.n_years, years)
            values[block.first_year : last] = rows[: last - block.first_year, 0]
            of_all[outcome] = values
        elif grouping in GROUPINGS and outcome in GROUP_OUTCOMES and block.n_years:
            of_groups[f"{outcome}.{grouping}"] = rows[-1, : len(group_keys(grouping, facts))]
    return _Reduced(of_all, of_groups)


def _packed(reduced: _Reduced) -> bytes:
    buffer = io.BytesIO()
    arrays = {f"years:{key}": each for key, each in reduced.years.items()}
    arrays |= {f"groups:{key}": each for key, each in reduced.groups.items()}
    np.savez_compressed(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def _read(path: Path) -> _Reduced | None:
    try:
        with np.load(path, allow_pickle=False) as found:
            parts: dict[str, dict[str, FloatArray]] = {"years": {}, "groups": {}}
            for name in found.files:
                kind, _, key = name.partition(":")
                parts[kind][key] = found[name]
            return _Reduced(**parts)
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None


def _fitted(design: Design, facts: Facts, found: Mapping[Job, _Reduced]) -> Surface:
    years = {job: each.years for job, each in found.items()}
    groups = {job: each.groups for job, each in found.items()}
    outcomes = list(years[Job(BASELINE, NO_PACKAGE, 1)])
    cells = _Cells(design)
    baseline = {key: cells.mean(years, key, BASELINE) for key in outcomes}
    world = {key: cells.world(years, key) for key in outcomes}
    effects = {measure: {key: cells.effect(years, key, measure) for key in outcomes} for measure in given_measures()}
    noise = {key: _noise(cells, years, key) for key in outcomes}
    fitted = Surface(
        _about(design, facts, len(found)),
        np.array(design.axis),
        baseline,
        world,
        effects,
        _groups(cells, groups, facts, noise),
        noise,
        {},
    )
    return replace(fitted, errors=_errors(design, fitted, years))


class _Cells:
    """Means over seeds of levels and of paired differences."""

    def __init__(self, design: Design) -> None:
        self.seeds = range(1, design.seeds + 1)
        self.axis = design.axis
        self.points = [scenario_at(point) for point in grid_points(design.axis)]
        self.corners = [scenario_at(point) for point in corner_points()]

    def each(
        self, tables: Mapping[Job, Mapping[str, FloatArray]], key: str, scenario: str, package: str = NO_PACKAGE
    ) -> FloatArray:
        """Return the figures of every seed, shape (seeds, ...)."""
        return np.stack([tables[Job(scenario, package, seed)][key] for seed in self.seeds])

    def mean(self, tables: Mapping[Job, Mapping[str, FloatArray]], key: str, scenario: str) -> FloatArray:
        return np.asarray(self.each(tables, key, scenario).mean(axis=0))

    def differences(self, tables: Mapping[Job, Mapping[str, FloatArray]], key: str) -> FloatArray:
        """Return what every point differs from the baseline, shape (points, seeds, ...)."""
        base = self.each(tables, key, BASELINE)
        return np.stack([self.each(tables, key, point) - base for point in self.points])

    def world(self, tables: Mapping[Job, Mapping[str, FloatArray]], key: str) -> FloatArray:
        mean = self.differences(tables, key).mean(axis=1)
        return np.asarray(mean.reshape(len(self.axis), len(self.axis), *mean.shape[1:]))

    def effects(self, tables: Mapping[Job, Mapping[str, FloatArray]], key: str, measure: str) -> FloatArray:
        """Return what a measure changes in every corner, shape (4, seeds, ...)."""
        name = package_named(measure).name
        return np.stack(
            [self.each(tables, key, corner, name) - self.each(tables, key, corner) for corner in self.corners]
        )

    def effect(self, tables: Mapping[Job, Mapping[str, FloatArray]], key: str, measure: str) -> FloatArray:
        return np.asarray(self.effects(tables, key, measure).mean(axis=1))


def _noise(cells: _Cells, years: Mapping[Job, Mapping[str, FloatArray]], key: str) -> dict[str, float]:
    """Return how much luck there is in one run: standard deviations over the seeds, pooled over points and years."""
    levels = np.stack([cells.each(years, key, point) for point in cells.points], axis=0)
    effects = np.concatenate([cells.effects(years, key, measure) for measure in given_measures()])
    moved = effects[np.abs(effects).max(axis=(1, 2)) > 0]
    found = {"level": levels, "difference": cells.differences(years, key), "effect": moved}
    return {name: _significant(_spread(each)) for name, each in found.items()}


def _spread(values: FloatArray) -> float:
    """Return the pooled standard deviation over seeds, the second axis."""
    if not values.size:
        return 0.0
    variances = values.var(axis=1, ddof=1)
    return float(np.sqrt(np.nanmean(variances))) if np.isfinite(variances).any() else 0.0


def _significant(value: float, digits: int = 3) -> float:
    return float(f"{value:.{digits}g}")


def _groups(
    cells: _Cells, tables: Mapping[Job, Mapping[str, FloatArray]], facts: Facts, noise: Mapping[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Return the last year of every group, and note the luck in its difference with the baseline."""
    found: dict[str, dict[str, Any]] = {}
    for name in tables[Job(BASELINE, NO_PACKAGE, 1)]:
        outcome, grouping = name.split(".")
        base, world = cells.mean(tables, name, BASELINE), cells.world(tables, name)
        effects = {measure: cells.effect(tables, name, measure) for measure in given_measures()}
        luck = noise[outcome].setdefault("groups", {})
        spread = cells.differences(tables, name)
        for place, group in enumerate(group_keys(grouping, facts)):
            if not np.isfinite(base[place]):
                continue
            deviation = _spread(spread[:, :, place])
            places = places_of(deviation)
            luck[f"{grouping}.{group}"] = _significant(deviation)
            found.setdefault(outcome, {})[f"{grouping}.{group}"] = {
                "baseline": round(float(base[place]), places),
                "world": _plain(world[:, :, place], places),
                "effects": {
                    measure: _plain(each[:, place], places)
                    for measure, each in effects.items()
                    if np.any(each[:, place])
                },
            }
    return found


def _plain(values: FloatArray, places: int) -> Any:
    return np.round(np.nan_to_num(values), places).tolist()


def _errors(
    design: Design, surface: Surface, years: Mapping[Job, Mapping[str, FloatArray]]
) -> dict[str, dict[str, float]]:
    """Return per outcome the error on the runs held back, laid over the baseline of their own seed."""
    gaps: dict[str, dict[str, list[FloatArray]]] = {key: {"world": [], "package": []} for key in surface.outcomes}
    for trial in design.trials():
        exploration = Exploration(trial.scenario, trial.package, seed=trial.seed)
        kind = "world" if trial.package == NO_PACKAGE else "package"
        for key in surface.outcomes:
            base = years[Job(BASELINE, NO_PACKAGE, trial.seed)][key]
            gaps[key][kind].append(np.abs(base + surface.difference(exploration, key) - years[trial][key]))
    return {
        key: {
            kind: _significant(float(np.nanpercentile(np.concatenate(each), ERROR_PERCENT)))
            for kind, each in of.items()
        }
        for key, of in gaps.items()
    }


def _about(design: Design, facts: Facts, runs: int) -> dict[str, Any]:
    return {
        "model": short_model(),
        "model_version": model_version(),
        "facts": facts.folder,
        "facts_hash": facts.content_hash,
        "futures_hash": load_futures().content_hash,
        "measures": {key: package_named(key).content_hash for key in given_measures()},
        "grid": design.grid,
        "seeds": design.seeds,
        "held_out": design.held_out,
        "scale": design.scale,
        "years": design.years,
        "start": RunSettings.start,
        "runs": runs,
        "status": "computed",
        "created": datetime.now(UTC).date().isoformat(),
    }
