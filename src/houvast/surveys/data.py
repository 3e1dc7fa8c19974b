"""Survey data from a file: CSV, Parquet, SPSS or Stata, read whole and with every fault at its line.

Cells of a CSV stay text until a statistic asks for numbers, so that leading zeros of a code are kept and a word among
numbers is found with its line. Semicolons with decimal commas are read as well as commas with decimal points.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.facts.located import Faults
from houvast.surveys.design import FloatArray
from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem

TextArray = npt.NDArray[np.object_]
MISSING = ("", "NA")
MOST_TOLD = 5
"""Faults told per column; more of the same help nobody."""
LARGEST_FILE_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Data:
    """A table of answers.

    Parameters
    ----------
    name
        What the file is called in messages.
    frame
        The columns; all text when they come from a CSV.
    lines
        Line of every row in a CSV, else the number of the row, shape (n,).
    decimal_comma
        Numbers are written with a comma.
    """

    name: str
    frame: pl.DataFrame
    lines: npt.NDArray[np.int64]
    decimal_comma: bool = False

    @property
    def n_rows(self) -> int:
        """Rows of the table."""
        return self.frame.height

    def has(self, column: str, place: Place, faults: Faults) -> bool:
        """Whether the column is there; if not, the fault is noted at the place that asks for it."""
        if column in self.frame.columns:
            return True
        known = self.frame.columns
        faults.add("surveys.no_column", place, found=column, file=self.name, suggestion=nearest(column, known))
        return False

    def numbers(self, column: str, faults: Faults) -> FloatArray:
        """A column as numbers, NaN where nothing is given, shape (n,); words among them are faults."""
        series = self.frame[column]
        if series.dtype == pl.Boolean:
            series = series.cast(pl.Float64)
        if series.dtype != pl.String:
            cast = series.cast(pl.Float64, strict=False)
            self._tell_words(column, series, cast, faults)
            return cast.fill_null(np.nan).to_numpy().astype(np.float64)
        text = series.str.replace(",", ".", literal=True) if self.decimal_comma else series
        cast = text.str.strip_chars().cast(pl.Float64, strict=False)
        cast = cast.set(cast.is_infinite() | cast.is_nan(), None)
        self._tell_words(column, series, cast, faults)
        return cast.fill_null(np.nan).to_numpy().astype(np.float64)

    def is_number(self, column: str) -> bool:
        """Whether every cell of the column is a number or empty."""
        unheard = Faults()
        self.numbers(column, unheard)
        return not unheard.problems

    def texts(self, column: str) -> TextArray:
        """A column as labels, None where nothing is given, shape (n,)."""
        series = self.frame[column]
        if series.dtype.is_float():
            whole = series.drop_nulls().drop_nans()
            if (whole == whole.round()).all():
                series = series.fill_nan(None).cast(pl.Int64)
        return series.cast(pl.String).to_numpy().astype(object)

    def place(self, row: int, column: str) -> Place:
        """Where a cell stands."""
        return Place(self.name, int(self.lines[row]), column)

    def note_rows(self, code: str, column: str, rows: npt.NDArray[np.bool_], faults: Faults, **values: object) -> None:
        """Note one kind of fault in several rows: the first few with their place, the rest as a number."""
        found = np.flatnonzero(rows)
        cells = self.frame[column]
        for row in found[:MOST_TOLD]:
            faults.add(code, self.place(int(row), column), found=cells[int(row)], **values)
        if len(found) > MOST_TOLD:
            faults.add("surveys.more_of_the_same", Place(self.name, None, column), found=len(found) - MOST_TOLD)

    def _tell_words(self, column: str, before: pl.Series, after: pl.Series, faults: Faults) -> None:
        lost = (before.is_not_null() & after.is_null()).to_numpy()
        if before.dtype.is_float():
            lost &= ~before.fill_null(0.0).is_nan().to_numpy()
        if lost.any():
            self.note_rows("csv.not_a_number", column, lost, faults)


def read_data(path: Path) -> Data:
    """Read a table of answers.

    Parameters
    ----------
    path
        `.csv`, `.tsv`, `.parquet`, `.sav`, `.zsav` or `.dta`.

    Returns
    -------
    Data

    Raises
    ------
    HouvastError
        `files.missing`, `files.unreadable`, `csv.no_rows`, `csv.column_twice`, `csv.row_length` (a file that broke off
        ends in a short line), `surveys.file_kind`, `surveys.file_large`.
    """
    if not path.is_file():
        code = "files.unreadable" if path.exists() else "files.missing"
        raise HouvastError(problem(code, where=str(path), found="no file"))
    size = path.stat().st_size
    if size > LARGEST_FILE_BYTES:
        raise HouvastError(problem("surveys.file_large", where=str(path), found=size, expected=LARGEST_FILE_BYTES))
    kind = path.suffix.lower()
    if kind in (".csv", ".tsv", ".txt"):
        return _read_csv(path)
    if kind not in (".parquet", ".sav", ".zsav", ".dta"):
        raise HouvastError(problem("surveys.file_kind", where=str(path), found=kind or None))
    try:
        frame = _read_typed(path, kind)
    except HouvastError:
        raise
    except Exception as fault:
        reason = (str(fault).splitlines() or [type(fault).__name__])[0]
        raise HouvastError(problem("files.unreadable", where=str(path), found=reason)) from fault
    if frame.is_empty():
        raise HouvastError(problem("csv.no_rows", where=str(path), expected="..."))
    return Data(str(path), frame, np.arange(1, frame.height + 1))


def _read_typed(path: Path, kind: str) -> pl.DataFrame:
    if kind == ".parquet":
        return pl.read_parquet(path)
    from houvast.surveys.through_svy import read_stata_or_spss

    return read_stata_or_spss(path)


def _read_csv(path: Path) -> Data:
    separator = _separator(path)
    problems: list[Problem] = []
    rows, lines = [], []
    with _text_of(path) as file:
        try:
            reader = csv.reader(file, delimiter=separator, strict=True)
            header = [name.strip() for name in next(reader, [])]
            for cells in reader:
                if len(cells) == len(header):
                    rows.append(cells)
                    lines.append(reader.line_num)
                elif any(cell.strip() for cell in cells):
                    place = Place(str(path), reader.line_num)
                    problems.append(problem("csv.row_length", where=place, found=len(cells), expected=len(header)))
        except (UnicodeDecodeError, csv.Error) as fault:
            raise HouvastError(problem("files.unreadable", where=str(path), found=str(fault))) from fault
    twice = sorted({name for name in header if header.count(name) > 1})
    problems += [problem("csv.column_twice", where=Place(str(path), 1), found=name) for name in twice]
    if not rows and not problems:
        problems.append(problem("csv.no_rows", where=str(path), expected=header or "..."))
    if problems:
        raise HouvastError(problems[: MOST_TOLD * 4])
    cells_of = dict(zip(header, zip(*rows, strict=True), strict=True))
    frame = pl.DataFrame({name: pl.Series(name, cells_of[name], dtype=pl.String) for name in header})
    stripped = pl.all().str.strip_chars()
    frame = frame.select(pl.when(stripped.is_in(MISSING)).then(None).otherwise(stripped).name.keep())
    return Data(str(path), frame, np.array(lines), decimal_comma=separator == ";")


def _separator(path: Path) -> str:
    """The separator that occurs most in the header."""
    with _text_of(path) as file:
        try:
            header = file.readline()
        except UnicodeDecodeError as fault:
            raise HouvastError(problem("files.unreadable", where=str(path), found=str(fault))) from fault
    return max(",;\t", key=header.count)


def _text_of(path: Path) -> TextIOWrapper:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=fault.strerror or str(fault))) from fault
