"""People with an account, their organisations, and what was done. As little about people as can be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from houvast_web.accounts.roles import ROLE_NAMES, Role

INVITATION_DAYS = 14
LONGEST_NAME = 100


class Users(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account; without a password nobody can log in with one."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody with an account. Rights come from memberships, never from the account."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"user {self.pk}"


class Organisation(models.Model):
    """An organisation; what it stores is its own."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody's role in an organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=[(role.value, ROLE_NAMES[role]) for role in Role])
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        """One role per organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_role_per_organisation")
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"

    @property
    def role_name(self) -> str:
        """The role in the language of the page."""
        return str(ROLE_NAMES[Role(self.role)])


def _two_weeks_on() -> Any:
    return timezone.now() + timedelta(days=INVITATION_DAYS)


class Invitation(models.Model):
    """A link that makes one person a member. Only a hash of it is kept, and no address."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=[(role.value, ROLE_NAMES[role]) for role in Role])
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(default=_two_weeks_on)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class AuditEntry(models.Model):
    """Who did what, when. Words from a fixed list and numbers of records; never what they contain."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="audit_entries"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="audit_entries"
    )
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}".strip()
