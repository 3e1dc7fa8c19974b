"""Chapters on distribution: levels and effects by contract, age, education, sex and sector; who wins and who loses."""

from __future__ import annotations

from houvast.experiments.comparison.winners import Winner, winners
from houvast.reports.comparison import charts
from houvast.reports.comparison.story import ComparedStory, key_of
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.findings import axis_format, kept
from houvast.reports.numbers import FEW_PERSONS

GROUPINGS = ("contract", "age", "education", "sex", "sector")
SHOWN = ("work_security", "job_security", "income_security", "flexible_share", "burnout_share", "training_share")
MOST_ROWS = 12
FEWEST_SIMULATED = FEW_PERSONS * FEW_PERSONS
"""Fewer simulated people than this and a group is not called a winner or a loser."""


def distribution(story: ComparedStory) -> Section:
    """Work security by group in every future, still without measures."""
    introduction = story.say(
        "Een gemiddelde verbergt wie er achterblijft. Hier staat dezelfde uitkomst per groep, per toekomst.",
        "A mean hides who is left behind. Here stands the same outcome by group and by future.",
    )
    figures = kept(*(_by_group(story, "work_security", grouping) for grouping in GROUPINGS))
    return Section(
        "distribution", story.say("Voor wie: verdeling", "For whom: distribution"), (introduction,), (), figures
    )


def _by_group(story: ComparedStory, outcome: str, grouping: str) -> Figure | None:
    groups = story.groups(outcome, grouping)
    if not groups:
        return None
    marks = [
        charts.Mark(name, story.future(scenario), found.mean, found.low, found.high)
        for group, name in groups.items()
        for scenario in story.scenarios
        if (found := story.figure(scenario, story.reference, outcome, grouping, group)) is not None
    ]
    series = [charts.Series(story.future(each), story.ink(each)) for each in story.scenarios]
    measure = story.say(
        f"{story.outcome(outcome)} naar {story.grouping_name(grouping)} in {story.year()}, met bandbreedte",
        f"{story.outcome(outcome)} by {story.grouping_name(grouping)} in {story.year()}, with interval",
    )
    sentence = _widest_gap(story, outcome, grouping, groups)
    chart = Chart(charts.marks(marks, series, axis_format(outcome)), f"{measure}. {sentence}")
    present = [each for each in SHOWN if story.groups(each, grouping)]
    tables = tuple(_group_table(story, each, grouping) for each in present)
    return Figure(f"by-{grouping}", sentence, measure, chart, tables, story.source(*present))


def _widest_gap(story: ComparedStory, outcome: str, grouping: str, groups: dict[str, str]) -> str:
    gaps = {}
    for scenario in story.scenarios:
        found = [story.figure(scenario, story.reference, outcome, grouping, group) for group in groups]
        values = [each.mean for each in found if each is not None]
        gaps[scenario] = max(values) - min(values) if values else 0.0
    wide, narrow = max(gaps, key=lambda each: gaps[each]), min(gaps, key=lambda each: gaps[each])
    texts = [story.notation.points(gaps[each]).lstrip("+") for each in (wide, narrow)]
    by = story.grouping_name(grouping)
    return story.say(
        f"Het verschil in {story.name(outcome)} naar {by} is het grootst in {story.future(wide)} ({texts[0]} punt) en "
        "het "
        f"kleinst in {story.future(narrow)} ({texts[1]} punt).",
        f"The gap in {story.name(outcome)} by {by} is widest in {story.future(wide)} ({texts[0]} points) and narrowest "
        "in "
        f"{story.future(narrow)} ({texts[1]} points).",
    )


def _group_table(story: ComparedStory, outcome: str, grouping: str) -> Table:
    cells = [(scenario, package) for scenario in story.scenarios for package in (story.reference, *story.others)]
    few = cells if len(story.others) <= 1 else [(scenario, story.reference) for scenario in story.scenarios]
    rows, values = [], []
    for group, name in story.groups(outcome, grouping).items():
        found = {cell: story.figure(*cell, outcome, grouping, group) for cell in cells}
        rows.append((name, *(story.text(outcome, found[cell]) for cell in few)))
        means = (None if (each := found[cell]) is None else each.mean for cell in cells)
        values.append((name, *means))
    labels = [
        f"{story.short_future(scenario)}, {story.package(package)}" if few == cells else story.short_future(scenario)
        for scenario, package in few
    ]
    caption = story.say(f"{story.outcome(outcome)} in {story.year()}", f"{story.outcome(outcome)} in {story.year()}")
    columns = (story.capital(story.grouping_name(grouping)), *labels)
    return Table(
        caption,
        columns,
        tuple(rows),
        values=tuple(values) if few == cells else tuple(row[: len(few) + 1] for row in values),
    )


def winners_and_losers(story: ComparedStory) -> Section:
    """The groups that clearly gain or lose work security by each package, in each future."""
    heading = story.say("Wie wint en wie verliest", "Who wins and who loses")
    outcome = next((each for each in ("work_security", "job_security") if story.has(each)), "")
    if not story.others or not outcome:
        return Section("winners", heading)
    introduction = story.say(
        "Een groep wint of verliest als haar effect van toeval te onderscheiden is. Bij zoveel groepen is van elke "
        "twintig "
        "er ongeveer een dat alleen door toeval; let dus op wat in meer dan een toekomst terugkomt.",
        "A group wins or loses when its effect can be told from chance. With so many groups about one in twenty does "
        "so by "
        "chance alone; so look for what returns in more than one future.",
    )
    fewest = FEWEST_SIMULATED / story.scale
    found = winners(story.comparison, outcome, fewest)
    figures = kept(
        *(
            _effects(story, outcome, package, grouping)
            for package in story.others
            for grouping in ("contract", "education")
        ),
        *(
            _list(story, outcome, package, [each for each in found if each.package == package])
            for package in story.others
        ),
    )
    return Section("winners", heading, (introduction,), (), figures)


def _effects(story: ComparedStory, outcome: str, package: str, grouping: str) -> Figure | None:
    groups = story.groups(outcome, grouping)
    marks = [
        charts.Mark(name, story.future(scenario), found.effect, found.effect_low, found.effect_high)
        for group, name in groups.items()
        for scenario in story.scenarios
        if (found := story.figure(scenario, package, outcome, grouping, group)) is not None and found.effect is not None
    ]
    if not marks:
        return None
    series = [charts.Series(story.future(each), story.ink(each)) for each in story.scenarios]
    measure = story.say(
        f"Effect van {package} op {story.name(outcome)} naar {story.grouping_name(grouping)} in {story.year()}, "
        "bandbreedte 95%",
        f"Effect of {package} on {story.name(outcome)} by {story.grouping_name(grouping)} in {story.year()}, 95% "
        "interval",
    )
    sentence = _most_moved(story, package, grouping, marks)
    chart = Chart(charts.marks(marks, series, axis_format(outcome), zero=True), f"{measure}. {sentence}")
    return Figure(f"effect-{key_of(package)}-{grouping}", sentence, measure, chart, (), story.source())


def _most_moved(story: ComparedStory, package: str, grouping: str, marks: list[charts.Mark]) -> str:
    """Say for which group a package does most, of those whose effect is clear of chance."""
    clear = [
        each for each in marks if each.low is not None and each.high is not None and not each.low <= 0 <= each.high
    ]
    by = story.grouping_name(grouping)
    if not clear:
        return story.say(
            f"{package}: bij geen enkele groep naar {by} is het effect van toeval te onderscheiden.",
            f"{package}: for no group by {by} can the effect be told from chance.",
        )
    most = max(clear, key=lambda mark: abs(mark.value))
    size = story.notation.points(most.value)
    return story.say(
        f"{package}: het grootste duidelijke effect naar {by} is dat op ‘{most.row}’ in {most.series} ({size} punt).",
        f"{package}: the largest clear effect by {by} is that on ‘{most.row}’ in {most.series} ({size} points).",
    )


def _list(story: ComparedStory, outcome: str, package: str, found: list[Winner]) -> Figure:
    won, lost = [each for each in found if each.wins], [each for each in found if not each.wins]
    sentence = story.say(
        f"{package}: {len(won)} groepen winnen {story.name(outcome)} en {len(lost)} verliezen, over alle toekomsten "
        "geteld.",
        f"{package}: {len(won)} groups gain {story.name(outcome)} and {len(lost)} lose, counted over all futures.",
    )
    shown = [*won[:MOST_ROWS], *lost[:MOST_ROWS]]
    rows = tuple(_row(story, outcome, each) for each in shown)
    columns = (
        story.say("Groep", "Group"),
        story.say("Naar", "By"),
        story.say("Toekomst", "Future"),
        story.say("Effect (punten)", "Effect (points)"),
        story.say("Mensen (duizend)", "People (thousand)"),
    )
    caption = story.say(
        f"De grootste winst en het grootste verlies, elk hoogstens {MOST_ROWS}; groepen met weinig mensen weggelaten",
        f"The largest gains and losses, at most {MOST_ROWS} of each; groups with few people left out",
    )
    values = tuple(
        (row[0], row[1], row[2], each.effect * story.per_unit(outcome), each.persons)
        for row, each in zip(rows, shown, strict=True)
    )
    table = (Table(caption, columns, rows, frozenset({0, 1, 2}), values),) if rows else ()
    return Figure(f"winners-{key_of(package)}", sentence, "", None, table, story.source(outcome))


def _row(story: ComparedStory, outcome: str, each: Winner) -> tuple[str, ...]:
    name = story.group_names(each.group_by).get(each.group, each.group)
    found = story.figure(each.scenario, each.package, outcome, each.group_by, each.group)
    return (
        name,
        story.grouping_name(each.group_by),
        story.short_future(each.scenario),
        story.effect_between(outcome, found),
        story.notation.thousands(each.persons),
    )
