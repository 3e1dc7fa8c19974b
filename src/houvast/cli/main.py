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
from typing import Annotated, Any

import typer
from rich.text import Text

from houvast.cli.screen import screen
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
COMMANDS = ("run", "compare", "report", "outlook", "serve", "validate")
"""Commands that live in a module of their own, as `run` in `houvast.cli.run`."""
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
VERSION = "--version"


def commands_named(names: Sequence[str] = (*COMMANDS, *SUBJECTS)) -> typer.Typer:
    """Return these commands and groups of commands; left out: all. Importing one may take a second, so ask for few."""
    commands = typer.Typer(
        help="Houvast: work security and good work on a changing labour market.",
        epilog="The language follows HOUVAST_LANGUAGE or LANG (nl or en). The workbench: houvast serve",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    commands.callback()(_everything)
    for name in names:
        module = import_module(f"houvast.cli.{name}")
        if name in COMMANDS:
            commands.command()(getattr(module, name))
        else:
            commands.add_typer(getattr(module, f"{name}_app"), name=name)
    return commands


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"houvast {package_version()}")
        raise typer.Exit


def _everything(
    version: Annotated[
        bool, typer.Option(VERSION, help="Show the version and leave.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Houvast: work security and good work on a changing labour market."""


def _asked(arguments: Sequence[str]) -> typer.Typer:
    first = next(iter(arguments), "")
    if first == VERSION:
        return commands_named([])
    return commands_named([first]) if first in (*COMMANDS, *SUBJECTS) else commands_named()


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
    command = typer.main.get_command(_asked(arguments))
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
