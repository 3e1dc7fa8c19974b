"""The report as data: what stands in it, in which order, before any page is drawn.

`houvast.reports.sections` fills this model from a result, `houvast.reports.page` draws it as one HTML file
and `houvast.reports.paper` as a PDF.
Because both draw the same model, the page and the paper cannot say different things.
Every text in here is final: chosen language, formatted numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """A small table.

    Parameters
    ----------
    caption
        What the table shows, in one phrase, with unit and period.
    columns
        Column headings; the first column names the row.
    rows
        One tuple of cell texts per row, as long as `columns`.
    words
        Positions of columns that hold words (set flush left); the others hold numbers (set flush right).
    values
        The cells as numbers instead of text, row by row, for who counts on with them; empty where a table has none.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: frozenset[int] = frozenset({0})
    values: tuple[tuple[float | str | None, ...], ...] = ()

    @property
    def is_listing(self) -> bool:
        """Whether the rows are lines of one text, such as a program."""
        return len(self.columns) == 1


@dataclass(frozen=True)
class Chart:
    """A chart as a Vega-Lite specification and its description in words for those who do not see it."""

    specification: dict[str, Any]
    description: str


@dataclass(frozen=True)
class Figure:
    """One finding: the sentence that says what is seen, the chart, the table, where it comes from."""

    key: str
    sentence: str
    measure: str = ""
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Tile:
    """One figure on the first screen, with what it means and how it moved."""

    label: str
    value: str
    meaning: str
    change: str = ""


@dataclass(frozen=True)
class Section:
    """A chapter of the report: a heading, an introduction, findings."""

    key: str
    heading: str
    introduction: tuple[str, ...] = ()
    tiles: tuple[Tile, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole report in one language.

    Parameters
    ----------
    language
        "nl" or "en".
    title, subtitle
        Name of the report and the run it describes.
    cautions
        The few things a reader must know before the first number.
    sections
        The chapters in order.
    footer
        Version and hash, repeated on every page of the paper.
    labels
        The few fixed words of the page itself (contents, source, ...).
    links
        Name and address of what lies beside the page: the paper, the data, the other language.
    """

    language: str
    title: str
    subtitle: str
    cautions: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    labels: dict[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
