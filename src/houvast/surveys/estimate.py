"""Estimates from a sample: every entry of a statistics file, with errors that follow the design.

One path for all: an entry becomes a function of the weights that gives values and influences; the design turns
influences into covariances, or, with replicate weights, the function is called once per replicate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from houvast.facts.located import Faults
from houvast.surveys import linearised
from houvast.surveys.data import Data
from houvast.surveys.design import BoolArray, Design, FloatArray, LonelyPsu
from houvast.surveys.domains import domain_ratios
from houvast.surveys.intervals import NO_INTERVAL, critical, interval, quantile
from houvast.surveys.linearised import Linearised, side_by_side
from houvast.surveys.results import EntryResult, Estimate
from houvast.surveys.sample import Sample, make_sample
from houvast.surveys.statistics_file import Entry
from houvast.surveys.variance import covariance, replicate_covariance, standard_errors

MOST_COVARIANCES = 100
"""Entries with more estimates than this are told without their covariances."""
TINY_SHARE = 1e-12

Statistic = Callable[[FloatArray], Linearised]
"""A statistic as a function of the weights."""


@dataclass(frozen=True)
class _Wanted:
    """One statistic of one domain: what it is called and how it is computed."""

    labels: tuple[dict[str, object], ...]
    group: dict[str, str]
    rows: BoolArray
    domain: BoolArray | None
    statistic: Statistic
    deffs: Callable[[FloatArray, FloatArray], FloatArray] | None = None


def estimate(design: Design, data: Data, entries: list[Entry], faults: Faults) -> list[EntryResult]:
    """Estimate every entry.

    Parameters
    ----------
    design
        How the rows were drawn.
    data
        The rows.
    entries
        What to estimate.
    faults
        Collects what is wrong with an entry; such an entry has no result.

    Returns
    -------
    list of EntryResult
    """
    results = []
    for entry in entries:
        before = len(faults.problems)
        sample = make_sample(entry, design, data, faults)
        if sample is None or len(faults.problems) > before:
            continue
        try:
            results.append(_estimated(entry, sample))
        except np.linalg.LinAlgError:
            faults.add("surveys.singular", entry.place, found=entry.columns[1:])
    return results


def joint_covariance(
    design: Design, statistic: Statistic, weights: FloatArray, rows: BoolArray | None = None
) -> tuple[FloatArray, FloatArray]:
    """Values, shape (K,), and their covariance, shape (K, K), of a statistic under a design.

    Parameters
    ----------
    design
        With or without replicate weights.
    statistic
        Function of the weights.
    weights
        Weights, 0 outside the domain, shape (n,).
    rows
        As for `covariance`.
    """
    full = statistic(weights)
    if design.replicates is None:
        return full.values, covariance(design, full.influence, rows)
    inside = weights > 0
    again = [statistic(np.where(inside, column, 0.0)).values for column in design.replicates.weights.T]
    return full.values, replicate_covariance(design, np.array(again), full.values)


def _estimated(entry: Entry, sample: Sample) -> EntryResult:
    about = _about(entry)
    if entry.statistic == "quantile":
        return EntryResult(about, tuple(_quantiles(entry, sample)))
    size = sample.n_groups * sample.y.shape[1]
    is_large = entry.statistic in ("mean", "total", "proportion", "ratio") and size > MOST_COVARIANCES
    if is_large and sample.design.replicates is None and not _averages(sample.design):
        return EntryResult(about, tuple(_table(entry, sample)))
    wanted = list(_wanted(entry, sample))
    weights = sample.design.weights

    def together(given: FloatArray) -> Linearised:
        return side_by_side([each.statistic(np.where(each.rows, given, 0.0)) for each in wanted])

    with np.errstate(invalid="ignore", divide="ignore"):
        values, cov = joint_covariance(sample.design, together, weights)
        variances = _own_variances(sample.design, wanted) if _averages(sample.design) else np.diag(cov)
        errors = standard_errors(variances, values)
    estimates: list[Estimate] = []
    for each in wanted:
        n, df = int(each.rows.sum()), sample.design.df(each.domain)
        inside = np.where(each.rows, weights, 0.0)
        part = slice(len(estimates), len(estimates) + len(each.labels))
        deffs = None if each.deffs is None else each.deffs(inside, variances[part])
        for index, labels in enumerate(each.labels):
            value, se = float(values[part][index]), float(errors[part][index])
            bounds = interval(entry.interval, value, se, df, entry.level, n)
            deff = None if deffs is None else float(deffs[index])
            estimates.append(Estimate(labels, each.group, value, se, bounds, df, n, deff))
    return EntryResult(about, tuple(estimates), cov if len(estimates) <= MOST_COVARIANCES else None)


def _averages(design: Design) -> bool:
    """Whether other strata stand for lonely ones."""
    return design.replicates is None and design.lonely_psu is LonelyPsu.AVERAGE and design.has_lonely


def _own_variances(design: Design, wanted: list[_Wanted]) -> FloatArray:
    """Variances for which the strata with rows in the domain stand for the lonely ones, shape (K,) (as in R survey)."""
    own = [np.where(each.rows, design.weights, 0.0) for each in wanted]
    covariances = [
        joint_covariance(design, each.statistic, w, each.rows)[1] for each, w in zip(wanted, own, strict=True)
    ]
    return np.concatenate([np.diag(each) for each in covariances])


def _about(entry: Entry) -> dict[str, Any]:
    about: dict[str, Any] = {"name": entry.name, "statistic": entry.statistic, "variables": list(entry.columns)}
    if entry.by:
        about["by"] = list(entry.groupings)
    if entry.where is not None:
        about["where"] = entry.where.text or {key: each.shown() for key, each in (entry.where.mapping or {}).items()}
    if entry.weights is not None:
        about["weights"] = entry.weights.text
    about |= {"interval": entry.interval, "level": entry.level}
    if len(entry.variables) > 1:
        about["missing"] = "listwise" if entry.listwise else "each"
    if entry.statistic == "quantile":
        about["rule"] = entry.rule
    return about


def _wanted(entry: Entry, sample: Sample) -> list[_Wanted]:
    if entry.statistic == "contrast":
        return [_contrast(entry, sample)]
    if entry.statistic == "variance_share":
        return _per_column(entry, sample, _shares_between(sample))
    if entry.statistic == "oaxaca":
        x, is_first = sample.explaining, sample.is_first

        def decomposed(weights: FloatArray) -> Linearised:
            return linearised.oaxaca(weights, sample.y[:, 0], x, is_first)

        about = {"first": sample.group_labels[0][0], "second": sample.group_labels[1][0]}
        variable = entry.columns[0]
        labels: tuple[dict[str, object], ...] = tuple(
            {"variable": variable, "part": part, **about} for part in linearised.OAXACA_PARTS
        )
        return [_Wanted(labels, {}, sample.inside & sample.answered.all(axis=1), sample.domain(None), decomposed)]
    # As in R survey: all groups of the first variable, then of the second.
    columns, groups = range(len(sample.labels)), range(sample.n_groups)
    wanted = [_of_group(entry, sample, k, group) for k in columns for group in groups]
    if entry.statistic in ("theil", "ge0") and sample.n_groups > 1:
        wanted += _per_column(entry, sample, _between_within(entry, sample), ("between", "within"))
    return wanted


def _of_group(entry: Entry, sample: Sample, k: int, group: int) -> _Wanted:
    """The statistic of one variable in one group."""
    rows = (sample.group == group) & sample.answered[:, k]
    label, column = sample.labels[k], sample.y[:, k : k + 1]
    statistic = _simple(entry.statistic, column, sample.denominator, int(rows.sum()))
    deffs = _deffs(entry, column) if entry.statistic in ("mean", "total", "proportion") else None
    return _Wanted((label,), sample.about(group), rows, sample.domain(group), statistic, deffs)


def _simple(name: str, column: FloatArray, denominator: FloatArray, n_rows: int | None = None) -> Statistic:
    if name == "variance":
        return lambda weights: linearised.variance(weights, column, n_rows)
    if name == "ratio":
        return lambda weights: linearised.ratio(weights, column, denominator)
    if name in ("gini", "theil", "ge0"):
        index = {"gini": linearised.gini, "theil": linearised.theil, "ge0": linearised.ge0}[name]
        return lambda weights: index(weights, column[:, 0])
    of_columns = {
        "mean": linearised.mean,
        "proportion": linearised.mean,
        "total": linearised.total,
    }[name]
    return lambda weights: of_columns(weights, column)


def _deffs(entry: Entry, column: FloatArray) -> Callable[[FloatArray, FloatArray], FloatArray]:
    """Variance over that of a simple random sample of as many rows."""

    def deffs(weights: FloatArray, variances: FloatArray) -> FloatArray:
        n_rows, n_people = np.count_nonzero(weights), weights.sum()
        with np.errstate(invalid="ignore", divide="ignore"):
            simple = linearised.variance(weights, column).values / n_rows
            # Weights with mean 1 do not say how many people there are.
            if not entry.deff_replace and n_people > n_rows:
                simple = simple * (n_people - n_rows) / n_people
            if entry.statistic == "total":
                simple = simple * n_people**2
            return np.asarray(np.where(simple > TINY_SHARE * np.abs(variances), variances / simple, np.nan))

    return deffs


def _per_column(
    entry: Entry, sample: Sample, make: Callable[[int], Statistic], parts: tuple[str, ...] = ()
) -> list[_Wanted]:
    """A statistic of every variable over all groups together."""
    wanted = []
    for k, label in enumerate(sample.labels):
        labels = tuple({**label, "part": part} for part in parts) or ({**label, "between": list(entry.groupings)},)
        rows = sample.inside & sample.answered[:, k]
        wanted.append(_Wanted(labels, {}, rows, sample.domain(None), make(k)))
    return wanted


def _shares_between(sample: Sample) -> Callable[[int], Statistic]:
    return lambda k: lambda w: linearised.variance_share(w, sample.y[:, k], sample.safe_group, sample.n_groups)


def _between_within(entry: Entry, sample: Sample) -> Callable[[int], Statistic]:
    alpha = int(entry.statistic == "theil")
    return lambda k: (
        lambda w: linearised.between_and_within(w, sample.y[:, k], sample.safe_group, sample.n_groups, alpha)
    )


def _contrast(entry: Entry, sample: Sample) -> _Wanted:
    """Differences between groups: the given coefficients, or every pair."""
    names = [", ".join(values) for values in sample.group_labels]
    if entry.coefficients:
        matrix = np.array([[entry.coefficients.get(name, 0.0) for name in names]])
        told = [" ".join(f"{value:+g} {name}" for name, value in entry.coefficients.items())]
    else:
        pairs = list(combinations(range(len(names)), 2))
        matrix = np.zeros((len(pairs), len(names)))
        for row, (first, second) in enumerate(pairs):
            matrix[row, [first, second]] = 1, -1
        told = [f"{names[first]} - {names[second]}" for first, second in pairs]
    of = entry.of
    labels = tuple({**label, "contrast": text, "of": of} for label in sample.labels for text in told)

    def contrasted(weights: FloatArray) -> Linearised:
        parts = []
        for k in range(len(sample.labels)):
            own = [np.where((sample.group == g) & sample.answered[:, k], weights, 0.0) for g in range(sample.n_groups)]
            column = sample.y[:, k : k + 1]
            statistic = _simple(of, column, sample.denominator)
            parts.append(side_by_side([statistic(each) for each in own]).combined(matrix))
        return side_by_side(parts)

    rows = sample.inside & sample.answered.any(axis=1)
    return _Wanted(labels, {}, rows, sample.domain(None), contrasted)


def _quantiles(entry: Entry, sample: Sample) -> list[Estimate]:
    """Quantiles with Woodruff's interval: that of the share below, read back as quantiles."""
    estimates = []
    for k, label in enumerate(sample.labels):
        y = sample.y[:, k]
        for group in range(sample.n_groups):
            rows = (sample.group == group) & sample.answered[:, k]
            weights = np.where(rows, sample.design.weights, 0.0)
            # As in R survey, units in which nobody answered say nothing about a quantile.
            df, n = sample.design.df(rows), int(rows.sum())
            for share in entry.probabilities:
                value = quantile(weights, y, share, entry.rule)
                below = (y <= value).astype(float)[:, None]
                shares, cov = joint_covariance(sample.design, lambda w, b=below: linearised.mean(w, b), weights, rows)  # type: ignore[misc]
                se = float(standard_errors(cov[0], shares)[0])
                kind = "t" if entry.interval == "logit" and not 0 < shares[0] < 1 else entry.interval
                low, high = interval(kind, float(shares[0]), se, df, entry.level, n)
                bounds = NO_INTERVAL
                if low is not None and high is not None:
                    bounds = (
                        quantile(weights, y, low, entry.rule) if low >= 0 else None,
                        quantile(weights, y, high, entry.rule) if high <= 1 else None,
                    )
                error = np.nan
                if bounds[0] is not None and bounds[1] is not None:
                    error = (bounds[1] - bounds[0]) / (2 * critical(df, entry.level))
                about = {**label, "probability": share}
                estimates.append(Estimate(about, sample.about(group), value, error, bounds, df, n))
    return estimates


def _table(entry: Entry, sample: Sample) -> list[Estimate]:
    """Large tables: no covariances, no empty columns."""
    y = np.where(sample.answered, sample.y, np.nan)
    x = sample.denominator if entry.statistic == "ratio" else None
    table = domain_ratios(sample.design, y, sample.group, sample.n_groups, x, entry.statistic == "total")
    dfs = [sample.design.df(sample.domain(group)) for group in range(sample.n_groups)]
    estimates = []
    for k, label in enumerate(sample.labels):
        for group in range(sample.n_groups):
            n = int(table.n[k, group])
            if n:
                value, se = float(table.values[k, group]), float(table.se[k, group])
                bounds = interval(entry.interval, value, se, dfs[group], entry.level, n)
                estimates.append(Estimate(label, sample.about(group), value, se, bounds, dfs[group], n))
    return estimates
