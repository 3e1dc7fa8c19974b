"""What rounds keep about people."""

from __future__ import annotations

from houvast.vocabulary.errors import Both
from houvast_web.personal_data import Basis, Holding

TILL_CLOSED = Both("tot de ronde sluit", "until the round closes")
TILL_AGREED = Both("tot de afgesproken datum, hoogstens 24 maanden", "until the agreed date, 24 months at most")

HOLDINGS = (
    Holding(
        "rounds.Round",
        technical=(
            "id",
            "organisation",
            "title",
            "purpose",
            "questionnaire",
            "tree",
            "threshold",
            "opens",
            "closes",
            "delete_on",
            "agreed_on",
            "secret",
            "invited",
            "reminded_on",
            "closed_on",
            "unfinished",
            "scores",
        ),
    ),
    Holding(
        "rounds.RoundInvitation",
        name=Both("Uitnodigingen voor een vragenronde", "Invitations to a survey round"),
        technical=("id", "round", "delete_on"),
        personal=("token_hash", "address", "group"),
        is_about_others=True,
        purpose=Both("mensen uitnodigen en herinneren", "inviting and reminding people"),
        basis=Basis.INTEREST_OF_EMPLOYER,
        retention=TILL_CLOSED,
        secret=("token_hash",),
        keep_days=0,
        age="delete_on",
    ),
    Holding(
        "rounds.RoundDraft",
        name=Both("Verzegelde antwoorden van een vragenronde", "Sealed answers of a survey round"),
        technical=("round", "group", "is_handed_in", "delete_on"),
        personal=("name", "sealed", "for_closing"),
        is_about_others=True,
        purpose=Both("verder kunnen waar u bleef; tellen bij het sluiten", "going on where you stopped; counting"),
        basis=Basis.INTEREST_OF_EMPLOYER,
        retention=TILL_CLOSED,
        secret=("name", "sealed", "for_closing"),
        keep_days=0,
        age="delete_on",
    ),
    Holding(
        # Without a name, a time, an order or a key to anybody, and in a group of ten or more people invited.
        "rounds.RoundAnswers",
        technical=("id", "round", "group", "given", "delete_on"),
        purpose=Both("vergelijken met de volgende ronde", "comparing with the next round"),
        retention=TILL_AGREED,
        keep_days=0,
        age="delete_on",
    ),
)
