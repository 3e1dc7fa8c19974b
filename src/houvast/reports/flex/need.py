"""The report of the need: heatmap of weeks, where ups and downs come from, the forecast and its test, the misses."""

from __future__ import annotations

from collections.abc import Sequence

from houvast.flex.decomposition import SENTENCE, Decomposition
from houvast.flex.futures import FutureNeed
from houvast.flex.need import Need
from houvast.reports.document import Chart, Document, Figure, Section, Table
from houvast.reports.flex.charts import MOST_ROWS, Cell, fan, heatmap, sources
from houvast.reports.flex.writing import Teller, plain_name, quick_charts, table

PART_NAMES = {
    "trend": ("groei", "trend"),
    "year": ("jaar", "year"),
    "weekday": ("weekdag", "weekday"),
    "holidays": ("feestdagen", "holidays"),
    "school_holidays": ("schoolvakanties", "school holidays"),
    "events": ("gebeurtenissen", "events"),
    "rest": ("rest", "rest"),
}
KIND_NAMES = {
    "predictable": ("te voorzien", "predictable"),
    "dampable": ("te dempen", "dampable"),
    "noise": ("toeval en onbekend", "chance and unknown"),
}


@quick_charts
def need_report(need: Need, futures: Sequence[FutureNeed], language: str, source: str) -> Document:
    """Tell a diagnosis of need.

    Parameters
    ----------
    need
        The diagnosis.
    futures
        The need under each future; may be empty.
    language
        "nl" or "en".
    source
        Name of the file of demand.
    """
    teller = Teller(language)
    sections = [_weeks(need, teller), _sources(need, teller), _forecast(need, teller)]
    if futures:
        sections.append(_futures(futures, teller))
    sections.append(_basis(teller))
    return teller.document(
        teller.say("Hoeveel flexibiliteit is nodig", "How much flexibility is needed"),
        source,
        _cautions(need, teller),
        tuple(each for each in sections if each.figures or each.introduction),
    )


def _cautions(need: Need, teller: Teller) -> tuple[str, ...]:
    test = need.forecast.backtest
    told = []
    if test is None:
        told.append(
            teller.say(
                "De voorspelling is niet getoetst: daarvoor is een verleden van vijftien maanden nodig. Lees haar marge"
                " als een"
                " vermoeden.",
                "The forecast is not tested: that needs a history of fifteen months. Read its interval as a guess.",
            )
        )
    else:
        share = teller.notation.percent(test.coverage_share, 0)
        told.append(
            teller.say(
                f"Het interval van 80% bevatte {share} van wat er kwam sinds {test.days[0].isoformat()}.",
                f"The 80% interval held {share} of what came since {test.days[0].isoformat()}.",
            )
        )
        if not test.meets_goal:
            told.append(
                teller.say(
                    "Dat is verder van 80% dan 5 procentpunt: reken met een bredere marge.",
                    "That is more than 5 percentage points from 80%: reckon with a wider margin.",
                )
            )
    for each in need.censored:
        name = plain_name(each.department)
        told.append(
            teller.say(
                f"{name} werkte {len(each.days)} perioden op de capaciteit. Wat geteld is kan minder zijn dan wat"
                f" gevraagd"
                " werd: is er werk afgewezen of blijven liggen?",
                f"{name} worked at its capacity in {len(each.days)} periods. What was counted may be less than what was"
                " asked: was work refused or left undone?",
            )
        )
    if not need.calendar_covers:
        told.append(
            teller.say(
                "Voor een deel van de jaren zijn geen schoolvakanties bekend; geef ze zo nodig als gebeurtenissen.",
                "For some of the years no school holidays are known; give them as events where they matter.",
            )
        )
    return tuple(told)


def _weeks(need: Need, teller: Teller) -> Section:
    heading = teller.say("Weken boven de basis", "Weeks above base")
    if need.scenarios is None:
        return Section("weeks", heading)
    names = [plain_name(each) for each in need.workload.counts.departments]
    weeks = ["{}-W{:02}".format(*week.isocalendar()[:2]) for week in need.scenarios.weeks]
    busiest = int(need.p90_hours.sum(1).argmax())
    cells = [
        Cell(name, week, float(need.p90_hours[w, d]))
        for d, name in enumerate(names[:MOST_ROWS])
        for w, week in enumerate(weeks)
    ]
    top = teller.number(float(need.p90_hours[busiest].sum()))
    given = (
        teller.say("contracturen", "contract hours")
        if need.base_is_given
        else teller.say("berekend uit lonen en uitzendprijs", "worked out from wage and agency price")
    )
    figure = Figure(
        "need_per_week",
        teller.say(
            f"In de drukste week ({weeks[busiest]}) is in een druk jaar {top} uur meer nodig dan de basis.",
            f"In the busiest week ({weeks[busiest]}) a busy year asks {top} hours more than the base.",
        ),
        teller.say(
            f"Uren per week boven de basis ({given}), P90; donkerder is meer.",
            f"Hours per week above base ({given}), P90; darker is more.",
        ),
        Chart(
            heatmap(cells, has_text=False),
            teller.say("Warmtekaart per afdeling en week", "Heatmap by department and week"),
        ),
        (
            table(
                teller.say("Uren per week boven de basis", "Hours per week above base"),
                (teller.say("week", "week"), *(f"{name} {q}" for name in names for q in ("P50", "P90"))),
                [
                    (week, *(float(each[w, d]) for d in range(len(names)) for each in (need.p50_hours, need.p90_hours)))
                    for w, week in enumerate(weeks)
                ],
                teller,
            ),
        )
        if len(names) <= 4
        else (_mean_table(need, names, teller),),
    )
    return Section("weeks", heading, figures=(figure,))


def _mean_table(need: Need, names: list[str], teller: Teller) -> Table:
    rows: list[tuple[str | float, ...]] = [
        (name, float(need.base_hours[d]), float(need.p50_hours[:, d].mean()), float(need.p90_hours[:, d].mean()))
        for d, name in enumerate(names)
    ]
    columns = (teller.say("afdeling", "department"), teller.say("basis", "base"), "P50", "P90")
    return table(
        teller.say("Uren per week, gemiddeld over het jaar", "Hours per week, mean over the year"),
        columns,
        rows,
        teller,
    )


def _sources(need: Need, teller: Teller) -> Section:
    splits = need.decompositions
    rows = [
        (
            plain_name(split.department),
            [(teller.say(*PART_NAMES[part.name]), part.variance_share) for part in split.parts],
            0.0 if split.poisson_floor_share != split.poisson_floor_share else split.poisson_floor_share,
        )
        for split in splits[:MOST_ROWS]
    ]
    first = splits[0]
    sentence = teller.say(
        f"Van de schommelingen van {plain_name(first.department)} is {_percent(1 - first.share('rest'), teller)}"
        f" te voorzien.",
        f"Of the ups and downs of {plain_name(first.department)} {_percent(1 - first.share('rest'), teller)} can"
        f" be foreseen.",
    )
    numbers = table(
        teller.say(
            "Aandeel in de variantie, en uren per week boven het gemiddelde",
            "Share of variance, and hours a week above the mean",
        ),
        (
            teller.say("afdeling", "department"),
            teller.say("deel", "part"),
            teller.say("wat het is", "what it is"),
            "%",
            teller.say("uren P50", "hours P50"),
            teller.say("uren P90", "hours P90"),
        ),
        [row for split in splits for row in _part_rows(split, teller)],
        teller,
    )
    figure = Figure(
        "sources",
        sentence,
        teller.say(
            "Aandeel in de variantie; gearceerd: toeval dat niemand kan voorzien (Poisson).",
            "Share of variance; hatched: chance that nobody can foresee (Poisson).",
        ),
        Chart(sources(rows), teller.say("Gestapelde balk per afdeling", "Stacked bar per department")),
        (numbers,),
    )
    seen = dict.fromkeys(part.name for split in splits for part in split.parts)
    said = tuple(
        f"{teller.say(*PART_NAMES[name]).capitalize()}: {SENTENCE[name].text(teller.language)}" for name in seen
    )
    return Section(
        "sources_of_need", teller.say("Waar het vandaan komt", "Where it comes from"), said, figures=(figure,)
    )


def _part_rows(split: Decomposition, teller: Teller) -> list[tuple[str | float, ...]]:
    rows: list[tuple[str | float, ...]] = [
        (
            plain_name(split.department),
            teller.say(*PART_NAMES[part.name]),
            teller.say(*KIND_NAMES[part.kind]),
            100 * part.variance_share,
            part.p50_hours,
            part.p90_hours,
        )
        for part in split.parts
    ]
    if split.poisson_floor_share == split.poisson_floor_share:
        chance = teller.say("waarvan toeval", "of which chance")
        name = plain_name(split.department)
        rows.append((name, chance, teller.say(*KIND_NAMES["noise"]), 100 * split.poisson_floor_share, 0.0, 0.0))
    return rows


def _forecast(need: Need, teller: Teller) -> Section:
    forecast, names = need.forecast, need.workload.counts.departments
    figures = []
    test = forecast.backtest
    for d, name in enumerate(names[:6]):
        shown = plain_name(name)
        if test is not None:
            share = teller.notation.percent(float(test.coverage_share_by_department[d]), 0)
            sentence = teller.say(
                f"{shown}: sinds {test.days[0].isoformat()} viel {share} binnen het interval van 80%.",
                f"{shown}: since {test.days[0].isoformat()} {share} fell inside the 80% interval.",
            )
            chart = fan(test.days, test.middle[:, d], test.low[:, d], test.high[:, d], test.actual[:, d])
        else:
            sentence = teller.say(f"{shown}: het komende jaar, ongetoetst.", f"{shown}: the coming year, not tested.")
            chart = fan(forecast.days, forecast.middle[:, d], forecast.low[:, d], forecast.high[:, d])
        coming = table(
            teller.say("Het komende jaar", "The coming year"),
            (
                teller.say("periode", "period"),
                teller.say("laag", "low"),
                teller.say("midden", "middle"),
                teller.say("hoog", "high"),
            ),
            [
                (day.isoformat(), float(forecast.low[t, d]), float(forecast.middle[t, d]), float(forecast.high[t, d]))
                for t, day in enumerate(forecast.days[:: max(len(forecast.days) // 26, 1)])
            ],
            teller,
        )
        description = teller.say("Voorspelling met marge en wat er kwam", "Forecast with interval and what came")
        figures.append(Figure(f"forecast_{d + 1}", sentence, "", Chart(chart, description), (coming,)))
    if need.misses:
        rows: list[tuple[str | float, ...]] = [
            (plain_name(each.department), each.day.isoformat(), each.actual, each.low, each.high)
            for each in need.misses
        ]
        columns = (
            teller.say("afdeling", "department"),
            teller.say("periode", "period"),
            teller.say("kwam", "came"),
            teller.say("laag", "low"),
            teller.say("hoog", "high"),
        )
        missed = table(teller.say("Waar we ernaast zaten", "Where we were wrong"), columns, rows, teller)
        sentence = teller.say(
            "Hier zat de voorspelling het verst naast. Was er iets dat een gebeurtenis is?",
            "Here the forecast was farthest off. Was there something that is an event?",
        )
        figures.append(Figure("misses", sentence, tables=(missed,)))
    return Section("forecast", teller.say("Wat te voorzien is", "What can be foreseen"), figures=tuple(figures))


def _futures(futures: Sequence[FutureNeed], teller: Teller) -> Section:
    rows: list[tuple[str | float, ...]] = [
        (
            f"{each.scenario} {each.year}",
            each.demand_ratio,
            each.tension_ratio,
            float(each.p50_hours.sum()),
            float(each.p90_hours.sum()),
        )
        for each in futures
    ]
    columns = (
        teller.say("toekomst", "future"),
        teller.say("vraag t.o.v. nu", "demand against now"),
        teller.say("krapte t.o.v. nu", "tightness against now"),
        "P50",
        "P90",
    )
    low, high = min(row[4] for row in rows), max(row[4] for row in rows)
    sentence = teller.say(
        f"In een drukke week vragen de toekomsten {teller.number(float(low))} tot {teller.number(float(high))}"
        f" uur boven de basis.",
        f"In a busy week the futures ask {teller.number(float(low))} to {teller.number(float(high))} hours above base.",
    )
    figure = Figure(
        "futures",
        sentence,
        tables=(
            table(teller.say("Uren per week boven de basis", "Hours a week above base"), columns, rows, teller, 2),
        ),
    )
    return Section(
        "futures",
        teller.say("Dezelfde diagnose in elke toekomst", "The same diagnosis in each future"),
        figures=(figure,),
    )


def _basis(teller: Teller) -> Section:
    said = (
        teller.say(
            "Aangenomen: het verleden zegt iets over de toekomst; afdelingen schommelen samen zoals zij samen"
            " schommelden.",
            "Assumed: the past says something of the future; departments move together as they moved together.",
        ),
        teller.say(
            "Niet meegerekend: pieken binnen een dag, verzuim buiten de opgegeven bruto-nettofactor, werk dat is"
            " afgewezen.",
            "Not modelled: peaks within a day, absence beyond the gross-net factor given, work that was refused.",
        ),
    )
    return Section("basis", teller.say("Waarop dit rust", "What this rests on"), said)


def _percent(share: float, teller: Teller) -> str:
    return teller.notation.percent(share, 0)
