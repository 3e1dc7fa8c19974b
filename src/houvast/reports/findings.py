"""Findings of the two kinds that most of the report consists of: an outcome over time, and an outcome by group.

Each returns a figure with its sentence computed from the same numbers as its chart and table, or None when the run holds
no full year of that outcome (a run of one year has no outcomes that look a year ahead).
"""

from __future__ import annotations

from collections.abc import Sequence

from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Table
from houvast.reports.palette import CONTRACT, SECURITY, SERIES, Ink
from houvast.reports.story import ALL, SHARE_UNITS, Story, Yearly
from houvast.vocabulary.months import MONTHS_PER_QUARTER
from houvast.vocabulary.words import OUTCOME_BY_KEY, UNIT_BY_KEY

SHARE_FORMAT = dict.fromkeys(SHARE_UNITS, ".1~%")
PLAIN_FORMAT = ",.2~f"
MOST_ROWS_IN_TABLE = 20


def axis_format(outcome: str) -> str:
    """Number format of the value axis for an outcome (d3)."""
    return SHARE_FORMAT.get(OUTCOME_BY_KEY[outcome].unit, PLAIN_FORMAT)


def over_time(
    story: Story, key: str, outcomes: Sequence[str], sentence: str = "", from_zero: bool = False
) -> Figure | None:
    """Outcomes of one unit for everyone, month by month, with a table by year."""
    present = [outcome for outcome in outcomes if story.ends(outcome)]
    if not present:
        return None
    series = [
        charts.Line(story.name(outcome), _ink(outcome, index), story.monthly(outcome))
        for index, outcome in enumerate(present)
    ]
    told = sentence or sentences_over_time(story, present)
    names = story.notation.listing([story.name(outcome) for outcome in present])
    unit = OUTCOME_BY_KEY[present[0]]
    measure = f"{_capital(names)}, {_rhythm(story, present[0])} ({_unit_name(story, unit.key)})"
    chart = Chart(charts.lines(series, axis_format(present[0]), from_zero), f"{measure}. {told}")
    return Figure(key, told, measure, chart, (table_over_time(story, present),), story.source(*present))


def sentences_over_time(story: Story, outcomes: Sequence[str]) -> str:
    """Say for each outcome how it went from the first year to the last."""
    told = []
    for outcome in outcomes:
        ends = story.ends(outcome)
        if ends:
            told.append(_capital(f"{story.name(outcome)} {story.moved(outcome, *ends)}."))
    return " ".join(told)


def table_over_time(story: Story, outcomes: Sequence[str]) -> Table:
    """A table with a row per year and a column per outcome."""
    by_outcome = {
        outcome: {each.year: story.text(outcome, each) for each in story.yearly(outcome).get(ALL, [])}
        for outcome in outcomes
    }
    years = sorted({year for texts in by_outcome.values() for year in texts})
    rows = tuple((year, *(by_outcome[outcome].get(year, "–") for outcome in outcomes)) for year in years)
    caption = story.say("Gemiddelde per jaar", "Mean by year")
    return Table(caption, (story.say("Jaar", "Year"), *(_capital(story.name(each)) for each in outcomes)), rows)


def by_group(story: Story, key: str, outcome: str, grouping: str) -> Figure | None:
    """An outcome for each group in the first and the last year."""
    ends = {group: (years[0], years[-1]) for group, years in story.yearly(outcome, grouping).items()}
    if len(ends) < 2:
        return None
    names = story.group_names(grouping)
    rows = [
        charts.Row(
            names[group],
            last.value,
            story.text(outcome, last),
            first.value if first.year != last.year else None,
            _group_ink(grouping, group, outcome),
            story.is_weak(outcome, last),
        )
        for group, (first, last) in ends.items()
    ]
    told = sentence_by_group(story, outcome, grouping, ends)
    year_before, year_after = next(iter(ends.values()))[0].year, next(iter(ends.values()))[1].year
    measure = story.say(
        f"{_capital(story.name(outcome))} naar {story.grouping_name(grouping)}: open punt {year_before}, "
        f"dicht punt {year_after}",
        f"{_capital(story.name(outcome))} by {story.grouping_name(grouping)}: hollow point {year_before}, "
        f"filled point {year_after}",
    )
    if year_before == year_after:
        measure = measure.split(":")[0] + f", {year_after}"
    chart = Chart(charts.before_and_after(rows, axis_format(outcome)), f"{measure}. {told}")
    return Figure(key, told, measure, chart, (table_by_group(story, (outcome,), grouping),), story.source(outcome))


def sentence_by_group(
    story: Story, outcome: str, grouping: str, ends: dict[str, tuple[Yearly, Yearly]]
) -> str:
    """Say which group is highest and which lowest, passing over groups with too few people behind them."""
    names = story.group_names(grouping)
    solid = {group: pair for group, pair in ends.items() if not story.is_weak(outcome, pair[1])} or ends
    high = max(solid, key=lambda group: solid[group][1].value)
    low = min(solid, key=lambda group: solid[group][1].value)
    year = solid[high][1].year
    high_text, low_text = story.text(outcome, solid[high][1]), story.text(outcome, solid[low][1])
    outcome_name = _capital(story.name(outcome))
    if high_text == low_text:
        return story.say(
            f"{outcome_name} verschilt niet naar {story.grouping_name(grouping)}: overal {high_text} in {year}.",
            f"{outcome_name} does not differ by {story.grouping_name(grouping)}: {high_text} everywhere in {year}.",
        )
    return story.say(
        f"{outcome_name} is in {year} het hoogst bij {names[high]} ({high_text}) en het laagst bij {names[low]} "
        f"({low_text}).",
        f"{outcome_name} in {year} is highest for {names[high]} ({high_text}) and lowest for {names[low]} "
        f"({low_text}).",
    )


def table_by_group(story: Story, outcomes: Sequence[str], grouping: str) -> Table:
    """A table with a row per group and the first and last year of each outcome."""
    names = story.group_names(grouping)
    columns: list[str] = []
    cells: dict[str, list[str]] = {}
    for outcome in outcomes:
        years = story.yearly(outcome, grouping)
        first = next(iter(years.values()))
        labels = dict.fromkeys((first[0].year, first[-1].year))
        columns += [f"{_capital(story.name(outcome))} {label}" for label in labels]
        for group in names:
            by_year = {each.year: story.text(outcome, each) for each in years.get(group, [])}
            cells.setdefault(group, []).extend(by_year.get(label, "–") for label in labels)
    rows = tuple((names[group], *texts) for group, texts in cells.items() if any(text != "–" for text in texts))
    caption = story.say("Gemiddelde over twaalf maanden", "Mean over twelve months")
    return Table(caption, (_capital(story.grouping_name(grouping)), *columns), rows)


def kept(*figures: Figure | None) -> tuple[Figure, ...]:
    """The figures that the run has numbers for."""
    return tuple(figure for figure in figures if figure is not None)


def _ink(outcome: str, index: int) -> Ink:
    return SECURITY.get(outcome, SERIES[index % len(SERIES)])


def _group_ink(grouping: str, group: str, outcome: str) -> Ink:
    return CONTRACT.get(group, SERIES[0]) if grouping == "contract" else SECURITY.get(outcome, SERIES[0])


def _rhythm(story: Story, outcome: str) -> str:
    """How often an outcome is observed, in words."""
    apart = story.months_between(outcome)
    if apart == 1:
        return story.say("per maand", "by month")
    return story.say("per kwartaal", "by quarter") if apart == MONTHS_PER_QUARTER else story.say("per jaar", "by year")


def _unit_name(story: Story, outcome: str) -> str:
    return UNIT_BY_KEY[OUTCOME_BY_KEY[outcome].unit].name(story.language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
