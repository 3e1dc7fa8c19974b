"""The exact answer: baseline, the world without measures, and the world with them, laid side by side with one luck.

An answer is a comparison like any other, so that every table, chart and sentence made for comparisons can tell it. It
has one seed. How much of a figure is luck is therefore not read off the answer but off the preview, which measured it
over its seeds: an end of an interval lies 1.96 standard deviations of one run away. Where the preview knows no group,
its luck grows with the root of how few people are in it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.experiments.comparison.question import Cell
from houvast.experiments.comparison.results import Comparison
from houvast.experiments.comparison.tables import YEARS_COLUMNS
from houvast.experiments.exploration.running import Made, make_run
from houvast.experiments.exploration.state import SCALE, YEARS, Exploration
from houvast.experiments.exploration.surface import Surface, given_surface
from houvast.experiments.exploration.yearly import Block, index_of
from houvast.experiments.identity import model_version
from houvast.experiments.provenance import facts_behind
from houvast.experiments.settings import RunSettings
from houvast.experiments.worlds import BASELINE, NO_PACKAGE
from houvast.facts.lookup import Facts
from houvast.vocabulary.words import GROUPINGS, OUTCOME_BY_KEY, OUTCOMES, UNIT_BY_KEY, keys_of

FloatArray = npt.NDArray[np.float64]
Runner = Callable[[Sequence[RunSettings]], list[Made]]
"""Makes runs, or finds them again, in the order asked."""

DEVIATIONS = 1.96
"""Standard deviations on either side that hold nineteen in twenty of a normal distribution."""


@dataclass(frozen=True)
class Answer:
    """What an exploration gives.

    Parameters
    ----------
    exploration
        What was asked.
    comparison
        Baseline and world, without and with the package.
    key
        Hash of the runs behind it.
    seconds
        Wall-clock time: runs (with waiting), tables.
    kind
        `exact` (one seed), `full` (several draws), or `futures` (the four corners, one seed).
    """

    exploration: Exploration
    comparison: Comparison
    key: str
    seconds: Mapping[str, float] = field(default_factory=dict)
    kind: str = "exact"


def cells_of(exploration: Exploration) -> tuple[Cell, ...]:
    """Return the runs of an answer: the baseline, the world alone, the world with the package, none twice."""
    wanted = (
        Cell(BASELINE, NO_PACKAGE),
        Cell(exploration.world, NO_PACKAGE),
        Cell(exploration.world, exploration.package),
    )
    return tuple(dict.fromkeys(wanted))


def cells_of_futures(exploration: Exploration) -> tuple[Cell, ...]:
    """Return the four corners without and with the package."""
    packages = dict.fromkeys((NO_PACKAGE, exploration.package))
    return tuple(Cell(corner, package) for corner in ("A", "B", "C", "D") for package in packages)


def answer(
    exploration: Exploration,
    facts: Facts,
    run: Runner | None = None,
    surface: Surface | None = None,
    cells: Sequence[Cell] | None = None,
) -> Answer:
    """Answer an exploration.

    Parameters
    ----------
    exploration, facts
        What is asked, of which facts.
    run
        Who makes the runs; left out: this process, one after the other.
    surface
        Which preview knows the luck; left out: the one that comes with Houvast.
    cells
        Which futures and packages; left out: those of `cells_of`.

    Raises
    ------
    HouvastError
        Worlds that cannot be laid, or what the runner says.
    """
    wanted = tuple(cells or cells_of(exploration))
    started = time.perf_counter()
    runs = (run or one_by_one(facts))([exploration.settings(*cell) for cell in wanted])
    ran = time.perf_counter()
    laid = {cell: [made] for cell, made in zip(wanted, runs, strict=True)}
    comparison = compared(laid, facts, _luck_of_one(laid, facts, surface or given_surface()), exploration.seed)
    done = time.perf_counter()
    seconds = {"runs": ran - started, "tables": done - ran}
    kind = "exact" if cells is None else "futures"
    return Answer(exploration, comparison, str(comparison.manifest["content_hash"]), seconds, kind)


def one_by_one(facts: Facts) -> Runner:
    """Return a runner that makes every run here and now."""
    return lambda asked: [make_run(settings, facts) for settings in asked]


class Ends(NamedTuple):
    """Lowest and highest of a level and of an effect, by row."""

    low: FloatArray
    high: FloatArray
    effect_low: FloatArray
    effect_high: FloatArray


Luck = Callable[[Cell, FloatArray, FloatArray], Ends]
"""Gives the ends of a cell's intervals from its figures and its effects, both of shape (draws, rows)."""


def compared(
    cells: Mapping[Cell, Sequence[Made]], facts: Facts, luck: Luck, first_seed: int = 1, **more: Any
) -> Comparison:
    """Lay runs side by side.

    Parameters
    ----------
    cells
        Runs by future and package, in the same order of draws in every cell.
    facts
        The facts they rest on.
    luck
        How the ends of intervals follow.
    first_seed
        Seed of the first draw.
    **more
        Further entries of the manifest.
    """
    layout = next(iter(cells.values()))[0].yearly.layout
    index = index_of(layout, facts)
    tables = []
    with np.errstate(invalid="ignore"):
        for cell, runs in cells.items():
            values = np.stack([run.yearly.value for run in runs])
            reference = cells.get(Cell(cell.scenario, NO_PACKAGE), runs)
            effects = values - np.stack([run.yearly.value for run in reference])
            ends = luck(cell, values, effects)
            columns = {"mean": values.mean(axis=0), "low": ends.low, "high": ends.high}
            columns |= {"effect": effects.mean(axis=0), "effect_low": ends.effect_low, "effect_high": ends.effect_high}
            columns["count"] = np.mean([run.yearly.count for run in runs], axis=0)
            tables.append(_rows(cell, index, columns))
    return Comparison(pl.concat(tables), _manifest(cells, facts, first_seed) | more, None, pl.DataFrame())


def _rows(cell: Cell, index: pl.DataFrame, columns: Mapping[str, FloatArray]) -> pl.DataFrame:
    laid = index.with_columns(
        pl.lit(cell.scenario).alias("scenario"),
        pl.lit(cell.package).alias("package"),
        *(pl.Series(name, values, nan_to_null=True) for name, values in columns.items()),
    )
    return laid.filter(pl.col("mean").is_not_null()).select(pl.col(name) for name in YEARS_COLUMNS)


def _luck_of_one(cells: Mapping[Cell, Sequence[Made]], facts: Facts, surface: Surface) -> Luck:
    base = next(iter(cells.values()))[0].yearly
    level, difference = deviations(base.layout, facts, surface)
    root = np.sqrt(_people_of_all(base.layout, base.count) / np.maximum(base.count, 1.0))
    floor, ceiling = _bounds(base.layout)

    def luck(cell: Cell, values: FloatArray, effects: FloatArray) -> Ends:
        value, effect = values[0], effects[0]
        around = DEVIATIONS * level * root
        # What a package leaves as it was, it leaves as it was whatever the luck.
        apart = np.where(effect == 0.0, 0.0, DEVIATIONS * difference * root)
        low, high = np.maximum(value - around, floor), np.minimum(value + around, ceiling)
        return Ends(low, high, effect - apart, effect + apart)

    return luck


def deviations(layout: tuple[Block, ...], facts: Facts, surface: Surface) -> tuple[FloatArray, FloatArray]:
    """Return, by row, the standard deviation of one run for everybody: of a level and of a paired effect."""
    del facts
    outcomes = keys_of(OUTCOMES)
    parts: list[FloatArray] = []
    for block in layout:
        known = surface.noise.get(outcomes[block.outcome], {})
        pair = np.array([known.get("level", np.nan), known.get("effect") or known.get("difference", np.nan)], float)
        parts.append(np.repeat(pair[:, None], block.n_years * block.n_groups, axis=1))
    level, effect = np.concatenate(parts, axis=1)
    return level, effect


def _people_of_all(layout: tuple[Block, ...], count: FloatArray) -> FloatArray:
    """Return, by row, the people behind the figure of everybody in the first year."""
    everybody = keys_of(GROUPINGS).index("all")
    of_outcome: dict[int, float] = {}
    sizes, first = [], 0
    for block in layout:
        size = block.n_years * block.n_groups
        if block.group_by == everybody:
            of_outcome[block.outcome] = float(count[first])
        elif block.outcome not in of_outcome:
            of_outcome[block.outcome] = float(np.nansum(count[first : first + block.n_groups]))
        sizes.append(np.full(size, of_outcome[block.outcome]))
        first += size
    return np.concatenate(sizes)


@lru_cache(maxsize=4)
def _bounds(layout: tuple[Block, ...]) -> tuple[FloatArray, FloatArray]:
    units = [UNIT_BY_KEY[OUTCOME_BY_KEY[key].unit] for key in keys_of(OUTCOMES)]
    sizes = [block.n_years * block.n_groups for block in layout]
    low, high = ([float(getattr(units[block.outcome], end)) for block in layout] for end in ("minimum", "maximum"))
    return np.repeat(low, sizes), np.repeat(high, sizes)


def _manifest(cells: Mapping[Cell, Sequence[Made]], facts: Facts, first_seed: int) -> dict[str, Any]:
    draws = len(next(iter(cells.values())))
    names = sorted(run.key for runs in cells.values() for run in runs)
    return {
        "kind": "exploration",
        "model_version": model_version(),
        "content_hash": hashlib.sha256("\n".join(names).encode()).hexdigest(),
        "facts": facts.folder,
        "facts_hash": facts.content_hash,
        "facts_read": _facts_read(facts),
        "scenarios": list(dict.fromkeys(cell.scenario for cell in cells)),
        "packages": list(dict.fromkeys(cell.package for cell in cells)),
        "reference": NO_PACKAGE,
        "seeds": draws,
        "first_seed": first_seed,
        "scale": SCALE,
        "years": YEARS,
        "start": RunSettings.start,
        "interval": "1.96_deviations_of_one_run" if draws == 1 else "lowest_and_highest_draw",
        "worlds": [runs[0].world for runs in cells.values()],
        "runs": len(names),
        "failed": [],
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _facts_read(facts: Facts) -> list[str]:
    return list(_facts_behind(facts.content_hash, facts))


_BEHIND: dict[str, tuple[str, ...]] = {}


def _facts_behind(content_hash: str, facts: Facts) -> tuple[str, ...]:
    if content_hash not in _BEHIND:
        _BEHIND[content_hash] = tuple(facts_behind(facts))
    return _BEHIND[content_hash]
