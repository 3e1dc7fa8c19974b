"""The monitor from files: for everyone, by group, by sector, over time, and a company beside others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from houvast.facts.located import Faults, Located, read_yaml
from houvast.surveys.codebook import Codebook, read_codebook
from houvast.surveys.comparison import Comparison, Gap, Trend, compare, gap, trends
from houvast.surveys.data import Data, TextArray, read_data
from houvast.surveys.design import BoolArray, Design, IntArray, nested_codes
from houvast.surveys.design_file import read_design
from houvast.surveys.monitor import Figure, Measure, figures_by, measures_of, survey_of
from houvast.vocabulary.errors import HouvastError, Place, nearest, problem

COMPANY_MINIMUM_N = 10
EVERYONE = "all"


@dataclass(frozen=True)
class MonitorPart:
    """The figures of everyone, or of one sector.

    Parameters
    ----------
    name
        `all`, or the sector.
    figures
        For everyone and by group.
    trends, gaps
        Over time, and between groups.
    n
        Rows in this part.
    minimum_n
        Smallest group shown.
    """

    name: str
    figures: tuple[Figure, ...]
    trends: tuple[Trend, ...]
    gaps: tuple[Gap, ...]
    n: int
    minimum_n: int

    def of(self, measure: str, grouping: str = "") -> tuple[Figure, ...]:
        """The figures of a measure, for everyone or by one grouping."""
        return tuple(each for each in self.figures if each.measure == measure and each.grouping == grouping)


@dataclass(frozen=True)
class Monitor:
    """A whole monitor: the country, its sectors, and a company where the codebook names one."""

    codebook: Codebook
    parts: tuple[MonitorPart, ...]
    company: MonitorPart | None
    comparisons: tuple[Comparison, ...]
    period: str
    adjust: str

    def as_json(self) -> dict[str, Any]:
        """All figures, for who counts on with them."""
        every = (*self.parts, *((self.company,) if self.company is not None else ()))
        return {
            "period": self.period,
            "minimum_n": self.codebook.minimum_n,
            "adjusted_for_many_tests": self.adjust,
            "parts": [asdict(part) for part in every],
            "benchmark": [asdict(each) for each in self.comparisons],
        }


def run_monitor(data_path: Path, codebook_path: Path, adjust: str = "none") -> Monitor:
    """Compute the monitor.

    Parameters
    ----------
    data_path
        Answers; see `houvast.surveys.data.read_data`.
    codebook_path
        What the columns mean; see `houvast.surveys.codebook`.
    adjust
        `none`, `holm` or `bh`: correction for testing many groups.

    Raises
    ------
    HouvastError
        Everything wrong with the two files at once; `surveys.too_few` for a company below ten.
    """
    faults = Faults()
    given = read_yaml(codebook_path, str(codebook_path), faults)
    data = read_data(data_path)
    codebook = None if given is None else read_codebook(given, data, faults)
    design_given = None if codebook is None else codebook.design or Located({}, Place(str(codebook_path)))
    design = None if design_given is None else read_design(design_given, data, faults)
    if codebook is None or design is None or faults.problems:
        raise HouvastError(faults.in_order())
    measures = measures_of(codebook, data, faults)
    own = _own_rows(codebook, data, faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    return _computed(codebook, data, design, measures, own, adjust)


def _computed(
    codebook: Codebook, data: Data, design: Design, measures: list[Measure], own: BoolArray | None, adjust: str
) -> Monitor:
    latest, current = _latest(codebook, data)
    everyone = np.ones(data.n_rows, dtype=bool)
    groups = tuple(each for each in codebook.groups if each != codebook.period)
    country = replace(codebook, groups=groups)
    parts = [_part(EVERYONE, country, data, design, measures, everyone, current, adjust)]
    if codebook.sector is not None:
        labels = data.texts(codebook.sector)
        inner = replace(country, groups=tuple(each for each in groups if each != codebook.sector))
        for sector in sorted({each for each in labels[current] if each is not None}):
            rows = np.asarray(labels == sector, dtype=bool)
            if (rows & current).sum() >= codebook.minimum_n:
                parts.append(_part(sector, inner, data, design, measures, rows, current, adjust))
    if own is None or codebook.benchmark is None:
        return Monitor(codebook, tuple(parts), None, (), latest, adjust)
    n_own = int((own & current).sum())
    if n_own < COMPANY_MINIMUM_N:
        raise HouvastError(problem("surveys.too_few", found=n_own, expected=COMPANY_MINIMUM_N))
    small = replace(country, minimum_n=COMPANY_MINIMUM_N, groups=_inside_company(codebook, groups))
    company = _part(codebook.benchmark.value, small, data, design, measures, own, current, adjust)
    comparisons = tuple(_comparisons(codebook, data, design, measures, own, current))
    return Monitor(codebook, tuple(parts), company, comparisons, latest, adjust)


def _inside_company(codebook: Codebook, groups: tuple[str, ...]) -> tuple[str, ...]:
    """A company is in one sector and is one company: those groupings say nothing inside it."""
    outside = (codebook.sector, codebook.benchmark.column if codebook.benchmark else None)
    return tuple(each for each in groups if each not in outside)


def _latest(codebook: Codebook, data: Data) -> tuple[str, BoolArray]:
    """The last period and its rows; figures are of that period, trends of all."""
    if codebook.period is None:
        return "", np.ones(data.n_rows, dtype=bool)
    periods = data.texts(codebook.period)
    latest = max((each for each in periods if each is not None), default="")
    return str(latest), np.asarray(periods == latest, dtype=bool)


def _own_rows(codebook: Codebook, data: Data, faults: Faults) -> BoolArray | None:
    if codebook.benchmark is None:
        return None
    labels = data.texts(codebook.benchmark.column)
    own = np.asarray(labels == codebook.benchmark.value, dtype=bool)
    if not own.any():
        known = {each for each in labels if each is not None}
        near = nearest(codebook.benchmark.value, known)
        place = Place(data.name)
        named = codebook.benchmark
        faults.add("surveys.no_company", place, found=named.value, column=named.column, suggestion=near)
    return own


def _part(
    name: str,
    codebook: Codebook,
    data: Data,
    design: Design,
    measures: list[Measure],
    rows: BoolArray,
    current: BoolArray,
    adjust: str,
) -> MonitorPart:
    """The figures of a part of the sample; the other rows stay in it, without a value."""
    figures: list[Figure] = []
    gaps: list[Gap] = []
    courses: list[Trend] = []
    labels = {grouping: data.texts(grouping) for grouping in codebook.groups}
    for measure in measures:
        inside = replace(measure, values=np.where(rows & current, measure.values, np.nan))
        survey, asked = survey_of(inside, design, data, Faults())
        if not survey.answered.any():
            continue
        figures += figures_by(inside, survey, None, "", codebook.minimum_n)
        for grouping, each in labels.items():
            told = figures_by(inside, survey, each[asked], grouping, codebook.minimum_n, adjust)
            figures += told
            shown = tuple(figure.group for figure in told if figure.value is not None)
            found = gap(inside, survey, each[asked], grouping, shown) if measure.key.startswith("score:") else None
            gaps += [found] if found is not None else []
        if codebook.period is not None and ":" in measure.key:
            over_time = replace(measure, values=np.where(rows, measure.values, np.nan))
            whole, asked = survey_of(over_time, design, data, Faults())
            periods = data.texts(codebook.period)[asked]
            figures += _by_period(over_time, whole, periods, codebook)
            courses += trends(over_time, whole, periods, codebook.breaks)
    return MonitorPart(
        name, tuple(figures), tuple(courses), tuple(gaps), int((rows & current).sum()), codebook.minimum_n
    )


def _by_period(measure: Measure, survey: Any, periods: TextArray, codebook: Codebook) -> list[Figure]:
    figures = figures_by(measure, survey, periods, codebook.period or "", codebook.minimum_n)
    return [replace(each, p_value=None, verdict="") for each in figures]


def _comparisons(
    codebook: Codebook, data: Data, design: Design, measures: list[Measure], own: BoolArray, current: BoolArray
) -> Iterator[Comparison]:
    by = codebook.benchmark.standardise_by if codebook.benchmark is not None else ()
    cell: IntArray = nested_codes([data.texts(each).astype(str) for each in by] or [np.zeros(data.n_rows)])
    for measure in measures:
        inside = replace(measure, values=np.where(current, measure.values, np.nan))
        survey, asked = survey_of(inside, design, data, Faults())
        found = compare(inside, survey, own[asked], cell[asked], COMPANY_MINIMUM_N)
        if found is not None:
            yield found
