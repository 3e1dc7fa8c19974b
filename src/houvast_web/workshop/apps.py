"""The app."""

import os

from django.apps import AppConfig
from django.conf import settings

from houvast.futures.plane import KEPT_IN


class WorkshopConfig(AppConfig):
    """Workshops."""

    name = "houvast_web.workshop"
    label = "workshop"

    def ready(self) -> None:
        """Say where futures are found by name; the processes that make runs are told by the same variable."""
        os.environ.setdefault(KEPT_IN, str(settings.DATA / "futures"))
        from houvast_web.workshop import service

        service.listen()
