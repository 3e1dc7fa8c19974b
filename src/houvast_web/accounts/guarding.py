"""What guards a page of somebody with an account; other apps get it from `service`."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache


class SecondFactorNeededError(PermissionDenied):
    """The right is there, but asks for a second factor that is not set up."""


def personal(view: Any) -> Any:
    """Only for who is logged in, and kept in no cache; a lack of a second factor leads to where one is made."""

    @wraps(view)
    def guarded(request: HttpRequest, *values: Any, **named: Any) -> HttpResponse:
        try:
            answer: HttpResponse = view(request, *values, **named)
        except SecondFactorNeededError:
            messages.warning(request, _("This needs a second factor: set one up first."))
            return redirect("mfa_index")
        return answer

    return never_cache(login_required(guarded))
