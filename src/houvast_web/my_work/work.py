"""Somebody's work as the desk keeps it: profile, choices, notes and passport. It is theirs, whole, as one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema

from houvast.skills.profile import Profile, profile_from
from houvast.vocabulary.errors import HouvastError, problem

FORMAT = "houvast-my-work-1"
PROFILE_FORMAT = "houvast-profile-1"
MOST_CHOSEN = 3
"""Moves side by side: more does not fit a talk or a sheet of paper."""
MOST_HIDDEN = 500
LONGEST_NOTES = 2000
MOST_SHARES = 200
LONGEST_FILE = 1_000_000
PUBLIC_FILES = ("passport.json", "passport.sd-jwt", "status.jwt", "issuer.json")
KEY_FILES = ("holder.pem", "issuer.pem")
_URI = {"type": "string", "minLength": 1, "maxLength": 300}
_TEXT = {"type": "string", "maxLength": LONGEST_FILE}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "profile"],
    "properties": {
        "format": {"const": FORMAT},
        "profile": {},
        "chosen": {"type": "array", "maxItems": MOST_CHOSEN, "items": _URI},
        "hidden": {"type": "array", "maxItems": MOST_HIDDEN, "items": _URI},
        "notes": {"type": "string", "maxLength": LONGEST_NOTES},
        "passport": {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(PUBLIC_FILES, _TEXT)},
        "keys": {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(KEY_FILES, _TEXT)},
        "shown": {"type": "array", "maxItems": MOST_SHARES, "items": _TEXT},
    },
}


@dataclass(frozen=True)
class Work:
    """Somebody's work.

    Parameters
    ----------
    profile
        Skills and occupations; without any at first.
    chosen, hidden
        URIs of moves to look at side by side, and of moves not to show again.
    notes
        Of a talk with an adviser.
    passport, keys
        Files of the passport by name; the keys apart, for they are kept sealed.
    shown
        What was shown, in the order of the log of shares.
    """

    profile: Profile
    chosen: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    notes: str = ""
    passport: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    shown: tuple[str, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.profile.skills or self.profile.occupations or self.passport)

    @property
    def record(self) -> dict[str, Any]:
        """What the passport says, its log of shares included; empty without a passport."""
        return dict(json.loads(self.passport["passport.json"])) if self.passport else {}

    def as_plain(self) -> dict[str, Any]:
        """Return the work as the content of its file, without keys."""
        return {
            "format": FORMAT,
            "profile": json.loads(self.profile.as_json()),
            "chosen": list(self.chosen),
            "hidden": list(self.hidden),
            "notes": self.notes,
            "passport": dict(self.passport),
            "shown": list(self.shown),
        }


def work_from(content: Any, where: str) -> Work:
    """Read the content of a file of somebody's work, or of a profile alone.

    Raises
    ------
    HouvastError
        `skills.bad_profile`, all faults up to the limit of a profile.
    """
    if isinstance(content, dict) and content.get("format") == PROFILE_FORMAT:
        return Work(profile_from(content, where))
    faults = list(jsonschema.Draft202012Validator(_SCHEMA).iter_errors(content))
    if faults:
        raise HouvastError(
            [
                problem(
                    "skills.bad_profile",
                    where=where,
                    key="/".join(map(str, fault.path)) or "-",
                    found=fault.message[:200],
                )
                for fault in faults[:20]
            ]
        )
    return Work(
        profile_from(content["profile"], where),
        tuple(content.get("chosen", ())),
        tuple(content.get("hidden", ())),
        content.get("notes", ""),
        content.get("passport", {}),
        content.get("keys", {}),
        tuple(content.get("shown", ())),
    )
