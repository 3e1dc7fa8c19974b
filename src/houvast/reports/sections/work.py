"""Chapters on work over time: employment and unemployment, contracts, vacancies, chains."""

from __future__ import annotations

from houvast.reports import charts
from houvast.reports.document import Chart, Figure, Section, Table
from houvast.reports.findings import by_group, kept, over_time
from houvast.reports.palette import CONTRACT
from houvast.reports.story import Story

EMPLOYED_COUNTED_WITH = "separation_rate"
"""Its count is the number of people who worked in a contract form at the start of the quarter."""


def employment(story: Story) -> Section:
    """Who works, who is unemployed, and who has been so for long."""
    figures = kept(
        over_time(story, "employment-rate", ("employment_rate",)),
        over_time(story, "unemployment-rate", ("unemployment_rate",)),
        over_time(story, "long-term-unemployment", ("long_term_unemployment_share",)),
        by_group(story, "unemployment-by-age", ("unemployment_rate",), "age"),
        by_group(story, "unemployment-by-education", ("unemployment_rate",), "education"),
    )
    return Section("employment", story.say("Werk en werkloosheid", "Employment and unemployment"), (), (), figures)


def contracts(story: Story) -> Section:
    """How the work is contracted: three shares over time and the eight forms."""
    figures = kept(
        over_time(
            story, "contract-shares", ("permanent_share", "flexible_share", "self_employed_share"), from_zero=True
        ),
        contract_forms(story),
        by_group(story, "flexible-by-age", ("flexible_share",), "age"),
        by_group(story, "flexible-by-education", ("flexible_share",), "education"),
        by_group(story, "tenure-by-contract", ("mean_tenure_months",), "contract"),
    )
    return Section("contracts", story.say("Contractvormen", "Contract forms"), (), (), figures)


def contract_forms(story: Story) -> Figure | None:
    """Employed people by each of the eight contract forms in the first and the last year."""
    years = story.yearly(EMPLOYED_COUNTED_WITH, "contract")
    if not years:
        return None
    names = story.group_names("contract")
    first_year, last_year = next(iter(years.values()))[0].year, next(iter(years.values()))[-1].year
    total = {
        year: sum(each.count for row in years.values() for each in row if each.year == year)
        for year in (first_year, last_year)
    }
    notation = story.notation
    rows, cells = [], []
    for group, row in years.items():
        before, after = row[0].count / total[first_year], row[-1].count / total[last_year]
        text = notation.percent(after)
        rows.append(charts.Row(names[group], after, text, before, CONTRACT[group]))
        cells.append(
            (
                names[group],
                notation.thousands(row[0].count),
                notation.percent(before),
                notation.thousands(row[-1].count),
                text,
            )
        )
    largest = max(rows, key=lambda row: row.value)
    mover = max(rows, key=lambda row: abs(row.value - (row.before or 0)))
    sentence = story.say(
        f"De grootste groep is ‘{largest.label}’ ({largest.text} in {last_year}); het meest verandert het aandeel "
        f"‘{mover.label}’: {notation.points(mover.value - (mover.before or 0))} procentpunt sinds {first_year}.",
        f"The largest group is ‘{largest.label}’ ({largest.text} in {last_year}); the share that changes most is "
        f"‘{mover.label}’: {notation.points(mover.value - (mover.before or 0))} points since {first_year}.",
    )
    measure = story.say(
        f"Werkenden naar contractvorm: open punt {first_year}, dicht punt {last_year}",
        f"The employed by contract form: hollow point {first_year}, filled point {last_year}",
    )
    thousand = story.say("duizend", "thousand")
    table = Table(
        story.say("Werkenden naar contractvorm", "The employed by contract form"),
        (
            story.say("Contractvorm", "Contract form"),
            f"{first_year} ({thousand})", story.say(f"{first_year}, aandeel", f"{first_year}, share"),
            f"{last_year} ({thousand})", story.say(f"{last_year}, aandeel", f"{last_year}, share"),
        ),
        tuple(cells),
    )  # fmt: skip
    chart = Chart(charts.before_and_after([("", rows)], ".0~%"), f"{measure}. {sentence}")
    return Figure("contract-forms", sentence, measure, chart, (table,), story.source())


def vacancies(story: Story) -> Section:
    """How many posts are open, and how many for each unemployed person."""
    figures = kept(
        over_time(story, "open-vacancies", ("vacancies",), from_zero=True),
        over_time(story, "tension-over-time", ("tension",), from_zero=True),
        by_group(story, "tension-by-sector", ("tension",), "sector"),
    )
    return Section("vacancies", story.say("Vacatures en spanning", "Vacancies and tension"), (), (), figures)


def chains(story: Story) -> Section:
    """How far one vacancy travels, and who takes the last place."""
    introduction = story.say(
        "Wie van baan wisselt laat een plaats achter. Wordt die ook gevuld, dan loopt de keten door, tot een plaats "
        "naar iemand gaat die geen baan achterlaat, of vervalt. Zo kan een vacature bovenin ruimte geven onderin.",
        "Whoever changes jobs leaves a post behind. If that is filled too, the chain goes on, until a post goes to "
        "somebody who leaves no job behind, or lapses. So a vacancy at the top can make room at the bottom.",
    )
    figures = kept(
        over_time(story, "chain-length", ("chain_length",), from_zero=True),
        over_time(story, "chain-ended-by-unemployed", ("chain_ended_by_unemployed_share",), from_zero=True),
    )
    return Section("chains", story.say("Vacatureketens", "Vacancy chains"), (introduction,), (), figures)
