"""Who may open which address: the permission matrix.

Every app lays down its addresses in an `access.py` with `ACCESS`. An address that nobody laid down fails a test, and
another test asks every address as every kind of visitor.
"""

from __future__ import annotations

from collections.abc import Mapping
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
