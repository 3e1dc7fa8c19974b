"""The middle of the desk: tiles, the path of the outcome, and the four futures beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from houvast.experiments.exploration.state import Exploration
from houvast.experiments.exploration.surface import TILES, Surface, within_unit
from houvast.experiments.worlds import BASELINE, NO_PACKAGE
from houvast.reports.charts import Line
from houvast.reports.comparison.charts import Panel, Path, small_multiples
from houvast.reports.document import Chart, Figure, Table
from houvast.reports.exploration.charts import path_chart
from houvast.reports.exploration.story import ExploredStory
from houvast.reports.findings import axis_format
from houvast.reports.numbers import NOTHING
from houvast.reports.palette import ACCENT, QUIET
from houvast.vocabulary.outcomes import OUTCOME_BY_KEY

MIDDLE_MONTH = 7
EDGE_SHARE = 0.06
"""Room above and below the highest and lowest line, as a share of the axis."""


@dataclass(frozen=True)
class Tile:
    """One figure at a glance.

    Parameters
    ----------
    outcome, name, value, meaning
        Which outcome, its value in the last year, and what it measures.
    change, arrow, way
        Difference with the baseline, its direction as a sign and as a word.
    by_package
        What the measures alone do; empty without measures.
    mark, reliability
        How far it can be told from luck, as a sign and in words.
    tone
        `better`, `worse`, `more`, `less` or `unclear`.
    """

    outcome: str
    name: str
    value: str
    meaning: str
    change: str
    arrow: str
    way: str
    by_package: str
    mark: str
    reliability: str
    tone: str


def tiles(story: ExploredStory) -> tuple[Tile, ...]:
    """Return the four securities and the three grips."""
    return tuple(_tile(story, outcome) for outcome in TILES if story.has(outcome))


def tile_table(story: ExploredStory) -> Figure:
    """Return the tiles as a table: what they say, with the numbers behind it."""
    found = tiles(story)
    clear = [each for each in found if each.tone != "unclear"]
    sentence = (
        story.say(
            f"Van de {len(found)} zekerheden en vormen van grip zijn er {len(clear)} duidelijk anders dan op het "
            "basispad.",
            f"Of the {len(found)} securities and grips {len(clear)} are clearly other than on the base path.",
        )
        if story.is_moved
        else story.say("Dit is het basispad zelf.", "This is the base path itself.")
    )
    columns = (
        story.say("Uitkomst", "Outcome"),
        story.say(f"In {story.year()}", f"In {story.year()}"),
        story.say("Tegenover het basispad", "Against the base path"),
        story.say("Door de maatregelen", "By the measures"),
        story.say("Hoe zeker", "How sure"),
    )
    rows, values = [], []
    for each in found:
        told = " ".join(filter(None, (each.arrow, each.change, each.way)))
        rows.append((each.name, each.value, told or NOTHING, each.by_package or NOTHING, each.reliability or NOTHING))
        here, of_package = story.figure(*story.here, each.outcome), story.by_package(each.outcome)
        changed = story.changed(each.outcome) if story.is_moved else None
        differences = (None if one is None else one.value for one in (changed, of_package))
        values.append((each.name, None if here is None else here.mean, *differences, each.reliability))
    measure = story.say("Vier zekerheden, drie vormen van grip", "Four securities, three grips")
    table = Table(measure, columns, tuple(rows), frozenset({0, 2, 4}), tuple(values))
    return Figure("tiles", sentence, measure, None, (table,), story.origin(*(each.outcome for each in found)))


def _tile(story: ExploredStory, outcome: str) -> Tile:
    changed, of_package = story.changed(outcome), story.by_package(outcome)
    tone = story.said_of(outcome, changed)
    is_clear = tone != "unclear"
    unit = story.unit_of_effect(outcome)
    mark = "\N{BLACK CIRCLE}" if is_clear else "\N{WHITE CIRCLE}"
    reliability = (
        story.say("duidelijk groter dan het toeval", "clearly larger than chance")
        if is_clear
        else story.say("niet van toeval te onderscheiden", "not to be told from chance")
    )
    if not story.is_moved:
        mark, reliability = "", ""
    return Tile(
        outcome,
        story.outcome(outcome),
        story.text(outcome, story.figure(*story.here, outcome)),
        story.meaning(outcome),
        f"{story.signed(outcome, changed)} {unit}" if story.is_moved else "",
        story.arrow(changed) if story.is_moved else "",
        story.way(outcome, changed) if story.is_moved else "",
        f"{story.signed(outcome, of_package)} {unit}" if of_package is not None else "",
        mark,
        reliability,
        tone,
    )


def path(story: ExploredStory, surface: Surface) -> Figure:
    """Return the chosen outcome year by year: baseline, this world without measures, and with them."""
    outcome = story.asked.outcome
    drawn = _paths(story)
    sentence = _path_sentence(story, outcome)
    measure = f"{story.outcome(outcome)}, {story.year(0)}–{story.year()} ({story.direction(outcome)})"
    if not drawn:
        return Figure("path", sentence, measure, None, (), story.origin(outcome))
    chart = Chart(path_chart(drawn, _domain(surface, outcome, drawn), axis_format(outcome)), f"{measure}. {sentence}")
    return Figure("path", sentence, measure, chart, (_path_table(story, outcome),), story.origin(outcome))


def _paths(story: ExploredStory) -> list[Path]:
    """Return the lines of the chosen outcome, the last with its band."""
    inks, drawn = story.cells(), []
    for cell, ink in inks.items():
        points = story.path(*cell, story.asked.outcome)
        line = Line(story.cell_name(cell), ink, tuple((day, found.mean) for day, found in points))
        is_last = cell == list(inks)[-1]
        around = tuple(
            (day, found.low, found.high)
            for day, found in points
            if is_last and found.low is not None and found.high is not None
        )
        if line.points:
            drawn.append(Path(line, around))
    return drawn


def _domain(surface: Surface, outcome: str, paths: Sequence[Path]) -> tuple[float, float]:
    """Return an axis that holds the whole plane, and these paths besides."""
    base, world = surface.baseline[outcome], surface.world[outcome]
    numbers = [*base, *within_unit(outcome, base + world).ravel()]
    for each in paths:
        numbers += [value for _, value in each.line.points]
        numbers += [end for _, *ends in each.band for end in ends]
    low, high = float(np.nanmin(numbers)), float(np.nanmax(numbers))
    room = (high - low or abs(high) or 1.0) * EDGE_SHARE
    lowest = 0.0 if low >= 0 else low - room
    return max(low - room, lowest), high + room


def _path_sentence(story: ExploredStory, outcome: str) -> str:
    first, last = story.figure(*story.here, outcome, year=0), story.figure(*story.here, outcome)
    first = first or story.figure(*story.here, outcome, year=1)
    name, where, changed = story.outcome(outcome), story.place(), story.changed(outcome)
    way = story.say(
        f"{name} gaat van {story.text(outcome, first)} in {story.year(0)} naar {story.text(outcome, last)} in "
        f"{story.year()}",
        f"{name} goes from {story.text(outcome, first)} in {story.year(0)} to {story.text(outcome, last)} in "
        f"{story.year()}",
    )
    if not story.is_moved:
        return way + story.say(" op het basispad.", " on the base path.")
    tone = story.way(outcome, changed)
    unit = story.unit_of_effect(outcome)
    told = story.say(
        f" in {where}: {story.signed(outcome, changed)} {unit} tegenover het basispad ({tone}).",
        f" in {where}: {story.signed(outcome, changed)} {unit} against the base path ({tone}).",
    )
    of_package = story.by_package(outcome)
    if of_package is None:
        return way + told
    return (
        way
        + told
        + story.say(
            f" De maatregelen doen daarvan {story.signed(outcome, of_package)} ({story.way(outcome, of_package)}).",
            f" Of this the measures do {story.signed(outcome, of_package)} ({story.way(outcome, of_package)}).",
        )
    )


def _path_table(story: ExploredStory, outcome: str) -> Table:
    cells = list(story.cells())
    rows, values = [], []
    for year in range(story.last + 1):
        found = [story.figure(*cell, outcome, year=year) for cell in cells]
        end = found[-1]
        rows.append(
            (
                story.year(year),
                *(story.text(outcome, each) for each in found),
                _span(story, outcome, end.low, end.high) if end else "",
            )
        )
        values.append(
            (
                story.year(year),
                *(None if each is None else each.mean for each in found),
                "" if end is None or end.low is None else f"{end.low:.6g} – {end.high:.6g}",
            )
        )
    columns = (
        story.say("Jaar", "Year"),
        *(story.capital(story.cell_name(cell)) for cell in cells),
        story.say("Band", "Band"),
    )
    return Table(story.outcome(outcome), columns, tuple(rows), frozenset({0}), tuple(values))


def _span(story: ExploredStory, outcome: str, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    half = (high - low) / 2
    return f"{story._number(outcome, low, half, signed=False)} – {story._number(outcome, high, half, signed=False)}"


def futures(story: ExploredStory, surface: Surface) -> Figure:
    """Return the four futures on one axis: exact where this answer holds them, else from the preview."""
    outcome, corners = story.asked.outcome, story.asked.corners
    is_exact = set(corners) <= set(story.scenarios)
    if story.asked.own and not is_exact:
        return _not_yet(story)
    panels, rows = [], []
    for corner in corners:
        paths = _exact_paths(story, corner) if is_exact else _previewed_paths(story, surface, corner)
        panels.append(Panel(story.future(corner), paths))
        rows.append((story.future(corner), *(_last(story, outcome, each) for each in paths)))
    names = [each.line.label for each in panels[0].paths]
    ends = {panel.title: panel.paths[-1].line.points[-1][1] for panel in panels}
    high, low = max(ends, key=lambda each: ends[each]), min(ends, key=lambda each: ends[each])
    error = error_told(story, surface, "package" if story.has_package else "world")
    status = (
        story.say("exact", "exact")
        if is_exact
        else story.say(
            f"indicatief, uit de voorproef; fout tot {error}",
            f"indicative, from the preview; error up to {error}",
        )
    )
    sentence = story.say(
        f"{story.outcome(outcome)} eindigt het hoogst in {high} en het laagst in {low} ({status}).",
        f"{story.outcome(outcome)} ends highest in {high} and lowest in {low} ({status}).",
    )
    measure = story.say(
        f"{story.outcome(outcome)} in de vier toekomsten, één as",
        f"{story.outcome(outcome)} in the four futures, one axis",
    )
    chart = Chart(small_multiples(panels, axis_format(outcome)), f"{measure}. {sentence}")
    table = Table(
        f"{story.outcome(outcome)}, {story.year()}",
        (story.say("Toekomst", "Future"), *map(story.capital, names)),
        tuple(rows),
        values=tuple((panel.title, *(each.line.points[-1][1] for each in panel.paths)) for panel in panels),
    )
    return Figure("futures", sentence, measure, chart, (table,), story.origin(outcome))


def _not_yet(story: ExploredStory) -> Figure:
    """The preview knows the plane that comes with Houvast only."""
    sentence = story.say(
        "De vier hoeken van dit eigen vlak zijn er alleen exact: laat ze uitrekenen.",
        "The four corners of this plane of your own can only be had exactly: have them worked out.",
    )
    return Figure("futures", sentence, "", None, ())


def error_told(story: ExploredStory, surface: Surface, kind: str) -> str:
    """Return the stated error of the preview in words: of a `world` alone, or with a `package`."""
    outcome = story.asked.outcome
    error = surface.errors[outcome][kind]
    number = story._number(outcome, error, error, signed=False).rstrip("%")
    return f"{number} {story.unit_of_effect(outcome)}"


def _last(story: ExploredStory, outcome: str, path_: Path) -> str:
    value = path_.line.points[-1][1]
    return story._number(outcome, value, 0.0, signed=False)


def _exact_paths(story: ExploredStory, corner: str) -> tuple[Path, ...]:
    outcome, found = story.asked.outcome, []
    for package in dict.fromkeys((NO_PACKAGE, story.asked.package)):
        points = story.path(corner, package, outcome)
        around = tuple(
            (day, each.low, each.high) for day, each in points if each.low is not None and each.high is not None
        )
        ink = story.ink(corner) if package == story.asked.package else QUIET
        found.append(Path(Line(_label(story, package), ink, tuple((day, each.mean) for day, each in points)), around))
    return tuple(found)


def _previewed_paths(story: ExploredStory, surface: Surface, corner: str) -> tuple[Path, ...]:
    outcome, found = story.asked.outcome, []
    base = {day: each.mean for day, each in story.path(BASELINE, NO_PACKAGE, outcome)}
    for package in dict.fromkeys((NO_PACKAGE, story.asked.package)):
        difference = surface.difference(replace(story.asked, world=corner, package=package), outcome)
        points = [
            (day, float(within_unit(outcome, np.array(base[day] + difference[day.year - _first(story)]))))
            for day in base
            if np.isfinite(difference[day.year - _first(story)])
        ]
        ink = story.ink(corner) if package == story.asked.package else QUIET
        found.append(Path(Line(_label(story, package), ink, tuple(points))))
    return tuple(found)


def _label(story: ExploredStory, package: str) -> str:
    return story.say("zonder", "without") if package == NO_PACKAGE else story.say("met", "with")


def _first(story: ExploredStory) -> int:
    return int(story.start[:4])


def days_of(story: ExploredStory, outcome: str) -> list[date]:
    """Return the days at which an outcome is drawn."""
    return [day for day, _ in story.path(*story.today, outcome)]


def previewed(surface: Surface, asked: Exploration, language: str) -> Chart:
    """Return the path of an outcome from the preview alone, for a page that cannot wait for a run."""
    outcome = asked.outcome
    first_year = int(str(surface.about["start"])[:4])
    words = {"nl": ("basispad", "indicatief"), "en": ("base path", "indicative")}[language]
    base, here = surface.baseline[outcome], surface.preview(asked, outcome)
    drawn = [
        Path(
            Line(
                name,
                ink,
                tuple(
                    (date(first_year + at, MIDDLE_MONTH, 1), float(value))
                    for at, value in enumerate(values)
                    if np.isfinite(value)
                ),
            )
        )
        for name, ink, values in zip(words, (QUIET, ACCENT), (base, here), strict=True)
    ]
    name = OUTCOME_BY_KEY[outcome].name(language)
    return Chart(path_chart(drawn, _domain(surface, outcome, drawn), axis_format(outcome)), f"{name}: {words[1]}")
