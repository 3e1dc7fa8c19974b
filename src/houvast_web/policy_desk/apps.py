"""The app."""

from django.apps import AppConfig


class PolicyDeskConfig(AppConfig):
    """The policy desk: the futures, measures, and what they do."""

    name = "houvast_web.policy_desk"
    label = "policy_desk"
