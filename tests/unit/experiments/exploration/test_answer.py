"""Exact answers: the same numbers as an ordinary run, laid side by side, explained and reproduced."""

import ast
import inspect
from dataclasses import replace
from importlib import import_module

import numpy as np
import polars as pl
import pytest
import yaml

from houvast.experiments.exploration import answer as answers
from houvast.experiments.exploration import explain as explaining
from houvast.experiments.exploration import full, state, surface_build, surface_design
from houvast.experiments.exploration.answer import answer, cells_of, compared, first_cells_of
from houvast.experiments.exploration.explain import explain, parameters_named
from houvast.experiments.exploration.reproduce import FOLDER, snippet
from houvast.experiments.exploration.running import make_run, run_key
from houvast.experiments.exploration.state import Exploration
from houvast.experiments.exploration.surface import Surface
from houvast.experiments.exploration.yearly import index_of
from houvast.experiments.runs import run_settings
from houvast.experiments.settings import RunSettings
from houvast.experiments.years import yearly_table
from houvast.facts.loader import load_facts
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.outcomes import OUTCOMES

SCALE, YEARS = 0.0005, 5  # futures part after three
ASKED = Exploration("0.5,-0.3", "W3+T3", "unemployment_rate")


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


@pytest.fixture(scope="module", autouse=True)
def small():
    """Everything in this module runs few people for two years."""
    patch = pytest.MonkeyPatch()
    patch.setattr(
        Exploration,
        "settings",
        lambda self, world=None, package=None: RunSettings(
            SCALE,
            YEARS,
            self.seed,
            self.world if world is None else world,
            self.package if package is None else package,
        ),
    )
    patch.setattr(answers, "SCALE", SCALE)
    patch.setattr(answers, "YEARS", YEARS)
    yield
    patch.undo()


def luck(level=0.01, difference=0.002):
    noise = {each.key: {"level": level, "difference": difference, "effect": difference} for each in OUTCOMES}
    return Surface({}, np.array([-1.0, 0.0, 1.0]), {}, {}, {}, {}, noise, {})


@pytest.fixture(scope="module")
def found(facts):
    return answer(ASKED, facts, surface=luck())


def test_years_as_arrays_are_the_years_of_the_table(facts):
    """The quick way to years gives what the table by month gives."""
    settings = RunSettings(SCALE, YEARS, 3, "B", "W3")
    made = make_run(settings, facts)
    slow = yearly_table(run_settings(settings, facts).outcomes, settings.start).drop("per_year")
    quick = index_of(made.yearly.layout, facts).with_columns(
        pl.Series("value", made.yearly.value), pl.Series("count", made.yearly.count)
    )
    both = slow.filter(pl.col("value").is_not_nan()).join(
        quick, on=["outcome", "group_by", "group", "year"], how="left"
    )
    assert both["value_right"].null_count() == 0
    assert np.allclose(both["value"], both["value_right"], rtol=1e-12)
    assert np.allclose(both["count"], both["count_right"], rtol=1e-12)


def test_reviews_at_the_end_of_a_year_belong_to_that_year(found):
    years = found.comparison.years.filter(outcome="income_security", group_by="all", scenario="baseline")
    assert years["year"].to_list() == list(range(YEARS))


def test_an_answer_holds_baseline_world_and_package_with_one_luck(found, facts):
    assert found.comparison.scenarios == ("baseline", "0.5,-0.3")
    assert found.comparison.packages == ("none", "W3+T3")
    assert {(row["scenario"], row["package"]) for row in found.comparison.years.iter_rows(named=True)} == set(
        cells_of(ASKED)
    )
    row = found.comparison.years.filter(
        scenario="0.5,-0.3", package="W3+T3", outcome="unemployment_rate", group_by="all", year=YEARS - 1
    )
    values = {
        cell: run_settings(ASKED.settings(*cell), facts)
        .outcomes.filter(outcome="unemployment_rate", group_by="all")
        .filter(pl.col("month").dt.year() == 2024 + YEARS - 1)["value"]
        .mean()
        for cell in cells_of(ASKED)
    }
    base, ghost, here = values.values()
    assert row["mean"][0] == pytest.approx(here)
    assert row["effect"][0] == pytest.approx(here - ghost)
    assert row["change"][0] == pytest.approx(here - base)


def test_the_first_part_of_an_answer_is_the_answer_without_what_the_package_alone_does(found, facts):
    first = answer(ASKED, facts, surface=luck(), cells=first_cells_of(ASKED))
    assert found.is_whole
    assert not first.is_whole
    here = {"scenario": ASKED.world, "package": ASKED.package}
    whole, part = (each.comparison.years.filter(**here) for each in (found, first))
    effects = ["effect", "effect_low", "effect_high"]
    assert part.drop(effects).equals(whole.drop(effects))
    assert all(part[name].is_null().all() for name in effects)
    assert whole["effect"].is_not_null().mean() > 0.9  # a group may be empty without the package
    assert answer(Exploration("A"), facts, surface=luck(), cells=first_cells_of(Exploration("A"))).is_whole


def test_intervals_are_those_of_the_luck_that_was_measured(found):
    """Measured is the luck of everybody in the first year; fewer people have more of it."""
    of_world = found.comparison.years.filter(scenario="0.5,-0.3", package="none", outcome="work_security")
    *_, last = of_world.filter(group_by="all").sort("year").iter_rows(named=True)
    people = found.comparison.years.filter(scenario="baseline", outcome="work_security", group_by="all").sort("year")
    deviations = 1.96 * np.sqrt(people["count"][0] / people["count"][-1])
    assert last["change_high"] - last["change"] == pytest.approx(0.002 * deviations)
    assert last["high"] - last["mean"] == pytest.approx(min(0.01 * deviations, 1 - last["mean"]))
    moved = of_world.filter(group_by="contract", year=YEARS - 1).filter(pl.col("change") != 0)
    assert (moved["change_high"] - moved["change"] > 0.002 * deviations).all()


def test_the_empty_exploration_is_one_run(facts):
    alone = answer(Exploration("baseline"), facts, surface=luck())
    assert alone.comparison.scenarios == ("baseline",)
    assert (alone.comparison.years["change"] == 0.0).all()


def test_runs_are_named_by_what_decides_them(facts):
    names = {run_key(ASKED.settings(*cell), facts.content_hash) for cell in cells_of(ASKED)}
    assert len(names) == 3
    other = replace(ASKED, outcome="job_security", group_by="age")
    assert run_key(other.settings(), facts.content_hash) in names


def test_an_explanation_names_the_facts_that_moved_it(found, facts):
    told = explain(found, facts, "unemployment_rate")
    row = found.comparison.years.filter(
        scenario="0.5,-0.3", package="W3+T3", outcome="unemployment_rate", group_by="all", year=YEARS - 1
    )
    assert told.value == row["mean"][0]
    assert told.value - told.today == pytest.approx(told.flows.effect)
    assert told.flows.effect == pytest.approx(told.flows.leaving + told.flows.finding + told.flows.rest)
    paths = {each.path for each in told.causes}
    assert paths == {change["path"] for change in found.comparison.manifest["worlds"][2]["changes"]}
    assert {each.origin for each in told.causes} == {"scenario", "W3", "T3"}
    inputs = {each.fact: each for _, inputs in told.processes.values() for each in inputs}
    assert inputs["dismissal_prob_per_month"].is_moved
    assert all(each.status and each.sources for each in inputs.values())


def test_the_lines_of_python_give_the_same_numbers(found, monkeypatch):
    """What the desk writes for Python runs, and finds what the desk showed."""
    monkeypatch.setattr(answers, "given_surface", luck)
    printed = []
    scope = {"__name__": "__example__", "print": printed.append}
    exec(compile(snippet(found), "snippet", "exec"), scope)  # noqa: S102 - our own lines
    shown = found.comparison.years.filter(outcome="unemployment_rate", group_by="all")
    assert printed[0]["mean"].to_list() == shown["mean"].to_list()
    assert printed[0]["year"].to_list() == (shown["year"] + 2024).to_list()


def told_of_outcomes():
    return yaml.safe_load((explaining.files("houvast.experiments.exploration") / "explained.yaml").read_text())


def test_every_outcome_has_a_formula_and_names_the_code_that_counts_it():
    told = told_of_outcomes()
    assert list(told) == [each.key for each in OUTCOMES]
    for outcome, each in told.items():
        module, function = each["code"].split(":")
        source = inspect.getsource(import_module(module))
        (body,) = [node for node in ast.parse(source).body if getattr(node, "name", "") == function]
        named = ast.get_source_segment(source, body) + "".join(
            ast.get_source_segment(source, node) for node in ast.parse(source).body if isinstance(node, ast.Assign)
        )
        assert outcome in named, (outcome, function)


def test_every_process_of_an_explanation_names_its_parameters():
    processes = {process for each in told_of_outcomes().values() for process in each["processes"]}
    assert all(parameters_named(process) for process in processes)


def test_the_preview_is_put_together_from_its_runs(facts, tmp_path):
    """A preview of a tiny design: it is the runs where it stands on them, and a second build makes none."""
    design = surface_design.Design(grid=3, seeds=2, held_out=4, scale=SCALE, years=YEARS)
    few = {key: each for key, each in surface_build.given_measures().items() if key in ("W3", "T3")}
    patch = pytest.MonkeyPatch()
    for module in (surface_build, surface_design):
        patch.setattr(module, "given_measures", lambda: few)
    patch.setattr(surface_design, "LARGEST_TRIAL_PACKAGE", len(few))
    made = []
    patch.setattr(surface_build, "make_run", lambda *given: made.append(given) or make_run(*given))
    try:
        built = surface_build.build_surface(design, facts, 1, tmp_path)
        assert len(made) == built.about["runs"]
        again = surface_build.build_surface(design, facts, 1, tmp_path)
        assert len(made) == built.about["runs"]
    finally:
        patch.undo()
    packed = surface_build.pack_surface(replace(built, about={}))
    assert packed == surface_build.pack_surface(replace(again, about={}))
    runs = [
        make_run(RunSettings(SCALE, YEARS, seed, *cell), facts).yearly
        for cell in (("A", "none"), ("A", "W3"))
        for seed in (1, 2)
    ]
    rows = index_of(runs[0].layout, facts).with_row_index().filter(outcome="work_security", group_by="all")["index"]
    ghost, with_it = (np.mean([run.value[rows] for run in pair], axis=0) for pair in (runs[:2], runs[2:]))
    assert np.allclose(built.preview(Exploration("A"), "work_security"), ghost)
    assert np.allclose(built.preview(Exploration("A", "W3"), "work_security"), with_it)


@pytest.mark.parametrize(
    "asked", [{"grid": "4"}, {"grid": "-1"}, {"seeds": "1"}, {"seeds": "x"}, {"held_out": "9" * 50}, {"scale": "0"}]
)
def test_a_preview_that_cannot_be_is_told(asked):
    with pytest.raises(HouvastError) as told:
        surface_design.check_design(**asked)
    assert len(told.value.codes) == 1


def test_a_full_run_goes_on_from_where_it_stopped(facts, tmp_path):
    asked = Exploration("B", outcome="work_security")
    heard = []

    def stop():
        return len(heard) >= 2

    with pytest.raises(HouvastError) as told:
        full.run_full(asked, facts, tmp_path, 2, 1, lambda *said: heard.append(said), stop)
    assert told.value.codes == ("exploration.cancelled",)
    kept = {path.name for path in tmp_path.iterdir()}
    assert len(kept) == 2
    found = full.run_full(asked, facts, tmp_path, 2, 1)
    assert kept < {path.name for path in tmp_path.iterdir()}
    assert set(found.comparison.scenarios) == {"baseline", "A", "B", "C", "D"}
    rows = found.comparison.years.filter(scenario="B", outcome="unemployment_rate", group_by="all")
    assert (rows["low"] < rows["mean"]).all()
    assert (rows["mean"] < rows["high"]).all()


def test_the_lines_of_python_give_a_full_run_again(facts, tmp_path, monkeypatch):
    """With its draws, and from the runs that are kept where the lines say so."""
    shown = full.run_full(Exploration("B"), facts, tmp_path / FOLDER, 2, 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(full, "make_run", None)
    printed = []
    scope = {"__name__": "__example__", "print": printed.append}
    exec(compile(snippet(shown), "snippet", "exec"), scope)  # noqa: S102 - our own lines
    path = shown.comparison.years.filter(outcome="work_security", group_by="all")
    assert printed[0]["low"].to_list() == path["low"].to_list()
    assert set(printed[0]["scenario"]) == {"baseline", "A", "B", "C", "D"}


def test_draws_are_laid_side_by_side_from_lowest_to_highest(facts):
    made = make_run(RunSettings(SCALE, YEARS), facts)
    other = replace(made, yearly=replace(made.yearly, value=made.yearly.value + 0.1))
    cell = answers.Cell("baseline", "none")
    table = compared({cell: [made, other]}, facts, full._LuckOfDraws()).years
    assert np.allclose(table["high"] - table["low"], 0.1)
    assert np.allclose(table["mean"] - table["low"], 0.05)


def test_the_seventeen_years_are_those_of_the_futures():
    assert state.YEARS == 2041 - 2024
