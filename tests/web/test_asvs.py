"""The list of security requirements says what is true: each test it names is there."""

import csv
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATUSES = {"met", "partly", "not_met", "not_applicable", "deployment"}
LEVEL_COUNTS = {"1": 70, "2": 183}
"""ASVS 5.0.0 has 70 requirements of level 1 and 183 of level 2."""


def _rows():
    with (ROOT / "docs" / "security" / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_requirement_of_both_levels_has_a_row():
    rows = _rows()
    assert len({row["requirement"] for row in rows}) == len(rows)
    assert {level: sum(row["level"] == level for row in rows) for level in LEVEL_COUNTS} == LEVEL_COUNTS
    assert {row["status"] for row in rows} <= STATUSES


def test_what_is_met_names_a_test_and_what_is_not_a_reason():
    for row in _rows():
        assert row["test"] or row["status"] != "met", row["requirement"]
        assert row["note"] or row["status"] == "met", row["requirement"]
        assert row["in_short"], row["requirement"]


def test_every_named_test_is_there():
    for row in _rows():
        if row["test"]:
            file, _colons, name = row["test"].partition("::")
            assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), row["test"]
