"""Chapter: the options. The packages compared, and what each changes in the facts."""

from __future__ import annotations

from typing import Any

from houvast.experiments.worlds import NO_PACKAGE, package_named
from houvast.policies.costs import PAYERS
from houvast.policies.parts import Measure
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Figure, Section, Table
from houvast.reports.findings import kept
from houvast.vocabulary.errors import HouvastError

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
    figures = kept(_measures(story), *(_package(story, package) for package in story.others))
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
    measures = measures_of(package)
    names = story.notation.listing([each.name.text(story.language) for each in measures])
    counted = story.say(f"{len(changes)} veranderingen", f"{len(changes)} changes")
    sentence = f"{package}: {names} ({counted})." if names else f"{package}: {counted}."
    rows = tuple((each["origin"], fact_name(story, each["path"]), course(story, each)) for each in changes)
    columns = (story.say("Maatregel", "Measure"), story.say("Feit", "Fact"), story.say("Verandering", "Change"))
    table = Table(
        story.say("Wat het pakket verandert", "What the package changes"), columns, rows, frozenset({0, 1, 2})
    )
    key = "".join(letter if letter.isalnum() else "-" for letter in package)
    return Figure(f"package-{key}", sentence, "", None, (table,) if rows else ())


def measures_of(package: str) -> tuple[Measure, ...]:
    """The measures of a package; none when their files cannot be found."""
    if package == NO_PACKAGE:
        return ()
    try:
        return package_named(package).measures
    except HouvastError:
        return ()


def _measures(story: ComparedStory) -> Figure | None:
    """Every measure of any package, once."""
    measures = {each.key: each for package in story.others for each in measures_of(package)}
    if not measures:
        return None
    sentence = story.say(
        f"De pakketten bestaan uit {len(measures)} maatregelen.", f"The packages consist of {len(measures)} measures."
    )
    return Figure("measures", sentence, "", None, (_told(story, tuple(measures.values())),))


def _told(story: ComparedStory, measures: tuple[Measure, ...]) -> Table:
    """What every measure does, how, who pays, and how well that is known."""
    language = story.language
    rows = tuple(
        (
            f"{each.key} {each.name.text(language)}",
            each.summary.text(language),
            each.mechanism.text(language),
            ", ".join(dict.fromkeys(PAYERS[cost.payer].text(language) for cost in each.costs if cost.payer in PAYERS)),
            "; ".join(dict.fromkeys(evidence.says.text(language) for evidence in each.evidence)),
        )
        for each in measures
    )
    columns = (
        story.say("Maatregel", "Measure"),
        story.say("Wat zij doet", "What it does"),
        story.say("Hoe dat in het model werkt", "How it works in the model"),
        story.say("Wie betaalt", "Who pays"),
        story.say("Bewijs", "Evidence"),
    )
    return Table(story.say("De maatregelen", "The measures"), columns, rows, frozenset(range(len(columns))))
