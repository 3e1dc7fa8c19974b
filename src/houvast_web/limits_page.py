"""What may be sent, how often and how much, as a page: `python -m houvast_web.limits_page`."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

import django
from django import forms
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from houvast_web.limits import SENT_PER_MINUTE
from houvast_web.uploads import BoundedFileField, Kind

PACKAGE = "houvast_web"


class Bound(NamedTuple):
    """A most: where it stands in the code, and of what."""

    module: str
    name: str
    what: str


BOUNDS = (
    Bound("limits", "LONGEST_QUEUE", "calculations that wait for the worker, of everybody together"),
    Bound("policy_desk.run_service", "MOST_UNFINISHED", "full runs of one visitor that wait or run; older ones stop"),
    Bound("policy_desk.run_views", "MOST_STREAMS", "streams of progress one visitor has open at once"),
    Bound("policy_desk.run_views", "LONGEST_STREAM_SECONDS", "seconds one stream of progress lasts"),
    Bound("shell.management.commands.work", "MOST_TRIES", "times an interrupted calculation goes on by itself"),
    Bound("flex_desk.service", "MOST_UNFINISHED", "studies of one organisation that wait or run"),
    Bound("flex_desk.service", "MOST_KEPT", "studies kept of one organisation; the oldest goes first"),
    Bound("flex_desk.service", "LONGEST_MINUTES", "minutes one study may take"),
    Bound("flex_desk.registers", "MOST_REGISTERS", "registers of duties of one organisation"),
    Bound("workshop.service", "MOST_WORKSHOPS", "workshops of one organisation"),
    Bound("workshop.service", "MOST_FUTURES", "planes kept of one workshop"),
    Bound("workshop.rating", "MOST_PARTICIPANTS", "participants of one workshop"),
    Bound("rounds.service", "MOST_OPEN_ROUNDS", "survey rounds of one organisation that are not closed"),
    Bound("rounds.service", "MOST_INVITED", "people invited to one survey round"),
    Bound("accounts.service", "MOST_ORGANISATIONS", "organisations one person owns"),
    Bound("accounts.service", "MOST_INVITATIONS", "open invitations of one organisation"),
)


def page() -> str:
    """Return the limits as a page of the documentation."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# What may be sent, how often and how much\n"
    yield "<!-- Made by `python -m houvast_web.limits_page`; change the forms and named numbers of the apps. -->\n"
    yield "Whatever goes beyond is refused with one message in the language of the page, and nothing of it is stored.\n"
    yield "## How often\n"
    yield "Requests of one visitor in a minute, known by account or else by network address. Addresses in one row share"
    yield f"one count; what is sent to any other address is counted together, at most {SENT_PER_MINUTE:,} a minute.\n"
    yield "| count | most in a minute | addresses |\n|---|---|---|"
    for (name, most), addresses in sorted(_counted().items()):
        yield f"| {name} | {most:,} | {', '.join(f'`{each}`' for each in sorted(addresses))} |"
    yield "\n## How many\n\n| most | of what |\n|---|---|"
    for bound in BOUNDS:
        yield f"| {getattr(import_module(f'{PACKAGE}.{bound.module}'), bound.name):,} | {bound.what} |"
    yield "\n## How much\n"
    yield f"A request without files weighs at most {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes and has at most"
    yield f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:,} fields and {settings.DATA_UPLOAD_MAX_NUMBER_FILES} files."
    yield "What a file is, its first bytes say; its name plays no part."
    yield "A choice is one of those the form shows, a date is written as 2026-12-31.\n"
    yield "| form | field | what it may be |\n|---|---|---|"
    for form in _forms():
        app = form.__module__.split(".")[1]
        for name, field in form.base_fields.items():
            yield f"| {app}, {form.__name__} | {name} | {_told(field)} |"


def _counted() -> dict[tuple[str, int], set[str]]:
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for pattern in _patterns(get_resolver().url_patterns):
        limit = getattr(pattern.callback, "limit", None)
        if limit:
            found[limit].add(pattern.name or str(pattern.pattern))
    return found


def _patterns(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns)
        else:
            yield each


def _forms() -> list[Any]:
    get_resolver().url_patterns  # noqa: B018 - reads all views, and so all forms
    own = {each for each in _subclasses(forms.BaseForm) if each.__module__.startswith(PACKAGE)}
    return sorted(own, key=lambda form: (form.__module__, form.__name__))


def _subclasses(of: type[Any]) -> Iterator[Any]:
    for each in of.__subclasses__():
        yield each
        yield from _subclasses(each)


def _told(field: forms.Field) -> str:
    if isinstance(field, BoundedFileField):
        kinds = " or ".join(each.value.text() for each in field.kinds)
        told = [kinds, f"at most {field.megabytes} MB"]
        if PACKED & set(field.kinds):
            told.append(f"{field.unpacked_megabytes} MB unpacked")
        if set(field.kinds) - PACKED:
            told.append(f"as text {field.cells:,} cells")
        return ", ".join(told)
    for kind, words in KINDS.items():
        if isinstance(field, kind):
            ends = ((template, getattr(field, name, None)) for name, template in ENDS.items())
            return ", ".join([words, *(template.format(f"{end:,.0f}") for template, end in ends if end is not None)])
    raise AssertionError(type(field))


KINDS = {
    forms.BooleanField: "ticked or not",
    forms.MultipleChoiceField: "choices",
    forms.ChoiceField: "a choice",
    forms.DateField: "a date",
    forms.FloatField: "a number",
    forms.IntegerField: "a whole number",
    forms.JSONField: "JSON",
    forms.CharField: "text",
}
"""Kinds of fields; a kind that is a special case of another stands before it."""
ENDS = {"min_value": "from {}", "max_value": "to {}", "max_length": "at most {} characters"}
PACKED = {Kind.XLSX, Kind.ZIP}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast_web.settings")
    django.setup()
    sys.stdout.write(page())
