"""A questionnaire in any of three forms: our own, that of LimeSurvey, that of SurveyJS."""

from __future__ import annotations

from pathlib import Path

from houvast.surveys.limesurvey import from_limesurvey, to_limesurvey
from houvast.surveys.questionnaire import Answer, Questionnaire, read_questionnaire
from houvast.surveys.surveyjs import from_surveyjs, to_surveyjs
from houvast.vocabulary.errors import Both, HouvastError, problem


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
