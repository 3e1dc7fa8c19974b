"""Dated look-up, whatever the dates."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.facts.entries import DatedValue, Entry
from houvast.facts.fields import Names
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import HouvastError, Place
from houvast.vocabulary.months import month_label, month_stamp

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


def facts_with(days):
    """Facts with one number that is the place of its date in the row of dates."""
    values = tuple(
        DatedValue(day, np.array(float(place)), ("s",), "measured", Place("f.yaml"))
        for place, day in enumerate(sorted(days))
    )
    entry = Entry("x", "work", Names("x", "x"), "count", (), values, Place("f.yaml"))
    return Facts("f", "0", {"x": entry}, {}, {}, {})


@given(days=st.sets(DAYS, min_size=1, max_size=8), asked=DAYS)
def test_the_value_is_the_last_that_began(days, asked):
    """On any day the value of the last date on or before it holds; before the first there is none."""
    facts = facts_with(days)
    began = [day for day in sorted(days) if day <= asked]

    if began:
        assert facts.value("x", asked) == len(began) - 1
    else:
        with pytest.raises(HouvastError) as raised:
            facts.value("x", asked)
        assert raised.value.codes == ("facts.before_first_date",)


@given(days=st.sets(DAYS, min_size=1, max_size=8), place=st.integers(min_value=0, max_value=7))
def test_a_value_holds_until_the_next_date(days, place):
    """On its first day a value holds; the day before, the one before it does."""
    ordered = sorted(days)
    place %= len(ordered)
    facts = facts_with(days)

    assert facts.value("x", ordered[place]) == place
    if place:
        assert facts.value("x", ordered[place] - timedelta(days=1)) == place - 1


@given(days=st.sets(DAYS, min_size=1, max_size=8), stamp=st.integers(month_stamp("2091-01"), month_stamp("2150-12")))
def test_a_month_means_its_first_day_however_it_is_written(days, stamp):
    """A month as text, as stamp and its first day as text or date give the same value."""
    facts = facts_with(days)
    label = month_label(stamp)
    ways = (stamp, np.int16(stamp), label, f"{label}-01", date.fromisoformat(f"{label}-01"))

    assert {facts.value("x", way) for way in ways} == {len(days) - 1}
