"""What the pages of the employer desk share: who may open them, faults in words, reports drawn for the screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from houvast.reports.document import Document
from houvast.reports.files import as_file
from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.service import SecondFactorNeededError, User
from houvast_web.flex_desk.answers import Answer, unpacked
from houvast_web.flex_desk.models import Study
from houvast_web.limits import limited
from houvast_web.pictures import drawn_figure

PER_MINUTE, FILES_PER_MINUTE, ASKED_PER_MINUTE = 240, 60, 12
UNREADABLE, BUSY = 422, 503


def personal(view: Callable[..., HttpResponse]) -> Any:
    """Only for who is logged in, in no cache, not without end; without a second factor, to where one is made."""

    @wraps(view)
    def guarded(request: HttpRequest, *values: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *values, **named)
        except SecondFactorNeededError:
            messages.warning(request, _("This needs a second factor: set one up first."))
            return redirect("mfa_index")

    return never_cache(login_required(limited("flex", PER_MINUTE)(guarded)))


def visitor(request: HttpRequest) -> User:
    """Return who asks; only for who is logged in."""
    return cast("User", request.user)


def spoken() -> str:
    """Return the language of the page."""
    return get_language() or "nl"


def tell(request: HttpRequest, fault: HouvastError) -> None:
    """Say what is wrong on the next page."""
    for each in fault.problems:
        messages.error(request, each.text(spoken()))


def busy(request: HttpRequest, fault: HouvastError) -> HttpResponse:
    """Say that there is no room now."""
    return render(
        request, "flex_desk/busy.html", {"faults": [each.text(spoken()) for each in fault.problems]}, status=BUSY
    )


@lru_cache(maxsize=16)
def answer_of(study: Study) -> Answer:
    """Return the answer of a finished study."""
    return unpacked(bytes(study.answer))


@lru_cache(maxsize=32)
def drawn(study: Study, language: str) -> dict[str, Any]:
    """Return the report of a finished study, its charts drawn, for a template."""
    document = answer_of(study).documents[language]
    return {"document": document, "sections": [_section(each, language) for each in document.sections]}


def _section(section: Any, language: str) -> dict[str, Any]:
    return {"section": section, "figures": [drawn_figure(each, language) for each in section.figures]}


def report_file(document: Document, plain: Any, form: str) -> bytes:
    """Return a report as a page, paper or workbook, or what it tells of as plain data."""
    if form == "json":
        return json.dumps(plain, indent=1, ensure_ascii=False).encode()
    return as_file(document, form)
