"""Watch outcomes: where a group falls outside its bounds, or groups drift too far apart, an alarm is raised.

This is what measure W9 does. It moves no fact; what follows an alarm is another measure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from houvast.facts.lookup import Facts
from houvast.facts.overlay import Change
from houvast.policies.parts import Watch


@dataclass(frozen=True)
class Alarm:
    """An outcome that left the bounds of a watch.

    Parameters
    ----------
    watch
        What was watched.
    month
        First day of the first month in which it happened.
    groups
        The group, or the lowest and the highest of a gap.
    value, bound
        What was found and what was allowed [unit of the outcome].
    months
        In how many months of the run.
    """

    watch: Watch
    month: date
    groups: tuple[str, ...]
    value: float
    bound: float
    months: int


def no_changes(_facts: Facts, _levers: Mapping[str, float]) -> tuple[Change, ...]:
    """Return the changes of a measure that only watches: none."""
    return ()


def alarms(watches: Sequence[Watch], outcomes: pl.DataFrame) -> tuple[Alarm, ...]:
    """Return the alarms of a run, in the order of the watches; per watch, bound and group the first month.

    Parameters
    ----------
    watches
        Of a measure, or of a package.
    outcomes
        The table of a run: month, outcome, group_by, group, value.
    """
    return tuple(alarm for watch in watches for alarm in _alarms(watch, outcomes))


def _alarms(watch: Watch, outcomes: pl.DataFrame) -> Iterator[Alarm]:
    rows = outcomes.filter((pl.col("outcome") == watch.outcome) & (pl.col("group_by") == watch.group_by)).sort("month")
    if watch.at_least is not None:
        yield from _first_per_group(watch, watch.at_least, rows.filter(pl.col("value") < watch.at_least))
    if watch.at_most is not None:
        yield from _first_per_group(watch, watch.at_most, rows.filter(pl.col("value") > watch.at_most))
    if watch.largest_gap is not None:
        yield from _gap(watch, watch.largest_gap, rows)


def _first_per_group(watch: Watch, bound: float, broken: pl.DataFrame) -> Iterator[Alarm]:
    for (group,), rows in broken.group_by("group", maintain_order=True):
        first: dict[str, Any] = rows.row(0, named=True)
        yield Alarm(watch, first["month"], (str(group),), first["value"], bound, rows.height)


def _gap(watch: Watch, bound: float, rows: pl.DataFrame) -> Iterator[Alarm]:
    by_month = (
        rows.group_by("month", maintain_order=True)
        .agg(
            gap=pl.col("value").max() - pl.col("value").min(),
            lowest=pl.col("group").get(pl.col("value").arg_min()),
            highest=pl.col("group").get(pl.col("value").arg_max()),
        )
        .filter(pl.col("gap") > bound)
    )
    if by_month.height:
        first: dict[str, Any] = by_month.row(0, named=True)
        ends = (first["lowest"], first["highest"])
        yield Alarm(watch, first["month"], ends, first["gap"], bound, by_month.height)
