"""Charts of the flex instrument: heatmap, sources with chance hatched, fan, coverage, cost against security."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt

from houvast.reports.charts import (
    LABEL_SPACE_PX,
    LINE_HEIGHT_PX,
    PANEL_GAP_PX,
    ROW_HEIGHT_PX,
    TEXT_SIZE_PX,
    WIDTH_PX,
    data_of,
    finished,
)
from houvast.reports.palette import ACCENT, FOURTH, PAPER, QUIET, RULE, SECOND, TEXT, THIRD, Ink

HATCH_STEP = 0.008
"""Distance between the lines of a hatching, as a share of the bar."""
BAND_OPACITY = 0.22
LAYERS: tuple[Ink, ...] = (ACCENT, THIRD, FOURTH, SECOND, QUIET, TEXT, RULE)
AREA_OPACITY = 0.75
DARKNESS = [0.06, 0.9]
MOST_ROWS = 40


@dataclass(frozen=True)
class Cell:
    """A cell of a heatmap: row, column, how dark, what is printed in it, whether it is ringed."""

    row: str
    column: str
    value: float
    text: str = ""
    is_ringed: bool = False
    ink: Ink = ACCENT


def heatmap(cells: Sequence[Cell], has_text: bool) -> dict[str, Any]:
    """Rows by columns; darker is more. A ring marks what rests on one."""
    rows = list(dict.fromkeys(cell.row for cell in cells))
    columns = list(dict.fromkeys(cell.column for cell in cells))
    top = max((abs(cell.value) for cell in cells), default=0) or 1
    values = [
        {
            "row": c.row,
            "column": c.column,
            "dark": max(c.value, 0) / top,
            "text": c.text,
            "ring": c.is_ringed,
            "ink": c.ink.light,
        }
        for c in cells
    ]
    few = columns[:: max(len(columns) // 6, 1)]
    axis = alt.Axis(title=None, values=few, labelAngle=-40 if has_text else 0, labelLimit=120, grid=False, domain=False)
    x = alt.X("column:O", scale=alt.Scale(domain=columns), axis=axis)
    names = alt.Axis(title=None, labelLimit=LABEL_SPACE_PX, domain=False, ticks=False, grid=False)
    y = alt.Y("row:N", scale=alt.Scale(domain=rows), axis=names)
    base = alt.Chart(data_of(values))
    opacity = alt.Opacity("dark:Q", scale=alt.Scale(domain=[0, 1], range=DARKNESS), legend=None)
    drawn = base.mark_rect(stroke=PAPER.light, strokeWidth=0.5).encode(
        x, y, alt.Color("ink:N", scale=None, legend=None), opacity
    )
    layers = [drawn]
    if has_text:
        layers.append(base.mark_text(fontSize=TEXT_SIZE_PX - 2, color=TEXT.light).encode(x, y, alt.Text("text:N")))
        ring = base.transform_filter("datum.ring").mark_point(size=260, strokeWidth=2, color=SECOND.light, filled=False)
        layers.append(ring.encode(x, y))
    return finished(alt.layer(*layers).properties(width=WIDTH_PX - LABEL_SPACE_PX, height=ROW_HEIGHT_PX * len(rows)))


def sources(rows: Sequence[tuple[str, Sequence[tuple[str, float]], float]]) -> dict[str, Any]:
    """Stacked bars of where ups and downs come from; the last part is the rest, its chance hatched.

    Parameters
    ----------
    rows
        Name of the row, its parts (name, share) in order with the rest last, and the share that is pure chance.
    """
    names = [name for name, _, _ in rows]
    values, hatches, legend = [], [], []
    for name, parts, chance in rows:
        start = 0.0
        for part, share in parts:
            values.append({"row": name, "part": part, "from": start, "to": start + max(share, 0)})
            start += max(share, 0)
            if part not in legend:
                legend.append(part)
        rest = start - max(parts[-1][1], 0)
        until = rest + min(max(chance, 0), max(parts[-1][1], 0))
        hatches += [
            {"row": name, "at": rest + HATCH_STEP * step} for step in range(1, int((until - rest) / HATCH_STEP))
        ]
    y_names = alt.Axis(title=None, labelLimit=LABEL_SPACE_PX, domain=False, ticks=False, grid=False)
    y = alt.Y("row:N", scale=alt.Scale(domain=names), axis=y_names)
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("from:Q", scale=scale, axis=alt.Axis(title=None, format=".0%", tickCount=5))
    inks = [LAYERS[place % len(LAYERS)].light for place in range(len(legend) - 1)] + [QUIET.light]
    colour = alt.Color(
        "part:N",
        scale=alt.Scale(domain=legend, range=inks),
        legend=alt.Legend(title=None, orient="top", labelFontSize=TEXT_SIZE_PX, columns=4, labelLimit=200),
    )
    bar = alt.Chart(data_of(values)).mark_bar(height=ROW_HEIGHT_PX * 0.62).encode(x, alt.X2("to:Q"), y, colour)
    hatch = (
        alt.Chart(data_of(hatches))
        .mark_tick(color=PAPER.light, thickness=1.4, size=ROW_HEIGHT_PX * 0.62)
        .encode(alt.X("at:Q", scale=scale), y)
    )
    chart = alt.layer(bar, hatch)
    return finished(chart.properties(width=WIDTH_PX - LABEL_SPACE_PX, height=ROW_HEIGHT_PX * len(rows)))


def fan(days: Sequence[date], middle: Any, low: Any, high: Any, actual: Any | None = None) -> dict[str, Any]:
    """A line in a band; where it is known, what really came as points."""
    values = [
        {
            "day": day.isoformat(),
            "middle": float(m),
            "low": float(lo),
            "high": float(h),
            "actual": None if actual is None else float(actual[k]),
        }
        for k, (day, m, lo, h) in enumerate(zip(days, middle, low, high, strict=True))
    ]
    base = alt.Chart(data_of(values))
    x = alt.X("day:T", axis=alt.Axis(title=None, format="%m-%Y", tickCount=8, grid=False))
    axis = alt.Axis(title=None, tickCount=5)
    band = base.mark_area(opacity=BAND_OPACITY, color=ACCENT.light).encode(
        x, alt.Y("low:Q", axis=axis), alt.Y2("high:Q")
    )
    line = base.mark_line(color=ACCENT.light, strokeWidth=1.6).encode(x, alt.Y("middle:Q", axis=axis))
    layers = [band, line]
    if actual is not None:
        layers.append(base.mark_point(size=10, color=SECOND.light, filled=True).encode(x, alt.Y("actual:Q", axis=axis)))
    return finished(alt.layer(*layers).properties(width=WIDTH_PX, height=LINE_HEIGHT_PX))


def coverage(weeks: Sequence[date], layers: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Stacked areas per week: how demand is covered."""
    names = [name for name, _ in layers]
    values = [
        {"day": day.isoformat(), "layer": name, "hours": float(hours[k]), "order": place}
        for place, (name, hours) in enumerate(layers)
        for k, day in enumerate(weeks)
    ]
    colour = alt.Color(
        "layer:N",
        scale=alt.Scale(domain=names, range=[LAYERS[place % len(LAYERS)].light for place in range(len(names))]),
        legend=alt.Legend(title=None, orient="top", labelFontSize=TEXT_SIZE_PX, columns=4, labelLimit=200),
    )
    chart = (
        alt.Chart(data_of(values))
        .mark_area(opacity=AREA_OPACITY)
        .encode(
            alt.X("day:T", axis=alt.Axis(title=None, format="%m-%Y", tickCount=8, grid=False)),
            alt.Y("hours:Q", stack=True, axis=alt.Axis(title=None, tickCount=5)),
            colour,
            alt.Order("order:Q"),
        )
    )
    return finished(chart.properties(width=WIDTH_PX, height=LINE_HEIGHT_PX + PANEL_GAP_PX))


def cost_and_security(points: Sequence[tuple[float, float, str]], cost_format: str) -> dict[str, Any]:
    """A line of mixes: cost across, security up, the named ones labelled."""
    values = [{"cost": cost, "security": index, "name": name} for cost, index, name in points]
    base = alt.Chart(data_of(values))
    x = alt.X(
        "cost:Q", scale=alt.Scale(zero=False, padding=30), axis=alt.Axis(title=None, format=cost_format, tickCount=5)
    )
    y = alt.Y(
        "security:Q", scale=alt.Scale(zero=False, padding=16), axis=alt.Axis(title=None, format=".2f", tickCount=5)
    )
    line = base.mark_line(color=ACCENT.light, strokeWidth=1.5).encode(x, y, alt.Order("cost:Q"))
    dots = base.mark_point(filled=True, size=55, color=ACCENT.light, opacity=1).encode(x, y)
    named = base.mark_text(align="left", dx=8, dy=10, fontSize=TEXT_SIZE_PX, fontWeight=600, color=TEXT.light)
    chart = alt.layer(line, dots, named.encode(x, y, alt.Text("name:N")))
    return finished(chart.properties(width=WIDTH_PX - LABEL_SPACE_PX, height=LINE_HEIGHT_PX))
