"""Chapter: what it costs. Public spending in every future, and what a package adds or saves."""

from __future__ import annotations

from datetime import date

from houvast.experiments.worlds import NO_PACKAGE, package_named, world_of
from houvast.policies.costs import PAYERS, Amount, amounts, quantities_of
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Figure, Section, Table
from houvast.reports.findings import kept
from houvast.reports.numbers import MILLION
from houvast.vocabulary.errors import HouvastError

COST = "public_cost_eur"


def cost(story: ComparedStory) -> Section:
    """Public cost per future and package, in the last year."""
    heading = story.say("Wat het kost", "What it costs")
    if not story.has(COST):
        told = story.say(
            "De runs van deze vergelijking meten geen publieke kosten.",
            "The runs of this comparison measure no public cost.",
        )
        return Section("cost", heading, (told,), (), kept(*(_amounts(story, package) for package in story.others)))
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
    own = kept(*(_amounts(story, package) for package in story.others))
    figure = Figure(
        "cost-table", sentence, "", None, (Table(caption, columns, rows, values=values),), story.source(COST)
    )
    return Section("cost", heading, (introduction,), (), (figure, *own))


def counted(story: ComparedStory, scenario: str, package: str) -> dict[str, float]:
    """What a cell counts in its last year, as the sums of measures name it [persons, or persons a year]."""
    years = story.comparison.years
    rows = years.filter(scenario=scenario, package=package, year=story.last)
    return quantities_of(rows.rename({"mean": "value"}))


def amounts_of(story: ComparedStory, scenario: str, package: str) -> tuple[Amount, ...]:
    """What the measures of a package cost in a future in the last year; empty when a sum names what was not counted."""
    try:
        laid = world_of(scenario, NO_PACKAGE, story.facts).facts
        day = date(int(story.start[:4]) + story.last, 1, 1)
        return amounts(package_named(package).chosen, laid, counted(story, scenario, package), day)
    except HouvastError:
        return ()


def _amounts(story: ComparedStory, package: str) -> Figure | None:
    """Gross cost of every measure by who pays, in each future."""
    found = {scenario: amounts_of(story, scenario, package) for scenario in story.scenarios}
    lines = list(zip(*found.values(), strict=False))
    if not lines or any(len(each) != len(lines) for each in found.values()):
        return None
    rows = tuple(_amount_row(story, line) for line in lines)
    values = tuple(
        (*row[:3], *(each.eur_per_year / MILLION for each in line)) for row, line in zip(rows, lines, strict=True)
    )
    totals = [sum(each.eur_per_year for each in amounts) / MILLION for amounts in found.values()]
    parts = [
        f"{story.notation.number(total)} {story.say('in', 'in')} {story.short_future(scenario)}"
        for scenario, total in zip(found, totals, strict=True)
    ]
    told = story.notation.listing(parts)
    sentence = story.say(
        f"{package} kost bruto, in miljoen euro per jaar: {told}.",
        f"{package} costs, gross, in million euros a year: {told}.",
    )
    columns = (
        story.say("Maatregel", "Measure"),
        story.say("Waarvoor", "For what"),
        story.say("Wie betaalt", "Who pays"),
        *map(story.short_future, story.scenarios),
    )
    caption = story.say(
        f"Miljoen euro per jaar, {story.year()}; min is een ontvangst",
        f"Million euros a year, {story.year()}; minus is received",
    )
    source = story.say(
        "Bruto bedragen van de maatregelen zelf, berekend uit wat de runs tellen.",
        "Gross amounts of the measures themselves, computed from what the runs count.",
    )
    key = "amounts-" + "".join(letter if letter.isalnum() else "-" for letter in package)
    return Figure(key, sentence, "", None, (Table(caption, columns, rows, frozenset({0, 1, 2}), values),), source)


def _amount_row(story: ComparedStory, line: tuple[Amount, ...]) -> tuple[str, ...]:
    first = line[0]
    texts = (story.notation.number(each.eur_per_year / MILLION) for each in line)
    what, payer = (each.text(story.language) for each in (first.what, PAYERS[first.payer]))
    return (first.measure, story.capital(what), payer, *texts)


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
