"""Read a fact file: the facts of one subject, every rule of the form checked.

The rules: names in two languages; a unit of the closed list; classifications that exist; every value under
a date, with source, status and a number per group; a measured or estimated value names its period and how far
it can be trusted; an assumed or calibrated one its range; an assumed one what would measure it; what is only
known from memory (own_knowledge) is assumed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from houvast.facts.bounds import outside_unit
from houvast.facts.classifications import Classification, of_folder
from houvast.facts.entries import DatedValue, Entry, FloatArray
from houvast.facts.fields import Fields, Names
from houvast.facts.located import Faults, Located
from houvast.facts.sources import Source
from houvast.facts.tables import Tables
from houvast.facts.values import Cells, Shape, read_range, read_value
from houvast.vocabulary.errors import nearest
from houvast.vocabulary.words import CONFIDENCES, STATUSES, UNIT_BY_KEY, keys_of

_FILE_KEYS = ("subject", "name", "facts")
_FACT_KEYS = ("name", "unit", "by", "values")
_OPTIONAL_FACT_KEYS = ("description", "allow_missing")
_VALUE_KEYS = ("source", "status", "value")
_KEYS_OF_A_PUBLISHED_VALUE = ("period", "confidence")
_OPTIONAL_VALUE_KEYS = ("period", "confidence", "range", "would_be_measured_by", "note")
_PUBLISHED = ("measured", "estimated")
_FACT_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class FactFiles:
    """Reads the fact files of one folder into `entries`; faults are collected."""

    classifications: Mapping[str, Classification]
    sources: Mapping[str, Source] | None
    tables: Tables
    faults: Faults
    entries: dict[str, Entry] = field(default_factory=dict)
    subjects: dict[str, Names] = field(default_factory=dict)

    def read(self, root: Located, file: str) -> None:
        """Read one file: its subject, its name and its facts."""
        fields = Fields(file, root, self.faults)
        if not fields.check_keys(_FILE_KEYS, ("description",)):
            return
        subject = fields.text("subject") or ""
        name = fields.names("name")
        if subject and name:
            self.subjects[subject] = name
        facts = fields.get("facts")
        if facts is None or not Fields("facts", facts, self.faults).check_keys(facts.mapping or ()):
            return
        for key, node in (facts.mapping or {}).items():
            self._read_fact(key, node, subject)

    def _read_fact(self, key: str, node: Located, subject: str) -> None:
        if not _FACT_NAME.fullmatch(key):
            self.faults.add("facts.bad_fact_name", node.place, found=key or None)
        if key in self.entries:
            self.faults.add("facts.duplicate_fact", node.place, found=key, first=self.entries[key].place)
            return
        fields = Fields(key, node, self.faults)
        if not fields.check_keys(_FACT_KEYS, _OPTIONAL_FACT_KEYS):
            return
        name = fields.names("name")
        description = fields.names("description")
        unit = fields.word("unit", UNIT_BY_KEY, "facts.unknown_unit")
        by = self._classifications(fields)
        if by is None:
            return
        shape = Shape(key, by, fields.flag("allow_missing"), self.tables, self.faults)
        values = self._read_values(fields, shape, unit)
        if values and name and unit:
            self.entries[key] = Entry(
                key,
                subject,
                name,
                unit,
                tuple(each.name for each in by),
                values,
                node.place,
                description,
                shape.allow_missing,
            )

    def _classifications(self, fields: Fields) -> tuple[Classification, ...] | None:
        before = len(self.faults.problems)
        found = []
        for each in fields.texts("by"):
            known = self.classifications.get(each.text or "")
            if known is None:
                suggestion = nearest(each.text or "", self.classifications)
                self.faults.add(
                    "facts.unknown_classification",
                    each.place,
                    found=each.text,
                    expected=of_folder(self.classifications),
                    suggestion=suggestion,
                )
            else:
                found.append(known)
        return tuple(found) if len(self.faults.problems) == before else None

    def _read_values(self, fields: Fields, shape: Shape, unit: str | None) -> tuple[DatedValue, ...]:
        node = fields.get("values")
        if node is None or not Fields(f"{fields.name}, values", node, self.faults).check_keys(node.mapping or ()):
            return ()
        if not node.mapping:
            self.faults.add("facts.no_values", node.place, name=fields.name)
        found = []
        for day_text, value_node in (node.mapping or {}).items():
            day = _iso_date(day_text)
            if day is None:
                self.faults.add("facts.bad_date", value_node.place, found=day_text or None)
            read = self._read_dated(value_node, shape, unit, day or date.min)
            if read is not None:
                found.append(read)
        return tuple(sorted(found, key=lambda each: each.valid_from))

    def _read_dated(self, node: Located, shape: Shape, unit: str | None, day: date) -> DatedValue | None:
        fields = Fields(shape.name, node, self.faults)
        if not fields.check_keys(_VALUE_KEYS, _OPTIONAL_VALUE_KEYS):
            return None
        status = fields.word("status", keys_of(STATUSES), "facts.unknown_status")
        confidence = fields.word("confidence", keys_of(CONFIDENCES), "facts.unknown_confidence")
        source = self._source_keys(fields)
        value_node, range_node = fields.get("value"), fields.get("range")
        cells = None if value_node is None else read_value(value_node, shape)
        ends = None if range_node is None else read_range(range_node, shape)
        self._check_provenance(fields, status, confidence)
        if cells is None or status is None:
            return None
        self._check_unit_bounds(cells, shape, unit)
        if ends is not None:
            self._check_range(cells, ends, shape, status)
        return DatedValue(
            valid_from=day,
            value=_read_only(cells.values),
            source=source,
            status=status,
            place=node.place,
            period=fields.text("period") or "",
            confidence=confidence or "",
            low=None if ends is None else _read_only(ends[0]),
            high=None if ends is None else _read_only(ends[1]),
            would_be_measured_by=fields.text("would_be_measured_by") or "",
            note=fields.text("note") or "",
        )

    def _source_keys(self, fields: Fields) -> tuple[str, ...]:
        node = fields.get("source")
        if node is not None and node.items == []:
            self.faults.add("facts.source_missing", node.place, name=fields.name)
        found = fields.texts("source")
        for each in found:
            if self.sources is not None and each.text not in self.sources:
                suggestion = nearest(each.text or "", self.sources)
                self.faults.add("facts.unknown_source", each.place, found=each.text, suggestion=suggestion)
        return tuple(each.text or "" for each in found)

    def _check_provenance(self, fields: Fields, status: str | None, confidence: str | None) -> None:
        place, name = fields.node.place, fields.name
        if status in _PUBLISHED:
            for key in _KEYS_OF_A_PUBLISHED_VALUE:
                if fields.get(key) is None:
                    self.faults.add("facts.missing_key", place, name=f"{name} ({status})", expected=key)
        elif status is not None and fields.get("range") is None:
            self.faults.add("facts.range_missing", place, name=name, status=status)
        if status == "assumed" and fields.get("would_be_measured_by") is None:
            self.faults.add("facts.measure_missing", place, name=name)
        if confidence == "own_knowledge" and status not in (None, "assumed"):
            self.faults.add("facts.own_knowledge_not_assumed", place, name=name, found=status)

    def _check_unit_bounds(self, cells: Cells, shape: Shape, unit_key: str | None) -> None:
        unit = UNIT_BY_KEY.get(unit_key or "")
        if unit is None:
            return
        outside = (cells.values < unit.minimum) | (cells.values > unit.maximum)
        for where in np.argwhere(outside):
            at = tuple(where)
            fault = outside_unit(unit, _cell_name(shape, at), float(cells.values[at]), cells.places[at])
            self.faults.problems.append(fault)

    def _check_range(self, cells: Cells, ends: tuple[FloatArray, FloatArray], shape: Shape, status: str) -> None:
        low, high = ends
        for where in np.argwhere((cells.values < low) | (cells.values > high)):
            at = tuple(where)
            self.faults.add(
                "facts.outside_range",
                cells.places[at],
                name=_cell_name(shape, at),
                low=float(low[at]),
                high=float(high[at]),
                found=float(cells.values[at]),
            )
        if status not in _PUBLISHED:
            for where in np.argwhere(np.isnan(low) & ~np.isnan(cells.values)):
                at = tuple(where)
                self.faults.add(
                    "facts.range_missing",
                    cells.places[at],
                    name=_cell_name(shape, at),
                    status=status,
                )


def _cell_name(shape: Shape, where: tuple[int, ...]) -> str:
    groups = [c.keys[code] for c, code in zip(shape.classifications, where, strict=True)]
    return f"{shape.name} ({', '.join(groups)})" if groups else shape.name


def _iso_date(text: str) -> date | None:
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_only(values: FloatArray) -> FloatArray:
    values.setflags(write=False)
    return values
