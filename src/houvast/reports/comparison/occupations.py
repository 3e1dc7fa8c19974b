"""Chapter: occupations that grow and shrink, in every future."""

from __future__ import annotations

from typing import NamedTuple

from houvast.reports.comparison import charts
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.numbers import FEW_PERSONS

COUNTED_WITH = "permanent_share"
"""Its count is the number of employed people behind it."""
MOST_SHOWN = 8


class Growth(NamedTuple):
    """Growth of the employed of an occupation or sector in every future, as a share of the first year."""

    name: str
    before: float
    by_future: dict[str, float]

    @property
    def mean(self) -> float:
        """Mean over the futures: only to put them in order."""
        return sum(self.by_future.values()) / len(self.by_future)


def occupations(story: ComparedStory) -> Section:
    """The occupations and sectors that grow and shrink most."""
    introduction = story.say(
        "Groei en krimp van het aantal werkenden sinds het eerste jaar, zonder maatregelen. Wat in alle toekomsten "
        "groeit of "
        "krimpt, hangt weinig van de toekomst af; waar de punten ver uiteen liggen, maakt de toekomst het verschil.",
        "Growth and decline of the number of employed since the first year, without measures. What grows or shrinks in "
        "all "
        "futures depends little on the future; where the points lie far apart, the future makes the difference.",
    )
    found = [_figure(story, grouping) for grouping in ("occupation", "sector")]
    figures = tuple(each for each in found if each is not None)
    heading = story.say("Groeiende en krimpende beroepen", "Growing and shrinking occupations")
    return Section("occupations", heading, (introduction,), (), figures)


def growths(story: ComparedStory, grouping: str) -> list[Growth]:
    """Growth of every group with enough simulated people behind it, the most growing first."""
    fewest = FEW_PERSONS * FEW_PERSONS / story.scale
    found = []
    for group, name in story.groups(COUNTED_WITH, grouping).items():
        by_future, before = {}, 0.0
        for scenario in story.scenarios:
            first = story.figure(scenario, story.reference, COUNTED_WITH, grouping, group, 0)
            last = story.figure(scenario, story.reference, COUNTED_WITH, grouping, group)
            if first is not None and last is not None and first.persons >= fewest:
                before, by_future[scenario] = first.persons, last.persons / first.persons - 1
        if len(by_future) == len(story.scenarios):
            found.append(Growth(name, before, by_future))
    return sorted(found, key=lambda each: -each.mean)


def _figure(story: ComparedStory, grouping: str) -> Figure | None:
    every = growths(story, grouping)
    if not every or story.last == 0:
        return None
    is_cut = len(every) > 2 * MOST_SHOWN
    shown = [*every[:MOST_SHOWN], *every[-MOST_SHOWN:]] if is_cut else every
    top, bottom = shown[0].name, shown[-1].name
    sentence = story.say(
        f"Over alle toekomsten samen groeit ‘{top}’ het meest, en groeit ‘{bottom}’ het minst of krimpt het meest.",
        f"Over all futures together ‘{top}’ grows most, and ‘{bottom}’ grows least or shrinks most.",
    )
    by = story.grouping_name(grouping)
    measure = story.say(
        f"Verandering van het aantal werkenden naar {by}, {story.year(0)}–{story.year()}",
        f"Change in the number of employed by {by}, {story.year(0)}–{story.year()}",
    )
    if is_cut:
        measure += story.say(f"; de {MOST_SHOWN} bovenste en onderste", f"; the {MOST_SHOWN} highest and lowest")
    marks = [
        charts.Mark(each.name, story.future(scenario), value)
        for each in shown
        for scenario, value in each.by_future.items()
    ]
    series = [charts.Series(story.future(each), story.ink(each)) for each in story.scenarios]
    chart = Chart(charts.marks(marks, series, ".0~%", zero=True), f"{measure}. {sentence}")
    return Figure(f"growth-{grouping}", sentence, measure, chart, (_table(story, by, shown, every),), story.source())


def _table(story: ComparedStory, by: str, shown: list[Growth], every: list[Growth]) -> Table:
    notation = story.notation
    rows = tuple(
        (
            each.name,
            notation.thousands(each.before),
            *(notation.signed_percent(value) for value in each.by_future.values()),
        )
        for each in shown
    )
    values: tuple[tuple[float | str | None, ...], ...] = tuple(
        (each.name, each.before, *each.by_future.values()) for each in every
    )
    columns = (
        story.capital(by),
        f"{story.year(0)} ({story.say('duizend', 'thousand')})",
        *map(story.short_future, story.scenarios),
    )
    return Table(
        story.say("Werkenden en hun verandering", "The employed and their change"), columns, rows, values=values
    )
