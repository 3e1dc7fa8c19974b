"""ESCO as it is published: the CSV files of the official download, any version, one or more languages.

Files are known by their names (`occupations_nl.csv`, `occupationSkillRelations.csv`), as in the download. A folder
with only labels, in one language, is laid over a version that is in the store already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from houvast.skills.files import HandedFile, read_table
from houvast.skills.language import CONCEPT_COLUMNS, GROUP_COLUMNS, LABEL_COLUMNS, RELATION_COLUMNS, Language
from houvast.vocabulary.errors import Both, HouvastError, Place, Problem, problem

LANGUAGES = ("nl", "en")
MOST_ORPHANS_SHARE = 0.01
"""Share of relations that may point nowhere: ESCO 1.1.1 has 0.05%, two versions mixed up have far more."""
_UNREGULATED = "unregulated"
_NAME = re.compile(r"^(?P<stem>[A-Za-z]+)(_(?P<language>[a-z]{2})(_.*)?)?\.(csv|tsv|txt)$")
_VERSION = re.compile(r"v?(\d+\.\d+(?:\.\d+)?)")
_NEEDED = {
    "occupations": ("conceptUri", "preferredLabel", "iscoGroup"),
    "skills": ("conceptUri",),
    "occupationSkillRelations": ("occupationUri", "relationType", "skillUri"),
    "broaderRelationsSkillPillar": ("conceptUri", "broaderUri"),
    "skillGroups": ("conceptUri", "preferredLabel"),
}


@dataclass
class Notes:
    """What an import came upon that is no fault but worth knowing."""

    lines: list[Both] = field(default_factory=list)

    def add(self, nl: str, en: str) -> None:
        """Note something, in both languages."""
        self.lines.append(Both(nl, en))


def is_esco(files: Sequence[HandedFile]) -> bool:
    """Whether the files look like ESCO: one of them has the name of its tables."""
    return any(_named(file.name)[0] in ("occupations", "occupationSkillRelations", "skills") for file in files)


def version_in(path_name: str) -> str | None:
    """Return the version in the name of a download, such as `ESCO dataset - v1.1.1 - en.zip`, or None."""
    found = _VERSION.search(path_name)
    return found.group(1) if found else None


def read_esco(
    files: Sequence[HandedFile], version: str, languages: Sequence[str], stored: Language | None, notes: Notes
) -> Language:
    """Read the tables of ESCO, or labels for a version that is there.

    Parameters
    ----------
    files
        From `handed_files`.
    version
        Name of the version.
    languages
        Languages wanted, of `nl` and `en`; those not in the files are left as they are.
    stored
        The version as it is in the store, if it is; what the files lack is taken from it.
    notes
        Gets what was dropped and what is missing.

    Raises
    ------
    HouvastError
        `skills.table_missing`, `csv.column_missing`, `skills.mixed_versions` and what is wrong with a file.
    """
    problems: list[Problem] = []
    tables = _tables(files, languages, problems)
    if problems:
        raise HouvastError(problems)
    _check_complete(tables, stored, version)
    found = [each for each in languages if ("occupations", each) in tables or ("skills", each) in tables]
    if not found:
        raise HouvastError(problem("skills.no_language", found=list(languages), where=files[0].where))
    concepts = _concepts(tables, found, stored, notes)
    relations = _relations(tables, concepts, stored, files[0].where, notes)
    groups = _groups(tables, found, stored)
    labels = _labels(tables, found, stored, concepts)
    _note_gaps(concepts, found, notes)
    return Language(version, "ESCO", concepts, labels, relations, groups)


Tables = Mapping[tuple[str, str], pl.DataFrame]


def _named(name: str) -> tuple[str, str]:
    found = _NAME.match(name)
    return (found["stem"], found["language"] or "") if found else ("", "")


def _tables(files: Sequence[HandedFile], languages: Sequence[str], problems: list[Problem]) -> Tables:
    tables = {}
    for file in files:
        stem, language = _named(file.name)
        if stem not in _NEEDED or (language and language not in languages):
            continue
        table = read_table(file, problems)
        if table is None:
            continue
        if "preferredLabel_nl" in table.columns:
            table = table.rename({"preferredLabel_nl": "preferredLabel"})
        missing = [column for column in _NEEDED[stem] if column not in table.columns]
        problems += [
            problem(
                "csv.column_missing",
                where=Place(file.where, 1),
                missing=column,
                expected=", ".join(_NEEDED[stem]),
                found=table.columns,
            )
            for column in missing
        ]
        if not missing:
            tables[stem, language] = table
    return tables


def _check_complete(tables: Tables, stored: Language | None, version: str) -> None:
    stems = {stem for stem, _ in tables}
    needed = () if stored is not None else ("occupations", "skills", "occupationSkillRelations")
    missing = [stem for stem in needed if stem not in stems]
    if missing or not stems:
        raise HouvastError(problem("skills.table_missing", missing=missing or list(_NEEDED), version=version))


def _column(table: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in table.columns else pl.lit("").alias(name)


def _concepts(tables: Tables, languages: Sequence[str], stored: Language | None, notes: Notes) -> pl.DataFrame:
    """Join the languages on URI. A concept is one of the version when the first full table, or the store, has it."""
    parts = []
    for stem, kind in (("occupations", "occupation"), ("skills", "skill")):
        spoken = [each for each in languages if (stem, each) in tables]
        base = None if stored is None else stored.concepts.filter(pl.col("kind") == kind)
        if base is None:
            base = _bare(tables[stem, spoken[0]], kind)
        for language in spoken:
            table = tables[stem, language].unique("conceptUri", keep="first", maintain_order=True)
            outside = table.filter(~pl.col("conceptUri").is_in(base["uri"].implode())).height
            if outside:
                notes.add(
                    f"{outside} regels van {stem}_{language} horen niet bij deze versie; overgeslagen.",
                    f"{outside} rows of {stem}_{language} are not of this version; left out.",
                )
            if outside > MOST_OUTSIDE_SHARE * max(table.height, 1):
                raise HouvastError(problem("skills.mixed_versions", table=f"{stem}_{language}", found=outside))
            base = _with_names(base, table, language)
        parts.append(base)
    concepts = pl.concat(parts)
    broader = tables.get(("broaderRelationsSkillPillar", ""))
    return concepts if broader is None else _with_groups(concepts, broader)


MOST_OUTSIDE_SHARE = 0.05
"""Share of labels that may be of another version; between ESCO 1.0.3 and 1.2 it is about 2%."""


def _bare(table: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Concepts of a kind with all but their names."""
    unregulated = _column(table, "regulatedProfessionNote").str.ends_with(_UNREGULATED)
    values = {
        "uri": pl.col("conceptUri"),
        "kind": pl.lit(kind),
        "isco": _column(table, "iscoGroup").str.replace("^C", ""),
        "skill_type": _column(table, "skillType").str.split("/").list.first(),
        "reuse": _column(table, "reuseLevel"),
        "regulated": ~unregulated & (_column(table, "regulatedProfessionNote") != ""),
    }
    isco = pl.when(pl.col("isco") == "").then(pl.lit("")).otherwise(pl.col("isco").str.zfill(4))
    unique = table.unique("conceptUri", keep="first", maintain_order=True)
    columns = [values.get(name, pl.lit("")).cast(kind_).alias(name) for name, kind_ in CONCEPT_COLUMNS.items()]
    return unique.select(columns).with_columns(isco.alias("isco"))


def _with_names(concepts: pl.DataFrame, table: pl.DataFrame, language: str) -> pl.DataFrame:
    names = table.select(
        pl.col("conceptUri").alias("uri"),
        _column(table, "preferredLabel").alias("new_name"),
        _column(table, "description").alias("new_description"),
    )
    joined = concepts.join(names, on="uri", how="left", maintain_order="left")
    return joined.with_columns(
        _first_filled("new_name", language).alias(language),
        _first_filled("new_description", f"description_{language}").alias(f"description_{language}"),
    ).select(*CONCEPT_COLUMNS)


def _first_filled(new: str, old: str) -> pl.Expr:
    return pl.when(pl.col(new).fill_null("") != "").then(pl.col(new)).otherwise(pl.col(old))


def _with_groups(concepts: pl.DataFrame, broader: pl.DataFrame) -> pl.DataFrame:
    first = broader.filter(pl.col("broaderUri").str.contains("/skill/S|/isced-f/|/skill/T|/skill/L"))
    first = first.unique("conceptUri", keep="first", maintain_order=True)
    named = first.select(pl.col("conceptUri").alias("uri"), pl.col("broaderUri").alias("new_group"))
    joined = concepts.join(named, on="uri", how="left", maintain_order="left")
    return joined.with_columns(_first_filled("new_group", "group").alias("group")).select(*CONCEPT_COLUMNS)


def _relations(
    tables: Tables, concepts: pl.DataFrame, stored: Language | None, where: str, notes: Notes
) -> pl.DataFrame:
    table = tables.get(("occupationSkillRelations", ""))
    if table is None:
        assert stored is not None  # noqa: S101 - _check_complete saw to it
        return stored.relations
    relations = table.select(
        pl.col("occupationUri").alias("occupation"),
        pl.col("skillUri").alias("skill"),
        (pl.col("relationType") == "essential").alias("essential"),
    ).unique(["occupation", "skill"], keep="first", maintain_order=True)
    known = concepts["uri"].implode()
    kept = relations.filter(pl.col("occupation").is_in(known), pl.col("skill").is_in(known))
    orphans = relations.height - kept.height
    if orphans > MOST_ORPHANS_SHARE * max(relations.height, 1):
        raise HouvastError(problem("skills.mixed_versions", table=f"{where}: occupationSkillRelations", found=orphans))
    if orphans:
        notes.add(
            f"{orphans} van {relations.height} relaties wijzen naar iets wat er niet is; weggelaten.",
            f"{orphans} of {relations.height} relations point at something that is not there; dropped.",
        )
    return kept.select(*RELATION_COLUMNS)


def _groups(tables: Tables, languages: Sequence[str], stored: Language | None) -> pl.DataFrame:
    found = [
        tables["skillGroups", each].with_columns(spoken=pl.lit(each))
        for each in languages
        if ("skillGroups", each) in tables
    ]
    empty = pl.DataFrame(schema=GROUP_COLUMNS)
    before = stored.groups if stored is not None else empty
    if not found:
        return before
    rows = pl.concat([each.select("conceptUri", "preferredLabel", "spoken") for each in found])
    wide = rows.unique(["conceptUri", "spoken"], keep="first").pivot(
        "spoken", index="conceptUri", values="preferredLabel"
    )
    named = wide.select(
        pl.col("conceptUri").alias("uri"),
        *(
            pl.col(each).alias(each) if each in wide.columns else pl.lit(None, pl.String).alias(each)
            for each in LANGUAGES
        ),
    )
    broader = tables.get(("broaderRelationsSkillPillar", ""))
    above = pl.DataFrame(schema={"uri": pl.String, "broader": pl.String})
    if broader is not None:
        above = broader.select(pl.col("conceptUri").alias("uri"), pl.col("broaderUri").alias("broader")).unique(
            "uri", keep="first"
        )
    joined = named.join(above, on="uri", how="left").join(before, on="uri", how="full", suffix="_before", coalesce=True)
    return joined.select(
        "uri", *(pl.coalesce(name, f"{name}_before").alias(name) for name in ("nl", "en", "broader"))
    ).sort("uri")


def _labels(tables: Tables, languages: Sequence[str], stored: Language | None, concepts: pl.DataFrame) -> pl.DataFrame:
    """All labels in the languages given, and those of the store in the others. Cells hold one label a line."""
    parts = []
    replaced = []
    for stem in ("occupations", "skills"):
        for language in languages:
            table = tables.get((stem, language))
            if table is None:
                continue
            replaced.append(pl.col("language").eq(language) & pl.col("uri").is_in(table["conceptUri"].implode()))
            columns = ("preferredLabel", "altLabels", "hiddenLabels")
            parts += [_labels_in(table, column, language) for column in columns]
    if stored is not None:
        parts.insert(0, stored.labels.filter(~pl.any_horizontal(replaced)))
    rows = pl.concat(parts).filter(pl.col("label") != "", pl.col("uri").is_in(concepts["uri"].implode()))
    rows = rows.sort("preferred", descending=True, maintain_order=True)
    return rows.unique(["uri", "language", "label"], keep="first", maintain_order=True).select(*LABEL_COLUMNS)


def _labels_in(table: pl.DataFrame, column: str, language: str) -> pl.DataFrame:
    """One row per label of a column; a cell holds one label a line."""
    labels = table.select(
        pl.col("conceptUri").alias("uri"),
        pl.lit(language).alias("language"),
        _column(table, column).str.split("\n").alias("label"),
        pl.lit(column == "preferredLabel").alias("preferred"),
    )
    return labels.explode("label").with_columns(pl.col("label").str.strip_chars())


def _note_gaps(concepts: pl.DataFrame, languages: Sequence[str], notes: Notes) -> None:
    empty = concepts.filter(pl.col("kind") == "skill", pl.col("skill_type") == "").height
    if empty:
        notes.add(f"{empty} vaardigheden hebben geen soort (skillType).", f"{empty} skills have no type (skillType).")
    for language in languages:
        for kind, nl, en in (("occupation", "beroepen", "occupations"), ("skill", "vaardigheden", "skills")):
            without = concepts.filter(pl.col("kind") == kind, pl.col(language) == "").height
            if without:
                notes.add(
                    f"{without} {nl} hebben geen naam in {language}.", f"{without} {en} have no name in {language}."
                )
