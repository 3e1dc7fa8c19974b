"""From a chart's specification to a picture, on this machine, without a browser or the network."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import as_file, files
from typing import Any
from xml.sax.saxutils import quoteattr

import vl_convert

_SIZE = re.compile(r'<svg([^>]*?) width="([\d.]+)" height="([\d.]+)"')


@cache
def _fonts_known() -> bool:
    """Tell the drawing engine where the typeface of the reports is, once per process."""
    with as_file(files("houvast.reports") / "fonts") as folder:
        vl_convert.register_font_directory(str(folder))
    return True


def draw_svg(specification: dict[str, Any], language: str) -> str:
    """Draw a chart.

    Parameters
    ----------
    specification
        Vega-Lite, as made by `houvast.reports.charts`.
    language
        "nl" or "en": decides decimal comma or point on the axes.

    Returns
    -------
    str
        An SVG element with sizes in pixels; it refers to nothing outside itself.
    """
    _fonts_known()
    locale = vl_convert.get_format_locale("nl-NL" if language == "nl" else "en-GB")
    svg: str = vl_convert.vegalite_to_svg(specification, format_locale=locale)
    return svg


def svg_for_page(svg: str, description: str) -> str:
    """Make an SVG scale with the page and tell its content to those who do not see it."""
    scaling = rf'<svg\1 role="img" aria-label={_safe(description)} style="max-width:\2px"'
    return _SIZE.sub(lambda found: found.expand(scaling), svg, count=1)


def _safe(description: str) -> str:
    return quoteattr(description).replace("\\", "\\\\")
