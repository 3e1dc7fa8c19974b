"""The whole of an exploration as one document: what the screen shows in parts, workbook and paper hold entire."""

from __future__ import annotations

from collections.abc import Callable

from altair.utils.schemapi import debug_mode

from houvast.experiments.exploration.surface import Surface
from houvast.reports.document import Document, Figure, Section, Tile
from houvast.reports.exploration import basis, figures, groups
from houvast.reports.exploration.story import ExploredStory
from houvast.reports.findings import kept

PARTS: dict[str, Callable[[ExploredStory, Surface], Figure | None]] = {
    "path": figures.path,
    "futures": figures.futures,
    "tiles": lambda story, _: figures.tile_table(story),
    "winners": lambda story, _: groups.winners(story),
    "distribution": lambda story, _: groups.distribution(story),
    "occupations": lambda story, _: groups.occupations(story),
    "flows": lambda story, _: groups.flows(story),
    "cost": lambda story, _: groups.cost(story),
    "questions": lambda story, _: basis.questions(story),
    "difference": lambda story, _: basis.difference(story),
    "assumed": lambda story, _: basis.register(story),
    "manifest": basis.itself,
}
"""The figures of the desk, by key, in the order of the page."""


def make_part(story: ExploredStory, surface: Surface, key: str) -> Figure | None:
    """Return one figure; None where there is nothing to show."""
    # Altair checks every part of a chart against a schema: most of the time of a chart, and a matter for tests.
    with debug_mode(arg=False):
        return PARTS[key](story, surface)


def make_document(story: ExploredStory, figure: Figure) -> Document:
    """Return a document of one figure of an exploration."""
    return _framed(story, (Section("figure", story.say("De uitkomst", "The outcome"), (), (), (figure,)),))


def make_report(story: ExploredStory, surface: Surface) -> Document:
    """Return everything about an exploration."""
    parts = kept(*(make_part(story, surface, key) for key in PARTS))
    shown = tuple(
        Tile(each.name, each.value, each.meaning, " ".join(filter(None, (each.arrow, each.change, each.way))))
        for each in figures.tiles(story)
    )
    first, last = parts[:3], parts[3:]
    sections = (
        Section("outcome", story.say("De uitkomst", "The outcome"), (), shown, first),
        Section(
            "parts",
            story.say("Wie en wat", "Who and what"),
            (),
            (),
            tuple(each for each in last if each.key not in BASIS),
        ),
        Section(
            "basis",
            story.say("Waar het op rust", "What it rests on"),
            (),
            (),
            tuple(each for each in last if each.key in BASIS),
        ),
    )
    return _framed(story, sections)


def _framed(story: ExploredStory, sections: tuple[Section, ...]) -> Document:
    cautions = (
        story.say(
            "Een toekomst is geen voorspelling en heeft geen kans.", "A future is no forecast and has no probability."
        ),
        story.luck(),
    )
    package = story.say("zonder maatregelen", "without measures") if not story.has_package else story.asked.package
    subtitle = f"{story.capital(story.place())}; {package}; {story.year(0)}–{story.year()}"
    footer = f"Houvast {story.manifest['model_version']} · {story.run_name}"
    labels = {
        "contents": story.say("Inhoud", "Contents"),
        "skip": story.say("Naar de inhoud", "Skip to content"),
        "data": "",
        "years": "",
        "manifest": "",
        "cautions": story.say("Vooraf", "Before you read"),
    }
    title = story.say("Verkenning van werkzekerheid", "Exploration of work security")
    return Document(story.language, title, subtitle, cautions, sections, footer, labels)


BASIS = frozenset({"questions", "difference", "assumed", "manifest"})
