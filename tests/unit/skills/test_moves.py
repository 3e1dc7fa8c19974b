"""Moves: coverage by hand, both ways; guards; demand; the gap and the least training."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houvast.facts.loader import load_facts
from houvast.skills.builtin import PREFIX, built_in_language
from houvast.skills.moves.context import Context, context_of
from houvast.skills.moves.coverage import all_pairs, from_skills, skills_of
from houvast.skills.moves.gap import gap_of, plan_training
from houvast.skills.moves.outlook import Demand, DemandOutlook, read_demand
from houvast.skills.moves.plan import PlannedMove, as_page, plan_lines, reasons
from houvast.skills.moves.transitions import Origin, Terms, find_moves, move_to, origin_of
from houvast.skills.store import Store
from houvast.vocabulary.errors import HouvastError
from tests.unit.skills.conftest import skill


def context(pay=(20, 20, 20, 60), zone=(2, 2, 2, 5), law=("", "", "", "Wet BIG")):
    """Figures for the four occupations of the small language."""
    count = len(pay)
    floats = [np.array(each, dtype=float) for each in (pay, pay, pay, zone)]
    exposure = {name: np.full(count, value) for name, value in (("a", 0.2), ("b", 0.5), ("c", 0.4))}
    return Context(("1111", "1112", "1113", "1011"), *floats, law, exposure)


def test_coverage_is_that_by_hand(esco):
    pairs = all_pairs(esco)
    # A baker has 1 2 3 4 for sure and perhaps 5; a pastry maker needs 1 2 3 5, a cook 1 6.
    assert pairs.coverage_low[0, 1] == pytest.approx(3 / 4)
    assert pairs.coverage_high[0, 1] == pytest.approx(1)
    assert pairs.coverage_low[0, 2] == pytest.approx(1 / 2)
    assert pairs.coverage_low[2, 0] == pytest.approx(1 / 4)  # another share the other way
    assert pairs.coverage_high[2, 0] == pytest.approx(3 / 4)
    assert pairs.coverage_high[0, 3] == 0


def test_cosine_is_that_by_hand(esco):
    rarity = np.log(5 / (1 + np.array([3, 3, 3, 2, 2, 1, 1, 1])))
    baker = np.array([1, 1, 1, 1, 0.5, 0, 0, 0]) * rarity
    cook = np.array([1, 0.5, 0.5, 0, 0, 1, 0, 0]) * rarity
    expected = baker @ cook / np.linalg.norm(baker) / np.linalg.norm(cook)
    assert all_pairs(esco).cosine[0, 2] == pytest.approx(expected, rel=1e-5)


def test_one_row_says_the_same_as_all_pairs(built_in):
    pairs = all_pairs(built_in)
    for place in (0, 40, 111):
        row = from_skills(built_in, *skills_of(built_in, place))
        assert row.cosine[0] == pytest.approx(pairs.cosine[place], abs=1e-5)
        assert row.coverage_low[0] == pytest.approx(pairs.coverage_low[place], abs=1e-6)
        assert row.coverage_high[0] == pytest.approx(pairs.coverage_high[place], abs=1e-6)


def test_all_pairs_is_within_bounds_and_even(built_in):
    pairs = all_pairs(built_in)
    assert (pairs.coverage_low <= pairs.coverage_high + 1e-6).all()
    assert pairs.coverage_high.max() <= 1 + 1e-6
    assert np.allclose(pairs.cosine, pairs.cosine.T, atol=1e-5)


def test_a_near_move_is_proposed(esco):
    moves = find_moves(esco, context(), origin_of(esco, 0), Terms(least_cosine=0.05))
    assert [move.place for move in moves.proposed] == [1, 2]
    assert moves.proposed[0].missing == ()
    assert [esco.skills["uri"][place] for place in moves.proposed[1].missing] == [skill("s6")]


@pytest.mark.parametrize(
    ("changed", "guard"),
    [({"zone": (2, 4, 2, 5)}, "zone"), ({"pay": (20, 10, 20, 60)}, "pay"), ({"law": ("", "Wet X", "", "")}, "licence")],
)
def test_a_guard_holds_a_move_back_and_says_so(esco, changed, guard):
    moves = find_moves(esco, context(**changed), origin_of(esco, 0))
    held = next(move for move in moves.held_back if move.place == 1)
    assert [each.name for each in held.guards if each.passes is False] == [guard]
    _, why_not = reasons(held, context(**changed))
    assert len(why_not) == 1
    assert why_not[0].nl != why_not[0].en


def test_a_licence_one_has_is_no_obstacle(esco):
    same = Context(("9", "9", "9", "9"), *[np.full(4, 2.0)] * 4, ("L", "L", "", ""), {})
    assert 1 in [move.place for move in find_moves(esco, same, origin_of(esco, 0)).proposed]


def test_what_is_not_known_does_not_pass_for_known(esco):
    unknown = context(zone=(np.nan,) * 4)
    move = find_moves(esco, unknown, origin_of(esco, 0)).proposed[0]
    assert next(each for each in move.guards if each.name == "zone").passes is None


def test_no_near_move_is_said(esco):
    assert find_moves(esco, context(), origin_of(esco, 3)).proposed == ()
    with pytest.raises(HouvastError) as fault:
        find_moves(esco, context(), Origin(np.zeros(8, np.float32), np.zeros(8, np.float32), ()))
    assert fault.value.codes == ("skills.profile_empty",)


def test_exposure_is_a_range_of_three_measures_or_nothing(built_in, store):
    found = context_of(built_in, store)
    low, high = found.exposure_range(0)
    assert 0 <= low < high <= 1
    assert len(found.exposure) == 3
    assert Context(("",), *[np.ones(1)] * 4, ("",), {"a": np.ones(1), "b": np.ones(1)}).exposure_range(0) is None


def test_from_shrinking_to_growing(esco):
    def demand(low, high):
        return Demand((low + high) / 2, low, high, 15, 1000, 0.5)

    outlook = DemandOutlook(
        {"1111": {"A": demand(70, 90), "B": demand(70, 110)}, "1112": {"A": demand(101, 120), "B": demand(101, 120)}}
    )
    moves = find_moves(esco, context(), origin_of(esco, 0), outlook=outlook)
    assert moves.proposed[0].to_growth == ("A",)
    assert [each.direction for each in moves.demand_now.values()] == ["shrinks", "open"]


def test_an_outlook_is_read_and_another_table_is_not(tmp_path):
    path = tmp_path / "outlook.csv"
    columns = "occupation,scenario,year,employment_index,employment_index_low,employment_index_high,openings,tension"
    path.write_text(f"{columns}\n0111,A,2025,100,100,100,5,0.4\n0111,A,2040,80,70,95,4,0.3\n")
    assert read_demand(path).of("0111")["A"] == Demand(80, 70, 95, 15, 5, 0.4)
    assert read_demand(path).of("9999") == {}
    path.write_text("a,b\n1,2\n")
    with pytest.raises(HouvastError) as fault:
        read_demand(path)
    assert fault.value.codes == ("skills.outlook",)


def test_the_gap_is_by_group_and_counts_what_a_skill_opens(esco):
    moves = find_moves(esco, context(), origin_of(esco, 0), Terms(least_cosine=0.05))
    gap = gap_of(esco, moves.proposed[1], moves)
    assert [[each.place for each in group.skills] for group in gap] == [[5]]


def courses(*rows):
    """A list of courses: cost, hours and the skills each teaches."""
    columns = ("title", "provider", "nlqf", "hours", "cost_eur", "skills")
    return pl.DataFrame(
        [
            (f"c{n}", "p", "", float(hours), float(cost), [skill(f"s{each}") for each in taught])
            for n, (cost, hours, taught) in enumerate(rows)
        ],
        schema=columns,
        orient="row",
    )


def test_the_cheapest_and_the_shortest_training_differ(esco):
    listed = courses((100, 10, (1, 2)), (70, 30, (1,)), (20, 30, (2,)), (500, 1, (8,)))
    assert plan_training(esco, (0, 1, 6), listed).cost_eur == 90
    shortest = plan_training(esco, (0, 1, 6), listed, "hours")
    assert (shortest.hours, shortest.cost_eur) == (10, 100)
    assert shortest.untaught == (6,)
    assert shortest.is_least


def test_nothing_to_learn_and_nobody_who_teaches_it(esco):
    assert plan_training(esco, (), courses((1, 1, (1,)))).courses.is_empty()
    nothing = plan_training(esco, (4,), courses((1, 1, (1,))))
    assert (nothing.cost_eur, nothing.untaught) == (0, (4,))


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 50), st.sets(st.integers(1, 6), min_size=1)),
        min_size=1,
        max_size=7,
    )
)
def test_no_choice_of_courses_is_cheaper(rows):
    listed = courses(*rows)
    wanted = sorted({each for _, _, taught in rows for each in taught})
    language = _Language()
    found = plan_training(language, tuple(each - 1 for each in wanted), listed)
    cheapest = min(
        sum(rows[n][0] for n in chosen)
        for size in range(1, len(rows) + 1)
        for chosen in combinations(range(len(rows)), size)
        if set(wanted) <= set().union(*(rows[n][2] for n in chosen))
    )
    assert found.cost_eur == pytest.approx(cheapest)
    assert set(wanted) <= {int(uri[-1]) for taught in found.courses["skills"] for uri in taught}


class _Language:
    """Just enough of a language for a training plan."""

    skills = pl.DataFrame({"uri": [skill(f"s{n}") for n in range(1, 9)]})


@pytest.mark.parametrize("spoken", ["nl", "en"])
def test_a_plan_to_print_says_all_and_runs_nothing(esco, spoken):
    move = move_to(esco, context(), origin_of(esco, 0), 2, Terms())
    training = plan_training(esco, move.missing, courses((10, 5, (6,))))
    lines = plan_lines(esco, context(), [PlannedMove(move, gap_of(esco, move), training)], spoken)
    text = "\n".join(lines)
    assert ("kok" if spoken == "nl" else "cook") in text
    assert "10 euro" in text
    page = as_page(["# <script>alert(1)</script>", *lines], spoken)
    assert "<script" not in page
    assert f"lang='{spoken}'" in page


def test_groups_of_the_small_language_have_their_law(tmp_path):
    """A nurse is not told that nothing stands in the way of being a physician, a physiotherapist or a psychologist."""
    language = built_in_language()
    known = context_of(language, Store(tmp_path / "skills.houvast"))
    law = dict(zip(language.occupations["uri"], known.law, strict=True))
    groups = load_facts("netherlands").classification("occupation")
    named = dict(zip(groups.names("nl"), groups.keys, strict=True))

    def law_of(name):
        return law[f"{PREFIX}occupation/{named[name]}"]

    health = ("Artsen", "Fysiotherapeuten", "Psychologen en sociologen", "Verpleegkundigen (mbo)")
    assert {law_of(name) for name in health} == {"Wet BIG"}
    assert {law_of(name) for name in ("Verzorgenden", "Koks", "Boekhouders")} == {""}
