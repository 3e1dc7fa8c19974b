"""Verdicts on measures, and the same runs asked twice."""

from __future__ import annotations

from datetime import date

import pytest

import polder
from houvast.experiments.evidence import late, measures
from houvast.experiments.evidence.estimate import Estimate
from houvast.experiments.evidence.late import Cell, Ensemble, by_seed, late_years, lay
from houvast.experiments.evidence.measures import chosen_measures, main_outcome, try_measures
from houvast.facts.loader import load_facts
from houvast.policies.folder import given_measures
from houvast.vocabulary.errors import HouvastError

UP, DOWN, OPEN, STILL = (Estimate(*ends) for ends in ((2, 1, 3), (-2, -3, -1), (1, -1, 3), (0.0, 0.0, 0.0)))


@pytest.mark.parametrize(
    ("effect", "meant", "verdict"),
    [
        (UP, 1, "as_meant"),
        (UP, -1, "against"),
        (DOWN, -1, "as_meant"),
        (OPEN, 1, "unclear"),
        (UP, 0, "unclear"),
        (STILL, 1, "none"),
        (Estimate(2.0, None, None), 1, "unclear"),
    ],
)
def test_direction(effect, meant, verdict):
    """An effect goes as meant when its interval leaves no doubt."""
    assert measures._direction(effect, meant) == verdict


@pytest.mark.parametrize(
    ("effect", "perverse", "verdict"),
    [
        (UP, DOWN, "other_way"),
        (DOWN, UP, "other_way"),
        (UP, UP, "same_way"),
        (UP, OPEN, "unclear"),
        (STILL, STILL, "none"),
        (UP, STILL, "at_bound"),
        (UP, None, "refused"),
    ],
)
def test_turned_round(effect, perverse, verdict):
    """A measure turned round should move the same outcome the other way."""
    assert measures._turned_round(effect, perverse) == verdict


def test_every_measure_names_what_it_is_for():
    """What stands first among what a measure acts on; only watching has no direction."""
    assert main_outcome(given_measures()["W3"]) == ("job_finding_rate", 1)
    assert [key for key, each in given_measures().items() if main_outcome(each)[1] == 0] == ["W9"]


def test_measures_are_named_or_all():
    """In their own order; everything that is wrong with the names at once."""
    assert chosen_measures("all") == tuple(given_measures())
    assert chosen_measures("T1, W3") == ("W3", "T1")
    with pytest.raises(HouvastError) as fault:
        chosen_measures("W33,,T1,banana")
    assert fault.value.codes == ("policies.file_unknown",) * 3


@pytest.fixture(scope="module")
def ensemble(tmp_path_factory):
    """Two years of the invented country, two seeds."""
    return Ensemble(load_facts(polder.facts_folder()), 0.3, 2, 2, tmp_path_factory.mktemp("runs"), 2)


def test_runs_that_stand_ready_are_not_made_again(ensemble, monkeypatch):
    """The second time nothing runs, the figures are the same, and a damaged place is told."""
    worlds = lay([Cell("baseline"), Cell("baseline", turned=(("paradox_strength", 0.0),))], ensemble.facts)
    first = late_years(ensemble, worlds)
    monkeypatch.setattr(late, "run_settings", None)
    again = late_years(ensemble, worlds)
    assert all(first[cell].equals(again[cell]) for cell in worlds)
    assert len(list(ensemble.folder.glob("*.parquet"))) == 4
    assert by_seed(first[Cell("baseline")], "unemployment_rate").shape == (2,)


def test_what_stops_by_hand_is_kept(ensemble, tmp_path, monkeypatch):
    """Ctrl-C in the second run leaves the first, and the message says how many."""
    made = []

    def carry_out(tasks, work, at_once, on_done):
        for task in tasks:
            if made:
                raise KeyboardInterrupt
            made.append(work(task, late.Stop()))
            on_done(made[-1])

    monkeypatch.setattr(late, "carry_out", carry_out)
    here = Ensemble(ensemble.facts, 0.3, 1, 2, tmp_path / "runs")
    with pytest.raises(HouvastError) as fault:
        late_years(here, lay([Cell("baseline")], here.facts))
    assert fault.value.codes == ("compare.stopped",)
    assert dict(fault.value.problems[0].values)["done"] == 1
    assert [path.name for path in here.folder.iterdir()] == [made[0].name]


def test_worlds_that_cannot_be_laid_are_told_at_once(ensemble):
    """Or one by one to who wants to go on without them."""
    cells = [Cell("baseline", turned=(("no_such_fact", 0.0),)), Cell("baseline", turned=(("paradox_strngth", 0.0),))]
    with pytest.raises(HouvastError) as fault:
        lay(cells, ensemble.facts)
    assert len(fault.value.problems) == 2
    refused = []
    assert lay(cells, ensemble.facts, lambda cell, fault: refused.append(cell)) == {}
    assert refused == cells


def test_what_cannot_be_taken_away_is_named():
    """No right to hours today: less of it is none; care can get more, so it is not named. What scales is not held."""
    worlds = lay([Cell("D"), *(Cell("D", f"{key}{sign}") for key in ("W7", "W5") for sign in ("", ":effect=-1"))],
                 load_facts("netherlands"))  # fmt: skip
    assert measures._held(worlds, "W7", "D", date(2038, 1, 1)) == ("right_to_hours_share",)
    assert measures._held(worlds, "W5", "D", date(2038, 1, 1)) == ()


@pytest.mark.slow
def test_a_few_measures_at_a_small_scale(tmp_path):
    """A stronger position of workers goes the way it is meant to; watching moves nothing."""
    here = Ensemble(load_facts("netherlands"), 0.005, 15, 2, tmp_path, 2)
    found = {(each.measure, each.scenario): each for each in try_measures(here, ("W6", "W9"))}
    assert len(found) == 8
    for (measure, _), each in found.items():
        if measure == "W9":
            assert (each.direction, each.turned_round) == ("none", "none")
            assert each.effect.value == 0.0
        else:
            assert each.effect.value * each.meant >= 0.0 or each.direction == "unclear"
        assert len(each.side_effects) <= 2
        assert all(side.effect.sign for side in each.side_effects)
    assert sum(each.effect.value > each.perverse.value for each in found.values() if each.measure == "W6") >= 3
