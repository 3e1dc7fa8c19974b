"""`houvast surveys estimate | ...`: estimates from a sample, and the instruments built on them."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from houvast.cli.options import Language, Spoken
from houvast.vocabulary.errors import Both, HouvastError, Problem, nearest, problem

surveys_app = typer.Typer(
    help="Surveys: estimates, the good-work monitor, the psychological contract, questionnaires.", no_args_is_help=True
)
ADJUSTMENTS = ("none", "holm", "bh")
_BLIND = Both("Blinde vlekken: {names}", "Blind spots: {names}")
_BALANCE = Both(
    "Balans (zekerheid min flexibiliteit van buiten): {balance}",
    "Balance (security minus flexibility from outside): {balance}",
)
_COUNTED = Both("{title}: {n} vragen, {scales} schalen", "{title}: {n} questions, {scales} scales")
_AGREED = Both(
    "{about}\n  werknemer: {worker}\n  werkgever: {employer}\n  samen terugkijken: {on}",
    "{about}\n  worker: {worker}\n  employer: {employer}\n  look at it together: {on}",
)
_SIGNED = Both(
    "Getekend: werknemer {worker}, werkgever {employer}",
    "Signed: worker {worker}, employer {employer}",
)
_DUE = Both("Het is tijd om er samen naar te kijken.", "It is time to look at it together.")
CONTRACT = "questionnaire_psychological_contract"
_WRITTEN = Both("Geschreven: {path}", "Written: {path}")


def write_json(content: Any, path: Path) -> None:
    """Write a JSON file, whole or not at all."""
    from houvast.experiments.storage import write_whole

    write_whole(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n")


def tell_written(paths: tuple[Path, ...], language: Language) -> None:
    """Say which files were written."""
    for path in paths:
        typer.echo(_WRITTEN.text(language).format(path=path))


@surveys_app.command()
def estimate(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="Answers: .csv, .parquet, .sav or .dta.")],
    design: Annotated[Path, typer.Option("--design", metavar="DESIGN.yaml", help="How the rows were drawn.")],
    statistics: Annotated[Path, typer.Option("--statistics", metavar="STATS.yaml", help="What to estimate.")],
    out: Annotated[Path, typer.Option("--out", metavar="RESULT.json", help="File to write.")],
    language: Spoken = Language.EN,
) -> None:
    """Estimate means, shares, quantiles, inequality and more, with errors that follow the sampling design."""
    from houvast.surveys.estimation import estimate_files

    write_json(estimate_files(data, design, statistics), out)
    tell_written((out,), language)


@surveys_app.command()
def monitor(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="Answers: .csv, .parquet, .sav or .dta.")],
    codebook: Annotated[Path, typer.Option("--codebook", metavar="FILE", help="What the columns mean.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the reports.")],
    adjust: Annotated[
        str, typer.Option("--adjust", metavar="NAME", help="none, holm or bh: correct for testing many groups.")
    ] = "none",
    result: Annotated[
        Path | None, typer.Option("--result", metavar="FOLDER", help="A stored run, to lay its grips beside these.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help="Write PDFs too.")] = True,
    language: Spoken = Language.EN,
) -> None:
    """Write the good-work monitor: the country, its sectors, and a company beside others of its composition."""
    from houvast.experiments.results import read_result
    from houvast.reports.good_work.build import write_monitor
    from houvast.surveys.monitor_run import run_monitor

    if adjust not in ADJUSTMENTS:
        raise HouvastError(_wrong_option("--adjust", adjust, ADJUSTMENTS))
    beside = None if result is None else read_result(result)
    tell_written(write_monitor(run_monitor(data, codebook, adjust), out, language, beside, pdf), language)


@surveys_app.command()
def contract(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="Answers, a column per question.")],
    out: Annotated[Path, typer.Option("--out", metavar="RESULT.json", help="File to write.")],
    questionnaire: Annotated[
        str, typer.Option("--questionnaire", metavar="FILE", help="A file, or the name of one that comes with Houvast.")
    ] = CONTRACT,
    population: Annotated[
        int | None, typer.Option("--population", min=1, metavar="NUMBER", help="Employees who were asked.")
    ] = None,
    team: Annotated[str | None, typer.Option("--team", metavar="COLUMN", help="Column with the team.")] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="COLUMN", help="Column that tells employer from employee.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="FILE", help="Answers of the last round.")
    ] = None,
    activities: Annotated[
        Path | None,
        typer.Option("--activities", metavar="FILE", help="HR activities in use, one key a line: for advice."),
    ] = None,
    employer_agrees: Annotated[
        bool, typer.Option("--employer-agrees", help="The only employer rater agreed to be shown.")
    ] = False,
    language: Spoken = Language.EN,
) -> None:
    """Score the psychological contract: what is owed, what comes true, where the two sides differ."""
    from houvast.surveys.activities import advise, make_profile, read_activities
    from houvast.surveys.contract import score_contract
    from houvast.surveys.data import read_data
    from houvast.surveys.questionnaire import read_questionnaire

    read = read_questionnaire(questionnaire)
    earlier = None if previous is None else read_data(previous)
    report = score_contract(read, read_data(data), population, team, role, earlier, employer_agrees)
    content = report.as_json()
    if activities is not None:
        table = read_activities()
        profile = make_profile(table, _lines_of(activities), where=str(activities))
        gaps = sorted((each for each in report.scales if each.gap.value < 0), key=lambda each: each.gap.value)
        advice = advise(table, profile, [each.scale for each in gaps])
        content["profile"] = profile.as_json()
        content["advice"] = [
            {
                "activity": a.activity.key,
                "obligations": a.obligations,
                "securities": a.securities,
                "flex_mix": a.activity.flex_mix,
            }
            for a in advice
        ]
    write_json(content, out)
    tell_written((out,), language)


@surveys_app.command()
def agreement(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="The file of worker and employer; made if new.")],
    subject: Annotated[
        str | None, typer.Option("--subject", metavar="SCALE", help="Scale of the psychological contract it is about.")
    ] = None,
    worker: Annotated[str | None, typer.Option("--worker", metavar="TEXT", help="What the worker will do.")] = None,
    employer: Annotated[
        str | None, typer.Option("--employer", metavar="TEXT", help="What the employer will do.")
    ] = None,
    review: Annotated[
        datetime | None, typer.Option("--review", formats=["%Y-%m-%d"], metavar="DATE", help="When to look again.")
    ] = None,
    sign: Annotated[str | None, typer.Option("--sign", metavar="worker|employer", help="Sign for one side.")] = None,
    language: Spoken = Language.EN,
) -> None:
    """Record what one worker and the employer agree, and sign it for either side; other words need other signatures."""
    from houvast.experiments.storage import write_whole
    from houvast.surveys.agreements import PARTIES, change_agreement, read_agreement
    from houvast.surveys.agreements import sign as sign_for
    from houvast.surveys.questionnaire import read_questionnaire

    known = {scale.key: scale.name for scale in read_questionnaire(CONTRACT).scales}
    if subject is not None and subject not in known:
        raise HouvastError(problem("surveys.agreement_subject", found=subject[:100], expected=tuple(known)))
    kept = read_agreement(file) if file.exists() else None
    agreed = change_agreement(kept, str(file), subject, worker, employer, review.date() if review else None)
    if sign is not None:
        agreed = sign_for(agreed, sign, date.today())  # noqa: DTZ011 - the day it is where they sign
    if agreed != kept:
        write_whole(file, agreed.as_json().encode())
    about = known[agreed.subject].text(language) if agreed.subject in known else agreed.subject
    typer.echo(
        _AGREED.text(language).format(
            about=about, on=agreed.review_on, worker=agreed.worker_does, employer=agreed.employer_does
        )
    )
    signed = {party: "✓" if party in agreed.signed_by else "-" for party in PARTIES}
    typer.echo(_SIGNED.text(language).format(**signed))
    if agreed.is_due(date.today()):  # noqa: DTZ011
        typer.echo(_DUE.text(language))


@surveys_app.command()
def activities(
    in_use: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Activities in use, one key a line; left out: list them all.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--table", metavar="FILE", help="A table of your own instead of ours.")
    ] = None,
    flexible: Annotated[
        float | None,
        typer.Option("--flexible", min=0, max=1, metavar="SHARE", help="Share of posts on flexible contracts."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="JSON file to write.")] = None,
    language: Spoken = Language.EN,
) -> None:
    """List the HR activities with the security each serves, or make the profile of an organisation."""
    from houvast.surveys.activities import TABLE, make_profile, read_activities
    from houvast.vocabulary.words import SECURITIES

    every = read_activities(table or TABLE)
    names = {word.key: word.name(language) for word in SECURITIES}
    if in_use is None:
        for each in every:
            typer.echo(f"{each.key:<28} {each.name.text(language)}: {', '.join(names[key] for key in each.securities)}")
        return
    profile = make_profile(every, _lines_of(in_use), flexible, str(in_use))
    for key, share in profile.security_share.items():
        typer.echo(f"{names[key]:<24} {share:.0%}")
    if profile.blind_spots:
        typer.echo(_BLIND.text(language).format(names=", ".join(names[key] for key in profile.blind_spots)))
    typer.echo(_BALANCE.text(language).format(balance=f"{profile.balance:+.2f}"))
    if out is not None:
        write_json(profile.as_json(), out)
        tell_written((out,), language)


@surveys_app.command()
def protect(
    data: Annotated[Path, typer.Argument(metavar="TABLE.csv", help="A row per cell, with a column of counts.")],
    by: Annotated[str, typer.Option("--by", metavar="COLUMNS", help="Classifications, with commas.")],
    out: Annotated[Path, typer.Option("--out", metavar="RESULT.json", help="File to write.")],
    ordered: Annotated[
        str, typer.Option("--ordered", metavar="COLUMNS", help="Those in which only neighbours may be merged (ages).")
    ] = "",
    threshold: Annotated[int, typer.Option("--threshold", min=10, metavar="NUMBER", help="Smallest group.")] = 10,
    language: Spoken = Language.EN,
) -> None:
    """Protect the small groups of a table: coarsen, hide cells, and prove that they stay hidden."""
    from houvast.surveys.count_table import protected_as_json, table_of
    from houvast.surveys.data import read_data

    names = tuple(each.strip() for each in by.split(",") if each.strip())
    table = table_of(read_data(data), names, tuple(each.strip() for each in ordered.split(",") if each.strip()))
    write_json(protected_as_json(table, names, threshold), out)
    tell_written((out,), language)


@surveys_app.command()
def questionnaire(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="A questionnaire; left out: list those that come with Houvast.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write it as .yaml (ours), .tsv (LimeSurvey) or .json (SurveyJS)."),
    ] = None,
    language: Spoken = Language.EN,
) -> None:
    """Check a questionnaire, or turn it from or into the form of LimeSurvey or SurveyJS."""
    from houvast.experiments.storage import write_whole
    from houvast.surveys.exchange_formats import import_questionnaire, written_as
    from houvast.surveys.questionnaire import given_questionnaires, read_questionnaire

    if file is None:
        for name in given_questionnaires():
            typer.echo(f"{name}: {read_questionnaire(name).title.text(language)}")
        return
    read = import_questionnaire(file)
    counted = _COUNTED.text(language).format(
        title=read.title.text(language), n=len(read.questions), scales=len(read.scales)
    )
    typer.echo(counted)
    if out is not None:
        write_whole(out, written_as(read, out).encode())
        tell_written((out,), language)


@surveys_app.command()
def example(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the files.")],
    language: Spoken = Language.EN,
) -> None:
    """Write an invented survey to try the other commands on; nobody was asked anything."""
    from houvast.experiments.storage import write_whole
    from houvast.surveys.example import example_files

    made = example_files()
    for name, content in made.items():
        write_whole(out / name, content)
    tell_written(tuple(out / name for name in made), language)


def _lines_of(path: Path) -> list[str]:
    """Keys in a file, one a line; what follows # is left alone."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise HouvastError(problem("files.missing", where=str(path))) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise HouvastError(problem("files.unreadable", where=str(path), found=str(fault))) from fault
    return [key for line in text.splitlines() if (key := line.partition("#")[0].strip())]


def _wrong_option(name: str, found: str, expected: tuple[str, ...]) -> Problem:
    return problem("surveys.choice", where=name, found=found, expected=expected, suggestion=nearest(found, expected))
