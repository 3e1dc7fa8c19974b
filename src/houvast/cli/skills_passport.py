"""`houvast skills passport issue | present | verify | revoke | export | log | delete`."""

from __future__ import annotations

import json
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from houvast.cli.options import Language, Spoken
from houvast.vocabulary.errors import Both, HouvastError, problem

passport_app = typer.Typer(help="A skills passport: the worker's own, shown skill by skill.", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of the passport.")]
IssuerKey = Annotated[
    Path | None, typer.Option("--issuer-key", metavar="FILE", help="Private key of the issuer (PEM, P-256).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Tell it as JSON.")]


class Format(StrEnum):
    """Forms a passport can take along."""

    BADGE = "badge"
    ELM = "elm"
    JSON = "json"
    CSV = "csv"


_ISSUED = Both(
    "Paspoort in {path}: {n} vaardigheden, geldig tot {until}.", "Passport in {path}: {n} skills, valid until {until}."
)
_SHOWN = Both("Gedeeld met {to}: {n} van {all}. Nonce: {nonce}", "Shared with {to}: {n} of {all}. Nonce: {nonce}")
_HOLDS = Both("Klopt. Uitgever: {issuer}.", "Holds. Issuer: {issuer}.")
_SELF = Both(
    "Door de persoon zelf uitgegeven: niemand anders stond hiervoor in.",
    "Issued by the person: nobody else vouched for it.",
)
_REFUSED = Both("Geweigerd: {reason}", "Refused: {reason}")
_REVOKED = Both(
    "Ingetrokken. Geef de nieuwe status.jwt aan wie controleert.", "Revoked. Give the new status.jwt to whoever checks."
)
_DELETED = Both("Verwijderd, met de sleutels: {path}", "Deleted, keys included: {path}")
_WRITTEN = Both("Geschreven: {path}", "Written: {path}")


@passport_app.command("issue")
def issue(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE", help="The profile.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="New folder for the passport and its keys.")],
    days: Annotated[str, typer.Option("--days", metavar="NUMBER", help="Days it holds, 1 to 3650.")] = "365",
    issuer_key: IssuerKey = None,
    issuer_name: Annotated[str, typer.Option("--issuer-name", metavar="NAME", help="Name of the issuer.")] = "",
    language: Spoken = Language.EN,
) -> None:
    """Issue a passport. Without a key of an issuer the person issues it, and it says so."""
    from houvast.cli.skills import whole_number
    from houvast.skills.passport.issue import issue_passport
    from houvast.skills.profile import check_against, read_profile
    from houvast.skills.store import Store

    found = read_profile(profile)
    spoken = Store().language(found.version)
    check_against(found, spoken)
    made = issue_passport(found, spoken, out, whole_number("--days", days, 1, 3650), issuer_key, issuer_name)
    typer.echo(_ISSUED.text(language).format(path=out, n=len(found.skills), until=made.record["expires"]))


@passport_app.command("present")
def present_skills(
    folder: Folder,
    skill: Annotated[list[str], typer.Option("--skill", metavar="URI", help="A skill to show; nothing else is.")],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="To whom.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File for the presentation.")],
    nonce: Annotated[
        str, typer.Option("--nonce", metavar="TEXT", help="What the other party asked to be repeated.")
    ] = "",
    hours: Annotated[str, typer.Option("--hours", metavar="NUMBER", help="How long it may be used, 1 to 168.")] = "24",
    qr: Annotated[Path | None, typer.Option("--qr", metavar="FILE", help="Also as QR codes (SVG).")] = None,
    language: Spoken = Language.EN,
) -> None:
    """Show some skills to one party, once, for a while; it is noted in the log of shares."""
    from houvast.cli.skills import whole_number
    from houvast.skills.passport.folder import open_passport, write_private
    from houvast.skills.passport.issue import present
    from houvast.skills.passport.sharing import qr_codes

    passport = open_passport(folder)
    shown = present(passport, skill, to, nonce, whole_number("--hours", hours, 1, 168))
    write_private(out, shown.encode("ascii"))
    if qr is not None:
        pictures = qr_codes(shown)
        for number, picture in enumerate(pictures, 1):
            write_private(qr if len(pictures) == 1 else qr.with_stem(f"{qr.stem}-{number}"), picture)
    used = passport.record["shares"][-1]["nonce"]
    typer.echo(_SHOWN.text(language).format(to=to, n=len(skill), all=len(passport.record["skills"]), nonce=used))


@passport_app.command("challenge")
def make_challenge(language: Spoken = Language.EN) -> None:  # noqa: ARG001 - every command has the option
    """Make a nonce to ask a holder to repeat."""
    typer.echo(secrets.token_urlsafe(24))


@passport_app.command("verify")
def verify_presentation(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The presentation.")],
    issuer: Annotated[Path, typer.Option("--issuer", metavar="FILE", help="Public key of the issuer (issuer.json).")],
    audience: Annotated[str, typer.Option("--to", metavar="NAME", help="Yourself, as the holder was told.")],
    nonce: Annotated[str, typer.Option("--nonce", metavar="TEXT", help="The nonce asked for, or told by the holder.")],
    status: Annotated[
        Path | None, typer.Option("--status", metavar="FILE", help="Status list of the issuer (status.jwt).")
    ] = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Check a presentation: signature, type, days, audience, nonce, key binding and status, always all of them."""
    from houvast.skills.files import handed_text
    from houvast.skills.passport.verify import REASONS, verify
    from houvast.skills.profile import read_json
    from houvast.skills.store import store_path

    key = read_json(issuer)
    if not isinstance(key, dict) or not {"kty", "crv", "x", "y"} <= set(key):
        raise HouvastError(problem("skills.passport_key", where=str(issuer), found="JWK"))
    listed = None if status is None else handed_text(status)
    verdict = verify(handed_text(file), key, listed, audience, nonce, store_path().with_name("seen.json"))
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "holds": verdict.holds,
                    "reason": verdict.reason,
                    "issuer": verdict.issuer,
                    "self_issued": verdict.self_issued,
                    "skills": verdict.skills,
                },
                ensure_ascii=False,
                indent=2,
            )
        )
    elif verdict.reason is not None:
        typer.echo(_REFUSED.text(language).format(reason=REASONS[verdict.reason].text(language)))
    else:
        typer.echo(_HOLDS.text(language).format(issuer=verdict.issuer or "-"))
        if verdict.self_issued:
            typer.echo(_SELF.text(language))
        for each in verdict.skills:
            typer.echo(f"  {each['name']}: {each['level']}/4, {each['evidence']} {each['by']} {each['date']}".rstrip())
    if not verdict.holds:
        raise typer.Exit(1)


@passport_app.command("revoke")
def revoke_passport(folder: Folder, issuer_key: IssuerKey = None, language: Spoken = Language.EN) -> None:
    """Revoke a passport in the status list of its issuer."""
    from houvast.skills.passport.folder import open_passport
    from houvast.skills.passport.issue import revoke

    revoke(open_passport(folder), issuer_key)
    typer.echo(_REVOKED.text(language))


@passport_app.command("export")
def export_passport(
    folder: Folder,
    form: Annotated[Format, typer.Option("--format", help="badge, elm, json or csv.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File to write.")],
    issuer_key: IssuerKey = None,
    language: Spoken = Language.EN,
) -> None:
    """Take a passport along: Open Badges 3.0 (one a line), European Learning Model (unsealed), JSON or CSV."""
    from houvast.skills.passport.exports import as_badges, as_csv, as_elm, as_json
    from houvast.skills.passport.folder import open_passport, write_private

    passport = open_passport(folder)
    if form is Format.BADGE:
        text = "\n".join(as_badges(passport, issuer_key)) + "\n"
    else:
        text = {Format.ELM: as_elm, Format.JSON: as_json, Format.CSV: as_csv}[form](passport)
    write_private(out, text.encode())
    typer.echo(_WRITTEN.text(language).format(path=out))


@passport_app.command("log")
def tell_log(folder: Folder, as_json: AsJson = False, language: Spoken = Language.EN) -> None:  # noqa: ARG001
    """Tell what was shown to whom, and until when."""
    from houvast.skills.passport.folder import open_passport

    shares = open_passport(folder).record["shares"]
    if as_json:
        typer.echo(json.dumps(shares, ensure_ascii=False, indent=2))
        return
    for share in shares:
        typer.echo(f"{share['at']}  {share['to']}  {len(share['skills'])}  -> {share['until']}")


@passport_app.command("delete")
def delete(
    folder: Folder,
    yes: Annotated[bool, typer.Option("--yes", help="Do it.", prompt=True)] = False,
    language: Spoken = Language.EN,
) -> None:
    """Delete a passport with its keys. What was shown before stays with whoever it was shown to."""
    from houvast.skills.passport.folder import delete_passport

    if yes:
        delete_passport(folder)
        typer.echo(_DELETED.text(language).format(path=folder))
