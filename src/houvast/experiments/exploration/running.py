"""Make one run of an exploration and return it by year; nothing is written, nothing else is computed.

`houvast.experiments.runs` makes a run with its table by month and its manifest. A desk that answers while somebody
waits needs the years only, so it goes straight from the counts of the market to them.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from houvast.experiments.exploration.beginnings import Beginnings
from houvast.experiments.exploration.yearly import Yearly, yearly_of
from houvast.experiments.identity import model_version
from houvast.experiments.runs import Progress, silent
from houvast.experiments.settings import RunSettings
from houvast.experiments.worlds import NO_PACKAGE, package_named, world_of
from houvast.facts.lookup import Facts
from houvast.futures.folder import load_futures


@dataclass(frozen=True)
class Made:
    """A finished run.

    Parameters
    ----------
    key
        Its name, as `run_key` gives it.
    yearly
        Its figures by year.
    world
        What the future and the package change, as a manifest tells it.
    seconds
        Wall-clock time of the parts: world, beginning (people and burn-in, or a kept one), market, years.
    months_kept
        How many of its first months were not lived through anew.
    """

    key: str
    yearly: Yearly
    world: dict[str, Any]
    seconds: dict[str, float]
    months_kept: int = 0


def run_key(settings: RunSettings, facts_hash: str) -> str:
    """Return the name of a run, from what decides it, without laying the world over the facts first.

    Two runs with one key are the same run. (A run with the same outcomes may have another key: a measure that moves
    nothing is in it.)
    """
    package = settings.package
    content = {
        "model": model_version(),
        "facts": facts_hash,
        "futures": _futures_hash(),
        "package": "" if package == NO_PACKAGE else _package_hash(package),
        **settings.content(),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def make_run(
    settings: RunSettings,
    facts: Facts,
    progress: Progress = silent,
    turned: Facts | None = None,
    beginnings: Beginnings | None = None,
) -> Made:
    """Make one run.

    Parameters
    ----------
    settings
        What to run; one that starts with the baseline.
    facts
        The facts, of which the people at the start are made.
    progress
        Told the months done.
    turned
        The facts with a draw of their uncertain parameters, over which the world is laid; left out: the facts.
    beginnings
        What was lived through before and may serve this run, of these same facts; left out: nothing.

    Raises
    ------
    HouvastError
        Worlds that cannot be laid.
    """
    known = beginnings or Beginnings(most_kept=0)
    marks = [time.perf_counter()]
    world = world_of(settings.scenario, settings.package, turned or facts)
    marks.append(time.perf_counter())
    market, lived = known.begin(settings, facts, world.facts)
    marks.append(time.perf_counter())
    try:
        for month in range(lived, settings.months):
            known.keep(settings, market, month, world.facts)
            market.step()
            progress("market", month + 1, settings.months)
    finally:
        market.close()
    marks.append(time.perf_counter())
    yearly = yearly_of(market.outcomes(), settings.start)
    marks.append(time.perf_counter())
    parts = dict(zip(("world", "beginning", "market", "years"), (b - a for a, b in pairwise(marks)), strict=True))
    described = {"scenario": settings.scenario, "package": settings.package, **world.described}
    return Made(run_key(settings, facts.content_hash), yearly, described, parts, lived)


@cache
def _futures_hash() -> str:
    return load_futures().content_hash


@cache
def _package_hash(package: str) -> str:
    return package_named(package).content_hash
