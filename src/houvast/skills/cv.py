"""A CV as a source of suggestions: Europass (JSON or XML) or plain text. Never of skills themselves.

Lines that may be a title of work or a skill are looked up by linking, and the person chooses. Names, addresses and
dates are not read, nothing is kept, and an XML file that declares a document type or entities is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from houvast.vocabulary.errors import HouvastError, problem

MOST_BYTES = 2_000_000
MOST_LINES = 400
LONGEST_LINE = 120
_TITLE_KEYS = re.compile(r"^(position|occupation|jobtitle|positiontitle|title|function|label)$", re.IGNORECASE)
_SKILL_KEYS = re.compile(r"^(skills?|competenc\w*|description|activities|digitalskills?)$", re.IGNORECASE)
_PERSONAL_KEYS = re.compile(
    r"(identification|person|name|address|birth|contact|mail|phone|nationality|gender|photo)", re.IGNORECASE
)
_PERSONAL_LINE = re.compile(
    r"@|https?://|\+?\d[\d\s-]{7,}|\d{4}\s?[A-Z]{2}\b|geboren|birth|nationalit|burgerlijke", re.IGNORECASE
)
_BULLET = re.compile(r"^[\s\-*•·]+|^\d{4}\s*[-–]\s*(\d{4}|heden|now|present)\s*:?\s*")


@dataclass(frozen=True)
class CvLines:
    """Lines of a CV that may be titles of work, and lines that may be skills or tasks."""

    titles: tuple[str, ...]
    tasks: tuple[str, ...]


def read_cv(path: Path) -> CvLines:
    """Read what may be titles and tasks from a CV.

    Raises
    ------
    HouvastError
        `files.missing`, `skills.too_large` or `skills.cv`.
    """
    if not path.is_file():
        raise HouvastError(problem("files.missing", where=str(path)))
    content = path.read_bytes()
    if len(content) > MOST_BYTES:
        raise HouvastError(problem("skills.too_large", where=str(path), most=MOST_BYTES))
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            raise HouvastError(problem("skills.cv", where=str(path), found="0x00"))
        if text.lstrip().startswith(("{", "[")):
            found = list(_of_json(json.loads(text), ""))
        elif text.lstrip().startswith("<"):
            found = list(_of_xml(text))
        else:
            found = [("task" if len(line.split()) > 4 else "title", line) for line in text.splitlines()]
    except (ValueError, RecursionError, ET.ParseError) as fault:
        raise HouvastError(problem("skills.cv", where=str(path), found=str(fault)[:200])) from fault
    return CvLines(*(tuple(_clean(line for kind, line in found if kind == wanted)) for wanted in ("title", "task")))


def _of_json(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if not _PERSONAL_KEYS.search(name):
                yield from _of_json(inner, name if not isinstance(inner, dict | list) or not key else f"{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _of_json(inner, key)
    elif isinstance(value, str):
        yield from _of_field(key, value)


def _of_field(key: str, value: str) -> Iterator[tuple[str, str]]:
    kind = "title" if _TITLE_KEYS.match(key) else "task" if _SKILL_KEYS.match(key) else None
    if kind:
        yield from ((kind, line) for line in re.split(r"[\n;•]|<[^>]*>", value))


def _of_xml(text: str) -> Iterator[tuple[str, str]]:
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        message = "DOCTYPE or ENTITY"
        raise ValueError(message)
    stack = [ET.fromstring(text)]  # noqa: S314 - no document type, so no entities to expand
    while stack:
        element = stack.pop()
        name = element.tag.rpartition("}")[2]
        if _PERSONAL_KEYS.search(name):
            continue
        if element.text and element.text.strip():
            yield from _of_field(name, element.text)
        stack += list(element)


def _clean(lines: Iterator[str]) -> list[str]:
    found = dict.fromkeys(
        cleaned
        for line in lines
        if (cleaned := _BULLET.sub("", line.strip()).strip(" .:,")) and len(cleaned) <= LONGEST_LINE
        if any(letter.isalpha() for letter in cleaned) and not _PERSONAL_LINE.search(cleaned)
    )
    return list(found)[:MOST_LINES]
