"""Pages of an organisation about its rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.reports.files import as_file
from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.service import RIGHTS, Right, Role, SureForm, organisation_for, personal, record
from houvast_web.downloads import attached
from houvast_web.limits import limited
from houvast_web.rounds import report, service
from houvast_web.rounds.answering import questionnaire_of
from houvast_web.rounds.forms import InviteForm, TermsForm
from houvast_web.rounds.models import Round

if TYPE_CHECKING:
    from houvast_web.accounts.models import Organisation, User

READ = ["GET", "HEAD", "POST"]
DOWNLOADS_PER_MINUTE = 20
INVITES_PER_MINUTE = 10
SHOWN_PER_MINUTE = 60
"""A report has charts that are drawn for the page."""


def _visitor(request: HttpRequest) -> User:
    return cast("User", request.user)


def _tell(request: HttpRequest, fault: HouvastError) -> None:
    for each in fault.problems:
        messages.error(request, each.text(get_language() or "nl"))


def _rights(request: HttpRequest, organisation: Organisation) -> frozenset[Right]:
    return RIGHTS[Role(organisation.memberships.get(user=_visitor(request)).role)]


@require_safe
@personal
def overview(request: HttpRequest, number: int) -> HttpResponse:
    """Show the rounds of an organisation."""
    organisation = organisation_for(request, number, Right.SEE_ORGANISATION)
    shown = {
        "organisation": organisation,
        "rounds": service.rounds_of(organisation),
        "works": Right.WORK_WITH_DATA in _rights(request, organisation),
    }
    return render(request, "rounds/rounds.html", shown)


@require_http_methods(READ)
@personal
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Lay down the terms of a round."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    form = TermsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = service.propose(_visitor(request), organisation, form.terms())
            return redirect("rounds:round", number, made.pk)
        except HouvastError as fault:
            _tell(request, fault)
    return render(request, "rounds/new.html", {"organisation": organisation, "form": form})


@require_safe
@personal
@limited("rounds-show", SHOWN_PER_MINUTE)
def show(request: HttpRequest, number: int, round_id: UUID) -> HttpResponse:
    """Show a round: its terms to every member, how far it is, and its report to both sides once it closed."""
    organisation = organisation_for(request, number, Right.SEE_ORGANISATION)
    found = service.round_of(organisation, round_id)
    rights = _rights(request, organisation)
    shown: dict[str, Any] = {
        "organisation": organisation,
        "round": found,
        "questionnaire": questionnaire_of(found.questionnaire),
        "language": get_language(),
        "groups": _indented(found),
        "works": Right.WORK_WITH_DATA in rights,
        "may_agree": Right.AGREE_TO_ROUNDS in rights and not found.agreed_on,
        "counts": service.counts_of(found) if found.invited and not found.closed_on else None,
        "has_addresses": not found.closed_on and found.invitations.exclude(address="").exists(),
    }
    if Right.SEE_ROUND_REPORTS in rights and found.closed_on:
        shown["document"] = document = report.document(found, get_language() or "nl")
        shown["is_empty"] = document is None
        shown["sections"] = report.drawn_sections(document) if document else ()
        shown["forms"] = report.FORMS
    return render(request, "rounds/round.html", shown)


def _indented(found: Round) -> list[tuple[str, int]]:
    depth: dict[str, int] = {}
    for name, above in found.tree.items():
        depth[name] = 0 if above is None else depth[above] + 1
    return list(depth.items())


@require_POST
@personal
def agree(request: HttpRequest, number: int, round_id: UUID) -> HttpResponse:
    """Agree in the name of the works council."""
    organisation = organisation_for(request, number, Right.AGREE_TO_ROUNDS)
    service.agree(_visitor(request), service.round_of(organisation, round_id))
    return redirect("rounds:round", number, round_id)


@require_http_methods(READ)
@personal
@limited("rounds-invite", INVITES_PER_MINUTE)
def invite(request: HttpRequest, number: int, round_id: UUID) -> HttpResponse:
    """Invite everybody; the cards are shown once, in the answer to the form."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    found = service.round_of(organisation, round_id)
    form = InviteForm(request.POST or None, of=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = service.invite(_visitor(request), found, form.cleaned_data["wanted"])
            return _cards(request, found, made)
        except HouvastError as fault:
            _tell(request, fault)
    return render(request, "rounds/invite.html", {"organisation": organisation, "round": found, "form": form})


def _cards(request: HttpRequest, found: Round, made: list[service.Card]) -> HttpResponse:
    address = request.build_absolute_uri(reverse("rounds:enter"))
    mailed = [card for card in made if card.address]
    lost = service.send(found, mailed, address) if mailed else []
    on_paper = [card for card in made if not card.address] + lost
    cards = [
        {
            "group": card.group,
            "token": card.token,
            "address": card.address,
            # The token stands behind #, which a browser does not send: it comes into no log.
            "picture": segno.make(f"{address}#{card.token}", error="m").svg_inline(scale=3, border=2, omitsize=False),
        }
        for card in on_paper
    ]
    shown = {"round": found, "cards": cards, "page": address, "sent": len(mailed) - len(lost), "lost": len(lost)}
    answer = render(request, "rounds/cards.html", shown)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@personal
def remind(request: HttpRequest, number: int, round_id: UUID) -> HttpResponse:
    """Send everybody a reminder."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    try:
        sent = service.remind(_visitor(request), service.round_of(organisation, round_id))
        messages.success(request, _("Messages sent: %(number)s.") % {"number": sent})
    except HouvastError as fault:
        _tell(request, fault)
    return redirect("rounds:round", number, round_id)


@require_http_methods(READ)
@personal
def close(request: HttpRequest, number: int, round_id: UUID) -> HttpResponse:
    """Ask for a deliberate yes, then close a round before its last day."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    found = service.round_of(organisation, round_id)
    if request.method == "POST":
        try:
            service.close(found, _visitor(request))
        except HouvastError as fault:
            _tell(request, fault)
        return redirect("rounds:round", number, round_id)
    return render(request, "rounds/close.html", {"organisation": organisation, "round": found})


@require_http_methods(READ)
@personal
def remove(request: HttpRequest, number: int, round_id: UUID) -> HttpResponse:
    """Ask for a deliberate yes, then erase a round."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    found = service.round_of(organisation, round_id)
    form = SureForm(request.POST or None)
    if form.is_valid():
        service.remove(_visitor(request), found)
        return redirect("rounds:rounds", number)
    return render(request, "accounts/sure.html", {"form": form, "title": found.title})


@require_safe
@personal
@limited("rounds-download", DOWNLOADS_PER_MINUTE)
def download(request: HttpRequest, number: int, round_id: UUID, form: str) -> HttpResponse:
    """Send the report as a file: the same for management and works council."""
    organisation = organisation_for(request, number, Right.SEE_ROUND_REPORTS)
    found = service.round_of(organisation, round_id)
    document = report.document(found, get_language() or "nl")
    if document is None or form not in report.FORMS:
        raise Http404
    record("round_downloaded", _visitor(request), organisation, f"round {found.pk}")
    return attached(as_file(document, form), "round", form)
