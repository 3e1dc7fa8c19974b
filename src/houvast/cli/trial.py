"""`houvast trial guidance | statements | paradox | measures`: what speaks for the model, and what does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from houvast.cli.options import FactsFolder, Language, Scale, Spoken, Years, facts_named
from houvast.cli.run import progress_bar
from houvast.experiments.comparison.question import Question, check_question
from houvast.experiments.worlds import BASELINE, NO_PACKAGE
from houvast.vocabulary.errors import Both, HouvastError, problem

trial_app = typer.Typer(
    help="Hold the model against an experiment, a report and itself: evidence with intervals.", no_args_is_help=True
)

Seeds = Annotated[str, typer.Option("--seeds", metavar="NUMBER", help="Repeats; two are the fewest for an interval.")]
Jobs = Annotated[
    str | None, typer.Option("--jobs", metavar="NUMBER", help="Runs at a time; by default one per processor core.")
]
OutFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.json", help="Keep the figures, with versions and hashes.")
]
RunsFolder = Annotated[
    Path,
    typer.Option("--runs", metavar="FOLDER", help="Finished runs; after Ctrl-C the same command goes on from there."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Tell the figures as JSON.")]
DEFAULT_RUNS = Path("results") / "evidence"
DEFAULT_SCALE, DEFAULT_SEEDS, DEFAULT_YEARS = "0.01", "4", "15"

WRITTEN = Both("Geschreven: {path}", "Written: {path}")


@trial_app.command("guidance")
def try_guidance(
    scale: Scale = DEFAULT_SCALE,
    seeds: Seeds = DEFAULT_SEEDS,
    facts: FactsFolder = "netherlands",
    out: OutFile = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Do the trial of personal guidance by UWV over: lots at inflow into WW, both arms followed for two years.

    Beside the difference between the arms stands what no trial can see: the same people in a world without guidance,
    and so what guidance costs those who did not get it.
    """
    question = _checked(scale, seeds, DEFAULT_YEARS, None, out)
    from houvast.experiments.evidence.guidance import EFFECT_ENDS, PUBLISHED, guidance_trial
    from houvast.experiments.evidence.records import record_of
    from houvast.experiments.settings import RunSettings

    loaded = facts_named(facts)
    with progress_bar(language) as progress:
        trial = guidance_trial(loaded, question.scale, range(1, question.seeds + 1), progress=progress)
    published = {month: loaded.number(name, RunSettings.start) for month, name in PUBLISHED.items()}
    published[round(loaded.number(EFFECT_ENDS, RunSettings.start))] = 0.0
    asked = {"scale": trial.scale, "seeds": trial.seeds, "share": trial.share}
    hires = {key: found._asdict() for key, found in trial.hires.items()}
    more = {"published": {str(month): effect for month, effect in published.items()}, "hires": hires}
    _tell(record_of("guidance", loaded, asked, trial.rows, **more), out, as_json, language)


@trial_app.command("statements")
def try_statements(
    scale: Scale = DEFAULT_SCALE,
    seeds: Seeds = DEFAULT_SEEDS,
    years: Years = DEFAULT_YEARS,
    jobs: Jobs = None,
    facts: FactsFolder = "netherlands",
    runs: RunsFolder = DEFAULT_RUNS,
    out: OutFile = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Hold what the report on four futures says against the model: by how much each statement holds."""
    question = _checked(scale, seeds, years, jobs, out)
    from houvast.experiments.evidence.statements import hold_statements

    _answer("statements", hold_statements, question, facts, runs, out, as_json, language)


@trial_app.command("paradox")
def try_paradox(
    scale: Scale = DEFAULT_SCALE,
    seeds: Seeds = DEFAULT_SEEDS,
    years: Years = DEFAULT_YEARS,
    jobs: Jobs = None,
    facts: FactsFolder = "netherlands",
    runs: RunsFolder = DEFAULT_RUNS,
    out: OutFile = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Switch the career paradox off, and tell how much more people in flexible work train without it."""
    question = _checked(scale, seeds, years, jobs, out)
    from houvast.experiments.evidence.paradox import switch_paradox_off

    _answer("paradox", switch_paradox_off, question, facts, runs, out, as_json, language)


@trial_app.command("measures")
def try_every_measure(
    measures: Annotated[
        str, typer.Option("--measures", metavar="NAMES", help="Measures, with commas, such as W3,T1; or all.")
    ] = "all",
    scale: Scale = DEFAULT_SCALE,
    seeds: Seeds = DEFAULT_SEEDS,
    years: Years = DEFAULT_YEARS,
    jobs: Jobs = None,
    facts: FactsFolder = "netherlands",
    runs: RunsFolder = DEFAULT_RUNS,
    out: OutFile = None,
    as_json: AsJson = False,
    language: Spoken = Language.EN,
) -> None:
    """Try every measure in every future, and the same turned round: effect, side effects, cost.

    A measure that does not go the other way when it is turned round is told so. Runs are kept in small files, so that
    a stopped command goes on where it was, also with other measures or more seeds.
    """
    question = _checked(scale, seeds, years, jobs, out)
    from houvast.experiments.evidence.measures import chosen_measures, try_measures

    keys = chosen_measures(measures)
    _answer(
        "measures",
        lambda ensemble, progress: try_measures(ensemble, keys, progress),
        question,
        facts,
        runs,
        out,
        as_json,
        language,
    )


def _checked(scale: str, seeds: str, years: str, jobs: str | None, out: Path | None) -> Question:
    """Check all options at once, the place of the outcome included."""
    problems = [problem("evidence.out_is_folder", where=str(out))] if out is not None and out.is_dir() else []
    try:
        question = check_question((BASELINE,), (NO_PACKAGE,), seeds, scale, years, jobs=jobs)
    except HouvastError as fault:
        raise HouvastError([*fault.problems, *problems]) from fault
    if problems:
        raise HouvastError(problems)
    return question


def _answer(
    kind: str,
    answer: Any,
    question: Question,
    facts: str,
    runs: Path,
    out: Path | None,
    as_json: bool,
    language: Language,
) -> None:
    """Run an ensemble and tell what was found."""
    from houvast.experiments.evidence.late import Ensemble
    from houvast.experiments.evidence.records import record_of

    loaded = facts_named(facts)
    ensemble = Ensemble(loaded, question.scale, question.years, question.seeds, runs, question.jobs)
    with progress_bar(language) as progress:
        found = answer(ensemble, progress)
    asked = {"scale": question.scale, "seeds": question.seeds, "years": question.years}
    _tell(record_of(kind, loaded, asked, found), out, as_json, language)


def _tell(record: dict[str, Any], out: Path | None, as_json: bool, language: Language) -> None:
    from houvast.experiments.evidence.records import write_record
    from houvast.reports.evidence import shown

    if as_json:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        screen = Console(markup=False, highlight=False)
        for each in shown(record, language):
            table = Table(box=None, padding=(0, 2, 0, 0), title_justify="left")
            for column in each.columns:
                table.add_column(column, overflow="fold")
            for row in each.rows:
                table.add_row(*row)
            screen.print(table)
            screen.print()
    if out is not None:
        write_record(record, out)
        Console(stderr=True, markup=False, highlight=False, soft_wrap=True).print(
            WRITTEN.text(language).format(path=out)
        )
