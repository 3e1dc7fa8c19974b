"""The report as one HTML file that needs nothing outside itself: no network, no fonts from elsewhere, no script."""

from __future__ import annotations

import base64
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from houvast.reports.document import Document
from houvast.reports.drawing import svg_for_page
from houvast.reports.palette import ACCENT, PAPER, RULE, SOFT, TEXT, all_inks

FONT_WEIGHTS = ("400", "600")


def draw_page(document: Document, pictures: dict[str, str]) -> str:
    """Draw a report as HTML.

    Parameters
    ----------
    document
        The report.
    pictures
        The drawn chart (SVG) of each figure that has one, by key of the figure.

    Returns
    -------
    str
        A complete HTML page that works in light, dark and print.
    """
    environment = Environment(
        loader=PackageLoader("houvast.reports", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    style = environment.get_template("report.css.j2").render(
        fonts={weight: _font(weight) for weight in FONT_WEIGHTS},
        inks={ink.light: ink for ink in all_inks()}.values(),
        text=TEXT,
        soft=SOFT,
        rule=RULE,
        paper=PAPER,
        accent=ACCENT,
    )
    described = {
        figure.key: svg_for_page(pictures[figure.key], figure.chart.description)
        for section in document.sections
        for figure in section.figures
        if figure.chart is not None
    }
    # Style and pictures are our own output, not text of the document, so they go in as they are.
    return environment.get_template("report.html.j2").render(document=document, style=_as_is(style), pictures=described)


def _font(weight: str) -> str:
    path = files("houvast.reports") / "fonts" / f"houvast-sans-{weight}.ttf"
    return base64.b64encode(path.read_bytes()).decode()


def _as_is(text: str) -> str:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704
