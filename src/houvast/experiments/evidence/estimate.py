"""A figure with its interval over seeds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.experiments.comparison.intervals import interval


class Estimate(NamedTuple):
    """A mean over seeds with the ends of its interval; None with fewer than two seeds, where nothing can be said."""

    value: float
    low: float | None
    high: float | None

    @property
    def sign(self) -> int:
        """1 or -1 when the interval leaves no doubt, else 0."""
        if self.low is None or self.high is None:
            return 0
        return int(self.low > 0.0) - int(self.high < 0.0)


def estimate(values: npt.NDArray[np.float64]) -> Estimate:
    """Return the mean over seeds, shape (seeds,), with its interval."""
    found = interval(np.asarray(values, np.float64).reshape(-1, 1))
    ends = (float(each[0]) for each in found)
    return Estimate(*(None if np.isnan(each) else each for each in ends))  # type: ignore[arg-type]
