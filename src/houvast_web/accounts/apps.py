"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People with an account, their organisations and roles."""

    name = "houvast_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for what the audit log holds and for changes in how somebody logs in."""
        from houvast_web.accounts import audit, sessions  # noqa: F401 - connects their receivers
