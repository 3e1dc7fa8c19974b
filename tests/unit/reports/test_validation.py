"""The chapter that holds published figures against simulated ones."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from houvast.experiments.results import COLUMNS, Result
from houvast.facts.loader import load_facts
from houvast.reports.sections.compared import compared
from houvast.reports.sections.validation import deviations, targets_of
from houvast.reports.story import Story

OUTCOMES = {
    ("unemployment_rate", "all", "all"): 0.037,
    ("unemployment_rate", "age", "15-24"): 0.2,
    ("permanent_share", "all", "all"): 0.55,
    ("vacancies", "all", "all"): 424_000.0,
}


def story_of(language: str = "en", start: int = 2024) -> Story:
    """Two flat years: unemployment as published, that of the young far off, permanent work within its tolerance."""
    rows = [
        (date(start + month // 12, month % 12 + 1, 1), outcome, grouping, group, value, 1e6)
        for (outcome, grouping, group), value in OUTCOMES.items()
        for month in range(24)
    ]
    manifest = {"content_hash": "ab" * 32, "scale": 0.01, "start": f"{start}-01", "months": 24}
    table = pl.DataFrame(rows, schema=dict(COLUMNS), orient="row")
    return Story(Result(table, manifest), load_facts("netherlands"), language)


@pytest.fixture(scope="module")
def figure():
    """The figure of targets, in English."""
    return compared(story_of()).figures[0]


def test_the_sentence_counts_what_is_within_tolerance_and_names_what_is_not(figure):
    """Four figures can be compared; the unemployment of the young is missed."""
    assert figure.key == "compared-targets"
    assert "Of 4 published figures with a tolerance the simulation meets 3 in 2024" in figure.sentence
    assert "not: unemployment rate aged 15-24." in figure.sentence


def test_every_row_says_what_the_figure_was_used_for(figure):
    """Fitted and held out are told apart, in the table and by ink and shape."""
    roles = {row[1]: row[6] for row in figure.tables[0].rows}
    assert roles["unemployment rate"] == "fitted"
    assert roles["unemployment rate aged 15-24"] == "held out"
    drawn = next(each["data"]["values"] for each in figure.chart.specification["layer"] if "mark" in each
                 and len(each["data"]["values"]) == 4)  # fmt: skip
    assert len({(row["ink"], row["shape"]) for row in drawn}) == 2


def test_error_bars_are_those_of_the_sample(figure):
    """A share measured on ten thousand simulated people has an error bar; a wider one for fewer people."""
    values = next(layer["data"]["values"] for layer in figure.chart.specification["layer"] if
                  len(layer["data"]["values"]) == 4)  # fmt: skip
    unemployment = next(row for row in values if row["label"] == "unemployment rate")
    error = (unemployment["high"] - unemployment["low"]) / 2
    assert error == pytest.approx(2 * (0.037 * 0.963 / 10_000) ** 0.5 / 0.002, rel=1e-6)


def test_the_chapter_shows_what_the_fit_leaves_open():
    """The least determined parameters stand in the report with their names in its language."""
    section = compared(story_of("nl"))
    left_open = section.figures[-1]
    assert left_open.key == "left-open"
    assert len(left_open.tables[0].rows) == 10
    assert all("_" not in row[0] for row in left_open.tables[0].rows)


def test_a_run_of_other_years_is_not_held_against_the_targets():
    """Published figures of 2024 say nothing about 2030."""
    assert "compared-targets" not in {figure.key for figure in compared(story_of(start=2030)).figures}


def test_an_invented_market_has_no_targets(result, facts):
    """Without targets there is no such figure, and the text says that nothing was fitted."""
    story = Story(result, facts, "en")
    section = compared(story)
    assert targets_of(story) == ({}, "")
    assert {"compared-targets", "left-open"}.isdisjoint(figure.key for figure in section.figures)
    assert "not fitted" in section.introduction[0]
    assert deviations(story, [], "2024", "") is None
