"""Whatever is wrong with votes, points or a folder of futures is told at once, in two languages."""

from __future__ import annotations

import json

import pytest

from houvast.cli.main import main
from houvast.experiments.settings import SETTING_CODES

VOTES = "respondent,group,development,impact,uncertainty\n"
GOOD = VOTES + "".join(
    f"p{n},g{n % 2},{key},{1 + (n * k) % 5},{1 + (n + k) % 5}\n"
    for n in range(1, 8)
    for k, key in enumerate(("ageing", "orientation", "technology_pace"), start=1)
)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "csv.no_rows", "table.csv"),
        (VOTES, "csv.no_rows", "table.csv"),
        ("respondent,group,development,impact\na,x,ageing,3\n", "csv.column_missing", "uncertainty"),
        (VOTES.replace(",", ";") + "a;x;ageing;3;4\n", "futures.semicolons", "line 1"),
        (VOTES.replace("impact", "impact,impact"), "csv.no_rows", "table.csv"),
        (b"\xff\xfe\x00", "files.unreadable", "table.csv"),
        (VOTES + "a,x,ageing,6,3\nb,x,ageing,3,0\n", "futures.vote", "line 2, impact"),
        (VOTES + "a,x,ageing,6,3\nb,x,ageing,3,0\n", "futures.vote", "line 3, uncertainty"),
        (VOTES + "a,x,ageing,3.5,3\nb,x,ageing,3,3\n", "futures.vote", "line 2, impact"),
        (VOTES + 'a,x,ageing,"3,0",3\nb,x,ageing,3,3\n', "futures.vote", "line 2, impact"),
        (VOTES + "a,x,ageing,3,0,3\nb,x,ageing,3,3\n", "csv.row_length", "line 2"),
        (VOTES + "a,x,ageing,high,3\nb,x,ageing,3,3\n", "futures.vote", "line 2, impact"),
        (VOTES + "a,x,ageing,nan,3\nb,x,ageing,3,3\n", "futures.vote", "line 2, impact"),
        (VOTES + "a,x,agein,3,3\nb,x,ageing,3,3\n", "futures.unknown", "Did you mean ageing?"),
        (VOTES + ",x,ageing,3,3\nb,x,ageing,3,3\n", "csv.empty_cell", "line 2, respondent"),
        (VOTES + "a,,ageing,3,3\nb,x,ageing,3,3\n", "csv.empty_cell", "line 2, group"),
        (VOTES + "a,x,ageing,3,3\na,x,ageing,4,3\nb,x,ageing,3,3\n", "futures.twice", "line 2 already"),
        (VOTES + "a,x,ageing,3,3\na,y,mismatch,4,3\nb,x,ageing,3,3\n", "futures.group_of", "line 3, group"),
        (VOTES + "a,x,ageing,3,3\na,x,mismatch,4,3\n", "futures.one_respondent", "(a)"),
        (VOTES + "a,x,ageing,,\nb,x,ageing,3,\n", "futures.no_votes", "table.csv"),
    ],
)
def test_a_wrong_file_of_votes_is_told(told, file, text, code, where):
    """File, line and column, what was expected and what is nearest."""
    said = told(["futures", "rank", file(text)])
    assert f"[{code}]" in said
    assert where in said


def test_all_faults_of_a_file_come_at_once(told, file):
    """Four faults in three lines, in the order of the lines."""
    text = VOTES + "a,x,ageing,9,3\nb,x,agein,3,-1\nc,,ageing,3,3\n"
    said = told(["futures", "rank", file(text)]).splitlines()
    assert ["line 2" in said[0], "line 3" in said[1], "line 3" in said[2], "line 4" in said[3]] == [True] * 4
    assert len(said) == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["rank", "absent.csv"], "files.missing"),
        (["show", "Bx"], "futures.point"),
        (["show", "1.2,0"], "futures.point_outside"),
        (["show", "0;0"], "futures.point"),
        (["show", "nan,0"], "futures.point"),
        (["show", "absent-folder:A"], "files.missing"),
        (["list", "--futures", "absent-folder"], "files.missing"),
        (["balance", "--scenario", "X"], "futures.unknown"),
        (["new", "here", "--step", "2"], "futures.step"),
    ],
)
def test_a_wrong_question_is_told(told, tmp_path, monkeypatch, arguments, code):
    """Unknown points, folders, steps: one sentence, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    exit_code = 2 if code in SETTING_CODES else 1
    assert f"[{code}]" in told(["futures", *arguments], exit_code)
    assert list(tmp_path.iterdir()) == []


def test_wrong_numbers_come_together(told, file):
    """Replicates and seed are both told."""
    said = told(["futures", "rank", file(GOOD), "--replicates", "0", "--seed", "x"])
    assert "[futures.replicates]" in said
    assert "[futures.seed]" in said


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(capsys, file):
    """What a spreadsheet writes is read as the same votes."""
    rankings = []
    for text in (GOOD.encode(), b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()):
        assert main(["futures", "rank", str(file(text)), "--json"]) == 0
        rankings.append(json.loads(capsys.readouterr().out))
    assert rankings[0] == rankings[1]


def test_correlated_axes_are_told_and_where(capsys, file):
    """People who score one axis high score the other high as well: the corners collapse, in both languages."""
    text = VOTES + "".join(
        f"p{n},g,{key},{1 + n % 5},{1 + n % 5}\n" for n in range(9) for key in ("orientation", "technology_pace")
    )
    for language, word in (("nl", "hoeken"), ("en", "corners")):
        for arguments in (["axes", "--votes", str(file(text))], ["rank", str(file(text))]):
            assert main(["futures", *arguments, "--language", language]) == 0
            out = " ".join(capsys.readouterr().out.split())
            assert "[futures.axes_correlated]" in out
            assert word in out


def test_a_hundred_thousand_votes_are_ranked(capsys, file):
    """A large round is no trouble."""
    keys = ("ageing", "orientation", "technology_pace", "scarcity", "mismatch")
    lines = (
        f"p{n},g{n % 4},{key},{1 + (n * k) % 5},{1 + (n + k) % 5}" for n in range(20_000) for k, key in enumerate(keys)
    )
    assert main(["futures", "rank", str(file(VOTES + "\n".join(lines))), "--replicates", "100", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["n_respondents"] == 20_000
