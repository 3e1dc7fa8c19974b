"""`houvast flex pool | mix`: several employers together, and the mix of measures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from houvast.cli.flex_shared import (
    NAMED,
    REASONS,
    AsJson,
    Convert,
    Country,
    DemandFile,
    EventsFile,
    Out,
    Pdf,
    Region,
    Seed,
    busy,
    needs_extra,
    read_workload,
    say,
    screen,
    tell_json,
    today,
    write_report,
)
from houvast.cli.options import Language, Spoken
from houvast.flex.workload import Conversion


def pool(
    demand: DemandFile,
    agreements: Annotated[
        Path,
        typer.Option(
            "--agreements",
            metavar="FILE",
            help="employer,own_eur_per_hour,agency_eur_per_hour,travel_eur_per_hour,base_hours_per_week.",
        ),
    ],
    pool_price: Annotated[float, typer.Option("--pool-price", metavar="EUR", help="Cost of a permanent pool hour.")],
    hours_per_job: Annotated[float, typer.Option("--hours-per-job", metavar="HOURS", help="Of one pool job.")] = 32.0,
    out: Out = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Weigh a labour pool of employers: opposition of peaks, what each pays and gains, who should stay out."""
    from houvast.flex.demand import read_demand
    from houvast.flex.plain import plain
    from houvast.flex.pool import by_employer, make_pool, read_agreements

    with busy():
        together = by_employer(read_demand(demand))
        found = make_pool(together, read_agreements(agreements, together.departments), pool_price, hours_per_job)
    content = {
        **plain(found),
        "members": [{**plain(each), "gains_eur": plain(each.gains_eur)} for each in found.members],
    }
    if out is not None:
        from houvast.reports.flex.pool import pool_report

        write_report(out, "pool", content, pool_report(found, str(language)), language, pdf=True)
    if as_json:
        tell_json(content)
        return
    table = Table("", "EUR", "EUR pool", "EUR +", "", box=None, padding=(0, 2, 0, 0))
    for each in found.members:
        told = REASONS[each.reason].text(language)
        table.add_row(each.employer, f"{each.alone_eur:,.0f}", f"{each.pays_eur:,.0f}", f"{each.gains_eur:,.0f}", told)
    screen().print(table)


def mix(
    demand: DemandFile,
    contract_hours: Annotated[
        Path, typer.Option("--contract-hours", metavar="FILE", help="department,wage_eur_per_hour,hours_per_person,...")
    ],
    links_file: Annotated[Path | None, typer.Option("--links", metavar="FILE", help="from,to,productivity.")] = None,
    terms: Annotated[
        Path | None, typer.Option("--terms", metavar="FILE", help="name,value: your own prices and limits.")
    ] = None,
    events: EventsFile = None,
    convert: Convert = Conversion.HOURS,
    calendar: Country = "netherlands",
    school_region: Region = "midden",
    scenarios: Annotated[int, typer.Option("--scenarios", metavar="NUMBER", help="Coming years weighed.")] = 50,
    with_bill: Annotated[
        bool, typer.Option("--with-bill", help="On-call rules as in the pending bill on flexible work (36746).")
    ] = False,
    weigh: Annotated[
        bool, typer.Option("--weigh/--no-weigh", help="Value of each measure: first in, last in, Shapley.")
    ] = True,
    out: Out = None,
    pdf: Pdf = True,
    seed: Seed = 1,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Find mixes of measures: the line of cost against security, three named mixes, what each measure is worth."""
    from houvast.flex.plain import plain_contributions, plain_front, plain_point
    from houvast.flex.study import study_mix

    with needs_extra(), busy() as progress:
        workload, staff, days = read_workload(demand, contract_hours, events, convert, calendar, school_region)
        assert staff is not None  # noqa: S101 - the option is required
        study = study_mix(
            workload, days, staff, links_file, terms, today(), scenarios, seed, with_bill, weigh, progress
        )
    content: dict[str, Any] = plain_front(study.problem, study.front)
    content["measures"] = plain_contributions(study.contributions) if study.contributions else None
    content["people"] = {
        "departments_in_whole_people": list(study.small_departments),
        "mix": plain_point(study.problem, study.in_people),
        "people": dict(zip(study.problem.departments, [round(float(each), 6) for each in study.people], strict=True)),
    }
    content["rules"] = {"date": today().isoformat(), "with_bill": with_bill}
    if out is not None:
        from houvast.reports.flex.mix import mix_report

        write_report(out, "mix", content, mix_report(study, str(language), today()), language, pdf)
    if as_json:
        tell_json(content)
        return
    shown_on = screen()
    table = Table(
        "", "EUR", "0-1", "gap", box=None, padding=(0, 2, 0, 0), title=say("mixes", language), title_justify="left"
    )
    for name, point in study.front.named.items():
        table.add_row(
            NAMED[name].text(language),
            f"{point.mix.cost_eur:,.0f}",
            f"{point.security.index:.3f}",
            f"{point.mix.gap_share:.2%}",
        )
    shown_on.print(table)
    if study.contributions:
        weighed = Table("", "first in", "last in", "Shapley", box=None, padding=(0, 2, 0, 0))
        for each in study.contributions.measures:
            last = f"{each.last_in_eur:,.0f}" if each.is_last_in_shown else say("no_difference", language)
            weighed.add_row(each.measure, f"{each.first_in_eur:,.0f}", last, f"{each.shapley_eur:,.0f}")
        shown_on.print(weighed)
