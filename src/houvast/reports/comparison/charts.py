"""Charts of a comparison: the plane, paths per future on one axis, effects as coloured cells, marks by group.

They follow the rules of `houvast.reports.charts`: labels on the spot, faint grid lines, and nothing said by colour
alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import altair as alt

from houvast.reports.charts import (
    AXIS_ROOM,
    FONT,
    LABEL_SPACE_PX,
    NAME_SPACE_PX,
    PANEL_GAP_PX,
    ROW_HEIGHT_PX,
    TEXT_SIZE_PX,
    WIDTH_PX,
    Line,
    data_of,
    finished,
    label_places,
    row_axis,
)
from houvast.reports.palette import QUIET, RULE, SOFT, TEXT, Ink

PLANE_SIDE_PX = 330
PANEL_HEIGHT_PX = 150
PANELS_IN_A_ROW = 2
PLANE_EDGE = 1.4
CELL_TEXT_PX = 11
BAND_OPACITY = 0.16


@dataclass(frozen=True)
class Spot:
    """A point in the plane: its name, place and colour."""

    label: str
    across: float
    up: float
    ink: Ink


@dataclass(frozen=True)
class Path:
    """A line with a band around it: (date, low, high)."""

    line: Line
    band: tuple[tuple[date, float, float], ...] = ()


@dataclass(frozen=True)
class Panel:
    """A small chart: its title and the paths in it."""

    title: str
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table of effects: row, column, what is printed, and its ground."""

    row: str
    column: str
    text: str
    ground: Ink


@dataclass(frozen=True)
class Mark:
    """A value in a row, drawn as a point in the way of its series, with its interval if there is one."""

    row: str
    series: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """How the marks of a series are drawn."""

    label: str
    ink: Ink = field(default=QUIET)


def plane(spots: Sequence[Spot], left: str, right: str, bottom: str, top: str) -> dict[str, Any]:
    """Draw points in the plane of two axes, whose ends are named.

    Parameters
    ----------
    spots
        The points; both numbers from -1 to 1.
    left, right, bottom, top
        Names of the ends of the axes.
    """
    scale = alt.Scale(domain=[-PLANE_EDGE, PLANE_EDGE], nice=False)
    x, y = alt.X("across:Q", scale=scale, axis=None), alt.Y("up:Q", scale=scale, axis=None)
    frame = alt.Chart(data_of([{"across": -1, "up": -1, "right": 1, "top": 1}]))
    square = frame.mark_rect(filled=False, stroke=RULE.light).encode(x, y, alt.X2("right:Q"), alt.Y2("top:Q"))
    middle = alt.Chart(data_of([{"zero": 0, "from": -1, "to": 1}]))
    cross = [
        middle.mark_rule(color=SOFT.light).encode(
            alt.X("from:Q", scale=scale, axis=None), alt.X2("to:Q"), alt.Y("zero:Q", scale=scale, axis=None)
        ),
        middle.mark_rule(color=SOFT.light).encode(
            alt.Y("from:Q", scale=scale, axis=None), alt.Y2("to:Q"), alt.X("zero:Q", scale=scale, axis=None)
        ),
    ]
    values = [
        {"across": spot.across, "up": spot.up, "label": spot.label, "ink": spot.ink.light, "shape": spot.ink.shape}
        for spot in spots
    ]
    base = alt.Chart(data_of(values))
    colour, shape = alt.Color("ink:N", scale=None, legend=None), alt.Shape("shape:N", scale=None, legend=None)
    points = base.mark_point(filled=True, size=140, opacity=1).encode(x, y, colour, shape)
    high = [value for spot, value in zip(spots, values, strict=True) if spot.up > 0]
    low = [value for spot, value in zip(spots, values, strict=True) if spot.up <= 0]
    names = [
        alt.Chart(data_of(part))
        .mark_text(dy=offset, fontSize=TEXT_SIZE_PX, fontWeight=600, align="center")
        .encode(x, y, alt.Text("label:N"), colour)
        for part, offset in ((high, -TEXT_SIZE_PX - 2), (low, TEXT_SIZE_PX + 5))
    ]
    ends = [_end(left, -1, 0, "right", -8, 0), _end(right, 1, 0, "left", 8, 0)]
    ends += [_end(top, 0, PLANE_EDGE, "center", 0, 4), _end(bottom, 0, -PLANE_EDGE, "center", 0, -4)]
    layers = [square, *cross, points, *names, *(end.encode(x, y, alt.Text("label:N")) for end in ends)]
    return finished(alt.layer(*layers).properties(width=PLANE_SIDE_PX, height=PLANE_SIDE_PX))


def _end(label: str, across: float, up: float, align: Any, dx: float, dy: float) -> Any:
    base = alt.Chart(data_of([{"across": across, "up": up, "label": label}]))
    return base.mark_text(align=align, dx=dx, dy=dy, fontSize=TEXT_SIZE_PX, color=SOFT.light, lineBreak="\n")


def small_multiples(panels: Sequence[Panel], value_format: str) -> dict[str, Any]:
    """Draw paths per future side by side on one value axis, each with its band.

    Parameters
    ----------
    panels
        At least one, with at least one path each.
    value_format
        Format of the value axis (d3).
    """
    low, high = _span(panels)
    width = (WIDTH_PX - PANEL_GAP_PX * 2) // PANELS_IN_A_ROW - LABEL_SPACE_PX // 2
    drawn = [_panel(panel, low, high, value_format, width) for panel in panels]
    rows = [drawn[first : first + PANELS_IN_A_ROW] for first in range(0, len(drawn), PANELS_IN_A_ROW)]
    chart = alt.vconcat(*(alt.hconcat(*row, spacing=PANEL_GAP_PX) for row in rows), spacing=PANEL_GAP_PX)
    return finished(chart)


def _span(panels: Sequence[Panel]) -> tuple[float, float]:
    numbers = [value for panel in panels for path in panel.paths for _, value in path.line.points]
    numbers += [end for panel in panels for path in panel.paths for _, *ends in path.band for end in ends]
    low, high = min(numbers), max(numbers)
    room = (high - low or abs(high) or 1) * AXIS_ROOM
    return low - room, high + room


def _panel(panel: Panel, low: float, high: float, value_format: str, width: int) -> Any:
    x = alt.X("day:T", axis=alt.Axis(title=None, format="%Y", tickCount=4, grid=False, labelOverlap=True))
    scale = alt.Scale(domain=[low, high], nice=False)
    y = alt.Y("value:Q", scale=scale, axis=alt.Axis(title=None, format=value_format, tickCount=4))
    layers = [band(data_of(band_values(path)), path.line.ink, x, scale) for path in panel.paths if path.band]
    layers += [stroke(data_of(line_values(path.line)), path.line.ink, x, y) for path in panel.paths]
    lines = [path.line for path in panel.paths]
    if len(lines) > 1:
        places = label_places(lines, low, high, PANEL_HEIGHT_PX)
        for line, place in zip(lines, places, strict=True):
            end = {"day": line.points[-1][0].isoformat(), "value": place, "line": line.label}
            text = alt.Chart(data_of([end])).mark_text(
                align="left",
                dx=5,
                fontSize=CELL_TEXT_PX,
                fontWeight=600,
                color=line.ink.light,
                limit=LABEL_SPACE_PX / 2,
            )
            layers.append(text.encode(x, y, alt.Text("line:N")))
    return alt.layer(*layers).properties(width=width, height=PANEL_HEIGHT_PX, title=_title(panel.title))


def band(data: alt.Data | alt.NamedData, ink: Ink, x: alt.X, scale: alt.Scale) -> Any:
    """Return the band around a path, as a layer over `band_values`."""
    area = alt.Chart(data).mark_area(color=ink.light, opacity=BAND_OPACITY)
    return area.encode(x, alt.Y("low:Q", scale=scale), alt.Y2("high:Q"))


def band_values(path: Path) -> list[dict[str, Any]]:
    """Return what a band is drawn from."""
    return [{"day": day.isoformat(), "low": low, "high": high} for day, low, high in path.band]


def stroke(data: alt.Data | alt.NamedData, ink: Ink, x: alt.X, y: alt.Y) -> Any:
    """Return a line, as a layer over `line_values`."""
    mark = alt.Chart(data).mark_line(strokeWidth=2, color=ink.light, strokeDash=list(ink.dash) or [1, 0])
    return mark.encode(x, y)


def line_values(line: Line) -> list[dict[str, Any]]:
    """Return what a line is drawn from."""
    return [{"day": day.isoformat(), "value": value} for day, value in line.points]


def scorecard(panels: Sequence[tuple[str, Sequence[Cell]]]) -> dict[str, Any]:
    """Draw tables of cells side by side, one per package: a row per outcome, a column per future.

    Parameters
    ----------
    panels
        Title and cells of each; all have the same rows and columns.
    """
    rows = list(dict.fromkeys(cell.row for _, cells in panels for cell in cells))
    columns = list(dict.fromkeys(cell.column for _, cells in panels for cell in cells))
    names_px = LABEL_SPACE_PX + PANEL_GAP_PX
    width = (WIDTH_PX - names_px - PANEL_GAP_PX) // PANELS_IN_A_ROW
    lines = [panels[first : first + PANELS_IN_A_ROW] for first in range(0, len(panels), PANELS_IN_A_ROW)]
    drawn = [
        alt.hconcat(
            *(
                _grid(title, cells, rows, columns, width, has_names=place == 0)
                for place, (title, cells) in enumerate(line)
            ),
            spacing=PANEL_GAP_PX // 2,
        )
        for line in lines
    ]
    return finished(alt.vconcat(*drawn, spacing=PANEL_GAP_PX))


def _grid(title: str, cells: Sequence[Cell], rows: list[str], columns: list[str], width: int, has_names: bool) -> Any:
    values = [
        {"row": cell.row, "column": cell.column, "text": cell.text, "ground": cell.ground.light} for cell in cells
    ]
    base = alt.Chart(data_of(values))
    axis = alt.Axis(title=None, orient="top", labelAngle=0, domain=False, ticks=False, grid=False)
    x = alt.X("column:N", scale=alt.Scale(domain=columns, paddingInner=0.06), axis=axis)
    names = alt.Axis(
        title=None, labels=has_names, labelLimit=LABEL_SPACE_PX + PANEL_GAP_PX, domain=False, ticks=False, grid=False
    )
    y = alt.Y("row:N", scale=alt.Scale(domain=rows, paddingInner=0.1), axis=names)
    ground = base.mark_rect(cornerRadius=2).encode(x, y, alt.Color("ground:N", scale=None, legend=None))
    text = base.mark_text(fontSize=CELL_TEXT_PX, color=TEXT.light).encode(x, y, alt.Text("text:N"))
    height = ROW_HEIGHT_PX * len(rows)
    return alt.layer(ground, text).properties(width=width, height=height, title=_title(title))


def marks(rows: Sequence[Mark], series: Sequence[Series], value_format: str, zero: bool = False) -> dict[str, Any]:
    """Draw a row per group with one mark per series, and a legend of shapes above.

    Parameters
    ----------
    rows
        The marks.
    series
        How they are drawn, in the order of the legend.
    value_format
        Format of the value axis (d3).
    zero
        Draw a line at zero and let the axis hold it: for effects.
    """
    names = list(dict.fromkeys(mark.row for mark in rows))
    numbers = [each for mark in rows for each in (mark.value, mark.low, mark.high) if each is not None]
    low, high = min([*numbers, *([0.0] if zero else [])]), max([*numbers, *([0.0] if zero else [])])
    room = (high - low or abs(high) or 1) * AXIS_ROOM
    scale = alt.Scale(domain=[low - room, high + room], nice=False, zero=False)
    step = ROW_HEIGHT_PX if len(series) <= PANELS_IN_A_ROW else ROW_HEIGHT_PX * len(series) / (PANELS_IN_A_ROW * 2) + 8
    height = step * len(names)
    y = row_axis(names)
    labels = [each.label for each in series]
    within = alt.YOffset("series:N", scale=alt.Scale(domain=labels))
    x = alt.X("value:Q", scale=scale, axis=alt.Axis(title=None, format=value_format, tickCount=5))
    colour = alt.Color(
        "series:N",
        scale=alt.Scale(domain=labels, range=[each.ink.light for each in series]),
        legend=alt.Legend(
            title=None,
            orient="top",
            labelFontSize=TEXT_SIZE_PX,
            labelColor=TEXT.light,
            labelLimit=WIDTH_PX,
            columns=PANELS_IN_A_ROW,
            symbolOpacity=1,
        )
        if len(series) > 1
        else None,
    )
    shape = alt.Shape("series:N", scale=alt.Scale(domain=labels, range=[each.ink.shape for each in series]))
    values = [
        {"label": mark.row, "series": mark.series, "value": mark.value, "low": mark.low, "high": mark.high}
        for mark in rows
    ]
    base = alt.Chart(data_of(values))
    bars = base.transform_filter("isValid(datum.low)").mark_rule(strokeWidth=2, opacity=0.55)
    layers = [
        bars.encode(alt.X("low:Q", scale=scale), alt.X2("high:Q"), y, within, colour),
        base.mark_point(filled=True, size=52, opacity=1).encode(x, y, within, colour, shape),
    ]
    if zero:
        rule = alt.Chart(data_of([{"value": 0}])).mark_rule(color=SOFT.light, strokeWidth=1)
        layers.insert(0, rule.encode(x))
    chart = alt.layer(*layers).properties(width=WIDTH_PX - NAME_SPACE_PX + PANEL_GAP_PX * 2, height=height)
    return finished(chart)


def _title(text: str) -> alt.TitleParams:
    return alt.TitleParams(
        text, anchor="start", fontSize=TEXT_SIZE_PX, fontWeight=600, color=TEXT.light, font=FONT, offset=8
    )
