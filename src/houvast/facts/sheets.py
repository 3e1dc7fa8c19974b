"""Read a YAML file and hold it against a JSON schema: every fault with file, line and key, all at once.

A schema is the one description of a form, and other programs can use it too. What it cannot say, such as that a path
names a fact that exists, is for the reader of that kind of file.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from houvast.facts.located import Faults, Located, read_yaml
from houvast.vocabulary.errors import Both, Place, nearest

LARGEST_BYTES = 1_000_000
"""A file somebody wrote by hand is smaller; a larger one is refused before it is read."""
_WHOLE = re.compile(r"[-+]?\d+")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_FLAGS = {"true": True, "false": False}
_TYPES = {
    "object": Both("een lijst van sleutels en waarden", "a list of keys and values"),
    "array": Both("een lijst", "a list"),
    "string": Both("een tekst", "a text"),
    "number": Both("een getal", "a number"),
    "integer": Both("een heel getal", "a whole number"),
}
_OTHER_FORM = Both("iets van een andere vorm", "something of another form")
_SOMETHING = Both("een tekst die iets zegt", "a text that says something")
_UNBOUNDED = Both("onbeperkt veel", "any number of")


@dataclass(frozen=True)
class Sheet:
    """The contents of a file: plain values, and for each of them its place."""

    file: str
    value: Any
    root: Located

    def place(self, *keys: str | int) -> Place:
        """Return where the value under `keys` stands, or the nearest place above it."""
        node = self.root
        for key in keys:
            inner: Located | None = None
            if isinstance(key, int) and node.items is not None and key < len(node.items):
                inner = node.items[key]
            elif node.mapping is not None:
                inner = node.mapping.get(str(key))
            if inner is None:
                break
            node = inner
        return Place(self.file, node.place.line, ".".join(str(key) for key in keys) or None)


def read_sheet(path: Path, name: str, schema: Path, faults: Faults, part: str = "") -> Sheet | None:
    """Read a YAML file and check its form.

    Parameters
    ----------
    path
        The file.
    name
        What it is called in messages.
    schema
        The JSON schema.
    faults
        Collects what is wrong: `files.*`, `facts.not_yaml`, `facts.alias`, `facts.duplicate_key`, `sheets.*`.
    part
        A key under `$defs`, for a schema that describes several kinds of files.

    Returns
    -------
    Sheet or None
        None when anything is wrong with its form.
    """
    before = len(faults.problems)
    if path.is_file() and path.stat().st_size > LARGEST_BYTES:
        faults.add("sheets.too_large", Place(name), found=path.stat().st_size, expected=LARGEST_BYTES)
        return None
    root = read_yaml(path, name, faults)
    if root is None or len(faults.problems) > before:
        return None
    sheet = Sheet(name, plain(root), root)
    for error in _validator(schema, part).iter_errors(sheet.value):
        _note(error, sheet, faults)
    return sheet if len(faults.problems) == before else None


def plain(node: Located) -> Any:
    """Return a value as plain lists, mappings, numbers, flags and texts; what stands in quotes is a text."""
    if node.mapping is not None:
        return {key: plain(value) for key, value in node.mapping.items()}
    if node.items is not None:
        return [plain(each) for each in node.items]
    text = str(node.value)
    if node.quoted:
        return text
    if node.is_null:
        return None
    if text in _FLAGS:
        return _FLAGS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


@cache
def _validator(schema: Path, part: str) -> Draft202012Validator:
    found = json.loads(schema.read_text(encoding="utf-8"))
    return Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": found["$defs"]} if part else found)


def _note(error: ValidationError, sheet: Sheet, faults: Faults) -> None:
    where = sheet.place(*error.absolute_path)
    found: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    match error.validator:
        case "required":
            # One error per missing key: the message names it first.
            missing = next(key for key in rule if key not in found and error.message.startswith(repr(key)))
            faults.add("sheets.key_missing", where, expected=missing)
        case "additionalProperties":
            for key, known in _unknown_keys(error):
                place = sheet.place(*error.absolute_path, key)
                faults.add("sheets.key_unknown", place, found=key, known=known, suggestion=nearest(key, known))
        case "enum":
            known = [str(each) for each in rule]
            suggestion = nearest(str(found), known)
            faults.add("sheets.unknown", where, found=_shown(found), known=known, suggestion=suggestion)
        case "minimum" | "maximum":
            ends = {"low": schema.get("minimum", ""), "high": schema.get("maximum", _UNBOUNDED)}
            faults.add("sheets.bounds", where, found=found, **ends)
        case "minItems" | "maxItems" | "minProperties" | "maxProperties":
            low = schema.get("minItems", schema.get("minProperties", 0))
            high = schema.get("maxItems", schema.get("maxProperties", _UNBOUNDED))
            faults.add("sheets.count", where, low=low, high=high, found=len(found))
        case _:
            faults.add("sheets.wrong_form", where, expected=_expected(error), found=_shown(found))


def _unknown_keys(error: ValidationError) -> Iterator[tuple[str, list[str]]]:
    schema: Any = error.schema
    known = list(schema.get("properties", {}))
    patterns: Sequence[str] = list(schema.get("patternProperties", {}))
    found: Any = error.instance
    for key in found:
        if key not in known and not any(re.search(pattern, key) for pattern in patterns):
            yield key, known or list(patterns)


def _expected(error: ValidationError) -> Both:
    """Return what belongs here: as the schema says it in two languages, else by its type."""
    schema: Any = error.schema
    said: Mapping[str, str] = schema.get("x-expected", {})
    if said:
        return Both(said["nl"], said["en"])
    if error.validator == "minLength":
        return _SOMETHING
    return _TYPES.get(str(error.validator_value), _OTHER_FORM)


def _shown(found: object) -> object:
    if isinstance(found, dict):
        return Both("een lijst van sleutels", "a list of keys")
    return Both(f"een lijst van {len(found)}", f"a list of {len(found)}") if isinstance(found, list) else found
