"""`houvast start`: from nothing to a report in the browser, in one command.

Builds the population, runs the baseline (or finds it ready), writes the report in both languages and serves that one
result folder on this computer until Ctrl-C.
"""

from __future__ import annotations

import signal
import sys
import webbrowser
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from houvast.cli.options import FactsFolder, Language, Scale, Seed, Spoken, Threads, Years, facts_named
from houvast.cli.run import run_and_tell
from houvast.experiments.settings import check_settings
from houvast.vocabulary.errors import Both, HouvastError, problem

FIRST_PORT = 8000
LAST_PORT = 65535
PREPARING = Both("Rapport schrijven ...", "Writing the report ...")
SERVING = Both("Het rapport staat op {address} (stoppen met Ctrl-C)", "The report is at {address} (stop with Ctrl-C)")
STOPPED = Both("Gestopt.", "Stopped.")


def start(
    port: Annotated[
        str, typer.Option("--port", metavar="NUMBER", help="First port to try; the next free one is taken.")
    ] = str(FIRST_PORT),
    scale: Scale = "0.01",
    years: Years = "15",
    seed: Seed = "1",
    facts: FactsFolder = "netherlands",
    threads: Threads = None,
    browser: Annotated[bool, typer.Option(help="Open the report in the browser.")] = True,
    language: Spoken = Language.EN,
) -> None:
    """Run the baseline, write the report and show it on http://127.0.0.1, for this computer only."""
    from houvast.cli.serving import serve_folder

    first_port = _port(port)
    result = run_and_tell(
        check_settings(scale, years, seed, threads=threads), facts_named(facts), None, False, language
    )
    if result.folder is None:
        raise AssertionError("a stored result has a folder")  # noqa: EM101 - for the type checker
    typer.echo(PREPARING.text(language))
    _write_reports(result.folder, language)
    signal.signal(signal.SIGTERM, _stop)
    with serve_folder(result.folder, first_port, language.value) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        typer.echo(SERVING.text(language).format(address=address))
        if browser and sys.stdout.isatty():
            webbrowser.open(address)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            typer.echo(STOPPED.text(language))


def _write_reports(folder: Path, first: Language) -> None:
    """Write the report in both languages, the one asked for last, so that it links to the other."""
    from houvast.reports.build import write_report

    for language in sorted(Language, key=lambda each: each == first):
        write_report(folder, language.value)


def _port(asked: str) -> int:
    if not asked.isdecimal() or not 0 < int(asked) <= LAST_PORT:
        raise HouvastError(problem("report.port", found=asked))
    return int(asked)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Let a request to terminate end the command the way Ctrl-C does."""
    raise KeyboardInterrupt
