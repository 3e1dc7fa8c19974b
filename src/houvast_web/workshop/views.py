"""Pages of who leads a workshop."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.futures.plane import CORNER_KEYS, spans
from houvast.futures.votes import read_votes
from houvast.reports.files import FORMS, as_csv, as_file
from houvast.vocabulary.errors import HouvastError, Place, Problem, problem
from houvast_web.accounts.service import Right, organisation_for
from houvast_web.downloads import attached
from houvast_web.limits import limited
from houvast_web.workshop import planes, ranks, rating, service
from houvast_web.workshop.forms import (
    PLAIN,
    AxisForm,
    CornerForm,
    FutureFileForm,
    SureForm,
    VotesFileForm,
    WorkshopForm,
)
from houvast_web.workshop.models import Workshop
from houvast_web.workshop.packed import pack
from houvast_web.workshop.ranking_file import document_of, figure_of

PER_MINUTE = 240
FILES_PER_MINUTE = 30
SECONDS_BETWEEN_LOOKS = 5
UNREADABLE = 422
LOCAL = ("localhost", "127.0.0.1", "[::1]")
QR_SCALE = 6
MOST_FAULTS = 20
LONGEST_GROUP, LONGEST_SHOWN = 60, 40


def personal(view: Callable[..., HttpResponse]) -> Any:
    """Only for who is logged in, kept in no cache, and not without end."""

    @wraps(view)
    def guarded(request: HttpRequest, *values: Any, **named: Any) -> HttpResponse:
        return view(request, *values, **named)

    return never_cache(login_required(limited("workshop", PER_MINUTE)(guarded)))


def spoken() -> str:
    """Return the language of the page."""
    return get_language() or "nl"


def tell(request: HttpRequest, fault: HouvastError) -> None:
    """Say what is wrong."""
    for each in fault.problems:
        messages.error(request, each.text(spoken()))


@require_safe
@personal
def mine(request: HttpRequest) -> HttpResponse:
    """Show the workshops of the visitor's organisations."""
    return render(request, "workshop/mine.html", {"organisations": service.runs_in(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def make(request: HttpRequest, number: int) -> HttpResponse:
    """Make a workshop."""
    organisation = organisation_for(request, number, Right.RUN_WORKSHOPS)
    form = WorkshopForm(request.POST or None)
    if form.is_valid():
        try:
            made = service.make(request, number, **form.cleaned_data)
            return redirect("workshop:lead", number, made.pk)
        except HouvastError as fault:
            tell(request, fault)
    return render(request, "workshop/make.html", {"organisation": organisation, "form": form})


@require_safe
@personal
def lead(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Show a workshop: who is in, the ranking, the plane, what was saved."""
    found = service.find(request, number, workshop, Right.SEE_ORGANISATION)
    return _lead(request, found)


def _lead(request: HttpRequest, found: Workshop, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        **ranks.shown(found, spoken()),
        "leads": any(each.leads for each in service.runs_in(request) if each.pk == found.organisation_id),
        "number": found.organisation_id,
        "axes": planes.axes_of(found),
        "corners": planes.corners_shown(found),
        "futures": found.futures.all(),
        "seconds": SECONDS_BETWEEN_LOOKS,
        "votes_form": VotesFileForm(),
        "future_form": FutureFileForm(),
    }
    return render(request, "workshop/lead.html", context | more, status=status)


@require_safe
@personal
def ranking(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Send the ranking as it is now."""
    found = service.find(request, number, workshop, Right.SEE_ORGANISATION)
    return render(request, "workshop/ranking.html", {**ranks.shown(found, spoken()), "number": number})


@require_safe
@personal
def invite(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Show the link and its QR code, to be projected."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    link = request.build_absolute_uri(service.invitation(found))
    context = {
        "workshop": found,
        "number": number,
        "link": link,
        "qr": segno.make(link, error="m").svg_data_uri(scale=QR_SCALE),
        "is_local": request.get_host().rsplit(":", 1)[0] in LOCAL,
    }
    return render(request, "workshop/invite.html", context)


@require_POST
@personal
def change(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Open or close a workshop, or end the links that are out."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    what = request.POST.get("what")
    if what in ("open", "close"):
        service.open_or_close(request, found, what == "open")
    elif what == "renew":
        service.renew_invitation(request, found)
        return redirect("workshop:invite", number, workshop)
    return redirect("workshop:lead", number, workshop)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def axes(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Choose the two axes."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    shown = ranks.shown(found, spoken())
    order = [row.key for row in shown.get("rows", [])] or list(found.developments)
    choices = [(key, service.given().developments[key].name.text(spoken())) for key in order]
    now = planes.axes_of(found) or [{"development": key} for key in order[:2]]
    both = [
        AxisForm(choices, request.POST or None, prefix=prefix, initial=initial)
        for prefix, initial in zip(("first", "second"), now, strict=True)
    ]
    if request.method == "POST" and [form.is_valid() for form in both] == [True, True]:
        chosen = [form.cleaned_data for form in both]
        if chosen[0]["development"] == chosen[1]["development"]:
            both[1].add_error("development", _("Choose another development than for the first axis."))
        else:
            planes.keep_axes(found, chosen)
            warning = ranks.shown(found, spoken()).get("chosen")
            if warning:
                messages.warning(request, warning)
            return redirect("workshop:lead", number, workshop)
    return render(request, "workshop/axes.html", {**shown, "number": number, "forms": both})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def corner(request: HttpRequest, number: int, workshop: int, key: str) -> HttpResponse:
    """Name a corner and set its parameters."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    if key not in CORNER_KEYS:
        raise Http404
    kept = planes.corner_of(found, key)
    begin = request.GET.get("from", "")
    if begin in CORNER_KEYS:
        kept = {**kept, "paths": planes.from_given(begin, spoken())}
    form = CornerForm(spans(service.given()), request.POST or None, initial=CornerForm.filled(kept))
    if request.method == "POST" and form.is_valid():
        planes.keep_corner(found, key, form.corner())
        return redirect("workshop:lead", number, workshop)
    rows = [
        (name, [(each, [form[f"{each.lever.key}-{part}"] for part in planes.FIELDS]) for each in levers])
        for name, levers in planes.lever_rows(found, key, spoken())
    ]
    filled = {name.rpartition("-")[0] for name in (form.errors or form.initial)}
    context = {
        "workshop": found,
        "number": number,
        "corner": next(each for each in planes.corners_shown(found) if each.key == key),
        "form": form,
        "rows": [(name, any(each.lever.key in filled for each, _fields in levers), levers) for name, levers in rows],
        "given": [(each, service.given().scenarios[each].name.text(spoken())) for each in CORNER_KEYS],
    }
    return render(request, "workshop/corner.html", context)


@require_POST
@personal
def save(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Save the plane as it is now."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    try:
        name, files = planes.made_from(found)
        service.keep(request, found, name, found.name, files, "future_saved")
        messages.success(request, _("The plane is saved."))
    except HouvastError as fault:
        tell(request, fault)
    return redirect("workshop:lead", number, workshop)


@require_safe
@limited("workshop-files", FILES_PER_MINUTE)
@personal
def ranking_file(request: HttpRequest, number: int, workshop: int, form: str) -> HttpResponse:
    """Send the ranking as a file."""
    found = service.find(request, number, workshop, Right.SEE_ORGANISATION)
    if form not in FORMS:
        raise Http404
    shown = ranks.shown(found, spoken())
    if "fault" in shown:
        messages.error(request, shown["fault"])
        return redirect("workshop:lead", number, workshop)
    if form == "csv":
        content = as_csv(figure_of(shown, spoken()), spoken())
    else:
        content = as_file(document_of(shown, spoken()), form)
    return attached(content, f"ranking-{workshop}", form)


@require_safe
@personal
def votes(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Send the answers as a file, small groups taken together."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    try:
        content = rating.votes_csv(rating.votes_of(found))
    except HouvastError as fault:
        tell(request, fault)
        return redirect("workshop:lead", number, workshop)
    service.note(request, "votes_exported", found)
    return attached(content, f"votes-{workshop}", "csv")


@require_http_methods(["GET", "HEAD", "POST"])
@limited("workshop-files", FILES_PER_MINUTE)
@personal
def files(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Read a file of votes or a packed future; everything that is wrong with it is told at once."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    if request.method != "POST":
        return redirect("workshop:lead", number, workshop)
    is_votes = "votes" in request.FILES
    form: forms.Form = (VotesFileForm if is_votes else FutureFileForm)(request.POST, request.FILES)
    if form.is_valid():
        try:
            said = _read_votes(request, found, form) if is_votes else _read_future(request, found, form)
        except HouvastError as fault:
            faults = [each.text(spoken()) for each in fault.problems]
            return _lead(
                request, found, UNREADABLE, file_faults=faults[:MOST_FAULTS], more_faults=len(faults[MOST_FAULTS:])
            )
        messages.success(request, said)
        return redirect("workshop:lead", number, workshop)
    faults = [str(each) for of_field in form.errors.values() for each in of_field]
    return _lead(request, found, UNREADABLE, file_faults=faults)


def _read_votes(request: HttpRequest, found: Workshop, form: forms.Form) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.csv"
        path.write_bytes(form.cleaned_data["votes"].read())
        try:
            read = read_votes(path, found.developments)
        except HouvastError as fault:
            told = _without(f"{folder}/", fault)
            raise told from None
    _check_groups(read.groups)
    n_people = rating.take_in(found, read)
    service.note(request, "votes_imported", found)
    return _("%(n)s people were added.") % {"n": n_people}


def _check_groups(groups: tuple[str, ...]) -> None:
    faults = [
        problem("workshop.group_name", where="votes.csv", found=group[:LONGEST_SHOWN], most=LONGEST_GROUP)
        for group in dict.fromkeys(groups)
        if (group != rating.REST and not PLAIN.regex.fullmatch(group)) or len(group) > LONGEST_GROUP  # type: ignore[union-attr]
    ]
    if faults:
        raise HouvastError(faults)


def _without(folder: str, fault: HouvastError) -> HouvastError:
    """Return the same faults, told without where the file lay for a moment."""

    def told(value: Any) -> Any:
        if isinstance(value, Place):
            return replace(value, file=value.file.replace(folder, ""))
        return value.replace(folder, "") if isinstance(value, str) else value

    return HouvastError(
        Problem(each.code, tuple((name, told(value)) for name, value in each.values)) for each in fault.problems
    )


def _read_future(request: HttpRequest, found: Workshop, form: forms.Form) -> str:
    name, texts = planes.read_from(form.cleaned_data["future"].file)
    service.keep(request, found, name, found.name, texts, "future_imported")
    return _("The plane of the file is saved.")


@require_safe
@personal
def future(request: HttpRequest, number: int, workshop: int, name: str) -> HttpResponse:
    """Send a saved plane as a zip."""
    found = service.find(request, number, workshop, Right.SEE_ORGANISATION)
    kept = service.saved(found, name)
    service.note(request, "future_exported", found)
    answer = HttpResponse(pack(kept.name, kept.title, kept.files), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{kept.name}.zip"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def erase(request: HttpRequest, number: int, workshop: int) -> HttpResponse:
    """Ask for a deliberate yes, then erase a workshop with everything in it."""
    found = service.find(request, number, workshop, Right.RUN_WORKSHOPS)
    form = SureForm(request.POST or None)
    if form.is_valid():
        service.erase(request, found)
        return redirect("workshop:mine")
    return render(request, "workshop/erase.html", {"workshop": found, "number": number, "form": form})
