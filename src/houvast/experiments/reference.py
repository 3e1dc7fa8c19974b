"""Reference mode from files to files: the published occupation model on somebody's own occupations.

Settings and files are checked together, so that all mistakes are told at once and nothing is computed before. The
result folder holds `series.csv`, `occupations.csv` and `manifest.json`; it is written whole or not at all.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import math
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from houvast.experiments.identity import model_version
from houvast.experiments.reference_input import read_edges, read_occupations
from houvast.experiments.settings import LARGEST_SEED
from houvast.experiments.storage import writing
from houvast.facts.lookup import Facts
from houvast.market.meanfield import States
from houvast.market.reference import (
    Constants,
    Course,
    Edges,
    Occupations,
    Rates,
    changes_of,
    constants_of,
    mean_rates,
    run_meanfield,
    self_loops_added,
    series_of,
    windows_of,
)
from houvast.market.reference_people import OnStep, run_people
from houvast.vocabulary.errors import HouvastError, Problem, nearest, problem

MEANFIELD, AGENTS = "meanfield", "agents"
SOLVERS = (MEANFIELD, AGENTS)
COMPLETE = "complete"
LONGEST_RUN_STEPS = 10_000
LONGEST_SHOCK_YEARS = 1000
MOST_PERSONS = 100_000_000
"""Persons that are simulated at most: about a gigabyte, and minutes."""

SERIES_FILE, OCCUPATIONS_FILE, MANIFEST_FILE = "series.csv", "occupations.csv", "manifest.json"
_KIND = "reference"


@dataclass(frozen=True)
class ReferenceSettings:
    """A reference run, fully described but for its files."""

    solver: str = MEANFIELD
    scale: float = 1
    seed: int = 1
    course: Course = Course()  # noqa: RUF009 - frozen


@dataclass(frozen=True)
class ReferenceInput:
    """Everything a reference run needs, read and checked."""

    occupations: Occupations
    edges: Edges | None
    settings: ReferenceSettings
    constants: Constants
    files: dict[str, str]
    """Name and sha256 of the files read."""


@dataclass(frozen=True)
class ReferenceResult:
    """What came out, and the means over the two windows."""

    states: States
    steady: Rates
    transition: Rates


def check_input(
    occupations: Path,
    network: str,
    facts: Facts,
    solver: str = MEANFIELD,
    scale: float | str = 1,
    steps: int | str = Course.n_steps,
    shock_start: int | str = Course.shock_start,
    shock_years: float | str = Course.shock_years,
    seed: int | str = 1,
    out: Path | None = None,
) -> ReferenceInput:
    """Read the files and settings of a run, or tell everything that is wrong with them.

    Parameters
    ----------
    occupations
        CSV file `id,employment,auto_prob`.
    network
        `complete`, or the path of a CSV file `source,target,weight`.
    facts
        Hold the numbers of the model.
    solver, scale, steps, shock_start, shock_years, seed
        As on the command line; text is read as a number.
    out
        Folder the result will be stored in, if any.

    Raises
    ------
    HouvastError
        Every fault of options, files and folder.
    """
    problems: list[Problem] = []
    constants = constants_of(facts)
    settings = _checked_settings(solver, scale, steps, shock_start, shock_years, seed, constants, problems)
    read = read_occupations(occupations, problems)
    is_complete = network == COMPLETE
    edges = None if is_complete else read_edges(Path(network), read, occupations, problems)
    if out is not None:
        problems += _faults_of_place(out)
    if read is not None and not problems:
        problems += _impossible(occupations, read, settings)
    if problems or read is None:
        raise HouvastError(problems)
    paths = (occupations,) if is_complete else (occupations, Path(network))
    files = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    return ReferenceInput(read, edges, settings, constants, files)


def run_reference(asked: ReferenceInput, on_step: OnStep | None = None) -> ReferenceResult:
    """Run the published model with the solver asked for.

    Parameters
    ----------
    asked
        From `check_input`.
    on_step
        Hears how far the persons are.
    """
    course, constants = asked.settings.course, asked.constants
    if asked.settings.solver == MEANFIELD:
        states = run_meanfield(asked.occupations, asked.edges, course, constants)
    else:
        scale, seed = asked.settings.scale, asked.settings.seed
        states = run_people(asked.occupations, asked.edges, course, constants, scale, seed, on_step)
    windows = windows_of(course, constants)
    return ReferenceResult(states, *(mean_rates(states, window) for window in windows))


def check_place(folder: Path) -> None:
    """Make sure, before the work starts, that a result can be stored in `folder`; nothing is left there.

    Raises
    ------
    HouvastError
        `run.folder_taken` when one of the files is there already and comes from something else, `files.unwritable`
        or `files.disk_full` when nothing can be written there.
    """
    with writing(folder):
        taken = any((folder / name).exists() for name in (SERIES_FILE, OCCUPATIONS_FILE, MANIFEST_FILE))
        if folder.is_file() or (taken and not _is_reference_result(folder)):
            raise HouvastError(problem("run.folder_taken", where=str(folder)))
        existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        trial = existing / _partial(folder.name)
        trial.mkdir()
        trial.rmdir()


def store_reference(asked: ReferenceInput, result: ReferenceResult, facts: Facts, folder: Path) -> None:
    """Write the result folder, whole or not at all.

    Parameters
    ----------
    asked, result
        The run.
    facts
        Hold the numbers of the model.
    folder
        New, empty, an older result, or a folder with other files, which stay.

    Raises
    ------
    HouvastError
        As `check_place`.
    """
    check_place(folder)
    content = {
        SERIES_FILE: _series_table(result.states),
        OCCUPATIONS_FILE: _occupations_table(asked, result.states),
        MANIFEST_FILE: _manifest(asked, facts),
    }
    with writing(folder):
        if folder.is_dir():
            _replace_files(folder, content)
        else:
            _write_new_folder(folder, content)


def _faults_of_place(folder: Path) -> tuple[Problem, ...]:
    try:
        check_place(folder)
    except HouvastError as fault:
        return fault.problems
    return ()


def _replace_files(folder: Path, content: dict[str, bytes]) -> None:
    """Write all files beside their places, then move them there."""
    partials = {name: folder / _partial(name) for name in content}
    try:
        for name, data in content.items():
            partials[name].write_bytes(data)
        for name, partial in partials.items():
            partial.replace(folder / name)
    finally:
        for partial in partials.values():
            partial.unlink(missing_ok=True)


def _write_new_folder(folder: Path, content: dict[str, bytes]) -> None:
    """Write a folder beside its place, then move it there."""
    partial = folder.with_name(_partial(folder.name))
    partial.mkdir(parents=True)
    try:
        for name, data in content.items():
            (partial / name).write_bytes(data)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _partial(name: str) -> str:
    return f".{name}.partial-{os.getpid()}"


def _checked_settings(
    solver: str,
    scale: float | str,
    steps: int | str,
    shock_start: int | str,
    shock_years: float | str,
    seed: int | str,
    constants: Constants,
    problems: list[Problem],
) -> ReferenceSettings:
    def number(asked: float | str, kind: type, is_right: Callable[[Any], bool], code: str, **values: object) -> Any:
        found = _finite(asked, kind)
        if found is None or not is_right(found):
            problems.append(problem(code, found=str(asked), **values))
            return 0
        return found

    if solver not in SOLVERS:
        problems.append(problem("reference.solver", found=solver, known=SOLVERS, suggestion=nearest(solver, SOLVERS)))
    n_steps = number(
        steps, int, lambda each: 0 < each <= LONGEST_RUN_STEPS, "reference.steps", longest=LONGEST_RUN_STEPS
    )
    first = constants.steady_first_step
    # A wrong number of steps has been told; the shock is then held only against the longest run.
    last = n_steps or LONGEST_RUN_STEPS
    start = number(shock_start, int, lambda each: first < each < last, "reference.shock_start", first=first)
    years = number(
        shock_years,
        float,
        lambda each: 0 <= each <= LONGEST_SHOCK_YEARS,
        "reference.shock_years",
        longest=LONGEST_SHOCK_YEARS,
    )
    return ReferenceSettings(
        solver=solver,
        scale=number(scale, float, lambda each: 0 < each <= 1, "reference.scale"),
        seed=number(seed, int, lambda each: 0 <= each <= LARGEST_SEED, "reference.seed", largest=LARGEST_SEED),
        course=Course(n_steps, start, years),
    )


def _finite(asked: float | str, kind: type) -> Any:
    """Read a finite number of a kind, or return None."""
    try:
        value = kind(asked)
        is_number = not isinstance(asked, bool) and math.isfinite(value) and value == float(asked)
    except (ValueError, TypeError, OverflowError):
        return None
    return value if is_number and "_" not in str(asked) else None


def _impossible(path: Path, occupations: Occupations, settings: ReferenceSettings) -> list[Problem]:
    """Return what is wrong with the occupations as a whole."""
    employed = float(occupations.employment.sum())
    persons = np.rint(settings.scale * employed)
    if employed == 0 or (settings.solver == AGENTS and persons < 1):
        return [problem("reference.nobody", where=str(path), scale=settings.scale)]
    if not (occupations.employment * (1 - occupations.auto_prob)).any():
        return [problem("reference.nothing_wanted", where=str(path))]
    if settings.solver == AGENTS and persons > MOST_PERSONS:
        values = {"scale": settings.scale, "found": int(persons), "most": MOST_PERSONS}
        suggested = _one_digit_below(MOST_PERSONS / employed)
        return [problem("reference.too_many", where=str(path), suggested=suggested, **values)]
    return []


def _one_digit_below(number: float) -> float:
    """Round down to one significant digit."""
    exponent = math.floor(math.log10(number))
    power = 10.0**exponent
    return float(f"{math.floor(number / power)}e{exponent}")


def _series_table(states: States) -> bytes:
    rates = series_of(states)
    rows = ((step, *(float(value) for value in values)) for step, values in enumerate(zip(*rates, strict=True)))
    return _csv(("step", *Rates._fields), rows)


def _occupations_table(asked: ReferenceInput, states: States) -> bytes:
    changes = changes_of(states, windows_of(asked.settings.course, asked.constants))
    rows = (
        (key, *("" if math.isnan(value) else float(value) for value in values))
        for key, *values in zip(asked.occupations.keys, *changes, strict=True)
    )
    return _csv(("id", *changes._fields), rows)


def _csv(header: tuple[str, ...], rows: Any) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _manifest(asked: ReferenceInput, facts: Facts) -> bytes:
    manifest = {
        "kind": _KIND,
        "model_version": model_version(),
        "facts_hash": facts.content_hash,
        "network": COMPLETE if asked.edges is None else "edges",
        "self_loops_added": self_loops_added(asked.edges),
        "settings": asdict(asked.settings),
        "files": asked.files,
    }
    return json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"


def _is_reference_result(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("kind") == _KIND
