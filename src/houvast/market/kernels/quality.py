"""Quality and health: demands, autonomy and support at work, strain and burn-out.

In words
    A job has high demands or not, autonomy or not, support or not, use of skills or
    not: drawn once per job, so they last as long as the job. Demands without autonomy
    strain most (job demands-control); support helps; fearing for the job and care that
    does not fit add to it. Strain lasts and fades. Beyond a level people have burn-out
    complaints: they are absent more, stop more often and are considered less.

Equations
    P(high demands) by sector and sex, P(low autonomy) by contract and education,
    P(support) by contract, shifted on the scale of log odds;
    strain' = kept * strain + (1 - kept) * target(job, fear, care) + spread * z.

Order
    Part of the yearly review. What complaints do to stopping and screening is in ``feedback``.

Parameters
    ``strain_*``, ``high_strain_by_*_share``, ``low_autonomy_*``, ``supported_by_manager_share``,
    ``support_*``, ``work_intensity_shift``, ``autonomy_shift_by_education``,
    ``skills_underused_share``, ``sickness_*``, ``health_screening_weight``.

Reference
    R. A. Karasek (1979), Job demands, job decision latitude, and mental strain,
    Administrative Science Quarterly 24, pages 285-308.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels.random_bits import BYTE_MASK, LANE_STEPS, lane_of

DEMANDS_LANE, AUTONOMY_LANE, SUPPORT_LANE, SKILLS_LANE = range(4)
HIGH_DEMANDS, AUTONOMOUS, SUPPORTED, USES_SKILLS = 1, 2, 4, 8
"""Bits of what a job is like."""

FULL = 255.0
ROUNDING = 1.0 / 2.0
BYTE_BITS = np.uint64(8)
N_BYTES = 4
BYTE_MEAN = 255.0 / 2.0
BYTE_SPREAD = 147.80167
"""Standard deviation of the sum of four even bytes: the square root of 4 * (256^2 - 1) / 12."""


class Quality(NamedTuple):
    """Parameters of a year, looked up and put in arrays; scores of strain are in 255ths."""

    high_demands: npt.NDArray[np.float64]
    """(sector, sex)"""
    low_autonomy: npt.NDArray[np.float64]
    """(contract, education)"""
    support: npt.NDArray[np.float64]
    """By contract."""
    skills_used: float
    strain: npt.NDArray[np.float64]
    """(16,) by what the job is like: strain it leads to."""
    strain_out_of_work: float
    strain_care: float
    strain_fear: npt.NDArray[np.float64]
    """(contract, age band, tenure band, education): strain by expected job loss."""
    persistence: float
    spread: float
    absence: npt.NDArray[np.float64]
    """(sector, without or with complaints): share of days absent."""
    exit_prob: float


@inline
def job_quality(contract, sector, sex, education, word, quality):
    """Return what a job is like, as bits; ``word`` belongs to the person and the start of the job."""
    bits = 0
    if lane_of(word, DEMANDS_LANE) < quality.high_demands[sector, sex] * LANE_STEPS:
        bits += HIGH_DEMANDS
    if lane_of(word, AUTONOMY_LANE) >= quality.low_autonomy[contract, education] * LANE_STEPS:
        bits += AUTONOMOUS
    if lane_of(word, SUPPORT_LANE) < quality.support[contract] * LANE_STEPS:
        bits += SUPPORTED
    if lane_of(word, SKILLS_LANE) < quality.skills_used * LANE_STEPS:
        bits += USES_SKILLS
    return bits


@inline
def is_high_strain(bits):
    """Return whether demands are high and autonomy is low."""
    return bits & (HIGH_DEMANDS | AUTONOMOUS) == HIGH_DEMANDS


@inline
def spread_of(word):
    """Return a draw of mean 0 and spread 1, near normal, from four bytes of a word."""
    total = np.int64(0)
    for _ in range(N_BYTES):
        total += np.int64(word & BYTE_MASK)
        word = word >> BYTE_BITS
    return (total - N_BYTES * BYTE_MEAN) / BYTE_SPREAD


@inline
def strain_on(person, target, word, persons, quality):
    """Move the strain of a person towards a target, with the luck of a year."""
    kept = quality.persistence
    moved = kept * persons.strain[person] + (1.0 - kept) * target + quality.spread * spread_of(word)
    persons.strain[person] = np.uint8(min(max(moved, 0.0), FULL - ROUNDING) + ROUNDING)
