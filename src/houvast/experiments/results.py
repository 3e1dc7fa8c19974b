"""The result of a run: a long table of outcomes and a manifest that says exactly where it came from.

On disk a result is a folder with `outcomes.parquet` (columns in `COLUMNS`) and `manifest.json`. A folder that is read
is checked first, completely: whoever edits a result, or has a disk that does, hears everything that is wrong with it
before any figure is drawn from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem
from houvast.vocabulary.words import GROUPINGS, OUTCOME_BY_KEY, UNIT_BY_KEY, keys_of

OUTCOMES_FILE = "outcomes.parquet"
MANIFEST_FILE = "manifest.json"

COLUMNS: dict[str, type[pl.DataType]] = {
    "month": pl.Date,
    "outcome": pl.String,
    "group_by": pl.String,
    "group": pl.String,
    "value": pl.Float64,
    "count": pl.Float64,
}
"""Columns of the outcomes: month is the first day of the month; value is in the unit of the outcome; count is the
number of people (or vacancies) behind the value, at full scale."""

TEXT_COLUMNS = ("outcome", "group_by", "group")

MANIFEST_KEYS: dict[str, tuple[type, ...]] = {
    "model_version": (str,),
    "content_hash": (str,),
    "facts_hash": (str,),
    "facts": (str,),
    "scenario": (str,),
    "package": (str,),
    "seed": (int,),
    "scale": (float, int),
    "persons": (int,),
    "months": (int,),
    "start": (str,),
    "timing": (dict,),
    "created": (str,),
}
"""What a manifest must hold, with the type of each entry. It may hold more."""


@dataclass(frozen=True)
class Result:
    """A finished run.

    Parameters
    ----------
    outcomes
        Table with the columns of `COLUMNS`, one row per month, outcome and group; shares lie between 0 and 1, other
        units as in `houvast.vocabulary.outcomes`.
    manifest
        Versions, hashes, seed, scale, persons, months, timing: where the outcomes come from.
    folder
        Where the result is stored, or None when it is not.
    """

    outcomes: pl.DataFrame
    manifest: dict[str, Any]
    folder: Path | None = None


def read_result(folder: Path | str) -> Result:
    """Read and check a result folder.

    Parameters
    ----------
    folder
        Folder with `outcomes.parquet` and `manifest.json`, as written by `houvast run`.

    Returns
    -------
    Result

    Raises
    ------
    HouvastError
        Every fault at once: `results.missing`, `results.manifest_broken`, `results.manifest_incomplete`,
        `results.table_unreadable`, `results.columns_missing`, `results.column_type`, `results.not_a_number`,
        `results.out_of_bounds`, `results.negative_count`, `results.unknown_word`, `results.double_rows`.
    """
    place = Path(folder)
    if not place.is_dir():
        raise HouvastError(problem("results.no_folder", where=str(place)))
    missing = [name for name in (MANIFEST_FILE, OUTCOMES_FILE) if not (place / name).is_file()]
    if missing:
        raise HouvastError([problem("results.missing", where=str(place), expected=name) for name in missing])
    manifest, problems = _read_manifest(place / MANIFEST_FILE)
    outcomes, faults = _read_outcomes(place / OUTCOMES_FILE)
    if outcomes is None or problems or faults:
        raise HouvastError([*problems, *faults])
    return Result(outcomes, manifest, place)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a finished result folder, or None when it is not one."""
    if not (folder / OUTCOMES_FILE).is_file() or not (folder / MANIFEST_FILE).is_file():
        return None
    manifest, problems = _read_manifest(folder / MANIFEST_FILE)
    return None if problems else manifest


def _read_manifest(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as fault:
        line = fault.lineno if isinstance(fault, json.JSONDecodeError) else None
        return {}, [problem("results.manifest_broken", where=Place(str(path), line), found=str(fault))]
    except OSError as fault:
        return {}, [problem("files.unreadable", where=str(path), found=fault.strerror)]
    if not isinstance(manifest, dict):
        return {}, [problem("results.manifest_broken", where=Place(str(path)), found=type(manifest).__name__)]
    return manifest, list(_manifest_faults(path, manifest))


def _manifest_faults(path: Path, manifest: dict[str, Any]) -> Iterator[Problem]:
    missing = [key for key in MANIFEST_KEYS if key not in manifest]
    if missing:
        yield problem("results.manifest_incomplete", where=Place(str(path)), expected=missing)
    for key, kinds in MANIFEST_KEYS.items():
        if key in manifest and (not isinstance(manifest[key], kinds) or isinstance(manifest[key], bool)):
            wanted = kinds[0].__name__
            yield problem(
                "results.manifest_entry", where=Place(str(path), None, key), expected=wanted, found=repr(manifest[key])
            )


def _read_outcomes(path: Path) -> tuple[pl.DataFrame | None, list[Problem]]:
    try:
        table = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as fault:
        first_line = next(iter(str(fault).splitlines()), type(fault).__name__)
        return None, [problem("results.table_unreadable", where=Place(str(path)), found=first_line)]
    return table.select(cast_texts(table)), list(outcome_faults(table, str(path)))


def cast_texts(table: pl.DataFrame) -> list[pl.Expr]:
    """Expressions for the known columns of a table, texts as text whatever way a writer stored them."""
    return [pl.col(name).cast(pl.String) if name in TEXT_COLUMNS else pl.col(name) for name in COLUMNS if name in table]


def outcome_faults(table: pl.DataFrame, where: str) -> Iterator[Problem]:
    """Tell everything that is wrong with a table of outcomes.

    Parameters
    ----------
    table
        Any table.
    where
        Name of the table in the messages.
    """
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        found = [
            f"{name} ({nearest(name, table.columns)}?)" if nearest(name, table.columns) else name for name in missing
        ]
        yield problem("results.columns_missing", where=Place(where), expected=missing, found=found)
    wrong_type = list(_type_faults(table, where))
    yield from wrong_type
    if table.is_empty():
        yield problem("results.table_empty", where=Place(where))
    if not missing and not wrong_type:
        texts = table.select(cast_texts(table))
        yield from _word_faults(texts, where)
        yield from _number_faults(texts, where)
        yield from _double_row_faults(texts, where)


def _type_faults(table: pl.DataFrame, where: str) -> Iterator[Problem]:
    for name, kind in COLUMNS.items():
        if name not in table.columns:
            continue
        found = table.schema[name]
        text_like = name in TEXT_COLUMNS and isinstance(found, pl.String | pl.Categorical | pl.Enum)
        if not text_like and found != kind:
            yield problem(
                "results.column_type", where=Place(where, None, name), expected=kind.__name__, found=str(found)
            )


def _word_faults(table: pl.DataFrame, where: str) -> Iterator[Problem]:
    known_words = {"outcome": tuple(OUTCOME_BY_KEY), "group_by": keys_of(GROUPINGS)}
    for column, known in known_words.items():
        for word in sorted(table[column].drop_nulls().unique().to_list()):
            if word not in known:
                yield problem(
                    "results.unknown_word",
                    where=Place(where, None, column),
                    found=word,
                    known=known,
                    suggestion=nearest(word, known),
                )


def _number_faults(table: pl.DataFrame, where: str) -> Iterator[Problem]:
    for name in COLUMNS:
        is_missing = pl.col(name).is_null()
        if table.schema[name] == pl.Float64:
            is_missing = is_missing | ~pl.col(name).is_finite().fill_null(value=False)
        yield from _rows_told(table.filter(is_missing), "results.not_a_number", Place(where, None, name))
    yield from _rows_told(table.filter(pl.col("count") < 0), "results.negative_count", Place(where, None, "count"))
    for key in table["outcome"].drop_nulls().unique().sort().to_list():
        if key not in OUTCOME_BY_KEY:
            continue
        unit = UNIT_BY_KEY[OUTCOME_BY_KEY[key].unit]
        is_outside = (pl.col("value") < unit.minimum) | (pl.col("value") > unit.maximum)
        outside = (pl.col("outcome") == key) & pl.col("value").is_finite() & is_outside
        bounds = {"expected": f"{unit.minimum:g} - {unit.maximum:g}"}
        yield from _rows_told(table.filter(outside), "results.out_of_bounds", Place(where, None, "value"), **bounds)


def _double_row_faults(table: pl.DataFrame, where: str) -> Iterator[Problem]:
    keys = ["month", "outcome", "group_by", "group"]
    if table.height != table.select(keys).n_unique():
        doubles = table.filter(pl.struct(keys).is_duplicated())
        yield from _rows_told(doubles, "results.double_rows", Place(where))


def _rows_told(rows: pl.DataFrame, code: str, where: Place, **values: object) -> Iterator[Problem]:
    """One problem for all rows with the same fault: how many, and the first of them."""
    if rows.is_empty():
        return
    first = rows.row(0, named=True)
    example = " ".join(str(first[name]) for name in ("month", "outcome", "group_by", "group"))
    yield problem(
        code, where=where, rows=rows.height, example=example, found=first["value"], count=first["count"], **values
    )
