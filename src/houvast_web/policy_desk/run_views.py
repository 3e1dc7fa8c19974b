"""Full runs on the screen: start, progress by events or by asking again, stop, go on, history."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import limited, too_much, visitor
from houvast_web.policy_desk import run_service
from houvast_web.policy_desk.models import FullRun
from houvast_web.policy_desk.views import BUSY, link_of

STARTS_PER_MINUTE = 12
LOOKS_PER_MINUTE = 600
"""Per network address, behind which a whole office may sit."""
MOST_STREAMS = 12
"""Streams of events one visitor may have open at once; beyond these the page asks again by itself."""
EVENT_SECONDS = 0.5
LONGEST_STREAM_SECONDS = 600
REFRESH_SECONDS = 3

_open_streams: Counter[str] = Counter()


@require_POST
@limited("policy-full", STARTS_PER_MINUTE)
def start(request: HttpRequest) -> HttpResponse:
    """Ask for a full run and show how it goes."""
    asked = run_service.opened(request.POST.dict()).exploration
    try:
        run = run_service.start(request, asked)
    except HouvastError as fault:
        return render(request, "policy_desk/fault_page.html", {"fault": fault.text(str(get_language()))}, status=BUSY)
    return HttpResponseRedirect(reverse("policy_desk:run", args=[run.pk]))


@require_safe
@limited("policy-look", LOOKS_PER_MINUTE)
def history(request: HttpRequest) -> HttpResponse:
    """Show the runs of this visitor."""
    runs = [_described(each) for each in run_service.recent(request)]
    return render(request, "policy_desk/runs.html", {"runs": runs})


@require_safe
@limited("policy-look", LOOKS_PER_MINUTE)
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show one run: a part of the desk for who has script, else a page that asks again by itself."""
    found = _found(request, run_id)
    return render(request, "policy_desk/run.html", {**_described(found), "refresh": REFRESH_SECONDS})


@require_POST
@limited("policy-look", LOOKS_PER_MINUTE)
def stop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Stop a run."""
    run_service.stop(_found(request, run_id))
    return HttpResponseRedirect(reverse("policy_desk:run", args=[run_id]))


@require_POST
@limited("policy-full", STARTS_PER_MINUTE)
def resume(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Let a run go on."""
    try:
        run_service.resume(request, _found(request, run_id))
    except HouvastError as fault:
        return render(request, "policy_desk/fault_page.html", {"fault": fault.text(str(get_language()))}, status=BUSY)
    return HttpResponseRedirect(reverse("policy_desk:run", args=[run_id]))


@require_safe
@limited("policy-look", LOOKS_PER_MINUTE)
async def events(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Send how far a run is, as events, until it ends."""
    await sync_to_async(_found)(request, run_id)
    who = await sync_to_async(visitor)(request)
    if _open_streams[who] >= MOST_STREAMS:
        return await sync_to_async(too_much)(request)
    found = StreamingHttpResponse(_counted(who, _progress(request, run_id)), content_type="text/event-stream")
    found["Cache-Control"] = "no-cache"
    found["X-Accel-Buffering"] = "no"
    return found


async def _counted(who: str, lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Pass lines on, counted as an open stream for as long as somebody listens."""
    _open_streams[who] += 1
    try:
        async for line in lines:
            yield line
    finally:
        _open_streams[who] -= 1
        if not _open_streams[who]:
            del _open_streams[who]


async def _progress(request: HttpRequest, run_id: UUID) -> AsyncIterator[bytes]:
    told = ""
    for _ in range(round(LONGEST_STREAM_SECONDS / EVENT_SECONDS)):
        found = await sync_to_async(run_service.find)(request, run_id)
        if found is None:
            return
        now = json.dumps({"done": found.done, "total": found.total, "status": found.status})
        # A comment keeps the line open where nothing has changed.
        yield f"data: {now}\n\n".encode() if now != told else b": still here\n\n"
        told = now
        if found.status not in run_service.UNFINISHED:
            return
        await asyncio.sleep(EVENT_SECONDS)


def _found(request: HttpRequest, run_id: UUID) -> FullRun:
    found = run_service.find(request, run_id)
    if found is None:
        raise Http404
    return found


def _described(found: FullRun) -> dict[str, Any]:
    asked = run_service.asked_by(found)
    language = str(get_language())
    return {
        "run": found,
        "asked": asked,
        "place": _place(asked.world, language),
        "is_open": found.status in run_service.UNFINISHED,
        "reason": run_service.REASONS.get(found.reason, {}).get(language, found.reason),
        "address": link_of(asked, run=str(found.pk)),
        "draws": run_service.DRAWS,
    }


def _place(world: str, language: str) -> str:
    from houvast.futures.scenarios import described

    return described(world, None, language)
