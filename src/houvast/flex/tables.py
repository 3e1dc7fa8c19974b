"""Tables somebody hands over, as CSV or XLSX, comma or semicolon, decimal point or decimal comma.

A table is read in full and its faults are told together, each with row and column. Whether a comma is a decimal sign is
decided once for a file, from what stands in it; a file in which that cannot be known is refused rather than guessed.
"""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem

MOST_BYTES = 64 * 2**20
"""Largest file that is opened, and largest workbook once unpacked."""
MOST_ROWS = 1_000_000
MOST_COLUMNS = 2_000
LARGEST_NUMBER = 1e9
"""Larger amounts are taken for a slip of the pen."""
MOST_FAULTS_APART = 20
"""A run of the same fault on more consecutive rows than this is told as one, with its first and last row."""
_NUMBER = re.compile(r"[-+]?\d+([.]\d+)?([eE][-+]?\d+)?")
_GROUPED_COMMA = re.compile(r"[-+]?\d{1,3}([.]\d{3})+(,\d+)?")
_GROUPED_POINT = re.compile(r"[-+]?\d{1,3}(,\d{3})+([.]\d+)?")
_ONE_COMMA = re.compile(r"[-+]?\d+,\d+")
_AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2},\d{3}")


class Row(NamedTuple):
    """One row of a table: its line and its cells by column, stripped of blanks."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """A table as it was handed over, with the faults found in it so far.

    Parameters
    ----------
    name
        Name of the file, for messages.
    columns
        Column names as in the file.
    rows
        The rows that are not blank.
    has_decimal_comma
        How numbers are written in it; None when that cannot be told apart from a thousands comma.
    faults
        Everything wrong, told by `finish`.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[Row]
    has_decimal_comma: bool | None = False
    faults: list[Problem] = field(default_factory=list)

    def fault(self, code: str, row: Row | None, column: str | None = None, **values: object) -> None:
        """Note a fault at a row and column."""
        place = Place(self.name, row.line if row else None, column)
        self.faults.append(problem(code, where=place, **values))

    def require(self, columns: Sequence[str]) -> None:
        """Refuse a table that lacks one of `columns`.

        Raises
        ------
        HouvastError
            `flex.column_missing` for each.
        """
        for column in columns:
            if column not in self.columns:
                near = nearest(column, self.columns)
                self.fault(
                    "flex.column_missing", None, missing=column, expected=columns, found=self.columns, suggestion=near
                )
        if any(each.code == "flex.column_missing" for each in self.faults):
            self.finish()

    def text(self, row: Row, column: str) -> str:
        """Return a cell that may not be empty; an empty one is a fault."""
        cell = row.cells.get(column, "")
        if not cell:
            self.fault("csv.empty_cell", row, column)
        return cell

    def number(
        self, row: Row, column: str, low: float = -math.inf, high: float = math.inf, default: float | None = None
    ) -> float:
        """Return a cell as a number from `low` to `high`; anything else is a fault, and then not a number."""
        cell = row.cells.get(column, "")
        if not cell and default is not None:
            return default
        if not cell:
            self.fault("csv.empty_cell", row, column)
            return math.nan
        value = self._value(row, column, cell)
        if not math.isnan(value) and not low <= value <= high:
            self.fault("flex.out_of_range", row, column, low=low, high=high, found=value)
            return math.nan
        return value

    def _value(self, row: Row, column: str, cell: str) -> float:
        if self.has_decimal_comma is None and _AMBIGUOUS.fullmatch(cell):
            self.fault("flex.comma_ambiguous", row, column, found=cell)
            return math.nan
        plain = _plain_number(cell, bool(self.has_decimal_comma))
        if plain is None or not math.isfinite(plain):
            self.fault("flex.not_a_number", row, column, found=cell)
            return math.nan
        return plain

    def finish(self) -> None:
        """Tell all faults, in the order of the rows.

        Raises
        ------
        HouvastError
            When there is any.
        """
        if self.faults:
            raise HouvastError(_gathered(self.name, self.faults))


def read_table(path: Path, names: dict[str, str] | None = None) -> Table:
    """Read a CSV or XLSX file as a table of texts.

    Parameters
    ----------
    path
        The file. The first sheet of a workbook counts.
    names
        Other names of columns, as `{"afdeling": "department"}`; case does not matter.

    Returns
    -------
    Table
        Its rows; the values are not read yet.

    Raises
    ------
    HouvastError
        `files.missing`, `files.unreadable`, `flex.too_large`, `flex.no_rows`, `csv.column_twice`, `csv.row_length`.
    """
    if not path.is_file():
        raise HouvastError(problem("files.missing", where=str(path)))
    if path.stat().st_size > MOST_BYTES:
        raise HouvastError(problem("flex.too_large", where=str(path), most=f"{MOST_BYTES // 2**20} MB"))
    is_workbook = path.suffix.lower() in (".xlsx", ".xlsm")
    lines, separator = (_workbook_lines(path), "") if is_workbook else _csv_lines(path)
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if len(filled) <= 1:
        raise HouvastError(problem("flex.no_rows", where=str(path)))
    known = {key.lower(): value for key, value in (names or {}).items()}
    header = _without_blank_tail(filled[0][1])
    columns = tuple(known.get(name.lower(), name) for name in header)
    table = Table(str(path), columns, [])
    for column in sorted({column for column in columns if columns.count(column) > 1}):
        table.faults.append(problem("csv.column_twice", where=Place(str(path), filled[0][0]), found=column or '""'))
    for line, cells in filled[1:]:
        trimmed = _without_blank_tail(cells)
        if len(trimmed) > len(columns) or (not is_workbook and len(cells) < len(columns)):
            place = Place(str(path), line)
            table.faults.append(problem("flex.row_length", where=place, found=len(cells), expected=len(columns)))
            continue
        padded = [*trimmed, *[""] * (len(columns) - len(trimmed))]
        table.rows.append(Row(line, dict(zip(columns, padded, strict=True))))
    if any(each.code == "csv.column_twice" for each in table.faults):
        table.finish()
    table.has_decimal_comma = _decimal_comma(table.rows, separator)
    return table


def read_day(text: str) -> date | None:
    """Read a day: 2024-01-31, 31-1-2024, 31/1/2024 or, for its Monday, the ISO week 2024-W05; None for anything else.

    Examples
    --------
    >>> read_day("2024-W05")
    datetime.date(2024, 1, 29)
    >>> read_day("2021-W53") is None
    True
    """
    if week := re.fullmatch(r"(\d{4})-?[wW](\d{1,2})", text):
        return _or_none(lambda: date.fromisocalendar(int(week[1]), int(week[2]), 1))
    if month := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return _or_none(lambda: date(int(month[1]), int(month[2]), 1))
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return _or_none(lambda: date(int(iso[1]), int(iso[2]), int(iso[3])))
    if dutch := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", text):
        return _or_none(lambda: date(int(dutch[3]), int(dutch[2]), int(dutch[1])))
    return None


def _or_none(make: object) -> date | None:
    try:
        return make()  # type: ignore[operator, no-any-return]
    except ValueError:
        return None


def _csv_lines(path: Path) -> tuple[list[tuple[int, list[str]]], str]:
    """The lines of a CSV file and its separator: the sign that stands most often in its header."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        header = text.partition("\n")[0]
        separator = max(",;\t", key=header.count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=str(fault))) from fault
    except OSError as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=fault.strerror or str(fault))) from fault
    if len(lines) > MOST_ROWS:
        raise HouvastError(problem("flex.too_large", where=str(path), most=f"{MOST_ROWS} rows"))
    return lines, separator


def _workbook_lines(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet. A workbook is unpacked once to count its bytes before a reader sees it."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            _check_unpacked_size(path, archive)
        lines = []
        with path.open("rb") as file:  # closed also where the reader gives up half-way
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS)
            for line, cells in enumerate(rows, start=1):
                if line > MOST_ROWS:
                    raise HouvastError(problem("flex.too_large", where=str(path), most=f"{MOST_ROWS} rows"))
                lines.append((line, [_cell_text(cell) for cell in cells]))
    except HouvastError:
        raise
    except Exception as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=type(fault).__name__)) from fault
    return lines


def _check_unpacked_size(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to more than is allowed; what it declares about itself is not believed."""
    unpacked = 0
    for member in archive.infolist():
        with archive.open(member) as stream:
            while block := stream.read(2**20):
                unpacked += len(block)
                if unpacked > MOST_BYTES:
                    raise HouvastError(problem("flex.too_large", where=str(path), most=f"{MOST_BYTES // 2**20} MB"))


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        is_day = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if is_day else cell.isoformat(timespec="minutes")
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()


def _without_blank_tail(cells: list[str]) -> list[str]:
    last = max((place for place, cell in enumerate(cells) if cell), default=-1)
    return cells[: last + 1]


def _decimal_comma(rows: Iterable[Row], separator: str) -> bool | None:
    """Whether numbers are written with a decimal comma; None when only cells such as 1,234 could tell."""
    doubtful = False
    for row in rows:
        for cell in row.cells.values():
            if "," not in cell:
                continue
            if (_ONE_COMMA.fullmatch(cell) and not _AMBIGUOUS.fullmatch(cell)) or _GROUPED_COMMA.fullmatch(cell):
                return True
            if _GROUPED_POINT.fullmatch(cell) and not _AMBIGUOUS.fullmatch(cell):
                return False
            doubtful = doubtful or bool(_AMBIGUOUS.fullmatch(cell))
    # A file parted by semicolons that holds a comma comes from a program that writes a decimal comma.
    return (True if separator == ";" else None) if doubtful else False


def _plain_number(cell: str, has_decimal_comma: bool) -> float | None:
    if has_decimal_comma:
        is_grouped = _GROUPED_COMMA.fullmatch(cell) is not None
        if "." in cell and not is_grouped:
            return None
        cell = (cell.replace(".", "") if is_grouped else cell).replace(",", ".")
    elif _GROUPED_POINT.fullmatch(cell):
        cell = cell.replace(",", "")
    return float(cell) if _NUMBER.fullmatch(cell) else None


def _gathered(name: str, faults: list[Problem]) -> list[Problem]:
    """The faults in the order of their rows, long runs of the same fault told as one."""

    def place(fault: Problem) -> Place:
        where = fault["where"]
        return where if isinstance(where, Place) else Place(name)

    ordered = sorted(faults, key=lambda fault: (place(fault).key or "", fault.code, place(fault).line or 0))
    numbered = enumerate(ordered)
    told: list[tuple[int, Problem]] = []
    for _, run in groupby(
        numbered, key=lambda each: (place(each[1]).key, each[1].code, (place(each[1]).line or -each[0]) - each[0])
    ):
        same = [fault for _, fault in run]
        first, last = place(same[0]), place(same[-1])
        if len(same) > MOST_FAULTS_APART:
            through = Place(name, first.line, f"{first.key or ''}")
            whole = problem("flex.same_fault", where=through, last=last.line or 0, n_rows=len(same), example=same[0])
            told.append((first.line or 0, whole))
        else:
            told += [(place(fault).line or 0, fault) for fault in same]
    return [fault for _, fault in sorted(told, key=lambda each: each[0])]
