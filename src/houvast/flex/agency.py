"""The agency triangle: who owes what to whom between agency, hirer and worker; agreed, dated, followed up.

A register is one JSON file of the organisation. The duties it starts with follow the division of good employership,
commissioning and contracting in the TNO reaction of 2019 (line of thought 5), in our own words; parties add their own.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import yaml

from houvast.vocabulary.errors import HouvastError, nearest, problem

PARTIES = ("agency", "hirer", "worker")
ROLES = ("employership", "commissioning", "contracting", "workmanship")
STATES = ("open", "agreed", "done", "lapsed")
FORMAT = "houvast-agency-register-1"
MOST_BYTES = 4 * 2**20
DUE_SOON_DAYS = 14


@dataclass(frozen=True)
class Duty:
    """One thing one party owes another."""

    key: str
    role: str
    owed_by: str
    owed_to: str
    text_nl: str
    text_en: str
    state: str = "open"
    agreed_on: str = ""
    due_on: str = ""
    notes: tuple[str, ...] = ()

    def text(self, language: str = "en") -> str:
        """The duty in words."""
        return self.text_nl if language == "nl" else self.text_en


@dataclass(frozen=True)
class Register:
    """The duties between one agency and one hirer, and their workers as a group; no names of workers."""

    agency: str
    hirer: str
    duties: tuple[Duty, ...] = field(default=())

    def duty(self, key: str) -> Duty:
        """Find a duty.

        Raises
        ------
        HouvastError
            `flex.unknown_duty`.
        """
        for each in self.duties:
            if each.key == key:
                return each
        known = [each.key for each in self.duties]
        raise HouvastError(problem("flex.unknown_duty", found=key, expected=known, suggestion=nearest(key, known)))

    def with_duty(self, duty: Duty) -> Register:
        """The register with this duty in place of the one with its key, or added."""
        if duty.key in {each.key for each in self.duties}:
            return replace(self, duties=tuple(duty if each.key == duty.key else each for each in self.duties))
        return replace(self, duties=(*self.duties, duty))

    def agree(self, key: str, on: date, due: date | None = None) -> Register:
        """Note that the parties agreed on a duty, and when it is due.

        Raises
        ------
        HouvastError
            `flex.unknown_duty`, or `flex.dates_reversed` when it is due before it is agreed.
        """
        if due is not None and due < on:
            raise HouvastError(problem("flex.dates_reversed", where=key, found=due, expected=on))
        due_on = due.isoformat() if due else ""
        return self.with_duty(replace(self.duty(key), state="agreed", agreed_on=on.isoformat(), due_on=due_on))

    def follow_up(self, key: str, state: str, note: str, on: date) -> Register:
        """Note what became of a duty.

        Raises
        ------
        HouvastError
            `flex.unknown_duty` or `flex.not_one_of`.
        """
        if state not in STATES:
            raise HouvastError(problem("flex.not_one_of", where=key, found=state, expected=STATES))
        duty = self.duty(key)
        return self.with_duty(replace(duty, state=state, notes=(*duty.notes, f"{on.isoformat()}: {note}")))

    def reminders(self, today: date) -> tuple[Duty, ...]:
        """Duties agreed and due within two weeks or overdue, the oldest first, then those never agreed."""
        due = [
            each
            for each in self.duties
            if each.state == "agreed"
            and each.due_on
            and (date.fromisoformat(each.due_on) - today).days <= DUE_SOON_DAYS
        ]
        return (*sorted(due, key=lambda each: each.due_on), *(each for each in self.duties if each.state == "open"))

    def to_json(self) -> bytes:
        """The register as a file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=2, ensure_ascii=False).encode() + b"\n"

    def to_csv(self, language: str) -> bytes:
        """The register as a table, the duties in `language`."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["key", "role", "owed_by", "owed_to", "duty", "state", "agreed_on", "due_on", "notes"])
        for each in self.duties:
            notes = " | ".join(each.notes)
            cells = (
                each.key, each.role, each.owed_by, each.owed_to, each.text(language), each.state, each.agreed_on,
                each.due_on, notes,
            )  # fmt: skip
            # A cell that begins as a formula would be run by a spreadsheet.
            writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in cells])
        return text.getvalue().encode()


def new_register(agency: str, hirer: str) -> Register:
    """A register with the duties to start from."""
    text = (files("houvast.flex") / "agency_duties.yaml").read_text(encoding="utf-8")
    return Register(agency, hirer, tuple(Duty(**each) for each in yaml.safe_load(text)))


def read_register(path: Path) -> Register:
    """Read a register.

    Raises
    ------
    HouvastError
        `files.missing`, `flex.too_large` or `flex.bad_register` with what is wrong.
    """
    if not path.is_file():
        raise HouvastError(problem("files.missing", where=str(path)))
    if path.stat().st_size > MOST_BYTES:
        raise HouvastError(problem("flex.too_large", where=str(path), most="4 MB"))
    return parse_register(path.read_bytes(), str(path))


def parse_register(text: bytes, where: str) -> Register:
    """Read a register from the bytes of its file.

    Raises
    ------
    HouvastError
        `flex.bad_register` with what is wrong.
    """
    try:
        content = json.loads(text)
        if content.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        duties = tuple(Duty(**{**each, "notes": tuple(each["notes"])}) for each in content.pop("duties"))
        register = Register(**content, duties=duties)
        for each in duties:
            _check(each)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise HouvastError(problem("flex.bad_register", where=where, found=str(fault)[:200])) from fault
    return register


def _check(duty: Duty) -> None:
    """Refuse a duty with a word or a date that a register does not know."""
    for value, known in ((duty.role, ROLES), (duty.owed_by, PARTIES), (duty.owed_to, PARTIES), (duty.state, STATES)):
        if value not in known:
            raise ValueError(f"{duty.key}: {value}")  # noqa: EM102
    for day in (duty.agreed_on, duty.due_on):
        if day:
            date.fromisoformat(day)
