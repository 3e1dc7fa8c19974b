"""Month stamps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houvast.vocabulary.errors import HouvastError
from houvast.vocabulary.months import MONTHS_PER_YEAR, month_label, month_stamp


def test_a_stamp_counts_from_january_1900():
    """January 1900 is 0, January 2024 is 124 years later."""
    assert month_stamp("1900-01") == 0
    assert month_stamp("2024-01") == 124 * MONTHS_PER_YEAR
    assert month_stamp("2024-01-31") == month_stamp("2024-01")


@given(st.integers(min_value=0, max_value=2**15 - 1))
def test_label_and_stamp_are_each_others_inverse(stamp):
    """Every stamp that fits in int16 comes back from its label."""
    assert month_stamp(month_label(stamp)) == stamp


@pytest.mark.parametrize("text", ["2024", "2024-13", "2024-00", "24-01", "1899-12", "2024-1", "januari 2024", ""])
def test_other_texts_are_refused(text):
    """What is not a year and a month gives a message that shows how to write one."""
    with pytest.raises(HouvastError, match="for example 2024-01") as raised:
        month_stamp(text)

    assert raised.value.codes == ("months.not_a_month",)
    assert "bijvoorbeeld 2024-01" in raised.value.text("nl")
