"""The audit log: written to the database and, as one line, to the log of the server."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from houvast_web.accounts.models import AuditEntry, Organisation, User

LOG = logging.getLogger("houvast.audit")
ACTIONS = {
    "logged_in": _("logged in"),
    "logged_out": _("logged out"),
    "login_failed": _("failed to log in"),
    "password_changed": _("changed the password"),
    "factor_added": _("added a second factor"),
    "factor_removed": _("removed a second factor"),
    "codes_renewed": _("renewed the recovery codes"),
    "organisation_made": _("made the organisation"),
    "organisation_removed": _("removed the organisation"),
    "invited": _("made an invitation"),
    "joined": _("joined"),
    "role_changed": _("changed a role"),
    "member_removed": _("removed a member"),
    "left": _("left"),
    "data_exported": _("exported the own data"),
    "account_erased": _("erased the own account"),
    "denied": _("was refused"),
}
"""Everything that is written down; another app adds its own words with `add_actions`."""


def add_actions(words: dict[str, Any]) -> None:
    """Let the log hold the actions of another app, with how they are said."""
    ACTIONS.update(words)


def record(action: str, actor: User | None = None, organisation: Organisation | None = None, subject: str = "") -> None:
    """Write down that something was done.

    Parameters
    ----------
    action
        A key of `ACTIONS`.
    actor
        Who did it; None for somebody unknown.
    organisation
        Whose data it concerns.
    subject
        Kind and number of the record, as `membership 3`. Never its contents.
    """
    if action not in ACTIONS:
        raise AssertionError(action)
    AuditEntry.objects.create(action=action, actor=actor, organisation=organisation, subject=subject)
    LOG.info(
        "%s actor=%s organisation=%s subject=%r", action, actor and actor.pk, organisation and organisation.pk, subject
    )


@receiver(user_logged_in)
def _logged_in(user: User, **_rest: Any) -> None:
    record("logged_in", user)


@receiver(user_logged_out)
def _logged_out(user: User | None, **_rest: Any) -> None:
    record("logged_out", user)


@receiver(user_login_failed)
def _login_failed(**_rest: Any) -> None:
    # Without the address that was tried: people mistype, and type passwords there.
    record("login_failed")


@receiver([password_changed, password_reset])
def _password_changed(user: User, **_rest: Any) -> None:
    record("password_changed", user)


@receiver(mfa.authenticator_added)
def _factor_added(user: User, authenticator: Any, **_rest: Any) -> None:
    record("factor_added", user, subject=str(authenticator.type))


@receiver(mfa.authenticator_removed)
def _factor_removed(user: User, authenticator: Any, **_rest: Any) -> None:
    record("factor_removed", user, subject=str(authenticator.type))


@receiver(mfa.authenticator_reset)
def _codes_renewed(user: User, **_rest: Any) -> None:
    record("codes_renewed", user)
