"""Rate and queue limits, and files that people send."""

import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import AsyncClient, Client
from django.utils import timezone, translation
from hypothesis import given, strategies

from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import LONGEST_QUEUE, check_queue, limited, visitor
from houvast_web.limits_page import page
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


@pytest.mark.django_db
def test_a_visitor_who_keeps_asking_within_the_limit_never_waits(rf, monkeypatch):
    """As a page does that asks every few seconds how far a run is."""

    @limited("trial", per_minute=20)
    def view(_request):
        return HttpResponse("ok")

    answers = []
    begun = time.time()
    for seconds in range(0, 1_200, 4):
        monkeypatch.setattr(time, "time", lambda now=begun + seconds: now)
        answers.append(view(rf.get("/nl/")).status_code)
    assert answers == [200] * 300


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


# ---------------------------------------------------------------- the policy desk


@pytest.fixture
def queue(settings, tmp_path):
    """The queue in the database, which nobody works through."""
    settings.DATA = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


ASKED = LONGEST_QUEUE + 20
"""The first refusal stands for all that follow: each looks at the same queue."""


def _ask_for_a_run(address, place, language="nl"):
    """Ask as somebody from an address who brings no cookies, so that each question is a new visit."""
    return Client(REMOTE_ADDR=address).post(f"/{language}/policy/full", {"t": str(place / 100), "c": "0"})


@pytest.mark.django_db
def test_thousands_of_full_runs_are_refused(queue, language):
    """However many addresses they come from, the queue takes its most; what waits already stays."""
    from houvast_web.policy_desk import run_views
    from houvast_web.policy_desk.models import FullRun

    assert run_views.STARTS_PER_MINUTE < LONGEST_QUEUE
    found = [_ask_for_a_run(f"198.51.{turn // 200}.{turn % 200}", turn % 100, language) for turn in range(ASKED)]
    statuses = [answer.status_code for answer in found]
    assert statuses == [302] * LONGEST_QUEUE + [503] * (ASKED - LONGEST_QUEUE)
    assert FullRun.objects.count() == LONGEST_QUEUE
    page = found[-1].content.decode()
    assert {"nl": "Er wachten al 50 berekeningen", "en": "50 calculations are waiting"}[language] in page
    one_address = [_ask_for_a_run("203.0.113.9", 0).status_code for _turn in range(run_views.STARTS_PER_MINUTE + 1)]
    assert one_address[-1] == 429


@pytest.mark.django_db
def test_stopped_runs_do_not_fill_the_queue(queue, client):
    from django_tasks_db.models import DBTaskResult

    from houvast_web.policy_desk import run_service
    from houvast_web.policy_desk.models import FullRun

    for place in range(8):
        client.post("/nl/policy/full", {"t": str(place / 10), "c": "0"})
    assert DBTaskResult.objects.count() == run_service.MOST_UNFINISHED
    for run in FullRun.objects.filter(status="stopped")[:4]:
        client.post(f"/nl/policy/full/{run.pk}/resume")
    assert FullRun.objects.filter(status="waiting").count() == run_service.MOST_UNFINISHED
    assert DBTaskResult.objects.count() == run_service.MOST_UNFINISHED


ONE = "00000000-0000-0000-0000-000000000000"
COMPUTING = {"": "policy-answer", "?now=1": "policy-answer", "answer": "policy-answer",
             "ahead": "policy-ahead", "part/flows": "policy-part",
             "explain": "policy-part", "preview.json": "policy-part", "file/flows.csv": "policy-file",
             "runs": "policy-look", f"full/{ONE}": "policy-look", f"full/{ONE}/events": "policy-look"}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", COMPUTING)
def test_every_part_of_the_policy_desk_has_a_limit(client, rf, path, language):
    """Once the count of a minute is full, the answer is to wait, in the language of the page."""
    from django.core.cache import cache

    cache.set(f"limit:{COMPUTING[path]}:{visitor(rf.get('/'))}", (time.time(), 10**6), 60)
    answer = client.get(f"/{language}/policy/{path}")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert {"nl": "Wacht een minuut", "en": "Wait a minute"}[language] in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"t=" + b"1" * 3_000_000, b"&".join(b"x%d=1" % at for at in range(3_000))])
@pytest.mark.parametrize("path", ["policy/full", "account/login/", "account/signup/"])
def test_more_than_is_taken_is_refused_in_the_language_of_the_page(client, path, data, language):
    answer = client.post(f"/{language}/{path}", data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert {"nl": "Stuur minder tegelijk", "en": "Send less at a time"}[language] in answer.content.decode()


@pytest.mark.django_db
def test_progress_is_told_as_events_until_the_run_ends(client, monkeypatch):
    from houvast_web.policy_desk import run_views
    from houvast_web.policy_desk.models import FullRun

    monkeypatch.setattr(run_views, "EVENT_SECONDS", 0.01)
    client.post("/nl/policy/full", {"t": "0.5", "c": "0"})
    address = f"/nl/policy/full/{FullRun.objects.get().pk}/events"
    meanwhile = {2: {"status": "running", "done": 1}, 4: {"status": "finished", "done": 3}}

    async def heard():
        listener, lines = AsyncClient(), []
        listener.cookies = client.cookies
        answer = await listener.get(address)
        async for line in answer.streaming_content:
            lines.append(line.decode().removeprefix("data: ").strip())
            if len(lines) in meanwhile:
                await sync_to_async(FullRun.objects.update)(**meanwhile[len(lines)], seen_at=timezone.now())
        return answer["Content-Type"], lines

    kind, lines = async_to_sync(heard)()
    assert kind == "text/event-stream"
    assert lines[1] == lines[3] == ": still here"
    told = [json.loads(line) for line in lines if not line.startswith(":")]
    assert [(each["status"], each["done"]) for each in told] == [("waiting", 0), ("running", 1), ("finished", 3)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["me/my-data/export/", "me/organisations/1/invite/", "answer/save/", "work/keep", "account/login/"]
)
def test_what_is_sent_to_any_other_view_counts_too(client, rf, path, language):
    from django.core.cache import cache

    cache.set(f"limit:sending:{visitor(rf.get('/'))}", (time.time(), 10**6), 60)
    answer = client.post(f"/{language}/{path}", {})
    assert answer.status_code == 429
    assert {"nl": "Wacht een minuut", "en": "Wait a minute"}[language] in answer.content.decode()


def test_no_address_of_the_policy_desk_is_left_without_a_limit():
    from houvast_web.policy_desk.urls import urlpatterns

    assert [each.name for each in urlpatterns if not getattr(each.callback, "limit", "")] == []


@pytest.mark.django_db
def test_one_visitor_has_so_many_streams_open_and_no_more(client, monkeypatch):
    from houvast_web.policy_desk import run_views
    from houvast_web.policy_desk.models import FullRun

    client.post("/nl/policy/full", {"t": "0.5", "c": "0"})
    monkeypatch.setattr(run_views, "MOST_STREAMS", 0)
    assert client.get(f"/nl/policy/full/{FullRun.objects.get().pk}/events").status_code == 429


@pytest.mark.django_db
def test_interrupted_work_is_taken_up_again_a_few_times():
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from houvast_web.shell.management.commands.work import MOST_TRIES, take_up_again

    common = {"args_kwargs": {}, "task_path": "x.y", "backend_name": "default", "run_after": timezone.now()}
    for worker_ids in (["me"], ["me"] * MOST_TRIES, ["somebody else"]):
        DBTaskResult.objects.create(status="RUNNING", worker_ids=worker_ids, **common)
    take_up_again("me")
    found = {tuple(each.worker_ids): each.status for each in DBTaskResult.objects.all()}
    assert found == {("me",): "READY", ("me",) * MOST_TRIES: "FAILED", ("somebody else",): "RUNNING"}


def test_the_page_of_limits_tells_the_limits():
    """Made by `python -m houvast_web.limits_page`."""
    assert (Path(__file__).parents[2] / "docs" / "reference" / "limits.md").read_text(encoding="utf-8") == page()
