"""The full run: the same question under several draws of what the calibration leaves open, each with luck of its own.

Every draw is a set of parameters that fits the published figures about as well as the best one, taken evenly from one
end of the surviving set to the other, and has its own seed; the same draws in every future and with every package. An
interval runs from the lowest draw to the highest: it holds both the parameters and the luck. Runs are kept one by one
under their names, so a full run that is stopped or dies goes on from there.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.experiments.baseline.knobs import with_values
from houvast.experiments.baseline.survivors import Survivors, along_line, read_survivors, turned_to
from houvast.experiments.comparison.executor import Stop, Stopped, carry_out
from houvast.experiments.comparison.question import Cell
from houvast.experiments.exploration.answer import Answer, Ends, cells_of, cells_of_futures, compared
from houvast.experiments.exploration.running import Made, make_run, run_key
from houvast.experiments.exploration.state import Exploration
from houvast.experiments.exploration.yearly import Block, Yearly
from houvast.experiments.runs import Progress, silent
from houvast.experiments.settings import RunSettings, available_threads
from houvast.experiments.storage import write_whole
from houvast.facts.lookup import Facts
from houvast.population.cache import load_or_build
from houvast.vocabulary.errors import HouvastError, problem
from houvast.vocabulary.months import month_stamp

DRAWS = 8
"""Enough to span the surviving set, few enough to wait for."""
FloatArray = npt.NDArray[np.float64]


class Job(NamedTuple):
    """One run of a full run."""

    cell: Cell
    draw: int
    """Counted from 0; its seed is that of the exploration plus this."""
    place: int
    """Place of the draw in the surviving set."""


def full_key(exploration: Exploration, facts: Facts, draws: int = DRAWS) -> str:
    """Return the name of a full run: that of its runs."""
    names = [_name(exploration, job, facts.content_hash) for job in jobs_of(exploration, draws)]
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()


def jobs_of(exploration: Exploration, draws: int = DRAWS) -> list[Job]:
    """Return every run, draw by draw: after the first draw there is a first answer for all cells."""
    survivors = _survivors()
    places = [int(place) for place in along_line(survivors, draws)]
    places += [place for place in range(len(survivors.misfit)) if place not in places][: draws - len(places)]
    cells = tuple(dict.fromkeys((*cells_of(exploration), *cells_of_futures(exploration))))
    return [Job(cell, draw, place) for draw, place in enumerate(sorted(places)) for cell in cells]


def run_full(
    exploration: Exploration,
    facts: Facts,
    folder: Path,
    draws: int = DRAWS,
    jobs: int | None = None,
    progress: Progress = silent,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Answer:
    """Make a full run, or go on with it.

    Parameters
    ----------
    exploration, facts
        What is asked.
    folder
        Where its runs are kept.
    draws, jobs
        How many draws; how many runs at the same time.
    progress
        Told the runs done.
    is_stopped
        Asked after every run: when it says so, the full run ends.

    Raises
    ------
    HouvastError
        `exploration.cancelled` when it was stopped; what is finished is kept.
    """
    asked = jobs_of(exploration, draws)
    survivors = _survivors()
    start = month_stamp(RunSettings.start)
    turned = {
        place: with_values(facts, turned_to(facts, start, survivors, place)) for place in {job.place for job in asked}
    }
    found: dict[Job, Made] = {}
    for draw in range(draws):
        load_or_build(facts, exploration.settings().scale, exploration.seed + draw, start=RunSettings.start)

    def work(job: Job, stop: Stop) -> tuple[Job, Made]:
        path = folder / f"{_name(exploration, job, facts.content_hash)}.npz"
        made = read_made(path)
        if made is None:
            made = make_run(_settings(exploration, job), facts, stop.heard, turned[job.place])
            write_whole(path, packed(made))
        return job, made

    def on_done(done: tuple[Job, Made]) -> None:
        found[done[0]] = done[1]
        progress("runs", len(found), len(asked))
        if is_stopped():
            raise Stopped

    try:
        carry_out(asked, work, jobs or available_threads(), on_done)
    except Stopped:
        raise HouvastError(problem("exploration.cancelled")) from None
    return _answered(exploration, facts, {job: found[job] for job in asked}, draws)


def _answered(exploration: Exploration, facts: Facts, found: Mapping[Job, Made], draws: int) -> Answer:
    """Lay the runs side by side, in the order in which they were asked and not in that in which they ended."""
    cells: dict[Cell, Sequence[Made]] = {
        cell: [made for job, made in found.items() if job.cell == cell]
        for cell in dict.fromkeys(job.cell for job in found)
    }
    places = sorted({job.place + 1 for job in found})
    comparison = compared(cells, facts, _LuckOfDraws(), exploration.seed, draws=places)
    return Answer(exploration, comparison, full_key(exploration, facts, draws), {}, "full")


class _LuckOfDraws:
    """From the lowest draw to the highest."""

    def level(self, values: FloatArray) -> Ends:
        return Ends(values.min(axis=0), values.max(axis=0))

    def difference(self, values: FloatArray, is_effect: bool) -> Ends:
        del is_effect
        return self.level(values)


def _settings(exploration: Exploration, job: Job) -> RunSettings:
    settings = exploration.settings(*job.cell)
    return RunSettings(settings.scale, settings.years, exploration.seed + job.draw, *job.cell)


def _name(exploration: Exploration, job: Job, facts_hash: str) -> str:
    run = run_key(_settings(exploration, job), facts_hash)
    return hashlib.sha256(f"{run} draw {job.place} {_survivors_hash()}".encode()).hexdigest()


@cache
def _survivors() -> Survivors:
    """Return the surviving set, which changes with a new fit only: somebody waits for the name of a full run."""
    return read_survivors()


@cache
def _survivors_hash() -> str:
    return hashlib.sha256(_survivors().logs.tobytes()).hexdigest()


def packed(made: Made) -> bytes:
    """Return a run as its file."""
    told = {"key": made.key, "layout": made.yearly.layout, "world": made.world, "seconds": made.seconds}
    buffer = io.BytesIO()
    text = np.frombuffer(json.dumps(told).encode(), np.uint8)
    np.savez_compressed(buffer, value=made.yearly.value, count=made.yearly.count, told=text)
    return buffer.getvalue()


def read_made(path: Path) -> Made | None:
    """Return a run from its file, or None when there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as found:
            told = json.loads(found["told"].tobytes())
            layout = tuple(Block(*block) for block in told["layout"])
            return Made(told["key"], Yearly(layout, found["value"], found["count"]), told["world"], told["seconds"])
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None
