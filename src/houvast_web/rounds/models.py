"""What a round stores. Invitations, drafts and answers share no key, no time and no order.

An invitation is never written to after it was made, so that no backup shows who answered between two moments. A draft
is found and opened only with the token that the person holds. Answers get their number when the round closes, shuffled.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 100
LONGEST_PURPOSE = 2_000


class Round(models.Model):
    """A round and its terms. The terms are laid down once: other terms are another round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation: Any = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="rounds")
    title = models.CharField(_("name"), max_length=LONGEST_NAME)
    purpose = models.TextField(_("purpose"), max_length=LONGEST_PURPOSE)
    questionnaire = models.TextField()
    tree = models.JSONField()
    threshold = models.PositiveSmallIntegerField()
    opens = models.DateField()
    closes = models.DateField()
    delete_on = models.DateField()
    agreed_on = models.DateField(null=True, blank=True)
    secret = models.BinaryField()
    invited = models.JSONField(default=dict)
    reminded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    unfinished = models.PositiveIntegerField(default=0)
    scores = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return f"round {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether people can answer today."""
        return bool(self.agreed_on and self.invited and not self.closed_on) and self.opens <= today() <= self.closes

    @property
    def is_due(self) -> bool:
        """Whether its last day has gone by without anybody closing it."""
        return bool(self.invited and not self.closed_on) and today() > self.closes


class RoundInvitation(models.Model):
    """Somebody who may answer: an address, or nobody's name where a paper card is given. Gone when the round closes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    address = models.EmailField(blank=True)
    group = models.CharField(max_length=LONGEST_NAME)
    delete_on = models.DateField()

    def __str__(self) -> str:
        return "invitation to a round"


class RoundDraft(models.Model):
    """What somebody has answered so far, sealed: once for who holds the token, and for closing once it counts."""

    name = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="drafts")
    group = models.CharField(max_length=LONGEST_NAME)
    sealed = models.BinaryField()
    for_closing = models.BinaryField(default=bytes)
    is_handed_in = models.BooleanField(default=False)
    delete_on = models.DateField()

    def __str__(self) -> str:
        return "draft of a round"


class RoundAnswers(models.Model):
    """The answers of one respondent, after closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answers")
    group = models.CharField(max_length=LONGEST_NAME)
    given = models.JSONField()
    delete_on = models.DateField()

    def __str__(self) -> str:
        return "answers of a round"


def today() -> date:
    """Today, where the organisation is."""
    return timezone.localdate()
