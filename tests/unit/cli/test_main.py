"""What all commands share: language, exit codes, help."""

from __future__ import annotations

import pytest

from houvast.cli import main as command_line
from houvast.cli.main import chosen_language, main
from houvast.experiments.identity import package_version


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["run", "--language", "nl"], {"LANG": "en_GB.UTF-8"}, "nl"),
        (["run", "--language=en"], {"HOUVAST_LANGUAGE": "nl"}, "en"),
        (["run"], {"HOUVAST_LANGUAGE": "nl", "LANG": "en_GB.UTF-8"}, "nl"),
        (["run"], {"LANG": "nl_NL.UTF-8"}, "nl"),
        (["run"], {"LANG": "fr_FR.UTF-8"}, "en"),
        (["run"], {}, "en"),
    ],
)
def test_the_option_comes_before_the_environment_and_english_last(arguments, environment, language):
    """The language is the one asked for, else that of the system, else English."""
    assert chosen_language(arguments, environment) == language


def test_the_version_is_that_of_the_package(capsys):
    """`houvast --version` names the installed version."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"houvast {package_version()}\n"


@pytest.mark.parametrize("command", ["run", "report", "serve", "facts"])
def test_every_command_explains_itself(command, capsys):
    """`--help` works everywhere and leaves with 0."""
    assert main([command, "--help"]) == 0
    assert "--language" in capsys.readouterr().out or command == "facts"


@pytest.mark.parametrize("arguments", [["bla"], ["run", "--bla"], ["report"]])
def test_a_wrong_command_or_option_is_a_usage_fault(arguments, capsys):
    """Exit code 2 and a sentence on the error stream."""
    assert main(arguments) == 2
    assert "Error" in capsys.readouterr().err


def test_ctrl_c_leaves_with_130_and_one_line(capsys, monkeypatch):
    """Stopping by hand is no fault: one line, no traceback."""

    def stopped(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("houvast.cli.run.run_settings", stopped)
    assert main(["run", "--years", "1", "--language", "nl"]) == 130
    assert capsys.readouterr().err.splitlines()[-1] == command_line.STOPPED_BY_HAND.nl


def test_a_command_in_a_subject_speaks_the_language_of_the_system(capsys, monkeypatch):
    """Commands of other modules follow HOUVAST_LANGUAGE too."""
    monkeypatch.setenv("HOUVAST_LANGUAGE", "nl")
    assert main(["facts", "show", "unemployment_rate"]) == 0
    assert "werkloosheidspercentage" in capsys.readouterr().out
