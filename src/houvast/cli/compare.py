"""`houvast compare`: futures and packages side by side, with the same people and the same luck."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from houvast.cli.options import FactsFolder, FirstMonth, Language, Scale, Spoken, Years, facts_named
from houvast.cli.run import progress_bar, tell_warnings
from houvast.cli.screen import screen
from houvast.experiments.comparison.question import Question, check_question
from houvast.experiments.settings import RunSettings
from houvast.experiments.worlds import SCENARIOS
from houvast.vocabulary.errors import Both, HouvastError, problem
from houvast.vocabulary.words import OUTCOME_BY_KEY, UNIT_BY_KEY

if TYPE_CHECKING:
    from houvast.experiments.comparison.results import Comparison

HEADLINES = ("work_security", "job_security", "income_security", "unemployment_rate", "public_cost_eur")
"""Shown on the screen; the tables hold all outcomes."""
STORED = Both("Vergelijking: {folder} ({runs} runs, {rows} rijen)", "Comparison: {folder} ({runs} runs, {rows} rows)")
SOME_FAILED = Both(
    "{failed} runs zijn mislukt; runs.parquet zegt waarom. Dezelfde opdracht probeert ze opnieuw.",
    "{failed} runs failed; runs.parquet says why. The same command tries them again.",
)
EFFECTS = Both(
    "Effect tegen {reference} in het laatste jaar, aandelen in procentpunten, met de bandbreedte over {seeds} seeds",
    "Effect against {reference} in the last year, shares in percentage points, with the interval over {seeds} seeds",
)
NEXT = Both("Rapport maken: houvast report {folder}", "Make the report: houvast report {folder}")
FAULT = 1
PERCENT, MILLION = 100, 1_000_000
EUROS = "eur_per_month"
MILLIONS = Both(" (miljoen per maand)", " (million a month)")
EFFECT = ("effect", "effect_low", "effect_high")


def compare(
    scenarios: Annotated[
        str,
        typer.Option(
            "--scenarios", metavar="NAMES", help=f"Futures, with commas: {', '.join(SCENARIOS)} or points T,C."
        ),
    ] = "A,B,C,D",
    packages: Annotated[
        str,
        typer.Option(
            "--packages", metavar="NAMES", help="Packages, with commas; measures of one package joined by +: W3+T3."
        ),
    ] = "none",
    seeds: Annotated[str, typer.Option("--seeds", metavar="NUMBER", help="Repeats per cell.")] = str(Question.seeds),
    scale: Scale = "0.01",
    years: Years = "15",
    facts: FactsFolder = "netherlands",
    start: FirstMonth = RunSettings.start,
    jobs: Annotated[
        str | None, typer.Option("--jobs", metavar="NUMBER", help="Runs at a time; by default one per processor core.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Folder; by default results/compare- and the name of the comparison."
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Make every run once more.")] = False,
    language: Spoken = Language.EN,
) -> None:
    """Run futures and packages with the same luck in every cell, and compare them.

    The folder holds comparison.parquet (scenario, package, outcome, group_by, group, month, mean, low, high, effect,
    effect_low, effect_high), the same by year, every run and its row in runs.parquet, and manifest.json. Finished runs
    are kept: after Ctrl-C, or with a package or seeds more, the same folder goes on from there.
    """
    question = check_question(scenarios, packages, seeds, scale, years, start, jobs)
    # The tables need half a second of imports that a wrong option can do without.
    from houvast.experiments.comparison import compare as engine
    from houvast.experiments.comparison.store import default_folder

    loaded = facts_named(facts)
    worlds = engine.lay_worlds(question, loaded)
    tell_warnings((warning for world in worlds.values() for warning in world.warnings), language)
    out = out or default_folder(engine.name_of(engine.tasks_of(question, loaded, worlds)))
    made = [0, len(question.cells) * question.seeds]
    try:
        with progress_bar(language) as bar:

            def heard(stage: str, done: int, total: int) -> None:
                made[0] = done if stage == "runs" else made[0]
                bar(stage, done, total)

            found = engine.answer(question, loaded, out, again, heard)
    except KeyboardInterrupt as stopped:
        raise HouvastError(problem("compare.stopped", where=str(out), done=made[0], total=made[1])) from stopped
    told = screen(soft_wrap=True)
    if len(found.packages) > 1:
        told.print(_effects(found, language))
    tell_warnings((problem("compare.no_effect", found=each) for each in found.without_effect), language)
    manifest = found.manifest
    told.print(STORED.text(language).format(folder=out, runs=manifest["runs"], rows=manifest["rows"]))
    told.print(NEXT.text(language).format(folder=out))
    if manifest["failed"]:
        Console(stderr=True).print(SOME_FAILED.text(language).format(failed=len(manifest["failed"])))
        raise typer.Exit(FAULT)


def _effects(found: Comparison, language: Language) -> Table:
    """The effects of every package on a few outcomes of everybody, per future."""
    everybody = found.years.filter(group_by="all")
    last = everybody.filter(year=found.last_year)
    manifest = found.manifest
    title = EFFECTS.text(language).format(reference=found.reference, seeds=manifest["seeds"])
    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("")
    for scenario in found.scenarios:
        table.add_column(scenario, justify="right", no_wrap=True)
    rows = {(row["outcome"], row["package"], row["scenario"]): row for row in last.iter_rows(named=True)}
    for key in (each for each in HEADLINES if each in set(last["outcome"])):
        for package in (each for each in found.packages if each != found.reference):
            effects = (_effect(key, rows.get((key, package, scenario))) for scenario in found.scenarios)
            table.add_row(_named(key, language), package, *effects)
    return table


def _named(outcome: str, language: Language) -> str:
    name = OUTCOME_BY_KEY[outcome].name(language)
    return name + MILLIONS.text(language) if OUTCOME_BY_KEY[outcome].unit == EUROS else name


def _effect(outcome: str, row: dict[str, Any] | None) -> str:
    """An effect with its interval, shares in percentage points and euros in millions."""
    if row is None or row["effect"] is None:
        return "-"
    unit = UNIT_BY_KEY[OUTCOME_BY_KEY[outcome].unit]
    times = 1 / MILLION if unit.key == EUROS else PERCENT if unit.maximum == 1 else 1
    effect, low, high = (None if row[name] is None else row[name] * times for name in EFFECT)
    return f"{effect:+.2f}" if low is None else f"{effect:+.2f} ({low:+.2f} .. {high:+.2f})"
