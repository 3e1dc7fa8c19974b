"""A file that somebody sends: bounded in kind, size, unpacked size and cells before anything reads it.

What a file is called plays no part: its first bytes say what it is, and no name is ever used as a path.
"""

from __future__ import annotations

import zipfile
from enum import Enum
from typing import Any, BinaryIO

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

from houvast.vocabulary.errors import Both, HouvastError, problem

MEGABYTE = 1_000_000
MOST_MEMBERS = 2_000
MOST_UNPACKED_TIMES = 100
"""No honest workbook unpacks to more than this many times its size."""


class Kind(Enum):
    """A kind of file, with its name."""

    CSV = Both("CSV-tekstbestand", "CSV text file")
    XLSX = Both("Excel-werkmap (xlsx)", "Excel workbook (xlsx)")
    JSON = Both("JSON-bestand", "JSON file")
    ZIP = Both("zip-bestand", "zip file")
    YAML = Both("YAML-tekstbestand", "YAML text file")


class BoundedFileField(forms.FileField):
    """A form field for a file of given kinds and sizes.

    Parameters
    ----------
    kinds
        What it may be.
    megabytes, unpacked_megabytes
        Most it may weigh, as sent and unpacked.
    cells
        Most separators and line ends a text may have, or bytes of a workbook per cell that can be, see `check_file`.
    """

    def __init__(
        self, *, kinds: tuple[Kind, ...], megabytes: int = 5, unpacked_megabytes: int = 50, cells: int = 1_000_000
    ) -> None:
        self.kinds, self.megabytes, self.unpacked_megabytes, self.cells = kinds, megabytes, unpacked_megabytes, cells
        super().__init__()

    def clean(self, data: UploadedFile[Any] | None, initial: object = None) -> UploadedFile[Any] | None:
        """Return the file, or tell what is wrong with it in the language of the page."""
        file: UploadedFile[Any] | None = super().clean(data, initial)
        if file is None:
            return None
        try:
            check_file(
                file.file,  # type: ignore[arg-type]
                file.size or 0,
                self.kinds,
                megabytes=self.megabytes,
                unpacked_megabytes=self.unpacked_megabytes,
                cells=self.cells,
            )
        except HouvastError as fault:
            language = get_language() or "nl"
            raise forms.ValidationError([each.text(language) for each in fault.problems]) from fault
        return file


def check_file(
    file: BinaryIO, size_bytes: int, kinds: tuple[Kind, ...], *, megabytes: int, unpacked_megabytes: int, cells: int
) -> Kind:
    """Return what kind of file this is, after checking its bounds; the file is left at its start.

    Parameters
    ----------
    file
        Open for reading bytes.
    size_bytes
        Its size.
    kinds
        What it may be.
    megabytes, unpacked_megabytes
        Most it may weigh, as sent and unpacked.
    cells
        Most separators and line ends of a text.

    Raises
    ------
    HouvastError
        `web.upload_size`, `web.upload_kind`, `web.upload_cells` or `web.upload_unreadable`.
    """
    if size_bytes > megabytes * MEGABYTE:
        raise HouvastError(problem("web.upload_size", expected=megabytes, found=round(size_bytes / MEGABYTE, 1)))
    kind = _kind(file)
    if kind is Kind.CSV and Kind.YAML in kinds:
        kind = Kind.YAML  # text like any other; what it says is for its reader
    if kind not in kinds:
        found = Both("iets anders", "something else") if kind is None else kind.value
        raise HouvastError(problem("web.upload_kind", expected=[each.value for each in kinds], found=found))
    file.seek(0)
    if kind in (Kind.XLSX, Kind.ZIP):
        _check_unpacked(file, size_bytes, unpacked_megabytes)
    elif kind in (Kind.CSV, Kind.YAML):
        _check_cells(file, cells)
    file.seek(0)
    assert kind is not None  # noqa: S101 - for the type checker: None is in no tuple of kinds
    return kind


def _kind(file: BinaryIO) -> Kind | None:
    """What the contents are; the name and the declared type are not asked."""
    file.seek(0)
    start = file.read(4096)
    if start.startswith(b"PK\x03\x04"):
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as packed:
                return Kind.XLSX if "xl/workbook.xml" in packed.namelist() else Kind.ZIP
        except zipfile.BadZipFile as fault:
            raise HouvastError(problem("web.upload_unreadable", expected=Kind.XLSX.value)) from fault
    if b"\x00" in start:
        return None
    try:
        text = start.decode("utf-8-sig", errors="strict" if len(start) < 4096 else "ignore")
    except UnicodeDecodeError:
        return None
    return Kind.JSON if text.lstrip()[:1] in ("{", "[") else Kind.CSV


def _check_unpacked(file: BinaryIO, size_bytes: int, unpacked_megabytes: int) -> None:
    """Add up what the members say they unpack to; `zipfile` refuses to read more than that."""
    with zipfile.ZipFile(file) as packed:
        members = packed.infolist()
    unpacked_bytes = sum(member.file_size for member in members)
    most_bytes = min(unpacked_megabytes * MEGABYTE, max(size_bytes * MOST_UNPACKED_TIMES, MEGABYTE))
    if unpacked_bytes > most_bytes or len(members) > MOST_MEMBERS:
        raise HouvastError(
            problem("web.upload_size", expected=unpacked_megabytes, found=round(unpacked_bytes / MEGABYTE, 1))
        )


def _check_cells(file: BinaryIO, cells: int) -> None:
    found = 0
    for piece in iter(lambda: file.read(MEGABYTE), b""):
        found += sum(piece.count(sign) for sign in (b",", b";", b"\t", b"\n"))
    if found > cells:
        raise HouvastError(problem("web.upload_cells", expected=cells, found=found))
