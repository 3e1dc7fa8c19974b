"""What other apps may ask of the shell: version, languages, theme."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.translation import get_language

from houvast.experiments.identity import package_version

THEME_FILE = "theme.css"


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
        return (settings.DATA / THEME_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def theme_address() -> str | None:
    """Return the address of the theme, if there is one."""
    return reverse("shell:theme") if (settings.DATA / THEME_FILE).is_file() else None
