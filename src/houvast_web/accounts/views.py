"""Pages of accounts and organisations."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required as _asked_again
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.vocabulary.errors import HouvastError
from houvast_web import personal_data
from houvast_web.accounts import service
from houvast_web.accounts.forms import OrganisationForm, RoleForm, SureForm
from houvast_web.accounts.guarding import personal
from houvast_web.accounts.models import Organisation, User
from houvast_web.accounts.roles import RIGHTS, Right, Role


def recently_proven(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for who proved a few minutes ago who they are; others are asked again first."""
    guarded: Callable[..., HttpResponse] = _asked_again(view)
    return guarded


def _visitor(request: HttpRequest) -> User:
    return cast("User", request.user)


def _tell(request: HttpRequest, fault: HouvastError) -> None:
    for each in fault.problems:
        messages.error(request, each.text(get_language() or "nl"))


@require_safe
@personal
def overview(request: HttpRequest) -> HttpResponse:
    """Show what the account is part of."""
    return render(request, "accounts/overview.html", {"memberships": service.memberships_of(_visitor(request))})


@require_safe
@personal
def my_data(request: HttpRequest) -> HttpResponse:
    """Show what is kept about the visitor, why and for how long."""
    kept = personal_data.summary(_visitor(request), get_language() or "nl")
    return render(request, "accounts/my_data.html", {"kept": kept})


@require_POST
@personal
def export(request: HttpRequest) -> HttpResponse:
    """Send everything kept about the visitor as a file."""
    user = _visitor(request)
    service.record("data_exported", user)
    answer = JsonResponse(personal_data.export(user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="houvast-my-data.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@recently_proven
def erase(request: HttpRequest) -> HttpResponse:
    """Ask for a deliberate yes, then erase the visitor's account with everything in it."""
    form = SureForm(request.POST or None)
    if form.is_valid():
        try:
            service.erase_account(_visitor(request))
        except HouvastError as fault:
            _tell(request, fault)
            return redirect("accounts:my_data")
        request.session.flush()  # not `logout`: its signal tells of somebody who is no longer there
        messages.success(request, _("Your account and everything in it is gone."))
        answer = redirect("shell:start")
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer
    return render(request, "accounts/sure.html", {"form": form, "title": _("Erase my account")})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def organisations(request: HttpRequest) -> HttpResponse:
    """Show the visitor's organisations, and make one."""
    user = _visitor(request)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = service.make_organisation(user, form.cleaned_data["name"])
            return redirect("accounts:organisation", made.pk)
        except HouvastError as fault:
            _tell(request, fault)
    return render(request, "accounts/organisations.html", {"memberships": service.memberships_of(user), "form": form})


@require_safe
@personal
def organisation(request: HttpRequest, number: int) -> HttpResponse:
    """Show an organisation and its members."""
    return _organisation_page(request, service.organisation_for(request, number, Right.SEE_ORGANISATION))


def _organisation_page(request: HttpRequest, found: Organisation, invitation: str = "") -> HttpResponse:
    user = _visitor(request)
    members = list(found.memberships.select_related("user").order_by("user__email"))
    own = next(member for member in members if member.user_id == user.pk)
    rights = RIGHTS[Role(own.role)]
    shown = {
        "organisation": found,
        "members": members,
        "own": own,
        "manages": Right.MANAGE_MEMBERS in rights,
        "audits": Right.SEE_AUDIT in rights,
        "roles": RoleForm().fields["role"].choices,  # type: ignore[attr-defined]
        "form": RoleForm(),
        "invitation": invitation,
    }
    return render(request, "accounts/organisation.html", shown)


@require_POST
@personal
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Make an invitation and show its link, once."""
    found = service.organisation_for(request, number, Right.MANAGE_MEMBERS)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a role from the list."))
        return redirect("accounts:organisation", number)
    try:
        token = service.invite(_visitor(request), found, form.chosen())
    except HouvastError as fault:
        _tell(request, fault)
        return redirect("accounts:organisation", number)
    return _organisation_page(request, found, request.build_absolute_uri(service.join_address(token)))


@require_POST
@personal
def role(request: HttpRequest, number: int, member: int) -> HttpResponse:
    """Give a member another role."""
    found = service.organisation_for(request, number, Right.MANAGE_MEMBERS)
    form = RoleForm(request.POST)
    try:
        if form.is_valid():
            service.change_role(_visitor(request), found, member, form.chosen())
        else:
            messages.error(request, _("Choose a role from the list."))
    except HouvastError as fault:
        _tell(request, fault)
    return redirect("accounts:organisation", number)


@require_POST
@personal
def remove(request: HttpRequest, number: int, member: int) -> HttpResponse:
    """Take a member out."""
    found = service.organisation_for(request, number, Right.MANAGE_MEMBERS)
    try:
        service.remove_member(_visitor(request), found, member)
    except HouvastError as fault:
        _tell(request, fault)
    return redirect("accounts:organisations")


@require_POST
@personal
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """Leave an organisation."""
    user = _visitor(request)
    found = service.organisation_for(request, number, Right.SEE_ORGANISATION)
    try:
        service.remove_member(user, found, found.memberships.get(user=user).pk)
    except HouvastError as fault:
        _tell(request, fault)
        return redirect("accounts:organisation", number)
    return redirect("accounts:organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a deliberate yes, then remove an organisation with all its data."""
    return _delete_proven(request, service.organisation_for(request, number, Right.MANAGE_MEMBERS))


@recently_proven
def _delete_proven(request: HttpRequest, found: Organisation) -> HttpResponse:
    form = SureForm(request.POST or None)
    if form.is_valid():
        service.remove_organisation(_visitor(request), found)
        return redirect("accounts:organisations")
    return render(request, "accounts/sure.html", {"form": form, "title": found.name})


@require_safe
@personal
def audit(request: HttpRequest, number: int) -> HttpResponse:
    """Show who did what."""
    found = service.organisation_for(request, number, Right.SEE_AUDIT)
    return render(request, "accounts/audit.html", {"organisation": found, "entries": service.audit_of(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and accept it."""
    if request.method == "POST":
        try:
            found = service.accept(_visitor(request), token)
            return redirect("accounts:organisation", found.pk)
        except HouvastError as fault:
            _tell(request, fault)
            return redirect("accounts:organisations")
    return render(request, "accounts/join.html", {"invitation": service.invitation_by(token)})
