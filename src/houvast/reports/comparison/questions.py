"""Chapter: policy questions. What each future asks, and what the packages compared do for it."""

from __future__ import annotations

from houvast.futures.parts import PolicyQuestion
from houvast.reports.comparison.story import ComparedStory
from houvast.reports.document import Figure, Section, Table
from houvast.reports.numbers import NOTHING


def questions(story: ComparedStory) -> Section:
    """A table per future with its questions."""
    heading = story.say("Beleidsvragen", "Policy questions")
    introduction = story.say(
        "Elke toekomst stelt beleid voor andere vragen. Bij elke vraag staat waaraan een antwoord te zien zou zijn, "
        "hoe het "
        "daar in die toekomst mee staat, en of een vergeleken pakket daar iets aan doet.",
        "Every future puts other questions to policy. With each stands what would show an answer, where that stands in "
        "that "
        "future, and whether a package compared does something about it.",
    )
    asked = [
        each
        for each in story.scenarios
        if any(question.scenario == each for question in story.futures.questions.values())
    ]
    figures = tuple(_table(story, scenario) for scenario in asked)
    return Section("questions", heading, (introduction,) if figures else (), (), figures)


def _table(story: ComparedStory, scenario: str) -> Figure:
    own = [each for each in story.futures.questions.values() if each.scenario == scenario]
    rows = tuple(_row(story, each) for each in own)
    columns = (
        story.say("Vraag", "Question"),
        story.say(f"Te zien aan ({story.year()})", f"Shown by ({story.year()})"),
        story.say("Maatregelen die kunnen helpen", "Measures that may help"),
        story.say("Wat de pakketten doen", "What the packages do"),
    )
    sentence = story.say(
        f"{story.future(scenario)} stelt {len(own)} vragen.", f"{story.future(scenario)} asks {len(own)} questions."
    )
    table = Table(story.future(scenario), columns, rows, frozenset({0, 1, 2, 3}))
    sources = {story.futures.sources[each.source].text() for each in own if each.source in story.futures.sources}
    source = story.say("Naar: ", "After: ") + "; ".join(sorted(sources)) if sources else ""
    return Figure(f"questions-{scenario}", sentence, "", None, (table,), source)


def _row(story: ComparedStory, question: PolicyQuestion) -> tuple[str, ...]:
    measured = [each for each in question.outcomes if story.has(each)]
    levels = [
        f"{story.name(each)} {story.text(each, story.figure(question.scenario, story.reference, each))}"
        for each in measured
    ]
    done = []
    for package in story.others:
        for outcome in measured:
            found = story.figure(question.scenario, package, outcome)
            if story.said(outcome, found) != "unclear":
                done.append(f"{package}: {story.name(outcome)} {story.effect(outcome, found)}")
    none = story.say("niets van toeval te onderscheiden", "nothing to be told from chance") if story.others else NOTHING
    return (
        question.question.text(story.language),
        "; ".join(levels) or NOTHING,
        ", ".join(question.measures) or NOTHING,
        "; ".join(done) or none,
    )
