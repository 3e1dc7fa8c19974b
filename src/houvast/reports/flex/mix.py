"""The report of a mix: three cards, cost against security, cover per week, groups of workers, the works council."""

from __future__ import annotations

from datetime import date

from houvast.flex.mix.front import Point
from houvast.flex.mix.plan import WEEKS_PER_QUARTER, component_hours
from houvast.flex.mix.terms import flex_rules, term_names
from houvast.flex.study import MixStudy
from houvast.reports.document import Chart, Document, Figure, Section, Tile
from houvast.reports.flex.charts import cost_and_security, coverage
from houvast.reports.flex.writing import Teller, plain_name, quick_charts, table

CARDS = {
    "cheapest": ("goedkoopst", "cheapest"),
    "balanced": ("in balans", "balanced"),
    "most_secure": ("meest zeker", "most secure"),
}
MEASURE_NAMES = {
    "annualised": ("jaaruren", "annualised hours"),
    "links": ("inzet op andere afdelingen", "work in other departments"),
    "pool": ("pool", "pool"),
    "on_call": ("oproep", "on call"),
}
GROUP_NAMES = {
    "permanent": ("vast", "permanent"),
    "pool": ("pool", "pool"),
    "temporary": ("tijdelijk", "temporary"),
    "on_call": ("oproep", "on call"),
    "agency": ("uitzend", "agency"),
}
PART_NAMES = {
    "permanent_share": ("aandeel vaste uren", "share of permanent hours"),
    "swing_p90_p10_share": ("schommeling van rooster (P90 - P10)", "swing of the roster (P90 - P10)"),
    "overtime_hours_per_person_per_year": ("overuren per persoon per jaar", "overtime hours per person a year"),
    "agency_share": ("aandeel uitzenduren", "share of agency hours"),
    "on_call_share": ("aandeel oproepuren", "share of on-call hours"),
    "short_share": ("aandeel werk dat blijft liggen", "share of work left undone"),
    "trained_for_elsewhere_hours_per_week": ("uren per week elders inzetbaar", "hours a week trained for elsewhere"),
}


@quick_charts
def mix_report(study: MixStudy, language: str, when: date) -> Document:
    """Tell a study of the mix."""
    teller = Teller(language)
    sections = [_cards(study, teller), _line(study, teller), _weeks(study, teller)]
    if study.contributions:
        sections.append(_measures(study, teller))
    sections += [_groups(study, teller), _council(study, teller, when)]
    caution = teller.say(
        "Kosten en zekerheid staan apart. De gewichten van zekerheid en de meeste prijzen zijn aannamen: het"
        " laatste hoofdstuk"
        " noemt ze, met hun marge.",
        "Cost and security stand apart. The weights of security and most prices are assumptions: the last"
        " chapter lists them,"
        " with their range.",
    )
    return teller.document(
        teller.say("Welke mix houdt mensen zeker", "Which mix keeps people secure"), "", (caution,), tuple(sections)
    )


def _cards(study: MixStudy, teller: Teller) -> Section:
    tiles = tuple(
        Tile(
            teller.say(*CARDS[name]).capitalize(),
            f"€ {teller.number(point.mix.cost_eur / 1000)}k",
            _card_text(study, point, teller),
            teller.say(
                f"zekerheid {teller.number(point.security.index, 3)}",
                f"security {teller.number(point.security.index, 3)}",
            ),
        )
        for name, point in study.front.named.items()
    )
    return Section("cards", teller.say("Drie mixen", "Three mixes"), tiles=tiles)


def _card_text(study: MixStudy, point: Point, teller: Teller) -> str:
    hours = component_hours(study.problem, point.mix)
    share = teller.notation.percent(point.security.parts["permanent_share"], 0)
    insecure = teller.number(hours["agency"] + hours["on_call"])
    return teller.say(
        f"Per jaar; {share} van de uren vast, {insecure} uren uitzend en oproep.",
        f"A year; {share} of hours permanent, {insecure} agency and on-call hours.",
    )


def _line(study: MixStudy, teller: Teller) -> Section:
    names = {id(point): teller.say(*CARDS[name]) for name, point in study.front.named.items()}
    points = [(p.mix.cost_eur, p.security.index, names.get(id(p), "")) for p in study.front.points]
    first, last = study.front.points[0], study.front.points[-1]
    dearer = teller.notation.percent(last.mix.cost_eur / first.mix.cost_eur - 1)
    figure = Figure(
        "line",
        teller.say(
            f"De meest zekere mix kost {dearer} meer dan de goedkoopste.",
            f"The most secure mix costs {dearer} more than the cheapest.",
        ),
        teller.say("Zekerheid (omhoog) tegen kosten per jaar in EUR", "Security (up) against cost a year in EUR"),
        Chart(cost_and_security(points, ".3s"), teller.say("Lijn van mixen", "Line of mixes")),
        (
            table(
                teller.say("Punten op de lijn", "Points on the line"),
                (
                    teller.say("prijs van een onzeker uur, EUR", "price of an insecure hour, EUR"),
                    teller.say("kosten, EUR per jaar", "cost, EUR a year"),
                    *(teller.security(key) for key in first.security.securities),
                    teller.say("gat, %", "gap, %"),
                ),
                [
                    (
                        teller.number(p.security_price_eur, 2),
                        p.mix.cost_eur,
                        *p.security.securities.values(),
                        100 * p.mix.gap_share,
                    )
                    for p in study.front.points
                ],
                teller,
                3,
            ),
        ),
    )
    return Section("cost_security", teller.say("Kosten en zekerheid", "Cost and security"), figures=(figure,))


def _weeks(study: MixStudy, teller: Teller) -> Section:
    mix = study.front.named["balanced"].mix
    hours, first = mix.hours, mix.first
    quarter = [week // WEEKS_PER_QUARTER for week in range(len(study.weeks))]
    layers = [
        (teller.say("vast, volgens rooster", "permanent, as planned"), first.planned.sum(1) - hours.idle.sum(1)),
        (teller.say("tijdelijk", "temporary"), first.temporary[quarter].sum(1)),
        (teller.say("overwerk", "overtime"), hours.overtime.sum(1)),
        ("pool", hours.pool.sum(1)),
        (teller.say("oproep", "on call"), hours.on_call.sum(1) + first.on_call_minimum.sum()),
        (teller.say("uitzend", "agency"), hours.agency.sum(1)),
        (teller.say("blijft liggen", "left undone"), hours.short.sum(1)),
    ]
    numbers = table(
        teller.say("Uren per week, verwacht", "Hours per week, expected"),
        (teller.say("week", "week"), *(name for name, _ in layers)),
        [
            ("{}-W{:02}".format(*week.isocalendar()[:2]), *(float(each[k]) for _, each in layers))
            for k, week in enumerate(study.weeks)
        ],
        teller,
    )
    figure = Figure(
        "coverage",
        teller.say(
            "Zo dekt de mix in balans de vraag, week voor week.", "So the balanced mix covers demand, week by week."
        ),
        teller.say("Uren per week", "Hours per week"),
        Chart(coverage(study.weeks, layers), teller.say("Gestapelde vlakken per week", "Stacked areas per week")),
        (numbers,),
    )
    return Section("weeks", teller.say("Week voor week", "Week by week"), figures=(figure,))


def _measures(study: MixStudy, teller: Teller) -> Section:
    assert study.contributions is not None  # noqa: S101 - told only then
    found = study.contributions
    nothing = teller.say("geen verschil getoond", "no difference shown")
    rows: list[tuple[str | float, ...]] = [
        (
            teller.say(*MEASURE_NAMES[each.measure]),
            teller.number(each.first_in_eur) if abs(each.first_in_eur) > each.uncertain_eur else nothing,
            teller.number(each.last_in_eur) if each.is_last_in_shown else nothing,
            each.shapley_eur,
        )
        for each in found.measures
    ]
    columns = ("", teller.say("als eerste", "first in"), teller.say("als laatste", "last in"), "Shapley")
    figure = Figure(
        "measures",
        teller.say(
            f"Samen besparen de maatregelen € {teller.number(found.total_eur)} per jaar; zij vervangen elkaar"
            f" voor een deel.",
            f"Together the measures save € {teller.number(found.total_eur)} a year; in part they replace each other.",
        ),
        tables=(table(teller.say("Besparing, EUR per jaar", "Saving, EUR a year"), columns, rows, teller, 0),),
    )
    return Section(
        "measures_section", teller.say("Wat elke maatregel doet", "What each measure does"), figures=(figure,)
    )


def _groups(study: MixStudy, teller: Teller) -> Section:
    rows: list[tuple[str | float, ...]] = [
        (f"{teller.say(*CARDS[name])}: {teller.say(*GROUP_NAMES[group.name])}", group.hours, *group.securities.values())
        for name, point in study.front.named.items()
        for group in point.security.groups
    ]
    keys = tuple(study.front.points[0].security.securities)
    columns = ("", teller.say("uren per jaar", "hours a year"), *(teller.security(key) for key in keys))
    parts: list[tuple[str | float, ...]] = [
        (teller.say(*PART_NAMES[key]), *(p.security.parts[key] for p in study.front.named.values()))
        for key in PART_NAMES
    ]
    cards = tuple(teller.say(*CARDS[name]) for name in study.front.named)
    figure = Figure(
        "groups",
        teller.say("Wat elke mix betekent voor wie er werkt.", "What each mix means for those who work."),
        teller.say(
            "1: als een vast uur volgens rooster; 0: zo onzeker als het kan.",
            "1: as a permanent hour as rostered; 0: as insecure as can be.",
        ),
        tables=(
            table(teller.say("Zekerheid per groep", "Security per group"), columns, rows, teller, 2),
            table(teller.say("Wat te tellen is", "What can be counted"), ("", *cards), parts, teller, 3),
        ),
    )
    return Section("groups_section", teller.say("Vast en flexibel", "Permanent and flexible"), figures=(figure,))


def _council(study: MixStudy, teller: Teller, when: date) -> Section:
    facts = flex_rules()
    rows: list[tuple[str | float, ...]] = []
    for name in (*term_names(), "working_time_sixteen_week_average_hours"):
        dated, spread = facts.dated(name, when), facts.range(name, when)
        edges = "" if spread is None else f"{float(spread[0]):g} – {float(spread[1]):g}"
        rows.append((facts.entry(name).name.text(teller.language), facts.number(name, when), dated.status, edges))
    columns = ("", teller.say("waarde", "value"), "status", teller.say("te vertrouwen tussen", "to trust between"))
    whole = ", ".join(plain_name(each) for each in study.small_departments) or "–"
    said = (
        teller.say(
            f"In hele mensen gerekend (minder dan 15 mensen): {whole}. De goedkoopste mix in mensen kost"
            f" € {teller.number(study.in_people.mix.cost_eur)} per jaar.",
            f"Counted in whole people (fewer than 15): {whole}. The cheapest mix in people costs"
            f" € {teller.number(study.in_people.mix.cost_eur)} a year.",
        ),
        teller.say(
            "Jaaruren leggen schommelingen bij werkenden, tenzij zij meebeslissen over hun rooster. Dat telt"
            " hier als verlies van"
            " combinatiezekerheid; zelfroosteren voor vast en flexibel verandert dat.",
            "Annualised hours lay ups and downs on workers, unless they have a say in their roster. Here that"
            " counts as a loss of"
            " combination security; self-rostering for permanent and flexible staff changes it.",
        ),
        teller.say(
            "Niet meegerekend: roosters binnen een dag, ziekte als apart risico, vergeten van vaardigheden"
            " binnen het jaar,"
            " en wat mensen zelf willen. Bespreek dat voor er besloten wordt.",
            "Not modelled: rosters within a day, illness as a risk of its own, forgetting of skills within the"
            " year, and what"
            " people themselves want. Discuss that before deciding.",
        ),
    )
    caption = teller.say(
        f"Op {when.isoformat()}, tenzij de werkgever een eigen waarde gaf",
        f"On {when.isoformat()}, unless the employer gave its own value",
    )
    figure = Figure(
        "assumptions",
        teller.say("Regels en aannamen achter de mix.", "Rules and assumptions behind the mix."),
        tables=(table(caption, columns, rows, teller, 3),),
    )
    return Section("council", teller.say("Voor de ondernemingsraad", "For the works council"), said, figures=(figure,))
