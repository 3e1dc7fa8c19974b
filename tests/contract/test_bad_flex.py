"""Whatever is wrong with a file for the flex commands is told at once, by row and column, and nothing is stored."""

from __future__ import annotations

import json
import zipfile

import pytest

import polder
from houvast.cli.main import main

LONG = "date,department,value\n"
WEEKS = "".join(f"2024-W{week:02},a,{week}\n" for week in range(1, 53))


def told(capsys, arguments, exit_code=1):
    """Run a command in both languages and return what it tells in English."""
    texts = {}
    for language in ("nl", "en"):
        assert main([*map(str, arguments), "--language", language]) == exit_code
        texts[language] = " ".join(capsys.readouterr().err.split())
        assert "Traceback" not in texts[language]
    assert texts["nl"] != texts["en"]
    return texts["en"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["flex.no_rows"]),
        (LONG, ["flex.no_rows"]),
        ("moment,department,value\nx,a,1\n", ["flex.column_missing"]),
        (LONG + WEEKS.replace("2024-W07,a,7\n", ""), ["2024-W07 is missing", "flex.period_missing"]),
        (LONG + "2024-W01,a,1\n2024-W01,a,2\n", ["line 3, value", "line 2", "flex.duplicate"]),
        (
            LONG + "2024-W01,a,-1\n2024-W02,a,x\n",
            ["line 2, value", "flex.negative", "line 3, value", "flex.not_a_number"],
        ),
        (LONG + "2024-W01,a,1,5\n", ["line 2", "flex.row_length"]),
        (LONG + '2024-W01,a,"1,234"\n', ["flex.comma_ambiguous"]),
        (LONG + "2021-W53,a,1\n", ["line 2, date", "flex.bad_date"]),
        (LONG + "2024-02-30,a,1\n2024-13-01,a,1\n", ["line 2, date", "line 3, date", "flex.bad_date"]),
        (LONG + "2024-W01,a,1\n2024-01-09,a,1\n2024-01-10,a,1\n", ["flex.mixed_steps"]),
        (LONG + "2024-W01,,1\n", ["line 2, department", "csv.empty_cell"]),
        (LONG + "2024-W01,a,\n", ["line 2, value", "csv.empty_cell"]),
        (LONG + "2024-W01,a,nan\n2024-W02,a,1e400\n", ["line 2, value", "line 3, value", "flex.not_a_number"]),
        (LONG.replace("value", "value,value") + "2024-W01,a,1,1\n", ["csv.column_twice"]),
        (b"\xff\xfe\x00d", ["files.unreadable"]),
    ],
)
def test_faults_of_demand(text, expected, tmp_path, capsys):
    path = tmp_path / "demand.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = told(capsys, ["flex", "diagnose", path, "--out", tmp_path / "out"])
    assert [each for each in expected if each not in found] == []
    assert not (tmp_path / "out").exists()


def test_a_hundred_thousand_faulty_rows_are_told_in_a_few_lines(tmp_path, capsys):
    """The same fault on every row is one sentence with the first and the last line."""
    path = tmp_path / "demand.csv"
    path.write_text(LONG + "2024-W01,a,x\n" * 100_000)
    assert main(["flex", "diagnose", str(path), "--language", "en"]) == 1
    found = " ".join(capsys.readouterr().err.split())
    assert "on 100000 rows" in found
    assert "line 100001" in found
    assert len(found) < 2_000


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path, capsys):
    """A bomb is counted while it unpacks, whatever it says of itself."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 2**20))
    assert "flex.too_large" in told(capsys, ["flex", "diagnose", path])


def test_what_only_looks_like_a_workbook_is_refused(tmp_path, capsys):
    path = tmp_path / "demand.xlsx"
    path.write_text("not a workbook")
    assert "files.unreadable" in told(capsys, ["flex", "diagnose", path])


def test_unknown_people_in_a_matrix(tmp_path, capsys):
    """Somebody who is not on the list is told with the nearest name, and a bad level beside it."""
    (tmp_path / "people.csv").write_text("person\nAnna\n")
    (tmp_path / "matrix.csv").write_text("person,skill,level\nAnne,till,3\nAnna,till,7\nAnna,till,1.5\n")
    found = told(capsys, ["flex", "matrix", tmp_path / "matrix.csv", "--people", tmp_path / "people.csv"])
    for each in (
        "line 2, person",
        "Did you mean Anna?",
        "line 3, level",
        "flex.out_of_range",
        "flex.not_whole",
        "flex.duplicate",
    ):
        assert each in found


def test_faults_of_links(tmp_path, capsys):
    (tmp_path / "d.csv").write_text("department,capacity,mean,sd\nshop,1,1,1\nstore,1,1,1\n")
    (tmp_path / "l.csv").write_text("from,to,productivity\nshop,stor,1\nshop,shop,1\nshop,store,1.2\n")
    found = told(capsys, ["flex", "links", "--departments", tmp_path / "d.csv", "--links", tmp_path / "l.csv"])
    for each in (
        "line 2, to",
        "Did you mean store?",
        "flex.link_to_itself",
        "line 4, productivity",
        "flex.out_of_range",
    ):
        assert each in found


def test_a_history_has_its_own_correlation(tmp_path, capsys):
    arguments = ["flex", "links", "--history", "x.csv", "--links", "l.csv", "--correlation", "0.5"]
    assert "flex.correlation_of_history" in told(capsys, arguments)
    assert "flex.one_source" in told(capsys, ["flex", "links", "--links", "l.csv"])


def test_options_that_are_no_options(tmp_path, capsys):
    demand = polder.flex_folder() / "demand.csv"
    found = told(capsys, ["flex", "diagnose", demand, "--calendar", "mars", "--school-region", "oost"])
    assert found.count("flex.not_one_of") == 2


def test_a_register_that_is_none_is_left_as_it_is(tmp_path, capsys):
    path = tmp_path / "register.json"
    path.write_text('{"format": "houvast-agency-register-1", "duties": [{}]}')
    assert "flex.bad_register" in told(capsys, ["flex", "agency", "agree", path, "match"])
    assert json.loads(path.read_text())["duties"] == [{}]


def test_a_mix_without_wages_names_every_department(tmp_path, capsys):
    (tmp_path / "staff.csv").write_text("department\nFields\nWorkshop\nMarket\nCare\n")
    demand = polder.flex_folder() / "demand.csv"
    found = told(capsys, ["flex", "mix", demand, "--contract-hours", tmp_path / "staff.csv"])
    assert found.count("flex.wage_missing") == 4
