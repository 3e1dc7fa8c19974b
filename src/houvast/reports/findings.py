"""Findings of the two kinds that most of the report consists of: an outcome over time, and an outcome by group.

Each returns a figure with its sentence computed from the same numbers as its chart and table, or None when
the run holds no full year of that outcome.
"""

from __future__ import annotations

from collections.abc import Sequence

from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Table
from houvast.reports.numbers import NOTHING
from houvast.reports.palette import CONTRACT, SECURITY, SERIES, Ink
from houvast.reports.story import Story, Yearly
from houvast.reports.telling import ALL, SHARE_UNITS
from houvast.vocabulary.months import MONTHS_PER_QUARTER
from houvast.vocabulary.words import OUTCOME_BY_KEY, UNIT_BY_KEY

SHARE_FORMAT = dict.fromkeys(SHARE_UNITS, ".1~%")
PLAIN_FORMAT = ",.2~f"


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
            told.append(_capital(f"{story.name(outcome)}: {story.moved(outcome, *ends)}."))
    return " ".join(told)


def table_over_time(story: Story, outcomes: Sequence[str]) -> Table:
    """A table with a row per year and a column per outcome."""
    by_outcome = {
        outcome: {each.year: story.text(outcome, each) for each in story.yearly(outcome).get(ALL, [])}
        for outcome in outcomes
    }
    years = sorted({year for texts in by_outcome.values() for year in texts})
    rows = tuple((year, *(by_outcome[outcome].get(year, NOTHING) for outcome in outcomes)) for year in years)
    caption = story.say("Gemiddelde per jaar", "Mean by year")
    return Table(caption, (story.say("Jaar", "Year"), *(_capital(story.name(each)) for each in outcomes)), rows)


def by_group(story: Story, key: str, outcomes: Sequence[str], grouping: str) -> Figure | None:
    """Outcomes for each group in the first and the last year, one panel beside the other."""
    present = [outcome for outcome in outcomes if len(story.yearly(outcome, grouping)) > 1]
    if not present:
        return None
    panels = [(_capital(story.name(outcome)), _panel_rows(story, outcome, grouping)) for outcome in present]
    told = " ".join(sentence_by_group(story, outcome, grouping) for outcome in present)
    years = next(iter(story.yearly(present[0], grouping).values()))
    names = story.notation.listing([story.name(outcome) for outcome in present])
    measure = _capital(names) + story.say(" naar ", " by ") + story.grouping_name(grouping)
    before, after = years[0].year, years[-1].year
    if before == after:
        measure += f", {after}"
    else:
        measure += story.say(
            f": open punt {before}, dicht punt {after}", f": hollow point {before}, filled point {after}"
        )
    chart = Chart(charts.before_and_after(panels, axis_format(present[0])), f"{measure}. {told}")
    return Figure(key, told, measure, chart, (table_by_group(story, present, grouping),), story.source(*present))


def _panel_rows(story: Story, outcome: str, grouping: str) -> list[charts.Row]:
    names = story.group_names(grouping)
    years = story.yearly(outcome, grouping)
    places = story.places(outcome, _first_and_last(years))
    return [
        charts.Row(
            names[group],
            row[-1].value,
            story.text(outcome, row[-1], places),
            row[0].value if len(row) > 1 else None,
            _group_ink(grouping, group, outcome),
            story.is_weak(outcome, row[-1]),
        )
        for group, row in years.items()
    ]


def _first_and_last(years: dict[str, list[Yearly]]) -> list[Yearly]:
    return [each for row in years.values() for each in (row[0], row[-1])]


def sentence_by_group(story: Story, outcome: str, grouping: str) -> str:
    """Say which group is highest and which lowest, passing over groups with too few people behind them."""
    names = story.group_names(grouping)
    years = story.yearly(outcome, grouping)
    places = story.places(outcome, _first_and_last(years))
    last = {group: row[-1] for group, row in years.items()}
    solid = {group: each for group, each in last.items() if not story.is_weak(outcome, each)} or last
    high = max(solid, key=lambda group: solid[group].value)
    low = min(solid, key=lambda group: solid[group].value)
    year = solid[high].year
    high_text, low_text = (story.text(outcome, solid[group], places) for group in (high, low))
    outcome_name = _capital(story.name(outcome))
    if high_text == low_text:
        return story.say(
            f"{outcome_name} verschilt niet zichtbaar naar {story.grouping_name(grouping)}: {high_text} in {year}.",
            f"{outcome_name} does not differ visibly by {story.grouping_name(grouping)}: {high_text} in {year}.",
        )
    return story.say(
        f"{outcome_name} is in {year} het hoogst bij ‘{names[high]}’ ({high_text}) en het laagst bij ‘{names[low]}’ "
        f"({low_text}).",
        f"{outcome_name} in {year} is highest for ‘{names[high]}’ ({high_text}) and lowest for ‘{names[low]}’ "
        f"({low_text}).",
    )


def table_by_group(story: Story, outcomes: Sequence[str], grouping: str) -> Table:
    """A table with a row per group and the first and last year of each outcome."""
    names = story.group_names(grouping)
    columns: list[str] = []
    cells: dict[str, list[str]] = {}
    for outcome in outcomes:
        years = story.yearly(outcome, grouping)
        places = story.places(outcome, _first_and_last(years))
        labels = dict.fromkeys((years[next(iter(years))][0].year, years[next(iter(years))][-1].year))
        columns += [f"{_capital(story.name(outcome))} {label}" for label in labels]
        for group in names:
            by_year = {each.year: story.text(outcome, each, places) for each in years.get(group, [])}
            cells.setdefault(group, []).extend(by_year.get(label, NOTHING) for label in labels)
    rows = tuple((names[group], *texts) for group, texts in cells.items() if any(text != NOTHING for text in texts))
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
