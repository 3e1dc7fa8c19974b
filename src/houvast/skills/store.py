"""The store of languages: one file, several versions side by side, each change whole or not at all.

The file is a SQLite database with one table of parts. A part is a table stored as Parquet under its version and name,
with a SHA-256 that is checked when it is read. What holds for every version (titles, crosswalks, exposure, courses)
stands under the version `any`.
"""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from houvast.skills.builtin import BUILT_IN, built_in_language
from houvast.skills.language import Language
from houvast.vocabulary.errors import HouvastError, nearest, problem

STORE_VARIABLE = "HOUVAST_SKILLS"
ANY = "any"
LANGUAGE_PARTS = ("concepts", "labels", "relations", "groups")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS part (
    version TEXT NOT NULL, name TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (version, name)
)
"""
_WAIT_SECONDS = 10


def store_path() -> Path:
    """Return the place of the store: HOUVAST_SKILLS, or `skills.houvast` in the user's data folder."""
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "houvast" / "skills.houvast"


class Store:
    """The languages and tables that were imported.

    Parameters
    ----------
    path
        The file; it need not exist yet. By default `store_path()`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or store_path()

    def versions(self) -> list[str]:
        """Return the versions of languages, the built-in one first, the newest last."""
        rows = self._rows("SELECT DISTINCT version FROM part WHERE name = 'concepts'")
        return [BUILT_IN, *sorted((row[0] for row in rows), key=_in_order)]

    def language(self, version: str | None = None) -> Language:
        """Return a language.

        Parameters
        ----------
        version
            Its version; by default the newest that was imported, else the built-in one.

        Raises
        ------
        HouvastError
            `skills.unknown_version`, or `skills.store_damaged`.
        """
        known = self.versions()
        wanted = version or known[-1]
        if wanted not in known:
            raise HouvastError(
                problem("skills.unknown_version", found=wanted, known=known, suggestion=nearest(wanted, known))
            )
        if wanted == BUILT_IN:
            return built_in_language()
        tables = {name: self._must_have(wanted, name) for name in LANGUAGE_PARTS}
        return Language(wanted, "ESCO", **tables)

    def table(self, name: str, version: str = ANY) -> pl.DataFrame | None:
        """Return a stored table, or None when it was not imported."""
        rows = self._rows("SELECT content, sha256 FROM part WHERE version = ? AND name = ?", (version, name))
        if not rows:
            return None
        content, expected = rows[0]
        if hashlib.sha256(content).hexdigest() != expected:
            raise HouvastError(problem("skills.store_damaged", where=str(self.path), found=f"{version}/{name}"))
        return pl.read_parquet(io.BytesIO(content))

    def sources(self) -> list[tuple[str, str, str]]:
        """Return version, name and source of every part."""
        return [
            (row[0], row[1], row[2])
            for row in self._rows("SELECT version, name, source FROM part ORDER BY version, name")
        ]

    def put(self, version: str, tables: Mapping[str, pl.DataFrame], source: str) -> None:
        """Store tables under a version, all or none; tables of the same name are replaced.

        Raises
        ------
        HouvastError
            `skills.store_damaged` or `files.unwritable`.
        """
        rows = []
        for name, table in tables.items():
            buffer = io.BytesIO()
            table.write_parquet(buffer, compression="zstd")
            content = buffer.getvalue()
            rows.append((version, name, source, hashlib.sha256(content).hexdigest(), content))
        with self._connection(writing=True) as connection, connection:
            connection.execute(_SCHEMA)
            connection.executemany("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)", rows)

    def remove(self, version: str) -> None:
        """Remove a version with all its tables; unknown versions raise `skills.unknown_version`."""
        known = [each for each in self.versions() if each != BUILT_IN]
        if version not in known:
            raise HouvastError(
                problem("skills.unknown_version", found=version, known=known, suggestion=nearest(version, known))
            )
        with self._connection(writing=True) as connection, connection:
            connection.execute("DELETE FROM part WHERE version = ?", (version,))

    def _must_have(self, version: str, name: str) -> pl.DataFrame:
        table = self.table(name, version)
        if table is None:
            raise HouvastError(problem("skills.store_damaged", where=str(self.path), found=f"{version}/{name}"))
        return table

    def _rows(self, query: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        if not self.path.exists():
            return []
        with self._connection(writing=False) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'part'").fetchone():
                return []
            return connection.execute(query, values).fetchall()

    @contextmanager
    def _connection(self, *, writing: bool) -> Iterator[sqlite3.Connection]:
        try:
            if writing:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS)) as connection:
                yield connection
        except sqlite3.OperationalError as fault:
            raise HouvastError(problem("files.unwritable", where=str(self.path), found=str(fault))) from fault
        except sqlite3.DatabaseError as fault:
            raise HouvastError(problem("skills.store_damaged", where=str(self.path), found=str(fault))) from fault
        except OSError as fault:
            found = fault.strerror or str(fault)
            raise HouvastError(problem("files.unwritable", where=str(self.path), found=found)) from fault


def _in_order(version: str) -> tuple[tuple[int, int | str], ...]:
    """Sort 1.10 after 1.9, and words before numbers."""
    return tuple((1, int(part)) if part.isdigit() else (0, part) for part in version.split("."))
