"""From finished runs to the tables of a comparison: means over seeds and paired effects, with their intervals.

The runs of a future are laid on one list of rows (outcome, grouping, group and month or year), so that a figure of one
seed stands beside the same figure of the reference with that seed. Rows and numbers do not depend on the order in
which futures and packages were named, nor on which run was finished first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from houvast.experiments.comparison.intervals import Interval, interval, within
from houvast.experiments.comparison.question import Cell, Question
from houvast.experiments.storage import writing
from houvast.experiments.years import YEAR_KEYS
from houvast.vocabulary.words import OUTCOME_BY_KEY, UNIT_BY_KEY

FloatArray = npt.NDArray[np.float64]

FIGURES = ("mean", "low", "high", "effect", "effect_low", "effect_high")
COMPARISON_COLUMNS: dict[str, type[pl.DataType]] = {
    "scenario": pl.String,
    "package": pl.String,
    "outcome": pl.String,
    "group_by": pl.String,
    "group": pl.String,
    "month": pl.Date,
    **dict.fromkeys(FIGURES, pl.Float64),
}
"""Columns of `comparison.parquet`: mean over seeds with its interval, and the paired effect against the reference
package in the same future with its interval, all in the unit of the outcome. An end is empty where fewer than two
seeds have the figure, an effect where the reference lacks it."""
YEARS_COLUMNS: dict[str, type[pl.DataType]] = {
    **{("year" if name == "month" else name): kind for name, kind in COMPARISON_COLUMNS.items()},
    "year": pl.Int32,
    "count": pl.Float64,
    "per_year": pl.Int32,
}
"""Columns of `years.parquet`: the same by year of the run (0 for the first), made of yearly means of each seed, with
the number of people behind a figure at full scale and how often it is observed in a year."""
MONTH_KEYS = ["outcome", "group_by", "group", "month"]

ReadRun = Callable[[Cell, int], pl.DataFrame | None]
"""Gives the rows of a run, or None when it failed."""


def month_tables(question: Question, read: ReadRun) -> Iterator[pl.DataFrame]:
    """Yield the rows of each cell with the columns of `COMPARISON_COLUMNS`."""
    for table in _cells(question, read, MONTH_KEYS, ()):
        yield table.select(list(COMPARISON_COLUMNS))


def year_tables(question: Question, read: ReadRun) -> Iterator[pl.DataFrame]:
    """Yield the rows of each cell with the columns of `YEARS_COLUMNS`; `read` gives rows by year."""
    for table in _cells(question, read, YEAR_KEYS, ("count", "per_year")):
        yield table.select(pl.col(name).cast(kind) for name, kind in YEARS_COLUMNS.items())


def _cells(question: Question, read: ReadRun, keys: list[str], extras: Sequence[str]) -> Iterator[pl.DataFrame]:
    for scenario in sorted(question.scenarios):
        cells = [Cell(scenario, package) for package in sorted(question.packages)]
        index = _index(question, cells, read, keys)
        if index is None:
            continue
        bounds = _bounds(index)
        reference = _figures(question, Cell(scenario, question.reference), read, index, ("value",))["value"]
        for cell in cells:
            figures = _figures(question, cell, read, index, ("value", *extras))
            mean = within(interval(figures["value"]), *bounds)
            effect = interval(figures["value"] - reference)
            yield _rows(cell, index, mean, effect, {name: interval(figures[name]).mean for name in extras})


def _index(question: Question, cells: list[Cell], read: ReadRun, keys: list[str]) -> pl.DataFrame | None:
    """Return every row that any run of a future has, sorted; None when all its runs failed."""
    index: pl.DataFrame | None = None
    for cell in cells:
        for seed in range(1, question.seeds + 1):
            run = read(cell, seed)
            if run is None:
                continue
            found = run.select(keys)
            if index is None:
                index = found
            elif not index.equals(found):
                index = pl.concat([index, found]).unique(maintain_order=True)
    return None if index is None else index.sort(keys)


def _figures(
    question: Question, cell: Cell, read: ReadRun, index: pl.DataFrame, columns: Sequence[str]
) -> dict[str, FloatArray]:
    """Return columns of a cell's runs, each of shape (seeds, rows), NaN where a run lacks the row."""
    found = {name: np.full((question.seeds, index.height), np.nan) for name in columns}
    for place in range(question.seeds):
        run = read(cell, place + 1)
        if run is None:
            continue
        laid = run if run.select(index.columns).equals(index) else index.join(run, on=index.columns, how="left",
                                                                             maintain_order="left")  # fmt: skip
        for name in columns:
            found[name][place] = laid[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
    return found


def _bounds(index: pl.DataFrame) -> tuple[FloatArray, FloatArray]:
    """Lowest and highest number that makes sense in each row."""
    units = {key: UNIT_BY_KEY[outcome.unit] for key, outcome in OUTCOME_BY_KEY.items()}
    ends = ({key: float(unit.minimum) for key, unit in units.items()}, {k: float(u.maximum) for k, u in units.items()})
    lowest, highest = (index["outcome"].replace_strict(end, return_dtype=pl.Float64).to_numpy() for end in ends)
    return lowest, highest


def _rows(
    cell: Cell, index: pl.DataFrame, mean: Interval, effect: Interval, extras: dict[str, FloatArray]
) -> pl.DataFrame:
    figures = dict(zip(FIGURES, (*mean, *effect), strict=True)) | extras
    columns = [pl.Series(name, values).fill_nan(None) for name, values in figures.items()]
    names = [pl.lit(cell.scenario).alias("scenario"), pl.lit(cell.package).alias("package")]
    return index.with_columns(*columns).with_columns(names).filter(pl.col("mean").is_not_null())


def write_tables(path: Path, tables: Iterator[pl.DataFrame], columns: dict[str, type[pl.DataType]]) -> int:
    """Write tables one after another to one Parquet file, whole or not at all, a row group per table.

    Returns
    -------
    int
        Number of rows.

    Raises
    ------
    HouvastError
        `files.disk_full` or `files.unwritable`.
    """
    partial = path.with_name(f".{path.name}.partial-{_process()}")
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
    rows = 0
    with writing(path):
        try:
            with pq.ParquetWriter(partial, schema, compression="zstd") as writer:
                for table in tables:
                    if table.height:
                        writer.write_table(table.to_arrow().cast(schema), row_group_size=table.height)
                    rows += table.height
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    return rows


_ARROW: dict[type[pl.DataType], pa.DataType] = {
    pl.String: pa.string(),
    pl.Date: pa.date32(),
    pl.Float64: pa.float64(),
    pl.Int32: pa.int32(),
}


def _process() -> int:
    import os

    return os.getpid()
