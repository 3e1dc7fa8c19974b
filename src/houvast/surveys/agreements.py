"""Agreements between one worker and the employer: what each will do, signed off by both sides.

A signature holds for the words that were signed: change the text and both sides sign again. Nothing here leaves the
file of the two; it is no part of any report.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from houvast.vocabulary.errors import HouvastError, problem

WORKER, EMPLOYER = "worker", "employer"
PARTIES = (WORKER, EMPLOYER)


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
