"""Tell a measure in plain values: what it moves from where to where, its levers, cost, capacity, lag and evidence.

Screens, documents and other programs (`--json`) all tell the same from here.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from houvast.facts.entries import Entry
from houvast.facts.fields import Names
from houvast.facts.lookup import Facts
from houvast.facts.overlay import LAST_YEAR, Change, cells_of, overlay
from houvast.policies.costs import PAYERS
from houvast.policies.packages import Package
from houvast.policies.parts import EFFECT, EFFECT_HIGH, EFFECT_LOW, Measure
from houvast.policies.resolving import Chosen, dates_of
from houvast.vocabulary.words import OUTCOME_BY_KEY, UNIT_BY_KEY

SEED_TITLES = {
    "000": Names("Het betere werk (WRR)", "Better work (WRR)"),
    "002": Names("In wat voor land willen wij werken (TNO)", "What country do we want to work in (TNO)"),
    "003": Names("Robotisering en digitalisering (kabinet)", "Robotisation and digitalisation (cabinet)"),
}
"""The texts the given measures come from, by number."""


def described(chosen: Chosen, facts: Facts, language: str) -> dict[str, Any]:
    """Return everything about a measure as plain values, in one language.

    Parameters
    ----------
    chosen
        A measure with its levers.
    facts
        Over which the values before and after are read.
    language
        `nl` or `en`.
    """
    measure = chosen.measure
    return {
        "key": measure.key,
        "file": measure.file,
        "name": measure.name.text(language),
        "summary": measure.summary.text(language),
        "mechanism": measure.mechanism.text(language),
        "seed": measure.seed,
        "seed_title": seed_title(measure, language),
        "recommendation": _text(measure.recommendation, language),
        "changes": _changes(chosen, facts, language),
        "structural": measure.structural,
        "watches": [_watch(each, language) for each in measure.watches],
        "levers": _levers(chosen, language),
        "parameters": _parameters(measure, language),
        "lag": {
            "starts_after_months": measure.lag.starts_after_months.text,
            "phase_in_months": measure.lag.phase_in_months.text,
            "reason": measure.lag.reason.text(language),
        },
        "capacity": [
            {
                "what": each.what.text(language),
                "needed": each.needed.text,
                "unit": _unit(each.unit, language),
                "reason": each.reason.text(language),
            }
            for each in measure.capacity
        ],
        "cost": [
            {
                "payer": PAYERS[each.payer].text(language),
                "what": each.what.text(language),
                "eur_per_year": each.eur_per_year.text,
            }
            for each in measure.costs
        ],
        "acts_on": [
            {"outcome": key, "name": _outcome(key, language), "direction": sign}
            for key, sign in measure.acts_on.items()
        ],
        "conflicts_with": _relations(measure.conflicts_with, language),
        "requires": _relations(measure.requires, language),
        "evidence": [
            {
                "grade": each.grade,
                "of": each.of,
                "says": each.says.text(language),
                "source": each.source,
                "facts": [_fact_value(facts, name) for name in each.facts],
            }
            for each in measure.evidence
        ],
    }


def seed_title(measure: Measure, language: str) -> str:
    """Return the title of the text a measure comes from; empty for a measure of one's own."""
    return SEED_TITLES[measure.seed].text(language) if measure.seed in SEED_TITLES else ""


def before_and_after(chosen: Chosen, facts: Facts) -> list[tuple[Change, tuple[float, float], tuple[float, float]]]:
    """Return the changes of a measure, with the lowest and highest value of what each moves before and at the end.

    The end is 1 January of the last year that is followed, or the last day of the change.
    """
    changes = Package((chosen,)).changes(facts)
    laid = overlay(facts, changes)
    found = []
    for change in changes:
        end = min(change.until or date.max, date(LAST_YEAR, 1, 1))
        found.append((change, _ends(facts, change.path, end), _ends(laid, change.path, end)))
    return found


def beside(chosen: Chosen, today: Facts, then: Facts, language: str) -> list[dict[str, Any]]:
    """Return what the levers of a measure move and what its costs rest on, in the facts of today and in a future.

    What a cost comes to in euros is known only after a run, for its sum counts people of that run; here stand the
    facts that it names, on 1 January of the last year that is followed.

    Parameters
    ----------
    chosen
        A measure with its levers.
    today, then
        The facts, and the facts with the future laid over them.
    language
        `nl` or `en`.

    Returns
    -------
    list of dict
        `of` (lever or cost), `path`, `unit`, and of today and then the lowest and highest value; for a lever before and
        after the measure, for a cost the same twice.
    """
    moved = (before_and_after(chosen, facts) for facts in (today, then))
    rows = [("lever", first[0].path, *first[1:], *second[1:]) for first, second in zip(*moved, strict=True)]
    names = dict.fromkeys(name for cost in chosen.measure.costs for name in cost.eur_per_year.names)
    day = date(LAST_YEAR, 1, 1)
    for name in names:
        if name.partition(".")[0] in today.names():
            now, later = _ends(today, name, day), _ends(then, name, day)
            rows.append(("cost", name, now, now, later, later))
    keys = ("before_today", "after_today", "before_then", "after_then")
    return [
        {"of": of, "path": path, "unit": _unit(today.entry(path.partition(".")[0]).unit, language)}
        | dict(zip(keys, values, strict=True))
        for of, path, *values in rows
    ]


def _changes(chosen: Chosen, facts: Facts, language: str) -> list[dict[str, Any]]:
    reasons = {rule.path: rule for rule in chosen.measure.rules}
    found = []
    for change, before, after in before_and_after(chosen, facts):
        entry: Entry = facts.entry(change.fact)
        rule = reasons.get(change.path)
        found.append(
            {
                "path": change.path,
                "name": entry.name.text(language),
                "unit": _unit(entry.unit, language),
                "merge": change.merge,
                "from": change.begins.isoformat(),
                "full_from": (dates_of(chosen, rule, facts)[1] if rule else change.begins).isoformat(),
                "to": change.until.isoformat() if change.until else "open",
                "before": before,
                "after": after,
                "sum": rule.value.text if rule else "",
                "reason": rule.reason.text(language) if rule else "",
            }
        )
    return found


def _ends(facts: Facts, path: str, day: date) -> tuple[float, float]:
    entry = facts.entry(path.partition(".")[0])
    values = (entry.at(day) or entry.first).value[cells_of(facts, path) or ...]
    return float(np.nanmin(values)), float(np.nanmax(values))


def _levers(chosen: Chosen, language: str) -> list[dict[str, Any]]:
    found = [
        {
            "key": lever.key,
            "name": lever.name.text(language),
            "unit": _unit(lever.unit, language),
            "low": lever.low,
            "high": lever.high,
            "default": lever.default,
            "value": chosen.levers[lever.key],
            "at_low": lever.at_low.text(language),
            "at_high": lever.at_high.text(language),
        }
        for lever in chosen.measure.levers.values()
    ]
    if chosen.levers[EFFECT] != EFFECT_HIGH:
        value = chosen.levers[EFFECT]
        ends = {"low": EFFECT_LOW, "high": EFFECT_HIGH, "default": EFFECT_HIGH, "value": value}
        found.append({"key": EFFECT, "name": EFFECT, "unit": "", "at_low": "", "at_high": "", **ends})
    return found


def _parameters(measure: Measure, language: str) -> list[dict[str, Any]]:
    return [
        {
            "key": each.key,
            "name": each.name.text(language),
            "unit": _unit(each.unit, language),
            "value": each.value,
            "range": [each.low, each.high],
            "status": each.status,
            "source": each.source,
            "reason": each.reason,
        }
        for each in measure.parameters.values()
    ]


def _watch(watch: Any, language: str) -> dict[str, Any]:
    bounds = {name: getattr(watch, name) for name in ("at_least", "at_most", "largest_gap")}
    said = {name: bound for name, bound in bounds.items() if bound is not None}
    return {
        "outcome": watch.outcome,
        "name": _outcome(watch.outcome, language),
        "group_by": watch.group_by,
        **said,
        "reason": watch.reason.text(language),
    }


def _relations(relations: Sequence[Any], language: str) -> list[Mapping[str, str]]:
    return [{"measure": each.measure, "reason": each.reason.text(language)} for each in relations]


def _fact_value(facts: Facts, name: str) -> dict[str, Any]:
    entry = facts.entry(name)
    value = entry.latest.value
    return {
        "fact": name,
        "value": float(value) if value.ndim == 0 else value.tolist(),
        "source": list(entry.latest.source),
    }


def _unit(key: str, language: str) -> str:
    return UNIT_BY_KEY[key].name(language) if key in UNIT_BY_KEY else key


def _outcome(key: str, language: str) -> str:
    return OUTCOME_BY_KEY[key].name(language) if key in OUTCOME_BY_KEY else key


def _text(names: Names | None, language: str) -> str:
    return names.text(language) if names is not None else ""
