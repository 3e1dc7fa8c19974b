"""What the scoring of a psychological contract comes to: scales, kinds of exchange, teams."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from houvast.surveys.intervals import Interval


@dataclass(frozen=True)
class Share:
    """A share with its error."""

    value: float
    se: float
    interval: Interval


@dataclass(frozen=True)
class Mean:
    """A mean with its error and spread."""

    value: float
    se: float
    interval: Interval
    sd: float
    n: int


@dataclass(frozen=True)
class Reliability:
    """Alpha (complete rows) and omega of a scale with their intervals; items that may need to be reversed."""

    alpha: float
    alpha_interval: Interval
    omega: float
    omega_interval: Interval
    negative_items: tuple[str, ...]


@dataclass(frozen=True)
class ScaleScores:
    """One scale of the psychological contract.

    Parameters
    ----------
    scale
        Its key.
    obliged, fulfilled
        Means.
    answers
        By ask: share of each answer over the items of the scale.
    reliability
        By ask.
    gap, gap_reliability
        Fulfilled minus obliged per person, and how reliable that difference is.
    breach
        Share with much owed and little received.
    priority
        Owed much and received little compared with the middle of the answers: `act`, `keep`, `watch` or `ease`.
    employer
        What each employer rater says is owed: points.
    mismatch
        Mean of the employer's raters minus that of the employees; None without raters.
    below_employer
        Share of employees who say that less is owed than the employer says.
    change
        Fulfilled now minus last round, with its error; None without an earlier round.
    """

    scale: str
    obliged: Mean
    fulfilled: Mean
    answers: dict[str, dict[str, float]]
    reliability: dict[str, Reliability]
    gap: Mean
    gap_reliability: float
    breach: Share
    priority: str
    employer: tuple[float, ...] = ()
    mismatch: float | None = None
    below_employer: Share | None = None
    change: Mean | None = None


@dataclass(frozen=True)
class ContractReport:
    """The psychological contract of a company in one round.

    Parameters
    ----------
    questionnaire
        Name and version.
    n
        Employees who answered.
    scales
        By scale.
    exchanges, exchanges_by_median
        Shares of the kinds of exchange, cut at the middle of the scale, and as a check at the medians.
    teams
        By team that may be shown: n and fulfilled per scale; with whether team means may be told apart.
    hidden_teams
        How many teams are too small to show.
    """

    questionnaire: str
    n: int
    scales: tuple[ScaleScores, ...]
    exchanges: dict[str, Share]
    exchanges_by_median: dict[str, Share]
    teams: dict[str, dict[str, Any]] = field(default_factory=dict)
    hidden_teams: int = 0
    team_agreement: dict[str, dict[str, Any]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The report for JSON; numbers that do not exist are null."""
        return plain(asdict(self))  # type: ignore[no-any-return]


def plain(value: Any) -> Any:
    """A value for JSON: tuples as lists, numbers that do not exist as None."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value
