"""The reference page of commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from houvast.cli.commands_page import commands_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "commands.md"


def test_the_page_of_commands_is_up_to_date():
    """The page is what the commands make; run the module again after changing one."""
    assert PAGE.read_text(encoding="utf-8") == commands_page()


@pytest.mark.parametrize("command", ["run", "report", "baseline check", "baseline fit", "population build"])
def test_commands_are_on_the_page_with_their_options(command):
    """Each command has a section, also those in a group."""
    section = commands_page().split(f"## houvast {command}\n")[1].split("\n## ")[0]
    assert "`--" in section or "FOLDER" in section
