"""Pictures in a page: charts drawn for a template, and the one place where text made here counts as markup."""

from __future__ import annotations

import re
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from houvast.reports.document import Figure
from houvast.reports.drawing import draw_svg

ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def picture(specification: dict[str, Any], language: str) -> SafeString:
    """Return a chart as SVG that says nothing itself: the element around it describes the whole.

    It goes into the page as it is: it was drawn here, and texts in it were escaped when it was drawn.
    """
    svg = ROLES.sub("", draw_svg(specification, language)).replace("<svg", '<svg aria-hidden="true"', 1)
    return mark_safe(svg)  # noqa: S308 - drawn here, see above


def drawn_figure(figure: Figure, language: str) -> dict[str, Any]:
    """Return a figure with its chart drawn, for a template."""
    if figure.chart is None:
        return {"figure": figure, "svg": "", "description": ""}
    svg = picture(figure.chart.specification, language)
    return {"figure": figure, "svg": svg, "description": figure.chart.description}
