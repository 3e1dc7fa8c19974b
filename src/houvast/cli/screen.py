"""How commands answer: on a screen that shows names and paths as they are, or as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


def screen(*, stderr: bool = False, soft_wrap: bool = False) -> Console:
    """Return a screen on which brackets and numbers in a text mean nothing.

    Parameters
    ----------
    stderr
        The error stream, so that output can be piped.
    soft_wrap
        Leave the breaking of lines to the terminal.
    """
    return Console(stderr=stderr, soft_wrap=soft_wrap, markup=False, highlight=False)


def print_json(value: Any) -> None:
    """Print plain values as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def answer(as_json: bool, values: Callable[[], Any], told: Callable[[], Iterable[RenderableType]]) -> None:
    """Give an answer in one of its two forms; the other is not made.

    Parameters
    ----------
    as_json
        Whether JSON was asked for.
    values
        Makes the plain values.
    told
        Makes the lines, tables and texts of the screen.
    """
    if as_json:
        print_json(values())
    else:
        screen().print(*told(), sep="\n")


def counted_bar() -> Progress:
    """Return a bar on the error stream that counts what is done of how much; it leaves no trace."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
