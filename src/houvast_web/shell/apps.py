"""The app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """What every page shares: start page, base template, style, errors, glossary."""

    name = "houvast_web.shell"
    label = "shell"
