"""Care and hours: care duties begin and end, hours move towards what people want.

In words
    Once a year care for others may begin or end; it takes from the hours people want to
    work. Whoever has say over the own working times changes the hours at once; a right
    to more or fewer hours lets others follow. Combining work and care goes well when
    hours fit and there is say over times or paid leave.

Equations
    P(care begins) by sex and age, P(care ends) by age;
    wanted hours fall by weight * hours of care, and rise again when it ends.

Order
    Part of the yearly review.

Parameters
    ``care_*``, ``say_over_times_share_by_contract``, ``leave_share``,
    ``right_to_hours_share``, ``hours_tolerance_hours_per_week``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels.random_bits import LANE_STEPS, lane_of

CARE_LANE, HOURS_LANE = 2, 3
"""Lanes of the word of a review; 0 and 1 are those of learning."""
SAY_LANE, LEAVE_LANE, INSURED_LANE = 0, 1, 2
"""Lanes of the word of the terms of a job."""
LONGEST_WEEK = 80


class Care(NamedTuple):
    """Parameters of a year, looked up and put in arrays."""

    begins: npt.NDArray[np.float64]
    """(sex, age band) per year."""
    ends: npt.NDArray[np.float64]
    """By age band, per year."""
    hours: npt.NDArray[np.uint8]
    """By sex: hours of care a week."""
    wanted_less: npt.NDArray[np.int64]
    """By sex: hours of work wanted less a week."""
    say: npt.NDArray[np.float64]
    """By contract."""
    leave: npt.NDArray[np.float64]
    """By contract: share who can take paid leave; 0 for the self-employed."""
    tolerance: int
    right_steps: float
    """Share of people whose hours move to what they want, per year, in 16-bit steps."""
    leave_cost_weeks: float
    """Weeks of pay a year that the public pays of somebody's leave."""


@inline
def change_care(person, age_band, free, word, persons, care):
    """Let care duties begin or end; return by how many hours a week the wish to work changes.

    Whoever is not ``free`` to choose hours and kept them all along is content with them again.
    """
    lane = lane_of(word, CARE_LANE)
    sex = persons.sex[person]
    before = np.int64(persons.hours_wanted[person])
    if persons.care_load[person] == 0:
        if lane >= care.begins[sex, age_band] * LANE_STEPS:
            return 0
        persons.care_load[person] = care.hours[sex]
        wanted = max(before - care.wanted_less[sex], 1)
    else:
        if lane >= care.ends[age_band] * LANE_STEPS:
            return 0
        persons.care_load[person] = 0
        wanted = max(before, np.int64(persons.hours[person]))
        if free:
            wanted = min(before + care.wanted_less[sex], LONGEST_WEEK)
    persons.hours_wanted[person] = wanted
    return wanted - before


@inline
def move_hours(person, change, say, word, persons, care):
    """Let the hours of somebody in work follow the wish: by say over times, or by right."""
    if say and change != 0:
        persons.hours[person] = min(max(np.int64(persons.hours[person]) + change, 1), LONGEST_WEEK)
    if lane_of(word, HOURS_LANE) < care.right_steps:
        persons.hours[person] = persons.hours_wanted[person]


@inline
def hours_fit(person, persons, care):
    """Return whether actual hours are near enough to those wanted."""
    gap = np.int64(persons.hours[person]) - np.int64(persons.hours_wanted[person])
    return -care.tolerance <= gap <= care.tolerance


@inline
def has_say(contract, word, care):
    """Return whether somebody has say over the own working times."""
    return lane_of(word, SAY_LANE) < care.say[contract] * LANE_STEPS


@inline
def can_take_leave(contract, word, care):
    """Return whether somebody can take paid leave for care."""
    return lane_of(word, LEAVE_LANE) < care.leave[contract] * LANE_STEPS
