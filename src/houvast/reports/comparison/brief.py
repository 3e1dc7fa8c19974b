"""Chapter: in brief. The futures side by side, and what every package does in all of them."""

from __future__ import annotations

from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Section, Tile

HEADLINE = "work_security"


def brief(story: ComparedStory) -> Section:
    """The first screen: work security per future, and a sentence per package."""
    tiles = tuple(
        _tile(story, scenario) for scenario in story.scenarios if story.figure(scenario, story.reference, HEADLINE)
    )
    introduction = (
        story.say(
            f"Werkzekerheid in {story.year()}, het laatste jaar, {story.package(story.reference)}. Alle toekomsten "
            "beginnen met dezelfde mensen en hetzelfde toeval, zodat een verschil van de toekomst komt en niet van "
            "geluk.",
            f"Work security in {story.year()}, the last year, {story.package(story.reference)}. All futures begin with "
            "the same people and the same luck, so that a difference comes from the future and not from chance.",
        ),
        *(told_of_package(story, package, HEADLINE) for package in story.others),
    )
    return Section("summary", story.say("In het kort", "In brief"), introduction, tiles)


def told_of_package(story: ComparedStory, package: str, outcome: str) -> str:
    """Say in which futures a package moves an outcome, and which way."""
    found = {scenario: story.figure(scenario, package, outcome) for scenario in story.scenarios}
    said = {scenario: story.said(outcome, each) for scenario, each in found.items()}
    parts = []
    unit = story.say("punt", "points")
    for way, nl, en in (("better", "beter in", "better in"), ("worse", "slechter in", "worse in")):
        there = [
            f"{story.short_future(each)} ({story.effect(outcome, found[each])} {unit})"
            for each in said
            if said[each] == way
        ]
        if there:
            parts.append(story.say(f"{nl} {story.notation.listing(there)}", f"{en} {story.notation.listing(there)}"))
    unclear = [story.short_future(each) for each in said if said[each] == "unclear"]
    if unclear:
        which = story.notation.listing(unclear)
        parts.append(
            story.say(f"niet van toeval te onderscheiden in {which}", f"not to be told from chance in {which}")
        )
    return f"{package}: {story.name(outcome)} {'; '.join(parts)}."


def _tile(story: ComparedStory, scenario: str) -> Tile:
    found = story.figure(scenario, story.reference, HEADLINE)
    today = story.first_figure(HEADLINE)
    change = ""
    if found is not None and today is not None:
        moved = story.notation.points(found.mean - today.mean)
        change = story.say(f"{moved} punt sinds {story.year(0)}", f"{moved} points since {story.year(0)}")
    given = story.futures.scenarios.get(scenario)
    motto = given.motto.text(story.language) if given is not None and given.motto else ""
    return Tile(story.future(scenario), story.text(HEADLINE, found), motto, change)
