"""Who may open which address of a workshop: members look, who may run workshops leads, who was invited rates."""

from __future__ import annotations

from houvast_web.access import Access, Need
from houvast_web.accounts.service import Right

ORGANISATION = {"number": "{organisation}"}
ONE = {**ORGANISATION, "workshop": "{workshop}"}
CORNER = {**ONE, "key": "A"}
FILE = {**ONE, "name": "future-00000000000000000000000000000000"}
RATED = {"workshop": "{workshop}"}

ACCESS = {
    "workshop:mine": Access(Need.ACCOUNT),
    "workshop:make": Access(Right.RUN_WORKSHOPS, values=ORGANISATION),
    "workshop:lead": Access(Right.SEE_ORGANISATION, values=ONE),
    "workshop:ranking": Access(Right.SEE_ORGANISATION, values=ONE),
    "workshop:ranking_file": Access(Right.SEE_ORGANISATION, values={**ONE, "form": "csv"}),
    "workshop:invite": Access(Right.RUN_WORKSHOPS, values=ONE),
    "workshop:change": Access(Right.RUN_WORKSHOPS, "post", ONE),
    "workshop:axes": Access(Right.RUN_WORKSHOPS, values=ONE),
    "workshop:corner": Access(Right.RUN_WORKSHOPS, values=CORNER),
    "workshop:save": Access(Right.RUN_WORKSHOPS, "post", ONE),
    "workshop:votes": Access(Right.RUN_WORKSHOPS, values=ONE),
    "workshop:files": Access(Right.RUN_WORKSHOPS, values=ONE),
    "workshop:future": Access(Right.SEE_ORGANISATION, values=FILE),
    "workshop:erase": Access(Right.RUN_WORKSHOPS, values=ONE),
    "workshop:join": Access(values={"token": "unknown"}),
    "workshop:rate": Access(values=RATED),
    "workshop:my_answers": Access(values=RATED),
    "workshop:withdraw": Access(method="post", values=RATED),
}
