"""The app."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Survey rounds in a company."""

    name = "houvast_web.rounds"
    label = "rounds"

    def ready(self) -> None:
        """Let the audit log hold what is done with rounds."""
        from django.utils.translation import gettext_lazy as _

        from houvast_web.accounts.service import add_actions

        add_actions(
            {
                "round_made": _("proposed a survey round"),
                "round_agreed": _("agreed to a survey round for the works council"),
                "round_invited": _("invited people to a survey round"),
                "round_reminded": _("sent a reminder of a survey round"),
                "round_closed": _("closed a survey round"),
                "round_removed": _("removed a survey round"),
                "round_downloaded": _("downloaded the report of a survey round"),
            }
        )
