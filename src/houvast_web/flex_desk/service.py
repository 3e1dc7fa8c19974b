"""What the employer desk does for its pages: store files, ask and answer studies, give everything back, erase it."""

from __future__ import annotations

import io
import json
import logging
import time
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from houvast.experiments.identity import package_version
from houvast.flex.agency import Register
from houvast.vocabulary.errors import HouvastError, problem
from houvast.vocabulary.word import LANGUAGES
from houvast_web.accounts.service import User, record
from houvast_web.flex_desk import registers
from houvast_web.flex_desk.answers import unpacked, work_out
from houvast_web.flex_desk.kinds import EXAMPLE_OPTIONS, example_files
from houvast_web.flex_desk.models import StoredFile, Study
from houvast_web.flex_desk.reading import Given, check, laid_out
from houvast_web.limits import check_queue

LOG = logging.getLogger("houvast.flex_desk")
Status = Study.Status
UNFINISHED = (Status.WAITING, Status.RUNNING)
MOST_UNFINISHED = 3
"""Studies one organisation may have waiting or running."""
MOST_KEPT = 50
"""Studies kept of one organisation; the oldest goes first."""
LONGEST_MINUTES = 20
SILENT_MINUTES = LONGEST_MINUTES + 1
MOST_FAULTS = 200
"""Faults told of one file; the rest are counted."""


class StoppedError(Exception):
    """Somebody stopped the study, or it is gone."""


def today() -> date:
    """Today, for rules, prices and what has expired."""
    return datetime.now(UTC).date()


# ---------------------------------------------------------------- files


def given_files(organisation: Any) -> list[Given]:
    """Return the stored files of an organisation; of the example where there is none."""
    if organisation is None:
        return [Given(kind, path.read_bytes()) for kind, path in example_files().items()]
    return [Given(each.kind, bytes(each.content)) for each in organisation.flex_files.all()]


def stored_kinds(organisation: Any) -> set[str]:
    """Return the kinds of files an organisation has stored."""
    return set(organisation.flex_files.values_list("kind", flat=True))


def store(user: User, organisation: Any, kind: str, content: bytes) -> StoredFile:
    """Check a file and store it in the place of the one before.

    Raises
    ------
    HouvastError
        Every fault by row and column; nothing is then stored.
    """
    given = Given(kind, content)
    with laid_out([*(each for each in given_files(organisation) if each.kind != kind), given]) as paths:
        check(kind, paths)
    with transaction.atomic():
        file, _is_new = StoredFile.objects.update_or_create(
            organisation=organisation, kind=kind, defaults={"content": content, "is_workbook": given.is_workbook}
        )
        record("flex_stored", user, organisation, f"file {file.pk} {kind}")
    return file


def remove_file(user: User, organisation: Any, kind: str) -> None:
    """Remove a stored file."""
    for file in organisation.flex_files.filter(kind=kind):
        number = file.pk
        file.delete()
        record("flex_removed", user, organisation, f"file {number} {kind}")


# ---------------------------------------------------------------- studies


def studies_of(organisation: Any) -> list[Study]:
    """Return the studies of an organisation, newest first, without their answers."""
    return [looked_at(each) for each in organisation.flex_studies.defer("answer")]


def find(organisation: Any, study_id: UUID) -> Study | None:
    """Return a study of an organisation; another's does not exist for it."""
    found = organisation.flex_studies.filter(pk=study_id).first()
    return None if found is None else looked_at(found)


def looked_at(study: Study) -> Study:
    """Mark a study that fell silent as interrupted."""
    silent_since = timezone.now() - timedelta(minutes=SILENT_MINUTES)
    if study.status == Status.RUNNING and study.seen_at < silent_since:
        study.status, study.faults = Status.FAILED, told(HouvastError(problem("flex_desk.interrupted")))
        study.save(update_fields=["status", "faults"])
    return study


def ask(user: User, organisation: Any, kind: str, options: dict[str, Any]) -> Study:
    """Ask for a study of the stored files.

    Raises
    ------
    HouvastError
        `flex_desk.too_many_studies`, `web.queue_full`.
    """
    unfinished = sum(each.status in UNFINISHED for each in studies_of(organisation))
    if unfinished >= MOST_UNFINISHED:
        raise HouvastError(problem("flex_desk.too_many_studies", found=unfinished))
    check_queue()
    with transaction.atomic():
        old = organisation.flex_studies.order_by("-created_at").values_list("pk", flat=True)[MOST_KEPT - 1 :]
        organisation.flex_studies.filter(pk__in=list(old)).delete()
        study = Study.objects.create(organisation=organisation, kind=kind, options=options, version=package_version())
        record("flex_asked", user, organisation, f"study {kind}")
    _enqueue(study)
    return study


def example(kind: str) -> Study:
    """Return the study of the example, asked for when nobody has done so before with this version.

    Raises
    ------
    HouvastError
        `web.queue_full`.
    """
    examples = Study.objects.filter(organisation=None, kind=kind)
    found = examples.first()
    if found is not None:
        looked_at(found)
        if found.version == package_version() and found.status in (*UNFINISHED, Status.FINISHED):
            return found
    check_queue()
    try:
        with transaction.atomic():
            examples.delete()
            study = Study.objects.create(kind=kind, options=EXAMPLE_OPTIONS[kind], version=package_version())
    except IntegrityError:  # somebody else asked at the same moment
        return examples.get()
    _enqueue(study)
    return study


def _enqueue(study: Study) -> None:
    from houvast_web.flex_desk import tasks

    tasks.study.enqueue(str(study.pk))


def stop(study: Study) -> None:
    """Stop a study; what it was doing is thrown away."""
    Study.objects.filter(pk=study.pk, status__in=UNFINISHED).update(status=Status.STOPPED)


def remove_study(user: User, organisation: Any, study: Study) -> None:
    """Remove a study."""
    study.delete()
    record("flex_removed", user, organisation, f"study {study.kind}")


def carry_out(study_id: str) -> None:
    """Answer a study; called by the worker."""
    asked = Study.objects.filter(pk=study_id, status=Status.WAITING)
    if not asked.update(status=Status.RUNNING, seen_at=timezone.now()):
        return
    study = Study.objects.select_related("organisation").get(pk=study_id)
    running = Study.objects.filter(pk=study_id, status=Status.RUNNING)
    until = time.monotonic() + 60 * LONGEST_MINUTES

    def heard(stage: str, done: int, total: int) -> None:
        if not running.update(stage=stage, done=done, total=total, seen_at=timezone.now()):
            raise StoppedError
        if time.monotonic() > until:
            raise HouvastError(problem("flex_desk.too_long", expected=LONGEST_MINUTES))

    ended: dict[str, Any]
    try:
        with laid_out(given_files(study.organisation)) as paths:
            answer = work_out(study.kind, paths, study.options, today(), heard)
        ended = {"status": Status.FINISHED, "answer": answer.packed()}
    except StoppedError:
        return
    except HouvastError as fault:
        ended = {"status": Status.FAILED, "faults": told(fault)}
    except Exception:
        # The asker is told; the worker tells the rest to the log.
        running.update(status=Status.FAILED, faults=told(HouvastError(problem("flex_desk.broken"))))
        raise
    running.update(**ended, seen_at=timezone.now())


def told(fault: HouvastError) -> dict[str, list[str]]:
    """Return the faults in words, by language, no more than can be read; the last line counts the rest."""
    more = {"nl": "... en nog {n} andere fouten.", "en": "... and {n} other faults."}
    rest = len(fault.problems) - MOST_FAULTS
    return {
        language: [each.text(language) for each in fault.problems[:MOST_FAULTS]]
        + ([more[language].format(n=rest)] if rest > 0 else [])
        for language in LANGUAGES
    }


# ---------------------------------------------------------------- all of it


def everything(user: User, organisation: Any) -> bytes:
    """Return all that an organisation stored here, as a ZIP of files that open without Houvast."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for file in organisation.flex_files.all():
            made.writestr(f"files/{file.file_name}", bytes(file.content))
        for study in organisation.flex_studies.all():
            about = {name: getattr(study, name) for name in ("kind", "version", "options", "status", "faults")}
            content = unpacked(bytes(study.answer)).content if study.answer else None
            text = json.dumps({**about, "created_at": study.created_at.isoformat(), "answer": content}, indent=1)
            made.writestr(f"studies/{study.kind}-{study.pk}.json", text)
        for each in organisation.flex_registers.all():
            register: Register = registers.opened(each)
            made.writestr(f"registers/register-{each.pk}.json", register.to_json())
    record("flex_exported", user, organisation)
    return packed.getvalue()


@transaction.atomic
def erase(user: User, organisation: Any) -> None:
    """Erase all that an organisation stored here."""
    organisation.flex_files.all().delete()
    organisation.flex_studies.all().delete()
    organisation.flex_registers.all().delete()
    record("flex_erased", user, organisation)
