"""The passport: make it, show a part of it, see who got what, revoke it, delete it; and check what one was shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.skills.profile import Profile
from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import limited
from houvast_web.my_work import keeping, passport_service, screens, service
from houvast_web.my_work.forms import CheckForm, IssueForm, ShareForm
from houvast_web.my_work.pages import HEAVY_PER_MINUTE, PER_MINUTE, private, show, spoken
from houvast_web.my_work.words import EVIDENCE, EVIDENCE_MARKS, EVIDENCE_OF_ANOTHER, LEVELS, LEVELS_OF_ANOTHER
from houvast_web.my_work.work import Work

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@limited("my-work", PER_MINUTE)
@private
def passport(request: HttpRequest) -> HttpResponse:
    """Show the passport, or how to make one."""
    work = keeping.load(request)
    if not work.passport and not work.profile.skills:
        return show(request, "nothing_yet", {}, step="passport")
    return _passport_page(request, work, ShareForm(None, _choices(work)))


def _passport_page(request: HttpRequest, work: Work, form: ShareForm, status: int = 200) -> HttpResponse:
    values = {
        "work": work,
        "record": _in_words(work),
        "shares": _shares(work),
        "issue_form": IssueForm(),
        "form": form,
        "is_stale": _is_stale(work),
        "rows": screens.held_rows(work.profile, spoken()),
    }
    return show(request, "passport", values, step="passport", status=status)


def _in_words(work: Work) -> dict[str, Any]:
    if not work.passport:
        return {}
    record = work.record
    names = _names(work.profile)
    return {
        "issued": datetime.fromisoformat(record["issued"]),
        "expires": datetime.fromisoformat(record["expires"]),
        "is_expired": datetime.fromisoformat(record["expires"]) < datetime.now(UTC),
        "revoked": record["revoked"],
        "skills": [
            {
                **each,
                "name": names.get(each["uri"], each["name"]),
                "level": LEVELS.get(each["level"], each["level"]),
                "mark": EVIDENCE_MARKS.get(each["evidence"], ""),
                "kind": EVIDENCE.get(each["evidence"], each["evidence"]),
            }
            for each in record["skills"]
        ],
    }


def _names(profile: Profile) -> dict[str, str]:
    language = service.knowledge(profile.version).language
    return dict(zip(language.skills["uri"], language.names("skill", spoken()), strict=True))


def _choices(work: Work) -> list[tuple[str, str]]:
    names = _names(work.profile) if work.passport else {}
    skills = work.record.get("skills", ())
    return list({each["uri"]: (each["uri"], names.get(each["uri"], each["name"])) for each in skills}.values())


def _is_stale(work: Work) -> bool:
    """Whether the profile says something else than the passport."""
    own = {(each.uri, each.level, each.evidence, each.by) for each in work.profile.skills}
    shown = work.record.get("skills", ())
    return bool(work.passport) and own != {(each["uri"], each["level"], each["evidence"], each["by"]) for each in shown}


def _shares(work: Work) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    found = [
        {
            "number": number,
            "to": each["to"],
            "at": datetime.fromisoformat(each["at"]),
            "until": datetime.fromisoformat(each["until"]),
            "count": len(each["skills"]),
            "is_over": datetime.fromisoformat(each["until"]) < now,
        }
        for number, each in enumerate(work.record.get("shares", ()), 1)
    ]
    return found[::-1]


@require_POST
@limited("my-work-passport", HEAVY_PER_MINUTE)
@private
def issue(request: HttpRequest) -> HttpResponse:
    """Make a passport from what somebody ticked."""
    form = IssueForm(request.POST)
    if form.is_valid():
        keeping.save(request, passport_service.issue(keeping.load(request), form.cleaned_data["days"]))
        messages.success(request, _("Your passport is ready. Nobody sees it until you show it."))
    return redirect("my_work:passport")


@require_POST
@limited("my-work-passport", HEAVY_PER_MINUTE)
@private
def share(request: HttpRequest) -> HttpResponse:
    """Show the chosen skills to one party."""
    work = keeping.load(request)
    form = ShareForm(request.POST, _choices(work))
    if not work.passport or work.record["revoked"]:
        return redirect("my_work:passport")
    if not form.is_valid():
        return _passport_page(request, work, form, status=400)
    said = form.cleaned_data
    shared = passport_service.share(work, said["skills"], said["audience"], said["hours"])
    keeping.save(request, shared)
    return redirect("my_work:shown", number=len(shared.shown))


@require_safe
@limited("my-work", PER_MINUTE)
@private
def shown(request: HttpRequest, number: int) -> HttpResponse:
    """Show again what was shown: the code, the text and the QR codes, for as long as it may be used."""
    work = keeping.load(request)
    found = next((each for each in _shares(work) if each["number"] == number), None)
    if found is None:
        raise Http404
    text = work.shown[number - 1]
    if request.GET.get("form") == "txt":
        answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="houvast-shown.txt"'
        return answer
    entry = work.record["shares"][number - 1]
    names = dict(_choices(work))
    values = {
        "share": found,
        "text": text,
        "code": entry["nonce"],
        "names": [names.get(uri, uri) for uri in entry["skills"]],
        "pictures": _pictures(text),
    }
    return show(request, "shown", values, step="passport")


def _pictures(text: str) -> list[str]:
    """Return QR codes; none when so much is shown that it fits no code, the text and file remain."""
    try:
        return passport_service.pictures(text)
    except HouvastError:
        return []


@require_POST
@limited("my-work-passport", HEAVY_PER_MINUTE)
@private
def revoke(request: HttpRequest) -> HttpResponse:
    """Revoke the passport."""
    work = keeping.load(request)
    if work.passport:
        keeping.save(request, passport_service.revoke(work))
        messages.success(request, _("Your passport is revoked. Whoever checks it is told so."))
    return redirect("my_work:passport")


@require_POST
@limited("my-work-passport", HEAVY_PER_MINUTE)
@private
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the passport with its keys and log."""
    if request.POST.get("sure"):
        keeping.save(request, passport_service.delete(keeping.load(request)))
        messages.success(request, _("Your passport and its keys are deleted."))
    return redirect("my_work:passport")


@require_POST
@limited("my-work-passport", HEAVY_PER_MINUTE)
@private
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Send the passport in a form that is read elsewhere."""
    work = keeping.load(request)
    if form not in passport_service.EXPORTS or not work.passport:
        raise Http404
    name, kind = passport_service.EXPORTS[form]
    answer = HttpResponse(passport_service.exported(work, form), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_http_methods(READ_OR_SEND)
@limited("my-work-check", HEAVY_PER_MINUTE)
@private
def check(request: HttpRequest) -> HttpResponse:
    """Check what somebody showed; for whoever it was meant for, without an account."""
    form = CheckForm(request.POST or None, request.FILES or None)
    values: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        found = passport_service.check(
            said["presentation"], said["audience"], said["nonce"], said["issuer"], said["status"]
        )
        values |= {
            "checked": found,
            "reason": found.reason.text(spoken()) if found.reason else "",
            "skills": [_told(each) for each in found.verdict.skills],
        }
    return show(request, "check", values, step="")


def _told(skill: dict[str, Any]) -> dict[str, Any]:
    """Return a skill that somebody else shows, in words; it comes from outside, so nothing is taken for granted."""
    level, evidence = skill.get("level"), str(skill.get("evidence"))
    return {
        "name": str(skill.get("name", ""))[:300],
        "level": LEVELS_OF_ANOTHER.get(level, "") if isinstance(level, int) else "",
        "evidence": EVIDENCE_OF_ANOTHER.get(evidence, ""),
        "mark": EVIDENCE_MARKS.get(evidence, ""),
        "by": str(skill.get("by", ""))[:200],
        "date": str(skill.get("date", ""))[:10],
        "expires": str(skill.get("expires", ""))[:10],
    }
