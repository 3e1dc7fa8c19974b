"""What the audit log says of the employer desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "flex_stored": _("stored a file of the employer desk"),
    "flex_removed": _("removed something from the employer desk"),
    "flex_taken": _("took a file of the employer desk along"),
    "flex_asked": _("asked for a study of flexibility"),
    "flex_names_seen": _("looked at the competence matrix with names"),
    "flex_confirmed": _("confirmed the skills of somebody who agreed"),
    "flex_level_changed": _("changed the competence matrix"),
    "flex_register_changed": _("changed a register of duties"),
    "flex_exported": _("exported everything of the employer desk"),
    "flex_erased": _("erased everything of the employer desk"),
}
