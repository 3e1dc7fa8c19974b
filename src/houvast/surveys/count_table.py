"""A table of counts from a file, protected: what `houvast surveys protect` reads and writes."""

from __future__ import annotations

from typing import Any

import numpy as np

from houvast.facts.located import Faults
from houvast.surveys.data import Data
from houvast.surveys.disclosure import THRESHOLD, Protected, Table, audit, protect
from houvast.vocabulary.errors import HouvastError, Place

COUNT = "count"


def table_of(data: Data, by: tuple[str, ...], ordered: tuple[str, ...], count: str = COUNT) -> Table:
    """Read a long table, a row per cell, as counts.

    Parameters
    ----------
    data
        Columns `by` and the column of counts.
    by
        Classifications, in the order of the axes.
    ordered
        Those whose categories may only be merged with neighbours; they keep the order of the file.
    count
        Column of counts.

    Raises
    ------
    HouvastError
        All faults of the file at once.
    """
    faults = Faults()
    for column in (*by, *ordered, count):
        data.has(column, Place(data.name, 1), faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    counts = data.numbers(count, faults)
    data.note_rows("surveys.count", count, ~(counts >= 0) | (counts % 1 != 0), faults)
    labels = [data.texts(column) for column in by]
    for column, each in zip(by, labels, strict=True):
        data.note_rows("surveys.design_cell_empty", column, np.array([label is None for label in each]), faults)
    cells = list(zip(*labels, strict=True))
    first = {cell: place for place, cell in reversed(list(enumerate(cells)))}
    again = np.array([first[cell] != place for place, cell in enumerate(cells)])
    data.note_rows("surveys.cell_twice", by[-1], again, faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    names = [tuple(dict.fromkeys(each)) for each in labels]
    shape = np.zeros([len(each) for each in names], dtype=np.int64)
    places = [{name: place for place, name in enumerate(each)} for each in names]
    for cell, value in zip(cells, counts, strict=True):
        shape[tuple(place[name] for place, name in zip(places, cell, strict=True))] = int(value)
    return Table(shape, tuple(names), tuple(column in ordered for column in by))


def protected_as_json(table: Table, by: tuple[str, ...], threshold: int = THRESHOLD) -> dict[str, Any]:
    """Protect a table and tell it: shown cells with their counts, hidden ones without, and the proof.

    The bounds are what a reader can work out; they are kept apart from the cells, for the works council's check.
    """
    found = protect(table, threshold)
    cells = []
    for index in np.ndindex(found.table.counts.shape):
        named = {
            column: found.table.names[axis][place] for axis, (column, place) in enumerate(zip(by, index, strict=True))
        }
        cells.append({**named, COUNT: None if found.hidden[index] else int(found.table.counts[index])})
    margins = {
        column: dict(zip(found.table.names[axis], _margin(found, axis), strict=True)) for axis, column in enumerate(by)
    }
    bounds = audit(found.table.counts, found.hidden)
    return {
        "by": list(by),
        "threshold": threshold,
        "cells": cells,
        "margins": margins,
        "hidden_share": found.hidden_share,
        "narrowest_interval": float((bounds[:, 1] - bounds[:, 0]).min()) if len(bounds) else None,
        "merged": [name for names in found.table.names for name in names if " + " in name],
    }


def _margin(found: Protected, axis: int) -> list[int]:
    counts = np.moveaxis(found.table.counts, axis, 0)
    return [int(each) for each in counts.reshape(len(counts), -1).sum(axis=1)]
