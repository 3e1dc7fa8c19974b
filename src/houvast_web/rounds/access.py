"""Who may open the pages of survey rounds. A respondent has no account: there the token opens the door."""

from __future__ import annotations

from houvast_web.access import Access
from houvast_web.accounts.service import Right

ORGANISATION = {"number": "{organisation}"}
ROUND = {**ORGANISATION, "round_id": "00000000-0000-0000-0000-000000000000"}

ACCESS = {
    "rounds:rounds": Access(Right.SEE_ORGANISATION, values=ORGANISATION),
    "rounds:new": Access(Right.WORK_WITH_DATA, values=ORGANISATION),
    "rounds:round": Access(Right.SEE_ORGANISATION, values=ROUND),
    "rounds:agree": Access(Right.AGREE_TO_ROUNDS, "post", ROUND),
    "rounds:invite": Access(Right.WORK_WITH_DATA, values=ROUND),
    "rounds:remind": Access(Right.WORK_WITH_DATA, "post", ROUND),
    "rounds:close": Access(Right.WORK_WITH_DATA, values=ROUND),
    "rounds:remove": Access(Right.WORK_WITH_DATA, values=ROUND),
    "rounds:download": Access(Right.SEE_ROUND_REPORTS, values={**ROUND, "form": "pdf"}),
    "rounds:enter": Access(),
    "rounds:start": Access(),
    "rounds:page": Access(values={"page": "1"}),
    "rounds:save": Access(method="post"),
    "rounds:hand_in": Access(),
    "rounds:own": Access(),
    "rounds:own_file": Access(method="post"),
    "rounds:erase_own": Access(),
    "rounds:leave": Access(method="post"),
}
