"""The permission matrix as a page: `python -m houvast_web.accounts.permissions_page`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import django

from houvast_web.access import matrix
from houvast_web.accounts.roles import NEED_SECOND_FACTOR, RIGHTS, Right, Role


def page() -> str:
    """Return the matrix as a page of the documentation."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Who may open what\n"
    yield "<!-- Made by `python -m houvast_web.accounts.permissions_page`; change an app's `access.py`. -->\n"
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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast_web.settings")
    django.setup()
    sys.stdout.write(page())
