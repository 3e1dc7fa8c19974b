"""Roles in an organisation, and what each may do. The matrix in docs/reference/permissions.md is made from this."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What somebody is in an organisation."""

    OWNER = "owner"
    HR = "hr"
    WORKS_COUNCIL = "works_council"
    VIEWER = "viewer"


class Right(StrEnum):
    """What a role may give."""

    SEE_ORGANISATION = "see_organisation"
    MANAGE_MEMBERS = "manage_members"
    SEE_AUDIT = "see_audit"
    WORK_WITH_DATA = "work_with_data"
    RUN_WORKSHOPS = "run_workshops"
    SEE_ROUND_REPORTS = "see_round_reports"
    AGREE_TO_ROUNDS = "agree_to_rounds"


ROLE_NAMES = {
    Role.OWNER: _("owner"),
    Role.HR: _("HR"),
    Role.WORKS_COUNCIL: _("works council"),
    Role.VIEWER: _("viewer"),
}
RIGHTS: dict[Role, frozenset[Right]] = {
    # Nobody agrees to a round of questions in the name of the works council, the owner neither.
    Role.OWNER: frozenset(Right) - {Right.AGREE_TO_ROUNDS},
    Role.HR: frozenset({Right.SEE_ORGANISATION, Right.WORK_WITH_DATA, Right.RUN_WORKSHOPS, Right.SEE_ROUND_REPORTS}),
    # The works council sees who did what: it watches over how data on staff are used.
    Role.WORKS_COUNCIL: frozenset(
        {Right.SEE_ORGANISATION, Right.SEE_AUDIT, Right.SEE_ROUND_REPORTS, Right.AGREE_TO_ROUNDS}
    ),
    Role.VIEWER: frozenset({Right.SEE_ORGANISATION}),
}
NEED_SECOND_FACTOR = frozenset({Right.MANAGE_MEMBERS, Right.WORK_WITH_DATA})
"""Rights that count only for somebody who logged in with a second factor set up."""
