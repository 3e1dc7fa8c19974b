"""The flows of the Dutch baseline."""

import numpy as np
import pytest

PUBLISHED_COUNTS = np.array([[9489, 116, 209], [143, 135, 90], [178, 123, 2890]])


def test_quarterly_rates_are_arithmetic_from_the_counts(value):
    """CBS 82848NED: E-U 1.18%, E-N 2.13%, U-E 38.9%, N-E 5.58%, N-U 3.85% per quarter."""
    rates = value("quarterly_transition_share")
    np.testing.assert_allclose(rates, PUBLISHED_COUNTS / PUBLISHED_COUNTS.sum(axis=1, keepdims=True), atol=1e-6)
    assert rates[0, 1] == pytest.approx(0.0118, abs=5e-5)
    assert rates[0, 2] == pytest.approx(0.0213, abs=5e-5)
    assert rates[1, 0] == pytest.approx(0.389, abs=5e-4)
    assert rates[2, 0] == pytest.approx(0.0558, abs=5e-5)
    assert rates[2, 1] == pytest.approx(0.0385, abs=5e-5)


def test_three_months_make_a_quarter(value):
    """The cube of the monthly matrix is the quarterly one."""
    cube = np.linalg.matrix_power(value("monthly_transition_prob"), 3)
    np.testing.assert_allclose(cube, value("quarterly_transition_share"), atol=1e-5)


def test_flows_and_stocks_agree(value):
    """Left alone, the monthly matrix settles at 3.7% unemployment and 73.3% net participation."""
    settled = np.linalg.matrix_power(value("monthly_transition_prob"), 5000)[0]
    assert settled[1] / (settled[0] + settled[1]) == pytest.approx(0.0371, abs=0.0005)
    assert settled[0] == pytest.approx(0.733, abs=0.001)


def test_exits_by_contract_are_1_4_7_5_2_2_percent(value):
    """CBS 85386NED, 2023Q4: permanent, flexible and self-employed."""
    np.testing.assert_allclose(value("exit_by_contract_share_per_quarter"), [0.0143, 0.0755, 0.0221], atol=5e-5)


def test_employer_change_fell_from_2022_to_2025(dutch):
    """4.7% of employees per quarter in 2022, 3.8% in 2025Q2; a look-up by month gives the one that held."""
    name = "employer_change_share_per_quarter"
    assert [dutch.value(name, month) for month in ("2022-01", "2025-03", "2025-04")] == [0.047, 0.047, 0.038]


def test_vacancies_filled_follow_from_the_year(value):
    """1462 thousand filled in 2023."""
    assert value("vacancies_filled_thousand_per_quarter") * 4 == pytest.approx(1462)


def test_dated_rules_change_on_their_day(dutch):
    """The minimum wage rises twice a year; the pension age to 67 years and 3 months in 2028."""
    wage, pension = "minimum_wage_eur_per_hour", "aow_age_months"
    assert [dutch.value(wage, month) for month in ("2024-06", "2024-07", "2025-01")] == [13.27, 13.68, 14.06]
    assert [dutch.value(pension, month) for month in ("2027-12", "2028-01")] == [804, 807]
