"""A future of one's own: a folder with the files to change, from the developments on or from the axes on."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from houvast.futures.folder import future_files
from houvast.vocabulary.errors import HouvastError, problem

FIRST_STEPS = {"1": (), "5": ("sources.yaml", "method.yaml", "developments.yaml")}
"""By the step to begin with: the files that keep coming from Houvast."""

TEMPLATES = Path(__file__).with_name("templates")
VOTES_FILE = "votes.csv"


def write_future(folder: Path, step: str = "5") -> tuple[Path, ...]:
    """Write a folder with a future to edit: that of Houvast, and a scenario E at the centre of the plane.

    Parameters
    ----------
    folder
        A new or empty folder.
    step
        `"1"`: from the long list of developments, with an empty file for votes; `"5"`: from the axes.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    HouvastError
        `futures.step`, `futures.folder_taken` or `files.unwritable`.
    """
    if step not in FIRST_STEPS:
        raise HouvastError(problem("futures.step", found=step))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise HouvastError(problem("futures.folder_taken", where=str(folder)))
    files = {name: path for name, path in future_files(None).items() if name not in FIRST_STEPS[step]}
    extra = [path for path in sorted(TEMPLATES.iterdir()) if step == "1" or path.name != VOTES_FILE]
    files = {path.name: path for path in extra} | files
    try:
        _write(folder, files)
    except OSError as reason:
        found = reason.strerror or str(reason)
        raise HouvastError(problem("files.unwritable", where=str(folder), found=found)) from None
    return tuple(folder / name for name in sorted(files))


def _write(folder: Path, files: dict[str, Path]) -> None:
    """Write all files or none: they are gathered beside the folder and moved there at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as gathering:
        inside = Path(gathering) / folder.name
        inside.mkdir()
        for name, path in files.items():
            shutil.copyfile(path, inside / name)
        if folder.exists():
            folder.rmdir()
        inside.rename(folder)
