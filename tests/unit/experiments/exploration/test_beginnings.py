"""Beginnings: a run that goes on from a kept market is the run."""

import numpy as np
import pytest

from houvast.experiments.exploration.beginnings import KEPT_AFTER_YEARS, Beginnings
from houvast.experiments.exploration.running import make_run
from houvast.experiments.settings import RunSettings
from houvast.facts.loader import load_facts
from houvast.policies.folder import given_measures
from houvast.vocabulary.months import MONTHS_PER_YEAR

pytestmark = pytest.mark.slow
SCALE, YEARS = 0.0005, 7
POINT = "0.5,-0.3"


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


def settings(package="none", scenario=POINT, seed=1, threads=1):
    return RunSettings(SCALE, YEARS, seed, scenario, package=package, threads=threads)


def assert_same(one, other):
    assert one.key == other.key
    np.testing.assert_array_equal(one.yearly.value, other.yearly.value)
    np.testing.assert_array_equal(one.yearly.count, other.yearly.count)


@pytest.fixture
def beginnings(facts):
    """Beginnings after a run without measures."""
    found = Beginnings()
    make_run(settings(), facts, beginnings=found)
    return found


@pytest.mark.parametrize("package", [*given_measures(), "W3+K5", "T7+W4"])
def test_with_any_measure_it_is_the_run_from_the_start(beginnings, facts, package):
    """Bit for bit; and years of it need not be made again."""
    found = make_run(settings(package), facts, beginnings=beginnings)
    assert_same(found, make_run(settings(package), facts))
    assert found.months_kept >= KEPT_AFTER_YEARS[0] * MONTHS_PER_YEAR


@pytest.mark.parametrize("scenario", ["baseline", "A", "-0.9,0.2"])
@pytest.mark.parametrize("package", ["none", "W3"])
def test_futures_share_the_years_until_they_part(beginnings, facts, scenario, package):
    """A run in another future goes on from January 2027, whatever future the beginning was made in."""
    found = make_run(settings(package, scenario), facts, beginnings=beginnings)
    assert_same(found, make_run(settings(package, scenario), facts))
    assert found.months_kept == KEPT_AFTER_YEARS[0] * MONTHS_PER_YEAR


def test_another_luck_begins_anew(beginnings, facts):
    """Nothing was lived through with it before."""
    found = make_run(settings("W3", seed=2), facts, beginnings=beginnings)
    assert_same(found, make_run(settings("W3", seed=2), facts))
    assert found.months_kept == 0


def test_the_least_recently_used_is_forgotten(facts):
    beginnings = Beginnings(most_kept=len(KEPT_AFTER_YEARS))
    for scenario in ("A", "B"):
        make_run(settings(scenario=scenario), facts, beginnings=beginnings)
    assert_same(make_run(settings("W3", "A"), facts, beginnings=beginnings), make_run(settings("W3", "A"), facts))
    assert len(beginnings._kept) == len(KEPT_AFTER_YEARS)
