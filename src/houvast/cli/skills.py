"""`houvast skills import | list | link | migrate | bias | ...`: the language of skills and linking to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from houvast.cli.options import Language, Spoken
from houvast.cli.skills_moves import add_moves
from houvast.cli.skills_passport import passport_app
from houvast.cli.skills_profile import profile_app
from houvast.vocabulary.errors import Both, HouvastError, problem

skills_app = typer.Typer(
    help="Skills: a common language, links from titles, moves, training and a passport.", no_args_is_help=True
)
skills_app.add_typer(profile_app, name="profile")
skills_app.add_typer(passport_app, name="passport")
add_moves(skills_app)

Version = Annotated[
    str | None, typer.Option("--version", metavar="VERSION", help="Version of the language; by default the newest.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Tell it as JSON.")]
MOST_TITLES = 1_000_000


class KindName(StrEnum):
    """What a title may be linked to."""

    OCCUPATION = "occupation"
    SKILL = "skill"


_TEACHING = Both("Leren koppelen (één keer per versie)", "Learning to link (once per version)")
_STORED = Both("Bewaard: {name}, {rows} regels", "Stored: {name}, {rows} rows")
_NONE_FITS = Both("Waarschijnlijk past geen van deze. Probeer andere woorden.", "Probably none fits. Try other words.")
_REMOVED = Both("Verwijderd: {version}", "Removed: {version}")
_HIT = Both("treffer", "hit rate")
_BUILT_IN = Both(
    "Dit is de kleine ingebouwde taal: grof, met 112 beroepsgroepen. Importeer ESCO voor echt werk.",
    "This is the small built-in language: coarse, with 112 occupation groups. Import ESCO for real work.",
)
_MOVED = Both(
    "Nu in {version}: {kept} vaardigheden, {lost} vervallen.", "Now in {version}: {kept} skills, {lost} lost."
)
_LOST = Both("Vervallen: {uri}", "Lost: {uri}")
_REPLACED = Both("Vervangen: {old} -> {new}", "Replaced: {old} -> {new}")
_RENAMED = Both("Andere naam: {old} -> {new}", "Renamed: {old} -> {new}")


@skills_app.command("import")
def import_language(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="ESCO as zip or folder, or another table (see docs).")],
    languages: Annotated[
        str, typer.Option("--language", metavar="NAMES", help="Languages wanted, with commas.")
    ] = "nl,en",
    version: Version = None,
) -> None:
    """Import ESCO, titles, crosswalks, exposure or courses; all of it is stored, or nothing."""
    from houvast.skills.importing import import_files

    done = import_files(path, [each.strip() for each in languages.split(",") if each.strip()], version)
    spoken = languages if languages in ("nl", "en") else "en"
    for name, rows in done.rows.items():
        typer.echo(_STORED.text(spoken).format(name=name, rows=rows))
    for note in done.notes:
        typer.echo(f"- {note.text(spoken)}")


@skills_app.command("list")
def list_languages(as_json: AsJson = False) -> None:
    """List the languages and tables in the store, with their source."""
    from houvast.skills.store import Store

    store = Store()
    parts = [{"version": version, "name": name, "source": source} for version, name, source in store.sources()]
    if as_json:
        tell_json({"versions": store.versions(), "parts": parts})
        return
    typer.echo("\n".join(store.versions()))
    for part in parts:
        typer.echo(f"  {part['version']:12} {part['name']:16} {part['source']}")


@skills_app.command("remove")
def remove_version(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="The version to remove.")],
    language: Spoken = Language.EN,
) -> None:
    """Remove a version of a language from the store."""
    from houvast.skills.store import Store

    Store().remove(version)
    typer.echo(_REMOVED.text(language).format(version=version))


@skills_app.command("link")
def link_titles(
    title: Annotated[str | None, typer.Argument(metavar="TITLE", help="A title of work, or a task or skill.")] = None,
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="Titles, one a line.")] = None,
    kind: Annotated[KindName, typer.Option("--kind", help="What to link to.")] = KindName.OCCUPATION,
    top: Annotated[str, typer.Option("--top", metavar="NUMBER", help="Candidates per title, 1 to 100.")] = "10",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line per title.")] = False,
    as_json: AsJson = False,
    version: Version = None,
    language: Spoken = Language.EN,
) -> None:
    """Link a title to occupations or skills: candidates with how often such a candidate is right. You choose."""
    from houvast.skills.builtin import BUILT_IN
    from houvast.skills.linking.linker import linker_of
    from houvast.skills.store import Store

    wanted = whole_number("--top", top, 1, 100)
    titles = _titles(title, file)
    store = Store()
    spoken = store.language(version)
    with teaching_bar(language) as progress:
        linker = linker_of(spoken, store, kind.value, language.value, progress)
    linked = linker.link(titles, wanted)
    if jsonl:
        for each in linked:
            typer.echo(json.dumps(each.as_dict(), ensure_ascii=False))
        return
    if as_json:
        tell_json([each.as_dict() for each in linked] if file else linked[0].as_dict())
        return
    if spoken.version == BUILT_IN:
        typer.echo(_BUILT_IN.text(language))
    for each in linked:
        table = Table(title=each.query, title_justify="left")
        for heading in ("", "uri", _HIT.text(language)):
            table.add_column(heading, overflow="fold")
        for found in each.candidates:
            table.add_row(found.label, found.uri, "-" if found.hit_rate is None else f"{found.hit_rate:.0%}")
        screen().print(table)
        if each.none_fits:
            typer.echo(_NONE_FITS.text(language))


@skills_app.command("migrate")
def migrate_profile(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE", help="The profile.")],
    to: Annotated[str, typer.Option("--to", metavar="VERSION", help="Version to move to.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to; by default the profile itself.")
    ] = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Move a profile to another version of the language, and tell what changed."""
    from houvast.skills.migration import migrate
    from houvast.skills.passport.folder import write_private
    from houvast.skills.profile import read_profile
    from houvast.skills.store import Store

    store = Store()
    found = read_profile(profile)
    new = store.language(to)
    old = store.language(found.version) if found.version in store.versions() else None
    moved = migrate(found, old, new)
    write_private(out or profile, moved.profile.as_json().encode())
    if as_json:
        tell_json({"version": to, "replaced": moved.replaced, "lost": moved.lost, "renamed": moved.renamed})
        return
    typer.echo(_MOVED.text(language).format(version=to, kept=len(moved.profile.skills), lost=len(moved.lost)))
    for uri in moved.lost:
        typer.echo(_LOST.text(language).format(uri=uri))
    for before, after in moved.replaced:
        typer.echo(_REPLACED.text(language).format(old=before, new=after))
    for _, before, after in moved.renamed:
        typer.echo(_RENAMED.text(language).format(old=before, new=after))


@skills_app.command("bias")
def tell_bias(as_json: AsJson = False, version: Version = None, language: Spoken = Language.EN) -> None:
    """Tell hit rate and number of moves by sector, level and gendered form."""
    from houvast.skills.bias import report_bias
    from houvast.skills.linking.linker import linker_of
    from houvast.skills.moves.context import context_of
    from houvast.skills.store import Store

    store = Store()
    spoken = store.language(version)
    with teaching_bar(language) as progress:
        linker = linker_of(spoken, store, "occupation", language.value, progress)
    table = report_bias(spoken, context_of(spoken, store), linker, None)
    if as_json:
        tell_json(table.to_dicts())
        return
    shown = Table(*table.columns)
    for row in table.iter_rows():
        shown.add_row(
            *("" if each is None else f"{each:.2f}" if isinstance(each, float) else str(each) for each in row)
        )
    screen().print(shown)


def whole_number(name: str, text: str, low: int, high: int) -> int:
    """Read a whole number of the command line; raises `skills.number`."""
    if not text.isdecimal() or len(text) > len(str(high)) or not low <= int(text) <= high:
        raise HouvastError(problem("skills.number", name=name, low=low, high=high, found=text[:40]))
    return int(text)


def tell_json(value: Any) -> None:
    """Write a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def screen() -> Console:
    """Return a screen that shows names as they are, brackets included."""
    return Console(markup=False, highlight=False)


@contextmanager
def teaching_bar(language: Language) -> Iterator[Callable[[float], None]]:
    """Show how far the teaching is, on the error stream, where it takes long."""
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(_TEACHING.text(language), total=1.0, visible=False)
        yield lambda part: bar.update(task, completed=part, visible=True)


def _titles(title: str | None, file: Path | None) -> list[str]:
    if (title is None) == (file is None):
        raise HouvastError(problem("skills.no_titles", where="TITLE / --file"))
    if title is not None:
        return [title]
    from houvast.skills.files import handed_text

    assert file is not None  # noqa: S101 - either was given
    titles = [line.strip() for line in handed_text(file).splitlines() if line.strip()]
    if not titles:
        raise HouvastError(problem("skills.no_titles", where=str(file)))
    return titles[:MOST_TITLES]
