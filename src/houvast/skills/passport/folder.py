"""The folder of a passport: what is secret, what may be given away, and a log of what was shown to whom.

passport.json       the record: skills, issuer, days, place in the status list, log of shares
passport.sd-jwt     the signed passport, every skill in a disclosure of its own
holder.pem          the person's key; only the owner can read it
issuer.pem          the issuer's key, where the person is the issuer; else it stays with the issuer
issuer.json         the issuer's public key, for whoever checks
status.jwt          the signed list that says whether the passport was revoked
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from houvast.skills.profile import read_json
from houvast.vocabulary.errors import HouvastError, problem

RECORD, TOKEN, STATUS, ISSUER = "passport.json", "passport.sd-jwt", "status.jwt", "issuer.json"
HOLDER_KEY, ISSUER_KEY = "holder.pem", "issuer.pem"
FORMAT = "houvast-passport-1"
_FILES = (RECORD, TOKEN, STATUS, ISSUER, HOLDER_KEY, ISSUER_KEY)


@dataclass
class Passport:
    """A passport on disk: its folder and its record."""

    folder: Path
    record: dict[str, Any]

    @property
    def token(self) -> str:
        """The signed passport with all its disclosures."""
        return (self.folder / TOKEN).read_text(encoding="ascii").strip()

    def save(self) -> None:
        """Write the record, whole or not at all."""
        text = json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"
        write_private(self.folder / RECORD, text.encode())


def open_passport(folder: Path) -> Passport:
    """Open the folder of a passport.

    Raises
    ------
    HouvastError
        `files.missing`, `files.unreadable`, or `skills.passport` for another kind of folder.
    """
    record = read_json(folder / RECORD)
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise HouvastError(problem("skills.passport", where=str(folder), found=RECORD))
    missing = [name for name in (TOKEN, HOLDER_KEY) if not (folder / name).is_file()]
    if missing:
        raise HouvastError(problem("skills.passport", where=str(folder), found=missing))
    return Passport(folder, record)


def new_folder(folder: Path) -> None:
    """Make the folder for the owner only; raises `skills.folder_taken` when something is there."""
    if folder.exists():
        raise HouvastError(problem("skills.folder_taken", where=str(folder)))
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError as fault:
        raise HouvastError(
            problem("files.unwritable", where=str(folder), found=fault.strerror or str(fault))
        ) from fault


def delete_passport(folder: Path) -> None:
    """Delete a passport with its keys; other files somebody put there stay."""
    open_passport(folder)
    for name in _FILES:
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        shutil.rmtree(folder)


def write_private(path: Path, content: bytes) -> None:
    """Write a file for the owner only, whole or not at all."""
    partial = path.with_name(f".{path.name}.part-{os.getpid()}")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        partial.replace(path)
    except OSError as fault:
        raise HouvastError(problem("files.unwritable", where=str(path), found=fault.strerror or str(fault))) from fault
    finally:
        partial.unlink(missing_ok=True)
