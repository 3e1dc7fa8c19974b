"""Chapter: who moves. Every flow as a chance per quarter, as statistics publish them."""

from __future__ import annotations

from datetime import date

from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.findings import kept
from houvast.reports.numbers import NOTHING
from houvast.reports.palette import SERIES
from houvast.reports.story import Story, Yearly
from houvast.reports.telling import ALL, MONTHS_OF_FLOW
from houvast.vocabulary.months import MONTHS_PER_QUARTER
from houvast.vocabulary.words import OUTCOME_BY_KEY

EMPLOYED_FLOWS = ("separation_rate", "job_to_job_rate", "conversion_rate", "occupation_change_rate")
UNEMPLOYED_FLOWS = ("job_finding_rate",)


def flows(story: Story) -> Section:
    """Flows of the unemployed and of the employed, per quarter."""
    introduction = story.say(
        "Standen kunnen kloppen terwijl de stromen eronder niet kloppen. Daarom staan de stromen hier apart. "
        "Alle kansen zijn omgerekend naar een kwartaal.",
        "Levels can be right while the flows beneath them are wrong. That is why the flows are shown apart. "
        "All chances are stated per quarter.",
    )
    figures = kept(
        _per_quarter(story, "flows-unemployed", UNEMPLOYED_FLOWS), _per_quarter(story, "flows-employed", EMPLOYED_FLOWS)
    )
    return Section("flows", story.say("Stromen per kwartaal", "Flows per quarter"), (introduction,), (), figures)


def chance_over(chance: float, counted_months: int, wanted_months: int) -> float:
    """Chance that something happens within a period, from its chance within another.

    Parameters
    ----------
    chance
        Chance over `counted_months`, supposed the same in every month.
    counted_months, wanted_months
        Lengths of the two periods [months].

    Returns
    -------
    float
        1 - (1 - chance) ** (wanted_months / counted_months)
    """
    return float(1 - (1 - min(chance, 1.0)) ** (wanted_months / counted_months))


def counted_months(outcome: str) -> int:
    """Length of the period over which a flow is counted [months]."""
    return MONTHS_OF_FLOW[OUTCOME_BY_KEY[outcome].unit]


def _per_quarter(story: Story, key: str, outcomes: tuple[str, ...]) -> Figure | None:
    present = [outcome for outcome in outcomes if story.ends(outcome)]
    if not present:
        return None
    series = [
        charts.Line(story.name(outcome), SERIES[index], _quarters(story, outcome))
        for index, outcome in enumerate(present)
    ]
    columns = [_by_year(story, outcome) for outcome in present]
    sentence = " ".join(_told(story, outcome, column) for outcome, column in zip(present, columns, strict=True))
    measure = story.say("Kans per kwartaal", "Chance per quarter")
    names = tuple(line.label[:1].upper() + line.label[1:] for line in series)
    years = sorted({year for column in columns for year in column})
    rows = tuple((year, *(column.get(year, NOTHING) for column in columns)) for year in years)
    table = Table(measure, (story.say("Jaar", "Year"), *names), rows)
    chart = Chart(charts.lines(series, ".1~%", from_zero=True), f"{measure}. {sentence}")
    return Figure(key, sentence, measure, chart, (table,), story.source(*present))


def _by_year(story: Story, outcome: str) -> dict[str, str]:
    """The chance per quarter of an outcome by year, as text."""
    months = counted_months(outcome)
    return {
        each.year: story.notation.percent(chance_over(each.value, months, MONTHS_PER_QUARTER))
        for each in story.yearly(outcome)[ALL]
    }


def _told(story: Story, outcome: str, texts: dict[str, str]) -> str:
    name = story.name(outcome)[:1].upper() + story.name(outcome)[1:]
    years = list(texts)
    first_year, last_year, first, last = years[0], years[-1], texts[years[0]], texts[years[-1]]
    if story.has_moved(outcome, *_ends(story, outcome)) and first != last:
        return story.say(
            f"{name}: {first} per kwartaal in {first_year}, {last} in {last_year}.",
            f"{name}: {first} per quarter in {first_year}, {last} in {last_year}.",
        )
    return story.say(
        f"{name}: ongeveer gelijk, {last} per kwartaal in {last_year}.",
        f"{name}: about the same, {last} per quarter in {last_year}.",
    )


def _ends(story: Story, outcome: str) -> tuple[Yearly, Yearly]:
    years = story.yearly(outcome)[ALL]
    return years[0], years[-1]


def _quarters(story: Story, outcome: str) -> tuple[tuple[date, float], ...]:
    """Chances per quarter: monthly observations averaged over full quarters, others as they come."""
    observed, months = story.monthly(outcome), counted_months(outcome)
    together = max(MONTHS_PER_QUARTER // story.months_between(outcome), 1)
    quarters = []
    for first in range(0, len(observed) // together * together, together):
        values = [value for _, value in observed[first : first + together]]
        quarters.append((observed[first][0], chance_over(sum(values) / together, months, MONTHS_PER_QUARTER)))
    return tuple(quarters)
