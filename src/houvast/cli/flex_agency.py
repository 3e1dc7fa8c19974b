"""`houvast flex agency new | list | agree | follow | remind | export`: who owes what in the agency triangle."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from houvast.cli.options import Language, Spoken
from houvast.flex.agency import STATES, Duty, Register, new_register, read_register
from houvast.flex.tables import read_day
from houvast.vocabulary.errors import Both, HouvastError, problem

agency_app = typer.Typer(
    help="Agency triangle: duties of agency, hirer and worker, agreed, dated, followed up.", no_args_is_help=True
)
File = Annotated[Path, typer.Argument(metavar="REGISTER", help="The register, a JSON file of the organisation.")]
Key = Annotated[str, typer.Argument(metavar="DUTY", help="Key of the duty, as in list.")]
_KEPT = Both("Bewaard in {path}", "Kept in {path}")
_TAKEN = Both("Er is niets te herinneren.", "There is nothing to remind of.")


@agency_app.command("new")
def new(
    file: File,
    agency: Annotated[str, typer.Option("--agency", metavar="NAME", help="The agency.")],
    hirer: Annotated[str, typer.Option("--hirer", metavar="NAME", help="The hirer.")],
    language: Spoken = Language.EN,
) -> None:
    """Start a register with the usual duties, all still open."""
    if file.exists():
        raise HouvastError(problem("run.folder_taken", where=str(file)))
    _keep(file, new_register(agency, hirer), language)


@agency_app.command("list")
def list_duties(file: File, language: Spoken = Language.EN) -> None:
    """List the duties: who owes what to whom, and how it stands."""
    _tell(read_register(file).duties, language)


@agency_app.command("agree")
def agree(
    file: File,
    duty: Key,
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="When it must be done.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="When it was agreed; today if left out.")] = "",
    language: Spoken = Language.EN,
) -> None:
    """Note that the parties agreed on a duty."""
    register = read_register(file).agree(duty, _day(on, "--on") or _today(), _day(due, "--due"))
    _keep(file, register, language)


@agency_app.command("follow")
def follow(
    file: File,
    duty: Key,
    state: Annotated[str, typer.Option("--state", metavar="STATE", help=", ".join(STATES))],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="What was found; no names of workers.")] = "",
    language: Spoken = Language.EN,
) -> None:
    """Note what became of a duty."""
    _keep(file, read_register(file).follow_up(duty, state, note, _today()), language)


@agency_app.command("remind")
def remind(file: File, language: Spoken = Language.EN) -> None:
    """Tell which duties are due, overdue or never agreed."""
    due = read_register(file).reminders(_today())
    if due:
        _tell(due, language)
    else:
        typer.echo(_TAKEN.text(language))


@agency_app.command("export")
def export(
    file: File,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="CSV file to write.")],
    language: Spoken = Language.EN,
) -> None:
    """Write the register as a table."""
    from houvast.experiments.storage import write_whole

    write_whole(out, read_register(file).to_csv(str(language)))


def _keep(file: Path, register: Register, language: Language) -> None:
    from houvast.experiments.storage import write_whole

    write_whole(file, register.to_json())
    typer.echo(_KEPT.text(language).format(path=file))


def _tell(duties: tuple[Duty, ...], language: Language) -> None:
    table = Table("", "", "", "", box=None, padding=(0, 2, 0, 0))
    for each in duties:
        table.add_row(each.key, f"{each.owed_by} - {each.owed_to}", each.text(language), f"{each.state} {each.due_on}")
    Console(markup=False, highlight=False).print(table)


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    day = read_day(text)
    if day is None:
        raise HouvastError(problem("flex.bad_date", where=option, found=text))
    return day


def _today() -> date:
    return datetime.now(UTC).date()
