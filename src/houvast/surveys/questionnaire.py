"""Questionnaires as files: questions, answers, scales and routing, versioned, in Dutch and English.

    name: houvast-good-work
    version: 1
    title: {nl: Goed werk, en: Good work}
    source: Houvast, own wording
    answers:
      agree: [{code: 1, nl: helemaal niet, en: not at all}, {code: 5, nl: helemaal, en: fully}]
    asks:                                   # optional: every question is put once per ask
      o: {name: obliged, answers: obliged, text: {nl: ..., en: ...}}
    scales:
      order: {name: {nl: ..., en: ...}, side: organisation, grip: work, questions: [order1, order2]}
    questions:
      order1: {text: {nl: ..., en: ...}, answers: agree, reversed: true, visible_if: 'contract == "agency"'}

Keys of questions are lower-case letters and digits, at most 20 with the ask, so that LimeSurvey takes them as they are.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from houvast.facts.located import Faults, Located, read_yaml
from houvast.surveys.codebook import both_in
from houvast.surveys.design_file import check_keys, choice_in, names_in, number_in
from houvast.vocabulary.errors import Both, HouvastError, nearest, problem
from houvast.vocabulary.word import keys_of
from houvast.vocabulary.words import GRIPS

GIVEN = Path(__file__).with_name("given")
KEYS = ("name", "version", "title", "source", "answers", "asks", "scales", "questions")
QUESTION_KEYS = ("text", "answers", "reversed", "visible_if", "weight")
SCALE_KEYS = ("name", "side", "grip", "questions")
ASK_KEYS = ("name", "text", "answers")
SIDES = ("organisation", "worker", "person")
_ID = re.compile(r"[a-z][a-z0-9]{0,19}")
COMPARED = re.compile(r"\b([a-z][a-z0-9]*)(?:\.NAOK|\.value)?(?=\s*(?:==|!=|>=|<=|>|<))")
"""A question in a condition, to be written as another program names it."""
OPEN = "text"
"""Answers of an open question."""
UNKNOWN_TEXT = Both("", "")


@dataclass(frozen=True)
class Answer:
    """One answer: its code in the data and its words."""

    code: str
    text: Both


@dataclass(frozen=True)
class Question:
    """One question as it is put.

    Parameters
    ----------
    key
        Column in the data.
    item, ask
        What it is about, and what is asked of it ("" when things are asked once).
    text, intro
        Its words, and those of the ask.
    answers
        Answers to choose from; empty for an open question.
    scale
        Scale it belongs to, or "".
    is_reversed
        A high answer means little of what the scale measures.
    visible_if
        Condition on earlier answers, or "".
    weight
        Column of weights when asked of part of the sample, or "".
    """

    key: str
    item: str
    ask: str
    text: Both
    intro: Both
    answers: tuple[Answer, ...]
    scale: str
    is_reversed: bool = False
    visible_if: str = ""
    weight: str = ""


@dataclass(frozen=True)
class Scale:
    """Questions that measure one thing: whose obligation it is, or which grip."""

    key: str
    name: Both
    side: str
    grip: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire; see the head of this module."""

    name: str
    version: int
    title: Both
    source: str
    scales: tuple[Scale, ...]
    questions: tuple[Question, ...]
    asks: tuple[str, ...] = ("",)

    def of_scale(self, scale: str, ask: str = "") -> tuple[Question, ...]:
        """Questions of a scale, of one ask."""
        return tuple(each for each in self.questions if each.scale == scale and each.ask == ask)

    @property
    def identity(self) -> str:
        """Name and version, as stored beside answers."""
        return f"{self.name} {self.version}"


def given_questionnaires() -> tuple[str, ...]:
    """Names of the questionnaires that come with Houvast."""
    return tuple(sorted(path.stem for path in GIVEN.glob("questionnaire_*.yaml")))


def read_questionnaire(path: Path | str) -> Questionnaire:
    """Read a questionnaire file, or one that comes with Houvast by its name.

    Raises
    ------
    HouvastError
        Everything wrong with the file, each fault with its line.
    """
    own = GIVEN / f"{path}.yaml"
    file = own if own.is_file() and not Path(path).exists() else Path(path)
    faults = Faults()
    given = read_yaml(file, str(path), faults)
    made = None if given is None else _questionnaire(given, faults)
    if made is None or faults.problems:
        raise HouvastError(faults.in_order())
    return made


def _questionnaire(given: Located, faults: Faults) -> Questionnaire | None:
    keys = given.mapping
    if keys is None or any(key not in keys for key in ("name", "version", "questions")):
        faults.add("surveys.wrong_form", given.place, expected="name, version, questions, scales", found=given.shown())
        return None
    check_keys(keys, KEYS, faults)
    answers = {name: _answers(each, faults) for name, each in _mapping(keys.get("answers"), faults).items()}
    scales = tuple(_scale(name, each, faults) for name, each in _mapping(keys.get("scales"), faults).items())
    scale_of = {item: scale.key for scale in scales for item in scale.items}
    asks = _mapping(keys.get("asks"), faults)
    questions: list[Question] = []
    for item, each in _mapping(keys["questions"], faults).items():
        questions += _questions(item, each, asks, answers, scale_of, faults)
    items = {question.item for question in questions}
    for scale, located in zip(scales, _mapping(keys.get("scales"), faults).values(), strict=True):
        for item in scale.items:
            if item not in items:
                near = nearest(item, items)
                faults.add("surveys.no_question", located.place, found=item, name=scale.key, suggestion=near)
    _check_routing(questions, keys["questions"], faults)
    version = int(number_in(keys["version"], faults, 0))
    name = keys["name"].text or ""
    source = keys["source"].text or "" if "source" in keys else ""
    names = tuple(
        ask.mapping["name"].text or letter if ask.mapping and "name" in ask.mapping else letter
        for letter, ask in asks.items()
    )
    title = both_in(keys.get("title"), Both(name, name), faults)
    return Questionnaire(name, version, title, source, scales, tuple(questions), names or ("",))


def _mapping(given: Located | None, faults: Faults) -> dict[str, Located]:
    if given is None or given.is_null:
        return {}
    if given.mapping is None:
        faults.add("surveys.wrong_form", given.place, expected="{key: ...}", found=given.shown())
        return {}
    return given.mapping


def _answers(given: Located, faults: Faults) -> tuple[Answer, ...]:
    found: list[Answer] = []
    for each in given.items or []:
        keys = each.mapping
        if keys is None or "code" not in keys:
            faults.add("surveys.wrong_form", each.place, expected="{code: ..., nl: ..., en: ...}", found=each.shown())
            continue
        said = {language: keys[language].text or "" for language in ("nl", "en") if language in keys}
        either = next(iter(said.values()), keys["code"].text or "")
        found.append(Answer(keys["code"].text or "", Both(said.get("nl", either), said.get("en", either))))
    codes = [each.code for each in found]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        faults.add("surveys.code_twice", given.place, found=code)
    return tuple(found)


def _scale(name: str, given: Located, faults: Faults) -> Scale:
    keys = _mapping(given, faults)
    check_keys(keys, SCALE_KEYS, faults)
    items = tuple(each.text or "" for each in names_in(keys.get("questions"), faults))
    side = choice_in(keys.get("side"), SIDES, "person", faults)
    grip = choice_in(keys.get("grip"), keys_of(GRIPS), "", faults)
    return Scale(name, both_in(keys.get("name"), Both(name, name), faults), side, grip, items)


def _questions(
    item: str,
    given: Located,
    asks: dict[str, Located],
    answers: dict[str, tuple[Answer, ...]],
    scale_of: dict[str, str],
    faults: Faults,
) -> list[Question]:
    """A question, or one per ask."""
    keys = _mapping(given, faults)
    check_keys(keys, QUESTION_KEYS, faults)
    found = []
    for letter, ask in (asks or {"": given}).items():
        put = _mapping(ask, faults) if asks else {}
        if asks:
            check_keys(put, ASK_KEYS, faults)
        named = keys.get("answers", put.get("answers"))
        choice = named.text or "" if named is not None else OPEN
        if choice not in answers and choice != OPEN and named is not None:
            near = nearest(choice, answers)
            faults.add("surveys.choice", named.place, found=choice, expected=(*answers, OPEN), suggestion=near)
        key = f"{item}{letter}"
        if not _ID.fullmatch(key):
            faults.add("surveys.question_key", given.place, found=key)
        found.append(
            Question(
                key,
                item,
                put["name"].text or letter if "name" in put else letter,
                both_in(keys.get("text"), UNKNOWN_TEXT, faults),
                both_in(put.get("text"), UNKNOWN_TEXT, faults),
                answers.get(choice, ()),
                scale_of.get(item, ""),
                "reversed" in keys and keys["reversed"].flag is True,
                keys["visible_if"].text or "" if "visible_if" in keys else "",
                keys["weight"].text or "" if "weight" in keys else "",
            )
        )
    return found


def _check_routing(questions: list[Question], given: Located, faults: Faults) -> None:
    """A condition speaks of questions that were put before."""
    before: set[str] = set()
    for question in questions:
        for name in names_in_condition(question.visible_if):
            if name not in before:
                place = (given.mapping or {})[question.item].place
                faults.add(
                    "surveys.routing", place, found=question.visible_if, name=name, suggestion=nearest(name, before)
                )
        before.add(question.key)


def names_in_condition(condition: str) -> list[str]:
    """Questions a condition speaks of; the condition itself stands for one that cannot be read."""
    if not condition:
        return []
    try:
        tree = ast.parse(condition, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [condition]
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


def assembled(name: str, title: Both, questions: list[Question], where: str) -> Questionnaire:
    """Make a questionnaire of imported questions: version 1, a scale per group.

    Raises
    ------
    HouvastError
        `surveys.not_imported` when there are no questions.
    """
    if not questions:
        raise HouvastError(problem("surveys.not_imported", where=where, found="no questions"))
    names = list(dict.fromkeys(question.scale for question in questions if question.scale))
    scales = tuple(
        Scale(each, Both(each, each), "person", "", tuple(q.item for q in questions if q.scale == each))
        for each in names
    )
    asks = tuple(dict.fromkeys(question.ask for question in questions))
    return Questionnaire(name, 1, title, where, scales, tuple(questions), asks)
