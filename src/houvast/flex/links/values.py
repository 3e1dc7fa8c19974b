"""What a set of links is worth, what each link in it is worth, and which link or chain is worth most.

All structures meet the same draws, so differences are paired and their standard errors are those of differences. A list
of single links undervalues a chain, for the link that closes it is worth most; so a chain is also weighed as a bundle.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.links.network import Link, check_linked
from houvast.flex.links.served import (
    MOST_ENUMERATED,
    served,
    served_alone,
    served_by_one,
    served_by_programme,
    served_fully_linked,
)

CELLS_AFFORDED = 2e9
"""Sets times draws times structures that one comparison may cost by cuts: some ten seconds."""
PROGRAMMES_AFFORDED = 40_000
"""Draws times structures that one comparison may cost by linear programmes: some ten seconds."""
FEWEST_PAIRED_DRAWS = 200
MOST_ORDERS = 5_040
"""Every order of up to eight departments in a circle is tried; beyond that the best order is searched for."""
SEARCH_DRAWS = 1_000
MOST_SWEEPS = 20
NORMAL_95 = 1.96


@dataclass(frozen=True)
class Gain:
    """A mean difference in demand served per period, with its standard error."""

    mean: float
    standard_error: float

    @property
    def is_shown(self) -> bool:
        """Whether it is more than its sampling error (95%)."""
        return abs(self.mean) > NORMAL_95 * self.standard_error


@dataclass(frozen=True)
class LinkValue:
    """One link of the file: alone, added after those above it, and dropped from all."""

    link: Link
    first_in: Gain
    add_one: Gain
    drop_one: Gain


@dataclass(frozen=True)
class Chain:
    """A closed chain: department after department, each helping the next, the last the first."""

    order: tuple[int, ...]
    gain: Gain
    share_of_full: float
    closing_link: Gain
    sum_of_first_in: float
    is_best: bool
    """Whether every order was tried; otherwise it is the best that a search found."""


@dataclass(frozen=True)
class Worth:
    """What links are worth: demand served per period with them, without any and with all, and what each adds."""

    expected_served: Gain
    none: Gain
    full: Gain
    gain_over_none: Gain
    short_of_full: Gain
    share_of_full: float
    links: tuple[LinkValue, ...]
    candidates: tuple[tuple[Link, Gain], ...]
    chain: Chain
    sum_of_first_in: float
    n_draws: int
    n_paired_draws: int
    n_candidate_draws: int


def weigh_links(links: Sequence[Link], demand: FloatArray, capacity: FloatArray) -> Worth:
    """Weigh a set of links.

    Parameters
    ----------
    links
        The links there are.
    demand
        Draws of demand, or the periods of a history [n_draws, n_departments].
    capacity
        Capacity per department [n_departments].

    Returns
    -------
    Worth
        In the unit of demand, per period. Full flexibility is every department helping every other at the highest
        productivity of the links given, so no set of links can exceed it.

    Raises
    ------
    HouvastError
        `flex.too_few` below two departments, `flex.too_many` above the limit.
    """
    check_linked(len(capacity))
    highest = max((link.productivity for link in links), default=1.0)
    given = served([links], demand, capacity)[0]
    alone = served_alone(demand, capacity)
    full = served_fully_linked(demand, capacity, highest)
    prefixes = [links[: k + 1] for k in range(len(links))]
    drops = [[*links[:k], *links[k + 1 :]] for k in range(len(links))]
    paired = _affordable([*prefixes, *drops], demand)
    added = np.diff(served([[], *prefixes], paired, capacity), axis=0)
    dropped = served([links], paired, capacity)[0] - served(drops, paired, capacity) if links else added
    values = tuple(
        LinkValue(link, gain(served_by_one(link, demand, capacity)), gain(added[k]), gain(dropped[k]))
        for k, link in enumerate(links)
    )
    candidates, n_candidate_draws = _weigh_candidates(links, demand, capacity, highest)
    return Worth(
        gain(given),
        gain(alone),
        gain(full),
        gain(given - alone),
        gain(full - given),
        share_of(given - alone, full - alone),
        values,
        candidates,
        best_chain(demand, capacity, highest),
        sum(each.first_in.mean for each in values),
        len(demand),
        len(paired),
        n_candidate_draws,
    )


def gain(differences: FloatArray) -> Gain:
    """Mean and standard error of paired differences [n_draws]."""
    n = len(differences)
    return Gain(float(differences.mean()), float(differences.std(ddof=1) / math.sqrt(n)) if n > 1 else math.inf)


def share_of(part: FloatArray, whole: FloatArray) -> float:
    """Ratio of two mean gains; 1 where there is nothing to gain."""
    total = float(whole.mean())
    return float(part.mean()) / total if total > 0 else 1.0


def _affordable(structures: Sequence[Sequence[Link]], demand: FloatArray) -> FloatArray:
    """As many of the draws as comparing these structures can afford: the first ones, the same for all."""
    n = demand.shape[1]
    by_cut = n <= MOST_ENUMERATED and all(link.productivity == 1 for links in structures for link in links)
    budget = CELLS_AFFORDED / 2**n if by_cut else PROGRAMMES_AFFORDED
    return demand[: max(int(budget / max(len(structures), 1)), FEWEST_PAIRED_DRAWS)]


def _weigh_candidates(
    links: Sequence[Link], demand: FloatArray, capacity: FloatArray, productivity: float
) -> tuple[tuple[tuple[Link, Gain], ...], int]:
    """What each link that is not there would add to all that are, best first."""
    n = len(capacity)
    present = {link[:2] for link in links}
    absent = [Link(i, j, productivity) for i in range(n) for j in range(n) if i != j and (i, j) not in present]
    if not absent or n > MOST_ENUMERATED:
        return (), 0
    paired = _affordable([[*links, each] for each in absent], demand)
    with_one = served([links, *([*links, each] for each in absent)], paired, capacity)
    gains = [(each, gain(with_one[k + 1] - with_one[0])) for k, each in enumerate(absent)]
    return tuple(sorted(gains, key=lambda each: -each[1].mean)), len(paired)


def best_chain(demand: FloatArray, capacity: FloatArray, productivity: float) -> Chain:
    """Find the closed chain through all departments that serves most, and weigh it as a bundle.

    Parameters
    ----------
    demand
        Demand [n_draws, n_departments].
    capacity
        Capacity [n_departments].
    productivity
        Of every link in the chain.
    """
    n = len(capacity)
    few = demand[:: max(len(demand) // SEARCH_DRAWS, 1)]
    is_best = math.factorial(n - 1) <= MOST_ORDERS
    if is_best:
        order = _best_of([(0, *rest) for rest in permutations(range(1, n))], few, capacity)
    else:
        order = _searched_order(few, capacity)
    chain = links_of(order, productivity)
    paired = _affordable([chain, chain[:-1]], demand)
    whole, open_chain = served([chain, chain[:-1]], paired, capacity)
    alone = served_alone(paired, capacity)
    return Chain(
        order,
        gain(whole - alone),
        share_of(whole - alone, served_fully_linked(paired, capacity, productivity) - alone),
        gain(whole - open_chain),
        float(sum(served_by_one(link, paired, capacity).mean() for link in chain)),
        is_best,
    )


def links_of(order: Sequence[int], productivity: float = 1.0) -> list[Link]:
    """The links of a closed chain in this order."""
    return [Link(a, b, productivity) for a, b in zip(order, [*order[1:], order[0]], strict=True)]


def _best_of(orders: Sequence[tuple[int, ...]], demand: FloatArray, capacity: FloatArray) -> tuple[int, ...]:
    return max(orders, key=lambda order: _served_in_order(order, demand, capacity))


def _served_in_order(order: Sequence[int], demand: FloatArray, capacity: FloatArray) -> float:
    """Mean served by a chain; beyond the reach of cuts, what neighbours alone can do for each other."""
    chain = links_of(order)
    if len(capacity) <= MOST_ENUMERATED:
        return float(served([chain], demand, capacity).mean())
    return float(sum(served_by_one(link, demand, capacity).mean() for link in chain))


def _searched_order(demand: FloatArray, capacity: FloatArray) -> tuple[int, ...]:
    """Search an order: start from who helps whom best, then move single departments while that helps."""
    n = len(capacity)
    helps = np.array([[served_by_one(Link(i, j), demand, capacity).mean() for j in range(n)] for i in range(n)])
    order = [int(np.argmax(helps.max(1)))]
    while len(order) < n:
        order.append(max(set(range(n)) - set(order), key=lambda j: helps[order[-1], j]))
    best = _served_in_order(order, demand, capacity)
    for _ in range(MOST_SWEEPS):
        before = best
        for moved in list(order):
            rest = [each for each in order if each != moved]
            tries = [[*rest[:place], moved, *rest[place:]] for place in range(n)]
            values = [_served_in_order(each, demand, capacity) for each in tries]
            if max(values) > best + 1e-12:
                best, order = max(values), tries[int(np.argmax(values))]
        if best <= before:
            break
    start = order.index(0)
    return (*order[start:], *order[:start])


def served_is_exact(links: Sequence[Link], demand: FloatArray, capacity: FloatArray) -> float:
    """Largest difference between the two exact methods on these draws: a check for who wants to see it."""
    return float(np.abs(served([links], demand, capacity)[0] - served_by_programme(links, demand, capacity)).max())
