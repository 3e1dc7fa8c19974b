"""One run, from facts to a stored result.

The order: settings are checked, the place for the result is tried, facts and population are loaded, the market steps
through its months, the outcomes become a table with a manifest, and the pair is stored whole.
A run that is stopped, by hand or by a fault, leaves nothing: it touches the disk only at the end.
"""

from __future__ import annotations

import platform
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from houvast.experiments.demand_file import read_demand
from houvast.experiments.identity import content_hash, model_version
from houvast.experiments.provenance import facts_behind
from houvast.experiments.results import Result, read_result
from houvast.experiments.settings import RunSettings, check_settings
from houvast.experiments.storage import check_place, is_finished, store_result
from houvast.experiments.tables import outcome_table
from houvast.experiments.worlds import World, world_of
from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.population.cache import load_or_build, population_key
from houvast.vocabulary.months import month_stamp
from houvast.vocabulary.words import NO_POSITION

if TYPE_CHECKING:
    from houvast.market.model import Market

NANOSECONDS_PER_SECOND = 1_000_000_000
BYTES_PER_KIBIBYTE = 1024
WHOLE_STAGE = 100


class Progress(Protocol):
    """Hears how far a run is: `progress("market", 3, 180)` after the third of 180 months."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Hear that `done` of `total` parts of a stage are done."""


Watch = Callable[["Market"], None]
"""Sees the market before its first month and after every month."""


def unwatched(market: Market) -> None:
    """Watch for those who do not want to look."""


def silent(stage: str, done: int, total: int) -> None:
    """Progress for those who do not want to hear it."""


def run(
    scale: float = RunSettings.scale,
    years: int = RunSettings.years,
    seed: int = RunSettings.seed,
    scenario: str = RunSettings.scenario,
    facts: Facts | Path | str = "netherlands",
    threads: int | None = None,
    folder: Path | str | None = None,
    again: bool = False,
    start: str = RunSettings.start,
    demand: Path | str | None = None,
    package: str = RunSettings.package,
) -> Result:
    """Simulate the labour market, as `houvast run` does.

    Parameters
    ----------
    scale
        Share of the population that is simulated, above 0 and at most 1 [share].
    years
        Length of the run [years].
    seed
        Chooses the luck; the same seed gives the same outcomes, bit for bit.
    scenario
        The future: `"baseline"`, `"A"` to `"D"`, or a point as `"0.5,-0.3"`.
    facts
        Loaded facts, a facts folder, or the name of one that comes with Houvast.
    threads
        Number of threads; left out: one per processor core. It changes the time and nothing else.
    folder
        Where to store the result; left out: nowhere. If this very run stands there, it is read instead of made.
    again
        Make it all the same.
    start
        First month, such as `"2015-01"`. Before the baseline the facts reach back, and the manifest says which.
    demand
        CSV with `period,sector,index` that takes the place of the closure of the baseline.
    package
        Measures, such as `"W3+T3"`, or `"none"`.

    Returns
    -------
    Result
        `outcomes`: a table with a row per month, outcome and group; `manifest`: where it comes from.

    Raises
    ------
    HouvastError
        A wrong setting, bad facts, or a place where nothing can be stored: everything at once, nothing changed.
    """
    settings = check_settings(scale, years, seed, scenario, threads, start, package)
    loaded = facts if isinstance(facts, Facts) else load_facts(facts)
    settings = with_demand(settings, None if demand is None else Path(demand), loaded)
    return run_settings(settings, loaded, None if folder is None else Path(folder), again)


def with_demand(settings: RunSettings, path: Path | None, facts: Facts) -> RunSettings:
    """Return the settings with the demand of a file, as `read_demand` reads it; as they are without a file."""
    if path is None:
        return settings
    return replace(settings, demand=read_demand(path, facts, month_stamp(settings.start)))


def run_settings(
    settings: RunSettings,
    facts: Facts,
    folder: Path | None = None,
    again: bool = False,
    progress: Progress = silent,
    watch: Watch = unwatched,
    world: World | None = None,
) -> Result:
    """Carry out a run that is fully described and, if a folder is named, store its result.

    Parameters
    ----------
    settings
        What to run.
    facts
        The facts the run rests on.
    folder
        Where the result goes. If this very run stands there finished, it is read instead of made again.
    again
        Make it all the same.
    progress
        Told the stage and the months done.
    watch
        Shown the market before the first month and after each; to look at, not to touch.
    world
        Future and package laid over the facts, by whoever has done so before; left out: made here.

    Returns
    -------
    Result
        One row per month, outcome and group.

    Raises
    ------
    HouvastError
        Bad facts, a place that holds something else, a disk that is full or closed: one message, nothing changed.
    """
    world = world or world_for(settings, facts)
    identity = content_hash(settings, facts.content_hash, world.facts.content_hash)
    if folder is not None:
        check_place(folder, identity)
        if not again and is_finished(folder, identity):
            return read_result(folder)
    result = _simulate(settings, facts, world, identity, progress, watch)
    return result if folder is None else store_result(result, folder)


def world_for(settings: RunSettings, facts: Facts) -> World:
    """Lay the future and the package of a run over the facts."""
    return world_of(settings.scenario, settings.package, facts)


def facts_not_held(settings: RunSettings, facts: Facts) -> dict[str, str]:
    """Return the facts behind a run that have no value yet in its first month, with the date of their first value.

    A run that starts before the baseline takes that first value; any other run needs none of them.
    """
    if not settings.is_before_the_baseline:
        return {}
    missing = facts.not_held_at(settings.start, facts_behind(facts))
    return {name: begins.isoformat() for name, begins in missing.items()}


def _as_far_as_held(settings: RunSettings, facts: Facts) -> Facts:
    return facts.reaching_back() if settings.is_before_the_baseline else facts


def _simulate(
    settings: RunSettings, facts: Facts, world: World, identity: str, progress: Progress, watch: Watch
) -> Result:
    # Imported here because compiling and loading the engine takes a second that `houvast --help` need not wait for.
    from houvast.market.model import Market

    started = time.perf_counter()
    # The people at the start are those of today in every world: a future begins where today is.
    people_facts, laid = _as_far_as_held(settings, facts), _as_far_as_held(settings, world.facts)
    population = load_or_build(
        people_facts, settings.scale, settings.seed, start=settings.start, progress=_share_done("population", progress)
    )
    built = time.perf_counter()
    demand = _demand_by_month(settings, laid)
    market = Market(population, laid, seed=settings.seed, threads=settings.threads, demand_given=demand)
    persons = int((population.persons.position != NO_POSITION).sum())
    employers = len(population.employers.sector)
    del population  # the market has a copy of its own; everybody twice is a third of a gigabyte
    try:
        watch(market)
        market.step()
        watch(market)
        # The first month may compile the kernels; the time per person-month is that of all others.
        stepping = time.perf_counter()
        progress("market", 1, settings.months)
        for month in range(1, settings.months):
            market.step()
            watch(market)
            progress("market", month + 1, settings.months)
    finally:
        market.close()
    finished = time.perf_counter()
    outcomes = outcome_table(market.outcomes(), laid)
    timing = {
        "ns_per_person_month": (finished - stepping) * NANOSECONDS_PER_SECOND / max(persons * (settings.months - 1), 1),
        "seconds": finished - started,
        "population_seconds": built - started,
        "peak_bytes": peak_bytes(),
        "steps": {str(row[0]): float(row[-1]) for row in market.loop.table()},
    }
    read = sorted({*facts_behind(people_facts), *facts_behind(laid)})
    return Result(outcomes, _manifest(settings, facts, world, identity, read, employers, persons, timing))


def _demand_by_month(settings: RunSettings, facts: Facts) -> NDArray[np.float64] | None:
    if settings.demand is None:
        return None
    from houvast.market.demand_path import given_by_month

    sectors = facts.classification("sector").keys
    return given_by_month(settings.demand.lines(), sectors, month_stamp(settings.start), settings.months)


def _manifest(
    settings: RunSettings,
    facts: Facts,
    world: World,
    identity: str,
    read: list[str],
    employers: int,
    persons: int,
    timing: dict[str, Any],
) -> dict[str, Any]:
    return {
        "model_version": model_version(),
        "content_hash": identity,
        "facts": facts.folder,
        "facts_hash": facts.content_hash,
        "facts_read": read,
        "facts_not_held": facts_not_held(settings, facts),
        "population_hash": population_key(facts, settings.scale, settings.seed, settings.start),
        **settings.content(),
        **world.described,
        "demand_file": settings.demand and settings.demand.described(),
        "persons": persons,
        "employers": employers,
        "threads": settings.threads,
        "timing": timing,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "numpy": version("numpy"),
        "numba": version("numba"),
    }


def peak_bytes() -> int:
    """Most memory this process has held at once [bytes]."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * BYTES_PER_KIBIBYTE


def _share_done(stage: str, progress: Progress) -> Callable[[str, float], None]:
    """Progress of a stage that knows which part of its work is done."""

    def tell(step: str, share_done: float) -> None:  # noqa: ARG001 - the step has no name on the screen
        progress(stage, round(share_done * WHOLE_STAGE), WHOLE_STAGE)

    return tell
