"""Draws: the central one first, the others spread evenly, and exposure with them."""

import numpy as np
import pytest

from houvast.experiments.baseline.survivors import read_survivors
from houvast.experiments.comparison.compare import compare
from houvast.experiments.draws import drawn, exposure_position, places_of_draws
from houvast.facts.loader import load_facts
from houvast.market.levers import technology_exposure
from houvast.vocabulary.errors import HouvastError
from polder import facts_folder

MONTH = "2024-01"


@pytest.fixture(scope="module")
def facts():
    """The facts of the polder."""
    return load_facts(facts_folder())


def test_exposure_spreads_evenly_from_the_middle():
    """The first stands in the middle; of any number there are about as many above as below, and gaps stay small."""
    places = np.array([exposure_position(number) for number in range(1, 101)])
    gaps = np.diff(np.sort(places))

    assert places[0] == 0.0
    assert (np.abs(places) <= 1.0).all()
    assert abs(places.mean()) < 0.03
    assert gaps.max() < 0.05


def test_a_draw_moves_exposure_between_its_measures(facts):
    """At the ends stand the lowest and the highest measure, in the middle the mean, bit for bit."""
    low, mean, high = (facts.array(f"exposure{end}_by_occupation", MONTH) for end in ("_low", "", "_high"))

    np.testing.assert_array_equal(technology_exposure(facts, MONTH), mean)
    for place, expected in ((-1.0, low), (1.0, high), (0.5, (mean + high) / 2.0)):
        there = technology_exposure(facts.with_value("exposure_position", place), MONTH)
        np.testing.assert_allclose(there, expected)


def test_a_draw_holds_fitted_facts_and_exposure(facts):
    """The facts stay as they are; a draw has its own."""
    survivors = read_survivors()
    places = places_of_draws(survivors, 3)
    second = drawn(facts, MONTH, survivors, places[1], 2)

    assert len(set(places)) == 3
    assert second.number("exposure_position", MONTH) == pytest.approx(exposure_position(2))
    assert facts.number("exposure_position", MONTH) == 0.0
    assert second.content_hash != facts.content_hash


def test_a_comparison_with_draws_tells_so_and_is_another_one(facts, tmp_path):
    """Intervals are over draws then; the folder of one is not that of the other; effects are still against none."""
    asked = {"scenarios": "B", "packages": "none,T3", "seeds": 2, "scale": 1.0, "years": 2, "facts": facts, "jobs": 1}
    plain = compare(**asked, folder=tmp_path / "plain")
    varied = compare(**asked, folder=tmp_path / "varied", draws=True)

    assert varied.manifest["interval"] == "student_t_over_draws"
    assert varied.manifest["exposure"] == [exposure_position(1), exposure_position(2)]
    assert "exposure" not in plain.manifest
    assert varied.manifest["content_hash"] != plain.manifest["content_hash"]
    reference = varied.table.filter(package="none")["effect"].drop_nulls()
    assert (reference == 0.0).all()
    with pytest.raises(HouvastError):
        compare(**asked, folder=tmp_path / "plain", draws=True)


def test_there_are_no_more_draws_than_survive(facts):
    """More seeds than draws: said at once."""
    with pytest.raises(HouvastError) as fault:
        compare(scenarios="B", seeds=len(read_survivors().misfit) + 1, scale=1.0, years=1, facts=facts, draws=True)
    assert fault.value.codes == ("compare.seeds",)
