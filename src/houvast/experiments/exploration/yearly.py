"""A run by year, as arrays of one fixed layout, so that runs are laid side by side without looking anything up.

What `houvast.experiments.years` does with a table of words this does with the codes of the market, in a few
milliseconds: the same years, the same means (a test holds one against the other). Every run on the same facts has
the same rows; a figure nobody stands behind is NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.experiments.tables import group_keys
from houvast.experiments.years import COHORT_LEAD_MONTHS, YEAR_KEYS
from houvast.facts.lookup import Facts
from houvast.vocabulary.months import MONTHS_PER_YEAR, month_stamp
from houvast.vocabulary.words import GROUPINGS, OUTCOMES, keys_of

if TYPE_CHECKING:
    from houvast.market.outcomes import Outcomes

FloatArray = npt.NDArray[np.float64]


class Block(NamedTuple):
    """The rows of one outcome by one grouping: years outside, groups inside."""

    outcome: int
    group_by: int
    first_year: int
    n_years: int
    n_groups: int
    per_year: int


@dataclass(frozen=True)
class Yearly:
    """One run by year.

    Parameters
    ----------
    layout
        What stands where.
    value, count
        Shape (rows,): mean over the year in the unit of the outcome, and people behind it at full scale; NaN where
        the year was not observed in full.
    """

    layout: tuple[Block, ...]
    value: FloatArray
    count: FloatArray


def yearly_of(coded: Outcomes, start: str) -> Yearly:
    """Return the mean of every outcome over each whole year of a run.

    Parameters
    ----------
    coded
        Outcomes as the market counts them: blocks of months times groups.
    start
        First month of the run, as year-month.
    """
    columns = (coded.outcome, coded.group_by, coded.group, coded.month)
    plan = _plan(tuple(column.tobytes() for column in columns), tuple(column.dtype.str for column in columns), start)
    value, count = (np.concatenate([_by_year(column, *each) for each in plan]) for column in (coded.value, coded.count))
    return Yearly(tuple(each.block for each in plan), value, count)


class _Stretch(NamedTuple):
    """Where the rows of a block stand among those of the market, and which of its months are in whole years."""

    rows: slice
    kept: npt.NDArray[np.bool_]
    block: Block


def _by_year(column: FloatArray, rows: slice, kept: npt.NDArray[np.bool_], block: Block) -> FloatArray:
    months = column[rows].reshape(len(kept), block.n_groups)[kept]
    years = months.reshape(block.n_years, block.per_year, block.n_groups)
    return np.asarray(years.mean(axis=1).reshape(-1))


@lru_cache(maxsize=4)
def _plan(columns: tuple[bytes, ...], dtypes: tuple[str, ...], start: str) -> tuple[_Stretch, ...]:
    """Return the stretches of a run; all runs of the same length have the same."""
    read = zip(columns, dtypes, strict=True)
    outcome, group_by, group, month = (np.frombuffer(column, dtype).astype(np.int64) for column, dtype in read)
    series = outcome * len(GROUPINGS) + group_by
    edges = [0, *(np.flatnonzero(np.diff(series)) + 1).tolist(), len(series)]
    found = []
    for first, last in pairwise(edges):
        rows = slice(first, last)
        n_groups = int(group[rows].max()) + 1
        months = month[rows][::n_groups]
        apart = int(months[1] - months[0]) if len(months) > 1 else MONTHS_PER_YEAR
        is_cohort = apart == MONTHS_PER_YEAR and months[0] < month_stamp(start)
        lead = COHORT_LEAD_MONTHS if is_cohort else 0
        years = (months - month_stamp(start) + lead) // MONTHS_PER_YEAR
        per_year = max(MONTHS_PER_YEAR // apart, 1)
        whole = [int(year) for year in np.unique(years) if (years == year).sum() == per_year]
        first_year = whole[0] if whole else 0
        block = Block(int(outcome[first]), int(group_by[first]), first_year, len(whole), n_groups, per_year)
        found.append(_Stretch(rows, np.isin(years, whole), block))
    return tuple(found)


def index_of(layout: tuple[Block, ...], facts: Facts) -> pl.DataFrame:
    """Return what the rows of a layout are about: outcome, group_by, group, year and per_year.

    Parameters
    ----------
    layout
        As `Yearly` has it.
    facts
        For the names of sectors, occupations and regions.
    """
    groups = {grouping: group_keys(grouping, facts) for grouping in keys_of(GROUPINGS)}
    return _index(layout, tuple(groups.items()))


@lru_cache(maxsize=4)
def _index(layout: tuple[Block, ...], groups: tuple[tuple[str, tuple[str, ...]], ...]) -> pl.DataFrame:
    outcomes, groupings = keys_of(OUTCOMES), keys_of(GROUPINGS)
    names = dict(groups)
    parts = []
    for block in layout:
        keys = names[groupings[block.group_by]][: block.n_groups]
        years = np.repeat(np.arange(block.first_year, block.first_year + block.n_years, dtype=np.int32), len(keys))
        parts.append(
            pl.DataFrame(
                {"group": list(keys) * block.n_years, "year": years}, schema={"group": pl.String, "year": pl.Int32}
            )
            .with_columns(
                pl.lit(outcomes[block.outcome]).alias("outcome"),
                pl.lit(groupings[block.group_by]).alias("group_by"),
                pl.lit(block.per_year, dtype=pl.Int32).alias("per_year"),
            )
            .select(*YEAR_KEYS, "per_year")
        )
    return pl.concat(parts)
