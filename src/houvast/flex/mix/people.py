"""People are not divisible: small departments get whole people, and whole people trained.

The mix in hours is solved first. Then contract hours of every department with fewer than 15 people become whole people
times the hours of one, trained hours whole people times what one can move, and the solution goes on from the cuts it has.
"""

from __future__ import annotations

import numpy as np

from houvast.flex.demand import FloatArray
from houvast.flex.mix.benders import Master, Progress, tighten, first_guess, solve_mix
from houvast.flex.mix.plan import FirstStage, Mix, MixProblem
from houvast.flex.mix.recourse import PricePool

SMALL_DEPARTMENT_PEOPLE = 15
WHOLE_GAP_SHARE = 0.001


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
    in_hours = solve_mix(problem, gap_share, pool)
    small = np.flatnonzero(in_hours.first.permanent < SMALL_DEPARTMENT_PEOPLE * hours_per_person)
    names = tuple(problem.departments[k] for k in small)
    if len(small) == 0:
        return in_hours, names
    master = Master(problem)
    whole = [(master.permanent + int(k), float(hours_per_person[k])) for k in small]
    leaving = [e for e, link in enumerate(problem.links) if link.origin in small]
    whole += [(master.trained + e, hours_moved_per_person) for e in leaving if problem.allows("links")]
    master.make_whole(whole)
    start = _rounded(first_guess(problem), small, hours_per_person)
    mix = tighten(problem, master, pool, start, gap_share, progress, in_out=1.0)
    return mix, names


def _rounded(first: FirstStage, small: np.ndarray, hours_per_person: FloatArray) -> FirstStage:
    """Fixed hours with whole people in small departments."""
    permanent = first.permanent.copy()
    permanent[small] = np.round(permanent[small] / hours_per_person[small]) * hours_per_person[small]
    planned = np.tile(permanent, (len(first.planned), 1))
    return FirstStage(permanent, planned, first.temporary, first.trained, first.pool, first.on_call_minimum)
