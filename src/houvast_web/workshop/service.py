"""Workshops of an organisation, and the planes that were saved in them.

Other apps ask one thing: `lay_out`, which makes sure that the futures a link names lie where runs look for them.
"""

from __future__ import annotations

import shutil
from typing import Any

from django.core import signing
from django.db import transaction
from django.db.models.signals import post_delete
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from houvast.futures.folder import Futures, load_futures
from houvast.futures.plane import NAME, kept_folder, write_files
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.accounts.service import Right, Role, add_actions, memberships_of, organisation_for, record
from houvast_web.workshop.models import OwnFuture, Workshop

__all__ = ["lay_out"]
MOST_WORKSHOPS = 100
MOST_FUTURES = 40
SALT = "houvast.workshop"
ACTIONS = {
    "workshop_made": _("made the workshop"),
    "workshop_changed": _("changed the workshop"),
    "workshop_erased": _("erased the workshop"),
    "votes_exported": _("exported the votes"),
    "votes_imported": _("imported votes"),
    "future_saved": _("saved a plane"),
    "future_imported": _("imported a plane"),
    "future_exported": _("exported a plane"),
}
GROUPS = {
    "nl": ("werkgevers", "vakbonden", "overheid", "onderwijs", "wetenschap", "werkenden"),
    "en": ("employers", "unions", "government", "education", "research", "workers"),
}
"""Groups to begin with; who makes a workshop changes them."""


def listen() -> None:
    """Take part in the audit log, and remove the files of a future with its record."""
    add_actions(ACTIONS)
    post_delete.connect(_forget_files, OwnFuture, dispatch_uid="workshop-files")


def given() -> Futures:
    """Return the futures that come with Houvast: developments, levers and their bounds."""
    return load_futures()


def runs_in(request: HttpRequest) -> list[Any]:
    """Return the organisations of the visitor, each with `leads` (may run workshops) and its workshops."""
    found = []
    for membership in memberships_of(request.user):  # type: ignore[arg-type]
        organisation = membership.organisation
        organisation.leads = Role(membership.role) in (Role.OWNER, Role.HR)  # type: ignore[attr-defined]
        organisation.shown = list(Workshop.objects.filter(organisation=organisation))  # type: ignore[attr-defined]
        found.append(organisation)
    return found


def find(request: HttpRequest, number: int, workshop: int, right: Right) -> Workshop:
    """Return a workshop in which the visitor has a right.

    Raises
    ------
    Http404
        There is none by that number in an organisation of the visitor: both look the same.
    PermissionDenied
        A member without this right.
    """
    organisation = organisation_for(request, number, right)
    found = Workshop.objects.filter(organisation=organisation, pk=workshop).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def make(request: HttpRequest, number: int, name: str, developments: list[str], groups: list[str]) -> Workshop:
    """Make a workshop.

    Raises
    ------
    HouvastError
        `workshop.too_many`.
    """
    organisation = organisation_for(request, number, Right.RUN_WORKSHOPS)
    if Workshop.objects.filter(organisation=organisation).count() >= MOST_WORKSHOPS:
        raise HouvastError(problem("workshop.too_many", found=MOST_WORKSHOPS))
    made = Workshop.objects.create(organisation=organisation, name=name, developments=developments, groups=groups)
    note(request, "workshop_made", made)
    return made


def note(request: HttpRequest, action: str, workshop: Workshop) -> None:
    """Write down that something was done in a workshop."""
    record(action, request.user, workshop.organisation, f"workshop {workshop.pk}")  # type: ignore[arg-type]


def open_or_close(request: HttpRequest, workshop: Workshop, is_open: bool) -> None:
    """Let people answer, or no longer."""
    Workshop.objects.filter(pk=workshop.pk).update(is_open=is_open)
    note(request, "workshop_changed", workshop)


def renew_invitation(request: HttpRequest, workshop: Workshop) -> None:
    """End all earlier links; who is in stays in."""
    workshop.invite_round += 1
    workshop.save(update_fields=["invite_round"])
    note(request, "workshop_changed", workshop)


@transaction.atomic
def erase(request: HttpRequest, workshop: Workshop) -> None:
    """Erase a workshop with all answers and saved planes."""
    note(request, "workshop_erased", workshop)
    workshop.delete()


def invitation(workshop: Workshop) -> str:
    """Return the address that lets somebody in: signed, so that nothing has to be kept, and the same until renewed."""
    token = signing.Signer(salt=SALT).sign_object([workshop.pk, workshop.invite_round])
    return reverse("workshop:join", args=[token])


def invited_to(token: str) -> Workshop | None:
    """Return the workshop behind an invitation, as long as it holds."""
    try:
        pk, invite_round = signing.Signer(salt=SALT).unsign_object(token)
        return Workshop.objects.filter(pk=int(pk), invite_round=int(invite_round)).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None


# ---------------------------------------------------------------- saved planes


@transaction.atomic
def keep(
    request: HttpRequest, workshop: Workshop, name: str, title: str, files: dict[str, str], action: str
) -> OwnFuture:
    """Keep a plane; the same one twice is kept once.

    Raises
    ------
    HouvastError
        `workshop.too_many_futures`.
    """
    found = workshop.futures.filter(name=name).first()
    if found is None:
        if workshop.futures.count() >= MOST_FUTURES:
            raise HouvastError(problem("workshop.too_many_futures", found=MOST_FUTURES))
        found = OwnFuture.objects.create(workshop=workshop, name=name, title=title, files=files)
        note(request, action, workshop)
    write_files(kept_folder(name), files)
    return found


def saved(workshop: Workshop, name: str) -> OwnFuture:
    """Return a plane of this workshop; that of another does not exist here."""
    found: OwnFuture | None = workshop.futures.filter(name=name).first()
    if found is None:
        raise Http404
    return found


def lay_out(name: str) -> None:
    """Make sure that a future lies where runs look for it, or that it does not when it was erased.

    Parameters
    ----------
    name
        As a link has it; anything that is no such name is left alone.
    """
    if not NAME.fullmatch(name):
        return
    folder = kept_folder(name)
    found = OwnFuture.objects.filter(name=name).first()
    if found is None:
        shutil.rmtree(folder, ignore_errors=True)
    elif not folder.is_dir():
        write_files(folder, found.files)


def _forget_files(instance: OwnFuture, **_rest: Any) -> None:
    transaction.on_commit(lambda: lay_out(instance.name))
