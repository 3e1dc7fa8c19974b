"""What workshops keep, and for how long. Nobody can be found from it: the hash needs the phone of who rated."""

from __future__ import annotations

from houvast.vocabulary.errors import Both
from houvast_web.personal_data import Holding

WORKSHOP_DAYS = 730
ANSWER_DAYS = 365
A_YEAR = Both(
    "een jaar, of tot wie antwoordde of de organisatie het wist",
    "a year, or until who rated or the organisation erases it",
)

HOLDINGS = (
    Holding(
        "workshop.Workshop",
        technical=(
            "id",
            "organisation",
            "name",
            "developments",
            "groups",
            "plane",
            "is_open",
            "invite_round",
            "created_at",
        ),
        purpose=Both("een workshop leiden", "running a workshop"),
        retention=Both("twee jaar, of tot de organisatie haar wist", "two years, or until the organisation erases it"),
        keep_days=WORKSHOP_DAYS,
        age="created_at",
    ),
    Holding(
        "workshop.Participant",
        technical=("id", "workshop", "group", "token_hash", "joined_on"),
        purpose=Both("antwoorden van een telefoon bij elkaar houden", "keeping the answers of one phone together"),
        retention=A_YEAR,
        keep_days=ANSWER_DAYS,
        age="joined_on",
    ),
    Holding(
        "workshop.Vote",
        technical=("id", "participant", "development", "impact", "uncertainty", "turn"),
        purpose=Both("ontwikkelingen op volgorde zetten", "ranking developments"),
        retention=A_YEAR,
    ),
    Holding(
        "workshop.OwnFuture",
        technical=("id", "workshop", "name", "title", "files", "saved_at"),
        purpose=Both("een eigen vlak verkennen", "exploring a plane of one's own"),
        retention=Both("zo lang als de workshop", "as long as the workshop"),
    ),
)
