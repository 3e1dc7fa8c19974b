"""The gap of a move, and the least training that closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from houvast.skills.language import REUSE, Language
from houvast.skills.moves.transitions import Move, Moves

Aim = Literal["cost", "hours"]
LONGEST_SEARCH_SECONDS = 10
PER_COURSE = 1e-6
"""Added to what a course costs: of two plans that cost the same, the one with fewer courses is the better."""


class GapSkill(NamedTuple):
    """A skill one lacks: its column, how widely it is used, and in how many near moves it is essential."""

    place: int
    reuse: str
    opens: int


class GapGroup(NamedTuple):
    """Skills one lacks in one group of the language."""

    group: str
    skills: tuple[GapSkill, ...]


@dataclass(frozen=True)
class TrainingPlan:
    """Courses that together teach what is missing.

    Parameters
    ----------
    courses
        Rows of the list of courses, the one that teaches most first.
    hours, cost_eur
        Of all together.
    untaught
        Columns of missing skills that no course teaches.
    is_least
        Whether it is proven that no cheaper (or shorter) choice teaches the same.
    """

    courses: pl.DataFrame
    hours: float
    cost_eur: float
    untaught: tuple[int, ...]
    is_least: bool


def gap_of(language: Language, move: Move, moves: Moves | None = None) -> list[GapGroup]:
    """Return what a move asks that one lacks, by group, what is useful most widely first.

    Parameters
    ----------
    language
        The language of the move.
    move
        The move.
    moves
        Other near moves, to count what a skill opens besides.
    """
    skills = language.skills
    others = (*moves.proposed, *moves.held_back) if moves else ()
    opens = np.zeros(len(skills), dtype=int)
    for other in others:
        if other.place != move.place:
            opens[list(other.missing)] += 1
    by_group: dict[str, list[GapSkill]] = {}
    for place in move.missing:
        group, reuse = skills["group"][place], skills["reuse"][place]
        by_group.setdefault(group, []).append(GapSkill(place, reuse, int(opens[place])))
    groups = [GapGroup(group, tuple(sorted(found, key=_widest_first))) for group, found in by_group.items()]
    return sorted(groups, key=lambda each: (_widest_first(each.skills[0]), each.group))


def _widest_first(skill: GapSkill) -> tuple[int, int, int]:
    rank = REUSE.index(skill.reuse) if skill.reuse in REUSE else len(REUSE)
    return rank, -skill.opens, skill.place


def plan_training(language: Language, missing: Sequence[int], courses: pl.DataFrame, aim: Aim = "cost") -> TrainingPlan:
    """Choose courses that teach every missing skill some course teaches, at least cost or in the fewest hours.

    A weighted set cover, solved as a mixed-integer programme by HiGHS: minimise the sum of what the chosen courses
    cost, such that each skill is taught by at least one.

    Parameters
    ----------
    language
        The language of the skills.
    missing
        Columns of the missing skills.
    courses
        From `read_courses`.
    aim
        What to keep low.
    """
    wanted = {language.skills["uri"][place]: place for place in missing}
    useful = courses.with_row_index("row").explode("skills").filter(pl.col("skills").is_in(list(wanted)))
    useful = useful.unique(["row", "skills"], maintain_order=True)
    taught = sorted(set(useful["skills"]), key=lambda uri: wanted[uri])
    untaught = tuple(place for uri, place in wanted.items() if uri not in set(taught))
    if not taught:
        return TrainingPlan(courses.clear(), 0.0, 0.0, untaught, is_least=True)
    rows = useful["row"].unique(maintain_order=True).to_list()
    chosen, is_least = _cover(useful, taught, rows, courses["cost_eur" if aim == "cost" else "hours"].to_numpy()[rows])
    count = useful.group_by("row").len().rename({"len": "n_skills"})
    picked = courses.with_row_index("row").filter(pl.col("row").is_in(chosen)).join(count, on="row", how="left")
    picked = picked.sort("n_skills", descending=True).drop("row", "n_skills")
    return TrainingPlan(picked, float(picked["hours"].sum()), float(picked["cost_eur"].sum()), untaught, is_least)


def _cover(useful: pl.DataFrame, taught: list[str], rows: list[int], price: np.ndarray) -> tuple[list[int], bool]:
    column = {row: number for number, row in enumerate(rows)}
    line = {uri: number for number, uri in enumerate(taught)}
    places = ([line[uri] for uri in useful["skills"]], [column[row] for row in useful["row"]])
    teaches = sparse.csr_matrix((np.ones(len(useful)), places), shape=(len(taught), len(rows)))
    tie = PER_COURSE * (1 + price.max(initial=0.0)) / (1 + len(rows))
    result = milp(
        price + tie,
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(teaches, lb=1),
        options={"time_limit": LONGEST_SEARCH_SECONDS, "mip_rel_gap": 0.0},
    )
    if result.x is None:  # out of time before the first solution: all useful courses teach everything
        return rows, False
    return [row for row, taken in zip(rows, result.x, strict=True) if taken > 0.5], bool(result.status == 0)
