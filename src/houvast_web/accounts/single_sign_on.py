"""Single sign-on as allauth does it, where forms may lead to our own pages only and a provider may be down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from requests import RequestException


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider by a page of ours: browsers hold back a form whose answer leads elsewhere."""
    found = _asked(views.login, request, provider_id)
    if request.method != "POST" or not isinstance(found, HttpResponseRedirect) or found.url.startswith("/"):
        return found
    provider = get_adapter().get_provider(request, provider_id)
    return render(request, "accounts/onward.html", {"address": found.url, "name": provider.name})


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let in who comes back from the provider."""
    return _asked(views.callback, request, provider_id)


def _asked(view: Callable[..., Any], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        found: HttpResponse = view(request, provider_id)
    except RequestException:
        messages.error(request, _("The organisation that logs you in does not answer. Try again later."))
        return redirect("account_login")
    return found
