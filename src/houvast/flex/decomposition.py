"""Where the ups and downs of demand come from, part by part, in shares of variance and in hours a week.

Ordinary least squares on demand; the parts are entered in a fixed order (trend, year, weekday, public holidays, school
holidays, events) and the share of a part is what it adds to the explained variance. The rest holds a floor no forecast
removes: were arrivals independent, their variance would equal their mean (Poisson), so mean / variance is pure chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from houvast.flex.calendar import Calendar, period_lengths
from houvast.flex.demand import DAYS_PER_WEEK, Demand, FloatArray
from houvast.flex.regression import HARMONICS, make_blocks
from houvast.vocabulary.errors import Both

PARTS = ("trend", "year", "weekday", "holidays", "school_holidays", "events", "rest")
KIND = {
    "trend": "predictable",
    "year": "dampable",
    "weekday": "dampable",
    "holidays": "predictable",
    "school_holidays": "predictable",
    "events": "dampable",
    "rest": "noise",
}
"""What can be done about a part: plan for it (predictable), change it (dampable), or only carry it (noise)."""
SENTENCE = {
    "trend": Both(
        "De vraag groeit of krimpt geleidelijk. Dat is te voorzien: volg het met vaste contracten.",
        "Demand grows or shrinks gradually. That can be foreseen: follow it with permanent contracts.",
    ),
    "year": Both(
        "De vraag gaat op en neer met het jaar. Te voorzien, en te dempen: jaaruren, verlof spreiden, werk naar voren"
        " halen, klanten met een tegengesteld seizoen.",
        "Demand moves with the year. It can be foreseen and damped: annualised hours, leave spread out, work"
        " done ahead,"
        " customers with the opposite season.",
    ),
    "weekday": Both(
        "De vraag verschilt per weekdag. Te voorzien, en te dempen: roosters per dag, afspraken spreiden, leverdagen"
        " verschuiven.",
        "Demand differs by weekday. It can be foreseen and damped: rosters by day, appointments spread out,"
        " delivery days"
        " moved.",
    ),
    "holidays": Both(
        "Feestdagen schuiven door het jaar, maar staan vast. Plan ze vooruit.",
        "Public holidays move through the year but are known. Plan ahead.",
    ),
    "school_holidays": Both(
        "Schoolvakanties staan vast per regio. Plan ze vooruit, samen met verlof.",
        "School holidays are known by region. Plan ahead, together with leave.",
    ),
    "events": Both(
        "Eigen gebeurtenissen maken pieken. Stem verkoop en planning af, of spreid ze.",
        "Events of your own make peaks. Let sales and planning agree, or spread them.",
    ),
    "rest": Both(
        "Wat overblijft is niet te voorzien. Het deel dat zuiver toeval is dempt niemand: vang het op, jaag er"
        " niet op.",
        "What remains cannot be foreseen. The part that is pure chance nobody damps: absorb it, do not hunt it.",
    ),
}


@dataclass(frozen=True)
class Part:
    """One source of ups and downs of a department.

    Parameters
    ----------
    name
        One of `PARTS`.
    variance_share
        What it adds to the explained variance of demand; of the rest: what nothing explains.
    p50_hours, p90_hours
        Hours a week it asks above its own mean in a middling and in a busy week; 0 where it asks none.
    """

    name: str
    variance_share: float
    p50_hours: float
    p90_hours: float

    @property
    def kind(self) -> str:
        """Predictable, dampable or noise."""
        return KIND[self.name]


@dataclass(frozen=True)
class Decomposition:
    """The parts of one department, and the share of its variance that is pure chance.

    Parameters
    ----------
    department
        Name.
    parts
        In the order they are entered; a part without columns is left out.
    poisson_floor_share
        Mean over variance of the counts; above 1 when demand is steadier than chance. Not a number when demand is in
        hours, for then nobody counts arrivals.
    variation
        Coefficient of variation.
    """

    department: str
    parts: tuple[Part, ...]
    poisson_floor_share: float
    variation: float

    def share(self, name: str) -> float:
        """Share of variance of a part; 0 where it has no columns."""
        return next((part.variance_share for part in self.parts if part.name == name), 0.0)


def decompose(
    counts: Demand, hours: Demand, calendar: Calendar, counts_are_arrivals: bool
) -> tuple[Decomposition, ...]:
    """Split the ups and downs of every department.

    Parameters
    ----------
    counts
        Demand in its own unit, for the shares and the floor.
    hours
        The same in hours of work.
    calendar
        Holidays and events.
    counts_are_arrivals
        Whether the unit is a count, so that a Poisson floor makes sense.
    """
    return tuple(
        _decompose_one(counts, hours.values[:, k], k, calendar, counts_are_arrivals)
        for k in range(len(counts.departments))
    )


def _decompose_one(
    counts: Demand, hours: FloatArray, place: int, calendar: Calendar, counts_are_arrivals: bool
) -> Decomposition:
    y = counts.values[:, place]
    n_years = (counts.days[-1] - counts.days[0]).days / 365
    blocks = make_blocks(
        counts.days, counts.step, calendar, counts.departments[place], HARMONICS if n_years >= 1 else 0
    )
    variance = float(y.var())
    entered = np.ones((len(y), 1))
    explained, fitted = 0.0, np.full(len(y), float(hours.mean()))
    parts = []
    for name in PARTS[:-1]:
        columns = blocks.of(name)
        if columns.shape[1] == 0:
            continue
        entered = np.column_stack([entered, columns])
        after = _explained_share(entered, y, variance)
        fit = entered @ np.linalg.lstsq(entered, hours, rcond=None)[0]
        weekly = _weekly_sums(counts.days, counts, fit - fitted)
        parts.append(Part(name, after - explained, *_above(weekly)))
        explained, fitted = after, fit
    weekly = _weekly_sums(counts.days, counts, hours - fitted)
    parts.append(Part("rest", 1 - explained, *_above(weekly)))
    mean = float(y.mean())
    floor = mean / variance if counts_are_arrivals and variance > 0 else float("nan")
    return Decomposition(
        counts.departments[place], tuple(parts), floor, float(np.sqrt(variance)) / mean if mean > 0 else 0.0
    )


def _explained_share(columns: FloatArray, y: FloatArray, variance: float) -> float:
    if variance == 0:
        return 1.0
    residual = y - columns @ np.linalg.lstsq(columns, y, rcond=None)[0]
    return 1 - float(residual.var()) / variance


def _weekly_sums(days: Sequence[date], demand: Demand, values: FloatArray) -> FloatArray:
    """Values per week: days are summed to seven, months spread over their weeks."""
    if demand.step == "week":
        return values
    if demand.step == "month":
        per_week: FloatArray = values / np.array(period_lengths(days, "month")) * DAYS_PER_WEEK
        return per_week
    n_weeks = max(len(values) // DAYS_PER_WEEK, 1)
    return np.array([part.sum() for part in np.array_split(values[: n_weeks * DAYS_PER_WEEK], n_weeks)])


def _above(weekly: FloatArray) -> tuple[float, float]:
    """Hours a week above the mean, in a middling and in a busy week."""
    above = np.maximum(weekly - weekly.mean(), 0)
    return float(np.quantile(above, 0.5)), float(np.quantile(above, 0.9))
