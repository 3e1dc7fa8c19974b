"""What the policy desk stores: full runs, and nothing about anybody but whose they are."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models


class FullRun(models.Model):
    """A question answered under many draws, in the background.

    The question is a link like any other. Its results lie in the data folder under `key`, and are shared by all who
    ask the same.
    """

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        RUNNING = "running"
        FINISHED = "finished"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user: Any = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    visit = models.CharField(max_length=64, blank=True, db_index=True)
    query = models.CharField(max_length=2000)
    key = models.CharField(max_length=64, db_index=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    is_stop_wanted = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Newest first."""

        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.status} {self.query}"
