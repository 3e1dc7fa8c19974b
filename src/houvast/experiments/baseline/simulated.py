"""What the model says where a figure is published: the targets, measured on a run.

Levels are means over the first twelve months (the published year 2024), moves are sums over all
quarters, as the labour force survey counts them: people now against the same people three months ago.
Jobs, hours and wages are read off the people themselves at the end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.experiments.baseline.reviewed import low_incomes, near_labour_market, reviewed_of, wage_gaps
from houvast.market.groups import EVERYBODY, Groups
from houvast.market.kernels.codes import (
    ADVERTISED_FILLED,
    AGENCY,
    FIRST_OUT_OF_WORK,
    N_POSITIONS,
    ON_CALL,
    PERMANENT,
    SELF_EMPLOYED,
    TEMPORARY_WITH_PROSPECT,
    UNEMPLOYED,
)
from houvast.market.model import Market
from houvast.market.outcomes import History
from houvast.vocabulary.months import MONTHS_PER_QUARTER, MONTHS_PER_YEAR
from houvast.vocabulary.words import AGE, EDUCATION, HOURS_BAND_START_HOURS

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

CHECK_MONTHS = 24
"""Two years: enough quarters for the rare moves."""

PER_HUNDRED = 100.0
THOUSAND = 1000.0
MILLION = 1000000.0
SHORT_TENURE_MONTHS = 24
QUARTILES = (1.0 / 4.0, 1.0 / 2.0, 3.0 / 4.0)

EMPLOYEE = slice(PERMANENT, SELF_EMPLOYED)
FLEXIBLE = slice(PERMANENT + 1, SELF_EMPLOYED)
SELF = slice(SELF_EMPLOYED, FIRST_OUT_OF_WORK)
WORK = slice(PERMANENT, FIRST_OUT_OF_WORK)
INACTIVE = slice(UNEMPLOYED + 1, N_POSITIONS)
HOURS_NAMES = ("under_12", "12_19", "20_27", "28_34", "35_and_over")


class Snapshot(NamedTuple):
    """Positions and job starts at the beginning of a quarter."""

    position: npt.NDArray[np.uint8]
    job_start: npt.NDArray[np.int16]


def simulate_targets(market: Market, months: int = CHECK_MONTHS) -> dict[str, float]:
    """Let a market live through some months and measure every target on it.

    Parameters
    ----------
    market : Market
        At its first month; it is moved forward.
    months : int
        A multiple of twelve. [months]

    Returns
    -------
    dict of str to float
        By key of the target (``houvast.experiments.baseline.targets``), in its unit.
    """
    changes = np.zeros((2, 2), np.int64)
    for _ in range(months // MONTHS_PER_QUARTER):
        before = snapshot(market)
        for _ in range(MONTHS_PER_QUARTER):
            market.step()
        changes += employer_changes(before, market)
    history = market.measures.history
    levels = levels_of(history, market.measures.groups, market.scale)
    by_tenure = employer_changes_by_tenure(changes)
    jobs = jobs_of(market)
    near = near_labour_market(market, jobs["16_underused_part_timers_million"])
    of_review = {**reviewed_of(history), **near, **low_incomes(market), **wage_gaps(market)}
    return {**levels, **moves_of(history), **by_tenure, **tenures_of(market), **jobs, **of_review}


def snapshot(market: Market) -> Snapshot:
    """Keep what a quarter begins with."""
    return Snapshot(market.persons.position.copy(), market.persons.job_start.copy())


def employer_changes(before: Snapshot, market: Market) -> IntArray:
    """Count employees by (short or long tenure before, stayed or changed) over a quarter."""
    now, n_before = market.persons, len(before.position)
    start = market.month - MONTHS_PER_QUARTER
    both = (before.position < SELF_EMPLOYED) & (now.position[:n_before] < SELF_EMPLOYED)
    long = (start - before.job_start[both]) >= SHORT_TENURE_MONTHS
    changed = now.job_start[:n_before][both] > start
    return np.bincount(2 * long + changed, minlength=2 * 2).reshape(2, 2)


def levels_of(history: History, groups: Groups, scale: float) -> dict[str, float]:
    """Return the targets that are stocks or shares of stocks, over the first year."""
    year = slice(0, MONTHS_PER_YEAR)
    stock = np.mean([counts.by_person for counts in history.stocks[year]], axis=0)
    total = stock[EVERYBODY]
    employed, unemployed = total[WORK].sum(), total[UNEMPLOYED]
    long_term = np.mean([by_person[EVERYBODY] for by_person, _ in history.long_term])
    all_unemployed = np.mean([counts.by_person[EVERYBODY, UNEMPLOYED] for counts in history.stocks])
    open_posts = np.mean([posts.by_sector.sum() for posts in history.vacancies])
    filled = np.mean([tally[ADVERTISED_FILLED] for tally in history.tallies])
    by_age, by_education = stock[groups.rows["age"]], stock[groups.rows["education"]]
    values = {
        "01_population_million": total.sum() / scale / MILLION,
        "02_employed_million": employed / scale / MILLION,
        "03_unemployment_rate": unemployed / (employed + unemployed),
        "04_net_participation_rate": employed / total.sum(),
        "05_youth_unemployment_rate": _unemployment(by_age)[0],
        "09_permanent_share": total[PERMANENT] / employed,
        "10_flexible_share": total[FLEXIBLE].sum() / employed,
        "11_self_employed_share": total[SELF].sum() / employed,
        "12_on_call_thousand": total[ON_CALL] / scale / THOUSAND,
        "12_temporary_with_prospect_thousand": total[TEMPORARY_WITH_PROSPECT] / scale / THOUSAND,
        "12_agency_thousand": total[AGENCY] / scale / THOUSAND,
        "31_long_term_unemployed_share": long_term / all_unemployed,
        "32_open_vacancies_thousand": open_posts / scale / THOUSAND,
        "32_vacancies_filled_thousand_per_quarter": filled * MONTHS_PER_QUARTER / scale / THOUSAND,
        "33_vacancies_per_100_unemployed": PER_HUNDRED * open_posts / all_unemployed,
    }
    for word, rate, share in zip(
        EDUCATION, _unemployment(by_education), by_education[:, WORK].sum(axis=1) / employed, strict=True
    ):
        values[f"06_unemployment_rate_{word.key}"] = rate
        values[f"07_employed_{word.key}_share"] = share
    for word, count in zip(AGE, by_age[:, WORK].sum(axis=1), strict=True):
        values[f"08_employed_aged_{word.key.replace('-', '_')}_share"] = count / employed
    return {key: float(value) for key, value in values.items()}


def _unemployment(table: FloatArray) -> FloatArray:
    """Return unemployment rates by group from counts by (group, position)."""
    return np.asarray(table[:, UNEMPLOYED] / table[:, : UNEMPLOYED + 1].sum(axis=1))


def all_moves(history: History) -> IntArray:
    """Return people by (position before, position now, other employer), summed over quarters."""
    moves = np.zeros((N_POSITIONS, N_POSITIONS, 2), np.int64)
    for quarter in history.quarters:
        stock = quarter.stock.by_person[EVERYBODY]
        moves += quarter.by_position
        stayed = stock - quarter.by_position.sum(axis=(1, 2))
        moves[np.arange(N_POSITIONS), np.arange(N_POSITIONS), 0] += stayed
    return moves


def moves_of(history: History) -> dict[str, float]:
    """Return the targets that are moves between positions in a quarter."""
    moves = all_moves(history)
    people = moves.sum(axis=2)

    def share(before: slice, now: slice) -> float:
        return float(people[before, now].sum() / people[before].sum())

    def changed(before: slice) -> float:
        both = moves[before, EMPLOYEE]
        return float(both[..., 1].sum() / both.sum())

    unemployed = slice(UNEMPLOYED, UNEMPLOYED + 1)
    permanent = slice(PERMANENT, PERMANENT + 1)
    out = slice(UNEMPLOYED, N_POSITIONS)
    per_quarter = {
        "19_unemployed_to_employed": share(unemployed, WORK),
        "20_unemployed_to_inactive": share(unemployed, INACTIVE),
        "21_employed_to_unemployed": share(WORK, unemployed),
        "22_employed_to_inactive": share(WORK, INACTIVE),
        "23_inactive_to_employed": share(INACTIVE, WORK),
        "24_inactive_to_unemployed": share(INACTIVE, unemployed),
        "25_exit_permanent": share(permanent, out),
        "25_exit_flexible": share(FLEXIBLE, out),
        "25_exit_self_employed": share(SELF, out),
        "26_conversion": float(moves[FLEXIBLE, PERMANENT, 0].sum() / moves[FLEXIBLE, EMPLOYEE].sum()),
        "27_employer_change": changed(EMPLOYEE),
        "28_employer_change_permanent": changed(permanent),
        "28_employer_change_flexible": changed(FLEXIBLE),
    }
    return {f"{key}_share_per_quarter": value for key, value in per_quarter.items()}


def employer_changes_by_tenure(changes: IntArray) -> dict[str, float]:
    """Return the targets about changing employer after a short and after a long time."""
    short, long = changes[:, 1] / changes.sum(axis=1)
    return {
        "29_employer_change_under_2_years_share_per_quarter": float(short),
        "29_employer_change_from_2_years_share_per_quarter": float(long),
    }


def tenures_of(market: Market) -> dict[str, float]:
    """Return the targets about how long people have their job, now."""
    persons = market.persons
    months = market.month - persons.job_start.astype(np.int64)
    employee = persons.position < SELF_EMPLOYED
    alone = persons.position == SELF_EMPLOYED
    return {
        "30_mean_tenure_employees_years": float(months[employee].mean() / MONTHS_PER_YEAR),
        "30_mean_tenure_self_employed_without_staff_years": float(months[alone].mean() / MONTHS_PER_YEAR),
    }


def jobs_of(market: Market) -> dict[str, float]:
    """Return the targets about hours and wages, of people in work at the end."""
    persons = market.persons
    at_work = persons.position < FIRST_OUT_OF_WORK
    hours = persons.hours[at_work].astype(np.float64)
    position = persons.position[at_work]
    flexible = (position > PERMANENT) & (position < SELF_EMPLOYED)
    full_time_hours = HOURS_BAND_START_HOURS[-1]
    band = np.searchsorted(HOURS_BAND_START_HOURS, hours, side="right") - 1
    band_share = np.bincount(band.clip(0), minlength=len(HOURS_NAMES)) / len(band)
    wishes_more = (persons.hours_wanted[at_work] > hours) & (hours < full_time_hours)
    low, median, high = np.quantile(wages_of_employees(market), QUARTILES)
    values = {
        "13_fulltime_share": float((hours >= full_time_hours).mean()),
        "14_mean_hours": float(hours.mean()),
        "14_mean_hours_permanent": float(hours[position == PERMANENT].mean()),
        "14_mean_hours_flexible": float(hours[flexible].mean()),
        "14_mean_hours_self_employed_without_staff": float(hours[position == SELF_EMPLOYED].mean()),
        "16_underused_part_timers_million": float(wishes_more.sum() / market.scale / MILLION),
        "34_median_wage_eur_per_hour": float(median),
        "34_wage_p75_to_p25_ratio": float(high / low),
    }
    for name, share in zip(HOURS_NAMES, band_share, strict=True):
        values[f"15_hours_{name}_share"] = float(share)
    return values


def wages_of_employees(market: Market) -> FloatArray:
    """Return the hourly wage of every employee, the gap of the contract form included, in EUR."""
    persons = market.persons
    employee = persons.position < SELF_EMPLOYED
    gap = market.facts.array("corrected_wage_gap_by_contract_share", market.first_month)
    wages = market.parameters.search.value[persons.occupation[employee], persons.wage_rank[employee]]
    return np.asarray(wages * (1.0 - np.nan_to_num(gap)[persons.position[employee]]))
