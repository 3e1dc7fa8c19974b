"""A run may start before the facts do and follow a demand path that somebody gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.experiments.demand_file import read_demand
from houvast.experiments.identity import content_hash
from houvast.experiments.runs import run, run_settings, with_demand
from houvast.experiments.settings import EARLIEST_START, LATEST_START, check_settings
from houvast.facts.loader import load_facts
from houvast.market.demand_path import given_by_month
from houvast.market.kernels.codes import SELF_EMPLOYED, UNEMPLOYED
from houvast.market.model import Market
from houvast.market.outcomes import OUTCOME_CODE
from houvast.population.build import build_population
from houvast.population.validation import validate
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.months import month_stamp

JANUARY_2015 = month_stamp("2015-01")
OUTCOMES_OF_DEMAND = ("unemployment_rate", "vacancies", "employment_rate")
FALL = "period,sector,index\n2015-01,all,100\n2017-01,all,95\n"


@pytest.fixture
def path_of(tmp_path):
    """Return a function that writes a demand file."""

    def write(text):
        path = tmp_path / "path.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


# -- facts -----------------------------------------------------------------------------


def test_facts_do_not_reach_back_unless_asked(polder_facts):
    """Before its first date a fact has no value; facts that reach back give the first one and name the fact."""
    with pytest.raises(HouvastError):
        polder_facts.number("employed_thousand", "2015-01")
    back = polder_facts.reaching_back()
    assert back.number("employed_thousand", "2015-01") == polder_facts.number("employed_thousand", "2024-01")
    assert [str(date) for date in back.not_held_at("2015-01").values()] == ["2024-01-01"]
    assert back.not_held_at("2024-01") == {}
    assert back.content_hash == polder_facts.content_hash


def test_a_value_that_is_held_is_not_reached_over():
    """Where the facts hold a value of that year it is the one that counts."""
    facts = load_facts("netherlands").reaching_back()
    burnout = facts.entry("burnout_share")
    assert facts.number("burnout_share", "2015-01") == burnout.at(burnout.values[1].valid_from).value
    assert facts.not_held_at("2015-01") == {}


# -- the path --------------------------------------------------------------------------


def test_demand_runs_in_straight_lines_between_the_middles_of_periods():
    """Years of 100, 112 and 112: halfway 2015 and 2016 lies 106, and outside the middles nothing moves."""
    middles = [JANUARY_2015 + 5.5 + 12 * year for year in range(3)]
    line = given_by_month({"all": list(zip(middles, [100, 112, 112], strict=True))}, ("a",), JANUARY_2015, 48)[:, 0]
    assert line[:6].tolist() == [1.0] * 6
    assert line[11:13].mean() == pytest.approx(1.06)
    assert np.diff(line[6:18]) == pytest.approx(0.01)
    assert line[18:] == pytest.approx(1.12)


@given(st.floats(0.001, 1e6))
def test_the_base_of_an_index_does_not_matter(base):
    """100, 1 or a number of jobs: only ratios count."""
    points = [(JANUARY_2015, 1.0), (JANUARY_2015 + 10, 0.9)]
    other = [(month, base * level) for month, level in points]
    once, again = (given_by_month({"all": line}, ("a",), JANUARY_2015, 12) for line in (points, other))
    assert once == pytest.approx(again, rel=1e-12)


def test_a_sector_without_a_line_follows_all_and_else_the_baseline():
    """`all` stands for every sector not named; without it such a sector keeps the closure."""
    own, everybody = [(JANUARY_2015, 2.0), (JANUARY_2015 + 1, 3.0)], [(JANUARY_2015, 1.0)]
    with_all = given_by_month({"b": own, "all": everybody}, ("a", "b"), JANUARY_2015, 2)
    assert with_all.tolist() == [[1.0, 1.0], [1.0, 1.5]]
    without = given_by_month({"b": own}, ("a", "b"), JANUARY_2015, 2)
    assert np.isnan(without[:, 0]).all()
    assert without[:, 1].tolist() == [1.0, 1.5]


def test_a_file_is_read_in_months_quarters_and_years(path_of, polder_facts):
    """Each sector has periods of its own length; a quarter lies at its middle month."""
    sector = polder_facts.classification("sector").keys[0]
    text = f"period,sector,index\n2015Q1,{sector},100\n2015Q2,{sector},103\n2015,all,1\n"
    lines = read_demand(path_of(text), polder_facts, JANUARY_2015).lines()
    assert lines[sector] == ((JANUARY_2015 + 1, 100), (JANUARY_2015 + 4, 103))
    assert lines["all"] == ((JANUARY_2015 + 5.5, 1),)


# -- the market ------------------------------------------------------------------------


def test_posts_wanted_follow_the_path_to_the_letter(polder_facts, polder_population):
    """The index of a sector is that of the path, whatever growth, technology and population do."""
    n_sectors = len(polder_facts.classification("sector").keys)
    path = np.linspace(1.0, 0.9, 24)[:, None] * np.ones(n_sectors)
    path[:, 0] = np.nan
    with_path = Market(polder_population, polder_facts, threads=1, demand_given=path)
    baseline = Market(polder_population, polder_facts, threads=1)
    for month in (0, 10, 23, 40):
        people = with_path._people_by_cell()
        wanted = with_path.demand_path.of_month(with_path.first_month + month, people)
        index = with_path.demand_path.index(wanted)
        assert index[1:] == pytest.approx(path[min(month, 23), 1:], rel=1e-12)
        closed = baseline.demand_path.of_month(baseline.first_month + month, people)
        assert wanted[0] == pytest.approx(closed[0])


def test_without_change_a_path_of_one_is_the_baseline(polder_facts, polder_population, hand_made):
    """People are hired and fired but nobody comes or goes: a path of one and the closure are one run, to the bit.

    Nobody works for themselves: the closure counts that as work, a path of posts does not.
    """
    ends = (
        "mortality_prob_per_year",
        "net_migration_thousand_per_year",
        "reaching_age_15_thousand_per_year",
        "starts_business_prob_per_month",
    )
    facts = hand_made.overlaid(polder_facts, **dict.fromkeys(ends, 0.0), demand_growth_by_sector_share_per_year=0.0)
    persons = polder_population.persons
    aged_40 = np.full_like(persons.birth_month, polder_population.start_month - 40 * 12)
    own = (persons.position >= SELF_EMPLOYED) & (persons.position < UNEMPLOYED)
    position = np.where(own, UNEMPLOYED, persons.position)
    population = replace(polder_population, persons=persons._replace(birth_month=aged_40, position=position))
    ones = np.ones((12, len(facts.classification("sector").keys)))
    tables = []
    for demand in (ones, None):
        market = Market(population, facts, threads=1, demand_given=demand)
        for _ in range(12):
            market.step()
        market.close()
        tables.append(market.outcomes())
    for given_column, closed_column in zip(tables[0].__dict__.values(), tables[1].__dict__.values(), strict=True):
        np.testing.assert_array_equal(given_column, closed_column)
    assert len({float(value) for value in tables[0].value[:12]}) > 1  # something did happen


@pytest.mark.slow
def test_falling_demand_raises_unemployment_and_empties_vacancies():
    """Five per cent fewer posts in two years: more people without work, fewer vacancies, fewer people in work."""
    facts = load_facts("netherlands")
    population = build_population(facts, 0.002, seed=1)
    fall = np.interp(np.arange(36), [0, 24], [1.0, 0.95])
    third_year = []
    for line in (fall, np.ones(36)):
        path = np.repeat(line[:, None], len(facts.classification("sector").keys), axis=1)
        market = Market(population, facts, threads=1, demand_given=path)
        for _ in range(36):
            market.step()
        market.close()
        third_year.append([_mean(market.outcomes(), name, market.first_month + 24) for name in OUTCOMES_OF_DEMAND])
    fewer, same = third_year
    assert fewer[0] > same[0]
    assert fewer[1] < same[1]
    assert fewer[2] < same[2]


def _mean(table, outcome, first_month):
    rows = (table.outcome == OUTCOME_CODE[outcome]) & (table.group_by == 0) & (table.month >= first_month)
    return table.value[rows].mean()


@pytest.mark.parametrize("start", [EARLIEST_START, "2015-07", LATEST_START])
def test_any_start_month_gives_a_sound_population_and_a_run(polder_facts, start):
    """Ages are right and every date fits its column, from the first start allowed to the last."""
    facts = polder_facts.reaching_back()
    population = build_population(facts, 1.0, seed=1, start=start)
    assert population.start_month == month_stamp(start)
    validate(population.persons, population.employers, month=population.start_month)
    market = Market(population, facts, threads=1)
    market.step()
    market.close()
    assert market.month == month_stamp(start)


# -- a run -----------------------------------------------------------------------------


def test_the_start_of_the_baseline_is_no_option_at_all(polder_facts):
    """`start="2024-01"` is the run without the option, bit for bit, and reaches back for nothing."""
    plain = run(scale=1, years=1, facts=polder_facts, threads=1)
    named = run(scale=1, years=1, facts=polder_facts, threads=1, start="2024-01")
    assert plain.outcomes.equals(named.outcomes)
    assert plain.manifest["content_hash"] == named.manifest["content_hash"]
    assert named.manifest["facts_not_held"] == {}


def test_a_backcast_says_what_it_lacks_and_what_it_followed(polder_facts, path_of):
    """The months are those of the start; the manifest lists the facts that reached back and the demand file."""
    path = path_of(FALL)
    result = run(scale=1, years=1, facts=polder_facts, threads=1, start="2015-01", demand=path)
    assert result.outcomes.filter(pl.col("outcome") == "employment_rate")["month"].min().year == 2015
    lacking = result.manifest["facts_not_held"]
    assert lacking["employed_thousand"] == "2024-01-01"
    assert set(lacking) <= set(result.manifest["facts_read"])
    assert result.manifest["demand_file"] == {"name": str(path), "last_month": "2017-01"}


def test_start_and_demand_are_part_of_the_name_of_a_run(polder_facts, path_of):
    """Another start, a path, or another path is another run; the same file under another name is the same."""
    hashes = set()
    settings = check_settings(start="2015-01")
    named = [check_settings(), settings]
    named += [with_demand(settings, path_of(text), polder_facts) for text in (FALL, FALL.replace("95", "96"))]
    hashes = {content_hash(each, "") for each in named}
    assert len(hashes) == 4
    renamed = replace(named[2], demand=named[2].demand._replace(name="other.csv"))
    assert content_hash(renamed, "") == content_hash(named[2], "")


@pytest.mark.parametrize("start", ["1994-12", "2041-01", "2015", "2015-13", "soon", ""])
def test_a_start_is_a_month_within_bounds(start):
    """Anything else is told."""
    with pytest.raises(HouvastError) as fault:
        check_settings(start=start)
    assert fault.value.codes == ("run.start",)


def test_who_watches_sees_every_month_and_changes_nothing(polder_facts):
    """The market is shown before the first month and after each."""
    settings = check_settings(scale=1, years=1, threads=1)
    seen = []
    watched = run_settings(settings, polder_facts, watch=lambda market: seen.append(market.month))
    assert seen == list(range(month_stamp("2023-12"), month_stamp("2025-01")))
    assert watched.outcomes.equals(run_settings(settings, polder_facts).outcomes)
