"""Hold a measure against facts: every path, name and source it mentions, and every lever at both of its ends."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from houvast.facts.located import Faults, read_yaml
from houvast.facts.lookup import Facts
from houvast.facts.overlay import overlay, path_problem
from houvast.facts.sources import Source, read_sources
from houvast.policies.costs import quantities
from houvast.policies.packages import Package, with_levers
from houvast.policies.parts import EFFECT, Measure
from houvast.policies.resolving import Chosen, name_problem
from houvast.vocabulary.errors import HouvastError, Place, Problem, nearest, problem
from houvast.vocabulary.words import GROUPINGS, OUTCOME_BY_KEY, UNIT_BY_KEY, keys_of

_GROUPINGS = keys_of(GROUPINGS)
SOURCES_FILE = Path(__file__).with_name("sources.yaml")


def check_measure(measure: Measure, facts: Facts) -> tuple[Problem, ...]:
    """Return everything wrong with a measure over given facts; nothing when it can be run.

    Parameters
    ----------
    measure
        Read without faults.
    facts
        Over which it is laid with its levers as given, and with each of them at its lowest and highest.
    """
    found = [*_words(measure), *_sources(measure, facts), *_names(measure, facts), *_unused(measure)]
    if not found:
        found.extend(_ends(measure, facts))
    return tuple(dict.fromkeys(found))


def settings(measure: Measure) -> Iterator[Chosen]:
    """Yield a measure as given, with each lever at its lowest and at its highest, and with the opposite effect."""
    yield with_levers(measure, {})
    for key, lever in measure.levers.items():
        yield with_levers(measure, {key: lever.low})
        yield with_levers(measure, {key: lever.high})
    yield with_levers(measure, {EFFECT: measure.bounds(EFFECT)[0]})


@cache
def policy_sources() -> Mapping[str, Source]:
    """Return the texts the measures are taken from, by key."""
    faults = Faults()
    return read_sources(read_yaml(SOURCES_FILE, SOURCES_FILE.name, faults), faults) or {}


def _words(measure: Measure) -> Iterator[Problem]:
    """Yield outcomes, groupings and units that are not in the vocabulary."""
    units = [(lever.unit, measure.places[f"levers.{key}"]) for key, lever in measure.levers.items()]
    units += [(each.unit, measure.places[f"parameters.{key}"]) for key, each in measure.parameters.items()]
    units += [(each.unit, each.place) for each in measure.capacity]
    for unit, where in units:
        if unit not in UNIT_BY_KEY:
            yield problem("facts.unknown_unit", where=where, found=unit, suggestion=nearest(unit, UNIT_BY_KEY))
    for outcome in measure.acts_on:
        if outcome not in OUTCOME_BY_KEY:
            where = measure.places[f"acts_on.{outcome}"]
            yield problem(
                "policies.outcome_unknown", where=where, found=outcome, suggestion=nearest(outcome, OUTCOME_BY_KEY)
            )
    for watch in measure.watches:
        if watch.outcome not in OUTCOME_BY_KEY:
            suggestion = nearest(watch.outcome, OUTCOME_BY_KEY)
            yield problem("policies.outcome_unknown", where=watch.place, found=watch.outcome, suggestion=suggestion)
        if watch.group_by not in _GROUPINGS:
            suggestion = nearest(watch.group_by, _GROUPINGS)
            yield problem(
                "sheets.unknown", where=watch.place, found=watch.group_by, known=_GROUPINGS, suggestion=suggestion
            )


def _sources(measure: Measure, facts: Facts) -> Iterator[Problem]:
    known = (*facts.sources, *policy_sources())
    for evidence in measure.evidence:
        yield from _source(evidence.source, known, evidence.place)
        for fact in evidence.facts:
            fault = path_problem(facts, fact, evidence.place.text())
            if fault is not None:
                yield fault
    for key, parameter in measure.parameters.items():
        yield from _source(parameter.source, known, measure.places[f"parameters.{key}"])


def _source(found: str, known: tuple[str, ...], where: Place) -> Iterator[Problem]:
    """Yield the fault of a source that is on no list; one's own is told from a slip by its capital."""
    if found not in known and not found[0].isupper():
        yield problem("policies.source_unknown", where=where, found=found, suggestion=nearest(found, known))


def _names(measure: Measure, facts: Facts) -> Iterator[Problem]:
    counted = dict.fromkeys(quantities(), 1.0)
    of_changes = [(rule.value, rule.place) for rule in measure.rules]
    of_lag = [(each, measure.lag.place) for each in (measure.lag.starts_after_months, measure.lag.phase_in_months)]
    of_costs = [(cost.eur_per_year, cost.place) for cost in measure.costs]
    of_needs = [(need.needed, need.place) for need in measure.capacity]
    for rule in measure.rules:
        fault = path_problem(facts, rule.path, rule.place.text())
        if fault is not None:
            yield fault
    for sums, allowed in (((*of_changes, *of_lag), {}), ((*of_costs, *of_needs), counted)):
        for expression, where in sums:
            for name in expression.names:
                fault = name_problem(measure, name, facts, where, allowed)
                if fault is not None:
                    yield fault


def _unused(measure: Measure) -> Iterator[Problem]:
    expressions = [
        *(rule.value for rule in measure.rules),
        measure.lag.starts_after_months,
        measure.lag.phase_in_months,
        *(cost.eur_per_year for cost in measure.costs),
        *(need.needed for need in measure.capacity),
    ]
    used = {name for each in expressions for name in each.names}
    for part in ("levers", "parameters"):
        for key in getattr(measure, part):
            if key not in used and not measure.structural:
                yield problem("policies.lever_unused", where=measure.places[f"{part}.{key}"], found=key)


def _ends(measure: Measure, facts: Facts) -> Iterator[Problem]:
    for chosen in settings(measure):
        try:
            overlay(facts, Package((chosen,)).changes(facts))
        except HouvastError as fault:
            for each in fault.problems:
                where = dict(each.values).get("where")
                located = isinstance(where, Place)
                yield each if located else _located(each, measure, chosen)


def _located(fault: Problem, measure: Measure, chosen: Chosen) -> Problem:
    """Return a fault of a value, which knows only the fact, with the file and the levers at which it shows."""
    text = f"{measure.file} ({chosen.levers_text}): {fault.where}"
    return replace(fault, values=tuple((key, text if key == "where" else value) for key, value in fault.values))
