"""Full runs: asked for, watched, stopped, gone on with, and found again."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import polars as pl
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from houvast.experiments.comparison.results import Comparison
from houvast.experiments.exploration.answer import Answer
from houvast.experiments.exploration.full import full_key, jobs_of, run_full
from houvast.experiments.exploration.state import Exploration, Opened, open_link
from houvast.experiments.storage import write_whole
from houvast.vocabulary.errors import HouvastError
from houvast_web.limits import check_queue, take_back
from houvast_web.policy_desk import service
from houvast_web.policy_desk.models import FullRun
from houvast_web.workshop.service import lay_out

DRAWS = 8
SILENT_SECONDS = 60
"""A run of which nothing was heard for so long was interrupted."""
RECENT = 10
MOST_UNFINISHED = 3
"""Full runs one visitor may have waiting or running."""
RESULTS = "full"
YEARS_FILE, MANIFEST_FILE = "years.parquet", "manifest.json"
VISIT = "policy_visit"
Status = FullRun.Status
UNFINISHED = (Status.WAITING, Status.RUNNING)
INTERRUPTED, CHANGED = "interrupted", "changed"
REASONS = {
    INTERRUPTED: {
        "nl": "onderbroken: de computer of de werker viel uit; wat klaar was is bewaard",
        "en": "interrupted: the computer or the worker went down; what was finished is kept",
    },
    CHANGED: {
        "nl": "het model, de feiten of het eigen vlak is sindsdien veranderd; vraag deze berekening opnieuw aan",
        "en": "the model, the facts or the own plane has changed since; ask for this calculation again",
    },
}
"""Why a run failed, by what is kept of it; any other reason is a code of the catalogue of messages."""


def folder_of(key: str) -> Path:
    """Return where the results of a full run lie."""
    return Path(settings.DATA) / RESULTS / key


def visit_of(request: HttpRequest, make: bool = False) -> str:
    """Return the name of this visit, kept in the session only; its hash is what a run remembers."""
    token = request.session.get(VISIT, "")
    if not token and make:
        token = request.session[VISIT] = secrets.token_urlsafe(24)
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def mine(request: HttpRequest) -> Any:
    """Return the runs of this visitor: of the account, else of this visit."""
    if request.user.is_authenticated:
        return FullRun.objects.filter(user=request.user.pk)
    visit = visit_of(request)
    return FullRun.objects.filter(visit=visit, user=None) if visit else FullRun.objects.none()


def recent(request: HttpRequest) -> list[FullRun]:
    """Return the last runs of this visitor."""
    return [looked_at(run) for run in mine(request)[:RECENT]]


def find(request: HttpRequest, run_id: UUID) -> FullRun | None:
    """Return a run of this visitor; another's does not exist for them."""
    run = mine(request).filter(pk=run_id).first()
    return None if run is None else looked_at(run)


def looked_at(run: FullRun) -> FullRun:
    """Mark a run that fell silent as interrupted, with its reason."""
    if run.status == Status.RUNNING and run.seen_at < timezone.now() - timedelta(seconds=SILENT_SECONDS):
        run.status, run.reason = Status.FAILED, INTERRUPTED
        run.save()
    return run


def start(request: HttpRequest, asked: Exploration) -> FullRun:
    """Ask for a full run; one that is there already is found again.

    Raises
    ------
    HouvastError
        `web.queue_full` when too many wait.
    """
    key = full_key(asked, service.facts(), DRAWS)
    visit = visit_of(request, make=True)
    same = mine(request).filter(key=key).exclude(status__in=(Status.FAILED, Status.STOPPED)).first()
    if same is not None:
        return looked_at(same)
    owner = request.user if request.user.is_authenticated else None
    run = FullRun(user=owner, visit=visit, query=asked.query(service.facts().content_hash), key=key)
    run.total = len(jobs_of(asked, DRAWS))
    if is_there(key):
        run.status, run.done = Status.FINISHED, run.total
        run.save()
        return run
    check_queue()
    _make_room(request)
    run.save()
    _enqueue(run)
    return run


def _make_room(request: HttpRequest) -> None:
    """Stop the oldest runs of this visitor beyond the most that may be unfinished, one more counted."""
    for other in mine(request).filter(status__in=UNFINISHED)[MOST_UNFINISHED - 1 :]:
        stop(other)


def stop(run: FullRun) -> None:
    """Ask a run to stop after what it is doing; what is finished stays."""
    FullRun.objects.filter(pk=run.pk, status__in=UNFINISHED).update(is_stop_wanted=True)
    if FullRun.objects.filter(pk=run.pk, status=Status.WAITING).update(status=Status.STOPPED):
        take_back([str(run.pk)])


def resume(request: HttpRequest, run: FullRun) -> None:
    """Let a run that stopped go on from where it was.

    Raises
    ------
    HouvastError
        `web.queue_full`.
    """
    check_queue()
    again = FullRun.objects.filter(pk=run.pk, status__in=(Status.STOPPED, Status.FAILED))
    if again.exists():
        _make_room(request)
    if again.update(status=Status.WAITING, is_stop_wanted=False, reason="", seen_at=timezone.now()):
        _enqueue(run)


def _enqueue(run: FullRun) -> None:
    from houvast_web.policy_desk.tasks import full_run

    full_run.enqueue(str(run.pk))


def carry_out(run_id: str) -> None:
    """Make a full run; called by the worker."""
    run = FullRun.objects.filter(pk=run_id).first()
    if run is None or run.is_stop_wanted or run.status not in UNFINISHED:
        return
    asked = asked_by(run)
    if not is_there(run.key) and full_key(asked, service.facts(), DRAWS) != run.key:
        FullRun.objects.filter(pk=run.pk).update(status=Status.FAILED, reason=CHANGED, seen_at=timezone.now())
        return
    FullRun.objects.filter(pk=run.pk).update(status=Status.RUNNING, seen_at=timezone.now())

    def heard(stage: str, done: int, total: int) -> None:
        del stage
        FullRun.objects.filter(pk=run.pk).update(done=done, total=total, seen_at=timezone.now())

    def is_stopped() -> bool:
        found = FullRun.objects.filter(pk=run.pk).values_list("is_stop_wanted", flat=True).first()
        return found is None or bool(found)

    try:
        folder = folder_of(run.key)
        if not is_there(run.key):
            _store(run_full(asked, service.facts(), folder / "runs", DRAWS, None, heard, is_stopped), folder)
        ended, reason = Status.FINISHED, ""
    except HouvastError as fault:
        stopped = "exploration.cancelled" in fault.codes
        ended, reason = (Status.STOPPED, "") if stopped else (Status.FAILED, fault.codes[0])
    FullRun.objects.filter(pk=run.pk).update(status=ended, reason=reason, seen_at=timezone.now())


def _store(found: Answer, folder: Path) -> None:
    """Keep the tables and the manifest, which says that the tables are whole; the single runs may go."""
    import io

    table = io.BytesIO()
    found.comparison.years.write_parquet(table, compression="zstd")
    write_whole(folder / YEARS_FILE, table.getvalue())
    write_whole(folder / MANIFEST_FILE, json.dumps(found.comparison.manifest).encode())
    shutil.rmtree(folder / "runs", ignore_errors=True)


def remove_unnamed_results() -> None:
    """Remove the results that no run names any more, finished or half-way."""
    folders = [each for each in (Path(settings.DATA) / RESULTS).glob("*") if each.is_dir()]
    named = set(FullRun.objects.filter(key__in=[each.name for each in folders]).values_list("key", flat=True))
    for each in folders:
        if each.name not in named:
            shutil.rmtree(each, ignore_errors=True)


def is_there(key: str) -> bool:
    """Whether the results of a full run are there, whole."""
    return (folder_of(key) / MANIFEST_FILE).is_file()


def finished(request: HttpRequest, run_id: str, asked: Exploration) -> Answer | None:
    """Return the results of a full run of this visitor, when it is finished and of this exploration."""
    try:
        run = find(request, UUID(run_id))
    except ValueError:
        return None
    if run is None or not is_there(run.key):
        return None
    of = asked_by(run)
    if (of.world, of.own, of.package, of.seed) != (asked.world, asked.own, asked.package, asked.seed):
        return None
    return replace(_read(run.key), exploration=asked)


@lru_cache(maxsize=4)
def _read(key: str) -> Answer:
    folder = folder_of(key)
    manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    comparison = Comparison(pl.read_parquet(folder / YEARS_FILE), manifest, None, pl.DataFrame())
    return Answer(Exploration(), comparison, key, {}, "full")


def asked_by(run: FullRun) -> Exploration:
    """Return what a run was asked."""
    return opened(dict(parse_qsl(run.query))).exploration


def opened(values: Mapping[str, str]) -> Opened:
    """Return what a link or form asks for, the plane of one's own that it names laid out where runs look for it."""
    lay_out(values.get("u", ""))
    return open_link(values, service.facts().content_hash)
