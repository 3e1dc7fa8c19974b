"""Questionnaires to and from SurveyJS (JSON); its files keep unknown keys, so `houvast` holds scale and direction."""

from __future__ import annotations

import json
import re
from typing import Any

from houvast.surveys.questionnaire import COMPARED, Answer, Question, Questionnaire, assembled
from houvast.vocabulary.errors import Both, HouvastError, problem
from houvast.vocabulary.word import LANGUAGES

_BRACED = re.compile(r"\{([A-Za-z0-9_]+)\}")


def to_surveyjs(questionnaire: Questionnaire) -> str:
    """Write SurveyJS JSON: a page per scale and ask."""
    pages: dict[str, dict[str, Any]] = {}
    for question in questionnaire.questions:
        name = f"{question.scale or 'page'}-{question.ask}".strip("-")
        page = pages.setdefault(name, {"name": name, "description": _said(question.intro), "elements": []})
        element: dict[str, Any] = {"type": "radiogroup" if question.answers else "comment", "name": question.key}
        element["title"] = _said(question.text)
        if question.answers:
            element["choices"] = [{"value": each.code, "text": _said(each.text)} for each in question.answers]
        if question.visible_if:
            element["visibleIf"] = COMPARED.sub(r"{\1}", question.visible_if)
        element["houvast"] = {"scale": question.scale, "ask": question.ask, "reversed": question.is_reversed}
        page["elements"].append(element)
    content = {"title": _said(questionnaire.title), "locale": LANGUAGES[0], "pages": list(pages.values())}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _said(text: Both) -> dict[str, str]:
    return {"default": text.nl, "nl": text.nl, "en": text.en}


def from_surveyjs(text: str, where: str, name: str) -> Questionnaire:
    """Read SurveyJS JSON.

    Raises
    ------
    HouvastError
        `surveys.not_imported`: no JSON, no pages, or a kind of question that is not read.
    """
    try:
        content = json.loads(text)
        elements = [
            (page.get("name", ""), element) for page in content["pages"] for element in _flat(page.get("elements", []))
        ]
        questions = [_from_element(page, element, where) for page, element in elements]
    except HouvastError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise HouvastError(problem("surveys.not_imported", where=where, found=str(fault) or "no pages")) from fault
    return assembled(name, _both(content.get("title", name)), questions, where)


def _flat(elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Questions inside panels too."""
    return [
        inner
        for element in elements
        for inner in (_flat(element["elements"]) if element.get("type") == "panel" else [element])
    ]


def _from_element(page: str, element: dict[str, Any], where: str) -> Question:
    kinds = {"radiogroup": True, "dropdown": True, "rating": True, "boolean": True, "text": False, "comment": False}
    kind = element.get("type", "")
    if kind not in kinds:
        raise HouvastError(problem("surveys.question_kind", where=where, found=kind, name=element.get("name", "")))
    choices = element.get("choices", element.get("rateValues", []))
    if kind == "rating" and not choices:
        choices = list(range(int(element.get("rateMin", 1)), int(element.get("rateMax", 5)) + 1))
    if kind == "boolean":
        choices = [
            {"value": "true", "text": {"nl": "ja", "en": "yes"}},
            {"value": "false", "text": {"nl": "nee", "en": "no"}},
        ]
    answers = tuple(
        Answer(str(each["value"]), _both(each.get("text", each["value"])))
        if isinstance(each, dict)
        else Answer(str(each), Both(str(each), str(each)))
        for each in choices
    )
    own = element.get("houvast", {})
    condition = _BRACED.sub(r"\1", element.get("visibleIf", ""))
    condition = re.sub(r"(?<![<>=!])=(?!=)", "==", condition).replace("<>", "!=")
    title = _both(element.get("title", element["name"]))
    key = element["name"]
    return Question(
        key,
        key,
        own.get("ask", ""),
        title,
        Both("", ""),
        answers,
        own.get("scale", page),
        bool(own.get("reversed")),
        condition,
    )


def _both(given: Any) -> Both:
    if isinstance(given, dict):
        either = str(next(iter(given.values()), ""))
        return Both(
            str(given.get("nl", given.get("default", either))), str(given.get("en", given.get("default", either)))
        )
    return Both(str(given), str(given))
