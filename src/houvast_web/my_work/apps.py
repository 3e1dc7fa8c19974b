"""The app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class MyWorkConfig(AppConfig):
    """The desk of the worker: skills, moves, training and a passport."""

    name = "houvast_web.my_work"
    label = "my_work"

    def ready(self) -> None:
        """Let a passport go with the work it belongs to, also when an account is erased."""
        post_delete.connect(_forget_passport, sender="my_work.KeptWork", dispatch_uid="my_work.forget_passport")


def _forget_passport(instance: Any, **_named: Any) -> None:
    from houvast_web.my_work.passport_service import unpublish

    unpublish(instance.content)
