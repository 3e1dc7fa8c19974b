"""Agreements between one worker and the employer: what each will do, signed off by both sides.

A signature holds for the words that were signed: change the text and both sides sign again. Nothing here leaves the
file of the two; it is no part of any report.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema

from houvast.vocabulary.errors import HouvastError, problem

WORKER, EMPLOYER = "worker", "employer"
PARTIES = (WORKER, EMPLOYER)
FORMAT = "houvast-agreement-1"
LONGEST_TEXT = 2_000
LARGEST_FILE_BYTES = 100_000
MOST_FAULTS = 20
_DAY = {"type": "string", "format": "date"}
_WORDS = {"type": "string", "maxLength": LONGEST_TEXT}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "subject", "worker_does", "employer_does", "review_on", "signatures"],
    "properties": {
        "format": {"const": FORMAT},
        "subject": {"type": "string", "minLength": 1, "maxLength": 100},
        "worker_does": _WORDS,
        "employer_does": _WORDS,
        "review_on": _DAY,
        "signatures": {
            "type": "array",
            "maxItems": len(PARTIES),
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["party", "on", "digest"],
                "properties": {
                    "party": {"enum": list(PARTIES)},
                    "on": _DAY,
                    "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                },
            },
        },
    },
}
_CHECK = jsonschema.Draft202012Validator(_SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))


@dataclass(frozen=True)
class Signature:
    """Who signed which words, and when."""

    party: str
    on: date
    digest: str


@dataclass(frozen=True)
class Agreement:
    """What two sides agreed.

    Parameters
    ----------
    subject
        Scale of the psychological contract it is about.
    worker_does, employer_does
        In their own words.
    review_on
        When the two look at it again.
    signatures
        So far.
    """

    subject: str
    worker_does: str
    employer_does: str
    review_on: date
    signatures: tuple[Signature, ...] = ()

    @property
    def digest(self) -> str:
        """Fingerprint of the words and the date."""
        words = repr((self.subject, self.worker_does, self.employer_does, self.review_on.isoformat()))
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def signed_by(self) -> tuple[str, ...]:
        """Parties whose signature holds for the words as they are now."""
        return tuple(
            party for party in PARTIES if any(s.party == party and s.digest == self.digest for s in self.signatures)
        )

    @property
    def is_agreed(self) -> bool:
        """Whether both sides signed these words."""
        return self.signed_by == PARTIES

    def is_due(self, today: date) -> bool:
        """Whether it is time to look at it again."""
        return self.is_agreed and today >= self.review_on

    def as_json(self) -> str:
        """Return the file of the two."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=2, default=str) + "\n"


def sign(agreement: Agreement, party: str, on: date) -> Agreement:
    """Sign for one side.

    Raises
    ------
    HouvastError
        `surveys.party` for anybody else, `surveys.agreement_empty` when a side promises nothing.
    """
    if party not in PARTIES:
        raise HouvastError(problem("surveys.party", found=party, expected=PARTIES))
    if not (agreement.worker_does.strip() and agreement.employer_does.strip()):
        raise HouvastError(problem("surveys.agreement_empty"))
    others = tuple(each for each in agreement.signatures if each.party != party)
    return replace(agreement, signatures=(*others, Signature(party, on, agreement.digest)))


def change_agreement(
    kept: Agreement | None,
    where: str,
    subject: str | None = None,
    worker_does: str | None = None,
    employer_does: str | None = None,
    review_on: date | None = None,
) -> Agreement:
    """Return an agreement with what is given changed; signatures stay, but hold for the words they were put under.

    Raises
    ------
    HouvastError
        `surveys.agreement_incomplete` when a new one lacks something, `surveys.agreement_long`.
    """
    for found in (worker_does or "", employer_does or ""):
        if len(found) > LONGEST_TEXT:
            raise HouvastError(problem("surveys.agreement_long", found=len(found), most=LONGEST_TEXT))
    if kept is not None:
        given = {"subject": subject, "worker_does": worker_does, "employer_does": employer_does, "review_on": review_on}
        return replace(kept, **{key: each for key, each in given.items() if each is not None})  # type: ignore[arg-type]
    if subject is None or worker_does is None or employer_does is None or review_on is None:
        options = {"--subject": subject, "--worker": worker_does, "--employer": employer_does, "--review": review_on}
        lacking = tuple(name for name, each in options.items() if each is None)
        raise HouvastError(problem("surveys.agreement_incomplete", where=where, expected=lacking))
    return Agreement(subject, worker_does, employer_does, review_on)


def read_agreement(path: Path) -> Agreement:
    """Read the file of the two.

    Raises
    ------
    HouvastError
        `surveys.bad_agreement`, all faults up to twenty; the file stays as it is.
    """
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(LARGEST_FILE_BYTES + 1))
    except (OSError, ValueError, RecursionError) as fault:
        raise HouvastError(problem("surveys.bad_agreement", where=str(path), key="-", found=str(fault)[:200])) from None
    faults = [("/".join(map(str, each.path)) or "-", each.message[:200]) for each in _CHECK.iter_errors(content)]
    if faults:
        raise HouvastError(
            [
                problem("surveys.bad_agreement", where=str(path), key=key, found=found)
                for key, found in faults[:MOST_FAULTS]
            ]
        )
    signatures = tuple(Signature(s["party"], date.fromisoformat(s["on"]), s["digest"]) for s in content["signatures"])
    return Agreement(
        content["subject"],
        content["worker_does"],
        content["employer_does"],
        date.fromisoformat(content["review_on"]),
        signatures,
    )
