"""From a computed monitor to files: a report per part, and the yearly report of a company."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from altair.utils.schemapi import debug_mode

from houvast.experiments.results import Result
from houvast.experiments.storage import write_whole
from houvast.reports.document import Document, Section
from houvast.reports.good_work.sections import benchmark, disclosures, grips, groups, items, method, over_time
from houvast.reports.good_work.told import Told
from houvast.reports.page import draw_page
from houvast.reports.paper import set_paper
from houvast.reports.workbook import write_workbook
from houvast.reports.writing import draw_charts
from houvast.surveys.monitor_run import EVERYONE, Monitor, MonitorPart
from houvast.vocabulary.errors import Both

FIGURES_FILE = "monitor.json"
_PLAIN = re.compile(r"[^A-Za-z0-9]+")
CHAPTERS: tuple[Callable[[Told], Section], ...] = (grips, groups, over_time, items, method)
COMPANY_CHAPTERS: tuple[Callable[[Told], Section], ...] = (
    grips,
    benchmark,
    groups,
    over_time,
    items,
    disclosures,
    method,
)


def make_document(monitor: Monitor, part: MonitorPart, language: str, result: Result | None = None) -> Document:
    """Tell one part of a monitor.

    Parameters
    ----------
    monitor
        The whole.
    part
        The country, a sector or the company.
    language
        "nl" or "en".
    result
        A run of the simulation, to lay its grips beside those of the survey.
    """
    told = Told(monitor, part, language, result)
    chapters = COMPANY_CHAPTERS if part is monitor.company else CHAPTERS
    with debug_mode(arg=False):
        sections = tuple(section for chapter in chapters if (section := chapter(told)).figures or section.introduction)
    where = Both("iedereen", "everyone").text(language) if part.name == EVERYONE else part.name
    subtitle = " · ".join(each for each in (where, monitor.period, f"n = {told.notation.number(part.n)}") if each)
    footer = told.say(
        "Houvast · monitor goed werk · cijfers uit een steekproef", "Houvast · good-work monitor · sampled figures"
    )
    labels = {
        "contents": told.say("Inhoud", "Contents"),
        "skip": told.say("Naar de inhoud", "Skip to content"),
        "cautions": told.say("Vooraf", "Before you read"),
    }
    return Document(
        language, monitor.codebook.title.text(language), subtitle, told.cautions(), sections, footer, labels
    )


def write_monitor(
    monitor: Monitor, folder: Path, language: str, result: Result | None = None, pdf: bool = True
) -> tuple[Path, ...]:
    """Write all reports of a monitor: HTML, PDF and workbook per part, and the figures as JSON.

    Parameters
    ----------
    monitor
        The figures.
    folder
        Where the files go.
    language
        "nl" or "en".
    result
        A run of the simulation.
    pdf
        Write PDFs too.

    Returns
    -------
    tuple of Path
        The files written; every one is whole.
    """
    every = (*monitor.parts, *((monitor.company,) if monitor.company is not None else ()))
    files: dict[Path, bytes] = {}
    for part in every:
        document = make_document(monitor, part, language, result)
        pictures = draw_charts(document)
        name = (
            "company"
            if part is monitor.company
            else "national"
            if part.name == EVERYONE
            else f"sector-{_file_name(part)}"
        )
        page = folder / f"{name}-{language}.html"
        files[page] = draw_page(document, pictures).encode()
        files[page.with_suffix(".xlsx")] = write_workbook(document)
        if pdf:
            files[page.with_suffix(".pdf")] = set_paper(document, pictures)
    content: dict[str, Any] = monitor.as_json()
    files[folder / FIGURES_FILE] = json.dumps(content, indent=1, ensure_ascii=False, default=str).encode() + b"\n"
    for path, written in files.items():
        write_whole(path, written)
    return tuple(files)


def _file_name(part: MonitorPart) -> str:
    return _PLAIN.sub("-", part.name).strip("-").lower() or "unnamed"
