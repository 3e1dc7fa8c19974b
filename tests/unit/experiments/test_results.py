"""A result that is read is checked first, completely."""

from __future__ import annotations

import json

import polars as pl
import pytest

from houvast.experiments.results import MANIFEST_FILE, OUTCOMES_FILE, read_result
from houvast.experiments.storage import store_result
from houvast.vocabulary.errors import HouvastError


@pytest.fixture
def folder(result, tmp_path):
    """The result by hand, on disk."""
    return store_result(result, tmp_path / "result").folder


def codes_of(folder) -> tuple[str, ...]:
    """Codes of the faults of a folder."""
    with pytest.raises(HouvastError) as fault:
        read_result(folder)
    assert fault.value.text("nl") != fault.value.text("en")
    return fault.value.codes


def change(folder, *expressions) -> None:
    """Rewrite the outcomes with changed columns."""
    table = pl.read_parquet(folder / OUTCOMES_FILE)
    table.with_columns(*expressions).write_parquet(folder / OUTCOMES_FILE)


def test_what_is_stored_comes_back(result, folder):
    """Writing and reading changes nothing."""
    back = read_result(folder)
    assert back.outcomes.equals(result.outcomes)
    assert back.manifest == result.manifest


def test_a_missing_column_is_named(folder):
    """The message names the column that is not there."""
    pl.read_parquet(folder / OUTCOMES_FILE).drop("value").write_parquet(folder / OUTCOMES_FILE)
    assert codes_of(folder) == ("results.columns_missing",)


def test_a_value_that_is_no_number_is_found(folder):
    """NaN and infinity are no outcomes."""
    change(folder, pl.lit(float("nan")).alias("value"))
    assert codes_of(folder) == ("results.not_a_number",)


def test_a_negative_number_of_people_is_found(folder):
    """There are no fewer than 0 people."""
    change(folder, -pl.col("count"))
    assert codes_of(folder) == ("results.negative_count",)


def test_a_share_outside_0_and_1_is_found(folder):
    """The unit of an outcome says where it lies."""
    change(folder, pl.col("value") - 1)
    assert codes_of(folder) == ("results.out_of_bounds",)


def test_an_unknown_outcome_is_named_with_the_nearest(folder):
    """A misspelt outcome gets a suggestion."""
    change(folder, pl.lit("unemployment_rat").alias("outcome"))
    with pytest.raises(HouvastError, match="Did you mean unemployment_rate"):
        read_result(folder)


def test_all_faults_of_a_table_are_told_at_once(folder):
    """A missing value, a negative count and a broken manifest give three messages."""
    change(folder, pl.lit(None, dtype=pl.Float64).alias("value"), -pl.col("count"))
    (folder / MANIFEST_FILE).write_text("{", encoding="utf-8")
    assert codes_of(folder) == ("results.manifest_broken", "results.not_a_number", "results.negative_count")


def test_the_same_group_twice_is_found(folder):
    """Two rows about the same month, outcome and group contradict or repeat each other."""
    table = pl.read_parquet(folder / OUTCOMES_FILE)
    pl.concat([table, table]).write_parquet(folder / OUTCOMES_FILE)
    assert codes_of(folder) == ("results.double_rows",)


def test_text_that_is_no_parquet_is_told(folder):
    """A file that is no Parquet gets a sentence, not a traceback."""
    (folder / OUTCOMES_FILE).write_text("month,outcome", encoding="utf-8")
    assert codes_of(folder) == ("results.table_unreadable",)


def test_an_empty_table_is_no_result(folder):
    """A table without rows says nothing."""
    pl.read_parquet(folder / OUTCOMES_FILE).head(0).write_parquet(folder / OUTCOMES_FILE)
    assert codes_of(folder) == ("results.table_empty",)


def test_a_column_of_the_wrong_type_is_found(folder):
    """Months are dates, not texts."""
    change(folder, pl.col("month").cast(pl.String))
    assert codes_of(folder) == ("results.column_type",)


def test_a_manifest_that_lacks_an_entry_is_found(folder, result):
    """Without its seed nobody can repeat a run."""
    kept = {key: value for key, value in result.manifest.items() if key != "seed"}
    (folder / MANIFEST_FILE).write_text(json.dumps(kept), encoding="utf-8")
    assert codes_of(folder) == ("results.manifest_incomplete",)


def test_a_manifest_entry_of_the_wrong_type_is_found(folder, result):
    """A seed is a number."""
    (folder / MANIFEST_FILE).write_text(json.dumps(result.manifest | {"seed": "one"}), encoding="utf-8")
    assert codes_of(folder) == ("results.manifest_entry",)


@pytest.mark.parametrize("name", [MANIFEST_FILE, OUTCOMES_FILE])
def test_a_missing_file_is_named(folder, name):
    """A result is two files."""
    (folder / name).unlink()
    assert codes_of(folder) == ("results.missing",)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    """A wrong path gets a sentence."""
    assert codes_of(tmp_path / "nowhere") == ("results.no_folder",)
