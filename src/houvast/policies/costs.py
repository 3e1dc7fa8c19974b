"""What a package costs, who pays, and what must be there to carry it out: sums over what a run has counted.

Take-up is not assumed here: a sum names quantities of the run itself (`quantities.yaml`), so that a measure that brings
fewer people into unemployment also needs fewer counsellors. These are gross amounts of the measures; what the run
changes in benefits and taxes is its outcome `public_cost_eur`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from houvast.facts.fields import Names
from houvast.facts.lookup import Facts
from houvast.policies.resolving import Chosen, number_of

QUANTITIES_FILE = Path(__file__).with_name("quantities.yaml")
PAYERS = {
    "state": Names("rijk", "state"),
    "municipalities": Names("gemeenten", "municipalities"),
    "social_funds": Names("sociale fondsen", "social funds"),
    "employers": Names("werkgevers", "employers"),
    "workers": Names("werkenden", "workers"),
    "self_employed": Names("zelfstandigen", "self-employed"),
}


@dataclass(frozen=True)
class Quantity:
    """Something a run counts, as a part of an outcome in the people behind it [persons, or persons a year]."""

    key: str
    outcome: str
    of: str
    times: float
    name: Names


@dataclass(frozen=True)
class Amount:
    """What one payer pays for one thing [EUR per year]; negative is received."""

    measure: str
    payer: str
    what: Names
    eur_per_year: float


@dataclass(frozen=True)
class Need:
    """How much of something must be there to carry a measure out."""

    measure: str
    what: Names
    needed: float
    unit: str


@cache
def quantities() -> Mapping[str, Quantity]:
    """Return what a sum of costs may name, by key."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load(QUANTITIES_FILE.read_text(encoding="utf-8"))
    return {
        key: Quantity(key, row["outcome"], row["of"], float(row["times"]), Names(**row["name"]))
        for key, row in rows.items()
    }


def quantities_of(outcomes: pl.DataFrame) -> dict[str, float]:
    """Return the quantities of a run, averaged over the months in the table.

    Parameters
    ----------
    outcomes
        Of a run or of some of its months: month, outcome, group_by, group, value, count (people at full scale).

    Returns
    -------
    dict of str to float
        By key; what the table does not hold is left out [persons, or persons a year].
    """
    everybody = outcomes.filter(pl.col("group_by") == "all")
    found = {}
    for key, quantity in quantities().items():
        rows = everybody.filter(pl.col("outcome") == quantity.outcome)
        if rows.height:
            share = pl.col("value") if quantity.of == "part" else pl.lit(1.0)
            found[key] = float(rows.select((share * pl.col("count")).mean()).item()) * quantity.times
    return found


def amounts(chosen: Sequence[Chosen], facts: Facts, counted: Mapping[str, float], day: date) -> tuple[Amount, ...]:
    """Return what measures cost and who pays, once all of them is in force.

    Parameters
    ----------
    chosen
        Measures with their levers.
    facts
        With the future laid over them.
    counted
        As `quantities_of` returns.
    day
        Whose facts count.

    Raises
    ------
    HouvastError
        When a sum names something the run did not count.
    """
    return tuple(
        Amount(
            each.measure.key, cost.payer, cost.what, number_of(each, cost.eur_per_year, facts, day, cost.place, counted)
        )
        for each in chosen
        for cost in each.measure.costs
    )


def needs(chosen: Sequence[Chosen], facts: Facts, counted: Mapping[str, float], day: date) -> tuple[Need, ...]:
    """Return what must be there to carry measures out, once all of them is in force; arguments as in `amounts`."""
    return tuple(
        Need(each.measure.key, each_need.what, found, each_need.unit)
        for each in chosen
        for each_need in each.measure.capacity
        for found in (number_of(each, each_need.needed, facts, day, each_need.place, counted),)
    )
