"""People are not divisible: small departments get whole people, and whole people trained.

The mix in hours is solved first. Then contract hours of every department with fewer than 15 people become whole people
times the hours of one, trained hours whole people times what one can move, and the solution goes on from the cuts it
has.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.mix.benders import WHOLE_GAP_SHARE, Master, Progress, tighten
from houvast.flex.mix.plan import FirstStage, Mix, MixProblem
from houvast.flex.mix.recourse import PricePool

SMALL_DEPARTMENT_PEOPLE = 15


def solve_in_people(
    problem: MixProblem,
    hours_per_person: FloatArray,
    hours_moved_per_person: float,
    gap_share: float = WHOLE_GAP_SHARE,
    progress: Progress | None = None,
) -> tuple[Mix, tuple[str, ...]]:
    """Find the best mix in which small departments have whole people.

    Parameters
    ----------
    problem
        The question.
    hours_per_person
        Contract hours per week of one person [n_departments].
    hours_moved_per_person
        Hours a week one trained person can work elsewhere.
    gap_share
        Proven closeness.
    progress
        Told the round, and the gap in millionths.

    Returns
    -------
    tuple
        The mix, and the departments that were counted in whole people.
    """
    pool = PricePool(len(problem.departments))
    master = Master(problem)
    in_hours = tighten(problem, master, pool, None, gap_share, progress)
    small = np.flatnonzero(in_hours.first.permanent < SMALL_DEPARTMENT_PEOPLE * hours_per_person)
    names = tuple(problem.departments[k] for k in small)
    if len(small) == 0:
        return in_hours, names
    whole = [(master.permanent + int(k), float(hours_per_person[k])) for k in small]
    leaving = [e for e, link in enumerate(problem.links) if link.origin in small]
    whole += [(master.trained + e, hours_moved_per_person) for e in leaving if problem.allows("links")]
    master.make_whole(whole)
    moved = {place - master.trained for place, _ in whole if place >= master.trained}
    start = _rounded(in_hours.first, small, hours_per_person, sorted(moved), hours_moved_per_person)
    return tighten(problem, master, pool, start, gap_share, progress, in_out=1.0), names


def _rounded(
    first: FirstStage, small: np.ndarray, hours_per_person: FloatArray, trained: list[int], hours_moved: float
) -> FirstStage:
    """The nearest whole people, rosters in proportion (which keeps them within the rules), training rounded down."""
    permanent, moved = first.permanent.copy(), first.trained.copy()
    permanent[small] = np.ceil(permanent[small] / hours_per_person[small]) * hours_per_person[small]
    moved[trained] = np.floor(moved[trained] / hours_moved) * hours_moved
    planned = first.planned * np.divide(
        permanent, first.permanent, out=np.ones_like(permanent), where=first.permanent > 0
    )
    return replace(first, permanent=permanent, planned=planned, trained=moved)
