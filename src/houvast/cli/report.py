"""`houvast report`: turn a result folder, or that of a comparison, into a page and a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from houvast.cli.options import Language, Spoken, facts_named
from houvast.vocabulary.errors import Both

WRITTEN = Both("Geschreven: {path}", "Written: {path}")


def report(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder that houvast run or compare made.")],
    language: Spoken = Language.EN,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Name of the HTML file; by default in the result folder."),
    ] = None,
    pdf: Annotated[bool, typer.Option(help="Write a PDF beside the page.")] = True,
    facts: Annotated[
        str | None, typer.Option("--facts", metavar="FOLDER", help="Facts of the run, if they have been moved.")
    ] = None,
) -> None:
    """Write the report of a result or of a comparison: one HTML file that needs no network, and a PDF.

    A comparison gets a workbook with the numbers of every figure beside it.

    Every chart comes with a sentence, a table and its source; the report ends with what is assumed and how to
    repeat the run.
    """
    # Drawing needs half a second of imports that the other commands do without.
    from houvast.reports.build import write_report

    loaded = None if facts is None else facts_named(facts)
    for path in write_report(folder, language.value, out, pdf, loaded):
        typer.echo(WRITTEN.text(language).format(path=path))
