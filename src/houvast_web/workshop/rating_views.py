"""Pages of who rates: come in, answer one development at a time, look back, take one's answers along or away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.futures.votes import HIGHEST, LOWEST
from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import limited
from houvast_web.workshop import rating, service
from houvast_web.workshop.forms import UNKNOWN, AnswerForm, JoinForm
from houvast_web.workshop.models import Participant, Vote
from houvast_web.workshop.views import spoken, tell

JOINS_PER_MINUTE, ANSWERS_PER_MINUTE = 120, 1200
"""Per network address: a whole room may sit behind one."""
COOKIE_SECONDS = 30 * 24 * 3600
NOT_NOW = 409
GONE = 404


def cookie_of(workshop: int) -> str:
    """Return the name of the cookie in which a phone keeps its token."""
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}houvast-workshop-{workshop}"


def participant(request: HttpRequest, workshop: int) -> Participant | None:
    """Return who asks, in this workshop."""
    return rating.participant_of(workshop, request.COOKIES.get(cookie_of(workshop), ""))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("workshop-join", JOINS_PER_MINUTE)
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let somebody in who has the link; who is in already goes on."""
    workshop = service.invited_to(token)
    if workshop is None:
        return render(request, "workshop/gone.html", status=GONE)
    if participant(request, workshop.pk) is not None:
        return redirect("workshop:rate", workshop.pk)
    form = JoinForm(workshop.groups, request.POST or None)
    if workshop.is_open and form.is_valid():
        try:
            secret = rating.join(workshop, form.cleaned_data["group"])
        except HouvastError as fault:
            tell(request, fault)
            return render(request, "workshop/join.html", {"workshop": workshop, "form": form}, status=NOT_NOW)
        answer = redirect("workshop:rate", workshop.pk)
        answer.set_cookie(
            cookie_of(workshop.pk), secret, COOKIE_SECONDS, httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
        return answer
    context = {"workshop": workshop, "form": form, "smallest": rating.SMALLEST_GROUP}
    return render(request, "workshop/join.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("workshop-rate", ANSWERS_PER_MINUTE)
def rate(request: HttpRequest, workshop: int) -> HttpResponse:
    """Ask for one development, keep the answer, and go on to the next."""
    who = participant(request, workshop)
    if who is None:
        return render(request, "workshop/gone.html", status=GONE)
    developments: list[str] = who.workshop.developments
    form = AnswerForm(developments, request.POST or None)
    if request.method != "POST":
        asked = request.GET.get("d", "")
        return _question(request, who, asked if asked in developments else "")
    here = request.POST.get("development", "")
    if not form.is_valid():
        messages.error(request, _("Choose an answer to both questions."))
        return _question(request, who, here if here in developments else "", 400, request.POST)
    try:
        rating.answer(who, here, form.score("impact"), form.score("uncertainty"), form.cleaned_data["turn"])
    except HouvastError as fault:
        tell(request, fault)
        return _question(request, who, here, NOT_NOW)
    return redirect("workshop:rate", workshop)


def _question(request: HttpRequest, who: Participant, asked: str, status: int = 200, given: Any = None) -> HttpResponse:
    """Show a development: the one asked for, else the first without an answer, else the end."""
    answers, language = rating.answers_of(who), spoken()
    names = [(key, service.given().developments[key]) for key in who.workshop.developments]
    key = asked or next((each for each, _development in names if each not in answers), "")
    kept = answers.get(key)
    context: dict[str, Any] = {
        "workshop": who.workshop,
        "group": who.group,
        "n_done": sum(each in answers for each, _development in names),
        "n_all": len(names),
        "listed": [(each, told.name.text(language), each in answers) for each, told in names],
    }
    if key:
        told = service.given().developments[key]
        context |= {
            "key": key,
            "name": told.name.text(language),
            "description": told.description.text(language),
            "turn": kept.turn if kept else 0,
            "place": who.workshop.developments.index(key) + 1,
            "questions": [
                ("impact", _("How much does this change work in the Netherlands until 2040?"),
                 _("hardly anything"), _("very much"), _choices(kept, "impact", given)),
                ("uncertainty", _("How uncertain is it which way this goes?"),
                 _("it is certain"), _("nobody knows"), _choices(kept, "uncertainty", given)),
            ],
        }  # fmt: skip
    return render(request, "workshop/rate.html", context, status=status)


def _choices(kept: Vote | None, name: str, given: Any) -> list[tuple[str, str, bool]]:
    """Return the answers to choose from, with the one that was given."""
    now = ""
    if given is not None:
        now = given.get(name, "")
    elif kept is not None:
        score = getattr(kept, name)
        now = UNKNOWN if score is None else str(score)
    scores = [(str(each), str(each)) for each in range(LOWEST, HIGHEST + 1)]
    return [(value, label, value == now) for value, label in [*scores, (UNKNOWN, _("don't know"))]]


@require_safe
@never_cache
def my_answers(request: HttpRequest, workshop: int) -> HttpResponse:
    """Send what is kept of who asks."""
    who = participant(request, workshop)
    if who is None:
        raise Http404
    answers = {
        each.development: {"impact": each.impact, "uncertainty": each.uncertainty}
        for each in rating.answers_of(who).values()
    }
    kept = {"workshop": who.workshop.name, "group": who.group, "joined_on": who.joined_on, "answers": answers}
    answer = JsonResponse(kept, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="houvast-my-answers.json"'
    return answer


@require_POST
@never_cache
@limited("workshop-join", JOINS_PER_MINUTE)
def withdraw(request: HttpRequest, workshop: int) -> HttpResponse:
    """Erase the answers of who asks."""
    who = participant(request, workshop)
    if who is None:
        raise Http404
    rating.withdraw(who)
    messages.success(request, _("Your answers are gone."))
    answer = redirect("shell:start")
    answer.delete_cookie(cookie_of(workshop), samesite="Lax")
    return answer
