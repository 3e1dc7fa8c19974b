"""`houvast serve`: the workbench in the browser. `houvast` knows no web application: this hands over to it."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from houvast.cli.options import Language, Spoken
from houvast.vocabulary.errors import HouvastError, problem

LAST_PORT = 65535
NEEDED = ("django", "houvast_web")


def serve(
    host: Annotated[str, typer.Option("--host", metavar="NAME", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        str, typer.Option("--port", metavar="NUMBER", help="First port to try; the next free one is taken.")
    ] = "8000",
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="Folder for everything stored; by default in your home folder."),
    ] = None,
    demo: Annotated[bool, typer.Option(help="Demo accounts in an empty data folder; never on a network.")] = True,
    browser: Annotated[bool, typer.Option(help="Open the workbench in the browser.")] = False,
    language: Spoken = Language.EN,
) -> None:
    """Start the workbench: web server and worker, until Ctrl-C."""
    if not port.isdecimal() or not 0 < int(port) <= LAST_PORT:
        raise HouvastError(problem("web.port", found=port))
    if any(find_spec(name) is None for name in NEEDED):
        raise HouvastError(problem("web.not_installed"))
    words = ["--host", host, "--port", port, "--language", language.value]
    words += ["--data", str(data.resolve())] if data else []
    words += ["--browser"] if browser else []
    words += [] if demo else ["--no-demo"]
    # This process becomes the workbench, so that Ctrl-C and TERM reach it without a messenger.
    os.execv(sys.executable, [sys.executable, "-m", "houvast_web", "serve", *words])  # noqa: S606 - our own module
