"""What an answer rests on: how it differs from the base path, the policy questions of its future, and itself."""

from __future__ import annotations

from collections.abc import Sequence

from houvast.experiments.exploration.explain import Cause, Explanation, Input, Source, causes_of, explain
from houvast.experiments.exploration.reproduce import snippet
from houvast.experiments.exploration.surface import Surface
from houvast.experiments.worlds import NO_PACKAGE
from houvast.futures.scenarios import scenario_of
from houvast.reports.document import Figure, Table
from houvast.reports.exploration.story import ExploredStory
from houvast.reports.numbers import NOTHING
from houvast.reports.sections import basis
from houvast.vocabulary.words import UNIT_BY_KEY

MERGES = {
    "scale": ("maal", "times"),
    "add": ("plus", "plus"),
    "replace": ("wordt", "becomes"),
    "max": ("minstens", "at least"),
}
DIGITS = 3


def difference(story: ExploredStory) -> Figure:
    """Return every fact in which this exploration departs from the base path, with reason, range and source."""
    causes = causes_of(story.answer, story.facts)
    worlds = [each for each in causes if each.origin == "scenario"]
    measures = [each for each in causes if each.origin != "scenario"]
    sentence = (
        story.say(
            f"Uw verkenning wijkt op {len(causes)} punten af van het basispad: {len(worlds)} door de wereld en "
            f"{len(measures)} door maatregelen.",
            f"Your exploration departs from the base path in {len(causes)} places: {len(worlds)} by the world and "
            f"{len(measures)} by measures.",
        )
        if causes
        else story.say("U bent op het basispad: niets is veranderd.", "You are on the base path: nothing is changed.")
    )
    caption = story.say(
        f"Veranderingen tegenover vandaag, in {story.year()}", f"Changes against today, in {story.year()}"
    )
    return Figure("difference", sentence, "", None, (_cause_table(story, caption, causes),) if causes else ())


def _cause_table(story: ExploredStory, caption: str, causes: Sequence[Cause]) -> Table:
    columns = (
        story.say("Door", "By"),
        story.say("Feit", "Fact"),
        story.say("Verandering", "Change"),
        story.say("Bereik", "Range"),
        "Status",
        story.say("Waarom", "Why"),
        story.say("Bron", "Source"),
    )
    return Table(caption, columns, tuple(cause(story, each) for each in causes), frozenset(range(len(columns))))


def cause(story: ExploredStory, each: Cause) -> tuple[str, ...]:
    """Return a change in words: by whom, of what, how, within which range, its status, why, and its source."""
    by = story.say("wereld", "world") if each.origin == "scenario" else each.origin
    reach = (
        NOTHING if each.low is None or each.high is None else f"{number(story, each.low)} – {number(story, each.high)}"
    )
    return (
        by,
        story.capital(each.name.text(story.language)),
        f"{story.say(*MERGES[each.merge])} {number(story, each.number)}",
        reach,
        story.status(each.status),
        each.reason.text(story.language),
        _sources_text(each.source),
    )


def _sources_text(*sources: Source) -> str:
    return "; ".join(part for each in sources for part in (each.text, each.place) if part) or NOTHING


def number(story: ExploredStory, value: float) -> str:
    """Return a number with about three digits, as the language writes it."""
    text = f"{value:.{DIGITS}g}"
    if "e" in text:
        return text
    whole, point, rest = text.partition(".")
    return story.notation.number(float(text), len(rest)) if point else story.notation.number(float(whole))


def questions(story: ExploredStory) -> Figure | None:
    """Return the policy questions of the future in whose quadrant the point lies."""
    corner = scenario_of(story.asked.world) if story.has_world else None
    asked = [each for each in story.futures.questions.values() if each.scenario == corner]
    if corner is None or not asked:
        return None
    chosen = set(story.asked.package.replace(":", "+").split("+"))
    rows = []
    for each in asked:
        shown = [key for key in each.outcomes if story.has(key)]
        levels = [
            f"{story.name(key)} {story.text(key, story.figure(*story.here, key))} "
            f"({story.way(key, story.changed(key))})"
            for key in shown
        ]
        measures = [f"{key}\N{NO-BREAK SPACE}\N{CHECK MARK}" if key in chosen else key for key in each.measures]
        rows.append((each.question.text(story.language), "; ".join(levels) or NOTHING, ", ".join(measures) or NOTHING))
    columns = (
        story.say("Vraag", "Question"),
        story.say("Te zien aan, tegenover het basispad", "Shown by, against the base path"),
        story.say("Maatregelen die kunnen helpen", "Measures that may help"),
    )
    sentence = story.say(
        f"{story.future(corner)} stelt beleid {len(rows)} vragen.",
        f"{story.future(corner)} puts {len(rows)} questions to policy.",
    )
    sources = sorted(
        {story.futures.sources[each.source].text() for each in asked if each.source in story.futures.sources}
    )
    table = Table(story.future(corner), columns, tuple(rows), frozenset({0, 1, 2}))
    return Figure("questions", sentence, "", None, (table,), story.say("Naar: ", "After: ") + "; ".join(sources))


def register(story: ExploredStory) -> Figure:
    """Return every fact behind the run that nobody measured."""
    return basis.assumed(story).figures[0]


def explanation(story: ExploredStory, outcome: str, group_by: str, group: str) -> Explanation:
    """Explain the number of a group in the last year."""
    return explain(story.answer, story.facts, outcome, group_by, group)


def explained(story: ExploredStory, group_by: str, group: str) -> Figure:
    """Return the explanation of the number of a group as tables: how it is counted, what acts on it, which facts."""
    outcome = story.asked.outcome
    told = explanation(story, outcome, group_by, group)
    value, today = (
        story.text(outcome, story.figure(*cell, outcome, group_by, group)) for cell in (story.here, story.today)
    )
    who = "" if group_by == "all" else f", {story.group_names(group_by)[group]}"
    counted = (
        (f"In {story.year()}, {story.place()}", value),
        (story.say("Op het basispad", "On the base path"), today),
        (story.say("Betekenis", "Meaning"), story.meaning(outcome)),
        (story.say("Formule", "Formula"), f"{story.outcome(outcome)} = {told.formula.text(story.language)}"),
        (story.say("Geteld in", "Counted in"), told.code),
    )
    acting = [each for each in told.causes if each.acts_here]
    rows = tuple(
        (
            name,
            story.capital(each.name.text(story.language)),
            input_text(story, each),
            story.status(each.status),
            _sources_text(*each.sources),
        )
        for name, (_file, inputs) in told.processes.items()
        for each in inputs
    )
    columns = (
        story.say("Proces", "Process"),
        story.say("Feit", "Fact"),
        story.say("Waarde", "Value"),
        "Status",
        story.say("Bron", "Source"),
    )
    entry = (story.say("Gegeven", "Entry"), story.say("Waarde", "Value"))
    tables = (
        Table(story.say("Hoe het is geteld", "How it is counted"), entry, counted, frozenset({0, 1})),
        _cause_table(story, story.say("Wat u veranderde dat erop werkt", "What you changed that acts on it"), acting),
        Table(story.say("Welke feiten het drijven", "Which facts drive it"), columns, rows, frozenset(range(5))),
    )
    sentence = f"{story.outcome(outcome)}{who}: {value}"
    return Figure("explained", sentence, "", None, tuple(each for each in tables if each.rows), story.origin(outcome))


def input_text(story: ExploredStory, each: Input) -> str:
    """Return a fact with its value, and what becomes of it when the world or a measure moves it."""
    unit = UNIT_BY_KEY[each.unit].name(story.language)
    before, after = (_span(story, *pair) for pair in (each.before, each.after))
    return f"{before} \N{RIGHTWARDS ARROW} {after} {unit}" if each.is_moved else f"{before} {unit}"


def _span(story: ExploredStory, low: float, high: float) -> str:
    return number(story, low) if low == high else f"{number(story, low)} – {number(story, high)}"


def itself(story: ExploredStory, surface: Surface) -> Figure:
    """Return versions, hashes and the preview: all that is needed to make this answer again."""
    manifest, about = story.manifest, surface.about
    stands = surface.is_of(str(manifest["facts_hash"]))
    entries = (
        (story.say("Naam", "Name"), str(manifest["content_hash"])),
        (story.say("Modelversie", "Model version"), str(manifest["model_version"])),
        (story.say("Feiten", "Facts"), f"{manifest['facts']} ({str(manifest['facts_hash'])[:12]})"),
        (story.say("Wereld", "World"), story.asked.world),
        (story.say("Maatregelen", "Measures"), NOTHING if story.asked.package == NO_PACKAGE else story.asked.package),
        ("Seed", str(story.asked.seed)),
        (story.say("Schaal", "Scale"), str(manifest["scale"])),
        (story.say("Jaren, vanaf", "Years, from"), f"{manifest['years']}, {manifest['start']}"),
        (story.say("Trekkingen", "Draws"), str(manifest["seeds"])),
        (story.say("Band", "Band"), story.luck()),
        (story.say("Voorproef", "Preview"), f"{about['runs']} runs, {about['created']}, {about['model_version']}"),
        (
            story.say("Voorproef hoort bij dit model", "Preview belongs to this model"),
            story.say("ja", "yes") if stands else story.say("nee", "no"),
        ),
        (story.say("Gemaakt", "Made"), str(manifest["created"])),
    )
    table = Table("manifest", (story.say("Gegeven", "Entry"), story.say("Waarde", "Value")), entries, frozenset({0, 1}))
    sentence = story.say(
        "Hiermee is dit antwoord bit voor bit te herhalen, ook in Python.",
        "With this the answer can be repeated bit for bit, also in Python.",
    )
    lines = tuple((line,) for line in snippet(story.answer).splitlines())
    code = Table(story.say("Herhaal dit in Python", "Repeat this in Python"), ("Python",), lines, frozenset({0}))
    return Figure("manifest", sentence, "", None, (table, code))
