"""The career paradox, shown by switching it off: without it, those whose job is least sure train more.

Who expects to lose the job becomes less proactive, and who is less proactive trains less. With `paradox_strength` at
zero people train as if they expected to keep their job as long as anybody; the difference, same people and same luck,
is what the feedback takes from them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from houvast.experiments.evidence.estimate import Estimate, estimate
from houvast.experiments.evidence.late import Cell, Ensemble, by_seed, late_years, lay
from houvast.experiments.evidence.statements import FUTURES
from houvast.experiments.runs import Progress, silent
from houvast.experiments.worlds import BASELINE

FloatArray = npt.NDArray[np.float64]

STRENGTH = "paradox_strength"
OUTCOME = "training_share"
FLEXIBLE = ("temporary_with_prospect", "temporary", "on_call", "agency", "payroll")
GROUPS = {"flexible": FLEXIBLE, **{each: (each,) for each in (*FLEXIBLE, "permanent")}}
"""What is shown: all flexible contracts together, each of them, and permanent ones beside."""
WORLDS = (BASELINE, *FUTURES)


@dataclass(frozen=True)
class Without:
    """Training in a world, with the feedback and without.

    Parameters
    ----------
    scenario, contract
        Where and who.
    with_feedback, without_feedback
        Share in training [share].
    more
        How much more without, with its interval over seeds [share].
    """

    scenario: str
    contract: str
    with_feedback: float
    without_feedback: float
    more: Estimate


def switch_paradox_off(ensemble: Ensemble, progress: Progress = silent) -> tuple[Without, ...]:
    """Run the baseline and the four futures with and without the feedback, with the same luck."""
    pairs = {scenario: (Cell(scenario), Cell(scenario, turned=((STRENGTH, 0.0),))) for scenario in WORLDS}
    late = late_years(ensemble, lay([cell for pair in pairs.values() for cell in pair], ensemble.facts), progress)
    return tuple(
        _without(scenario, contract, *(_training(late[cell], members) for cell in pair))
        for scenario, pair in pairs.items()
        for contract, members in GROUPS.items()
    )


def _without(scenario: str, contract: str, with_feedback: FloatArray, without_feedback: FloatArray) -> Without:
    means = float(with_feedback.mean()), float(without_feedback.mean())
    return Without(scenario, contract, means[0], means[1], estimate(without_feedback - with_feedback))


def _training(table: pl.DataFrame, contracts: tuple[str, ...]) -> FloatArray:
    """Return the share in training over some contracts, by the people in each; shape (seeds,)."""
    shares, people = (
        np.stack([by_seed(table, OUTCOME, "contract", each, column) for each in contracts])
        for column in ("value", "count")
    )
    return np.asarray((shares * people).sum(axis=0) / people.sum(axis=0))
