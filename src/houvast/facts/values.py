"""Turn the written value and range of a fact into arrays in the order of its classifications."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from houvast.facts.classifications import Classification
from houvast.facts.entries import FloatArray
from houvast.facts.fields import Fields
from houvast.facts.located import Faults, Located, read_number
from houvast.facts.tables import Table, Tables
from houvast.vocabulary.errors import Both, Place, nearest

_A_NUMBER = Both("één getal", "one number")
_A_RANGE = Both("[laagste, hoogste]", "[lowest, highest]")
_BLANK = ("", "NA", "na")


@dataclass(frozen=True)
class Shape:
    """What a value of one fact looks like: its name, its classifications, and whether it may have gaps."""

    name: str
    classifications: tuple[Classification, ...]
    allow_missing: bool
    tables: Tables
    faults: Faults

    @property
    def lengths(self) -> tuple[int, ...]:
        """The number of groups along each classification."""
        return tuple(len(each) for each in self.classifications)

    def cells(self, node: Located) -> "Cells":
        """Return empty cells (NaN) with the place of `node` in each."""
        values = np.full(self.lengths, np.nan)
        return Cells(values, np.full(self.lengths, node.place, dtype=object))


@dataclass(frozen=True)
class Cells:
    """Numbers and, for each, the place it stands; for messages about one cell."""

    values: FloatArray
    places: np.ndarray


def read_value(node: Located, shape: Shape) -> Cells | None:
    """Return the numbers under `value:`, or note faults and return None.

    Parameters
    ----------
    node
        One number, a mapping per group (nested for more classifications), or `{table: FILE.csv}`.
    shape
        The classifications the numbers belong to.
    """
    before = len(shape.faults.problems)
    cells = shape.cells(node)
    if node.mapping is not None and "table" in node.mapping:
        _fill_from_table(node, shape, cells)
    else:
        _fill(node, shape, 0, (), _number_into(cells, shape))
        _note_gaps_in_mapping(node, shape, 0)
    return cells if len(shape.faults.problems) == before else None


def read_range(node: Located, shape: Shape) -> tuple[FloatArray, FloatArray] | None:
    """Return the lowest and highest numbers under `range:`, or note faults and return None.

    One pair holds for all groups; a mapping gives a pair per group, and a group left out has none (NaN).
    """
    before = len(shape.faults.problems)
    low, high = shape.cells(node).values, shape.cells(node).values

    def pair_into(leaf: Located, where: tuple[int, ...]) -> None:
        pair = _pair(leaf, shape)
        if pair is not None:
            low[where], high[where] = pair

    _fill(node, shape, 0, (), pair_into)
    return (low, high) if len(shape.faults.problems) == before else None


def _fill(
    node: Located,
    shape: Shape,
    depth: int,
    where: tuple[int, ...],
    put: Callable[[Located, tuple[int, ...]], None],
) -> None:
    """Walk nested mappings along the classifications and `put` each leaf; a leaf above the bottom covers all below."""
    if node.mapping is None or depth == len(shape.classifications):
        put(node, where)
        return
    classification = shape.classifications[depth]
    for key, child in node.mapping.items():
        if key in classification.keys:
            _fill(child, shape, depth + 1, (*where, classification.index(key)), put)
        else:
            _note_unknown_group(key, classification, child.place, shape.faults)


def _number_into(cells: Cells, shape: Shape) -> Callable[[Located, tuple[int, ...]], None]:
    def put(leaf: Located, where: tuple[int, ...]) -> None:
        cells.places[where] = leaf.place
        if leaf.is_null and shape.allow_missing:
            return
        wanted = len(shape.classifications)
        if not isinstance(leaf.value, str) or len(where) < wanted:
            expected = _A_NUMBER if len(where) == wanted else _per_group(shape.classifications[len(where)])
            shape.faults.add(
                "facts.wrong_form",
                leaf.place,
                name=shape.name,
                expected=expected,
                found=leaf.shown(),
            )
            return
        number = read_number(leaf.value, leaf.place, shape.faults)
        if number is not None:
            cells.values[where] = number

    return put


def _per_group(classification: Classification) -> Both:
    return Both(
        f"een getal per groep van {classification.name}",
        f"a number per group of {classification.name}",
    )


def _pair(leaf: Located, shape: Shape) -> tuple[float, float] | None:
    texts = [each.text for each in leaf.items or []]
    if len(texts) != 2 or None in texts:
        shape.faults.add(
            "facts.wrong_form",
            leaf.place,
            name=f"{shape.name}, range",
            expected=_A_RANGE,
            found=leaf.shown(),
        )
        return None
    ends = [read_number(text or "", leaf.place, shape.faults) for text in texts]
    if ends[0] is None or ends[1] is None:
        return None
    if ends[0] > ends[1]:
        shape.faults.add("facts.range_reversed", leaf.place, found=tuple(ends))
        return None
    return ends[0], ends[1]


def _note_gaps_in_mapping(node: Located, shape: Shape, depth: int) -> None:
    if shape.allow_missing or node.mapping is None or depth == len(shape.classifications):
        return
    classification = shape.classifications[depth]
    for key in classification.keys:
        if key not in node.mapping:
            _note_missing_group(key, classification, node.place, shape)
        else:
            _note_gaps_in_mapping(node.mapping[key], shape, depth + 1)


def _note_missing_group(key: str, classification: Classification, place: Place, shape: Shape) -> None:
    shape.faults.add("facts.missing_group", place, name=shape.name, found=key, classification=classification.name)


def _note_unknown_group(key: str, classification: Classification, place: Place, faults: Faults) -> None:
    faults.add(
        "facts.unknown_group",
        place,
        found=key,
        classification=classification.name,
        suggestion=nearest(key, classification.keys),
    )


def _fill_from_table(node: Located, shape: Shape, cells: Cells) -> None:
    fields = Fields(shape.name, node, shape.faults)
    fields.check_keys(("table",), ("column",))
    file, column = fields.text("table"), fields.text("column")
    table = None if file is None else shape.tables.get(file, node.place)
    if table is None:
        return
    dimensions = len(shape.classifications)
    if dimensions == 0 or dimensions > 2 or (dimensions == 2 and column is not None):
        shape.faults.add("facts.table_shape", node.place, name=shape.name, found=dimensions)
    elif dimensions == 1:
        _fill_column(table, column or "value", node.place, shape, cells)
    else:
        _fill_square(table, shape, cells)


def _fill_column(table: Table, column: str, asked_at: Place, shape: Shape, cells: Cells) -> None:
    """One classification: the first column holds the codes, the column named holds the numbers."""
    if column not in table.header[1:]:
        shape.faults.add(
            "facts.table_column_missing",
            asked_at,
            found=column,
            expected=table.header[1:],
            suggestion=nearest(column, table.header[1:]),
        )
        return
    at = table.header.index(column)
    for row_code, line, row in _coded_rows(table, shape):
        _cell_into(row[at], table.place(line, column), shape, cells, (row_code,))


def _fill_square(table: Table, shape: Shape, cells: Cells) -> None:
    """Two classifications: rows by the first, columns by the second; the header holds the column codes."""
    across = shape.classifications[1]
    column_at: dict[int, int] = {}
    for at, key in enumerate(table.header):
        if at > 0 and key not in across.keys:
            _note_unknown_group(key, across, table.place(), shape.faults)
        elif at > 0:
            column_at[at] = across.index(key)
    for key in across.keys:
        if key not in table.header[1:] and not shape.allow_missing:
            _note_missing_group(key, across, table.place(), shape)
    for row_code, line, row in _coded_rows(table, shape):
        for at, column_code in column_at.items():
            _cell_into(row[at], table.place(line, table.header[at]), shape, cells, (row_code, column_code))


def _coded_rows(table: Table, shape: Shape) -> list[tuple[int, int, tuple[str, ...]]]:
    down = shape.classifications[0]
    code_of = {key: code for code, key in enumerate(down.keys)}
    line_of: dict[str, int] = {}
    found = []
    for line, row in table.rows:
        key = row[0]
        if key not in code_of:
            _note_unknown_group(key, down, table.place(line), shape.faults)
        elif key in line_of:
            shape.faults.add("facts.duplicate_key", table.place(line), found=key, first=line_of[key])
        else:
            line_of[key] = line
            found.append((code_of[key], line, row))
    for key in down.keys:
        if key not in line_of and not shape.allow_missing:
            _note_missing_group(key, down, table.place(), shape)
    return found


def _cell_into(text: str, place: Place, shape: Shape, cells: Cells, where: tuple[int, ...]) -> None:
    cells.places[where] = place
    if shape.allow_missing and text.strip() in _BLANK:
        return
    number = read_number(text, place, shape.faults)
    if number is not None:
        cells.values[where] = number
