"""What the screens of the desk show, as plain values in one language: skills to tick, moves, the gap, training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from houvast.futures.folder import load_futures
from houvast.skills.moves.gap import Aim, gap_of, plan_training
from houvast.skills.moves.outlook import Demand
from houvast.skills.moves.plan import PlannedMove, reasons
from houvast.skills.moves.transitions import Move, Moves, find_moves, move_to
from houvast.skills.profile import HeldSkill, Profile, origin_of_profile, suggest
from houvast_web.my_work.map import map_of
from houvast_web.my_work.service import Knowledge, knowledge
from houvast_web.my_work.words import (
    BANDS,
    DIRECTION_MARKS,
    DIRECTIONS,
    EVIDENCE,
    EVIDENCE_MARKS,
    LEVELS,
    REUSE,
)
from houvast_web.my_work.work import Work

FIRST_MOVES = 8
"""Moves shown in full; the others are one press away."""
MOST_MOVES = 40
PERCENT = 100


class SkillRow(NamedTuple):
    """A skill to tick: its place in the language, name, and level held (0 for not)."""

    place: int
    name: str
    level: int
    evidence: tuple[str, ...]


class SkillPart(NamedTuple):
    """Skills that belong together on the screen."""

    key: str
    rows: tuple[SkillRow, ...]


class DemandRow(NamedTuple):
    """Demand in one future."""

    name: str
    mark: str
    direction: Any
    jobs: float
    low: float
    high: float


def skill_parts(work: Work, spoken: str) -> list[SkillPart]:
    """Return the skills to tick: of one's work, sometimes of it, of neighbouring work, and others one has."""
    known = knowledge(work.profile.version)
    language, profile = known.language, work.profile
    rows = [language.occupation(uri) for uri in profile.occupations]
    essential = _asked(language.essential, rows, ())
    optional = _asked(language.optional, rows, essential)
    hidden = suggest(language, profile).hidden
    listed = {*essential, *optional, *hidden}
    others = dict.fromkeys(language.skill(each.uri) for each in profile.skills)
    parts = {
        "essential": essential,
        "optional": optional,
        "others": [place for place in others if place not in listed],
        "hidden": hidden,
    }
    levels, evidence = profile.levels(), _evidence(profile)
    names, uris = language.names("skill", spoken), language.skills["uri"]
    return [
        SkillPart(
            key,
            tuple(
                SkillRow(place, names[place], levels.get(uris[place], 0), evidence.get(uris[place], ()))
                for place in places
            ),
        )
        for key, places in parts.items()
        if len(places)
    ]


def with_levels(profile: Profile, ticked: dict[int, int]) -> Profile:
    """Return the profile with levels as ticked: by place in the language; 0 takes a skill out, whoever said it."""
    uris = knowledge(profile.version).language.skills["uri"]
    own = {each.uri: each for each in profile.skills if each.evidence == "self"}
    levels = profile.levels()
    for place, level in ticked.items():
        uri = uris[place]
        if level == 0:
            profile = profile.without(uri) if uri in levels else profile
        elif levels.get(uri) != level:
            profile = profile.with_skill(replace(own.get(uri, HeldSkill(uri, level)), level=level))
    return profile


def held_rows(profile: Profile, spoken: str) -> list[dict[str, Any]]:
    """Return every skill held with who says so, by name."""
    language = knowledge(profile.version).language
    names = language.names("skill", spoken)
    rows = [
        {
            "number": number,
            "uri": each.uri,
            "name": names[language.skill(each.uri)],
            "level": LEVELS[each.level],
            "mark": EVIDENCE_MARKS[each.evidence],
            "evidence": EVIDENCE[each.evidence],
            "kind": each.evidence,
            "by": each.by,
            "date": each.date,
            "expires": each.expires,
        }
        for number, each in enumerate(profile.skills)
    ]
    return sorted(rows, key=lambda row: str(row["name"]).casefold())


def occupations_held(profile: Profile, spoken: str) -> list[dict[str, str]]:
    """Return the occupations held, the present one first."""
    if not profile.occupations:
        return []  # the first page need not wait for the language
    language = knowledge(profile.version).language
    names = language.names("occupation", spoken)
    return [{"uri": uri, "name": names[language.occupation(uri)]} for uri in profile.occupations]


def moves_screen(work: Work, spoken: str) -> dict[str, Any]:
    """Return the moves to show: near ones with why and why not, those held back, and those one hid.

    Raises
    ------
    HouvastError
        `skills.profile_empty`.
    """
    known = knowledge(work.profile.version)
    found = _moves(known, work.profile)
    uris = known.language.occupations["uri"]
    hidden = [move for move in (*found.proposed, *found.held_back) if uris[move.place] in work.hidden]
    proposed = [move for move in found.proposed if uris[move.place] not in work.hidden]
    held_back = [move for move in found.held_back if uris[move.place] not in work.hidden]

    def shown(moves: Iterable[Move]) -> list[dict[str, Any]]:
        return [_move(known, work, move, spoken) for move in moves]

    first = proposed[:FIRST_MOVES]
    now = known.language.occupation(work.profile.occupations[0]) if work.profile.occupations else None
    return {
        "proposed": [{**move, "number": number} for number, move in enumerate(shown(first), 1)],
        "map": map_of(known.context, first, known.language.names("occupation", spoken), now),
        "more": shown(proposed[FIRST_MOVES:MOST_MOVES]),
        "held_back": shown(held_back[:MOST_MOVES]),
        "hidden": shown(hidden),
        "demand_now": _demand_rows(found.demand_now, spoken),
        "exposure_now": _percents(found.exposure_now),
        "years": _years(found),
        "is_built_in": known.is_built_in,
    }


def plan_screen(work: Work, spoken: str, aim: Aim) -> dict[str, Any]:
    """Return the chosen moves side by side: each with its gap by group and the training that closes it."""
    known = knowledge(work.profile.version)
    columns = []
    for each in planned(work, aim):
        column = _move(known, work, each.move, spoken)
        column["gap"] = _gap(known, each, spoken)
        column["missing"] = len(each.move.missing)
        column["training"] = _training(known, each, spoken)
        columns.append(column)
    return {"columns": columns, "has_courses": known.courses is not None, "is_built_in": known.is_built_in}


def planned(work: Work, aim: Aim) -> list[PlannedMove]:
    """Return the chosen moves with gap and training."""
    known = knowledge(work.profile.version)
    language, profile = known.language, work.profile
    chosen = [uri for uri in work.chosen if uri in language.occupation_place]
    if not chosen:
        return []
    near = _moves(known, profile)
    origin = origin_of_profile(language, profile)
    moves = [move_to(language, known.context, origin, language.occupation(uri), outlook=known.demand) for uri in chosen]
    return [
        PlannedMove(
            move,
            gap_of(language, move, near),
            None if known.courses is None else plan_training(language, move.missing, known.courses, aim),
        )
        for move in moves
    ]


def _moves(known: Knowledge, profile: Profile) -> Moves:
    return find_moves(known.language, known.context, origin_of_profile(known.language, profile), outlook=known.demand)


def _move(known: Knowledge, work: Work, move: Move, spoken: str) -> dict[str, Any]:
    """Return one move. Demand and exposure have a place of their own on the screen, so the sentences leave them out."""
    uri = known.language.occupations["uri"][move.place]
    plain = replace(move, demand={}, to_growth=(), exposure=None)
    why, why_not = reasons(plain, known.context)
    futures = load_futures()
    any_demand = next(iter(move.demand.values()), None)
    return {
        "uri": uri,
        "place": move.place,
        "name": known.language.names("occupation", spoken)[move.place],
        "band": BANDS[move.band],
        "band_key": move.band,
        "coverage": _percents(move.coverage),
        "coverage_back": _percents(move.coverage_back),
        "why": [text.text(spoken) for text in why],
        "why_not": [text.text(spoken) for text in why_not],
        "exposure": _percents(move.exposure),
        "demand": _demand_rows(move.demand, spoken),
        "directions": _directions(move.demand),
        "openings": _whole(any_demand.openings_now) if any_demand else None,
        "per_hundred": _whole(PERCENT * any_demand.tension_now) if any_demand else None,
        "to_growth": [futures.scenarios[key].name.text(spoken) for key in move.to_growth],
        "is_chosen": uri in work.chosen,
        "is_hidden": uri in work.hidden,
        "is_proposed": move.is_proposed,
    }


def _demand_rows(demand: Any, spoken: str) -> list[DemandRow]:
    futures = load_futures()
    rows: list[DemandRow] = []
    for key, each in demand.items():
        one: Demand = each
        name = futures.scenarios[key].name.text(spoken) if key in futures.scenarios else key
        rows.append(
            DemandRow(
                name,
                DIRECTION_MARKS[one.direction],
                DIRECTIONS[one.direction],
                one.employment_index,
                one.low,
                one.high,
            )
        )
    return rows


def _directions(demand: Any) -> list[tuple[str, Any, int]]:
    """Return per direction its mark, its word and in how many futures it holds."""
    counted = Counter(each.direction for each in demand.values())
    return [(DIRECTION_MARKS[key], DIRECTIONS[key], counted[key]) for key in DIRECTION_MARKS if counted[key]]


def _gap(known: Knowledge, each: PlannedMove, spoken: str) -> list[dict[str, Any]]:
    groups = {row["uri"]: row[spoken] or row["en"] or row["nl"] for row in known.language.groups.iter_rows(named=True)}
    names = known.language.names("skill", spoken)
    return [
        {
            "group": groups.get(group.group, ""),
            "skills": [
                {"name": names[skill.place], "reuse": REUSE.get(skill.reuse, ""), "opens": skill.opens}
                for skill in group.skills
            ],
        }
        for group in each.gap
    ]


def _training(known: Knowledge, each: PlannedMove, spoken: str) -> dict[str, Any] | None:
    if each.training is None:
        return None
    names = known.language.names("skill", spoken)
    return {
        "courses": each.training.courses.to_dicts(),
        "hours": each.training.hours,
        "cost_eur": each.training.cost_eur,
        "untaught": [names[place] for place in each.training.untaught],
        "is_least": each.training.is_least,
    }


def _years(found: Moves) -> int | None:
    demands = [*found.demand_now.values(), *(d for move in found.proposed[:1] for d in move.demand.values())]
    return demands[0].years if demands else None


def _percents(span: tuple[float, float] | None) -> tuple[int, int] | None:
    return None if span is None else (round(PERCENT * span[0]), round(PERCENT * span[1]))


def _whole(value: float) -> int | None:
    return round(value) if isfinite(value) else None


def _asked(matrix: Any, rows: Sequence[int], but: Sequence[int]) -> list[int]:
    found = dict.fromkeys(int(each) for row in rows for each in np.sort(matrix[[row]].indices))
    return [place for place in found if place not in but]


def _evidence(profile: Profile) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in profile.skills:
        found[each.uri] = (*found.get(each.uri, ()), EVIDENCE_MARKS[each.evidence])
    return found
