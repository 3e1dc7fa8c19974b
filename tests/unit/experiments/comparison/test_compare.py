"""A whole comparison, on the polder."""

from __future__ import annotations

import json

import polars as pl
import pytest

from houvast.experiments.comparison import compare as engine
from houvast.experiments.comparison import store
from houvast.experiments.comparison.compare import compare
from houvast.experiments.comparison.pairing import savings
from houvast.experiments.comparison.results import comparison_faults, read_comparison, read_ledger
from houvast.experiments.comparison.tables import COMPARISON_COLUMNS, YEARS_COLUMNS
from houvast.experiments.runs import run
from houvast.vocabulary.errors import HouvastError

ASKED = {"scenarios": "baseline,A", "packages": "none,hiring", "seeds": 3, "scale": 1.0, "years": 2}
KEYS = ["scenario", "package", "outcome", "group_by", "group", "month"]


@pytest.fixture
def found(worlds, polder, tmp_path):
    """Two futures and two packages, in a folder."""
    return compare(**ASKED, facts=polder, folder=tmp_path / "found", jobs=1)


def test_the_table_has_exactly_its_columns_and_no_fault(found):
    """The contract of comparison.parquet: names, order, types, words, bounds, no row twice."""
    stored = pl.read_parquet(found.folder / "comparison.parquet")
    assert {name: type(kind) for name, kind in stored.schema.items()} == COMPARISON_COLUMNS
    assert list(stored.columns) == list(COMPARISON_COLUMNS)
    assert [fault.text() for fault in comparison_faults(stored.lazy(), "comparison")] == []
    assert stored.select(KEYS).is_duplicated().sum() == 0
    assert {name: type(kind) for name, kind in found.years.schema.items()} == YEARS_COLUMNS


def test_the_effect_of_no_measures_is_exactly_nothing(found):
    """A run against itself: zero, with no interval around it."""
    none = found.table.filter(package="none")
    assert (
        none.select((pl.col(name) == 0).all() for name in ("effect", "effect_low", "effect_high")).row(0) == (True,) * 3
    )


def test_a_mean_is_that_of_the_runs_themselves(found, polder):
    """The mean of the baseline equals the mean of three runs made by `run` with seeds 1, 2 and 3."""
    runs = [run(scale=1.0, years=2, seed=seed, facts=polder, threads=1).outcomes for seed in (1, 2, 3)]
    keys = ["outcome", "group_by", "group", "month"]
    expected = pl.concat(runs).group_by(keys).agg(pl.col("value").mean())
    both = found.table.filter(scenario="baseline", package="none").join(expected, on=keys, how="full")
    assert both.height == expected.height
    assert (both["mean"] - both["value"]).abs().max() < 1e-9


def test_the_order_of_futures_and_packages_changes_no_number(found, worlds, polder, tmp_path):
    """The same question in another order, with more threads, gives the same table."""
    turned = ASKED | {"scenarios": "A,baseline", "packages": "hiring,none"}
    other = compare(**turned, facts=polder, folder=tmp_path / "other", jobs=2)
    assert other.table.equals(found.table)
    assert other.manifest["content_hash"] == found.manifest["content_hash"]


def test_without_a_folder_nothing_is_left(found, worlds, polder, tmp_path, monkeypatch):
    """In memory the table is the same."""
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    assert compare(**ASKED, facts=polder, jobs=1).table.equals(found.table)
    assert sorted(tmp_path.iterdir()) == before


def test_a_run_that_stands_there_is_not_made_again(found, worlds, polder, monkeypatch):
    """Asked for one package more, the folder makes only the runs of that package."""
    made = []
    plain = engine.run_settings
    monkeypatch.setattr(
        engine, "run_settings", lambda settings, *a, **k: made.append(settings) or plain(settings, *a, **k)
    )
    before = found.table
    wider = compare(**ASKED | {"packages": "none,hiring,layoffs"}, facts=polder, folder=found.folder, jobs=1)
    assert {settings.package for settings in made} == {"layoffs"}
    assert len(made) == 2 * 3
    kept = wider.table.filter(pl.col("package") != "layoffs")
    assert kept.equals(before)


def test_a_failed_run_is_a_row_with_its_reason(worlds, polder, tmp_path, monkeypatch):
    """The others go on, the table is made of what there is, and the next time it is tried again."""
    plain = engine.run_settings

    def failing(settings, *arguments, **named):
        if settings.package == "hiring" and settings.seed == 2:
            raise ZeroDivisionError("nobody there")
        return plain(settings, *arguments, **named)

    monkeypatch.setattr(engine, "run_settings", failing)
    found = compare(**ASKED, facts=polder, folder=tmp_path / "c", jobs=2)
    failed = read_ledger(found.folder).filter(status="failed")
    assert failed["reason"].unique().to_list() == ["ZeroDivisionError: nobody there"]
    assert [(row["package"], row["seed"]) for row in found.manifest["failed"]] == [("hiring", 2)] * 2
    assert found.table.filter(package="hiring")["effect_low"].null_count() < found.table.filter(package="hiring").height
    monkeypatch.setattr(engine, "run_settings", plain)
    assert compare(**ASKED, facts=polder, folder=found.folder, jobs=1).manifest["failed"] == []


def test_when_every_run_fails_that_is_told(worlds, polder, tmp_path, monkeypatch):
    """No table is made of nothing."""

    def failing(*_arguments, **_named):
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "run_settings", failing)
    with pytest.raises(HouvastError) as fault:
        compare(**ASKED, facts=polder, folder=tmp_path / "c", jobs=1)
    assert fault.value.codes == ("compare.all_failed",)
    assert not (tmp_path / "c" / "comparison.parquet").exists()


def test_ctrl_c_keeps_the_finished_runs_and_resume_gives_the_same_table(found, worlds, polder, tmp_path, monkeypatch):
    """Stopped after a few runs there is no half table; the same question goes on and ends the same."""
    folder = tmp_path / "stopped"
    plain = store.write_ledger

    def stopping(place, runs):
        plain(place, runs)
        if len(runs) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(store, "write_ledger", stopping)
    with pytest.raises(KeyboardInterrupt):
        compare(**ASKED, facts=polder, folder=folder, jobs=2)
    assert len(list((folder / "runs").glob("*.parquet"))) >= 5
    assert not (folder / "comparison.parquet").exists()
    monkeypatch.setattr(store, "write_ledger", plain)
    assert compare(**ASKED, facts=polder, folder=folder, jobs=1).table.equals(found.table)


def test_a_folder_with_something_else_is_refused_untouched(worlds, polder, tmp_path):
    """Somebody's files, another comparison, a run: none is overwritten."""
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(HouvastError) as fault:
        compare(**ASKED, facts=polder, folder=tmp_path)
    assert fault.value.codes == ("compare.folder_taken",)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_another_question_does_not_overwrite_a_comparison(found, worlds, polder):
    """Another length is another comparison."""
    before = {path.name: path.read_bytes() for path in found.folder.iterdir() if path.is_file()}
    with pytest.raises(HouvastError) as fault:
        compare(**ASKED | {"years": 1}, facts=polder, folder=found.folder)
    assert fault.value.codes == ("compare.folder_taken",)
    assert {path.name: path.read_bytes() for path in found.folder.iterdir() if path.is_file()} == before


def test_a_disk_that_will_be_full_is_told_in_time(worlds, polder, tmp_path, monkeypatch):
    """After the first run its size is known; what is finished stays."""
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _place: type("Usage", (), {"free": 10})())
    with pytest.raises(HouvastError) as fault:
        compare(**ASKED, facts=polder, folder=tmp_path / "c", jobs=1)
    assert fault.value.codes == ("compare.no_room",)
    assert len(list((tmp_path / "c" / "runs").glob("*.parquet"))) == 1


def test_a_spoilt_comparison_is_told(found):
    """Nothing is drawn from a table that is not whole."""
    path = found.folder / "comparison.parquet"
    table = pl.read_parquet(path)
    for spoilt, code in (
        (table.drop("effect"), "results.columns_missing"),
        (table.with_columns(pl.lit("x").alias("outcome")), "results.unknown_word"),
        (table.with_columns(pl.lit(float("nan")).alias("mean")), "compare.not_finite"),
        (table.with_columns(pl.col("mean") + 1), "compare.interval_reversed"),
        (table.head(0), "results.table_empty"),
    ):
        spoilt.write_parquet(path)
        with pytest.raises(HouvastError) as fault:
            read_comparison(found.folder)
        assert code in fault.value.codes


def test_the_manifest_tells_the_question_and_every_world(found):
    """Futures, packages, seeds, hashes, and what each cell changes."""
    manifest = json.loads((found.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "comparison"
    assert [manifest[key] for key in ("scenarios", "packages", "reference", "seeds")] == [
        ["baseline", "A"], ["none", "hiring"], "none", 3,
    ]  # fmt: skip
    assert {(world["scenario"], world["package"]) for world in manifest["worlds"]} == {
        (scenario, package) for scenario in ("baseline", "A") for package in ("none", "hiring")
    }


def test_shared_luck_saves_seeds_on_the_polder(worlds, polder, tmp_path):
    """With the same luck in both runs an effect takes fewer seeds, even among a few hundred people."""
    asked = ASKED | {"scenarios": "baseline", "seeds": 12, "years": 1}
    found = compare(**asked, facts=polder, folder=tmp_path / "c", jobs=1)
    saved = {each.outcome: each.times for each in savings(found, found.folder)}
    assert saved["employment_rate"] > 2


def test_the_given_futures_and_measures_run_on_the_polder(polder, tmp_path):
    """No stand-ins: a corner, a point and a measure, with what each changes in the manifest."""
    found = compare("B,0.5,0.5", "none,T3", 1, 1.0, 1, polder, tmp_path / "c", jobs=1)
    worlds = {(world["scenario"], world["package"]): world for world in found.manifest["worlds"]}
    assert set(worlds) == {(scenario, package) for scenario in ("B", "0.5,0.5") for package in ("none", "T3")}
    assert {change["origin"] for change in worlds["B", "T3"]["changes"]} == {"scenario", "T3"}
    assert worlds["0.5,0.5", "none"]["point"] == [0.5, 0.5]
    assert found.manifest["failed"] == []
