"""What the employer desk stores: files an organisation handed over, studies made of them, registers of duties.

All of it belongs to one organisation and goes with it. Studies of the example belong to nobody.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from houvast_web.flex_desk.kinds import FILES, LONGEST_KEY, STUDIES

ORGANISATION = "accounts.Organisation"


class StoredFile(models.Model):
    """A file that was read without a fault; the newest of its kind takes the place of the one before."""

    organisation: Any = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="flex_files")
    kind = models.CharField(max_length=LONGEST_KEY, choices=[(key, key) for key in FILES])
    is_workbook = models.BooleanField(default=False)
    content = models.BinaryField()
    stored_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One of each kind."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_flex_file_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"file {self.pk} {self.kind}"

    @property
    def file_name(self) -> str:
        """Its name outside; what it was called by whoever sent it is not kept."""
        return f"{self.kind}.{'xlsx' if self.is_workbook else 'csv'}"


class Study(models.Model):
    """One question asked of the stored files, answered in the background."""

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        RUNNING = "running"
        FINISHED = "finished"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation: Any = models.ForeignKey(
        ORGANISATION, on_delete=models.CASCADE, null=True, blank=True, related_name="flex_studies"
    )
    kind = models.CharField(max_length=LONGEST_KEY, choices=[(key, key) for key in STUDIES])
    version = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    stage = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=dict)
    answer = models.BinaryField(default=b"")
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Newest first; one study of the example of each kind."""

        ordering = ("-created_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(organisation=None), name="one_flex_example_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"study {self.pk} {self.kind} {self.status}"


class DutyRegister(models.Model):
    """The duties between one agency, one hirer and their workers as a group."""

    organisation: Any = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="flex_registers")
    content = models.JSONField()
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"register {self.pk}"
