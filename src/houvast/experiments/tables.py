"""From the market's integer codes to a table that can be read.

The market counts in codes (the place of a word in its tuple); a result speaks in words.
Rows nobody stands behind have no value and are left out, so that a stored result holds numbers only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from houvast.experiments.results import COLUMNS
from houvast.facts.lookup import Facts
from houvast.vocabulary.months import FIRST_YEAR
from houvast.vocabulary.words import GROUPINGS, OUTCOMES, VOCABULARY_CLASSIFICATIONS, keys_of

if TYPE_CHECKING:
    from houvast.market.outcomes import Outcomes

ALL = "all"


def group_keys(grouping: str, facts: Facts) -> tuple[str, ...]:
    """Keys of the groups of a grouping, in the order of their codes."""
    if grouping == ALL:
        return (ALL,)
    if grouping in VOCABULARY_CLASSIFICATIONS:
        return keys_of(VOCABULARY_CLASSIFICATIONS[grouping])
    return tuple(facts.classification(grouping).keys)


def outcome_table(coded: Outcomes, facts: Facts) -> pl.DataFrame:
    """Turn coded outcomes into the table of a result.

    Parameters
    ----------
    coded
        Columns of equal length n.
    facts
        The facts of the run, for the names of sectors, occupations and regions.

    Returns
    -------
    polars.DataFrame
        At most n rows with the columns of `houvast.experiments.results.COLUMNS`, ordered by outcome, grouping,
        group and month.
    """
    texts = _Texts.of(coded, facts)
    value, count = np.asarray(coded.value), np.asarray(coded.count)
    measured = np.flatnonzero(np.isfinite(value) | (count > 0))
    rows = measured[np.argsort(texts.place(coded)[measured], kind="stable")]
    return pl.DataFrame(
        {
            "month": _first_days(coded.month[rows]),
            "outcome": texts.outcome.gather(coded.outcome[rows]),
            "group_by": texts.group_by.gather(coded.group_by[rows]),
            "group": texts.group.gather(texts.first_group[coded.group_by[rows]] + coded.group[rows]),
            "value": value[rows],
            "count": count[rows],
        },
        schema=dict(COLUMNS),
    )


class _Texts(NamedTuple):
    """The words behind the codes."""

    outcome: pl.Series
    group_by: pl.Series
    group: pl.Series
    """Groups of all groupings, one grouping after the other."""
    first_group: NDArray[np.int64]
    """By grouping: where its groups begin."""

    @classmethod
    def of(cls, coded: Outcomes, facts: Facts) -> _Texts:
        """Return the words for those groupings that occur; the others may be unknown to the facts."""
        occurring = set(np.unique(coded.group_by).tolist())
        groups = [
            group_keys(grouping, facts) if code in occurring else () for code, grouping in enumerate(keys_of(GROUPINGS))
        ]
        first = np.cumsum([0, *(len(keys) for keys in groups[:-1])])
        names = [key for keys in groups for key in keys]
        return cls(
            pl.Series(keys_of(OUTCOMES)), pl.Series(keys_of(GROUPINGS)), pl.Series(names, dtype=pl.String), first
        )

    def place(self, coded: Outcomes) -> NDArray[np.int64]:
        """Return a number for each row that orders rows by outcome, grouping, group and month, as words."""
        place = _ranks(self.outcome)[coded.outcome]
        place = place * len(self.group_by) + _ranks(self.group_by)[coded.group_by]
        place = place * len(self.group) + _ranks(self.group)[self.first_group[coded.group_by] + coded.group]
        first, last = int(coded.month.min()), int(coded.month.max())
        return np.asarray(place * (last - first + 1) + (coded.month - first))


def _ranks(words: pl.Series) -> NDArray[np.int64]:
    """Return the place of each word in the order of the alphabet."""
    return words.rank("dense").to_numpy().astype(np.int64) - 1


def _first_days(stamps: NDArray[np.int32]) -> NDArray[np.datetime64]:
    """First day of the month of each stamp."""
    first = np.datetime64(f"{FIRST_YEAR}-01", "M")
    return (first + np.asarray(stamps, dtype=np.int64)).astype("datetime64[D]")
