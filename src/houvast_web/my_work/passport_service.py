"""The passport in the desk: issued, shown, revoked, taken along and checked. Making and checking is the library's.

The library keeps a passport in a folder. Here its files lie with the rest of somebody's work, and are laid out in a
folder for their owner only for as long as one request lasts.
"""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from houvast.skills.passport import exports
from houvast.skills.passport import issue as issuing
from houvast.skills.passport.folder import Passport, open_passport, write_private
from houvast.skills.passport.sharing import qr_codes
from houvast.skills.passport.verify import REASONS, Reason, Verdict, verify
from houvast.vocabulary.errors import Both, HouvastError, problem
from houvast_web.my_work import service
from houvast_web.my_work.models import IssuedPassport, SeenNonce
from houvast_web.my_work.work import KEY_FILES, MOST_SHARES, PUBLIC_FILES, Work

EXPORTS = {
    "json": ("houvast-passport.json", "application/json"),
    "csv": ("houvast-passport.csv", "text/csv; charset=utf-8"),
    "badges": ("houvast-open-badges.json", "application/json"),
    "elm": ("houvast-elm.jsonld", "application/ld+json"),
}
NOT_ISSUED_HERE = Both(
    "Dit paspoort is niet hier uitgegeven. Vul ook de sleutel en de statuslijst van de uitgever in.",
    "This passport was not issued here. Fill in the key and the status list of the issuer too.",
)


@dataclass(frozen=True)
class Checked:
    """What a check found: a verdict, and the reason in words when it does not hold."""

    verdict: Verdict
    reason: Both | None


def issue(work: Work, days: int) -> Work:
    """Issue a passport from the profile; an earlier one is revoked first.

    Raises
    ------
    HouvastError
        `skills.profile_empty`, `skills.needs_package`.
    """
    if work.passport:
        work = revoke(work)
    language = service.knowledge(work.profile.version).language
    with tempfile.TemporaryDirectory(prefix="houvast-") as outer:
        passport = issuing.issue_passport(work.profile, language, Path(outer) / "passport", days)
        issued = _packed(replace(work, shown=()), passport)
    publish(issued)
    return issued


def share(work: Work, uris: Sequence[str], audience: str, hours: int, nonce: str = "") -> Work:
    """Show some skills to one party for so many hours; it stands in the log, with what was shown.

    Raises
    ------
    HouvastError
        `skills.share_empty`; `skills.too_large` when the log is full.
    """
    if len(work.shown) >= MOST_SHARES:
        raise HouvastError(problem("skills.too_large", where="log", most=MOST_SHARES))
    with _laid_out(work) as passport:
        presentation = issuing.present(passport, uris, audience, nonce, hours)
        return _packed(replace(work, shown=(*work.shown, presentation)), passport)


def revoke(work: Work) -> Work:
    """Revoke the passport: from now on every check says so."""
    with _laid_out(work) as passport:
        issuing.revoke(passport)
        revoked = _packed(work, passport)
    publish(revoked)
    return revoked


def delete(work: Work) -> Work:
    """Delete the passport with its keys and log; what was shown can no longer be checked."""
    unpublish(work.as_plain())
    return replace(work, passport={}, keys={}, shown=())


def unpublish(content: dict[str, Any]) -> None:
    """Take away what whoever checks would need, given somebody's work as it is kept."""
    files = content.get("passport")
    if files:
        IssuedPassport.objects.filter(uri=json.loads(files["passport.json"])["status"]["uri"]).delete()


def accept(work: Work) -> Work:
    """Make sure that the passport in a file somebody brings is whole, and let it be checked here.

    Raises
    ------
    HouvastError
        `skills.passport` or `skills.passport_key`.
    """
    if not work.passport:
        return replace(work, keys={}, shown=())
    try:
        with _laid_out(work) as passport:
            token = _claims(passport.token)
            issuer = json.loads(work.passport["issuer.json"])
            uri = passport.record["status"]["uri"]
            own = len(passport.record["shares"]) == len(work.shown) and all(
                isinstance(each, dict) for each in passport.record["skills"]
            )
            if not own or token["status"]["status_list"]["uri"] != uri:
                raise HouvastError(problem("skills.passport", where="-", found="passport.json"))
            if token["self_issued"] is True and not token["issuer_name"]:
                _published(uri, issuer, work.passport["status.jwt"], passport.record["expires"])
    except (KeyError, TypeError, ValueError) as fault:
        raise HouvastError(problem("skills.passport", where="-", found=str(fault)[:100])) from fault
    return work


def publish(work: Work) -> None:
    """Keep what whoever checks needs: public key and status list, and nothing of whom."""
    record = work.record
    issuer = json.loads(work.passport["issuer.json"])
    _published(record["status"]["uri"], issuer, work.passport["status.jwt"], record["expires"])


def exported(work: Work, form: str) -> str:
    """Return the passport in one of `EXPORTS`."""
    with _laid_out(work) as passport:
        if form == "badges":
            return json.dumps(exports.as_badges(passport), indent=2) + "\n"
        return {"json": exports.as_json, "csv": exports.as_csv, "elm": exports.as_elm}[form](passport)


def pictures(presentation: str) -> list[str]:
    """Return QR codes as addresses of pictures that hold the picture itself."""
    return [f"data:image/svg+xml;base64,{base64.b64encode(each).decode('ascii')}" for each in qr_codes(presentation)]


def check(presentation: str, audience: str, nonce: str, issuer: dict[str, Any] | None, status: str) -> Checked:
    """Check what somebody shows; a passport that was issued here needs no key.

    Parameters
    ----------
    presentation
        What was shown.
    audience, nonce
        Who checks, and the code that came with it.
    issuer, status
        Public key and status list of an issuer elsewhere.
    """
    here = IssuedPassport.objects.filter(uri=_status_uri(presentation)).first()
    if here is not None:
        issuer, status = here.issuer, here.status
    if issuer is None:
        refused: Reason = "status_unknown" if _status_uri(presentation) else "unreadable"
        return Checked(
            Verdict(holds=False, reason=refused), NOT_ISSUED_HERE if _status_uri(presentation) else REASONS[refused]
        )
    verdict = verify(presentation, issuer, status or None, audience, nonce)
    if verdict.holds and here is not None and (not verdict.self_issued or verdict.issuer):
        # Keys that are kept here are of people who issue their own passport; none speaks for an organisation.
        verdict = Verdict(holds=False, reason="wrong_issuer")
    if verdict.holds and not _is_first(nonce):
        verdict = Verdict(holds=False, reason="replayed_nonce")
    return Checked(verdict, None if verdict.reason is None else REASONS[verdict.reason])


def _is_first(nonce: str) -> bool:
    mark = hashlib.sha256(nonce.encode()).hexdigest()
    try:
        with transaction.atomic():
            SeenNonce.objects.create(mark=mark)
    except IntegrityError:
        return False
    return True


def _claims(token: str) -> dict[str, Any]:
    """Read the open claims of a signed passport without checking anything; raises ValueError."""
    body = token.split("~", maxsplit=1)[0].split(".")[1:2]
    text = base64.urlsafe_b64decode(body[0] + "=" * (-len(body[0]) % 4)) if body else b""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError
    return found


def _status_uri(presentation: str) -> str:
    """Return where the passport says its status stands, unchecked; it only chooses which key to check with."""
    try:
        uri = _claims(presentation)["status"]["status_list"]["uri"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return uri if isinstance(uri, str) and "\0" not in uri else ""


def _published(uri: str, issuer: dict[str, Any], status: str, expires: str) -> None:
    """Keep a status list; another issuer's claim to the same address is refused."""
    there = IssuedPassport.objects.filter(uri=uri).first()
    if there is not None and there.issuer != issuer:
        raise HouvastError(problem("skills.passport", where="-", found="issuer.json"))
    values = {"issuer": issuer, "status": status, "expires_at": datetime.fromisoformat(expires).astimezone(UTC)}
    IssuedPassport.objects.update_or_create(uri=uri, defaults=values)


@contextmanager
def _laid_out(work: Work) -> Iterator[Passport]:
    if not work.passport:
        raise HouvastError(problem("skills.passport", where="-", found="-"))
    with tempfile.TemporaryDirectory(prefix="houvast-") as outer:
        folder = Path(outer)  # made for its owner only
        for name, text in {**work.passport, **work.keys}.items():
            write_private(folder / name, text.encode())
        yield open_passport(folder)


def _packed(work: Work, passport: Passport) -> Work:
    def read(names: Sequence[str]) -> dict[str, str]:
        found = ((name, passport.folder / name) for name in names)
        return {name: path.read_text(encoding="utf-8") for name, path in found if path.is_file()}

    return replace(work, passport=read(PUBLIC_FILES), keys=read(KEY_FILES))
