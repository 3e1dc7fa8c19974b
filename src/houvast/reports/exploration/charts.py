"""A path with its band at a known place in its picture, so that a preview can be laid over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import altair as alt

from houvast.reports.charts import LABEL_SPACE_PX, TEXT_SIZE_PX, WIDTH_PX, finished, label_places
from houvast.reports.comparison.charts import Path, band, band_values, line_values, stroke
from houvast.reports.palette import Ink

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
    looks = tuple((path.line.ink, bool(path.band)) for path in paths)
    places = label_places([path.line for path in paths], *domain, PATH_HEIGHT_PX)
    drawn_from: dict[str, Any] = {}
    for number, (path, place) in enumerate(zip(paths, places, strict=True)):
        end = {"day": path.line.points[-1][0].isoformat(), "value": place, "line": path.line.label}
        named = {"band": band_values(path), "line": line_values(path.line), "end": [end]}
        drawn_from |= {f"{name}{number}": values for name, values in named.items() if values}
    return {**_path_layers(looks, domain, value_format), "datasets": drawn_from}


@lru_cache(maxsize=64)
def _path_layers(looks: tuple[tuple[Ink, bool], ...], domain: tuple[float, float], value_format: str) -> dict[str, Any]:
    """Return the chart without its data: it is the same wherever the point is put, and somebody waits."""
    low, high = domain
    x = alt.X("day:T", axis=alt.Axis(title=None, format="%Y", tickCount=8, grid=False, labelOverlap=True))
    scale = alt.Scale(domain=[low, high], nice=False, clamp=True)
    axis = alt.Axis(title=None, format=value_format, tickCount=5, minExtent=AXIS_SPACE_PX, maxExtent=AXIS_SPACE_PX)
    y = alt.Y("value:Q", scale=scale, axis=axis)
    layers = [
        band(alt.NamedData(f"band{number}"), ink, x, scale) for number, (ink, has_band) in enumerate(looks) if has_band
    ]
    layers += [stroke(alt.NamedData(f"line{number}"), ink, x, y) for number, (ink, _) in enumerate(looks)]
    for number, (ink, _) in enumerate(looks):
        mark = alt.Chart(alt.NamedData(f"end{number}")).mark_text(
            align="left", dx=6, fontSize=TEXT_SIZE_PX, fontWeight=600, color=ink.light, limit=LABEL_SPACE_PX
        )
        layers.append(mark.encode(x, y, alt.Text("line:N")))
    size = {"width": WIDTH_PX - LABEL_SPACE_PX + AXIS_SPACE_PX, "height": PATH_HEIGHT_PX}
    return finished(alt.layer(*layers).properties(**size))


def domain_of_chart(specification: dict[str, Any]) -> tuple[float, float]:
    """Return the lowest and highest value of the axis of a path chart."""
    low, high = specification["layer"][-1]["encoding"]["y"]["scale"]["domain"]
    return low, high


def frame_of(svg: str) -> Frame:
    """Return where the plot of a path chart lies in its drawn picture."""
    found = _ORIGIN.search(svg)
    left, top = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return Frame(left, top, float(WIDTH_PX - LABEL_SPACE_PX + AXIS_SPACE_PX), float(PATH_HEIGHT_PX))
