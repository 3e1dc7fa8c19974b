"""Pages that belong to no desk."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from houvast_web.shell import service

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the start page."""
    return render(request, "shell/start.html", service.start_page(get_language() or "nl"))


@require_safe
def planned(request: HttpRequest, key: str) -> HttpResponse:
    """Say what a desk that is not built yet will do."""
    desk = service.planned_desk(key)
    if desk is None:
        raise Http404
    return render(request, "shell/planned.html", {"desk": desk})


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Show the words of Houvast with their meaning."""
    return render(request, "shell/glossary.html", {"subjects": service.glossary(get_language() or "nl")})


@require_safe
def theme(_request: HttpRequest) -> HttpResponse:
    """Send the theme of this organisation."""
    style = service.theme()
    if style is None:
        raise Http404
    return HttpResponse(style, content_type="text/css; charset=utf-8")


@require_safe
def healthy(_request: HttpRequest) -> HttpResponse:
    """Say that the server answers; for whoever keeps it running."""
    return HttpResponse("ok", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Say that there is no such page."""
    return render(request, "shell/fault.html", service.fault(404), status=404)


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Say that this may not be seen or done; also what a form without its token gets."""
    return render(request, "shell/fault.html", service.fault(403), status=403)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be read, or that it was too much to be read."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return render(request, "shell/fault.html", service.fault(status), status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here, and nothing about what."""
    return render(request, "shell/fault.html", service.fault(500), status=500)
