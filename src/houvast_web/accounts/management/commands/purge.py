"""`python -m houvast_web purge`: take away what is older than its retention. `houvast serve` does so every day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from houvast_web.personal_data import purge


class Command(BaseCommand):
    """Purge."""

    help = "Take away what is older than its retention."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say how much went, by model."""
        for model, count in purge().items():
            if count:
                self.stdout.write(f"{model}: {count}")
