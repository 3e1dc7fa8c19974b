"""What the policy desk keeps about people: whose a full run is."""

from __future__ import annotations

from houvast.vocabulary.errors import Both
from houvast_web.personal_data import Basis, Holding
from houvast_web.policy_desk.run_service import remove_unnamed_results

RUN_DAYS = 90

HOLDINGS = (
    Holding(
        "policy_desk.FullRun",
        name=Both("Doorrekeningen in de beleidsdesk", "Full runs in the policy desk"),
        technical=("id", "query", "key", "status", "done", "total", "is_stop_wanted", "reason", "seen_at"),
        personal=("user", "visit", "created_at"),
        owner="user",
        purpose=Both("uw doorrekeningen terugvinden", "finding your full runs again"),
        basis=Basis.AGREEMENT,
        retention=Both(f"{RUN_DAYS} dagen", f"{RUN_DAYS} days"),
        secret=("visit",),
        keep_days=RUN_DAYS,
        age="created_at",
        sweep=remove_unnamed_results,
    ),
)
