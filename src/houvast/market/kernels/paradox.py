"""The career paradox: who stands to lose the job does least for the next one.

In words
    Expecting to lose the job makes people less proactive in their career; guidance and
    support at work make them more so. Proactive people train more and search more. So
    those who need it most do it least, unless somebody helps.

Equations
    target = neutral + shift + shift(education) - strength * (P(job lost in a year) - usual);
    proactivity' = proactivity + adjustment * (target - proactivity).

Order
    Part of the yearly review. What it does to search is in ``feedback``. A strength of 0
    switches the paradox off.

Parameters
    ``proactivity_*``, ``paradox_strength``, ``expected_loss_neutral_prob_per_year``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels.codes import FIRST_OUT_OF_WORK

FULL = 255.0
ROUNDING = 1.0 / 2.0


class Paradox(NamedTuple):
    """Parameters of a year, looked up and put in arrays; scores are in 255ths."""

    target: npt.NDArray[np.float64]
    """(contract, age band, tenure band, education): proactivity that a job leads to."""
    target_without_work: npt.NDArray[np.float64]
    """By education."""
    guidance_shift: float
    support_shift: float
    adjustment: float


@inline
def grow_proactive(person, position, age_band, tenure_band, supported, has_guidance, persons, paradox):
    """Move the proactivity of a person towards what the job, support and guidance lead to."""
    education = persons.education[person]
    if position < FIRST_OUT_OF_WORK:
        target = paradox.target[position, age_band, tenure_band, education]
    else:
        target = paradox.target_without_work[education]
    target += supported * paradox.support_shift + has_guidance * paradox.guidance_shift
    now = np.float64(persons.proactivity[person])
    moved = now + paradox.adjustment * (target - now)
    persons.proactivity[person] = np.uint8(min(max(moved, 0.0), FULL) + ROUNDING * (moved < FULL))
