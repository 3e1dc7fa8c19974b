"""Chapters of the good-work report: the grips, the groups, over time, beside others, the questions, how it was made."""

from __future__ import annotations

import math

import yaml

from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.good_work.told import HIDDEN, Told
from houvast.reports.numbers import NOTHING, PERCENT
from houvast.surveys.monitor import SIGNIFICANT
from houvast.surveys.questionnaire import GIVEN
from houvast.vocabulary.errors import Both
from houvast.vocabulary.words import GRIPS, OUTCOME_BY_KEY

SIGNS = {"better": "+", "worse": "−", "same": "=", "": ""}
SHARE_FORMAT = ".0%"
ESRS = GIVEN / "esrs.yaml"


def grips(told: Told) -> Section:
    """The three grips: score, who lacks it, and beside it what the simulation says."""
    columns = [
        told.say("grip", "grip"),
        told.say("score (0-100)", "score (0-100)"),
        told.say("heeft grip", "has grip"),
    ]
    if told.simulated:
        columns.append(told.say("heeft grip, gesimuleerd", "has grip, simulated"))
    rows, values = [], []
    for grip in told.grips:
        score, lacking = told.part.of(f"score:{grip}")[:1], told.part.of(f"lacking:{grip}")[:1]
        having = None if not lacking or lacking[0].value is None else 1 - lacking[0].value
        row = [
            told.grip_name(grip),
            told.with_interval(score[0], False) if score else HIDDEN,
            told.number(having, True),
        ]
        value: list[float | str | None] = [told.grip_name(grip), score[0].value if score else None, having]
        if told.simulated:
            run = told.simulated.get(OUTCOME_BY_KEY[f"grip_{grip}"].key)
            row.append(told.number(run, True))
            value.append(run)
        rows.append(tuple(row))
        values.append(tuple(value))
    caption = told.say("De vormen van grip", "The grips")
    table = Table(caption, tuple(columns), tuple(rows), values=tuple(values))
    weakest = min(told.grips, key=lambda grip: _value(told, f"score:{grip}"))
    name = told.grip_name(weakest)
    sentence = told.say(f"Het laagst scoort {name}", f"{name.capitalize()} scores lowest")
    figures = [Figure("grips", sentence, tables=(table,), source=_source(told))]
    counted = _accumulation(told)
    heading = told.say("Grip op geld, werk en leven", "Grip on money, work and life")
    return Section("grips", heading, (), (), (*figures, *([counted] if counted else [])))


def _value(told: Told, measure: str) -> float:
    found = told.part.of(measure)
    return found[0].value if found and found[0].value is not None else math.inf


def _accumulation(told: Told) -> Figure | None:
    """How many grips people lack: a count, not a weighted sum."""
    found = [(number, told.part.of(f"lacking_{number}")) for number in range(len(GRIPS) + 1)]
    if not all(each for _, each in found):
        return None
    rows = tuple((str(number), told.with_interval(each[0], True)) for number, each in found)
    values = tuple((number, each[0].value) for number, each in found)
    none, all_of_them = found[0][1][0].value, found[-1][1][0].value
    sentence = told.say(
        f"{told.number(none, True)} mist geen enkele grip, {told.number(all_of_them, True)} mist ze alle drie",
        f"{told.number(none, True)} lack no grip at all, {told.number(all_of_them, True)} lack all three",
    )
    shown = [
        charts.Row(str(number), each[0].value, told.number(each[0].value, True))
        for number, each in found
        if each[0].value is not None
    ]
    chart = Chart(charts.bars(shown, SHARE_FORMAT), sentence) if shown else None
    caption = told.say("Deel van de mensen, naar het aantal dat ze missen", "Share of people by the number they lack")
    columns = (told.say("mist", "lacks"), told.say("deel", "share"))
    return Figure("accumulation", sentence, "", chart, (Table(caption, columns, rows, values=values),), _source(told))


def groups(told: Told) -> Section:
    """The grips by group, with the verdict, and how far groups lie apart."""
    figures = []
    for grouping in told.codebook.groups:
        table = _by_group(told, grouping)
        if table is None:
            continue
        gaps = [each for each in told.part.gaps if each.grouping == grouping]
        widest = max(gaps, key=lambda each: abs(each.difference), default=None)
        sentence = told.say(f"Naar {grouping}", f"By {grouping}")
        if widest is not None:
            grip = told.grip_name(widest.measure.partition(":")[2])
            points = told.number(abs(widest.difference), False)
            sentence = told.say(
                f"Naar {grouping} verschilt {grip} het meest: {widest.best} {points} punten boven {widest.worst}",
                f"By {grouping}, {grip} differs most: {widest.best} {points} points above {widest.worst}",
            )
        tables = (table, *([_gap_table(told, grouping)] if gaps else []))
        figures.append(Figure(f"by-{grouping}", sentence, tables=tables, source=_source(told)))
    introduction = told.say(
        "Een gemiddelde zonder verdeling is een half antwoord.",
        "An average without its distribution is half an answer.",
    )
    return Section("groups", told.say("Voor wie", "For whom"), (introduction,) if figures else (), (), tuple(figures))


def _by_group(told: Told, grouping: str) -> Table | None:
    measures = [f"score:{grip}" for grip in told.grips] + [f"lacking:{grip}" for grip in told.grips]
    found = {measure: {each.group: each for each in told.part.of(measure, grouping)} for measure in measures}
    names = sorted({name for each in found.values() for name in each})
    if not names:
        return None
    rows, values = [], []
    for name in names:
        estimates = [found[measure].get(name) for measure in measures]
        cells = [
            HIDDEN if each is None else f"{told.number(each.value, 'lacking' in measure)} {SIGNS[each.verdict]}".strip()
            for measure, each in zip(measures, estimates, strict=True)
        ]
        rows.append((name, *cells))
        values.append((name, *(None if each is None else each.value for each in estimates)))
    score, lacking = told.say("score", "score"), told.say("mist", "lacks")
    heads = [f"{told.grip_name(grip)}, {score}" for grip in told.grips] + [
        f"{told.grip_name(grip)}, {lacking}" for grip in told.grips
    ]
    return Table(grouping, (grouping, *heads), tuple(rows), values=tuple(values))


def _gap_table(told: Told, grouping: str) -> Table:
    rows, values = [], []
    for each in told.part.gaps:
        if each.grouping == grouping:
            name = told.grip_name(each.measure.partition(":")[2])
            low, high = each.interval
            interval = f"[{told.number(low, False)}; {told.number(high, False)}]"
            difference = f"{told.number(each.difference, False)} {interval}"
            rows.append((name, told.number(each.between_share, True), f"{each.best} - {each.worst}", difference))
            values.append((name, each.between_share, f"{each.best} - {each.worst}", each.difference))
    caption = told.say("Hoe ver groepen uiteen liggen", "How far groups lie apart")
    columns = (
        told.say("grip", "grip"),
        told.say("verschil tussen groepen, deel van alle verschil", "between groups, part of all differences"),
        told.say("hoogste en laagste", "highest and lowest"),
        told.say("punten", "points"),
    )
    return Table(caption, columns, tuple(rows), frozenset({0, 2}), tuple(values))


def over_time(told: Told) -> Section:
    """The grips per period, with breaks marked and a trend for every stretch without one."""
    period = told.codebook.period
    heading = told.say("Door de tijd", "Over time")
    if period is None:
        return Section("time", heading)
    figures = []
    for grip in told.grips:
        found = told.part.of(f"score:{grip}", period)
        rows = tuple(
            (
                _marked(told, each.group),
                told.with_interval(each, False),
                HIDDEN if each.n is None else told.notation.number(each.n),
            )
            for each in found
        )
        courses = [each for each in told.part.trends if each.measure == f"score:{grip}" and each.slope is not None]
        said = "; ".join(_course(told, each.periods, each.slope or 0.0, each.p_value) for each in courses)
        name = told.grip_name(grip)
        sentence = f"{name.capitalize()}: {said}" if said else name.capitalize()
        columns = (told.say("periode", "period"), told.say("score", "score"), "n")
        values = tuple((each.group, each.value, each.n) for each in found)
        table = Table(told.say("* begin van een nieuwe reeks", "* start of a new series"), columns, rows, values=values)
        figures.append(Figure(f"time-{grip}", sentence, tables=(table,), source=_source(told)))
    return Section("time", heading, (), (), tuple(figures))


def _marked(told: Told, period: str) -> str:
    return f"{period} *" if period in told.codebook.breaks else period


def _course(told: Told, periods: tuple[str, ...], slope: float, p_value: float | None) -> str:
    first, last = periods[0], periods[-1]
    if p_value is None or p_value >= SIGNIFICANT:
        return told.say(f"{first}-{last} geen aantoonbare verandering", f"{first}-{last} no change shown")
    points = told.notation.number(slope, 2)
    return told.say(f"{first}-{last} {points} punten per periode", f"{first}-{last} {points} points a period")


def benchmark(told: Told) -> Section:
    """The company beside others of the same composition."""
    rows, values = [], []
    for each in told.monitor.comparisons:
        if ":" not in each.measure:
            continue
        is_share = each.measure.startswith("lacking")
        low, high = each.interval
        scale = PERCENT if is_share else 1
        difference = told.notation.number(each.difference * scale, 1)
        interval = (
            NOTHING
            if low is None or high is None
            else f"[{told.notation.number(low * scale, 1)}; {told.notation.number(high * scale, 1)}]"
        )
        rows.append(
            (
                _measure_name(told, each.measure),
                told.number(each.own, is_share),
                told.number(each.others, is_share),
                told.number(each.standardised, is_share),
                f"{difference} {interval}",
            )
        )
        values.append((_measure_name(told, each.measure), each.own, each.others, each.standardised, each.difference))
    heading = told.say("Naast anderen", "Beside others")
    if not rows:
        return Section("benchmark", heading)
    by = told.codebook.benchmark.standardise_by if told.codebook.benchmark else ()
    covered = min(each.covered_share for each in told.monitor.comparisons)
    sentence = told.say(
        f"Vergeleken met anderen van dezelfde samenstelling ({', '.join(by) or 'niet gestandaardiseerd'})",
        f"Compared with others of the same composition ({', '.join(by) or 'not standardised'})",
    )
    measure = told.say(
        f"Voor {told.number(covered, True)} van de mensen in het bedrijf zijn er vergelijkbare anderen.",
        f"For {told.number(covered, True)} of the people in the company there are comparable others.",
    )
    columns = (
        "",
        told.say("bedrijf", "company"),
        told.say("anderen", "others"),
        told.say("anderen, zelfde samenstelling", "others, same composition"),
        told.say("verschil (punten)", "difference (points)"),
    )
    table = Table(sentence, columns, tuple(rows), values=tuple(values))
    return Section(
        "benchmark", heading, (), (), (Figure("benchmark", sentence, measure, None, (table,), _source(told)),)
    )


def _measure_name(told: Told, measure: str) -> str:
    kind, _, grip = measure.partition(":")
    if not grip:
        item = next((each for each in told.codebook.items if each.column == measure), None)
        return item.question.text(told.language) if item else measure
    said = told.say("score", "score") if kind == "score" else told.say("mist", "lacks")
    return f"{told.grip_name(grip)}, {said}"


def items(told: Told) -> Section:
    """Every question with its score and source."""
    rows, values = [], []
    for item in told.codebook.items:
        found = told.part.of(item.column)
        cell = told.with_interval(found[0], False) if found else HIDDEN
        question = item.question.text(told.language)
        rows.append((question, told.grip_name(item.grip), cell, item.source))
        values.append((question, told.grip_name(item.grip), found[0].value if found else None, item.source))
    columns = (
        told.say("vraag", "question"),
        told.say("grip", "grip"),
        told.say("score", "score"),
        told.say("bron", "source"),
    )
    caption = told.say("0 is het slechtste antwoord, 100 het beste", "0 is the worst answer, 100 the best")
    table = Table(caption, columns, tuple(rows), frozenset({0, 1, 3}), tuple(values))
    heading = told.say("De vragen", "The questions")
    return Section("items", heading, (), (), (Figure("items", heading, tables=(table,), source=_source(told)),))


def disclosures(told: Told) -> Section:
    """Where figures of a company belong in its report under ESRS S1."""
    rows = []
    for link in yaml.safe_load(ESRS.read_text(encoding="utf-8")):
        name = Both(link["name"]["nl"], link["name"]["en"]).text(told.language)
        cells = []
        for key in link["figures"]:
            if key == "n":
                cells.append(told.say(f"{told.part.n} antwoorden", f"{told.part.n} answers"))
            elif found := told.part.of(key):
                cells.append(f"{_measure_name(told, key)}: {told.number(found[0].value, key.startswith('lacking'))}")
        missing = told.say("niet uit deze vragenlijst", "not from this questionnaire")
        rows.append((link["disclosure"], name, "; ".join(cells) or missing))
    columns = ("ESRS S1", told.say("onderwerp", "subject"), told.say("cijfer in dit rapport", "figure in this report"))
    sentence = told.say("Welke cijfers bij welke toelichting horen", "Which figures belong to which disclosure")
    table = Table(sentence, columns, tuple(rows), frozenset({0, 1, 2}))
    return Section("esrs", "ESRS S1", (), (), (Figure("esrs", sentence, tables=(table,)),))


def method(told: Told) -> Section:
    """How the figures were made."""
    bounds = ", ".join(
        f"{told.grip_name(grip)} {told.notation.number(told.codebook.lacking_below[grip])}" for grip in told.grips
    )
    said: tuple[str, ...] = (
        told.say(
            "Elk antwoord loopt van 0 (slecht) tot 100 (goed); een score is het gemiddelde van de beantwoorde "
            f"vragen, als twee derde beantwoord is. Grip ontbreekt onder: {bounds}. Die grenzen staan in het codeboek.",
            "Every answer runs from 0 (bad) to 100 (good); a score is the mean of the answered questions when two "
            f"thirds were answered. Grip is lacking below: {bounds}. These bounds stand in the codebook.",
        ),
        told.say(
            "Fouten volgen het steekproefontwerp (linearisatie); groepen worden niet uit de steekproef geknipt. Er "
            "is geen samengesteld eindcijfer: drie vormen van grip, en hoeveel iemand er mist.",
            "Errors follow the sampling design (linearisation); groups are not cut out of the sample. There is no "
            "overall mark: three grips, and how many somebody lacks.",
        ),
    )
    if told.simulated:
        said = (
            *said,
            told.say(
                "Gesimuleerd is het gemiddelde van de laatste twaalf maanden van een run; daar volgt grip uit loon, "
                "contract en werktijden, hier uit wat mensen zeggen. De maten heten gelijk en meten niet hetzelfde.",
                "Simulated is the mean of the last twelve months of a run; there grip follows from wage, contract "
                "and working times, here from what people say. The measures share their names and do not measure "
                "the same.",
            ),
        )
    return Section("method", told.say("Hoe dit gemaakt is", "How this was made"), said)


def _source(told: Told) -> str:
    return told.say("Bron: eigen enquête, gewogen.", "Source: own survey, weighted.")
