"""What other apps may ask of the shell: version, languages, theme, words, the pages every visitor sees."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from houvast.experiments.identity import package_version
from houvast_web.shell.desks import DESK_BY_KEY, DESKS, Desk
from houvast_web.shell.glossary import glossary
from houvast_web.shell.picture import PERCENT, picture

__all__ = [
    "DESKS",
    "fault",
    "glossary",
    "other_languages",
    "planned_desk",
    "start_page",
    "theme",
    "theme_address",
    "version",
]
THEME_FILE = "theme.css"
FAULTS = {
    400: (_("This request cannot be read"), _("Go back and try again; reload the page if it happens again.")),
    403: (
        _("This is not open to you"),
        _("You may not see or do this, or the page stood open too long. Reload it and try again, or log in."),
    ),
    404: (_("There is no such page"), _("Check the address, or begin at the start page.")),
    413: (
        _("This is more than is taken"),
        _("Send less at a time: at most two megabytes beside files, and no more than five files."),
    ),
    429: (_("Too much at once"), _("Wait a minute and try again. This keeps the workbench usable for everybody.")),
    500: (
        _("Something went wrong here"),
        _("It is our fault, not yours, and it has been written down. What you stored before is unharmed."),
    ),
}
"""What a page says when a request does not succeed, by status."""


class OtherLanguage(NamedTuple):
    """The same page in another language."""

    code: str
    name: str
    address: str


@cache
def version() -> str:
    """Return the version of Houvast."""
    return package_version()


def other_languages(address: str) -> list[OtherLanguage]:
    """Return a page's address in every other language.

    Parameters
    ----------
    address
        Path and query of the page.
    """
    spoken = get_language()
    return [
        OtherLanguage(code, name, translate_url(address, code)) for code, name in settings.LANGUAGES if code != spoken
    ]


def theme() -> str | None:
    """Return the style sheet that an organisation laid in the data folder, with tokens of its own."""
    try:
        return str((settings.DATA / THEME_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def theme_address() -> str | None:
    """Return the address of the theme, if there is one."""
    return reverse("shell:theme") if (settings.DATA / THEME_FILE).is_file() else None


def start_page(language: str) -> dict[str, Any]:
    """Return what the start page shows."""
    shown = picture(language)
    return {
        "desks": DESKS,
        "picture": shown,
        "rows": list(zip(shown.baseline, *(each.figures for each in shown.quadrants), strict=True)),
        "last_place": len(shown.years) - 1,
        "scale_percent": shown.manifest["scale"] * PERCENT,
        "moving": shown.moving(),
    }


def planned_desk(key: str) -> Desk | None:
    """Return a desk that is not open yet, or None when there is none by that name."""
    desk = DESK_BY_KEY.get(key)
    return desk if desk and not desk.is_open else None


def fault(status: int) -> dict[str, Any]:
    """Return what a page says when a request does not succeed."""
    title, remedy = FAULTS[status]
    return {"fault": {"title": title, "remedy": remedy}}
