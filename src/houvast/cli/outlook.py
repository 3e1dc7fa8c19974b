"""`houvast outlook`: what every future means for every occupation, as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from houvast.cli.options import FactsFolder, Language, Scale, Spoken, Years, facts_named
from houvast.cli.run import progress_bar
from houvast.vocabulary.errors import Both, HouvastError, Problem

WRITTEN = Both("Geschreven: {path}", "Written: {path}")


def outlook(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Table to write; .csv or .parquet.")],
    scenarios: Annotated[str, typer.Option("--scenarios", metavar="NAMES", help="Futures, with commas.")] = "A,B,C,D",
    draws: Annotated[
        str,
        typer.Option("--draws", metavar="NUMBER", help="Draws from the calibrated ensemble, each with its own seed."),
    ] = "8",
    scale: Scale = "0.01",
    years: Years = "15",
    facts: FactsFolder = "netherlands",
    jobs: Annotated[
        str | None, typer.Option("--jobs", metavar="NUMBER", help="Runs at a time; by default one per processor core.")
    ] = None,
    language: Spoken = Language.EN,
) -> None:
    """Write employment, openings, tension, work security and exposure by occupation, future and year.

    Every figure comes with the lowest and highest of the draws; a manifest beside the file says where it comes from.
    Ctrl-C stops at once and leaves nothing behind.
    """
    from houvast.experiments.outlook import check_file, check_outlook, make_outlook, write_outlook

    problems: list[Problem] = []
    for check in (lambda: check_file(out), lambda: check_outlook(scenarios, draws, scale, years, jobs)):
        try:
            check()
        except HouvastError as fault:
            problems += fault.problems
    if problems:
        raise HouvastError(problems)
    with progress_bar(language) as progress:
        made = make_outlook(scenarios, draws, scale, years, facts_named(facts), jobs, progress)
    for path in write_outlook(made, out):
        typer.echo(WRITTEN.text(language).format(path=path))
