"""What the reports of the flex instrument share: both languages, the frame of a document, the files it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from altair.utils.schemapi import debug_mode

from houvast.reports.document import Document, Section, Table
from houvast.reports.numbers import Notation
from houvast.reports.page import draw_page
from houvast.reports.paper import set_paper
from houvast.reports.workbook import write_workbook
from houvast.reports.writing import draw_charts
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY

Given = ParamSpec("Given")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def quick_charts(make: Callable[Given, Document]) -> Callable[Given, Document]:
    """Make a report without checking every part of every chart against a schema: most of the time, and for tests."""

    @wraps(make)
    def made(*given: Given.args, **named: Given.kwargs) -> Document:
        with debug_mode(arg=False):
            return make(*given, **named)

    return made


class Teller:
    """Says things in one language, numbers in its notation."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.notation = Notation(language)

    def say(self, nl: str, en: str) -> str:
        """The sentence in the language of the report."""
        return nl if self.language == "nl" else en

    def security(self, key: str) -> str:
        """Name of one of the four securities."""
        return OUTCOME_BY_KEY[f"{key}_security"].name(self.language)

    def number(self, value: float, places: int = 0) -> str:
        """A number."""
        return self.notation.number(value, places)

    def document(self, title: str, subtitle: str, cautions: tuple[str, ...], sections: tuple[Section, ...]) -> Document:
        """Frame sections as a report."""
        labels = {
            "contents": self.say("Inhoud", "Contents"),
            "skip": self.say("Naar de inhoud", "Skip to content"),
            "cautions": self.say("Vooraf", "Before you read"),
        }
        return Document(self.language, title, plain_name(subtitle), cautions, sections, "Houvast flex", labels)


def table(
    caption: str, columns: tuple[str, ...], rows: list[tuple[str | float, ...]], teller: Teller, places: int = 1
) -> Table:
    """A table whose numbers stand as text on the page and as numbers in the workbook."""
    words = frozenset(
        place for place in range(len(columns)) if place == 0 or any(isinstance(row[place], str) for row in rows)
    )
    texts = tuple(tuple(cell if isinstance(cell, str) else teller.number(cell, places) for cell in row) for row in rows)
    return Table(caption, columns, texts, words, tuple(tuple(row) for row in rows))


def plain_name(text: str) -> str:
    """A name as somebody typed it, without what no page can show."""
    return CONTROL.sub("", text)


def report_files(document: Document, name: str, pdf: bool) -> dict[str, bytes]:
    """The files of a report: one HTML page, a workbook with a sheet per figure and, if wanted, a PDF."""
    pictures = draw_charts(document)
    files = {
        f"{name}-{document.language}.html": draw_page(document, pictures).encode(),
        f"{name}-{document.language}.xlsx": write_workbook(document),
    }
    if pdf:
        files[f"{name}-{document.language}.pdf"] = set_paper(document, pictures)
    return files
