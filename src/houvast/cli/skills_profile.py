"""`houvast skills profile new | suggest | add | drop | cv`: a person's own profile, in a file of their own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from houvast.cli.options import Language, Spoken
from houvast.vocabulary.errors import Both, HouvastError, problem

profile_app = typer.Typer(help="A skills profile: what somebody can do, and who says so.", no_args_is_help=True)

ProfileFile = Annotated[Path, typer.Argument(metavar="PROFILE", help="The profile, a JSON file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Tell it as JSON.")]
Version = Annotated[
    str | None, typer.Option("--version", metavar="VERSION", help="Version of the language; by default the newest.")
]


class EvidenceName(StrEnum):
    """Who says so."""

    SELF = "self"
    PEER = "peer"
    EMPLOYER = "employer"
    CERTIFIED = "certified"


_WRITTEN = Both("{path}: {n} vaardigheden", "{path}: {n} skills")
_HEADS = {
    "essential": Both("Hoort bij uw werk", "Part of your work"),
    "optional": Both("Hoort er soms bij", "Sometimes part of it"),
    "hidden": Both("Doet u dit misschien ook?", "Perhaps you do this too?"),
    "titles": Both("Misschien uw werk", "Perhaps your work"),
    "tasks": Both("Misschien vaardigheden", "Perhaps skills"),
}
_CHOOSE = Both(
    "Dit zijn suggesties. Er is niets in uw profiel gezet.", "These are suggestions. Nothing was put in a profile."
)


@profile_app.command("new")
def new_profile(
    occupation: Annotated[
        list[str], typer.Option("--occupation", metavar="URI", help="Occupation held, the present one first.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Profile to write.")],
    version: Version = None,
    language: Spoken = Language.EN,
) -> None:
    """Begin a profile from the essential skills of occupations held; take out what does not hold."""
    from houvast.skills.passport.folder import write_private
    from houvast.skills.profile import from_occupations
    from houvast.skills.store import Store

    if out.exists():
        raise HouvastError(problem("skills.same_file", where=str(out)))
    profile = from_occupations(Store().language(version), occupation)
    write_private(out, profile.as_json().encode())
    typer.echo(_WRITTEN.text(language).format(path=out, n=len(profile.skills)))


@profile_app.command("suggest")
def suggest_skills(profile: ProfileFile, as_json: AsJson = False, language: Spoken = Language.EN) -> None:
    """Suggest skills to tick: of the occupations held, and hidden ones of the occupations nearest to them."""
    from houvast.skills.profile import check_against, read_profile, suggest
    from houvast.skills.store import Store

    found = read_profile(profile)
    spoken = Store().language(found.version)
    check_against(found, spoken)
    names, uris = spoken.names("skill", language.value), spoken.skills["uri"]
    suggested = suggest(spoken, found)
    parts = {
        name: [{"uri": uris[place], "label": names[place]} for place in getattr(suggested, name)]
        for name in ("essential", "optional", "hidden")
    }
    if as_json:
        typer.echo(json.dumps(parts, ensure_ascii=False, indent=2))
        return
    for name, skills in parts.items():
        typer.echo(f"{_HEADS[name].text(language)}:")
        for skill in skills:
            typer.echo(f"  [ ] {skill['label']}  {skill['uri']}")


@profile_app.command("add")
def add_skill(
    profile: ProfileFile,
    skill: Annotated[str, typer.Option("--skill", metavar="URI", help="The skill.")],
    level: Annotated[
        str, typer.Option("--level", metavar="NUMBER", help="1 with help, 2 on my own, 3 skilled, 4 teaches.")
    ] = "2",
    evidence: Annotated[EvidenceName, typer.Option("--evidence", help="Who says so.")] = EvidenceName.SELF,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="The colleague, employer or body who says so.")] = "",
    expires: Annotated[str, typer.Option("--expires", metavar="DAY", help="Last day it holds, YYYY-MM-DD.")] = "",
    language: Spoken = Language.EN,
) -> None:
    """Add a skill to a profile, or change its level."""
    import jsonschema

    from houvast.skills.passport.folder import write_private
    from houvast.skills.profile import LEVELS, HeldSkill, profile_schema, read_profile
    from houvast.skills.store import Store

    found = read_profile(profile)
    Store().language(found.version).skill(skill)
    if level not in map(str, LEVELS):
        raise HouvastError(problem("skills.level", where="--level", found=level))
    today = datetime.now(UTC).date().isoformat()
    changed = found.with_skill(HeldSkill(skill, int(level), evidence.value, by, today, expires))
    fault = next(jsonschema.Draft202012Validator(profile_schema()).iter_errors(json.loads(changed.as_json())), None)
    if fault is not None:
        raise HouvastError(
            problem(
                "skills.bad_profile",
                where="--by / --expires",
                key="/".join(map(str, fault.path)),
                found=fault.message[:200],
            )
        )
    write_private(profile, changed.as_json().encode())
    typer.echo(_WRITTEN.text(language).format(path=profile, n=len(changed.skills)))


@profile_app.command("drop")
def drop_skill(
    profile: ProfileFile,
    skill: Annotated[str, typer.Option("--skill", metavar="URI", help="The skill.")],
    language: Spoken = Language.EN,
) -> None:
    """Take a skill out of a profile."""
    from houvast.skills.passport.folder import write_private
    from houvast.skills.profile import read_profile

    changed = read_profile(profile).without(skill)
    write_private(profile, changed.as_json().encode())
    typer.echo(_WRITTEN.text(language).format(path=profile, n=len(changed.skills)))


@profile_app.command("cv")
def suggest_from_cv(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Europass CV (JSON or XML), or plain text.")],
    as_json: AsJson = False,
    version: Version = None,
    language: Spoken = Language.EN,
) -> None:
    """Suggest occupations and skills from a CV. Nothing is kept and nothing goes into a profile by itself."""
    from houvast.cli.skills import teaching_bar
    from houvast.skills.cv import read_cv
    from houvast.skills.linking.linker import linker_of
    from houvast.skills.store import Store

    lines = read_cv(file)
    store = Store()
    spoken = store.language(version)
    found = {}
    for name, kind, asked in (("titles", "occupation", lines.titles), ("tasks", "skill", lines.tasks)):
        if asked:
            with teaching_bar(language) as progress:
                linker = linker_of(
                    spoken, store, "occupation" if kind == "occupation" else "skill", language.value, progress
                )
            readable = [line for line, text in zip(asked, linker.index.comparable(asked), strict=True) if text]
            found[name] = [each.as_dict() for each in linker.link(readable, 3) if not each.none_fits]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for name, linked in found.items():
        typer.echo(f"{_HEADS[name].text(language)}:")
        for each in linked:
            typer.echo(f"  {each['query']}")
            for candidate in each["candidates"]:  # type: ignore[attr-defined]
                typer.echo(f"    [ ] {candidate['label']}  {candidate['uri']}")
    typer.echo(_CHOOSE.text(language))
