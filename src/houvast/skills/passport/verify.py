"""Checking a presentation, whole or not at all: signature, type, days, audience, nonce, key binding and status.

Nothing is optional. A library checks signatures and bindings; which checks are made is decided here, so that a check
left out is a fault of this file and not of who calls it.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from houvast.skills.passport.issue import VCT
from houvast.skills.passport.keys import did_of, need_passport_packages
from houvast.vocabulary.errors import Both

Reason = Literal[
    "expired",
    "not_yet_valid",
    "altered",
    "wrong_type",
    "wrong_audience",
    "wrong_nonce",
    "replayed_nonce",
    "share_expired",
    "no_key_binding",
    "revoked",
    "status_unknown",
    "wrong_issuer",
    "unreadable",
]
REASONS: dict[Reason, Both] = {
    "expired": Both("Het paspoort is verlopen.", "The passport has expired."),
    "not_yet_valid": Both("Het paspoort is nog niet geldig.", "The passport is not valid yet."),
    "altered": Both("De handtekening klopt niet: er is iets veranderd.", "The signature fails: something was changed."),
    "wrong_type": Both("Dit is geen vaardighedenpaspoort.", "This is no skills passport."),
    "wrong_audience": Both("Dit is voor iemand anders bedoeld.", "This was meant for somebody else."),
    "wrong_nonce": Both("Dit hoort niet bij deze vraag.", "This does not belong to this request."),
    "replayed_nonce": Both("Dit is al eens gebruikt.", "This was used before."),
    "share_expired": Both("De tijd om dit te gebruiken is voorbij.", "The time to use this has passed."),
    "no_key_binding": Both("Niet bewezen is dat de eigenaar dit toont.", "Not proven that its owner shows this."),
    "revoked": Both("Het paspoort is ingetrokken.", "The passport was revoked."),
    "status_unknown": Both("Niet na te gaan is of het is ingetrokken.", "Whether it was revoked cannot be told."),
    "wrong_issuer": Both("De uitgever is een ander dan van deze sleutel.", "The issuer is not the owner of this key."),
    "unreadable": Both("Dit is niet te lezen als paspoort.", "This cannot be read as a passport."),
}
MOST_AGE_SECONDS = 7 * 86_400
"""How long after it was made a presentation may be used at most."""
LONGEST_PRESENTATION = 1_000_000
_UNTIL = re.compile(r"^until-(\d{1,12})-")
_SAID: tuple[tuple[str, Reason], ...] = (
    ("has expired", "expired"),
    ("not yet valid", "not_yet_valid"),
    ("key binding required", "no_key_binding"),
    ("no cnf", "no_key_binding"),
    ("aud does not match", "wrong_audience"),
    ("nonce does not match", "wrong_nonce"),
    ("vct", "wrong_type"),
    ("typ", "wrong_type"),
    ("KB-JWT is outside", "share_expired"),
    ("iat", "share_expired"),
    ("freshness", "share_expired"),
    ("sd_hash", "altered"),
    ("signature", "altered"),
    ("disclosure", "altered"),
    ("digest", "altered"),
)
"""Parts of what openvc says, and the reason they stand for; the order matters."""


@dataclass(frozen=True)
class Verdict:
    """Whether a presentation holds, why not, and the skills it shows."""

    holds: bool
    reason: Reason | None
    skills: tuple[dict[str, Any], ...] = ()
    issuer: str = ""
    self_issued: bool = False


def verify(
    presentation: str,
    issuer_jwk: dict[str, Any],
    status_token: str | None,
    audience: str,
    nonce: str,
    seen: Path | None = None,
) -> Verdict:
    """Check a presentation.

    Parameters
    ----------
    presentation
        What was shown.
    issuer_jwk
        Public key of the issuer one trusts, from the issuer and not from the presentation.
    status_token
        The issuer's status list; without it the passport is refused.
    audience, nonce
        Oneself, and what was asked to be repeated. Empty ones are refused.
    seen
        File that remembers nonces (hashed), so that nothing is used twice; None when the caller sees to that.
    """
    need_passport_packages()
    if len(presentation) > LONGEST_PRESENTATION:
        return Verdict(holds=False, reason="unreadable")
    if not audience or not nonce:
        return Verdict(holds=False, reason="wrong_nonce" if audience else "wrong_audience")
    found = _checked(presentation.strip(), issuer_jwk, audience, nonce)
    if isinstance(found, str):
        return Verdict(holds=False, reason=found)
    reason = _status(found, issuer_jwk, status_token) or _share(nonce, seen)
    if reason is not None:
        return Verdict(holds=False, reason=reason)
    skills = tuple(value for name, value in found.items() if name.startswith("skill_") and isinstance(value, dict))
    return Verdict(True, None, skills, str(found.get("issuer_name", "")), bool(found.get("self_issued")))


def _checked(presentation: str, issuer_jwk: dict[str, Any], audience: str, nonce: str) -> dict[str, Any] | Reason:
    from openvc.errors import OpenvcError
    from openvc.proof.errors import MalformedToken, SignatureInvalid
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    try:
        found = SdJwtVcProofSuite().verify(
            presentation,
            public_key_jwk=issuer_jwk,
            audience=audience,
            nonce=nonce,
            require_key_binding=True,
            expected_vct=VCT,
            kb_max_age_s=MOST_AGE_SECONDS,
        )
    except SignatureInvalid:
        return "altered"
    except MalformedToken:
        return "unreadable"
    except (OpenvcError, ValueError, TypeError, KeyError, RecursionError) as fault:
        return _reason_of(str(fault))
    if found.typ != "dc+sd-jwt":
        return "wrong_type"
    if "exp" not in found.claims or "nbf" not in found.claims:
        return "expired"
    if found.issuer != did_of(issuer_jwk):
        return "wrong_issuer"
    return dict(found.claims)


def _reason_of(said: str) -> Reason:
    return next((reason for part, reason in _SAID if part in said), "unreadable")


def _status(claims: dict[str, Any], issuer_jwk: dict[str, Any], token: str | None) -> Reason | None:
    from openvc.errors import OpenvcError
    from openvc.status.issue import verify_status_list_token
    from openvc.status.token_status_list import STATUS_VALID, check_token_status, parse_token_status_ref

    try:
        reference = parse_token_status_ref(claims)
        if reference is None or token is None:
            return "status_unknown"
        result = check_token_status(
            claims,
            resolve_status_list_token=lambda uri: verify_status_list_token(
                token.strip(), public_key_jwk=issuer_jwk, expected_uri=uri
            ),
        )
    except (OpenvcError, ValueError, TypeError, KeyError):
        return "status_unknown"
    if result is None:
        return "status_unknown"
    return None if result.status == STATUS_VALID else "revoked"


def _share(nonce: str, seen: Path | None) -> Reason | None:
    until = _UNTIL.match(nonce)
    if until and int(until[1]) < time.time():
        return "share_expired"
    if seen is None:
        return None
    from houvast.skills.passport.folder import write_private

    known = json.loads(seen.read_text(encoding="utf-8")) if seen.exists() else []
    mark = hashlib.sha256(nonce.encode()).hexdigest()
    if mark in known:
        return "replayed_nonce"
    seen.parent.mkdir(parents=True, exist_ok=True)
    write_private(seen, json.dumps([*known, mark]).encode())
    return None
