"""Whatever is wrong with a file of series or of demand is told at once, in two languages, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from houvast.cli.main import main
from polder import facts_folder

POLDER = ["--facts", str(facts_folder()), "--scale", "1", "--threads", "1"]
SERIES = "series,period,value,unit\n"
DEMAND = "period,sector,index\n"


@pytest.fixture(scope="module")
def result_folder(tmp_path_factory) -> Path:
    """The result of a year of the polder."""
    folder = tmp_path_factory.mktemp("run") / "result"
    assert main(["run", *POLDER, "--years", "1", "--out", str(folder)]) == 0
    return folder


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "csv.no_rows", "table.csv"),
        (SERIES, "csv.no_rows", "table.csv"),
        ("series,period,value\nvacancies,2024,1\n", "csv.column_missing", "unit"),
        ("series;period;value;unit\nvacancies;2024;1;%\n", "csv.column_missing", "series"),
        ("series,period,value,unit,unit\nvacancies,2024,1,%,%\n", "csv.column_twice", "unit"),
        (b"\xff\xfe\x00", "files.unreadable", "table.csv"),
        (SERIES + "unemploymnt_rate,2024,1,%\n", "validate.series", "Did you mean unemployment_rate?"),
        (SERIES + ",2024,1,%\n", "validate.name", "line 2, series"),
        (SERIES + "unemployment_rate:age,2024,1,%\n", "validate.name", "line 2, series"),
        (SERIES + "unemployment_rate:agee=15-24,2024,1,%\n", "validate.grouping", "Did you mean age?"),
        (SERIES + "unemployment_rate:age=15-25,2024,1,%\n", "validate.group", "Did you mean 15-24?"),
        (SERIES + "unemployment_rate,2010,1,%\n", "validate.outside", "line 2, period"),
        (SERIES + "unemployment_rate,2099,1,%\n", "validate.outside", "line 2, period"),
        (SERIES + "unemployment_rate,march,1,%\n", "periods.form", "line 2, period"),
        (SERIES + "unemployment_rate,2024,low,%\n", "csv.not_a_number", "line 2, value"),
        (SERIES + 'unemployment_rate,2024,"3,7",%\n', "csv.not_a_number", "line 2, value"),
        (SERIES + "unemployment_rate,2024,3,7,%\n", "csv.row_length", "line 2"),
        (SERIES + "unemployment_rate,2024,,%\n", "csv.empty_cell", "line 2, value"),
        (SERIES + "unemployment_rate,2024,nan,%\n", "csv.not_a_number", "line 2, value"),
        (SERIES + "unemployment_rate,2024,3.7,share\n", "validate.bounds", "line 2, value"),
        (SERIES + "unemployment_rate,2024,3.7,percent\n", "validate.unit", "line 2, unit"),
        (SERIES + "unemployment_rate,2024,3.7,\n", "csv.empty_cell", "line 2, unit"),
        (SERIES + "unemployment_rate,2024,3.7,months\n", "validate.unit_misfit", "share, %"),
        (SERIES + "job_finding_rate,2024,3.7,share_per_month\n", "validate.unit_misfit", "share_per_quarter"),
        (SERIES + 2 * "unemployment_rate,2024,3.7,%\n", "validate.twice", "line 2 already"),
    ],
)
@pytest.mark.parametrize("from_result", [True, False])
def test_a_wrong_file_of_series_is_told(told, file, result_folder, text, code, where, from_result):
    """File, line and column, what was expected and what is nearest; against a stored result and for a new run."""
    against = ["--result", result_folder] if from_result else POLDER
    shown = told(["validate", file(text), *against])
    assert f"[{code}]" in shown
    assert where in shown


def test_all_faults_of_a_file_are_told_at_once_in_the_order_of_its_lines(told, file):
    """Nobody has to mend a file six times."""
    lines = (
        "unemploymnt_rate,2024Q5,drie,euros",
        "vacancies,2024,1,thousand_vacancies",
        "vacancies,2024,1,thousand_vacancies",
        "tension,2010,1,months",
    )
    shown = told(["validate", file(SERIES + "\n".join(lines)), *POLDER]).splitlines()
    assert [line.rpartition("[")[2] for line in shown] == [
        "validate.series]",
        "periods.form]",
        "validate.unit]",
        "csv.not_a_number]",
        "validate.twice]",
        "validate.outside]",
        "validate.unit_misfit]",
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("vacancies:sex=men,2024,1,vacancies", "validate.not_counted"),
        ("job_finding_rate,2024-02,30,%", "validate.no_figure"),
        ("job_security,2024Q1,0.9,share", "validate.no_figure"),
        ("19_unemployed_to_employed_share_per_quarter,2024,38.9,%", "validate.needs_run"),
    ],
)
def test_what_the_model_has_no_figure_of_is_told(told, file, result_folder, line, code):
    """A series that is not measured, or a period shorter than it is measured over."""
    assert f"[{code}]" in told(["validate", file(SERIES + line), "--result", result_folder])


def test_a_stored_result_and_a_new_run_do_not_go_together(told, file, result_folder):
    """Exit code 2: what was asked cannot be."""
    path = file(SERIES + "unemployment_rate,2024,3.7,%\n")
    shown = told(["validate", path, "--result", result_folder, "--seed", "2", "--start", "2015-01"], 2)
    assert "--seed, --start" in shown


def test_places_that_are_not_there_are_told(told, file, tmp_path):
    """A missing series, a missing result, a place where nothing can be written."""
    path = file(SERIES + "unemployment_rate,2024,3.7,%\n")
    assert "[files.missing]" in told(["validate", tmp_path / "none.csv", *POLDER])
    assert "[results.no_folder]" in told(["validate", path, "--result", tmp_path / "none"])
    assert "[files.unwritable]" in told(["validate", path, *POLDER, "--out", tmp_path])
    assert "[validate.same_file]" in told(["validate", path, *POLDER, "--out", path])
    assert path.read_text().startswith(SERIES)


def test_a_good_file_gives_a_table_and_exit_code_0(capsys, file, result_folder, tmp_path):
    """However large the difference; the table to draw is written and the result stays as it was."""
    before = {path: path.read_bytes() for path in result_folder.iterdir()}
    path = file("\ufeff" + SERIES + "unemployment_rate,2024Q1,50,%\njob_security,2024,0.9,share\n")
    out = tmp_path / "new" / "chart.csv"
    assert main(["validate", str(path), "--result", str(result_folder), "--out", str(out), "--language", "nl"]) == 0
    shown = capsys.readouterr().out
    assert "gepubliceerd" in shown
    assert "50,0" in shown
    assert out.read_text().startswith("series,period,first_month,last_month,published,simulated,difference,unit\n")
    assert {path: path.read_bytes() for path in result_folder.iterdir()} == before


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        (DEMAND, "csv.no_rows", "demand.csv"),
        ("period,index\n2015,1\n", "csv.column_missing", "sector"),
        (DEMAND + "2015,everyone,1\n", "demand.sector", "line 2, sector"),
        (DEMAND + "15,all,1\n", "periods.form", "line 2, period"),
        (DEMAND + "2015,all,0\n", "demand.index", "line 2, index"),
        (DEMAND + "2015,all,x\n", "csv.not_a_number", "line 2, index"),
        (DEMAND + "2015,all,1\n2015,all,2\n", "demand.twice", "line 2 already"),
        (DEMAND + "2015,all,1\n2016Q1,all,2\n", "demand.mixed", "line 3, period"),
        (DEMAND + "2016,all,1\n", "demand.starts_late", "2015-01"),
    ],
)
def test_a_wrong_demand_file_is_told_before_any_work(told, file, tmp_path, text, code, where):
    """The same for the path that a run follows; no result is left."""
    path = file(text, "demand.csv")
    out = tmp_path / "result"
    shown = told(["run", *POLDER, "--start", "2015-01", "--demand", path, "--out", out])
    assert f"[{code}]" in shown
    assert where in shown
    assert not out.exists()


def test_faults_of_series_and_demand_are_told_together(told, file):
    """Two files, one go."""
    series, demand = file(SERIES + "x,2015,1,%\n"), file(DEMAND + "2015,all,0\n", "demand.csv")
    shown = told(["validate", series, *POLDER, "--start", "2015-01", "--demand", demand])
    assert "[validate.series]" in shown
    assert "[demand.index]" in shown


def test_an_early_start_says_what_is_missing(capsys, file, tmp_path):
    """A number on the screen, the list when asked for, and a line in the report."""
    demand = file(DEMAND + "2015-01,all,100\n2015-06,all,99\n", "demand.csv")
    arguments = ["run", *POLDER, "--start", "2015-01", "--demand", str(demand), "--years", "1", "--missing"]
    assert main([*arguments, "--out", str(tmp_path / "result"), "--language", "en"]) == 0
    shown = capsys.readouterr().out
    assert "have no value yet in 2015-01" in shown
    assert "stops in 2015-06" in shown
    assert "2024-01-01  employed_thousand" in shown
    assert main(["report", str(tmp_path / "result"), "--no-pdf", "--language", "en"]) == 0
    page = (tmp_path / "result" / "report-en.html").read_text(encoding="utf-8")
    assert "have no value yet in 2015-01" in page
    assert "follows a given path (demand.csv)" in page
