"""A sampling design: how the rows of a survey came to be drawn, stage by stage, and with what weight.

A stage has units (schools, then pupils) that were drawn within strata. The variance routine needs no more than, per
stage, the unit of every row, the stratum of every unit and a scale per stratum; all of that is worked out here, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]

WHOLLY_SAMPLED = 1e-7
"""Below this share left unsampled, a stratum counts as wholly sampled and adds no variance (as in R survey)."""


class LonelyPsu(StrEnum):
    """What to do with a stratum in which one unit was drawn: its variance cannot be estimated."""

    FAIL = "fail"
    CERTAINTY = "certainty"
    ADJUST = "adjust"
    AVERAGE = "average"


@dataclass(frozen=True)
class Stage:
    """One stage of sampling.

    Parameters
    ----------
    unit
        Unit of every row, shape (n,), codes 0 to U - 1.
    stratum
        Stratum of every unit, shape (U,), codes 0 to H - 1.
    n_sampled
        Units drawn in every stratum, shape (H,).
    n_population
        Units there are in every stratum, shape (H,); infinite without a finite-population correction.
    share_before
        Sampled share of all earlier stages together, shape (H,); 1 at the first stage.
    """

    unit: IntArray
    stratum: IntArray
    n_sampled: FloatArray
    n_population: FloatArray
    share_before: FloatArray

    @cached_property
    def is_whole(self) -> BoolArray:
        """Strata of which every unit was drawn, shape (H,)."""
        return np.asarray(1 - self.n_sampled / self.n_population < WHOLLY_SAMPLED)

    @cached_property
    def is_lonely(self) -> BoolArray:
        """Strata with one unit drawn out of several, shape (H,)."""
        return np.asarray((self.n_sampled == 1) & ~self.is_whole & (self.share_before > 0))

    @cached_property
    def scale(self) -> FloatArray:
        """Factor of the squared deviations of a stratum: f_before (1 - f) n / (n - 1), shape (H,)."""
        unsampled = np.where(self.is_whole, 0.0, 1 - self.n_sampled / self.n_population)
        correction = self.n_sampled / np.maximum(self.n_sampled - 1, 1)
        return np.asarray(self.share_before * unsampled * correction)

    @cached_property
    def stratum_of_row(self) -> IntArray:
        """Stratum of every row, shape (n,)."""
        return self.stratum[self.unit]


@dataclass(frozen=True)
class Replicates:
    """Replicate weights made by the producer of the data.

    Parameters
    ----------
    weights
        Analysis weights, the sampling weight included, shape (n, R).
    scale, rscales
        Variance is scale * sum of rscales times the squared deviations of the R estimates; shape () and (R,).
    around_estimate
        Deviations are from the estimate of the full sample (R: `mse`), else from the mean of the replicates.
    df
        Degrees of freedom; the rank of the weights minus 1 unless the producer says otherwise.
    """

    weights: FloatArray
    scale: float
    rscales: FloatArray
    around_estimate: bool
    df: int


@dataclass(frozen=True)
class Calibration:
    """How weights were fitted to known totals; the standard errors use it.

    Parameters
    ----------
    covariates
        What was fitted, shape (n, q).
    start_weights
        The weights before, shape (n,).
    """

    covariates: FloatArray
    start_weights: FloatArray


@dataclass(frozen=True)
class Design:
    """A sample with its weights.

    Parameters
    ----------
    weights
        Sampling weights, shape (n,).
    stages
        At least one, unless there are replicates.
    lonely_psu
        Rule for strata with one unit.
    replicates, calibration
        When the producer gave replicate weights, or the weights were fitted to totals.
    """

    weights: FloatArray
    stages: tuple[Stage, ...]
    lonely_psu: LonelyPsu = LonelyPsu.FAIL
    replicates: Replicates | None = None
    calibration: Calibration | None = None

    @property
    def n_rows(self) -> int:
        """Rows of the sample."""
        return len(self.weights)

    def df(self, rows: BoolArray | None = None) -> int:
        """Degrees of freedom: primary units minus strata, of the whole sample or of some rows."""
        if self.replicates is not None:
            return self.replicates.df
        first = self.stages[0]
        units = first.unit if rows is None else first.unit[rows]
        seen = np.unique(units)
        return int(len(seen) - len(np.unique(first.stratum[seen])))

    def of_rows(self, rows: BoolArray, weights: FloatArray) -> Design:
        """The design of a part of the rows that was drawn by itself, as one half of a split questionnaire.

        Parameters
        ----------
        rows
            Rows of the part, shape (n,).
        weights
            Weights of the part, shape (n,).
        """
        stages: list[Stage] = []
        share_of_row = np.ones(int(rows.sum()))
        for stage in self.stages:
            seen_units, unit = np.unique(stage.unit[rows], return_inverse=True)
            seen_strata, stratum = np.unique(stage.stratum[seen_units], return_inverse=True)
            n_sampled = np.bincount(stratum).astype(float)
            size, share = stage.n_population[seen_strata], np.zeros(len(seen_strata))
            share[stratum[unit]] = share_of_row
            stages.append(Stage(unit, stratum, n_sampled, size, share))
            share_of_row = share_of_row * (n_sampled / size)[stratum[unit]]
        return Design(weights[rows], tuple(stages), self.lonely_psu)

    @cached_property
    def has_lonely(self) -> bool:
        """Whether some stratum has one unit drawn out of several."""
        return any(bool(stage.is_lonely.any()) for stage in self.stages)


def nested_codes(labels: Sequence[npt.NDArray[np.generic]]) -> IntArray:
    """Number the combinations of labels, shape (n,): a unit of a later stage lies within one of the earlier."""
    code = np.zeros(len(labels[0]), dtype=np.intp)
    for each in labels:
        _, inverse = np.unique(each, return_inverse=True)
        _, code = np.unique(code * (int(inverse.max()) + 1) + inverse, return_inverse=True)
    return code


def make_stages(
    units: Sequence[npt.NDArray[np.generic]],
    strata: Sequence[npt.NDArray[np.generic]],
    population: Sequence[FloatArray],
    nest: bool = False,
) -> tuple[Stage, ...]:
    """Work out the stages of a design from the columns that describe it.

    Parameters
    ----------
    units
        Labels of the units of every stage, each of shape (n,).
    strata
        Labels of the strata of the first stages, each of shape (n,); later stages have none of their own.
    population
        Units there are in the stratum of each row, each of shape (n,): sizes, or sampled shares when none exceeds 1.
        Fewer than there are stages means: not corrected from there on.
    nest
        Labels of units are used again in other strata.

    Returns
    -------
    tuple of Stage
    """
    n_rows = len(units[0])
    stages: list[Stage] = []
    share_of_row = np.ones(n_rows)
    above: list[npt.NDArray[np.generic]] = []
    for index, labels in enumerate(units):
        own_strata = [*strata[: index + 1]] or [np.zeros(n_rows, dtype=np.intp)]
        stratum_of_row = nested_codes([*above, *own_strata])
        unit = nested_codes([*above, *(own_strata if nest else []), labels])
        stratum = np.zeros(int(unit.max()) + 1, dtype=np.intp)
        stratum[unit] = stratum_of_row
        n_strata = int(stratum_of_row.max()) + 1
        n_sampled = np.bincount(stratum, minlength=n_strata).astype(float)
        size = np.full(n_strata, np.inf)
        if index < len(population):
            size[stratum_of_row] = sizes_of(population[index], n_sampled[stratum_of_row])
        share = np.zeros(n_strata)
        share[stratum_of_row] = share_of_row
        stages.append(Stage(unit, stratum, n_sampled, size, share))
        share_of_row = share_of_row * (n_sampled / size)[stratum_of_row]
        above.append(unit)
    return tuple(stages)


def sizes_of(population: FloatArray, n_sampled: FloatArray) -> FloatArray:
    """Read a correction as sizes: as they are, or from sampled shares when none exceeds 1; shape (n,)."""
    if population.max() <= 1 and population.min() < 1:
        return np.asarray(n_sampled / population)
    return population


def weights_of(stages: Sequence[Stage]) -> FloatArray:
    """Weights that follow from the sizes of the strata alone, shape (n,)."""
    weights = np.ones(len(stages[0].unit))
    for stage in stages:
        weights *= (stage.n_population / stage.n_sampled)[stage.stratum_of_row]
    return weights
