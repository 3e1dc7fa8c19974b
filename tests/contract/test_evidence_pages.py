"""The pages of evidence say what the records beside them hold, and the records are of this model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from houvast.cli.evidence_page import KINDS, PAGES, filled, records_beside
from houvast.experiments.evidence.records import fingerprint, read_record
from houvast.experiments.evidence.statements import statements
from houvast.facts.loader import load_facts
from houvast.policies.folder import given_measures
from houvast.policies.packages import read_package
from houvast.reports.evidence import shown
from houvast.vocabulary.errors import HouvastError

DOCS = Path(__file__).parents[2] / "docs" / "explanation"


@pytest.fixture(scope="module")
def records():
    """The records that come with the pages."""
    return records_beside(DOCS)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_made_of_the_records(name, records):
    """`make evidence-pages` would change nothing, and no block is empty."""
    page = (DOCS / name).read_text(encoding="utf-8")
    assert filled(page, records) == page
    blocks = re.findall(r"<!-- begin \S+ -->\n(.*?)<!-- end \S+ -->", page, re.DOTALL)
    assert blocks
    assert all(re.search(r"\d", each) for each in blocks)


def test_every_statement_stands_in_its_record(records):
    """In the order of the file, in the same words."""
    told = [row["statement"]["says"] for row in records["statements"]["rows"]]
    assert told == [{"nl": each.says.nl, "en": each.says.en} for each in statements()]


def test_a_statement_fails_in_the_record_where_the_list_says_so(records):
    """What the list calls not yet, the record shows."""
    fails = {row["statement"]["says"]["en"] for row in records["statements"]["rows"] if row["margin"]["value"] <= 0}
    assert fails == {each.says.en for each in statements() if each.not_yet is not None}


def test_measures_in_the_record_exist(records):
    """Each in four futures."""
    rows = [(row["measure"], row["scenario"]) for row in records["measures"]["rows"]]
    assert {measure for measure, _ in rows} <= set(given_measures())
    assert len(rows) == len(set(rows)) == 4 * len({measure for measure, _ in rows})


@pytest.mark.parametrize("kind", KINDS)
def test_tables_are_whole_in_both_languages(kind, records):
    """As many cells as columns, and Dutch is not English."""
    for dutch, english in zip(shown(records[kind], "nl"), shown(records[kind], "en"), strict=True):
        assert {len(row) for row in dutch.rows} == {len(dutch.columns)} == {len(english.columns)}
        assert dutch.columns != english.columns


@pytest.mark.slow
def test_measures_are_as_they_were_tried(records):
    """No file of a measure has changed since; if one has: make evidence-measures."""
    rows = records["measures"]["rows"]
    assert all(row["package_hash"] == read_package(row["measure"]).content_hash for row in rows)


@pytest.mark.slow
def test_records_are_of_this_model(records):
    """The model does what it did when the evidence was made; if not: make evidence, make evidence-measures."""
    now = fingerprint(load_facts("netherlands"))
    assert {kind: record["fingerprint"] for kind, record in records.items()} == dict.fromkeys(KINDS, now)


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"kind": "guidance"}'])
def test_a_damaged_record_is_told(tmp_path, content):
    """Never a traceback."""
    path = tmp_path / "record.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(HouvastError) as fault:
        read_record(path)
    assert fault.value.codes == ("evidence.unreadable",)
    assert str(path) in fault.value.text("nl")
