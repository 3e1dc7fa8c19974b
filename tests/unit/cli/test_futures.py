"""`houvast futures` says what is in the files, on the screen and as JSON."""

from __future__ import annotations

import json

import pytest

from houvast.cli.main import main
from houvast.futures.folder import load_futures

FUTURES = load_futures()


def said(capsys, *arguments):
    """Return what a command says, on one line."""
    assert main(["futures", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.fixture(autouse=True)
def wide_screen(monkeypatch):
    """Names are not cut over lines."""
    monkeypatch.setenv("COLUMNS", "600")


@pytest.mark.parametrize(("language", "word"), [("nl", "kernonzekerheid"), ("en", "key uncertainty")])
def test_rank_tells_order_groups_and_pairs(capsys, tmp_path, language, word):
    """Rank with interval, disagreement, groups and candidate axes."""
    path = tmp_path / "v.csv"
    lines = [
        f"p{n},{'a' if n % 2 else 'b'},{key},{3 + (n + k) % 3},{3 + (n * k) % 3}"
        for n in range(8)
        for k, key in enumerate(("ageing", "orientation", "scarcity"))
    ]
    path.write_text("\n".join(["respondent,group,development,impact,uncertainty", *lines]), encoding="utf-8")
    text = said(capsys, "rank", str(path), "--language", language)
    assert word in text
    assert "a (4)" in text
    assert "Spearman" in text
    assert said(capsys, "rank", str(path), "--json") == said(capsys, "rank", str(path), "--json")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Prestatiemaatschappij", "bandbreedte", "aangenomen", "baanzekerheid", "geen voorspelling")),
        ("en", ("Performance society", "range", "assumed", "work security", "no forecast")),
    ],
)
def test_show_tells_story_parameters_and_questions(capsys, language, words):
    """Story, every lever with its path, range, status and reason, and the policy questions."""
    text = said(capsys, "show", "A", "--language", language)
    for word in words[:1] + words[1:3] + words[4:]:
        assert word in text
    for lever in FUTURES.levers.values():
        assert lever.name.text(language) in text
        assert FUTURES.scenarios["A"].parameters[lever.key].reason.text(language) in text


def test_show_tells_what_a_path_makes_of_the_facts(capsys):
    """Unemployment benefit lasts at most 24 months today, and half as long in A."""
    assert "24 > 12" in said(capsys, "show", "A")


def test_show_as_json_holds_everything(capsys):
    """Both languages, each lever with its path by year."""
    found = json.loads(said(capsys, "show", "C", "--json"))
    assert found["quadrant"] == "C"
    assert set(found["parameters"]) == set(FUTURES.levers)
    assert found["parameters"]["total_demand"]["path"]["2040"] == 1
    assert set(found["questions"]) == {"C1", "C2", "C3", "C4"}
    assert set(found["scenario"]["narrative"]) == {"nl", "en"}


def test_show_knows_points_developments_and_themes(capsys):
    """A point says how much of each scenario it holds; a minus sign may come first after two dashes."""
    assert "25% A" in said(capsys, "show", "0,0")
    assert main(["futures", "show", "--language", "nl", "--", "-1,1"]) == 0
    assert "100% C (Collectieve waarden boven winst)" in capsys.readouterr().out
    assert "Enough" not in said(capsys, "show", "ageing", "--language", "nl")
    assert "sure of the job" in said(capsys, "show", "security")
    assert "today" in said(capsys, "show", "baseline")


@pytest.mark.parametrize("command", ["list", "axes", "balance"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_rest_speaks_both_languages(capsys, command, language):
    """Names of scenarios in the language asked, and JSON with both."""
    assert FUTURES.scenarios["B"].name.text(language) in said(capsys, command, "--language", language)
    assert json.loads(said(capsys, command, "--json"))


def test_balance_comments_on_one_scenario(capsys):
    """What speaks for and against each element of D, and that D holds together."""
    text = said(capsys, "balance", "--scenario", "D")
    assert "4 of the 864 combinations hold together" in text
    assert "D Working alone in a time of crisis holds together" in text
    assert "A Performance society holds" not in text


def test_new_writes_a_future_that_shows(capsys, tmp_path):
    """From new to show without a step in between."""
    folder = str(tmp_path / "mine")
    assert "scenario_e.yaml" in said(capsys, "new", folder)
    assert "A scenario of your own" in said(capsys, "show", "E", "--futures", folder)
    assert "A scenario of your own" in said(capsys, "show", f"{folder}:E")
