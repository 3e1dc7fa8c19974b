"""`houvast facts`: what stands on the screen, and the exit code."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from houvast.cli.facts import facts_app

GOOD = str(Path(__file__).parents[2] / "contract" / "facts" / "good")


def run(*arguments):
    return CliRunner(env={"COLUMNS": "120"}).invoke(facts_app, [*arguments, "--facts", GOOD])


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", ["banen per bedrijfstak", "gemeten", "geldt vanaf"]), ("en", ["jobs by sector", "measured", "holds from"])],
)
def test_list_names_each_fact_in_the_language_asked(language, words):
    """The list shows every fact with its unit, status and date, in Dutch or English."""
    result = run("list", "--language", language)

    assert result.exit_code == 0
    assert [word for word in [*words, "move_share", "2025-01-01"] if word not in result.output] == []


def test_show_gives_values_and_provenance():
    """One fact: each dated value with source, period, place and number."""
    result = run("show", "minimum_wage_eur_per_hour")

    expected = ["13.27", "14.06", "2024-01-01", "2025-01-01", "The test, An invented survey", "work.yaml, line 20"]
    assert result.exit_code == 0
    assert [word for word in expected if word not in result.output] == []


def test_show_gives_groups_ranges_and_matrices():
    """A fact by group shows names and ranges; one by two classifications a square."""
    by_group, square = run("show", "quit_share_by_sector", "--language", "nl"), run("show", "move_share")

    assert [w for w in ["Winkel", "0.1 - 0.3", "a survey of leavers"] if w not in by_group.output] == []
    assert [w for w in ["occupation / occupation", "0.2", "0.3"] if w not in square.output] == []


def test_check_of_a_good_folder_counts_and_passes():
    """A whole folder says how many facts it has, and exits with 0."""
    result = run("check")

    assert result.exit_code == 0
    assert "no faults" in result.output


@pytest.mark.parametrize(("language", "sentence"), [("nl", "bestaat niet"), ("en", "does not exist")])
def test_faults_are_told_and_exit_with_one(tmp_path, language, sentence):
    """A broken folder gives all its faults on stderr with their codes, exit code 1 and no traceback."""
    result = CliRunner().invoke(facts_app, ["check", "--facts", str(tmp_path), "--language", language])

    assert result.exit_code == 1
    assert result.stderr.count(sentence) == 2
    assert "[files.missing]" in result.stderr
    assert "Traceback" not in result.output


def test_an_unknown_fact_gets_a_suggestion():
    """A misspelt name is answered with the nearest."""
    result = run("show", "move_shares")

    assert result.exit_code == 1
    assert "Did you mean move_share?" in result.stderr
