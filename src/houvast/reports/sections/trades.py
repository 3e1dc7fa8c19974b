"""Chapter: sectors and occupations. Which grow, which shrink, and how secure they are."""

from __future__ import annotations

from dataclasses import dataclass

from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.findings import by_group, kept
from houvast.reports.numbers import FEW_PERSONS, UNRELIABLE
from houvast.reports.palette import ACCENT, SECOND
from houvast.reports.story import Story

EMPLOYED_COUNTED_WITH = "permanent_share"
"""Its count is the number of employed people behind it: the employed of a sector or an occupation."""
MOST_SHOWN = 10


@dataclass(frozen=True)
class Growth:
    """Employed people of a group in the first and the last year, at full scale."""

    name: str
    before: float
    after: float
    persons: float
    year_before: str
    year_after: str

    @property
    def share(self) -> float:
        """Growth relative to the first year."""
        return self.after / self.before - 1 if self.before else 0.0

    @property
    def is_weak(self) -> bool:
        """True where too few simulated people stand behind it."""
        return self.persons < FEW_PERSONS * FEW_PERSONS


def trades(story: Story) -> Section:
    """Growth and shrinkage by sector and occupation; work security by sector."""
    introduction = story.say(
        "De basislijn legt geen toekomst over de feiten: groei en krimp komen hier uit vergrijzing, uitstroom, "
        "schokken "
        "van werkgevers en toeval. Een uitspraak over de vraag naar beroepen van morgen is het niet.",
        "The baseline lays no future over the facts: growth and shrinkage here come from ageing, people leaving, "
        "shocks "
        "to employers and chance. It says nothing about which occupations will be wanted tomorrow.",
    )
    figures = kept(
        growth_figure(story, "growth-by-sector", "sector"),
        by_group(story, "security-by-sector", ("job_security", "work_security"), "sector"),
        growth_figure(story, "growth-by-occupation", "occupation"),
    )
    heading = story.say("Bedrijfstakken en beroepen", "Sectors and occupations")
    return Section("trades", heading, (introduction,), (), figures)


def growth_of(story: Story, grouping: str) -> list[Growth]:
    """Growth of every group between the first and the last year, from most to least."""
    names = story.group_names(grouping)
    found = [
        Growth(names[group], years[0].count, years[-1].count, years[0].persons, years[0].year, years[-1].year)
        for group, years in story.yearly(EMPLOYED_COUNTED_WITH, grouping).items()
    ]
    return sorted(found, key=lambda each: -each.share)


def growth_figure(story: Story, key: str, grouping: str) -> Figure | None:
    """The groups that grow and shrink most, as bars and as a table with numbers of people."""
    every = growth_of(story, grouping)
    if len(every) < 2 or every[0].year_before == every[0].year_after:
        return None
    # With many groups only those with enough simulated people behind them are ranked: the rest is noise.
    ranked = [each for each in every if not each.is_weak] or every
    is_cut = len(ranked) > 2 * MOST_SHOWN
    shown = [*ranked[:MOST_SHOWN], *ranked[-MOST_SHOWN:]] if is_cut else ranked
    notation = story.notation
    top, bottom = shown[0], shown[-1]
    sentence = story.say(
        f"Het aantal werkenden groeit het meest in ‘{top.name}’ ({notation.signed_percent(top.share)}) en het minst of "
        f"krimpt het meest in ‘{bottom.name}’ ({notation.signed_percent(bottom.share)}).",
        f"Employment grows most in ‘{top.name}’ ({notation.signed_percent(top.share)}) and least, or shrinks most, in "
        f"{bottom.name} ({notation.signed_percent(bottom.share)}).",
    )
    grouping_name = story.grouping_name(grouping)
    measure = story.say(
        f"Werkenden naar {grouping_name}, verandering {top.year_before}–{top.year_after}",
        f"The employed by {grouping_name}, change {top.year_before}–{top.year_after}",
    )
    if is_cut:
        measure += story.say(f"; de {MOST_SHOWN} bovenste en onderste", f"; the {MOST_SHOWN} highest and lowest")
    rows = [
        charts.Row(
            each.name, each.share, notation.signed_percent(each.share), None, ACCENT if each.share >= 0 else SECOND
        )
        for each in shown
    ]
    chart = Chart(charts.bars(rows, ".0~%"), f"{measure}. {sentence}")
    return Figure(key, sentence, measure, chart, (_growth_table(story, grouping_name, shown),), story.source())


def _growth_table(story: Story, grouping_name: str, shown: list[Growth]) -> Table:
    notation = story.notation
    rows = tuple(
        (
            each.name,
            notation.thousands(each.before),
            notation.thousands(each.after),
            notation.signed_percent(each.share) + (UNRELIABLE if each.is_weak else ""),
        )
        for each in shown
    )
    change = story.say("Verandering", "Change")
    columns = (story.capital(grouping_name), shown[0].year_before, shown[0].year_after, change)
    return Table(story.say("Werkenden (duizend)", "The employed (thousand)"), columns, rows)
