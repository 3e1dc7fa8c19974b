"""The report of a comparison, on the polder."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile

import pytest

from houvast.experiments.comparison import compare as engine
from houvast.experiments.comparison import question
from houvast.experiments.comparison.compare import compare
from houvast.experiments.worlds import World
from houvast.facts.loader import load_facts
from houvast.reports.build import write_report
from houvast.reports.comparison.build import make_comparison_report
from houvast.reports.page import draw_page
from houvast.reports.workbook import write_workbook
from houvast.reports.writing import draw_charts
from polder import facts_folder


@pytest.fixture(scope="module")
def polder():
    """The facts of the polder."""
    return load_facts(facts_folder())


def stand_in(scenario, package, facts):
    """Futures and a package that turn one fact each."""
    laid = facts.with_value("layoff_tolerance_share", 0.01 + 0.01 * len(scenario) + ord(scenario[0]) / 5000)
    laid = laid if package == "none" else laid.with_value("skills_based_hiring_share", 0.9)
    return World(scenario, package, laid)


@pytest.fixture(scope="module")
def found(polder, tmp_path_factory):
    """Four futures and a point, two packages, in a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "world_of", stand_in)
        patch.setattr(question, "read_package_name", lambda text: text)
        folder = tmp_path_factory.mktemp("comparison") / "found"
        return compare("A,B,C,D,0.5,0.5", "none,hiring", 2, 1.0, 3, polder, folder, jobs=1)


@pytest.fixture(scope="module", params=["nl", "en"])
def report(request, found, polder):
    """The report in each language."""
    return make_comparison_report(found, polder, request.param)


def test_the_order_is_problem_goal_options_consequences(report):
    """First what is at stake and what counts as better, then what could be done, then what it does."""
    keys = [section.key for section in report.sections]
    order = [
        "summary",
        "problem",
        "goal",
        "options",
        "paths",
        "packages",
        "distribution",
        "winners",
        "questions",
        "assumed",
    ]
    assert [key for key in keys if key in order] == order
    assert keys[-1] == "run"


def test_every_figure_has_a_sentence_and_its_tables_are_whole(report):
    """No row is shorter or longer than its heading, in words or in numbers; keys are unique."""
    figures = [figure for section in report.sections for figure in section.figures]
    assert len({figure.key for figure in figures}) == len(figures)
    for figure in figures:
        assert figure.sentence
        for table in figure.tables:
            assert {len(row) for row in (*table.rows, *table.values)} <= {len(table.columns)}


def test_distribution_is_told_by_contract_age_education_sex_and_sector(report):
    """The groupings that the question asks for."""
    keys = {figure.key for section in report.sections for figure in section.figures}
    assert keys >= {f"by-{grouping}" for grouping in ("contract", "age", "education", "sex", "sector")}


def test_the_sixteen_policy_questions_are_there(report):
    """Four for each of the four futures."""
    chapter = next(section for section in report.sections if section.key == "questions")
    assert sum(len(figure.tables[0].rows) for figure in chapter.figures) == 16


def test_every_chart_can_be_drawn_and_no_word_of_the_other_language_slips_in(report):
    """The page has a picture for every chart and no empty number."""
    page = draw_page(report, draw_charts(report))
    assert page.count("<svg") == sum(
        figure.chart is not None for section in report.sections for figure in section.figures
    )
    text = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"\bnan\b|\bNone\b|Infinity", text)
    assert ("Beleidsvragen" in text) == (report.language == "nl")


def test_the_workbook_has_a_sheet_per_figure_with_a_table(report):
    """Every table can be counted on with; the first sheet lists the others."""
    with zipfile.ZipFile(io.BytesIO(write_workbook(report))) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert b"<v>" in book.read("xl/worksheets/sheet2.xml")
    tables = [figure for section in report.sections for figure in section.figures if figure.tables]
    assert len(sheets) == 1 + len(tables)


def test_houvast_report_recognises_a_comparison(found, polder):
    """The same command writes page, paper and workbook, linked to each other."""
    written = write_report(found.folder, "nl", facts=polder)
    assert [path.name for path in written] == ["report-nl.html", "report-nl.xlsx", "report-nl.pdf"]
    page = written[0].read_text(encoding="utf-8")
    assert all(name in page for name in ("report-nl.pdf", "report-nl.xlsx", "comparison.parquet", "manifest.json"))
    assert written[2].read_bytes().startswith(b"%PDF")


def test_without_measures_the_report_compares_futures_only(found, polder, monkeypatch):
    """One package leaves out the chapters on its effects and still stands."""
    monkeypatch.setattr(engine, "world_of", stand_in)
    report = make_comparison_report(compare("A,D", "none", 2, 1.0, 2, polder, jobs=1), polder, "en")
    keys = {section.key for section in report.sections}
    assert "paths" in keys
    assert "winners" not in keys
    assert draw_charts(report)


def test_one_seed_is_told_to_say_nothing_about_chance(polder, monkeypatch):
    """Without intervals no effect is called better or worse."""
    monkeypatch.setattr(engine, "world_of", stand_in)
    monkeypatch.setattr(question, "read_package_name", lambda text: text)
    report = make_comparison_report(compare("A", "none,hiring", 1, 1.0, 1, polder, jobs=1), polder, "en")
    assert any("one seed" in caution for caution in report.cautions)
    assert "better in 0 and worse in 0" in next(
        figure.sentence for section in report.sections for figure in section.figures if figure.key == "scorecard"
    )
    assert draw_charts(report)


def test_the_report_says_what_the_interval_holds(found, polder):
    """Luck alone, or also what a draw of its own for every seed varies; never the one beside the other."""
    drawn = dataclasses.replace(found, manifest=found.manifest | {"exposure": [0.2, 0.8]})
    reports = [make_comparison_report(each, polder, "en") for each in (found, drawn)]
    pages = [draw_page(each, draw_charts(each)) for each in reports]
    sentences = ("not how sure the assumptions are", "the luck of the simulation, not", "holds no other assumptions")
    assert [[said in page for said in sentences] for page in pages] == [[True, True, False], [False, False, True]]
