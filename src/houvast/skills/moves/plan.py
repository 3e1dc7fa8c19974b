"""A plan on paper, in plain Dutch or English: where somebody stands, two or three moves, what to learn, what to do.

Short sentences and common words (aim: B1). Written as text or as a page for A4, to take along to a talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

from houvast.skills.language import Language
from houvast.skills.moves.context import Context
from houvast.skills.moves.gap import GapGroup, TrainingPlan
from houvast.skills.moves.transitions import Guard, Move
from houvast.vocabulary.errors import Both

MOST_SHOWN = 10
_GUARD: dict[str, tuple[Both, Both]] = {
    "zone": (
        Both("De voorbereiding die het vraagt past bij u.", "The preparation it asks suits you."),
        Both(
            "Dit werk vraagt veel meer voorbereiding dan uw werk nu.", "This work asks far more preparation than yours."
        ),
    ),
    "pay": (
        Both("Het loon is niet veel lager dan nu.", "The pay is not far below today's."),
        Both("Het loon is een stuk lager dan nu.", "The pay is well below today's."),
    ),
    "licence": (
        Both("U heeft geen diploma of vergunning nodig volgens de wet.", "The law asks no diploma or licence."),
        Both("De wet vraagt een diploma of vergunning", "The law asks a diploma or licence"),
    ),
}
_GUARD_NAMES = {
    "zone": Both("hoeveel voorbereiding het vraagt", "how much preparation it asks"),
    "pay": Both("het loon tegen dat van nu", "the pay against today's"),
    "licence": Both("of de wet een diploma vraagt", "whether the law asks a diploma"),
}
_DIRECTIONS = {
    "grows": Both("groeit", "grows"),
    "shrinks": Both("krimpt", "shrinks"),
    "open": Both("blijft onzeker", "is left open"),
}


def guard_text(guard: Guard) -> Both:
    """Say what a guard found."""
    fine, not_fine = _GUARD[guard.name]
    if guard.passes is None:
        name = _GUARD_NAMES[guard.name]
        return Both(f"Niet bekend: {name.nl}.", f"Not known: {name.en}.")
    if guard.passes:
        return fine
    if guard.name == "licence":
        return Both(f"{not_fine.nl}: {guard.found}.", f"{not_fine.en}: {guard.found}.")
    return not_fine


def reasons(move: Move, context: Context) -> tuple[list[Both], list[Both]]:
    """Return why and why not, as sentences."""
    low, high = (round(100 * each) for each in move.coverage)
    span = f"{low}%" if low == high else f"{low}-{high}%"
    why = [
        Both(f"U heeft {span} van wat dit werk in elk geval vraagt.", f"You have {span} of what this work surely asks.")
    ]
    why_not: list[Both] = []
    for guard in move.guards:
        (why if guard.passes else why_not).append(guard_text(guard))
    if move.to_growth:
        names = ", ".join(move.to_growth)
        why.append(
            Both(
                f"Uw werk krimpt en dit groeit in toekomst {names}.",
                f"Your work shrinks and this grows in future {names}.",
            )
        )
    for name, demand in move.demand.items():
        said = _DIRECTIONS[demand.direction]
        index = f"{demand.employment_index:.0f} ({demand.low:.0f}-{demand.high:.0f})"
        text = Both(
            f"In toekomst {name} {said.nl} het aantal banen: index {index}.",
            f"In future {name} the number of jobs {said.en}: index {index}.",
        )
        (why_not if demand.direction == "shrinks" else why).append(text)
    if move.exposure:
        low, high = (round(100 * each) for each in move.exposure)
        why.append(
            Both(
                f"Techniek raakt dit werk meer dan {low} tot {high}% van de beroepen. Dat is geen verlies van banen.",
                f"Technology touches this work more than {low} to {high}% of occupations. That is not loss of jobs.",
            )
        )
    pay = context.pay_low[move.place], context.pay_high[move.place]
    if all(isfinite(each) for each in pay):
        why.append(
            Both(
                f"Het uurloon ligt meestal tussen {pay[0]:.2f} en {pay[1]:.2f} euro (beroepsgroep).".replace(
                    ".", ",", 2
                ),
                f"Hourly pay is mostly between {pay[0]:.2f} and {pay[1]:.2f} euro (occupation group).",
            )
        )
    return why, why_not


@dataclass(frozen=True)
class PlannedMove:
    """A move with its gap and, where there is a list of courses, the training that closes it."""

    move: Move
    gap: Sequence[GapGroup]
    training: TrainingPlan | None


def plan_lines(language: Language, context: Context, planned: Sequence[PlannedMove], spoken: str = "nl") -> list[str]:
    """Return the plan as lines of Markdown."""
    names, skills = language.names("occupation", spoken), language.names("skill", spoken)
    say = _SAY[spoken]
    lines = [f"# {say['title']}", "", say["intro"], ""]
    for each in planned:
        why, why_not = reasons(each.move, context)
        lines += [f"## {names[each.move.place]}", "", f"**{say['why']}**", ""]
        lines += [f"- {text.text(spoken)}" for text in why]
        if why_not:
            lines += ["", f"**{say['why_not']}**", "", *(f"- {text.text(spoken)}" for text in why_not)]
        missing = [skill for group in each.gap for skill in group.skills]
        lines += ["", f"**{say['learn']}**", ""]
        lines += [f"- {skills[skill.place]}" for skill in missing[:MOST_SHOWN]] or [f"- {say['nothing']}"]
        if len(missing) > MOST_SHOWN:
            lines.append(f"- {say['more'].format(n=len(missing) - MOST_SHOWN)}")
        if each.training is not None:
            lines += ["", f"**{say['courses']}**", "", *_course_lines(each.training, say)]
        lines.append("")
    return [*lines, f"## {say['next']}", "", *(f"1. {step}" for step in say["steps"].split("|")), ""]


def _course_lines(plan: TrainingPlan, say: dict[str, str]) -> list[str]:
    lines = [
        f"- {row['title']} ({row['provider']}): {row['hours']:.0f} {say['hours']}, {row['cost_eur']:.0f} euro"
        for row in plan.courses.iter_rows(named=True)
    ]
    total = f"- {say['total']}: {plan.hours:.0f} {say['hours']}, {plan.cost_eur:.0f} euro"
    untaught = [f"- {say['untaught'].format(n=len(plan.untaught))}"] if plan.untaught else []
    return [*(lines or [f"- {say['no_course']}"]), total, *untaught]


def as_page(lines: Sequence[str], spoken: str = "nl") -> str:
    """Return lines of the plan as a page to print on A4, without any script or address."""
    body = []
    for line in lines:
        text = escape(line.lstrip("#- ").removeprefix("1. ").replace("**", ""))
        if line.startswith("# "):
            body.append(f"<h1>{text}</h1>")
        elif line.startswith("## "):
            body.append(f"<h2>{text}</h2>")
        elif line.startswith("**"):
            body.append(f"<h3>{text}</h3>")
        elif line.startswith(("- ", "1. ")):
            body.append(f"<p class='item'>{text}</p>")
        elif line:
            body.append(f"<p>{text}</p>")
    style = (
        "@page{size:A4;margin:2cm}body{font:12pt/1.5 sans-serif;max-width:17cm;margin:auto}"
        ".item:before{content:'\\2610  '}"
    )
    return (
        f"<!doctype html><html lang='{spoken}'><meta charset='utf-8'><title>{escape(lines[0].lstrip('# '))}</title>"
        f"<style>{style}</style><body>{''.join(body)}</body></html>\n"
    )


_SAY: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Mijn plan voor ander werk",
        "intro": "Dit plan laat zien welk werk bij u kan passen. U kiest zelf. Het is geen advies van een computer.",
        "why": "Waarom wel",
        "why_not": "Waar u op moet letten",
        "learn": "Wat u nog kunt leren",
        "nothing": "U heeft alles al wat dit werk in elk geval vraagt.",
        "more": "en nog {n} andere dingen",
        "courses": "Cursussen die daarbij helpen",
        "hours": "uur",
        "total": "Samen",
        "untaught": "Voor {n} vaardigheden staat er geen cursus in de lijst.",
        "no_course": "Er staat geen cursus in de lijst die helpt.",
        "next": "Wat u nu kunt doen",
        "steps": "Kies het werk dat u het meest aanspreekt.|Praat met iemand die dit werk doet."
        "|Bespreek dit plan met uw leidinggevende of een loopbaanadviseur.",
    },
    "en": {
        "title": "My plan for other work",
        "intro": "This plan shows which work may suit you. You choose. It is no advice of a computer.",
        "why": "Why",
        "why_not": "What to mind",
        "learn": "What you can still learn",
        "nothing": "You have all that this work surely asks.",
        "more": "and {n} other things",
        "courses": "Courses that help",
        "hours": "hours",
        "total": "Together",
        "untaught": "For {n} skills there is no course in the list.",
        "no_course": "There is no course in the list that helps.",
        "next": "What you can do now",
        "steps": "Choose the work that appeals most.|Talk to somebody who does this work."
        "|Talk this plan over with your manager or a career adviser.",
    },
}
