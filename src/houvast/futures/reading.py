"""Read a file of futures: YAML held against a JSON schema, every fault with file, line and key.

The schema (`schema.json`) is the one description of the form; it serves other programs as well. What it cannot say, such as
that a scenario may only name levers that exist, is checked in `folder`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from houvast.facts.located import Faults, Located, read_yaml
from houvast.vocabulary.errors import Both, Place, nearest

SCHEMA = Path(__file__).with_name("schema.json")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_WHOLE = re.compile(r"[-+]?\d+")
_TYPES = {
    "object": Both("een lijst van sleutels en waarden", "a list of keys and values"),
    "array": Both("een lijst", "a list"),
    "string": Both("een tekst", "a text"),
    "number": Both("een getal", "a number"),
    "integer": Both("een heel getal", "a whole number"),
}
_OTHER_FORM = Both("iets van een andere vorm", "something of another form")
_UNBOUNDED = Both("onbeperkt veel", "any number of")


class Sheet(NamedTuple):
    """The contents of a file: plain values, and for each of them its place."""

    file: str
    value: Any
    root: Located

    def place(self, *keys: str | int) -> Place:
        """Return where the value under `keys` stands, or the nearest place above it."""
        return _place(self.file, self.root, keys)


def read_sheet(path: Path, kind: str, faults: Faults) -> Sheet | None:
    """Read a file and hold it against the part of the schema called `kind`.

    Parameters
    ----------
    path
        The file.
    kind
        A key under `$defs` in `schema.json`.
    faults
        Collects what is wrong: `files.*`, `facts.not_yaml`, `facts.duplicate_key`, `futures.*`.

    Returns
    -------
    Sheet or None
        None when anything is wrong with its form.
    """
    before = len(faults.problems)
    root = read_yaml(path, path.name, faults)
    if root is None:
        return None
    sheet = Sheet(path.name, _plain(root), root)
    for error in _validator(kind).iter_errors(sheet.value):
        _note(error, sheet, faults)
    return sheet if len(faults.problems) == before else None


@cache
def _validator(kind: str) -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator({"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})


def _plain(node: Located) -> Any:
    """Return the value as plain lists, mappings, numbers and texts; what stands in quotes is a text."""
    if node.mapping is not None:
        return {key: _plain(value) for key, value in node.mapping.items()}
    if node.items is not None:
        return [_plain(each) for each in node.items]
    text = str(node.value)
    if node.quoted:
        return text
    if node.is_null:
        return None
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _place(file: str, root: Located, keys: Sequence[str | int]) -> Place:
    node = root
    for key in keys:
        inner: Located | None = None
        if isinstance(key, int) and node.items is not None and key < len(node.items):
            inner = node.items[key]
        elif node.mapping is not None:
            inner = node.mapping.get(str(key))
        if inner is None:
            break
        node = inner
    return Place(file, node.place.line, ".".join(str(key) for key in keys) or None)


def _note(error: ValidationError, sheet: Sheet, faults: Faults) -> None:
    where = sheet.place(*error.absolute_path)
    found = error.instance
    rule: Any = error.validator_value
    match error.validator:
        case "required":
            # One error per missing key: the message names it first.
            missing = next(key for key in rule if key not in found and error.message.startswith(repr(key)))
            faults.add("futures.key_missing", where, expected=missing)
        case "additionalProperties" | "propertyNames" | "unevaluatedProperties":
            for key, known in _unknown_keys(error):
                place = sheet.place(*error.absolute_path, key)
                faults.add("futures.key_unknown", place, found=key, known=known, suggestion=nearest(key, known))
        case "enum":
            known = [str(each) for each in rule]
            faults.add(
                "futures.unknown", where, found=_shown(found), known=known, suggestion=nearest(str(found), known)
            )
        case "minimum" | "maximum":
            low, high = error.schema.get("minimum", ""), error.schema.get("maximum", "")
            faults.add("futures.bounds", where, low=low, high=high, found=found)
        case "minItems" | "maxItems" | "minProperties" | "maxProperties":
            low = error.schema.get("minItems", error.schema.get("minProperties", 0))
            high = error.schema.get("maxItems", error.schema.get("maxProperties", _UNBOUNDED))
            faults.add("futures.count", where, low=low, high=high, found=len(found))
        case _:
            faults.add("futures.wrong_form", where, expected=_expected(error), found=_shown(found))


def _unknown_keys(error: ValidationError) -> Iterator[tuple[str, list[str]]]:
    if error.validator == "propertyNames" or isinstance(error.instance, str):
        yield str(error.instance), []
        return
    known = list(error.schema.get("properties", {}))
    patterns = list(error.schema.get("patternProperties", {}))
    for key in error.instance:
        if key not in known and not any(re.search(pattern, key) for pattern in patterns):
            yield key, known or patterns


def _expected(error: ValidationError) -> Both:
    """Return what belongs here: as the schema says it in two languages, else by its type."""
    said: Mapping[str, str] = error.schema.get("x-expected", {})
    if said:
        return Both(said["nl"], said["en"])
    return _TYPES.get(str(error.validator_value), _TYPES["string"] if error.validator == "minLength" else _OTHER_FORM)


def _shown(found: object) -> object:
    if isinstance(found, dict):
        return Both("een lijst van sleutels", "a list of keys")
    return Both(f"een lijst van {len(found)}", f"a list of {len(found)}") if isinstance(found, list) else found
