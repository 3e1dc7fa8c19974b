"""How the two securities change when one parameter is turned."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from houvast.cli.main import main
from houvast.experiments.baseline.knobs import KNOBS
from houvast.experiments.baseline.sensitivity import (
    COLUMNS,
    DRAW,
    HIGH,
    KNOB,
    LOW,
    Measured,
    Securities,
    Setting,
    measure_sensitivity,
    write_sensitivity,
)
from houvast.experiments.baseline.survivors import Survivors
from houvast.facts.loader import load_facts
from houvast.population.build import build_population
from polder import facts_folder

DISMISSAL = next(place for place, knob in enumerate(KNOBS) if knob.key == "dismissal_flexible")


@pytest.fixture(scope="module")
def facts():
    """The facts of the polder, which use the same parameters of the market."""
    return load_facts(facts_folder())


@pytest.fixture(scope="module")
def found(facts) -> tuple[Measured, ...]:
    """The widest knob is dismissal from flexible work; one draw at either end."""
    logs = np.zeros((11, len(KNOBS)))
    logs[:, DISMISSAL] = np.linspace(-1.5, 1.5, 11)
    survivors = Survivors(logs, np.linspace(1.0, 2.0, 11))
    populations = tuple(build_population(facts, 1.0, seed) for seed in (1, 2, 3, 4))
    return measure_sensitivity(facts, populations, survivors, n_knobs=1, n_draws=2, threads=1)


def test_more_dismissal_means_less_job_security(found):
    """Turning one knob changes the outcome that depends on it, in the right direction; one seed of a few hundred
    people may by chance say otherwise, four together do not."""
    by_end = {each.setting.end: each for each in found if each.setting.kind == KNOB}
    low, high = (np.mean([seed.job for seed in by_end[end].by_seed]) for end in (LOW, HIGH))
    assert low > high + 0.01


def test_a_draw_turns_all_knobs_and_an_end_only_one(found):
    """A draw sets every fitted fact; a knob and an assumption set one."""
    for measured in found[1:]:
        is_draw = measured.setting.kind == DRAW
        assert len(measured.setting.values) == (len({knob.fact for knob in KNOBS}) if is_draw else 1)


def test_securities_are_shares(found):
    """Every run gives two shares for every seed."""
    values = np.array([each.by_seed for each in found])
    assert values.shape == (len(found), 4, 2)
    assert ((values > 0) & (values <= 1)).all()


def test_a_change_is_a_mean_with_its_error_over_seeds():
    """Differences are taken seed by seed, so luck that both runs share falls out."""
    setting = Setting(KNOB, "x", LOW, 1.0, {})
    centre = Measured(setting, (Securities(0.80, 0.90), Securities(0.90, 0.92)))
    turned = Measured(setting, (Securities(0.79, 0.90), Securities(0.89, 0.94)))
    change, error = turned.change(centre)
    assert change == pytest.approx([-0.01, 0.01])
    assert error == pytest.approx([0.0, 0.01])


def test_the_table_has_a_row_per_run(found, tmp_path):
    """One row per setting and seed, with the columns as documented."""
    write_sensitivity(found, tmp_path / "s.csv")
    table = pl.read_csv(tmp_path / "s.csv")
    assert tuple(table.columns) == COLUMNS
    assert len(table) == 4 * len(found)


@pytest.mark.parametrize("seeds", ["1", "0", "two", "1.5"])
def test_too_few_seeds_are_told(seeds, capsys):
    """An error over seeds needs two."""
    assert main(["baseline", "sensitivity", "--seeds", seeds, "--language", "nl"]) != 0
    assert "--seeds" in capsys.readouterr().err
