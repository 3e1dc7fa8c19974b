"""`houvast population build`: make the people, employers and first jobs, and show how well they fit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from houvast.cli.options import FactsFolder, Language, Scale, Seed, Spoken, facts_named
from houvast.cli.screen import screen
from houvast.facts.lookup import Facts
from houvast.population.build import Population, check_request
from houvast.population.cache import cache_folder, load_or_build, population_key
from houvast.population.fit import MarginFit
from houvast.vocabulary.errors import Both, Problem
from houvast.vocabulary.months import month_stamp
from houvast.vocabulary.words import UNIT_BY_KEY

population_app = typer.Typer(help="Build the people, employers and first jobs.", no_args_is_help=True)

Start = Annotated[str, typer.Option("--start", metavar="MONTH", help="First month, as 2024-01.")]

_STEPS = {
    "margins": Both("gepubliceerde cijfers lezen", "reading published figures"),
    "tables": Both("tabellen op elkaar passen", "fitting the tables"),
    "people": Both("mensen uitschrijven", "writing people"),
    "hours": Both("uren verdelen", "dealing hours"),
    "jobs": Both("banen en duren verdelen", "dealing jobs and spells"),
    "employers": Both("werkgevers maken", "making employers"),
    "fit": Both("vergelijken met wat gepubliceerd is", "comparing with what is published"),
    "done": Both("klaar", "done"),
}
_TITLE = Both("Gebouwd tegenover gevraagd", "Built against asked")
_ABOUT = Both(
    "Gevraagd is wat gepubliceerd is, na het gelijktrekken van totalen van verschillende jaren en tellingen.",
    "Asked is what is published, after totals of different years and counts were made to agree.",
)
_HEADINGS = (
    Both("gegeven", "margin"),
    Both("groepen", "groups"),
    Both("grootste fout", "largest error"),
    Both("in %", "in %"),
    Both("tegenover publicatie", "against published"),
)
_SUMMARY = Both(
    "{persons} mensen en {employers} werkgevers op schaal {scale}, in {seconds} seconden",
    "{persons} people and {employers} employers at scale {scale}, in {seconds} seconds",
)
_KEPT = Both("Bewaard in {folder}", "Kept in {folder}")


@population_app.callback()
def _group() -> None:
    """Build the people, employers and first jobs."""


@population_app.command("build")
def build(
    scale: Scale = "0.01",
    seed: Seed = "1",
    facts: FactsFolder = "netherlands",
    start: Start = "2024-01",
    language: Spoken = Language.EN,
) -> None:
    """Build a population, or find it ready, and show how well it fits the published figures.

    Populations are kept in the folder HOUVAST_CACHE names, or in ~/.cache/houvast. Ctrl-C leaves nothing behind.
    """
    scale_number, seed_number = _number(scale), _whole_number(seed)
    check_request(scale_number, seed_number)
    month_stamp(start)
    loaded = facts_named(facts)
    began = time.perf_counter()
    with _progress(language) as heard:
        population = load_or_build(
            loaded, scale_number, seed_number, start, progress=heard, warn=_teller_of_damage(language)
        )
    seconds = time.perf_counter() - began
    out = screen(soft_wrap=True)
    screen().print(_fit_table(population, loaded, language))
    out.print(_ABOUT.text(language))
    out.print(
        _SUMMARY.text(language).format(
            persons=population.fit.n_persons,
            employers=population.fit.n_employers,
            scale=_decimal(f"{population.scale:g}", language),
            seconds=_decimal(f"{seconds:.1f}", language),
        )
    )
    folder = cache_folder() / population_key(loaded, scale_number, seed_number, start)
    out.print(_KEPT.text(language).format(folder=folder))


def _number(text: str) -> float:
    """Return the number, or the text itself for `check_request` to refuse."""
    try:
        return float(text)
    except ValueError:
        return text  # type: ignore[return-value]


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return text  # type: ignore[return-value]


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[str, float], None]]:
    """Show a bar while a population is built; nothing when it is found ready."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_STEPS["margins"].text(language), total=1.0)

        def hear(step: str, part: float) -> None:
            bar.update(task, completed=part, description=_STEPS[step].text(language))

        yield hear


def _teller_of_damage(language: Language) -> Callable[[Problem], None]:
    def tell(found: Problem) -> None:
        line = Text(found.text(language)).append(f" [{found.code}]", style="dim")
        screen(stderr=True).print(line, soft_wrap=True)

    return tell


def _fit_table(population: Population, facts: Facts, language: Language) -> Table:
    table = Table(title=_TITLE.text(language), title_justify="left", expand=True, box=SIMPLE_HEAD)
    for number, heading in enumerate(_HEADINGS):
        table.add_column(heading.text(language), justify="right" if number else "left", ratio=None if number else 1)
    for margin in population.fit.margins:
        table.add_row(*_fit_row(margin, facts, language))
    return table


def _fit_row(margin: MarginFit, facts: Facts, language: Language) -> tuple[str | Text, ...]:
    unit = UNIT_BY_KEY[margin.unit].name(language)
    return (
        Text(facts.entry(margin.name).name.text(language)).append(f" ({unit})", style="dim"),
        str(len(margin.asked)),
        _decimal(f"{margin.largest_error:.3f}", language),
        _decimal(f"{margin.largest_error_share:.2%}", language),
        _decimal(f"{margin.largest_error_to_published:.3f}", language),
    )


def _decimal(text: str, language: Language) -> str:
    """Write a number with the decimal sign of the language."""
    return text.replace(".", ",") if language is Language.NL else text
