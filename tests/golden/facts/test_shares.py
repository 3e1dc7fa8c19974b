"""Shares that divide a whole sum to one, whatever else changes."""

import numpy as np
import pytest

TOLERANCE = 0.001
WHOLES = [
    "employed_by_age_share",
    "employed_by_sex_share",
    "employed_by_education_share",
    "employed_by_hours_band_share",
    "education_share_young_entrants",
    "inactive_reason_share",
    "employed_by_contract_and_age_share",
    "employed_by_contract_and_education_share",
    "hours_band_by_contract_share",
    "education_by_major_share",
    "occupation_major_share",
    "quarterly_transition_share",
    "monthly_transition_prob",
    "mobility_diploma",
]


@pytest.mark.parametrize("name", WHOLES)
def test_parts_sum_to_one(value, name):
    """The last grouping of these facts divides a whole."""
    sums = value(name).sum(axis=-1)
    np.testing.assert_allclose(sums, 1, atol=TOLERANCE)


def test_no_own_knowledge_is_called_measured(dutch):
    """What was remembered is never given as measured, so it can never become a target by its status."""
    wrong = [
        name
        for name in dutch.names()
        for entry in dutch.entry(name).values
        if entry.confidence == "own_knowledge" and entry.status == "measured"
    ]
    assert wrong == []
