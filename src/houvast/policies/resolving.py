"""From a measure with its levers set to the changes it lays over given facts.

A number comes in along a straight line during the lag: from nothing (a factor of one, an addition of zero) to all of
it. Money of a year grows with the fact its index names; that is reckoned over facts on which everything else of the
package has been laid, so that it does not matter who comes first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib import import_module

import numpy as np

from houvast.facts.lookup import Facts
from houvast.facts.overlay import ADD, LAST_YEAR, SCALE, Change, cells_of, path_problem
from houvast.policies.expressions import Expression
from houvast.policies.parts import EFFECT, Index, Measure, Rule
from houvast.vocabulary.errors import Both, HouvastError, Place, Problem, nearest, problem
from houvast.vocabulary.months import MONTHS_PER_YEAR
from houvast.vocabulary.units import UNIT_BY_KEY

LONGEST_LAG_MONTHS = 240
NEUTRAL = {SCALE: 1.0, ADD: 0.0}
STRUCTURAL_PACKAGE = "houvast.policies."
_KINDS = Both("knop, parameter, feit of grootheid van een run", "lever, parameter, fact or quantity of a run")


@dataclass(frozen=True)
class Chosen:
    """A measure with each of its levers set."""

    measure: Measure
    levers: Mapping[str, float]

    @property
    def levers_text(self) -> str:
        """The levers and their numbers in one line, for messages."""
        return ", ".join(f"{key}={value:g}" for key, value in self.levers.items())


@dataclass(frozen=True)
class Resolved:
    """A change, where it stands, and whether it grows with a fact."""

    change: Change
    place: Place
    index: Index | None = None


def resolved(chosen: Chosen, facts: Facts) -> tuple[list[Resolved], list[Problem]]:
    """Return the changes of a measure before any money grows, and all that is wrong with them."""
    found: list[Resolved] = []
    problems: list[Problem] = []
    for rule in chosen.measure.rules:
        try:
            found.extend(_of_rule(chosen, rule, facts))
        except HouvastError as fault:
            problems.extend(fault.problems)
    if chosen.measure.structural:
        changes = structural_function(chosen.measure)(facts, chosen.levers)
        found.extend(Resolved(change, chosen.measure.places["structural"]) for change in changes)
    return found, problems


def structural_function(measure: Measure) -> Callable[[Facts, Mapping[str, float]], tuple[Change, ...]]:
    """Return the function that makes changes which data cannot say.

    Raises
    ------
    HouvastError
        `policies.structural`: only functions of `houvast.policies` may be named, for a file may come from anybody.
    """
    module, _, name = measure.structural.partition(":")
    fault = problem("policies.structural", where=measure.places["structural"], found=measure.structural)
    if not module.startswith(STRUCTURAL_PACKAGE):
        raise HouvastError(fault)
    try:
        function: Callable[[Facts, Mapping[str, float]], tuple[Change, ...]] = getattr(import_module(module), name)
    except (ImportError, AttributeError):
        raise HouvastError(fault) from None
    return function


def number_of(
    chosen: Chosen, expression: Expression, facts: Facts, day: date, where: Place, quantities: Mapping[str, float]
) -> float:
    """Return the result of a sum of a measure on a day.

    Raises
    ------
    HouvastError
        `policies.name_unknown`, `policies.fact_by_group` or `policies.divides_by_zero`.
    """
    problems = [
        fault
        for name in expression.names
        if (fault := name_problem(chosen.measure, name, facts, where, quantities)) is not None
    ]
    if problems:
        raise HouvastError(problems)
    found = expression.value(partial(_named, chosen, facts, day, quantities))
    if not np.isfinite(found):
        values = {"levers": chosen.levers_text, "found": expression.text}
        raise HouvastError(problem("policies.divides_by_zero", where=where, **values))
    return found


def name_problem(
    measure: Measure, name: str, facts: Facts, where: Place, quantities: Mapping[str, float]
) -> Problem | None:
    """Return what is wrong with a name in a sum of a measure, or None."""
    known = (*measure.levers, *measure.parameters, *quantities)
    if name in known:
        return None
    fact = name.partition(".")[0]
    if fact not in facts:
        suggestion = nearest(name, (*known, *facts.names()))
        return problem("policies.name_unknown", where=where, found=name, expected=_KINDS, suggestion=suggestion)
    fault = path_problem(facts, name, where.text())
    if fault is not None:
        return fault
    by = facts.entry(fact).by
    if len(cells_of(facts, name)) < len(by):
        return problem("policies.fact_by_group", where=where, found=name, expected=by)
    return None


def _named(chosen: Chosen, facts: Facts, day: date, quantities: Mapping[str, float], name: str) -> float:
    if name in chosen.levers:
        return chosen.levers[name]
    if name in chosen.measure.parameters:
        return chosen.measure.parameters[name].value
    if name in quantities:
        return quantities[name]
    entry = facts.entry(name.partition(".")[0])
    dated = entry.at(day) or entry.first
    return float(dated.value[cells_of(facts, name)])


def _of_rule(chosen: Chosen, rule: Rule, facts: Facts) -> list[Resolved]:
    fault = path_problem(facts, rule.path, rule.place.text())
    if fault is not None:
        raise HouvastError(fault)
    begins, full = dates_of(chosen, rule, facts)
    if rule.until is not None and rule.until < begins:
        return []
    if full > begins and rule.merge not in NEUTRAL:
        raise HouvastError(problem("policies.phase_in", where=rule.place, found=rule.merge))
    knots = tuple((day, _number_on(chosen, rule, facts, day)) for day in _days(chosen, rule, facts, begins, full))
    change = Change(rule.path, rule.merge, knots, chosen.measure.key, rule.until)
    effect = chosen.levers[EFFECT]
    if rule.merge in NEUTRAL:
        floor = -_lowest(facts, rule.path, begins) if rule.merge == ADD else -np.inf
        change = replace(change, knots=tuple(_coming_in(rule.merge, knots, begins, full, effect, floor)))
    elif effect != 1:
        return [Resolved(each, rule.place) for each in _each_cell(facts, change, effect)]
    return [Resolved(change, rule.place, rule.index)]


def _number_on(chosen: Chosen, rule: Rule, facts: Facts, day: date) -> float:
    where = replace(rule.place, key=f"{rule.place.key}, {rule.path}")
    return number_of(chosen, rule.value, facts, day, where, {})


def _days(chosen: Chosen, rule: Rule, facts: Facts, begins: date, full: date) -> list[date]:
    """Return the days on which a number must be reckoned: each year where its sum names a fact that still changes."""
    own = (*chosen.measure.levers, *chosen.measure.parameters)
    named = {name.partition(".")[0] for name in rule.value.names if name not in own}
    moving = any(facts.entry(name).latest.valid_from > begins for name in named & set(facts.names()))
    years = range(begins.year + 1, LAST_YEAR + 1) if moving else ()
    return sorted({begins, full, *(date(year, 1, 1) for year in years)})


def _coming_in(
    merge: str, knots: Sequence[tuple[date, float]], begins: date, full: date, effect: float, floor: float
) -> Iterator[tuple[date, float]]:
    """Yield the knots of a change that comes in along a straight line from its first day until all of it works."""
    neutral = NEUTRAL[merge]
    for day, number in knots:
        part = min(1.0, (day - begins).days / (full - begins).days) if full > begins else 1.0
        moved = _opposed(merge, number, effect)
        moved = max(moved, floor) if moved < 0 < number else moved
        yield day, moved if part == 1 else neutral + part * (moved - neutral)


def _opposed(merge: str, number: float, effect: float) -> float:
    """Return a number with a part of its effect, or with the opposite one."""
    if merge == ADD:
        return effect * number
    return number**effect if number > 0 else 1 + effect * (number - 1)


def _lowest(facts: Facts, path: str, begins: date) -> float:
    """Return how far the groups of a path may fall from a day on before one of them leaves the bounds of its unit."""
    entry = facts.entry(path.partition(".")[0])
    where = cells_of(facts, path) or ...
    held = (entry.at(begins) or entry.first, *(dated for dated in entry.values if dated.valid_from > begins))
    lowest = min(float(np.nanmin(dated.value[where])) for dated in held)
    return lowest - UNIT_BY_KEY[entry.unit].minimum


def _each_cell(facts: Facts, change: Change, effect: float) -> list[Change]:
    """Return a change that sets numbers as one per group, with a part of its effect or the opposite one."""
    entry = facts.entry(change.fact)
    unit = UNIT_BY_KEY[entry.unit]
    begins, number = change.knots[0]
    base = (entry.at(begins) or entry.first).value
    wanted = base.copy()
    where = cells_of(facts, change.path) or ...
    wanted[where] = number if change.merge != "max" else np.maximum(base[where], number)
    moved = np.clip(base + effect * (wanted - base), unit.minimum, unit.maximum)
    keys = [facts.classification(name).keys for name in entry.by]
    return [
        replace(
            change,
            path=".".join((change.fact, *(axis[code] for axis, code in zip(keys, cell, strict=True)))),
            merge="replace",
            knots=((begins, float(moved[tuple(cell)])),),
        )
        for cell in np.argwhere(moved != base)
    ]


def dates_of(chosen: Chosen, rule: Rule, facts: Facts) -> tuple[date, date]:
    """Return the day on which a rule begins to work and the day from which all of it does."""
    lag = chosen.measure.lag
    months = []
    for name, expression in (
        ("starts_after_months", lag.starts_after_months),
        ("phase_in_months", lag.phase_in_months),
    ):
        where = replace(lag.place, key=f"lag.{name}")
        found = number_of(chosen, expression, facts, rule.begins, where, {})
        if not 0 <= found <= LONGEST_LAG_MONTHS:
            values = {"levers": chosen.levers_text, "high": LONGEST_LAG_MONTHS, "found": found}
            raise HouvastError(problem("policies.lag", where=where, **values))
        months.append(round(found))
    begins = months_later(rule.begins, months[0])
    return begins, months_later(begins, months[1])


def months_later(day: date, months: int) -> date:
    """Return the first day of the month so many months after the month of a day; the day itself for none."""
    if not months:
        return day
    years, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    return date(day.year + years, month + 1, 1)


def grown(found: Resolved, facts: Facts) -> Change:
    """Return a change whose money follows its index, from year to year, over facts with all the rest laid on.

    Raises
    ------
    HouvastError
        `policies.index` when the index names no fact with one growth figure.
    """
    index, change = found.index, found.change
    if index is None:
        return change
    if index.follows not in facts or facts.entry(index.follows).by:
        suggestion = nearest(index.follows, facts.names())
        where = replace(found.place, key=f"{found.place.key}, index.follows")
        raise HouvastError(problem("policies.index", where=where, found=index.follows, suggestion=suggestion))
    years = range(change.begins.year + 1, LAST_YEAR + 1)
    days = sorted({day for day, _ in change.knots} | {date(year, 1, 1) for year in years})
    numbers = change.numbers(days).tolist()
    knots = tuple((day, number * _growth(facts, index, day.year)) for day, number in zip(days, numbers, strict=True))
    return replace(change, knots=knots)


def _growth(facts: Facts, index: Index, year: int) -> float:
    """Return how much money of the year of the index has become in another year."""
    entry = facts.entry(index.follows)
    factor = 1.0
    for each in range(min(index.euros_of, year), max(index.euros_of, year)):
        dated = entry.at(date(each + 1, 1, 1)) or entry.first
        factor *= 1 + float(dated.value)
    return factor if year >= index.euros_of else 1 / factor
