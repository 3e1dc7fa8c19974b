"""The files of reference mode: occupations and edges as CSV, read and checked in full before anything runs.

Codes of occupations are text: leading zeros stay. Columns beyond those asked for are left alone. All faults are told
at once, each with file, line and column.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from houvast.facts.csv_rows import Row, in_order_of_lines, read_number, read_rows
from houvast.market.reference import Edges, Occupations, self_loops_added
from houvast.vocabulary.errors import Place, Problem, nearest, problem

OCCUPATION_COLUMNS = ("id", "employment", "auto_prob")
EDGE_COLUMNS = ("source", "target", "weight")
LARGEST_EMPLOYMENT = 1e12
"""More than the people on earth, in the smallest unit anybody uses; above it sums would lose single persons."""


def read_occupations(path: Path, problems: list[Problem]) -> Occupations | None:
    """Read `id,employment,auto_prob`.

    Parameters
    ----------
    path
        The CSV file.
    problems
        Gets every fault found.

    Returns
    -------
    Occupations or None
        None when the list of occupations itself is not known; with any other fault the numbers are not to be used.
    """
    found: list[Problem] = []
    rows = read_rows(path, OCCUPATION_COLUMNS, found)
    is_whole = rows is not None and not found
    rows = rows or []
    keys = _unique_keys(path, rows, found)
    employment = [read_number(path, row, "employment", _is_employment, found) for row in rows]
    auto_prob = [read_number(path, row, "auto_prob", _is_probability, found) for row in rows]
    problems += in_order_of_lines(found)
    if not is_whole:
        return None
    return Occupations(keys, np.array(employment), np.array(auto_prob))


def read_edges(
    path: Path, occupations: Occupations | None, occupations_path: Path, problems: list[Problem]
) -> Edges | None:
    """Read `source,target,weight`.

    Parameters
    ----------
    path
        The CSV file.
    occupations
        The occupations the edges connect; None when they could not be read, so that names are not checked.
    occupations_path
        Their file, for messages.
    problems
        Gets every fault found.

    Returns
    -------
    Edges or None
        None when something is wrong.
    """
    found: list[Problem] = []
    rows = read_rows(path, EDGE_COLUMNS, found) or []
    weight = np.array([read_number(path, row, "weight", _is_weight, found) for row in rows])
    _check_unique_edges(path, rows, found)
    edges = None
    if occupations is not None:
        place_of = {key: place for place, key in enumerate(occupations.keys)}
        source, target = (
            np.array([_place(path, row, column, place_of, occupations_path, found) for row in rows])
            for column in ("source", "target")
        )
        edges = Edges(source, target, weight)
        if not found:
            found += _dead_ends(path, occupations, edges)
    problems += in_order_of_lines(found)
    return None if found else edges


def _unique_keys(path: Path, rows: list[Row], problems: list[Problem]) -> tuple[str, ...]:
    first: dict[str, int] = {}
    for row in rows:
        key = row.cells["id"]
        place = Place(str(path), row.line, "id")
        if not key:
            problems.append(problem("csv.empty_cell", where=place))
        elif key in first:
            problems.append(problem("reference.id_twice", where=place, found=key, first=first[key]))
        first.setdefault(key, row.line)
    return tuple(row.cells["id"] for row in rows)


def _check_unique_edges(path: Path, rows: list[Row], problems: list[Problem]) -> None:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        source, target = row.cells["source"], row.cells["target"]
        if (source, target) in first:
            place = Place(str(path), row.line)
            problems.append(
                problem(
                    "reference.edge_twice", where=place, source=source, target=target, first=first[(source, target)]
                )
            )
        first.setdefault((source, target), row.line)


def _place(
    path: Path, row: Row, column: str, place_of: dict[str, int], occupations_path: Path, problems: list[Problem]
) -> int:
    """Return the place of an occupation in the list, or note that it is not there."""
    key = row.cells[column]
    if key in place_of:
        return place_of[key]
    where = Place(str(path), row.line, column)
    if not key:
        problems.append(problem("csv.empty_cell", where=where))
    else:
        suggestion = nearest(key, place_of)
        problems.append(
            problem("reference.unknown_id", where=where, found=key, file=str(occupations_path), suggestion=suggestion)
        )
    return 0


def _dead_ends(path: Path, occupations: Occupations, edges: Edges) -> list[Problem]:
    """Return a fault for each occupation from which nothing can be reached."""
    leads_on = edges.weight > 0
    if self_loops_added(edges):
        leads_on &= edges.source != edges.target
    n_edges = np.bincount(edges.source[leads_on], minlength=len(occupations.keys))
    return [
        problem("reference.no_edges", where=str(path), found=occupations.keys[place])
        for place in np.flatnonzero(n_edges == 0)
    ]


def _is_employment(value: float, place: Place) -> Problem | None:
    if 0 <= value <= LARGEST_EMPLOYMENT:
        return None
    return problem("reference.employment", where=place, largest=LARGEST_EMPLOYMENT, found=value)


def _is_probability(value: float, place: Place) -> Problem | None:
    return None if 0 <= value <= 1 else problem("reference.auto_prob", where=place, found=value)


def _is_weight(value: float, place: Place) -> Problem | None:
    return None if value >= 0 else problem("reference.weight", where=place, found=value)
