"""Pages of the policy desk, and the parts of them that change while somebody explores."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from houvast.experiments.exploration.answer import Answer
from houvast.experiments.exploration.state import KEYS, Exploration, Opened
from houvast.experiments.exploration.surface import has_moved_levers
from houvast.reports.exploration import basis, figures
from houvast.reports.exploration.build import PARTS, make_document, make_part, make_report
from houvast.reports.exploration.charts import domain_of_chart, frame_of
from houvast.reports.exploration.story import ExploredStory
from houvast.reports.files import FORMS, as_csv, as_file
from houvast.vocabulary.errors import HouvastError, problem
from houvast.vocabulary.words import GROUPINGS, OUTCOME_BY_KEY, keys_of
from houvast_web.downloads import attached
from houvast_web.limits import limited, visitor
from houvast_web.pictures import drawn_figure, picture
from houvast_web.policy_desk import run_service, service
from houvast_web.policy_desk.screen import controls

NOW = "now"
"""Field of the form without script: wait for the exact answer and show everything on one page."""
STEP, FIRST, REST = "step", "first", "rest"
"""Field of a page with script, and its values: the answer as far as it is there soonest, then with the rest."""
NOT_OF_THE_LINK = (NOW, STEP, "k", "x", "run")
"""Which number is explained (grouping.group, outcome) and which full run is shown."""
LOWER = (
    "futures",
    "winners",
    "distribution",
    "occupations",
    "flows",
    "cost",
    "questions",
    "difference",
    "assumed",
    "manifest",
)
"""Figures below the answer, in the order of the page."""
ALL, EXPLAINED = "all", "explained"
"""All figures together, as one file; and the explanation of a number."""
TOGETHER = ("xlsx", "pdf")
"""Files that hold all figures together."""
OPEN = ("flows", "cost", "questions")
"""Figures without a chart whose table is the figure."""
ANSWERS_PER_MINUTE, PARTS_PER_MINUTE, FILES_PER_MINUTE = 1500, 6000, 60
"""Per network address, behind which a whole office may sit; the queue of the workers guards the computer."""
BUSY, CONFLICT = 503, 409
CHANGED = tuple(f"exploration.{of}_{how}" for of in ("model", "facts") for how in ("changed", "unknown"))
"""What makes other numbers of the same question."""
SINCE = (*CHANGED, "exploration.model_same", "exploration.facts_same")
"""What is no matter to a full run, which is kept as it was made."""
EVERYONE = "all.all"
EXACTLY = "exact"
"""Value of `k` that asks for the four futures worked out."""


def opened(request: HttpRequest) -> Opened:
    """Return what the address asks for; never fails, and says what is not as the address has it."""
    values = {key: str(value) for key, value in request.GET.items() if key not in NOT_OF_THE_LINK}
    found = run_service.opened(values)
    if not request.GET.get("run"):
        return found
    if _full(request, found.exploration) is None:
        return found._replace(notes=(*found.notes, problem("exploration.full_elsewhere")))
    return found._replace(notes=tuple(note for note in found.notes if note.code not in SINCE))


def who(request: HttpRequest) -> str:
    """Return a name for whoever explores: two windows of one visitor are two."""
    if request.session.session_key is None:
        request.session.create()
    return f"{visitor(request)}:{request.session.session_key}"


@require_safe
@limited("policy-answer", ANSWERS_PER_MINUTE)
def desk(request: HttpRequest) -> HttpResponse:
    """Show the desk; without script the address has `now` and the page holds everything."""
    asked, notes = opened(request)
    if NOW in request.GET and set(request.GET) - {*KEYS, *NOT_OF_THE_LINK}:
        return HttpResponseRedirect(
            f"{reverse('policy_desk:desk')}?{asked.query(service.facts().content_hash)}&{NOW}=1"
        )
    language = str(get_language())
    context = {
        "asked": asked,
        "notes": [note.text(language) for note in notes],
        "lower": LOWER,
        "open_parts": OPEN,
        "query": _query(request, asked),
        "runs": run_service.recent(request),
        **controls(asked, service.facts(), language),
    }
    if NOW in request.GET:
        context |= _everything(request, asked, language)
    elif _full(request, asked) is not None or service.is_ready(asked):
        context |= _shown(_answer(request, asked), language)
    elif not asked.own:
        chart = figures.previewed(service.surface(), asked, language)
        svg = picture(chart.specification, language)
        context["first"] = {"svg": svg, "description": chart.description}
    return render(request, "policy_desk/desk.html", context, status=BUSY if "fault" in context else None)


@require_safe
@limited("policy-answer", ANSWERS_PER_MINUTE)
def answer(request: HttpRequest) -> HttpResponse:
    """Send the exact answer: tiles and path, and where the rest is to be had.

    In two steps where the page asks for it: what the measures alone do takes a run of its own, and comes after.
    """
    asked, notes = opened(request)
    language, step = str(get_language()), request.GET.get(STEP)
    context = {
        "asked": asked,
        "query": _query(request, asked),
        "lower": LOWER,
        "notes": [note.text(language) for note in notes],
    }
    try:
        context |= _shown(_answer(request, asked, step=step), language)
    except HouvastError as fault:
        if "exploration.superseded" in fault.codes:
            return HttpResponse(status=204)
        context["fault"] = fault.text(language)
    found = render(request, "policy_desk/answer.html", context)
    if step != REST:
        found["HX-Push-Url"] = f"{reverse('policy_desk:desk')}?{asked.query(service.facts().content_hash)}"
    elif "fault" in context:  # the first step stays
        found["HX-Retarget"] = "#rest"
    found["Cache-Control"] = "no-store"
    return found


@require_safe
@limited("policy-ahead", ANSWERS_PER_MINUTE)
def ahead(request: HttpRequest) -> HttpResponse:
    """Begin an exact answer while the hand still rests on the control; nothing of it is sent."""
    service.begin(opened(request).exploration, who(request))
    return HttpResponse(status=204)


def _answer(request: HttpRequest, asked: Exploration, key: str = "", step: str | None = None) -> Answer:
    """Return the full run that the address names, where there is one of this exploration; else the exact answer.

    A figure or file of the four futures has these worked out as well where the address asks for it.
    """
    full = _full(request, asked)
    if full is not None:
        return full
    if request.GET.get("k") == EXACTLY and key in ("futures", ALL):
        return service.futures(asked, who(request))
    if step == FIRST:
        return service.first(asked, who(request))
    return service.exact(asked, who(request), can_wait=step == REST)


def _full(request: HttpRequest, asked: Exploration) -> Answer | None:
    return run_service.finished(request, request.GET.get("run", ""), asked)


def _query(request: HttpRequest, asked: Exploration, **more: str) -> str:
    """Return what the parts and files of a page are asked with: the exploration, model and facts, and the full run."""
    run = request.GET.get("run", "")
    more |= {"run": run} if run and _full(request, asked) is not None else {}
    rest = f"&{urlencode(more)}" if more else ""
    return f"{asked.query(service.facts().content_hash)}{rest}"


def _shown(found: Answer, language: str) -> dict[str, Any]:
    story = ExploredStory(found, service.facts(), language)
    path = make_part(story, service.surface(), "path")
    context: dict[str, Any] = {
        "tiles": figures.tiles(story),
        "place": story.place(),
        "luck": story.luck(),
        "kind": found.kind,
        "is_whole": found.is_whole,
        "seconds": found.seconds.get("runs"),
        "is_moved": story.is_moved,
        "levers_moved": has_moved_levers(found.exploration),
        "link": f"{found.exploration.query(service.facts().content_hash)}",
        "cells": [story.cell_name(cell) for cell in story.cells()],
    }
    if path is not None:
        context["path"] = drawn_figure(path, language)
    if path is not None and path.chart is not None:
        # The axis of the chart, so that the preview is drawn where the chart has its numbers.
        low, high = domain_of_chart(path.chart.specification)
        frame = frame_of(context["path"]["svg"])
        errors = {kind: figures.error_told(story, service.surface(), kind) for kind in ("world", "package")}
        context |= {"frame": frame, "low": repr(low), "high": repr(high), "errors": errors}
    return context


def _everything(request: HttpRequest, asked: Exploration, language: str) -> dict[str, Any]:
    try:
        found = _answer(request, asked)
    except HouvastError as fault:
        return {"fault": fault.text(language)}
    story = ExploredStory(found, service.facts(), language)
    parts = [(key, make_part(story, service.surface(), key)) for key in LOWER]
    return {
        **_shown(found, language),
        "everything": [(key, drawn_figure(each, language)) for key, each in parts if each is not None],
    }


@require_safe
@limited("policy-part", PARTS_PER_MINUTE)
def part(request: HttpRequest, key: str) -> HttpResponse:
    """Send one figure of the lower part."""
    if key not in PARTS:
        raise Http404
    asked, _ = opened(request)
    language = str(get_language())
    try:
        found = _answer(request, asked, key)
    except HouvastError as fault:
        return render(request, "policy_desk/fault.html", {"fault": fault.text(language)})
    story = ExploredStory(found, service.facts(), language)
    figure = make_part(story, service.surface(), key)
    context: dict[str, Any] = {
        "key": key,
        "open_parts": OPEN,
        "query": _query(request, asked, **({"k": EXACTLY} if found.kind == "futures" else {})),
        "asked": asked,
    }
    if figure is not None:
        context["drawn"] = drawn_figure(figure, language)
    context["can_be_exact"] = key == "futures" and found.kind == "exact"
    return render(request, "policy_desk/part.html", context)


@require_safe
@limited("policy-part", PARTS_PER_MINUTE)
def explain(request: HttpRequest) -> HttpResponse:
    """Explain a number down to its sources; a page of its own, or a part of the desk."""
    asked, notes = opened(request)
    if request.GET.get("x") in OUTCOME_BY_KEY:
        asked = replace(asked, outcome=request.GET["x"])
    language = str(get_language())
    of = request.GET.get("k", EVERYONE)
    context: dict[str, Any] = {
        "asked": asked,
        "query": _query(request, asked),
        "of": of,
        "notes": [note.text(language) for note in notes],
    }
    try:
        found = _answer(request, asked)
    except HouvastError as fault:
        return render(request, "policy_desk/explain.html", context | {"fault": fault.text(language)}, status=BUSY)
    story = ExploredStory(found, service.facts(), language)
    group_by, group = _group(story, of)
    told = basis.explanation(story, asked.outcome, group_by, group)
    context |= {
        "story": story,
        "told": told,
        "value": story.text(asked.outcome, story.figure(*story.here, asked.outcome, group_by, group)),
        "today": story.text(asked.outcome, story.figure(*story.today, asked.outcome, group_by, group)),
        "changed": story.between(asked.outcome, story.changed(asked.outcome, group_by, group)),
        "unit": story.unit_of_effect(asked.outcome),
        "name": story.outcome(asked.outcome),
        "meaning": story.meaning(asked.outcome),
        "formula": told.formula.text(language),
        "group": "" if group_by == "all" else story.group_names(group_by)[group],
        "causes": [(each, basis.cause(story, each)) for each in told.causes if each.acts_here],
        "groups": [
            (f"{asked.group_by}.{key}", label) for key, label in story.groups(asked.outcome, asked.group_by).items()
        ],
        "others": sum(not each.acts_here for each in told.causes),
        "processes": [
            (
                name,
                file,
                [
                    (each, each.name.text(language), basis.input_text(story, each), story.status(each.status))
                    for each in inputs
                ],
            )
            for name, (file, inputs) in told.processes.items()
        ],
        "flows": None
        if told.flows is None
        else [
            story.notation.points(each, 2)
            for each in (told.flows.effect, told.flows.leaving, told.flows.finding, told.flows.rest)
        ],
    }
    return render(request, "policy_desk/explain.html", context)


@require_safe
@limited("policy-part", PARTS_PER_MINUTE)
def preview(request: HttpRequest) -> HttpResponse:
    """Send the preview of one outcome, for the browser to draw while the point is dragged."""
    outcome = request.GET.get("o", Exploration.outcome)
    if outcome not in OUTCOME_BY_KEY or outcome not in service.surface().outcomes:
        raise Http404
    found = JsonResponse(service.preview_data(outcome, 1))
    found["Cache-Control"] = "private, max-age=3600"
    return found


@require_safe
@limited("policy-file", FILES_PER_MINUTE)
def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Send a figure, or all of them, as a file. The address is permanent: it holds all that decides the numbers.

    Where these numbers cannot be had any more, a page says why, and leads to those of today.
    """
    if form not in FORMS or key not in (*PARTS, EXPLAINED, ALL) or (key == ALL and form not in TOGETHER):
        raise Http404
    asked, notes = opened(request)
    language = str(get_language())
    other = [note for note in notes if note.code in (*CHANGED, "exploration.full_elsewhere")]
    if other:
        told = {"fault": " ".join(note.text(language) for note in other), "now": _query(request, asked)}
        return render(request, "policy_desk/fault_page.html", told, status=CONFLICT)
    try:
        story = ExploredStory(_answer(request, asked, key), service.facts(), language)
        content = _content(story, key, form, request.GET.get("k", EVERYONE))
    except HouvastError as fault:
        return render(request, "policy_desk/fault_page.html", {"fault": fault.text(language)}, status=BUSY)
    if content is None:
        raise Http404
    return attached(content, f"{key}-{story.run_name}", form)


def _content(story: ExploredStory, key: str, form: str, of: str) -> bytes | None:
    if key == ALL:
        document = make_report(story, service.surface())
    else:
        is_part = key in PARTS
        figure = make_part(story, service.surface(), key) if is_part else basis.explained(story, *_group(story, of))
        if figure is None:
            return None
        if form == "csv":
            return as_csv(figure, story.language)
        document = make_document(story, figure)
    return as_file(document, form)


def _group(story: ExploredStory, of: str) -> tuple[str, str]:
    """Return the grouping and the group of which a number is asked; one that does not exist has no page."""
    group_by, _, group = of.partition(".")
    if group_by not in keys_of(GROUPINGS) or group not in story.group_names(group_by):
        raise Http404
    return group_by, group


def link_of(asked: Exploration, **more: str) -> str:
    """Return the address of the desk for an exploration."""
    rest = f"&{urlencode(more)}" if more else ""
    return f"{reverse('policy_desk:desk')}?{asked.query(service.facts().content_hash)}{rest}"
