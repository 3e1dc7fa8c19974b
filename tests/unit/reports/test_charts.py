"""Charts are valid specifications and say their labels on the spot."""

from __future__ import annotations

from datetime import date

import altair as alt
import pytest

from houvast.reports.charts import Deviation, Line, Row, Span, bars, before_and_after, deviations, lines, spans
from houvast.reports.drawing import draw_svg, svg_for_page
from houvast.reports.palette import SERIES

POINTS = tuple((date(2024 + month // 12, month % 12 + 1, 1), 0.04 + month / 10_000) for month in range(24))
ROWS = [Row("care", 0.1, "10%", 0.05), Row("trade", -0.05, "\N{MINUS SIGN}5%", None)]


@pytest.mark.parametrize(
    "chart",
    [
        lines([Line("one", SERIES[0], POINTS), Line("two", SERIES[1], POINTS)], ".1%"),
        bars(ROWS, ".0%"),
        before_and_after([("left", ROWS), ("right", ROWS[:1])], ".0%"),
        spans([Span("care", 0.1, 0.2, 0.4, "20%")], ".0%"),
        deviations([Deviation("care", 0.4, 0.2, "20% · 21%"), Deviation("trade", -9, 0.2, "2% · 9%")]),
    ],
    ids=["lines", "bars", "before and after", "spans", "deviations"],
)
def test_a_chart_draws_without_a_network(chart):
    """The specification holds against the schema; drawing gives a picture that refers to nothing outside."""
    alt.Chart.from_dict(chart)
    svg = draw_svg(chart, "nl")
    assert svg.startswith("<svg")
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_lines_of_one_height_have_names_apart():
    """Two lines that end at the same value keep their names readable."""
    chart = lines([Line("one", SERIES[0], POINTS), Line("two", SERIES[1], POINTS)], ".1%")
    places = [each["value"] for each in chart["layer"][2]["data"]["values"]]
    assert abs(places[0] - places[1]) > 0


def test_a_row_that_one_panel_lacks_keeps_its_place():
    """Panels side by side share their rows, so that a name on the left is right for both."""
    chart = before_and_after([("left", ROWS[:1]), ("right", ROWS)], ".0%")
    domains = [panel["layer"][0]["encoding"]["y"]["scale"]["domain"] for panel in chart["hconcat"]]
    assert domains == [["care", "trade"], ["care", "trade"]]


def test_axes_follow_the_language():
    """A Dutch axis has a decimal comma."""
    assert "4,1%" in draw_svg(lines([Line("one", SERIES[0], POINTS)], ".1%"), "nl")


def test_a_description_is_text_and_not_markup():
    """Whatever a description holds, it stays inside its attribute."""
    described = svg_for_page(draw_svg(bars(ROWS, ".0%"), "en"), 'a "quote" <b> \\1')
    assert "<b>" not in described
    assert "\\1" in described


def test_a_deviation_far_away_stands_at_the_edge():
    """One figure that is far off does not squeeze the others, and its error bar does not leave the chart."""
    chart = deviations([Deviation("near", 0.5, 0.1, ""), Deviation("far", -30, 1, "")])
    near, far = next(layer["data"]["values"] for layer in chart["layer"] if len(layer["data"]["values"]) == 2)
    low, high = chart["layer"][1]["encoding"]["x"]["scale"]["domain"]
    assert far["value"] == far["low"] == far["high"] == low
    assert low < near["low"] < near["value"] < near["high"] < high
