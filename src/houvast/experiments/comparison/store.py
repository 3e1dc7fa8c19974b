"""The folder of a comparison: finished runs under the name of their content, and the tables made from them.

    runs/<hash>.parquet     outcomes of one run
    runs.parquet            a row per run: hash, scenario, package, seed, status, reason, seconds
    comparison.parquet      what the comparison finds, by month
    years.parquet           the same by year
    manifest.json           what was asked and where it comes from; written last

A run that stands there is not made again, whether the comparison was stopped, or is asked once more with another
package or more seeds. The manifest is there only when the tables belong to it.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
import psutil

from houvast.experiments.comparison.question import Question
from houvast.experiments.results import COLUMNS
from houvast.experiments.storage import RESULTS_FOLDER, write_whole, writing
from houvast.vocabulary.errors import HouvastError, problem

RUNS_FOLDER = "runs"
LEDGER_FILE = "runs.parquet"
COMPARISON_FILE = "comparison.parquet"
YEARS_FILE = "years.parquet"
MANIFEST_FILE = "manifest.json"
KIND = "comparison"
_OURS = re.compile(r"runs|runs\.parquet|comparison\.parquet|years\.parquet|manifest\.json|report-.*|\..*\.partial-\d+")

FINISHED, FAILED = "finished", "failed"


@dataclass(frozen=True)
class Run:
    """A row of the ledger.

    Parameters
    ----------
    hash
        Content hash of the run: its name.
    scenario, package, seed
        What was run.
    status
        `finished` or `failed`.
    reason
        Why it failed; empty when it did not.
    seconds
        How long it took; 0 when it stood ready.
    """

    hash: str
    scenario: str
    package: str
    seed: int
    status: str = FINISHED
    reason: str = ""
    seconds: float = 0.0


LEDGER_COLUMNS: dict[str, type[pl.DataType]] = {
    "hash": pl.String,
    "scenario": pl.String,
    "package": pl.String,
    "seed": pl.Int64,
    "status": pl.String,
    "reason": pl.String,
    "seconds": pl.Float64,
}


def default_folder(content_hash: str) -> Path:
    """Where a comparison goes when nobody says otherwise."""
    from houvast.experiments.identity import SHORT_HASH_LENGTH

    return RESULTS_FOLDER / f"compare-{content_hash[:SHORT_HASH_LENGTH]}"


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a comparison, or None when the folder holds no finished one."""
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_ours = isinstance(manifest, dict) and manifest.get("kind") == KIND
    return manifest if is_ours and (folder / COMPARISON_FILE).is_file() else None


def is_comparison(folder: Path) -> bool:
    """Whether a folder says that it holds a comparison, whole or not."""
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return (folder / COMPARISON_FILE).is_file()
    return isinstance(manifest, dict) and manifest.get("kind") == KIND


def check_place(folder: Path, question: Question, facts_hash: str) -> None:
    """Make sure, before the work starts, that the comparison can be kept in `folder`.

    Raises
    ------
    HouvastError
        `compare.folder_taken` when it holds anything but this comparison or a part of it, `files.unwritable` or
        `files.disk_full` when nothing can be written there.
    """
    if folder.is_file() or (folder.is_dir() and not _is_ours(folder, question, facts_hash)):
        raise HouvastError(problem("compare.folder_taken", where=str(folder)))
    with writing(folder):
        (folder / RUNS_FOLDER).mkdir(parents=True, exist_ok=True)
        trial = folder / f".trial.partial-{psutil.Process().pid}"
        trial.touch()
        trial.unlink()


def _is_ours(folder: Path, question: Question, facts_hash: str) -> bool:
    if not all(_OURS.fullmatch(entry.name) for entry in folder.iterdir()):
        return False
    if not (folder / MANIFEST_FILE).exists():
        return True
    manifest = read_manifest(folder)
    return manifest is not None and manifest.get("facts_hash") == facts_hash and question.holds(manifest)


def run_path(folder: Path, content_hash: str) -> Path:
    """Where the outcomes of a run stand."""
    return folder / RUNS_FOLDER / f"{content_hash}.parquet"


def has_run(folder: Path, content_hash: str) -> bool:
    """Whether the outcomes of a run stand there and can be read."""
    path = run_path(folder, content_hash)
    try:
        return path.is_file() and set(COLUMNS) <= set(pl.read_parquet_schema(path))
    except (pl.exceptions.PolarsError, OSError):
        return False


def store_run(folder: Path, content_hash: str, outcomes: pl.DataFrame) -> int:
    """Write the outcomes of a run, whole or not at all, and return their size [bytes]."""
    content = _bytes_of(outcomes)
    write_whole(run_path(folder, content_hash), content)
    return len(content)


def read_run(folder: Path, content_hash: str) -> pl.DataFrame:
    """Read the outcomes of a run."""
    return pl.read_parquet(run_path(folder, content_hash), columns=list(COLUMNS))


def check_room(folder: Path, bytes_per_run: int, runs_left: int) -> None:
    """Stop in good time when the runs that are left will not fit on the disk.

    Raises
    ------
    HouvastError
        `compare.no_room`; the finished runs stay.
    """
    needed, free = bytes_per_run * runs_left, shutil.disk_usage(folder).free
    if needed > free:
        megabyte = 1_000_000
        found = {"needed": needed // megabyte + 1, "free": free // megabyte}
        raise HouvastError(problem("compare.no_room", where=str(folder), **found))


def write_ledger(folder: Path, runs: list[Run]) -> None:
    """Write the row of every run, sorted, whole or not at all."""
    rows = [asdict(run) for run in sorted(runs, key=lambda run: (run.scenario, run.package, run.seed))]
    write_whole(folder / LEDGER_FILE, _bytes_of(pl.DataFrame(rows, schema=dict(LEDGER_COLUMNS))))


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest, which says that all else is there."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
    write_whole(folder / MANIFEST_FILE, text.encode() + b"\n")


def forget_manifest(folder: Path) -> None:
    """Take the manifest away before its tables change."""
    with writing(folder):
        (folder / MANIFEST_FILE).unlink(missing_ok=True)


def forget_others(folder: Path, hashes: set[str]) -> None:
    """Remove runs that no longer belong to the comparison: of an earlier model, or half-written."""
    for path in (folder / RUNS_FOLDER).iterdir():
        if path.stem not in hashes or path.suffix != ".parquet":
            path.unlink(missing_ok=True)


def _bytes_of(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", statistics=True)
    return buffer.getvalue()
