"""Demand for work: how many posts each employer wants this month.

In words
    Each sector wants a number of posts; each employer follows its sector with
    shocks of its own: one that lasts and one that comes back every season. That is
    its need for flexibility. Who has more people than posts lays off, the flexible
    shell first, as fast as notice allows.

Equations
    target = base_posts * index(sector) * (1 + shock) * (1 + season(sector, month));
    shock(t) = persistence * shock(t-1) + spread * z, with z the centred sum of four
    uniform draws, scaled to variance 1;
    layoff probability = speed * excess / people, with excess = headcount - target
    beyond a tolerance, for flexible contracts first and at most the cap per month.

Order
    Second in the month. Every employer is independent: may run on many threads.

Parameters
    ``shock_persistence_per_month``, ``shock_spread_per_month``, ``season_*``,
    ``layoff_speed_per_month``, ``layoff_tolerance_share``, ``layoff_cap_*``.

Reference
    Target demand and adjustment: R. M. del Rio-Chanona et al. (2021), Occupational
    mobility and automation, J. R. Soc. Interface 18: 20200898.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from houvast.market.kernels._compile import inline
from houvast.market.kernels._threads import shared, stretch
from houvast.market.kernels.random_bits import LANE_BITS, LANE_MASK, LANE_STEPS, word_of

SUM_OF_FOUR_SCALE = 1.7320508075688772
"""Square root of 3: four uniform draws sum to variance 1/3."""


class Demand(NamedTuple):
    """Parameters of a month, looked up and put in arrays."""

    sector_index: npt.NDArray[np.float64]
    """Posts wanted against the start, by sector, season included."""
    shock_persistence: float
    shock_spread: float
    layoff_speed: float
    tolerance: float
    cap_flexible: float
    cap_permanent: float


@inline
def standard_draw(month, employer, key):
    """Return a draw of mean 0 and variance 1, nearly normal, from one word."""
    word = word_of(month, employer, key)
    total = 0.0
    for _ in range(2 + 2):
        total += np.float64(word & LANE_MASK)
        word = word >> LANE_BITS
    return (total / LANE_STEPS - 2.0) * SUM_OF_FOUR_SCALE


@shared
def plan_posts(thread, n_threads, month, key, employers, lays_off, demand):
    """Set target and layoff probabilities of one thread's part of the employers."""
    first, last = stretch(len(employers), thread, n_threads)
    for employer in range(first, last):
        draw = standard_draw(month, employer, key)
        shock = demand.shock_persistence * np.float64(employers.shock[employer])
        shock = max(shock + demand.shock_spread * draw, -1.0)
        employers.shock[employer] = shock
        index = demand.sector_index[employers.sector[employer]]
        target = np.float64(employers.base_posts[employer]) * index * (1.0 + shock)
        employers.target[employer] = target
        headcount = employers.headcount[employer]
        excess = headcount * (1.0 - demand.tolerance) - target - 1.0 / 2.0
        flexible = employers.flexible_headcount[employer]
        prob_flexible = 0.0
        prob_permanent = 0.0
        if excess > 0.0:
            wanted = demand.layoff_speed * excess
            if flexible > 0:
                prob_flexible = min(demand.cap_flexible, wanted / flexible)
            wanted -= prob_flexible * flexible
            if headcount > flexible and wanted > 0.0:
                prob_permanent = min(demand.cap_permanent, wanted / (headcount - flexible))
        lays_off[employer] = prob_flexible + prob_permanent > 0.0
        employers.layoff_prob_flexible[employer] = prob_flexible
        employers.layoff_prob_permanent[employer] = prob_permanent
