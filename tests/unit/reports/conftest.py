"""A result of the polder, made from smooth numbers instead of a run, so that every sentence can be foreseen."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from houvast.experiments.results import COLUMNS, Result
from houvast.experiments.tables import group_keys
from houvast.facts.loader import load_facts
from houvast.vocabulary.words import GROUPINGS, keys_of
from polder import facts_folder

YEARS = 3
PEOPLE = 600_000.0
MONTHLY = {"employment_rate": 0.7, "unemployment_rate": 0.04, "long_term_unemployment_share": 0.15}
MONTHLY |= {"permanent_share": 0.56, "flexible_share": 0.27, "self_employed_share": 0.17, "vacancies": 420.0}
MONTHLY |= {"tension": 1.1}
QUARTERLY = {"separation_rate": 0.02, "job_finding_rate": 0.2, "job_to_job_rate": 0.03, "conversion_rate": 0.05}
QUARTERLY |= {"mean_tenure_months": 90.0, "chain_length": 1.5, "chain_ended_by_unemployed_share": 0.3}
YEARLY = {"job_security": 0.93, "work_security": 0.95, "occupation_change_rate": 0.1}


def rows_of(facts):
    """Every outcome rises by a tenth over the run; the first group of a grouping lies lowest."""
    for values, apart in ((MONTHLY, 1), (QUARTERLY, 3), (YEARLY, 12)):
        for outcome, value in values.items():
            for grouping in keys_of(GROUPINGS):
                keys = group_keys(grouping, facts)
                for place, group in enumerate(keys):
                    for month in range(0, YEARS * 12, apart):
                        stamp = month + apart - 1 if apart == 3 else month - (apart == 12)
                        day = date(2024 + stamp // 12, stamp % 12 + 1, 1)
                        growth = 1 - 0.05 + 0.05 * month / (YEARS * 12) + 0.001 * place
                        count = PEOPLE / len(keys) * (1 + place * month / 1000)
                        yield day, outcome, grouping, group, value * growth, count


@pytest.fixture(scope="session")
def facts():
    """The facts of the polder."""
    return load_facts(facts_folder())


@pytest.fixture(scope="session")
def result(facts) -> Result:
    """Three smooth years of the polder."""
    manifest = {
        "model_version": "1",
        "content_hash": "ab" * 32,
        "facts_hash": facts.content_hash,
        "facts": str(facts_folder()),
        "facts_read": list(facts.names()),
        "scenario": "baseline",
        "package": "none",
        "seed": 1,
        "scale": 0.5,
        "persons": 600,
        "months": YEARS * 12,
        "start": "2024-01",
        "timing": {"seconds": 1.0, "ns_per_person_month": 20.0, "peak_bytes": 1e8},
        "created": "2024-01-01T00:00:00+00:00",
    }
    return Result(pl.DataFrame(list(rows_of(facts)), schema=dict(COLUMNS), orient="row"), manifest)
