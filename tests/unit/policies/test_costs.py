"""Costs, capacity and alarms from the table of a run."""

from datetime import date

import polars as pl
import pytest

from houvast.facts.loader import load_facts
from houvast.policies.costs import PAYERS, amounts, needs, quantities, quantities_of
from houvast.policies.folder import given_measures
from houvast.policies.monitoring import alarms
from houvast.policies.packages import read_package
from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.words import OUTCOME_BY_KEY

DAY = date(2035, 1, 1)


@pytest.fixture(scope="module")
def facts():
    return load_facts("netherlands")


def table(rows):
    columns = ("month", "outcome", "group_by", "group", "value", "count")
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_quantities_are_parts_of_outcomes_in_people():
    """A rate per quarter times the people behind it, four times a year, averaged over the months."""
    outcomes = table(
        [
            (date(2030, 1, 1), "job_finding_rate", "all", "all", 0.2, 400_000.0),
            (date(2030, 2, 1), "job_finding_rate", "all", "all", 0.3, 400_000.0),
            (date(2030, 1, 1), "job_finding_rate", "sex", "men", 0.9, 200_000.0),
            (date(2030, 1, 1), "combination_security", "all", "all", 0.9, 1_000.0),
        ]
    )

    assert quantities_of(outcomes) == {"found_jobs_per_year": pytest.approx(400_000), "carers": 1_000}
    assert {each.outcome for each in quantities().values()} <= set(OUTCOME_BY_KEY)


def test_guidance_costs_what_its_caseload_asks(facts):
    """Half the people per counsellor: twice the counsellors and twice the cost, paid by the funds."""
    counted = {"found_jobs_per_year": 600_000.0}
    usual, small = (read_package(text) for text in ("W3", "W3:caseload=30"))

    (cost,), (dear,) = usual.cost(facts, counted, DAY), small.cost(facts, counted, DAY)
    assert cost.payer == "social_funds"
    assert cost.eur_per_year == 600_000 * 0.5 * facts.number("guidance_cost_eur_per_person", "2024-01")
    assert dear.eur_per_year == pytest.approx(2 * cost.eur_per_year)
    assert usual.capacity(facts, counted, DAY)[0].needed == 600_000 * 0.5 / 60


def test_what_a_run_did_not_count_is_told(facts):
    """A sum that names a quantity the table does not hold is a fault, with its place."""
    with pytest.raises(HouvastError, match=r"W3\.yaml, line \d+.*found_jobs_per_year"):
        amounts(read_package("W3").chosen, facts, {}, DAY)


def test_every_measure_can_be_reckoned(facts):
    """With all quantities counted each given measure has its amounts and needs, for known payers."""
    counted = dict.fromkeys(quantities(), 100_000.0)
    for key, measure in given_measures().items():
        found = amounts(read_package(key).chosen, facts, counted, DAY)
        assert [each.payer for each in found] == [each.payer for each in measure.costs]
        assert {each.payer for each in found} <= set(PAYERS)
        assert all(each.needed > 0 for each in needs(read_package(key).chosen, facts, counted, DAY))


def test_alarms_name_group_month_and_bound():
    """The first month in which a group left its bound, or two drifted apart."""
    watches = given_measures()["W9"].watches
    outcomes = table(
        [
            (date(2030, 1, 1), "grip_life", "sex", "men", 0.7, 1.0),
            (date(2030, 1, 1), "grip_life", "sex", "women", 0.65, 1.0),
            (date(2030, 2, 1), "grip_life", "sex", "men", 0.7, 1.0),
            (date(2030, 2, 1), "grip_life", "sex", "women", 0.5, 1.0),
            (date(2030, 1, 1), "grips_lacking", "all", "all", 1.7, 1.0),
            (date(2030, 2, 1), "grips_lacking", "all", "all", 1.8, 1.0),
        ]
    )
    found = alarms(watches, outcomes)

    assert [(each.watch.outcome, each.month.month, each.groups, each.months) for each in found] == [
        ("grip_life", 2, ("women", "men"), 1),
        ("grips_lacking", 1, ("all",), 2),
    ]
    assert found[0].value == pytest.approx(0.2)
