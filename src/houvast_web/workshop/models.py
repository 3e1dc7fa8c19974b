"""What a workshop stores; of who takes part a stakeholder group, the answers, and a hash that their phone opens."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

LONGEST_NAME = 100


class Workshop(models.Model):
    """A workshop of an organisation.

    `developments` holds keys, `groups` names of stakeholder groups, `plane` the axes and corners as far as they are
    made, and `invite_round` which invitations hold: a new round ends all earlier links.
    """

    organisation: Any = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="workshops")
    name = models.CharField(max_length=LONGEST_NAME)
    developments: Any = models.JSONField(default=list)
    groups: Any = models.JSONField(default=list)
    plane: Any = models.JSONField(default=dict)
    is_open = models.BooleanField(default=True)
    invite_round = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first."""

        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"workshop {self.pk}"


class Participant(models.Model):
    """Somebody who rates, known by nothing but a group. Without a hash: read from a file of votes."""

    workshop: Any = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    group = models.CharField(max_length=LONGEST_NAME)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    joined_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"participant {self.pk}"


class Vote(models.Model):
    """One answer: impact and uncertainty from 1 to 5, empty for "don't know". `turn` counts how often it was given."""

    participant: Any = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")
    development = models.CharField(max_length=LONGEST_NAME)
    impact = models.PositiveSmallIntegerField(null=True)
    uncertainty = models.PositiveSmallIntegerField(null=True)
    turn = models.PositiveIntegerField(default=1)

    class Meta:
        """One answer per development."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "development"], name="one_vote_per_development")
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class OwnFuture(models.Model):
    """A plane that was saved or read from a file: never changed afterwards, named after its contents."""

    workshop: Any = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="futures")
    name = models.CharField(max_length=40, db_index=True)
    title = models.CharField(max_length=LONGEST_NAME)
    files: Any = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """Newest first, each once."""

        ordering = ("-saved_at", "-pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["workshop", "name"], name="one_future_per_workshop")]

    def __str__(self) -> str:
        return self.name
