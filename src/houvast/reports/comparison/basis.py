"""Chapters on what the comparison rests on: assumptions, sources of the futures, and how to make it again."""

from __future__ import annotations

from houvast.reports.comparison.options import course, fact_name
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Figure, Section, Table
from houvast.reports.findings import kept
from houvast.reports.numbers import NOTHING
from houvast.reports.sections import basis


def assumed(story: ComparedStory) -> Section:
    """Every number a future lays over the facts, and every fact nobody measured."""
    introduction = story.say(
        "Alles wat een toekomst verandert is een aanname met een bandbreedte en een reden; geen enkele uitkomst is "
        "ingevoerd. "
        "Elk verschil tussen toekomsten rust dus op de eerste tabellen, elk effect van een maatregel op de "
        "veranderingen in "
        "het hoofdstuk over de opties, en alles samen op de feiten eronder.",
        "All that a future changes is an assumption with a range and a reason; not one outcome was put in. So every "
        "difference "
        "between futures rests on the first tables, every effect of a measure on the changes in the chapter on "
        "options, and all "
        "together on the facts below.",
    )
    futures = kept(*(_future(story, scenario) for scenario in story.scenarios), _points(story))
    facts = basis.assumed(story)
    return Section("assumed", facts.heading, (introduction,), (), (*futures, *facts.figures))


def _future(story: ComparedStory, scenario: str) -> Figure | None:
    given = story.futures.scenarios.get(scenario)
    if given is None:
        return None
    rows, values = [], []
    for key, parameter in given.parameters.items():
        lever = story.futures.levers.get(key)
        if lever is None or all(value == lever.neutral for value in parameter.course.values):
            continue
        status = story.status(parameter.status)
        name = story.capital(lever.name.text(story.language))
        number = [story.notation.number(each, 2) for each in (parameter.course.last, parameter.low, parameter.high)]
        way = story.say("maal", "times") if lever.merge == "scale" else story.say("plus", "plus")
        rows.append(
            (name, f"{way} {number[0]}", f"{number[1]} – {number[2]}", status, parameter.reason.text(story.language))
        )
        values.append((name, parameter.course.last, f"{parameter.low} – {parameter.high}", status, rows[-1][-1]))
    sentence = story.say(
        f"{story.future(scenario)} verandert {len(rows)} parameters.",
        f"{story.future(scenario)} changes {len(rows)} parameters.",
    )
    columns = (
        story.say("Parameter", "Parameter"),
        story.say("Aan het eind", "At the end"),
        story.say("Bereik", "Range"),
        "Status",
        story.say("Waarom", "Why"),
    )
    caption = story.say("Verandering tegenover vandaag", "Change against today")
    table = Table(caption, columns, tuple(rows), frozenset({0, 1, 2, 3, 4}), tuple(values))
    source = story.futures.sources[given.source].text() if given.source in story.futures.sources else ""
    return Figure(f"assumed-{scenario}", sentence, "", None, (table,) if rows else (), source)


def _points(story: ComparedStory) -> Figure | None:
    """What futures without words of their own, such as points in the plane, change."""
    rows = [
        (str(world["scenario"]), fact_name(story, each["path"]), course(story, each))
        for world in story.manifest["worlds"]
        if world["package"] == story.reference and world["scenario"] not in story.futures.scenarios
        for each in world["changes"]
        if each["origin"] == "scenario"
    ]
    if not rows:
        return None
    sentence = story.say(
        "Andere punten in het vlak liggen tussen de vier toekomsten in, en hun aannamen ook.",
        "Other points in the plane lie between the four futures, and so do their assumptions.",
    )
    columns = (story.say("Punt", "Point"), story.say("Feit", "Fact"), story.say("Verandering", "Change"))
    table = Table(
        story.say("Verandering tegenover vandaag", "Change against today"), columns, tuple(rows), frozenset({0, 1, 2})
    )
    return Figure("assumed-points", sentence, "", None, (table,))


def itself(story: ComparedStory) -> Section:
    """Question, versions, hashes, failed runs: all that is needed to make this comparison again."""
    manifest = story.manifest
    command = (
        f"houvast compare --scenarios {','.join(story.scenarios)} --packages {','.join(story.packages)} "
        f"--seeds {manifest['seeds']} --scale {manifest['scale']} --years {manifest['years']}"
    )
    sentence = story.say(f"Bit voor bit te herhalen: {command}.", f"To be repeated bit for bit: {command}.")
    n_failed = len(manifest.get("failed", []))
    entries = [
        (story.say("Naam van de vergelijking", "Name of the comparison"), manifest["content_hash"]),
        (story.say("Modelversie", "Model version"), manifest["model_version"]),
        (story.say("Feiten", "Facts"), f"{manifest['facts']} ({str(manifest['facts_hash'])[:12]})"),
        (story.say("Toekomsten", "Futures"), ", ".join(story.scenarios)),
        (story.say("Pakketten", "Packages"), ", ".join(story.packages)),
        (story.say("Gemeten tegen", "Measured against"), story.reference),
        ("Seeds", f"1 – {manifest['seeds']}"),
        (story.say("Schaal", "Scale"), str(manifest["scale"])),
        (story.say("Jaren, vanaf", "Years, from"), f"{manifest['years']}, {manifest['start']}"),
        (story.say("Runs, waarvan mislukt", "Runs, of which failed"), f"{manifest.get('runs', NOTHING)}, {n_failed}"),
        (story.say("Bandbreedte", "Interval"),
         story.say("t-verdeling over seeds, 95%; effecten gepaard", "Student's t over seeds, 95%; effects paired")),
        (story.say("Gemaakt", "Made"), str(manifest.get("created", NOTHING))),
    ]  # fmt: skip
    columns = (story.say("Gegeven", "Entry"), story.say("Waarde", "Value"))
    table = Table("manifest.json", columns, tuple((name, str(value)) for name, value in entries), frozenset({0, 1}))
    failed = manifest.get("failed", [])
    rows = tuple((each["scenario"], each["package"], str(each["seed"]), each["reason"]) for each in failed)
    wrong = Table(
        story.say("Mislukte runs", "Failed runs"),
        (story.say("Toekomst", "Future"), story.say("Pakket", "Package"), "Seed", story.say("Reden", "Reason")),
        rows,
        frozenset({0, 1, 2, 3}),
    )
    figure = Figure("manifest", sentence, "", None, (table, wrong) if rows else (table,))
    return Section("run", story.say("Deze vergelijking", "This comparison"), (), (), (figure,))
