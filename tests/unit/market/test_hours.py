"""Hours are agreed with the job: as others under that contract work, and more wanted only by some."""

import numpy as np
import pytest

from houvast.market.kernels.codes import UNEMPLOYED

pytestmark = pytest.mark.kernel

MONTH = ("demand", "separations", "vacancies", "search", "matching", "hiring")
SURE = {"own_occupation_share": 1.0, "flexible_offer_prob_above_policy": 0.0, "flexible_offer_prob_below_policy": 0.0}
N = 400


@pytest.fixture
def hired(make_market, do, hand):
    """Return hours and wanted hours of people hired where half work 20 hours and half 40."""

    def hire(hours_wanted, unmet):
        seekers = hand.people(N, position=UNEMPLOYED, hours_wanted=hours_wanted)
        workers = hand.people(N, hours=[20, 40] * (N // 2))
        market = make_market(hand.together(seekers, workers), n_open=10 * N, unmet_hours_prob=unmet, **SURE)
        do(market, *MONTH)
        new = market.persons.job_start[:N] == hand.start
        assert new.sum() > N / 2
        return market.persons.hours[:N][new].astype(int), market.persons.hours_wanted[:N][new].astype(int)

    return hire


def test_hours_are_those_of_others_under_the_contract(hired):
    """Half the hired work twenty hours and half forty, within four standard deviations."""
    hours, _ = hired(hours_wanted=30, unmet=0.5)

    assert set(hours.tolist()) == {20, 40}
    assert abs((hours == 20).sum() - len(hours) / 2) < 4 * np.sqrt(len(hours) / 4)


@pytest.mark.parametrize(("unmet", "still_wanted"), [(0.0, 20), (1.0, 30)])
def test_more_hours_stay_wanted_with_a_probability(hired, unmet, still_wanted):
    """Who agreed on fewer than wanted goes on wanting them with that probability; who got more wants no less."""
    hours, wanted = hired(hours_wanted=30, unmet=unmet)

    assert set(wanted[hours == 20].tolist()) == {still_wanted}
    assert set(wanted[hours == 40].tolist()) == {40}
