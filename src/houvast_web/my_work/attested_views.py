"""What an employer confirmed: the person looks at it and takes what they want into their own profile."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from houvast.skills.employer import Attestation, accept, attestation_from
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.limits import limited
from houvast_web.my_work import keeping, service
from houvast_web.my_work.forms import FileForm
from houvast_web.my_work.pages import HEAVY_PER_MINUTE, private, show, spoken
from houvast_web.my_work.words import LEVELS_OF_ANOTHER

LONGEST = 1_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@limited("my-work-file", HEAVY_PER_MINUTE)
@private
def attested(request: HttpRequest) -> HttpResponse:
    """Read the file of an employer, show it, and keep only what is ticked."""
    if "attestation" in request.POST:
        return _keep(request, _read(request.POST["attestation"][:LONGEST]))
    form = FileForm(request.POST or None, request.FILES or None)
    found: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        said = _read(form.cleaned_data["file"].read().decode("utf-8-sig", errors="replace"))
        found |= {"said": said, "text": said.as_json(), "rows": _rows(keeping.load(request).profile.version, said)}
    return show(request, "attested", found, step="skills")


def _read(text: str) -> Attestation:
    where = str(_("your file"))
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise HouvastError(problem("files.unreadable", where=where, found=str(fault)[:100])) from fault
    return attestation_from(content, where)


def _rows(version: str, said: Attestation) -> list[dict[str, Any]]:
    """Return the skills by name; those that are not in the language of the profile cannot be taken."""
    language = service.knowledge(version).language
    names = language.names("skill", spoken())
    return [
        {
            "uri": uri,
            "name": names[language.skill_place[uri]] if uri in language.skill_place else uri,
            "level": LEVELS_OF_ANOTHER[level],
            "is_known": uri in language.skill_place,
        }
        for uri, level in said.skills
    ]


def _keep(request: HttpRequest, said: Attestation) -> HttpResponse:
    work = keeping.load(request)
    wanted = request.POST.getlist("tick")
    profile = accept(work.profile, said, wanted, service.knowledge(work.profile.version).language)
    keeping.save(request, replace(work, profile=profile))
    if wanted:
        messages.success(request, _("Added."))
    return redirect("my_work:evidence")
