"""The four doors of the start page: what each desk is for, and whether it is open yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Desk(NamedTuple):
    """A door: where it leads, and what is behind it."""

    key: str
    name: StrPromise
    question: StrPromise
    promise: StrPromise
    address_name: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is something behind the door."""
        return bool(self.address_name)

    @property
    def address(self) -> str:
        """Where the door leads: the desk, or what it will do."""
        return reverse(self.address_name) if self.is_open else reverse("shell:planned", args=[self.key])


DESKS = (
    Desk(
        "policy",
        _("Policy"),
        _("What does a measure do, in each future, and for whom?"),
        _("Choose a future and measures, and see who gains and who loses."),
        "policy_desk:desk",
    ),
    Desk(
        "employer",
        _("Employer"),
        _("How much flexibility does my organisation need, and who can provide it?"),
        _("Lay down your demand, see in four steps how much flexibility you need, and which mix keeps people secure."),
        "flex_desk:desk",
    ),
    Desk(
        "worker",
        _("Worker"),
        _("What can I do with what I can do?"),
        _(
            "Start from your work and your skills, see which other work is near and what it still asks, and take it"
            " along in a passport that is yours."
        ),
        "my_work:start",
    ),
    Desk(
        "region",
        _("Region and lab"),
        _("How do people move between sectors in my region?"),
        _(
            "This desk will show chains of moves through a regional labour market and help to run a shared pool or a"
            " workshop."
        ),
    ),
)
DESK_BY_KEY = {desk.key: desk for desk in DESKS}
