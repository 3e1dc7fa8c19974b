"""The competence matrix: who can do what, how well, who wants to learn it, and where one absence stops the work.

Levels: 0 none, 1 learning, 2 independent, 3 full, 4 can teach. What counts is the lower of two ratings, one level
less when a skill was not used for a year, and at most learning once a certificate has expired. People appear under
pseudonyms unless names are asked for; nobody is ranked.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from houvast.flex.tables import Row, Table, read_day, read_table
from houvast.vocabulary.errors import nearest

LEVELS = (0, 1, 2, 3, 4)
LEARNING, INDEPENDENT = 1, 2
DECAY_DAYS = 365
SOON_DAYS = 90
WISHES = {"": 0.5, "no": 0.0, "nee": 0.0, "maybe": 0.5, "misschien": 0.5, "yes": 1.0, "ja": 1.0}
MATRIX_COLUMNS = {
    "persoon": "person", "naam": "person", "vaardigheid": "skill", "niveau": "level", "oordeel": "level_other",
    "potentie": "potential", "wens": "wish", "laatst_gebruikt": "last_used", "verloopt": "expires",
    "afdeling": "department",
}  # fmt: skip
REQUIRED_COLUMNS = {"vaardigheid": "skill", "niveau": "level", "nodig": "required", "afdeling": "department"}


@dataclass(frozen=True)
class Rating:
    """What one person can do of one skill."""

    person: str
    department: str
    skill: str
    level: int
    level_other: int | None
    potential: int
    wish: float
    last_used: date | None
    expires: date | None

    def counted_level(self, today: date) -> int:
        """The level that counts for cover."""
        level = self.level if self.level_other is None else min(self.level, self.level_other)
        if self.is_decayed(today):
            level = max(level - 1, 0)
        return min(level, LEARNING) if self.is_expired(today) else level

    def is_decayed(self, today: date) -> bool:
        """Whether the skill was last used more than a year ago."""
        return self.last_used is not None and (today - self.last_used).days > DECAY_DAYS

    def is_expired(self, today: date) -> bool:
        """Whether its certificate has expired."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True)
class Required:
    """How many people must have a skill at a level; `skill_id` is its identifier in the skills language."""

    skill: str
    level: int
    people: int
    skill_id: str = ""
    department: str = ""


@dataclass(frozen=True)
class Matrix:
    """Ratings and required cover."""

    ratings: tuple[Rating, ...]
    required: tuple[Required, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody in the matrix, in the order of the file."""
        return tuple(dict.fromkeys(rating.person for rating in self.ratings))

    @property
    def skills(self) -> tuple[str, ...]:
        """All skills, in the order of the files."""
        return tuple(dict.fromkeys([*(each.skill for each in self.required), *(each.skill for each in self.ratings)]))

    def pseudonymous(self) -> Matrix:
        """The same matrix with pseudonyms: P01, P02, ... in an order that tells nothing, the same for the same file."""
        salt = hashlib.sha256("\n".join(sorted(map(str, self.ratings))).encode()).hexdigest()
        order = sorted(self.people, key=lambda name: hashlib.sha256(f"{salt}{name}".encode()).digest())
        width = max(len(str(len(order))), 2)
        alias = {name: f"P{place:0{width}}" for place, name in enumerate(order, start=1)}
        ratings = sorted(
            (replace(each, person=alias[each.person]) for each in self.ratings),
            key=lambda each: (each.person, each.skill),
        )
        return Matrix(tuple(ratings), self.required)


@dataclass(frozen=True)
class Cover:
    """Cover of one skill at one level: people who have it, people needed, and who is the only one."""

    required: Required
    n_people: int
    only_one: str | None

    @property
    def is_lacking(self) -> bool:
        """Whether fewer people have it than needed."""
        return self.n_people < self.required.people


@dataclass(frozen=True)
class Route:
    """A training route: a skill that lacks, and how many could and would learn it."""

    skill: str
    lacking: int
    n_candidates: int
    candidates: tuple[str, ...]
    worth: float
    """People lacking (or the value given to the skill) times the best potential and wish among the candidates."""


@dataclass(frozen=True)
class Competence:
    """What the matrix tells."""

    covers: tuple[Cover, ...]
    decayed: tuple[tuple[str, str], ...]
    expired: tuple[tuple[str, str], ...]
    expiring: tuple[tuple[str, str, date], ...]
    rating_difference: dict[str, float]
    routes: tuple[Route, ...]


def read_matrix(path: Path, required_path: Path | None = None, people: Sequence[str] | None = None) -> Matrix:
    """Read a matrix: a row per person and skill, or a row per person and a column per skill.

    Parameters
    ----------
    path
        Long: `person,skill,level` and, if wanted, `department,level_other,potential,wish,last_used,expires`. Wide:
        `person` and, if wanted, `department`, then a column of levels per skill.
    required_path
        `skill,level,required` and, if wanted, `skill_id,department`.
    people
        Everybody who may stand in the matrix; anybody else is a fault.

    Raises
    ------
    HouvastError
        Every fault with its row and column.
    """
    table = read_table(path, MATRIX_COLUMNS)
    table.require(["person"])
    is_long = "skill" in table.columns
    if is_long:
        table.require(["skill", "level"])
    skill_columns = [each for each in table.columns if each not in ("person", "department")]
    ratings: list[Rating] = []
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        person = table.text(row, "person")
        if people is not None and person and person not in people:
            table.fault("flex.unknown_person", row, "person", suggestion=nearest(person, people), found=person)
        department = row.cells.get("department", "")
        for column in ["level"] if is_long else skill_columns:
            if not is_long and not row.cells[column]:
                continue
            skill = table.text(row, "skill") if is_long else column
            earlier = seen.setdefault((person, skill), row.line)
            if earlier != row.line:
                table.fault("flex.duplicate", row, column, found=f"{person} / {skill}", earlier=earlier)
            level = _whole(table, row, column, 0, 4)
            other = _whole(table, row, "level_other", 0, 4) if is_long and row.cells.get("level_other") else None
            potential = _whole(table, row, "potential", 0, 2) if is_long and row.cells.get("potential") else 1
            wish = row.cells.get("wish", "").lower() if is_long else ""
            if wish not in WISHES:
                table.fault("flex.not_one_of", row, "wish", found=wish, expected=("yes", "maybe", "no"))
            days = [_day(table, row, name) if is_long else None for name in ("last_used", "expires")]
            ratings.append(Rating(person, department, skill, level, other, potential, WISHES.get(wish, 0.0), *days))
    table.finish()
    required = _read_required(required_path, {each.skill for each in ratings}) if required_path else ()
    return Matrix(tuple(ratings), required)


def assess(matrix: Matrix, today: date, skill_values: dict[str, float] | None = None) -> Competence:
    """Assess cover, single points of failure, decay and training routes.

    Parameters
    ----------
    matrix
        With names or pseudonyms; they appear as they are.
    today
        Decides what is decayed or expired.
    skill_values
        What one more person with a skill is worth, for instance in EUR a year; left out: people lacking.
    """
    by_skill: dict[str, list[Rating]] = defaultdict(list)
    for rating in matrix.ratings:
        by_skill[rating.skill].append(rating)
    covers = []
    for required in matrix.required:
        able = [each for each in _of(by_skill, required) if each.counted_level(today) >= required.level]
        only = able[0].person if len(able) == 1 and required.people >= 1 else None
        covers.append(Cover(required, len(able), only))
    differences: dict[str, float] = {}
    for skill, ratings in by_skill.items():
        rated = [each.level - each.level_other for each in ratings if each.level_other is not None]
        if rated:
            differences[skill] = sum(rated) / len(rated)
    marked = sorted(matrix.ratings, key=lambda each: (each.person, each.skill))
    return Competence(
        tuple(covers),
        tuple((each.person, each.skill) for each in marked if each.is_decayed(today) and each.level > 0),
        tuple((each.person, each.skill) for each in marked if each.is_expired(today)),
        tuple(
            (each.person, each.skill, each.expires)
            for each in marked
            if each.expires and today <= each.expires <= today + timedelta(SOON_DAYS)
        ),
        differences,
        _routes(covers, by_skill, today, skill_values or {}),
    )


def _routes(
    covers: Sequence[Cover], by_skill: dict[str, list[Rating]], today: date, values: dict[str, float]
) -> tuple[Route, ...]:
    """Training routes: skills that lack or rest on one person, worth most first; candidates by name, not by rank."""
    routes = []
    for cover in covers:
        if not cover.is_lacking and cover.only_one is None:
            continue
        able = [
            each
            for each in _of(by_skill, cover.required)
            if each.counted_level(today) < cover.required.level and each.potential > 0 and each.wish > 0
        ]
        lacking = max(cover.required.people - cover.n_people, 0) or 1
        best = max((each.potential / 2 * each.wish for each in able), default=0.0)
        worth = values.get(cover.required.skill, float(lacking)) * best
        names = tuple(sorted(each.person for each in able))
        routes.append(Route(cover.required.skill, lacking, len(able), names, worth))
    return tuple(sorted(routes, key=lambda each: (-each.worth, each.skill)))


def _of(by_skill: dict[str, list[Rating]], required: Required) -> list[Rating]:
    return [each for each in by_skill[required.skill] if required.department in ("", each.department)]


def _read_required(path: Path, skills: set[str]) -> tuple[Required, ...]:
    table = read_table(path, REQUIRED_COLUMNS)
    table.require(["skill", "level", "required"])
    found = []
    for row in table.rows:
        skill = table.text(row, "skill")
        if skill and skill not in skills:
            near = nearest(skill, skills)
            table.fault("flex.unknown_skill", row, "skill", found=skill, suggestion=near)
        level, people = _whole(table, row, "level", 1, 4), _whole(table, row, "required", 0, 100_000)
        found.append(Required(skill, level, people, row.cells.get("skill_id", ""), row.cells.get("department", "")))
    table.finish()
    return tuple(found)


def _whole(table: Table, row: Row, column: str, low: int, high: int) -> int:
    value = table.number(row, column, low, high)
    if not math.isnan(value) and value != int(value):
        table.fault("flex.not_whole", row, column, found=value)
    return 0 if math.isnan(value) else int(value)


def _day(table: Table, row: Row, column: str) -> date | None:
    text = row.cells.get(column, "")
    day = read_day(text) if text else None
    if text and day is None:
        table.fault("flex.bad_date", row, column, found=text)
    return day
