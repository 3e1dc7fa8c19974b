"""`python -m houvast_web end_sessions ADDRESS`: log somebody out everywhere, as after a loss or a departure."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from houvast_web.accounts.models import User
from houvast_web.accounts.sessions import end_all


class Command(BaseCommand):
    """End the sessions of one account."""

    help = "Log somebody out everywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("address", help="e-mail address of the account")

    def handle(self, *_args: Any, address: str, **_options: Any) -> None:
        """Say how many sessions ended.

        Raises
        ------
        CommandError
            No account has this address.
        """
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            message = f"No account has the address {address}."
            raise CommandError(message)
        self.stdout.write(f"sessions ended: {end_all(user)}")
