"""Build a measure from its file: form by schema, then what a schema cannot say of a single file."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from houvast.facts.fields import Names
from houvast.facts.located import Faults
from houvast.facts.overlay import REPLACE, SCALE
from houvast.facts.sheets import Sheet, read_sheet
from houvast.policies.expressions import Expression, parse_expression
from houvast.policies.parts import (
    EFFECT,
    Capacity,
    Cost,
    Evidence,
    Index,
    Lag,
    Lever,
    Measure,
    Parameter,
    Relation,
    Rule,
    Watch,
)
from houvast.vocabulary.errors import Place

SCHEMA = Path(__file__).with_name("schema.json")
OPEN = "open"
_ZERO = Expression("0", (), parse_expression(0)._tree)  # type: ignore[union-attr]


def read_measure(path: Path, name: str, faults: Faults, *, own: bool) -> Measure | None:
    """Read a measure from a file, or note what is wrong and return None.

    Parameters
    ----------
    path
        The file.
    name
        What it is called in messages, and in the name of a package.
    faults
        Collects what is wrong.
    own
        Whether somebody brought it along.
    """
    before = len(faults.problems)
    sheet = read_sheet(path, name, SCHEMA, faults)
    if sheet is None:
        return None
    measure = _Builder(sheet, faults).measure(own)
    return measure if len(faults.problems) == before else None


class _Builder:
    """Builds the parts of one measure; faults are collected."""

    def __init__(self, sheet: Sheet, faults: Faults) -> None:
        self.sheet = sheet
        self.value: Mapping[str, Any] = sheet.value
        self.faults = faults

    def measure(self, own: bool) -> Measure:
        value = self.value
        return Measure(
            key=value["key"],
            file=self.sheet.file,
            own=own,
            content=json.dumps(value, sort_keys=True),
            name=Names(**value["name"]),
            summary=Names(**value["summary"]),
            mechanism=Names(**value["mechanism"]),
            seed=value.get("seed", ""),
            recommendation=Names(**value["recommendation"]) if "recommendation" in value else None,
            rules=tuple(self._rule(at, each) for at, each in enumerate(value["changes"])),
            structural=value.get("structural", ""),
            places=self._places(),
            watches=tuple(self._watch(at, each) for at, each in enumerate(value.get("watches", []))),
            levers={key: self._lever(key, each) for key, each in value.get("levers", {}).items()},
            parameters={key: self._parameter(key, each) for key, each in value.get("parameters", {}).items()},
            lag=self._lag(value["lag"]),
            capacity=tuple(self._capacity(at, each) for at, each in enumerate(value.get("capacity", []))),
            costs=tuple(self._cost(at, each) for at, each in enumerate(value["cost_channel"])),
            acts_on=dict(value["acts_on"]),
            conflicts_with=self._relations("conflicts_with"),
            requires=self._relations("requires"),
            evidence=tuple(self._evidence(at, each) for at, each in enumerate(value["evidence"])),
        )

    def _places(self) -> dict[str, Place]:
        found = {"key": self.sheet.place("key"), "structural": self.sheet.place("structural")}
        for part in ("levers", "parameters", "acts_on"):
            found |= {f"{part}.{key}": self.sheet.place(part, key) for key in self.value.get(part, {})}
        return found

    def _rule(self, at: int, value: Mapping[str, Any]) -> Rule:
        begins = self._day(value["from"], "changes", at, "from")
        until = None if value["to"] == OPEN else self._day(value["to"], "changes", at, "to")
        if until is not None and until < begins:
            self.faults.add("policies.dates", self.sheet.place("changes", at, "to"), found=value["to"])
        merge = value.get("merge", REPLACE)
        index = Index(**value["index"]) if "index" in value else None
        if index is not None and merge == SCALE:
            self.faults.add("policies.index", self.sheet.place("changes", at, "index"), found=merge, suggestion="")
        return Rule(
            path=value["path"],
            merge=merge,
            begins=begins,
            until=until,
            value=self._expression(value["value"], "changes", at, "value"),
            index=index,
            reason=Names(**value["reason"]),
            place=self.sheet.place("changes", at, "path"),
        )

    def _lever(self, key: str, value: Mapping[str, Any]) -> Lever:
        where = self.sheet.place("levers", key)
        low, default, high = (float(value[name]) for name in ("low", "default", "high"))
        if not low <= default <= high or low >= high:
            self.faults.add("policies.lever_order", where, lever=key, found=(low, default, high))
        if key == EFFECT or key in self.value.get("parameters", {}):
            self.faults.add("policies.lever_reserved", where, found=key, expected=(EFFECT, "parameters"))
        ends = {"at_low": Names(**value["at_low"]), "at_high": Names(**value["at_high"])}
        return Lever(key, Names(**value["name"]), value["unit"], low, high, default, **ends)

    def _parameter(self, key: str, value: Mapping[str, Any]) -> Parameter:
        low, high = map(float, value["range"])
        if not low <= value["value"] <= high:
            where = self.sheet.place("parameters", key, "value")
            self.faults.add("sheets.bounds", where, low=low, high=high, found=value["value"])
        said = {name: value[name] for name in ("unit", "status", "source", "reason")}
        return Parameter(key, Names(**value["name"]), value=float(value["value"]), low=low, high=high, **said)

    def _lag(self, value: Mapping[str, Any]) -> Lag:
        months = {
            name: self._expression(value[name], "lag", name) for name in ("starts_after_months", "phase_in_months")
        }
        return Lag(**months, reason=Names(**value["reason"]), place=self.sheet.place("lag"))

    def _capacity(self, at: int, value: Mapping[str, Any]) -> Capacity:
        needed = self._expression(value["needed"], "capacity", at, "needed")
        place = self.sheet.place("capacity", at, "needed")
        return Capacity(Names(**value["what"]), needed, value["unit"], Names(**value["reason"]), place)

    def _cost(self, at: int, value: Mapping[str, Any]) -> Cost:
        amount = self._expression(value["eur_per_year"], "cost_channel", at, "eur_per_year")
        place = self.sheet.place("cost_channel", at, "eur_per_year")
        return Cost(value["payer"], Names(**value["what"]), amount, place)

    def _watch(self, at: int, value: Mapping[str, Any]) -> Watch:
        bounds = {name: value.get(name) for name in ("at_least", "at_most", "largest_gap")}
        if all(bound is None for bound in bounds.values()):
            self.faults.add("policies.watch_empty", self.sheet.place("watches", at))
        reason, place = Names(**value["reason"]), self.sheet.place("watches", at)
        return Watch(value["outcome"], value["group_by"], **bounds, reason=reason, place=place)

    def _relations(self, name: str) -> tuple[Relation, ...]:
        found: Sequence[Mapping[str, Any]] = self.value.get(name, [])
        return tuple(
            Relation(each["measure"], Names(**each["reason"]), self.sheet.place(name, at))
            for at, each in enumerate(found)
        )

    def _expression(self, written: str | float, *keys: str | int) -> Expression:
        found = parse_expression(written)
        if found is None:
            self.faults.add("policies.expression", self.sheet.place(*keys), found=written)
        return found or _ZERO

    def _day(self, written: str, *keys: str | int) -> date:
        try:
            return date.fromisoformat(written)
        except ValueError:
            self.faults.add("policies.dates", self.sheet.place(*keys), found=written)
            return date.max

    def _evidence(self, at: int, value: Mapping[str, Any]) -> Evidence:
        facts, place = tuple(value.get("facts", ())), self.sheet.place("evidence", at)
        return Evidence(value["grade"], value["of"], Names(**value["says"]), value["source"], facts, place)
