"""The report of a closed round on the screen and as a file; who asks plays no part in what it says."""

from __future__ import annotations

from typing import Any

from altair.utils.schemapi import debug_mode

from houvast.reports.document import Document
from houvast.reports.survey_round import RoundTerms, make_round_document
from houvast_web.pictures import drawn_figure
from houvast_web.rounds.answering import questionnaire_of
from houvast_web.rounds.models import Round
from houvast_web.rounds.service import scores_of

FORMS = ("html", "pdf", "xlsx")


def document(found: Round, language: str) -> Document | None:
    """Return the report of a round; None while it is open, or when too few answered."""
    scores = scores_of(found)
    if scores is None:
        return None
    terms = RoundTerms(found.title, found.purpose, found.opens, found.closes, found.delete_on)
    with debug_mode(arg=False):
        return make_round_document(scores, questionnaire_of(found.questionnaire), terms, language)


def drawn_sections(report: Document) -> list[dict[str, Any]]:
    """Return the sections of a report with their charts drawn, for a template."""
    with debug_mode(arg=False):
        return [
            {"section": section, "figures": [drawn_figure(each, report.language) for each in section.figures]}
            for section in report.sections
        ]
