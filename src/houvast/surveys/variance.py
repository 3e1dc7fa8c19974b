"""The variance of anything that can be written as a total: one routine for every statistic and design.

A statistic is linearised: its influence column holds, per row, the weight times the derivative of the statistic to
that weight, and the variance of the statistic is the design variance of the total of that column. Rows outside a
domain have influence 0 and stay in the sample, so that the number of units drawn is never understated.

Sources: Woodruff (1971) and Binder (1983) for the linearisation; Deville & Sarndal (1992) for calibrated weights; the
rules for lonely units are those of R survey.
"""

from __future__ import annotations

import numpy as np

from houvast.surveys.design import BoolArray, Calibration, Design, FloatArray, IntArray, LonelyPsu, Stage
from houvast.vocabulary.errors import HouvastError, problem

NOTHING_SHARE = 1e-8
"""A standard error below this share of its estimate is rounding, and is told as 0."""


def covariance(design: Design, influence: FloatArray, rows: BoolArray | None = None) -> FloatArray:
    """Covariance of the totals of influence columns.

    Parameters
    ----------
    design
        The design; not one with replicate weights.
    influence
        Shape (n, K), the weight included.
    rows
        The domain, shape (n,): only strata with rows in it stand for lonely ones; None for all.

    Returns
    -------
    ndarray
        Shape (K, K).

    Raises
    ------
    HouvastError
        `surveys.lonely_psu` when a stratum has one unit and the design says that this is a fault.
    """
    check_lonely(design)
    influence = _residuals(design, influence)
    total = np.zeros((influence.shape[1], influence.shape[1]))
    for stage in design.stages:
        sums = np.stack([np.bincount(stage.unit, column, len(stage.stratum)) for column in influence.T], axis=1)
        totals = np.stack([np.bincount(stage.stratum, column, len(stage.scale)) for column in sums.T], axis=1)
        means: FloatArray = totals / stage.n_sampled[:, None]
        if design.lonely_psu is LonelyPsu.ADJUST:
            means[stage.is_lonely] = 0
        centred = sums - means[stage.stratum]
        total += _average_factor(design, stage, rows) * (centred * stage.scale[stage.stratum][:, None]).T @ centred
    return total


def domain_variances(design: Design, influence: FloatArray, domain: IntArray, n_domains: int) -> FloatArray:
    """The diagonal of `covariance` for statistics of which every row serves one domain, without the empty columns.

    Parameters
    ----------
    design
        As for `covariance`.
    influence
        Shape (n, K): influence on the statistic k of the row's own domain.
    domain
        Domain of every row, shape (n,), 0 to D - 1.
    n_domains
        D.

    Returns
    -------
    ndarray
        Shape (K, D).
    """
    check_lonely(design)
    if design.calibration is not None:
        dense = [np.where(domain[:, None] == np.arange(n_domains), z[:, None], 0) for z in influence.T]
        return np.stack([np.diag(covariance(design, each)) for each in dense])
    variances = np.zeros((influence.shape[1], n_domains))
    for stage in design.stages:
        pair, cell, unit_of_pair = _pairs(stage, domain, n_domains)
        n_cells = len(stage.scale) * n_domains
        stratum = np.repeat(np.arange(len(stage.scale)), n_domains)
        n_sampled = stage.n_sampled[stratum]
        # Units without a row in the domain have sum 0: they deviate by the mean itself.
        n_absent = n_sampled - np.bincount(cell, minlength=n_cells)
        scale = _average_factor(design, stage) * stage.scale[stratum]
        adjusted = stage.is_lonely[stratum] & (design.lonely_psu is LonelyPsu.ADJUST)
        for k, column in enumerate(influence.T):
            sums = column if pair is None else np.bincount(pair, column, len(unit_of_pair))
            means = np.bincount(cell, sums, n_cells) / n_sampled
            means[adjusted] = 0
            deviations = sums - means[cell]
            squares = np.bincount(cell, deviations * deviations, n_cells) + n_absent * means * means
            variances[k] += (scale * squares).reshape(-1, n_domains).sum(axis=0)
    return variances


def replicate_covariance(design: Design, estimates: FloatArray, full: FloatArray) -> FloatArray:
    """Covariance from the estimates made with each replicate weight.

    Parameters
    ----------
    design
        A design with replicates.
    estimates
        Shape (R, K).
    full
        Estimate with the full-sample weight, shape (K,).

    Returns
    -------
    ndarray
        Shape (K, K).
    """
    replicates = design.replicates
    if replicates is None:
        no_replicates = "the design has no replicate weights"
        raise ValueError(no_replicates)
    # As in R survey, replicates that do not count are left out of the centre too.
    centre = full
    if not replicates.around_estimate:
        counting = np.ma.masked_invalid(estimates[replicates.rscales > 0])
        centre = counting.mean(axis=0).filled(np.nan)
    # A replicate without anybody in a domain says nothing about it.
    deviations = np.nan_to_num(estimates - centre)
    return np.asarray(replicates.scale * (deviations * replicates.rscales[:, None]).T @ deviations)


def standard_errors(variances: FloatArray, estimates: FloatArray) -> FloatArray:
    """Square roots, with rounding noise told as 0 (a stratum's share in a stratified sample has no error)."""
    errors = np.sqrt(np.maximum(variances, 0))
    return np.where(errors < NOTHING_SHARE * np.abs(estimates), 0.0, errors)


def check_lonely(design: Design) -> None:
    """Stop when a lonely unit is a fault, or when there is nothing to average it over.

    Raises
    ------
    HouvastError
        `surveys.lonely_psu` or `surveys.all_lonely`.
    """
    if not design.has_lonely:
        return
    for number, stage in enumerate(design.stages, start=1):
        found = int(stage.is_lonely.sum())
        if found and design.lonely_psu is LonelyPsu.FAIL:
            raise HouvastError(problem("surveys.lonely_psu", stage=number, found=found))
        if found == len(stage.scale) and design.lonely_psu is LonelyPsu.AVERAGE:
            raise HouvastError(problem("surveys.all_lonely", stage=number))


def _pairs(stage: Stage, domain: IntArray, n_domains: int) -> tuple[IntArray | None, IntArray, IntArray]:
    """Pairs of unit and domain that occur: of every row, then stratum-by-domain cell and unit of each pair."""
    if len(stage.stratum) == len(stage.unit):
        # Every row its own unit: the rows are the pairs.
        return None, stage.stratum_of_row * n_domains + domain, stage.unit
    occurring, pair = np.unique(stage.unit * n_domains + domain, return_inverse=True)
    unit = occurring // n_domains
    return pair, stage.stratum[unit] * n_domains + occurring % n_domains, unit


def _average_factor(design: Design, stage: Stage, rows: BoolArray | None = None) -> float:
    """Let the other strata stand for the lonely ones: all of them, or those with some of these rows."""
    if design.lonely_psu is not LonelyPsu.AVERAGE:
        return 1.0
    is_lonely = stage.is_lonely if rows is None else stage.is_lonely[np.unique(stage.stratum_of_row[rows])]
    n_others = len(is_lonely) - int(is_lonely.sum())
    return len(is_lonely) / n_others if n_others else np.nan


def _residuals(design: Design, influence: FloatArray) -> FloatArray:
    """What calibration left unexplained; the influence itself when weights were not fitted."""
    calibration = design.calibration
    return influence if calibration is None else _unexplained(calibration, design.weights, influence)


def _unexplained(calibration: Calibration, weights: FloatArray, influence: FloatArray) -> FloatArray:
    """Residuals of a regression with the starting weights, times the fitted weights."""
    root = np.sqrt(calibration.start_weights)[:, None]
    positive = weights > 0
    linearised = np.zeros_like(influence)
    linearised[positive] = influence[positive] / weights[positive, None]
    coefficients = np.linalg.lstsq(calibration.covariates * root, linearised * root, rcond=None)[0]
    return np.asarray((linearised - calibration.covariates @ coefficients) * weights[:, None])
