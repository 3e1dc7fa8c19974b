"""A report in two languages, as a page and on paper."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from houvast.experiments.storage import store_result
from houvast.reports.build import CHAPTERS, make_report, write_report
from houvast.reports.page import draw_page
from houvast.reports.paper import set_paper
from houvast.reports.writing import draw_charts


@pytest.fixture(scope="module", params=["nl", "en"])
def document(request, result, facts):
    """The report of the smooth result."""
    return make_report(result, facts, request.param)


@pytest.fixture(scope="module")
def pictures(document):
    """Its charts."""
    return draw_charts(document)


@pytest.fixture(scope="module")
def page(document, pictures):
    """Its page."""
    return draw_page(document, pictures)


class Outline(HTMLParser):
    """Collects what a page refers to and how it is built."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.append(tag)
        values = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.addresses += [values[name] for name in ("src", "href", "xlink:href") if name in values]
        if "id" in values and tag not in ("clippath", "g"):
            self.ids.append(values["id"])


def test_every_chapter_is_there(document):
    """A full run fills every chapter."""
    assert len(document.sections) == len(CHAPTERS)


def test_every_chart_has_a_sentence_with_numbers_and_a_table(document):
    """A chart alone is no finding."""
    for section in document.sections:
        for figure in section.figures:
            assert re.search(r"\d", figure.sentence)
            if figure.chart:
                assert figure.tables
                assert figure.source
                assert figure.chart.description


def test_every_row_of_a_table_is_complete(document):
    """Each row has a cell for each column."""
    tables = [table for section in document.sections for figure in section.figures for table in figure.tables]
    assert tables
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_the_page_needs_nothing_outside_itself(page):
    """No address leads off the page, and no script runs."""
    outline = Outline(page)
    assert [address for address in outline.addresses if not address.startswith("#")] == []
    assert "script" not in outline.tags
    assert set(re.findall(r"url\(([^)]{5})", page)) <= {"data:", "#clip"}


def test_the_page_can_be_walked_by_its_headings(page):
    """One first heading, no level skipped, no name twice."""
    outline = Outline(page)
    assert outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))


def test_tables_and_charts_speak_to_a_screen_reader(page, pictures):
    """Every table has a caption and every chart a description."""
    assert page.count("<table>") == page.count("<caption>")
    assert page.count('role="img" aria-label=') == len(pictures)


def test_the_page_is_in_one_language(document, page):
    """The language is declared, and numbers follow it."""
    assert f'<html lang="{document.language}">' in page
    tiles = document.sections[0].tiles
    assert any(("," if document.language == "nl" else ".") in tile.value for tile in tiles)


def test_the_paper_is_a_tagged_pdf(document, pictures):
    """The PDF carries its structure, so that it can be read aloud."""
    paper = set_paper(document, pictures)
    assert paper.startswith(b"%PDF-")
    assert b"StructTreeRoot" in paper


def test_texts_of_the_facts_are_not_markup(result, facts, document):
    """A name that looks like a tag is shown, not obeyed."""
    manifest = result.manifest | {"model_version": "<script>alert(1)</script>"}
    hostile = make_report(type(result)(result.outcomes, manifest), facts, document.language)
    assert "<script>" not in draw_page(hostile, draw_charts(hostile))


def test_changed_facts_are_told_before_the_first_number(result, facts):
    """When the facts are no longer those of the run, the reader hears it first."""
    changed = facts.with_value("unemployment_rate", 0.05)
    assert len(make_report(result, changed, "en").cautions) == len(make_report(result, facts, "en").cautions) + 1


def test_a_report_is_written_beside_its_result(result, facts, tmp_path):
    """Page and paper lie in the result folder and the page links to what lies beside it."""
    folder = store_result(result, tmp_path / "result").folder
    files = write_report(folder, "nl")
    assert [path.name for path in files] == ["report-nl.html", "report-nl.pdf"]
    page = files[0].read_text(encoding="utf-8")
    for name in ("report-nl.pdf", "outcomes.parquet"):
        assert f'href="{name}"' in page


def test_a_run_of_one_year_has_a_report(result, facts):
    """Outcomes of a single year are told without a comparison."""
    year = result.outcomes.filter(result.outcomes["month"].dt.year() == 2024)
    short = type(result)(year, result.manifest | {"months": 12})
    assert make_report(short, facts, "nl").sections
