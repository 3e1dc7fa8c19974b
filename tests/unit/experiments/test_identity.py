"""The name of a run follows from all that decides its outcomes, and from nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from houvast.experiments.identity import content_hash, model_version
from houvast.experiments.settings import RunSettings

SETTINGS = RunSettings()
FACTS_HASH = "ab" * 32


def test_threads_do_not_name_a_run():
    """Another number of threads is the same run."""
    assert content_hash(SETTINGS, FACTS_HASH) == content_hash(replace(SETTINGS, threads=8), FACTS_HASH)


@pytest.mark.parametrize(
    "change", [{"scale": 0.02}, {"years": 14}, {"seed": 2}, {"package": "x"}, {"start": "2025-01"}]
)
def test_whatever_decides_the_outcomes_names_the_run(change):
    """Another scale, length, seed, package or start is another run."""
    assert content_hash(SETTINGS, FACTS_HASH) != content_hash(replace(SETTINGS, **change), FACTS_HASH)


def test_other_facts_are_another_run():
    """One number changed anywhere in the facts gives another name."""
    assert content_hash(SETTINGS, FACTS_HASH) != content_hash(SETTINGS, "00" * 32)


def test_the_model_version_holds_the_source():
    """The version of the model is that of the package and a hash of its source."""
    assert len(model_version().partition("+")[2]) == 12
