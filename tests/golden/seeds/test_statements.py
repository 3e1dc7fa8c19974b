"""What the report on four futures says about them comes out of the model, though no future sets an outcome."""

from __future__ import annotations

import pytest

from houvast.experiments.evidence.late import Ensemble
from houvast.experiments.evidence.statements import FUTURES, hold_statements, statements
from houvast.facts.loader import load_facts
from houvast.futures.folder import load_futures
from houvast.vocabulary.words import OUTCOMES

SCALE, SEEDS = 0.005, 2


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Every statement with its margin, by what it says."""
    ensemble = Ensemble(load_facts("netherlands"), SCALE, seeds=SEEDS, folder=tmp_path_factory.mktemp("runs"))
    return {each.statement.says.en: each for each in hold_statements(ensemble)}


@pytest.mark.slow
@pytest.mark.parametrize("statement", statements(), ids=[each.says.en for each in statements()])
def test_the_futures_differ_as_the_report_says(held, statement):
    """The order of the futures is that of the report; where the model says otherwise, the list says so."""
    assert held[statement.says.en].holds == (statement.not_yet is None)


@pytest.mark.slow
def test_a_margin_is_between_the_lowest_that_should_have_more_and_the_highest_that_should_have_less(held):
    """With a figure per seed the margin is at most that of the means over seeds."""
    for each in held.values():
        of_means = min(each.by_future[future] for future in each.statement.more) - max(
            each.by_future[future] for future in each.statement.less
        )
        assert each.margin.value <= of_means + 1e-9 * abs(of_means)
        assert each.margin.low <= each.margin.value <= each.margin.high


def test_there_are_thirty_statements_that_hold():
    """At least thirty statements, each about an outcome that exists, in both languages."""
    assert sum(each.not_yet is None for each in statements()) >= 30
    assert {each.outcome for each in statements()} <= {outcome.key for outcome in OUTCOMES}
    assert all(each.says.nl and each.says.en and each.place for each in statements())
    assert all(set(each.more) & set(each.less) == set() for each in statements())
    assert all(set(each.more + each.less) <= set(FUTURES) for each in statements())


def test_no_future_sets_an_outcome():
    """What a future moves are levers; none of them is an outcome."""
    moved = {path.partition(".")[0] for path in load_futures().levers}
    assert moved.isdisjoint({outcome.key for outcome in OUTCOMES})
