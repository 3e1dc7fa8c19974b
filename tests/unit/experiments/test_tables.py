"""From codes to words."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from houvast.experiments.tables import outcome_table
from houvast.facts.loader import load_facts
from houvast.vocabulary.months import month_stamp
from houvast.vocabulary.words import GROUPINGS, OUTCOMES, keys_of
from polder import facts_folder


def test_codes_become_words_and_empty_groups_drop_out():
    """A row of codes reads as month, outcome and group; a group without people has no row."""
    unemployment = keys_of(OUTCOMES).index("unemployment_rate")
    coded = SimpleNamespace(
        month=np.array([month_stamp("2024-02")] * 3, np.int32),
        outcome=np.array([unemployment] * 3, np.int16),
        group_by=np.array([keys_of(GROUPINGS).index(key) for key in ("all", "sex", "sector")], np.int16),
        group=np.array([0, 1, 0], np.int16),
        value=np.array([0.04, 0.05, np.nan]),
        count=np.array([100.0, 50.0, 0.0]),
    )
    rows = outcome_table(coded, load_facts(facts_folder())).rows()
    assert [(str(row[0]), *row[1:]) for row in rows] == [
        ("2024-02-01", "unemployment_rate", "all", "all", 0.04, 100.0),
        ("2024-02-01", "unemployment_rate", "sex", "women", 0.05, 50.0),
    ]
