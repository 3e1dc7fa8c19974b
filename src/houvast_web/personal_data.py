"""The register of personal data: per model which fields, whose, why, on what ground and for how long.

Every app lays down its models in a `personal_data.py` with `HOLDINGS`. A model or field that nobody laid down fails a
test, so nothing about people is stored unnoticed. Export, erasure and the daily purge run on this register and need no
code of their own per model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from houvast.vocabulary.errors import Both

if TYPE_CHECKING:
    from houvast_web.accounts.models import User

OWN = "houvast_web."
WORKING = Both("werking van de werkbank", "working of the workbench")
NOBODY = Both("over niemand", "about nobody")
AS_LONG_AS_NEEDED = Both("zolang het nodig is", "as long as needed")


class Basis(Enum):
    """Ground for keeping something about a person (article 6 of the AVG)."""

    AGREEMENT = Both("uitvoering van de overeenkomst", "performance of the agreement")
    CONSENT = Both("toestemming", "consent")
    INTEREST = Both("gerechtvaardigd belang: beveiliging", "legitimate interest: security")
    INTEREST_OF_EMPLOYER = Both(
        "gerechtvaardigd belang van de organisatie, met instemming van de ondernemingsraad",
        "legitimate interest of the organisation, with consent of the works council",
    )
    NONE = Both("geen persoonsgegevens", "no personal data")


@dataclass(frozen=True)
class Holding:
    """What one model keeps.

    Parameters
    ----------
    model
        App and model, as `accounts.Membership`.
    name
        What a person reads for it.
    personal, technical
        Every field of the model, in one of the two.
    owner
        Path from a record to the person it is about; empty for a model about nobody.
    is_about_others
        About people without an account: who wants to know turns to the organisation.
    purpose, basis, retention
        Why, on what ground, for how long.
    secret
        Personal fields that are never given out, as a hash of a password; an export says that they exist.
    outlives
        Whether a record stays when the person is erased, without who it was about.
    keep_days, age
        After how many days, counted from the field `age`, the daily purge takes a record away; None for never.
    sweep
        Takes away the files that no record names any more; called after an erasure and a purge.
    """

    model: str
    technical: tuple[str, ...]
    name: Both = NOBODY
    personal: tuple[str, ...] = ()
    owner: str = ""
    is_about_others: bool = False
    purpose: Both = WORKING
    basis: Basis = Basis.NONE
    retention: Both = AS_LONG_AS_NEEDED
    secret: tuple[str, ...] = ()
    outlives: bool = False
    keep_days: int | None = None
    age: str = ""
    sweep: Callable[[], None] | None = None

    @property
    def records(self) -> models.QuerySet[Any]:
        """All records."""
        found: models.QuerySet[Any] = apps.get_model(self.model)._default_manager.all()
        return found

    def of(self, user: User) -> models.QuerySet[Any]:
        """Return the records about one person."""
        return self.records.filter(**{self.owner: user.pk}) if self.owner else self.records.none()


def holdings() -> Iterator[Holding]:
    """Yield what every app laid down."""
    for app in apps.get_app_configs():
        name = f"{app.name}.personal_data"
        if app.name.startswith(OWN) and find_spec(name):
            yield from import_module(name).HOLDINGS


def summary(user: User, language: str) -> list[dict[str, Any]]:
    """Return per model how many records there are about somebody, and why.

    Parameters
    ----------
    user
        The person.
    language
        `nl` or `en`.
    """
    return [
        {
            "name": each.name.text(language),
            "count": each.of(user).count(),
            "purpose": each.purpose.text(language),
            "basis": each.basis.value.text(language),
            "retention": each.retention.text(language),
        }
        for each in holdings()
        if each.owner
    ]


def export(user: User) -> dict[str, Any]:
    """Return everything kept about somebody, by model."""
    return {
        "exported_at": timezone.now(),
        "format": 1,
        "records": {
            each.model: [_exported(record, each) for record in each.of(user).order_by("pk")]
            for each in holdings()
            if each.owner
        },
    }


def _exported(record: models.Model, holding: Holding) -> dict[str, Any]:
    values = {field.name: field.value_from_object(record) for field in record._meta.concrete_fields}
    return {
        name: "(secret, not given out)" if name in holding.secret else _plain(value) for name, value in values.items()
    }


def _plain(value: Any) -> Any:
    try:
        DjangoJSONEncoder().encode(value)
    except TypeError:
        return str(value)
    return value


@transaction.atomic
def erase(user: User) -> None:
    """Delete every record about somebody, the account last; what outlives a person no longer says who it was."""
    for each in holdings():
        if each.owner and each.model != user._meta.label:
            found = each.of(user)
            if each.outlives:
                found.update(**{each.owner: None})
            else:
                found.delete()
    user.delete()
    transaction.on_commit(_sweep)


def purge() -> dict[str, int]:
    """Delete every record that is older than its retention; return how many, by model."""
    now = timezone.now()
    gone: dict[str, int] = {}
    for each in holdings():
        if each.keep_days is not None:
            too_old = {f"{each.age}__lt": now - timedelta(days=each.keep_days)}
            _all, by_model = each.records.filter(**too_old).delete()
            gone[each.model] = by_model.get(each.model, 0)
    _sweep()
    return gone


def _sweep() -> None:
    for each in holdings():
        if each.sweep is not None:
            each.sweep()
