"""Where worlds end up: every outcome of many worlds, averaged over the last years of their runs.

A comparison keeps all months of all groups, which is too much for fifty packages in four futures. Here a run leaves
one small table behind, under the hash of all that decides it, so that a question that was stopped goes on where it
was, and questions that share a world share its runs.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.experiments.comparison.executor import Stop, carry_out
from houvast.experiments.identity import content_hash
from houvast.experiments.runs import Progress, run_settings, silent
from houvast.experiments.settings import RunSettings, available_threads
from houvast.experiments.storage import RESULTS_FOLDER, write_whole, writing
from houvast.experiments.worlds import NO_PACKAGE, World, world_of
from houvast.experiments.years import yearly_table
from houvast.facts.lookup import Facts
from houvast.population.cache import load_or_build
from houvast.vocabulary.errors import HouvastError, Problem, problem

LATE_YEARS = 5
GROUPINGS_KEPT = ("all", "sex", "age", "education", "contract")
DEFAULT_FOLDER = RESULTS_FOLDER / "evidence"
SERIES = ["outcome", "group_by", "group"]


@dataclass(frozen=True)
class Cell:
    """A world: a future, a package of measures, and facts turned on top of both.

    Parameters
    ----------
    scenario, package
        As `world_of` takes them.
    turned
        Facts set to one value at all dates, after future and package.
    """

    scenario: str
    package: str = NO_PACKAGE
    turned: tuple[tuple[str, float], ...] = ()

    def world(self, facts: Facts) -> World:
        """Lay the world over facts.

        Raises
        ------
        HouvastError
            As `world_of`, and a turned fact that does not exist or is out of bounds.
        """
        laid = world_of(self.scenario, self.package, facts)
        for name, value in self.turned:
            laid = replace(laid, facts=laid.facts.with_value(name, value))
        return laid


@dataclass(frozen=True)
class Ensemble:
    """How worlds are run.

    Parameters
    ----------
    facts
        Of today.
    scale, years
        As in `RunSettings`.
    seeds
        Number of repeats, with seeds 1, 2, ...
    folder
        Where finished runs are kept.
    jobs
        Runs at the same time.
    """

    facts: Facts
    scale: float = 0.01
    years: int = 15
    seeds: int = 4
    folder: Path = DEFAULT_FOLDER
    jobs: int = 1

    @property
    def first_late_year(self) -> int:
        """First year that counts, from 0."""
        return max(0, self.years - LATE_YEARS)

    def settings(self, cell: Cell, seed: int) -> RunSettings:
        """Return the run of a world with a seed."""
        threads = available_threads() if self.jobs == 1 else 1
        return RunSettings(self.scale, self.years, seed, cell.scenario, cell.package, threads=threads)

    def path(self, cell: Cell, world: World, seed: int) -> Path:
        """Where the table of a run stands."""
        run = content_hash(self.settings(cell, seed), self.facts.content_hash, world.facts.content_hash)
        kept = hashlib.sha256(f"{run} {self.first_late_year} {GROUPINGS_KEPT}".encode()).hexdigest()
        return self.folder / f"{kept}.parquet"


Late = dict[Cell, pl.DataFrame]
"""By world the columns outcome, group_by, group, seed, value (mean over the last years) and count (people, full
scale)."""


def late_years(ensemble: Ensemble, worlds: dict[Cell, World], progress: Progress = silent) -> Late:
    """Run every world with every seed, those that stand ready excepted, and return their last years.

    Parameters
    ----------
    ensemble
        How they are run.
    worlds
        Each laid already, so that a fault in one is told before any of them runs.
    progress
        Told the populations built and the runs made.

    Raises
    ------
    HouvastError
        A place where nothing can be written, `compare.stopped` after Ctrl-C, or what befalls a run.
    """
    with writing(ensemble.folder):
        ensemble.folder.mkdir(parents=True, exist_ok=True)
    tasks = {
        ensemble.path(cell, world, seed): (cell, seed)
        for seed in range(1, ensemble.seeds + 1)
        for cell, world in worlds.items()
    }
    left = [path for path in tasks if not path.is_file()]
    done = len(tasks) - len(left)
    for number, seed in enumerate(sorted({tasks[path][1] for path in left})):
        progress("population", number, ensemble.seeds)
        load_or_build(ensemble.facts, ensemble.scale, seed, start=RunSettings.start)

    def work(path: Path, stop: Stop) -> Path:
        cell, seed = tasks[path]
        settings = ensemble.settings(cell, seed)
        found = run_settings(settings, ensemble.facts, progress=stop.heard, world=worlds[cell]).outcomes
        write_whole(path, _bytes_of(_late(found, ensemble.first_late_year)))
        return path

    def on_done(path: Path) -> None:  # noqa: ARG001 - which one does not matter
        nonlocal done
        done += 1
        progress("runs", done, len(tasks))

    progress("runs", done, len(tasks))
    try:
        carry_out(left, work, ensemble.jobs, on_done)
    except KeyboardInterrupt as stopped:
        values = {"done": done, "total": len(tasks)}
        raise HouvastError(problem("compare.stopped", where=str(ensemble.folder), **values)) from stopped
    return {cell: _of_cell(ensemble, cell, world) for cell, world in worlds.items()}


def _of_cell(ensemble: Ensemble, cell: Cell, world: World) -> pl.DataFrame:
    seeds = range(1, ensemble.seeds + 1)
    return pl.concat(
        pl.read_parquet(ensemble.path(cell, world, seed)).with_columns(pl.lit(seed).alias("seed")) for seed in seeds
    )


def _late(outcomes: pl.DataFrame, first_year: int) -> pl.DataFrame:
    kept = outcomes.filter(pl.col("group_by").is_in(GROUPINGS_KEPT))
    late = yearly_table(kept, RunSettings.start).filter(pl.col("year") >= first_year)
    return late.group_by(SERIES).agg(pl.col("value", "count").mean()).sort(SERIES)


def _bytes_of(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def by_seed(
    table: pl.DataFrame, outcome: str, group_by: str = "all", group: str = "all", column: str = "value"
) -> npt.NDArray[np.float64]:
    """Return a figure of a world, shape (seeds,), in the order of the seeds; NaN where a run lacks it."""
    rows = table.filter(outcome=outcome, group_by=group_by, group=group)
    every = table.select(pl.col("seed").unique().sort())
    return every.join(rows, on="seed", how="left").sort("seed")[column].cast(pl.Float64).fill_null(np.nan).to_numpy()


def lay(
    cells: Sequence[Cell], facts: Facts, refused: Callable[[Cell, HouvastError], None] | None = None
) -> dict[Cell, World]:
    """Lay every world, telling the faults of all at once, or one by one to `refused`, which leaves those out.

    Raises
    ------
    HouvastError
        All that cannot be laid, when nobody takes it.
    """
    worlds: dict[Cell, World] = {}
    problems: list[Problem] = []
    for cell in dict.fromkeys(cells):
        try:
            worlds[cell] = cell.world(facts)
        except HouvastError as fault:
            if refused is None:
                problems.extend(each for each in fault.problems if each not in problems)
            else:
                refused(cell, fault)
    if problems:
        raise HouvastError(problems)
    return worlds
