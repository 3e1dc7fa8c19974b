"""Demo accounts: one organisation with somebody in each role, for trying out on one's own computer."""

from __future__ import annotations

from django.db import transaction

from houvast_web.accounts.models import Membership, Organisation, User
from houvast_web.accounts.roles import Role

DEMO_PASSWORD = "zekerheid-voor-iedereen"  # noqa: S105 - known to all, and refused on a network
DEMO_ORGANISATION = "Voorbeeld"
DEMO_DOMAIN = "voorbeeld.example"


def has_demo() -> bool:
    """Tell whether there are demo accounts."""
    return User.objects.filter(is_demo=True).exists()


def has_accounts() -> bool:
    """Tell whether there is any account."""
    return User.objects.exists()


@transaction.atomic
def make_demo() -> None:
    """Make the demo accounts, one per role."""
    organisation = Organisation.objects.create(name=DEMO_ORGANISATION)
    for role in Role:
        user = User.objects.create_user(f"{role.value.replace('_', '-')}@{DEMO_DOMAIN}", DEMO_PASSWORD, is_demo=True)
        Membership.objects.create(user=user, organisation=organisation, role=role.value)


@transaction.atomic
def remove_demo() -> None:
    """Remove the demo accounts, and the organisations that only they are in."""
    demo = User.objects.filter(is_demo=True)
    for organisation in Organisation.objects.filter(memberships__user__in=demo).distinct():
        if not organisation.memberships.filter(user__is_demo=False).exists():
            organisation.delete()
    demo.delete()
