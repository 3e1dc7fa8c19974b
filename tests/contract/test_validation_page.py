"""The page on validation names what is missed, and says of each target what it was used for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from houvast.experiments.baseline.targets import AT_START, BY_CONSTRUCTION, HELD_OUT

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "validation.md"
BLOCKS = ("verdict", "targets", "missed", "series", "survivors", "pairs", "sensitivity")


@pytest.fixture(scope="module")
def text() -> str:
    """The page."""
    return PAGE.read_text(encoding="utf-8")


def block(text: str, name: str) -> str:
    """Return what a run of the model wrote in the page."""
    return re.search(rf"<!-- begin {name} -->\n(.*?)<!-- end {name} -->", text, re.DOTALL).group(1)


def numbers(line: str) -> set[int]:
    """Return the numbers of targets in a line."""
    return {int(each) for each in re.findall(r"\b(\d\d)\b", line)}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_filled(text, name):
    """Tables and pictures were made by running the model; only the list of misses may be empty, and says so."""
    written = block(text, name)
    assert re.search(r"\d", written) or written.strip() == "No target is missed by any seed."


def test_every_target_that_a_seed_misses_is_named_with_a_reason(text):
    """What is missed stands in the chapter on it, at the start of a line in bold."""
    rows = re.findall(r"^\| (\d\d) \|.*\| (\d) of (\d) \|$", block(text, "targets"), re.MULTILINE)
    missed = {int(number) for number, held, seeds in rows if held != seeds}
    missed |= numbers(re.search(r"missed: ([^.]*)\.", block(text, "verdict")).group(1))
    reasons = dict(re.findall(r"^- \*\*(\d\d)\*\*(.*)$", block(text, "missed"), re.MULTILINE))
    assert missed <= {int(number) for number in reasons}
    assert all(len(reason) > 100 for reason in reasons.values())


def test_roles_on_the_page_are_those_of_the_code(text):
    """The table of four kinds names the same numbers as the code."""
    lines = {line.split("|")[1].strip(): numbers(line) for line in text.splitlines() if line.startswith("| ")}
    assert lines["by construction"] == BY_CONSTRUCTION
    assert lines["input at the start"] == AT_START
    assert lines["held out"] == HELD_OUT
