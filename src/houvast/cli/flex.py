"""`houvast flex diagnose | links | matrix | pool | mix | template | agency`: how much flexibility, and which mix."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from houvast.cli.flex_agency import agency_app
from houvast.cli.flex_mix import mix, pool
from houvast.cli.flex_shared import (
    AsJson,
    Convert,
    Country,
    DemandFile,
    EventsFile,
    Out,
    Pdf,
    Region,
    Seed,
    StaffFile,
    busy,
    needs_extra,
    read_workload,
    say,
    screen,
    tell_json,
    today,
    told_table,
    write_report,
)
from houvast.cli.options import Language, Spoken
from houvast.flex.workload import Conversion
from houvast.vocabulary.errors import HouvastError, problem

flex_app = typer.Typer(
    help="Flex: how much flexibility an employer needs, and which mix keeps people secure.", no_args_is_help=True
)
flex_app.add_typer(agency_app, name="agency")
flex_app.command("pool")(pool)
flex_app.command("mix")(mix)


@flex_app.command("diagnose")
def diagnose(
    demand: DemandFile,
    contract_hours: StaffFile = None,
    events: EventsFile = None,
    convert: Convert = Conversion.HOURS,
    calendar: Country = "netherlands",
    school_region: Region = "midden",
    outlook: Annotated[
        Path | None, typer.Option("--outlook", metavar="FILE", help="Outlook table: the need under each future.")
    ] = None,
    occupation: Annotated[
        str, typer.Option("--occupation", metavar="CODE", help="Occupation in the outlook that stands for this work.")
    ] = "",
    out: Out = None,
    pdf: Pdf = True,
    seed: Seed = 1,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Diagnose the need: where ups and downs come from, how far they can be foreseen, hours above base per week."""
    from houvast.flex.futures import needs_by_future
    from houvast.flex.need import diagnose_need
    from houvast.flex.plain import plain, plain_need

    with needs_extra(), busy():
        workload, staff, days = read_workload(demand, contract_hours, events, convert, calendar, school_region)
        need = diagnose_need(workload, days, staff, today(), seed)
        futures = (
            needs_by_future(outlook, occupation, need.scenarios, need.base_hours, seed)
            if outlook is not None and need.scenarios is not None
            else ()
        )
    content = plain_need(need) | {"futures": plain(futures)}
    if out is not None:
        from houvast.reports.flex.need import need_report

        write_report(out, "diagnosis", content, need_report(need, futures, str(language), demand.name), language, pdf)
    if as_json:
        tell_json(content)
        return
    shown_on = screen()
    table = told_table(("department", "base", "middling", "busy", "rest", "floor"), language)
    for place, split in enumerate(need.decompositions):
        has_weeks = need.scenarios is not None
        floor = split.poisson_floor_share
        table.add_row(
            split.department,
            f"{need.base_hours[place]:.1f}" if has_weeks else "-",
            f"{need.p50_hours[:, place].mean():.1f}" if has_weeks else "-",
            f"{need.p90_hours[:, place].mean():.1f}" if has_weeks else "-",
            f"{split.share('rest'):.0%}",
            "-" if floor != floor else f"{min(floor, split.share('rest')):.0%}",
        )
    shown_on.print(table)
    test = need.forecast.backtest
    shown_on.print(
        say(
            "tested",
            language,
            first=test.days[0],
            coverage=test.coverage_share,
            error=test.error,
            naive=test.naive_error,
        )
        if test
        else say("not_tested", language)
    )
    for each in need.censored:
        shown_on.print(say("censored", language, found=each.department, n=len(each.days), top=each.capacity))


@flex_app.command("links")
def links(
    links_file: Annotated[Path, typer.Option("--links", metavar="FILE", help="from,to,productivity.")],
    departments: Annotated[
        Path | None, typer.Option("--departments", metavar="FILE", help="department,capacity,mean,sd,cut_sd.")
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option("--history", metavar="DEMAND", help="Measured demand; departments are taken together."),
    ] = None,
    capacity: Annotated[
        str, typer.Option("--capacity", metavar="mean|FILE", help="With --history: the mean, or department,capacity.")
    ] = "mean",
    draws: Annotated[int, typer.Option("--draws", metavar="NUMBER", help="Draws of assumed demand.")] = 100_000,
    correlation: Annotated[
        float | None,
        typer.Option("--correlation", metavar="R", help="With --departments: the same for every two departments."),
    ] = None,
    eur_per_unit: Annotated[
        float | None, typer.Option("--eur-per-unit", metavar="EUR", help="Worth of one unit of demand served.")
    ] = None,
    periods: Annotated[
        int, typer.Option("--periods", metavar="NUMBER", help="Periods in a year, for EUR a year.")
    ] = 52,
    out: Out = None,
    seed: Seed = 1,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Weigh links between departments: demand served, value per link with its error, and the best closed chain."""
    from houvast.flex.demand import read_demand
    from houvast.flex.links.draws import draw_demand
    from houvast.flex.links.network import mean_capacity, read_capacity, read_departments, read_links
    from houvast.flex.links.values import weigh_links
    from houvast.flex.plain import plain_worth

    if (departments is None) == (history is None):
        raise HouvastError(problem("flex.one_source"))
    if history is not None and correlation is not None:
        raise HouvastError(problem("flex.correlation_of_history"))
    with needs_extra(), busy():
        if departments is not None:
            assumed = read_departments(departments)
            names, room = assumed.names, assumed.capacity
            given = read_links(links_file, names)
            values = draw_demand(assumed, draws, correlation or 0.0, seed)
        else:
            assert history is not None  # noqa: S101 - one of the two, as checked above
            measured = read_demand(history)
            names, values = measured.departments, measured.values
            given = read_links(links_file, names)
            room = mean_capacity(measured) if capacity == "mean" else read_capacity(Path(capacity), names)
        worth = weigh_links(given, values, room)
    content = plain_worth(worth, names, None if eur_per_unit is None else eur_per_unit * periods) | {
        "source": "history" if history else "assumed",
        "resampling": "joint, every period once" if history else "assumed",
        "correlation": None if history else (correlation or 0.0),
        "correlation_is_given": correlation is not None,
        "seed": seed,
    }
    if out is not None:
        from houvast.reports.flex.links import links_report

        write_report(out, "links", content, links_report(worth, names, str(language)), language, pdf=True)
    if as_json:
        tell_json(content)
        return
    shown_on = screen()
    shown_on.print(
        f"{say('served', language)}: {worth.expected_served.mean:.6g} (± {worth.expected_served.standard_error:.2g});"
        f" {worth.none.mean:.6g} - {worth.full.mean:.6g}; {worth.share_of_full:.1%}"
    )
    table = Table("", "first in", "add one", "drop one", box=None, padding=(0, 2, 0, 0))
    for each in worth.links:
        shown = [
            f"{gain.mean:.4g} (± {gain.standard_error:.2g})" if gain.is_shown else say("no_difference", language)
            for gain in (each.first_in, each.add_one, each.drop_one)
        ]
        table.add_row(f"{names[each.link.origin]} - {names[each.link.target]}", *shown)
    shown_on.print(table)
    shown_on.print(" - ".join(names[place] for place in (*worth.chain.order, worth.chain.order[0])))
    if history is None and correlation is None:
        Console(stderr=True).print(say("independent", language))


@flex_app.command("matrix")
def matrix(
    file: Annotated[
        Path, typer.Argument(metavar="MATRIX", help="CSV or XLSX: person,skill,level,... or a column per skill.")
    ],
    required: Annotated[
        Path | None, typer.Option("--required", metavar="FILE", help="skill,level,required,skill_id,department.")
    ] = None,
    people: Annotated[
        Path | None, typer.Option("--people", metavar="FILE", help="person: everybody who may stand in the matrix.")
    ] = None,
    with_names: Annotated[bool, typer.Option("--names", help="Show names instead of pseudonyms.")] = False,
    out: Out = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Assess a competence matrix: cover, single points of failure, decay, training routes; under pseudonyms."""
    from houvast.flex.competence import MATRIX_COLUMNS, assess, read_matrix
    from houvast.flex.plain import plain_matrix
    from houvast.flex.tables import read_table

    with needs_extra():
        known = None
        if people is not None:
            listed = read_table(people, MATRIX_COLUMNS)
            listed.require(["person"])
            known = [listed.text(row, "person") for row in listed.rows]
            listed.finish()
        named = read_matrix(file, required, known)
        shown = named if with_names else named.pseudonymous()
        found = assess(shown, today())
    content = plain_matrix(shown, found)
    if out is not None:
        from houvast.reports.flex.matrix import matrix_report

        write_report(out, "matrix", content, matrix_report(shown, found, str(language), today()), language, pdf=True)
    if as_json:
        tell_json(content)
        return
    table = Table("", "≥", "", box=None, padding=(0, 2, 0, 0))
    for each in found.covers:
        mark = "!" if each.is_lacking else (each.only_one or "")
        table.add_row(each.required.skill, f"{each.n_people} / {each.required.people}", mark)
    screen().print(table)


@flex_app.command("template")
def template(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the example files go.")],
    language: Spoken = Language.EN,
) -> None:
    """Write every kind of file the flex commands read, filled in with an example."""
    from importlib.resources import files

    from houvast.experiments.storage import write_whole

    for example in sorted((files("houvast.flex") / "templates").iterdir(), key=lambda each: each.name):
        write_whole(folder / example.name, example.read_bytes())
        screen().print(say("written", language, path=folder / example.name))
