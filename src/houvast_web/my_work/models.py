"""What the desk stores: somebody's own work, for an account; and what is needed to check a passport, about nobody.

Without an account somebody's work lies in the session of the visit, see `keeping`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class KeptWork(models.Model):
    """Somebody's work: profile, choices, notes and passport. Only its owner ever reads it."""

    user: Any = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    content = models.JSONField(default=dict)
    keys = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"work {self.pk}"


class IssuedPassport(models.Model):
    """What whoever checks a passport needs: the issuer's public key and the status list. It says nothing of whom."""

    uri = models.CharField(max_length=100, unique=True)
    issuer = models.JSONField()
    status = models.TextField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.uri


class SeenNonce(models.Model):
    """A share that was checked, as the hash of its code, so that it is not used twice."""

    mark = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.mark
