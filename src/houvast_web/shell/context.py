"""What every template gets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from houvast_web.shell import service


def every_page(request: HttpRequest) -> dict[str, Any]:
    """Return the version, the same page in the other languages, and the theme if there is one."""
    return {
        "houvast_version": service.version(),
        "other_languages": service.other_languages(request.get_full_path()),
        "desks_in_menu": service.DESKS,
        "theme_address": service.theme_address(),
    }
