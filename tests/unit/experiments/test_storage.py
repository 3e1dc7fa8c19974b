"""Results are written whole or not at all, and never over something else."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from houvast.experiments import storage
from houvast.experiments.storage import check_place, clear_debris, is_finished, store_result, write_whole
from houvast.vocabulary.errors import HouvastError


def names_in(folder: Path) -> list[str]:
    """Everything in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def full_disk(monkeypatch):
    """A disk that is full after the first bytes."""

    def no_room(_number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", no_room)


def test_a_full_disk_leaves_nothing(result, tmp_path, full_disk):
    """When the disk is full there is no half result and no debris."""
    with pytest.raises(HouvastError) as fault:
        store_result(result, tmp_path / "result")
    assert fault.value.codes == ("files.disk_full",)
    assert names_in(tmp_path) == []


def test_a_full_disk_leaves_an_earlier_result_as_it_was(result, tmp_path, monkeypatch):
    """Making a result again on a full disk does not touch the one that stands there."""
    stored = store_result(result, tmp_path / "result").folder
    before = {path.name: path.read_bytes() for path in stored.iterdir()}

    def no_room(_number):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", no_room)
    with pytest.raises(HouvastError):
        store_result(result, stored)
    assert {path.name: path.read_bytes() for path in stored.iterdir()} == before


def test_a_real_full_device_is_told(tmp_path):
    """Linux has a device that is always full; writing to it gives the same message."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(HouvastError) as fault, storage.writing(tmp_path):
        storage._write_bytes(Path("/dev/full"), b"x")
    assert fault.value.codes == ("files.disk_full",)


def test_a_place_under_a_file_is_told(result, tmp_path):
    """Where a file stands no folder can be made."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(HouvastError) as fault:
        check_place(tmp_path / "file" / "result", result.manifest["content_hash"])
    assert fault.value.codes == ("files.unwritable",)


def test_a_closed_folder_is_told(result, tmp_path, monkeypatch):
    """Where we may not write, the message says so before any work is done."""

    def closed(*_arguments, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", closed)
    with pytest.raises(HouvastError) as fault:
        check_place(tmp_path / "result", result.manifest["content_hash"])
    assert fault.value.codes == ("files.unwritable",)


def test_a_folder_with_something_else_is_refused_untouched(result, tmp_path):
    """Nobody's files are overwritten."""
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(HouvastError) as fault:
        check_place(tmp_path, result.manifest["content_hash"])
    assert fault.value.codes == ("run.folder_taken",)
    assert names_in(tmp_path) == ["note.txt"]


def test_the_result_of_another_run_is_refused_untouched(result, tmp_path):
    """A result is never replaced by that of another run."""
    folder = store_result(result, tmp_path / "result").folder
    with pytest.raises(HouvastError) as fault:
        check_place(folder, "other")
    assert fault.value.codes == ("run.folder_taken",)
    assert is_finished(folder, result.manifest["content_hash"])


def test_an_empty_folder_may_be_filled(result, tmp_path):
    """Somebody may make the folder first."""
    folder = tmp_path / "result"
    folder.mkdir()
    check_place(folder, result.manifest["content_hash"])
    store_result(result, folder)
    assert is_finished(folder, result.manifest["content_hash"])


def test_what_else_lies_in_a_result_folder_stays(result, tmp_path):
    """Making a result again keeps the report and the notes that lie beside it."""
    folder = store_result(result, tmp_path / "result").folder
    (folder / "note.txt").write_text("mine", encoding="utf-8")
    store_result(result, folder)
    assert "note.txt" in names_in(folder)


def test_debris_of_a_dead_process_is_cleared_and_of_a_living_one_left(tmp_path):
    """A killed run leaves a temporary folder; the next run clears it, but not that of a run still going."""
    dead = next(number for number in range(2**22 - 1, 2, -1) if not Path(f"/proc/{number}").exists())
    for process in (dead, os.getpid()):
        (tmp_path / f".result.partial-{process}").mkdir()
    clear_debris(tmp_path / "result")
    assert names_in(tmp_path) == [f".result.partial-{os.getpid()}"]


def test_a_file_is_written_whole(tmp_path, full_disk):
    """When a report cannot be written the old one stays and nothing lies beside it."""
    (tmp_path / "report.html").write_bytes(b"old")
    with pytest.raises(HouvastError):
        write_whole(tmp_path / "report.html", b"new")
    assert names_in(tmp_path) == ["report.html"]
    assert (tmp_path / "report.html").read_bytes() == b"old"
