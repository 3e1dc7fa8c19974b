"""Who may open which address: the permission matrix. `python -m houvast_web.access` writes it as a page.

Every app lays down its addresses in an `access.py` with `ACCESS`. An address that nobody laid down fails a test, and
another test asks every address as every kind of visitor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

OWN = "houvast_web."


class Need(StrEnum):
    """What a visitor needs, apart from a role."""

    NOTHING = "nothing"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Access:
    """How one address is opened.

    Parameters
    ----------
    need
        Nothing, an account, or a right in the organisation that the address names.
    method
        `get`, or `post` for an address that only takes forms.
    values
        Values of its parameters for a trial; `{organisation}` and `{member}` are filled in.
    """

    need: Any = Need.NOTHING
    method: str = "get"
    values: Mapping[str, str] = field(default_factory=dict)


def matrix() -> dict[str, Access]:
    """Return every address by name, with what it needs."""
    found: dict[str, Access] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.access"
        if app.name.startswith(OWN) and find_spec(name):
            found |= import_module(name).ACCESS
    return found


def page() -> str:
    """Return the matrix as a page of the documentation."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    from houvast_web.accounts.roles import NEED_SECOND_FACTOR, RIGHTS, Right, Role

    yield "# Who may open what\n"
    yield "<!-- Made by `python -m houvast_web.access`; change the `access.py` of an app instead. -->\n"
    yield "A right counts in one organisation. Who is no member sees the same as when the organisation did not exist."
    yield "A right with * also asks for a second factor.\n"
    yield "| right | " + " | ".join(role.value for role in Role) + " |"
    yield "|---|" + "---|" * len(Role)
    for right in Right:
        star = "*" if right in NEED_SECOND_FACTOR else ""
        cells = ("yes" if right in RIGHTS[role] else "no" for role in Role)
        yield f"| {right.value}{star} | " + " | ".join(cells) + " |"
    yield "\n| address | method | needs |\n|---|---|---|"
    for name, access in sorted(matrix().items()):
        yield f"| `{name}` | {access.method} | {access.need.value} |"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast_web.settings")
    django.setup()
    sys.stdout.write(page())
