"""`houvast skills transitions | vacancy | attest`: moves to other work, and the side of the employer."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from houvast.cli.options import Language, Spoken
from houvast.vocabulary.errors import Both, HouvastError, problem

if TYPE_CHECKING:
    from houvast.skills.language import Language as WorkLanguage
    from houvast.skills.moves.context import Context
    from houvast.skills.moves.gap import GapGroup, TrainingPlan
    from houvast.skills.moves.regions import Region
    from houvast.skills.moves.transitions import Move, Moves

Version = Annotated[
    str | None, typer.Option("--version", metavar="VERSION", help="Version of the language; by default the newest.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Tell it as JSON.")]
MOST_COMPARED = 3
_NO_NEAR = Both(
    "Er is geen werk dat hier dicht bij ligt en waar niets voor in de weg staat. Een zwakke lijst helpt u niet.",
    "No work is near to this with nothing in the way. A weak list would not help you.",
)
_PROPOSED = Both("Werk dat dichtbij ligt", "Work that is near")
_HELD_BACK = Both("Lijkt erop, maar er staat iets in de weg", "Alike, but something stands in the way")
_BACK = Both("Terug vanaf dit werk: {low:.0%}-{high:.0%}", "Back from this work: {low:.0%}-{high:.0%}")
_OPENINGS = Both(
    "Vacatures in {region} nu, voor de beroepsgroep: {n:.0f}", "Vacancies in {region} now, for the group: {n:.0f}"
)
_NO_OUTLOOK = Both("Hoeveel dat er zijn, staat in --outlook FILE.", "How many there are is in --outlook FILE.")
_WRITTEN = Both("Geschreven: {path}", "Written: {path}")


def add_moves(app: typer.Typer) -> None:
    """Add the commands of this module to a group."""
    app.command("transitions")(transitions)
    app.command("vacancy")(vacancy)
    app.command("attest")(attest_skills)


def transitions(
    profile: Annotated[Path | None, typer.Argument(metavar="PROFILE", help="A profile; or give --occupation.")] = None,
    occupation: Annotated[
        str | None, typer.Option("--occupation", metavar="URI", help="Only the occupation is known.")
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="URI", help="Look at this move; up to three to compare.")
    ] = None,
    outlook: Annotated[Path | None, typer.Option("--outlook", metavar="FILE", help="Table of houvast outlook.")] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="NAME", help="Region for vacancies now.")] = None,
    courses: Annotated[
        Path | None, typer.Option("--courses", metavar="FILE", help="List of courses; by default the imported one.")
    ] = None,
    aim: Annotated[str, typer.Option("--aim", metavar="NAME", help="Least cost or hours of training.")] = "cost",
    max_zone: Annotated[str, typer.Option("--max-zone", metavar="NUMBER", help="Job zones up at most.")] = "1",
    min_pay: Annotated[str, typer.Option("--min-pay", metavar="RATIO", help="Pay against today's, at least.")] = "0.75",
    min_likeness: Annotated[
        str, typer.Option("--min-likeness", metavar="NUMBER", help="Likeness of skills, at least.")
    ] = "0.3",
    top: Annotated[str, typer.Option("--top", metavar="NUMBER", help="Moves to show.")] = "10",
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="Write a plan to print: .md or .html.")
    ] = None,
    as_json: AsJson = False,
    version: Version = None,
    language: Spoken = Language.EN,
) -> None:
    """Show moves to other work: what fits both ways, what stands in the way, demand per future, gap and training."""
    from houvast.cli.skills import whole_number
    from houvast.skills.moves.context import context_of
    from houvast.skills.moves.gap import gap_of
    from houvast.skills.moves.outlook import read_demand
    from houvast.skills.moves.plan import PlannedMove
    from houvast.skills.moves.regions import region_of
    from houvast.skills.moves.transitions import Terms, find_moves, move_to, origin_of
    from houvast.skills.profile import check_against, origin_of_profile, read_profile
    from houvast.skills.store import Store

    if (profile is None) == (occupation is None):
        raise HouvastError(problem("skills.profile_or_occupation"))
    least = _number("--min-likeness", min_likeness, 0, 1)
    terms = Terms(
        least,
        max(least, Terms.strong_cosine),
        _number("--max-zone", max_zone, 0, 5),
        _number("--min-pay", min_pay, 0, 10),
    )
    if aim not in ("cost", "hours"):
        raise HouvastError(
            problem("skills.vacancy", where="--aim", found=Both("kies cost of hours.", "choose cost or hours."))
        )
    shown = whole_number("--top", top, 1, 100)
    store = Store()
    if profile is not None:
        held = read_profile(profile)
        spoken = store.language(version or held.version)
        check_against(held, spoken)
        origin = origin_of_profile(spoken, held)
    else:
        spoken = store.language(version)
        origin = origin_of(spoken, spoken.occupation(occupation or ""))
    where = None if region is None else region_of(region)
    context = context_of(spoken, store)
    demand = None if outlook is None else read_demand(outlook)
    moves = find_moves(spoken, context, origin, terms, demand)
    if to:
        chosen = [move_to(spoken, context, origin, spoken.occupation(uri), terms, demand) for uri in to[:MOST_COMPARED]]
    else:
        chosen = list(moves.proposed[:shown])
    list_of_courses = _courses(courses, store)
    planned = [
        PlannedMove(move, gap_of(spoken, move, moves), _training(spoken, move, list_of_courses, aim))
        for move in (chosen if to or plan else [])
    ]
    if plan is not None:
        _write_plan(plan, spoken, context, planned[:MOST_COMPARED], language)
    if as_json:
        typer.echo(_moves_json(spoken, context, moves, chosen, 0 if to else shown, planned, where, language))
        return
    if where is not None:
        typer.echo(where.rests_on.text(language))
        if demand is None:
            typer.echo(_NO_OUTLOOK.text(language))
    if not chosen:
        typer.echo(_NO_NEAR.text(language))
    _tell(spoken, context, chosen, _PROPOSED, where, language)
    if not to:
        _tell(spoken, context, list(moves.held_back[: max(3, shown // 2)]), _HELD_BACK, where, language)
    for each in planned if to else []:
        _tell_gap(spoken, each.gap, each.training, language)


def vacancy(
    occupation: Annotated[str, typer.Argument(metavar="URI", help="The occupation that comes nearest.")],
    must: Annotated[list[str] | None, typer.Option("--must", metavar="URI", help="Needed on the first day.")] = None,
    as_json: AsJson = False,
    version: Version = None,
    language: Spoken = Language.EN,
) -> None:
    """Put a vacancy in skills: must-have and learnable, with questions for a talk. It ranks nobody."""
    from houvast.skills.employer import vacancy_of
    from houvast.skills.store import Store

    spoken = Store().language(version)
    found = vacancy_of(spoken, occupation, must or ())
    names, uris = spoken.names("skill", language.value), spoken.skills["uri"]
    parts = {
        name: [
            {
                "uri": uris[each.place],
                "label": names[each.place],
                "questions": [q.text(language) for q in each.questions],
            }
            for each in getattr(found, name)
        ]
        for name in ("must_have", "learnable")
    }
    if as_json:
        typer.echo(json.dumps(parts, ensure_ascii=False, indent=2))
        return
    for name, head in (
        ("must_have", Both("Nodig op dag één", "Needed on day one")),
        ("learnable", Both("Kan men hier leren", "Can be learned here")),
    ):
        typer.echo(f"{head.text(language)}:")
        for each in parts[name]:
            typer.echo(f"  {each['label']}  {each['uri']}")
            for question in each["questions"] if name == "must_have" else ():
                typer.echo(f"    - {question}")


def attest_skills(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE", help="The worker's own profile.")],
    matrix: Annotated[Path, typer.Option("--matrix", metavar="FILE", help="CSV with person,skill,level (0 to 4).")],
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="The worker, as the matrix names them.")],
    employer: Annotated[str, typer.Option("--employer", metavar="NAME", help="Who attests.")],
    consent: Annotated[str, typer.Option("--consent", metavar="DAY", help="Day the worker agreed, YYYY-MM-DD.")] = "",
    language: Spoken = Language.EN,
) -> None:
    """Write what a competence matrix says of a worker into the worker's own profile, with the worker's consent."""
    from houvast.skills.employer import attest
    from houvast.skills.passport.folder import write_private
    from houvast.skills.profile import read_profile
    from houvast.skills.store import Store

    found = read_profile(profile)
    attested = attest(found, matrix, person, employer, consent, Store().language(found.version))
    write_private(profile, attested.as_json().encode())
    typer.echo(_WRITTEN.text(language).format(path=profile))


def _number(name: str, text: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise HouvastError(problem("skills.number", name=name, low=low, high=high, found=text[:40]))
    return value


def _courses(path: Path | None, store: Any) -> Any:
    if path is None:
        return store.table("courses")
    from houvast.skills.courses import read_courses
    from houvast.skills.files import handed_files, read_table

    problems: list[Any] = []
    file = handed_files(path)[0]
    table = read_table(file, problems)
    found = None if table is None else read_courses(table, file.where, problems)
    if problems:
        raise HouvastError(problems)
    return found


def _training(spoken: WorkLanguage, move: Move, courses: Any, aim: str) -> TrainingPlan | None:
    from houvast.skills.moves.gap import plan_training

    return (
        None if courses is None else plan_training(spoken, move.missing, courses, "cost" if aim == "cost" else "hours")
    )


def _write_plan(path: Path, spoken: WorkLanguage, context: Context, planned: Any, language: Language) -> None:
    from houvast.skills.moves.plan import as_page, plan_lines
    from houvast.skills.passport.folder import write_private

    lines = plan_lines(spoken, context, planned, language.value)
    text = as_page(lines, language.value) if path.suffix.lower() in (".html", ".htm") else "\n".join(lines)
    write_private(path, text.encode())
    typer.echo(_WRITTEN.text(language).format(path=path), err=True)


def _tell(
    spoken: WorkLanguage,
    context: Context,
    moves: list[Move],
    head: Both,
    where: Region | None,
    language: Language,
) -> None:
    from houvast.skills.moves.plan import reasons

    if not moves:
        return
    typer.echo(f"\n{head.text(language)}:")
    names, uris = spoken.names("occupation", language.value), spoken.occupations["uri"]
    for move in moves:
        typer.echo(f"\n  {names[move.place]}  {uris[move.place]}")
        why, why_not = reasons(move, context)
        for text in why:
            typer.echo(f"    + {text.text(language)}")
        for text in why_not:
            typer.echo(f"    - {text.text(language)}")
        if move.coverage_back:
            low, high = move.coverage_back
            typer.echo(f"    = {_BACK.text(language).format(low=low, high=high)}")
        openings = _openings(move, where)
        if where is not None and openings is not None:
            typer.echo(f"    = {_OPENINGS.text(language).format(region=where.name, n=openings)}")


def _openings(move: Move, where: Region | None) -> float | None:
    """Vacancies now in the group of an occupation, in a region or the country; None where no outlook says."""
    now = next((each.openings_now for each in move.demand.values()), math.nan)
    return _finite(now if where is None else now * where.share_of_people)


def _tell_gap(spoken: WorkLanguage, gap: Any, training: TrainingPlan | None, language: Language) -> None:
    names = spoken.names("skill", language.value)
    groups = {
        uri: (nl if language.value == "nl" else en) or nl or en
        for uri, nl, en in spoken.groups.select("uri", "nl", "en").iter_rows()
    }
    for group in gap:
        typer.echo(f"\n  {groups.get(group.group, group.group)}")
        for skill in group.skills:
            typer.echo(f"    [ ] {names[skill.place]} ({skill.reuse}; +{skill.opens})")
    if training is not None:
        typer.echo("")
        for row in training.courses.iter_rows(named=True):
            typer.echo(f"  {row['title']} ({row['provider']}): {row['hours']:.0f} h, {row['cost_eur']:.0f} EUR")
        typer.echo(f"  = {training.hours:.0f} h, {training.cost_eur:.0f} EUR; -{len(training.untaught)}")


def _moves_json(
    spoken: WorkLanguage,
    context: Context,
    moves: Moves,
    chosen: list[Move],
    held_back: int,
    planned: Any,
    where: Region | None,
    language: Language,
) -> str:
    names, uris, skills = spoken.names("occupation", language.value), spoken.occupations["uri"], spoken.skills["uri"]

    def told(move: Move) -> dict[str, Any]:
        return {
            "uri": uris[move.place],
            "label": names[move.place],
            "likeness": round(move.cosine, 4),
            "band": move.band,
            "coverage": move.coverage,
            "coverage_back": move.coverage_back,
            "guards": [guard._asdict() for guard in move.guards],
            "proposed": move.is_proposed,
            "pay_eur_per_hour": [
                _finite(each[move.place]) for each in (context.pay_low, context.pay, context.pay_high)
            ],
            "exposure": move.exposure,
            "exposure_measures": {name: _finite(values[move.place]) for name, values in context.exposure.items()},
            "demand": {
                name: {
                    key: _finite(value) if isinstance(value, float) else value for key, value in each._asdict().items()
                }
                | {"direction": each.direction}
                for name, each in move.demand.items()
            },
            "openings_now": _openings(move, None),
            "openings_in_region": None if where is None else _openings(move, where),
            "to_growth": move.to_growth,
            "missing": [skills[place] for place in move.missing],
        }

    def gap(group: GapGroup) -> dict[str, Any]:
        return {
            "group": group.group,
            "skills": [{"uri": skills[each.place], "reuse": each.reuse, "opens": each.opens} for each in group.skills],
        }

    def training(found: TrainingPlan | None) -> Any:
        return (
            None
            if found is None
            else {
                "courses": found.courses.to_dicts(),
                "hours": found.hours,
                "cost_eur": found.cost_eur,
                "untaught": [skills[place] for place in found.untaught],
                "is_least": found.is_least,
            }
        )

    content = {
        "no_near_move": not moves.proposed,
        "region": None if where is None else where._asdict() | {"rests_on": where.rests_on.text(language)},
        "moves": [told(move) for move in chosen],
        "held_back": [told(move) for move in moves.held_back[:held_back]],
        "plans": [
            {
                "uri": uris[each.move.place],
                "gap": [gap(group) for group in each.gap],
                "training": training(each.training),
            }
            for each in planned
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
