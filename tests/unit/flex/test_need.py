"""Demand, workload, calendar, scenarios, need and futures on small made histories."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

import polder
from houvast.flex.calendar import Calendar, read_events
from houvast.flex.decomposition import decompose
from houvast.flex.demand import Demand, read_demand
from houvast.flex.forecast import make_forecast
from houvast.flex.futures import needs_by_future
from houvast.flex.mix.terms import read_staff
from houvast.flex.need import diagnose_need
from houvast.flex.scenarios import make_scenarios
from houvast.flex.workload import Conversion, agents_needed, to_hours, waiting_share
from houvast.vocabulary.errors import HouvastError

TODAY = date(2026, 1, 1)


def daily(values, start=date(2022, 1, 3)):
    """Demand per day from an array [n_days, n_departments]."""
    values = np.atleast_2d(np.asarray(values, dtype=float).T).T
    days = tuple(start + timedelta(k) for k in range(len(values)))
    return Demand("day", days, tuple(f"d{k}" for k in range(values.shape[1])), values)


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a file and reads it as demand."""

    def write(text, name="demand.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_demand(path)

    return write


def test_long_wide_and_dutch_tables_are_the_same(written):
    """Comma or semicolon, point or decimal comma, long or wide: the same demand."""
    long = written("date,department,value\n2024-01-01,a,1.5\n2024-01-01,b,2\n2024-01-02,a,3\n2024-01-02,b,4\n")
    wide = written("datum;a;b\n01-01-2024;1,5;2\n02-01-2024;3;4\n")
    assert long.departments == wide.departments == ("a", "b")
    assert (long.values == wide.values).all()
    assert long.days == wide.days


def test_weeks_are_iso_weeks_and_a_year_may_have_53(written):
    """2020 has a week 53; the next is the first of 2021."""
    demand = written("week,a\n2020-W52,1\n2020-W53,2\n2021-W01,3\n")
    assert demand.step == "week"
    assert demand.days == (date(2020, 12, 21), date(2020, 12, 28), date(2021, 1, 4))


def test_the_clock_may_skip_an_hour_and_repeat_one(written):
    """The hour that lacks in March is no fault, the hour twice in October is summed."""
    march = [f"2024-03-{d} {h:02}:00,1" for d in (30, 31) for h in range(24) if (d, h) != (31, 2)]
    assert written("date,a\n" + "\n".join(march) + "\n").values[:, 0].tolist() == [24, 23]
    october = [f"2024-10-{d} {h:02}:00,1" for d in (26, 27) for h in range(24)] + ["2024-10-27 02:00,1"]
    assert written("date,a\n" + "\n".join(october) + "\n").values[:, 0].tolist() == [24, 25]


def test_a_day_that_is_never_worked_is_zero(written):
    """A shop closed on Sundays lacks no days."""
    open_days = [date(2024, 1, 1) + timedelta(k) for k in range(28) if (date(2024, 1, 1) + timedelta(k)).weekday() < 6]
    demand = written("date,a\n" + "".join(f"{day},5\n" for day in open_days))
    assert demand.values[:, 0].tolist() == ([5] * 6 + [0]) * 3 + [5] * 6


def test_what_lacks_is_told_where_it_lacks(written):
    """A gap of days, a department that begins late, a day among too few: each with its row, a gap in one sentence."""
    days = [date(2024, 1, 1) + timedelta(k) for k in range(60)]
    lines = [
        f"{day},{name},5\n" for k, day in enumerate(days) for name in "ab" if name == "a" or 20 <= k not in (40, 41)
    ]
    with pytest.raises(HouvastError) as caught:
        written("date,department,value\n" + "".join(lines))
    told = [(each.code, each["where"].line, each["found"]) for each in caught.value.problems]
    assert told == [
        ("flex.first_missing", 23, "2024-01-01 - 2024-01-20"),
        ("flex.period_missing", 61, "2024-02-10 - 2024-02-11"),
    ]
    with pytest.raises(HouvastError) as caught:
        written("date,a\n2024-01-01,5\n2024-06-04,5\n")
    assert [each["found"] for each in caught.value.problems] == ["2024-01-02 - 2024-06-03"]


def test_two_employers_may_have_a_department_of_one_name(written):
    """With a column employer they stay apart."""
    demand = written("date,employer,department,value\n2024-01-01,x,shop,1\n2024-01-01,y,shop,2\n")
    assert demand.departments == ("x / shop", "y / shop")
    assert demand.employers == ("x", "y")


def test_workbooks_are_read_as_they_are(tmp_path):
    """Dates and numbers of a workbook need no format."""
    table = pl.DataFrame({"date": [date(2024, 1, 1), date(2024, 1, 2)], "a": [1.5, 2.0]})
    table.write_excel(tmp_path / "demand.xlsx")
    assert read_demand(tmp_path / "demand.xlsx").values[:, 0].tolist() == [1.5, 2.0]


def test_parts_are_found_where_they_were_put():
    """Demand made of a year and a weekday is split into a year and a weekday."""
    t = np.arange(3 * 364)
    values = 100 + 20 * np.sin(2 * np.pi * t / 365.25) + 10 * (t % 7 == 5)
    split = decompose(daily(values), daily(values), Calendar("none"), counts_are_arrivals=False)[0]
    assert split.share("rest") == pytest.approx(0, abs=1e-6)
    assert split.share("year") > split.share("weekday") > 0.03
    assert np.isnan(split.poisson_floor_share)
    assert sum(part.variance_share for part in split.parts) == pytest.approx(1)


def test_pure_chance_is_told_as_chance():
    """Independent arrivals: the floor is one, and nearly all is rest."""
    counts = np.random.default_rng(1).poisson(20, 2 * 364)
    split = decompose(daily(counts), daily(counts), Calendar("none"), counts_are_arrivals=True)[0]
    assert split.poisson_floor_share == pytest.approx(1, abs=0.1)
    assert split.share("rest") > 0.97


def test_holidays_and_events_take_their_own_part(tmp_path):
    """A quiet Christmas and a busy fair are found as holidays and as an event."""
    path = tmp_path / "events.csv"
    path.write_text("event,first,last\nfair,2022-09-05,2022-09-09\nfair,2023-09-04,2023-09-08\n")
    calendar = Calendar(events=read_events(path, ["d0"]))
    demand = daily(np.full(2 * 364, 50.0))
    days = np.array(demand.days)
    demand.values[np.isin(days, [date(2022, 12, 25), date(2023, 12, 25)])] = 10
    demand.values[[any(e.first <= day <= e.last for e in calendar.events) for day in demand.days]] = 90
    split = decompose(demand, demand, calendar, counts_are_arrivals=False)[0]
    assert split.share("events") > split.share("holidays") > 0.05
    assert split.share("rest") < 0.05


def test_an_easter_week_counts_its_holidays():
    """A week holds the share of its days that are holidays: Easter Monday is one of seven."""
    columns = Calendar().columns([date(2024, 3, 25), date(2024, 4, 1)], "week", "a")
    share = next(values for part, _, values in columns if part == "holidays")
    assert share[1] == pytest.approx(1 / 7)


def test_erlang_c_agrees_with_a_textbook_case():
    """Ten Erlang and eleven agents: 68.2% wait (tables of Erlang C)."""
    assert waiting_share(11, 10.0) == pytest.approx(0.6821, abs=1e-4)
    assert agents_needed(0, 0.05, 0.8, 0.005) == 0
    assert waiting_share(5, 5.0) == 1


def test_counts_become_hours(tmp_path):
    """Minutes per unit, gross for net, and a floor."""
    path = tmp_path / "staff.csv"
    path.write_text("department,minutes_per_unit,gross_per_net,minimum_hours\nd0,30,1.1,8\n")
    demand = daily([10.0, 40.0])
    hours = to_hours(demand, Conversion.MINUTES, read_staff(path, demand.departments)).hours
    assert hours.values[:, 0] == pytest.approx([8 * 1.1, 20 * 1.1])
    with pytest.raises(HouvastError) as fault:
        to_hours(demand, Conversion.RATIO, read_staff(path, demand.departments))
    assert fault.value.codes == ("flex.conversion_needs",)


def test_scenarios_keep_departments_together():
    """Two departments that share every shock share it in the coming years too."""
    rng = np.random.default_rng(4)
    shock = np.repeat(1 + 0.2 * rng.standard_normal(104), 7)
    values = np.column_stack([100 * shock, 60 * shock])
    coming = make_scenarios(daily(values), Calendar("none"), 100, 1).hours
    around = coming - coming.mean(0)
    assert np.corrcoef(around[:, :, 0].ravel(), around[:, :, 1].ravel())[0, 1] > 0.95
    assert (make_scenarios(daily(values), Calendar("none"), 100, 1).hours == coming).all()


def test_the_forecast_of_the_coming_year_looks_like_the_last():
    """A steady year returns; its interval is narrow but not empty."""
    t = np.arange(3 * 364)
    rng = np.random.default_rng(5)
    values = rng.poisson(80 * (1 + 0.3 * np.sin(2 * np.pi * t / 365.25)))
    forecast = make_forecast(daily(values), Calendar("none"))
    assert forecast.middle.mean() == pytest.approx(values[-364:].mean(), rel=0.05)
    assert ((forecast.low < forecast.middle) & (forecast.middle < forecast.high)).all()
    assert forecast.backtest.meets_goal


def test_a_short_history_is_forecast_but_not_tested():
    """A year and two months: no test, and no claim. A year and a half: tested on what follows the first year."""
    values = np.random.default_rng(6).poisson(50, 550)
    assert make_forecast(daily(values[:430]), Calendar("none")).backtest is None
    test = make_forecast(daily(values), Calendar("none")).backtest
    assert len(test.days) == len(values) - 364
    assert (test.naive == values[:186, None]).all()


def test_peaks_of_a_few_weeks_that_return_every_year_are_foreseen():
    """A shop with its own peaks beats last year's values, and chance without peaks is not carried over."""
    rng = np.random.default_rng(7)
    week = np.arange(143)
    level = 1000 * 1.1 ** (week / 52)
    peaks = 1 + 1.5 * np.isin(week % 52, (11, 12, 30, 46)) + 0.8 * np.isin(week % 52, (31, 45, 47))
    for expected_values, most in ((level * peaks, 0.85), (level, 0.7)):
        noisy = rng.poisson(expected_values * rng.gamma(200, 1 / 200, len(week)))
        days = tuple(date(2022, 1, 3) + timedelta(7 * k) for k in week.tolist())
        test = make_forecast(Demand("week", days, ("shop",), noisy[:, None].astype(float)), Calendar("none")).backtest
        assert test.error < most * test.naive_error


def test_weeks_at_capacity_are_flagged():
    """A ceiling in the counts may hide what was asked."""
    counts = np.minimum(np.random.default_rng(7).poisson(50, 2 * 364), 55)
    demand = daily(counts)
    need = diagnose_need(to_hours(demand, Conversion.HOURS, None), Calendar("none"), None, TODAY)
    assert need.censored[0].capacity == 55
    assert not need.base_is_given


def test_need_is_above_the_base_that_is_given(tmp_path):
    """More contract hours, less need; P90 not below P50."""
    folder = polder.flex_folder()
    demand = read_demand(folder / "demand.csv")
    staff = read_staff(folder / "departments.csv", demand.departments)
    need = diagnose_need(to_hours(demand, Conversion.MINUTES, staff), Calendar(), staff, TODAY)
    assert need.base_is_given
    assert (need.p90_hours >= need.p50_hours).all()
    assert need.p90_hours.sum() > 0
    assert need.forecast.backtest.error < need.forecast.backtest.naive_error


def test_every_future_gets_its_own_need(tmp_path):
    """More work and a wider range ask more; the table of the outlook is read as it is."""
    path = tmp_path / "outlook.csv"
    head = "occupation,scenario,year,employment_index,employment_index_low,employment_index_high,tension\n"
    rows = [
        ("A", 2024, 100, 100, 100, 1),
        ("A", 2034, 120, 110, 130, 1.5),
        ("B", 2024, 100, 100, 100, 1),
        ("B", 2034, 90, 88, 92, 0.8),
    ]
    path.write_text(head + "".join("P1," + ",".join(map(str, row)) + "\n" for row in rows))
    coming = make_scenarios(daily(np.random.default_rng(8).poisson(50, 2 * 364)), Calendar("none"), 100, 1)
    more, less = needs_by_future(path, "P1", coming, np.array([350.0]), 1)
    assert (more.scenario, more.demand_ratio, more.tension_ratio) == ("A", 1.2, 1.5)
    assert more.p90_hours[0] > less.p90_hours[0]
    with pytest.raises(HouvastError) as fault:
        needs_by_future(path, "P2", coming, np.array([350.0]), 1)
    assert "P1" in fault.value.text()
