"""The report of links: value of each with its error, and the best closed chain as a bundle."""

from __future__ import annotations

from houvast.flex.links.values import NORMAL_95, Worth
from houvast.reports.charts import Span, spans
from houvast.reports.document import Chart, Document, Figure, Section
from houvast.reports.flex.writing import Teller, plain_name, quick_charts, table

MOST_SHOWN = 20


@quick_charts
def links_report(worth: Worth, names: tuple[str, ...], language: str) -> Document:
    """Tell what links are worth, in the unit of demand per period."""
    teller = Teller(language)
    shown = sorted(worth.links, key=lambda each: -each.drop_one.mean)[:MOST_SHOWN]

    def name(origin: int, target: int) -> str:
        return f"{plain_name(names[origin])} – {plain_name(names[target])}"

    rows = []
    for each in shown:
        gain = each.drop_one
        middle, half = gain.mean, NORMAL_95 * gain.standard_error
        text = teller.number(middle, 2) if gain.is_shown else teller.say("geen verschil getoond", "no difference shown")
        rows.append(Span(name(*each.link[:2]), max(middle - half, 0), max(middle, 0), max(middle + half, 0), text))
    share = teller.notation.percent(worth.share_of_full)
    sentence = teller.say(
        f"De schakels samen bedienen {teller.number(worth.gain_over_none.mean, 1)} meer per periode: {share} van"
        f" wat volledige"
        " inzetbaarheid zou geven.",
        f"The links together serve {teller.number(worth.gain_over_none.mean, 1)} more per period: {share} of what full"
        " flexibility would give.",
    )
    columns = (
        "",
        teller.say("alleen", "first in"),
        teller.say("erbij", "add one"),
        teller.say("eruit", "drop one"),
        "±",
    )
    numbers = table(
        teller.say("Vraag bediend per periode", "Demand served per period"),
        columns,
        [
            (
                name(*each.link[:2]),
                each.first_in.mean,
                each.add_one.mean,
                each.drop_one.mean,
                NORMAL_95 * each.drop_one.standard_error,
            )
            for each in worth.links
        ],
        teller,
        2,
    )
    chart = Chart(spans(rows, ".3~g"), teller.say("Waarde per schakel", "Value per link")) if rows else None
    ranking = Figure(
        "links",
        sentence,
        teller.say("Wat wegvalt zonder de schakel", "What is lost without the link"),
        chart,
        (numbers,),
    )
    order = [plain_name(names[place]) for place in (*worth.chain.order, worth.chain.order[0])]
    chain = Figure(
        "chain",
        teller.say(
            f"De beste gesloten keten gaat {' – '.join(order)} en geeft"
            f" {teller.notation.percent(worth.chain.share_of_full)} van"
            f" volledige inzetbaarheid; de sluitende schakel alleen al"
            f" {teller.number(worth.chain.closing_link.mean, 1)}.",
            f"The best closed chain runs {' – '.join(order)} and gives"
            f" {teller.notation.percent(worth.chain.share_of_full)} of full"
            f" flexibility; its closing link alone {teller.number(worth.chain.closing_link.mean, 1)}.",
        ),
        tables=(
            table(
                teller.say("De keten als bundel", "The chain as a bundle"),
                ("", teller.say("per periode", "per period")),
                [
                    (teller.say("keten", "chain"), worth.chain.gain.mean),
                    (teller.say("som van schakels los", "sum of links alone"), worth.chain.sum_of_first_in),
                    (teller.say("sluitende schakel", "closing link"), worth.chain.closing_link.mean),
                ],
                teller,
                2,
            ),
        ),
    )
    caution = teller.say(
        "Delen afdelingen hun pieken, dan helpt een schakel weinig en helpt alleen meer capaciteit.",
        "Where departments share their peaks a link helps little, and only more capacity does.",
    )
    section = Section("links_section", teller.say("Schakels", "Links"), figures=(ranking, chain))
    return teller.document(teller.say("Wie kan wie helpen", "Who can help whom"), "", (caution,), (section,))
