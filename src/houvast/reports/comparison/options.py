"""Chapter: the options. The packages compared, and what each changes in the facts."""

from __future__ import annotations

from typing import Any

from houvast.experiments.worlds import NO_PACKAGE
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Figure, Section, Table
from houvast.vocabulary.errors import HouvastError, Translatable

MERGES = {
    "replace": ("wordt", "becomes"),
    "scale": ("maal", "times"),
    "add": ("plus", "plus"),
    "max": ("minstens", "at least"),
}


def options(story: ComparedStory) -> Section:
    """The packages and their changes."""
    heading = story.say("De opties: maatregelen", "The options: measures")
    if not story.others:
        told = story.say(
            "Deze vergelijking legt alleen toekomsten naast elkaar, zonder maatregelen.",
            "This comparison only puts futures side by side, without measures.",
        )
        return Section("options", heading, (told,))
    introduction = story.say(
        "Een maatregel verandert geen uitkomst maar een oorzaak: een feit waar mensen en werkgevers in het model op "
        "reageren. Hieronder staat elke maatregel met alles wat zij verandert.",
        "A measure changes no outcome but a cause: a fact that people and employers in the model respond to. Below "
        "stands "
        "every measure with all that it changes.",
    )
    figures = tuple(_package(story, package) for package in story.others)
    return Section("options", heading, (introduction,), (), figures)


def changes_of(story: ComparedStory, scenario: str, package: str) -> list[dict[str, Any]]:
    """What a cell changes, as its manifest tells it."""
    worlds = story.manifest["worlds"]
    return next((each["changes"] for each in worlds if (each["scenario"], each["package"]) == (scenario, package)), [])


def fact_name(story: ComparedStory, path: str) -> str:
    """Name of the fact a change moves, with the groups it is limited to."""
    fact, _, groups = path.partition(".")
    if fact not in story.facts.names():
        return path
    name = story.capital(story.facts.entry(fact).name.text(story.language))
    return f"{name} ({groups})" if groups else name


def course(story: ComparedStory, change: dict[str, Any]) -> str:
    """How a change goes: with what it joins, and its first and last number with their years."""
    knots = change["knots"]
    word = story.say(*MERGES.get(change["merge"], (change["merge"], change["merge"])))
    first, last = knots[0], knots[-1]
    ends = [f"{story.notation.number(value, 2)} ({day[:4]})" for day, value in ((first), (last))]
    text = ends[0] if first == last else f"{ends[0]} → {ends[1]}"
    until = change.get("until")
    return f"{word} {text}" + (story.say(f", tot {until[:4]}", f", until {until[:4]}") if until else "")


def _package(story: ComparedStory, package: str) -> Figure:
    changes = [each for each in changes_of(story, story.scenarios[0], package) if each["origin"] != "scenario"]
    told = told_measures(package, story.language)
    sentence = f"{package}: {told}" if told else story.say(
        f"{package} verandert {len(changes)} feiten.", f"{package} changes {len(changes)} facts."
    )  # fmt: skip
    rows = tuple((each["origin"], fact_name(story, each["path"]), course(story, each)) for each in changes)
    columns = (story.say("Maatregel", "Measure"), story.say("Feit", "Fact"), story.say("Verandering", "Change"))
    table = Table(
        story.say("Wat het pakket verandert", "What the package changes"), columns, rows, frozenset({0, 1, 2})
    )
    key = "".join(letter if letter.isalnum() else "-" for letter in package)
    return Figure(f"package-{key}", sentence, "", None, (table,) if rows else ())


def told_measures(package: str, language: str) -> str:
    """What the measures of a package do, in words; empty when their files cannot be found."""
    if package == NO_PACKAGE:
        return ""
    try:
        from houvast.experiments.worlds import package_named

        measures = getattr(package_named(package), "measures", ())
        return "; ".join(_measure(each, language) for each in measures)
    except (HouvastError, ImportError):
        return ""


def _measure(measure: Any, language: str) -> str:
    name = getattr(measure, "name", "")
    return str(name.text(language)) if isinstance(name, Translatable) else str(name)
