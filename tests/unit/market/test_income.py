"""WW by rule: the months follow from the work history, which counts this spell and those before."""

import pytest

from houvast.market.kernels.codes import NONE

pytestmark = pytest.mark.kernel


@pytest.mark.parametrize(
    ("experience_months", "spell_months", "ww_months"),
    [(120, 24, 11), (0, 144, 11), (0, 5, 0), (0, 6, 3), (3, 3, 3), (0, 60, 5), (600, 100, 24)],
)
def test_ww_follows_from_work_in_this_spell_and_before(
    make_market, do, hand, experience_months, spell_months, ww_months
):
    """Months worked before and in this spell are added up; twelve years give eleven months (hand calculation)."""
    persons = hand.people(
        1, age_months=65 * 12, experience_months=experience_months, spell_start=hand.start - spell_months
    )
    market = make_market(persons, dismissal_prob_per_month=1.0)

    do(market, "separations")

    assert market.persons.benefit_end[0] == (hand.start + ww_months if ww_months else NONE)
