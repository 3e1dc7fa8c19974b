"""Numbers in two notations, rounded to what the run supports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.reports.numbers import Notation, is_unreliable, supported_places

NL, EN = Notation("nl"), Notation("en")


@pytest.mark.parametrize(
    ("value", "places", "dutch", "english"),
    [
        (1234.56, 1, "1.234,6", "1,234.6"),
        (-0.5, 1, "\N{MINUS SIGN}0,5", "\N{MINUS SIGN}0.5"),
        (-0.04, 1, "0,0", "0.0"),
        (float("nan"), 1, "\N{EN DASH}", "\N{EN DASH}"),
    ],
)
def test_a_number_follows_its_language(value, places, dutch, english):
    """Dutch has a decimal comma; both have a real minus sign and no minus zero."""
    assert (NL.number(value, places), EN.number(value, places)) == (dutch, english)


def test_people_are_told_in_the_words_of_a_reader():
    """Millions as millions, thousands rounded to thousands."""
    assert NL.persons(13_368_000) == "13,4 miljoen"
    assert EN.persons(373_499) == "373,000"


def test_a_small_group_gets_no_decimal_and_a_mark():
    """A share of five people is no figure to rely on; a share of a million has its decimal."""
    assert NL.measured_percent(0.5, 5) == "50%*"
    assert NL.measured_percent(0.0412, 1e6) == "4,1%"


def test_a_difference_always_has_its_sign():
    """A difference without a sign is a level."""
    assert EN.points(0.003) == "+0.3"


@given(st.floats(0, 1), st.floats(1, 1e9), st.floats(1, 100))
def test_more_people_never_support_fewer_decimals(share, persons, times):
    """The rounding gets finer with the sample, never coarser, and no figure becomes unreliable."""
    assert supported_places(share, persons) <= supported_places(share, persons * times)
    assert is_unreliable(share, persons) >= is_unreliable(share, persons * times)
