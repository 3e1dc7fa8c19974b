"""Rules of a round in a company that do not depend on where it is run: the agreement, tokens and sealed drafts.

Invitations (who, hash of the token) and answers (a random number, what was answered) are kept apart and share no key.
A token is random and shown once; only its hash is kept. A draft is sealed with a key that only the token gives, so that
who has the database cannot read half-given answers, and who has the token can go on where they stopped.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from houvast.surveys.disclosure import OPEN_TEXT_THRESHOLD, THRESHOLD
from houvast.surveys.questionnaire import Questionnaire
from houvast.surveys.releases import ReportTree
from houvast.vocabulary.errors import HouvastError, Problem, problem

TOKEN_BYTES = 16
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not mistaken for each other on paper: no 0, 1, I or O."""
TOKEN_CHARACTERS = 26
GROUP_CHARACTERS = 5
SECRET_BYTES = 32
LONGEST_RETENTION_DAYS = 730
"""Raw answers are kept 24 months at most: our own rule (assumed; range 12 to 36 months)."""
COUNTED_SHARE = 0.75
"""An unfinished form counts when so much was answered (the rule of the national survey of working conditions, NEA)."""


@dataclass(frozen=True)
class RoundAgreement:
    """What is agreed with the works council before a round opens.

    Parameters
    ----------
    purpose
        What the answers are for, and what not.
    questionnaire
        Name and version.
    tree
        Groups that reports speak of.
    threshold, open_text_threshold
        Smallest groups.
    opens, closes, deleted
        First day, last day, and the day raw answers are deleted.
    agreed_by_works_council
        Whether it was agreed.
    """

    purpose: str
    questionnaire: str
    tree: ReportTree
    opens: date
    closes: date
    deleted: date
    agreed_by_works_council: bool
    threshold: int = THRESHOLD
    open_text_threshold: int = OPEN_TEXT_THRESHOLD

    def check(self) -> None:
        """Make sure that a round may open on these terms.

        Raises
        ------
        HouvastError
            Everything that stands in the way, at once.
        """
        faults: list[Problem] = []
        if not self.purpose.strip():
            faults.append(problem("surveys.round_purpose"))
        if not self.agreed_by_works_council:
            faults.append(problem("surveys.round_not_agreed"))
        if self.threshold < THRESHOLD or self.open_text_threshold < OPEN_TEXT_THRESHOLD:
            found = min(self.threshold, self.open_text_threshold)
            faults.append(problem("surveys.round_threshold", found=found, expected=(THRESHOLD, OPEN_TEXT_THRESHOLD)))
        if not self.opens <= self.closes <= self.deleted <= self.closes + timedelta(days=LONGEST_RETENTION_DAYS):
            found_days = (self.deleted - self.closes).days
            faults.append(problem("surveys.round_dates", found=found_days, expected=LONGEST_RETENTION_DAYS))
        if faults:
            raise HouvastError(faults)


def new_token() -> str:
    """Make a token of 128 random bits, in groups that can be read aloud: `7KQ2M-...`."""
    number = int.from_bytes(secrets.token_bytes(TOKEN_BYTES), "big")
    characters = []
    for _ in range(TOKEN_CHARACTERS):
        number, place = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[place])
    text = "".join(characters)
    return "-".join(text[at : at + GROUP_CHARACTERS] for at in range(0, TOKEN_CHARACTERS, GROUP_CHARACTERS))


def read_token(typed: str) -> str:
    """A token as somebody typed it, in one form: capitals, no spaces or dashes; shape checked.

    Raises
    ------
    HouvastError
        `surveys.token`; what was typed is not repeated.
    """
    text = "".join(typed.upper().split()).replace("-", "")
    if len(text) != TOKEN_CHARACTERS or any(character not in ALPHABET for character in text):
        raise HouvastError(problem("surveys.token", expected=TOKEN_CHARACTERS))
    return text


def new_secret() -> bytes:
    """A secret for one round; without it hashes cannot be made, after it is gone they cannot be checked."""
    return secrets.token_bytes(SECRET_BYTES)


def token_hash(token: str, secret: bytes) -> str:
    """What is kept of a token beside the invitation."""
    return hmac.new(secret, b"invitation:" + read_token(token).encode(), hashlib.sha256).hexdigest()


def draft_name(token: str, secret: bytes) -> str:
    """Under what a draft is kept: from the token, but not the hash beside the invitation."""
    return hmac.new(secret, b"draft:" + read_token(token).encode(), hashlib.sha256).hexdigest()


def seal_draft(content: bytes, token: str, secret: bytes) -> bytes:
    """Seal a draft with a key from the token and the secret of the round (AES-128 in CBC with HMAC: Fernet)."""
    return _sealer(token, secret).encrypt(content)


def open_draft(sealed: bytes, token: str, secret: bytes) -> bytes:
    """Open a draft.

    Raises
    ------
    HouvastError
        `surveys.draft`: another token, another round, or tampered with.
    """
    try:
        return _sealer(token, secret).decrypt(sealed)
    except InvalidToken as fault:
        raise HouvastError(problem("surveys.draft")) from fault


def seal_for_closing(content: bytes, server_key: str, secret: bytes) -> bytes:
    """Seal what counts when the round closes, with a key of the server that is not kept beside the answers."""
    return _sealer_from(server_key, secret, b"houvast survey closing").encrypt(content)


def open_at_closing(sealed: bytes, server_key: str, secret: bytes) -> bytes:
    """Open what `seal_for_closing` sealed.

    Raises
    ------
    HouvastError
        `surveys.closing`: another key than it was sealed with.
    """
    try:
        return _sealer_from(server_key, secret, b"houvast survey closing").decrypt(sealed)
    except InvalidToken as fault:
        raise HouvastError(problem("surveys.closing")) from fault


def _sealer(token: str, secret: bytes) -> Fernet:
    return _sealer_from(read_token(token), secret, b"houvast survey draft")


def _sealer_from(key: str, secret: bytes, use: bytes) -> Fernet:
    derived = HKDF(SHA256(), SECRET_BYTES, salt=secret, info=use).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def counts(answered: int, questionnaire: Questionnaire) -> bool:
    """Whether an unfinished form counts: three quarters of the questions answered."""
    return answered >= COUNTED_SHARE * len(questionnaire.questions)
