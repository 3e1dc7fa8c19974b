"""The outlook: what every future means for every occupation, year by year, with what the calibration leaves open.

Every draw is a set of parameters that fits the published figures about as well as the best one, taken evenly from one
end of the surviving set to the other. A draw has a seed of its own, and the same one in every future: futures differ
by what is laid over the facts, while the range over the draws holds both the parameters and the luck.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from houvast.experiments.baseline.survivors import Survivors, read_survivors
from houvast.experiments.comparison.executor import Stop, carry_out
from houvast.experiments.comparison.question import Question, check_question
from houvast.experiments.draws import drawn, exposure_position, places_of_draws
from houvast.experiments.identity import content_hash, model_version
from houvast.experiments.runs import Progress, run_settings, silent
from houvast.experiments.settings import RunSettings
from houvast.experiments.storage import write_whole
from houvast.experiments.worlds import NO_PACKAGE, World, world_of
from houvast.experiments.years import yearly_table
from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.population.cache import load_or_build
from houvast.vocabulary.errors import HouvastError, problem

DRAWS = 8
"""Enough to span the surviving set, few enough to wait for."""
GROUPING = "occupation"
KEYS = ["occupation", "scenario", "year"]
BASE_INDEX = 100
FIGURES: dict[str, tuple[str, str]] = {
    "employment_index": ("permanent_share", "count"),
    "openings": ("vacancies", "value"),
    "tension": ("tension", "value"),
    "work_security": ("work_security", "value"),
}
"""Figures of the outlook: outcome and column they come from. The count of the permanent share is the employed."""
EXPOSURE = ("exposure_low", "exposure_high")
OUTLOOK_COLUMNS: dict[str, type[pl.DataType]] = {
    "occupation": pl.String,
    "scenario": pl.String,
    "year": pl.Int32,
    **{f"{name}{end}": pl.Float64 for name in FIGURES for end in ("", "_low", "_high")},
    **dict.fromkeys(EXPOSURE, pl.Float64),
}
"""Columns: mean over the draws, lowest and highest draw. Index: the employed against the first year, which is 100;
openings: vacancies open on an average day, at full scale; tension: vacancies per unemployed person; work security:
share; exposure: lowest and highest measure of exposure to technology, which is not job loss [score from 0 to 1]."""
ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True)
class Outlook:
    """The table, with the columns of `OUTLOOK_COLUMNS`, and where it comes from."""

    table: pl.DataFrame
    manifest: dict[str, Any]


class Draw(NamedTuple):
    """A run of a future under one draw of the surviving set."""

    scenario: str
    seed: int
    place: int
    """Place of the draw in the surviving set, the best first."""


def make_outlook(
    scenarios: str | Sequence[str] = ("A", "B", "C", "D"),
    draws: int | str = DRAWS,
    scale: float | str = RunSettings.scale,
    years: int | str = RunSettings.years,
    facts: Facts | Path | str = "netherlands",
    jobs: int | str | None = None,
    progress: Progress = silent,
) -> Outlook:
    """Run every future under several draws of the calibrated ensemble and put the occupations in a table.

    Parameters
    ----------
    scenarios
        Futures, as in `houvast.compare`.
    draws
        Number of draws from the surviving set.
    scale, years, facts, jobs
        As in `houvast.compare`.
    progress
        Told how many runs are made.

    Raises
    ------
    HouvastError
        `outlook.draws` and all that is wrong with the question, at once.
    """
    question = check_outlook(scenarios, draws, scale, years, jobs)
    survivors = read_survivors()
    loaded = facts if isinstance(facts, Facts) else load_facts(facts)
    places = places_of_draws(survivors, question.seeds)
    for seed in range(1, len(places) + 1):
        load_or_build(loaded, question.scale, seed, start=question.start)
        progress("population", seed, len(places))
    asked = [
        Draw(scenario, seed, place) for seed, place in enumerate(places, start=1) for scenario in question.scenarios
    ]
    tables: list[pl.DataFrame] = []
    names: list[str] = []

    def work(draw: Draw, stop: Stop) -> tuple[str, pl.DataFrame]:
        world = _world(draw, loaded, survivors, question.start)
        settings = question.settings(question.cells[0]._replace(scenario=draw.scenario), draw.seed)
        result = run_settings(settings, loaded, progress=stop.heard, world=world)
        identity = content_hash(settings, loaded.content_hash, world.facts.content_hash)
        return identity, _of_run(result.outcomes, draw, question.start)

    def on_done(done: tuple[str, pl.DataFrame]) -> None:
        names.append(done[0])
        tables.append(done[1])
        progress("runs", len(tables), len(asked))

    carry_out(asked, work, question.jobs, on_done)
    table = _with_exposure(_over_draws(tables), loaded, question.start)
    return Outlook(table, _manifest(question, loaded, places, names))


def check_outlook(
    scenarios: str | Sequence[str],
    draws: int | str = DRAWS,
    scale: float | str = RunSettings.scale,
    years: int | str = RunSettings.years,
    jobs: int | str | None = None,
) -> Question:
    """Check what was asked; a draw counts as a seed.

    Raises
    ------
    HouvastError
        As `make_outlook`.
    """
    most = len(read_survivors().misfit)
    text = str(draws).strip()
    is_right = text.isdecimal() and text.isascii() and 0 < int(text) <= most
    wrong = [] if is_right else [problem("outlook.draws", most=most, found=text)]
    try:
        question = check_question(scenarios, NO_PACKAGE, int(text) if is_right else 1, scale, years, jobs=jobs)
    except HouvastError as fault:
        raise HouvastError([*wrong, *fault.problems]) from fault
    if wrong:
        raise HouvastError(wrong)
    return question


def _world(draw: Draw, facts: Facts, survivors: Survivors, start: str) -> World:
    """Lay a draw over the facts, and the future over that."""
    return world_of(draw.scenario, NO_PACKAGE, drawn(facts, start, survivors, draw.place, draw.seed))


def _of_run(outcomes: pl.DataFrame, draw: Draw, start: str) -> pl.DataFrame:
    """Return the figures of one run by occupation and year."""
    wanted = {outcome for outcome, _ in FIGURES.values()}
    rows = outcomes.filter(pl.col("group_by") == GROUPING, pl.col("outcome").is_in(wanted))
    years = yearly_table(rows, start)
    found = years.select(pl.col("group").alias("occupation"), "year").unique()
    for name, (outcome, column) in FIGURES.items():
        part = years.filter(pl.col("outcome") == outcome)
        part = part.select(pl.col("group").alias("occupation"), "year", pl.col(column).alias(name))
        found = found.join(part, on=["occupation", "year"], how="left")
    first = found.filter(pl.col("year") == 0).select("occupation", pl.col("employment_index").alias("base"))
    index = BASE_INDEX * (pl.col("employment_index") / pl.col("base"))
    named = found.join(first, on="occupation", how="left").with_columns(index.alias("employment_index")).drop("base")
    return named.with_columns(
        pl.lit(draw.scenario).alias("scenario"),
        pl.lit(draw.seed).alias("draw"),
        (pl.col("year") + int(start[: start.index("-")])).cast(pl.Int32),
    )


def _over_draws(tables: list[pl.DataFrame]) -> pl.DataFrame:
    """Return mean, lowest and highest over the draws, in an order that does not depend on which run came first."""
    every = pl.concat(tables).sort([*KEYS, "draw"])
    means = (pl.col(name).mean() for name in FIGURES)
    ends = (
        getattr(pl.col(name), way)().alias(f"{name}_{end}")
        for name in FIGURES
        for way, end in (("min", "low"), ("max", "high"))
    )
    return every.group_by(KEYS, maintain_order=True).agg(*means, *ends)


def _with_exposure(table: pl.DataFrame, facts: Facts, start: str) -> pl.DataFrame:
    keys = facts.classification(GROUPING).keys
    values = {name: np.asarray(facts.array(f"{name}_by_occupation", start)) for name in EXPOSURE}
    exposure = pl.DataFrame({"occupation": list(keys), **values})
    joined = table.join(exposure, on="occupation", how="left", maintain_order="left")
    return joined.select(pl.col(name).cast(kind) for name, kind in OUTLOOK_COLUMNS.items())


def _manifest(question: Question, facts: Facts, places: list[int], names: list[str]) -> dict[str, Any]:
    return {
        "kind": "outlook",
        "model_version": model_version(),
        "content_hash": hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest(),
        "facts": facts.folder,
        "facts_hash": facts.content_hash,
        "scenarios": list(question.scenarios),
        "draws": [place + 1 for place in places],
        "exposure": [exposure_position(number) for number in range(1, len(places) + 1)],
        "scale": question.scale,
        "years": question.years,
        "start": question.start,
        "range": "lowest_and_highest_draw",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def check_file(path: Path) -> None:
    """Make sure, before the work starts, that an outlook may be written to a file.

    Raises
    ------
    HouvastError
        `outlook.ending` for a name that does not end in .csv or .parquet, `outlook.file_taken` when something stands
        there that is no outlook.
    """
    if path.suffix.lower() not in ENDINGS:
        raise HouvastError(problem("outlook.ending", where=str(path), expected=ENDINGS))
    if path.is_dir() or (path.exists() and not _is_ours(path)):
        raise HouvastError(problem("outlook.file_taken", where=str(path)))


def write_outlook(outlook: Outlook, path: Path) -> tuple[Path, Path]:
    """Write an outlook as CSV or Parquet, by the ending of the name, with its manifest beside it.

    Returns
    -------
    tuple of Path
        The table and its manifest.

    Raises
    ------
    HouvastError
        As `check_file`; `files.disk_full` or `files.unwritable`. Each file is written whole or not at all.
    """
    check_file(path)
    buffer = io.BytesIO()
    if path.suffix.lower() == ".csv":
        outlook.table.write_csv(buffer)
    else:
        outlook.table.write_parquet(buffer, compression="zstd")
    text = json.dumps(outlook.manifest, indent=2, ensure_ascii=False, allow_nan=False)
    write_whole(path, buffer.getvalue())
    write_whole(manifest_path(path), text.encode() + b"\n")
    return path, manifest_path(path)


def manifest_path(path: Path) -> Path:
    """Where the manifest of an outlook stands: `outlook.csv` has `outlook.manifest.json`."""
    return path.with_suffix(".manifest.json")


def _is_ours(path: Path) -> bool:
    try:
        manifest = json.loads(manifest_path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("kind") == "outlook"
