"""Bands of ages, tenures and spells: the band of every number of months, as look-up tables."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import AGE_BAND_START_YEARS, SPELL_BAND_START_MONTHS

LONGEST_MONTHS = 1024
"""Length of look-up tables by months: longer than any age, tenure or spell."""


def band_of_months(starts: tuple[int, ...]) -> npt.NDArray[np.uint8]:
    """Return the band of every number of months below :data:`LONGEST_MONTHS`."""
    months = np.arange(LONGEST_MONTHS)
    return (np.searchsorted(starts, months, side="right") - 1).clip(0).astype(np.uint8)


def age_band_of_months() -> npt.NDArray[np.uint8]:
    """Return the age band of every age in months."""
    return band_of_months(tuple(MONTHS_PER_YEAR * years for years in AGE_BAND_START_YEARS))


def spell_band_of_months() -> npt.NDArray[np.uint8]:
    """Return the band of every length of a spell of unemployment."""
    return band_of_months(SPELL_BAND_START_MONTHS)
