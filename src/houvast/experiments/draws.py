"""Draws: what is not known of the facts, varied from one run to the next.

A draw holds two things. One place in the surviving set of the fit: values of the fitted facts that go with the
published figures about as well as the central ones do. And a place in the spread of the measures of exposure to
technology, which published figures say nothing about. The first draw has the mean exposure; a single draw is the
central one, with the best fit too.

Places in the spread follow the golden ratio from the middle on (a Kronecker sequence): however many there are, they
lie about evenly over the spread, one more moves none of those before, and they do not run along with the fit.
"""

from __future__ import annotations

from math import sqrt

from houvast.experiments.baseline.knobs import with_values
from houvast.experiments.baseline.survivors import Survivors, along_line, turned_to
from houvast.facts.lookup import Facts
from houvast.vocabulary.months import month_stamp

GOLDEN_RATIO = (1.0 + sqrt(5.0)) / 2.0
MIDDLE = 1.0 / 2.0


def places_of_draws(survivors: Survivors, n_draws: int) -> list[int]:
    """Return places of so many draws in the surviving set, spread over it; the best alone when one is asked.

    Parameters
    ----------
    survivors
        The surviving set, best first.
    n_draws
        At most as many as the set holds.
    """
    if n_draws == 1:
        return [0]
    found = [int(place) for place in along_line(survivors, n_draws)]
    others = [place for place in range(len(survivors.misfit)) if place not in found]
    return sorted([*found, *others[: n_draws - len(found)]])


def exposure_position(number: int) -> float:
    """Return where a draw stands in the spread of measures of exposure: -1 lowest, 0 mean, 1 highest.

    Parameters
    ----------
    number
        Number of the draw, from 1 on.

    Examples
    --------
    >>> [round(exposure_position(number), 2) for number in (1, 2, 3, 4)]
    [0.0, -0.76, 0.47, -0.29]
    """
    return 2.0 * ((MIDDLE + (number - 1) * GOLDEN_RATIO) % 1.0) - 1.0


def drawn(facts: Facts, start: str, survivors: Survivors, place: int, number: int) -> Facts:
    """Return the facts under one draw.

    Parameters
    ----------
    facts
        The central ones; they stay as they are.
    start
        First month of the run, as year-month.
    survivors, place
        The surviving set, and the place in it.
    number
        Number of the draw, from 1 on.
    """
    fitted = with_values(facts, turned_to(facts, month_stamp(start), survivors, place))
    return fitted.with_value("exposure_position", exposure_position(number))
