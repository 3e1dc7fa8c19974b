"""Pages that belong to no desk."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houvast_web.shell import service


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the start page."""
    return render(request, "shell/start.html")


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
