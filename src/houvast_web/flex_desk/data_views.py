"""What an organisation hands over, takes along and erases: files, the competence matrix with people, everything."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.flex.competence import Matrix
from houvast.flex.plain import plain_matrix
from houvast.vocabulary.errors import HouvastError
from houvast_web.accounts.service import Right, organisation_for, record
from houvast_web.downloads import attached
from houvast_web.flex_desk import matrix, service
from houvast_web.flex_desk.forms import FileForm, LevelForm, SureForm
from houvast_web.flex_desk.kinds import FILES, template_path
from houvast_web.flex_desk.pages import (
    FILES_PER_MINUTE,
    UNREADABLE,
    personal,
    report_file,
    spoken,
    tell,
    visitor,
)
from houvast_web.flex_desk.views import matrix_document, matrix_page, works_with_data
from houvast_web.limits import limited

NAMES = "names"
"""Part of the address that asks for names in the place of pseudonyms."""


@require_safe
@limited("flex-file", FILES_PER_MINUTE)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Send an example of a kind of file, filled in."""
    del request
    path = template_path(kind) if kind in FILES else None
    if path is None:
        raise Http404
    return attached(path.read_bytes(), f"example-{kind}", "csv")


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@limited("flex-upload", FILES_PER_MINUTE)
def files(request: HttpRequest, number: int) -> HttpResponse:
    """Take a file or a pasted table; with a fault, say every one of them and store nothing."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    asked = request.GET.get("kind", "demand")
    form = FileForm(
        request.POST or None, request.FILES or None, initial={"kind": asked if asked in FILES else "demand"}
    )
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            service.store(visitor(request), organisation, kind, form.cleaned_data["content"])
        except HouvastError as fault:
            faults = service.told(fault)[spoken()]
        else:
            messages.success(request, _("Read without a fault and stored: %(name)s.") % {"name": FILES[kind].name})
            return redirect("flex_desk:home", number)
    stored = organisation.flex_files.defer("content")
    context = {
        "organisation": organisation,
        "form": form,
        "faults": faults,
        "kinds": FILES,
        "stored": [(FILES[each.kind], each) for each in stored],
    }
    is_refused = bool(faults or (form.is_bound and form.errors))
    return render(request, "flex_desk/files.html", context, status=UNREADABLE if is_refused else 200)


@require_safe
@personal
def file(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Send a stored file back as it came."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    stored = organisation.flex_files.filter(kind=kind).first()
    if stored is None:
        raise Http404
    record("flex_taken", visitor(request), organisation, f"file {stored.pk} {kind}")
    return attached(bytes(stored.content), kind, "xlsx" if stored.is_workbook else "csv")


@require_POST
@personal
def remove_file(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Remove a stored file."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    service.remove_file(visitor(request), organisation, kind)
    return redirect("flex_desk:files", number)


@require_POST
@personal
@limited("flex-export", FILES_PER_MINUTE)
def export(request: HttpRequest, number: int) -> HttpResponse:
    """Send all that the organisation stored here."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    return attached(service.everything(visitor(request), organisation), "flex", "zip")


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a deliberate yes, then erase all that the organisation stored here."""
    organisation = organisation_for(request, number, Right.MANAGE_MEMBERS)
    form = SureForm(request.POST or None)
    if form.is_valid():
        service.erase(visitor(request), organisation)
        messages.success(request, _("Everything of this desk is gone."))
        return redirect("flex_desk:home", number)
    return render(request, "flex_desk/erase.html", {"organisation": organisation, "form": form})


# ---------------------------------------------------------------- the matrix


@require_safe
@personal
def cover(request: HttpRequest, number: int) -> HttpResponse:
    """Show cover by skill, without people, to everybody in the organisation."""
    organisation = organisation_for(request, number, Right.SEE_ORGANISATION)
    works = works_with_data(request, organisation)
    found = _matrix(request, organisation)
    if found is None:
        return redirect("flex_desk:home", number)
    is_hidden = matrix.is_small(found) and not works
    context = {
        "organisation": organisation,
        "works": works,
        "is_hidden": is_hidden,
        "least": matrix.SMALL_GROUP,
        "n_people": len(found.people),
        "competence": None if is_hidden else matrix.assessed(found),
    }
    return render(request, "flex_desk/cover.html", context)


@require_safe
@personal
def people(request: HttpRequest, number: int) -> HttpResponse:
    """Show people by skills: pseudonyms, or names for who asks for them, which is written down."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    found = _matrix(request, organisation)
    if found is None:
        return redirect("flex_desk:home", number)
    has_names = NAMES in request.GET
    if has_names:
        record("flex_names_seen", visitor(request), organisation)
    context = {"organisation": organisation, "has_names": has_names, "form": LevelForm()}
    return matrix_page(request, found if has_names else found.pseudonymous(), context)


@require_safe
@personal
@limited("flex-file", FILES_PER_MINUTE)
def people_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """Send the matrix under pseudonyms as a file."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    found = _matrix(request, organisation)
    if found is None or form not in ("html", "pdf", "xlsx", "json", "csv"):
        raise Http404
    shown = found.pseudonymous()
    if form == "csv":
        return attached(matrix.as_csv(shown.ratings), "matrix", form)
    plain = plain_matrix(shown, matrix.assessed(shown))
    return attached(report_file(matrix_document(shown, spoken()), plain, form), "matrix", form)


@require_POST
@personal
def level(request: HttpRequest, number: int) -> HttpResponse:
    """Change one level."""
    organisation = organisation_for(request, number, Right.WORK_WITH_DATA)
    form = LevelForm(request.POST)
    if form.is_valid():
        try:
            matrix.set_level(visitor(request), organisation, **form.cleaned_data)
            messages.success(request, _("The level is changed."))
        except HouvastError as fault:
            tell(request, fault)
    else:
        messages.error(request, _("Choose a person, a skill and a level from the lists."))
    return redirect("flex_desk:people", number)


def _matrix(request: HttpRequest, organisation: Any) -> Matrix | None:
    """Return the matrix; where it no longer fits the other files, say so on the page that follows."""
    try:
        found = matrix.read(organisation)
    except HouvastError as fault:
        tell(request, fault)
        return None
    if found is None:
        messages.info(request, _("There is no competence matrix yet."))
    return found
