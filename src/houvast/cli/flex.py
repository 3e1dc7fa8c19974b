"""`houvast flex diagnose | links | matrix | pool | mix | template | agency`: how much flexibility, and which mix."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table

from houvast.cli.flex_agency import agency_app
from houvast.cli.options import Language, Spoken
from houvast.flex.workload import Conversion
from houvast.vocabulary.errors import Both, HouvastError, problem

flex_app = typer.Typer(
    help="Flex: how much flexibility an employer needs, and which mix keeps people secure.", no_args_is_help=True
)
flex_app.add_typer(agency_app, name="agency")

DemandFile = Annotated[
    Path,
    typer.Argument(
        metavar="DEMAND", help="CSV or XLSX: date,department,value (perhaps employer), or a column per department."
    ),
]
StaffFile = Annotated[
    Path | None,
    typer.Option(
        "--contract-hours", metavar="FILE", help="A row per department: contract hours, wage, minutes per unit."
    ),
]
EventsFile = Annotated[Path | None, typer.Option("--events", metavar="FILE", help="event,first,last,department.")]
Convert = Annotated[Conversion, typer.Option("--convert", help="How counts become hours of work.")]
Country = Annotated[
    str, typer.Option("--calendar", metavar="NAME", help="netherlands, or none for demand from elsewhere.")
]
Region = Annotated[str, typer.Option("--school-region", metavar="NAME", help="School holidays: noord, midden or zuid.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Write report, workbook and JSON here.")]
Seed = Annotated[int, typer.Option("--seed", metavar="NUMBER", help="Chooses the luck; same seed, same outcome.")]
AsJson = Annotated[bool, typer.Option("--json", help="Tell everything as JSON.")]
Pdf = Annotated[bool, typer.Option("--pdf/--no-pdf", help="Write the report as PDF too.")]

_WORDS = {
    "department": Both("afdeling", "department"),
    "base": Both("basis", "base"),
    "busy": Both("P90 boven basis", "P90 above base"),
    "middling": Both("P50 boven basis", "P50 above base"),
    "rest": Both("rest", "rest"),
    "floor": Both("waarvan toeval", "of which chance"),
    "not_tested": Both(
        "De voorspelling is niet getoetst: daarvoor is een verleden van twee jaar nodig.",
        "The forecast is not tested: that needs a history of two years.",
    ),
    "tested": Both(
        "Getoetst op het laatste jaar: {coverage:.0%} binnen het interval van 80%; gemiddelde fout {error:.4g}, met de"
        " waarde van een jaar eerder {naive:.4g}.",
        "Tested on the last year: {coverage:.0%} inside the 80% interval; mean error {error:.4g}, with the value"
        " of a year"
        " before {naive:.4g}.",
    ),
    "censored": Both(
        "{found}: {n} perioden op de capaciteit ({top:.6g}). Wat geteld is kan minder zijn dan wat gevraagd werd.",
        "{found}: {n} periods at capacity ({top:.6g}). What was counted may be less than what was asked.",
    ),
    "independent": Both(
        "Let op: zonder --correlation zijn de afdelingen los van elkaar getrokken. Delen ze pieken, dan is een"
        " schakel minder"
        " waard; gebruik --history of --correlation.",
        "Mind: without --correlation departments are drawn apart from each other. If they share peaks a link is"
        " worth less;"
        " use --history or --correlation.",
    ),
    "written": Both("Geschreven: {path}", "Written: {path}"),
    "served": Both("bediende vraag per periode", "demand served per period"),
    "no_difference": Both("geen verschil getoond", "no difference shown"),
    "mixes": Both("kosten en zekerheid", "cost and security"),
}
_NAMED = {
    "cheapest": Both("goedkoopst", "cheapest"),
    "balanced": Both("in balans", "balanced"),
    "most_secure": Both("meest zeker", "most secure"),
}
_REASONS = {
    "gain": Both("spaart", "saves"),
    "opposed": Both("pieken tegengesteld, spaart", "peaks oppose, saves"),
    "same_peaks": Both("zelfde pieken als de anderen: doe niet mee", "same peaks as the others: stay out"),
    "no_gain": Both("spaart niets: doe niet mee", "saves nothing: stay out"),
}


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

    with _needs_extra(), _busy():
        workload, staff, days = _workload(demand, contract_hours, events, convert, calendar, school_region)
        need = diagnose_need(workload, days, staff, _today(), seed)
        futures = (
            needs_by_future(outlook, occupation, need.scenarios, need.base_hours, seed)
            if outlook is not None and need.scenarios is not None
            else ()
        )
    content = plain_need(need) | {"futures": plain(futures)}
    if out is not None:
        from houvast.reports.flex.need import need_report

        _write(out, "diagnosis", content, need_report(need, futures, str(language), demand.name), language, pdf)
    if as_json:
        _tell_json(content)
        return
    screen = _screen()
    table = _table(("department", "base", "middling", "busy", "rest", "floor"), language)
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
    screen.print(table)
    test = need.forecast.backtest
    screen.print(
        _say("tested", language, coverage=test.coverage_share, error=test.error, naive=test.naive_error)
        if test
        else _say("not_tested", language)
    )
    for each in need.censored:
        screen.print(_say("censored", language, found=each.department, n=len(each.days), top=each.capacity))


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
    with _needs_extra(), _busy():
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

        _write(out, "links", content, links_report(worth, names, str(language)), language, pdf=True)
    if as_json:
        _tell_json(content)
        return
    screen = _screen()
    screen.print(
        f"{_say('served', language)}: {worth.expected_served.mean:.6g} (± {worth.expected_served.standard_error:.2g});"
        f" {worth.none.mean:.6g} - {worth.full.mean:.6g}; {worth.share_of_full:.1%}"
    )
    table = Table("", "first in", "add one", "drop one", box=None, padding=(0, 2, 0, 0))
    for each in worth.links:
        shown = [
            f"{gain.mean:.4g} (± {gain.standard_error:.2g})" if gain.is_shown else _say("no_difference", language)
            for gain in (each.first_in, each.add_one, each.drop_one)
        ]
        table.add_row(f"{names[each.link.origin]} - {names[each.link.target]}", *shown)
    screen.print(table)
    screen.print(" - ".join(names[place] for place in (*worth.chain.order, worth.chain.order[0])))
    if history is None and correlation is None:
        Console(stderr=True).print(_say("independent", language))


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

    with _needs_extra():
        known = None
        if people is not None:
            listed = read_table(people, MATRIX_COLUMNS)
            listed.require(["person"])
            known = [listed.text(row, "person") for row in listed.rows]
            listed.finish()
        named = read_matrix(file, required, known)
        shown = named if with_names else named.pseudonymous()
        found = assess(shown, _today())
    content = plain_matrix(shown, found)
    if out is not None:
        from houvast.reports.flex.matrix import matrix_report

        _write(out, "matrix", content, matrix_report(shown, found, str(language), _today()), language, pdf=True)
    if as_json:
        _tell_json(content)
        return
    table = Table("", "≥", "", box=None, padding=(0, 2, 0, 0))
    for each in found.covers:
        mark = "!" if each.is_lacking else (each.only_one or "")
        table.add_row(each.required.skill, f"{each.n_people} / {each.required.people}", mark)
    _screen().print(table)


@flex_app.command("pool")
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

    with _busy():
        together = by_employer(read_demand(demand))
        found = make_pool(together, read_agreements(agreements, together.departments), pool_price, hours_per_job)
    content = {
        **plain(found),
        "members": [{**plain(each), "gains_eur": plain(each.gains_eur)} for each in found.members],
    }
    if out is not None:
        from houvast.reports.flex.pool import pool_report

        _write(out, "pool", content, pool_report(found, str(language)), language, pdf=True)
    if as_json:
        _tell_json(content)
        return
    table = Table("", "EUR", "EUR pool", "EUR +", "", box=None, padding=(0, 2, 0, 0))
    for each in found.members:
        told = _REASONS[each.reason].text(language)
        table.add_row(each.employer, f"{each.alone_eur:,.0f}", f"{each.pays_eur:,.0f}", f"{each.gains_eur:,.0f}", told)
    _screen().print(table)


@flex_app.command("mix")
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

    with _needs_extra(), _busy() as progress:
        workload, staff, days = _workload(demand, contract_hours, events, convert, calendar, school_region)
        assert staff is not None  # noqa: S101 - the option is required
        study = study_mix(
            workload, days, staff, links_file, terms, _today(), scenarios, seed, with_bill, weigh, progress
        )
    content: dict[str, Any] = plain_front(study.problem, study.front)
    content["measures"] = plain_contributions(study.contributions) if study.contributions else None
    content["people"] = {
        "departments_in_whole_people": list(study.small_departments),
        "mix": plain_point(study.problem, study.in_people),
        "people": dict(zip(study.problem.departments, [round(float(each), 6) for each in study.people], strict=True)),
    }
    content["rules"] = {"date": _today().isoformat(), "with_bill": with_bill}
    if out is not None:
        from houvast.reports.flex.mix import mix_report

        _write(out, "mix", content, mix_report(study, str(language), _today()), language, pdf)
    if as_json:
        _tell_json(content)
        return
    screen = _screen()
    table = Table(
        "", "EUR", "0-1", "gap", box=None, padding=(0, 2, 0, 0), title=_say("mixes", language), title_justify="left"
    )
    for name, point in study.front.named.items():
        table.add_row(
            _NAMED[name].text(language),
            f"{point.mix.cost_eur:,.0f}",
            f"{point.security.index:.3f}",
            f"{point.mix.gap_share:.2%}",
        )
    screen.print(table)
    if study.contributions:
        weighed = Table("", "first in", "last in", "Shapley", box=None, padding=(0, 2, 0, 0))
        for each in study.contributions.measures:
            last = f"{each.last_in_eur:,.0f}" if each.is_last_in_shown else _say("no_difference", language)
            weighed.add_row(each.measure, f"{each.first_in_eur:,.0f}", last, f"{each.shapley_eur:,.0f}")
        screen.print(weighed)


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
        _screen().print(_say("written", language, path=folder / example.name))


def _workload(
    demand: Path, staff_file: Path | None, events: Path | None, convert: Conversion, country: str, region: str
) -> tuple[Any, Any, Any]:
    """Read what most commands start from: hours of work, the departments, the calendar."""
    from houvast.flex.calendar import COUNTRIES, REGIONS, Calendar, read_events
    from houvast.flex.demand import read_demand
    from houvast.flex.mix.terms import read_staff
    from houvast.flex.workload import to_hours

    wrong = [
        problem("flex.not_one_of", where=where, expected=known, found=found)
        for where, found, known in (("--calendar", country, COUNTRIES), ("--school-region", region, REGIONS))
        if found not in known
    ]
    if wrong:
        raise HouvastError(wrong)
    read = read_demand(demand)
    staff = read_staff(staff_file, read.departments) if staff_file else None
    own = read_events(events, read.departments) if events else ()
    return to_hours(read, convert, staff), staff, Calendar(country, region, own)


@contextmanager
def _needs_extra() -> Iterator[None]:
    """Say which package lacks when the extra is not installed."""
    try:
        yield
    except ModuleNotFoundError as fault:
        if fault.name in ("highspy", "holidays", "openpyxl"):
            raise HouvastError(problem("flex.extra_missing", found=fault.name)) from fault
        raise


@contextmanager
def _busy() -> Iterator[Any]:
    """Show on a terminal that something is going on."""
    console = Console(stderr=True)
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as shown:
        task = shown.add_task("...", visible=console.is_terminal)
        yield lambda what, done, total: shown.update(task, description=f"{what} {done} / {total}")


def _write(out: Path, name: str, content: dict[str, Any], document: Any, language: Language, pdf: bool) -> None:
    """Write JSON, page, workbook and perhaps paper, each whole or not at all."""
    from houvast.experiments.storage import write_whole
    from houvast.reports.flex.writing import report_files

    files = {f"{name}.json": json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode() + b"\n"}
    files |= report_files(document, name, pdf)
    for file, data in files.items():
        write_whole(out / file, data)
        Console(stderr=True, highlight=False).print(_say("written", language, path=out / file), soft_wrap=True)


def _tell_json(content: dict[str, Any]) -> None:
    typer.echo(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False))


def _table(columns: tuple[str, ...], language: Language) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for place, key in enumerate(columns):
        table.add_column(_say(key, language), justify="right" if place else "left")
    return table


def _say(key: str, language: Language, **values: object) -> str:
    return _WORDS[key].text(language).format(**values)


def _screen() -> Console:
    return Console(markup=False, highlight=False)


def _today() -> date:
    return datetime.now(UTC).date()
