"""The ranking of a workshop as a figure to take along: sentence, picture and table, the same numbers as the screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from houvast.experiments.identity import package_version
from houvast.reports.charts import Span, spans
from houvast.reports.document import Chart, Document, Figure, Section, Table
from houvast.reports.numbers import NOTHING, Notation
from houvast.reports.writing import LABELS
from houvast_web.workshop import rating
from houvast_web.workshop.ranks import Row


def figure_of(shown: dict[str, Any], language: str) -> Figure:
    """Return the ranking as a figure.

    Parameters
    ----------
    shown
        What `ranks.shown` returns, without a fault.
    language
        "nl" or "en".
    """
    rows: list[Row] = shown["rows"]
    ranking, notation = shown["ranking"], Notation(language)

    def told(rank: float) -> str:
        return notation.number(rank, 0 if float(rank).is_integer() else 1)

    first = rows[0]
    sentence = _(
        "Of %(n)s people, %(name)s comes first: rank %(rank)s, from %(low)s to %(high)s in %(coverage)s%% of the "
        "orders that other people of the same kind could have given."
    ) % {
        "n": ranking.n_respondents,
        "name": first.name,
        "rank": told(first.rank),
        "low": told(first.low),
        "high": told(first.high),
        "coverage": shown["coverage"],
    }
    if ranking.few:
        sentence += " " + _(
            "With so few people the top of the list often changes with who happened to be there: look at the intervals."
        )
    groups = [
        (_("small groups") if name == rating.REST else name, n_people) for name, n_people, _likeness in shown["groups"]
    ]
    columns = (
        _("Development"),
        _("Rank"),
        _("Rank, from"),
        _("Rank, to"),
        _("What it is"),
        _("People are"),
        *(f"{name} ({n_people})" for name, n_people in groups),
    )
    measure = _("Rank by impact and uncertainty together, 1 is first")
    values = tuple(
        (row.name, row.rank, row.low, row.high, row.kind, row.divided, *(each and each[0] for each in row.by_group))
        for row in rows
    )
    cells = tuple(
        tuple(told(each) if isinstance(each, float) else NOTHING if each is None else each for each in line)
        for line in values
    )
    drawn = [Span(row.name, row.low, row.rank, row.high, f"{told(row.low)} – {told(row.high)}") for row in rows]
    table = Table(measure, columns, cells, frozenset({0, 4, 5}), values)
    chart = Chart(spans(drawn, ".1~f"), f"{measure}. {sentence}")
    source = _("Answers of the workshop %(name)s; %(n)s resamples, seed %(seed)s") % {
        "name": shown["workshop"].name,
        "n": notation.number(ranking.replicates),
        "seed": ranking.seed,
    }
    return Figure("ranking", sentence, measure, chart, (table,), source)


def document_of(shown: dict[str, Any], language: str) -> Document:
    """Return the ranking as a document; see `figure_of`."""
    title = _("What matters most, and is least sure")
    labels = {key: words.text(language) for key, words in LABELS.items()}
    cautions = (_("What people said in one workshop: not what everybody thinks, and no forecast."),)
    section = Section("ranking", title, (), (), (figure_of(shown, language),))
    footer = f"Houvast {package_version()}"
    return Document(language, title, shown["workshop"].name, cautions, (section,), footer, labels)
