"""What an organisation does with a round: propose, agree, invite, remind, count, close, report.

Respondents go through `answering`. What is asked here never opens an answer before the round closes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from houvast.surveys import fieldwork
from houvast.surveys.questionnaire import Questionnaire
from houvast.surveys.releases import ReportTree, places_of_answers
from houvast.surveys.round_scores import RoundScores, score_round, scores_from_json
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.accounts.service import record
from houvast_web.rounds.answering import counted, questionnaire_of
from houvast_web.rounds.models import Round, RoundAnswers, RoundDraft, RoundInvitation, today

if TYPE_CHECKING:
    from houvast_web.accounts.models import Organisation, User

MOST_INVITED = 5_000
MOST_OPEN_ROUNDS = 20
FEWEST_COUNTED = 5
"""Of fewer answers in a group only that they are few is shown while the round is open."""
REPEAT_DAYS = 90
"""Answers may be taken as unchanged since a round that closed so many days ago (assumed; range 30 to 180)."""
LETTERS_EVERY_DAYS = 1


@dataclass(frozen=True)
class Wanted:
    """Who to invite: an address, or "" for a paper card, and the group."""

    group: str
    address: str = ""


@dataclass(frozen=True)
class Card:
    """An invitation on paper, shown once."""

    group: str
    token: str
    address: str = ""


@dataclass(frozen=True)
class Counts:
    """How many answered so far: of the whole, and of each place of answers; None where they are few."""

    invited: int
    handed_in: int
    groups: tuple[tuple[str, int, int | None], ...]


def rounds_of(organisation: Organisation) -> list[Round]:
    """Return the rounds of an organisation, the newest first; one whose last day went by is closed on the way."""
    return [_settled(each) for each in organisation.rounds.order_by("-opens", "title")]


def round_of(organisation: Organisation, number: Any) -> Round:
    """Return a round of an organisation.

    Raises
    ------
    Http404
        There is none.
    """
    found = Round.objects.filter(organisation=organisation, pk=number).first()
    if found is None:
        raise Http404
    return _settled(found)


def propose(user: User, organisation: Organisation, terms: dict[str, Any]) -> Round:
    """Lay down the terms of a round, for the works council to agree to.

    Raises
    ------
    HouvastError
        `rounds.too_many`.
    """
    unfinished = Round.objects.filter(organisation=organisation, closed_on__isnull=True).count()
    if unfinished >= MOST_OPEN_ROUNDS:
        raise HouvastError(problem("rounds.too_many", found=unfinished))
    made = Round.objects.create(organisation=organisation, secret=fieldwork.new_secret(), **terms)
    record("round_made", user, organisation, f"round {made.pk}")
    return made


def agree(user: User, found: Round) -> None:
    """Agree in the name of the works council; agreeing twice changes nothing."""
    if found.agreed_on is None:
        Round.objects.filter(pk=found.pk, agreed_on__isnull=True).update(agreed_on=today())
        record("round_agreed", user, found.organisation, f"round {found.pk}")


@transaction.atomic
def invite(user: User, found: Round, wanted: Sequence[Wanted]) -> list[Card]:
    """Make all invitations of a round at once and return their tokens, which are kept nowhere.

    Parameters
    ----------
    user
        Who invites.
    found
        The round.
    wanted
        Everybody.

    Raises
    ------
    HouvastError
        What stands in the way: not agreed, invited before, too few or too many people.
    """
    locked = Round.objects.select_for_update().get(pk=found.pk)
    _may_invite(locked, wanted)
    tree = ReportTree(locked.tree)
    place = places_of_answers(tree, Counter(each.group for each in wanted), locked.threshold)
    cards = [Card(place[each.group], fieldwork.new_token(), each.address) for each in wanted]
    secret = bytes(locked.secret)
    RoundInvitation.objects.bulk_create(
        RoundInvitation(
            round=locked,
            token_hash=fieldwork.token_hash(card.token, secret),
            address=card.address,
            group=card.group,
            delete_on=locked.closes + timedelta(days=1),
        )
        for card in cards
    )
    locked.invited = dict(Counter(card.group for card in cards))
    locked.save(update_fields=["invited"])
    record("round_invited", user, locked.organisation, f"round {locked.pk}")
    return [Card(each.group, card.token, card.address) for each, card in zip(wanted, cards, strict=True)]


def _may_invite(found: Round, wanted: Sequence[Wanted]) -> None:
    fieldwork.RoundAgreement(
        found.purpose,
        questionnaire_of(found.questionnaire).identity,
        ReportTree(found.tree),
        found.opens,
        found.closes,
        found.delete_on,
        found.agreed_on is not None,
        found.threshold,
    ).check()
    if not settings.SECRET_KEY_LASTS:
        raise HouvastError(problem("rounds.key_passes"))  # answers could not be opened after a restart
    if found.invited or found.closed_on:
        raise HouvastError(problem("rounds.invited_before"))
    if not found.threshold <= len(wanted) <= MOST_INVITED:
        raise HouvastError(problem("rounds.how_many", found=len(wanted), expected=(found.threshold, MOST_INVITED)))


def can_mail() -> bool:
    """Whether there is a mail server; else a message would lie beside the answers with its token in it."""
    return not str(settings.EMAIL_BACKEND).endswith("filebased.EmailBackend")


def send(found: Round, cards: Iterable[Card], address_of_page: str) -> list[Card]:
    """Send every card that has an address; return those that could not be sent, to be given on paper."""
    subject = _("Questions about your work: %(title)s") % {"title": found.title}
    lost = []
    with get_connection() as mail:
        for card in cards:
            said = (
                _("Your organisation asks for your view. Taking part is up to you, and nobody sees who answered what."),
                f"{address_of_page}#{card.token}",
                _("Or go to %(address)s and type this code: %(token)s")
                % {"address": address_of_page, "token": card.token},
                _("The link is yours: do not pass it on. You can answer until %(closes)s.")
                % {"closes": f"{found.closes:%d-%m-%Y}"},
            )
            body = "\n\n".join(said)
            try:
                EmailMessage(subject, body, to=[card.address], connection=mail).send()
            except OSError:  # smtplib's faults are OSErrors
                lost.append(card)
    return lost


def remind(user: User, found: Round) -> int:
    """Send everybody with an address a reminder, those who answered too: nobody knows who they are.

    Raises
    ------
    HouvastError
        `rounds.reminded` on the same day, `rounds.not_open`.
    """
    if not found.is_open:
        raise HouvastError(problem("rounds.not_open"))
    if found.reminded_on is not None and today() - found.reminded_on < timedelta(days=LETTERS_EVERY_DAYS):
        raise HouvastError(problem("rounds.reminded"))
    Round.objects.filter(pk=found.pk).update(reminded_on=today())
    subject = _("Reminder: %(title)s") % {"title": found.title}
    body = _(
        "You can answer until %(closes)s with the link or code of the invitation you had. Did you answer already?"
        " Then you need do nothing: we cannot see who did, so everybody gets this message."
    ) % {"closes": f"{found.closes:%d-%m-%Y}"}
    sent = 0
    with get_connection() as mail:
        for address in found.invitations.exclude(address="").values_list("address", flat=True):
            try:
                sent += EmailMessage(subject, body, to=[address], connection=mail).send()
            except OSError:
                continue
    record("round_reminded", user, found.organisation, f"round {found.pk}")
    return sent


def counts_of(found: Round) -> Counts:
    """How many handed in so far, by place of answers."""
    drafts = RoundDraft.objects.filter(round=found, is_handed_in=True).values_list("group", flat=True)
    by_group = Counter(drafts)
    groups = tuple(
        (name, found.invited[name], by_group[name] if by_group[name] >= FEWEST_COUNTED else None)
        for name in found.tree
        if found.invited.get(name)
    )
    return Counts(sum(found.invited.values()), sum(by_group.values()), groups)


@transaction.atomic
def close(found: Round, user: User | None = None) -> Round:
    """Count what was answered, make the report for both sides, and forget who was invited.

    Raises
    ------
    HouvastError
        `surveys.closing` when the key of the server is not the one the answers were sealed with; nothing changes then.
    """
    locked = Round.objects.select_for_update().get(pk=found.pk)
    if locked.closed_on or not locked.invited:
        return locked
    questionnaire = questionnaire_of(locked.questionnaire)
    given = _collected(locked, questionnaire)
    locked.scores = _scored(locked, questionnaire, given)
    if locked.scores is not None:
        RoundAnswers.objects.bulk_create(
            RoundAnswers(round=locked, group=group, given=answers, delete_on=locked.delete_on)
            for group, answers in given
        )
    locked.unfinished = locked.drafts.filter(for_closing=b"").count()
    locked.drafts.all().delete()
    locked.invitations.all().delete()
    locked.secret, locked.closed_on = b"", today()
    locked.save()
    record("round_closed", user, locked.organisation, f"round {locked.pk}")
    return locked


def _collected(found: Round, questionnaire: Questionnaire) -> list[tuple[str, dict[str, str]]]:
    secret = bytes(found.secret)
    given = [
        (
            draft.group,
            counted(
                questionnaire,
                json.loads(fieldwork.open_at_closing(bytes(draft.for_closing), settings.SECRET_KEY, secret)),
            ),
        )
        for draft in found.drafts.exclude(for_closing=b"")
    ]
    SystemRandom().shuffle(given)
    return given


def _scored(
    found: Round, questionnaire: Questionnaire, given: list[tuple[str, dict[str, str]]]
) -> dict[str, Any] | None:
    if len(given) < found.threshold:
        return None
    earlier = (
        Round.objects.filter(
            organisation=found.organisation,
            questionnaire=found.questionnaire,
            closed_on__isnull=False,
            scores__isnull=False,
        )
        .order_by("closed_on")
        .last()
    )
    previous = [] if earlier is None else list(earlier.answers.values_list("given", flat=True))
    scores = score_round(
        questionnaire,
        given,
        ReportTree(found.tree),
        found.invited,
        found.threshold,
        None if earlier is None else _changed(found, earlier),
        previous,
    )
    return scores.as_json()


def _changed(found: Round, earlier: Round) -> dict[str, int]:
    """By how many people each group grew or shrank since a round shortly before; a group is then two measurements."""
    if earlier.closed_on is None or today() - earlier.closed_on > timedelta(days=REPEAT_DAYS):
        return {}
    before = {each.name: each.invited for each in scores_from_json(earlier.scores or {}).groups}
    tree = ReportTree(found.tree)
    people = {
        name: sum(n for group, n in found.invited.items() if group == name or name in tree.above(group))
        for name in tree.parent
    }
    return {name: abs(people[name] - n) for name, n in before.items() if name in people}


def _settled(found: Round) -> Round:
    return close(found) if found.is_due else found


def scores_of(found: Round) -> RoundScores | None:
    """The report of a closed round; None while it is open, or when too few answered."""
    return None if found.scores is None or found.closed_on is None else scores_from_json(found.scores)


def remove(user: User, found: Round) -> None:
    """Erase a round with everything in it."""
    organisation, number = found.organisation, found.pk
    found.delete()
    record("round_removed", user, organisation, f"round {number}")
