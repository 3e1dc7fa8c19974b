"""Chapter: how it comes about. Flows and vacancy chains behind the effects."""

from __future__ import annotations

from houvast.experiments.comparison.explanation import FlowExplanation, explain_unemployment
from houvast.reports.comparison.story import ComparedStory, key_of
from houvast.reports.document import Figure, Section, Table
from houvast.reports.findings import kept
from houvast.reports.numbers import NOTHING

FLOWS = (
    "separation_rate",
    "job_finding_rate",
    "job_to_job_rate",
    "conversion_rate",
    "occupation_change_rate",
    "vacancies",
    "tension",
    "chain_length",
    "chain_ended_by_unemployed_share",
)


def mechanism(story: ComparedStory) -> Section:
    """Effects on flows and chains, and unemployment explained by its flows."""
    heading = story.say("Hoe het komt: stromen en ketens", "How it comes about: flows and chains")
    if not story.others:
        return Section("mechanism", heading)
    introduction = story.say(
        "Een stand verandert doordat stromen veranderen: minder mensen verliezen werk, of meer vinden het. Wie een "
        "nieuwe "
        "baan vindt, laat meestal een plek achter; zo gaat een vacature een keten door, en het maakt uit wie aan het "
        "eind "
        "van de keten staat.",
        "A stock changes because flows change: fewer people lose work, or more find it. Who finds another job mostly "
        "leaves "
        "a post behind; so a vacancy passes down a chain, and it matters who stands at its end.",
    )
    figures = kept(
        *(_flows(story, package) for package in story.others), *(_stock(story, each) for each in story.others)
    )
    return Section("mechanism", heading, (introduction,), (), figures)


def _flows(story: ComparedStory, package: str) -> Figure | None:
    present = [each for each in FLOWS if story.has(each)]
    rows, values = [], []
    for outcome in present:
        found = [story.figure(scenario, package, outcome) for scenario in story.scenarios]
        unit = story.unit_of_effect(outcome)
        rows.append((story.outcome(outcome), unit, *(story.effect_between(outcome, each) for each in found)))
        values.append(
            (
                story.outcome(outcome),
                unit,
                *(None if e is None or e.effect is None else e.effect * story.per_unit(outcome) for e in found),
            )
        )
    if not rows:
        return None
    clear = [each for each in present for scenario in story.scenarios
             if story.said(each, story.figure(scenario, package, each)) != "unclear"]  # fmt: skip
    names = story.notation.listing(list(dict.fromkeys(story.name(each) for each in clear))) if clear else ""
    sentence = story.say(
        f"{package} verandert zichtbaar: {names}." if clear else f"{package} verandert geen stroom zichtbaar.",
        f"{package} visibly changes: {names}." if clear else f"{package} visibly changes no flow.",
    )
    columns = (story.say("Stroom", "Flow"), story.say("Eenheid", "Unit"), *map(story.short_future, story.scenarios))
    caption = story.say(f"Effect in {story.year()}, met bandbreedte", f"Effect in {story.year()}, with interval")
    table = Table(caption, columns, tuple(rows), frozenset({0, 1}), tuple(values))
    return Figure(f"flows-{key_of(package)}", sentence, "", None, (table,), story.source(*present))


def explanation_of(story: ComparedStory, scenario: str, package: str) -> FlowExplanation | None:
    """Share an effect on unemployment out over leaving and finding work; None where a figure lacks."""
    with_it = [
        story.figure(scenario, package, each) for each in ("unemployment_rate", "separation_rate", "job_finding_rate")
    ]
    if any(each is None or each.effect is None for each in with_it):
        return None
    unemployment, leaving, finding = (each for each in with_it if each is not None)
    pairs = [(each.mean - (each.effect or 0.0), each.mean) for each in (leaving, finding)]
    return explain_unemployment(unemployment.effect or 0.0, pairs[0], pairs[1])


def _stock(story: ComparedStory, package: str) -> Figure | None:
    found = {scenario: explanation_of(story, scenario, package) for scenario in story.scenarios}
    if not any(found.values()):
        return None
    rows = tuple((story.future(scenario), *_points(story, each)) for scenario, each in found.items())
    values = tuple(
        (
            story.future(scenario),
            *((None,) * 4 if each is None else (each.effect, each.leaving, each.finding, each.rest)),
        )
        for scenario, each in found.items()
    )
    columns = (
        story.say("Toekomst", "Future"),
        story.say("Werkloosheid", "Unemployment"),
        story.say("door wie werk verlaat", "through who leaves work"),
        story.say("door wie werk vindt", "through who finds work"),
        story.say("overig", "the rest"),
    )
    sentence = story.say(
        f"{package}: de verandering van de werkloosheid, verdeeld over wie werk verlaat en wie werk vindt.",
        f"{package}: the change in unemployment, shared out over who leaves work and who finds it.",
    )
    source = story.say(
        "Berekend uit s / (s + f), met s de baaneindekans en f de baanvindkans. Overig: intrede in en vertrek uit de "
        "beroepsbevolking, en de weg naar de nieuwe stand.",
        "Computed from s / (s + f), with s the separation rate and f the job-finding rate. The rest: entry to and exit "
        "from "
        "the labour force, and the way to the new stock.",
    )
    caption = story.say(f"Procentpunt, {story.year()}", f"Percentage points, {story.year()}")
    table = Table(caption, columns, rows, values=values)
    return Figure(f"stock-{key_of(package)}", sentence, "", None, (table,), source)


def _points(story: ComparedStory, each: FlowExplanation | None) -> tuple[str, ...]:
    if each is None:
        return (NOTHING,) * 4
    return tuple(story.notation.points(part, 2) for part in (each.effect, each.leaving, each.finding, each.rest))
