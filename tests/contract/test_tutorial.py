"""The tutorials say what works: their commands exist, and what they promise comes out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import houvast
from houvast.cli.main import main

TUTORIALS = sorted((Path(__file__).parents[2] / "docs" / "tutorials").glob("*.md"))
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\.venv/bin/)?houvast (.+)$", re.MULTILINE)


def test_the_tutorial_from_python_leaves_a_result_and_a_report(tmp_path, monkeypatch):
    """Pasted block by block, the tutorial leaves what it says it leaves."""
    monkeypatch.chdir(tmp_path)
    text = next(path for path in TUTORIALS if path.name == "from-python.md").read_text(encoding="utf-8")
    scope: dict[str, object] = {"__name__": "__tutorial__"}
    for block in PYTHON.findall(text):
        exec(block, scope)  # noqa: S102 - our own documentation
    names = {path.name for path in (tmp_path / "polder-run").iterdir()}
    assert names == {"outcomes.parquet", "manifest.json", "report-en.html", "report-en.pdf"}
    assert scope["again"].manifest == scope["result"].manifest


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.name)
def test_the_commands_of_a_tutorial_exist(tutorial, capsys):
    """Every command and option that a tutorial names is known to the command line."""
    for line in COMMAND.findall(tutorial.read_text(encoding="utf-8")):
        words = shlex.split(line)
        command = [word for word in words if not word.startswith("-")][:1]
        assert main([*command, "--help"]) == 0
        shown = capsys.readouterr().out
        if command[0] != "facts":
            for option in (word for word in words if word.startswith("--")):
                assert option in shown


def test_the_public_names_are_a_dozen_and_documented():
    """Each name that `import houvast` offers is there and says what it is."""
    assert len(houvast.__all__) <= 14
    for name in houvast.__all__:
        assert getattr(houvast, name).__doc__
