"""Issuing, showing and revoking: SD-JWT VC with a disclosure per skill, key binding and a status list.

Who issues decides what a passport is worth. Skills said by oneself are never signed as if somebody else said so:
every skill carries its kind of evidence, and a passport one issues oneself says `self_issued`.
"""

from __future__ import annotations

import base64
import json
import secrets
import shutil
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from houvast.skills.language import Language
from houvast.skills.passport.folder import (
    FORMAT,
    HOLDER_KEY,
    ISSUER,
    ISSUER_KEY,
    STATUS,
    TOKEN,
    Passport,
    new_folder,
    write_private,
)
from houvast.skills.passport.keys import did_of, need_passport_packages, new_key, read_key
from houvast.skills.profile import Profile
from houvast.vocabulary.errors import HouvastError, nearest, problem

VCT = "urn:houvast:skills-passport:1"
"""Type of the credential, which whoever checks must ask for."""
STATUS_LIST_SIZE = 1024
STATUS_URI = "urn:houvast:status:"
DAY_SECONDS = 86_400
REVOKED = 1


def issue_passport(
    profile: Profile,
    language: Language,
    folder: Path,
    days: int = 365,
    issuer_key: Path | None = None,
    issuer_name: str = "",
) -> Passport:
    """Issue a passport from a profile into a new folder.

    Parameters
    ----------
    profile, language
        The skills and the language they are in.
    folder
        A folder that is not there yet; keys in it can be read by their owner only.
    days
        How long the passport holds.
    issuer_key
        Key of an employer or body that issues; without it the person does, and the passport says so.
    issuer_name
        Name of the issuer.

    Raises
    ------
    HouvastError
        `skills.profile_empty`, `skills.folder_taken`, `skills.needs_package` and what is wrong with a key.
    """
    need_passport_packages()
    if not profile.skills:
        raise HouvastError(problem("skills.profile_empty", where=str(folder)))
    signer = None if issuer_key is None else read_key(issuer_key)
    new_folder(folder)
    try:
        holder = new_key(folder / HOLDER_KEY)
        signer = signer or new_key(folder / ISSUER_KEY)
        now = int(time.time())
        record = {
            "format": FORMAT,
            "issuer": issuer_name,
            "self_issued": issuer_key is None,
            "issued": _moment(now),
            "expires": _moment(now + days * DAY_SECONDS),
            "framework": language.name,
            "status": {"uri": STATUS_URI + secrets.token_urlsafe(16), "index": secrets.randbelow(STATUS_LIST_SIZE)},
            "revoked": False,
            "skills": _skills(profile, language),
            "shares": [],
        }
        token = _signed(record, signer, holder.public_jwk(), days)
        write_private(folder / TOKEN, token.encode("ascii"))
        write_private(folder / ISSUER, json.dumps(signer.public_jwk(), indent=2).encode() + b"\n")
        _write_status(folder, record, signer)
        passport = Passport(folder, record)
        passport.save()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return passport


def _skills(profile: Profile, language: Language) -> list[dict[str, Any]]:
    skills = language.skills
    found = []
    for each in profile.skills:
        place = language.skill(each.uri)
        name = skills["nl"][place] or skills["en"][place]
        found.append(
            {
                "uri": each.uri,
                "name": name,
                "framework": language.name,
                "level": each.level,
                "scale": "1-4",
                "evidence": each.evidence,
                "by": each.by,
                "date": each.date,
                "expires": each.expires,
            }
        )
    return found


def _signed(record: dict[str, Any], signer: Any, holder_jwk: dict[str, Any], days: int) -> str:
    """Sign the skills as one claim each; numbers are drawn at random, so a place in the list tells nothing."""
    from openvc.proof.sd_jwt import SdJwtVcProofSuite
    from openvc.status.issue import build_token_status_reference

    skills = {f"skill_{secrets.token_hex(4)}": skill for skill in record["skills"]}
    claims = {
        "iss": did_of(signer.public_jwk()),
        "issuer_name": record["issuer"],
        "self_issued": record["self_issued"],
        "nbf": int(time.time()),
        **build_token_status_reference(**record["status"]),
        **skills,
    }
    return str(
        SdJwtVcProofSuite().issue(
            claims,
            signing_key=signer,
            disclosable=list(skills),
            holder_jwk=holder_jwk,
            vct=VCT,
            expires_in_s=days * DAY_SECONDS,
        )
    )


def _write_status(folder: Path, record: dict[str, Any], signer: Any) -> None:
    from openvc.status.issue import build_status_list_token
    from openvc.status.token_status_list import new_status_list, set_status

    listed = new_status_list(STATUS_LIST_SIZE)
    if record["revoked"]:
        set_status(listed, record["status"]["index"], REVOKED)
    token = build_status_list_token(signing_key=signer, uri=record["status"]["uri"], status_list=listed)
    write_private(folder / STATUS, str(token).encode("ascii"))


def present(passport: Passport, uris: Sequence[str], audience: str, nonce: str = "", hours: float = 24) -> str:
    """Show some skills to one party, and note it in the log.

    Parameters
    ----------
    passport
        The passport.
    uris
        Skills to show; nothing else leaves the folder.
    audience
        To whom.
    nonce
        What the other party asked to be repeated; without it one is made that also says until when this holds.
    hours
        How long it may be used, where the nonce is made here.

    Returns
    -------
    str
        The presentation: signed passport, the disclosures chosen, and the proof that its holder made it.
    """
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    need_passport_packages()
    known = [each["uri"] for each in passport.record["skills"]]
    unknown = [uri for uri in uris if uri not in known]
    if unknown or not uris:
        suggestion = nearest(unknown[0], known) if unknown else ""
        raise HouvastError(problem("skills.share_empty", found=unknown, suggestion=suggestion))
    until = int(time.time() + hours * 3600)
    nonce = nonce or f"until-{until}-{secrets.token_urlsafe(16)}"
    signed, *disclosures = passport.token.rstrip("~").split("~")
    chosen = [each for each in disclosures if disclosed(each)[2]["uri"] in uris]
    shown = SdJwtVcProofSuite().create_presentation(
        "~".join([signed, *chosen, ""]),
        holder_key=read_key(passport.folder / HOLDER_KEY),
        audience=audience,
        nonce=nonce,
    )
    passport.record["shares"].append(
        {"to": audience, "at": _moment(time.time()), "until": _moment(until), "nonce": nonce, "skills": list(uris)}
    )
    passport.save()
    return str(shown)


def disclosed(disclosure: str) -> Any:
    """Return what a disclosure holds: salt, name, value."""
    return json.loads(base64.urlsafe_b64decode(disclosure + "=" * (-len(disclosure) % 4)))


def revoke(passport: Passport, issuer_key: Path | None = None) -> None:
    """Revoke a passport: the status list says so from now on. It is the issuer who can."""
    need_passport_packages()
    signer = read_key(issuer_key or passport.folder / ISSUER_KEY)
    passport.record["revoked"] = True
    _write_status(passport.folder, passport.record, signer)
    passport.save()


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
