"""Chapter: what it costs. Public spending in every future, and what a package adds or saves."""

from __future__ import annotations

from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Figure, Section, Table

COST = "public_cost_eur"


def cost(story: ComparedStory) -> Section:
    """Public cost per future and package, in the last year."""
    heading = story.say("Wat het kost", "What it costs")
    if not story.has(COST):
        told = story.say(
            "De runs van deze vergelijking meten geen publieke kosten.",
            "The runs of this comparison measure no public cost.",
        )
        return Section("cost", heading, (told,))
    introduction = story.say(
        "Uitgaven aan uitkeringen en maatregelen. Opbrengsten van belasting en premies staan er niet bij, en "
        "uitvoering alleen "
        "waar een maatregel haar noemt.",
        "Spending on benefits and measures. Revenue from taxes and premiums is not in it, and administration only "
        "where a "
        "measure names it.",
    )
    cells = [(scenario, package) for package in story.packages for scenario in story.scenarios]
    found = {cell: story.figure(*cell, COST) for cell in cells}
    rows = tuple(
        (
            story.package(package),
            *(
                story.text(COST, found[scenario, package])
                if package == story.reference
                else story.effect_between(COST, found[scenario, package])
                for scenario in story.scenarios
            ),
        )
        for package in story.packages
    )
    values = tuple(
        (
            story.package(package),
            *(None if (each := found[scenario, package]) is None else each.mean for scenario in story.scenarios),
        )
        for package in story.packages
    )
    columns = (story.say("Pakket", "Package"), *map(story.future, story.scenarios))
    unit = story.unit_of_effect(COST)
    caption = story.say(
        f"{story.package(story.reference)}: stand; de andere: verschil daarmee ({unit}, {story.year()})",
        f"{story.package(story.reference)}: level; the others: difference with it ({unit}, {story.year()})",
    )
    sentence = _dearest(story)
    figure = Figure(
        "cost-table", sentence, "", None, (Table(caption, columns, rows, values=values),), story.source(COST)
    )
    return Section("cost", heading, (introduction,), (), (figure,))


def _dearest(story: ComparedStory) -> str:
    found = {each: story.figure(each, story.reference, COST) for each in story.scenarios}
    there = {each: figure for each, figure in found.items() if figure is not None}
    if not there:
        return story.say("Geen kosten gemeten.", "No cost measured.")
    high, low = (pick(there, key=lambda each: there[each].mean) for pick in (max, min))
    unit = story.unit_of_effect(COST)
    return story.say(
        f"Zonder maatregelen zijn de publieke kosten het hoogst in {story.future(high)} "
        f"({story.text(COST, there[high])} {unit}) "
        f"en het laagst in {story.future(low)} ({story.text(COST, there[low])}).",
        f"Without measures public cost is highest in {story.future(high)} ({story.text(COST, there[high])} {unit}) and "
        "lowest "
        f"in {story.future(low)} ({story.text(COST, there[low])}).",
    )
