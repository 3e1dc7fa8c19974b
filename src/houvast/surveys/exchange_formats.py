"""Questionnaires to and from LimeSurvey (tab-separated structure, .lss) and SurveyJS (JSON).

What the other program has no place for travels where it does no harm: in LimeSurvey the group of a question is its
scale and the style class `houvast-reversed` marks a reversed one; SurveyJS keeps unknown keys, so `houvast` holds both.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from houvast.surveys.questionnaire import Answer, Question, Questionnaire, Scale, read_questionnaire
from houvast.vocabulary.errors import Both, HouvastError, problem
from houvast.vocabulary.word import LANGUAGES

TSV_COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "cssclass")
REVERSED = "houvast-reversed"
RADIO, LONG_TEXT = "L", "T"
_FILLED = re.compile(r"\b([a-z][a-z0-9]*)(?:\.NAOK|\.value)?(?=\s*(?:==|!=|>=|<=|>|<))")
_BRACED = re.compile(r"\{([A-Za-z0-9_]+)\}")
LARGEST_BYTES = 20_000_000


def to_limesurvey(questionnaire: Questionnaire) -> str:
    """Write the tab-separated structure that LimeSurvey imports, in both languages."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, TSV_COLUMNS, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerow({"class": "S", "name": "language", "text": LANGUAGES[0]})
    writer.writerow({"class": "S", "name": "additional_languages", "text": " ".join(LANGUAGES[1:])})
    for language in LANGUAGES:
        title = questionnaire.title.text(language)
        writer.writerow({"class": "SL", "name": "surveyls_title", "text": title, "language": language})
    groups = list(dict.fromkeys((question.scale, question.ask) for question in questionnaire.questions))
    scales = {scale.key: scale for scale in questionnaire.scales}
    for language in LANGUAGES:
        for scale, ask in groups:
            inside = [each for each in questionnaire.questions if (each.scale, each.ask) == (scale, ask)]
            shown = scales[scale].name.text(language) if scale in scales else scale
            # The key of the scale stands in the help of the group, so that it comes back.
            writer.writerow(
                {
                    "class": "G",
                    "name": f"{shown} {ask}".strip(),
                    "text": inside[0].intro.text(language),
                    "help": scale,
                    "language": language,
                }
            )
            for question in inside:
                _write_question(writer, question, language)
    return buffer.getvalue()


def _write_question(writer: csv.DictWriter[str], question: Question, language: str) -> None:
    row = {"class": "Q", "name": question.key, "text": question.text.text(language), "language": language}
    row["type/scale"] = RADIO if question.answers else LONG_TEXT
    row["relevance"] = _FILLED.sub(r"\1.NAOK", question.visible_if) or "1"
    row["cssclass"] = REVERSED if question.is_reversed else ""
    writer.writerow(row)
    for answer in question.answers:
        text = answer.text.text(language)
        writer.writerow({"class": "A", "type/scale": "0", "name": answer.code, "text": text, "language": language})


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
            element["visibleIf"] = _FILLED.sub(r"{\1}", question.visible_if)
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
    return _assembled(name, _both(content.get("title", name)), questions, where)


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


def from_limesurvey(text: str, where: str, name: str) -> Questionnaire:
    """Read the tab-separated structure of LimeSurvey, or an `.lss` file.

    Raises
    ------
    HouvastError
        `surveys.not_imported` or `surveys.question_kind`.
    """
    rows = _rows_of_lss(text, where) if text.lstrip().startswith("<") else _rows_of_tsv(text, where)
    title = {row["language"]: row["text"] for row in rows if row["class"] == "SL" and row["name"] == "surveyls_title"}
    first = next((row["language"] for row in rows if row["class"] == "Q"), "")
    said: dict[tuple[str, str], dict[str, str]] = {}
    kept: dict[str, dict[str, Any]] = {}
    group, question = "", ""
    for row in rows:
        if row["class"] == "G":
            group = row["help"] or row["name"]
        elif row["class"] == "Q":
            question = row["name"]
            said.setdefault((question, ""), {})[row["language"]] = row["text"]
            kept.setdefault(question, {**row, "group": group, "codes": []})
        elif row["class"] == "A":
            said.setdefault((question, row["name"]), {})[row["language"]] = row["text"]
            if row["name"] not in kept[question]["codes"]:
                kept[question]["codes"].append(row["name"])
    questions = [_from_row(key, row, said, first, where) for key, row in kept.items()]
    return _assembled(name, _of_languages(title, first), questions, where)


def _from_row(
    key: str, row: dict[str, Any], said: dict[tuple[str, str], dict[str, str]], first: str, where: str
) -> Question:
    kind = row["type/scale"]
    if kind not in ("L", "!", "T", "S", "U", "N", "Y", "5", "G"):
        raise HouvastError(problem("surveys.question_kind", where=where, found=kind, name=key))
    answers = tuple(Answer(code, _of_languages(said[key, code], first)) for code in row["codes"])
    if kind == "5":
        answers = tuple(Answer(str(code), Both(str(code), str(code))) for code in range(1, 6))
    if kind == "Y":
        answers = (Answer("Y", Both("ja", "yes")), Answer("N", Both("nee", "no")))
    condition = row["relevance"].strip().replace(".NAOK", "").replace(".value", "")
    condition = "" if condition in ("1", "") else condition.strip("()") if condition.count("(") == 1 else condition
    text = _of_languages(said[key, ""], first)
    is_reversed = REVERSED in row["cssclass"]
    return Question(key, key, "", text, Both("", ""), answers, row["group"], is_reversed, condition)


def _of_languages(said: dict[str, str], first: str) -> Both:
    either = said.get(first) or next(iter(said.values()), "")
    return Both(said.get("nl", either), said.get("en", either))


def _rows_of_tsv(text: str, where: str) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter="\t")
    missing = [column for column in ("class", "name", "text") if column not in (reader.fieldnames or [])]
    if missing:
        raise HouvastError(problem("surveys.not_imported", where=where, found=f"no column {', '.join(missing)}"))
    return [{column: row.get(column) or "" for column in TSV_COLUMNS} for row in reader]


def _rows_of_lss(text: str, where: str) -> list[dict[str, str]]:
    """An `.lss` file as the rows its tab-separated form would have."""
    if len(text) > LARGEST_BYTES or "<!ENTITY" in text:
        raise HouvastError(problem("surveys.not_imported", where=where, found="ENTITY"))
    try:
        root = ET.fromstring(text)  # noqa: S314 - entities are refused above, size is bounded
    except ET.ParseError as fault:
        raise HouvastError(problem("surveys.not_imported", where=where, found=str(fault))) from fault
    tables = {table.tag: [_cells(row) for row in table.iter("row")] for table in root if table.find("rows") is not None}
    rows = [
        _row("SL", "surveyls_title", each.get("surveyls_title", ""), each.get("surveyls_language", ""))
        for each in tables.get("surveys_languagesettings", [])
    ]
    words = {
        (each["qid"], each["language"]): each["question"] for each in tables.get("question_l10ns", []) if "qid" in each
    }
    choices = {
        (each["aid"], each["language"]): each["answer"] for each in tables.get("answer_l10ns", []) if "aid" in each
    }
    names = {
        each["gid"]: each.get("group_name", "")
        for each in tables.get("group_l10ns", tables.get("groups", []))
        if "gid" in each
    }
    for question in sorted(
        tables.get("questions", []), key=lambda each: (int(each.get("gid", 0)), int(each.get("question_order", 0)))
    ):
        languages = [language for qid, language in words if qid == question["qid"]] or [question.get("language", "")]
        for language in languages:
            rows.append(_row("G", names.get(question.get("gid", ""), ""), "", language))
            asked = words.get((question["qid"], language), question.get("question", ""))
            own = _row("Q", question.get("title", ""), asked, language)
            rows.append({**own, "type/scale": question.get("type", ""), "relevance": question.get("relevance", "1")})
            for answer in tables.get("answers", []):
                if answer.get("qid") == question["qid"]:
                    shown = choices.get((answer.get("aid", ""), language), answer.get("answer", ""))
                    rows.append(_row("A", answer.get("code", ""), shown, language))
    if not any(row["class"] == "Q" for row in rows):
        raise HouvastError(problem("surveys.not_imported", where=where, found="no questions"))
    return rows


def _cells(row: ET.Element) -> dict[str, str]:
    return {cell.tag: cell.text or "" for cell in row}


def _row(kind: str, name: str, text: str, language: str) -> dict[str, str]:
    return dict.fromkeys(TSV_COLUMNS, "") | {"class": kind, "name": name, "text": text, "language": language}


def _assembled(name: str, title: Both, questions: list[Question], where: str) -> Questionnaire:
    if not questions:
        raise HouvastError(problem("surveys.not_imported", where=where, found="no questions"))
    names = list(dict.fromkeys(question.scale for question in questions if question.scale))
    scales = tuple(
        Scale(each, Both(each, each), "person", "", tuple(q.item for q in questions if q.scale == each))
        for each in names
    )
    asks = tuple(dict.fromkeys(question.ask for question in questions))
    return Questionnaire(name, 1, title, where, scales, tuple(questions), asks)


def import_questionnaire(file: str) -> Questionnaire:
    """Read a questionnaire of any of the three kinds, or one that comes with Houvast by its name.

    Raises
    ------
    HouvastError
        All faults of the file.
    """
    path = Path(file)
    if path.suffix.lower() not in (".tsv", ".txt", ".lss", ".json"):
        return read_questionnaire(file)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise HouvastError(problem("files.missing", where=file)) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise HouvastError(problem("files.unreadable", where=file, found=str(fault))) from fault
    read = from_surveyjs if path.suffix.lower() == ".json" else from_limesurvey
    return read(text, file, path.stem)


def written_as(questionnaire: Questionnaire, path: Path) -> str:
    """Write a questionnaire in the form that the name of the file asks for.

    Raises
    ------
    HouvastError
        `surveys.questionnaire_kind` for another ending.
    """
    forms = {".yaml": to_yaml, ".tsv": to_limesurvey, ".json": to_surveyjs}
    if path.suffix.lower() not in forms:
        raise HouvastError(problem("surveys.questionnaire_kind", found=path.suffix or None, expected=tuple(forms)))
    return forms[path.suffix.lower()](questionnaire)


def to_yaml(questionnaire: Questionnaire) -> str:
    """Write a questionnaire in our own form; asks are written out as questions."""
    import yaml

    lists: dict[tuple[Answer, ...], str] = {}
    for question in questionnaire.questions:
        if question.answers:
            lists.setdefault(question.answers, f"answers_{len(lists) + 1}")
    content = {
        "name": questionnaire.name,
        "version": questionnaire.version,
        "title": _spoken(questionnaire.title),
        "source": questionnaire.source,
        "answers": {
            key: [{"code": each.code, **_spoken(each.text)} for each in answers] for answers, key in lists.items()
        },
        "scales": {
            scale.key: {
                "name": _spoken(scale.name),
                "questions": [q.key for q in questionnaire.questions if q.scale == scale.key],
            }
            for scale in questionnaire.scales
        },
        "questions": {
            question.key: {
                "text": _spoken(question.text),
                "answers": lists.get(question.answers, "text"),
                **({"reversed": True} if question.is_reversed else {}),
                **({"visible_if": question.visible_if} if question.visible_if else {}),
            }
            for question in questionnaire.questions
        },
    }
    return str(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110))


def _spoken(text: Both) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}
