"""Chapters on consequences: paths per future, and what every package does to every goal in every future."""

from __future__ import annotations

from houvast.experiments.comparison.intervals import CONFIDENCE
from houvast.reports.charts import Line
from houvast.reports.comparison import charts
from houvast.reports.comparison.goal import goals_of
from houvast.reports.comparison.story import GROUND, ComparedStory, Found
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.findings import axis_format, kept
from houvast.reports.palette import QUIET

PATHS = (
    "work_security",
    "job_security",
    "income_security",
    "combination_security",
    "unemployment_rate",
    "permanent_share",
    "burnout_share",
    "wage_gini",
)
ROWS_SHOWN = 5
"""Years in the table under a chart; the workbook has them all."""
SIGN = {"better": "▲", "worse": "▼", "more": "", "less": "", "unclear": ""}


def futures_in_time(story: ComparedStory) -> Section:
    """A small chart per future on one axis, for the outcomes that matter most."""
    held = story.say("het toeval van de simulatie", "the luck of the simulation")
    if story.has_draws:
        held += story.say(" en van wat is afgesteld en geschat", " and of what was fitted and estimated")
    introduction = story.say(
        f"Elke toekomst heeft een eigen vak; alle vakken van een figuur hebben dezelfde as. De band is {held}, "
        "niet de onzekerheid over de toekomst: daarvoor staan de vakken naast elkaar.",
        f"Every future has a chart of its own; all charts of a figure share one axis. The band is {held}, "
        "not the uncertainty about the future: that is why the charts stand side by side.",
    )
    figures = kept(*(_paths(story, outcome) for outcome in PATHS if story.has(outcome)))
    return Section("paths", story.say("Gevolgen in de tijd", "Consequences over time"), (introduction,), (), figures)


def _paths(story: ComparedStory, outcome: str) -> Figure | None:
    panels = [
        charts.Panel(
            story.future(scenario), tuple(_path(story, scenario, package, outcome) for package in story.packages)
        )
        for scenario in story.scenarios
        if len(story.path(scenario, story.reference, outcome)) > 1
    ]
    if not panels:
        return None
    ends = {each: story.figure(each, story.reference, outcome) for each in story.scenarios}
    told = story.notation.listing(
        [
            f"{story.text(outcome, found)} {story.say('in', 'in')} {story.short_future(each)}"
            for each, found in ends.items()
        ]
    )
    sentence = f"{story.outcome(outcome)} in {story.year()}: {told}."
    measure = story.say(
        f"{story.outcome(outcome)} per jaar, met de band van 95% over seeds",
        f"{story.outcome(outcome)} by year, with the 95% band over seeds",
    )
    chart = Chart(charts.small_multiples(panels, axis_format(outcome)), f"{measure}. {sentence}")
    return Figure(f"path-{outcome}", sentence, measure, chart, (_path_table(story, outcome),), story.source(outcome))


def _path(story: ComparedStory, scenario: str, package: str, outcome: str) -> charts.Path:
    found = story.path(scenario, package, outcome)
    points = tuple((day, each.mean) for day, each in found)
    band = tuple((day, each.low, each.high) for day, each in found if each.low is not None and each.high is not None)
    ink = story.ink(scenario) if len(story.packages) == 1 else story.package_ink(package)
    return charts.Path(Line(story.package(package), ink, points), band)


def _path_table(story: ComparedStory, outcome: str) -> Table:
    cells = [(scenario, package) for scenario in story.scenarios for package in story.packages]
    columns = (
        story.say("Jaar", "Year"),
        *(f"{story.short_future(scenario)}, {story.package(package)}" for scenario, package in cells),
    )
    apart = -(-(story.last + 1) // ROWS_SHOWN)
    shown = {*range(story.last, -1, -apart), 0}
    texts, values = [], []
    for year in range(story.last + 1):
        figures = [story.figure(*cell, outcome, year=year) for cell in cells]
        if year in shown:
            texts.append((story.year(year), *(story.text(outcome, each) for each in figures)))
        values.append((story.year(year), *(None if each is None else each.mean for each in figures)))
    caption = story.say("Gemiddelde per jaar, over alle seeds", "Mean by year, over all seeds")
    return Table(caption, columns, tuple(texts), values=tuple(values))


def packages_compared(story: ComparedStory) -> Section:
    """Every package against every goal: a cell per future."""
    heading = story.say("Gevolgen van de maatregelen", "Consequences of the measures")
    if not story.others:
        told = story.say("Er is geen pakket vergeleken.", "No package was compared.")
        return Section("packages", heading, (told,))
    introduction = story.say(
        "Elke cel is het verschil met dezelfde toekomst zonder het pakket, gemeten op dezelfde mensen met hetzelfde "
        "toeval. ▲ is beter en ▼ slechter, en alleen waar de bandbreedte nul niet bevat; een grijze cel is niet van "
        "toeval te onderscheiden, of kent geen beter en slechter.",
        "Each cell is the difference with the same future without the package, measured on the same people with the "
        "same luck. ▲ is better and ▼ worse, and only where the interval does not hold zero; a grey cell cannot be "
        "told from chance, or knows no better and worse.",
    )
    cells = len(goals_of(story)) * len(story.scenarios) * len(story.others)
    by_chance = round(cells * (1 - CONFIDENCE))
    mind = story.say(
        f"Van {cells} cellen zouden er ook zonder enig effect ongeveer {by_chance} gekleurd zijn. Let op wat in meer "
        "dan "
        "een toekomst terugkomt.",
        f"Of {cells} cells about {by_chance} would be coloured without any effect at all. Look for what returns in "
        "more "
        "than one future.",
    )
    return Section("packages", heading, (introduction, mind), (), (_scorecard(story),))


def _scorecard(story: ComparedStory) -> Figure:
    goals = goals_of(story)
    panels = [(package, [_cell(story, scenario, package, outcome) for outcome in goals for scenario in story.scenarios])
              for package in story.others]  # fmt: skip
    sentence = " ".join(_counted(story, package, goals) for package in story.others)
    measure = story.say(
        f"Effect in {story.year()}, in de eenheid van de tabel", f"Effect in {story.year()}, in the unit of the table"
    )
    chart = Chart(charts.scorecard(panels), f"{measure}. {sentence}")
    tables = tuple(_effect_table(story, package, goals) for package in story.others)
    return Figure("scorecard", sentence, measure, chart, tables, story.source())


def _cell(story: ComparedStory, scenario: str, package: str, outcome: str) -> charts.Cell:
    found = story.figure(scenario, package, outcome)
    said = story.said(outcome, found)
    text = f"{SIGN[said]} {story.effect(outcome, found)}".strip()
    ground = QUIET if found is None else GROUND[said]
    return charts.Cell(story.outcome(outcome), story.short_future(scenario), text, ground)


def _counted(story: ComparedStory, package: str, goals: list[str]) -> str:
    said = [
        story.said(outcome, story.figure(scenario, package, outcome))
        for outcome in goals
        for scenario in story.scenarios
    ]
    better, worse = said.count("better"), said.count("worse")
    return story.say(
        f"{package}: beter in {better} en slechter in {worse} van de {len(said)} cellen.",
        f"{package}: better in {better} and worse in {worse} of the {len(said)} cells.",
    )


def _effect_table(story: ComparedStory, package: str, goals: list[str]) -> Table:
    rows, values = [], []
    for outcome in goals:
        found: list[Found | None] = [story.figure(scenario, package, outcome) for scenario in story.scenarios]
        unit = story.unit_of_effect(outcome)
        rows.append((story.outcome(outcome), unit, *(story.effect_between(outcome, each) for each in found)))
        values.append((story.outcome(outcome), unit, *(_scaled(story, outcome, each) for each in found)))
    columns = (
        story.say("Uitkomst", "Outcome"),
        story.say("Eenheid", "Unit"),
        *map(story.short_future, story.scenarios),
    )
    caption = story.say(f"{package}: effect met bandbreedte", f"{package}: effect with interval")
    return Table(caption, columns, tuple(rows), frozenset({0, 1}), tuple(values))


def _scaled(story: ComparedStory, outcome: str, found: Found | None) -> float | None:
    return None if found is None or found.effect is None else found.effect * story.per_unit(outcome)
