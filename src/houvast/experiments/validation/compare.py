"""Published against simulated: figure by figure, and the error of each series.

The simulated value of a period is the plain mean of the model's figures that lie wholly within it: of the months for a
stock, of the quarters for a move, of the year for an outcome of a cohort. It is given in the unit of the published
figure.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from houvast.experiments.baseline.targets import units_of_targets
from houvast.experiments.results import Result
from houvast.experiments.runs import Progress, run_settings, silent, unwatched, with_demand
from houvast.experiments.settings import LONGEST_RUN_YEARS, RunSettings
from houvast.experiments.storage import write_whole
from houvast.experiments.tables import group_keys
from houvast.experiments.validation.series_file import Catalogue, Observation, Window, read_series
from houvast.experiments.validation.simulated import ALL, Simulated, TargetRecorder, outcome_series
from houvast.experiments.validation.unit_fit import factor
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import HouvastError, Place, Problem, problem
from houvast.vocabulary.months import MONTHS_PER_YEAR, month_label, month_stamp
from houvast.vocabulary.words import GROUPINGS, OUTCOMES, keys_of

FEWEST_TO_CORRELATE = 3
OUTCOME_UNITS = {outcome.key: outcome.unit for outcome in OUTCOMES}


class Pair(NamedTuple):
    """A published figure and the simulated one, in the unit of the published."""

    observation: Observation
    simulated: float

    @property
    def difference(self) -> float:
        """Simulated minus published."""
        return self.simulated - self.observation.value


class SeriesError(NamedTuple):
    """How far a simulated series is from the published one, in the unit of its first figure."""

    series: str
    unit: str
    n_periods: int
    mean: float
    """Mean of simulated minus published: above zero the model is too high."""
    root_mean_square: float
    correlation: float | None
    """None for fewer than three periods, and where one of the two does not move."""


class Validation(NamedTuple):
    """A file of published series, held against a run."""

    pairs: tuple[Pair, ...]
    """In the order of the file."""
    errors: tuple[SeriesError, ...]
    """In the order in which the series appear."""
    result: Result


def validate_run(
    path: Path,
    settings: RunSettings,
    facts: Facts,
    demand: Path | None = None,
    progress: Progress = silent,
) -> Validation:
    """Run the model as long as the series ask and hold them against it.

    Parameters
    ----------
    path
        CSV with `series,period,value,unit`.
    settings
        Scale, seed and start; the length follows from the last period.
    facts
        The facts the run rests on.
    demand
        CSV with `period,sector,index` to follow.
    progress
        Told the stage and the months done.

    Returns
    -------
    Validation

    Raises
    ------
    HouvastError
        All faults of both files at once, before the run; after it `validate.not_counted` and `validate.no_figure`.
    """
    problems: list[Problem] = []
    first_month = month_stamp(settings.start)
    window = Window(first_month, first_month + LONGEST_RUN_YEARS * MONTHS_PER_YEAR - 1)
    groups = {key: group_keys(key, facts) for key in keys_of(GROUPINGS) if key != ALL}
    targets = units_of_targets(facts)
    observations = read_series(path, Catalogue(OUTCOME_UNITS, targets, groups), window, problems)
    try:
        settings = with_demand(settings, demand, facts)
    except HouvastError as error:
        problems += error.problems
    if problems:
        raise HouvastError(problems)
    lived = max(each.period.last_month for each in observations) - first_month + 1
    names = {each.series for each in observations}
    recorder = TargetRecorder()
    watch = recorder if names & set(targets) else unwatched
    settings = replace(settings, years=math.ceil(lived / MONTHS_PER_YEAR))
    result = run_settings(settings, facts, progress=progress, watch=watch)
    return _compare(path, observations, {**recorder.figures, **outcome_series(result, names)}, result)


def validate_result(path: Path, result: Result) -> Validation:
    """Hold published series against a result that is there already.

    Parameters
    ----------
    path
        CSV with `series,period,value,unit`; the series must be outcomes.
    result
        As `houvast run` stored it.

    Returns
    -------
    Validation

    Raises
    ------
    HouvastError
        All faults of the file at once.
    """
    problems: list[Problem] = []
    first_month = month_stamp(str(result.manifest["start"]))
    window = Window(first_month, first_month + int(result.manifest["months"]) - 1)
    groups = {
        str(grouping): tuple(table["group"].unique(maintain_order=True).to_list())
        for (grouping,), table in result.outcomes.partition_by("group_by", as_dict=True).items()
        if grouping != ALL
    }
    catalogue = Catalogue(OUTCOME_UNITS, {}, groups, from_result=True)
    observations = read_series(path, catalogue, window, problems)
    if problems:
        raise HouvastError(problems)
    return _compare(path, observations, outcome_series(result, {each.series for each in observations}), result)


def _compare(path: Path, observations: list[Observation], simulated: Simulated, result: Result) -> Validation:
    problems: list[Problem] = []
    pairs = [_pair(path, each, simulated, result, problems) for each in observations]
    if problems:
        raise HouvastError(problems)
    matched = tuple(pair for pair in pairs if pair is not None)
    names = dict.fromkeys(pair.observation.series for pair in matched)
    errors = tuple(_error([pair for pair in matched if pair.observation.series == name]) for name in names)
    return Validation(matched, errors, result)


def _pair(
    path: Path, published: Observation, simulated: Simulated, result: Result, problems: list[Problem]
) -> Pair | None:
    """Return the pair of a published figure, or note that the model has none for it."""
    figures = simulated.get(published.series, [])
    if not figures:
        known = _counted(result, published.series)
        place = Place(str(path), published.line, "series")
        problems.append(problem("validate.not_counted", where=place, found=published.series, known=known))
        return None
    period = published.period
    within = [each.value for each in figures if period.holds(each.first_month, each.last_month)]
    if not within:
        first, last = month_label(figures[0].first_month), month_label(figures[0].last_month)
        place = Place(str(path), published.line, "period")
        problems.append(
            problem("validate.no_figure", where=place, found=period, series=published.series, first=first, last=last)
        )
        return None
    scale = factor(published.simulated_unit, published.unit) or 1.0
    return Pair(published, float(np.mean(within)) * scale)


def _counted(result: Result, series: str) -> tuple[str, ...]:
    """Return what there is instead: the groupings of the outcome, or else the outcomes."""
    outcome, _, group = series.partition(":")
    of_outcome = result.outcomes.filter(pl.col("outcome") == outcome)
    if group and not of_outcome.is_empty():
        return tuple(f"{outcome}:{grouping}" for grouping in of_outcome["group_by"].unique().sort() if grouping != ALL)
    return tuple(result.outcomes["outcome"].unique().sort().to_list())


def _error(pairs: list[Pair]) -> SeriesError:
    unit = pairs[0].observation.unit
    scales = np.array([factor(pair.observation.unit, unit) or 1.0 for pair in pairs])
    published = np.array([pair.observation.value for pair in pairs]) * scales
    simulated = np.array([pair.simulated for pair in pairs]) * scales
    difference = simulated - published
    moves = np.ptp(published) > 0 and np.ptp(simulated) > 0
    correlation = (
        float(np.corrcoef(published, simulated)[0, 1]) if len(pairs) >= FEWEST_TO_CORRELATE and moves else None
    )
    return SeriesError(
        pairs[0].observation.series,
        unit,
        len(pairs),
        float(difference.mean()),
        float(np.sqrt((difference**2).mean())),
        correlation,
    )


def chart_table(pairs: Iterable[Pair]) -> pl.DataFrame:
    """Return a table that any drawing program can read: a row per period, with its first and last month."""
    rows = [
        {
            "series": pair.observation.series,
            "period": pair.observation.period.label,
            "first_month": month_label(pair.observation.period.first_month),
            "last_month": month_label(pair.observation.period.last_month),
            "published": pair.observation.value,
            "simulated": pair.simulated,
            "difference": pair.difference,
            "unit": pair.observation.unit,
        }
        for pair in pairs
    ]
    return pl.DataFrame(rows)


def store_chart_table(validation: Validation, path: Path) -> None:
    """Write the table of `chart_table` as CSV, whole or not at all."""
    text = io.BytesIO()
    chart_table(validation.pairs).write_csv(text)
    write_whole(path, text.getvalue())
