"""The first pages: what is your work, what did you do in a day, what can you do, who says so."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from houvast.skills.cv import CvLines, read_cv
from houvast.skills.profile import LEVELS as LEVEL_KEYS
from houvast.skills.profile import HeldSkill, from_occupations
from houvast_web.limits import limited
from houvast_web.my_work import keeping, screens, service
from houvast_web.my_work.forms import DayForm, EvidenceForm, TitleForm
from houvast_web.my_work.pages import HEAVY_PER_MINUTE, PER_MINUTE, private, show, spoken
from houvast_web.my_work.words import LEVELS
from houvast_web.my_work.work import Work

READ_OR_SEND = ["GET", "HEAD", "POST"]
FIELD = "skill-"
MOST_LINES = 40
"""Lines of a day or a CV that are looked up."""
MOST_PER_LINE = 3
MOST_OCCUPATIONS = 20


@require_http_methods(READ_OR_SEND)
@limited("my-work", PER_MINUTE)
@private
def start(request: HttpRequest) -> HttpResponse:
    """Ask what somebody's work is; suggestions follow, with script or without."""
    form = TitleForm(request.POST or None)
    work = keeping.load(request)
    return show(
        request,
        "start",
        {
            **_suggestions(form, work.profile.version),
            "held": screens.occupations_held(work.profile, spoken()),
            "work": work,
            "newer": service.newest() if service.newest() != work.profile.version else "",
        },
        step="start",
    )


@require_POST
@limited("my-work", PER_MINUTE)
@private
def titles(request: HttpRequest) -> HttpResponse:
    """Return the suggestions alone, while somebody types."""
    version = keeping.load(request).profile.version
    return render(request, "my_work/suggestions.html", _suggestions(TitleForm(request.POST), version))


def _suggestions(form: TitleForm, version: str) -> dict[str, Any]:
    if not (form.is_bound and form.is_valid()):
        return {"form": form, "asked": "", "candidates": ()}
    title = form.cleaned_data["title"]
    (candidates,) = service.link([title], "occupation", spoken(), version)
    return {"form": form, "asked": title, "candidates": candidates}


@require_POST
@limited("my-work", PER_MINUTE)
@private
def occupation(request: HttpRequest) -> HttpResponse:
    """Take on an occupation held, now or before, or take one out; or move to the newest language."""
    work = keeping.load(request)
    uri = request.POST.get("occupation", "")[:300]
    doing = request.POST.get("do", "now")
    if doing == "newest":
        keeping.save(request, keeping.with_profile_in(work, service.newest()))
        messages.success(request, _("Your skills are in the new list now. Look them over."))
        return redirect("my_work:skills")
    if doing == "remove":
        occupations = tuple(each for each in work.profile.occupations if each != uri)
        keeping.save(request, replace(work, profile=replace(work.profile, occupations=occupations)))
        return redirect("my_work:start")
    keeping.save(request, _with_occupation(work, uri, is_now=doing != "before"))
    return redirect("my_work:skills")


def _with_occupation(work: Work, uri: str, *, is_now: bool) -> Work:
    """Add an occupation with its essential skills, to be ticked on or off; what was ticked before stays."""
    begun = from_occupations(service.knowledge(work.profile.version).language, [uri])
    have = {each.uri for each in work.profile.skills}
    added = tuple(each for each in begun.skills if each.uri not in have)
    others = tuple(each for each in work.profile.occupations if each != uri)[: MOST_OCCUPATIONS - 1]
    occupations = (uri, *others) if is_now else (*others, uri)
    return replace(work, profile=replace(work.profile, occupations=occupations, skills=(*work.profile.skills, *added)))


@require_http_methods(READ_OR_SEND)
@limited("my-work-heavy", HEAVY_PER_MINUTE)
@private
def day(request: HttpRequest) -> HttpResponse:
    """Suggest skills and work from a day or a CV. Only what somebody ticks is kept; the text itself never is."""
    if request.method == "POST" and "tick" in request.POST:
        work = keeping.load(request)
        keeping.save(request, _with_ticked(work, request.POST.getlist("tick")[:500]))
        return redirect("my_work:skills")
    form = DayForm(request.POST or None, request.FILES or None)
    found: dict[str, Any] = {"form": form, "lines": (), "titles": (), "is_asked": False}
    if form.is_bound and form.is_valid():
        cv = _read_cv(form.cleaned_data["cv"])
        version = keeping.load(request).profile.version
        tasks = [*form.lines(), *cv.tasks][:MOST_LINES]
        found |= {
            "is_asked": True,
            "lines": _looked_up(tasks, "skill", version),
            "titles": _looked_up(cv.titles[:MOST_LINES], "occupation", version),
        }
    return show(request, "day", found, step="start")


def _with_ticked(work: Work, uris: list[str]) -> Work:
    language, profile = service.knowledge(work.profile.version).language, work.profile
    for uri in uris:
        language.skill(uri)
        if uri not in profile.levels():
            profile = profile.with_skill(HeldSkill(uri, 2))
    return replace(work, profile=profile)


def _read_cv(file: Any) -> CvLines:
    if file is None:
        return CvLines((), ())
    with tempfile.TemporaryDirectory(prefix="houvast-") as folder:
        path = Path(folder) / "cv"
        path.write_bytes(file.read())
        return read_cv(path)


def _looked_up(lines: Any, kind: Any, version: str) -> list[tuple[str, Any]]:
    if not lines:
        return []
    found = zip(lines, service.link(lines, kind, spoken(), version), strict=True)
    return [(line, candidates[:MOST_PER_LINE]) for line, candidates in found if candidates]


@require_http_methods(READ_OR_SEND)
@limited("my-work", PER_MINUTE)
@private
def skills(request: HttpRequest) -> HttpResponse:
    """Show skills to tick, essential ones first, each with a level; and take what was ticked."""
    work = keeping.load(request)
    if request.method == "POST":
        if request.POST.get("version") == work.profile.version:
            keeping.save(request, replace(work, profile=screens.with_levels(work.profile, _ticked(request))))
            messages.success(request, _("Your skills are kept."))
        return redirect("my_work:moves" if "onward" in request.POST else "my_work:skills")
    parts = screens.skill_parts(work, spoken())
    values = {"parts": parts, "work": work, "levels": [(0, _("No")), *LEVELS.items()]}
    return show(request, "skills", values, step="skills")


def _ticked(request: HttpRequest) -> dict[int, int]:
    """Read the levels by place; what is no place or level counts for nothing."""
    known = len(service.knowledge(keeping.load(request).profile.version).language.skills)
    found = {}
    for name, value in request.POST.items():
        place = name.removeprefix(FIELD)
        is_place = name.startswith(FIELD) and place.isascii() and place.isdigit() and len(place) < 7
        if is_place and int(place) < known and value in ("0", *map(str, LEVEL_KEYS)):
            found[int(place)] = int(value)
    return found


@require_http_methods(READ_OR_SEND)
@limited("my-work", PER_MINUTE)
@private
def evidence(request: HttpRequest) -> HttpResponse:
    """Show who says that somebody can do something; add to it or take it out."""
    work = keeping.load(request)
    rows = screens.held_rows(work.profile, spoken())
    choices = list(dict.fromkeys((row["uri"], row["name"]) for row in rows))
    form = EvidenceForm(request.POST if "skill" in request.POST else None, choices)
    if request.method == "POST" and "remove" in request.POST:
        keeping.save(request, _without_evidence(work, request.POST["remove"]))
        return redirect("my_work:evidence")
    if form.is_bound and form.is_valid():
        keeping.save(request, _with_evidence(work, form.cleaned_data))
        messages.success(request, _("Added."))
        return redirect("my_work:evidence")
    return show(request, "evidence", {"rows": rows, "form": form}, step="skills")


def _with_evidence(work: Work, said: dict[str, Any]) -> Work:
    days = {name: said[name].isoformat() if said[name] else "" for name in ("date", "expires")}
    level = work.profile.levels().get(said["skill"], 2)
    skill = HeldSkill(said["skill"], level, said["evidence"], said["by"], **days)
    return replace(work, profile=work.profile.with_skill(skill))


def _without_evidence(work: Work, number: str) -> Work:
    if not (number.isascii() and number.isdigit() and int(number) < len(work.profile.skills)):
        raise Http404
    kept = tuple(each for place, each in enumerate(work.profile.skills) if place != int(number))
    return replace(work, profile=replace(work.profile, skills=kept))
