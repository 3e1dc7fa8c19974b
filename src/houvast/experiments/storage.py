"""Results on disk: written whole or not at all, never over something else.

A result is first written in a temporary folder beside its place and then renamed, so that there is no moment at which
half a result stands under its name. Whatever goes wrong, what stood there before stands there still.
"""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from houvast.experiments.identity import SHORT_HASH_LENGTH
from houvast.experiments.results import MANIFEST_FILE, OUTCOMES_FILE, Result, read_manifest
from houvast.vocabulary.errors import HouvastError, problem

RESULTS_FOLDER = Path("results")
_PARTIAL = ".partial-"


def default_folder(content_hash: str) -> Path:
    """Where a result goes when nobody says otherwise: `results/` and the first characters of its hash."""
    return RESULTS_FOLDER / content_hash[:SHORT_HASH_LENGTH]


def check_place(folder: Path, content_hash: str) -> None:
    """Make sure, before the work starts, that the result can be stored in `folder`.

    Raises
    ------
    HouvastError
        `run.folder_taken` when it holds anything but this very result, `files.unwritable` or `files.disk_full` when
        nothing can be written there.
    """
    manifest = read_manifest(folder)
    is_taken = folder.is_file() or (folder.is_dir() and any(folder.iterdir()))
    if is_taken and (manifest is None or manifest["content_hash"] != content_hash):
        raise HouvastError(problem("run.folder_taken", where=str(folder)))
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        clear_debris(folder)
        trial = _partial_folder(folder)
        trial.mkdir()
        trial.rmdir()


def is_finished(folder: Path, content_hash: str) -> bool:
    """True when `folder` holds the finished result with this hash."""
    manifest = read_manifest(folder)
    return manifest is not None and manifest["content_hash"] == content_hash


def store_result(result: Result, folder: Path) -> Result:
    """Write a result folder, whole or not at all.

    Parameters
    ----------
    result
        What to write.
    folder
        Its place. In an older copy of the same result the two files are replaced one by one, so that what else
        somebody keeps in that folder stays; they hold the same outcomes, so the pair is never at odds.

    Raises
    ------
    HouvastError
        `files.disk_full` or `files.unwritable`; nothing half-written is left.
    """
    content = _files_of(result)
    if read_manifest(folder) is not None:
        for name, text in content.items():
            write_whole(folder / name, text)
    else:
        _write_new_folder(folder, content)
    return Result(result.outcomes, result.manifest, folder)


def write_whole(path: Path, content: bytes) -> None:
    """Write one file, whole or not at all: first beside its place, then renamed.

    Raises
    ------
    HouvastError
        `files.disk_full` or `files.unwritable`.
    """
    partial = path.with_name(f".{path.name}{_PARTIAL}{os.getpid()}")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_bytes(partial, content)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def writing(where: Path) -> Iterator[None]:
    """Turn what the operating system says when writing fails into a message for the reader."""
    try:
        yield
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise HouvastError(problem("files.disk_full", where=str(where))) from fault
        raise HouvastError(problem("files.unwritable", where=str(where), found=fault.strerror or str(fault))) from fault


def clear_debris(folder: Path) -> None:
    """Remove what a killed process left half-written beside `folder`."""
    for partial in folder.parent.glob(f".{folder.name}{_PARTIAL}*"):
        process = partial.name.rpartition("-")[2]
        if process.isdigit() and not psutil.pid_exists(int(process)):
            shutil.rmtree(partial, ignore_errors=True)


def _partial_folder(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_PARTIAL}{os.getpid()}")


def _files_of(result: Result) -> dict[str, bytes]:
    """Name and content of each file of a result, the manifest last: where it stands, the rest stands too."""
    # Polars would report a full disk in its own words; writing the bytes ourselves keeps one way of failing.
    table = io.BytesIO()
    result.outcomes.write_parquet(table, compression="zstd", statistics=True)
    text = json.dumps(result.manifest, indent=2, ensure_ascii=False, allow_nan=False)
    return {OUTCOMES_FILE: table.getvalue(), MANIFEST_FILE: text.encode() + b"\n"}


def _write_new_folder(folder: Path, content: dict[str, bytes]) -> None:
    partial = _partial_folder(folder)
    with writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            partial.mkdir()
            for name, text in content.items():
                _write_bytes(partial / name, text)
            if folder.is_dir():
                folder.rmdir()
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _write_bytes(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
