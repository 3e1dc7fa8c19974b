"""The side of the employer: a vacancy in skills, questions for a talk, and an attestation with consent.

There is no function here, nor anywhere, that puts people in an order. A vacancy says what somebody must be able to do
on the first day and what can be learned; the talk is about skills; what an employer saw somebody do, the employer may
write into the person's own passport when the person wants that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema

from houvast.skills.files import handed_files, read_table
from houvast.skills.language import Language
from houvast.skills.profile import LEVELS, MOST_FAULTS, MOST_SKILLS, HeldSkill, Profile
from houvast.vocabulary.errors import Both, HouvastError, Place, Problem, problem

MOST_MUST_HAVES = 8
"""A longer list keeps people out who would learn the rest (assumed: what fits in a first talk)."""
MATRIX_COLUMNS = ("person", "skill", "level")
"""Columns of a competence matrix: person, URI of the skill, level 0 (none) to 4 (can teach)."""
ATTESTATION_FORMAT = "houvast-attestation-1"
_A_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_DAY = re.compile(_A_DAY)
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "version", "employer", "consent", "skills"],
    "properties": {
        "format": {"const": ATTESTATION_FORMAT},
        "version": {"type": "string", "minLength": 1, "maxLength": 100},
        "employer": {"type": "string", "minLength": 1, "maxLength": 200},
        "consent": {"type": "string", "pattern": _A_DAY},
        "skills": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_SKILLS,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["uri", "level"],
                "properties": {
                    "uri": {"type": "string", "minLength": 1, "maxLength": 300},
                    "level": {"type": "integer", "minimum": LEVELS[0], "maximum": LEVELS[-1]},
                },
            },
        },
    },
}
_QUESTIONS = (
    Both(
        "Vertel over een keer dat u dit deed: {skill}. Wat deed u zelf?",
        "Tell of a time you did this: {skill}. What did you do yourself?",
    ),
    Both("Wat ging er toen moeilijk, en hoe loste u dat op?", "What was hard then, and how did you solve it?"),
    Both(
        "Aan wie zou u dit kunnen leren: {skill}? Hoe begint u?",
        "Whom could you teach this: {skill}? How would you begin?",
    ),
)


class VacancySkill(NamedTuple):
    """A skill in a vacancy: its column in the language, and questions to talk about it."""

    place: int
    questions: tuple[Both, ...]


@dataclass(frozen=True)
class Vacancy:
    """A vacancy in skills: what is needed on the first day, what can be learned at work."""

    occupation: int
    must_have: tuple[VacancySkill, ...]
    learnable: tuple[VacancySkill, ...]


def vacancy_of(language: Language, occupation: str, must_have: Sequence[str] = ()) -> Vacancy:
    """Put a vacancy in skills.

    Parameters
    ----------
    language
        The language.
    occupation
        URI of the occupation that comes nearest.
    must_have
        URIs needed on the first day, at most `MOST_MUST_HAVES`; without them the most telling (rarest) essential
        skills are proposed, for the employer to change.

    Raises
    ------
    HouvastError
        `skills.unknown_uri`, or `skills.vacancy` when there are too many.
    """
    row = language.occupation(occupation)
    essential = [int(each) for each in language.essential[[row]].indices]
    if len(must_have) > MOST_MUST_HAVES:
        found = Both(
            f"{len(must_have)} eisen; hoogstens {MOST_MUST_HAVES} houden anderen niet onnodig buiten.",
            f"{len(must_have)} requirements; at most {MOST_MUST_HAVES} keep nobody out needlessly.",
        )
        raise HouvastError(problem("skills.vacancy", where="--must", found=found))
    needed = [language.skill(uri) for uri in must_have]
    if not needed:
        needed = sorted(essential, key=lambda place: -language.rarity[place])[: MOST_MUST_HAVES // 2]
    names = language.names("skill", "nl"), language.names("skill", "en")

    def asked(place: int) -> VacancySkill:
        return VacancySkill(
            place,
            tuple(
                Both(each.nl.format(skill=names[0][place]), each.en.format(skill=names[1][place]))
                for each in _QUESTIONS
            ),
        )

    return Vacancy(
        row, tuple(asked(place) for place in needed), tuple(asked(place) for place in essential if place not in needed)
    )


@dataclass(frozen=True)
class Attestation:
    """What an employer says that one person can do, to be handed to that person.

    Parameters
    ----------
    version
        Version of the language of the skills.
    employer
        Who says so.
    consent
        The day the person agreed, YYYY-MM-DD.
    skills
        URI and level, 1 to 4, of each skill. The person is not named: whoever holds the file knows who it is about.
    """

    version: str
    employer: str
    consent: str
    skills: tuple[tuple[str, int], ...]

    def as_json(self) -> str:
        """Return the file that is handed to the person."""
        skills = [{"uri": uri, "level": level} for uri, level in self.skills]
        content = {"format": ATTESTATION_FORMAT, **asdict(self), "skills": skills}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def attestation_from(content: Any, where: str) -> Attestation:
    """Read the content of an attestation.

    Raises
    ------
    HouvastError
        `skills.bad_attestation`, all faults up to twenty.
    """
    faults = list(jsonschema.Draft202012Validator(_SCHEMA).iter_errors(content))
    if faults:
        keys = [("/".join(map(str, each.path)) or "-", each.message[:200]) for each in faults[:MOST_FAULTS]]
        raise HouvastError(
            [problem("skills.bad_attestation", where=where, key=key, found=found) for key, found in keys]
        )
    skills = tuple((each["uri"], each["level"]) for each in content["skills"])
    return Attestation(content["version"], content["employer"], content["consent"], skills)


def accept(profile: Profile, attestation: Attestation, wanted: Collection[str], language: Language) -> Profile:
    """Write the skills somebody wants of an attestation into their own profile.

    Raises
    ------
    HouvastError
        `skills.unknown_uri`, one per skill that is not in the language of the profile.
    """
    chosen = [(uri, level) for uri, level in attestation.skills if uri in wanted]
    unknown = [uri for uri, _ in chosen if uri not in language.skill_place]
    if unknown:
        raise HouvastError(
            [problem("skills.unknown_uri", kind="skill", found=uri[:200], language=language.name) for uri in unknown]
        )
    for uri, level in chosen:
        profile = profile.with_skill(HeldSkill(uri, level, "employer", attestation.employer, attestation.consent))
    return profile


def attest(profile: Profile, matrix: Path, person: str, employer: str, consent: str, language: Language) -> Profile:
    """Write what a competence matrix says of one person into that person's own profile.

    Parameters
    ----------
    profile
        The profile of the person.
    matrix
        CSV with `person,skill,level`; rows of others are not read into anything.
    person
        The person, as the matrix names them.
    employer
        Name of the employer.
    consent
        The day the person agreed, YYYY-MM-DD.
    language
        The language of the profile.

    Raises
    ------
    HouvastError
        `skills.consent` without a day of consent, `skills.level`, `skills.unknown_uri`, `skills.profile_empty`.
    """
    if not _DAY.match(consent):
        raise HouvastError(problem("skills.consent", found=consent or None))
    problems: list[Problem] = []
    table = read_table(handed_files(matrix)[0], problems)
    if table is not None:
        problems += [
            problem(
                "csv.column_missing",
                where=Place(str(matrix), 1),
                missing=name,
                expected=", ".join(MATRIX_COLUMNS),
                found=table.columns,
            )
            for name in MATRIX_COLUMNS
            if name not in table.columns
        ]
    if problems or table is None:
        raise HouvastError(problems)
    is_named, skills = False, []
    for line, (name, skill, level) in enumerate(table.select(MATRIX_COLUMNS).iter_rows(), 2):
        if name != person:
            continue
        is_named = True
        place = Place(str(matrix), line, "level")
        if level not in ("0", *map(str, LEVELS)):
            problems.append(problem("skills.level", where=place, found=level))
        elif skill not in language.skill_place:
            problems.append(problem("skills.unknown_uri", kind="skill", found=skill[:200], language=language.name))
        elif level != "0":
            skills.append((skill, int(level)))
    if problems:
        raise HouvastError(problems)
    if not is_named:
        raise HouvastError(problem("skills.profile_empty", where=f"{matrix}: {person}"))
    return accept(
        profile, Attestation(profile.version, employer, consent, tuple(skills)), language.skill_place, language
    )
