"""How much demand a network serves, draw by draw, exactly.

At full productivity the most that can be served is the smallest cut (max-flow min-cut): for every set S of departments,
demand of S plus the capacity that can reach the others. Up to `MOST_ENUMERATED` departments all 2^n sets are
summed once, for all structures that are compared. With productivity below 1, or more departments, it is a linear
programme, solved draw after draw from the last basis.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.links.network import Link

MOST_ENUMERATED = 12
CHUNK_CELLS = 2**18
"""Cells of the matrix worked on at a time: they stay in the cache of a processor core."""
UNTOUCHED = 1e-12


def served(structures: Sequence[Sequence[Link]], demand: FloatArray, capacity: FloatArray) -> FloatArray:
    """Demand served per draw under each structure, on the same draws.

    Parameters
    ----------
    structures
        Sets of links; every department always serves itself, at productivity 1.
    demand
        Demand [n_draws, n_departments].
    capacity
        Capacity [n_departments].

    Returns
    -------
    array
        Served demand [n_structures, n_draws].
    """
    can_enumerate = len(capacity) <= MOST_ENUMERATED
    by_cut = [
        k for k, links in enumerate(structures) if can_enumerate and all(each.productivity == 1 for each in links)
    ]
    found = np.empty((len(structures), len(demand)))
    if by_cut:
        found[by_cut] = _smallest_cuts([structures[k] for k in by_cut], demand, capacity)
    for k, links in enumerate(structures):
        if k not in by_cut:
            found[k] = served_by_programme(links, demand, capacity)
    return found


def served_alone(demand: FloatArray, capacity: FloatArray) -> FloatArray:
    """Demand served per draw without any link [n_draws]."""
    alone: FloatArray = np.minimum(demand, capacity).sum(1)
    return alone


def served_fully_linked(demand: FloatArray, capacity: FloatArray, productivity: float) -> FloatArray:
    """Demand served per draw when every department can help every other at one productivity [n_draws].

    Helping through a third department then never beats helping directly, so each serves itself first.
    """
    short = np.maximum(demand - capacity, 0).sum(1)
    spare = np.maximum(capacity - demand, 0).sum(1)
    together: FloatArray = served_alone(demand, capacity) + np.minimum(short, productivity * spare)
    return together


def served_by_one(link: Link, demand: FloatArray, capacity: FloatArray) -> FloatArray:
    """What one link alone serves more than none, per draw [n_draws]."""
    spare = np.maximum(capacity[link.origin] - demand[:, link.origin], 0)
    short = np.maximum(demand[:, link.target] - capacity[link.target], 0)
    helped: FloatArray = np.minimum(link.productivity * spare, short)
    return helped


def _smallest_cuts(structures: Sequence[Sequence[Link]], demand: FloatArray, capacity: FloatArray) -> FloatArray:
    n = len(capacity)
    sets = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    offsets = np.array([_reaching_capacity(links, sets, capacity) for links in structures])
    found = np.empty((len(structures), len(demand)))
    stride = max(CHUNK_CELLS >> n, 1)
    inside, room = np.zeros((stride, 2**n)), np.empty((stride, 2**n))
    for first in range(0, len(demand), stride):
        part = demand[first : first + stride]
        # Doubling: the sets with a department are those without it, and its demand. No product of matrices, so no
        # threads that wait for each other on a busy machine.
        for k in range(n):
            np.add(inside[: len(part), : 2**k], part[:, k : k + 1], out=inside[: len(part), 2**k : 2 ** (k + 1)])
        for k, offset in enumerate(offsets):
            np.add(inside[: len(part)], offset, out=room[: len(part)])
            found[k, first : first + stride] = room[: len(part)].min(1)
    return found


def _reaching_capacity(links: Sequence[Link], sets: np.ndarray, capacity: FloatArray) -> FloatArray:
    """Capacity that can reach a department outside the set, per set [2^n]."""
    outside = sets == 0
    reaches = outside.copy()
    for link in links:
        reaches[:, link.origin] |= outside[:, link.target]
    reaching: FloatArray = reaches @ capacity
    return reaching


def served_by_programme(links: Sequence[Link], demand: FloatArray, capacity: FloatArray) -> FloatArray:
    """Demand served per draw, by a linear programme warm-started from draw to draw [n_draws].

    Columns are the hours each department gives itself, then the hours on each link; rows are capacity, then demand.
    """
    import highspy

    n = len(capacity)
    links = [link for link in links if link.productivity > UNTOUCHED]
    solver: Any = highspy.Highs()  # its types lack the calls that take arrays
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    infinity = highspy.kHighsInf
    for limit in (*capacity, *demand[0]):
        solver.addRow(-infinity, float(limit), 0, np.empty(0, np.int32), np.empty(0))
    for department in range(n):
        rows = np.array([department, n + department], dtype=np.int32)
        solver.addCol(-1.0, 0.0, infinity, 2, rows, np.ones(2))
    for link in links:
        rows = np.array([link.origin, n + link.target], dtype=np.int32)
        solver.addCol(-link.productivity, 0.0, infinity, 2, rows, np.array([1.0, link.productivity]))
    rows = np.arange(n, 2 * n, dtype=np.int32)
    none = np.full(n, -infinity)
    found = np.empty(len(demand))
    for draw, wanted in enumerate(demand):
        solver.changeRowsBounds(n, rows, none, np.ascontiguousarray(wanted))
        solver.run()
        found[draw] = -solver.getInfo().objective_function_value
    return found
