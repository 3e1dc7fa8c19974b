"""Feedback: what skills, proactivity, guidance and health do to search, hiring and stopping.

In words
    Whoever is proactive looks for work more. Up-to-date skills, guidance and good health make
    employers consider somebody more. Burn-out complaints make people stop working more often.

Equations
    factor(score) = 1 + weight * (score - neutral), never below 0, looked up by 255ths;
    guidance goes to a share of new spells of unemployment, for some months.

Order
    Holds all year, in the steps ``risks`` and ``search``; the scores move in the yearly review.

Parameters
    ``proactivity_search_weight``, ``skill_search_weight``, ``guidance_*``,
    ``strain_quit_factor``, ``health_screening_weight``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels.codes import FIRST_OUT_OF_WORK, UNEMPLOYED
from houvast.market.kernels.random_bits import LANE_STEPS, lane_of, word_of

GUIDED_LANE = 0


class Feedback(NamedTuple):
    """Parameters of a year, looked up and put in arrays."""

    search_factor: npt.NDArray[np.float64]
    """(256,) by proactivity: factor on looking for work."""
    consider_factor: npt.NDArray[np.float64]
    """(256,) by skill: factor on being considered."""
    burnout: float
    """Strain from which burn-out complaints count. [255ths]"""
    quit_factor: float
    """Factor of complaints on stopping work."""
    screening_factor: float
    """Factor of complaints on being considered."""
    guidance_share: float
    guidance_months: int
    guidance_factor: float
    """Factor of guidance on being considered."""
    guidance_key: np.uint64


@inline
def search_effort(person, persons, feedback):
    """Return the factor of proactivity on looking for work."""
    return feedback.search_factor[persons.proactivity[person]]


@inline
def guided(person, month, persons, feedback):
    """Return whether a person has personal guidance: a share of new spells, for some months.

    The draw belongs to person and spell, so nothing is stored, and a larger share keeps
    everybody guided who was.
    """
    if persons.position[person] != UNEMPLOYED:
        return False
    spell_start = persons.spell_start[person]
    if month - spell_start >= feedback.guidance_months:
        return False
    lane = lane_of(word_of(spell_start, person, feedback.guidance_key), GUIDED_LANE)
    return lane < feedback.guidance_share * LANE_STEPS


@inline
def burnt_out(person, persons, feedback):
    """Return whether a person has burn-out complaints."""
    return persons.strain[person] >= feedback.burnout


@inline
def quit_effect(person, persons, feedback):
    """Return the factor of burn-out complaints on stopping work."""
    return feedback.quit_factor if burnt_out(person, persons, feedback) else 1.0


@inline
def consideration(person, month, persons, feedback):
    """Return the factor of skills, health, guidance and own effort on being considered for a job."""
    factor = feedback.consider_factor[persons.skill_currency[person]]
    if burnt_out(person, persons, feedback):
        factor *= feedback.screening_factor
    if persons.position[person] >= FIRST_OUT_OF_WORK:
        factor *= search_effort(person, persons, feedback)
        if guided(person, month, persons, feedback):
            factor *= feedback.guidance_factor
    return factor
