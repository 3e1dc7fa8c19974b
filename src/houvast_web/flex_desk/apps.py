"""The app."""

from django.apps import AppConfig


class FlexDeskConfig(AppConfig):
    """The employer desk."""

    name = "houvast_web.flex_desk"
    label = "flex_desk"

    def ready(self) -> None:
        """Lay down what the audit log may say of this desk."""
        from houvast_web.accounts.service import add_actions
        from houvast_web.flex_desk.actions import ACTIONS

        add_actions(ACTIONS)
