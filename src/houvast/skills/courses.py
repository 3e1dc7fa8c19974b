"""Courses somebody tagged with the skills they teach: `title,provider,hours,cost_eur,esco_uris,nlqf`."""

from __future__ import annotations

import polars as pl

from houvast.vocabulary.errors import Place, Problem, problem

COURSE_COLUMNS = ("title", "provider", "hours", "cost_eur", "esco_uris", "nlqf")
"""esco_uris: URIs of the skills taught, a space, `;` or `|` between them. hours and cost_eur: numbers from 0. nlqf: 1
to 8 (4+ counts as 4), may be empty."""
MOST_FAULTS = 20
"""Faults told one by one; of the rest the number is told."""
_HIGHEST = {"hours": 20_000.0, "cost_eur": 1_000_000.0}
"""More hours than a doctorate and more euros than any course: a slip of the key."""


def read_courses(table: pl.DataFrame, where: str, problems: list[Problem]) -> pl.DataFrame:
    """Check a list of courses and return it, with the URIs as a list; faults are added to `problems`.

    Parameters
    ----------
    table
        As text, one row a course.
    where
        The file, for messages.
    problems
        Gets every fault with its line, the first `MOST_FAULTS` in full.
    """
    missing = [name for name in COURSE_COLUMNS if name not in table.columns]
    if missing:
        problems += [
            problem(
                "csv.column_missing",
                where=Place(where, 1),
                missing=name,
                expected=", ".join(COURSE_COLUMNS),
                found=table.columns,
            )
            for name in missing
        ]
        return pl.DataFrame()
    read = table.select(
        pl.col("title", "provider", "nlqf").str.strip_chars(),
        *(pl.col(name).str.replace(",", ".").cast(pl.Float64, strict=False).alias(name) for name in _HIGHEST),
        pl.col("esco_uris").str.replace_all(r"[;|\s]+", " ").str.strip_chars().str.split(" ").alias("skills"),
    )
    faults = [*_number_faults(read, table, where), *_text_faults(read, where)]
    problems += faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        problems.append(problem("skills.more_faults", where=where, found=len(faults) - MOST_FAULTS))
    return read


def _number_faults(read: pl.DataFrame, table: pl.DataFrame, where: str) -> list[Problem]:
    found = []
    for name, highest in _HIGHEST.items():
        value = pl.col(name)
        wrong = read.with_row_index("row").filter(
            value.is_null() | ~value.is_finite() | (value < 0) | (value > highest)
        )
        found += [
            problem("skills.course_number", where=Place(where, row + 2, name), highest=highest, found=table[name][row])
            for row in wrong["row"]
        ]
    return found


def _text_faults(read: pl.DataFrame, where: str) -> list[Problem]:
    numbered = read.with_row_index("row")
    untitled = numbered.filter(pl.col("title") == "")["row"]
    untagged = numbered.filter(pl.col("skills").list.first().fill_null("") == "")["row"]
    return [problem("csv.empty_cell", where=Place(where, row + 2, "title")) for row in untitled] + [
        problem("csv.empty_cell", where=Place(where, row + 2, "esco_uris")) for row in untagged
    ]
