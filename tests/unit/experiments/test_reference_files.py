"""`houvast reference run`, from files to files: what it writes, and what it says when something is wrong."""

from __future__ import annotations

import csv
import os

import pytest

from houvast.cli.main import main

GOOD = "id,employment,auto_prob\n011,1000,0.5\n012,3000,0\n"
EDGES = "source,target,weight\n011,012,1\n012,011,2\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.csv").write_text(GOOD)
    (tmp_path / "edges.csv").write_text(EDGES)
    return tmp_path


def run(*options, jobs="jobs.csv", out="out"):
    return main(["reference", "run", "--occupations", jobs, "--out", out, *options])


def rows_of(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("solver", ["meanfield", "agents"])
@pytest.mark.parametrize("network", ["complete", "edges.csv"])
def test_what_is_written(folder, solver, network):
    """One row per step with three rates as shares; one row per occupation, codes as they were."""
    assert run("--solver", solver, "--network", network, "--steps", "150") == 0
    series = rows_of(folder / "out" / "series.csv")
    changes = rows_of(folder / "out" / "occupations.csv")

    assert list(series[0]) == ["step", "unemployment_rate", "vacancy_rate", "long_term_unemployment_rate"]
    assert [row["step"] for row in series] == [str(step) for step in range(150)]
    assert all(0 <= float(row[name]) <= 0.2 for row in series for name in list(row)[1:])
    assert list(changes[0]) == ["id", "u_change_pct", "ltu_change_pct"]
    assert [row["id"] for row in changes] == ["011", "012"]
    assert sorted(path.name for path in folder.iterdir()) == ["edges.csv", "jobs.csv", "out"]


def test_the_same_run_writes_the_same_bytes(folder):
    """Twice the same run, in two folders and once over the first."""
    for out in ("one", "two", "one"):
        assert run("--solver", "agents", "--seed", "7", "--steps", "150", out=out) == 0
    for name in ("series.csv", "occupations.csv", "manifest.json"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


def test_what_is_shown(capsys):
    """The means before and during the shock, in either language, and that own loops were added."""
    assert run("--network", "edges.csv", "--language", "nl") == 0
    assert "55,03%" in capsys.readouterr().out
    assert run("--shock-years", "0") == 0
    assert "unemployed 4.10%, vacancies 1.72%, long-term unemployed 1.01%" in capsys.readouterr().out


def test_other_files_in_the_folder_stay(folder):
    """A folder with other files keeps them."""
    (folder / "out").mkdir()
    (folder / "out" / "notes.txt").write_text("mine")
    assert run() == 0
    assert (folder / "out" / "notes.txt").read_text() == "mine"
    assert len(list((folder / "out").iterdir())) == 4


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("id,employment\n1,2\n", "csv.column_missing", "auto_prob"),
        ("id,id,employment,auto_prob\n1,1,2,0\n", "csv.column_twice", "id"),
        ("", "csv.no_rows", "jobs.csv"),
        ("id,employment,auto_prob\n", "csv.no_rows", "jobs.csv"),
        ("id,employment,auto_prob\n1,nan,0\n", "csv.not_a_number", "line 2, employment"),
        ("id,employment,auto_prob\n1,inf,0\n", "csv.not_a_number", "line 2, employment"),
        ("id,employment,auto_prob\n1,veel,0\n", "csv.not_a_number", "veel"),
        ("id,employment,auto_prob\n1,-5,0\n", "reference.employment", "-5"),
        ("id,employment,auto_prob\n1,5,1.2\n", "reference.auto_prob", "1.2"),
        ("id,employment,auto_prob\n1,5,-0.1\n", "reference.auto_prob", "-0.1"),
        ("id,employment,auto_prob\n1,,0\n", "csv.empty_cell", "line 2, employment"),
        ("id,employment,auto_prob\n,5,0\n", "csv.empty_cell", "line 2, id"),
        ("id,employment,auto_prob\n1,5,0\n\n1,6,0\n", "reference.id_twice", "line 4, id"),
        ("id,employment,auto_prob\n1,5,0,5\n", "csv.row_length", "line 2"),
        ("id,employment,auto_prob\n1,0,0\n", "reference.nobody", "jobs.csv"),
        ("id,employment,auto_prob\n1,5,1\n", "reference.nothing_wanted", "jobs.csv"),
        ('id,employment,auto_prob\n"1,5,1\n', "files.unreadable", "jobs.csv"),
    ],
)
def test_bad_occupations(folder, capsys, text, code, told):
    """A fault is a sentence with file, line and column; the exit code is 1 and nothing is written."""
    (folder / "jobs.csv").write_text(text)
    assert run() == 1
    shown = capsys.readouterr().err
    assert code in shown
    assert told in shown
    assert "Traceback" not in shown
    assert sorted(path.name for path in folder.iterdir()) == ["edges.csv", "jobs.csv"]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("source,target\n011,012\n", "csv.column_missing", "weight"),
        ("source,target,weight\n011,13,1\n012,011,1\n", "reference.unknown_id", "line 2, target"),
        ("source,target,weight\n11,012,1\n012,011,1\n", "reference.unknown_id", "Did you mean 011?"),
        ("source,target,weight\n011,,1\n012,011,1\n", "csv.empty_cell", "line 2, target"),
        ("source,target,weight\n011,012,-1\n012,011,1\n", "reference.weight", "-1"),
        ("source,target,weight\n011,012,x\n012,011,1\n", "csv.not_a_number", "line 2, weight"),
        ("source,target,weight\n011,012,1\n011,012,1\n012,011,1\n", "reference.edge_twice", "line 3"),
        ("source,target,weight\n011,012,1\n", "reference.no_edges", "012"),
        ("source,target,weight\n011,012,1\n012,011,0\n", "reference.no_edges", "012"),
    ],
)
def test_bad_edges(folder, capsys, text, code, told):
    """The same for the network."""
    (folder / "edges.csv").write_text(text)
    assert run("--network", "edges.csv") == 1
    shown = capsys.readouterr().err
    assert code in shown
    assert told in shown
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--scale", "0", "reference.scale"),
        ("--scale", "2", "reference.scale"),
        ("--scale", "half", "reference.scale"),
        ("--steps", "0", "reference.steps"),
        ("--steps", "1e9", "reference.steps"),
        ("--shock-start", "25", "reference.shock_start"),
        ("--shock-start", "600", "reference.shock_start"),
        ("--shock-years", "-1", "reference.shock_years"),
        ("--shock-years", "nan", "reference.shock_years"),
        ("--seed", "-1", "reference.seed"),
        ("--solver", "agent", "reference.solver"),
        ("--network", "nowhere.csv", "files.missing"),
        ("--occupations", "nowhere.csv", "files.missing"),
        ("--occupations", ".", "files.unreadable"),
        ("--out", "jobs.csv", "run.folder_taken"),
        ("--out", "jobs.csv/out", "files.unwritable"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_bad_options(capsys, option, value, code, language):
    """An option that cannot be is told in either language."""
    assert run(option, value, "--language", language) == 1
    shown = capsys.readouterr().err
    assert code in shown
    assert value in shown


def test_all_faults_are_told_at_once(folder, capsys):
    """Options, both files and the folder in one go."""
    (folder / "jobs.csv").write_text("id,employment,auto_prob\n011,-1,2\n012,x,0\n")
    (folder / "edges.csv").write_text("source,target,weight\n011,9,-1\n")
    assert run("--network", "edges.csv", "--scale", "2", out="jobs.csv/out") == 1
    shown = capsys.readouterr().err
    codes = [f"reference.{name}" for name in ("scale", "employment", "auto_prob", "weight", "unknown_id")]
    codes += ["csv.not_a_number", "files.unwritable"]
    assert [code for code in codes if f"[{code}]" not in shown] == []


def test_what_is_not_ours_is_not_overwritten(folder, capsys):
    """A series.csv of something else stays as it was."""
    (folder / "out").mkdir()
    (folder / "out" / "series.csv").write_text("mine")
    assert run() == 1
    assert "run.folder_taken" in capsys.readouterr().err
    assert (folder / "out" / "series.csv").read_text() == "mine"


def test_too_many_people_are_refused_with_advice(folder, capsys):
    """A crowd beyond the memory of an ordinary computer: the scale that fits is named."""
    (folder / "jobs.csv").write_text("id,employment,auto_prob\n1,150e6,0\n")
    assert run("--solver", "agents") == 1
    assert "--scale 0.6 " in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_folder_without_permission_is_told(folder, capsys):
    """No traceback where writing is forbidden."""
    locked = folder / "locked"
    locked.mkdir(mode=0o555)
    assert run(out="locked/out") == 1
    assert "files.unwritable" in capsys.readouterr().err
