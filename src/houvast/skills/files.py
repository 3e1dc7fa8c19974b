"""Files that are handed over: a folder, a zip or one file, plain or compressed, read as tables of text.

Everything is checked before anything is read in full: a zip that is cut off, one that unpacks to far more than it
says, a text that is not UTF-8. Cells stay text, so that the leading zeros of a code stay.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from houvast.vocabulary.errors import HouvastError, Place, Problem, problem

MOST_BYTES = 1 << 30
"""Bytes one file may unpack to; the whole of ESCO in one language is a twentieth."""
_TABLES = (".csv", ".csv.gz", ".txt", ".txt.gz", ".tsv", ".tsv.gz")
LINKED_DATA = (".ttl", ".rdf", ".jsonld", ".nt")


@dataclass(frozen=True)
class HandedFile:
    """One file, perhaps inside a zip: where it is for the reader, its bare name and its unpacked content."""

    where: str
    name: str
    content: bytes


def handed_files(path: Path) -> list[HandedFile]:
    """Return the tables and linked data in a folder, a zip or a file.

    Raises
    ------
    HouvastError
        `files.missing`, `files.unreadable` (cut off, no zip), `skills.too_large`, `skills.nothing_found`.
    """
    if not path.exists():
        raise HouvastError(problem("files.missing", where=str(path)))
    try:
        found = list(_members(path))
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as fault:
        told = getattr(fault, "strerror", None) or str(fault)
        raise HouvastError(problem("files.unreadable", where=str(path), found=told)) from fault
    if not found:
        raise HouvastError(problem("skills.nothing_found", where=str(path), expected=list(_TABLES)))
    return found


def handed_text(path: Path) -> str:
    """Return a file as text; raises `files.missing`, `files.unreadable` or `skills.encoding`."""
    file = handed_files(path)[0] if path.suffix.lower() in _TABLES else None
    try:
        file = file or HandedFile(str(path), path.name, path.read_bytes())
    except FileNotFoundError as fault:
        raise HouvastError(problem("files.missing", where=str(path))) from fault
    except OSError as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=fault.strerror or str(fault))) from fault
    wrong = _bad_encoding(file)
    if wrong is not None:
        raise HouvastError(wrong)
    return file.content.decode("utf-8-sig")


def _members(path: Path) -> Iterator[HandedFile]:
    if path.is_dir():
        for each in sorted(path.iterdir()):
            if _wanted(each.name):
                yield _unpacked(str(each), each.name, each.read_bytes())
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                name = Path(entry.filename).name
                if _wanted(name):
                    where = f"{path}/{entry.filename}"
                    if entry.file_size > MOST_BYTES:
                        raise HouvastError(problem("skills.too_large", where=where, most=MOST_BYTES))
                    yield _unpacked(where, name, archive.read(entry))
    else:
        yield _unpacked(str(path), path.name, path.read_bytes())


def _wanted(name: str) -> bool:
    return name.lower().endswith((*_TABLES, *LINKED_DATA)) and not name.startswith(".")


def _unpacked(where: str, name: str, content: bytes) -> HandedFile:
    if name.lower().endswith(".gz"):
        with gzip.open(io.BytesIO(content)) as file:
            content = file.read(MOST_BYTES + 1)
        name = name[: -len(".gz")]
    if len(content) > MOST_BYTES:
        raise HouvastError(problem("skills.too_large", where=where, most=MOST_BYTES))
    return HandedFile(where, name, content)


def read_table(file: HandedFile, problems: list[Problem]) -> pl.DataFrame | None:
    """Read a file as a table of text, an empty cell as an empty text; None when it cannot be.

    A block of lines above the header, as the official mapping tables have, is passed over.
    """
    fault = _bad_encoding(file)
    if fault is not None:
        problems.append(fault)
        return None
    text = _from_header(file.content.removeprefix(b"\xef\xbb\xbf"))
    first = text.split(b"\n", 1)[0]
    separator = "\t" if b"\t" in first else (";" if first.count(b";") > first.count(b",") else ",")
    try:
        table = pl.read_csv(
            text,
            separator=separator,
            infer_schema=False,
            quote_char=None if separator == "\t" else '"',
        )
    except pl.exceptions.PolarsError as fault_found:
        told = str(fault_found).splitlines()[0]
        problems.append(problem("skills.bad_table", where=Place(file.where), found=told))
        return None
    return table.rename({name: name.strip() for name in table.columns}).fill_null("")


def _from_header(text: bytes) -> bytes:
    """Leave out the lines above the header of an official mapping table."""
    start = text.find(b"Classification 1 URI", 0, LONGEST_PREAMBLE)
    return text[text.rfind(b"\n", 0, start) + 1 :] if start > 0 else text


LONGEST_PREAMBLE = 1 << 14
"""Bytes within which the header of a mapping table begins; the official ones have sixteen lines above it."""


def _bad_encoding(file: HandedFile) -> Problem | None:
    try:
        file.content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = file.content[: fault.start].count(b"\n") + 1
        found = f"0x{file.content[fault.start]:02x}"
        return problem("skills.encoding", where=Place(file.where, line), found=found)
    return None
