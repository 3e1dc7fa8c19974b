"""The report as a PDF, or a figure as a picture, set by Typst: a typesetter in a package, no system library is needed.

The PDF is tagged (PDF/UA-1): headings, tables and descriptions of charts reach a screen reader.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import asdict
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from houvast.reports.document import Document

PAPER, PICTURE, SHARED = "report.typ", "figure.typ", "parts.typ"
"""The templates of a report and of one figure, and what both import."""
PIXELS_PER_INCH = 192
"""Of a picture: sharp on a slide."""
POINTS_PER_PIXEL = 0.66
"""Makes the widest chart as wide as the text, and the letters in all charts of one size."""
_WIDTH = re.compile(r'<svg[^>]*? width="([\d.]+)"')
CONTENT = "report.json"


def set_paper(document: Document, pictures: dict[str, str]) -> bytes:
    """Set a report as a PDF.

    Parameters
    ----------
    document
        The report.
    pictures
        The drawn chart (SVG) of each figure that has one, by key of the figure.

    Returns
    -------
    bytes
        The PDF file.
    """
    return _set(document, pictures, PAPER, format="pdf", pdf_standards=["ua-1"])


def set_picture(document: Document, pictures: dict[str, str]) -> bytes:
    """Set the figures of a document as one picture, as high as they need.

    Parameters
    ----------
    document, pictures
        As for `set_paper`; of the document no more than its figures, subtitle and footer are set.

    Returns
    -------
    bytes
        The PNG file.
    """
    return _set(document, pictures, PICTURE, format="png", ppi=PIXELS_PER_INCH)


def _set(document: Document, pictures: dict[str, str], template: str, **options: Any) -> bytes:
    resources = files("houvast.reports")
    with tempfile.TemporaryDirectory(prefix="houvast-") as folder, as_file(resources / "fonts") as fonts:
        desk = Path(folder)
        for key, svg in pictures.items():
            (desk / f"{key}.svg").write_text(svg, encoding="utf-8")
        (desk / CONTENT).write_text(json.dumps(_content(document, pictures)), encoding="utf-8")
        for name in (template, SHARED):
            (desk / name).write_bytes((resources / "templates" / name).read_bytes())
        found: bytes = typst.compile(
            str(desk / template), root=str(desk), font_paths=[str(fonts)], ignore_system_fonts=True, **options
        )
        return found


def _content(document: Document, pictures: dict[str, str]) -> dict[str, Any]:
    """The document as the template reads it: charts by file name, everything else as it is."""
    content = asdict(document)
    for section in content["sections"]:
        for figure in section["figures"]:
            chart = figure.pop("chart")
            figure["picture"] = f"{figure['key']}.svg" if figure["key"] in pictures else None
            figure["width_pt"] = _width_pt(pictures[figure["key"]]) if figure["key"] in pictures else 0
            figure["description"] = chart["description"] if chart else ""
            for table in figure["tables"]:
                table["words"] = sorted(table["words"])
                del table["values"]  # the paper prints texts
    return content


def _width_pt(svg: str) -> float:
    """Width of a chart on paper [points]."""
    found = _WIDTH.search(svg)
    return float(found[1]) * POINTS_PER_PIXEL if found else 0.0
