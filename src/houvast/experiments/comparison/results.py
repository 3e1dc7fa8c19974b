"""A finished comparison: its tables and where they come from, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from houvast.experiments.comparison.store import (
    COMPARISON_FILE,
    LEDGER_FILE,
    MANIFEST_FILE,
    YEARS_FILE,
    read_manifest,
)
from houvast.experiments.comparison.tables import COMPARISON_COLUMNS, FIGURES, YEARS_COLUMNS
from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem
from houvast.vocabulary.words import GROUPINGS, OUTCOME_BY_KEY, keys_of

MANIFEST_KEYS: dict[str, type | tuple[type, ...]] = {
    "model_version": str,
    "content_hash": str,
    "facts": str,
    "facts_hash": str,
    "scenarios": list,
    "packages": list,
    "reference": str,
    "seeds": int,
    "scale": (int, float),
    "years": int,
    "start": str,
    "worlds": list,
}


@dataclass(frozen=True)
class Comparison:
    """Futures and packages side by side.

    Parameters
    ----------
    years
        Table with the columns of `YEARS_COLUMNS`: what the comparison finds, by year of the runs.
    manifest
        The question, versions, hashes, what each future and package changes, and which runs failed.
    folder
        Where it is kept, or None.
    """

    years: pl.DataFrame
    manifest: dict[str, Any]
    folder: Path | None = None
    _table: pl.DataFrame | None = None

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The futures, in the order asked for."""
        return tuple(self.manifest["scenarios"])

    @property
    def packages(self) -> tuple[str, ...]:
        """The packages, in the order asked for."""
        return tuple(self.manifest["packages"])

    @property
    def reference(self) -> str:
        """The package that effects are measured against."""
        return str(self.manifest["reference"])

    @property
    def last_year(self) -> int:
        """The last year of the runs, counted from 0."""
        return int(self.manifest["years"]) - 1

    @property
    def without_effect(self) -> tuple[str, ...]:
        """Packages that change no figure in any future: the market does not respond to what they change, or not yet."""
        moved = self.years.filter(pl.col("effect") != 0)["package"].unique()
        return tuple(each for each in self.packages if each != self.reference and each not in set(moved))

    @cached_property
    def by_outcome(self) -> dict[tuple[str, str], pl.DataFrame]:
        """The rows of `years` by outcome and grouping, in their order."""
        by = ("outcome", "group_by")
        names = self.years.select(by).unique(maintain_order=True).rows()
        return dict(zip(names, self.years.partition_by(by, maintain_order=True), strict=True))

    @cached_property
    def table(self) -> pl.DataFrame:
        """Everything by month, with the columns of `COMPARISON_COLUMNS`: millions of rows at full length."""
        return self.scan().collect()

    def scan(self) -> pl.LazyFrame:
        """Return the table by month unread, for who wants a part of it."""
        if self._table is not None:
            return self._table.lazy()
        if self.folder is None:
            raise AssertionError("a comparison is kept in memory or in a folder")  # noqa: EM101 - for the type checker
        return pl.scan_parquet(self.folder / COMPARISON_FILE)

    def in_memory(self) -> Comparison:
        """Return the same comparison, apart from its folder."""
        return replace(self, folder=None, _table=self.table)


def read_comparison(folder: Path | str) -> Comparison:
    """Read and check the folder of a comparison.

    Raises
    ------
    HouvastError
        Every fault at once: `compare.unfinished`, `results.manifest_incomplete`, `results.columns_missing`,
        `results.column_type`, `results.unknown_word`, `compare.not_finite`, `compare.interval_reversed`.
    """
    place = Path(folder)
    manifest = read_manifest(place)
    missing = [name for name in (MANIFEST_FILE, COMPARISON_FILE, YEARS_FILE) if not (place / name).is_file()]
    if manifest is None or missing:
        raise HouvastError(problem("compare.unfinished", where=str(place), expected=missing or [MANIFEST_FILE]))
    problems = list(_manifest_faults(manifest, str(place / MANIFEST_FILE)))
    for name, columns in ((COMPARISON_FILE, COMPARISON_COLUMNS), (YEARS_FILE, YEARS_COLUMNS)):
        problems += _file_faults(place / name, columns)
    if problems:
        raise HouvastError(problems)
    return Comparison(pl.read_parquet(place / YEARS_FILE), manifest, place)


def read_ledger(folder: Path) -> pl.DataFrame:
    """Read the row of every run."""
    return pl.read_parquet(folder / LEDGER_FILE)


def _manifest_faults(manifest: dict[str, Any], where: str) -> Iterator[Problem]:
    missing = [key for key in MANIFEST_KEYS if key not in manifest]
    if missing:
        yield problem("results.manifest_incomplete", where=Place(where), expected=missing)
    for key, kind in MANIFEST_KEYS.items():
        if key in manifest and (not isinstance(manifest[key], kind) or isinstance(manifest[key], bool)):
            wanted = kind[0].__name__ if isinstance(kind, tuple) else kind.__name__
            yield problem(
                "results.manifest_entry", where=Place(where, None, key), expected=wanted, found=repr(manifest[key])
            )


def _file_faults(path: Path, columns: dict[str, type[pl.DataType]]) -> list[Problem]:
    try:
        return list(comparison_faults(pl.scan_parquet(path), str(path), columns))
    except (pl.exceptions.PolarsError, OSError) as fault:
        first_line = next(iter(str(fault).splitlines()), type(fault).__name__)
        return [problem("results.table_unreadable", where=Place(str(path)), found=first_line)]


def comparison_faults(
    table: pl.LazyFrame, where: str, columns: dict[str, type[pl.DataType]] = COMPARISON_COLUMNS
) -> Iterator[Problem]:
    """Tell everything that is wrong with a table of a comparison.

    Parameters
    ----------
    table
        Any table, unread.
    where
        Name of the table in the messages.
    columns
        The columns it must have, in this order and no other.
    """
    schema = table.collect_schema()
    missing = [name for name in columns if name not in schema]
    if missing:
        found = [f"{name} ({nearest(name, schema)}?)" if nearest(name, schema) else name for name in missing]
        yield problem("results.columns_missing", where=Place(where), expected=missing, found=found)
    wrong = {name: schema[name] for name, kind in columns.items() if name in schema and schema[name] != kind}
    for name, found_type in wrong.items():
        wanted = columns[name].__name__
        yield problem("results.column_type", where=Place(where, None, name), expected=wanted, found=str(found_type))
    if missing or wrong:
        return
    yield from _word_faults(table, where)
    yield from _number_faults(table, where)


def _word_faults(table: pl.LazyFrame, where: str) -> Iterator[Problem]:
    known_words = {"outcome": tuple(OUTCOME_BY_KEY), "group_by": keys_of(GROUPINGS)}
    for column, known in known_words.items():
        words = table.select(pl.col(column).unique()).collect()[column].drop_nulls().sort().to_list()
        for word in (word for word in words if word not in known):
            place = Place(where, None, column)
            yield problem("results.unknown_word", where=place, found=word, known=known, suggestion=nearest(word, known))


def _number_faults(table: pl.LazyFrame, where: str) -> Iterator[Problem]:
    tests = {name: (~pl.col(name).is_finite()).sum() for name in FIGURES}
    tests["mean"] = (~pl.col("mean").is_finite().fill_null(value=False)).sum()
    reversed_ends = {
        low: ((pl.col(low) > pl.col(middle)) | (pl.col(middle) > pl.col(high))).sum()
        for low, middle, high in (("low", "mean", "high"), ("effect_low", "effect", "effect_high"))
    }
    found = table.select(
        *(test.alias(name) for name, test in tests.items()),
        *(test.alias(f"reversed {name}") for name, test in reversed_ends.items()),
        pl.len().alias("rows"),
    ).collect()
    if not found["rows"][0]:
        yield problem("results.table_empty", where=Place(where))
    for name in tests:
        if found[name][0]:
            yield problem("compare.not_finite", where=Place(where, None, name), rows=found[name][0])
    for name in reversed_ends:
        if found[f"reversed {name}"][0]:
            rows = found[f"reversed {name}"][0]
            yield problem("compare.interval_reversed", where=Place(where, None, name), rows=rows)
