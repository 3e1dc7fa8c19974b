"""Rate and queue limits, and files that people send."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils import translation
from hypothesis import given, strategies

from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import LONGEST_QUEUE, check_queue, limited, visitor
from houvast_web.uploads import BoundedFileField, Kind, check_file

BOUNDS = {"megabytes": 1, "unpacked_megabytes": 2, "cells": 1_000}


def _workbook(contents=b"<workbook/>", *, members=0):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", contents)
        for number in range(members):
            made.writestr(f"xl/{number}.xml", "")
    return packed


def _checked(contents, kinds=(Kind.XLSX, Kind.CSV)):
    file = contents if isinstance(contents, io.BytesIO) else io.BytesIO(contents)
    return check_file(file, len(file.getvalue()), kinds, **BOUNDS)


def test_honest_files_pass():
    assert _checked(b"a;b\n1;2\n") is Kind.CSV
    assert _checked(_workbook()) is Kind.XLSX
    assert _checked(b' {"a": 1}', (Kind.JSON,)) is Kind.JSON


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        (b"x" * 1_000_001, "web.upload_size"),
        (_workbook(b"0" * 3_000_000), "web.upload_size"),
        (_workbook(members=2_001), "web.upload_size"),
        (b"PK\x03\x04 no workbook at all", "web.upload_unreadable"),
        (b"\x89PNG\r\n\x00\x00", "web.upload_kind"),
        (b"\xff\xfe\xfa not text", "web.upload_kind"),
        (b"{}", "web.upload_kind"),
        (b"," * 1_001, "web.upload_cells"),
    ],
)
def test_other_files_are_refused(contents, code):
    with pytest.raises(HouvastError) as fault:
        _checked(contents)
    assert list(fault.value.codes) == [code]


@given(strategies.binary(max_size=300))
def test_no_contents_break_the_check(contents):
    try:
        assert _checked(contents, tuple(Kind)) in Kind
    except HouvastError as fault:
        assert all(code.startswith("web.upload") for code in fault.codes)  # noqa: PT017 - either is fine


def test_the_form_field_speaks_the_language_of_the_page(language):
    field = BoundedFileField(kinds=(Kind.XLSX,))
    with translation.override(language), pytest.raises(ValidationError) as fault:
        field.clean(SimpleUploadedFile("../../etc/passwd.xlsx", b"a,b"))
    assert {"nl": "ander soort", "en": "another kind"}[language] in fault.value.messages[0]


@pytest.mark.django_db
def test_a_visitor_who_asks_too_much_waits_and_another_does_not(rf):
    @limited("trial", per_minute=3)
    def view(_request):
        return HttpResponse("ok")

    def ask(address):
        return view(rf.get("/nl/", REMOTE_ADDR=address)).status_code

    assert [ask("192.0.2.1") for _turn in range(5)] == [200, 200, 200, 429, 429]
    assert ask("192.0.2.2") == 200


def test_a_visitor_is_known_without_the_address(rf):
    assert "192.0.2.1" not in visitor(rf.get("/", REMOTE_ADDR="192.0.2.1"))


@pytest.mark.django_db
def test_a_full_queue_takes_no_more():
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    check_queue()
    for _turn in range(LONGEST_QUEUE):
        DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path="x.y", backend_name="default", run_after=timezone.now()
        )
    with pytest.raises(HouvastError) as fault:
        check_queue()
    assert list(fault.value.codes) == ["web.queue_full"]
