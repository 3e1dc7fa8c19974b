"""The report of a labour pool: opposition of peaks, what each employer pays and gains."""

from __future__ import annotations

from houvast.flex.pool import Pool
from houvast.reports.document import Chart, Document, Figure, Section
from houvast.reports.flex.charts import MOST_ROWS, Cell, heatmap
from houvast.reports.flex.writing import Teller, plain_name, quick_charts, table

REASONS = {
    "gain": ("spaart", "saves"),
    "opposed": ("pieken tegengesteld, spaart", "peaks oppose, saves"),
    "same_peaks": ("zelfde pieken als de anderen: niet meedoen", "same peaks as the others: stay out"),
    "no_gain": ("spaart niets: niet meedoen", "saves nothing: stay out"),
}


@quick_charts
def pool_report(pool: Pool, language: str) -> Document:
    """Tell a labour pool."""
    teller = Teller(language)
    names = [plain_name(each.employer) for each in pool.members]
    cells = [
        Cell(a, b, float(pool.overlap[i, j]), teller.number(float(pool.overlap[i, j]), 1))
        for i, a in enumerate(names[:MOST_ROWS])
        for j, b in enumerate(names[:MOST_ROWS])
        if i != j
    ]
    overlap = Figure(
        "overlap",
        teller.say(
            f"De som van de spreidingen is {teller.number(pool.spread_ratio, 2)} maal de spreiding van de som.",
            f"The sum of the spreads is {teller.number(pool.spread_ratio, 2)} times the spread of the sum.",
        ),
        teller.say(
            "Hoe vaak de drukste weken samenvallen: 1 is als toeval, 0 nooit.",
            "How often the busiest weeks coincide: 1 is as chance, 0 never.",
        ),
        Chart(heatmap(cells, has_text=True), teller.say("Samenvallen van pieken", "Coincidence of peaks")),
    )
    rows: list[tuple[str | float, ...]] = [
        (name, each.alone_eur, each.pays_eur, each.gains_eur, each.pool_hours, teller.say(*REASONS[each.reason]))
        for name, each in zip(names, pool.members, strict=True)
    ]
    columns = (
        teller.say("werkgever", "employer"),
        teller.say("alleen, EUR", "alone, EUR"),
        teller.say("betaalt, EUR", "pays, EUR"),
        teller.say("wint, EUR", "gains, EUR"),
        teller.say("pooluren", "pool hours"),
        "",
    )
    members = Figure(
        "members",
        teller.say(
            f"De pool geeft {pool.jobs} vaste banen ({teller.number(pool.hours_per_week)} uur per week).",
            f"The pool makes {pool.jobs} permanent jobs ({teller.number(pool.hours_per_week)} hours a week).",
        ),
        tables=(
            table(
                teller.say("Over de hele periode van het bestand", "Over the whole period of the file"),
                columns,
                rows,
                teller,
                0,
            ),
        ),
    )
    stable = {
        True: (
            "Geen groep is beter af zonder de rest: de verdeling is stabiel.",
            "No group does better without the rest: the division is stable.",
        ),
        False: (
            "Een deel van de leden is samen beter af zonder de rest: de verdeling is niet stabiel.",
            "Some members do better together without the rest: the division is not stable.",
        ),
        None: ("Met zoveel leden is niet elke groep nagerekend.", "With so many members not every group was checked."),
    }[pool.is_stable]
    law = teller.say(
        "Toets cao, gelijke beloning, btw en de Waadi; dit is geen juridisch advies.",
        "Check collective agreements, equal pay, VAT and the Waadi; this is no legal advice.",
    )
    section = Section("pool_section", teller.say("De pool", "The pool"), figures=(overlap, members))
    return teller.document(teller.say("Arbeidspool", "Labour pool"), "", (teller.say(*stable), law), (section,))
