"""Layers of changes, whatever the changes."""

from datetime import date
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from houvast.facts.loader import load_facts
from houvast.facts.overlay import ADD, MAX, ORDERLESS, SCALE, Change, overlay

FACTS = load_facts(Path(__file__).parents[2] / "contract" / "facts" / "good")
MERGE_OF_PATH = {
    "jobs_by_sector_thousand": ORDERLESS,
    "jobs_by_sector_thousand.shop": ORDERLESS,
    "minimum_wage_eur_per_hour": ORDERLESS,
    "quit_share_by_sector": (SCALE, ADD),
    "quit_share_by_sector.farm": (SCALE, ADD),
}
DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
ASKED = ("2024-01", "2025-03", "2027-01", "2033-07", "2041-01", "2050-01")


@st.composite
def layers(draw):
    """Changes that join alike per fact, so that no two of them collide."""
    merges = {"jobs": draw(st.sampled_from(ORDERLESS)), "quit": draw(st.sampled_from((SCALE, ADD))), "mini": MAX}
    found = []
    for number in range(draw(st.integers(1, 5))):
        path = draw(st.sampled_from(sorted(MERGE_OF_PATH)))
        days = sorted(draw(st.sets(DAYS, min_size=1, max_size=4)))
        knots = tuple((day, draw(st.floats(0, 5, allow_subnormal=False))) for day in days)
        until = draw(st.one_of(st.none(), st.dates(days[0], date(2046, 1, 1))))
        found.append(Change(path, merges[path[:4]], knots, f"M{number}", until))
    return found


@given(changes=layers(), chance=st.randoms(use_true_random=False))
def test_the_order_of_changes_does_not_count(changes, chance):
    """Any order gives the same hash and the same values, bit for bit."""
    shuffled = list(changes)
    chance.shuffle(shuffled)
    one, other = overlay(FACTS, changes), overlay(FACTS, shuffled)

    assert one.content_hash == other.content_hash
    for name in FACTS.names():
        for when in ASKED:
            assert one.array(name, when).tobytes() == other.array(name, when).tobytes()


@given(changes=layers())
def test_values_are_those_of_the_line_on_new_years_day(changes):
    """On 1 January of each year until 2041 a single change gives the value its line has that day."""
    change = changes[0]
    laid = overlay(FACTS, [change])
    for year in range(2024, 2042):
        day = date(year, 1, 1)
        base = FACTS.array(change.fact, day)
        found = laid.array(change.fact, day)
        if not change.holds(day):
            assert found.tobytes() == base.tobytes()
        elif change.merge == MAX:
            assert (found >= base).all()
            assert np.isclose(found.max(), max(base.max(), change.number(day))) or found.max() == base.max()


@given(changes=layers())
def test_what_is_not_named_stays(changes):
    """Facts without a change keep their object, and the original keeps its hash."""
    before = FACTS.content_hash
    laid = overlay(FACTS, changes)
    named = {each.fact for each in changes}

    assert all(laid.entry(name) is FACTS.entry(name) for name in FACTS.names() if name not in named)
    assert FACTS.content_hash == before
