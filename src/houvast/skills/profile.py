"""A skills profile: what somebody can do, how well, and who says so. It is the person's own file.

A profile names a version of the language with every URI, so that it can be moved to the next version. Four kinds of
evidence are four different things and never add up: said by oneself, by a colleague, by an employer, or certified.
The file is JSON after `data/profile.schema.json`; it holds no name, no birth date and no reason for anything.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import jsonschema
import numpy as np

from houvast.skills.files import MOST_BYTES
from houvast.skills.language import Language
from houvast.skills.moves.coverage import all_pairs
from houvast.skills.moves.transitions import Origin
from houvast.vocabulary.errors import HouvastError, Problem, problem

Evidence = Literal["self", "peer", "employer", "certified"]
EVIDENCE: tuple[Evidence, ...] = ("self", "peer", "employer", "certified")
WITH_HELP, ON_MY_OWN, SKILLED, TEACHES = 1, 2, 3, 4
"""Levels: does it with help, on one's own, skilled also when it is hard, teaches it to others."""
LEVELS = (WITH_HELP, ON_MY_OWN, SKILLED, TEACHES)
FORMAT = "houvast-profile-1"
MOST_SKILLS = 5000
"""Skills a profile holds at most; the longest list of an occupation in ESCO has 340."""
MOST_FAULTS = 20
NEAREST = 8
"""Neighbouring occupations whose skills are looked at for hidden ones."""


@dataclass(frozen=True)
class HeldSkill:
    """A skill somebody has.

    Parameters
    ----------
    uri
        Skill of the language of the profile.
    level
        1 to 4.
    evidence
        Who says so.
    by
        Name of the colleague, employer or body; empty for oneself.
    date, expires
        Days as YYYY-MM-DD; `expires` may be empty.
    """

    uri: str
    level: int
    evidence: Evidence = "self"
    by: str = ""
    date: str = ""
    expires: str = ""


@dataclass(frozen=True)
class Profile:
    """Skills and occupations held, in one version of a language; the present occupation first."""

    version: str
    skills: tuple[HeldSkill, ...] = ()
    occupations: tuple[str, ...] = ()

    def with_skill(self, skill: HeldSkill) -> Profile:
        """Add a skill; one with the same URI, evidence and source is replaced, another kind of evidence stays."""
        others = [
            each for each in self.skills if (each.uri, each.evidence, each.by) != (skill.uri, skill.evidence, skill.by)
        ]
        return replace(self, skills=(*others, skill))

    def without(self, uri: str) -> Profile:
        """Take a skill out, whoever said it."""
        return replace(self, skills=tuple(each for each in self.skills if each.uri != uri))

    def levels(self) -> dict[str, int]:
        """Return the highest level per skill, of evidence that has not expired."""
        today = datetime.now(UTC).date().isoformat()
        found: dict[str, int] = {}
        for each in self.skills:
            if not each.expires or each.expires >= today:
                found[each.uri] = max(each.level, found.get(each.uri, 0))
        return found

    def as_json(self) -> str:
        """Return the profile as the text of its file."""
        content = {"format": FORMAT, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


@cache
def profile_schema() -> dict[str, Any]:
    """Return the JSON schema of a profile."""
    text = (files("houvast.skills") / "data" / "profile.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def read_profile(path: Path) -> Profile:
    """Read a profile.

    Raises
    ------
    HouvastError
        `files.missing`, `files.unreadable`, `skills.bad_profile`: all faults, up to `MOST_FAULTS`.
    """
    return profile_from(read_json(path), str(path))


def profile_from(content: Any, where: str) -> Profile:
    """Read a profile from the content of its file; `where` names it in messages. Raises `skills.bad_profile`."""
    faults = sorted(
        jsonschema.Draft202012Validator(profile_schema()).iter_errors(content),
        key=lambda each: list(map(str, each.path)),
    )
    problems: list[Problem] = [
        problem("skills.bad_profile", where=where, key="/".join(map(str, fault.path)) or "-", found=fault.message[:200])
        for fault in faults[:MOST_FAULTS]
    ]
    if problems:
        raise HouvastError(problems)
    skills = tuple(HeldSkill(**each) for each in content["skills"])
    return Profile(content["version"], skills, tuple(content["occupations"]))


def read_json(path: Path) -> Any:
    """Read a JSON file of modest size; raises `files.missing` or `files.unreadable`."""
    if not path.is_file():
        raise HouvastError(problem("files.missing", where=str(path)))
    try:
        if path.stat().st_size > MOST_BYTES // 16:
            raise HouvastError(problem("skills.too_large", where=str(path), most=MOST_BYTES // 16))
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=str(fault)[:200])) from fault


def check_against(profile: Profile, language: Language) -> None:
    """Make sure that a language has everything a profile names; raises `skills.unknown_uri`, all at once."""
    unknown = [each.uri for each in profile.skills if each.uri not in language.skill_place]
    problems: list[Problem] = []
    for kind, uris, places in (
        ("skill", dict.fromkeys(unknown), language.skill_place),
        ("occupation", profile.occupations, language.occupation_place),
    ):
        problems += [
            problem("skills.unknown_uri", kind=kind, found=uri[:200], language=language.name, suggestion="")
            for uri in uris
            if uri not in places
        ]
    if problems:
        raise HouvastError(problems[:MOST_FAULTS])


def from_occupations(language: Language, uris: Sequence[str], level: int = ON_MY_OWN) -> Profile:
    """Begin a profile from occupations held: their essential skills, said by oneself, to be ticked off or on."""
    profile = Profile(language.version, (), tuple(uris))
    skills = language.skills["uri"]
    places = [language.occupation(uri) for uri in uris]
    found = dict.fromkeys(int(place) for row in places for place in language.essential[[row]].indices)
    held = tuple(HeldSkill(skills[place], level) for place in found)
    return replace(profile, skills=held)


@dataclass(frozen=True)
class Suggestions:
    """Skills to tick, as columns of the language: essential ones, optional ones, and hidden ones of neighbours."""

    essential: tuple[int, ...]
    optional: tuple[int, ...]
    hidden: tuple[int, ...]


def suggest(language: Language, profile: Profile) -> Suggestions:
    """Suggest what somebody may well be able to do besides: of the occupations held, and of their neighbours.

    Hidden skills are essential in most of the nearest occupations but not named for one's own; widest used first.
    """
    have = {language.skill_place[each.uri] for each in profile.skills if each.uri in language.skill_place}
    rows = [language.occupation(uri) for uri in profile.occupations]
    essential = _asked(language.essential, rows, have)
    optional = _asked(language.optional, rows, have | set(essential))
    if not rows:
        return Suggestions(essential, optional, ())
    cosine = all_pairs(language).cosine[rows].max(axis=0)
    cosine[rows] = 0
    near = np.argsort(-cosine)[:NEAREST]
    near = near[cosine[near] > 0]
    shared = np.asarray(language.essential[near].sum(axis=0)).ravel()
    known = have | set(essential) | set(optional)
    hidden = [int(each) for each in np.argsort(-shared, kind="stable") if shared[each] > len(near) / 2]
    return Suggestions(essential, optional, tuple(each for each in hidden if each not in known))


def _asked(matrix: Any, rows: Sequence[int], but: set[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(each) for row in rows for each in matrix[[row]].indices if each not in but))


def origin_of_profile(language: Language, profile: Profile) -> Origin:
    """Return the origin of moves: skills from level 2 are sure, those with help are perhaps."""
    sure = np.zeros(len(language.skills), dtype=np.float32)
    perhaps = np.zeros_like(sure)
    for uri, level in profile.levels().items():
        place = language.skill(uri)
        (sure if level >= ON_MY_OWN else perhaps)[place] = 1
    return Origin(sure, perhaps, tuple(language.occupation(uri) for uri in profile.occupations))
