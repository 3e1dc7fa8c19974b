"""Tables somebody hands over as CSV: read and checked in full, every fault with file, line and column.

Columns beyond those asked for are left alone, and cells are text until they are read as a number: the leading zeros of
a code stay.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from houvast.vocabulary.errors import Place, Problem, problem


class Row(NamedTuple):
    """One line of a file: its number and the cells asked for."""

    line: int
    cells: dict[str, str]


def read_rows(path: Path, columns: Sequence[str], problems: list[Problem]) -> list[Row] | None:
    """Read the columns asked for; None when the file cannot be read as such a table."""
    lines = _read_lines(path, problems)
    if lines is None:
        return None
    if len(lines) <= 1:
        problems.append(problem("csv.no_rows", where=str(path), expected=",".join(columns)))
        return None
    header = [name.strip() for name in lines[0][1]]
    if not _has_columns(Place(str(path), lines[0][0]), header, columns, problems):
        return None
    rows = []
    for line, cells in lines[1:]:
        if len(cells) == len(header):
            named = dict(zip(header, cells, strict=True))
            rows.append(Row(line, {column: named[column].strip() for column in columns}))
        else:
            place = Place(str(path), line)
            problems.append(problem("csv.row_length", where=place, found=len(cells), expected=len(header)))
    return rows


def read_number(
    path: Path, row: Row, column: str, check: Callable[[float, Place], Problem | None], problems: list[Problem]
) -> float:
    """Read a cell as a number that passes a check, or note the fault."""
    text = row.cells[column]
    place = Place(str(path), row.line, column)
    if not text:
        problems.append(problem("csv.empty_cell", where=place))
        return 0
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in text:
        problems.append(problem("csv.not_a_number", where=place, found=text))
        return 0
    fault = check(value, place)
    if fault is not None:
        problems.append(fault)
        return 0
    return value


def in_order_of_lines(problems: list[Problem]) -> list[Problem]:
    """Return the faults of a file in the order of its lines."""

    def line(fault: Problem) -> int:
        place = fault["where"]
        return (place.line or 0) if isinstance(place, Place) else 0

    return sorted(problems, key=line)


def _read_lines(path: Path, problems: list[Problem]) -> list[tuple[int, list[str]]] | None:
    """Read the lines that are not blank, with their numbers."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except FileNotFoundError:
        problems.append(problem("files.missing", where=str(path)))
    except OSError as fault:
        problems.append(problem("files.unreadable", where=str(path), found=fault.strerror or str(fault)))
    except (UnicodeDecodeError, csv.Error) as fault:
        problems.append(problem("files.unreadable", where=str(path), found=str(fault)))
    return None


def _has_columns(place: Place, header: list[str], columns: Sequence[str], problems: list[Problem]) -> bool:
    missing = [column for column in columns if column not in header]
    twice = [column for column in columns if header.count(column) > 1]
    problems += [
        problem("csv.column_missing", where=place, missing=column, expected=",".join(columns), found=header)
        for column in missing
    ]
    problems += [problem("csv.column_twice", where=place, found=column) for column in twice]
    return not missing and not twice
