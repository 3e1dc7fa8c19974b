"""The employer desk for everybody, and the studies: asked, watched, read, taken along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houvast.reports.flex.matrix import matrix_report
from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.service import RIGHTS, Right, Role, memberships_of, organisation_for
from houvast_web.downloads import attached
from houvast_web.flex_desk import matrix, registers, service
from houvast_web.flex_desk.forms import OPTIONS
from houvast_web.flex_desk.kinds import FILES, STEPS, STUDIES, example_files
from houvast_web.flex_desk.models import Study
from houvast_web.flex_desk.pages import (
    ASKED_PER_MINUTE,
    FILES_PER_MINUTE,
    UNREADABLE,
    answer_of,
    busy,
    drawn,
    personal,
    report_file,
    spoken,
    tell,
    visitor,
)
from houvast_web.limits import limited

REFRESH_SECONDS = 3
FORMS = ("html", "pdf", "xlsx", "json")


def works_with_data(request: HttpRequest, organisation: Any) -> bool:
    """Whether the visitor's role lets change what the organisation stored."""
    role = organisation.memberships.get(user=visitor(request)).role
    return Right.WORK_WITH_DATA in RIGHTS[Role(role)]


def steps() -> list[dict[str, Any]]:
    """Return the four steps with the studies in each."""
    return [
        {
            "number": number,
            "name": name,
            "why": why,
            "studies": [(key, each) for key, each in STUDIES.items() if each.step == number],
        }
        for number, (name, why) in STEPS.items()
    ]


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Say what the desk does, and lead to the example and to the visitor's organisations."""
    own = memberships_of(visitor(request)) if request.user.is_authenticated else []
    context = {"steps": steps(), "memberships": own, "has_example": bool(example_files())}
    return render(request, "flex_desk/desk.html", context)


# ---------------------------------------------------------------- the example


@require_safe
@limited("flex-example", FILES_PER_MINUTE)
def example(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a study of the invented employer; the first to look at it waits for it."""
    if kind not in STUDIES or not example_files():
        raise Http404
    try:
        study = service.example(kind)
    except HouvastError as fault:
        return busy(request, fault)
    here = reverse("flex_desk:example", args=[kind])
    return _study_page(request, study, {"here": here, "files": [f"{here}.{form}" for form in FORMS]})


@require_safe
@limited("flex-file", FILES_PER_MINUTE)
def example_file(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """Send the report on the example as a file."""
    del request
    study = Study.objects.filter(organisation=None, kind=kind, status=Study.Status.FINISHED).first()
    return _study_file(study, form)


@require_safe
@limited("flex-example", FILES_PER_MINUTE)
def example_matrix(request: HttpRequest) -> HttpResponse:
    """Show the competence matrix of the invented employer."""
    found = matrix.read(None)
    if found is None:
        raise Http404
    return matrix_page(request, found.pseudonymous(), {"is_example": True})


# ---------------------------------------------------------------- an organisation


@require_safe
@personal
def home(request: HttpRequest, number: int) -> HttpResponse:
    """Show what an organisation stored, its studies and its registers."""
    organisation = organisation_for(request, number, Right.SEE_ORGANISATION)
    return home_page(request, organisation)


def home_page(request: HttpRequest, organisation: Any, **more: Any) -> HttpResponse:
    """Show the desk of an organisation."""
    stored = {each.kind: each for each in organisation.flex_files.defer("content")}
    studies = service.studies_of(organisation)
    forms = {kind: form(auto_id=f"{kind}-%s") for kind, form in OPTIONS.items()}
    shown = [
        {
            **step,
            "studies": [
                {
                    "kind": kind,
                    "about": about,
                    "form": forms[kind],
                    "lacking": [FILES[each].name for each in about.needs if each not in stored],
                    "made": [each for each in studies if each.kind == kind],
                }
                for kind, about in step["studies"]
            ],
        }
        for step in steps()
    ]
    context = {
        "organisation": organisation,
        "steps": shown,
        "stored": [(FILES[kind], each) for kind, each in stored.items()],
        "has_matrix": "matrix" in stored,
        "registers": [(each.pk, registers.opened(each)) for each in organisation.flex_registers.all()],
        "works": works_with_data(request, organisation),
    }
    return render(request, "flex_desk/home.html", context | more)


@require_POST
@limited("flex-ask", ASKED_PER_MINUTE)
@personal
def ask(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Ask for a study of the stored files."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    if kind not in STUDIES:
        raise Http404
    form = OPTIONS[kind](request.POST)
    if not form.is_valid():
        context = {"organisation": organisation, "kind": kind, "about": STUDIES[kind], "form": form}
        return render(request, "flex_desk/ask.html", context, status=UNREADABLE)
    try:
        study = service.ask(visitor(request), organisation, kind, form.cleaned_data)
    except HouvastError as fault:
        tell(request, fault)
        return redirect("flex_desk:home", number)
    return redirect("flex_desk:study", number, study.pk)


@require_safe
@personal
def study(request: HttpRequest, number: int, study_id: UUID) -> HttpResponse:
    """Show a study: how far it is, what is wrong, or its report."""
    organisation = organisation_for(request, number, Right.SEE_ORGANISATION)
    found = _found(organisation, study_id)
    here = reverse("flex_desk:study", args=[number, study_id])
    context = {"here": here, "organisation": organisation, "works": works_with_data(request, organisation)}
    return _study_page(request, found, context | {"files": [f"{here}.{form}" for form in FORMS]})


@require_safe
@personal
@limited("flex-file", FILES_PER_MINUTE)
def study_file(request: HttpRequest, number: int, study_id: UUID, form: str) -> HttpResponse:
    """Send a report as a file."""
    return _study_file(_found(organisation_for(request, number, Right.SEE_ORGANISATION), study_id), form)


@require_POST
@personal
def stop(request: HttpRequest, number: int, study_id: UUID) -> HttpResponse:
    """Stop a study."""
    service.stop(_found(organisation_for(request, number, Right.WORK_WITH_DATA), study_id))
    return redirect("flex_desk:study", number, study_id)


@require_POST
@personal
def remove_study(request: HttpRequest, number: int, study_id: UUID) -> HttpResponse:
    """Remove a study."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    service.remove_study(visitor(request), organisation, _found(organisation, study_id))
    return redirect("flex_desk:home", number)


def _found(organisation: Any, study_id: UUID) -> Study:
    found = service.find(organisation, study_id)
    if found is None:
        raise Http404
    return found


def _study_page(request: HttpRequest, found: Study, context: dict[str, Any]) -> HttpResponse:
    about = STUDIES[found.kind]
    shown = {
        "study": found,
        "about": about,
        "step": STEPS[about.step][0],
        "is_open": found.status in service.UNFINISHED,
        "refresh": REFRESH_SECONDS,
        "faults": found.faults.get(spoken(), []),
        "files": list(zip(("HTML", "PDF", "XLSX", "JSON"), context.pop("files"), strict=True)),
    }
    if found.status == Study.Status.FINISHED:
        shown |= drawn(found, spoken())
    return render(request, "flex_desk/study.html", context | shown)


def _study_file(found: Study | None, form: str) -> HttpResponse:
    if found is None or found.status != Study.Status.FINISHED or form not in FORMS:
        raise Http404
    answer = answer_of(found)
    return attached(report_file(answer.documents[spoken()], answer.content, form), f"flex-{found.kind}", form)


# ---------------------------------------------------------------- the matrix


def matrix_page(request: HttpRequest, found: Any, context: dict[str, Any]) -> HttpResponse:
    """Show people by skills, as a grid."""
    competence = matrix.assessed(found)
    department = request.GET.get("department", "")
    shown = {
        "columns": matrix.columns(found, competence),
        "people": matrix.rows(found, competence, service.today(), department),
        "departments": sorted({each.department for each in found.ratings if each.department}),
        "department": department,
        "competence": competence,
        "rated": sorted({(each.person, each.skill) for each in found.ratings}),
    }
    return render(request, "flex_desk/people.html", shown | context)


def matrix_document(found: Any, language: str) -> Any:
    """Return the report of a matrix."""
    return matrix_report(found, matrix.assessed(found), language, service.today())
