"""Every figure of a report as a workbook: a sheet per figure, with numbers to count on with."""

from __future__ import annotations

import io
import math
import re
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from houvast.reports.document import Document, Figure, Table

LONGEST_NAME = 31
"""Longest name of a sheet that spreadsheet programs take."""
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook must say when it was made; this says nothing."""
WIDEST, NARROWEST = 60, 12
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_workbook(document: Document) -> bytes:
    """Write the tables of a report as an XLSX file.

    Parameters
    ----------
    document
        The report.

    Returns
    -------
    bytes
        A workbook: first a list of its sheets with the sentence of each figure, then a sheet per figure that has a
        table. Cells are numbers where the table knows them, and text elsewhere.
    """
    buffer = io.BytesIO()
    # No formulas: a text that begins with = is a text. No time of making: the same report is the same file.
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": ALWAYS})
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    front = book.add_worksheet(_sheet_name(document.labels["contents"], set()))
    front.set_column(0, 0, NARROWEST * 2)
    front.set_column(1, 1, WIDEST * 2, wrap)
    for row, text in enumerate((document.title, document.subtitle, document.footer)):
        front.write_string(row, 0, text, bold if row == 0 else None)
    taken = {front.get_name().lower()}
    row = len((document.title, document.subtitle, document.footer)) + 1
    for section in document.sections:
        for figure in section.figures:
            if not figure.tables:
                continue
            name = _sheet_name(figure.key, taken)
            taken.add(name.lower())
            _write_figure(book.add_worksheet(name), figure, bold)
            front.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            front.write_string(row, 1, figure.sentence)
            row += 1
    book.close()
    return buffer.getvalue()


def _write_figure(sheet: Any, figure: Figure, bold: Any) -> None:
    sheet.write_string(0, 0, figure.sentence, bold)
    sheet.write_string(1, 0, figure.source)
    row = 2
    for table in figure.tables:
        row = _write_table(sheet, table, row + 1, bold)
    widths = [len(cell) for table in figure.tables for cells in (table.columns, *table.rows) for cell in cells[:1]]
    sheet.set_column(0, 0, min(max([*widths, NARROWEST]), WIDEST))


def _write_table(sheet: Any, table: Table, row: int, bold: Any) -> int:
    """Write a table from a row on and return the row after it."""
    sheet.write_string(row, 0, table.caption)
    for column, name in enumerate(table.columns):
        sheet.write_string(row + 1, column, name, bold)
    row += 2
    for cells in table.values or table.rows:
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None and math.isfinite(cell):
                sheet.write_number(row, column, cell)
        row += 1
    return row


def _sheet_name(text: str, taken: set[str]) -> str:
    name = _FORBIDDEN.sub("-", text)[:LONGEST_NAME]
    number = 2
    while name.lower() in taken:
        ending = f" {number}"
        name = name[: LONGEST_NAME - len(ending)] + ending
        number += 1
    return name
