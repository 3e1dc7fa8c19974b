"""The commands of the how-to on surveys run as they stand there, one after another."""

import re
import shlex
from pathlib import Path

from houvast.cli.main import main
from houvast.surveys.design_file import CALIBRATION_KEYS, KEYS
from houvast.surveys.statistics_file import STATISTICS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "survey-good-work.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_commands_run(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [line for block in BLOCK.findall(PAGE.read_text()) for line in block.splitlines()]
    assert len(lines) == 12
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, line
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {
        "estimates.json",
        "national-en.html",
        "company-en.xlsx",
        "contract.json",
        "ours.json",
        "protected.json",
    } <= written
    assert "sabbaticals" in capsys.readouterr().out


def test_every_statistic_and_key_is_explained():
    page = PAGE.read_text()
    for word in (*STATISTICS, *KEYS, *CALIBRATION_KEYS):
        assert f"`{word}`" in page or f"{word}:" in page, word
