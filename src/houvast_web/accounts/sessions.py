"""Whoever changes how they log in is logged out everywhere else: an intruder with an open session should not stay."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.dispatch import receiver
from django.http import HttpRequest

from houvast_web.accounts.models import User


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def _end_other_sessions(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Log out elsewhere after a change of second factor; for a new password Django does so by itself."""
    others = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    get_adapter().end_sessions(list(others))
