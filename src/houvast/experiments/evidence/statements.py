"""What seed 001, the report on four futures, says about them, held against the model: by how much each holds.

A statement names an outcome, a group, and the futures that should have more of it than others. Its margin is the
outcome in the lowest of those that should have more minus that in the highest of the others, seed by seed, averaged
over the last years. Above zero it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import yaml

from houvast.experiments.evidence.estimate import Estimate, estimate
from houvast.experiments.evidence.late import Cell, Ensemble, Late, by_seed, late_years, lay
from houvast.experiments.runs import Progress, silent
from houvast.vocabulary.errors import Both

STATEMENTS_FILE = Path(__file__).with_name("statements.yaml")
FUTURES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Statement:
    """A sentence of the report, in our own words.

    Parameters
    ----------
    says
        The statement.
    place
        Where it stands in the report.
    outcome, group_by, group
        What it is about.
    more, less
        Letters of the futures that should have more, and of those that should have less.
    not_yet
        Why the model says otherwise; None where it does not.
    """

    says: Both
    place: str
    outcome: str
    group_by: str
    group: str
    more: str
    less: str
    not_yet: Both | None = None


@dataclass(frozen=True)
class Held:
    """A statement against the model.

    Parameters
    ----------
    statement
        What is said.
    margin
        By how much it holds, in the unit of the outcome, with its interval over seeds.
    by_future
        The outcome in each future, mean over seeds.
    """

    statement: Statement
    margin: Estimate
    by_future: Mapping[str, float]

    @property
    def holds(self) -> bool:
        """Whether the margin is above zero."""
        return self.margin.value > 0.0


@cache
def statements() -> tuple[Statement, ...]:
    """Return all statements, in the order of the file."""
    rows: list[dict[str, Any]] = yaml.safe_load(STATEMENTS_FILE.read_text(encoding="utf-8"))["statements"]
    return tuple(_statement(row) for row in rows)


def _statement(row: dict[str, Any]) -> Statement:
    both: dict[str, Any] = {key: Both(**text) for key, text in row.items() if isinstance(text, dict)}
    return Statement(**(row | both))


def hold_statements(ensemble: Ensemble, progress: Progress = silent) -> tuple[Held, ...]:
    """Run the four futures without measures and hold every statement against them."""
    cells = [Cell(future) for future in FUTURES]
    late = late_years(ensemble, lay(cells, ensemble.facts), progress)
    return tuple(_held(each, late) for each in statements())


def _held(statement: Statement, late: Late) -> Held:
    found = {future: _figures(late[Cell(future)], statement) for future in FUTURES}
    lowest = np.min([found[future] for future in statement.more], axis=0)
    highest = np.max([found[future] for future in statement.less], axis=0)
    by_future = {future: float(figures.mean()) for future, figures in found.items()}
    return Held(statement, estimate(lowest - highest), by_future)


def _figures(table: pl.DataFrame, statement: Statement) -> np.ndarray[Any, np.dtype[np.float64]]:
    return by_seed(table, statement.outcome, statement.group_by, statement.group)
