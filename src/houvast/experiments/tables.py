"""From the market's integer codes to a table that can be read.

The market counts in codes (the place of a word in its tuple); a result speaks in words.
Rows nobody stands behind have no value and are left out, so that a stored result holds numbers only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    group_by, group = np.asarray(coded.group_by), np.asarray(coded.group)
    texts = np.empty(len(group), dtype=object)
    for code, grouping in enumerate(keys_of(GROUPINGS)):
        here = group_by == code
        if here.any():
            texts[here] = np.asarray(group_keys(grouping, facts), dtype=object)[group[here]]
    table = pl.DataFrame(
        {
            "month": _first_days(coded.month),
            "outcome": np.asarray(keys_of(OUTCOMES), dtype=object)[np.asarray(coded.outcome)],
            "group_by": np.asarray(keys_of(GROUPINGS), dtype=object)[group_by],
            "group": texts,
            "value": np.asarray(coded.value, dtype=np.float64),
            "count": np.asarray(coded.count, dtype=np.float64),
        },
        schema=dict(COLUMNS),
    )
    measured = table.filter(pl.col("value").is_finite() | (pl.col("count") > 0))
    return measured.sort("outcome", "group_by", "group", "month")


def _first_days(stamps: NDArray[np.int32]) -> NDArray[np.datetime64]:
    """First day of the month of each stamp."""
    first = np.datetime64(f"{FIRST_YEAR}-01", "M")
    return (first + np.asarray(stamps, dtype=np.int64)).astype("datetime64[D]")
