"""What each measure is worth. Measures replace each other, so one number per measure would mislead.

Three are given: first in (alone, against none), last in (dropped from all) and the Shapley value, the mean over all
orders, which adds up to what all measures save together. A value smaller than what the two solutions it is the
difference of may be off is marked as no difference shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import factorial

from houvast.flex.mix.benders import GAP_SHARE, Progress, solve_mix
from houvast.flex.mix.plan import Mix, MixProblem
from houvast.flex.mix.recourse import PricePool

MOST_MEASURES = 5
"""Measures weighed together; so many need 2^5 solutions."""


@dataclass(frozen=True)
class Contribution:
    """Yearly saving by one measure [EUR]."""

    measure: str
    first_in_eur: float
    last_in_eur: float
    shapley_eur: float
    uncertain_eur: float
    """How far first in and last in may be off, by the gaps of the solutions."""

    @property
    def is_shown(self) -> bool:
        """Whether the measure makes a difference that the solutions can show."""
        return max(abs(self.first_in_eur), abs(self.last_in_eur)) > self.uncertain_eur

    @property
    def is_last_in_shown(self) -> bool:
        """Whether dropping it from all makes a difference that the solutions can show."""
        return abs(self.last_in_eur) > self.uncertain_eur


@dataclass(frozen=True)
class Contributions:
    """Value of each measure, what all save together, and the cost of every set of them."""

    measures: tuple[Contribution, ...]
    total_eur: float
    cost_eur: dict[frozenset[str], float]


def weigh_measures(
    problem: MixProblem,
    measures: Sequence[str],
    gap_share: float = GAP_SHARE,
    progress: Progress | None = None,
) -> Contributions:
    """Weigh measures beside what is always allowed (the measures of the problem that are not weighed).

    Parameters
    ----------
    problem
        With all measures allowed.
    measures
        Those to weigh, at most `MOST_MEASURES`.
    gap_share
        Proven closeness of every solution.
    progress
        Told how many of the 2^n sets are solved.
    """
    always = problem.measures - set(measures)
    pool = PricePool(len(problem.departments))
    found: dict[frozenset[str], Mix] = {}
    sets = [frozenset(each) for size in range(len(measures) + 1) for each in combinations(measures, size)]
    for chosen in sets:
        found[chosen] = solve_mix(replace(problem, measures=always | chosen), gap_share, pool)
        if progress is not None:
            progress("sets", len(found), len(sets))
    cost = {chosen: mix.objective_eur for chosen, mix in found.items()}
    widest = max(mix.objective_eur - mix.bound_eur for mix in found.values())
    everything, nothing = frozenset(measures), frozenset[str]()
    values = shapley(measures, cost)
    return Contributions(
        tuple(
            Contribution(
                each,
                cost[nothing] - cost[frozenset([each])],
                cost[everything - {each}] - cost[everything],
                values[each],
                widest,
            )
            for each in measures
        ),
        cost[nothing] - cost[everything],
        cost,
    )


def shapley(players: Sequence[str], cost: dict[frozenset[str], float]) -> dict[str, float]:
    """Shapley value of each player: its mean saving over all orders of joining (Shapley 1953).

    Parameters
    ----------
    players
        Names.
    cost
        Cost of every set of players.
    """
    n = len(players)
    values = dict.fromkeys(players, 0.0)
    for player in players:
        others = [each for each in players if each != player]
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            for joined in combinations(others, size):
                before = frozenset(joined)
                values[player] += weight * (cost[before] - cost[before | {player}])
    return values
