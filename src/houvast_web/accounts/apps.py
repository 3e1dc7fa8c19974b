"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People with an account, their organisations and roles."""

    name = "houvast_web.accounts"
    label = "accounts"
