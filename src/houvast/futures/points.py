"""Points in the plane of the two axes, and how much of each corner a point holds."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

CORNERS = ((1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0))
"""The corners A, B, C and D: technology, collective."""

_NUMBER = r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*"
_NUMBERS = re.compile(f"{_NUMBER},{_NUMBER}")


class Point(NamedTuple):
    """A point in the plane; both numbers lie in [-1, 1].

    Parameters
    ----------
    technology
        1 is driven by technology, -1 hardly.
    collective
        1 is organised together, -1 left to the individual.
    """

    technology: float
    collective: float

    @property
    def in_plane(self) -> bool:
        """Whether both numbers are finite and within [-1, 1]."""
        return all(math.isfinite(each) and abs(each) <= 1 for each in self)

    def weights(self) -> npt.NDArray[np.float64]:
        """Return the share of each corner in this point, in the order of :data:`CORNERS`; together 1.

        Bilinear: at a corner exactly that corner, at the centre a quarter of each, and straight along each axis.
        """
        corners = np.array(CORNERS)
        return np.asarray(np.prod((1.0 + corners * np.array(self)) / 2.0, axis=1), np.float64)

    def text(self, language: str = "en") -> str:
        """Return the point as it is written on the command line."""
        del language  # two numbers are the same in both languages
        return f"{self.technology:g},{self.collective:g}"


def read_point(text: str) -> Point | None:
    """Return the point written as two numbers with a comma in between, or None when it is written otherwise.

    Examples
    --------
    >>> read_point("0.5,-0.2")
    Point(technology=0.5, collective=-0.2)
    """
    found = _NUMBERS.fullmatch(text)
    return None if found is None else Point(float(found[1]), float(found[2]))
