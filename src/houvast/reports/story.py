"""What a report asks of a result: years, groups and the words for them, in one language.

Outcomes come by month, by quarter or by year; a report speaks of years. A year is twelve months from the
start of the run, and its figure is the plain mean of what was observed in it. A cohort that is followed for
twelve months belongs to the year in which it is followed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from houvast.experiments.results import Result
from houvast.experiments.years import COHORT_LEAD_MONTHS, year_label, yearly_table
from houvast.facts.lookup import Facts
from houvast.reports.numbers import PERCENT, is_unreliable, standard_error_share, supported_places
from houvast.reports.telling import ALL, MONTHS_OF_FLOW, SHARE_UNITS, Telling
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import OUTCOME_BY_KEY

NOTICEABLE_CHANGE = 0.02
"""A change of a number that is no share counts as a change from two per cent on."""


@dataclass(frozen=True)
class Yearly:
    """The mean of an outcome over twelve months for a group, and the people behind it.

    Parameters
    ----------
    year
        Label of the twelve months: the calendar year when the run starts in January, else "2024/25".
    value
        In the unit of the outcome.
    count
        People (or vacancies) behind the value, at full scale.
    persons
        Simulated people that the sampling error rests on.
    """

    year: str
    value: float
    count: float
    persons: float


class Story(Telling):
    """A result as a report reads it.

    Parameters
    ----------
    result
        The run.
    facts
        The facts it rests on.
    language
        "nl" or "en".
    """

    def __init__(self, result: Result, facts: Facts, language: str) -> None:
        super().__init__(result.manifest, facts, language)
        self.result = result
        self._tables = result.outcomes.partition_by("outcome", "group_by", as_dict=True)
        self._yearly: dict[tuple[str, str], dict[str, list[Yearly]]] = {}

    def monthly(self, outcome: str, grouping: str = ALL, group: str = ALL) -> tuple[tuple[date, float], ...]:
        """The monthly values of an outcome for one group."""
        rows = self._rows(outcome, grouping).filter(pl.col("group") == group).sort("month")
        if self.months_between(outcome, grouping) == MONTHS_PER_YEAR:
            rows = rows.with_columns(pl.col("month").dt.offset_by(f"{COHORT_LEAD_MONTHS}mo"))
        return tuple(zip(rows["month"].to_list(), rows["value"].to_list(), strict=True))

    def yearly(self, outcome: str, grouping: str = ALL) -> dict[str, list[Yearly]]:
        """The yearly means of an outcome by group, for groups that have any, in the fixed order of the groups."""
        if (outcome, grouping) not in self._yearly:
            self._yearly[outcome, grouping] = self._count_years(outcome, grouping)
        return self._yearly[outcome, grouping]

    def ends(self, outcome: str, grouping: str = ALL, group: str = ALL) -> tuple[Yearly, Yearly] | None:
        """The first and the last year of an outcome for a group, or None when the run has no full year of it."""
        years = self.yearly(outcome, grouping).get(group)
        return (years[0], years[-1]) if years else None

    def places(self, outcome: str, figures: Iterable[Yearly]) -> int:
        """Decimals that every reliable figure of a column supports, so that a column has one kind of number."""
        return min(
            (supported_places(each.value, each.persons) for each in figures if not self.is_weak(outcome, each)),
            default=0,
        )

    def text(self, outcome: str, yearly: Yearly, places: int | None = None) -> str:
        """A yearly figure as text, with the decimals given or those the run supports."""
        unit = OUTCOME_BY_KEY[outcome].unit
        if unit in SHARE_UNITS:
            return self.notation.measured_percent(yearly.value, yearly.persons, places)
        if unit == "vacancies":
            return self.notation.persons(yearly.value)
        mark = "*" if is_unreliable(None, yearly.persons) else ""
        return self.notation.number(yearly.value, 2 if unit == "ratio" else 1) + mark

    def is_weak(self, outcome: str, yearly: Yearly) -> bool:
        """True where too few simulated people stand behind a figure."""
        return is_unreliable(yearly.value if self.is_share(outcome) else None, yearly.persons)

    def has_moved(self, outcome: str, before: Yearly, after: Yearly) -> bool:
        """True where the difference between two years is larger than twice its sampling error."""
        if before.year == after.year:
            return False
        if not self.is_share(outcome):
            return abs(after.value - before.value) > NOTICEABLE_CHANGE * abs(before.value)
        error = math.hypot(
            standard_error_share(before.value, before.persons), standard_error_share(after.value, after.persons)
        )
        shown = abs(after.value - before.value) * PERCENT * 10 >= 1
        return abs(after.value - before.value) > 2 * error and shown

    def moved(self, outcome: str, before: Yearly, after: Yearly) -> str:
        """Say how an outcome went from the first year to the last: rose, fell or stayed about the same."""
        first, last = self.text(outcome, before), self.text(outcome, after)
        if before.year == after.year:
            return self.say(f"{last} in {after.year}", f"{last} in {after.year}")
        if not self.has_moved(outcome, before, after) or first == last:
            return self.say(
                f"ongeveer gelijk, {first} in {before.year}, {last} in {after.year}",
                f"about the same, {first} in {before.year}, {last} in {after.year}",
            )
        rises = after.value > before.value
        return self.say(
            f"{'gestegen' if rises else 'gedaald'} van {first} in {before.year} naar {last} in {after.year}",
            f"{'up' if rises else 'down'} from {first} in {before.year} to {last} in {after.year}",
        )

    def source(self, *outcomes: str) -> str:
        """Where simulated figures come from and how far to trust them, with the meaning of each outcome."""
        percent = self.notation.percent(self.scale, 0 if self.scale * PERCENT >= 1 else 2)
        origin = self.say(
            f"Bron: simulatie {self.run_name}, {percent} van de bevolking. * Rust op weinig gesimuleerde mensen.",
            f"Source: simulation {self.run_name}, {percent} of the population. * Rests on few simulated people.",
        )
        meanings = [f"{self.name(key)[:1].upper()}{self.name(key)[1:]}: {self.meaning(key)}" for key in outcomes]
        return " ".join([*meanings, origin])

    def _rows(self, outcome: str, grouping: str) -> pl.DataFrame:
        return self._tables.get((outcome, grouping), self.result.outcomes.clear())

    def months_between(self, outcome: str, grouping: str = ALL) -> int:
        """Months from one observation of an outcome to the next: 1, 3 or 12."""
        months = self._rows(outcome, grouping)["month"].unique().sort()
        if len(months) < 2:
            return MONTHS_PER_YEAR
        first, second = months[0], months[1]
        return int((second.year - first.year) * MONTHS_PER_YEAR + second.month - first.month)

    def _count_years(self, outcome: str, grouping: str) -> dict[str, list[Yearly]]:
        years = yearly_table(self._rows(outcome, grouping), self.start)
        found: dict[str, list[Yearly]] = {}
        is_flow = OUTCOME_BY_KEY[outcome].unit in MONTHS_OF_FLOW
        for row in years.iter_rows(named=True):
            persons = row["count"] * self.scale * (row["per_year"] if is_flow else 1)
            label = year_label(self.start, row["year"])
            found.setdefault(row["group"], []).append(Yearly(label, row["value"], row["count"], persons))
        return {key: found[key] for key in self.group_names(grouping) if key in found}
