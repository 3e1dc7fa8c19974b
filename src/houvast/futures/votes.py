"""Votes of stakeholders on developments: `respondent,group,development,impact,uncertainty`, read and checked.

A score is a whole number from 1 to 5, or empty for "don't know". A line per respondent and development; who says
nothing about a development leaves the line out or the cells empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from houvast.facts.csv_rows import Row, in_order_of_lines, read_rows
from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem

COLUMNS = ("respondent", "group", "development", "impact", "uncertainty")
_N_NAMES = 3
"""The first columns are names, the others scores."""

LOWEST, HIGHEST = 1, 5
FEWEST_RESPONDENTS = 2
SCORES = {str(score): float(score) for score in range(LOWEST, HIGHEST + 1)} | {"": np.nan}

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Votes:
    """Votes in the order of the names, so that the order of the lines does not matter.

    Parameters
    ----------
    respondents, groups
        By respondent: who, and of which stakeholder group.
    developments
        Keys of the developments that were asked about.
    impact, uncertainty : ndarray of float64, shape (n_respondents, n_developments)
        1 to 5; NaN for "don't know".
    """

    respondents: tuple[str, ...]
    groups: tuple[str, ...]
    developments: tuple[str, ...]
    impact: FloatArray
    uncertainty: FloatArray


def read_votes(path: Path, developments: Iterable[str]) -> Votes:
    """Read a file of votes, or tell everything that is wrong with it.

    Parameters
    ----------
    path
        CSV with the columns of :data:`COLUMNS`; other columns are left alone.
    developments
        Keys that may be voted on, in their order.

    Raises
    ------
    HouvastError
        What is wrong with the file (`csv.*`, `files.*`), `futures.semicolons`, `futures.unknown`, `futures.vote`,
        `futures.twice`, `futures.group_of`, `futures.one_respondent` or `futures.no_votes`: all at once, with line and
        column.
    """
    problems: list[Problem] = []
    known = tuple(developments)
    if _has_semicolons(path):
        raise HouvastError(problem("futures.semicolons", where=Place(str(path), 1), expected=",".join(COLUMNS)))
    rows = read_rows(path, COLUMNS, problems) or []
    _check_rows(path, rows, known, problems)
    people = {row.cells["respondent"] for row in rows} - {""}
    # Lines that could not be read may hold the others.
    all_read = "csv.row_length" not in {each.code for each in problems}
    if rows and len(people) < FEWEST_RESPONDENTS and all_read:
        problems.append(problem("futures.one_respondent", where=str(path), found=next(iter(people), None)))
    if problems:
        raise HouvastError(in_order_of_lines(problems))
    votes = _votes(rows, known)
    if not (np.isfinite(votes.impact) & np.isfinite(votes.uncertainty)).any():
        raise HouvastError(problem("futures.no_votes", where=str(path)))
    return votes


def _has_semicolons(path: Path) -> bool:
    """Whether the first line has the columns, but with semicolons in between."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file, delimiter=";"), [])
    except (OSError, UnicodeDecodeError, csv.Error):
        return False
    return len(header) > 1 and set(COLUMNS) <= {name.strip() for name in header}


def _check_rows(path: Path, rows: list[Row], known: tuple[str, ...], problems: list[Problem]) -> None:
    first_line: dict[tuple[str, str], int] = {}
    group_of: dict[str, tuple[str, int]] = {}
    for row in rows:
        respondent, group, development = (row.cells[name] for name in COLUMNS[:_N_NAMES])
        _check_cells(path, row, known, problems)
        first = first_line.setdefault((respondent, development), row.line)
        if first != row.line and respondent and development:
            where = Place(str(path), row.line, "development")
            problems.append(problem("futures.twice", where=where, found=f"{respondent}, {development}", first=first))
        other, line = group_of.setdefault(respondent, (group, row.line))
        if other != group and respondent:
            names = {"respondent": respondent, "found": group or None, "other": other or None, "first": line}
            problems.append(problem("futures.group_of", where=Place(str(path), row.line, "group"), **names))


def _check_cells(path: Path, row: Row, known: tuple[str, ...], problems: list[Problem]) -> None:
    problems += [
        problem("csv.empty_cell", where=Place(str(path), row.line, column))
        for column in COLUMNS[:_N_NAMES]
        if not row.cells[column]
    ]
    development = row.cells["development"]
    if development and development not in known:
        where = Place(str(path), row.line, "development")
        names = {"found": development, "known": known, "suggestion": nearest(development, known)}
        problems.append(problem("futures.unknown", where=where, **names))
    for column in COLUMNS[_N_NAMES:]:
        found = row.cells[column]
        if found not in SCORES:
            where = Place(str(path), row.line, column)
            problems.append(problem("futures.vote", where=where, low=LOWEST, high=HIGHEST, found=found))


def _votes(rows: list[Row], known: tuple[str, ...]) -> Votes:
    groups = {row.cells["respondent"]: row.cells["group"] for row in rows}
    respondents = tuple(sorted(groups))
    asked = {row.cells["development"] for row in rows}
    developments = tuple(key for key in known if key in asked)
    person = {name: at for at, name in enumerate(respondents)}
    subject = {name: at for at, name in enumerate(developments)}
    scores = np.full((2, len(respondents), len(developments)), np.nan)
    for row in rows:
        at = person[row.cells["respondent"]], subject[row.cells["development"]]
        scores[:, *at] = [SCORES[row.cells[column]] for column in COLUMNS[_N_NAMES:]]
    return Votes(respondents, tuple(groups[each] for each in respondents), developments, *scores)
