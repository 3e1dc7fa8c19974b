"""A comparison from question to tables: every future with every package, with the same people and the same luck.

The order: the question is checked, the place is tried, the worlds are laid over the facts, the populations are built,
the runs that do not stand there are made, and the tables are written. A comparison that is stopped keeps its finished
runs; asked again it goes on from there. A run that fails is a row with its reason, and the others go on.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from houvast.experiments.baseline.survivors import read_survivors
from houvast.experiments.comparison import store
from houvast.experiments.comparison.executor import Stop, Stopped, carry_out
from houvast.experiments.comparison.intervals import CONFIDENCE
from houvast.experiments.comparison.question import Cell, Question, check_question
from houvast.experiments.comparison.results import Comparison, read_comparison
from houvast.experiments.comparison.store import FAILED, FINISHED, Run
from houvast.experiments.comparison.tables import (
    COMPARISON_COLUMNS,
    YEARS_COLUMNS,
    month_tables,
    write_tables,
    year_tables,
)
from houvast.experiments.draws import drawn, places_of_draws
from houvast.experiments.identity import content_hash, model_version
from houvast.experiments.provenance import facts_behind
from houvast.experiments.runs import Progress, run_settings, silent
from houvast.experiments.worlds import NO_PACKAGE, World, world_of
from houvast.experiments.years import yearly_table
from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.population.cache import load_or_build
from houvast.vocabulary.errors import HouvastError, Problem, problem

STOPS_ALL = frozenset({"files.disk_full", "files.unwritable", "compare.no_room"})
"""Faults of the place, not of a run: with these it is no use to go on."""


@dataclass(frozen=True)
class Task:
    """A run to make."""

    cell: Cell
    seed: int
    hash: str


def compare(
    scenarios: str | Sequence[str] = ("A", "B", "C", "D"),
    packages: str | Sequence[str] = (NO_PACKAGE,),
    seeds: int = Question.seeds,
    scale: float = Question.scale,
    years: int = Question.years,
    facts: Facts | Path | str = "netherlands",
    folder: Path | str | None = None,
    jobs: int | None = None,
    start: str = Question.start,
    draws: bool = False,
) -> Comparison:
    """Run futures and packages with the same luck and compare them, as `houvast compare` does.

    Parameters
    ----------
    scenarios
        Futures: letters, points as `"0.5,-0.3"`, `"baseline"`.
    packages
        Packages of measures, such as `"none"` and `"W3+T3"`. Effects are measured against `none`, or against the
        first when it is left out.
    seeds
        Repeats per cell. Two are the fewest that give an interval.
    scale, years, start
        As in `houvast.run`.
    facts
        Loaded facts, a facts folder, or the name of one that comes with Houvast.
    folder
        Where to keep runs and tables; left out: nowhere. Runs that stand there are not made again.
    jobs
        Runs at the same time; left out: one per processor core.
    draws
        Let every seed live under a draw of its own of what is fitted and of the exposure to technology: intervals then
        hold what is not known beside luck.

    Returns
    -------
    Comparison
        `table` with a row per future, package, outcome, group and month; `years` the same by year; `manifest`.

    Raises
    ------
    HouvastError
        All that is wrong with the question at once, a place where nothing can be kept, or `compare.all_failed`.
    """
    question = check_question(scenarios, packages, seeds, scale, years, start, jobs, draws)
    loaded = facts if isinstance(facts, Facts) else load_facts(facts)
    if folder is not None:
        return answer(question, loaded, Path(folder))
    with tempfile.TemporaryDirectory(prefix="houvast-compare-") as desk:
        return answer(question, loaded, Path(desk)).in_memory()


def answer(
    question: Question, facts: Facts, folder: Path, again: bool = False, progress: Progress = silent
) -> Comparison:
    """Answer a checked question in a folder.

    Parameters
    ----------
    question, facts
        What is compared, and on which facts.
    folder
        Where runs and tables are kept.
    again
        Make every run once more.
    progress
        Told the stage (`population`, `runs`, `tables`) and what is done of it.

    Raises
    ------
    HouvastError
        As `compare`.
    """
    store.check_place(folder, question, facts.content_hash)
    worlds = lay_worlds(question, facts)
    of_runs = worlds_of_runs(question, facts, worlds)
    tasks = tasks_of(question, facts, of_runs)
    name = name_of(tasks)
    standing = store.read_manifest(folder)
    if not again and standing is not None and standing.get("content_hash") == name and not standing.get("failed"):
        return read_comparison(folder)
    _build_populations(question, facts, progress)
    runs = _make_runs(question, facts, of_runs, tasks, folder, again, progress)
    if not any(run.status == FINISHED for run in runs):
        raise HouvastError(problem("compare.all_failed", where=str(folder), found=runs[0].reason))
    store.forget_manifest(folder)
    written = _write_tables(question, runs, folder, progress)
    store.write_manifest(folder, _manifest(question, facts, worlds, name, runs, written))
    store.forget_others(folder, {task.hash for task in tasks})
    return read_comparison(folder)


def lay_worlds(question: Question, facts: Facts) -> dict[Cell, World]:
    """Lay every future and package over the facts, telling the faults of all.

    Raises
    ------
    HouvastError
        What cannot be laid, each fault once.
    """
    worlds: dict[Cell, World] = {}
    problems: dict[Problem, None] = {}
    for cell in question.cells:
        try:
            worlds[cell] = world_of(cell.scenario, cell.package, facts)
        except HouvastError as fault:
            problems |= dict.fromkeys(fault.problems)
    if problems:
        raise HouvastError(problems)
    return worlds


def worlds_of_runs(question: Question, facts: Facts, worlds: dict[Cell, World]) -> dict[tuple[Cell, int], World]:
    """Return the world of every run: that of its cell, or with draws that of its cell under the draw of its seed."""
    if not question.draws:
        return {(cell, seed): worlds[cell] for cell, seed in question.runs()}
    survivors = read_survivors()
    places = places_of_draws(survivors, question.seeds)
    facts_of = {
        seed: drawn(facts, question.start, survivors, place, seed) for seed, place in enumerate(places, start=1)
    }
    return {(cell, seed): world_of(cell.scenario, cell.package, facts_of[seed]) for cell, seed in question.runs()}


def tasks_of(question: Question, facts: Facts, worlds: dict[tuple[Cell, int], World]) -> list[Task]:
    """Return every run of a question with its content hash."""
    return [
        Task(cell, seed, content_hash(question.settings(cell, seed), facts.content_hash, world.facts.content_hash))
        for (cell, seed), world in worlds.items()
    ]


def name_of(tasks: list[Task]) -> str:
    """Return the hash of a comparison: that of its runs."""
    return hashlib.sha256("\n".join(sorted(task.hash for task in tasks)).encode()).hexdigest()


def _build_populations(question: Question, facts: Facts, progress: Progress) -> None:
    """Build the people of every seed beforehand: runs of one seed begin with the same people."""
    held = facts.reaching_back() if question.settings(question.cells[0], 1).is_before_the_baseline else facts
    for seed in range(1, question.seeds + 1):
        load_or_build(held, question.scale, seed, start=question.start)
        progress("population", seed, question.seeds)


def _make_runs(
    question: Question,
    facts: Facts,
    worlds: dict[tuple[Cell, int], World],
    tasks: list[Task],
    folder: Path,
    again: bool,
    progress: Progress,
) -> list[Run]:
    """Make the runs that do not stand there; keep the ledger up to date after each."""
    ready = [task for task in tasks if not again and store.has_run(folder, task.hash)]
    runs = [Run(task.hash, *task.cell, task.seed) for task in ready]
    left = [task for task in tasks if task not in ready]
    progress("runs", len(runs), len(tasks))

    def work(task: Task, stop: Stop) -> tuple[Run, int]:
        return _make_run(question, facts, worlds[task.cell, task.seed], task, folder, stop)

    def on_done(done: tuple[Run, int]) -> None:
        run, size = done
        runs.append(run)
        store.write_ledger(folder, runs)
        progress("runs", len(runs), len(tasks))
        store.check_room(folder, size, len(tasks) - len(runs))

    carry_out(left, work, question.jobs, on_done)
    store.write_ledger(folder, runs)
    return runs


def _make_run(question: Question, facts: Facts, world: World, task: Task, folder: Path, stop: Stop) -> tuple[Run, int]:
    """Make one run and keep its outcomes; a fault in it becomes its reason."""
    started = time.perf_counter()
    row = Run(task.hash, *task.cell, task.seed)
    try:
        settings = question.settings(task.cell, task.seed)
        result = run_settings(settings, facts, progress=stop.heard, world=world)
        size = store.store_run(folder, task.hash, result.outcomes)
    except Stopped:
        raise
    except HouvastError as fault:
        if STOPS_ALL & set(fault.codes):
            raise
        return replace(row, status=FAILED, reason=fault.text()), 0
    except Exception as fault:  # noqa: BLE001 - whatever befalls one run, the others go on, and its row says what
        return replace(row, status=FAILED, reason=f"{type(fault).__name__}: {fault}"), 0
    return replace(row, seconds=time.perf_counter() - started), size


def _write_tables(question: Question, runs: list[Run], folder: Path, progress: Progress) -> int:
    hashes = {(Cell(run.scenario, run.package), run.seed): run.hash for run in runs if run.status == FINISHED}

    def read(cell: Cell, seed: int) -> pl.DataFrame | None:
        found = hashes.get((cell, seed))
        return None if found is None else store.read_run(folder, found)

    by_year: dict[tuple[Cell, int], pl.DataFrame | None] = {}

    def read_years(cell: Cell, seed: int) -> pl.DataFrame | None:
        if (cell, seed) not in by_year:
            run = read(cell, seed)
            by_year[cell, seed] = None if run is None else yearly_table(run, question.start)
        return by_year[cell, seed]

    progress("tables", 0, 2)
    rows = write_tables(folder / store.COMPARISON_FILE, month_tables(question, read), COMPARISON_COLUMNS)
    progress("tables", 1, 2)
    write_tables(folder / store.YEARS_FILE, year_tables(question, read_years), YEARS_COLUMNS)
    progress("tables", 2, 2)
    return rows


def _manifest(
    question: Question, facts: Facts, worlds: dict[Cell, World], name: str, runs: list[Run], rows: int
) -> dict[str, Any]:
    failed = [
        {"scenario": run.scenario, "package": run.package, "seed": run.seed, "reason": run.reason}
        for run in runs
        if run.status == FAILED
    ]
    read = {fact for world in worlds.values() for fact in facts_behind(world.facts)} | set(facts_behind(facts))
    return {
        "kind": store.KIND,
        "model_version": model_version(),
        "content_hash": name,
        "facts": facts.folder,
        "facts_hash": facts.content_hash,
        "facts_read": sorted(read),
        **question.content(),
        "confidence": CONFIDENCE,
        "interval": "student_t_over_draws" if question.draws else "student_t_over_seeds",
        "worlds": [
            {"scenario": cell.scenario, "package": cell.package, **world.described} for cell, world in worlds.items()
        ],
        "runs": len(runs),
        "failed": failed,
        "rows": rows,
        "seconds": sum(run.seconds for run in runs),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
