"""What all reports share on their way to disk: names of files, drawn charts, the facts they speak of."""

from __future__ import annotations

from typing import Any

from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.reports.document import Document
from houvast.reports.drawing import draw_svg
from houvast.vocabulary.errors import HouvastError, problem

PAGE_NAME = "report-{language}.html"
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


def draw_charts(document: Document) -> dict[str, str]:
    """Draw every chart of a report once; page and paper show the same picture."""
    return {
        figure.key: draw_svg(figure.chart.specification, document.language)
        for section in document.sections
        for figure in section.figures
        if figure.chart is not None
    }


def facts_named_by(manifest: dict[str, Any]) -> Facts:
    """Load the facts that a manifest says its outcomes rest on.

    Raises
    ------
    HouvastError
        `report.facts_missing` when they are not where they were.
    """
    name = str(manifest["facts"])
    try:
        return load_facts(name)
    except HouvastError as fault:
        if "files.missing" in fault.codes:
            raise HouvastError(problem("report.facts_missing", found=name)) from fault
        raise
