"""Skills at the employer desk: a vacancy as what one must be able to do and can learn, and confirming one's skills.

Nobody is put in an order here. A vacancy holds nothing about anybody and is not stored. What an employer confirms goes
into a file for the person themselves, after they agreed; they decide what of it comes into their passport.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from houvast.flex.competence import Matrix
from houvast.skills.employer import MOST_MUST_HAVES, Attestation, vacancy_of
from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.service import Right, organisation_for, record
from houvast_web.downloads import attached
from houvast_web.flex_desk import matrix, service
from houvast_web.flex_desk.forms import ConsentForm, VacancyForm
from houvast_web.flex_desk.pages import FILES_PER_MINUTE, UNREADABLE, personal, spoken, tell, visitor
from houvast_web.limits import limited
from houvast_web.my_work.service import knowledge, link, newest

READ_OR_SEND = ["GET", "HEAD", "POST"]
MOST_SUGGESTED = 5
FIELD, WORDS = "skill-", "words-"
LONGEST_WORDS = 200


class Skill(NamedTuple):
    """A skill of a vacancy on the screen."""

    uri: str
    name: str
    questions: tuple[str, ...]
    is_needed: bool


class Confirmed(NamedTuple):
    """A skill of the matrix, the level of one person in it, and what it may be in the language of skills."""

    number: int
    name: str
    words: str
    level: int
    suggested: tuple[tuple[str, str], ...]


@require_http_methods(READ_OR_SEND)
@limited("flex-vacancy", FILES_PER_MINUTE)
@never_cache
def vacancy(request: HttpRequest) -> HttpResponse:
    """Put a vacancy in skills: find the work, then say what is needed on the first day; the rest is learned."""
    form = VacancyForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "most": MOST_MUST_HAVES, "faults": []}
    try:
        if "occupation" in request.POST:
            context |= _vacancy(request.POST["occupation"][:300], request.POST.getlist("must")[:500])
        elif form.is_bound and form.is_valid():
            title = form.cleaned_data["title"]
            context |= {"asked": title, "candidates": link([title], "occupation", spoken())[0]}
    except HouvastError as fault:
        context["faults"] = [each.text(spoken()) for each in fault.problems]
    return render(request, "flex_desk/vacancy.html", context, status=UNREADABLE if context["faults"] else 200)


def _vacancy(occupation: str, must: list[str]) -> dict[str, Any]:
    """Return a vacancy for the screen; of too many requirements the first count, and that is said."""
    language = knowledge().language
    found = vacancy_of(language, occupation, must[:MOST_MUST_HAVES])
    names, uris = language.names("skill", spoken()), language.skills["uri"]
    skills = [
        Skill(uris[each.place], names[each.place], tuple(q.text(spoken()) for q in each.questions), is_needed)
        for part, is_needed in ((found.must_have, True), (found.learnable, False))
        for each in part
    ]
    return {
        "occupation": occupation,
        "name": language.names("occupation", spoken())[found.occupation],
        "skills": skills,
        "is_too_many": len(must) > MOST_MUST_HAVES,
        "is_built_in": knowledge().is_built_in,
    }


@require_http_methods(READ_OR_SEND)
@personal
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Make a file that says what one person can do, for that person, on the day they agreed."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    try:
        found = matrix.read(organisation)
        if found is None:
            messages.info(request, _("There is no competence matrix yet."))
            return redirect("flex_desk:home", number)
        return _confirm(request, organisation, found)
    except HouvastError as fault:
        tell(request, fault)
        return redirect("flex_desk:home", number)


def _confirm(request: HttpRequest, organisation: Any, found: Matrix) -> HttpResponse:
    form = ConsentForm(request.POST or None, people=found.people)
    context: dict[str, Any] = {"organisation": organisation, "form": form}
    if form.is_bound and form.is_valid():
        rows = _rows(found, form.cleaned_data["person"], request)
        chosen = () if "again" in request.POST else _chosen(request, rows)
        if chosen:
            record("flex_confirmed", visitor(request), organisation)
            said = Attestation(newest(), organisation.name, form.cleaned_data["consent"].isoformat(), chosen)
            return attached(said.as_json().encode(), "confirmation", "json")
        context |= {
            "rows": rows,
            "person": form.cleaned_data["person"],
            "is_empty": "chosen" in request.POST and "again" not in request.POST,
        }
    else:
        record("flex_names_seen", visitor(request), organisation)
    return render(request, "flex_desk/confirm.html", context)


def _rows(found: Matrix, person: str, request: HttpRequest) -> list[Confirmed]:
    """Return the skills of one person, each with what it may be called in the language of skills.

    The name in the matrix is looked up, or the words that were given for it.
    """
    today, language = service.today(), knowledge().language
    names = dict(zip(language.skills["uri"], language.names("skill", spoken()), strict=True))
    known = {each.skill: each.skill_id for each in found.required if each.skill_id in names}
    held = [each for each in found.ratings if each.person == person and each.counted_level(today) > 0]
    given = [request.POST.get(f"{WORDS}{number}", "")[:LONGEST_WORDS].strip() for number in range(len(held))]
    words = [said if any(map(str.isalnum, said)) else each.skill for said, each in zip(given, held, strict=True)]
    linked = link(words, "skill", spoken()) if held else []
    rows = []
    for place, (each, candidates) in enumerate(zip(held, linked, strict=True)):
        suggested = {known[each.skill]: names[known[each.skill]]} if each.skill in known else {}
        suggested |= {one.uri: one.label for one in candidates[:MOST_SUGGESTED]}
        rows.append(Confirmed(place, each.skill, words[place], each.counted_level(today), tuple(suggested.items())))
    return rows


def _chosen(request: HttpRequest, rows: list[Confirmed]) -> tuple[tuple[str, int], ...]:
    """Return what was chosen from the lists; anything else counts for nothing, and one skill counts once."""
    found: dict[str, int] = {}
    for row in rows:
        uri = request.POST.get(f"{FIELD}{row.number}", "")
        if uri in dict(row.suggested):
            found[uri] = max(row.level, found.get(uri, 0))
    return tuple(found.items())
