"""Real histories: hourly arrivals at an American emergency department, monthly attendances in England.

Sources, conventions and pinned values: the README of the folder with the shared flex data.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from houvast.flex.calendar import Calendar
from houvast.flex.decomposition import decompose
from houvast.flex.demand import Demand, read_demand
from houvast.flex.forecast import make_forecast
from houvast.flex.pool import peak_overlap, spread_summary

ELSEWHERE = Calendar("none")


@pytest.fixture(scope="module")
def arrivals(shared_data, tmp_path_factory):
    """Arrivals per hour, as an employer would hand them over."""
    hours = pl.read_csv(shared_data / "flex" / "ed_arrivals" / "uihc_ed_arrivals.csv.gz")
    path = tmp_path_factory.mktemp("iowa") / "arrivals.csv"
    moment = pl.col("Date") + " " + pl.col("Hour").cast(int).cast(str).str.zfill(2) + ":00"
    hours.select(moment.alias("date"), pl.lit("ED").alias("department"), value="Arrivals").write_csv(path)
    return read_demand(path)


@pytest.fixture(scope="module")
def attendances(shared_data):
    """Attendances per month of the 130 organisations of type 1 that report every month."""
    table = pl.read_csv(shared_data / "flex" / "nhs" / "ae_attendances.csv", infer_schema_length=20_000)
    wide = table.filter(type="1").pivot(on="org_code", index="period", values="attendances").sort("period")
    whole = [name for name in wide.columns[1:] if wide[name].null_count() == 0]
    days = tuple(date.fromisoformat(day) for day in wide["period"])
    return Demand("month", days, tuple(whole), wide.select(whole).to_numpy().astype(float), tuple(whole))


def test_the_hours_add_up_to_the_days(arrivals):
    """Sum, number of days, mean, spread, smallest and largest day as published with the data."""
    days = arrivals.values[:, 0]
    assert arrivals.step == "day"
    assert days.sum() == 275_971
    assert len(days) == 1_735
    assert days.mean() == pytest.approx(159.06, abs=0.005)
    assert days.std(ddof=1) == pytest.approx(17.62, abs=0.005)
    assert (days.min(), days.max()) == (81, 215)


def test_shares_of_variance_of_the_arrivals(arrivals):
    """Trend 0.020, year 0.118, weekday 0.099, rest 0.763; half of the variance is pure chance."""
    split = decompose(arrivals, arrivals, ELSEWHERE, counts_are_arrivals=True)[0]
    pinned = {"trend": 0.020, "year": 0.118, "weekday": 0.099, "rest": 0.763}
    assert {name: split.share(name) for name in pinned} == pytest.approx(pinned, abs=0.001)
    assert split.poisson_floor_share == pytest.approx(0.513, abs=0.001)
    assert split.variation == pytest.approx(0.111, abs=0.001)


def test_the_forecast_of_arrivals_keeps_its_promise(arrivals):
    """Coverage of the 80% interval in the last year, and better than the value of a year before; by day and week."""
    for demand in (arrivals, arrivals.weekly()):
        test = make_forecast(demand, ELSEWHERE).backtest
        assert 0.75 <= test.coverage_share <= 0.85
        assert test.error < 0.9 * test.naive_error


def test_the_forecast_of_attendances_keeps_its_promise(attendances):
    """The same for 130 organisations with three years of months each."""
    test = make_forecast(attendances, ELSEWHERE).backtest
    assert len(test.days) == 12
    assert 0.75 <= test.coverage_share <= 0.85
    assert test.error < 0.9 * test.naive_error


def test_a_pool_of_these_organisations_gains_little(attendances):
    """They move together: the sum of the spreads is 1.759 times the spread of the sum, far from the root of 130."""
    ratio, of_sum, median = spread_summary(attendances.values)
    assert attendances.values.shape == (36, 130)
    assert ratio == pytest.approx(1.759, abs=0.001)
    assert of_sum == pytest.approx(0.0468, abs=0.0001)
    assert median == pytest.approx(0.0617, abs=0.0001)
    overlap = peak_overlap(attendances.values)
    assert (overlap.sum() - overlap.trace()) / (130 * 129) > 2
