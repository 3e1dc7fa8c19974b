"""What every chapter of the good-work report asks of a monitor: words and numbers in one language."""

from __future__ import annotations

import math
from functools import cached_property

import polars as pl

from houvast.experiments.results import Result
from houvast.reports.numbers import Notation
from houvast.surveys.monitor import Figure as Estimate
from houvast.surveys.monitor_run import Monitor, MonitorPart
from houvast.vocabulary.errors import Both
from houvast.vocabulary.words import GRIPS

HIDDEN = "·"
GRIP_NAMES = {grip.key: grip for grip in GRIPS}


class Told:
    """A part of a monitor in one language: words, numbers and what is simulated beside it."""

    def __init__(self, monitor: Monitor, part: MonitorPart, language: str, result: Result | None) -> None:
        self.monitor, self.part, self.language, self.result = monitor, part, language, result
        self.codebook = monitor.codebook
        self.notation = Notation(language)

    def say(self, nl: str, en: str) -> str:
        """One of two texts."""
        return Both(nl, en).text(self.language)

    @property
    def grips(self) -> tuple[str, ...]:
        """Grips with questions."""
        return self.codebook.grips

    def grip_name(self, grip: str) -> str:
        """The word for a grip."""
        return GRIP_NAMES[grip].name(self.language)

    def number(self, value: float | None, is_share: bool) -> str:
        """A share as a percentage, a score with one decimal; a dot where nothing may be shown."""
        if value is None or not math.isfinite(value):
            return HIDDEN
        return self.notation.percent(value) if is_share else self.notation.number(value, 1)

    def with_interval(self, each: Estimate, is_share: bool) -> str:
        """A number with its interval."""
        low, high = each.interval
        if each.value is None or low is None or high is None:
            return self.number(each.value, is_share)
        number = self.number
        return f"{number(each.value, is_share)} [{number(low, is_share)}; {number(high, is_share)}]"

    @cached_property
    def simulated(self) -> dict[str, float]:
        """Outcomes of the last year of a run, for everyone."""
        if self.result is None:
            return {}
        rows = self.result.outcomes.filter((pl.col("group_by") == "all") & pl.col("outcome").str.starts_with("grip"))
        last = rows.filter(pl.col("month") > pl.col("month").max().dt.offset_by("-1y"))
        return dict(last.group_by("outcome").agg(pl.col("value").mean()).iter_rows())

    def cautions(self) -> tuple[str, ...]:
        """What a reader must know first."""
        minimum = self.part.minimum_n
        said = [
            self.say(
                f"Cijfers uit een steekproef; tussen haken staat het 95%-interval. Groepen met minder dan {minimum} "
                f"antwoorden, en wat ze zou verraden, staan er niet in ({HIDDEN}).",
                f"Figures from a sample; the 95% interval stands in brackets. Groups with fewer than {minimum} "
                f"answers, and what would give them away, are left out ({HIDDEN}).",
            ),
            self.say(
                "+ en − betekenen: beter of slechter dan het gemiddelde (bij twee groepen: dan de andere), p < 0,05.",
                "+ and − mean: better or worse than the average (of two groups: than the other), p < 0.05.",
            ),
        ]
        if self.monitor.adjust == "none" and len(self.codebook.groups):
            said.append(
                self.say(
                    "Er is niet gecorrigeerd voor het aantal vergelijkingen: van twintig gelijke groepen wijkt er "
                    "gemiddeld één schijnbaar af.",
                    "Nothing corrects for the number of comparisons: of twenty equal groups one seems "
                    "different on average.",
                )
            )
        return tuple(said)
