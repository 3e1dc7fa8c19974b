"""Chapter: the goal. What counts as better, and where things stand today and in each future."""

from __future__ import annotations

from houvast.experiments.comparison.direction import direction_of
from houvast.reports.comparison.story import ComparedStory, Found
from houvast.reports.document import Figure, Section, Table

GOALS = (
    "job_security",
    "work_security",
    "income_security",
    "combination_security",
    "grip_money",
    "grip_work",
    "grip_life",
    "grips_lacking",
    "employment_rate",
    "unemployment_rate",
    "long_term_unemployment_share",
    "permanent_share",
    "flexible_share",
    "self_employed_share",
    "burnout_share",
    "training_share",
    "wage_p10",
    "wage_p50",
    "wage_p90",
    "wage_gini",
    "low_income_share",
    "public_cost_eur",
)
"""The outcomes that a reader judges a future by, in the order in which they are shown."""


def goals_of(story: ComparedStory) -> list[str]:
    """The goals that the comparison measures."""
    return [outcome for outcome in GOALS if story.has(outcome)]


def goal(story: ComparedStory) -> Section:
    """The outcomes, which way is better, and their level today and in each future."""
    introduction = story.say(
        "Het doel is niet een zo laag mogelijke werkloosheid alleen, maar zekerheid van mensen: van een baan, van "
        "werk, van "
        "inkomen en van tijd voor het leven naast het werk, en grip op geld, werk en leven. Hieronder staat waaraan "
        "elke "
        "toekomst gemeten is, nog zonder maatregelen.",
        "The goal is not merely the lowest unemployment, but people's security: of a job, of work, of income and of "
        "time "
        "for life beside work, and grip on money, work and life. Below stands what every future is measured by, still "
        "without measures.",
    )
    return Section("goal", story.say("Het doel", "The goal"), (introduction,), (), (_levels(story),))


def _levels(story: ComparedStory) -> Figure:
    goals = goals_of(story)
    found = {
        outcome: [story.first_figure(outcome)]
        + [story.figure(scenario, story.reference, outcome) for scenario in story.scenarios]
        for outcome in goals
    }
    rows = tuple(
        (story.outcome(outcome), _way(story, outcome), *(story.text(outcome, each) for each in figures))
        for outcome, figures in found.items()
    )
    values = tuple(
        (story.outcome(outcome), _way(story, outcome), *(_mean(each) for each in figures))
        for outcome, figures in found.items()
    )
    columns = (
        story.say("Uitkomst", "Outcome"),
        story.say("Beter", "Better"),
        story.year(0),
        *(f"{story.short_future(each)} {story.year()}" for each in story.scenarios),
    )
    sentence = _most_different(story, goals)
    caption = story.say("Gemiddelde per jaar, over alle seeds", "Mean by year, over all seeds")
    table = Table(caption, columns, rows, frozenset({0, 1}), values)
    return Figure("levels", sentence, "", None, (table,), story.source(*goals))


def _most_different(story: ComparedStory, goals: list[str]) -> str:
    if "work_security" not in goals:
        return story.say("De uitkomsten in elke toekomst.", "The outcomes in every future.")
    found = {each: story.figure(each, story.reference, "work_security") for each in story.scenarios}
    there = {each: figure for each, figure in found.items() if figure is not None}
    high, low = (pick(there, key=lambda each: there[each].mean) for pick in (max, min))
    texts = [story.text("work_security", there[each]) for each in (high, low)]
    return story.say(
        f"Werkzekerheid is in {story.year()} het hoogst in {story.future(high)} ({texts[0]}) en het laagst in "
        f"{story.future(low)} ({texts[1]}).",
        f"Work security in {story.year()} is highest in {story.future(high)} ({texts[0]}) and lowest in "
        f"{story.future(low)} ({texts[1]}).",
    )


def _way(story: ComparedStory, outcome: str) -> str:
    way = direction_of(outcome)
    if way == 0:
        return story.say("geen", "none")
    return story.say("hoger", "higher") if way > 0 else story.say("lager", "lower")


def _mean(found: Found | None) -> float | None:
    return None if found is None else found.mean
