"""Below the path: who wins and who loses, occupations, flows and chains, cost."""

from __future__ import annotations

from houvast.policies.costs import PAYERS, Amount
from houvast.reports.comparison import charts
from houvast.reports.comparison.cost import amounts_of
from houvast.reports.comparison.mechanism import FLOWS, explanation_of
from houvast.reports.document import Chart, Figure, Table
from houvast.reports.exploration.story import FEWEST_SIMULATED, Changed, ExploredStory
from houvast.reports.findings import axis_format
from houvast.reports.numbers import MILLION
from houvast.reports.palette import ACCENT, SECOND, Ink

GROUPINGS = ("contract", "age", "education", "sex", "sector")
MOST_SHOWN = 8
COST = "public_cost_eur"
GAINS, LOSES = Ink(ACCENT.light, ACCENT.dark, (), "triangle-up"), Ink(SECOND.light, SECOND.dark, (), "triangle-down")


def distribution(story: ExploredStory) -> Figure | None:
    """Return the chosen outcome by the chosen grouping, in the last year."""
    outcome, grouping = story.asked.outcome, story.asked.group_by
    groups = story.groups(outcome, grouping) if grouping != "all" else {}
    if not groups:
        sentence = story.say(
            f"{story.outcome(outcome)} wordt niet gemeten naar {story.grouping_name(grouping)}.",
            f"{story.outcome(outcome)} is not measured by {story.grouping_name(grouping)}.",
        )
        return Figure("distribution", sentence)
    cells = story.cells()
    marks = [
        charts.Mark(name, story.cell_name(cell), found.mean)
        for group, name in groups.items()
        for cell in cells
        if (found := story.figure(*cell, outcome, grouping, group)) is not None and not _is_small(story, found.persons)
    ]
    if not marks:
        return None
    series = [charts.Series(story.cell_name(cell), ink) for cell, ink in cells.items()]
    measure = story.say(
        f"{story.outcome(outcome)} naar {story.grouping_name(grouping)}, {story.year()}",
        f"{story.outcome(outcome)} by {story.grouping_name(grouping)}, {story.year()}",
    )
    found_here = {
        name: found.mean
        for group, name in groups.items()
        if (found := story.figure(*story.here, outcome, grouping, group)) and not _is_small(story, found.persons)
    }
    high, low = max(found_here, key=lambda each: found_here[each]), min(found_here, key=lambda each: found_here[each])
    sentence = story.say(
        f"{story.outcome(outcome)} is het hoogst bij ‘{high}’ en het laagst bij ‘{low}’.",
        f"{story.outcome(outcome)} is highest for ‘{high}’ and lowest for ‘{low}’.",
    )
    chart = Chart(charts.marks(marks, series, axis_format(outcome)), f"{measure}. {sentence}")
    return Figure(
        "distribution",
        sentence,
        measure,
        chart,
        (_group_table(story, outcome, grouping, groups),),
        story.origin(outcome),
    )


def _group_table(story: ExploredStory, outcome: str, grouping: str, groups: dict[str, str]) -> Table:
    cells = list(story.cells())
    rows, values = [], []
    for group, name in groups.items():
        found = [story.figure(*cell, outcome, grouping, group) for cell in cells]
        changed = story.changed(outcome, grouping, group)
        is_small = found[-1] is None or _is_small(story, found[-1].persons)
        few = story.say("te weinig mensen", "too few people")
        texts = (
            [few] * (len(cells) + 1)
            if is_small
            else [*(story.text(outcome, each) for each in found), story.between(outcome, changed)]
        )
        rows.append((name, *texts))
        numbers = [None if each is None else each.mean for each in found]
        values.append((name, *([None] * (len(cells) + 1) if is_small else [*numbers, changed and changed.value])))
    columns = (
        story.capital(story.grouping_name(grouping)),
        *(story.capital(story.cell_name(cell)) for cell in cells),
        story.say(f"Verschil ({story.unit_of_effect(outcome)})", f"Difference ({story.unit_of_effect(outcome)})"),
    )
    return Table(f"{story.outcome(outcome)}, {story.year()}", columns, tuple(rows), values=tuple(values))


def _is_small(story: ExploredStory, persons: float) -> bool:
    return persons * story.scale < FEWEST_SIMULATED


def winners(story: ExploredStory) -> Figure | None:
    """Return the groups that clearly gain or lose: by the package where there is one, else by the world."""
    outcome = story.asked.outcome
    if not story.is_moved:
        return None
    found: list[tuple[str, Changed, str]] = []
    for grouping in GROUPINGS:
        for group, name in story.groups(outcome, grouping).items():
            read = story.by_package if story.has_package else story.changed
            changed = read(outcome, grouping, group)
            if changed is None or _is_small(story, changed.persons):
                continue
            said = story.said_of(outcome, changed)
            if said != "unclear":
                found.append((f"{story.grouping_name(grouping)}: {name}", changed, said))
    found.sort(key=lambda each: -abs(each[1].value))
    good = [each for each in found if each[2] in ("better", "more")][:MOST_SHOWN]
    bad = [each for each in found if each[2] in ("worse", "less")][:MOST_SHOWN]
    by = (
        story.say("door de maatregelen", "by the measures")
        if story.has_package
        else story.say("door deze wereld", "by this world")
    )
    measure = story.say(
        f"Verandering van {story.name(outcome)} {by}, {story.year()} ({story.unit_of_effect(outcome)})",
        f"Change in {story.name(outcome)} {by}, {story.year()} ({story.unit_of_effect(outcome)})",
    )
    if not found:
        sentence = story.say(
            f"Geen groep wint of verliest {by} meer dan het toeval kan doen.",
            f"No group gains or loses {by} more than chance can do.",
        )
        return Figure("winners", sentence, measure, None, (), story.origin(outcome))
    sentence = _winners_sentence(story, good, bad)
    shown = [*good, *reversed(bad)]
    labels = [story.say("wint", "gains"), story.say("verliest", "loses")]
    marks = [
        charts.Mark(name, labels[said in ("worse", "less")], each.value, each.low, each.high)
        for name, each, said in shown
    ]
    series = [charts.Series(labels[0], GAINS), charts.Series(labels[1], LOSES)]
    chart = Chart(charts.marks(marks, series, _change_format(story, outcome), zero=True), f"{measure}. {sentence}")
    rows = tuple(
        (name, story.between(outcome, each), story.way(outcome, each), story.notation.thousands(each.persons))
        for name, each, _ in shown
    )
    values = tuple((name, each.value, story.way(outcome, each), each.persons) for name, each, _ in shown)
    columns = (
        story.say("Groep", "Group"),
        story.say("Verandering", "Change"),
        story.say("Wat dat is", "What that is"),
        story.say("Mensen (duizend)", "People (thousand)"),
    )
    return Figure(
        "winners",
        sentence,
        measure,
        chart,
        (Table(measure, columns, rows, frozenset({0, 2}), values),),
        story.origin(outcome),
    )


def _winners_sentence(
    story: ExploredStory, good: list[tuple[str, Changed, str]], bad: list[tuple[str, Changed, str]]
) -> str:
    outcome = story.asked.outcome
    parts = []
    if good:
        name, changed, _ = good[0]
        parts.append(
            story.say(
                f"Het meest wint ‘{name}’ ({story.signed(outcome, changed)})",
                f"‘{name}’ gains most ({story.signed(outcome, changed)})",
            )
        )
    if bad:
        name, changed, _ = bad[0]
        parts.append(
            story.say(
                f"het meest verliest ‘{name}’ ({story.signed(outcome, changed)})",
                f"‘{name}’ loses most ({story.signed(outcome, changed)})",
            )
        )
    return story.capital("; ".join(parts)) + "."


def _change_format(story: ExploredStory, outcome: str) -> str:
    return "+.1~%" if story.is_share(outcome) else "+~s"


def occupations(story: ExploredStory, grouping: str = "occupation") -> Figure | None:
    """Return the occupations that grow and shrink most, by the number of employed."""
    counted, found = "permanent_share", []
    for group, name in story.groups(counted, grouping).items():
        ends = [
            story.figure(*cell, counted, grouping, group, year)
            for cell, year in ((story.here, 0), (story.here, story.last), (story.today, story.last))
        ]
        if any(each is None or _is_small(story, each.persons) for each in ends):
            continue
        first, last, base = (each.persons for each in ends if each is not None)
        found.append((name, first, last / first - 1, base / first - 1, (last - first)))
    found.sort(key=lambda each: -each[2])
    if len(found) < 2:
        return None
    shown = found if len(found) <= 2 * MOST_SHOWN else [*found[:MOST_SHOWN], *found[-MOST_SHOWN:]]
    top, bottom = found[0], found[-1]
    shrinks = bottom[2] < 0
    sentence = story.say(
        f"‘{top[0]}’ groeit het meest ({story.notation.signed_percent(top[2])}), ‘{bottom[0]}’ "
        f"{'krimpt het meest' if shrinks else 'groeit het minst'} ({story.notation.signed_percent(bottom[2])}).",
        f"‘{top[0]}’ grows most ({story.notation.signed_percent(top[2])}), ‘{bottom[0]}’ "
        f"{'shrinks most' if shrinks else 'grows least'} ({story.notation.signed_percent(bottom[2])}).",
    )
    measure = story.say(
        f"Verandering van het aantal werkenden, {story.year(0)}–{story.year()}",
        f"Change in the number of employed, {story.year(0)}–{story.year()}",
    )
    here = story.cell_name(story.here)
    cells = story.cells()
    series = [charts.Series(here, list(cells.values())[-1])]
    marks = [charts.Mark(each[0], here, each[2]) for each in shown]
    if story.is_moved:
        today = story.cell_name(story.today)
        series.insert(0, charts.Series(today, cells[story.today]))
        marks += [charts.Mark(each[0], today, each[3]) for each in shown]
    chart = Chart(charts.marks(marks, series, "+.0~%", zero=True), f"{measure}. {sentence}")
    rows = tuple(
        (
            name,
            story.notation.thousands(first),
            story.notation.signed_percent(growth, 1),
            story.notation.signed_percent(base, 1),
        )
        for name, first, growth, base, _ in found
    )
    columns = (
        story.say("Beroepsgroep", "Occupation"),
        f"{story.year(0)} ({story.say('duizend', 'thousand')})",
        story.capital(here),
        story.capital(story.cell_name(story.today)),
    )
    table = Table(measure, columns, rows, values=tuple((each[0], each[1], each[2], each[3]) for each in found))
    return Figure("occupations", sentence, measure, chart, (table,), story.origin())


def flows(story: ExploredStory) -> Figure:
    """Return flows between work and none, and vacancy chains."""
    cells = list(story.cells())
    rows, values = [], []
    for outcome in (each for each in FLOWS if story.has(each)):
        found = [story.figure(*cell, outcome) for cell in cells]
        changed = story.changed(outcome)
        rows.append(
            (
                story.outcome(outcome),
                *(story.text(outcome, each) for each in found),
                story.between(outcome, changed) if story.is_moved else "",
                story.unit_of_effect(outcome),
            )
        )
        values.append(
            (
                story.outcome(outcome),
                *(None if each is None else each.mean for each in found),
                None if changed is None else changed.value,
                story.unit_of_effect(outcome),
            )
        )
    clear = [
        story.name(each) for each in FLOWS if story.has(each) and story.said_of(each, story.changed(each)) != "unclear"
    ]
    sentence = (
        story.say(
            f"Zichtbaar anders dan op het basispad: {story.notation.listing(clear)}.",
            f"Visibly different from the base path: {story.notation.listing(clear)}.",
        )
        if clear
        else story.say(
            "Geen stroom is zichtbaar anders dan op het basispad.", "No flow is visibly different from the base path."
        )
    )
    shared = explanation_of(story, *story.here) if story.has_package else None
    if shared is not None:
        points = [story.notation.points(each, 2) for each in (shared.effect, shared.leaving, shared.finding)]
        sentence += story.say(
            f" De maatregelen veranderen de werkloosheid met {points[0]} punt: {points[1]} door wie werk verlaat, "
            f"{points[2]} door wie werk vindt.",
            f" The measures change unemployment by {points[0]} points: {points[1]} through who leaves work, "
            f"{points[2]} through who finds it.",
        )
    columns = (
        story.say("Stroom", "Flow"),
        *(story.capital(story.cell_name(cell)) for cell in cells),
        story.say("Verschil", "Difference"),
        story.say("Eenheid", "Unit"),
    )
    measure = story.say(f"Stromen en vacatureketens, {story.year()}", f"Flows and vacancy chains, {story.year()}")
    table = Table(measure, columns, tuple(rows), frozenset({0, len(columns) - 1}), tuple(values))
    return Figure("flows", sentence, measure, None, (table,), story.origin())


def cost(story: ExploredStory) -> Figure:
    """Return public cost, and what the measures cost and who pays."""
    here = story.figure(*story.here, COST)
    changed, unit = story.changed(COST), story.unit_of_effect(COST)
    sentence = story.say(
        f"Publieke uitgaven aan uitkeringen en maatregelen zijn {story.text(COST, here)} {unit} in {story.year()}",
        f"Public spending on benefits and measures is {story.text(COST, here)} {unit} in {story.year()}",
    )
    if story.is_moved:
        sentence += story.say(
            f", {story.signed(COST, changed)} tegenover het basispad",
            f", {story.signed(COST, changed)} against the base path",
        )
    sentence += "."
    level = Table(
        f"{story.outcome(COST)} ({unit}), {story.year()}",
        (story.say("Wereld", "World"), unit),
        tuple(
            (story.capital(story.cell_name(cell)), story.text(COST, story.figure(*cell, COST)))
            for cell in story.cells()
        ),
        values=tuple(
            (story.cell_name(cell), found.mean if (found := story.figure(*cell, COST)) else None)
            for cell in story.cells()
        ),
    )
    amounts = amounts_of(story, *story.here) if story.has_package else ()
    tables = (level, _amounts_table(story, amounts)) if amounts else (level,)
    source = story.say(
        "Opbrengsten van belasting en premies staan er niet bij; bruto bedragen van de maatregelen zijn berekend uit "
        "wat de run telt.",
        "Revenue from taxes and premiums is not in it; gross amounts of the measures are computed from what the run "
        "counts.",
    )
    return Figure(
        "cost", sentence, story.say("Wat het kost", "What it costs"), None, tables, f"{source} {story.origin()}"
    )


def _amounts_table(story: ExploredStory, amounts: tuple[Amount, ...]) -> Table:
    rows, values = [], []
    for each in amounts:
        what, payer = each.what.text(story.language), PAYERS[each.payer].text(story.language)
        million = each.eur_per_year / MILLION
        rows.append((each.measure, story.capital(what), payer, story.notation.number(million)))
        values.append((each.measure, what, payer, million))
    columns = (
        story.say("Maatregel", "Measure"),
        story.say("Waarvoor", "For what"),
        story.say("Wie betaalt", "Who pays"),
        story.say("Miljoen euro per jaar", "Million euros a year"),
    )
    caption = story.say(
        f"Maatregelen, {story.year()}; min is een ontvangst", f"Measures, {story.year()}; minus is received"
    )
    return Table(caption, columns, tuple(rows), frozenset({0, 1, 2}), tuple(values))
