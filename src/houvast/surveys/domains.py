"""Many indicators by many groups at once: the same estimates as one by one, without the empty columns.

Of a table of 40 indicators by 20 groups every row serves one group, so one influence column per indicator says all.
Each row counts in its stratum and primary unit whether it answered or not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from houvast.surveys.design import Design, FloatArray, IntArray
from houvast.surveys.variance import domain_variances, standard_errors


@dataclass(frozen=True)
class DomainTable:
    """Estimates of K indicators in D domains.

    Parameters
    ----------
    values, se
        Estimates and standard errors, shape (K, D); NaN where nobody answered.
    n
        Rows that count, shape (K, D).
    influence
        Shape (n, K): influence of a row on the indicator in its own domain.
    """

    values: FloatArray
    se: FloatArray
    n: IntArray
    influence: FloatArray


def domain_ratios(
    design: Design,
    y: FloatArray,
    domain: IntArray,
    n_domains: int,
    x: FloatArray | None = None,
    is_total: bool = False,
) -> DomainTable:
    """Estimate means, totals or ratios of several indicators in every domain.

    Parameters
    ----------
    design
        Without replicate weights.
    y
        Indicators, NaN where not answered, shape (n, K).
    domain
        Domain of each row, shape (n,); -1 for rows in none.
    n_domains
        D.
    x
        Denominator of ratios, shape (n,); ones for means.
    is_total
        Totals instead of means.

    Returns
    -------
    DomainTable
    """
    in_some = domain >= 0
    code = np.where(in_some, domain, 0)
    n_rows, n_indicators = y.shape
    values = np.empty((n_indicators, n_domains))
    counts = np.empty((n_indicators, n_domains), dtype=np.intp)
    influence = np.zeros((n_rows, n_indicators), order="F")
    for k in range(n_indicators):
        answered = in_some & ~np.isnan(y[:, k]) if x is None else in_some & ~np.isnan(y[:, k]) & ~np.isnan(x)
        weights = np.where(answered, design.weights, 0.0)
        above = weights * np.where(answered, y[:, k], 0.0)
        counts[k] = np.bincount(code[answered], minlength=n_domains)
        sums = np.bincount(code, above, n_domains)
        if is_total:
            values[k], influence[:, k] = sums, above
            continue
        below = weights if x is None else weights * np.where(answered, x, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            inverse = 1 / np.bincount(code, below, n_domains)
            values[k] = sums * inverse
        safe = np.where(counts[k] > 0, values[k], 0.0), np.where(counts[k] > 0, inverse, 0.0)
        influence[:, k] = (above - below * safe[0][code]) * safe[1][code]
    variances = domain_variances(design, influence, code, n_domains)
    errors = np.where(counts > 0, standard_errors(variances, values), np.nan)
    return DomainTable(values, errors, counts, influence)
