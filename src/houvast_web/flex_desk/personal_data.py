"""What the employer desk keeps. Files may speak of an organisation's own people; that organisation answers for them."""

from __future__ import annotations

from houvast.vocabulary.errors import Both
from houvast_web.personal_data import Holding

KEEP_DAYS = 730
KEPT = Both(
    f"tot de organisatie het wist, en niet langer dan {KEEP_DAYS} dagen",
    f"until the organisation erases it, and no longer than {KEEP_DAYS} days",
)

HOLDINGS = (
    Holding(
        "flex_desk.StoredFile",
        name=Both("Bestanden van een organisatie", "Files of an organisation"),
        technical=("id", "organisation", "kind", "is_workbook", "content", "stored_at"),
        purpose=Both(
            "de flexbehoefte en dekking van een organisatie bepalen, en vaardigheden bevestigen van wie instemt;"
            " een competentiematrix noemt haar mensen, voor wie de organisatie verantwoordelijk is",
            "finding an organisation's need and cover, and confirming skills of those who agree; a competence matrix"
            " names its people, for whom the organisation answers",
        ),
        retention=KEPT,
        keep_days=KEEP_DAYS,
        age="stored_at",
    ),
    Holding(
        "flex_desk.Study",
        name=Both("Studies naar flexibiliteit", "Studies of flexibility"),
        technical=(
            "id",
            "organisation",
            "kind",
            "version",
            "options",
            "status",
            "stage",
            "done",
            "total",
            "faults",
            "answer",
            "created_at",
            "seen_at",
        ),
        purpose=Both("rapporten over afdelingen, niet over mensen", "reports on departments, not on people"),
        retention=KEPT,
        keep_days=KEEP_DAYS,
        age="created_at",
    ),
    Holding(
        "flex_desk.DutyRegister",
        name=Both("Registers van afspraken met een uitzendbureau", "Registers of duties with an agency"),
        technical=("id", "organisation", "content", "changed_at"),
        purpose=Both("afspraken nakomen; zonder namen van mensen", "keeping agreements; without names of people"),
        retention=KEPT,
        keep_days=KEEP_DAYS,
        age="changed_at",
    ),
)
