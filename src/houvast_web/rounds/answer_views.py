"""Pages of a respondent, on a phone, with or without script.

The token comes in a form and stays in a cookie of the respondent's own browser, which pages cannot read; it stands in
no address and no session. On a computer that others use too, the cookie goes after a quarter of an hour or on leaving,
and nothing else is left behind. These pages put nothing into the session and write no line to a log.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.surveys.questionnaire import Question
from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import limited
from houvast_web.rounds import answering
from houvast_web.rounds.answering import Draft, Respondent
from houvast_web.rounds.models import today

COOKIE = "__Host-houvast-answer" if settings.HTTPS else "houvast-answer"
SHARED, OWN = "shared", "own"
SHARED_SECONDS = 15 * 60
DAY_SECONDS = 24 * 60 * 60
ENTRIES_PER_MINUTE = 1_200
"""A whole company may come from one network address, and a token cannot be guessed."""
READ = ["GET", "HEAD", "POST"]


def for_respondent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only with the token of an open round; who has none is asked for it."""

    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        kind, _colon, token = request.COOKIES.get(COOKIE, "").partition(":")
        try:
            who = answering.respondent_by(token)
        except HouvastError:
            return _unkept(redirect("rounds:enter"))
        answer = view(request, who, **named)
        if kind == SHARED and COOKIE not in answer.cookies:
            _remember(answer, who, is_shared=True)  # a quarter of an hour from the last page
        return _unkept(answer)

    return guarded


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    return answer


def _remember(answer: HttpResponse, who: Respondent, *, is_shared: bool) -> None:
    days = (who.round.closes - today()).days + 1
    answer.set_cookie(
        COOKIE,
        f"{SHARED if is_shared else OWN}:{who.token}",
        max_age=SHARED_SECONDS if is_shared else days * DAY_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _forget(answer: HttpResponse) -> HttpResponse:
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer


def _said(fault: HouvastError) -> list[str]:
    return [each.text(get_language() or "nl") for each in fault.problems]


@require_http_methods(READ)
@limited("rounds-enter", ENTRIES_PER_MINUTE)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the token."""
    faults: list[str] = []
    if request.method == "POST":
        try:
            who = answering.respondent_by(request.POST.get("token", "")[:100])
            answer = redirect("rounds:start")
            _remember(answer, who, is_shared="shared" in request.POST)
            return _unkept(answer)
        except HouvastError as fault:
            faults = _said(fault)
    elif request.COOKIES.get(COOKIE) and "again" not in request.GET:
        return _unkept(redirect("rounds:start"))
    return _unkept(render(request, "rounds/enter.html", {"faults": faults, "left": "left" in request.GET}))


@require_safe
@for_respondent
def start(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Show the terms, and how far the respondent is."""
    draft = answering.draft_of(who)
    pages = answering.pages_of(who, draft.answers)
    shown = {
        **_of(who, draft),
        "pages": len(pages),
        "next": _first_open(pages, draft),
        "invited": sum(who.round.invited.values()),
    }
    return render(request, "rounds/start.html", shown)


@require_http_methods(READ)
@for_respondent
def page(request: HttpRequest, who: Respondent, page: int) -> HttpResponse:
    """Show a page of questions; its form keeps all answers on it and leads on."""
    faults: list[str] = []
    draft = answering.draft_of(who)
    if draft.is_handed_in:
        return redirect("rounds:own")
    pages = answering.pages_of(who, draft.answers)
    if not 1 <= page <= len(pages):
        raise Http404
    if request.method == "POST":
        given = {each.key: request.POST.get(each.key, "") for each in pages[page - 1] if each.key in request.POST}
        try:
            draft = answering.save(who, given)
            return redirect(_where(request, page, len(answering.pages_of(who, draft.answers))))
        except HouvastError as fault:
            faults = _said(fault)
    questions = [_put(each, draft) for each in pages[page - 1]]
    scale = next((each for each in who.questionnaire.scales if each.key == pages[page - 1][0].scale), None)
    shown = {
        **_of(who, draft),
        "page": page,
        "pages": len(pages),
        "blocks": _blocks(questions),
        "heading": scale.name.text(get_language() or "nl") if scale else "",
        "faults": faults,
    }
    return render(request, "rounds/page.html", shown)


def _where(request: HttpRequest, page: int, pages: int) -> str:
    if "stop" in request.POST:
        return reverse("rounds:start")
    if "back" in request.POST:
        return reverse("rounds:page", args=[page - 1]) if page > 1 else reverse("rounds:start")
    return reverse("rounds:page", args=[page + 1]) if page < pages else reverse("rounds:hand_in")


@require_POST
@for_respondent
def save(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Keep one answer; sent again it changes nothing, and one that comes late does not undo a newer one."""
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        return JsonResponse({"saved": False}, status=400)
    try:
        draft = answering.save(who, {request.POST.get("key", ""): request.POST.get("value", "")}, int(version))
    except HouvastError as fault:
        return JsonResponse({"saved": False, "said": " ".join(_said(fault))}, status=409)
    return JsonResponse({"saved": True, "version": draft.version})


@require_http_methods(READ)
@for_respondent
def hand_in(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Show what is open still, and hand in."""
    draft = answering.draft_of(who)
    faults: list[str] = []
    if request.method == "POST" and not draft.is_handed_in:
        try:
            answering.hand_in(who)
            return redirect("rounds:own")
        except HouvastError as fault:
            faults = _said(fault)
    elif draft.is_handed_in:
        return redirect("rounds:own")
    pages = answering.pages_of(who, draft.answers)
    open_pages = [
        (number, sum(each.key not in draft.answers for each in questions))
        for number, questions in enumerate(pages, start=1)
        if any(each.key not in draft.answers for each in questions)
    ]
    shown = {**_of(who, draft), "open_pages": open_pages, "faults": faults, "pages": len(pages)}
    return render(request, "rounds/hand_in.html", shown)


@require_safe
@for_respondent
def own(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Show the respondent the own scores, after handing in."""
    draft = answering.draft_of(who)
    if not draft.is_handed_in:
        return redirect("rounds:start")
    language = get_language() or "nl"
    rows = [
        {
            "name": each["scale"].name.text(language),
            "scores": [each["scores"].get(ask) for ask in who.questionnaire.asks],
        }
        for each in answering.scores_of(who, draft)
    ]
    first = next(each for each in who.questionnaire.questions if each.answers)
    shown = {
        **_of(who, draft),
        "rows": rows,
        "asks": [_intro(who, ask) for ask in who.questionnaire.asks],
        "low": first.answers[0],
        "high": first.answers[-1],
        "ends": [answer.text.text(language) for answer in (first.answers[0], first.answers[-1])],
    }
    return render(request, "rounds/own.html", shown)


def _intro(who: Respondent, ask: str) -> str:
    return next(each.intro.text(get_language() or "nl") for each in who.questionnaire.questions if each.ask == ask)


@require_POST
@for_respondent
def own_file(_request: HttpRequest, who: Respondent) -> HttpResponse:
    """Send the respondent the own answers as a file."""
    content = {"questionnaire": who.questionnaire.identity, "answers": answering.draft_of(who).answers}
    answer = JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="houvast-my-answers.json"'
    return answer


@require_http_methods(READ)
@for_respondent
def erase_own(request: HttpRequest, who: Respondent) -> HttpResponse:
    """Ask for a deliberate yes, then erase the respondent's answers."""
    if request.method == "POST":
        answering.erase(who)
        return redirect("rounds:start")
    return render(request, "rounds/erase.html", _of(who, answering.draft_of(who)))


@require_POST
def leave(_request: HttpRequest) -> HttpResponse:
    """Forget the token in this browser."""
    answer = _unkept(redirect(reverse("rounds:enter") + "?left"))
    answer["Clear-Site-Data"] = '"cache"'
    return _forget(answer)


def _of(who: Respondent, draft: Draft) -> dict[str, Any]:
    language = get_language() or "nl"
    return {
        "round": who.round,
        "title": who.questionnaire.title.text(language),
        "source": who.questionnaire.source,
        "draft": draft,
        "answered": len(answering.counted(who.questionnaire, draft.answers)),
        "asked": len(answering.visible_questions(who.questionnaire, draft.answers)),
    }


def _first_open(pages: list[list[Question]], draft: Draft) -> int:
    return next(
        (
            number
            for number, questions in enumerate(pages, start=1)
            if any(each.key not in draft.answers for each in questions)
        ),
        1,
    )


def _put(question: Question, draft: Draft) -> dict[str, Any]:
    language = get_language() or "nl"
    return {
        "key": question.key,
        "item": question.text.text(language),
        "intro": question.intro.text(language),
        "chosen": draft.answers.get(question.key, ""),
        "answers": [(each.code, each.text.text(language)) for each in question.answers],
    }


def _blocks(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Questions under what is asked of them: first all that is expected, then what comes true."""
    blocks: dict[str, list[dict[str, Any]]] = {}
    for each in questions:
        blocks.setdefault(each["intro"], []).append(each)
    return [{"intro": intro, "questions": found} for intro, found in blocks.items()]
