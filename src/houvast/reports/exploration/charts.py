"""A path with its band at a known place in its picture, so that a preview can be laid over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from houvast.reports.charts import LABEL_SPACE_PX, TEXT_SIZE_PX, WIDTH_PX, finished, label_places
from houvast.reports.comparison.charts import Path, band, stroke

PATH_HEIGHT_PX = 300
AXIS_SPACE_PX = 56
_ORIGIN = re.compile(r'<g[^>]*transform="translate\(([\d.]+),([\d.]+)\)"')


class Frame(NamedTuple):
    """Where the plot of a drawn chart lies in its picture [px]."""

    left: float
    top: float
    width: float
    height: float


def path_chart(paths: Sequence[Path], domain: tuple[float, float], value_format: str) -> dict[str, Any]:
    """Draw paths with their bands, each named at its end.

    Parameters
    ----------
    paths
        In the order in which they are laid over each other.
    domain
        Lowest and highest value of the axis: the same wherever the point is put, so that the axis stands still.
    value_format
        Format of the value axis (d3).
    """
    low, high = domain
    x = alt.X("day:T", axis=alt.Axis(title=None, format="%Y", tickCount=8, grid=False, labelOverlap=True))
    scale = alt.Scale(domain=[low, high], nice=False, clamp=True)
    axis = alt.Axis(title=None, format=value_format, tickCount=5, minExtent=AXIS_SPACE_PX, maxExtent=AXIS_SPACE_PX)
    y = alt.Y("value:Q", scale=scale, axis=axis)
    layers = [band(path, x, scale) for path in paths if path.band] + [stroke(path.line, x, y) for path in paths]
    places = label_places([path.line for path in paths], low, high, PATH_HEIGHT_PX)
    for path, place in zip(paths, places, strict=True):
        end = {"day": path.line.points[-1][0].isoformat(), "value": place, "line": path.line.label}
        mark = alt.Chart(alt.Data(values=[end])).mark_text(
            align="left", dx=6, fontSize=TEXT_SIZE_PX, fontWeight=600, color=path.line.ink.light, limit=LABEL_SPACE_PX
        )
        layers.append(mark.encode(x, y, alt.Text("line:N")))
    size = {"width": WIDTH_PX - LABEL_SPACE_PX + AXIS_SPACE_PX, "height": PATH_HEIGHT_PX}
    return finished(alt.layer(*layers).properties(**size))


def frame_of(svg: str) -> Frame:
    """Return where the plot of a path chart lies in its drawn picture."""
    found = _ORIGIN.search(svg)
    left, top = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return Frame(left, top, float(WIDTH_PX - LABEL_SPACE_PX + AXIS_SPACE_PX), float(PATH_HEIGHT_PX))
