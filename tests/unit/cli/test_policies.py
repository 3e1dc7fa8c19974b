"""`houvast policies`: what stands on the screen, and the exit code."""

import json
from datetime import date
from pathlib import Path

from houvast.cli.main import main
from houvast.cli.policies_page import policies_page
from houvast.facts.loader import load_facts
from houvast.facts.overlay import LAST_YEAR, overlay
from houvast.futures.scenarios import scenario_changes

DOCS = Path(__file__).parents[3] / "docs"
OWN = (DOCS / "how-to" / "write-a-measure.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]


def said(capsys, *arguments):
    assert main(["policies", *arguments]) == 0
    return capsys.readouterr()


def test_list_names_every_measure_by_seed(capsys):
    """A table per text the measures come from, in the language asked."""
    out = said(capsys, "list", "--language", "nl").out

    assert [word for word in ("Het betere werk (WRR)", "W9", "K9", "T8", "basisbaan") if word not in out] == []
    assert len(json.loads(said(capsys, "list", "--json").out)) == 26


def test_show_tells_everything_of_a_measure(capsys):
    """Mechanism, values before and after, levers, cost, capacity, lag, evidence and outcomes."""
    out = said(capsys, "show", "W3:reach=0.4", "--language", "nl").out
    words = ["Hoe het werkt", "guidance_share", "0.2", "0.6", "caseload", "Wie betaalt", "sociale fondsen"]
    words += ["extra begeleiders", "48 * reach", "guidance_employment_effect_share = 0.02", "baanvindkans (+)"]

    assert [word for word in words if word not in out] == []
    told = json.loads(said(capsys, "show", "W3", "--json").out)
    assert told["changes"][0]["after"] == [0.7, 0.7]


def test_show_sets_a_future_beside_today(capsys, monkeypatch):
    """What a future changes differs, the rest is the same; the baseline changes nothing."""
    monkeypatch.setenv("COLUMNS", "300")
    rows = {}
    for scenario in ("baseline", "C"):
        under = json.loads(said(capsys, "show", "W3", "--scenario", scenario, "--json").out)["under"]
        assert under["scenario"] == scenario
        rows[scenario] = {each["path"]: each for each in under["rows"]}
    assert {each["of"] for each in rows["C"].values()} == {"lever", "cost"}
    assert all(each["after_today"] == each["after_then"] for each in rows["baseline"].values())
    laid = overlay(load_facts(), scenario_changes("C")).entry("guidance_share").at(date(LAST_YEAR, 1, 1))
    assert rows["C"]["guidance_share"]["before_then"] == [float(laid.value.min()), float(laid.value.max())]
    assert rows["C"]["guidance_share"]["before_then"] != rows["C"]["guidance_share"]["before_today"]
    assert "C, zonder" in said(capsys, "show", "W3", "--scenario", "C", "--language", "nl").out


def test_show_tells_a_future_that_is_not_there(capsys):
    """Exit code 2, for what was asked cannot be."""
    assert main(["policies", "show", "W3", "--scenario", "X"]) == 2
    assert "[futures.point]" in capsys.readouterr().err


def test_a_measure_without_effect_is_told_beside_the_answer(capsys):
    """The note is on stderr, so that it cannot be missed nor spoil the answer."""
    assert "NOTE: W9" in said(capsys, "show", "W9", "--language", "en").err


def test_check_of_ones_own_file(capsys, tmp_path):
    """A good file passes, a wrong one leaves with exit code 1 and every fault; the given ones pass."""
    path = tmp_path / "mine.yaml"
    path.write_text(OWN, encoding="utf-8")
    assert "no faults (1 changes)" in said(capsys, "check", str(path), "--language", "en").out
    assert said(capsys, "check").out.count("\n") >= 26

    path.write_text(OWN.replace("merge: add", "merge: ad").replace("low: 0", "low: x"), encoding="utf-8")
    assert main(["policies", "check", str(path), "--language", "nl"]) == 1
    assert capsys.readouterr().err.count("[sheets.") == 2
    assert main(["policies", "check", str(path), "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_what_is_not_there_is_told(capsys):
    """Exit code 1 and a sentence with the nearest name; a traceback never."""
    for arguments, code in ((["show", "W33"], "policies.file_unknown"), (["check", "no.yaml"], "files.missing")):
        assert main(["policies", *arguments]) == 1
        assert code in capsys.readouterr().err


def test_the_page_of_measures_is_that_of_the_files():
    """docs/explanation/policies.md is made from the measures."""
    page = DOCS / "explanation" / "policies.md"
    assert page.read_text(encoding="utf-8") == policies_page(), "run: python -m houvast.cli.policies_page > " + str(
        page
    )
