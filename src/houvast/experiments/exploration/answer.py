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
from typing import Any, NamedTuple, Protocol

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
    is_whole
        Whether the world without the package is in it; without that nobody can say what the package alone does.
    """

    exploration: Exploration
    comparison: Comparison
    key: str
    seconds: Mapping[str, float] = field(default_factory=dict)
    kind: str = "exact"
    is_whole: bool = True


def cells_of(exploration: Exploration) -> tuple[Cell, ...]:
    """Return the runs of an answer: the baseline, the world alone, the world with the package, none twice."""
    wanted = (
        Cell(BASELINE, NO_PACKAGE),
        Cell(exploration.world, NO_PACKAGE),
        Cell(exploration.world, exploration.package),
    )
    return tuple(dict.fromkeys(wanted))


def first_cells_of(exploration: Exploration) -> tuple[Cell, ...]:
    """Return the runs that somebody waits for first: all but the world without the package."""
    return tuple(dict.fromkeys((Cell(BASELINE, NO_PACKAGE), Cell(exploration.world, exploration.package))))


def cells_of_futures(exploration: Exploration) -> tuple[Cell, ...]:
    """Return the four corners without and with the package."""
    packages = dict.fromkeys((NO_PACKAGE, exploration.package))
    corners = tuple(Cell(corner, package) for corner in exploration.corners for package in packages)
    return (Cell(BASELINE, NO_PACKAGE), *corners)


def answer(
    exploration: Exploration,
    facts: Facts,
    run: Runner | None = None,
    surface: Surface | None = None,
    cells: Sequence[Cell] | None = None,
    kind: str = "exact",
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
    kind
        What to call it.

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
    comparison = compared(laid, facts, _LuckOfOne(runs, surface or given_surface()), exploration.seed)
    done = time.perf_counter()
    seconds = {"runs": ran - started, "tables": done - ran}
    is_whole = set(cells_of(exploration)) <= set(wanted)
    return Answer(exploration, comparison, str(comparison.manifest["content_hash"]), seconds, kind, is_whole)


def one_by_one(facts: Facts) -> Runner:
    """Return a runner that makes every run here and now."""
    return lambda asked: [make_run(settings, facts) for settings in asked]


class Ends(NamedTuple):
    """Lowest and highest of a figure, by row."""

    low: FloatArray
    high: FloatArray


class Luck(Protocol):
    """Knows how far a figure reaches."""

    def level(self, values: FloatArray) -> Ends:
        """Return the ends of levels of shape (draws, rows)."""

    def difference(self, values: FloatArray, is_effect: bool) -> Ends:
        """Return the ends of paired differences of shape (draws, rows): of a package, or of a world."""


CHANGE = ("change", "change_low", "change_high")
"""Columns beyond those of any comparison: the paired difference with the baseline, and its ends."""
FINE_GROUPINGS = ("occupation", "region")
FINE_OUTCOMES = ("permanent_share", "work_security", "vacancies", "tension", "unemployment_rate")
"""Of the finest groupings an answer keeps these outcomes only; the rest is most of all rows and nobody looks at it."""


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
    index, kept = index_of(layout, facts), _kept(layout)
    figures = {cell: np.stack([run.yearly.value[kept] for run in runs]) for cell, runs in cells.items()}
    baseline = figures.get(Cell(BASELINE, NO_PACKAGE), next(iter(figures.values())))
    tables = []
    with np.errstate(invalid="ignore"):
        for cell, values in figures.items():
            level = luck.level(values)
            effects = values - figures.get(Cell(cell.scenario, NO_PACKAGE), np.nan)
            changes = values - baseline
            columns = {"mean": values.mean(axis=0), "low": level.low, "high": level.high}
            columns |= _named(("effect", "effect_low", "effect_high"), effects, luck.difference(effects, True))
            columns |= _named(CHANGE, changes, luck.difference(changes, False))
            columns["count"] = np.mean([run.yearly.count[kept] for run in cells[cell]], axis=0)
            tables.append(_rows(cell, index.filter(pl.Series(kept)), columns))
    return Comparison(pl.concat(tables), _manifest(cells, facts, first_seed) | more, None, pl.DataFrame())


def _named(names: tuple[str, str, str], values: FloatArray, ends: Ends) -> dict[str, FloatArray]:
    return dict(zip(names, (values.mean(axis=0), *ends), strict=True))


@lru_cache(maxsize=4)
def _kept(layout: tuple[Block, ...]) -> npt.NDArray[np.bool_]:
    """Return which rows an answer keeps."""
    outcomes, groupings = keys_of(OUTCOMES), keys_of(GROUPINGS)
    is_kept = [
        groupings[block.group_by] not in FINE_GROUPINGS or outcomes[block.outcome] in FINE_OUTCOMES for block in layout
    ]
    return np.repeat(is_kept, [block.n_years * block.n_groups for block in layout])


def _rows(cell: Cell, index: pl.DataFrame, columns: Mapping[str, FloatArray]) -> pl.DataFrame:
    laid = index.with_columns(
        pl.lit(cell.scenario).alias("scenario"),
        pl.lit(cell.package).alias("package"),
        *(pl.Series(name, values, nan_to_null=True) for name, values in columns.items()),
    )
    return laid.filter(pl.col("mean").is_not_null()).select(*YEARS_COLUMNS, *CHANGE)


class _LuckOfOne:
    """How far the figures of one run reach, by the luck that the preview measured."""

    def __init__(self, runs: Sequence[Made], surface: Surface) -> None:
        base = runs[0].yearly
        kept = _kept(base.layout)
        root = np.sqrt(_people_of_all(base.layout, base.count) / np.maximum(base.count, 1.0))
        self.deviation = {
            kind: (DEVIATIONS * each * root)[kept] for kind, each in _deviations(base.layout, surface).items()
        }
        self.bounds = tuple(each[kept] for each in _bounds(base.layout))

    def level(self, values: FloatArray) -> Ends:
        floor, ceiling = self.bounds
        around = self.deviation["level"]
        return Ends(np.maximum(values[0] - around, floor), np.minimum(values[0] + around, ceiling))

    def difference(self, values: FloatArray, is_effect: bool) -> Ends:
        # What a package leaves as it was, it leaves as it was whatever the luck.
        around = np.where(values[0] == 0.0, 0.0, self.deviation["effect" if is_effect else "difference"])
        return Ends(values[0] - around, values[0] + around)


def _deviations(layout: tuple[Block, ...], surface: Surface) -> dict[str, FloatArray]:
    """Return, by row, the standard deviation of one run for everybody: of a level, a difference and an effect."""
    outcomes = keys_of(OUTCOMES)
    sizes = [block.n_years * block.n_groups for block in layout]
    known = [surface.noise.get(outcomes[block.outcome], {}) for block in layout]
    found = {}
    for kind in ("level", "difference", "effect"):
        values = [float(each.get(kind) or each.get("difference") or np.nan) for each in known]
        found[kind] = np.repeat(values, sizes)
    return found


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
