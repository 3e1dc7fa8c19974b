"""The reference page of commands, made from the commands themselves: `python -m houvast.cli.commands_page`."""

from __future__ import annotations

import inspect
import sys
from typing import Any

import typer

from houvast.cli.main import commands_named

PROGRAM = "houvast"
_INTRODUCTION = """\
# Commands

<!-- Made by `python -m houvast.cli.commands_page`; change the commands in `houvast.cli`. -->

Every command explains itself with `--help`. After `make setup` they are in `.venv/bin`.

- **Language**: `--language nl` or `en`; by default that of `HOUVAST_LANGUAGE` or `LANG`.
- **Exit codes**: 0 all well; 1 a fault in files or facts, or a failed check; 2 a wrong option; 130 stopped by hand.
- **Faults** are told all at once, a sentence each with a stable code in brackets. Nothing is left half written.
- **Kept populations** are in the folder `HOUVAST_CACHE` names, or in `~/.cache/houvast`.
"""


def commands_page() -> str:
    """Return the page of commands as Markdown."""
    return "\n".join((_INTRODUCTION, *_sections(PROGRAM, typer.main.get_command(commands_named()))))


def _sections(name: str, command: Any) -> list[str]:
    """Return the sections of a command or, for a group, of the commands in it."""
    inner = getattr(command, "commands", None)
    if inner is not None:
        return [section for key in sorted(inner) for section in _sections(f"{name} {key}", inner[key])]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    usage = " ".join((name, *(_metavar(each) for each in arguments), "[options]" if options else "")).strip()
    parts = [f"## {name}", "", inspect.cleandoc(command.help or ""), "", f"    {usage}", ""]
    if options or arguments:
        parts += ["| option | default | what it does |", "|---|---|---|"]
        parts += [_row(each) for each in (*arguments, *options)]
        parts.append("")
    return ["\n".join(parts)]


def _row(option: Any) -> str:
    is_argument = option.param_type_name == "argument"
    names = _metavar(option) if is_argument else " / ".join((*option.opts, *option.secondary_opts))
    if not is_argument and not option.is_flag and option.metavar:
        names += f" {option.metavar}"
    return f"| `{_cell(names)}` | {_default(option)} | {_cell(option.help or '')} |"


def _default(option: Any) -> str:
    """Return the default as somebody would type it; nothing for none, and for the language, which differs by system."""
    if option.required:
        return "required"
    if option.default in (None, False, "") or option.name == "language":
        return ""
    if getattr(option, "is_flag", False):
        return "on"
    return f"`{option.default}`"


def _metavar(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(commands_page())
