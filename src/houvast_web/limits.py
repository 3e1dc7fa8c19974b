"""Limits that keep the workbench usable for everybody: requests per minute, and calculations that wait.

Counters live in the cache in the database, so all processes share them. A visitor is known by account, else by a keyed
hash of the network address; the address itself is not kept.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from houvast.vocabulary.errors import HouvastError, problem

View = Callable[..., Any]

MINUTE_SECONDS = 60
LONGEST_QUEUE = 50
SENT_PER_MINUTE = 6_000
"""To views without a limit of their own, among them the answers to a survey of a whole office behind one address."""
VISITOR_LETTERS = 32
LARGEST_NUMBER = 2**63 - 1
METHODS = ("GET", "HEAD", "OPTIONS", "POST")


class KnownMethods(MiddlewareMixin):
    """Only the methods that pages and forms use; some views of others would answer to any."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Look at the method."""
        return None if request.method in METHODS else HttpResponseNotAllowed(METHODS)


class StorableAddresses(MiddlewareMixin):
    """Where an address holds what no database can look for, there is no such page: huge numbers, the character zero."""

    def process_view(
        self, request: HttpRequest, _view: View, _values: tuple[Any, ...], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Look at the values in the address."""
        if all(_is_storable(each) for each in named.values()):
            return None
        return render(request, "shell/fault.html", _fault(404), status=404)


class LimitedSending(MiddlewareMixin):
    """What is sent to a view without a limit of its own counts as well: no view is forgotten."""

    def process_view(
        self, request: HttpRequest, view: View, _values: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponse | None:
        """Count what is sent."""
        if request.method != "POST" or hasattr(view, "limit"):
            return None
        return None if _is_within(request, "sending", SENT_PER_MINUTE) else too_much(request)


def _is_storable(value: Any) -> bool:
    if isinstance(value, int):
        return value <= LARGEST_NUMBER
    return not (isinstance(value, str) and "\0" in value)


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

    Notes
    -----
    An asynchronous view stays one.
    """

    def around(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *values: Any, **named: Any) -> Any:
            return view(request, *values, **named) if _is_within(request, name, per_minute) else too_much(request)

        @wraps(view)
        async def counted_async(request: HttpRequest, *values: Any, **named: Any) -> Any:
            if await sync_to_async(_is_within)(request, name, per_minute):
                return await view(request, *values, **named)
            return await sync_to_async(too_much)(request)

        found: View = counted_async if iscoroutinefunction(view) else counted
        vars(found)["limit"] = name, per_minute  # so that others can tell which views have which, or none
        return found

    return around


def _is_within(request: HttpRequest, name: str, per_minute: int) -> bool:
    """Count a request of a visitor, and return whether there were not too many in the minute since the first.

    Notes
    -----
    The minute's begin is kept with the count: a counter of the cache lives on with each count, and would never begin
    anew for who keeps asking. Requests at the same moment may count as one.
    """
    key, now = f"limit:{name}:{visitor(request)}", time.time()
    begun, count = cache.get(key, (now, 0))
    if not 0 <= now - begun < MINUTE_SECONDS:
        begun, count = now, 0
    cache.set(key, (begun, count + 1), MINUTE_SECONDS)
    return bool(count < per_minute)


def too_much(request: HttpRequest) -> HttpResponse:
    """Say to wait."""
    answer = render(request, "shell/fault.html", _fault(429), status=429)
    answer["Retry-After"] = str(MINUTE_SECONDS)
    return answer


def _fault(status: int) -> dict[str, Any]:
    from houvast_web.shell import service

    return service.fault(status)


def check_queue() -> None:
    """Refuse another calculation when too many wait.

    Raises
    ------
    HouvastError
        `web.queue_full`.
    """
    waiting = _waiting().count()
    if waiting >= LONGEST_QUEUE:
        raise HouvastError(problem("web.queue_full", found=waiting))


def take_back(args: list[Any]) -> None:
    """Take calculations that still wait out of the queue, so that stopped ones do not fill it.

    Parameters
    ----------
    args
        What they were asked with.
    """
    _waiting().filter(args_kwargs={"args": args, "kwargs": {}}).delete()


def _waiting() -> QuerySet[Any]:
    from django.apps import apps

    found: QuerySet[Any] = apps.get_model("django_tasks_database.DBTaskResult").objects.filter(status="READY")
    return found
