"""Evidence as files: what was found, on which model and facts, so that a page can be made of it without running.

A record says which behaviour of the model it rests on by a fingerprint: the outcomes of one small run. Source text may
change without changing an outcome; when the fingerprint is another, the model does something else and the evidence
must be made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from houvast.experiments.identity import model_version
from houvast.experiments.runs import run_settings
from houvast.experiments.settings import RunSettings
from houvast.experiments.storage import write_whole
from houvast.experiments.worlds import BASELINE, world_of
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import HouvastError, problem

FINGERPRINT_SCALE, FINGERPRINT_YEARS = 0.001, 5
FINGERPRINT_DIGITS = 6
"""Digits of an outcome that count: more than any reader sees, fewer than two computers may differ in."""
FINGERPRINT_LENGTH = 12


def record_of(kind: str, facts: Facts, asked: dict[str, Any], rows: Iterable[Any], **more: Any) -> dict[str, Any]:
    """Return what is kept of a piece of evidence.

    Parameters
    ----------
    kind
        `guidance`, `statements`, `paradox` or `measures`.
    facts
        It rests on.
    asked
        Scale, seeds and years.
    rows
        Dataclasses.
    **more
        What does not fit in rows.
    """
    return {
        "kind": kind,
        "model_version": model_version(),
        "facts": facts.folder,
        "facts_hash": facts.content_hash,
        "fingerprint": fingerprint(facts),
        **asked,
        **more,
        "rows": [_plain(asdict(row)) for row in rows],
    }


def write_record(record: dict[str, Any], path: Path) -> None:
    """Write a record, whole or not at all.

    Raises
    ------
    HouvastError
        `files.disk_full` or `files.unwritable`.
    """
    text = json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False)
    write_whole(path, text.encode() + b"\n")


def read_record(path: Path) -> dict[str, Any]:
    """Read a record.

    Raises
    ------
    HouvastError
        `evidence.unreadable` when it is not there or not whole.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise HouvastError(problem("evidence.unreadable", where=str(path))) from fault
    if not isinstance(record, dict) or not {"kind", "fingerprint", "rows"} <= set(record):
        raise HouvastError(problem("evidence.unreadable", where=str(path)))
    return record


def fingerprint(facts: Facts) -> str:
    """Return a short hash of what the model does with these facts: a small run of the baseline and of each future.

    Long enough for the futures to part and for measures to begin.
    """
    digest = hashlib.sha256()
    for scenario in (BASELINE, "A", "B", "C", "D"):
        settings = RunSettings(FINGERPRINT_SCALE, FINGERPRINT_YEARS, 1, scenario)
        outcomes = run_settings(settings, facts, world=world_of(scenario, "none", facts)).outcomes
        everybody = outcomes.filter(group_by="all").sort("outcome", "month")
        for outcome, month, value in everybody.select("outcome", "month", "value").iter_rows():
            digest.update(f"{scenario} {outcome} {month} {value:.{FINGERPRINT_DIGITS}g}\n".encode())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return float(f"{value:.{FINGERPRINT_DIGITS}g}")
    return value
