"""Learning: who trains, what training adds to skills and what change takes away.

In words
    Once a year somebody trains or does not: contract, education, age and access decide,
    and how proactive somebody is. Skills go out of date, faster where technology
    changes the occupation and faster without work; training makes up part of the lag.
    Up-to-date skills help to be considered for a job. Some unemployed people retrain
    for another occupation; part of them drop out on the way.

Equations
    P(trains) = base(contract, education, age) * (1 + weight * (proactivity - neutral));
    skill' = skill * (1 - decay(occupation)); with training + gain * (1 - skill').

Order
    Part of the yearly review. What skills do to being considered is in ``feedback``.

Parameters
    ``training_*``, ``skill_*``, ``retraining_*``, ``initial_education_share``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, IN_EDUCATION
from houvast.market.kernels.random_bits import LANE_STEPS, lane_of

TRAINS_LANE, RECENT_LANE = 0, 1
FULL = 255.0
"""A score of 1 as a byte."""
ROUNDING = 1.0 / 2.0


class Learning(NamedTuple):
    """Parameters of a year, looked up and put in arrays."""

    training_prob: npt.NDArray[np.float64]
    """(position, education, age band) per year, at usual proactivity."""
    training_factor: npt.NDArray[np.float64]
    """(256,) by proactivity."""
    recent_steps: float
    """Share of those who learn in a year who did in the last four weeks, in 16-bit steps."""
    initial_share: npt.NDArray[np.float64]
    """By age band: still in first education, of those in work."""
    decay: npt.NDArray[np.float64]
    """By occupation, per year."""
    decay_out_of_work: float
    gain: float
    retraining_prob: float
    drop_out_share: float
    training_cost_eur: float
    retraining_cost_eur: float


@inline
def trains(person, position, age_band, word, persons, learning):
    """Return whether a person trains in this year."""
    prob = learning.training_prob[position, persons.education[person], age_band]
    prob *= learning.training_factor[persons.proactivity[person]]
    return lane_of(word, TRAINS_LANE) < prob * LANE_STEPS


@inline
def learned_lately(position, age_band, trained, word, learning):
    """Return whether somebody learned in the last four weeks, first education included."""
    if position == IN_EDUCATION:
        return True
    lane = lane_of(word, RECENT_LANE)
    initial = 0.0
    if position < FIRST_OUT_OF_WORK:
        initial = learning.initial_share[age_band] * LANE_STEPS
    if lane < initial:
        return True
    return trained and lane - initial < learning.recent_steps * (1.0 - initial / LANE_STEPS)


@inline
def keep_up(person, position, trained, persons, learning):
    """Let the skills of a person age by a year and gain from training."""
    lost = learning.decay[persons.occupation[person]]
    if position >= FIRST_OUT_OF_WORK:
        lost += learning.decay_out_of_work
    skill = persons.skill_currency[person] * (1.0 - min(lost, 1.0))
    if trained:
        skill += learning.gain * (FULL - skill)
    persons.skill_currency[person] = np.uint8(skill + ROUNDING)


@inline
def retrains(person, draw, persons, learning):
    """Return whether an unemployed person begins to retrain this year, given a draw in [0, 1)."""
    prob = learning.retraining_prob * learning.training_factor[persons.proactivity[person]]
    return draw < prob
