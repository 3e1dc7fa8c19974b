"""The outlook, on the polder."""

from __future__ import annotations

import json

import polars as pl
import pytest

from houvast.experiments.outlook import OUTLOOK_COLUMNS, check_file, check_outlook, make_outlook, write_outlook
from houvast.facts.loader import load_facts
from houvast.vocabulary.errors import HouvastError
from polder import facts_folder


@pytest.fixture(scope="module")
def facts():
    """The facts of the polder."""
    return load_facts(facts_folder())


@pytest.fixture(scope="module")
def outlook(facts):
    """Today and one future, two draws, two years."""
    return make_outlook("baseline,B", 2, 1.0, 2, facts, jobs=1)


def test_the_table_has_exactly_its_columns_and_a_row_per_occupation_future_and_year(outlook, facts):
    """The contract of the outlook."""
    assert {name: type(kind) for name, kind in outlook.table.schema.items()} == OUTLOOK_COLUMNS
    assert list(outlook.table.columns) == list(OUTLOOK_COLUMNS)
    occupations = facts.classification("occupation").keys
    assert set(outlook.table["occupation"]) <= set(occupations)
    assert set(outlook.table["scenario"]) == {"baseline", "B"}
    assert set(outlook.table["year"]) == {2024, 2025}
    assert not outlook.table.select("occupation", "scenario", "year").is_duplicated().any()


def test_the_index_begins_at_a_hundred_and_every_figure_lies_within_its_range(outlook):
    """The first year is the base; the mean lies between the lowest and the highest draw."""
    assert outlook.table.filter(year=2024)["employment_index"].drop_nulls().unique().to_list() == [100]
    for name in ("employment_index", "openings", "tension", "work_security"):
        rows = outlook.table.drop_nulls(name)
        assert ((rows[f"{name}_low"] <= rows[name] + 1e-9) & (rows[name] <= rows[f"{name}_high"] + 1e-9)).all()
    assert (outlook.table["exposure_low"] <= outlook.table["exposure_high"]).all()


def test_the_order_of_futures_and_the_number_of_threads_change_nothing(outlook, facts):
    """The same draws in another order give the same table."""
    assert make_outlook("B,baseline", 2, 1.0, 2, facts, jobs=2).table.equals(outlook.table)


@pytest.mark.parametrize("name", ["outlook.csv", "outlook.parquet"])
def test_the_ending_of_the_name_decides_the_form(outlook, tmp_path, name):
    """CSV and Parquet hold the same; the manifest tells which draws it rests on."""
    path, manifest = write_outlook(outlook, tmp_path / name)
    read = pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)
    assert read.height == outlook.table.height
    assert list(read.columns) == list(OUTLOOK_COLUMNS)
    assert len(json.loads(manifest.read_text(encoding="utf-8"))["draws"]) == 2
    write_outlook(outlook, path)


def test_something_else_is_not_overwritten(tmp_path):
    """A file that is no outlook stays; another ending is refused."""
    path = tmp_path / "mine.csv"
    path.write_text("mine", encoding="utf-8")
    for place, code in ((path, "outlook.file_taken"), (tmp_path / "x.xls", "outlook.ending")):
        with pytest.raises(HouvastError) as fault:
            check_file(place)
        assert fault.value.codes == (code,)
    assert path.read_text(encoding="utf-8") == "mine"


def test_all_that_is_wrong_is_told_at_once():
    """No draws, an unknown future and no years: three messages."""
    with pytest.raises(HouvastError) as fault:
        check_outlook("Q", 0, 0.01, 0)
    assert set(fault.value.codes) == {"outlook.draws", "futures.point", "run.years"}
