"""CSV tables of a facts folder: a header, rows of equal length, and the line of every row."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

from houvast.facts.located import Faults, read_text
from houvast.vocabulary.errors import Place, nearest


@dataclass(frozen=True)
class Table:
    """A CSV table: the header and the rows with their line numbers."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def place(self, line: int = 1, column: str | None = None) -> Place:
        """Return the place of a row, or of a cell in it."""
        return Place(self.file, line, column)


@dataclass
class Tables:
    """The tables of one folder, each read once, and which of them are used."""

    folder: Path
    faults: Faults
    _read: dict[str, Table | None] = field(default_factory=dict)

    def get(self, name: str, asked_at: Place) -> Table | None:
        """Return the table in file `name`, or note a fault at the place that asks for it."""
        if name not in self._read:
            self._read[name] = self._load(name, asked_at)
        return self._read[name]

    def note_unused(self) -> None:
        """Note a fault for each table that nothing asked for."""
        for path in sorted(self.folder.glob("*.csv")):
            if path.name not in self._read:
                self.faults.add("facts.table_unused", Place(path.name))

    def _load(self, name: str, asked_at: Place) -> Table | None:
        present = [path.name for path in self.folder.glob("*.csv")]
        if name not in present:
            self.faults.add("facts.table_missing", asked_at, found=name, suggestion=nearest(name, present))
            return None
        text = read_text(self.folder / name, name, self.faults)
        return None if text is None else _parse(name, text, self.faults)


def _parse(name: str, text: str, faults: Faults) -> Table | None:
    reader = csv.reader(text.splitlines())
    rows = [(reader.line_num, tuple(row)) for row in reader if row]
    if len(rows) <= 1:
        faults.add("facts.table_empty", Place(name))
        return None
    header = rows[0][1]
    for line, row in rows[1:]:
        if len(row) != len(header):
            faults.add("facts.table_row_length", Place(name, line), found=len(row), expected=len(header))
    return Table(name, header, tuple((line, row) for line, row in rows[1:] if len(row) == len(header)))
