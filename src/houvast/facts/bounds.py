"""The bounds a unit sets: no share above one, no negative number of people."""

from math import isinf

from houvast.facts.fields import Names
from houvast.vocabulary.errors import Place, Problem, problem
from houvast.vocabulary.units import Unit


def outside_unit(unit: Unit, name: str, value: float, where: Place | str) -> Problem:
    """Return the problem of a value that does not fit its unit.

    Parameters
    ----------
    unit
        The unit, with the smallest and largest value that make sense in it.
    name
        The fact, and the group when the fact is given by group.
    value
        The value found.
    where
        Its place.
    """
    said = Names(unit.nl, unit.en)
    if isinf(unit.maximum):
        return problem("facts.below_unit", where=where, name=name, low=unit.minimum, unit=said, found=value)
    ends = {"low": unit.minimum, "high": unit.maximum}
    return problem("facts.outside_unit", where=where, name=name, unit=said, found=value, **ends)
