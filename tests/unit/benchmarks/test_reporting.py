"""The benchmarks say what was measured: tables that line up, goals that are held, missed or not measured."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import __main__ as command
from benchmarks.children import MeasurementError
from benchmarks.goals import goals_of
from benchmarks.report import tables_of
from benchmarks.tables import Table, spread


def stretch(nanoseconds):
    """Return a stretch of a million person-months that took this long each, a quarter of it in the review."""
    seconds = nanoseconds * 1e-9 * 1_000_000
    steps = {"search": seconds / 2, "hiring": seconds / 4, "review": seconds / 4}
    return {"person_months": 1_000_000, "wall_s": seconds, "cpu_s": seconds, "steps_s": steps}


@pytest.fixture
def found():
    """What a run of the benchmark at two scales on two threads could have measured."""

    def case(scale, nanoseconds):
        return {
            "scale": scale,
            "threads": 2,
            "persons": 1000,
            "loading_s": 0.1,
            "state_bytes": {"persons": 25_000, "trace": 8000, "vacancies": 2000},
            "floor_bytes": 12.0,
            "stretches": [stretch(nanoseconds - 1), stretch(nanoseconds), stretch(nanoseconds + 5)],
            "peak_of_loading_bytes": 100_000_000,
            "peak_bytes": 150_000_000,
        }

    return {
        "machine": {"cores": 2, "load": 0.25},
        "triad": [{"threads": 2, "bytes_per_second": [29e9, 30e9]}],
        "cases": [case(0.1, 15.0), case(1.0, 24.0)],
        "warm": [{"threads": 2, "whole_s": [0.3, 0.4], "months_s": [0.2, 0.3], "first_s": 1.0}],
        "cold": [{"threads": 2, "seconds": [3.0, 5.0, 4.5], "first_s": 5.0}],
    }


def test_goals_are_held_missed_or_not_measured(found):
    """A goal is compared with the median; what was not measured is neither held nor missed."""
    verdicts = {goal.what: goal.verdict for goal in goals_of(found)}

    assert verdicts["person-month at scale 0.1, 2 threads, without review"] == "yes"
    assert verdicts["person-month at scale 0.01, 2 threads, without review"] == "not measured"
    assert verdicts["person-month at full scale, 2 threads, without review"] == "no", "18 of 12 ns"
    assert verdicts["person-month at scale 0.1, 2 threads, every step"] == "yes"
    assert verdicts["person-month at full scale, 2 threads, every step"] == "no", "24 of 20 ns"
    assert verdicts["peak memory at full scale"] == "yes"
    assert verdicts["1% of the people, 15 years, warm"] == "yes"
    assert verdicts["the same, from a cold start with cache"] == "no"


def test_all_that_was_measured_is_told(found):
    """Each table of the benchmark is there; time stands beside the floor that bytes and bandwidth make."""
    tables = {table.title: table for table in tables_of(found)}

    assert len(tables) == 7
    scale, threads, least, median, most, processor, floor, ratio, years = tables["Time per person-month"].rows[0]
    assert (scale, threads, least, median, most, processor) == ("0.1", "2", "14.0", "15.0", "20.0", "15.0")
    assert (floor, ratio, years) == ("0.40", "38x", "3")
    steps = tables["Time per step"].rows
    assert steps[0] == ("search", "7.50", "12.00")
    assert steps[-2:] == [("all but review", "11.25", "18.00"), ("all steps", "15.00", "24.00")]


def test_the_peer_is_told_when_it_was_measured(found):
    """Mesa has a table of its own."""
    found["peer"] = {"mesa": "3.3", "workers": 100, "wall_s": [1e-7], "cpu_s": [1e-7], "peak_bytes": 1000}
    assert any("Mesa 3.3, 100 workers" in str(table) for table in tables_of(found))


def test_a_table_is_markdown_that_lines_up():
    """All lines of a table are as wide, and numbers stand to the right."""
    text = str(Table("Sizes", ("what", "GB"), [("a", "1"), ("long name", "10")], "A note."))
    title, _, *lines, _, note = text.splitlines()

    assert (title, note) == ("## Sizes", "A note.")
    assert lines == ["| what      | GB |", "| :-------- | -: |", "| a         |  1 |", "| long name | 10 |"]


def test_a_spread_is_least_median_most():
    """Three figures, in the unit asked for."""
    assert spread([3.0, 1.0, 2.5], 0.5) == ("2.0", "5.0", "6.0")


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_a_missed_goal_is_a_fault_only_when_asked(found, strict, code, monkeypatch, capsys, tmp_path):
    """Without --strict the benchmark reports and ends well; measurements go to a file when one is named."""
    file = tmp_path / "bench.json"
    options = SimpleNamespace(json=file, strict=strict)
    monkeypatch.setattr(command, "read_options", lambda: options)
    monkeypatch.setattr(command, "measure", lambda _: found)

    assert command.main() == code
    assert "## Goals" in capsys.readouterr().out
    assert '"cases"' in file.read_text(encoding="utf-8")


def test_a_measurement_that_fails_is_told_without_traceback(monkeypatch, capsys):
    """One message and code 2."""

    def fails(_):
        raise MeasurementError(command.NO_PEER)

    monkeypatch.setattr(command, "read_options", lambda: SimpleNamespace(json=None, strict=False))
    monkeypatch.setattr(command, "measure", fails)

    assert command.main() == 2
    assert command.NO_PEER in capsys.readouterr().err


@pytest.mark.parametrize("python", ["no_such_python", "/bin/false"])
def test_without_the_peer_its_step_is_left_out(python, capsys):
    """Where no Python has Mesa nothing is measured and it is said; that is no fault."""
    assert command.measure_peer(Path(python)) is None
    assert command.NO_PEER in capsys.readouterr().err
