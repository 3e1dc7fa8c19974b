"""Import: what somebody hands over is recognised by its columns, checked whole, and only then stored.

ESCO itself makes or widens a version. All else holds for every version, for it names concepts by URI: titles of
another list, crosswalks, job zones, exposure to technology, courses, linked data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from houvast.skills.builtin import BUILT_IN
from houvast.skills.courses import COURSE_COLUMNS, read_courses
from houvast.skills.esco import LANGUAGES, Notes, is_esco, read_esco, version_in
from houvast.skills.files import LINKED_DATA, HandedFile, handed_files, read_table
from houvast.skills.linked_data import read_linked_data
from houvast.skills.store import ANY, LANGUAGE_PARTS, Store
from houvast.vocabulary.errors import Both, HouvastError, Problem, nearest, problem

MATCHES = {"exactMatch": "exact", "closeMatch": "close", "narrowMatch": "narrow", "broadMatch": "broad"}
"""Kinds of a match in SKOS; others (such as exactISCO) are about a whole group and count as broad."""


@dataclass
class Imported:
    """What an import put in the store: version or table with its number of rows, and what was noticed."""

    rows: dict[str, int] = field(default_factory=dict)
    notes: list[Both] = field(default_factory=list)


@dataclass(frozen=True)
class _Kind:
    """A kind of table: the columns that tell it, the name it is stored under, and how it is read."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[pl.DataFrame], pl.DataFrame]


def import_files(
    path: Path, languages: Sequence[str] = LANGUAGES, version: str | None = None, store: Store | None = None
) -> Imported:
    """Read a folder, zip or file and store all of it, or nothing.

    Parameters
    ----------
    path
        ESCO (zip or folder of the official download), or a folder or file with other tables.
    languages
        Languages wanted.
    version
        Name of the version of ESCO; by default the one in the name of the file or folder.
    store
        Where to; by default the store of this user.

    Raises
    ------
    HouvastError
        Everything that is wrong, at once; the store is untouched then.
    """
    _check_languages(languages)
    store = store or Store()
    files = handed_files(path)
    done = Imported()
    if is_esco(files):
        return _import_esco(path, files, languages, version, store)
    tables: dict[str, pl.DataFrame] = {}
    problems: list[Problem] = []
    for file in files:
        found = _read_other(file, problems)
        for name, table in (found or {}).items():
            done.rows[name] = done.rows.get(name, 0) + table.height
            tables[name] = table if name not in tables else pl.concat([tables[name], table]).unique(maintain_order=True)
    if problems:
        raise HouvastError(problems)
    if not tables:
        raise HouvastError(problem("skills.nothing_found", where=str(path), expected=[each.name for each in _KINDS]))
    store.put(ANY, {name: _with_earlier(name, table, store) for name, table in tables.items()}, path.name)
    return done


def _check_languages(languages: Sequence[str]) -> None:
    problems = [
        problem("skills.language", found=each, known=list(LANGUAGES), suggestion=nearest(each, LANGUAGES))
        for each in languages
        if each not in LANGUAGES
    ]
    if problems or not languages:
        raise HouvastError(problems or problem("skills.language", found="", known=list(LANGUAGES), suggestion=""))


def _import_esco(
    path: Path, files: list[HandedFile], languages: Sequence[str], version: str | None, store: Store
) -> Imported:
    named = version or version_in(path.name)
    if named is None:
        raise HouvastError(problem("skills.version_needed", where=str(path)))
    if named in (BUILT_IN, ANY):
        raise HouvastError(problem("skills.version_taken", found=named))
    stored = store.language(named) if named in store.versions() else None
    notes = Notes()
    language = read_esco(files, named, languages, stored, notes)
    store.put(named, {name: getattr(language, name) for name in LANGUAGE_PARTS}, path.name)
    return Imported({name: getattr(language, name).height for name in LANGUAGE_PARTS}, notes.lines)


def _read_other(file: HandedFile, problems: list[Problem]) -> dict[str, pl.DataFrame] | None:
    if file.name.lower().endswith(LINKED_DATA):
        return read_linked_data(file)
    table = read_table(file, problems)
    if table is None:
        return None
    for kind in _KINDS:
        if set(kind.columns) <= set(table.columns):
            return {kind.name: kind.read(table)}
    if set(COURSE_COLUMNS[:1]) <= set(table.columns) and "esco_uris" in table.columns:
        return {"courses": read_courses(table, file.where, problems)}
    problems.append(
        problem(
            "skills.unknown_table",
            where=file.where,
            found=table.columns[:12],
            known=["ESCO", *(each.name for each in _KINDS), "courses"],
        )
    )
    return None


def _with_earlier(name: str, table: pl.DataFrame, store: Store) -> pl.DataFrame:
    """Measures of exposure and titles come from several files: those of another measure or list stay."""
    earlier = store.table(name)
    if earlier is None or name not in ("exposure", "titles"):
        return table
    column = "measure" if name == "exposure" else "list"
    return pl.concat([earlier.filter(~pl.col(column).is_in(table[column].implode())), table])


def _titles(table: pl.DataFrame) -> pl.DataFrame:
    """Titles of the official mapping from ESCO to the Dutch occupations of UWV."""
    return table.select(
        pl.col("Classification 2 PrefLabel").str.strip_chars().alias("title"),
        pl.col("Classification 1 URI").alias("uri"),
        _match(pl.col("Mapping relation").str.split(":").list.last()).alias("match"),
        pl.lit("UWV").alias("list"),
    ).filter(pl.col("title") != "")


def _match(name: pl.Expr) -> pl.Expr:
    return name.replace_strict(MATCHES, default="broad", return_dtype=pl.String)


def _onet(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        pl.col("ESCO or ISCO URI").alias("uri"),
        pl.col("O*NET Id").alias("onet"),
        _match(pl.col("Type of Match")).alias("match"),
    )


def _zones(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(
        pl.col("O*NET-SOC Code").alias("onet"), pl.col("Job Zone").cast(pl.Int64, strict=False).alias("zone")
    ).drop_nulls()


def _alternates(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(pl.col("O*NET-SOC Code").alias("onet"), pl.col("Alternate Title").alias("title"))


def _tasks(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(pl.col("O*NET-SOC Code").alias("onet"), pl.col("Task").alias("task"))


def _exposure(
    measure: str, code: str, low: pl.Expr, mean: str, high: pl.Expr, scheme: str
) -> Callable[[pl.DataFrame], pl.DataFrame]:
    def read(table: pl.DataFrame) -> pl.DataFrame:
        return table.select(
            pl.lit(measure).alias("measure"),
            pl.lit(scheme).alias("scheme"),
            pl.col(code).str.zfill(4).alias("code"),
            low.alias("low"),
            _number(mean).alias("mean"),
            high.alias("high"),
        ).drop_nulls("mean")

    return read


def _number(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Float64, strict=False)


_ILO = _number("mean_score_2025")
_SPREAD = _number("SD_2025").fill_null(0)
_KINDS = (
    _Kind("titles", ("Classification 1 URI", "Classification 2 PrefLabel", "Mapping relation"), _titles),
    _Kind("onet", ("O*NET Id", "ESCO or ISCO URI", "Type of Match"), _onet),
    _Kind("zones", ("O*NET-SOC Code", "Job Zone"), _zones),
    _Kind("onet_titles", ("O*NET-SOC Code", "Alternate Title"), _alternates),
    _Kind("onet_tasks", ("O*NET-SOC Code", "Task ID", "Task", "Incumbents Responding"), _tasks),
    _Kind(
        "exposure",
        ("ISCO_08", "mean_score_2025", "SD_2025", "Title", "potential25"),
        _exposure("ILO 2025", "ISCO_08", _ILO - _SPREAD, "mean_score_2025", _ILO + _SPREAD, "isco"),
    ),
    _Kind(
        "exposure",
        ("isco08", "mean", "min", "max"),
        _exposure("AIOE", "isco08", _number("min"), "mean", _number("max"), "isco"),
    ),
    _Kind(
        "exposure",
        ("O*NET-SOC Code", "dv_rating_alpha", "dv_rating_beta", "dv_rating_gamma"),
        _exposure(
            "GPTs are GPTs",
            "O*NET-SOC Code",
            _number("dv_rating_alpha"),
            "dv_rating_beta",
            _number("dv_rating_gamma"),
            "onet",
        ),
    ),
)
