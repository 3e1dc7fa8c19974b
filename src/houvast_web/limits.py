"""Limits that keep the workbench usable for everybody: requests per minute, and calculations that wait.

Counters live in the cache in the database, so all processes share them. A visitor is known by account, else by a keyed
hash of the network address; the address itself is not kept.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houvast.vocabulary.errors import HouvastError, problem

View = Callable[..., HttpResponse]

MINUTE_SECONDS = 60
LONGEST_QUEUE = 50
VISITOR_LETTERS = 32


def visitor(request: HttpRequest) -> str:
    """Return a name for who asks, which says nothing about who that is."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user-{user.pk}"
    address = str(request.META.get("REMOTE_ADDR", ""))
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), "sha256").hexdigest()[:VISITOR_LETTERS]


def limited(name: str, per_minute: int) -> Callable[[View], View]:
    """Let a visitor ask a view at most so often; beyond that a page with status 429 says to wait.

    Parameters
    ----------
    name
        What is counted; views with the same name share one count.
    per_minute
        Most requests of one visitor in a minute.
    """

    def around(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *values: Any, **named: Any) -> HttpResponse:
            key = f"limit:{name}:{visitor(request)}"
            if cache.add(key, 1, MINUTE_SECONDS) or _count(key) <= per_minute:
                answer: HttpResponse = view(request, *values, **named)
                return answer
            return too_much(request)

        return counted

    return around


def _count(key: str) -> int:
    try:
        return cache.incr(key)
    except ValueError:  # ended in between
        cache.add(key, 1, MINUTE_SECONDS)
        return 1


def too_much(request: HttpRequest) -> HttpResponse:
    """Say to wait."""
    from houvast_web.shell import service

    answer = render(request, "shell/fault.html", service.fault(429), status=429)
    answer["Retry-After"] = str(MINUTE_SECONDS)
    return answer


def check_queue() -> None:
    """Refuse another calculation when too many wait.

    Raises
    ------
    HouvastError
        `web.queue_full`.
    """
    from django.apps import apps

    waiting = apps.get_model("django_tasks_database.DBTaskResult").objects.filter(status="READY").count()
    if waiting >= LONGEST_QUEUE:
        raise HouvastError(problem("web.queue_full", found=waiting))
