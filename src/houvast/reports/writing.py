"""What all reports share on their way to disk: their frame, names of files, drawn charts, the facts they speak of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from altair.utils.schemapi import debug_mode

from houvast.experiments.storage import write_whole
from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.reports.document import Document, Section
from houvast.reports.drawing import draw_svg
from houvast.reports.page import draw_page
from houvast.reports.paper import set_paper
from houvast.reports.telling import Telling
from houvast.vocabulary.errors import Both, HouvastError, problem

PAGE_NAME = "report-{language}.html"
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
LABELS = {
    "contents": Both("Inhoud", "Contents"),
    "skip": Both("Naar de inhoud", "Skip to content"),
    "manifest": Both("Herkomst (JSON)", "Provenance (JSON)"),
    "cautions": Both("Vooraf", "Before you read"),
}
"""The fixed words of every page."""
Teller = TypeVar("Teller", bound=Telling)


def tell_chapters(chapters: Sequence[Callable[[Teller], Section]], story: Teller) -> tuple[Section, ...]:
    """Let every chapter tell its part of a story."""
    # Altair checks every part of every chart against a schema: most of the time of a report, and a matter for tests.
    with debug_mode(arg=False):
        return tuple(chapter(story) for chapter in chapters)


def frame(
    story: Telling,
    title: str,
    subtitle: str,
    cautions: tuple[str, ...],
    sections: tuple[Section, ...],
    kind: Both,
    labels: Mapping[str, Both],
) -> Document:
    """Put the chapters of a report between its title and its footer.

    Parameters
    ----------
    story
        What the chapters tell of.
    title, subtitle, cautions, sections
        As in `houvast.reports.document.Document`.
    kind
        What the footer calls that which is told of: a run, a comparison.
    labels
        The fixed words that not every page has; they join `LABELS`.
    """
    made_by, caveat = f"Houvast {story.manifest['model_version']}", story.say("geen voorspelling", "not a forecast")
    footer = f"{made_by} · {kind.text(story.language)} {story.run_name} · {caveat}"
    words = {key: word.text(story.language) for key, word in {**LABELS, **labels}.items()}
    return Document(story.language, title, subtitle, cautions, sections, footer, words)


def page_in(folder: Path | str, language: str, out: Path | str | None = None) -> Path:
    """Return where the page of a report goes: where somebody says, else into the folder it tells of."""
    return Path(out) if out is not None else Path(folder) / PAGE_NAME.format(language=language)


def write_document(
    document: Document,
    page: Path,
    pdf: bool,
    data: Mapping[str, str] | None,
    workbook: bytes | None = None,
) -> tuple[Path, ...]:
    """Write a report as one HTML file and, beside it, a PDF and a workbook.

    Parameters
    ----------
    document
        The report.
    page
        Name of the HTML file.
    pdf
        Write the PDF too, under the same name.
    data
        Files in the folder of the page that it links to, by the key of their label; None where the page stands
        elsewhere, and links to nothing.
    workbook
        The content of the workbook; left out: none is written.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    HouvastError
        `files.unwritable` or `files.disk_full`.
    """
    paper, sheets = page.with_suffix(".pdf"), page.with_suffix(".xlsx")
    if data is not None:
        links = [("PDF", paper.name)] if pdf else []
        links += [("XLSX", sheets.name)] if workbook is not None else []
        links += [(document.labels[label], name) for label, name in data.items()]
        document = replace(document, links=(*links, *_other_languages(document, page)))
    pictures = draw_charts(document)
    files = {page: draw_page(document, pictures).encode()}
    if workbook is not None:
        files[sheets] = workbook
    if pdf:
        files[paper] = set_paper(document, pictures)
    for path, content in files.items():
        write_whole(path, content)
    return tuple(files)


def _other_languages(document: Document, page: Path) -> tuple[tuple[str, str], ...]:
    """Name and file of the same report in other languages, as far as they stand beside the page."""
    pages = {language: page.with_name(PAGE_NAME.format(language=language)) for language in LANGUAGE_NAMES}
    return tuple(
        (LANGUAGE_NAMES[language], other.name)
        for language, other in pages.items()
        if language != document.language and other.is_file()
    )


def draw_charts(document: Document) -> dict[str, str]:
    """Draw every chart of a report once; page and paper show the same picture."""
    return {
        figure.key: draw_svg(figure.chart.specification, document.language)
        for section in document.sections
        for figure in section.figures
        if figure.chart is not None
    }


def facts_named_by(manifest: dict[str, Any]) -> Facts:
    """Load the facts that a manifest says its outcomes rest on.

    Raises
    ------
    HouvastError
        `report.facts_missing` when they are not where they were.
    """
    name = str(manifest["facts"])
    try:
        return load_facts(name)
    except HouvastError as fault:
        if "files.missing" in fault.codes:
            raise HouvastError(problem("report.facts_missing", found=name)) from fault
        raise
