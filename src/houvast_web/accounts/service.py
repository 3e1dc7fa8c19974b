"""What other apps may ask of accounts: who somebody is in an organisation, what they may do, and to write it down.

A view that shows data of an organisation asks `organisation_for(request, number, right)`: it gives the organisation or
refuses, and says the same whether an organisation does not exist or is not yours.
"""

from __future__ import annotations

import hashlib
import secrets

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from houvast.vocabulary.errors import HouvastError, problem
from houvast_web import personal_data
from houvast_web.accounts.audit import ACTIONS, add_actions, record
from houvast_web.accounts.demo import has_accounts, has_demo, make_demo, remove_demo
from houvast_web.accounts.forms import SureForm
from houvast_web.accounts.guarding import SecondFactorNeededError, personal
from houvast_web.accounts.models import AuditEntry, Invitation, Membership, Organisation, User
from houvast_web.accounts.roles import NEED_SECOND_FACTOR, RIGHTS, Right, Role

__all__ = [
    "RIGHTS",
    "Right",
    "Role",
    "SecondFactorNeededError",
    "SureForm",
    "User",
    "accept",
    "add_actions",
    "audit_of",
    "change_role",
    "erase_account",
    "has_accounts",
    "has_demo",
    "invitation_by",
    "invite",
    "join_address",
    "make_demo",
    "make_organisation",
    "memberships_of",
    "organisation_for",
    "personal",
    "record",
    "remove_demo",
    "remove_member",
    "remove_organisation",
]
TOKEN_BYTES = 32
AUDIT_SHOWN = 200
MOST_ORGANISATIONS = 20
MOST_INVITATIONS = 50


def memberships_of(user: User) -> list[Membership]:
    """Return somebody's memberships, by name of the organisation."""
    return list(user.memberships.select_related("organisation").order_by("organisation__name", "pk"))


def organisation_for(request: HttpRequest, number: int, right: Right) -> Organisation:
    """Return an organisation in which the visitor has a right.

    Raises
    ------
    Http404
        There is none by that number, or the visitor is no member: both look the same.
    PermissionDenied
        A member without this right; `SecondFactorNeededError` when it asks for a second factor.
    """
    user = request.user
    membership = (
        user.memberships.select_related("organisation").filter(organisation_id=number).first()
        if isinstance(user, User)
        else None
    )
    if membership is None or not isinstance(user, User):
        raise Http404
    if right not in RIGHTS[Role(membership.role)]:
        record("denied", user, membership.organisation, right.value)
        raise PermissionDenied
    if right in NEED_SECOND_FACTOR and not (user.is_demo or is_mfa_enabled(user)):
        raise SecondFactorNeededError
    return membership.organisation


@transaction.atomic
def make_organisation(user: User, name: str) -> Organisation:
    """Make an organisation owned by `user`.

    Raises
    ------
    HouvastError
        `web.too_many_organisations`.
    """
    if user.memberships.filter(role=Role.OWNER).count() >= MOST_ORGANISATIONS:
        raise HouvastError(problem("web.too_many_organisations", found=MOST_ORGANISATIONS))
    organisation = Organisation.objects.create(name=name)
    Membership.objects.create(user=user, organisation=organisation, role=Role.OWNER)
    record("organisation_made", user, organisation)
    return organisation


@transaction.atomic
def remove_organisation(user: User, organisation: Organisation) -> None:
    """Remove an organisation and all its data, its part of the audit log included."""
    number = organisation.pk
    organisation.delete()
    record("organisation_removed", user, subject=f"organisation {number}")


@transaction.atomic
def invite(user: User, organisation: Organisation, role: Role) -> str:
    """Make an invitation and return its token, which is shown once and kept nowhere.

    Raises
    ------
    HouvastError
        `web.too_many_invitations`.
    """
    if organisation.invitations.filter(expires_at__gt=timezone.now()).count() >= MOST_INVITATIONS:
        raise HouvastError(problem("web.too_many_invitations", found=MOST_INVITATIONS))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = Invitation.objects.create(organisation=organisation, role=role.value, token_hash=_hashed(token))
    record("invited", user, organisation, f"invitation {made.pk} {role.value}")
    return token


def invitation_by(token: str) -> Invitation | None:
    """Return the invitation behind a token, as long as it holds."""
    return (
        Invitation.objects.select_related("organisation")
        .filter(token_hash=_hashed(token), expires_at__gt=timezone.now())
        .first()
    )


@transaction.atomic
def accept(user: User, token: str) -> Organisation:
    """Make somebody a member, and use the invitation up. Who is a member already keeps the role.

    Raises
    ------
    HouvastError
        `web.invitation` when it does not hold (any more).
    """
    invitation = invitation_by(token)
    if invitation is None:
        raise HouvastError(problem("web.invitation"))
    organisation, role = invitation.organisation, invitation.role
    used, _deleted = Invitation.objects.filter(pk=invitation.pk).delete()
    if not used:
        raise HouvastError(problem("web.invitation"))
    _membership, is_new = Membership.objects.get_or_create(
        user=user, organisation=organisation, defaults={"role": role}
    )
    if is_new:
        record("joined", user, organisation, role)
    return organisation


@transaction.atomic
def change_role(user: User, organisation: Organisation, member: int, role: Role) -> None:
    """Give a member another role.

    Raises
    ------
    HouvastError
        `web.last_owner` when nobody would be left to manage the organisation.
    """
    membership = _member(organisation, member)
    if role != Role.OWNER:
        _owner_stays(membership)
    membership.role = role.value
    membership.save(update_fields=["role"])
    record("role_changed", user, organisation, f"membership {member} {role.value}")


@transaction.atomic
def remove_member(user: User, organisation: Organisation, member: int) -> None:
    """Take somebody out of an organisation.

    Raises
    ------
    HouvastError
        `web.last_owner` when nobody would be left to manage the organisation.
    """
    membership = _member(organisation, member)
    _owner_stays(membership)
    membership.delete()
    record("left" if membership.user_id == user.pk else "member_removed", user, organisation, f"membership {member}")


@transaction.atomic
def erase_account(user: User) -> None:
    """Erase an account and everything in it. Organisations without another member go with it.

    Raises
    ------
    HouvastError
        `web.last_owner` when others would be left in an organisation that nobody manages.
    """
    for membership in memberships_of(user):
        if membership.organisation.memberships.count() == 1:
            membership.organisation.delete()
        else:
            _owner_stays(membership)
    record("account_erased", subject=f"user {user.pk}")
    personal_data.erase(user)


def join_address(token: str) -> str:
    """Return the address of an invitation."""
    return reverse("accounts:join", args=[token])


def audit_of(organisation: Organisation) -> list[AuditEntry]:
    """Return the latest entries about an organisation, newest first, each with `said`."""
    entries = list(organisation.audit_entries.select_related("actor").order_by("-at", "-pk")[:AUDIT_SHOWN])
    for entry in entries:
        entry.said = ACTIONS.get(entry.action, entry.action)  # type: ignore[attr-defined]
    return entries


def _member(organisation: Organisation, member: int) -> Membership:
    membership = organisation.memberships.select_for_update().filter(pk=member).first()
    if membership is None:
        raise Http404
    return membership


def _owner_stays(membership: Membership) -> None:
    owners = Membership.objects.filter(organisation_id=membership.organisation_id, role=Role.OWNER)
    if membership.role == Role.OWNER and owners.count() == 1:
        raise HouvastError(problem("web.last_owner"))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
