"""Published series held against simulated ones: the right months, the right unit, the right error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.experiments.periods import read_period
from houvast.experiments.results import COLUMNS
from houvast.experiments.runs import run_settings
from houvast.experiments.settings import check_settings
from houvast.experiments.validation.compare import chart_table, validate_result, validate_run
from houvast.experiments.validation.simulated import (
    OF_A_QUARTER,
    OF_THE_YEAR,
    OF_THE_YEAR_AFTER,
    TargetRecorder,
    months_of,
)
from houvast.experiments.validation.unit_fit import KNOWN_UNITS, PERCENT, factor, fitting
from houvast.facts.loader import load_facts
from houvast.vocabulary.months import month_label, month_stamp
from polder import facts_folder

MONTHLY = [0.04, 0.06, 0.05, 0.03, 0.03, 0.03]


@pytest.fixture(scope="module")
def facts():
    return load_facts(facts_folder())


@pytest.fixture(scope="module")
def two_years(facts):
    """Two years of the polder, with the figures of the targets taken on the way."""
    recorder = TargetRecorder()
    return run_settings(check_settings(1, 2, threads=1), facts, watch=recorder), recorder.figures


@pytest.fixture
def half_year(result):
    """A result by hand: unemployment in six months, by sex too in the first."""
    rows = [(date(2024, month + 1, 1), "unemployment_rate", "all", "all", MONTHLY[month], 1e4) for month in range(6)]
    rows += [(date(2024, month + 1, 1), "vacancies", "all", "all", 400_000.0 + month, 1e4) for month in range(6)]
    rows += [(date(2024, 1, 1), "unemployment_rate", "sex", sex, value, 1e4) for sex, value in (("men", 0.1),)]
    table = pl.DataFrame(rows, schema=dict(COLUMNS), orient="row")
    return replace(result, outcomes=table, manifest=result.manifest | {"months": 6})


@pytest.fixture
def held(tmp_path):
    """Return a function that holds lines of a file against a result."""

    def hold(result, *lines):
        path = tmp_path / "series.csv"
        path.write_text("\n".join(["series,period,value,unit", *lines]), encoding="utf-8")
        return validate_result(path, result)

    return hold


def simulated(validation):
    """Return the simulated values."""
    return [pair.simulated for pair in validation.pairs]


# -- periods -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03", "2024-03", "2024-03"),
        ("2024Q1", "2024-01", "2024-03"),
        ("2024-Q4", "2024-10", "2024-12"),
        ("2024", "2024-01", "2024-12"),
    ],
)
def test_a_period_is_a_month_a_quarter_or_a_year(text, first, last):
    """Each is a run of whole months."""
    period = read_period(text)
    assert (month_label(period.first_month), month_label(period.last_month)) == (first, last)
    assert period.middle == (month_stamp(first) + month_stamp(last)) / 2


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024Q5", "2024-3", "2024-01-01", "1899", "9999", "٢٠٢٤", "x"])
def test_anything_else_is_no_period(text):
    """Half a period is none."""
    assert read_period(text) is None


# -- values and errors -------------------------------------------------------------------


def test_a_period_is_the_mean_of_its_months_in_the_unit_of_the_file(held, half_year):
    """A quarter of months of 4, 6 and 5 per cent is 5 per cent; the second quarter is 3."""
    lines = ("unemployment_rate,2024Q1,5,%", "unemployment_rate,2024Q2,0.04,share", "unemployment_rate,2024-02,6,%")
    assert simulated(held(half_year, *lines)) == pytest.approx([5, 0.03, 6])


def test_numbers_become_thousands(held, half_year):
    """Vacancies are counted one by one and published by the thousand."""
    assert simulated(held(half_year, "vacancies,2024-01,390,thousand_vacancies")) == [400]


def test_a_group_is_named_after_its_grouping(held, half_year):
    """`outcome:group_by=group` is that group, and `:all=all` everybody."""
    lines = ("unemployment_rate:sex=men,2024-01,10,%", "unemployment_rate:all=all,2024-01,4,%")
    assert simulated(held(half_year, *lines)) == pytest.approx([10, 4])


def test_errors_are_those_of_the_hand(held, half_year):
    """Differences of +1, 0 and -2: mean -1/3, root mean square of 5/3, correlation by formula."""
    published = (3, 6, 7)
    lines = [f"unemployment_rate,2024-0{month + 1},{value},%" for month, value in enumerate(published)]
    (error,) = held(half_year, *lines).errors
    assert error.mean == pytest.approx(-1 / 3)
    assert error.root_mean_square == pytest.approx((5 / 3) ** 0.5)
    assert error.correlation == pytest.approx(np.corrcoef(published, (4, 6, 5))[0, 1])
    assert (error.n_periods, error.unit) == (3, "%")


def test_two_periods_or_a_flat_line_have_no_correlation(held, half_year):
    """A correlation needs three periods, and both series must move."""
    two = ["unemployment_rate,2024-01,1,%", "unemployment_rate,2024-02,2,%"]
    flat = [f"vacancies,2024-0{month},1,vacancies" for month in (1, 2, 3)]
    assert [error.correlation for error in held(half_year, *two, *flat).errors] == [None, None]


def test_a_series_in_two_units_has_its_error_in_the_first(held, half_year):
    """4% and a share of 0.06 are both hit, so the error is nothing."""
    lines = ("unemployment_rate,2024-01,4,%", "unemployment_rate,2024-02,0.06,share")
    (error,) = held(half_year, *lines).errors
    assert (error.unit, error.mean) == ("%", pytest.approx(0))


def test_what_the_model_says_itself_is_without_error(held, two_years):
    """Any series of a result held against itself differs nowhere and correlates fully."""
    result, _ = two_years
    table = result.outcomes.filter((pl.col("outcome") == "separation_rate") & (pl.col("group_by") == "all"))
    lines = [
        f"separation_rate,{day.year}Q{(day.month - 1) // 3 + 1},{value!r},share_per_quarter"
        for day, value in table.select("month", "value").iter_rows()
    ]
    validation = held(result, *lines)
    (error,) = validation.errors
    assert [pair.difference for pair in validation.pairs] == [0] * 8
    assert error.correlation == pytest.approx(1)


def test_the_table_to_draw_has_a_row_per_period(held, half_year):
    """Names, months, both values, difference and unit, for any drawing program."""
    table = chart_table(held(half_year, "unemployment_rate,2024Q1,4,%").pairs)
    assert table.rows(named=True) == [
        {
            "series": "unemployment_rate",
            "period": "2024Q1",
            "first_month": "2024-01",
            "last_month": "2024-03",
            "published": 4.0,
            "simulated": pytest.approx(5.0),
            "difference": pytest.approx(1.0),
            "unit": "%",
        }
    ]


# -- units -------------------------------------------------------------------------------


@given(st.sampled_from(KNOWN_UNITS), st.sampled_from(KNOWN_UNITS))
def test_units_go_there_and_back(unit, other):
    """What can be turned into another unit can be turned back; each unit is itself."""
    there, back = factor(unit, other), factor(other, unit)
    assert (there is None) == (back is None)
    assert factor(unit, unit) == 1
    if there is not None and back is not None:
        assert there * back == pytest.approx(1)


@pytest.mark.parametrize(
    ("unit", "other", "expected"),
    [
        ("share", PERCENT, 100),
        ("share_per_quarter", PERCENT, 100),
        ("share_per_quarter", "share_per_month", None),
        ("million_persons", "thousand_persons", 1000),
        ("thousand_persons_per_quarter", "thousand_persons_per_year", 4),
        ("months", "years", 1 / 12),
        ("ratio", "per_hundred_unemployed", 100),
        ("vacancies", "persons", None),
        ("ratio", PERCENT, None),
    ],
)
def test_units_that_are_the_same_thing(unit, other, expected):
    """A share of a quarter is no share of a month; numbers of people per period do add up."""
    assert factor(unit, other) == (None if expected is None else pytest.approx(expected))


def test_the_unit_of_the_model_always_fits():
    """And stands first among the suggestions."""
    assert fitting("share")[:2] == ("share", PERCENT)


# -- the months a figure speaks of --------------------------------------------------------


def test_each_outcome_speaks_of_the_months_it_was_counted_in(two_years):
    """Stocks of their month, moves of the quarter they close, cohorts of the year after their date."""
    result, _ = two_years
    first_month = month_stamp(result.manifest["start"])
    everybody = result.outcomes.filter(pl.col("group_by") == "all")
    for (outcome,), rows in everybody.partition_by("outcome", as_dict=True).items():
        stamps = [month_stamp(f"{day:%Y-%m}") for day in rows["month"].sort()]
        spans = [months_of(outcome, stamp) for stamp in stamps]
        length = 3 if outcome in OF_A_QUARTER else 12 if outcome in OF_THE_YEAR_AFTER | OF_THE_YEAR else 1
        assert {last - first + 1 for first, last in spans} == {length}, outcome
        if outcome != "mean_tenure_months":  # once a year, of the month it is dated
            assert [first for first, _ in spans] == list(range(first_month, first_month + 24, length)), outcome


def test_figures_of_targets_are_taken_month_by_month(two_years):
    """Stocks each month, moves each quarter; they are the outcomes where the two speak of the same thing."""
    result, figures = two_years
    everybody = result.outcomes.filter(pl.col("group_by") == "all").sort("month")
    for key, outcome in (
        ("03_unemployment_rate", "unemployment_rate"),
        ("04_net_participation_rate", "employment_rate"),
        ("19_unemployed_to_employed_share_per_quarter", "job_finding_rate"),
        ("27_employer_change_share_per_quarter", "job_to_job_rate"),
    ):
        expected = everybody.filter(pl.col("outcome") == outcome)["value"].to_list()
        assert [figure.value for figure in figures[key]] == pytest.approx(expected), key
    assert len(figures["14_mean_hours"]) == 24
    assert len(figures["29_employer_change_from_2_years_share_per_quarter"]) == 8


# -- a new run ---------------------------------------------------------------------------


def test_a_run_lasts_as_long_as_the_series_ask(facts, tmp_path, two_years):
    """A period in the second year makes a run of two years, and gives what that run gives."""
    path = tmp_path / "series.csv"
    path.write_text("series,period,value,unit\nunemployment_rate,2025-02,4,%\n", encoding="utf-8")
    fresh = validate_run(path, check_settings(1, threads=1), facts)
    assert fresh.result.manifest["months"] == 24
    assert simulated(fresh) == simulated(validate_result(path, two_years[0]))


@pytest.mark.slow
def test_targets_of_the_netherlands_can_be_named(tmp_path):
    """A key of the baseline targets is a series of a new run, in the unit of the target or one that fits."""
    path = tmp_path / "series.csv"
    path.write_text(
        "series,period,value,unit\n"
        "21_employed_to_unemployed_share_per_quarter,2024Q2,1.18,%\n"
        "02_employed_million,2024,9798,thousand_persons\n",
        encoding="utf-8",
    )
    validation = validate_run(path, check_settings(0.001, threads=1), load_facts("netherlands"))
    moves, employed = simulated(validation)
    assert 0 < moves < 5
    assert 9000 < employed < 10500
