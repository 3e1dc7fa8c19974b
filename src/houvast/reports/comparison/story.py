"""What the report of a comparison asks of it: figures per future, package, group and year, and the words for them."""

from __future__ import annotations

import math
from datetime import date
from typing import NamedTuple

import polars as pl

from houvast.experiments.comparison.direction import Verdict, verdict
from houvast.experiments.comparison.results import Comparison
from houvast.experiments.comparison.tables import FIGURES
from houvast.experiments.worlds import BASELINE, NO_PACKAGE
from houvast.experiments.years import COHORT_LEAD_MONTHS, year_label
from houvast.facts.lookup import Facts
from houvast.futures.folder import Futures, load_futures
from houvast.reports.numbers import MILLION, NOTHING, PERCENT, THOUSAND
from houvast.reports.palette import BETTER, FUTURE, SERIES, UNCLEAR, WORSE, Ink
from houvast.reports.telling import ALL, SHARE_UNITS, Telling
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.words import OUTCOME_BY_KEY

GROUND: dict[Verdict, Ink] = {
    "better": BETTER,
    "worse": WORSE,
    "more": UNCLEAR,
    "less": UNCLEAR,
    "unclear": UNCLEAR,
}


class Found(NamedTuple):
    """A figure of one cell in one year: mean over seeds and paired effect, with their intervals."""

    mean: float
    low: float | None
    high: float | None
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    persons: float
    """People behind it, at full scale."""


class ComparedStory(Telling):
    """A comparison as a report reads it.

    Parameters
    ----------
    comparison
        The comparison.
    facts
        The facts it rests on.
    language
        "nl" or "en".
    futures
        The futures with their words; left out: those that come with Houvast.

    Attributes
    ----------
    has_draws
        Whether every seed lived under a draw of its own of what is fitted and of exposure.
    """

    def __init__(self, comparison: Comparison, facts: Facts, language: str, futures: Futures | None = None) -> None:
        super().__init__(comparison.manifest, facts, language)
        self.comparison = comparison
        self.futures = futures or load_futures()
        self.scenarios = comparison.scenarios
        self.packages = comparison.packages
        self.reference = comparison.reference
        self.others = tuple(each for each in self.packages if each != self.reference)
        self.last = comparison.last_year
        self.has_draws = "exposure" in comparison.manifest
        self._tables = comparison.by_outcome
        self._found: dict[tuple[str, str], dict[tuple[str, str, str, int], Found]] = {}

    # -- figures -----------------------------------------------------------------------

    def has(self, outcome: str, grouping: str = ALL) -> bool:
        """Whether the comparison measures an outcome by a grouping."""
        return (outcome, grouping) in self._tables

    def figure(
        self,
        scenario: str,
        package: str,
        outcome: str,
        grouping: str = ALL,
        group: str = ALL,
        year: int | None = None,
    ) -> Found | None:
        """Return a figure, of the last year when none is named; None when there is none."""
        if (outcome, grouping) not in self._found:
            self._found[outcome, grouping] = self._read(outcome, grouping)
        return self._found[outcome, grouping].get((scenario, package, group, self.last if year is None else year))

    def first_figure(self, outcome: str, grouping: str = ALL, group: str = ALL) -> Found | None:
        """Return a figure of the first year: the same in every future, but for what changes within that year."""
        scenario = BASELINE if BASELINE in self.scenarios else self.scenarios[0]
        return self.figure(scenario, self.reference, outcome, grouping, group, 0)

    def groups(self, outcome: str, grouping: str) -> dict[str, str]:
        """Names of the groups that have a figure in the last year, in their fixed order."""
        table = self._tables.get((outcome, grouping))
        there = set() if table is None else set(table.filter(pl.col("year") == self.last)["group"])
        return {key: name for key, name in self.group_names(grouping).items() if key in there}

    def path(self, scenario: str, package: str, outcome: str) -> list[tuple[date, Found]]:
        """Return an outcome of everybody year by year, each in the middle of its year."""
        found = []
        for year in range(self.last + 1):
            figure = self.figure(scenario, package, outcome, year=year)
            if figure is not None:
                found.append((self._middle(year), figure))
        return found

    def _read(self, outcome: str, grouping: str) -> dict[tuple[str, str, str, int], Found]:
        table = self._tables.get((outcome, grouping))
        if table is None:
            return {}
        return {
            (row["scenario"], row["package"], row["group"], row["year"]): Found(
                *(row[name] for name in (*FIGURES, "count"))
            )
            for row in table.iter_rows(named=True)
        }

    def _middle(self, year: int) -> date:
        first_year, first_month = (int(part) for part in self.start.split("-")[:2])
        months = first_month - 1 + year * MONTHS_PER_YEAR + MONTHS_PER_YEAR // 2
        return date(first_year + months // MONTHS_PER_YEAR, months % MONTHS_PER_YEAR + COHORT_LEAD_MONTHS, 1)

    # -- words -------------------------------------------------------------------------

    def year(self, index: int | None = None) -> str:
        """Name of a year of the runs; of the last when none is given."""
        return year_label(self.start, self.last if index is None else index)

    def future(self, scenario: str) -> str:
        """Name of a future: letter and title."""
        if scenario == BASELINE:
            return self.say("Vandaag (basispad)", "Today (baseline)")
        key = _short(scenario)
        given = self.futures.scenarios.get(key)
        return key if given is None else f"{key} {given.name.text(self.language)}"

    def short_future(self, scenario: str) -> str:
        """Name of a future in one word."""
        return self.say("vandaag", "today") if scenario == BASELINE else _short(scenario)

    def package(self, package: str) -> str:
        """Name of a package."""
        return self.say("geen maatregelen", "no measures") if package == NO_PACKAGE else package

    def ink(self, scenario: str) -> Ink:
        """Colour, dash and shape of a future, the same in every chart."""
        own = [each for each in self.scenarios if _short(each) not in FUTURE]
        return FUTURE[_short(scenario)] if _short(scenario) in FUTURE else SERIES[own.index(scenario) % len(SERIES)]

    def package_ink(self, package: str) -> Ink:
        """Colour, dash and shape of a package."""
        return SERIES[self.packages.index(package) % len(SERIES)]

    def outcome(self, outcome: str) -> str:
        """Name of an outcome, with a capital."""
        return self.capital(self.name(outcome))

    def text(self, outcome: str, found: Found | None) -> str:
        """A figure as text, rounded to what the seeds support."""
        if found is None:
            return NOTHING
        half = 0.0 if found.low is None or found.high is None else (found.high - found.low) / 2
        return self._number(outcome, found.mean, half, signed=False)

    def effect(self, outcome: str, found: Found | None) -> str:
        """An effect as text, always with its sign; shares in percentage points."""
        if found is None or found.effect is None:
            return NOTHING
        return self._number(outcome, found.effect, self._half(found), signed=True)

    def effect_between(self, outcome: str, found: Found | None) -> str:
        """An effect with the ends of its interval."""
        if found is None or found.effect is None or found.effect_low is None or found.effect_high is None:
            return self.effect(outcome, found)
        half = self._half(found)
        ends = (self._number(outcome, each, half, signed=True) for each in (found.effect_low, found.effect_high))
        return f"{self.effect(outcome, found)} ({' … '.join(ends)})"

    def said(self, outcome: str, found: Found | None) -> Verdict:
        """Which way an effect goes, when that is beyond doubt."""
        return "unclear" if found is None else verdict(outcome, found.effect, found.effect_low, found.effect_high)

    def unit_of_effect(self, outcome: str) -> str:
        """Unit in which an effect is printed."""
        unit = OUTCOME_BY_KEY[outcome].unit
        if unit in SHARE_UNITS:
            return self.say("procentpunt", "percentage points")
        if unit == "eur_per_month":
            return self.say("miljard euro per jaar", "billion euros a year")
        return {
            "eur_per_hour": self.say("euro per uur", "euros an hour"),
            "months": self.say("maanden", "months"),
            "vacancies": self.say("duizend", "thousand"),
        }.get(unit, self.say("eenheden", "units"))

    def per_unit(self, outcome: str) -> float:
        """What a figure is multiplied by for its printed unit."""
        unit = OUTCOME_BY_KEY[outcome].unit
        if unit in SHARE_UNITS:
            return PERCENT
        if unit == "eur_per_month":
            return MONTHS_PER_YEAR / (MILLION * THOUSAND)
        return 1 / THOUSAND if unit == "vacancies" else 1.0

    def source(self, *outcomes: str) -> str:
        """Where the figures come from, how sure they are, and what the outcomes mean."""
        seeds = self.manifest["seeds"]
        percent = self.notation.percent(self.scale, 0 if self.scale * PERCENT >= 1 else 2)
        origin = self.say(
            f"Bron: vergelijking {self.run_name}, {seeds} seeds, {percent} van de bevolking. Bandbreedte: 95%, over "
            "seeds.",
            f"Source: comparison {self.run_name}, {seeds} seeds, {percent} of the population. Interval: 95%, over "
            "seeds.",
        )
        return " ".join([*(f"{self.outcome(key)}: {self.meaning(key)}" for key in outcomes), origin])

    def _half(self, found: Found) -> float:
        if found.effect_low is None or found.effect_high is None:
            return 0.0
        return (found.effect_high - found.effect_low) / 2

    def _number(self, outcome: str, value: float, half: float, signed: bool) -> str:
        scaled, unit = value * self.per_unit(outcome), OUTCOME_BY_KEY[outcome].unit
        if unit in SHARE_UNITS:
            text = self.notation.number(scaled, 1) + ("" if signed else "%")
        else:
            places = _places(max(abs(scaled), half * self.per_unit(outcome)))
            text = self.notation.number(scaled, places)
        is_nothing = not any(digit in text for digit in "123456789")
        return f"+{text}" if signed and value > 0 and not is_nothing else text


def _places(size: float) -> int:
    """Decimals that show about three digits of a number of this size."""
    if size == 0 or not math.isfinite(size):
        return 1
    return max(0, min(2, 2 - math.floor(math.log10(size))))


def _short(scenario: str) -> str:
    """Return a future without the name of the futures it belongs to."""
    return scenario.rpartition(":")[2]


def key_of(package: str) -> str:
    """Return the name of a package as part of the key of a figure, which names files."""
    return "".join(letter if letter.isalnum() else "-" for letter in package)
