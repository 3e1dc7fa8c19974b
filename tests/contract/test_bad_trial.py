"""What somebody gets wrong with `houvast trial` is told in one go, and nothing is left behind."""

from __future__ import annotations

import pytest

from houvast.cli.main import FAULT, USAGE, main


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_faults_of_the_options_at_once(tmp_path, monkeypatch, capsys, language):
    """Scale, seeds, years, jobs and the place."""
    monkeypatch.chdir(tmp_path)
    wrong = ["--scale", "2", "--seeds", "0", "--years", "x", "--jobs", "-1", "--out", str(tmp_path)]
    assert main(["trial", "statements", *wrong, "--language", language]) in (FAULT, USAGE)
    told = capsys.readouterr().err
    for code in ("run.scale", "compare.seeds", "run.years", "compare.jobs", "evidence.out_is_folder"):
        assert code in told, told
    assert list(tmp_path.iterdir()) == []


def test_measures_that_do_not_exist(tmp_path, monkeypatch, capsys):
    """Each by name, with the nearest; before anything runs."""
    monkeypatch.chdir(tmp_path)
    assert main(["trial", "measures", "--measures", "W33,T1,kaas"]) == FAULT
    told = " ".join(capsys.readouterr().err.split())
    assert "W33" in told
    assert "kaas" in told
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_written(tmp_path, capsys):
    """The folder of runs is a file."""
    place = tmp_path / "file"
    place.write_text("here already")
    assert main(["trial", "statements", "--scale", "0.001", "--years", "1", "--runs", str(place)]) == FAULT
    assert "files.unwritable" in capsys.readouterr().err
    assert place.read_text() == "here already"
