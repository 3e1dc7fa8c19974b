"""Whole persons per cell: the fitted tables at a scale, rounded with as little chance as possible."""

from typing import NamedTuple

import numpy as np

from houvast.population.composition import (
    AGE_AXIS,
    CONTRACT_AXIS,
    EDUCATION_AXIS,
    EMPLOYED,
    HOURS_AXIS,
    OCCUPATION_AXIS,
    SECTOR_AXIS,
    SEX_AXIS,
    STANDING_AXIS,
    Composition,
)
from houvast.population.raking import FloatTable, margin_of
from houvast.population.rounding import IntTable, round_groups, round_table, systematic_round
from houvast.population.seeds import stream

THOUSAND = 1000
"""Persons in the unit of the published tables."""


class Counts(NamedTuple):
    """Persons per cell; the axes are those of `Composition`.

    Parameters
    ----------
    people : ndarray of shape (n_ages, n_sexes, n_educations, n_standings)
        Everyone.
    work : ndarray of shape (n_ages, n_sexes, n_educations, n_contracts, n_sectors, n_occupations)
        The employed; sums over contract, sector and occupation equal those in `people`.
    hours : ndarray of shape (n_ages, n_sexes, n_educations, n_contracts, n_hours_bands)
        The employed; sums over the bands equal those in `work`.
    """

    people: IntTable
    work: IntTable
    hours: IntTable


def whole_persons(composition: Composition, scale: float, seed: int) -> Counts:
    """Round the tables to whole persons.

    Every single margin is within one person of its expectation, each table agrees exactly with the one
    before it, and crossings of two margins are within a few persons.

    Parameters
    ----------
    composition : Composition
        Fitted tables. [thousand persons]
    scale : float
        Simulated persons per real person, above 0 and at most 1.
    seed : int
        Seed of the population.

    Returns
    -------
    Counts
        Whole persons per cell.
    """
    n_persons = max(round(float(composition.people.sum()) * THOUSAND * scale), 1)
    people = _round_people(composition.people, n_persons, stream(seed, "rounding of people"))
    work = round_groups(
        composition.work,
        people[..., EMPLOYED],
        stream(seed, "rounding of work"),
        exact_axes=(CONTRACT_AXIS, SECTOR_AXIS, OCCUPATION_AXIS),
    )
    employed = work.sum(axis=(SECTOR_AXIS, OCCUPATION_AXIS))
    hours = round_groups(composition.hours, employed, stream(seed, "rounding of hours"), exact_axes=(HOURS_AXIS,))
    return Counts(people, work, hours)


def _round_people(expected: FloatTable, n_persons: int, rng: np.random.Generator) -> IntTable:
    """Round everyone so that age, sex and education hold exactly within each standing."""
    by_standing = systematic_round(margin_of(expected, (STANDING_AXIS,)), n_persons, rng)
    targets = {
        axis: round_table(margin_of(expected, (axis, STANDING_AXIS)), n_persons, rng, {1: by_standing})
        for axis in (AGE_AXIS, SEX_AXIS, EDUCATION_AXIS)
    }
    slices = [
        round_table(
            expected[..., standing],
            int(by_standing[standing]),
            rng,
            {axis: target[:, standing] for axis, target in targets.items()},
        )
        for standing in range(expected.shape[STANDING_AXIS])
    ]
    return np.stack(slices, axis=STANDING_AXIS)
