"""Competence matrix, pool of employers and agency triangle."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from houvast.flex.agency import PARTIES, new_register, read_register
from houvast.flex.competence import assess, read_matrix
from houvast.flex.demand import Demand
from houvast.flex.pool import Agreement, by_employer, make_pool, peak_overlap
from houvast.vocabulary.errors import HouvastError

TODAY = date(2026, 6, 1)
MATRIX = """person,department,skill,level,level_other,potential,wish,last_used,expires
Ann,shop,till,3,3,1,no,2026-05-01,
Ben,shop,till,3,2,1,yes,2024-01-01,
Cas,shop,till,0,,2,yes,,
Ann,shop,forklift,3,,1,no,2026-05-01,2026-05-15
Ben,shop,forklift,2,,1,no,2026-05-01,2026-07-15
"""


@pytest.fixture
def matrix(tmp_path):
    (tmp_path / "matrix.csv").write_text(MATRIX)
    (tmp_path / "required.csv").write_text("skill,level,required\ntill,2,2\nforklift,2,1\n")
    return read_matrix(tmp_path / "matrix.csv", tmp_path / "required.csv")


def test_cover_counts_what_still_holds(matrix):
    """The lower rating, less a level after a year without use, and an expired certificate is learning."""
    till, forklift = assess(matrix, TODAY).covers
    assert (till.n_people, till.is_lacking, till.only_one) == (1, True, "Ann")
    assert (forklift.n_people, forklift.only_one) == (1, "Ben")


def test_decay_expiry_and_difference_of_ratings(matrix):
    found = assess(matrix, TODAY)
    assert found.decayed == (("Ben", "till"),)
    assert found.expired == (("Ann", "forklift"),)
    assert found.expiring == (("Ben", "forklift", date(2026, 7, 15)),)
    assert found.rating_difference == {"till": 0.5}


def test_a_route_goes_to_who_can_and_will(matrix):
    """Candidates have potential and wish; they are listed by name, not by rank."""
    routes = {route.skill: route for route in assess(matrix, TODAY).routes}
    assert routes["till"].candidates == ("Ben", "Cas")
    assert routes["forklift"].candidates == ()
    assert routes["till"].worth == 1


def test_pseudonyms_hide_names_and_change_nothing_else(matrix):
    """No name is left; cover is the same; the same file gives the same pseudonyms."""
    hidden = matrix.pseudonymous()
    assert set(hidden.people) == {"P01", "P02", "P03"}
    assert not {"Ann", "Ben", "Cas"} & {str(value) for rating in hidden.ratings for value in vars(rating).values()}
    assert [each.n_people for each in assess(hidden, TODAY).covers] == [
        each.n_people for each in assess(matrix, TODAY).covers
    ]
    assert hidden == matrix.pseudonymous()


def test_a_wide_matrix_is_read_too(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("person;till;forklift\nAnn;3;\nBen;1;2\n")
    assert [(r.person, r.skill, r.level) for r in read_matrix(path).ratings] == [
        ("Ann", "till", 3),
        ("Ben", "till", 1),
        ("Ben", "forklift", 2),
    ]


def employers(*waves, n=104):
    """Weekly demand of employers around 100 hours."""
    days = tuple(date(2024, 1, 1) + timedelta(7 * k) for k in range(n))
    values = np.column_stack([100 + 40 * np.sin(2 * np.pi * np.arange(n) / 52 + wave) for wave in waves])
    names = tuple(f"e{k}" for k in range(len(waves)))
    return Demand("week", days, names, values, names)


def agreement(name, own=27.0, agency=40.0):
    return Agreement(name, own, agency, 1.0, 100.0)


def test_opposed_employers_gain_and_nobody_does_better_alone():
    """Two employers in opposite seasons share people; payments add up and the division is stable."""
    demand = employers(0, np.pi)
    pool = make_pool(demand, [agreement(name) for name in demand.departments], 27.0, 32.0)
    assert pool.is_stable
    assert all(member.should_join and member.gains_eur > 0 for member in pool.members)
    assert pool.members[0].peak_overlap_ratio == 0
    assert pool.spread_ratio > 100


def test_payments_add_up_to_the_cost_of_the_pool():
    """What members pay is what the pool costs: permanent hours, travel and the agency hours left."""
    demand = employers(0, 2.1, 4.2)
    agreements = [agreement(name) for name in demand.departments]
    pool = make_pool(demand, agreements, 27.0, 32.0)
    need = np.maximum(demand.values - 100, 0)
    used = sum(member.pool_hours for member in pool.members)
    cost = 27 * pool.hours_per_week * 104 + used * 1.0 + (need.sum() - used) * 40
    assert sum(member.pays_eur for member in pool.members) == pytest.approx(cost)


def test_who_has_the_same_peaks_is_told_to_stay_out():
    """Three employers in one season gain nothing worth the travel."""
    demand = employers(0, 0, 0)
    pool = make_pool(demand, [agreement(name) for name in demand.departments], 27.0, 32.0)
    assert not any(member.should_join for member in pool.members)
    assert {member.reason for member in pool.members} <= {"no_gain", "same_peaks"}
    assert peak_overlap(demand.values)[0, 1] == pytest.approx(10.4, abs=0.1)


def test_the_alone_cost_is_the_newsvendor():
    """One employer alone: permanent hours up to where they stop paying, by hand for two weeks."""
    days = (date(2024, 1, 1), date(2024, 1, 8))
    demand = Demand("week", days, ("a", "b"), np.array([[110.0, 100.0], [150.0, 100.0]]), ("a", "b"))
    pool = make_pool(demand, [agreement("a", own=15.0), agreement("b")], 27.0, 32.0)
    # One permanent hour costs 30 in two weeks and saves 40 in each week that asks it: 10 hours pay in both weeks; the
    # other 40 hours are asked in one week, where 40 > 30 still pays. So 50 permanent hours: 50 * 15 * 2.
    assert pool.members[0].alone_eur == pytest.approx(50 * 15 * 2)


def test_one_employer_makes_no_pool():
    with pytest.raises(HouvastError):
        by_employer(employers(0))


def test_the_register_keeps_what_was_agreed(tmp_path):
    """New, agreed, followed up, written, read: the same register."""
    register = new_register("Agency", "Hirer")
    assert {duty.owed_by for duty in register.duties} == set(PARTIES)
    agreed = register.agree("predictable_demand", date(2026, 5, 1), date(2026, 6, 10))
    done = agreed.follow_up("match", "done", "looked at together", date(2026, 5, 2))
    path = tmp_path / "register.json"
    path.write_bytes(done.to_json())
    assert read_register(path) == done
    assert done.reminders(TODAY)[0].key == "predictable_demand"
    assert "match" not in [each.key for each in done.reminders(TODAY)]
    assert register.duty("match").text("nl") != register.duty("match").text("en")


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda r: r.agree("predictable", TODAY), "flex.unknown_duty"),
        (lambda r: r.agree("match", TODAY, TODAY - timedelta(1)), "flex.dates_reversed"),
        (lambda r: r.follow_up("match", "finished", "", TODAY), "flex.not_one_of"),
    ],
)
def test_a_register_refuses_nonsense(act, code):
    with pytest.raises(HouvastError) as fault:
        act(new_register("a", "h"))
    assert fault.value.codes == (code,)
