"""The largest probability that anything happens: what the one scan of risks holds its draws against."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from houvast.market.bands import LONGEST_MONTHS, band_of_months
from houvast.market.kernels.cells import Cells
from houvast.market.kernels.codes import N_POSITIONS, SELF_EMPLOYED, UNEMPLOYED
from houvast.market.kernels.contracts import Contracts
from houvast.market.kernels.demography import Demography
from houvast.market.kernels.feedback import Feedback
from houvast.market.kernels.random_bits import LANE_STEPS
from houvast.market.kernels.search import Seeking
from houvast.market.kernels.separations import Separations
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import CONTRACT, SEX, TENURE_BAND_START_MONTHS

PROBABILITY_ONE = 1.0


def bound_of_risks(
    cells: Cells,
    demography: Demography,
    layoff_caps: tuple[float, float],
    separations: Separations,
    seeking: Seeking,
    contracts: Contracts,
    feedback: Feedback,
) -> npt.NDArray[np.uint16]:
    """Return the largest probability, for people of a position, tenure and cell, that anything happens in a month.

    Returns
    -------
    ndarray of uint16, shape (positions, tenure bands, n_cells)
        For this tenure and any reached within a year; in steps of 1 / 65536, rounded up, less one: a 16-bit
        draw that is at most this passes.
    """
    shape = (N_POSITIONS, len(TENURE_BAND_START_MONTHS), len(SEX), cells.n_education, cells.n_age)
    total = np.zeros(shape) + demography.death_prob + contracts.business_prob[:, None, None, None, :]
    at_work = total[: len(CONTRACT)]
    at_work += separations.dismissal_prob.transpose(0, 2, 3, 1)[:, :, None, :, :]
    at_work += max(feedback.quit_factor, 1.0) * separations.quit_prob.transpose(0, 2, 3, 1)[:, :, :, None, :]
    at_work[1:SELF_EMPLOYED] += layoff_caps[0]
    at_work[0] += layoff_caps[1]
    at_work += feedback.search_factor.max() * seeking.on_the_job_prob[:, :, None, None, :]
    at_work += (contracts.conversion_prob + contracts.fixed_hours_prob[:, None])[:, :, None, None, None]
    total[UNEMPLOYED] = PROBABILITY_ONE
    total[UNEMPLOYED + 1 :] += seeking.start_prob.transpose(0, 2, 1)[:, None, None, :, :]
    within_year = [total[:, first : last + 1].max(axis=1) for first, last in enumerate(_tenure_bands_in_a_year())]
    steps = np.ceil(np.stack(within_year, axis=1) * LANE_STEPS).clip(1.0, LANE_STEPS) - 1.0
    by_cell = np.broadcast_to(steps[..., None], (*shape, cells.n_regions))
    return by_cell.reshape(*shape[:2], -1).astype(np.uint16)


def _tenure_bands_in_a_year() -> npt.NDArray[np.uint8]:
    """Return, for each tenure band, the last one that somebody in it can be in a year later."""
    longest = np.append(np.array(TENURE_BAND_START_MONTHS[1:]) - 1, LONGEST_MONTHS - 1 - MONTHS_PER_YEAR)
    return np.asarray(band_of_months(TENURE_BAND_START_MONTHS)[longest + MONTHS_PER_YEAR])
