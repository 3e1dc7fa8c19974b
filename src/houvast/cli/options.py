"""Options that several commands share, with the same name, meaning and default everywhere.

Numbers come in as text: the library reads and checks them all at once, so that two wrong options give two messages and
both languages say the same.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from houvast.experiments.settings import EARLIEST_START, FIRST_MONTH, LATEST_START, LONGEST_RUN_YEARS
from houvast.experiments.worlds import SCENARIOS
from houvast.facts.loader import facts_folder, load_facts
from houvast.facts.lookup import Facts


class Language(StrEnum):
    """The languages of the screen and of reports."""

    NL = "nl"
    EN = "en"


Scale = Annotated[str, typer.Option("--scale", metavar="SHARE", help="Part of the population: above 0, at most 1.")]
Years = Annotated[str, typer.Option("--years", metavar="YEARS", help=f"Length of the run, 1 to {LONGEST_RUN_YEARS}.")]
Seed = Annotated[str, typer.Option("--seed", metavar="NUMBER", help="Chooses the luck; same seed, same outcome.")]
Scenario = Annotated[
    str,
    typer.Option(
        "--scenario",
        metavar="NAME",
        help=f"Future to run: {', '.join(SCENARIOS)}, or a point T,C of two numbers from -1 to 1 (technology-driven,"
        " collective).",
    ),
]
Measures = Annotated[
    str,
    typer.Option("--package", metavar="NAMES", help="Measures, as W3 or W3,T3:lever=value; none for no measures."),
]
Threads = Annotated[
    str | None, typer.Option("--threads", metavar="NUMBER", help="Threads; by default one per processor core.")
]
FactsFolder = Annotated[
    str, typer.Option("--facts", metavar="FOLDER", help="A facts folder, or the name of one that comes with Houvast.")
]
FirstMonth = Annotated[
    str,
    typer.Option(
        "--start",
        metavar="MONTH",
        help=f"First month, {EARLIEST_START} to {LATEST_START}; before {FIRST_MONTH} the facts reach back.",
    ),
]
DemandFile = Annotated[
    Path | None,
    typer.Option(
        "--demand",
        metavar="FILE",
        help="CSV with period,sector,index: demand to follow instead of the closure. A period is a month, a quarter or"
        " a year; sector all stands for every sector not named; any base, for it counts against the first month.",
    ),
]
Spoken = Annotated[Language, typer.Option("--language", help="Dutch or English; by default as the system speaks.")]


def facts_named(folder: str) -> Facts:
    """Load the facts somebody names; a folder of their own is remembered by its full path."""
    path = facts_folder(folder)
    return load_facts(folder if path.name == folder and not Path(folder).is_dir() else str(path.resolve()))
