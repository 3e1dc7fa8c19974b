"""What the surviving set says about the knobs of the fit."""

from __future__ import annotations

import numpy as np
import pytest

from houvast.experiments.baseline.fit import Fit, Settings
from houvast.experiments.baseline.knobs import KNOBS, turned, with_values
from houvast.experiments.baseline.store import store_fit
from houvast.experiments.baseline.survivors import (
    Survivors,
    along_line,
    groups,
    name_of,
    pairs,
    places_on_line,
    read_survivors,
    spans,
    turned_to,
)
from houvast.facts.loader import load_facts
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.months import month_stamp

FIRST, SECOND, THIRD = range(3)


@pytest.fixture(scope="module")
def made() -> Survivors:
    """Two groups far apart along the first knob; within each, the second and third make up for each other."""
    rng = np.random.default_rng(1)
    logs = 0.001 * rng.standard_normal((60, len(KNOBS)))
    logs[30:, FIRST] += 1.0
    together = 0.05 * rng.standard_normal(60)
    logs[:, SECOND] += together
    logs[:, THIRD] -= together
    return Survivors(logs, np.linspace(1.0, 2.9, 60))


def test_the_widest_knob_comes_first(made):
    """The knob that moves from one group to the other has the widest span, in factors."""
    widest, *_, narrowest = spans(made)
    assert widest.knob is KNOBS[FIRST]
    assert widest.low == pytest.approx(1.0, abs=0.01)
    assert widest.high == pytest.approx(np.e, rel=0.01)
    assert narrowest.width < 0.01


def test_groups_are_parted_by_gaps(made):
    """A gap in the line is where the fit moved on; the draws on either side are groups."""
    assert groups(made).tolist() == [0] * 30 + [1] * 30


def test_correlation_within_groups_is_not_that_of_where_the_fit_looked(made):
    """The pair that makes up for each other comes first; the move between groups ties no knobs together."""
    strongest, *_ = pairs(made)
    assert {strongest.first, strongest.second} == {KNOBS[SECOND], KNOBS[THIRD]}
    assert strongest.correlation < -0.9
    assert all(KNOBS[FIRST] not in pair[:2] or abs(pair.correlation) < 0.5 for pair in pairs(made))


def test_draws_along_the_line_reach_both_ends(made):
    """A few draws span the set; the line holds nearly all of the spread."""
    place, share = places_on_line(made)
    chosen = along_line(made, 5)
    assert share > 0.9
    assert {place[chosen].min(), place[chosen].max()} == {place.min(), place.max()}
    assert place[0] < 0


def test_the_set_that_comes_with_houvast_can_be_read():
    """At least fifty draws survive, the best first, none implausible; the central values are among them."""
    survivors = read_survivors()
    assert len(survivors.logs) >= 50
    assert survivors.logs.shape[1] == len(KNOBS)
    assert survivors.misfit.max() < 3.0
    assert np.abs(survivors.logs).max(axis=1).min() == pytest.approx(0.0, abs=1e-3)


def test_a_folder_without_a_fit_is_told(tmp_path):
    """No surviving set, one clear message."""
    with pytest.raises(HouvastError) as told:
        read_survivors(tmp_path)
    assert told.value.codes == ("files.missing",)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_knob_has_a_name_of_its_own_in_words(language):
    """Names come from the fact and its groups and hold no keys, so that a reader can tell knobs apart."""
    facts = load_facts("netherlands")
    names = [name_of(knob, facts, language) for knob in KNOBS]
    assert len(set(names)) == len(KNOBS)
    assert not any("_" in name for name in names)


def test_a_draw_leads_back_to_its_own_values(tmp_path):
    """Factors on central values that were cut at the edge give the values the fit saw, cut included."""
    facts = load_facts("netherlands")
    month = month_stamp("2024-01")
    logs = np.zeros((3, len(KNOBS)))
    renewal = next(place for place, knob in enumerate(KNOBS) if knob.fact == "term_renewal_prob")
    conversion = next(place for place, knob in enumerate(KNOBS) if knob.fact == "term_conversion_prob")
    logs[:, renewal] = (0.8, 0.7, 0.9)
    logs[:, conversion] = (0.0, 0.2, -0.3)
    fit = Fit(logs, np.array([1.0, 2.0, 2.5]), np.zeros((3, 0)), (), 3)
    store_fit(fit, facts, month, Settings(), tmp_path)
    centre = turned(facts, month, logs[0])
    fitted = with_values(facts, centre)
    for draw, point in enumerate(logs):
        found = turned_to(fitted, month, read_survivors(tmp_path), draw)
        for name, value in turned(facts, month, point).items():
            assert found[name] == pytest.approx(value, rel=2e-3), name
