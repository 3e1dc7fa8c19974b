"""Chapter: the problem. Which futures there are, where they lie in the plane, and how they differ in words."""

from __future__ import annotations

from houvast.experiments.worlds import point_of
from houvast.reports.comparison import charts
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.findings import kept


def problem(story: ComparedStory) -> Section:
    """The plane with its points, and the futures on six themes."""
    introduction = (
        story.say(
            "Niemand weet hoe werk er over vijftien jaar uitziet. Twee dingen zijn tegelijk belangrijk en onzeker: "
            "hoever "
            "techniek het werk bepaalt, en of mensen het samen regelen of ieder voor zich. Zij spannen een vlak op; "
            "elke "
            "toekomst is een plek daarin. Geen plek heeft een kans: het zijn geen voorspellingen.",
            "Nobody knows what work will look like in fifteen years. Two things are important and uncertain at once: "
            "how "
            "far technology decides about work, and whether people arrange things together or each alone. They span a "
            "plane; every future is a place in it. No place has a probability: these are no forecasts.",
        ),
    )
    figures = kept(_plane(story), _themes(story), *(_narrative(story),))
    return Section(
        "problem", story.say("Het vraagstuk: vier toekomsten", "The problem: four futures"), introduction, (), figures
    )


def _plane(story: ComparedStory) -> Figure | None:
    places = {scenario: point for scenario in story.scenarios if (point := point_of(scenario)) is not None}
    if not places:
        return None
    axes = list(story.futures.axes.values())
    across, up = axes[0], axes[1]
    names = [each.text(story.language) for each in (across.low, across.high, up.low, up.high)]
    spots = [charts.Spot(story.future(each), *point, story.ink(each)) for each, point in places.items()]
    sentence = story.say(
        f"De vergelijking kijkt naar {len(places)} plekken in het vlak van {across.name.text('nl')} en "
        f"{up.name.text('nl')}.",
        f"The comparison looks at {len(places)} places in the plane of {across.name.text('en')} and "
        f"{up.name.text('en')}.",
    )
    rows = tuple(
        (story.future(each), story.notation.number(point[0], 1), story.notation.number(point[1], 1))
        for each, point in places.items()
    )
    columns = (
        story.say("Toekomst", "Future"),
        story.capital(across.name.text(story.language)),
        story.capital(up.name.text(story.language)),
    )
    caption = story.say("Plek op elke as, van -1 tot 1", "Place on each axis, from -1 to 1")
    values = tuple((story.future(each), *point) for each, point in places.items())
    chart = Chart(charts.plane(spots, *names), f"{sentence} " + ", ".join(story.future(each) for each in places))
    return Figure("plane", sentence, "", chart, (Table(caption, columns, rows, values=values),))


def _themes(story: ComparedStory) -> Figure | None:
    named = [each for each in story.scenarios if each in story.futures.scenarios]
    if not named or not story.futures.comparison:
        return None
    rows = []
    for theme in story.futures.comparison.values():
        told = [theme.scenarios.get(each) for each in named]
        texts = (story.capital(each.text(story.language)) if each else "" for each in told)
        rows.append((story.capital(theme.name.text(story.language)), *texts))
    sentence = story.say(
        f"Op {len(rows)} thema's verschillen de toekomsten van elkaar.", f"The futures differ on {len(rows)} themes."
    )
    columns = (story.say("Thema", "Theme"), *(story.future(each) for each in named))
    table = Table(story.say("In woorden", "In words"), columns, tuple(rows), frozenset(range(len(columns))))
    return Figure("themes", sentence, "", None, (table,))


def _narrative(story: ComparedStory) -> Figure | None:
    named = [story.futures.scenarios[each] for each in story.scenarios if each in story.futures.scenarios]
    if not named:
        return None
    rows = tuple((story.future(each.key), each.narrative.text(story.language)) for each in named)
    sentence = story.say("Zo ziet elke toekomst eruit.", "This is what each future looks like.")
    columns = (story.say("Toekomst", "Future"), story.say("Verhaal", "Story"))
    table = Table(story.say("Verhalen", "Stories"), columns, rows, frozenset({0, 1}))
    return Figure("stories", sentence, "", None, (table,))
