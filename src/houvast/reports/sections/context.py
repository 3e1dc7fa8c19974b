"""Chapter: the world around the run, straight from the facts. Exposure to technology and the quality of work.

Nothing in here is simulated, and exposure is not job loss; the chapter says both.
"""

from __future__ import annotations

import numpy as np

from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.findings import kept
from houvast.reports.sections.compared import _publishers
from houvast.reports.story import Story
from houvast.vocabulary.words import STATUSES

MOST_SHOWN = 12
EXPOSURE = ("exposure_by_occupation", "exposure_low_by_occupation", "exposure_high_by_occupation")
QUALITY = (
    "burnout_share",
    "high_strain_share",
    "low_autonomy_share",
    "much_work_share",
    "work_home_imbalance_share",
    "learning_share_employed",
    "overqualified_share",
    "skills_underused_share",
    "supported_by_manager_share",
    "sickness_absence_share",
)


def context(story: Story) -> Section:
    """Technology exposure with its spread, and published figures on the quality of work."""
    introduction = story.say(
        "Deze cijfers komen rechtstreeks uit de feiten en zijn niet gesimuleerd. Blootstelling zegt welk deel "
        "van de taken "
        "technologie zou kunnen raken; het is geen voorspelling van banenverlies. De maten lopen ver uiteen, "
        "daarom staat "
        "de laagste en de hoogste erbij.",
        "These figures come straight from the facts and are not simulated. Exposure says what part of the tasks "
        "technology "
        "could touch; it is no forecast of job loss. The measures differ widely, so the lowest and the highest "
        "are shown.",
    )
    figures = kept(_exposure(story), _quality(story))
    return Section(
        "context",
        story.say("Technologie en kwaliteit van werk", "Technology and quality of work"),
        (introduction,),
        (),
        figures,
    )


def _exposure(story: Story) -> Figure | None:
    if any(name not in story.facts.names() for name in EXPOSURE):
        return None
    middle, low, high = (np.asarray(story.facts.value(name, story.start), dtype=np.float64) for name in EXPOSURE)
    names = story.facts.classification("occupation").names(story.language)
    order = [int(index) for index in np.argsort(-middle, kind="stable") if np.isfinite(middle[index])]
    few = len(order) <= 2 * MOST_SHOWN
    shown = order if few else [*order[: MOST_SHOWN // 2], *order[-MOST_SHOWN // 2 :]]
    notation = story.notation
    spans = [
        charts.Span(
            names[index],
            float(low[index]),
            float(middle[index]),
            float(high[index]),
            notation.number(float(middle[index]), 2),
        )
        for index in shown
    ]
    first, last = shown[0], shown[-1]
    sentence = story.say(
        f"Het meest blootgesteld is {names[first]}: gemiddeld {notation.number(float(middle[first]), 2)}, maar "
        "volgens de maat "
        f"die men kiest {notation.number(float(low[first]), 2)} tot {notation.number(float(high[first]), 2)}; het "
        "minst "
        f"{names[last]} ({notation.number(float(middle[last]), 2)}).",
        f"Most exposed is {names[first]}: {notation.number(float(middle[first]), 2)} on average, but from "
        f"{notation.number(float(low[first]), 2)} to {notation.number(float(high[first]), 2)} depending on the "
        "measure; least "
        f"is {names[last]} ({notation.number(float(middle[last]), 2)}).",
    )
    measure = story.say(
        "Blootstelling aan technologie per beroepsgroep (score 0 tot 1): gemiddelde, laagste en hoogste maat",
        "Exposure to technology by occupation (score 0 to 1): mean, lowest and highest measure",
    )
    if not few:
        measure += story.say(
            f"; de {MOST_SHOWN // 2} hoogste en laagste", f"; the {MOST_SHOWN // 2} highest and lowest"
        )
    columns = (
        story.say("Beroepsgroep", "Occupation"),
        story.say("Laagste maat", "Lowest measure"),
        story.say("Gemiddelde", "Mean"),
        story.say("Hoogste maat", "Highest measure"),
    )
    rows = tuple(
        (span.label, *(notation.number(value, 2) for value in (span.low, span.middle, span.high))) for span in spans
    )
    chart = Chart(charts.spans(spans, ".1~f"), f"{measure}. {sentence}")
    return Figure("exposure", sentence, measure, chart, (Table(measure, columns, rows),), _fact_source(story, EXPOSURE))


def _quality(story: Story) -> Figure | None:
    present = [name for name in QUALITY if name in story.facts.names()]
    if not present:
        return None
    notation, rows, cells = story.notation, [], []
    for name in present:
        dated = story.facts.dated(name, story.start)
        share = float(dated.value)
        label = story.facts.entry(name).name.text(story.language)
        label = label[:1].upper() + label[1:]
        status = story.status(dated.status)
        rows.append(charts.Row(label, share, notation.percent(share)))
        cells.append((label, notation.percent(share), dated.period, f"{_publishers(story, dated.source)}; {status}"))
    top = max(rows, key=lambda row: row.value)
    sentence = story.say(
        "Van de gepubliceerde cijfers over de kwaliteit van werk is het hoogste "
        f"{top.label[:1].lower() + top.label[1:]} "
        f"({top.text}); " + _told(rows[0]) + ".",
        f"Of the published figures on the quality of work the highest is {top.label[:1].lower() + top.label[1:]} "
        f"({top.text}); " + _told(rows[0]) + ".",
    )
    measure = story.say("Kwaliteit van werk, gepubliceerde aandelen", "Quality of work, published shares")
    columns = (
        story.say("Cijfer", "Figure"),
        story.say("Aandeel", "Share"),
        story.say("Periode", "Period"),
        story.say("Bron en status", "Source and status"),
    )
    table = Table(measure, columns, tuple(cells), frozenset({0, 2, 3}))
    chart = Chart(charts.bars(rows, ".0~%"), f"{measure}. {sentence}")
    return Figure("quality", sentence, measure, chart, (table,), _fact_source(story, present))


def _told(row: charts.Row) -> str:
    return f"{row.label[:1].lower() + row.label[1:]}: {row.text}"


def _fact_source(story: Story, names: tuple[str, ...] | list[str]) -> str:
    dated = [story.facts.dated(name, story.start) for name in names]
    publishers = list(dict.fromkeys(_publishers(story, each.source) for each in dated))
    known = {word.key: word.name(story.language) for word in STATUSES}
    statuses = list(dict.fromkeys(known[each.status] for each in dated))
    return story.say(
        f"Bron: {'; '.join(publishers)}. Status: {', '.join(statuses)}. Niet gesimuleerd.",
        f"Source: {'; '.join(publishers)}. Status: {', '.join(statuses)}. Not simulated.",
    )
