"""Words of the desk for levels, evidence and reuse, in plain language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LEVELS = {
    1: _("With help"),
    2: _("On my own"),
    3: _("Very well"),
    4: _("I teach others"),
}
LEVELS_OF_ANOTHER = {
    1: _("does it with help"),
    2: _("does it alone"),
    3: _("does it very well, also when it is hard"),
    4: _("teaches it to others"),
}
EVIDENCE = {
    "self": _("I say so myself"),
    "peer": _("A colleague says so"),
    "employer": _("An employer says so"),
    "certified": _("It is on a diploma or certificate"),
}
EVIDENCE_OF_ANOTHER = {
    "self": _("says so"),
    "peer": _("a colleague says so"),
    "employer": _("an employer says so"),
    "certified": _("diploma or certificate"),
}
EVIDENCE_MARKS = {"self": "○", "peer": "◔", "employer": "◑", "certified": "●"}
"""Four marks that differ in shape, each beside its words."""
REUSE = {
    "transversal": _("useful in almost all work"),
    "cross-sector": _("useful in many sectors"),
    "sector-specific": _("useful in this sector"),
    "occupation-specific": _("mainly for this work"),
}
BANDS = {"strong": _("Close to what you can do"), "fair": _("Fairly close to what you can do")}
DIRECTIONS = {"grows": _("grows"), "shrinks": _("shrinks"), "open": _("uncertain")}
DIRECTION_MARKS = {"grows": "▲", "shrinks": "▼", "open": "◆"}
HOURS = {1: _("an hour"), 24: _("a day"), 168: _("a week")}
"""How long somebody may use what is shown; seven days is the most that a check accepts."""
