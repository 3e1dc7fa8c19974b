"""Somebody's work as a file: taken along, brought back, put into an account, erased."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from houvast.skills.profile import check_against
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.limits import limited
from houvast_web.my_work import keeping, passport_service, service
from houvast_web.my_work.forms import FileForm, SureForm
from houvast_web.my_work.pages import HEAVY_PER_MINUTE, private, show
from houvast_web.my_work.work import Work, work_from

READ_OR_SEND = ["GET", "HEAD", "POST"]
FILE_NAME = "houvast-my-work.json"


@require_http_methods(READ_OR_SEND)
@limited("my-work-file", HEAVY_PER_MINUTE)
@private
def file(request: HttpRequest) -> HttpResponse:
    """Show how to take one's work along, and read a file that somebody brings back."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        keeping.save(request, _brought(form.cleaned_data["file"]))
        messages.success(request, _("Your file is read."))
        return redirect("my_work:skills")
    return show(request, "file", {"form": form, "work": keeping.load(request)}, step="")


def _brought(sent: Any) -> Work:
    """Read a file whole or not at all; a version of the language that is not here is moved to the newest."""
    name = str(_("your file"))
    try:
        content = json.loads(sent.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise HouvastError(problem("files.unreadable", where=name, found=str(fault)[:100])) from fault
    work = work_from(content, name)
    if work.profile.version not in service.versions():
        work = keeping.with_profile_in(work, service.newest())
    check_against(work.profile, service.knowledge(work.profile.version).language)
    return passport_service.accept(work)


@require_POST
@limited("my-work-file", HEAVY_PER_MINUTE)
@private
def take(request: HttpRequest) -> HttpResponse:
    """Send somebody's work as one file, with the keys of the passport only when asked."""
    work = keeping.load(request)
    content = work.as_plain()
    if request.POST.get("keys"):
        content["keys"] = dict(work.keys)
    elif work.passport:
        # Without its keys a passport can show nothing; its record says what it held.
        content |= {"passport": {}, "shown": []}
    answer = HttpResponse(json.dumps(content, ensure_ascii=False, indent=2) + "\n", content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


@require_POST
@login_required
@private
def keep(request: HttpRequest) -> HttpResponse:
    """Put the work of this visit into the account."""
    keeping.keep_in_account(request)
    messages.success(request, _("Your work is in your account now."))
    return redirect("my_work:start")


@require_http_methods(READ_OR_SEND)
@private
def erase(request: HttpRequest) -> HttpResponse:
    """Ask for a deliberate yes, then erase somebody's work here and in the account."""
    form = SureForm(request.POST or None)
    if form.is_bound and form.is_valid():
        keeping.forget(request)
        messages.success(request, _("Everything on this desk about you is erased."))
        return redirect("my_work:start")
    return show(request, "erase", {"form": form}, step="")
