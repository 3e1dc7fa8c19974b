"""Chapter: in brief. Eight figures with what they mean and how they moved."""

from __future__ import annotations

from houvast.reports.document import Section, Tile
from houvast.reports.story import Story, Yearly

OUTCOMES = (
    "job_security",
    "work_security",
    "unemployment_rate",
    "long_term_unemployment_share",
    "permanent_share",
    "flexible_share",
    "self_employed_share",
    "tension",
)


def summary(story: Story) -> Section:
    """The first screen: what a reader should remember."""
    tiles = tuple(_tile(story, outcome, *ends) for outcome in OUTCOMES if (ends := story.ends(outcome)))
    year = max((ends[1].year for outcome in OUTCOMES if (ends := story.ends(outcome))), default="")
    introduction = story.say(
        f"Elk getal is het gemiddelde over {year}, het laatste jaar van de simulatie. Voor baan- en werkzekerheid "
        "wordt iedereen "
        "gevolgd van het begin tot het einde van dat jaar.",
        f"Each figure is the mean over {year}, the last year of the simulation. For job and work security "
        "everybody is followed "
        "from the beginning to the end of that year.",
    )
    return Section("summary", story.say("In het kort", "In brief"), (introduction,), tiles)


def _tile(story: Story, outcome: str, before: Yearly, after: Yearly) -> Tile:
    name = story.name(outcome)
    return Tile(
        name[:1].upper() + name[1:],
        story.text(outcome, after),
        story.meaning(outcome),
        _change(story, outcome, before, after),
    )


def _change(story: Story, outcome: str, before: Yearly, after: Yearly) -> str:
    if before.year == after.year:
        return ""
    if not story.has_moved(outcome, before, after):
        return story.say(f"→ als in {before.year}", f"→ as in {before.year}")
    arrow = "▲" if after.value > before.value else "▼"
    if story.is_share(outcome):
        points = story.notation.points(after.value - before.value)
        return story.say(
            f"{arrow} {points} procentpunt sinds {before.year}", f"{arrow} {points} points since {before.year}"
        )
    return story.say(
        f"{arrow} was {story.text(outcome, before)} in {before.year}",
        f"{arrow} was {story.text(outcome, before)} in {before.year}",
    )
