"""Statistics with their influence: what they come to, and how each row moves them.

Every function takes weights that are 0 outside the domain, so that a domain is never cut out of its sample. An
influence is the weight of a row times the derivative of the statistic to that weight (Demnati & Rao 2004); its total
over the sample has the variance of the statistic. Where y may be missing, its weight is 0 and its value is read as 0.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from houvast.surveys.design import FloatArray, IntArray


class Linearised(NamedTuple):
    """Values of shape (K,) and influences of shape (n, K)."""

    values: FloatArray
    influence: FloatArray

    def combined(self, coefficients: FloatArray) -> Linearised:
        """Linear combinations; `coefficients` has shape (C, K)."""
        return Linearised(coefficients @ self.values, self.influence @ coefficients.T)


def side_by_side(parts: list[Linearised]) -> Linearised:
    """Several statistics as one."""
    return Linearised(
        np.concatenate([part.values for part in parts]), np.concatenate([part.influence for part in parts], axis=1)
    )


def total(weights: FloatArray, y: FloatArray) -> Linearised:
    """Totals of the columns of y, shape (n, K)."""
    influence = weights[:, None] * y
    return Linearised(influence.sum(axis=0), influence)


def mean(weights: FloatArray, y: FloatArray) -> Linearised:
    """Means of the columns of y, shape (n, K)."""
    n = weights.sum()
    means = weights @ y / n
    return Linearised(means, weights[:, None] * (y - means) / n)


def ratio(weights: FloatArray, y: FloatArray, x: FloatArray) -> Linearised:
    """Totals of the columns of y, shape (n, K), over the total of x, shape (n,)."""
    below = weights @ x
    ratios = weights @ y / below
    return Linearised(ratios, weights[:, None] * (y - x[:, None] * ratios) / below)


def variance(weights: FloatArray, y: FloatArray, n_rows: int | None = None) -> Linearised:
    """Variances of the columns of y, with n / (n - 1) for the rows that count (R: `svyvar`).

    Replicate weights of 0 do not change how many rows count; then `n_rows` says so.
    """
    n = int(np.count_nonzero(weights)) if n_rows is None else n_rows
    centre = weights @ y / weights.sum()
    return mean(weights, np.where(weights[:, None] > 0, (y - centre) ** 2, 0.0) * n / (n - 1))


def gini(weights: FloatArray, y: FloatArray) -> Linearised:
    """Gini coefficient of y, shape (n,); influence as in Langel & Tille (2013)."""
    order = np.argsort(y, kind="stable")
    sorted_weights, sorted_y = weights[order], y[order]
    rank, below = np.cumsum(sorted_weights), np.cumsum(sorted_weights * sorted_y)
    n, sum_y = rank[-1], below[-1]
    value = sorted_weights * sorted_y @ (2 * rank - sorted_weights) / (n * sum_y) - 1
    # Rows with the same y share the rank at the end of their run, so that their order does not matter.
    last = np.searchsorted(sorted_y, sorted_y, side="right") - 1
    slope = 2 * (rank[last] * sorted_y - below[last]) + sum_y - n * sorted_y - value * (sum_y + n * sorted_y)
    influence = np.zeros_like(y)
    influence[order] = sorted_weights * slope / (n * sum_y)
    return Linearised(np.array([value]), influence[:, None])


def theil(weights: FloatArray, y: FloatArray) -> Linearised:
    """Theil index, generalised entropy with alpha 1, of positive y, shape (n,)."""
    y = np.where(weights > 0, y, 1.0)
    n, sum_y = weights.sum(), weights @ y
    relative = y * n / sum_y
    value = weights @ (relative * np.log(relative)) / n
    influence = weights * (relative * (np.log(relative) - value - 1) + 1) / n
    return Linearised(np.array([value]), influence[:, None])


def ge0(weights: FloatArray, y: FloatArray) -> Linearised:
    """Mean log deviation, generalised entropy with alpha 0, of positive y, shape (n,)."""
    y = np.where(weights > 0, y, 1.0)
    n, sum_y = weights.sum(), weights @ y
    relative = y * n / sum_y
    value = -(weights @ np.log(relative)) / n
    influence = weights * (relative - 1 - np.log(relative) - value) / n
    return Linearised(np.array([value]), influence[:, None])


def between_and_within(weights: FloatArray, y: FloatArray, group: IntArray, n_groups: int, alpha: int) -> Linearised:
    """The part of ge0 (alpha 0) or theil (alpha 1) between groups and the part within them, which add up to the whole.

    Between is the same index with every y replaced by the mean of its group.
    """
    index = theil if alpha else ge0
    whole = index(weights, y)
    n_g = np.bincount(group, weights, n_groups)
    y_g = np.bincount(group, weights * y, n_groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = y_g / n_g
    own_mean = means[group]
    n, sum_y = weights.sum(), weights @ y
    inside = np.where(weights > 0, own_mean, 1.0) * n / sum_y
    with np.errstate(invalid="ignore", divide="ignore"):
        step = np.where(weights > 0, (y - own_mean) * n / sum_y, 0.0)
    if alpha:
        between = weights @ (inside * np.log(inside)) / n
        slope = inside * np.log(inside) + step * (np.log(inside) + 1) - (between + 1) * y * n / sum_y - 0.0
        # Moving a weight moves n, the mean and the mean of the group; n and sum_y enter through `relative`.
        influence = weights * (slope + 1) / n
    else:
        between = -(weights @ np.log(inside)) / n
        influence = weights * (y * n / sum_y - np.log(inside) - step / inside - between - 1) / n
    part = Linearised(np.array([between]), influence[:, None])
    return side_by_side([part, Linearised(whole.values - part.values, whole.influence - part.influence)])


def variance_share(weights: FloatArray, y: FloatArray, group: IntArray, n_groups: int) -> Linearised:
    """Share of the variance of y, shape (n,), that lies between groups (eta squared)."""
    n = weights.sum()
    centre = weights @ y / n
    n_g = np.bincount(group, weights, n_groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.nan_to_num(np.bincount(group, weights * y, n_groups) / n_g)
    around_centre = (y - centre) ** 2
    around_group = (y - means[group]) ** 2
    whole = weights @ around_centre
    share = 1 - weights @ around_group / whole
    influence = weights * (around_centre - around_group - share * around_centre) / whole
    return Linearised(np.array([share]), influence[:, None])


OAXACA_PARTS = (
    "difference",
    "endowments",
    "coefficients",
    "interaction",
    "explained_by_first",
    "unexplained_by_first",
    "explained_by_second",
    "unexplained_by_second",
)


def oaxaca(weights: FloatArray, y: FloatArray, x: FloatArray, is_first: IntArray) -> Linearised:
    """Oaxaca-Blinder: the difference in mean y between two groups, three-fold and two-fold with either as reference.

    Parameters
    ----------
    weights
        Shape (n,).
    y
        Outcome, shape (n,).
    x
        Explaining columns with a column of ones first, shape (n, q).
    is_first
        1 in the first group, 0 in the second, shape (n,).

    Returns
    -------
    Linearised
        In the order of `OAXACA_PARTS`. The explained part by the first group values the difference in x by the
        coefficients of the first group.
    """
    means, slopes, mean_influence, slope_influence = [], [], [], []
    for inside in (is_first == 1, is_first == 0):
        own = np.where(inside, weights, 0.0)
        part = mean(own, x)
        gram = (x * own[:, None]).T @ x
        slope = np.linalg.solve(gram, (x * own[:, None]).T @ y)
        means.append(part.values)
        slopes.append(slope)
        mean_influence.append(part.influence)
        slope_influence.append((x * (own * (y - x @ slope))[:, None]) @ np.linalg.inv(gram))
    (m1, m2), (b1, b2), (dm1, dm2), (db1, db2) = means, slopes, mean_influence, slope_influence
    dm, db = m1 - m2, b1 - b2
    d_dm, d_db = dm1 - dm2, db1 - db2
    parts = {
        "difference": (m1 @ b1 - m2 @ b2, dm1 @ b1 + db1 @ m1 - dm2 @ b2 - db2 @ m2),
        "endowments": (dm @ b2, d_dm @ b2 + db2 @ dm),
        "coefficients": (m2 @ db, dm2 @ db + d_db @ m2),
        "interaction": (dm @ db, d_dm @ db + d_db @ dm),
        "explained_by_first": (dm @ b1, d_dm @ b1 + db1 @ dm),
        "unexplained_by_first": (m2 @ db, dm2 @ db + d_db @ m2),
        "explained_by_second": (dm @ b2, d_dm @ b2 + db2 @ dm),
        "unexplained_by_second": (m1 @ db, dm1 @ db + d_db @ m1),
    }
    values = np.array([parts[name][0] for name in OAXACA_PARTS])
    return Linearised(values, np.stack([parts[name][1] for name in OAXACA_PARTS], axis=1))
