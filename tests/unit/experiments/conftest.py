"""A result by hand, small enough to read."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from houvast.experiments.results import COLUMNS, Result


@pytest.fixture
def result() -> Result:
    """Two months of two outcomes, with a complete manifest."""
    rows = [
        (date(2024, month, 1), outcome, "all", "all", value, count)
        for month in (1, 2)
        for outcome, value, count in (("unemployment_rate", 0.04, 10_000.0), ("vacancies", 400.0, 400.0))
    ]
    manifest = {
        "model_version": "1",
        "content_hash": "ab" * 32,
        "facts_hash": "cd" * 32,
        "facts": "netherlands",
        "scenario": "baseline",
        "package": "none",
        "seed": 1,
        "scale": 0.01,
        "persons": 133_680,
        "months": 2,
        "start": "2024-01",
        "timing": {"seconds": 1.0},
        "created": "2024-01-01T00:00:00+00:00",
    }
    return Result(pl.DataFrame(rows, schema=dict(COLUMNS), orient="row"), manifest)
