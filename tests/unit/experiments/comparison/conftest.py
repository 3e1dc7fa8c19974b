"""Futures and packages that stand in for the real ones: each turns one fact of the polder."""

from __future__ import annotations

import pytest

from houvast.experiments.comparison import compare, question
from houvast.experiments.worlds import World
from houvast.facts.loader import load_facts
from polder import facts_folder

TURNED = {"hiring": ("skills_based_hiring_share", 0.9), "layoffs": ("layoff_speed_per_month", 0.6)}


def stand_in(scenario, package, facts):
    """A future with faster layoffs, and packages that turn one fact each."""
    laid = facts if scenario == "baseline" else facts.with_value("layoff_tolerance_share", 0.02)
    for name in package.split("+"):
        laid = laid.with_value(*TURNED[name]) if name in TURNED else laid
    return World(scenario, package, laid)


@pytest.fixture
def worlds(monkeypatch):
    """Lay the stand-ins instead of the given futures and measures."""
    monkeypatch.setattr(compare, "world_of", stand_in)
    monkeypatch.setattr(question, "read_package_name", lambda text: text)


@pytest.fixture(scope="session")
def polder():
    """The facts of the polder."""
    return load_facts(facts_folder())
