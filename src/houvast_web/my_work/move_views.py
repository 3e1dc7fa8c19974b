"""Other work: what is near and why, what to compare, and the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.skills.moves.gap import Aim
from houvast.skills.moves.plan import as_page, plan_lines
from houvast_web.limits import limited
from houvast_web.my_work import keeping, screens, service
from houvast_web.my_work.pages import HEAVY_PER_MINUTE, PER_MINUTE, private, show, spoken
from houvast_web.my_work.work import LONGEST_NOTES, MOST_CHOSEN, MOST_HIDDEN, Work

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@limited("my-work", PER_MINUTE)
@private
def moves(request: HttpRequest) -> HttpResponse:
    """Show other work that is near, with why and why not."""
    work = keeping.load(request)
    if not work.profile.skills:
        return show(request, "nothing_yet", {}, step="moves")
    values = {**screens.moves_screen(work, spoken()), "work": work}
    return show(request, "moves", values, step="moves")


@require_POST
@limited("my-work", PER_MINUTE)
@private
def choose(request: HttpRequest) -> HttpResponse:
    """Put a move beside others, take it away, hide it or show it again."""
    work = keeping.load(request)
    uri = request.POST.get("occupation", "")[:300]
    place = service.knowledge(work.profile.version).language.occupation(uri)
    doing = request.POST.get("do", "")
    if doing == "choose" and uri not in work.chosen and len(work.chosen) >= MOST_CHOSEN:
        messages.warning(request, _("You can put three kinds of work side by side. Take one away first."))
    else:
        keeping.save(request, _changed(work, uri, doing))
    back = "my_work:plan" if request.POST.get("back") == "plan" else "my_work:moves"
    return redirect(f"{reverse(back)}#move-{place}")


def _changed(work: Work, uri: str, doing: str) -> Work:
    chosen = tuple(each for each in work.chosen if each != uri)
    hidden = tuple(each for each in work.hidden if each != uri)
    if doing == "choose":
        return replace(work, chosen=(*chosen, uri))
    if doing == "drop":
        return replace(work, chosen=chosen)
    if doing == "hide":
        return replace(work, chosen=chosen, hidden=(*hidden, uri)[-MOST_HIDDEN:])
    return replace(work, hidden=hidden) if doing == "show" else work


@require_http_methods(READ_OR_SEND)
@limited("my-work-heavy", HEAVY_PER_MINUTE)
@private
def plan(request: HttpRequest) -> HttpResponse:
    """Show the chosen work side by side with the gap and training, to print; and take notes."""
    work = keeping.load(request)
    if request.method == "POST":
        notes = request.POST.get("notes", "").replace("\0", "")[:LONGEST_NOTES]
        keeping.save(request, replace(work, notes=notes))
        messages.success(request, _("Your notes are kept."))
        return redirect("my_work:plan")
    if not work.profile.skills:
        return show(request, "nothing_yet", {}, step="plan")
    aim = _aim(request.GET.get("aim", ""))
    values: dict[str, Any] = {"work": work, "aim": aim, "longest_notes": LONGEST_NOTES}
    return show(request, "plan", values | screens.plan_screen(work, spoken(), aim), step="plan")


@require_POST
@limited("my-work-heavy", HEAVY_PER_MINUTE)
@private
def plan_file(request: HttpRequest) -> HttpResponse:
    """Send the plan as a page to print or send on."""
    work = keeping.load(request)
    if not work.profile.skills or not work.chosen:
        return redirect("my_work:plan")
    known = service.knowledge(work.profile.version)
    lines = plan_lines(
        known.language, known.context, screens.planned(work, _aim(request.POST.get("aim", ""))), spoken()
    )
    answer = HttpResponse(as_page(lines, spoken()), content_type="text/html; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="houvast-plan.html"'
    return answer


def _aim(text: str) -> Aim:
    return "hours" if text == "hours" else "cost"
