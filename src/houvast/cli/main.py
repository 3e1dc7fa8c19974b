"""The command line: `houvast run | compare | report | serve | validate | facts | population | ...`.

Thin on purpose: a command reads its options, calls the library and says what happened. Here stands what all
commands share: the language, and what a fault or Ctrl-C leads to. A fault in what the user gave is told in a
sentence, never as a traceback. Exit codes: 0 all well, 1 a fault in files or facts, 2 a wrong option, 130
stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer
from rich.text import Text

from houvast.cli.compare import compare
from houvast.cli.outlook import outlook
from houvast.cli.report import report
from houvast.cli.run import run
from houvast.cli.screen import screen
from houvast.cli.serve import serve
from houvast.cli.validate import validate
from houvast.experiments.identity import package_version
from houvast.experiments.settings import SETTING_CODES
from houvast.vocabulary.errors import Both, HouvastError
from houvast.vocabulary.word import LANGUAGES

FAULT, USAGE, STOPPED = 1, 2, 130
LANGUAGE_VARIABLES = ("HOUVAST_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
STOPPED_BY_HAND = Both("Gestopt; er is niets bewaard of veranderd.", "Stopped; nothing was kept or changed.")
STOPPED_CODE = "compare.stopped"
"""Told by a command that keeps what it had finished when it was stopped."""
UsageFault: type[Exception] = typer.BadParameter.__bases__[0]
"""What a wrong option raises. Typer brings a Click of its own or uses the installed one; this is the right one "
"of both."""
SUBJECTS = (
    "facts",
    "population",
    "futures",
    "policies",
    "baseline",
    "reference",
    "trial",
    "surveys",
    "flex",
    "skills",
    "surface",
)
"""Groups of commands that live in a module of their own, as `facts_app` in `houvast.cli.facts`."""

commands = typer.Typer(
    help="Houvast: work security and good work on a changing labour market.",
    epilog="The language follows HOUVAST_LANGUAGE or LANG (nl or en). The workbench: houvast serve",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"houvast {package_version()}")
        raise typer.Exit


@commands.callback()
def _everything(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Houvast: work security and good work on a changing labour market."""


commands.command()(run)
commands.command()(compare)
commands.command()(report)
commands.command()(outlook)
commands.command()(serve)
commands.command()(validate)
for _subject in SUBJECTS:
    if find_spec(f"houvast.cli.{_subject}") is not None:
        commands.add_typer(getattr(import_module(f"houvast.cli.{_subject}"), f"{_subject}_app"), name=_subject)


def app() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        What stands after `houvast` on the command line.

    Returns
    -------
    int
        The exit code.
    """
    language = chosen_language(arguments, os.environ)
    command = typer.main.get_command(commands)
    try:
        left_with = command.main(
            args=list(arguments),
            prog_name="houvast",
            standalone_mode=False,
            default_map=_with_language(command, language),
        )
    except HouvastError as fault:
        return _tell_fault(fault, language)
    except UsageFault as fault:
        fault.show()  # type: ignore[attr-defined]
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        left_with = STOPPED
    except BrokenPipeError:
        # Somebody closed the pipe we write to, as `houvast ... | head` does. That is no fault of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if left_with == STOPPED:
        screen(stderr=True).print(STOPPED_BY_HAND.text(language))
    return left_with if isinstance(left_with, int) else 0


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of the command: the option, else the environment, else English.

    Parameters
    ----------
    arguments
        Command-line arguments.
    environment
        Environment variables.
    """
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            value = value or next(iter(arguments[position + 1 :]), "")
            return value if value in LANGUAGES else "en"
    for variable in LANGUAGE_VARIABLES:
        spoken = environment.get(variable, "")[:2].lower()
        if spoken:
            return spoken if spoken in LANGUAGES else "en"
    return "en"


def _with_language(command: Any, language: str) -> dict[str, Any]:
    """Default values that give every command with a language option the language chosen."""
    inner_commands = getattr(command, "commands", {})
    defaults: dict[str, Any] = {name: _with_language(inner, language) for name, inner in inner_commands.items()}
    if any(option.name == "language" for option in command.params):
        defaults["language"] = language
    return defaults


def _tell_fault(fault: HouvastError, language: str) -> int:
    for each in fault.problems:
        screen(stderr=True).print(Text(each.text(language)).append(f" [{each.code}]", style="dim"), soft_wrap=True)
    if STOPPED_CODE in fault.codes:
        return STOPPED
    return USAGE if all(code in SETTING_CODES for code in fault.codes) else FAULT
