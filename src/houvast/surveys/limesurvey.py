"""Questionnaires to and from LimeSurvey: its tab-separated structure, and `.lss` files.

What LimeSurvey has no place for travels where it does no harm: the help of a group is the key of its scale, and the
style class `houvast-reversed` marks a reversed question.
"""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import Any

from houvast.surveys.questionnaire import COMPARED, Answer, Question, Questionnaire, assembled
from houvast.vocabulary.errors import Both, HouvastError, problem
from houvast.vocabulary.word import LANGUAGES

TSV_COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "cssclass")
REVERSED = "houvast-reversed"
RADIO, LONG_TEXT = "L", "T"
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
    row["relevance"] = COMPARED.sub(r"\1.NAOK", question.visible_if) or "1"
    row["cssclass"] = REVERSED if question.is_reversed else ""
    writer.writerow(row)
    for answer in question.answers:
        text = answer.text.text(language)
        writer.writerow({"class": "A", "type/scale": "0", "name": answer.code, "text": text, "language": language})


def from_limesurvey(text: str, where: str, name: str) -> Questionnaire:
    """Read the tab-separated structure of LimeSurvey, or an `.lss` file.

    Raises
    ------
    HouvastError
        `surveys.not_imported` or `surveys.question_kind`.
    """
    try:
        rows = _rows_of_lss(text, where) if text.lstrip().startswith("<") else _rows_of_tsv(text, where)
        return _questionnaire(rows, where, name)
    except (KeyError, ValueError, csv.Error) as fault:
        raise HouvastError(problem("surveys.not_imported", where=where, found=str(fault))) from fault


def _questionnaire(rows: list[dict[str, str]], where: str, name: str) -> Questionnaire:
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
    return assembled(name, _of_languages(title, first), questions, where)


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
    questions = sorted(tables.get("questions", []), key=lambda each: (int(each["gid"]), int(each["question_order"])))
    titles = [
        _row("SL", "surveyls_title", each.get("surveyls_title", ""), each.get("surveyls_language", ""))
        for each in tables.get("surveys_languagesettings", [])
    ]
    return titles + [row for question in questions for row in _rows_of_question(question, tables)]


def _rows_of_question(question: dict[str, str], tables: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    """A question of an `.lss` file in all its languages; older files keep the words with the question itself."""
    key = question["qid"]
    words = {each["language"]: each["question"] for each in tables.get("question_l10ns", []) if each["qid"] == key}
    choices = {(each["aid"], each["language"]): each["answer"] for each in tables.get("answer_l10ns", [])}
    groups = tables.get("group_l10ns", tables.get("groups", []))
    group = next((each.get("group_name", "") for each in groups if each["gid"] == question["gid"]), "")
    rows = []
    for language in words or [question.get("language", "")]:
        asked = words.get(language, question.get("question", ""))
        own = _row("Q", question["title"], asked, language)
        rows.append(_row("G", group, "", language))
        rows.append({**own, "type/scale": question["type"], "relevance": question.get("relevance", "1")})
        for answer in (each for each in tables.get("answers", []) if each["qid"] == key):
            shown = choices.get((answer.get("aid", ""), language), answer.get("answer", ""))
            rows.append(_row("A", answer["code"], shown, language))
    return rows


def _cells(row: ET.Element) -> dict[str, str]:
    return {cell.tag: cell.text or "" for cell in row}


def _row(kind: str, name: str, text: str, language: str) -> dict[str, str]:
    return dict.fromkeys(TSV_COLUMNS, "") | {"class": kind, "name": name, "text": text, "language": language}
