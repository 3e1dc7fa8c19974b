"""Who may open which address of the employer desk.

Everybody tries the example. Reports on departments are for the whole organisation, the works council first; what is
about people, and every change, is for who works with data; erasing all of it is for who manages the organisation.
"""

from __future__ import annotations

from houvast_web.access import Access
from houvast_web.accounts.service import Right

ORGANISATION = {"number": "{organisation}"}
STUDY = {**ORGANISATION, "study_id": "00000000-0000-0000-0000-000000000000"}
REGISTER = {**ORGANISATION, "register_id": "1"}
FILE = {**ORGANISATION, "kind": "demand"}
SEE, WORK = Right.SEE_ORGANISATION, Right.WORK_WITH_DATA

ACCESS = {
    "flex_desk:desk": Access(),
    "flex_desk:example": Access(values={"kind": "links"}),
    "flex_desk:example_file": Access(values={"kind": "links", "form": "json"}),
    "flex_desk:example_matrix": Access(),
    "flex_desk:vacancy": Access(),
    "flex_desk:template": Access(values={"kind": "demand"}),
    "flex_desk:home": Access(SEE, values=ORGANISATION),
    "flex_desk:study": Access(SEE, values=STUDY),
    "flex_desk:study_file": Access(SEE, values={**STUDY, "form": "json"}),
    "flex_desk:cover": Access(SEE, values=ORGANISATION),
    "flex_desk:register": Access(SEE, values=REGISTER),
    "flex_desk:register_file": Access(SEE, values={**REGISTER, "form": "csv"}),
    "flex_desk:ask": Access(WORK, "post", {**ORGANISATION, "kind": "need"}),
    "flex_desk:stop": Access(WORK, "post", STUDY),
    "flex_desk:remove_study": Access(WORK, "post", STUDY),
    "flex_desk:files": Access(WORK, values=ORGANISATION),
    "flex_desk:file": Access(WORK, values=FILE),
    "flex_desk:remove_file": Access(WORK, "post", FILE),
    "flex_desk:people": Access(WORK, values=ORGANISATION),
    "flex_desk:people_file": Access(WORK, values={**ORGANISATION, "form": "csv"}),
    "flex_desk:confirm": Access(WORK, values=ORGANISATION),
    "flex_desk:level": Access(WORK, "post", ORGANISATION),
    "flex_desk:register_new": Access(WORK, values=ORGANISATION),
    "flex_desk:duty": Access(WORK, values={**REGISTER, "key": "match"}),
    "flex_desk:remove_register": Access(WORK, "post", REGISTER),
    "flex_desk:export": Access(WORK, "post", ORGANISATION),
    "flex_desk:erase": Access(Right.MANAGE_MEMBERS, values=ORGANISATION),
}
