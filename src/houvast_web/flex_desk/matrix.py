"""The competence matrix on screen: cover for everybody in the organisation, people for those who may, and changes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from houvast.flex.competence import Competence, Matrix, Rating, assess
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.accounts.service import User, record
from houvast_web.flex_desk import service
from houvast_web.flex_desk.reading import given_matrix, laid_out

SMALL_GROUP = 10
"""Below this many people a cover tells who somebody is, so only who may see people sees it."""
WISH_WORDS = {0.0: "no", 0.5: "maybe", 1.0: "yes"}
COLUMNS = ("person", "department", "skill", "level", "level_other", "potential", "wish", "last_used", "expires")


class Cell(NamedTuple):
    """What one person can do of one skill, and what is to be said about it."""

    skill: str
    rating: Rating | None = None
    level: int = 0
    is_only: bool = False
    is_decayed: bool = False
    is_expired: bool = False

    @property
    def wishes(self) -> bool:
        """Whether this person wants to learn it."""
        return self.rating is not None and self.rating.wish == 1


class Column(NamedTuple):
    """A skill of the grid, and whether its cover lacks."""

    skill: str
    is_lacking: bool


class Person(NamedTuple):
    """A row of the grid."""

    name: str
    department: str
    cells: tuple[Cell, ...]


def read(organisation: Any) -> Matrix | None:
    """Return the matrix of an organisation, of the example for None; None where there is none.

    Raises
    ------
    HouvastError
        What no longer fits since another file was changed.
    """
    with laid_out(service.given_files(organisation)) as paths:
        return given_matrix(paths) if "matrix" in paths else None


def is_small(matrix: Matrix) -> bool:
    """Whether so few people are in it that figures about them tell who they are."""
    return len(matrix.people) < SMALL_GROUP


def columns(matrix: Matrix, found: Competence) -> list[Column]:
    """Return the skills of the grid."""
    lacking = {each.required.skill for each in found.covers if each.is_lacking}
    return [Column(skill, skill in lacking) for skill in matrix.skills]


def rows(matrix: Matrix, found: Competence, when: date, department: str = "") -> list[Person]:
    """Lay a matrix out as a grid, by department and then by name; nobody is ranked."""
    only = {(each.only_one, each.required.skill) for each in found.covers if each.only_one}
    by_person: dict[str, dict[str, Rating]] = {}
    for each in matrix.ratings:
        by_person.setdefault(each.person, {})[each.skill] = each
    people = []
    for name, ratings in by_person.items():
        works_in = next(iter(ratings.values())).department
        if department in ("", works_in):
            cells = tuple(_cell(skill, ratings.get(skill), name, only, when) for skill in matrix.skills)
            people.append(Person(name, works_in, cells))
    return sorted(people, key=lambda each: (each.department, each.name))


def _cell(skill: str, rating: Rating | None, name: str, only: set[Any], when: date) -> Cell:
    if rating is None:
        return Cell(skill)
    return Cell(
        skill,
        rating,
        rating.counted_level(when),
        (name, skill) in only,
        rating.is_decayed(when),
        rating.is_expired(when),
    )


def set_level(user: User, organisation: Any, person: str, skill: str, level: int) -> None:
    """Change one level, as last used today, and store the matrix.

    Raises
    ------
    HouvastError
        `flex_desk.not_in_matrix`.
    """
    matrix = read(organisation)
    ratings = () if matrix is None else matrix.ratings
    if (person, skill) not in {(each.person, each.skill) for each in ratings}:
        raise HouvastError(problem("flex_desk.not_in_matrix"))
    changed = tuple(
        replace(each, level=level, last_used=service.today()) if (each.person, each.skill) == (person, skill) else each
        for each in ratings
    )
    service.store(user, organisation, "matrix", as_csv(changed))
    record("flex_level_changed", user, organisation)


def as_csv(ratings: tuple[Rating, ...]) -> bytes:
    """Write ratings as the library reads them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in ratings:
        other = "" if each.level_other is None else each.level_other
        days = (each.last_used or "", each.expires or "")
        writer.writerow(
            [each.person, each.department, each.skill, each.level, other, each.potential, WISH_WORDS[each.wish], *days]
        )
    return text.getvalue().encode()


def assessed(matrix: Matrix) -> Competence:
    """Assess a matrix today."""
    return assess(matrix, service.today())
