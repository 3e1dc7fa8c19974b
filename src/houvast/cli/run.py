"""`houvast run`: simulate the labour market and store the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from houvast.cli.options import (
    DemandFile,
    FactsFolder,
    FirstMonth,
    Language,
    Measures,
    Scale,
    Scenario,
    Seed,
    Spoken,
    Threads,
    Years,
    facts_named,
)
from houvast.cli.screen import counted_bar, screen
from houvast.experiments.identity import content_hash
from houvast.experiments.results import Result
from houvast.experiments.runs import Progress as Heard
from houvast.experiments.runs import run_settings, with_demand, world_for
from houvast.experiments.settings import RunSettings, check_settings
from houvast.experiments.storage import default_folder, is_finished
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import Both, Problem
from houvast.vocabulary.months import month_stamp

STAGES = {
    "population": Both("bevolking opbouwen", "building the population"),
    "market": Both("maanden doorleven", "living through the months"),
    "runs": Both("runs maken", "making the runs"),
    "tables": Both("vergelijken", "comparing"),
}
READY = Both(
    "Deze run staat al klaar in {folder}; --again maakt hem opnieuw.",
    "This run stands ready in {folder}; --again makes it once more.",
)
STORED = Both("Uitkomst: {folder}", "Result: {folder}")
COST = Both(
    "{persons} mensen, {months} maanden, {seconds:.1f} seconden, {nanoseconds:.1f} ns per persoon en maand",
    "{persons} people, {months} months, {seconds:.1f} seconds, {nanoseconds:.1f} ns per person and month",
)
NOT_HELD = Both(
    "Van de {read} feiten achter deze run hebben er {lacking} nog geen waarde in {start}; hun eerste latere waarde is"
    " genomen. Welke dat zijn: houvast run --missing, of facts_not_held in manifest.json.",
    "Of the {read} facts behind this run, {lacking} have no value yet in {start}; their first later value was taken."
    " Which they are: houvast run --missing, or facts_not_held in manifest.json.",
)
DEMAND_STOPS = Both(
    "Het gegeven vraagpad stopt in {last}; daarna blijft de vraag zoals zij was.",
    "The demand path given stops in {last}; after that demand stays as it was.",
)
NEXT = Both("Rapport maken: houvast report {folder}", "Make the report: houvast report {folder}")


def run(
    scale: Scale = "0.01",
    years: Years = "15",
    seed: Seed = "1",
    scenario: Scenario = "baseline",
    package: Measures = "none",
    facts: FactsFolder = "netherlands",
    threads: Threads = None,
    start: FirstMonth = RunSettings.start,
    demand: DemandFile = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="Result folder; by default results/ and the name of the run."),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Run even if this very result stands ready.")] = False,
    missing: Annotated[bool, typer.Option("--missing", help="List the facts that the first month lacks.")] = False,
    language: Spoken = Language.EN,
) -> None:
    """Simulate the labour market month by month and store the outcomes.

    The result folder holds outcomes.parquet (month, outcome, group_by, group, value, count) and manifest.json
    (versions, hashes, seed, timing). Ctrl-C stops at once and leaves nothing behind.
    """
    settings = check_settings(scale, years, seed, scenario, threads, start, package)
    loaded = facts_named(facts)
    settings = with_demand(settings, demand, loaded)
    result = _run_and_tell(settings, loaded, out, again, language)
    if missing:
        for name, begins in result.manifest.get("facts_not_held", {}).items():
            typer.echo(f"{begins}  {name}")


def _run_and_tell(settings: RunSettings, facts: Facts, out: Path | None, again: bool, language: Language) -> Result:
    """Run with a progress bar, or find the run ready, and say where it stands."""
    world = world_for(settings, facts)
    identity = content_hash(settings, facts.content_hash, world.facts.content_hash)
    folder = out or default_folder(identity)
    was_ready = not again and is_finished(folder, identity)
    tell_warnings(world.warnings, language)
    with progress_bar(language) as progress:
        result = run_settings(settings, facts, folder, again, progress, world=world)
    told = screen(soft_wrap=True)
    if was_ready:
        told.print(READY.text(language).format(folder=folder))
    else:
        told.print(STORED.text(language).format(folder=folder))
        told.print(_cost(result, language))
    for line in told_of_backcast(result, language):
        told.print(line)
    told.print(NEXT.text(language).format(folder=folder))
    return result


def tell_warnings(warnings: Iterable[Problem], language: Language) -> None:
    """Say on the error stream what somebody should hear of a package, each thing once."""
    told = screen(stderr=True, soft_wrap=True)
    for warning in dict.fromkeys(warnings):
        told.print(warning.text(language))


def told_of_backcast(result: Result, language: Language) -> Iterator[str]:
    """Tell what a run that starts early lacks, and where the demand it was given stops."""
    manifest = result.manifest
    lacking = manifest.get("facts_not_held")
    if lacking:
        yield NOT_HELD.text(language).format(
            lacking=len(lacking), read=len(manifest["facts_read"]), start=manifest["start"]
        )
    last = (manifest.get("demand_file") or {}).get("last_month")
    if last and month_stamp(last) < month_stamp(manifest["start"]) + manifest["months"] - 1:
        yield DEMAND_STOPS.text(language).format(last=last)


@contextmanager
def progress_bar(language: Language) -> Iterator[Heard]:
    """Show how far a run is, on the error stream, so that output can be piped."""
    bar = counted_bar()
    tasks = {}

    def heard(stage: str, done: int, total: int) -> None:
        bar.start()
        if stage not in tasks:
            tasks[stage] = bar.add_task(STAGES[stage].text(language), total=total)
        bar.update(tasks[stage], completed=done, total=total)

    try:
        yield heard
    finally:
        if tasks:  # a fault told before the work starts needs no bar, nor the empty line it leaves
            bar.stop()


def _cost(result: Result, language: Language) -> str:
    manifest = result.manifest
    return COST.text(language).format(
        persons=manifest["persons"],
        months=manifest["months"],
        seconds=manifest["timing"]["seconds"],
        nanoseconds=manifest["timing"]["ns_per_person_month"],
    )
