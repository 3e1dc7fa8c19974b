"""Cost against security: mixes none of which is both dearer and less secure than another; three have a name.

Each point is the cheapest mix when an insecure hour is charged at some price; the price is printed with the point, so
that no weight stays hidden. A point that another beats on both sides (possible within the gap) is left out, so
security never falls along the line as cost rises.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from houvast.flex.mix.benders import GAP_SHARE, Progress, solve_mix
from houvast.flex.mix.plan import Mix, MixProblem
from houvast.flex.mix.recourse import PricePool
from houvast.flex.mix.security import Security, security_of
from houvast.flex.mix.terms import insecurity

WAGE_SHARES = (0.0, 0.1, 0.2, 0.4, 0.7, 1.2, 2.0)
"""Prices of an insecure hour, as shares of the mean wage."""


@dataclass(frozen=True)
class Point:
    """One mix on the line: the price put on an insecure hour, the mix, its security."""

    security_price_eur: float
    mix: Mix
    security: Security


@dataclass(frozen=True)
class Front:
    """The line, cheapest first, and the three named mixes on it."""

    points: tuple[Point, ...]
    named: dict[str, Point]


def make_front(
    problem: MixProblem, when: date, gap_share: float = GAP_SHARE, progress: Progress | None = None
) -> Front:
    """Make the line from the cheapest to the most secure mix.

    Parameters
    ----------
    problem
        Demand, prices, rules, measures.
    when
        Date of the weights of security.
    gap_share
        Proven closeness of each point.
    progress
        Told how many points are made.
    """
    wage = float(problem.prices.wage.mean())
    pool = PricePool(len(problem.departments))
    points: list[Point] = []
    start = None
    for place, share in enumerate(WAGE_SHARES):
        charged = replace(problem, security_price_eur=share * wage, insecurity=insecurity(when))
        mix = solve_mix(charged, gap_share, pool, start)
        start = mix.first
        points.append(Point(share * wage, mix, security_of(problem, mix, when)))
        if progress is not None:
            progress("front", place + 1, len(WAGE_SHARES))
    line = not_beaten(points)
    return Front(line, {"cheapest": line[0], "balanced": balanced(line), "most_secure": line[-1]})


def not_beaten(points: list[Point]) -> tuple[Point, ...]:
    """The points that no other beats on cost and security both, cheapest first."""
    line: list[Point] = []
    for point in sorted(points, key=lambda each: (each.mix.cost_eur, -each.security.index)):
        if not line or point.security.index > line[-1].security.index:
            line.append(point)
    return tuple(line)


def balanced(line: tuple[Point, ...]) -> Point:
    """The point farthest above the straight line from end to end: from there security grows dear."""
    first, last = line[0], line[-1]
    cost = max(last.mix.cost_eur - first.mix.cost_eur, 1e-9)
    gained = max(last.security.index - first.security.index, 1e-12)

    def above(point: Point) -> float:
        share_of_cost = (point.mix.cost_eur - first.mix.cost_eur) / cost
        return (point.security.index - first.security.index) / gained - share_of_cost

    return max(line, key=above)
