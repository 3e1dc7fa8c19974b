"""Registers of duties between agency, hirer and worker, as an organisation keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from houvast.flex.agency import MOST_BYTES, Register, new_register, parse_register
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.accounts.service import User, record
from houvast_web.flex_desk.models import DutyRegister

MOST_REGISTERS = 50
MOST_LETTERS = MOST_BYTES // 4


def opened(kept: DutyRegister) -> Register:
    """Return a stored register."""
    return parse_register(json.dumps(kept.content).encode(), f"register {kept.pk}")


def make(user: User, organisation: Any, agency: str, hirer: str) -> DutyRegister:
    """Make a register with the duties to start from.

    Raises
    ------
    HouvastError
        `flex_desk.too_many_registers`.
    """
    return _keep(user, organisation, new_register(agency, hirer))


def bring(user: User, organisation: Any, text: bytes) -> DutyRegister:
    """Store a register from its file.

    Raises
    ------
    HouvastError
        `flex.bad_register`, `flex_desk.too_many_registers`.
    """
    return _keep(user, organisation, parse_register(text, "register.json"))


def _keep(user: User, organisation: Any, register: Register) -> DutyRegister:
    found = organisation.flex_registers.count()
    if found >= MOST_REGISTERS:
        raise HouvastError(problem("flex_desk.too_many_registers", found=found))
    kept = DutyRegister.objects.create(organisation=organisation, content=json.loads(register.to_json()))
    record("flex_register_changed", user, organisation, f"register {kept.pk}")
    return kept


def change(user: User, organisation: Any, number: int, changed: Callable[[Register], Register]) -> None:
    """Change a register; two people at once wait for each other.

    Raises
    ------
    HouvastError
        What `changed` raises.
    """
    with transaction.atomic():
        kept = organisation.flex_registers.select_for_update().get(pk=number)
        kept.content = json.loads(changed(opened(kept)).to_json())
        kept.save()
        record("flex_register_changed", user, organisation, f"register {number}")
