"""Who takes part and what they answer: by phone, without an account, known by a token that only their cookie holds."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from houvast.futures.votes import COLUMNS, Votes
from houvast.vocabulary.errors import HouvastError, problem
from houvast_web.workshop.models import Participant, Vote, Workshop

TOKEN_BYTES = 24
MOST_PARTICIPANTS = 500
SMALLEST_GROUP = 10
"""A group of fewer is never shown by itself, on screen or in a file."""
FEWEST_SHOWN = 3
"""With fewer nothing is shown: two people would see each other's answers."""
REST = "-"
"""Name of the groups that are too small, taken together."""


def join(workshop: Workshop, group: str) -> str:
    """Let somebody in and return their token, which is kept nowhere else than in their cookie.

    Raises
    ------
    HouvastError
        `workshop.closed`, `workshop.full`.
    """
    if not workshop.is_open:
        raise HouvastError(problem("workshop.closed"))
    if workshop.participants.count() >= MOST_PARTICIPANTS:
        raise HouvastError(problem("workshop.full", found=MOST_PARTICIPANTS))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    Participant.objects.create(workshop=workshop, group=group, token_hash=hashed(token))
    return token


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def participant_of(workshop: int, token: str) -> Participant | None:
    """Return who a token belongs to, in this workshop only."""
    if not token:
        return None
    return Participant.objects.select_related("workshop").filter(workshop_id=workshop, token_hash=hashed(token)).first()


def answers_of(participant: Participant) -> dict[str, Vote]:
    """Return what somebody answered, by development."""
    return {each.development: each for each in participant.votes.all()}


@transaction.atomic
def answer(participant: Participant, development: str, impact: int | None, uncertainty: int | None, turn: int) -> None:
    """Keep one answer.

    Parameters
    ----------
    participant, development, impact, uncertainty
        Whose answer to what; None for "don't know".
    turn
        How often this was answered when the form was shown. A form that was sent before has an old one.

    Raises
    ------
    HouvastError
        `workshop.closed`; `workshop.replayed` when another answer came in between.
    """
    if not Workshop.objects.filter(pk=participant.workshop_id, is_open=True).exists():
        raise HouvastError(problem("workshop.closed"))
    scores = {"impact": impact, "uncertainty": uncertainty}
    if turn == 0:
        _vote, is_new = Vote.objects.get_or_create(participant=participant, development=development, defaults=scores)
    else:
        same = Vote.objects.filter(participant=participant, development=development, turn=turn)
        is_new = bool(same.update(**scores, turn=turn + 1))
    if not is_new:
        raise HouvastError(problem("workshop.replayed"))


def withdraw(participant: Participant) -> None:
    """Erase somebody with all answers."""
    participant.delete()


def counts(workshop: Workshop) -> dict[str, int]:
    """Return how many joined, answered something, and answered everything; never who."""
    answered = [each.n for each in _with_counts(workshop)]
    return {
        "joined": len(answered),
        "answered": sum(n > 0 for n in answered),
        "finished": sum(n >= len(workshop.developments) for n in answered),
    }


def _with_counts(workshop: Workshop) -> Any:
    from django.db.models import Count

    return workshop.participants.annotate(n=Count("votes"))


# ---------------------------------------------------------------- all answers together


def votes_of(workshop: Workshop) -> Votes:
    """Return all answers, groups that are too small taken together, in an order that says nothing of who came when.

    Raises
    ------
    HouvastError
        `workshop.few`.
    """
    people = [each for each in workshop.participants.prefetch_related("votes") if each.votes.all()]
    if len(people) < FEWEST_SHOWN:
        raise HouvastError(problem("workshop.few", found=len(people), least=FEWEST_SHOWN))
    people.sort(key=lambda each: _shuffled(workshop.pk, each.pk))
    shown = safe_groups([each.group for each in people])
    developments = tuple(workshop.developments)
    scores = np.full((2, len(people), len(developments)), np.nan)
    for row, each in enumerate(people):
        for vote in each.votes.all():
            if vote.development in developments:
                at = developments.index(vote.development)
                scores[:, row, at] = [np.nan if score is None else score for score in (vote.impact, vote.uncertainty)]
    names = tuple(f"r{number:03d}" for number in range(1, len(people) + 1))
    return Votes(names, tuple(shown[each.group] for each in people), developments, *scores)


def _shuffled(workshop: int, participant: int) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{workshop}:{participant}".encode(), "sha256").hexdigest()


def safe_groups(groups: Iterable[str], smallest: int = SMALLEST_GROUP) -> Mapping[str, str]:
    """Return under which name each group may be shown: its own, or that of the rest.

    The rest is filled up with the smallest groups until it is large enough itself, for otherwise everybody less the
    groups that are shown would give it away.
    """
    listed = list(groups)
    sizes = {group: listed.count(group) for group in sorted(set(listed))}
    rest = [group for group, size in sizes.items() if size < smallest]
    others = sorted((group for group in sizes if group not in rest), key=lambda group: (sizes[group], group))
    while rest and others and sum(sizes[group] for group in rest) < smallest:
        rest.append(others.pop(0))
    return {group: REST if group in rest else group for group in sizes}


def votes_csv(votes: Votes) -> str:
    """Return answers as `houvast futures rank` reads them."""
    lines = [",".join(COLUMNS)]
    for row, (respondent, group) in enumerate(zip(votes.respondents, votes.groups, strict=True)):
        for at, development in enumerate(votes.developments):
            scores = [_cell(votes.impact[row, at]), _cell(votes.uncertainty[row, at])]
            lines.append(",".join((respondent, _quoted(group), development, *scores)))
    return "\r\n".join(lines) + "\r\n"


def _cell(score: float) -> str:
    return "" if np.isnan(score) else f"{score:.0f}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text


@transaction.atomic
def take_in(workshop: Workshop, votes: Votes) -> int:
    """Add the answers of a file to a workshop and return how many people that are.

    Raises
    ------
    HouvastError
        `workshop.full`.
    """
    if workshop.participants.count() + len(votes.respondents) > MOST_PARTICIPANTS:
        raise HouvastError(problem("workshop.full", found=MOST_PARTICIPANTS))
    for row, group in enumerate(votes.groups):
        person = Participant.objects.create(workshop=workshop, group=group)
        Vote.objects.bulk_create(
            Vote(participant=person, development=key, impact=_score(votes.impact[row, at]),
                 uncertainty=_score(votes.uncertainty[row, at]))
            for at, key in enumerate(votes.developments)
        )  # fmt: skip
    return len(votes.respondents)


def _score(score: float) -> int | None:
    return None if np.isnan(score) else int(score)
