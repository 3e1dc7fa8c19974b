"""Tables that read well on a screen and are Markdown at the same time."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple

NANO = 1e-9
MEGA, GIGA = 1e6, 1e9


class Table(NamedTuple):
    """A heading, rows of text, and a note below."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def __str__(self) -> str:
        """Return the table as aligned Markdown; all columns but the first stand to the right."""
        widths = [max(len(row[place]) for row in (self.head, *self.rows)) for place in range(len(self.head))]
        ruler = [f":{'-' * (widths[0] - 1)}", *(f"{'-' * (width - 1)}:" for width in widths[1:])]
        lines = [_line(self.head, widths), f"| {' | '.join(ruler)} |", *(_line(row, widths) for row in self.rows)]
        text = f"## {self.title}\n\n" + "\n".join(lines)
        return f"{text}\n\n{self.note}" if self.note else text


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = [cells[0].ljust(widths[0])]
    aligned += [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join(aligned)} |"


def spread(values: Sequence[float], unit: float, digits: int = 1) -> tuple[str, str, str]:
    """Return least, median and most, in a unit."""
    chosen = (min(values), statistics.median(values), max(values))
    return tuple(f"{value / unit:.{digits}f}" for value in chosen)  # type: ignore[return-value]
