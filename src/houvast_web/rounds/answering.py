"""What a respondent does: enter with a token, answer, go on later, hand in, see or erase the own answers.

The token is in the hands of the respondent only. The server meets it in a form or a cookie, finds with it, by two
different hashes, the invitation and the draft, and keeps it nowhere; nothing in the database says that those two belong
together. The invitation is only read.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from django.conf import settings

from houvast.facts.located import Faults, Located
from houvast.surveys import fieldwork
from houvast.surveys.contract import own_scores
from houvast.surveys.data import Data
from houvast.surveys.questionnaire import Question, Questionnaire, names_in_condition, read_questionnaire
from houvast.surveys.where import rows_where
from houvast.vocabulary.errors import HouvastError, Place, problem
from houvast_web.rounds.group_commit import GroupCommit
from houvast_web.rounds.models import Round, RoundDraft, RoundInvitation

LONGEST_TEXT = 2_000
TOGETHER = GroupCommit()


@dataclass(frozen=True)
class Respondent:
    """Who answers: somebody with a token for a round that is open."""

    round: Round
    group: str
    token: str

    @property
    def draft_name(self) -> str:
        """Under which the draft is kept; nobody can make it from the invitation."""
        return fieldwork.draft_name(self.token, bytes(self.round.secret))

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return questionnaire_of(self.round.questionnaire)


@dataclass(frozen=True)
class Draft:
    """What somebody has answered so far: by question, with the version of every answer."""

    answers: dict[str, str]
    versions: dict[str, int]
    is_handed_in: bool = False

    @property
    def version(self) -> int:
        """The highest version; a newer answer has a higher one."""
        return max(self.versions.values(), default=0)


@lru_cache(maxsize=32)
def questionnaire_of(text: str) -> Questionnaire:
    """Read the questionnaire of a round from its text.

    Raises
    ------
    HouvastError
        Everything wrong with it, each fault with its line.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "questionnaire.yaml"
        path.write_text(text, encoding="utf-8")
        return read_questionnaire(path)


def respondent_by(typed: str) -> Respondent:
    """Find who a token belongs to.

    Raises
    ------
    HouvastError
        `surveys.token` for what cannot be a token, `rounds.no_such_token` for one of no open round.
    """
    token = fieldwork.read_token(typed)
    for each in Round.objects.filter(agreed_on__isnull=False, closed_on__isnull=True).exclude(invited={}):
        if each.is_open:
            hashed = fieldwork.token_hash(token, bytes(each.secret))
            found = RoundInvitation.objects.filter(round=each, token_hash=hashed).only("group").first()
            if found is not None:
                return Respondent(each, found.group, token)
    raise HouvastError(problem("rounds.no_such_token"))


def draft_of(who: Respondent) -> Draft:
    """What the respondent has answered so far."""
    return _opened(RoundDraft.objects.filter(name=who.draft_name).first(), who)


def _opened(kept: RoundDraft | None, who: Respondent) -> Draft:
    if kept is None or not kept.sealed:
        return Draft({}, {})
    content = json.loads(fieldwork.open_draft(bytes(kept.sealed), who.token, bytes(who.round.secret)))
    return Draft(content["answers"], content["versions"], kept.is_handed_in)


def save(who: Respondent, given: Mapping[str, str], version: int | None = None) -> Draft:
    """Keep answers; when this returns they are on disk.

    Parameters
    ----------
    who
        The respondent.
    given
        Answers by question; an empty one takes an answer back.
    version
        Of these answers: one that is lower than what is kept came late, and is left out. None for the newest.

    Raises
    ------
    HouvastError
        `rounds.handed_in`, `rounds.unknown_answer`; nothing is then kept.
    """
    checked = {key: _checked(who.questionnaire, key, value) for key, value in given.items()}
    return TOGETHER.run(lambda: _saved(who, checked, version))


def _saved(who: Respondent, checked: Mapping[str, str], version: int | None) -> Draft:
    draft = _locked(who)
    before = _opened(draft, who)
    if draft.is_handed_in:
        raise HouvastError(problem("rounds.handed_in"))
    number = before.version + 1 if version is None else version
    answers, versions = dict(before.answers), dict(before.versions)
    for key, value in checked.items():
        if number >= versions.get(key, 0):
            versions[key] = number
            answers.pop(key, None)
            if value:
                answers[key] = value
    after = Draft(answers, versions)
    _keep(draft, after, who, counts=fieldwork.counts(len(_seen(who, answers)), who.questionnaire))
    return after


def hand_in(who: Respondent) -> Draft:
    """Say that the answers are complete; handing in once more changes nothing."""
    return TOGETHER.run(lambda: _handed_in(who))


def _handed_in(who: Respondent) -> Draft:
    draft = _locked(who)
    before = _opened(draft, who)
    if not before.answers:
        raise HouvastError(problem("rounds.nothing_answered"))
    draft.is_handed_in = True
    _keep(draft, before, who, counts=True)
    return before


def erase(who: Respondent) -> None:
    """Erase what the respondent has answered; the token can be used again as long as the round is open."""
    TOGETHER.run(lambda: RoundDraft.objects.filter(name=who.draft_name).delete())


def scores_of(who: Respondent, draft: Draft) -> list[dict[str, Any]]:
    """The respondent's own scores by scale, for the respondent only."""
    codes = {
        each.key: float(draft.answers[each.key])
        for each in who.questionnaire.questions
        if each.answers and each.key in draft.answers
    }
    found = own_scores(who.questionnaire, codes)
    return [{"scale": each, "scores": found[each.key]} for each in who.questionnaire.scales if each.key in found]


def pages_of(who: Respondent, answers: Mapping[str, str]) -> list[list[Question]]:
    """The questions that are put, a page per scale; what depends on an answer comes on a later page than that one."""
    pages: list[list[Question]] = []
    for question in visible_questions(who.questionnaire, answers):
        here = {each.key for each in pages[-1]} if pages else set()
        is_same = bool(pages) and pages[-1][-1].scale == question.scale
        if is_same and not here & set(names_in_condition(question.visible_if)):
            pages[-1].append(question)
        else:
            pages.append([question])
    return pages


def visible_questions(questionnaire: Questionnaire, answers: Mapping[str, str]) -> list[Question]:
    """Questions that are put to somebody who answered this."""
    if not any(each.visible_if for each in questionnaire.questions):
        return list(questionnaire.questions)
    keys = [each.key for each in questionnaire.questions]
    row = pl.DataFrame({key: [answers.get(key)] for key in keys}, schema=dict.fromkeys(keys, pl.String))
    data = Data("answers", row, np.ones(1, dtype=np.int64))
    return [
        each
        for each in questionnaire.questions
        if not each.visible_if or bool(rows_where(Located(each.visible_if, Place("answers")), data, Faults())[0])
    ]


def counted(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    """Answers to questions that were put in the end."""
    return {each.key: answers[each.key] for each in visible_questions(questionnaire, answers) if each.key in answers}


def _seen(who: Respondent, answers: Mapping[str, str]) -> dict[str, str]:
    return counted(who.questionnaire, answers)


def _checked(questionnaire: Questionnaire, key: str, value: str) -> str:
    question = next((each for each in questionnaire.questions if each.key == key), None)
    if question is None:
        raise HouvastError(problem("rounds.unknown_answer", found=key[:20]))
    value = value.strip()
    is_known = not value or value in {each.code for each in question.answers}
    is_text = not question.answers and len(value) <= LONGEST_TEXT and "\x00" not in value
    if not (is_known if question.answers else is_text):
        raise HouvastError(problem("rounds.unknown_answer", found=key))
    return value


def _locked(who: Respondent) -> RoundDraft:
    """Return the draft of a respondent, locked where it exists, or a new one that is not stored yet."""
    _keep_open(who.round)
    kept = RoundDraft.objects.select_for_update().filter(name=who.draft_name).first()
    return kept or RoundDraft(
        name=who.draft_name, round=who.round, group=who.group, sealed=b"", delete_on=who.round.delete_on
    )


def _keep_open(found: Round) -> None:
    """Make sure that a round does not close before this transaction ends, so that closing misses no answer."""
    if not Round.objects.select_for_update().filter(pk=found.pk, closed_on__isnull=True).exists():
        raise HouvastError(problem("rounds.no_such_token"))


def _keep(draft: RoundDraft, content: Draft, who: Respondent, *, counts: bool) -> None:
    secret = bytes(who.round.secret)
    told = json.dumps({"answers": content.answers, "versions": content.versions}).encode()
    draft.sealed = fieldwork.seal_draft(told, who.token, secret)
    final = json.dumps(_seen(who, content.answers)).encode()
    draft.for_closing = fieldwork.seal_for_closing(final, settings.SECRET_KEY, secret) if counts else b""
    draft.save()
