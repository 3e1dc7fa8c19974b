"""`houvast facts list | show NAME | check`: look at the numbers, and check a folder of one's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import numpy as np
import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from houvast.cli.options import FactsFolder, Language, Spoken
from houvast.cli.screen import screen
from houvast.facts.classifications import Classification
from houvast.facts.entries import DatedValue, Entry, FloatArray
from houvast.facts.loader import load_facts
from houvast.facts.lookup import Facts
from houvast.vocabulary.errors import Both, HouvastError
from houvast.vocabulary.words import STATUSES, UNIT_BY_KEY, Word

MOST_COLUMNS_SHOWN = 16


facts_app = typer.Typer(help="Look at the facts: the numbers and where they come from.", no_args_is_help=True)

_HEADINGS = {
    "fact": Both("feit", "fact"),
    "name": Both("naam", "name"),
    "unit": Both("eenheid", "unit"),
    "by": Both("naar", "by"),
    "status": Both("status", "status"),
    "from": Both("geldt vanaf", "holds from"),
    "group": Both("groep", "group"),
    "value": Both("waarde", "value"),
    "range": Both("te vertrouwen tussen", "to trust between"),
    "period": Both("periode", "period"),
    "source": Both("bron", "source"),
    "note": Both("toelichting", "note"),
    "would_be_measured_by": Both("zou gemeten worden door", "would be measured by"),
    "where": Both("staat in", "stands in"),
    "facts": Both("feiten", "facts"),
    "sources": Both("bronnen", "sources"),
    "no_faults": Both("geen fouten", "no faults"),
    "too_wide": Both(
        "te breed voor het scherm: {rows} bij {columns} getallen, van {low} tot {high}",
        "too wide for the screen: {rows} by {columns} numbers, from {low} to {high}",
    ),
}


@facts_app.command("list")
def list_facts(facts: FactsFolder = "netherlands", language: Spoken = Language.EN) -> None:
    """List all facts with their unit, status and date."""
    with faults_told(language):
        screen().print(_list_table(load_facts(facts), language))


@facts_app.command("show")
def show_fact(
    name: Annotated[str, typer.Argument(help="Name of the fact.")],
    facts: FactsFolder = "netherlands",
    language: Spoken = Language.EN,
) -> None:
    """Show one fact: every value with its date, source, status and range."""
    with faults_told(language):
        loaded = load_facts(facts)
        entry = loaded.entry(name)
        screen().print(_headline(entry, language))
        for dated in entry.values:
            screen().print(_provenance(loaded, dated, language))
            screen().print(_value_table(loaded, entry, dated, language))


@facts_app.command("check")
def check_facts(facts: FactsFolder = "netherlands", language: Spoken = Language.EN) -> None:
    """Check a folder; all its faults are told at once, each with file and line."""
    with faults_told(language):
        loaded = load_facts(facts)
        names = loaded.names()
        counted = Table(show_header=False, box=None)
        counted.add_row(_say("facts", language), str(len(names)))
        for word in STATUSES:
            n_values = sum(d.status == word.key for name in names for d in loaded.entry(name).values)
            counted.add_row(word.name(language), str(n_values))
        counted.add_row(_say("sources", language), str(len(loaded.sources)))
        counted.add_row("sha256", loaded.content_hash)
        screen().print(counted, _say("no_faults", language))


@contextmanager
def faults_told(language: Language) -> Iterator[None]:
    """Tell the problems of a HouvastError on stderr and leave with exit code 1; no traceback."""
    try:
        yield
    except HouvastError as error:
        for fault in error.problems:
            line = Text(fault.text(language)).append(f" [{fault.code}]", style="dim")
            screen(stderr=True).print(line, soft_wrap=True)
        raise typer.Exit(code=1) from None


def _say(key: str, language: Language) -> str:
    return _HEADINGS[key].text(language)


def _word(words: tuple[Word, ...], key: str, language: Language) -> str:
    return next((word.name(language) for word in words if word.key == key), key)


def _list_table(facts: Facts, language: Language) -> RenderableType:
    tables = []
    for subject, title in facts.subjects.items():
        table = Table(title=title.text(language), title_justify="left", expand=True)
        table.add_column(_say("fact", language), overflow="fold", ratio=3)
        table.add_column(_say("unit", language), overflow="fold", ratio=1)
        table.add_column(_say("status", language), no_wrap=True)
        table.add_column(_say("from", language), no_wrap=True)
        for entry in (facts.entry(name) for name in facts.names()):
            if entry.subject == subject:
                table.add_row(
                    Text(entry.key).append(f"\n{entry.name.text(language)}", style="dim"),
                    UNIT_BY_KEY[entry.unit].name(language),
                    _word(STATUSES, entry.latest.status, language),
                    entry.latest.valid_from.isoformat(),
                )
        tables.append(table)
    return Group(*tables)


def _headline(entry: Entry, language: Language) -> RenderableType:
    table = Table(show_header=False, box=None)
    table.add_row(_say("fact", language), Text(entry.key, style="bold"))
    table.add_row(_say("name", language), entry.name.text(language))
    if entry.description is not None:
        table.add_row("", entry.description.text(language))
    table.add_row(_say("unit", language), UNIT_BY_KEY[entry.unit].name(language))
    table.add_row(_say("by", language), ", ".join(entry.by) or "-")
    return table


def _provenance(facts: Facts, dated: DatedValue, language: Language) -> RenderableType:
    table = Table(show_header=False, box=None)
    table.add_row(_say("from", language), dated.valid_from.isoformat())
    table.add_row(_say("status", language), _word(STATUSES, dated.status, language))
    for key in dated.source:
        source = facts.sources[key]
        table.add_row(_say("source", language), f"{source.publisher}, {source.title} {source.url}".strip())
    told = {"period": dated.period, "would_be_measured_by": dated.measured_by(language), "note": dated.note}
    for name, text in told.items():
        if text:
            table.add_row(_say(name, language), text)
    table.add_row(_say("where", language), dated.place.text(language))
    return table


def _value_table(facts: Facts, entry: Entry, dated: DatedValue, language: Language) -> RenderableType:
    groups = [facts.classification(name) for name in entry.by]
    if len(groups) <= 1:
        return _one_column(groups, dated, language)
    rows, columns = dated.value.shape[0], dated.value.shape[-1]
    if len(groups) > 2 or columns > MOST_COLUMNS_SHOWN:
        low, high = _number(np.nanmin(dated.value)), _number(np.nanmax(dated.value))
        return _say("too_wide", language).format(rows=rows, columns=columns, low=low, high=high)
    return _square(groups, dated.value)


def _one_column(groups: list[Classification], dated: DatedValue, language: Language) -> Table:
    table = Table()
    keys = groups[0].keys if groups else ("",)
    names = groups[0].names(language) if groups else ("",)
    for heading in ("group", "name", "value", "range")[0 if groups else 2 :]:
        table.add_column(_say(heading, language), justify="right" if heading == "value" else "left")
    values = dated.value.reshape(-1)
    for code, (key, name) in enumerate(zip(keys, names, strict=True)):
        cells = (key, name) if groups else ()
        table.add_row(*cells, _number(values[code]), _range_text(dated, code))
    return table


def _square(groups: list[Classification], values: FloatArray) -> Table:
    table = Table()
    table.add_column(f"{groups[0].name} / {groups[1].name}")
    for key in groups[1].keys:
        table.add_column(key, justify="right")
    for key, row in zip(groups[0].keys, values, strict=True):
        table.add_row(key, *(_number(value) for value in row))
    return table


def _range_text(dated: DatedValue, code: int) -> str:
    if dated.low is None or dated.high is None or np.isnan(dated.low.reshape(-1)[code]):
        return ""
    return f"{_number(dated.low.reshape(-1)[code])} - {_number(dated.high.reshape(-1)[code])}"


def _number(value: float) -> str:
    return "-" if np.isnan(value) else f"{value:,.6g}"
