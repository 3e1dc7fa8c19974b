"""Charts as Vega-Lite specifications, drawn with Altair: few kinds, one look.

Every kind says its labels on the spot instead of in a legend, keeps grid lines faint, and repeats what a colour says by
a dash, a shape or a place, so that a chart survives grey print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from houvast.reports.palette import ACCENT, PAPER, QUIET, RULE, SOFT, TEXT, Ink

FONT = "Houvast Sans"
WIDTH_PX = 640
LINE_HEIGHT_PX = 250
ROW_HEIGHT_PX = 24
LABEL_SPACE_PX = 170
NAME_SPACE_PX = 320
PANEL_GAP_PX = 28
TEXT_SIZE_PX = 13
AXIS_ROOM = 0.08
PADDING_PX = {"left": 0, "top": 6, "bottom": 4, "right": 4}
LOOK: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": TEXT_SIZE_PX,
        "labelColor": SOFT.light,
        "labelFont": FONT,
        "gridColor": RULE.light,
        "domainColor": RULE.light,
        "tickColor": RULE.light,
    },
    "text": {"font": FONT},
}
"""The configuration that all charts share."""
"""Empty space above and below the lines, as a share of what they span."""
FARTHEST_DEVIATION = 4.0
"""Beyond four times what is allowed a point stands at the edge of its chart."""
FEW_POINTS = 20
"""Lines with at most so many points show each of them."""


@dataclass(frozen=True)
class Line:
    """One line in time: its name, how it is drawn, and its points (date, value)."""

    label: str
    ink: Ink
    points: tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class Row:
    """One row of a chart with names on the left: its value, what is printed with it, a value to compare with."""

    label: str
    value: float
    text: str
    before: float | None = None
    ink: Ink = ACCENT
    is_faint: bool = False


@dataclass(frozen=True)
class Span:
    """One row that runs from a low to a high value, with a middle."""

    label: str
    low: float
    middle: float
    high: float
    text: str


@dataclass(frozen=True)
class Deviation:
    """One row of a chart of deviations: where a figure lies between the edges of what is allowed, -1 and 1."""

    label: str
    value: float
    error: float
    """Half the length of its error bar, on the same scale."""
    text: str
    ink: Ink = ACCENT


def lines(series: Sequence[Line], value_format: str, from_zero: bool = False) -> dict[str, Any]:
    """Lines in time, named at their right end.

    Parameters
    ----------
    series
        The lines, at least one with at least one point.
    value_format
        Format of the value axis (d3), for example ".1%".
    from_zero
        Start the value axis at 0.
    """
    low, high = _value_domain(series, from_zero)
    last_day = max(line.points[-1][0] for line in series)
    values = [
        {"day": day.isoformat(), "value": value, "line": line.label, "mark": _has_mark(day, line)}
        for line in series
        for day, value in line.points
    ]
    names = [line.label for line in series]
    stroke = alt.Color("line:N", legend=None, scale=alt.Scale(domain=names, range=[line.ink.light for line in series]))
    dash = alt.StrokeDash(
        "line:N", legend=None, scale=alt.Scale(domain=names, range=[list(line.ink.dash) or [1, 0] for line in series])
    )
    shape = alt.Shape("line:N", legend=None, scale=alt.Scale(domain=names, range=[line.ink.shape for line in series]))
    x = alt.X("day:T", axis=alt.Axis(title=None, format="%Y", tickCount="year", grid=False, labelOverlap=True))
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[low, high], nice=False),
        axis=alt.Axis(title=None, format=value_format, tickCount=5),
    )
    base = alt.Chart(data_of(values))
    drawn = base.mark_line(strokeWidth=2).encode(x, y, stroke, dash)
    marks = base.transform_filter("datum.mark").mark_point(filled=True, size=34, opacity=1).encode(x, y, stroke, shape)
    ends = [
        {"day": last_day.isoformat(), "value": place, "line": line.label}
        for line, place in zip(series, label_places(series, low, high), strict=True)
    ]
    labels = (
        alt.Chart(data_of(ends))
        .mark_text(align="left", dx=8, fontSize=TEXT_SIZE_PX, fontWeight=600, limit=LABEL_SPACE_PX)
        .encode(x, y, alt.Text("line:N"), stroke)
    )
    # A line alone is named by its title; its chart may use the room.
    layers, room = ([drawn, marks], 0) if len(series) == 1 else ([drawn, marks, labels], LABEL_SPACE_PX)
    return finished(alt.layer(*layers).properties(width=WIDTH_PX - room, height=LINE_HEIGHT_PX))


def bars(rows: Sequence[Row], value_format: str) -> dict[str, Any]:
    """Horizontal bars from zero with their value printed at the end; values below zero run to the left."""
    values = [_row_values(row) for row in rows]
    base = alt.Chart(data_of(values))
    y = row_axis([row.label for row in rows])
    x = alt.X("value:Q", scale=_bar_domain(rows), axis=alt.Axis(title=None, format=value_format, tickCount=5))
    colour = alt.Color("ink:N", scale=None, legend=None)
    drawn = base.mark_bar(height=ROW_HEIGHT_PX * 0.58).encode(
        x, y, colour, alt.Opacity("opacity:Q", scale=None, legend=None)
    )
    to_the_right = (
        base.transform_filter("datum.value >= 0")
        .mark_text(align="left", dx=5, fontSize=TEXT_SIZE_PX, color=TEXT.light)
        .encode(x, y, alt.Text("text:N"))
    )
    to_the_left = (
        base.transform_filter("datum.value < 0")
        .mark_text(align="right", dx=-5, fontSize=TEXT_SIZE_PX, color=TEXT.light)
        .encode(x, y, alt.Text("text:N"))
    )
    zero = alt.Chart(data_of([{"value": 0}])).mark_rule(color=SOFT.light, strokeWidth=1).encode(x)
    chart = alt.layer(drawn, zero, to_the_right, to_the_left)
    return finished(chart.properties(width=WIDTH_PX - LABEL_SPACE_PX, height=ROW_HEIGHT_PX * len(rows)))


def before_and_after(panels: Sequence[tuple[str, Sequence[Row]]], value_format: str) -> dict[str, Any]:
    """Two points per row, hollow for the first year and filled for the last, joined by a line.

    Parameters
    ----------
    panels
        Title and rows of each panel; panels stand side by side and share their row names.
    value_format
        Format of the value axes (d3).
    """
    names = _shared_names([[row.label for row in rows] for _, rows in panels])
    space = WIDTH_PX - LABEL_SPACE_PX - PANEL_GAP_PX * (len(panels) - 1)
    drawn = [
        _moves(rows, names, value_format, is_first=index == 0).properties(
            width=space // len(panels),
            height=ROW_HEIGHT_PX * len(names),
            title=alt.TitleParams(
                title if len(panels) > 1 else "",
                anchor="start",
                fontSize=TEXT_SIZE_PX,
                fontWeight=600,
                color=TEXT.light,
                font=FONT,
                offset=8,
            ),
        )
        for index, (title, rows) in enumerate(panels)
    ]
    return finished(drawn[0] if len(drawn) == 1 else alt.hconcat(*drawn, spacing=PANEL_GAP_PX))


def _shared_names(panels: Sequence[Sequence[str]]) -> list[str]:
    """Names of the rows of all panels, in the order of the panel that has most; a panel may lack some."""
    longest = max(panels, key=len)
    return [*longest, *(name for panel in panels for name in panel if name not in longest)]


def _moves(rows: Sequence[Row], names: Sequence[str], value_format: str, is_first: bool) -> Any:
    base = alt.Chart(data_of([_row_values(row) for row in rows]))
    y = row_axis(names, has_names=is_first)
    numbers = [number for row in rows for number in (row.value, row.before) if number is not None]
    room = (max(numbers) - min(numbers) or abs(max(numbers)) or 1) * AXIS_ROOM * 2
    scale = alt.Scale(domain=[min(numbers) - room / 2, max(numbers) + 2 * room], nice=False, zero=False)
    axis = alt.Axis(title=None, format=value_format, tickCount=4, orient="bottom")
    opacity = alt.Opacity("opacity:Q", scale=None, legend=None)
    colour = alt.Color("ink:N", scale=None, legend=None)
    x, x2 = alt.X("value:Q", scale=scale, axis=axis), alt.X2("before:Q")
    moved = base.transform_filter("isValid(datum.before)")
    joined = moved.mark_rule(strokeWidth=2).encode(x, x2, y, colour, opacity)
    hollow = moved.mark_point(size=58, filled=True, fill=PAPER.light, strokeWidth=2, opacity=1).encode(
        alt.X("before:Q", scale=scale, axis=axis), y, alt.Stroke("ink:N", scale=None, legend=None)
    )
    filled = base.mark_point(size=70, filled=True).encode(x, y, colour, opacity)
    labels = (
        base.transform_calculate(place="isValid(datum.before) ? max(datum.value, datum.before) : datum.value")
        .mark_text(align="left", dx=9, fontSize=TEXT_SIZE_PX, color=TEXT.light)
        .encode(alt.X("place:Q", scale=scale, axis=axis), y, alt.Text("text:N"))
    )
    return alt.layer(joined, hollow, filled, labels)


def spans(rows: Sequence[Span], value_format: str) -> dict[str, Any]:
    """A bar from low to high per row with a mark at the middle."""
    values = [
        {"label": row.label, "low": row.low, "middle": row.middle, "high": row.high, "text": row.text} for row in rows
    ]
    base = alt.Chart(data_of(values))
    y = row_axis([row.label for row in rows])
    top = max(row.high for row in rows)
    scale = alt.Scale(domain=[0, top * (1 + 2 * AXIS_ROOM)], nice=False)
    axis = alt.Axis(title=None, format=value_format, tickCount=5)
    bar = base.mark_bar(height=ROW_HEIGHT_PX * 0.3, color=QUIET.light, opacity=0.55).encode(
        alt.X("low:Q", scale=scale, axis=axis), alt.X2("high:Q"), y
    )
    tick = base.mark_point(filled=True, size=60, color=ACCENT.light, opacity=1).encode(
        alt.X("middle:Q", scale=scale, axis=axis), y
    )
    labels = base.mark_text(align="left", dx=6, fontSize=TEXT_SIZE_PX, color=TEXT.light).encode(
        alt.X("high:Q", scale=scale, axis=axis), y, alt.Text("text:N")
    )
    chart = alt.layer(bar, tick, labels)
    return finished(chart.properties(width=WIDTH_PX - LABEL_SPACE_PX, height=ROW_HEIGHT_PX * len(rows)))


def deviations(rows: Sequence[Deviation]) -> dict[str, Any]:
    """Points with error bars against a band of what is allowed; the band runs from -1 to 1.

    Parameters
    ----------
    rows
        One per figure. Points and bars beyond the edge of the chart stand at the edge.
    """
    edge = min(max(2.0, *(abs(row.value) + row.error for row in rows)), FARTHEST_DEVIATION)
    at_most = {row.label: [min(max(row.value + step * row.error, -edge), edge) for step in (-1, 0, 1)] for row in rows}
    values = [
        {
            "label": row.label,
            **dict(zip(("low", "value", "high"), at_most[row.label], strict=True)),
            "text": row.text,
            "ink": row.ink.light,
            "shape": row.ink.shape,
        }
        for row in rows
    ]
    height = ROW_HEIGHT_PX * len(rows)
    scale = alt.Scale(domain=[-edge, edge], nice=False)
    signed = "datum.value == 0 ? '0' : format(datum.value, '+d')"
    axis = alt.Axis(title=None, values=[-1, 0, 1], labelExpr=signed, grid=False)
    x, y = alt.X("value:Q", scale=scale, axis=axis), row_axis([row.label for row in rows])
    band = alt.Chart(data_of([{"from": -1, "to": 1}])).mark_rect(color=RULE.light, opacity=0.55)
    band = band.encode(alt.X("from:Q", scale=scale), alt.X2("to:Q"), y=alt.value(0), y2=alt.value(height))
    zero = alt.Chart(data_of([{"value": 0}])).mark_rule(color=SOFT.light, strokeWidth=1).encode(x)
    base = alt.Chart(data_of(values))
    colour = alt.Color("ink:N", scale=None, legend=None)
    rules = base.mark_rule(strokeWidth=2).encode(alt.X("low:Q", scale=scale), alt.X2("high:Q"), y, colour)
    shape = alt.Shape("shape:N", scale=None, legend=None)
    points = base.mark_point(filled=True, size=60, opacity=1).encode(x, y, colour, shape)
    texts = base.mark_text(align="left", dx=8, fontSize=TEXT_SIZE_PX, color=TEXT.light)
    texts = texts.encode(y, alt.Text("text:N"), x=alt.value(WIDTH_PX - NAME_SPACE_PX))
    chart = alt.layer(band, zero, rules, points, texts)
    return finished(chart.properties(width=WIDTH_PX - NAME_SPACE_PX, height=height))


def _has_mark(day: date, line: Line) -> bool:
    """A point at every yearly value, or once in two years on a denser line."""
    return len(line.points) <= FEW_POINTS or (day.month == line.points[0][0].month and day.year % 2 == 0)


def _row_values(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "value": row.value,
        "before": row.before,
        "text": row.text,
        "ink": row.ink.light,
        "opacity": 0.45 if row.is_faint else 1,
    }


def row_axis(labels: Sequence[str], has_names: bool = True) -> alt.Y:
    """The axis of a chart with names on the left, in the order given."""
    axis = alt.Axis(
        title=None, labels=has_names, labelLimit=NAME_SPACE_PX, domain=False, ticks=False, grid=False, labelPadding=8
    )
    return alt.Y("label:N", scale=alt.Scale(domain=list(labels)), axis=axis)


def _bar_domain(rows: Sequence[Row]) -> alt.Scale:
    low, high = min(0.0, *(row.value for row in rows), 0), max(0.0, *(row.value for row in rows), 0)
    room = (high - low or 1) * AXIS_ROOM * 2
    return alt.Scale(domain=[low - room if low < 0 else 0, high + room if high > 0 else 0], nice=False)


def _value_domain(series: Sequence[Line], from_zero: bool) -> tuple[float, float]:
    numbers = [value for line in series for _, value in line.points]
    low, high = (0.0 if from_zero else min(numbers)), max(numbers)
    room = (high - low or abs(high) or 1) * AXIS_ROOM
    return (low if from_zero else low - room), high + room


def label_places(series: Sequence[Line], low: float, high: float, height_px: int = LINE_HEIGHT_PX) -> list[float]:
    """Heights for the names at the ends of the lines, pushed apart until none covers another."""
    gap = (high - low) * (TEXT_SIZE_PX + 2) / height_px
    order = sorted(range(len(series)), key=lambda index: series[index].points[-1][1])
    places = [series[index].points[-1][1] for index in order]
    for above in range(1, len(places)):
        places[above] = max(places[above], places[above - 1] + gap)
    excess = places[-1] - (high - gap / 2)
    if excess > 0:
        places[-1] -= excess
        for below in range(len(places) - 2, -1, -1):
            places[below] = min(places[below], places[below + 1] - gap)
    heights = [0.0] * len(series)
    for position, index in enumerate(order):
        heights[index] = places[position]
    return heights


def data_of(values: Sequence[Mapping[str, Any]]) -> alt.Data:
    """Return the data of a layer; as a tuple, for every step of putting a chart together copies lists deeply."""
    return alt.Data(values=tuple(values))


def finished(chart: Any) -> dict[str, Any]:
    """The one look of all charts, as a plain specification."""
    # Somebody waits: holding a chart against the schema of Vega-Lite takes longer than drawing it, and each `configure`
    # copies all its data. Tests hold charts against the schema.
    specification: dict[str, Any] = chart.to_dict(validate=False)
    config = specification.setdefault("config", {})
    for part, values in LOOK.items():
        config[part] = {**config.get(part, {}), **values} if isinstance(values, dict) else values
    return {**specification, "padding": dict(PADDING_PX)}
