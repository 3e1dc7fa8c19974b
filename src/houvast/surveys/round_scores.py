"""What a round in a company comes to, for all who may see it: scores of the groups that may be shown, nothing else.

Everything is decided here once, when the round closes. Groups are released from the whole downwards; every scale has
its own ledger, for people may skip questions. What a reader gets can then not be subtracted to a small group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from random import SystemRandom
from typing import Any

import numpy as np
import polars as pl

from houvast.surveys.contract import FULFILLED, OBLIGED, score_contract
from houvast.surveys.contract_scores import plain
from houvast.surveys.data import Data
from houvast.surveys.design import FloatArray
from houvast.surveys.intervals import symmetric
from houvast.surveys.monitor import scale_score
from houvast.surveys.questionnaire import Question, Questionnaire
from houvast.surveys.releases import ReleaseLedger, ReportTree
from houvast.vocabulary.errors import HouvastError, problem

Given = Mapping[str, str]
"""Answers of one respondent, by question: the code, or the words of an open question."""
Estimate = tuple[float, float | None, float | None]
"""A mean with its interval of 95%."""


@dataclass(frozen=True)
class GroupScores:
    """A group that may be shown.

    Parameters
    ----------
    name, depth
        The group and how far below the whole it is.
    n, invited
        Respondents and people invited, those of the groups inside it included.
    means
        By scale and ask, on the scale of the answers; what too few answered is not there.
    """

    name: str
    depth: int
    n: int
    invited: int
    means: dict[str, dict[str, Estimate]]


@dataclass(frozen=True)
class RoundScores:
    """A round as it is reported.

    Parameters
    ----------
    questionnaire
        Name and version.
    threshold
        Smallest group.
    groups
        The whole first.
    refused
        Groups that are not shown, with why: `small`, `few_changed` or `remainder`.
    contract
        What only a psychological contract has, of the whole; see `houvast.surveys.contract_scores`.
    texts
        Open answers of the whole, in no order.
    """

    questionnaire: str
    threshold: int
    groups: tuple[GroupScores, ...]
    refused: tuple[tuple[str, str], ...] = ()
    contract: dict[str, Any] | None = None
    texts: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The scores as they are kept."""
        return plain(asdict(self))  # type: ignore[no-any-return]


def scores_from_json(kept: Mapping[str, Any]) -> RoundScores:
    """Read what `RoundScores.as_json` wrote."""
    groups = tuple(
        GroupScores(
            **each
            | {
                "means": {
                    scale: {ask: tuple(means) for ask, means in asks.items()} for scale, asks in each["means"].items()
                }
            }
        )
        for each in kept["groups"]
    )
    return RoundScores(**{**kept, "groups": groups, "refused": tuple((name, why) for name, why in kept["refused"])})


def score_round(
    questionnaire: Questionnaire,
    answers: Sequence[tuple[str, Given]],
    tree: ReportTree,
    invited: Mapping[str, int],
    threshold: int,
    changed: Mapping[str, int] | None = None,
    previous: Sequence[Given] = (),
) -> RoundScores:
    """Score a round.

    Parameters
    ----------
    questionnaire
        What was asked.
    answers
        Group and answers of every respondent.
    tree
        The groups.
    invited
        People invited per group, without those of the groups inside it.
    threshold
        Smallest group.
    changed
        See `ReleaseLedger`.
    previous
        Answers of the last round of the same questions.

    Raises
    ------
    HouvastError
        `surveys.too_few` when the whole is below the threshold.
    """
    if len(answers) < threshold:
        raise HouvastError(problem("surveys.too_few", found=len(answers), expected=threshold))
    inside = {name: {name, *(low for low in tree.parent if name in tree.above(low))} for name in tree.parent}
    rows = {name: np.array([group in inside[name] for group, _ in answers], dtype=bool) for name in tree.parent}
    ordered = sorted(tree.parent, key=lambda name: len(tree.above(name)))
    ledger = _ledger(tree, rows, threshold, changed)
    shown = [name for name in ordered if ledger.request(name)]
    people = {name: sum(invited.get(each, 0) for each in inside[name]) for name in shown}
    means = _means(questionnaire, answers, rows, shown, people, tree, threshold, changed)
    groups = tuple(
        GroupScores(name, len(tree.above(name)), int(rows[name].sum()), people[name], means[name]) for name in shown
    )
    texts = _texts(questionnaire, answers) if ledger.open_text(ordered[0]) else {}
    contract = _contract(questionnaire, [given for _, given in answers], people[ordered[0]], previous, threshold)
    return RoundScores(questionnaire.identity, threshold, groups, tuple(ledger.refused), contract, texts)


def _ledger(
    tree: ReportTree, rows: Mapping[str, Any], threshold: int, changed: Mapping[str, int] | None
) -> ReleaseLedger:
    counts = {name: int(each.sum()) for name, each in rows.items()}
    return ReleaseLedger(tree, counts, threshold, dict(changed or {}))


def _means(
    questionnaire: Questionnaire,
    answers: Sequence[tuple[str, Given]],
    rows: Mapping[str, Any],
    shown: Sequence[str],
    people: Mapping[str, int],
    tree: ReportTree,
    threshold: int,
    changed: Mapping[str, int] | None,
) -> dict[str, dict[str, dict[str, Estimate]]]:
    found: dict[str, dict[str, dict[str, Estimate]]] = {name: {} for name in shown}
    for scale in questionnaire.scales:
        for ask in questionnaire.asks:
            questions = [each for each in questionnaire.of_scale(scale.key, ask) if each.answers]
            if not questions:
                continue
            score = scale_score(np.stack([_codes(each, answers) for each in questions], axis=1))
            scored = {name: each & ~np.isnan(score) for name, each in rows.items()}
            own = _ledger(tree, scored, threshold, changed)
            told: list[str] = []
            for name in shown:
                if not _gives_away(tree, scored, score, [*told, name]) and own.request(name):
                    told.append(name)
                    found[name].setdefault(scale.key, {})[ask] = _estimate(score[scored[name]], people[name])
    return found


def _gives_away(tree: ReportTree, scored: Mapping[str, Any], score: FloatArray, told: Sequence[str]) -> bool:
    """Whether the means of these groups tell that of people who all say the same, and so what each of them says.

    All that can be computed from the means of a tree is made of remainders: a group without the told groups inside it.
    """
    for name in told:
        inner = [scored[other] for other in told if name in tree.above(other)]
        left = scored[name] & ~np.any(inner, axis=0) if inner else scored[name]
        if left.any() and np.ptp(score[left]) == 0:
            return True
    return False


def _codes(question: Question, answers: Sequence[tuple[str, Given]]) -> FloatArray:
    """Codes of a question, turned round where a high answer means little, shape (n,)."""
    known = sorted(float(each.code) for each in question.answers)
    codes = np.array([float(given[question.key]) if question.key in given else np.nan for _, given in answers])
    return known[0] + known[-1] - codes if question.is_reversed else codes


def _estimate(values: FloatArray, population: int) -> Estimate:
    n = len(values)
    fpc = max(1 - n / max(population, n), 0.0)
    mean, error = float(values.mean()), float(values.std(ddof=1) * np.sqrt(fpc / n))
    return (mean, *symmetric(mean, error, n - 1))


def _texts(questionnaire: Questionnaire, answers: Sequence[tuple[str, Given]]) -> dict[str, list[str]]:
    found = {}
    for question in questionnaire.questions:
        said = [given[question.key] for _, given in answers if not question.answers and given.get(question.key)]
        if said:
            SystemRandom().shuffle(said)
            found[question.key] = said
    return found


def _contract(
    questionnaire: Questionnaire, given: Sequence[Given], population: int, previous: Sequence[Given], threshold: int
) -> dict[str, Any] | None:
    if not {OBLIGED, FULFILLED} <= set(questionnaire.asks):
        return None
    earlier = _table(questionnaire, previous) if len(previous) >= threshold else None
    found = score_contract(
        questionnaire, _table(questionnaire, given), population, previous=earlier, threshold=threshold
    )
    return found.as_json()


def _table(questionnaire: Questionnaire, given: Sequence[Given]) -> Data:
    columns = {each.key: [row.get(each.key) for row in given] for each in questionnaire.questions if each.answers}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return Data("answers", frame, np.arange(1, len(given) + 1))
