"""The agency triangle on screen: duties between agency, hirer and worker, agreed, dated and followed up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.service import Right, organisation_for, record
from houvast_web.downloads import attached
from houvast_web.flex_desk import registers, service
from houvast_web.flex_desk.forms import STATE_NAMES, AgreeForm, FollowForm, RegisterFileForm, RegisterForm
from houvast_web.flex_desk.models import DutyRegister
from houvast_web.flex_desk.pages import UNREADABLE, personal, spoken, visitor
from houvast_web.flex_desk.views import works_with_data

PARTY_NAMES = {
    "agency": gettext_lazy("agency"),
    "hirer": gettext_lazy("hirer"),
    "worker": gettext_lazy("worker"),
}
ROLE_NAMES = {
    "employership": gettext_lazy("Good employership"),
    "commissioning": gettext_lazy("Good commissioning"),
    "contracting": gettext_lazy("Good contracting"),
    "workmanship": gettext_lazy("Good workmanship"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def make(request: HttpRequest, number: int) -> HttpResponse:
    """Make a register, or bring one along as a file."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    brings = bool(request.FILES)
    form = RegisterForm(None if brings else request.POST or None)
    file_form = RegisterFileForm(request.POST if brings else None, request.FILES if brings else None)
    given = file_form if brings else form
    faults: list[str] = []
    if given.is_valid():
        try:
            if brings:
                made = registers.bring(visitor(request), organisation, given.cleaned_data["file"].read())
            else:
                made = registers.make(visitor(request), organisation, **given.cleaned_data)
            return redirect("flex_desk:register", number, made.pk)
        except HouvastError as fault:
            faults = service.told(fault)[spoken()]
    context = {"organisation": organisation, "form": form, "file_form": file_form, "faults": faults}
    return render(request, "flex_desk/register_new.html", context, status=UNREADABLE if faults or given.errors else 200)


@require_safe
@personal
def register(request: HttpRequest, number: int, register_id: int) -> HttpResponse:
    """Show a register, what is due first."""
    organisation = organisation_for(request, number, Right.SEE_ORGANISATION)
    kept = _found(organisation, register_id)
    opened = registers.opened(kept)
    language = spoken()
    duties = [_shown(each, language) for each in opened.duties]
    context = {
        "organisation": organisation,
        "kept": kept,
        "register": opened,
        "roles": [(name, [each for each in duties if each["duty"].role == role]) for role, name in ROLE_NAMES.items()],
        "due": [_shown(each, language) for each in opened.reminders(service.today()) if each.state == "agreed"],
        "n_open": sum(each.state == "open" for each in opened.duties),
        "today": service.today().isoformat(),
        "works": works_with_data(request, organisation),
    }
    return render(request, "flex_desk/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def duty(request: HttpRequest, number: int, register_id: int, key: str) -> HttpResponse:
    """Agree on a duty, or note what became of it."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    kept = _found(organisation, register_id)
    try:
        found = registers.opened(kept).duty(key)
    except HouvastError as fault:
        raise Http404 from fault
    agrees, follows = "agreed_on" in request.POST, "state" in request.POST
    agree_form = AgreeForm(request.POST if agrees else None, initial={"agreed_on": service.today()})
    follow_form = FollowForm(request.POST if follows else None, initial={"state": "done"})
    faults: list[str] = []
    try:
        if agrees and agree_form.is_valid():
            values = agree_form.cleaned_data
            return _change(
                request, organisation, kept, lambda old: old.agree(key, values["agreed_on"], values["due_on"])
            )
        if follows and follow_form.is_valid():
            values = follow_form.cleaned_data
            return _change(
                request,
                organisation,
                kept,
                lambda old: old.follow_up(key, values["state"], values["note"], service.today()),
            )
    except HouvastError as fault:
        faults = service.told(fault)[spoken()]
    context = {
        "organisation": organisation,
        "kept": kept,
        **_shown(found, spoken()),
        "agree_form": agree_form,
        "follow_form": follow_form,
        "faults": faults,
    }
    is_refused = bool(faults or agree_form.errors or follow_form.errors)
    return render(request, "flex_desk/duty.html", context, status=UNREADABLE if is_refused else 200)


@require_safe
@personal
def register_file(request: HttpRequest, number: int, register_id: int, form: str) -> HttpResponse:
    """Send a register as a file."""
    kept = _found(organisation_for(request, number, Right.SEE_ORGANISATION), register_id)
    opened = registers.opened(kept)
    if form not in ("json", "csv"):
        raise Http404
    return attached(opened.to_json() if form == "json" else opened.to_csv(spoken()), "register", form)


@require_POST
@personal
def remove(request: HttpRequest, number: int, register_id: int) -> HttpResponse:
    """Remove a register."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    _found(organisation, register_id).delete()
    record("flex_removed", visitor(request), organisation, f"register {register_id}")
    return redirect("flex_desk:home", number)


def _change(request: HttpRequest, organisation: Any, kept: DutyRegister, changed: Any) -> HttpResponse:
    registers.change(visitor(request), organisation, kept.pk, changed)
    messages.success(request, _("Written down."))
    return redirect("flex_desk:register", organisation.pk, kept.pk)


def _found(organisation: Any, register_id: int) -> DutyRegister:
    found: DutyRegister | None = organisation.flex_registers.filter(pk=register_id).first()
    if found is None:
        raise Http404
    return found


def _shown(duty: Any, language: str) -> dict[str, Any]:
    return {
        "duty": duty,
        "said": duty.text(language),
        "owed_by": PARTY_NAMES[duty.owed_by],
        "owed_to": PARTY_NAMES[duty.owed_to],
        "state": STATE_NAMES[duty.state],
        "is_late": duty.state == "agreed" and "" < duty.due_on < service.today().isoformat(),
    }
