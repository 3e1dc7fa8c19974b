"""What an estimation comes to: estimates with their error, and how they are written as JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from houvast.surveys.design import FloatArray
from houvast.surveys.intervals import Interval


@dataclass(frozen=True)
class Estimate:
    """One number with its error.

    Parameters
    ----------
    labels
        What it is of: variable, level, quantile, part, contrast.
    group
        Value of every column in `by`.
    value, se
        Estimate and standard error.
    interval
        Low and high; (None, None) where it makes no sense.
    df
        Degrees of freedom of the interval; infinite for a normal one.
    n
        Rows behind it.
    deff
        Variance relative to simple random sampling, where that is defined.
    """

    labels: dict[str, object]
    group: dict[str, str]
    value: float
    se: float
    interval: Interval
    df: float
    n: int
    deff: float | None = None

    def as_json(self) -> dict[str, Any]:
        """The estimate as it is written; numbers that do not exist are null."""
        written: dict[str, Any] = dict(self.labels)
        if self.group:
            written["group"] = self.group
        written |= {
            "estimate": _finite(self.value),
            "se": _finite(self.se),
            "ci": [_finite(bound) for bound in self.interval],
            "df": _finite(self.df),
            "n": self.n,
        }
        if self.deff is not None:
            written["deff"] = _finite(self.deff)
        return written


@dataclass(frozen=True)
class EntryResult:
    """The estimates of one entry, with their covariances where these were asked together.

    Parameters
    ----------
    about
        The entry: statistic, variables, by, where, rules.
    estimates
        In the order of variables, then groups.
    covariance
        Shape (K, K) in the order of the estimates, or None.
    """

    about: dict[str, Any]
    estimates: tuple[Estimate, ...]
    covariance: FloatArray | None = field(default=None, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The entry as it is written."""
        written = {**self.about, "estimates": [each.as_json() for each in self.estimates]}
        if self.covariance is not None:
            written["covariance"] = [[_finite(cell) for cell in row] for row in self.covariance.tolist()]
        return written


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) and not np.isnan(value) else None
