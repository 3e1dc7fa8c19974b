"""Findings of validation: deviations from published figures with error bars, and what the fit leaves open.

A deviation is counted in tolerances, the only scale on which a rate, a number of hours and a number of vacancies can
stand in one chart: 0 is the published figure, -1 and 1 are the edges of what its fact allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from houvast.experiments.baseline.survivors import name_of, places_on_line, read_survivors, spans
from houvast.experiments.baseline.targets import PREFIX, Part, read_targets
from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Table
from houvast.reports.numbers import PERCENT
from houvast.reports.palette import ACCENT, QUIET, SECOND, Ink
from houvast.reports.story import Story
from houvast.vocabulary.months import month_stamp

ERRORS_SHOWN = 2
"""Error bars reach two standard errors either side."""
MOST_KNOBS = 10
LARGE_NUMBER = 100.0
MEDIUM_NUMBER = 10.0


class Role(NamedTuple):
    """What a published figure was used for, and how that is drawn."""

    nl: str
    en: str
    ink: Ink


ROLES = {
    "start": Role("invoer bij de start", "input at the start", Ink(QUIET.light, QUIET.dark, shape="diamond")),
    "fitted": Role("geijkt", "fitted", ACCENT),
    "held_out": Role("apart gehouden", "held out", SECOND),
}


@dataclass(frozen=True)
class Held:
    """A target and what a simulation makes of it, with the standard error of that, in the unit of the target."""

    part: Part
    simulated: float
    error: float = 0.0

    @property
    def deviation(self) -> float:
        """Distance to the published figure, in tolerances."""
        middle = (self.part.low + self.part.high) / 2.0
        return (self.simulated - middle) / self.part.tolerance


def targets_of(story: Story) -> tuple[dict[str, Part], str]:
    """The published figures with a tolerance, by key, and their year; none for an invented market."""
    firsts = [story.facts.entry(name).first for name in story.facts.names() if name.startswith(PREFIX)]
    if not firsts:
        return {}, ""
    day = max(each.valid_from for each in firsts)
    month = month_stamp(f"{day:%Y-%m}")
    return {part.key: part for part in read_targets(story.facts, month)}, str(day.year)


def deviations(story: Story, held: Sequence[Held], year: str, error_of: str) -> Figure | None:
    """Published against simulated for every target a run has figures for, with error bars.

    Parameters
    ----------
    story
        The run.
    held
        Targets with their simulated value.
    year
        The year the simulated values are of.
    error_of
        What the error bars stand for, in words.
    """
    if not held:
        return None
    inside = [each for each in held if each.part.holds(each.simulated)]
    outside = [_name(story, each.part) for each in held if each not in inside]
    told = story.say(
        f"Van {len(held)} gepubliceerde cijfers met een marge haalt de simulatie er {len(inside)} in {year}",
        f"Of {len(held)} published figures with a tolerance the simulation meets {len(inside)} in {year}",
    )
    missed = story.notation.listing(outside)
    told += story.say(f"; niet: {missed}.", f"; not: {missed}.") if outside else "."
    measure = story.say(
        f"Afwijking van het gepubliceerde cijfer, in marges (vlak: binnen de marge; staafje: {error_of}). "
        "Rond: geijkt, ruit: invoer bij de start, vierkant: apart gehouden. Rechts: gepubliceerd · gesimuleerd",
        f"Deviation from the published figure, in tolerances (band: within tolerance; bar: {error_of}). "
        "Circle: fitted, diamond: input at the start, square: held out. Right: published · simulated",
    )
    chart = Chart(charts.deviations([_drawn(story, each) for each in held]), f"{measure}. {told}")
    table = _table(story, held, measure)
    return Figure("compared-targets", told, measure, chart, (table,), story.source())


def _drawn(story: Story, held: Held) -> charts.Deviation:
    published, simulated, _ = _texts(story, held)
    error = ERRORS_SHOWN * held.error / held.part.tolerance
    ink = ROLES[held.part.role].ink
    return charts.Deviation(_name(story, held.part), held.deviation, error, f"{published} · {simulated}", ink)


def _table(story: Story, held: Sequence[Held], caption: str) -> Table:
    columns = (
        story.say("Nr", "No"),
        story.say("Cijfer", "Figure"),
        story.say("Periode", "Period"),
        story.say("Gepubliceerd", "Published"),
        story.say("Gesimuleerd", "Simulated"),
        story.say("Marge", "Tolerance"),
        story.say("Rol", "Role"),
        story.say("Binnen", "Within"),
    )
    rows = []
    for each in held:
        published, simulated, tolerance = _texts(story, each)
        role = ROLES[each.part.role]
        within = story.say("ja", "yes") if each.part.holds(each.simulated) else story.say("nee", "no")
        name, told = _name(story, each.part), story.say(role.nl, role.en)
        rows.append((str(each.part.number), name, each.part.period, published, simulated, tolerance, told, within))
    return Table(caption, columns, tuple(rows), frozenset({1, 2, 6, 7}))


def _texts(story: Story, held: Held) -> tuple[str, str, str]:
    """Published and simulated value and tolerance, in the way the unit is written."""
    part, write = held.part, story.notation
    if part.unit.startswith("share"):
        places = 1 if part.tolerance * PERCENT >= 1.0 / 2.0 else 2
        return (
            write.percent(part.published, places),
            write.percent(held.simulated, places),
            f"±{write.number(part.tolerance * PERCENT, places)}",
        )
    places = 0 if part.published >= LARGE_NUMBER else (1 if part.published >= MEDIUM_NUMBER else 2)
    numbers = (write.number(each, places) for each in (part.published, held.simulated, part.tolerance))
    published, simulated, tolerance = numbers
    return published, simulated, f"±{tolerance}"


def _name(story: Story, part: Part) -> str:
    name = story.say(part.name_nl, part.name_en)
    if part.unit.startswith("thousand"):
        name += story.say(" (duizend)", " (thousand)")
    elif part.unit.startswith("million"):
        name += story.say(" (miljoen)", " (million)")
    return name


def left_open(story: Story) -> Figure | None:
    """The fitted parameters that published figures say least about, over the surviving set."""
    parts, _ = targets_of(story)
    if not parts:
        return None
    survivors = read_survivors()
    widest, n_draws = spans(survivors)[:MOST_KNOBS], len(survivors.logs)
    _, share = places_on_line(survivors)
    names = [name_of(span.knob, story.facts, story.language) for span in widest]
    write = story.notation
    texts = [[write.number(each, 2) for each in (span.low, span.middle, span.high)] for span in widest]
    told = story.say(
        f"{n_draws} combinaties van parameters passen bij de gepubliceerde cijfers; deze run rekent met de beste. Het "
        f"minst weten we van {story.small(names[0])}: {texts[0][0]} tot {texts[0][2]} keer de waarde in deze run.",
        f"{n_draws} combinations of parameters fit the published figures; this run uses the best. Least known is "
        f"{story.small(names[0])}: {texts[0][0]} to {texts[0][2]} times the value in this run.",
    )
    measure = story.say(
        f"De {MOST_KNOBS} minst bepaalde geijkte parameters: factor op de waarde in deze run, 10e tot 90e percentiel "
        f"van de overlevende set (punt: mediaan). {write.percent(share, 0)} van de spreiding ligt op één lijn",
        f"The {MOST_KNOBS} least determined fitted parameters: factor on the value in this run, 10th to 90th "
        f"percentile of the surviving set (point: median). {write.percent(share, 0)} of the spread lies on one line",
    )
    columns = (
        story.say("Parameter", "Parameter"),
        story.say("10e percentiel", "10th percentile"),
        story.say("Mediaan", "Median"),
        story.say("90e percentiel", "90th percentile"),
    )
    drawn = [
        charts.Span(name, span.low, span.middle, span.high, f"{low}–{high}")
        for name, span, (low, _, high) in zip(names, widest, texts, strict=True)
    ]
    rows = tuple((name, *each) for name, each in zip(names, texts, strict=True))
    chart = Chart(charts.spans(drawn, ".1~f"), f"{measure}. {told}")
    return Figure("left-open", told, measure, chart, (Table(measure, columns, rows),), story.source())


def limits(story: Story) -> tuple[str, ...]:
    """What the model cannot say, whatever its figures."""
    return (
        story.say(
            "Dat een cijfer klopt bewijst niet dat het mechanisme erachter klopt. Wat invoer was bij de start of "
            "waarop geijkt is, hoort te kloppen; een toets zijn alleen de apart gehouden cijfers en reeksen.",
            "That a figure is right does not prove that the mechanism behind it is. What was input at the start or "
            "fitted to ought to be right; only held-out figures and series are a test.",
        ),
        story.say(
            "Het model geeft geen kansen op toekomsten, kent geen conjunctuur, en blootstelling aan technologie "
            "is geen "
            "verlies van banen. Wie van de regio's en sectoren tegelijk wil weten, vraagt meer dan de cijfers dragen: "
            "ze zijn los van elkaar gemeten.",
            "The model gives no probabilities of futures, knows no business cycle, and exposure to technology is "
            "no loss "
            "of jobs. To ask about regions and sectors at once is to ask more than the figures bear: they were "
            "measured "
            "apart.",
        ),
    )
