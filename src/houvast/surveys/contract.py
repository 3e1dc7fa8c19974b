"""The psychological contract of a company: what is owed, what comes true, where the two sides differ.

Scores are means of the answered items, valid from two thirds. Every gap is printed with the reliability of the
difference, for a difference of two good scales may still be a poor one. What the employer says is shown as points: a
few raters are people, not a sample. Groups below the threshold are never computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from houvast.facts.located import Faults
from houvast.surveys.contract_scores import ContractReport, Mean, Reliability, ScaleScores, Share, plain
from houvast.surveys.data import Data, TextArray
from houvast.surveys.design import BoolArray, FloatArray
from houvast.surveys.disclosure import THRESHOLD
from houvast.surveys.intervals import logit, symmetric
from houvast.surveys.monitor import scale_score
from houvast.surveys.questionnaire import Question, Questionnaire, Scale
from houvast.surveys.reliability import agreement, alpha, difference_reliability, omega, omega_interval
from houvast.vocabulary.errors import HouvastError, Place, problem

OBLIGED, FULFILLED = "obliged", "fulfilled"
HIGH_SHARE, LOW_SHARE = 0.75, 0.25
"""Breach: obliged in the top quarter of the answers (4 or 5 of 5), fulfilled in the bottom quarter (1 or 2 of 5)."""
MIDDLE = 0.5
RESAMPLES = 200
EMPLOYER = "employer"
EXCHANGES = ("quasi_spot", "employer_over_obligation", "employer_under_obligation", "mutual_high")


def score_contract(
    questionnaire: Questionnaire,
    data: Data,
    population: int | None = None,
    team: str | None = None,
    role: str | None = None,
    previous: Data | None = None,
    employer_agrees: bool = False,
    threshold: int = THRESHOLD,
    n_resamples: int = RESAMPLES,
) -> ContractReport:
    """Score a round of the psychological contract.

    Parameters
    ----------
    questionnaire
        With the asks `obliged` and `fulfilled`.
    data
        Answers, a column per question.
    population
        Employees asked; errors shrink with the part of them that answered.
    team, role
        Columns; `role` tells employer from employee.
    previous
        Answers of the last round.
    employer_agrees
        A single rater has agreed that what they say is shown.
    threshold
        Smallest group.
    n_resamples
        Resamples behind the interval of omega.

    Raises
    ------
    HouvastError
        All faults of the data at once; `surveys.too_few`.
    """
    faults = Faults()
    _check_asks(questionnaire)
    answers = _answers(questionnaire, data, faults)
    earlier = {} if previous is None else _answers(questionnaire, previous, faults)
    worker = _workers(data, role, faults)
    if previous is not None:
        worked = _workers(previous, role, faults)
        earlier = {key: each[worked] for key, each in earlier.items()}
        if worked.sum() < threshold:
            faults.add("surveys.too_few", Place(previous.name), found=int(worked.sum()), expected=threshold)
    if team is not None:
        data.has(team, Place(data.name, 1), faults)
    if faults.problems:
        raise HouvastError(faults.in_order())
    n = int(worker.sum())
    if n < threshold:
        raise HouvastError(problem("surveys.too_few", found=n, expected=threshold))
    fpc = 1.0 if population is None else max(1 - n / max(population, n), 0.0)
    says = answers if int((~worker).sum()) > 1 or employer_agrees else {}
    scales = tuple(
        _scale(scale, questionnaire, answers, worker, says, earlier, fpc, n_resamples)
        for scale in questionnaire.scales
        if scale.side in ("organisation", "worker") and questionnaire.of_scale(scale.key, OBLIGED)
    )
    owed = _sides(questionnaire, answers, worker)
    report = ContractReport(
        questionnaire.identity,
        n,
        scales,
        _exchanges(owed, _middle(questionnaire), fpc),
        _exchanges(owed, np.nanmedian(owed, axis=0), fpc),
    )
    return report if team is None else _with_teams(report, questionnaire, answers, worker, data.texts(team), threshold)


def own_scores(questionnaire: Questionnaire, answered: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """One respondent's own scores, for that respondent only: by scale and ask, where two thirds were answered.

    Parameters
    ----------
    questionnaire
        What was asked.
    answered
        Codes by question; questions left out are not there.
    """
    scores: dict[str, dict[str, float]] = {}
    for scale in questionnaire.scales:
        for ask in questionnaire.asks:
            given = []
            for question in questionnaire.of_scale(scale.key, ask):
                codes = _codes(question)
                code = answered.get(question.key, np.nan)
                given.append(codes[0] + codes[-1] - code if question.is_reversed else code)
            score = scale_score(np.array([given]))[0] if given else np.nan
            if not np.isnan(score):
                scores.setdefault(scale.key, {})[ask] = float(score)
    return scores


def _check_asks(questionnaire: Questionnaire) -> None:
    if not {OBLIGED, FULFILLED} <= set(questionnaire.asks):
        asks = tuple(ask for ask in questionnaire.asks if ask)
        raise HouvastError(problem("surveys.questionnaire_asks", where=questionnaire.name, found=asks or None))


def _workers(data: Data, role: str | None, faults: Faults) -> BoolArray:
    """Rows of employees; everybody when no column says otherwise."""
    if role is None or not data.has(role, Place(data.name, 1), faults):
        return np.ones(data.n_rows, dtype=bool)
    return np.asarray(data.texts(role) != EMPLOYER, dtype=bool)


def _answers(questionnaire: Questionnaire, data: Data, faults: Faults) -> dict[str, FloatArray]:
    """Answers by question, reversed where needed; every code is checked."""
    found = {}
    for question in questionnaire.questions:
        if not question.answers or not data.has(question.key, Place(data.name, 1), faults):
            continue
        numbers = data.numbers(question.key, faults)
        codes = _codes(question)
        unknown = ~np.isnan(numbers) & ~np.isin(numbers, codes)
        data.note_rows("surveys.unknown_code", question.key, unknown, faults, expected=tuple(f"{c:g}" for c in codes))
        found[question.key] = codes[0] + codes[-1] - numbers if question.is_reversed else numbers
    return found


def _codes(question: Question) -> FloatArray:
    return np.sort(np.array([float(answer.code) for answer in question.answers]))


def _items(questionnaire: Questionnaire, scale: str, ask: str, answers: dict[str, FloatArray]) -> FloatArray:
    return np.stack([answers[each.key] for each in questionnaire.of_scale(scale, ask)], axis=1)


def _scale(
    scale: Scale,
    questionnaire: Questionnaire,
    answers: dict[str, FloatArray],
    worker: BoolArray,
    says: dict[str, FloatArray],
    earlier: dict[str, FloatArray],
    fpc: float,
    n_resamples: int,
) -> ScaleScores:
    items = {ask: _items(questionnaire, scale.key, ask, answers)[worker] for ask in (OBLIGED, FULFILLED)}
    score = {ask: scale_score(each) for ask, each in items.items()}
    codes = _codes(questionnaire.of_scale(scale.key, OBLIGED)[0])
    low, high = codes[0], codes[-1]
    gap = score[FULFILLED] - score[OBLIGED]
    both = ~np.isnan(gap)
    breach = (score[OBLIGED] >= low + HIGH_SHARE * (high - low)) & (score[FULFILLED] <= low + LOW_SHARE * (high - low))
    reliability = {ask: _reliability(questionnaire, scale.key, ask, each, n_resamples) for ask, each in items.items()}
    correlation = _correlation(score[OBLIGED][both], score[FULFILLED][both])
    obliged, fulfilled = _mean(score[OBLIGED], fpc), _mean(score[FULFILLED], fpc)
    middle = (low + high) / 2
    points: tuple[float, ...] = ()
    mismatch, below = None, None
    if says:
        raters = scale_score(_items(questionnaire, scale.key, OBLIGED, says)[~worker])
        points = tuple(float(each) for each in raters if not np.isnan(each))
        if points:
            employer = float(np.mean(points))
            mismatch = employer - obliged.value
            known = score[OBLIGED][~np.isnan(score[OBLIGED])]
            below = _share(known < employer, fpc)
    change = None
    if earlier:
        change = _difference(fulfilled, _mean(scale_score(_items(questionnaire, scale.key, FULFILLED, earlier)), 1.0))
    return ScaleScores(
        scale.key,
        obliged,
        fulfilled,
        {
            ask: {f"{code:g}": float(np.mean(each[~np.isnan(each)] == code)) for code in codes}
            for ask, each in items.items()
        },
        reliability,
        _mean(gap, fpc),
        difference_reliability(reliability[OBLIGED].alpha, reliability[FULFILLED].alpha, correlation),
        _share(breach[both], fpc),
        _priority(obliged.value, fulfilled.value, middle),
        points,
        mismatch,
        below,
        change,
    )


def _reliability(
    questionnaire: Questionnaire, scale: str, ask: str, items: FloatArray, n_resamples: int
) -> Reliability:
    found = alpha(items)
    names = [each.key for each in questionnaire.of_scale(scale, ask)]
    negative = tuple(name for name, r in zip(names, found.item_rest, strict=True) if r < 0)
    return Reliability(
        found.value, found.interval, omega(items), omega_interval(items, n_samples=n_resamples), negative
    )


def _correlation(first: FloatArray, second: FloatArray) -> float:
    if len(first) <= 1 or not first.std() > 0 or not second.std() > 0:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])


def _priority(obliged: float, fulfilled: float, middle: float) -> str:
    if obliged >= middle:
        return "keep" if fulfilled >= middle else "act"
    return "ease" if fulfilled >= middle else "watch"


def _mean(values: FloatArray, fpc: float) -> Mean:
    known = values[~np.isnan(values)]
    n = len(known)
    value = float(known.mean()) if n else np.nan
    sd = float(known.std(ddof=1)) if n > 1 else np.nan
    se = float(sd * np.sqrt(fpc / n)) if n > 1 else np.nan
    return Mean(value, se, symmetric(value, se, n - 1), sd, n)


def _share(holds: BoolArray, fpc: float) -> Share:
    n = len(holds)
    value = float(holds.mean()) if n else np.nan
    se = float(np.sqrt(value * (1 - value) / (n - 1) * fpc)) if n > 1 else np.nan
    return Share(value, se, logit(value, se, n - 1))


def _difference(now: Mean, before: Mean) -> Mean:
    """Between rounds answers cannot be linked to people, so the two rounds count as independent samples."""
    value, se = now.value - before.value, float(np.hypot(now.se, before.se))
    return Mean(value, se, symmetric(value, se, min(now.n, before.n) - 1), np.nan, now.n)


def _sides(questionnaire: Questionnaire, answers: dict[str, FloatArray], worker: BoolArray) -> FloatArray:
    """What each person says the organisation and the worker owe, shape (n, 2)."""
    sides = []
    for side in ("organisation", "worker"):
        own = [scale for scale in questionnaire.scales if scale.side == side]
        items = [_items(questionnaire, scale.key, OBLIGED, answers)[worker] for scale in own]
        sides.append(scale_score(np.concatenate(items, axis=1)))
    return np.stack(sides, axis=1)


def _middle(questionnaire: Questionnaire) -> FloatArray:
    codes = _codes(next(each for each in questionnaire.questions if each.answers))
    return np.full(2, (codes[0] + codes[-1]) * MIDDLE)


def _exchanges(owed: FloatArray, cut: FloatArray, fpc: float) -> dict[str, Share]:
    """Shares of the four kinds of exchange (after Shore & Barksdale 1998): who owes much, by whose obligations."""
    known = owed[~np.isnan(owed).any(axis=1)]
    organisation, worker = known[:, 0] > cut[0], known[:, 1] > cut[1]
    kinds = (~organisation & ~worker, organisation & ~worker, ~organisation & worker, organisation & worker)
    return {name: _share(holds, fpc) for name, holds in zip(EXCHANGES, kinds, strict=True)}


def _with_teams(
    report: ContractReport,
    questionnaire: Questionnaire,
    answers: dict[str, FloatArray],
    worker: BoolArray,
    teams: TextArray,
    threshold: int,
) -> ContractReport:
    """Teams beside the whole: agreement first, then means of the teams that may be shown."""
    from houvast.surveys.monitor import shown_groups

    names = sorted({each for each in teams[worker] if each is not None})
    rows = [worker & np.asarray(teams == name, dtype=bool) for name in names]
    shown = shown_groups([int(each.sum()) for each in rows], threshold)
    number = {name: place for place, name in enumerate(names)}
    code = np.array([number.get(each, -1) for each in teams], dtype=np.intp)
    inside = worker & (code >= 0)
    told: dict[str, dict[str, Any]] = {}
    for name, own, is_shown in zip(names, rows, shown, strict=True):
        if is_shown:
            means = {
                each.scale: plain(
                    asdict(_mean(scale_score(_items(questionnaire, each.scale, FULFILLED, answers)[own]), 1.0))
                )
                for each in report.scales
            }
            told[name] = {"n": int(own.sum()), "fulfilled": means}
    agreed = {}
    for each in report.scales:
        n_answers = len(questionnaire.of_scale(each.scale, FULFILLED)[0].answers)
        if len(names) > 1:
            found = agreement(_items(questionnaire, each.scale, FULFILLED, answers)[inside], code[inside], n_answers)
            agreed[each.scale] = {**plain(asdict(found)), "reliable": found.is_reliable}
    return ContractReport(
        report.questionnaire,
        report.n,
        report.scales,
        report.exchanges,
        report.exchanges_by_median,
        told,
        len(names) - len(told),
        agreed,
    )
