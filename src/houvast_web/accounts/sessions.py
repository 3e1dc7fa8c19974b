"""When a session ends: after a longest time, and elsewhere when somebody changes how they log in."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.deprecation import MiddlewareMixin

from houvast_web.accounts.models import User

LONGEST_SECONDS = timedelta(days=30).total_seconds()
_BEGUN = "begun"


class BoundedSession(MiddlewareMixin):
    """A session ends however much it is used, and what it shows stays in no cache.

    So neither a stolen session nor the back button of a shared computer opens a door for ever.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Log out whose session began too long ago."""
        if _has_session(request) and time.time() - request.session.get(_BEGUN, 0) > LONGEST_SECONDS:
            logout(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Let nobody keep what was shown, where the page itself does not say."""
        if "Cache-Control" not in response.headers and _has_session(request):
            add_never_cache_headers(response)
        return response


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(request.user.is_authenticated)


@receiver(user_logged_in)
def _begin(request: HttpRequest, **_rest: Any) -> None:
    request.session[_BEGUN] = int(time.time())


@receiver([authenticator_added, authenticator_removed, authenticator_reset])
def _end_other_sessions(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Log out elsewhere after a change of second factor; for a new password Django does so by itself."""
    others = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    get_adapter().end_sessions(list(others))


def end_all(user: User) -> int:
    """Log somebody out everywhere, and return from how many sessions."""
    found = list(UserSession.objects.filter(user=user))
    get_adapter().end_sessions(found)
    return len(found)
