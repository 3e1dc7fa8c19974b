"""An answer as the policy desk reads it: figures, what they differ from the baseline, and the words for them."""

from __future__ import annotations

from typing import NamedTuple

from houvast.experiments.comparison.direction import Verdict, direction_of, verdict
from houvast.experiments.exploration.answer import CHANGE, Answer
from houvast.experiments.worlds import BASELINE, NO_PACKAGE
from houvast.facts.lookup import Facts
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.numbers import FEW_PERSONS, NOTHING
from houvast.reports.palette import ACCENT, QUIET, SECOND, Ink
from houvast.reports.telling import ALL

FEWEST_SIMULATED = FEW_PERSONS * FEW_PERSONS
"""Simulated people below which a group is not said to win or lose."""


class Changed(NamedTuple):
    """A paired difference with the baseline, with its ends."""

    value: float
    low: float | None
    high: float | None
    persons: float


class ExploredStory(ComparedStory):
    """An answer in one language.

    Parameters
    ----------
    answer, facts
        The answer, and the facts it rests on.
    language
        "nl" or "en".
    """

    def __init__(self, answer: Answer, facts: Facts, language: str) -> None:
        super().__init__(answer.comparison, facts, language, answer.exploration.futures)
        self.answer = answer
        self.asked = answer.exploration
        self.here = (self.asked.world, self.asked.package)
        self.ghost = (self.asked.world, NO_PACKAGE)
        self.today = (BASELINE, NO_PACKAGE)
        self.has_package = self.asked.package != NO_PACKAGE
        self.has_world = self.asked.world != BASELINE

    @property
    def is_moved(self) -> bool:
        """Whether the exploration differs from the baseline at all."""
        return self.has_package or self.has_world

    def changed(self, outcome: str, grouping: str = ALL, group: str = ALL, year: int | None = None) -> Changed | None:
        """Return what a figure differs from the baseline; with a package in the same world: see `effect`."""
        table = self._tables.get((outcome, grouping))
        if table is None:
            return None
        scenario, package = self.here
        rows = table.filter(scenario=scenario, package=package, group=group, year=self.last if year is None else year)
        if not rows.height or rows[CHANGE[0]][0] is None:
            return None
        value, low, high = (rows[name][0] for name in CHANGE)
        return Changed(value, low, high, rows["count"][0])

    def by_package(self, outcome: str, grouping: str = ALL, group: str = ALL) -> Changed | None:
        """Return what the package alone does, within this world."""
        found = self.figure(*self.here, outcome, grouping, group)
        if not self.has_package or found is None or found.effect is None:
            return None
        return Changed(found.effect, found.effect_low, found.effect_high, found.persons)

    def said_of(self, outcome: str, changed: Changed | None) -> Verdict:
        """Which way a change goes, when luck leaves no doubt."""
        return "unclear" if changed is None else verdict(outcome, changed.value, changed.low, changed.high)

    def signed(self, outcome: str, changed: Changed | None) -> str:
        """A change as text, always with its sign; shares in percentage points."""
        if changed is None:
            return NOTHING
        half = 0.0 if changed.low is None or changed.high is None else (changed.high - changed.low) / 2
        return self._number(outcome, changed.value, half, signed=True)

    def between(self, outcome: str, changed: Changed | None) -> str:
        """A change with its ends."""
        if changed is None or changed.low is None or changed.high is None:
            return self.signed(outcome, changed)
        half = (changed.high - changed.low) / 2
        ends = (self._number(outcome, each, half, signed=True) for each in (changed.low, changed.high))
        return f"{self.signed(outcome, changed)} ({' … '.join(ends)})"

    def way(self, outcome: str, changed: Changed | None) -> str:
        """What a change means, in a word: better, worse, more, less, or nothing to be told from luck."""
        words = {
            "better": self.say("beter", "better"),
            "worse": self.say("slechter", "worse"),
            "more": self.say("meer", "more"),
            "less": self.say("minder", "less"),
            "unclear": self.say("binnen het toeval", "within chance"),
        }
        return words[self.said_of(outcome, changed)]

    def arrow(self, changed: Changed | None) -> str:
        """The direction of a change as a sign; a level one when it cannot be told from luck."""
        if changed is None or changed.low is None or changed.high is None or changed.low <= 0 <= changed.high:
            return "\N{RIGHTWARDS ARROW}"
        return "\N{NORTH EAST ARROW}" if changed.value > 0 else "\N{SOUTH EAST ARROW}"

    def place(self) -> str:
        """Name of the world in a few words."""
        if not self.has_world:
            return self.say("het basispad (vandaag)", "the base path (today)")
        if self.asked.world.rpartition(":")[2] in self.futures.scenarios:
            return self.future(self.asked.world)
        technology, collective = (self.notation.number(each, 2) for each in self.asked.point or (0.0, 0.0))
        if self.asked.own:
            first, second = (axis.name.text(self.language) for axis in self.futures.axes.values())
            where = f"{first} {technology}, {second} {collective}"
            return self.say(f"het punt {where}", f"the point {where}")
        return self.say(
            f"het punt technologie {technology}, collectief {collective}",
            f"the point technology {technology}, collective {collective}",
        )

    def cell_name(self, cell: tuple[str, str]) -> str:
        """Name of a line: today, this world without measures, or with them."""
        if cell == self.today:
            return self.say("basispad", "base path")
        if cell == self.here and self.has_package:
            return self.say("met maatregelen", "with measures")
        return self.say("deze wereld", "this world")

    def cells(self) -> dict[tuple[str, str], Ink]:
        """The lines of this answer and how they are drawn: quiet, dashed, and in the accent."""
        found = {self.today: QUIET}
        if self.has_world and self.answer.is_whole:
            found[self.ghost] = SECOND if self.has_package else ACCENT
        if self.has_package:
            found[self.here] = ACCENT
        return found

    def direction(self, outcome: str) -> str:
        """Which way is good, in words."""
        words = {1: self.say("hoger is beter", "higher is better"), -1: self.say("lager is beter", "lower is better")}
        return words.get(
            direction_of(outcome), self.say("meer of minder is niet goed of slecht", "neither way is good")
        )

    def luck(self) -> str:
        """What the intervals of this answer mean."""
        if self.answer.kind == "full":
            return self.say(
                f"Band: van de laagste tot de hoogste van {self.manifest['seeds']} trekkingen van onzekere parameters, "
                "elk met eigen toeval.",
                f"Band: from the lowest to the highest of {self.manifest['seeds']} draws of uncertain parameters, each "
                "with luck of its own.",
            )
        return self.say(
            "Band: 95% van wat het toeval in één run van 1% van de bevolking kan doen; hoe zeker de aannamen zijn "
            "staat er niet in.",
            "Band: 95% of what luck can do in one run of 1% of the population; how sure the assumptions are is not "
            "in it.",
        )

    def origin(self, *outcomes: str) -> str:
        """Where figures come from, and what the outcomes mean."""
        said = self.say(
            f"Bron: Houvast {self.manifest['model_version']}, run {self.run_name}, seed {self.asked.seed}.",
            f"Source: Houvast {self.manifest['model_version']}, run {self.run_name}, seed {self.asked.seed}.",
        )
        return " ".join([*(f"{self.outcome(key)}: {self.meaning(key)}" for key in outcomes), self.luck(), said])
