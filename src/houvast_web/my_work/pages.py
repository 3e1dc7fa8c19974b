"""What the views of the desk share: nothing is kept in a cache, faults are told in words, steps show where one is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from houvast.vocabulary.errors import HouvastError
from houvast_web.my_work import keeping

View = Callable[..., HttpResponse]
PER_MINUTE = 120
"""Requests of one visitor in a minute that compute; a list that follows what is typed asks the most."""
HEAVY_PER_MINUTE = 30
BAD_REQUEST = 400
MOST_TOLD = 5
STEPS = (
    ("start", _("My work")),
    ("skills", _("What I can do")),
    ("moves", _("Other work")),
    ("plan", _("My plan")),
    ("passport", _("My passport")),
)


def spoken() -> str:
    """Return the language of the page."""
    return "en" if get_language() == "en" else "nl"


def private(view: View) -> View:
    """Keep the page in no cache, and tell a fault of the library in words."""

    @wraps(view)
    def guarded(request: HttpRequest, *values: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *values, **named)
        except HouvastError as fault:
            told = [each.text(spoken()) for each in fault.problems[:MOST_TOLD]]
            return show(request, "fault", {"faults": told}, step="", status=BAD_REQUEST)

    return never_cache(guarded)


def show(request: HttpRequest, name: str, values: dict[str, Any], *, step: str, status: int = 200) -> HttpResponse:
    """Show a page of the desk.

    Parameters
    ----------
    request, name, values
        The request, the template and its values.
    step
        Which of `STEPS` this is.
    status
        Of the answer.
    """
    around = {
        "steps": [(f"my_work:{key}", name, key == step) for key, name in STEPS],
        "where_kept": keeping.where_kept(request),
        "has_work_of_visit": keeping.has_work_of_visit(request),
    }
    return render(request, f"my_work/{name}.html", {**around, **values}, status=status)


def tell_errors(request: HttpRequest, form: Any) -> None:
    """Tell what is wrong with a form whose page is shown again."""
    for errors in form.errors.values():
        for each in errors:
            messages.error(request, each)
