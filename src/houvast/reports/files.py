"""A figure or a report as a file to take along: CSV, workbook, paper, picture or page."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from houvast.reports.document import Document, Figure
from houvast.reports.page import draw_page
from houvast.reports.paper import set_paper, set_picture
from houvast.reports.workbook import write_workbook
from houvast.reports.writing import draw_charts

FORMS = ("csv", "png", "xlsx", "pdf")
"""Kinds of files that a figure becomes."""


def as_file(document: Document, form: str) -> bytes:
    """Return a document as a file.

    Parameters
    ----------
    document
        What it holds.
    form
        "xlsx": a sheet per figure, among them one that says where all comes from. "pdf" and "html": the whole.
        "png": its figures, where one has a chart without the table behind it.
    """
    if form == "xlsx":
        return write_workbook(document)
    pictures = draw_charts(document)
    if form == "pdf":
        return set_paper(document, pictures)
    if form == "html":
        return draw_page(document, pictures).encode()
    sections = [replace(each, figures=tuple(map(_pictured, each.figures))) for each in document.sections]
    return set_picture(replace(document, sections=tuple(sections)), pictures)


def _pictured(figure: Figure) -> Figure:
    return figure if figure.chart is None else replace(figure, tables=())


def as_csv(figure: Figure, language: str) -> bytes:
    """Return the tables of a figure as CSV, as a spreadsheet of the language reads it.

    Texts that a spreadsheet would take for a formula get an apostrophe in front.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if language == "nl" else ",")
    for place, table in enumerate(figure.tables):
        if place:
            writer.writerow([])
        writer.writerow([_harmless(each) for each in table.columns])
        for row in table.values or table.rows:
            writer.writerow([_harmless(each) if isinstance(each, str) else _plain(each, language) for each in row])
    writer.writerow([])
    writer.writerow([_harmless(figure.sentence)])
    writer.writerow([_harmless(figure.source)])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _plain(value: float | None, language: str) -> str:
    if value is None:
        return ""
    text = f"{value:.10g}"
    return text.replace(".", ",") if language == "nl" else text


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
