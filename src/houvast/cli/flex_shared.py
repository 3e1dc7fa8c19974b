"""What the flex commands share: their options, their words, reading a workload, writing a report."""

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

from houvast.cli.options import Language
from houvast.flex.workload import Conversion
from houvast.vocabulary.errors import Both, HouvastError, problem

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
WORDS = {
    "department": Both("afdeling", "department"),
    "base": Both("basis", "base"),
    "busy": Both("P90 boven basis", "P90 above base"),
    "middling": Both("P50 boven basis", "P50 above base"),
    "rest": Both("rest", "rest"),
    "floor": Both("waarvan toeval", "of which chance"),
    "not_tested": Both(
        "De voorspelling is niet getoetst: daarvoor is een verleden van vijftien maanden nodig.",
        "The forecast is not tested: that needs a history of fifteen months.",
    ),
    "tested": Both(
        "Getoetst vanaf {first}: {coverage:.0%} binnen het interval van 80%; gemiddelde fout {error:.4g}, met de"
        " waarde van een jaar eerder {naive:.4g}.",
        "Tested from {first} on: {coverage:.0%} inside the 80% interval; mean error {error:.4g}, with the value"
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
NAMED = {
    "cheapest": Both("goedkoopst", "cheapest"),
    "balanced": Both("in balans", "balanced"),
    "most_secure": Both("meest zeker", "most secure"),
}
REASONS = {
    "gain": Both("spaart", "saves"),
    "opposed": Both("pieken tegengesteld, spaart", "peaks oppose, saves"),
    "same_peaks": Both("zelfde pieken als de anderen: doe niet mee", "same peaks as the others: stay out"),
    "no_gain": Both("spaart niets: doe niet mee", "saves nothing: stay out"),
}


def read_workload(
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
def needs_extra() -> Iterator[None]:
    """Say which package lacks when the extra is not installed."""
    try:
        yield
    except ModuleNotFoundError as fault:
        if fault.name in ("highspy", "holidays", "openpyxl"):
            raise HouvastError(problem("flex.extra_missing", found=fault.name)) from fault
        raise


@contextmanager
def busy() -> Iterator[Any]:
    """Show on a terminal that something is going on."""
    console = Console(stderr=True)
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as shown:
        task = shown.add_task("...", visible=console.is_terminal)
        yield lambda what, done, total: shown.update(task, description=f"{what} {done} / {total}")


def write_report(out: Path, name: str, content: dict[str, Any], document: Any, language: Language, pdf: bool) -> None:
    """Write JSON, page, workbook and perhaps paper, each whole or not at all."""
    from houvast.experiments.storage import write_whole
    from houvast.reports.flex.writing import report_files

    files = {f"{name}.json": json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False).encode() + b"\n"}
    files |= report_files(document, name, pdf)
    for file, data in files.items():
        write_whole(out / file, data)
        Console(stderr=True, highlight=False).print(say("written", language, path=out / file), soft_wrap=True)


def tell_json(content: dict[str, Any]) -> None:
    """Tell a result as JSON."""
    typer.echo(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False))


def told_table(columns: tuple[str, ...], language: Language) -> Table:
    """A table with named columns, numbers to the right."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for place, key in enumerate(columns):
        table.add_column(say(key, language), justify="right" if place else "left")
    return table


def say(key: str, language: Language, **values: object) -> str:
    """A phrase of `WORDS`, filled in."""
    return WORDS[key].text(language).format(**values)


def screen() -> Console:
    """The screen; names and paths stand on it as they are."""
    return Console(markup=False, highlight=False)


def today() -> date:
    """Today, for rules and for what has expired."""
    return datetime.now(UTC).date()
