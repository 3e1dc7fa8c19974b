"""Bad input gives one clear message in two languages: no traceback, no half result, nothing changed.

These run the command line as a user does, most in a process of their own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from houvast.cli.main import main
from houvast.experiments import storage
from houvast.experiments.comparison import store
from houvast.population.cache import cache_folder
from polder import facts_folder

POLDER = ["--facts", str(facts_folder()), "--scale", "1", "--threads", "1"]
NETHERLANDS_LONG = ["--scale", "0.01", "--years", "50", "--threads", "1"]
LONGEST_WAIT_SECONDS = 120


@pytest.fixture
def result_folder(tmp_path) -> Path:
    """The result of a year of the polder."""
    folder = tmp_path / "result"
    assert main(["run", *POLDER, "--years", "1", "--out", str(folder)]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its content, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def no_room(*_arguments):
    """Write nothing, as a full disk does."""
    raise OSError(28, "No space left on device")


def stopping(*_arguments):
    """Stop, as Ctrl-C does."""
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--scenario", "basline", "futures.point"),
        *[("--scenario", value, "futures.point") for value in ("1", "0,0,0", "0,x", "nan,0")],
        ("--scenario", "2,0", "futures.point_outside"),
        *[("--scale", value, "run.scale") for value in ("0", "2", "-1", "nan", "abc")],
        *[("--years", value, "run.years") for value in ("0", "-1", "1000", "abc")],
        ("--seed", "-1", "run.seed"),
        ("--threads", "0", "run.threads"),
    ],
)
def test_a_wrong_option_is_told(told, option, value, code):
    """Exit code 2: what was asked cannot be."""
    told(["run", f"{option}={value}"], 2, code)


def test_all_wrong_options_are_told_at_once(capsys):
    """Nobody has to mend a command three times."""
    assert main(["run", "--scale", "2", "--years", "0", "--scenario", "x"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 3


@pytest.mark.parametrize("port", ["99999", "0", "-1", "x", ""])
def test_a_wrong_port_is_told(told, port):
    """`houvast serve` checks its port before it does any work."""
    told(["serve", f"--port={port}"], 2, "web.port")


def test_facts_that_are_not_there_are_told(told, tmp_path):
    """A wrong facts folder gets a sentence."""
    told(["run", "--facts", str(tmp_path / "nowhere")], 1, "files.missing")


def test_an_unwritable_place_is_told(told, tmp_path):
    """Where nothing can be made, the message comes before the work."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    told(["run", *POLDER, "--years", "1", "--out", str(tmp_path / "file" / "result")], 1, "files.unwritable")
    assert contents(tmp_path) == {"file": b"mine"}


def test_a_folder_with_something_else_is_refused_untouched(told, tmp_path):
    """Somebody's files are not overwritten."""
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    told(["run", *POLDER, "--years", "1", "--out", str(tmp_path)], 1, "run.folder_taken")
    assert contents(tmp_path) == {"note.txt": b"mine"}


def test_another_run_does_not_overwrite_a_result(told, result_folder):
    """A result stays when another run is sent to its folder."""
    before = contents(result_folder)
    told(["run", *POLDER, "--years", "2", "--out", str(result_folder)], 1, "run.folder_taken")
    assert contents(result_folder) == before


def test_a_full_disk_is_told_and_leaves_nothing(told, tmp_path, monkeypatch):
    """When the disk is full there is no half result."""
    monkeypatch.setattr(storage, "_write_bytes", no_room)
    told(["run", *POLDER, "--years", "1", "--out", str(tmp_path / "result")], 1, "files.disk_full")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_an_earlier_report_as_it_was(told, result_folder, monkeypatch):
    """A report that cannot be written does not spoil the one that stands there."""
    assert main(["report", str(result_folder), "--no-pdf"]) == 0
    before = contents(result_folder)
    monkeypatch.setattr(storage, "_write_bytes", no_room)
    told(["report", str(result_folder), "--no-pdf"], 1, "files.disk_full")
    assert contents(result_folder) == before


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_damaged_cache_is_told_and_built_again(tmp_path, result_folder, monkeypatch):
    """A population with a flipped bit is noticed, built again, and gives the same outcomes."""
    monkeypatch.setenv("HOUVAST_CACHE", str(tmp_path / "cache"))  # what other tests keep stays whole
    assert main(["run", *POLDER, "--years", "1", "--out", str(tmp_path / "first")]) == 0
    for path in cache_folder().rglob("*.npy"):
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.write_bytes(bytes(content))
    again = tmp_path / "again"
    assert main(["run", *POLDER, "--years", "1", "--out", str(again)]) == 0
    assert pl.read_parquet(again / "outcomes.parquet").equals(pl.read_parquet(result_folder / "outcomes.parquet"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda table: table.drop("value"), "results.columns_missing"),
        (lambda table: table.with_columns(pl.lit(float("nan")).alias("value")), "results.not_a_number"),
        (lambda table: table.with_columns(-pl.col("count")), "results.negative_count"),
        (lambda table: table.with_columns(-pl.col("value")), "results.out_of_bounds"),
        (lambda table: table.with_columns(pl.lit("x").alias("outcome")), "results.unknown_word"),
        (lambda table: table.head(0), "results.table_empty"),
    ],
)
def test_a_spoilt_table_is_told_before_any_figure(told, result_folder, change, code):
    """`houvast report` draws nothing from a table that is not whole."""
    path = result_folder / "outcomes.parquet"
    change(pl.read_parquet(path)).write_parquet(path)
    before = contents(result_folder)
    told(["report", str(result_folder)], 1, code)
    assert contents(result_folder) == before


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "results.manifest_broken"), ("[]", "results.manifest_broken"), ("{}", "results.manifest_incomplete")],
)
def test_a_broken_manifest_is_told(told, result_folder, text, code):
    """Without its manifest nobody can tell where a result comes from."""
    (result_folder / "manifest.json").write_text(text, encoding="utf-8")
    told(["report", str(result_folder)], 1, code)


def test_a_missing_manifest_is_told(told, result_folder):
    """A folder without a manifest is no result."""
    (result_folder / "manifest.json").unlink()
    told(["report", str(result_folder)], 1, "results.missing")


def test_a_result_whose_facts_are_gone_is_told(told, result_folder):
    """The report names the facts it cannot find and the option that helps."""
    path = result_folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"facts": "/nowhere"}), encoding="utf-8")
    told(["report", str(result_folder)], 1, "report.facts_missing")


@pytest.mark.slow
@pytest.mark.parametrize(("signal_number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_run_that_is_stopped_half_way_leaves_nothing(tmp_path, signal_number, exit_code):
    """After Ctrl-C there is one line and no debris; after kill -9 there is at least no half result."""
    earlier = tmp_path / "earlier"
    assert main(["run", *POLDER, "--years", "1", "--out", str(earlier)]) == 0
    before = contents(tmp_path)
    running = subprocess.Popen(
        [sys.executable, "-c", _TELLING_RUN, "run", *NETHERLANDS_LONG, "--out", str(tmp_path / "stopped")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"HOUVAST_LANGUAGE": "en"},
    )
    assert running.stdout.readline() == "half way\n"
    running.send_signal(signal_number)
    started = time.monotonic()
    _, errors = running.communicate(timeout=LONGEST_WAIT_SECONDS)
    assert time.monotonic() - started < LONGEST_WAIT_SECONDS
    assert running.returncode == exit_code
    assert "Traceback" not in errors
    if signal_number == signal.SIGINT:
        assert errors.strip().splitlines()[-1] == "Stopped; nothing was kept or changed."
    assert not (tmp_path / "stopped").exists()
    assert contents(tmp_path) == before


# The command line as it is, but it says on its output that it is half way and waits a moment there.
_TELLING_RUN = """
import sys, time
from houvast.cli import run
from houvast.cli.main import main
plain = run.run_settings
def telling(settings, facts, folder, again, progress, world):
    def heard(stage, done, total):
        progress(stage, done, total)
        if stage == "market" and done == total // 2:
            print("half way", flush=True)
            time.sleep(5)
    return plain(settings, facts, folder, again, heard, world=world)
run.run_settings = telling
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--scenarios", "A,X"], "futures.point"),
        (["--scenarios", "2,0"], "futures.point_outside"),
        (["--scenarios", "A,1,-1"], "compare.twice"),
        (["--packages", "none,none"], "compare.twice"),
        (["--packages", ","], "compare.empty"),
        (["--seeds", "0"], "compare.seeds"),
        (["--jobs", "0"], "compare.jobs"),
        (["--years", "0"], "run.years"),
    ],
)
def test_a_wrong_question_is_told(told, tmp_path, options, code):
    """`houvast compare` checks everything before it makes a folder."""
    told(["compare", *options, "--out", str(tmp_path / "c")], 2, code)
    assert not (tmp_path / "c").exists()


def test_a_comparison_goes_nowhere_but_in_a_folder_of_its_own(told, result_folder):
    """The folder of a run is not the folder of a comparison."""
    before = contents(result_folder)
    arguments = ["compare", "--scenarios", "baseline", *POLDER[:4], "--years", "1", "--out", str(result_folder)]
    told(arguments, 1, "compare.folder_taken")
    assert contents(result_folder) == before


def test_an_unfinished_comparison_gives_no_report(told, tmp_path):
    """A folder with a manifest but without its tables says what lacks."""
    (tmp_path / "manifest.json").write_text('{"kind": "comparison"}', encoding="utf-8")
    told(["report", str(tmp_path)], 1, "compare.unfinished")


@pytest.mark.parametrize(
    ("module", "name", "fails", "exit_code", "code", "kept"),
    [
        pytest.param(storage, "_write_bytes", no_room, 1, "files.disk_full", False, id="full disk"),
        pytest.param(store, "write_ledger", stopping, 130, "compare.stopped", True, id="Ctrl-C"),
    ],
)
def test_a_comparison_cut_short_leaves_whole_runs_or_nothing(
    told, tmp_path, monkeypatch, module, name, fails, exit_code, code, kept
):
    """A full disk gives one message and no table; after Ctrl-C the sentence says that what is finished stays."""
    monkeypatch.setattr(module, name, fails)
    asked = ["--scenarios", "baseline", *POLDER[:4], "--years", "1", "--seeds", "2", "--out", tmp_path / "c"]
    told(["compare", *asked], exit_code, code)
    assert any(path.is_file() for path in (tmp_path / "c").rglob("*")) == kept
    assert any((tmp_path / "c" / "runs").glob("*.parquet")) == kept


@pytest.mark.parametrize(("name", "draws", "code"), [("o.xls", "2", "outlook.ending"), ("o.csv", "0", "outlook.draws")])
def test_a_wrong_outlook_is_told(told, tmp_path, name, draws, code):
    """The form of the table and the number of draws are checked first."""
    told(["outlook", "--out", str(tmp_path / name), "--draws", draws], 2, code)
    assert contents(tmp_path) == {}
